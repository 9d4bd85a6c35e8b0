//! From the tree of one file into the stack.

use std::collections::BTreeMap;

use super::item::{Item, one_or_many};
use super::kinds::{self, ROOT};
use super::shape::Shape;
use crate::diag::{Diagnostic, ElementKind, Fix, Safety, Severity};
use crate::stack::{AutomationsSummary, Entity, Integration, Ref, Spans, Stack, Table};
use crate::text::{Label, Span};
use crate::yaml::{Kind, Node};

/// Adds what the file says to the stack. Names are not looked up yet.
pub(super) fn gather(root: Node<'_>, stack: &mut Stack, problems: &mut Vec<Diagnostic>) {
    let mut gather = Gather { root, problems };
    gather.company(stack);
    gather.table("teams", &mut stack.teams, |it| &it.spans, kinds::read_team);
    gather.table("people", &mut stack.people, |it| &it.spans, kinds::read_person);
    gather.table("vendors", &mut stack.vendors, |it| &it.spans, kinds::read_vendor);
    gather.table("tools", &mut stack.tools, |it| &it.spans, kinds::read_tool);
    gather.table("objects", &mut stack.objects, |it| &it.spans, kinds::read_object);
    gather.table("credentials", &mut stack.credentials, |it| &it.spans, kinds::read_credential);
    gather.integrations(&mut stack.integrations);
    gather.table("automations", &mut stack.automations, |it| &it.spans, kinds::read_automation);
    gather.summaries(&mut stack.automations_summaries);
    gather.table("journeys", &mut stack.journeys, |it| &it.spans, kinds::read_journey);
    gather.consent(stack);
    gather.table("ai_features", &mut stack.ai_features, |it| &it.spans, kinds::read_ai_feature);
    gather.table("campaigns", &mut stack.campaigns, |it| &it.spans, kinds::read_campaign);
    gather.table("initiatives", &mut stack.initiatives, |it| &it.spans, kinds::read_initiative);
    let connectors = gather.list("connectors", kinds::read_connector);
    stack
        .connectors
        .extend(connectors.into_iter().filter(|it| !it.tool.is_empty() && !it.platform.is_empty()));
    let accepts = gather.list("accept", kinds::read_accept);
    stack.accepts.extend(accepts.into_iter().filter(|it| !it.rule.is_empty() && !it.on.is_empty()));
}

struct Gather<'t, 'p> {
    root: Node<'t>,
    problems: &'p mut Vec<Diagnostic>,
}

impl<'t> Gather<'t, '_> {
    /// The items of a top-level key.
    fn items(&self, key: &str) -> Vec<Item<'t>> {
        let shape = ROOT.field(key).and_then(|field| field.form.shape());
        let (Some(shape), Some(node)) = (shape, self.root.get(key)) else { return Vec::new() };
        one_or_many(node).into_iter().filter_map(|node| Item::new(node, shape)).collect()
    }

    fn list<T: Default>(&self, key: &str, read: fn(Item<'_>, &mut T)) -> Vec<T> {
        self.items(key)
            .into_iter()
            .map(|item| {
                let mut value = T::default();
                read(item, &mut value);
                value
            })
            .collect()
    }

    fn table<T: Entity + Default>(
        &mut self,
        key: &str,
        table: &mut Table<T>,
        spans: fn(&T) -> &Spans,
        read: fn(Item<'_>, &mut T),
    ) {
        let items = self.items(key);
        self.add(items, table, spans, read);
    }

    fn add<T: Entity + Default>(
        &mut self,
        items: Vec<Item<'t>>,
        table: &mut Table<T>,
        spans: fn(&T) -> &Spans,
        read: fn(Item<'_>, &mut T),
    ) {
        table.make_room(items.len());
        for item in items {
            let mut value = T::default();
            read(item, &mut value);
            if value.id().is_empty() {
                continue;
            }
            if let (Err((again, first)), Some(kind)) = (table.push(value), item.kind()) {
                let places = Places { first: spans(&table[first]), again: spans(&again) };
                self.problems.push(duplicate(kind, again.id(), &places));
            }
        }
    }

    /// Integrations without an id of their own are never dropped for the one they would share.
    fn integrations(&mut self, table: &mut Table<Integration>) {
        let mut counts = BTreeMap::new();
        let items = self.items("integrations");
        table.make_room(items.len());
        for item in items {
            let mut flow = Integration::default();
            kinds::read_integration(item, &mut flow);
            if flow.id.is_empty() {
                continue;
            }
            let Err((mut again, first)) = table.push(flow) else { continue };
            let places = Places { first: &table[first].spans, again: &again.spans };
            let both_have_ids = places.first.has("id") && places.again.has("id");
            if both_have_ids {
                self.problems.push(duplicate(ElementKind::Integration, &again.id, &places));
            } else {
                let mut problem = shared_ends(&again, &places);
                let count = counts.entry(again.id.clone()).or_insert(2);
                let free = free_id(table, &again.id, count);
                if !again.spans.has("id") {
                    // It is called so already, until one above it comes or goes.
                    let fix = Fix::new(Safety::Unsafe, format!("call it `{free}`"));
                    problem = problem.fix(fix.set(again.spans.item, "id", &free));
                }
                self.problems.push(problem);
                again.id = free;
                let added = table.push(again);
                debug_assert!(added.is_ok(), "the id was chosen to be free");
            }
        }
    }

    fn company(&mut self, stack: &mut Stack) {
        let Some(item) = self.items("company").pop() else { return };
        if !stack.company.spans.item.is_none() {
            return self.told_twice("the company", stack.company.spans.item, item.span());
        }
        kinds::read_company(item, &mut stack.company);
    }

    fn consent(&mut self, stack: &mut Stack) {
        let Some(item) = self.items("consent").pop() else { return };
        let nested = |key, shape: &'static Shape| -> Vec<Item<'t>> {
            item.node_of(key).map_or_else(Vec::new, |node| {
                one_or_many(node).into_iter().filter_map(|node| Item::new(node, shape)).collect()
            })
        };
        let purposes = nested("purposes", &kinds::PURPOSE);
        let table = &mut stack.consent.purposes;
        self.add(purposes, table, |it| &it.spans, kinds::read_purpose);
        let suppressions = nested("suppressions", &kinds::SUPPRESSION);
        let table = &mut stack.consent.suppressions;
        self.add(suppressions, table, |it| &it.spans, kinds::read_suppression);
        match (&stack.consent.dsr, item.node_of("dsr")) {
            (Some(first), Some(again)) => {
                self.told_twice("`dsr`", first.spans.item, again.span());
            }
            (None, Some(_)) => item.map("dsr", &mut stack.consent.dsr, kinds::read_dsr),
            (_, None) => {}
        }
    }

    fn summaries(&mut self, summaries: &mut Vec<AutomationsSummary>) {
        let Some(node) = self.root.get("automations_summary") else { return };
        for (name, value) in node.entries() {
            let Some(tool) = name.text().filter(|text| !text.starts_with("x-")) else { continue };
            if value.kind() != Kind::Map {
                continue;
            }
            let Some(item) = Item::new(value, &kinds::SUMMARY) else { continue };
            if let Some(first) = summaries.iter().find(|it| it.tool.name == *tool) {
                let what = format!("the summary of `{}`", first.tool.name);
                let place = first.spans.item;
                self.told_twice(&what, place, item.span());
                continue;
            }
            let mut summary =
                AutomationsSummary { tool: Ref::new(tool, name.span()), ..Default::default() };
            kinds::read_summary(item, &mut summary);
            summaries.push(summary);
        }
    }

    /// The same thing in two files: the first counts.
    fn told_twice(&mut self, what: &str, first: Span, again: Span) {
        let problem = Diagnostic::new(
            "described-twice",
            Severity::Error,
            format!("{what} is described in two files"),
        )
        .at(again, "this one is not read")
        .mark(first, "the first is here")
        .help("keep one of them");
        self.problems.push(problem);
    }
}

struct Places<'s> {
    first: &'s Spans,
    again: &'s Spans,
}

fn duplicate(kind: ElementKind, id: &Label, places: &Places<'_>) -> Diagnostic {
    Diagnostic::new(
        "id-duplicate",
        Severity::Error,
        format!("the {} id `{id}` is used twice", kind.words()),
    )
    .about(kind, id)
    .at(places.again.of("id"), "this one is not read")
    .mark(places.first.of("id"), "the first is here")
    .help("give one of them another id")
}

fn shared_ends(flow: &Integration, places: &Places<'_>) -> Diagnostic {
    let message = format!(
        "more than one integration goes by `{}`, the id that `from` and `to` make",
        flow.id
    );
    Diagnostic::new("id-duplicate", Severity::Error, message)
        .about(ElementKind::Integration, &flow.id)
        .at(places.again.of("id"), "this one")
        .mark(places.first.of("id"), "the first is here")
        .help("give each of them an `id`")
}

/// Goes on from the number that was tried last, so that many with the same ends cost no more than each.
fn free_id(table: &Table<Integration>, id: &str, count: &mut usize) -> Label {
    loop {
        let free = Label::new(&format!("{id}-{count}"));
        *count += 1;
        if table.find(&free).is_none() {
            return free;
        }
    }
}
