//! The access it runs on.

use super::{Case, Factor, Point, weights};
use crate::stack::{Credential, CredentialKind, Method, Party, Principal};

pub(super) fn judge(case: &Case<'_>) -> Point {
    let Some(credential) = case.integration.credential.as_ref().and_then(|it| it.id) else {
        return without(case);
    };
    let credential = &case.stack.credentials[credential];
    let base = base(case, credential);
    let expiry = credential
        .expires_at
        .filter(|day| day.days_since(case.as_of) <= weights::CREDENTIAL_EXPIRY_DAYS);
    let Some(day) = expiry else { return base };
    let more = |points: u8| {
        points.saturating_add(weights::CREDENTIAL_EXPIRING).min(weights::CREDENTIAL_MAX)
    };
    let word = if day < case.as_of { "expired" } else { "expires" };
    let fix = match &base.fix {
        Some(fix) => format!("{fix}; renew `{}`", credential.id),
        None => format!("renew `{}`", credential.id),
    };
    Point::new(
        Factor::Credential,
        "credential",
        more(base.points),
        format!("{}; it {word} on {day}", base.reason),
    )
    .between(more(base.low), more(base.high))
    .fix(fix)
}

fn without(case: &Case<'_>) -> Point {
    if matches!(case.integration.method, Method::ManualCsv | Method::ManualRekey) {
        let reason = "done by hand, without stored access";
        return Point::new(Factor::Credential, "credential", 0, reason);
    }
    Point::new(
        Factor::Credential,
        "credential",
        weights::CREDENTIAL_UNKNOWN,
        "whose access it runs on is not known",
    )
    .between(weights::CREDENTIAL_SERVICE, weights::CREDENTIAL_MAX)
    .fix("find out whose login or key it uses, and note it as `credential`")
}

fn base(case: &Case<'_>, credential: &Credential) -> Point {
    let id = &credential.id;
    let point =
        |points, reason: String| Point::new(Factor::Credential, "credential", points, reason);
    let own_user = format!("move `{id}` to an integration user that belongs to nobody");
    // A service account outlives whoever looks after it.
    if credential.principal != Some(Principal::ServiceAccount)
        && let Some(name) = holder_gone(case, credential)
    {
        return point(
            weights::CREDENTIAL_HOLDER_LEFT,
            format!("runs on `{id}`, held by {name}, who has left"),
        )
        .fix(own_user);
    }
    match (credential.principal, credential.kind) {
        (Some(Principal::Person), _) | (None, Some(CredentialKind::PersonalToken)) => {
            point(weights::CREDENTIAL_PERSONAL, format!("runs on the personal access `{id}`"))
                .fix(own_user)
        }
        (Some(Principal::Shared), _) => {
            point(weights::CREDENTIAL_SHARED, format!("runs on the shared login `{id}`"))
                .fix(own_user)
        }
        (_, Some(CredentialKind::ApiKey)) if credential.rotated_at.is_some() => point(
            weights::CREDENTIAL_KEY_ROTATED,
            format!("runs on the API key `{id}`, which is changed now and then"),
        )
        .fix(format!("replace `{id}` by an app of its own")),
        (_, Some(CredentialKind::ApiKey)) => point(
            weights::CREDENTIAL_UNKNOWN,
            format!("runs on the API key `{id}`; when it was last changed is not known"),
        )
        .between(weights::CREDENTIAL_KEY_ROTATED, weights::CREDENTIAL_SHARED)
        .fix(format!("change `{id}` and note the day as `rotated_at`")),
        (Some(Principal::ServiceAccount), _) | (None, Some(CredentialKind::ServiceAccount)) => {
            point(weights::CREDENTIAL_SERVICE, format!("runs on its own account `{id}`"))
        }
        (
            None,
            None
            | Some(
                CredentialKind::Oauth
                | CredentialKind::Password
                | CredentialKind::SshKey
                | CredentialKind::Basic,
            ),
        ) => point(
            weights::CREDENTIAL_UNKNOWN,
            format!("whether `{id}` belongs to a person or to an app is not known"),
        )
        .between(weights::CREDENTIAL_SERVICE, weights::CREDENTIAL_PERSONAL)
        .fix(format!("note the `principal` of `{id}`")),
    }
}

fn holder_gone<'a>(case: &Case<'a>, credential: &Credential) -> Option<&'a str> {
    match credential.holder.as_ref()?.party? {
        Party::Person(id) => {
            let person = &case.stack.people[id];
            person.has_left(case.as_of).then_some(person.name.as_str())
        }
        Party::Team(_) => None,
    }
}
