//! Integrations that people know, with the scores they should get.

use super::*;
use crate::stack::{
    Api, CredentialKind, FieldMap, Filter, Moment, Principal, Retry, Share, SyncRule,
};

fn credential(kind: CredentialKind, principal: Option<Principal>, holder: &str) -> Credential {
    Credential {
        id: Label::new("access"),
        kind: Some(kind),
        principal,
        holder: Some(owner(holder)),
        ..Credential::default()
    }
}

fn of_nobody() -> Credential {
    credential(CredentialKind::ServiceAccount, Some(Principal::ServiceAccount), "ana")
}

fn using(integration: Integration) -> Integration {
    Integration { credential: Some(Ref::new("access", Span::NONE)), ..integration }
}

fn retried() -> Retry {
    Retry { attempts: Some(3.0), window: None }
}

fn ruled() -> ObjectItem {
    let field = FieldMap {
        source: Label::new("email"),
        target: Label::new("email"),
        rule: Some(SyncRule::PreferTargetUnlessBlank),
        transform: None,
        spans: Spans::default(),
    };
    ObjectItem { fields: vec![field], ..item() }
}

fn registered(item: ObjectItem) -> ObjectItem {
    let filter = Filter { requires_registration: Some(true), ..Filter::default() };
    ObjectItem { filter: Some(filter), ..item }
}

fn points(found: &Fragility) -> Vec<u8> {
    found.points.iter().map(|it| it.points).collect()
}

#[test]
fn native_hubspot_salesforce_is_solid() {
    let sync = Integration {
        direction: Direction::TwoWay,
        objects: vec![ruled()],
        monitoring: Some(watched(MonitoringKind::Dashboard)),
        retry: Some(retried()),
        ..using(looked_after(Method::NativeConnector))
    };
    let found = score(&stack(Lifecycle::Active, sync, Some(of_nobody())));
    assert_eq!(points(&found), [5, 0, 3, 5, 2, 0, 0, 0, 1, 0, 0]);
    assert_eq!((found.score, found.low, found.high, found.band()), (16, 16, 16, Band::Solid));
    assert_eq!((found.likelihood, found.undetectability, found.known_percent()), (5, 11, 100));
}

#[test]
fn busy_marketo_salesforce_with_a_backlog_is_sound() {
    let sync = Integration {
        direction: Direction::TwoWay,
        objects: vec![registered(ruled())],
        frequency: Some(every(5.0)),
        last_success_at: Some(Moment { day: day("2026-09-09"), minute: Some(720) }),
        volume_per_day: Some(228_000.0),
        throughput_per_hour: Some(10_000.0),
        fields_mapped: Some(120.0),
        monitoring: Some(watched(MonitoringKind::Dashboard)),
        retry: Some(retried()),
        ..using(looked_after(Method::NativeConnector))
    };
    let found = score(&stack(Lifecycle::Active, sync, Some(of_nobody())));
    assert_eq!(points(&found), [5, 0, 3, 5, 2, 3, 6, 3, 1, 0, 3]);
    assert_eq!((found.score, found.band()), (31, Band::Sound));
}

#[test]
fn a_validated_csv_drop_is_better_than_its_name() {
    let drop = Integration {
        backup_owner: Some(owner("ana")),
        monitoring: Some(watched(MonitoringKind::Alert)),
        retry: Some(retried()),
        verified_at: Some(day("2026-08-01")),
        ..looked_after(Method::ManualCsv)
    };
    assert_eq!(score(&stack(Lifecycle::Active, drop, None)).score, 30);
}

#[test]
fn a_nightly_file_that_somebody_watches_is_sound() {
    let file = Integration {
        after: vec![Ref::new("flow", Span::NONE)],
        monitoring: Some(watched(MonitoringKind::Dashboard)),
        retry: Some(retried()),
        verified_at: Some(day("2026-08-01")),
        ..using(looked_after(Method::SftpFile))
    };
    let key = credential(CredentialKind::SshKey, Some(Principal::ServiceAccount), "ana");
    assert_eq!(score(&stack(Lifecycle::Active, file, Some(key))).score, 29);
}

#[test]
fn the_zap_of_a_leaver_is_brittle() {
    let zap = Integration {
        owner: Some(owner("leo")),
        monitoring: Some(watched(MonitoringKind::None)),
        retry: Some(retried()),
        workaround: Some(without_exit()),
        ..using(blank(Method::IpaasRecipe))
    };
    let access = credential(CredentialKind::Oauth, Some(Principal::Person), "leo");
    let found = score(&stack(Lifecycle::Active, zap, Some(access)));
    assert_eq!(points(&found), [10, 15, 15, 15, 2, 0, 0, 0, 5, 5, 0]);
    assert_eq!((found.score, found.band()), (67, Band::Brittle));
}

#[test]
fn the_monthly_event_list_of_one_person_is_brittle() {
    let list = Integration {
        owner: Some(owner("ana")),
        monitoring: Some(watched(MonitoringKind::None)),
        replayable: Some(false),
        workaround: Some(without_exit()),
        transform: Some(Label::new("cleaned in Excel")),
        ..blank(Method::ManualCsv)
    };
    assert_eq!(score(&stack(Lifecycle::Active, list, None)).score, 68);
}

#[test]
fn typing_from_an_old_system_is_critical() {
    let typing = Integration {
        monitoring: Some(watched(MonitoringKind::None)),
        replayable: Some(false),
        workaround: Some(without_exit()),
        ..blank(Method::ManualRekey)
    };
    let found = score(&stack(Lifecycle::Deprecated, typing, None));
    assert_eq!((found.score, found.band()), (83, Band::Critical));
}

#[test]
fn an_orphan_script_on_a_personal_token_is_nearly_the_worst() {
    let script = Integration {
        monitoring: Some(watched(MonitoringKind::None)),
        replayable: Some(false),
        workaround: Some(without_exit()),
        api_version: Some(Label::new("undocumented")),
        incidents: vec![incident("2026-08-01"), incident("2026-07-01"), incident("2025-07-01")],
        ..using(blank(Method::PersonalScript))
    };
    let token = credential(CredentialKind::PersonalToken, None, "leo");
    let found = score(&stack(Lifecycle::Active, script, Some(token)));
    assert_eq!(points(&found), [24, 15, 15, 15, 8, 5, 0, 5, 5, 5, 0]);
    assert_eq!(found.score, 97);
}

#[test]
fn what_is_not_said_widens_the_range() {
    let found = score(&stack(Lifecycle::Active, blank(Method::Unknown), None));
    assert_eq!(points(&found), [15, 6, 15, 10, 4, 0, 0, 0, 5, 0, 0]);
    assert_eq!((found.low, found.score, found.high), (25, 55, 88));
    // Method, access, detection and recovery are open; seven of eleven are known.
    assert_eq!(found.known_percent(), 63);
    let open: Vec<_> = found.points.iter().filter(|it| !it.is_known()).collect();
    assert!(open.iter().all(|it| it.fix.is_some()));
}

#[test]
fn access_near_its_end_costs_more_and_never_above_the_cap() {
    let points_of = |expires: &str, principal| {
        let access = Credential {
            expires_at: Some(day(expires)),
            ..credential(CredentialKind::Oauth, Some(principal), "ana")
        };
        let flow = using(blank(Method::Webhook));
        score(&stack(Lifecycle::Active, flow, Some(access))).points[1].clone()
    };
    assert_eq!(points_of("2026-11-09", Principal::Shared).points, 12);
    assert_eq!(points_of("2026-11-10", Principal::Shared).points, 9);
    assert_eq!(points_of("2026-01-01", Principal::Person).points, 15);
    let service = points_of("2026-10-15", Principal::ServiceAccount);
    assert_eq!(service.points, 3);
    assert_eq!(service.fix.as_deref(), Some("renew `access`"));
}

#[test]
fn limits_and_errors_count_by_their_steps() {
    let quota = |used| {
        let mut stack = stack(Lifecycle::Active, blank(Method::Webhook), None);
        stack.tools.get_mut("right").unwrap().api =
            Some(Api { limit: Some(100.0), used: Some(used), ..Api::default() });
        score(&stack).points[6].points
    };
    assert_eq!([quota(69.0), quota(70.0), quota(90.0)], [0, 3, 6]);
    let errors = |share| {
        let flow = Integration { error_rate: Share::new(share), ..blank(Method::Webhook) };
        score(&stack(Lifecycle::Active, flow, None)).points[7].points
    };
    assert_eq!([errors(0.01), errors(0.02), errors(0.06)], [0, 4, 8]);
}
