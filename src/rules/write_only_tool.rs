//! A tool that takes in people and gives nothing out.

use super::{Context, Rule, Sink, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{DataObject, Tool};

pub(super) static RULE: Rule = Rule {
    code: "write-only-tool",
    summary: "a tool collects personal data and passes none on",
    why: "People who answered a survey or joined a chat are known in one tool only: sales does not see them, and whoever asks \
to be erased is forgotten everywhere else. Such data usually leaves by a download that nobody wrote down.",
    fix: "Connect the tool to where people are kept, write down what is carried by hand, or stop collecting.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: typeform, name: Typeform, category: form-survey, collects: person}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
objects: [{id: person, name: Person, system_of_record: hubspot, personal: true}]
integrations:
  - {id: lists, from: hubspot, to: typeform, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: typeform, name: Typeform, category: form-survey, collects: person}
  - {id: hubspot, name: HubSpot, category: marketing-automation}
objects: [{id: person, name: Person, system_of_record: hubspot, personal: true}]
integrations:
  - {id: answers, from: typeform, to: hubspot, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: person}
",
    since: "0.1",
    severity: Severity::Note,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (id, tool) in context.tools_in_use() {
        let collected = personal(context, tool);
        let is_fed = context.network.fed_by(id).next().is_some();
        // Who gets and gives nothing at all is another rule's finding.
        if !is_fed || context.network.feeds(id).next().is_some() {
            continue;
        }
        if collected.is_empty() {
            // Forms, chats and webinars are there to collect; what this one collects is not said.
            if tool.collects.is_empty() && tool.category.is_for_capture() {
                found.unknown();
            }
            continue;
        }
        let mut names: Vec<_> = collected.iter().map(|it| it.name.as_str()).collect();
        names.sort_unstable();
        let finding = found
            .report(format!("{} collects {} and passes none on", tool.name, some(&names)))
            .at(tool.spans.of("collects"), "what is born here stays here")
            .about(ElementKind::Tool, &tool.id)
            .help(format!("connect {} to where people are kept, or stop collecting", tool.name));
        found.push(
            collected.iter().fold(finding, |finding, it| finding.with(ElementKind::Object, &it.id)),
        );
    }
}

/// The objects born in a tool that hold personal data.
fn personal<'a>(context: &Context<'a>, tool: &Tool) -> Vec<&'a DataObject> {
    let objects = tool.collects.iter().filter_map(|it| it.id);
    objects.map(|it| &context.stack.objects[it]).filter(|it| it.is_personal()).collect()
}
