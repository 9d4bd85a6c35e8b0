//! An opt-out that arrives after its deadline, by design.

use super::hearing::{Hearing, hearings};
use super::ways::slowest;
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, Severity};
use crate::network::{Age, Path};
use crate::privacy::Pace;
use crate::stack::{Minutes, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "optout-late",
    summary: "an opt-out takes too long to reach a tool that sends for the same purpose",
    why: "The big mailbox providers expect one-click unsubscribes of bulk senders to take effect within 48 hours, and laws set \
limits of their own (check with counsel). Waiting times of the syncs add up, so a chain can be late each time although no hop of it fails. \
In a very large stack not every capture point is followed: the searches look at 3,000,000 flows and tools, and 40,000 pairs of \
tools are kept for each purpose. The others count as not judged.",
    fix: "Run the slowest hop more often, or carry opt-outs past it by webhook.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, sends: email}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: outreach, name: Outreach, category: sales-engagement, sends: sales_email}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: email_opt_out, system_of_record: hubspot}]}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, frequency: nightly, latency: 1h, objects: person}
  - {from: salesforce, to: outreach, method: vendor_connector, owner: mops, monitoring: {kind: alert}, frequency: 30h, latency: 1h, objects: person}
consent:
  purposes: [{id: newsletter, channels: [email, sales_email], object_field: person.email_opt_out, deadline: 48h, capture_points: [hubspot]}]
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, sends: email}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: outreach, name: Outreach, category: sales-engagement, sends: sales_email}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: email_opt_out, system_of_record: hubspot}]}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, frequency: hourly, latency: 1h, objects: person}
  - {from: salesforce, to: outreach, method: vendor_connector, owner: mops, monitoring: {kind: alert}, frequency: hourly, latency: 1h, objects: person}
consent:
  purposes: [{id: newsletter, channels: [email, sales_email], object_field: person.email_opt_out, deadline: 48h, capture_points: [hubspot]}]
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

/// From half of the deadline on, one failed run of a sync makes the opt-out late.
const SHARE_WARNED: f64 = 0.5;

/// An opt-out that is late, or nearly.
struct Late<'c> {
    capture_point: ToolId,
    path: &'c Path,
    severity: Severity,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for hearing in hearings(context) {
        let Some(deadline) = hearing.matrix.deadline.map(|it| it.time) else {
            found.unknown();
            continue;
        };
        for _ in &hearing.matrix.unsearched {
            found.unknown();
        }
        for &sender in &hearing.matrix.senders {
            let late = late(&hearing, sender, deadline, found);
            let worst = late.iter().max_by(|left, right| {
                let (one, other) = (left.path.age.known.get(), right.path.age.known.get());
                left.severity.cmp(&right.severity).then(one.total_cmp(&other))
            });
            if let Some(worst) = worst {
                report(context, found, &hearing, (sender, deadline), (worst, &late));
            }
        }
    }
}

fn late<'c>(
    hearing: &'c Hearing<'_, '_>,
    sender: ToolId,
    deadline: Minutes,
    found: &mut Sink<'_>,
) -> Vec<Late<'c>> {
    let half = Minutes::new(deadline.get() * SHARE_WARNED).unwrap_or(deadline);
    let mut late = Vec::new();
    for cell in hearing.elsewhere(sender) {
        let Some(path) = cell.route.path() else { continue };
        let severity = match (cell.route.pace(deadline), cell.route.pace(half)) {
            (Some(Pace::Missed), _) => Severity::Error,
            (Some(_), Some(Pace::Missed)) => Severity::Warning,
            (Some(Pace::Unknown), _) => {
                found.unknown();
                continue;
            }
            (Some(Pace::Kept) | None, _) => continue,
        };
        late.push(Late { capture_point: cell.capture_point, path, severity });
    }
    late
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    hearing: &Hearing<'_, '_>,
    target: (ToolId, Minutes),
    late: (&Late<'_>, &[Late<'_>]),
) {
    let (sender, deadline) = target;
    let (worst, late) = late;
    let tools = &context.stack.tools;
    let tool = &tools[sender];
    // What is in time as long as nothing fails has to say why it is told.
    let margin = match worst.severity {
        Severity::Error => "",
        Severity::Warning | Severity::Note => ", which one failed run would miss",
    };
    let finding = found
        .report(format!(
            "an opt-out in {} takes {} to reach {}; the deadline is {}{margin}",
            tools[worst.capture_point].name,
            words(worst.path.age),
            tool.name,
            hours(deadline)
        ))
        .at(hearing.purpose.spans.of("deadline"), "the deadline")
        .mark(tool.spans.of("sends"), "goes on sending until then")
        .help(help(context, worst, late));
    let capture_points: Vec<_> = late.iter().map(|it| it.capture_point).collect();
    let finding = hearing.concern(context, finding, sender, &capture_points);
    found.push_as(worst.severity, context.along(finding, &worst.path.flows));
}

fn help(context: &Context<'_>, worst: &Late<'_>, late: &[Late<'_>]) -> String {
    let mut parts = vec![slowest(context, worst.path)];
    for other in late.iter().filter(|it| it.capture_point != worst.capture_point) {
        let tool = &context.stack.tools[other.capture_point].name;
        parts.push(format!("from {tool} it takes {}", words(other.path.age)));
    }
    parts.join("; ")
}

/// Ages in the deadline's unit: "up to 51.2 h", "51.2 h or more".
fn words(age: Age) -> String {
    let known = hours(age.known);
    if age.open == 0 { format!("up to {known}") } else { format!("{known} or more") }
}

fn hours(time: Minutes) -> String {
    format!("{} h", (time.as_hours() * 10.0).round() / 10.0)
}
