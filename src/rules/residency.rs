//! Personal data that leaves Europe without a paper for it.

use super::regions::{is_european, is_safe};
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::FlowId;
use crate::privacy::is_personal;
use crate::stack::ToolId;
use crate::text::Label;

pub(super) static RULE: Rule = Rule {
    code: "residency",
    summary: "personal data leaves the EU and no transfer basis is named",
    why: "Personal data may go to a third country only on one of the bases of GDPR, Art. 44 to 49: a decision of adequacy, standard \
contractual clauses (SCCs), binding corporate rules. A tool that was bought because it is hosted in Europe helps little if a \
sync takes its people elsewhere. Check with counsel.",
    fix: "Sign SCCs with the vendor and write it as `transfer_basis`, host the other tool in the EU, or leave people out of the flow.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
vendors: [{id: acme, name: Acme, country: US, dpa: {signed: true}}]
tools:
  - {id: crm, name: CRM, category: crm, data_residency: EU}
  - {id: mailer, name: Mailer, category: email, vendor: acme}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
vendors: [{id: acme, name: Acme, country: US, dpa: {signed: true}, transfer_basis: sccs}]
tools:
  - {id: crm, name: CRM, category: crm, data_residency: EU}
  - {id: mailer, name: Mailer, category: email, vendor: acme}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut told: Vec<(ToolId, ToolId)> = Vec::new();
    for (id, flow) in context.network.flows().filter(|(_, it)| it.live) {
        let from = &context.stack.tools[flow.from];
        if !from.data_residency.as_ref().is_some_and(|it| is_european(it)) {
            continue;
        }
        match flow.object.map(|it| is_personal(&context.stack.objects[it])) {
            Some(Some(true)) => {}
            Some(Some(false)) => continue,
            Some(None) | None => {
                found.unknown();
                continue;
            }
        }
        let via = context.stack.integrations[flow.integration].via.as_ref().and_then(|it| it.id);
        for target in [Some(flow.to), via].into_iter().flatten() {
            if told.contains(&(flow.from, target)) {
                continue;
            }
            match region(context, target) {
                None => found.unknown(),
                Some(region) if is_safe(region) || has_basis(context, target) => {}
                Some(region) => {
                    told.push((flow.from, target));
                    report(context, found, id, (target, region));
                }
            }
        }
    }
}

/// Where a tool keeps its data: as it says, else where its vendor is at home.
fn region<'a>(context: &Context<'a>, tool: ToolId) -> Option<&'a Label> {
    let tool = &context.stack.tools[tool];
    let vendor =
        || tool.vendor.as_ref()?.id.and_then(|it| context.stack.vendors[it].country.as_ref());
    tool.data_residency.as_ref().or_else(vendor)
}

fn has_basis(context: &Context<'_>, tool: ToolId) -> bool {
    let vendor = context.stack.tools[tool].vendor.as_ref().and_then(|it| it.id);
    vendor.is_some_and(|it| context.stack.vendors[it].transfer_basis.is_some())
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    id: FlowId,
    (target, region): (ToolId, &Label),
) {
    let flow = context.network.flow(id);
    let stack = context.stack;
    let (from, to) = (&stack.tools[flow.from], &stack.tools[target]);
    let object = flow.object.map_or("personal data", |it| stack.objects[it].name.as_str());
    let mut finding = found
        .report(format!(
            "{object} goes from {}, which is in {}, to {} in {region}, and no transfer basis is named",
            from.name,
            from.data_residency.as_deref().unwrap_or("the EU"),
            to.name
        ))
        .at(to.spans.item, format!("is in {region}"))
        .mark(from.spans.of("data_residency"), "is kept here")
        .about(ElementKind::Tool, &to.id)
        .with(ElementKind::Tool, &from.id);
    let help = match to.vendor.as_ref() {
        Some(vendor) => {
            finding = finding.with(ElementKind::Vendor, &vendor.name);
            format!(
                "agree SCCs with the vendor and write `transfer_basis: sccs` at `{}`, or host it in the EU; check with counsel (GDPR, Art. 44 to 49)",
                vendor.name
            )
        }
        None => format!(
            "enter the vendor of {} with its `transfer_basis`, or host it in the EU; check with counsel (GDPR, Art. 44 to 49)",
            to.name
        ),
    };
    found.push(context.along(finding.help(help), &[id]));
}
