//! Who hears of an opt-out: the senders that a purpose binds, and the ways to them from where people opt out.

use super::Context;
use super::ways::Ways;
use crate::diag::{Diagnostic, ElementKind};
use crate::network::{Cargo, Path};
use crate::stack::{FieldRef, Purpose, ToolId};

/// A purpose whose choice is kept in a field.
pub(super) struct Hearing<'a> {
    pub(super) purpose: &'a Purpose,
    pub(super) field: &'a FieldRef,
    pub(super) senders: Vec<ToolId>,
    pub(super) capture_points: Vec<CapturePoint<'a>>,
}

/// A tool in which people opt out.
pub(super) struct CapturePoint<'a> {
    pub(super) tool: ToolId,
    /// `None` where nothing carries the choice.
    pub(super) ways: Option<Heard<'a>>,
}

pub(super) struct Heard<'a> {
    pub(super) all: Ways<'a>,
    /// Those on which whoever opted out is not filtered away.
    pub(super) open: Ways<'a>,
}

impl CapturePoint<'_> {
    /// No way leads to the sender.
    pub(super) fn is_unheard(&self, sender: ToolId) -> bool {
        self.ways.as_ref().is_none_or(|it| !it.all.reaches(sender))
    }

    /// The best way to a sender, where each way drops whoever opted out.
    pub(super) fn filtered(&self, sender: ToolId) -> Option<Path> {
        let ways = self.ways.as_ref().filter(|it| !it.open.reaches(sender))?;
        ways.all.path(sender)
    }
}

/// The purposes that can be followed through the stack; the others say in no field what people chose.
pub(super) fn hearings<'a>(context: &Context<'a>) -> Vec<Hearing<'a>> {
    let purposes = context.stack.consent.purposes.values();
    purposes.filter_map(|it| hearing(context, it)).collect()
}

fn hearing<'a>(context: &Context<'a>, purpose: &'a Purpose) -> Option<Hearing<'a>> {
    let field = purpose.object_field.as_ref()?;
    let cargo = Cargo { object: Some(field.object?), field: field.field.as_deref() };
    let mut tools: Vec<_> = purpose.capture_points.iter().filter_map(|it| it.id).collect();
    tools.sort_unstable();
    tools.dedup();
    let capture_points = tools
        .into_iter()
        .filter(|it| context.stack.tools[*it].is_in_use())
        .map(|tool| {
            let ways = Ways::of(context, tool, cargo).map(|all| {
                let open = all.over(|it| !it.excludes_opted_out);
                Heard { all, open }
            });
            CapturePoint { tool, ways }
        })
        .collect();
    Some(Hearing { purpose, field, senders: senders(context, purpose), capture_points })
}

/// The tools in use that a purpose binds: those it lists, else all that send on its channels.
pub(super) fn senders(context: &Context<'_>, purpose: &Purpose) -> Vec<ToolId> {
    let listed =
        |tool| purpose.senders.as_ref().map(|senders| senders.iter().any(|it| it.id == Some(tool)));
    context
        .tools_in_use()
        .filter(|(id, tool)| {
            listed(*id).unwrap_or_else(|| {
                tool.sends.iter().any(|it| {
                    let is_meant = it.purpose.as_ref().is_none_or(|it| it.name == purpose.id);
                    is_meant && purpose.channels.contains(&it.channel)
                })
            })
        })
        .map(|(id, _)| id)
        .collect()
}

impl<'a> Hearing<'a> {
    /// The capture points other than the sender itself.
    pub(super) fn elsewhere(&self, sender: ToolId) -> impl Iterator<Item = &CapturePoint<'a>> {
        self.capture_points.iter().filter(move |it| it.tool != sender)
    }

    /// What a finding on an opt-out is about: the sender, for this purpose, as to these capture points.
    pub(super) fn concern(
        &self,
        context: &Context<'_>,
        finding: Diagnostic,
        sender: ToolId,
        capture_points: &[ToolId],
    ) -> Diagnostic {
        let tools = &context.stack.tools;
        let finding = finding
            .about(ElementKind::Tool, &tools[sender].id)
            .with(ElementKind::Purpose, &self.purpose.id);
        capture_points
            .iter()
            .fold(finding, |finding, it| finding.with(ElementKind::Tool, &tools[*it].id))
    }
}

/// "an opt-out in `HubSpot`", "an opt-out in `HubSpot` or Intercom".
pub(super) fn opt_outs(context: &Context<'_>, capture_points: &[ToolId]) -> String {
    let names: Vec<_> =
        capture_points.iter().map(|it| context.stack.tools[*it].name.as_str()).collect();
    match names.split_last() {
        Some((last, others)) if !others.is_empty() => {
            format!("an opt-out in {} or {last}", others.join(", "))
        }
        Some(_) | None => format!("an opt-out in {}", names.concat()),
    }
}
