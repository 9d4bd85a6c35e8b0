//! A sender that is given no list of the people it must leave alone.

use super::{Context, Rule, Sink, list};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::privacy::senders;
use crate::stack::{Channel, Purpose, Suppression, Tool, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "suppression-unfed",
    summary: "a tool that reaches people receives no suppression list for its purpose",
    why: "An ad audience or an upload is a copy: people who opt out later stay in it, and no unsubscribe link ever tells. Only \
a suppression list that is fed to the tool takes them out again.",
    fix: "Add the tool to the `feeds` of a suppression list for the purpose, once something really delivers the list there.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: onetrust, name: OneTrust, category: consent-privacy}
  - {id: meta-ads, name: Meta Ads, category: ads, sends: ads_audience}
objects: [{id: person, name: Person, system_of_record: onetrust, fields: [{name: ad_consent}]}]
integrations:
  - {from: onetrust, to: meta-ads, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
consent:
  purposes: [{id: advertising, channels: [ads_audience], object_field: person.ad_consent, deadline: 7d, capture_points: [onetrust]}]
  suppressions: [{id: no-ads, tool: onetrust, scope: advertising, feeds: []}]
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: onetrust, name: OneTrust, category: consent-privacy}
  - {id: meta-ads, name: Meta Ads, category: ads, sends: ads_audience}
objects: [{id: person, name: Person, system_of_record: onetrust, fields: [{name: ad_consent}]}]
integrations:
  - {from: onetrust, to: meta-ads, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
consent:
  purposes: [{id: advertising, channels: [ads_audience], object_field: person.ad_consent, deadline: 7d, capture_points: [onetrust]}]
  suppressions: [{id: no-ads, tool: onetrust, scope: advertising, feeds: [meta-ads]}]
",
    since: "0.1",
    severity: Severity::Error,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let purposes = context.stack.consent.purposes.values();
    for purpose in purposes.filter(|it| it.object_field.is_some()) {
        let lists: Vec<_> =
            context.stack.consent.suppressions.values().filter(|it| is_for(it, purpose)).collect();
        if lists.is_empty() && !purpose.channels.contains(&Channel::AdsAudience) {
            continue;
        }
        for sender in senders(context.stack, purpose) {
            let is_fed = lists.iter().any(|it| {
                it.tool.id == Some(sender) || it.feeds.iter().any(|fed| fed.id == Some(sender))
            });
            if !is_fed {
                report(context, found, purpose, (sender, &lists));
            }
        }
    }
}

/// A list without a scope is for everything.
fn is_for(suppression: &Suppression, purpose: &Purpose) -> bool {
    suppression.scope.as_ref().is_none_or(|scope| {
        *scope == purpose.id || purpose.channels.iter().any(|it| *scope == it.name())
    })
}

fn report(
    context: &Context<'_>,
    found: &mut Sink<'_>,
    purpose: &Purpose,
    unfed: (ToolId, &[&Suppression]),
) {
    let (sender, lists) = unfed;
    let tool = &context.stack.tools[sender];
    let names: Vec<_> = lists.iter().map(|it| format!("`{}`", it.id)).collect();
    let said = if lists.is_empty() {
        "there is no suppression list for it".to_owned()
    } else {
        format!("{} is not fed to it", list(&names))
    };
    let finding = found
        .report(format!("{} is not told whom to leave out of `{}`: {said}", tool.name, purpose.id))
        .at(tool.spans.of("sends"), sends(tool, purpose))
        .about(ElementKind::Tool, &tool.id)
        .with(ElementKind::Purpose, &purpose.id);
    let finding = lists.iter().fold(finding, |finding, it| {
        finding
            .with(ElementKind::Suppression, &it.id)
            .mark(it.spans.of("feeds"), format!("{} is not among them", tool.name))
    });
    found.push(finding.help(repair(context, tool, lists)));
}

fn sends(tool: &Tool, purpose: &Purpose) -> String {
    let channels: Vec<_> = tool
        .sends
        .iter()
        .map(|it| it.channel)
        .filter(|it| purpose.channels.contains(it))
        .map(|it| it.name().replace('_', " "))
        .collect();
    format!("reaches people by {}", list(&channels))
}

fn repair(context: &Context<'_>, tool: &Tool, lists: &[&Suppression]) -> String {
    match lists.first() {
        Some(first) => format!(
            "feed `{}` from {} to {} before the next send",
            first.id,
            context.tool_name(&first.tool),
            tool.name
        ),
        None => format!("keep one list of who opted out and feed it to {}", tool.name),
    }
}
