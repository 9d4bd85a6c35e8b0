//! A tool that runs or measures campaigns and never learns what became of them.

use super::ways::{Missing, Ways};
use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::network::Cargo;
use crate::stack::{Category, DataObject, ObjectId, Tool, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "closed-loop-missing",
    summary: "a campaign tool never learns which campaigns brought revenue",
    why: "A tool that sees clicks and leads but no revenue optimises for clicks and leads. Ad platforms bid on what they \
are told converts, and a marketing automation platform without opportunities cannot say which programme paid.",
    fix: "Bring opportunities or orders back to the tool: a CRM sync, or an offline conversion import.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: linkedin-ads, name: LinkedIn Ads, category: ads}
  - {id: salesforce, name: Salesforce, category: crm}
objects:
  - {id: person, name: Person, system_of_record: salesforce}
  - {id: opportunity, name: Opportunity, system_of_record: salesforce}
integrations:
  - {from: linkedin-ads, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: linkedin-ads, name: LinkedIn Ads, category: ads}
  - {id: salesforce, name: Salesforce, category: crm}
objects:
  - {id: person, name: Person, system_of_record: salesforce}
  - {id: opportunity, name: Opportunity, system_of_record: salesforce}
integrations:
  - {id: leads, from: linkedin-ads, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
  - {id: conversions, from: salesforce, to: linkedin-ads, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: opportunity}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

/// Words in an object's id or name by which it stands for money that came in.
const REVENUE: [&str; 6] = ["opportunity", "deal", "order", "purchase", "donation", "revenue"];

/// An object with revenue in it, and where it gets to.
struct Revenue {
    object: ObjectId,
    source: ToolId,
    ways: Option<Ways>,
}

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let revenues = revenues(context);
    let Some(first) = revenues.first() else { return };
    let what: Vec<_> =
        revenues.iter().map(|it| context.stack.objects[it.object].name.to_lowercase()).collect();
    for (id, tool) in context.tools_in_use().filter(|(_, it)| runs_campaigns(it)) {
        let learns = revenues
            .iter()
            .any(|it| it.source == id || it.ways.as_ref().is_some_and(|ways| ways.reaches(id)));
        if learns || !is_joined(context, id) {
            continue;
        }
        let missing = Missing {
            what: &context.stack.objects[first.object].id,
            source: first.source,
            ways: first.ways.as_ref(),
            target: id,
        };
        let source = &context.stack.tools[first.source];
        found.push(
            found
                .report(format!(
                    "{} never learns what its campaigns earned: no {} comes back from {}",
                    tool.name,
                    list(&what).replace(" and ", " or "),
                    source.name
                ))
                .at(tool.spans.item, "measures itself by clicks and leads")
                .about(ElementKind::Tool, &tool.id)
                .with(ElementKind::Object, &context.stack.objects[first.object].id)
                .with(ElementKind::Tool, &source.id)
                .help(missing.repair(context)),
        );
    }
}

fn revenues(context: &Context<'_>) -> Vec<Revenue> {
    let objects = context.stack.objects.iter().filter(|(_, it)| is_revenue(it));
    objects
        .filter_map(|(object, described)| {
            let source = described.system_of_record_of(None)?;
            let cargo = Cargo { object: Some(object), field: None };
            let ways = Ways::of(context, source, cargo);
            context.stack.tools[source].is_in_use().then_some(Revenue { object, source, ways })
        })
        .collect()
}

fn is_revenue(object: &DataObject) -> bool {
    let text = format!("{} {}", object.id, object.name).to_lowercase();
    text.split(|it: char| !it.is_alphanumeric())
        .any(|word| REVENUE.iter().any(|it| word == *it || word.strip_suffix('s') == Some(*it)))
}

fn runs_campaigns(tool: &Tool) -> bool {
    matches!(tool.category, Category::MarketingAutomation | Category::Ads | Category::Attribution)
}

/// Who gets and gives nothing at all is another rule's finding.
fn is_joined(context: &Context<'_>, tool: ToolId) -> bool {
    context.network.feeds(tool).chain(context.network.fed_by(tool)).next().is_some()
}
