//! Days that are coming: notices, renewals, expiries, sunsets and dates that somebody promised.

use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::stack::Date;

/// How far to look ahead, in days: two quarters, the horizon in which a contract can still be steered.
const DAYS_MAX: i64 = 182;

/// Something that falls due.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Ahead {
    pub(crate) day: Date,
    /// From the day that dates count from; negative when it has passed.
    pub(crate) days: i64,
    pub(crate) kind: AheadKind,
    pub(crate) element: Element,
    /// "notice for a tool, which renews by itself on 2027-01-31".
    pub(crate) text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum AheadKind {
    Notice,
    Renewal,
    CredentialExpiry,
    ApiSunset,
    WorkaroundExit,
    Decision,
}

impl AheadKind {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// Whether it still hurts after the day: an expired key does, a missed renewal date does not.
    fn outlives_its_day(self) -> bool {
        match self {
            Self::CredentialExpiry | Self::ApiSunset | Self::WorkaroundExit => true,
            Self::Notice | Self::Renewal | Self::Decision => false,
        }
    }
}

/// What falls due within two quarters, and what is overdue; soonest first.
pub(super) fn all(analysis: &Analysis) -> Vec<Ahead> {
    let mut found = Vec::new();
    contracts(analysis, &mut found);
    keys_and_interfaces(analysis, &mut found);
    promises(analysis, &mut found);
    found.retain(|it| it.days <= DAYS_MAX && (it.days >= 0 || it.kind.outlives_its_day()));
    found.sort_by(|left, right| {
        (left.day, left.kind, &left.element).cmp(&(right.day, right.kind, &right.element))
    });
    found
}

fn contracts(analysis: &Analysis, found: &mut Vec<Ahead>) {
    for tool in analysis.stack.tools.values().filter(|it| it.is_in_use()) {
        let Some(contract) = &tool.contract else { continue };
        let Some(renewal) = contract.renewal_date else { continue };
        let element = Element::new(ElementKind::Tool, &tool.id);
        let renews = if contract.auto_renew == Some(true) { "renews by itself" } else { "ends" };
        let notice = contract.notice_days.filter(|it| *it > 0.0).and_then(|days| {
            let days = days.round().to_string().parse::<i64>().ok()?;
            renewal.plus_days(-days)
        });
        if let Some(day) = notice {
            let text = format!("notice for {}, which {renews} on {renewal}", tool.name);
            found.push(due(analysis, day, AheadKind::Notice, element.clone(), text));
        }
        let text = format!("contract of {} {renews}", tool.name);
        found.push(due(analysis, renewal, AheadKind::Renewal, element, text));
    }
}

fn keys_and_interfaces(analysis: &Analysis, found: &mut Vec<Ahead>) {
    for credential in analysis.stack.credentials.values() {
        let Some(day) = credential.expires_at else { continue };
        let element = Element::new(ElementKind::Credential, &credential.id);
        let count = analysis
            .stack
            .integrations
            .values()
            .filter(|it| it.is_live())
            .filter(|it| it.credential.as_ref().is_some_and(|key| key.name == credential.id))
            .count();
        let text = format!(
            "credential {} expires; {} on it",
            credential.id,
            if count == 1 {
                "1 live integration runs".to_owned()
            } else {
                format!("{count} live integrations run")
            }
        );
        found.push(due(analysis, day, AheadKind::CredentialExpiry, element, text));
    }
    for tool in analysis.stack.tools.values().filter(|it| it.is_in_use()) {
        if let Some(day) = tool.api.as_ref().and_then(|it| it.sunset_at) {
            let element = Element::new(ElementKind::Tool, &tool.id);
            let text = format!("the interface that {} is used by is switched off", tool.name);
            found.push(due(analysis, day, AheadKind::ApiSunset, element, text));
        }
    }
}

fn promises(analysis: &Analysis, found: &mut Vec<Ahead>) {
    for integration in analysis.stack.integrations.values().filter(|it| it.is_live()) {
        if let Some(day) = integration.workaround.as_ref().and_then(|it| it.exit_by) {
            let element = Element::new(ElementKind::Integration, &integration.id);
            let text = format!("workaround {} should be gone", integration.id);
            found.push(due(analysis, day, AheadKind::WorkaroundExit, element, text));
        }
    }
    for initiative in analysis.stack.initiatives.values() {
        if let Some(day) = initiative.decision_by {
            let element = Element::new(ElementKind::Initiative, &initiative.id);
            let text = format!("decision on {}", initiative.name);
            found.push(due(analysis, day, AheadKind::Decision, element, text));
        }
    }
}

fn due(analysis: &Analysis, day: Date, kind: AheadKind, element: Element, text: String) -> Ahead {
    Ahead { day, days: day.days_since(analysis.as_of), kind, element, text }
}
