//! What holds whatever is written.

use proptest::prelude::*;
use strum::VariantArray as _;

use super::*;
use crate::stack::{CredentialKind, Principal, Retry, Share};

const METHODS: [Method; 19] = [
    Method::NativeConnector,
    Method::VendorConnector,
    Method::ReverseEtl,
    Method::Elt,
    Method::Cdp,
    Method::IpaasRecipe,
    Method::Webhook,
    Method::DbLink,
    Method::ApiCustom,
    Method::ClientTag,
    Method::SftpFile,
    Method::CloudBucket,
    Method::SharedSpreadsheet,
    Method::EmailParse,
    Method::ManualCsv,
    Method::ScreenScrape,
    Method::ManualRekey,
    Method::PersonalScript,
    Method::Unknown,
];

fn people() -> impl Strategy<Value = Option<OwnerRef>> {
    prop_oneof![
        Just(None),
        Just(Some(owner("ana"))),
        Just(Some(owner("leo"))),
        Just(Some(owner("stranger"))),
    ]
}

fn watching() -> impl Strategy<Value = Option<Monitoring>> {
    prop_oneof![
        Just(None),
        Just(Some(watched(MonitoringKind::None))),
        Just(Some(watched(MonitoringKind::UserReported))),
        Just(Some(watched(MonitoringKind::Dashboard))),
        Just(Some(watched(MonitoringKind::Reconciliation))),
    ]
}

fn days() -> impl Strategy<Value = Option<Date>> {
    proptest::option::of((-900_i64..900).prop_map(|days| as_of().plus_days(days).unwrap()))
}

prop_compose! {
    fn access()(
        kind in proptest::option::of(prop_oneof![
            Just(CredentialKind::ApiKey),
            Just(CredentialKind::Oauth),
            Just(CredentialKind::PersonalToken),
        ]),
        principal in proptest::option::of(prop_oneof![
            Just(Principal::Person),
            Just(Principal::Shared),
            Just(Principal::ServiceAccount),
        ]),
        holder in people(),
        expires_at in days(),
        rotated_at in days(),
    ) -> Credential {
        Credential {
            id: Label::new("access"), kind, principal, holder, expires_at, rotated_at,
            scopes: Vec::new(), vault: None, tool: None, spans: Spans::default(),
        }
    }
}

prop_compose! {
    fn flows()(
        method in proptest::sample::select(METHODS.to_vec()),
        owner in people(),
        backup_owner in people(),
        monitoring in watching(),
        replayable in any::<Option<bool>>(),
        idempotent in any::<Option<bool>>(),
        verified_at in days(),
        is_two_way in any::<bool>(),
        has_access in any::<bool>(),
        has_retry in any::<bool>(),
        errors in proptest::option::of(0.0..1.0),
        volume_per_day in proptest::option::of(0.0..50_000.0),
        incidents in proptest::collection::vec(days(), 0..5),
        is_workaround in any::<bool>(),
    ) -> Integration {
        Integration {
            owner, backup_owner, monitoring, replayable, idempotent, verified_at, volume_per_day,
            direction: if is_two_way { Direction::TwoWay } else { Direction::OneWay },
            objects: vec![item()],
            credential: has_access.then(|| Ref::new("access", Span::NONE)),
            retry: has_retry.then_some(Retry { attempts: Some(1.0), window: None }),
            error_rate: errors.and_then(Share::new),
            incidents: incidents.into_iter().map(|at| Incident { at, ..incident("2026-01-01") }).collect(),
            workaround: is_workaround.then(without_exit),
            transform: Some(Label::new("in a Google Sheet")),
            fields_mapped: Some(90.0),
            api_version: Some(Label::new("latest")),
            frequency: Some(every(60.0)),
            ..blank(method)
        }
    }
}

proptest! {
    #[test]
    fn scores_stay_within_their_bounds(flow in flows(), access in access()) {
        let found = score(&stack(Lifecycle::Deprecated, flow, Some(access)));
        prop_assert!(found.likelihood <= 79, "{found:?}");
        prop_assert!(found.undetectability <= 48, "{found:?}");
        let sum = u16::from(found.likelihood) + u16::from(found.undetectability);
        prop_assert_eq!(u16::from(found.score), sum.min(100));
        prop_assert!(found.low <= found.score && found.score <= found.high && found.high <= 100);
        let factors: Vec<_> = found.points.iter().map(|it| it.factor).collect();
        prop_assert_eq!(factors.as_slice(), Factor::VARIANTS);
        for point in &found.points {
            prop_assert!(point.low <= point.points && point.points <= point.high, "{point:?}");
            prop_assert!(point.points == 0 || point.fix.is_some(), "{point:?}");
            prop_assert!(!point.reason.is_empty());
        }
    }
}
