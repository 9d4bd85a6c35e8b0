//! Everything that has an id, by its place in the text.

use crate::diag::ElementKind;
use crate::stack::{Entity, Stack, Table};
use crate::text::{FileId, Label, Span};

pub(super) struct Things<'a> {
    /// By file and start.
    placed: Vec<(FileId, u32, u32, ElementKind, &'a Label)>,
}

impl<'a> Things<'a> {
    pub(super) fn of(stack: &'a Stack) -> Self {
        let mut it = Self { placed: Vec::new() };
        it.add(ElementKind::Team, &stack.teams, |it| it.spans.item);
        it.add(ElementKind::Person, &stack.people, |it| it.spans.item);
        it.add(ElementKind::Vendor, &stack.vendors, |it| it.spans.item);
        it.add(ElementKind::Tool, &stack.tools, |it| it.spans.item);
        it.add(ElementKind::Object, &stack.objects, |it| it.spans.item);
        it.add(ElementKind::Credential, &stack.credentials, |it| it.spans.item);
        it.add(ElementKind::Integration, &stack.integrations, |it| it.spans.item);
        it.add(ElementKind::Automation, &stack.automations, |it| it.spans.item);
        it.add(ElementKind::Journey, &stack.journeys, |it| it.spans.item);
        it.add(ElementKind::Purpose, &stack.consent.purposes, |it| it.spans.item);
        it.add(ElementKind::Suppression, &stack.consent.suppressions, |it| it.spans.item);
        it.add(ElementKind::AiFeature, &stack.ai_features, |it| it.spans.item);
        it.add(ElementKind::Campaign, &stack.campaigns, |it| it.spans.item);
        it.add(ElementKind::Initiative, &stack.initiatives, |it| it.spans.item);
        it.placed.sort_unstable_by_key(|(file, start, ..)| (*file, *start));
        it
    }

    fn add<T: Entity>(&mut self, kind: ElementKind, table: &'a Table<T>, span: fn(&T) -> Span) {
        self.placed.extend(table.values().map(|it| {
            let span = span(it);
            (span.file, span.start, span.end, kind, it.id())
        }));
    }

    /// What a place lies in.
    pub(super) fn at(&self, span: Span) -> Option<(ElementKind, &'a Label)> {
        let key = (span.file, span.start);
        let next = self.placed.partition_point(|(file, start, ..)| (*file, *start) <= key);
        let (file, _, end, kind, id) = self.placed.get(next.checked_sub(1)?)?;
        (*file == span.file && span.start < *end).then_some((*kind, *id))
    }

    /// For suggestions.
    pub(super) fn ids(&self) -> impl Iterator<Item = &'a str> {
        self.placed.iter().map(|(.., id)| id.as_str())
    }
}
