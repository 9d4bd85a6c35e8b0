//! An opt-out that a sync filter keeps from the tool that has to know it.

use super::hearing::{Hearing, hearings, opt_outs};
use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, Severity};
use crate::network::{FlowId, Path};
use crate::privacy::Route;
use crate::stack::{Filter, Integration, ToolId};
use crate::text::{Label, Span};

pub(super) static RULE: Rule = Rule {
    code: "optout-filtered",
    summary: "a sync drops people who opted out, and their opt-out with them",
    why: "A sync filter that leaves out unsubscribed people looks tidy, but it stops the record at the very moment at which its \
opt-out has to travel. HubSpot says so of its Salesforce sync: while an inclusion list keeps a contact out, its opt-out \
status is not updated on the other side. Sales then goes on mailing people who said no.",
    fix: "Sync the opt-out first and exclude people afterwards: take the condition out of the filter and suppress them where mail is sent.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, sends: email}
  - {id: salesforce, name: Salesforce, category: crm}
  - {id: outreach, name: Outreach, category: sales-engagement, sends: sales_email}
objects: [{id: person, name: Person, system_of_record: salesforce, fields: [{name: email_opt_out, system_of_record: hubspot}]}]
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, filter: {text: inclusion list, excludes_opted_out: true}}]}
  - {from: salesforce, to: outreach, method: vendor_connector, owner: mops, monitoring: {kind: alert}, objects: person}
consent:
  purposes: [{id: newsletter, channels: [email, sales_email], object_field: person.email_opt_out, capture_points: [hubspot]}]
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
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, filter: {text: inclusion list, excludes_opted_out: false}}]}
  - {from: salesforce, to: outreach, method: vendor_connector, owner: mops, monitoring: {kind: alert}, objects: person}
consent:
  purposes: [{id: newsletter, channels: [email, sales_email], object_field: person.email_opt_out, capture_points: [hubspot]}]
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

/// The best way to a sender from some capture points, and the filters on it.
struct Blocked<'c> {
    capture_points: Vec<ToolId>,
    path: &'c Path,
    filters: &'c [FlowId],
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for hearing in hearings(context) {
        for &sender in &hearing.matrix.senders {
            for blocked in blocked(&hearing, sender) {
                report(context, found, &hearing, sender, &blocked);
            }
        }
    }
}

/// Capture points that the same filters cut off are one finding.
fn blocked<'c>(hearing: &'c Hearing<'_, '_>, sender: ToolId) -> Vec<Blocked<'c>> {
    let mut found: Vec<Blocked<'c>> = Vec::new();
    for cell in hearing.elsewhere(sender) {
        let Route::Filtered { path, filters } = &cell.route else { continue };
        match found.iter_mut().find(|it| it.filters == filters) {
            Some(same) => same.capture_points.push(cell.capture_point),
            None => {
                found.push(Blocked { capture_points: vec![cell.capture_point], path, filters });
            }
        }
    }
    found
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    hearing: &Hearing<'_, '_>,
    sender: ToolId,
    blocked: &Blocked<'_>,
) {
    let stack = context.stack;
    let tool = &stack.tools[sender];
    let names: Vec<_> =
        blocked.filters.iter().map(|it| format!("`{}`", integration(context, *it).id)).collect();
    let verb = if names.len() == 1 { "stops" } else { "stop" };
    let mut finding = found.report(format!(
        "{} cannot reach {}: {} {verb} syncing people who opted out{}",
        opt_outs(context, &blocked.capture_points),
        tool.name,
        list(&names),
        conditions(context, blocked.filters)
    ));
    for (position, flow) in blocked.filters.iter().enumerate() {
        let span = filter(context, *flow).map_or(Span::NONE, |it| it.spans.item);
        let text = "whoever opts out is dropped here";
        finding = if position == 0 { finding.at(span, text) } else { finding.mark(span, text) };
    }
    let finding = hearing
        .concern(context, finding, sender, &blocked.capture_points)
        .mark(tool.spans.of("sends"), "goes on sending")
        .help(format!(
            "let {} carry {} for everybody and exclude people where mail is sent",
            list(&names),
            hearing.choice.field
        ));
    found.push(context.along(finding, &blocked.path.flows));
}

/// The words of the filters, e.g. " (inclusion list 1050)".
fn conditions(context: &Context<'_>, filters: &[FlowId]) -> String {
    let texts: Vec<_> = filters
        .iter()
        .filter_map(|it| filter(context, *it)?.text.as_ref())
        .map(Label::as_str)
        .collect();
    if texts.is_empty() { String::new() } else { format!(" ({})", texts.join("; ")) }
}

fn integration<'a>(context: &Context<'a>, flow: FlowId) -> &'a Integration {
    &context.stack.integrations[context.network.flow(flow).integration]
}

fn filter<'a>(context: &Context<'a>, flow: FlowId) -> Option<&'a Filter> {
    let flow = context.network.flow(flow);
    let items = &context.stack.integrations[flow.integration].objects;
    items.get(flow.item?)?.filter.as_ref()
}
