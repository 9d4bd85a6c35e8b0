//! Before and after: what the edits break, what they rescue, and which findings come and go.

use std::collections::BTreeMap;

use super::{Edit, Simulation, apply};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Element, ElementKind, Severity};
use crate::impact::{self, Affected, Blast, JourneyFate, JourneyHit};
use crate::network::{Cargo, Component, Cut, Need};
use crate::stack::{Entity, Stack, Table};
use crate::text::Label;

/// Applies the edits, analyses again and compares.
pub(crate) fn simulate(before: &Analysis, edits: &[Edit]) -> Simulation {
    let (stack, problems) = apply(&before.stack, edits);
    let gone = lost(&before.stack, edits);
    // The problems of the text are the same file's; they are not the scenario's doing.
    let day = (before.as_of, before.catalog);
    let mut after = Analysis::with_catalog(before.sources.clone(), stack, Vec::new(), day);
    after.problems.clear();
    let mut blast = impact::of(&before.stack, &before.network, &gone);
    rescue(before, &after, edits, &mut blast);
    let findings = compare_findings(&before.findings, &after.findings);
    let mut simulation = Simulation {
        problems,
        blast,
        findings_new: findings.new,
        findings_fixed: findings.fixed,
        findings_changed: findings.changed,
        added: Vec::new(),
        removed: Vec::new(),
        changed: Vec::new(),
        after,
    };
    compare_tables(before, &mut simulation);
    simulation
}

/// What the edits take away from the stack as it is.
fn lost(stack: &Stack, edits: &[Edit]) -> Vec<Component> {
    edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::RemoveTool { tool, .. } | Edit::ReplaceTool { tool, .. } => {
                stack.tools.find(tool).map(Component::Tool)
            }
            Edit::Disconnect { integration, .. } => {
                stack.integrations.find(integration).map(Component::Integration)
            }
            Edit::Outage { kind, id, .. } => component(stack, *kind, id),
            Edit::Leave { person, .. } => stack.people.find(person).map(Component::Person),
            Edit::AddTool { .. } | Edit::Connect { .. } | Edit::Set { .. } => None,
        })
        .collect()
}

/// The component of that name, where things of this kind can fail.
pub(crate) fn component(stack: &Stack, kind: ElementKind, id: &str) -> Option<Component> {
    match kind {
        ElementKind::Tool => stack.tools.find(id).map(Component::Tool),
        ElementKind::Integration => stack.integrations.find(id).map(Component::Integration),
        ElementKind::Credential => stack.credentials.find(id).map(Component::Credential),
        ElementKind::Person => stack.people.find(id).map(Component::Person),
        ElementKind::Vendor => stack.vendors.find(id).map(Component::Vendor),
        ElementKind::Company
        | ElementKind::Team
        | ElementKind::Object
        | ElementKind::Automation
        | ElementKind::Journey
        | ElementKind::Purpose
        | ElementKind::Suppression
        | ElementKind::AiFeature
        | ElementKind::Campaign
        | ElementKind::Initiative => None,
    }
}

/// Takes out of the blast what the edits themselves make good again.
///
/// An outage and a departure change nothing that is written, so nothing can be read off the stack after them.
fn rescue(before: &Analysis, after: &Analysis, edits: &[Edit], blast: &mut Blast) {
    let builds = edits.iter().any(|edit| match edit {
        Edit::AddTool { .. }
        | Edit::Connect { .. }
        | Edit::ReplaceTool { .. }
        | Edit::Set { .. } => true,
        Edit::RemoveTool { .. }
        | Edit::Disconnect { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => false,
    });
    if !builds {
        return;
    }
    // What is down stays down, however much is built beside it.
    let down: Vec<Component> = edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Outage { kind, id, .. } => component(&after.stack, *kind, id),
            Edit::Leave { person, .. } => after.stack.people.find(person).map(Component::Person),
            Edit::RemoveTool { .. }
            | Edit::AddTool { .. }
            | Edit::ReplaceTool { .. }
            | Edit::Connect { .. }
            | Edit::Disconnect { .. }
            | Edit::Set { .. } => None,
        })
        .collect();
    let cut = after.network.cut(&after.stack, &down);
    let affected = std::mem::take(&mut blast.affected);
    let count = affected.len();
    blast.affected =
        affected.into_iter().filter(|it| !is_met_again(before, after, it, &cut)).collect();
    blast.unaffected += count - blast.affected.len();
    let journeys = std::mem::take(&mut blast.journeys);
    blast.journeys =
        journeys.into_iter().filter_map(|hit| journey_after(before, after, hit, &cut)).collect();
    let stopped = blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped);
    let values: Vec<f64> = stopped.filter_map(|it| it.value_per_day).collect();
    blast.money.at_risk_per_day = (!values.is_empty()).then(|| values.iter().sum());
    blast.hosted.headless.retain(|lost| {
        let object = &before.stack.objects[lost.object];
        let now = after.stack.objects.find(&object.id).map(|id| &after.stack.objects[id]);
        now.is_none_or(|it| it.system_of_record_of(lost.field.as_deref()).is_none())
    });
}

/// Whether the need finds its data in the new stack at least as fresh as before.
fn is_met_again(before: &Analysis, after: &Analysis, affected: &Affected, cut: &Cut) -> bool {
    let Some(now) = path_after(before, after, &affected.need, cut) else { return false };
    affected.before.as_ref().is_none_or(|then| {
        now.open <= then.age.open && now.known <= then.age.known
            || affected.need.slo.is_some_and(|slo| now.open == 0 && now.known <= slo)
    })
}

fn path_after(
    before: &Analysis,
    after: &Analysis,
    need: &Need,
    cut: &Cut,
) -> Option<crate::network::Age> {
    let tool = after.stack.tools.find(&before.stack.tools[need.tool].id)?;
    let object = after.stack.objects.find(&before.stack.objects[need.object].id)?;
    let field = need.field.as_deref();
    let source = after.stack.objects[object].system_of_record_of(field)?;
    let cargo = Cargo { object: Some(object), field };
    after.network.path(&after.stack, (source, tool), cargo, cut).map(|path| path.age)
}

/// The journey's fate in the new stack: gone from the list where every hand-off works.
fn journey_after(
    before: &Analysis,
    after: &Analysis,
    hit: JourneyHit,
    cut: &Cut,
) -> Option<JourneyHit> {
    let id = after.stack.journeys.find(&before.stack.journeys[hit.journey].id)?;
    let journey = &after.stack.journeys[id];
    let works = journey.hand_offs().into_iter().all(|(from, to)| {
        let (from, to) = (&journey.stages[from], &journey.stages[to]);
        if to.human {
            return true;
        }
        let ends = (from.tool.as_ref().and_then(|it| it.id), to.tool.as_ref().and_then(|it| it.id));
        let (Some(from_tool), Some(to_tool)) = ends else { return false };
        let object = to.object.as_ref().and_then(|it| it.id);
        let cargo = Cargo { object, field: None };
        after.network.path(&after.stack, (from_tool, to_tool), cargo, cut).is_some()
    });
    (!works).then_some(hit)
}

/// How two lists of findings differ.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FindingChanges {
    pub(super) new: Vec<Diagnostic>,
    pub(super) fixed: Vec<Diagnostic>,
    /// As they are afterwards.
    pub(super) changed: Vec<Diagnostic>,
}

/// Findings that only the one or only the other list has, told apart by what they are about. A finding by the same
/// rule on the same thing that now names others is changed: neither new nor fixed.
pub(super) fn compare_findings(before: &[Diagnostic], after: &[Diagnostic]) -> FindingChanges {
    let mut changes = FindingChanges {
        new: only_in(after, before),
        fixed: only_in(before, after),
        changed: Vec::new(),
    };
    let mut open: BTreeMap<_, usize> = BTreeMap::new();
    for finding in &changes.fixed {
        *open.entry(matter(finding)).or_default() += 1;
    }
    let mut known: BTreeMap<_, usize> = BTreeMap::new();
    let (changed, new): (Vec<_>, Vec<_>) = changes.new.into_iter().partition(|it| {
        let matter = matter(it);
        let is_known = it.element.is_some() && take_one(&mut open, &matter);
        if is_known {
            *known.entry(matter).or_default() += 1;
        }
        is_known
    });
    changes.fixed.retain(|it| !take_one(&mut known, &matter(it)));
    FindingChanges { new, changed, fixed: changes.fixed }
}

/// The rule and the thing that it speaks of, whatever else it names.
fn matter(finding: &Diagnostic) -> (&'static str, Option<Element>) {
    (finding.code, finding.element.clone())
}

fn take_one<K: Ord>(counts: &mut BTreeMap<K, usize>, key: &K) -> bool {
    let Some(count) = counts.get_mut(key).filter(|it| **it > 0) else { return false };
    *count -= 1;
    true
}

fn only_in(these: &[Diagnostic], those: &[Diagnostic]) -> Vec<Diagnostic> {
    let mut counts: BTreeMap<_, usize> = BTreeMap::new();
    for finding in those {
        *counts.entry(finding.identity()).or_default() += 1;
    }
    these.iter().filter(|it| !take_one(&mut counts, &it.identity())).cloned().collect()
}

fn compare_tables(before: &Analysis, simulation: &mut Simulation) {
    let (old, new) = (&before.stack, &simulation.after.stack);
    let mut difference = Difference::default();
    difference.of(ElementKind::Tool, &old.tools, &new.tools);
    difference.of(ElementKind::Integration, &old.integrations, &new.integrations);
    difference.of(ElementKind::Object, &old.objects, &new.objects);
    difference.of(ElementKind::Automation, &old.automations, &new.automations);
    difference.of(ElementKind::AiFeature, &old.ai_features, &new.ai_features);
    difference.of(ElementKind::Credential, &old.credentials, &new.credentials);
    difference.of(ElementKind::Person, &old.people, &new.people);
    difference.of(ElementKind::Journey, &old.journeys, &new.journeys);
    difference.of(ElementKind::Purpose, &old.consent.purposes, &new.consent.purposes);
    simulation.added = difference.added;
    simulation.removed = difference.removed;
    simulation.changed = difference.changed;
}

#[derive(Default)]
struct Difference {
    added: Vec<Element>,
    removed: Vec<Element>,
    changed: Vec<Element>,
}

impl Difference {
    fn of<T: Entity + PartialEq>(&mut self, kind: ElementKind, old: &Table<T>, new: &Table<T>) {
        for item in new.values() {
            let element = Element { kind, id: item.id().clone() };
            match old.find(item.id()) {
                None => self.added.push(element),
                Some(id) if old[id] != *item => self.changed.push(element),
                Some(_) => {}
            }
        }
        for item in old.values().filter(|it| new.find(it.id()).is_none()) {
            self.removed.push(Element { kind, id: item.id().clone() });
        }
    }
}

/// "2 errors fewer", for one line of a comparison.
pub(crate) fn count_of(findings: &[Diagnostic], severity: Severity) -> usize {
    findings.iter().filter(|it| it.severity == severity).count()
}

/// The names that a list of elements has of one kind.
pub(crate) fn ids_of(elements: &[Element], kind: ElementKind) -> Vec<&Label> {
    elements.iter().filter(|it| it.kind == kind).map(|it| &it.id).collect()
}
