//! Data that automations, AI features and journeys ask for by name, each kind of it with its ways.

use std::collections::BTreeMap;

use super::ways::Ways;
use super::{Context, list};
use crate::diag::{Diagnostic, ElementKind};
use crate::network::{Cargo, Need, NeedKind};
use crate::stack::{ObjectId, ToolId};
use crate::text::Label;

/// Data with where it comes from and everything that asks for it.
pub(super) struct Asked<'a> {
    /// As people say it, e.g. `account.intent_topic`.
    pub(super) what: String,
    pub(super) object: ObjectId,
    /// `None`: nobody has said where the truth is kept.
    pub(super) source: Option<ToolId>,
    pub(super) ways: Option<Ways>,
    pub(super) consumers: Vec<Consumer<'a>>,
}

/// A tool in which something asks.
pub(super) struct Consumer<'a> {
    pub(super) tool: ToolId,
    /// At least one.
    pub(super) needs: Vec<&'a Need>,
}

type Data<'a> = (Option<ToolId>, ObjectId, Option<&'a Label>);

/// Everything that is asked for. One search serves all who ask for the same.
pub(super) fn asked<'a>(context: &Context<'a>) -> Vec<Asked<'a>> {
    let mut askers: BTreeMap<Data<'a>, BTreeMap<ToolId, Vec<&'a Need>>> = BTreeMap::new();
    for need in context.network.needs.iter().filter(|it| is_asked(it)) {
        let data = (need.system_of_record, need.object, need.field.as_ref());
        askers.entry(data).or_default().entry(need.tool).or_default().push(need);
    }
    askers
        .into_iter()
        .map(|((source, object, field), tools)| {
            let cargo = Cargo { object: Some(object), field: field.map(Label::as_str) };
            let id = &context.stack.objects[object].id;
            Asked {
                what: field.map_or_else(|| id.to_string(), |it| format!("{id}.{it}")),
                object,
                source,
                ways: source.and_then(|it| Ways::of(context, it, cargo)),
                consumers: tools
                    .into_iter()
                    .map(|(tool, needs)| Consumer { tool, needs })
                    .collect(),
            }
        })
        .collect()
}

/// Requirements are judged where plans are, and what merely arrives is missed by nobody.
fn is_asked(need: &Need) -> bool {
    match need.why {
        NeedKind::Automation | NeedKind::AiFeature | NeedKind::JourneyStage => true,
        NeedKind::Requirement | NeedKind::Feed => false,
    }
}

impl Consumer<'_> {
    /// "automation `a` and AI feature `b` in Marketo need".
    pub(super) fn words(&self, context: &Context<'_>) -> String {
        let askers: Vec<_> =
            self.needs.iter().map(|it| format!("{} `{}`", it.by.kind.words(), it.by.id)).collect();
        let tool = &context.stack.tools[self.tool].name;
        let verb = if askers.len() == 1 { "needs" } else { "need" };
        format!("{} in {tool} {verb}", list(&askers))
    }

    /// Places the finding at the first who asks, with the others beside it.
    pub(super) fn place(&self, context: &Context<'_>, finding: Diagnostic) -> Diagnostic {
        let Some((first, others)) = self.needs.split_first() else { return finding };
        let finding = finding
            .at(first.span, "asks for it here")
            .about(first.by.kind, &first.by.id)
            .with(ElementKind::Tool, &context.stack.tools[self.tool].id);
        others.iter().fold(finding, |finding, it| {
            finding.with(it.by.kind, &it.by.id).mark(it.span, "and here")
        })
    }
}
