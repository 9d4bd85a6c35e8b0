//! An integration or an important tool that nobody owns.

use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};

/// Tools below "core" may do without an owner of their own; whoever owns their integrations looks after them.
const TIER_OWNED_MAX: u8 = 2;

pub(super) static RULE: Rule = Rule {
    code: "owner-missing",
    summary: "nobody is responsible",
    why: "When it breaks, the first hours go into finding out whose it is. Ownership is the fact that ages fastest: in \
one public stack register 8 % of the technical owners changed within 76 days, about a third in a year.",
    fix: "Name the team or the person who repairs it as `owner`, and somebody who stands in as `backup_owner`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {from: hubspot, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live().filter(|(_, it)| it.owner.is_none()) {
        let route = context.route(integration);
        found.push(
            found
                .report(format!("`{}` ({route}) has no owner", integration.id))
                .at(integration.spans.item, "who repairs this?")
                .about(ElementKind::Integration, &integration.id)
                .help("name a team or a person as `owner`"),
        );
    }
    for (_, tool) in context.tools_in_use() {
        let is_owned = tool.business_owner.is_some() || tool.technical_owner.is_some();
        if is_owned || tool.tier.is_none_or(|tier| tier > TIER_OWNED_MAX) {
            continue;
        }
        found.push(
            found
                .report(format!("{} has no owner", tool.name))
                .at(tool.spans.item, "who decides about this?")
                .about(ElementKind::Tool, &tool.id)
                .help("name a `business_owner` who decides and a `technical_owner` who runs it"),
        );
    }
}
