//! A vendor that gets personal data without a contract for it.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::privacy::is_personal;
use crate::stack::{ToolId, Vendor};

pub(super) static RULE: Rule = Rule {
    code: "dpa-missing",
    summary: "a vendor gets personal data and its processing agreement is not signed",
    why: "Whoever processes personal data for a company needs a contract about it (GDPR, Art. 28(3)): what the data is for, who else \
gets it, how it is deleted. Without one every record that the tool holds is there without a ground. Check with counsel.",
    fix: "Sign the data processing agreement that the vendor offers, and note it as `dpa: {signed: true, url: ...}`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
vendors: [{id: acme, name: Acme, country: DE, dpa: {signed: false}}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email, vendor: acme}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
vendors: [{id: acme, name: Acme, country: DE, dpa: {signed: true}}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email, vendor: acme}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let mut by_vendor: BTreeMap<usize, Vec<(ToolId, bool)>> = BTreeMap::new();
    for (tool, is_declared) in personal_tools(context) {
        match context.stack.tools[tool].vendor.as_ref().and_then(|it| it.id) {
            Some(vendor) => by_vendor.entry(vendor.index()).or_default().push((tool, is_declared)),
            None => found.unknown(),
        }
    }
    for (id, vendor) in context.stack.vendors.iter() {
        let Some(tools) = by_vendor.get(&id.index()) else { continue };
        match vendor.dpa.as_ref().and_then(|it| it.signed) {
            Some(true) => {}
            Some(false) => report(context, found, vendor, tools),
            None => found.unknown(),
        }
    }
}

/// The tools that hold people, and whether they say so themselves.
fn personal_tools(context: &Context<'_>) -> BTreeMap<ToolId, bool> {
    let stack = context.stack;
    let mut tools: BTreeMap<ToolId, bool> = BTreeMap::new();
    for (id, tool) in context.tools_in_use().filter(|(_, it)| it.personal_data == Some(true)) {
        tools.insert(id, tool.personal_data == Some(true));
    }
    for (id, _) in stack.objects.iter().filter(|(_, it)| is_personal(it) == Some(true)) {
        for holder in context.holders(id) {
            if stack.tools[holder.tool].personal_data != Some(false) {
                *tools.entry(holder.tool).or_default() |= holder.evidence.is_declared();
            }
        }
    }
    tools
}

fn report(context: &Context<'_>, found: &mut Sink<'_>, vendor: &Vendor, tools: &[(ToolId, bool)]) {
    let stack = context.stack;
    let names: Vec<_> = tools.iter().map(|(it, _)| stack.tools[*it].name.as_str()).collect();
    let is_sure = tools.iter().any(|(_, is_declared)| *is_declared);
    let holds = if is_sure { "holds" } else { "probably holds" };
    let finding = found
        .report(format!(
            "{} {holds} personal data in {}, and its data processing agreement is not signed",
            vendor.name,
            some(&names)
        ))
        .confidence(if is_sure { Confidence::High } else { Confidence::Medium })
        .at(vendor.spans.of("dpa"), "not signed")
        .about(ElementKind::Vendor, &vendor.id)
        .help("sign it, or take people out of what the vendor gets; check with counsel (GDPR, Art. 28)");
    let finding = tools.iter().fold(finding, |finding, (it, _)| {
        let tool = &stack.tools[*it];
        finding.with(ElementKind::Tool, &tool.id).mark(tool.spans.item, "people are in it")
    });
    found.push(finding);
}
