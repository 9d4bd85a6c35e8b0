//! The one place that changes a stack: edits on a copy, every name that they leave behind carried along or reported.

use super::conflicts::conflicts;
use super::order::orders;
use super::{Edit, Patch, replace};
use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::load;
use crate::stack::{Integration, Ref, Stack, Tool};
use crate::text::{Label, Span, nearest};

/// Makes the edits in order on a copy. What cannot be made is reported and skipped; what an edit takes along is noted.
pub(crate) fn apply(stack: &Stack, edits: &[Edit]) -> (Stack, Vec<Diagnostic>) {
    let mut notes = conflicts(edits);
    notes.extend(orders(stack, edits, &notes));
    let (stack, more) = made(stack, edits);
    notes.extend(more);
    (stack, notes)
}

/// The same without looking for clashes.
pub(super) fn made(stack: &Stack, edits: &[Edit]) -> (Stack, Vec<Diagnostic>) {
    let mut work = Work { stack: stack.clone(), notes: Vec::new() };
    for edit in edits {
        work.make(edit);
        // Each edit sees the names as the one before left them.
        for dangling in work.stack.link() {
            work.notes.push(Diagnostic::new(
                "scenario-dangling",
                Severity::Note,
                format!("after `{}` nothing is called `{}` any more", edit.words(), dangling.name),
            ));
        }
    }
    (work.stack, work.notes)
}

/// A stack under the knife, with what there is to say about it.
pub(super) struct Work {
    pub(super) stack: Stack,
    pub(super) notes: Vec<Diagnostic>,
}

impl Work {
    fn make(&mut self, edit: &Edit) {
        match edit {
            Edit::RemoveTool { tool, span } => {
                if self.knows_tool(tool, *span) {
                    self.remove_tool(tool);
                }
            }
            Edit::AddTool { tool, span, .. } => self.add_tool(tool, *span),
            Edit::ReplaceTool { tool, by, span } => {
                if self.knows_tool(tool, *span) && self.knows_tool(by, *span) {
                    replace::replace(self, tool, by);
                }
            }
            Edit::Connect { integration, span, .. } => self.connect(integration, *span),
            Edit::Disconnect { integration, span } => {
                if self.knows(ElementKind::Integration, integration, *span) {
                    self.remove_integration(integration);
                }
            }
            Edit::Set { kind, id, patch, span } => {
                if self.knows(*kind, id, *span) {
                    self.set(*kind, id, patch);
                }
            }
            // An outage changes nothing that is written: it is felt in the impact only.
            Edit::Outage { kind, id, span, .. } => {
                self.knows(*kind, id, *span);
            }
            Edit::Leave { person, span } => {
                if self.knows(ElementKind::Person, person, *span)
                    && let Some(person) = self.stack.people.get_mut(person)
                {
                    person.active = Some(false);
                }
            }
        }
    }

    fn set(&mut self, kind: ElementKind, id: &Label, patch: &Patch) {
        let (stack, notes, node) = (&mut self.stack, &mut self.notes, patch.node());
        match kind {
            ElementKind::Tool => {
                if let Some(it) = stack.tools.get_mut(id) {
                    load::patch_tool(it, node, notes);
                }
            }
            ElementKind::Integration => {
                if let Some(it) = stack.integrations.get_mut(id) {
                    load::patch_integration(it, node, notes);
                }
            }
            ElementKind::Object => {
                if let Some(it) = stack.objects.get_mut(id) {
                    load::patch_object(it, node, notes);
                }
            }
            ElementKind::Credential => {
                if let Some(it) = stack.credentials.get_mut(id) {
                    load::patch_credential(it, node, notes);
                }
            }
            ElementKind::Person => {
                if let Some(it) = stack.people.get_mut(id) {
                    load::patch_person(it, node, notes);
                }
            }
            ElementKind::Team => {
                if let Some(it) = stack.teams.get_mut(id) {
                    load::patch_team(it, node, notes);
                }
            }
            ElementKind::Journey => {
                if let Some(it) = stack.journeys.get_mut(id) {
                    load::patch_journey(it, node, notes);
                }
            }
            ElementKind::Company
            | ElementKind::Vendor
            | ElementKind::Automation
            | ElementKind::Purpose
            | ElementKind::Suppression
            | ElementKind::AiFeature
            | ElementKind::Campaign
            | ElementKind::Initiative => notes.push(Diagnostic::new(
                "scenario-unsettable",
                Severity::Error,
                format!("`set` cannot change {} `{id}`", kind.words()),
            )),
        }
    }

    fn knows_tool(&mut self, tool: &Label, span: Span) -> bool {
        self.knows(ElementKind::Tool, tool, span)
    }

    /// Whether the stack has it; reports the nearest name where it does not.
    fn knows(&mut self, kind: ElementKind, id: &Label, span: Span) -> bool {
        let names = names_of(&self.stack, kind);
        if names.contains(&id.as_str()) {
            return true;
        }
        let near = nearest(id, names);
        let mut found = Diagnostic::new(
            "scenario-unknown",
            Severity::Error,
            format!("the stack has no {} called `{id}`", kind.words()),
        )
        .at(span, "named here");
        if let Some(near) = near {
            found = found.help(format!("did you mean `{near}`?"));
        }
        self.notes.push(found);
        false
    }

    fn add_tool(&mut self, tool: &Tool, span: Span) {
        if let Err((_, first)) = self.stack.tools.push(tool.clone()) {
            let there = self.stack.tools[first].spans.item;
            self.conflict(&format!("there is a tool `{}` already", tool.id), span, there);
        }
    }

    fn connect(&mut self, integration: &Integration, span: Span) {
        let from = self.knows_tool(&integration.from.name, integration.from.span);
        let to = self.knows_tool(&integration.to.name, integration.to.span);
        if !(from && to) {
            return;
        }
        if let Err((_, first)) = self.stack.integrations.push(integration.clone()) {
            let there = self.stack.integrations[first].spans.item;
            let what = format!("there is an integration `{}` already", integration.id);
            self.conflict(&what, span, there);
        }
    }

    fn conflict(&mut self, what: &str, here: Span, there: Span) {
        self.notes.push(
            Diagnostic::new("scenario-conflict", Severity::Error, what)
                .at(here, "added here")
                .mark(there, "stands here")
                .help("give it another id, or `set` the one that is there"),
        );
    }

    /// Takes a tool out with all that cannot be without it.
    pub(super) fn remove_tool(&mut self, tool: &Label) {
        let lost: Vec<Label> = self
            .stack
            .credentials
            .values()
            .filter(|it| is(it.tool.as_ref(), tool))
            .map(|it| it.id.clone())
            .collect();
        let cut: Vec<Label> = self
            .stack
            .integrations
            .values()
            .filter(|it| {
                it.from.name == *tool
                    || it.to.name == *tool
                    || is(it.via.as_ref(), tool)
                    || it
                        .credential
                        .as_ref()
                        .is_some_and(|credential| lost.contains(&credential.name))
            })
            .map(|it| it.id.clone())
            .collect();
        for integration in &cut {
            self.remove_integration(integration);
        }
        self.stack.credentials.retain(|it| !lost.contains(&it.id));
        self.forget_tool(tool);
        self.stack.tools.remove(tool);
    }

    pub(super) fn remove_integration(&mut self, integration: &Label) {
        self.stack.integrations.remove(integration);
        for other in self.stack.integrations.values_mut() {
            other.after.retain(|it| it.name != *integration);
        }
        for automation in self.stack.automations.values_mut() {
            automation.uses.retain(|it| it.name != *integration);
        }
        for stage in self.stack.journeys.values_mut().flat_map(|it| &mut it.stages) {
            stage.via.retain(|it| it.name != *integration);
        }
    }

    /// Clears every setting that names the tool, and says so where somebody decided it.
    fn forget_tool(&mut self, tool: &Label) {
        let stack = &mut self.stack;
        stack.automations.retain(|it| it.tool.name != *tool);
        stack.automations_summaries.retain(|it| it.tool.name != *tool);
        stack.ai_features.retain(|it| it.tool.name != *tool);
        stack.consent.suppressions.retain(|it| it.tool.name != *tool);
        let kept: Vec<Label> =
            stack.consent.suppressions.values().map(|it| it.id.clone()).collect();
        for campaign in stack.campaigns.values_mut() {
            campaign.tools.retain(|it| it.name != *tool);
            campaign.suppressions.retain(|it| kept.contains(&it.name));
        }
        for suppression in stack.consent.suppressions.values_mut() {
            suppression.feeds.retain(|it| it.name != *tool);
        }
        for other in stack.tools.values_mut() {
            clear(&mut other.replaces, tool);
            clear(&mut other.replaced_by, tool);
            if other.fallback.as_ref().is_some_and(|it| it.tool.name == *tool) {
                other.fallback = None;
                self.notes.push(note(format!("`{}` loses its fallback `{tool}`", other.id)));
            }
        }
        for object in self.stack.objects.values_mut() {
            if clear(&mut object.system_of_record, tool) {
                self.notes
                    .push(note(format!("`{}` loses its system of record `{tool}`", object.id)));
            }
            for field in &mut object.fields {
                clear(&mut field.system_of_record, tool);
            }
        }
        self.forget_in_plans(tool);
    }

    fn forget_in_plans(&mut self, tool: &Label) {
        for purpose in self.stack.consent.purposes.values_mut() {
            let before = purpose.capture_points.len();
            purpose.capture_points.retain(|it| it.name != *tool);
            if purpose.capture_points.len() < before {
                self.notes.push(note(format!("`{}` loses the capture point `{tool}`", purpose.id)));
            }
            if let Some(senders) = &mut purpose.senders {
                senders.retain(|it| it.name != *tool);
            }
            if clear(&mut purpose.system_of_record, tool) {
                let text = format!("`{}` loses its system of record `{tool}`", purpose.id);
                self.notes.push(note(text));
            }
        }
        for journey in self.stack.journeys.values_mut() {
            for stage in &mut journey.stages {
                if clear(&mut stage.tool, tool) {
                    let text = format!(
                        "stage `{}` of `{}` has no tool any more; it was `{tool}`",
                        stage.id, journey.id
                    );
                    self.notes.push(note(text));
                }
            }
        }
    }
}

/// What an edit took along.
pub(super) fn note(message: String) -> Diagnostic {
    Diagnostic::new("scenario-carried", Severity::Note, message)
}

pub(super) fn is(reference: Option<&Ref<Tool>>, tool: &Label) -> bool {
    reference.is_some_and(|it| it.name == *tool)
}

/// Empties the setting if it names the tool.
fn clear(reference: &mut Option<Ref<Tool>>, tool: &Label) -> bool {
    let names_it = is(reference.as_ref(), tool);
    if names_it {
        *reference = None;
    }
    names_it
}

fn names_of(stack: &Stack, kind: ElementKind) -> Vec<&str> {
    match kind {
        ElementKind::Tool => stack.tools.names().collect(),
        ElementKind::Integration => stack.integrations.names().collect(),
        ElementKind::Object => stack.objects.names().collect(),
        ElementKind::Credential => stack.credentials.names().collect(),
        ElementKind::Person => stack.people.names().collect(),
        ElementKind::Team => stack.teams.names().collect(),
        ElementKind::Vendor => stack.vendors.names().collect(),
        ElementKind::Automation => stack.automations.names().collect(),
        ElementKind::Journey => stack.journeys.names().collect(),
        ElementKind::AiFeature => stack.ai_features.names().collect(),
        ElementKind::Purpose => stack.consent.purposes.names().collect(),
        ElementKind::Suppression => stack.consent.suppressions.names().collect(),
        ElementKind::Campaign => stack.campaigns.names().collect(),
        ElementKind::Initiative => stack.initiatives.names().collect(),
        ElementKind::Company => Vec::new(),
    }
}
