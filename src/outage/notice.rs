//! Who notices first, and how long it lasts where nobody says.

use super::{Duration, Notice};
use crate::analysis::Analysis;
use crate::network::Component;
use crate::reliability::Range;
use crate::stack::{
    Integration, IntegrationId, Minutes, MonitoringKind, OwnerRef, Party, PersonId, ToolId,
};

/// Time to detect and to repair, of what fails itself; of a tool, a vendor or a person: of all that stands still.
pub(super) fn expected(
    analysis: &Analysis,
    gone: &[Component],
    still: &[IntegrationId],
) -> Option<Duration> {
    let reliability = analysis.reliability();
    let own = gone.iter().filter_map(|it| reliability.uptime(*it));
    let all = still.iter().filter_map(|it| reliability.uptime(Component::Integration(*it)));
    let mut found: Vec<Range> = own.map(crate::reliability::Uptime::hours).collect();
    if found.len() < gone.len() {
        found.extend(all.map(crate::reliability::Uptime::hours));
    }
    let expected = found
        .into_iter()
        .reduce(|one, it| Range { low: one.low.max(it.low), high: one.high.max(it.high) })?;
    let time = Minutes::new(expected.high * 60.0)?;
    Some(Duration { time, expected: Some(expected) })
}

pub(super) fn notices(
    analysis: &Analysis,
    gone: &[Component],
    (still, tools): (&[IntegrationId], &[ToolId]),
) -> Vec<Notice> {
    let stack = &analysis.stack;
    let mut found: Vec<Notice> =
        still.iter().map(|it| of_integration(analysis, gone, *it)).collect();
    for tool in tools {
        let vendor = stack.tools[*tool].vendor.as_ref().and_then(|it| it.id);
        let page = vendor.and_then(|it| stack.vendors[it].status_page.as_ref());
        if let Some(page) = page {
            found.push(Notice {
                integration: None,
                how: format!(
                    "the status page of {}, if somebody looks: {page}",
                    stack.tools[*tool].name
                ),
                after: Range::between(0.0, f64::INFINITY),
                deaf: None,
            });
        }
    }
    found.sort_by(|one, other| {
        one.deaf
            .is_some()
            .cmp(&other.deaf.is_some())
            .then(one.after.high.total_cmp(&other.after.high))
            .then(one.after.low.total_cmp(&other.after.low))
    });
    found
}

fn of_integration(analysis: &Analysis, gone: &[Component], id: IntegrationId) -> Notice {
    let stack = &analysis.stack;
    let integration = &stack.integrations[id];
    let uptime = analysis.reliability().uptime(Component::Integration(id));
    let monitoring = integration.monitoring.as_ref();
    let kind = monitoring.and_then(|it| it.kind);
    let to = monitoring.and_then(|it| it.to.as_ref());
    let whom = to.map_or_else(String::new, |it| format!(" to {}", stack.party_name(it)));
    let name = &integration.id;
    let how = match kind {
        Some(MonitoringKind::Alert) => format!("the alert of `{name}`{whom}"),
        Some(MonitoringKind::Reconciliation) => {
            format!("the comparison of counts of `{name}`{whom}")
        }
        Some(MonitoringKind::VendorEmail) => format!("the vendor's e-mail about `{name}`{whom}"),
        Some(MonitoringKind::Dashboard) => format!("the dashboard of `{name}`, when looked at"),
        Some(MonitoringKind::UserReported) => format!("people who miss data of `{name}`"),
        Some(MonitoringKind::None) => {
            format!("people who miss data of `{name}`: it is not watched")
        }
        None => format!("`{name}`: nobody has said whether it is watched"),
    };
    Notice {
        integration: Some(id),
        how,
        after: uptime.map_or(Range::between(0.0, f64::INFINITY), |it| it.detect),
        deaf: deaf(analysis, gone, integration),
    }
}

/// Why an alert reaches nobody.
fn deaf(analysis: &Analysis, gone: &[Component], integration: &Integration) -> Option<String> {
    let to = integration.monitoring.as_ref()?.to.as_ref()?;
    let person = person(to)?;
    let name = &analysis.stack.people[person].name;
    let is_gone = gone.contains(&Component::Person(person));
    (is_gone || analysis.stack.people[person].has_left(analysis.as_of))
        .then(|| format!("{name} is not there"))
}

pub(super) fn person(owner: &OwnerRef) -> Option<PersonId> {
    match owner.party? {
        Party::Person(id) => Some(id),
        Party::Team(_) => None,
    }
}
