//! Two versions of a stack: what came, went, was renamed or changed, and which findings that brought and fixed.

mod facts;

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Element, ElementKind};
use crate::stack::{Integration, Stack, Tool};
use crate::text::Label;

/// What is different in the second.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Comparison {
    pub(crate) tools: Vec<Change>,
    pub(crate) integrations: Vec<Change>,
    pub(crate) people: Vec<Change>,
    pub(crate) findings_new: Vec<Diagnostic>,
    pub(crate) findings_fixed: Vec<Diagnostic>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Change {
    Added {
        id: Label,
    },
    Removed {
        id: Label,
    },
    /// The same thing goes by another id; `reason` says by what it was recognised.
    Renamed {
        before: Label,
        after: Label,
        reason: &'static str,
        facts: Vec<Fact>,
    },
    Changed {
        id: Label,
        facts: Vec<Fact>,
    },
}

/// One thing that is said otherwise now; `None`: not said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fact {
    pub(crate) what: &'static str,
    pub(crate) before: Option<String>,
    pub(crate) after: Option<String>,
}

/// What one thing says of itself, in a fixed order.
type Facts = Vec<(&'static str, Option<String>)>;

/// Ids of the first by ids of the second, with the reason.
type Renames = BTreeMap<Label, (Label, &'static str)>;

impl Comparison {
    pub(crate) fn of(before: &Analysis, after: &Analysis) -> Self {
        let (old, new) = (&before.stack, &after.stack);
        let tools = tool_renames(old, new);
        let flows = flow_renames(old, new, &tools);
        let changes = |kind: fn(&Stack) -> BTreeMap<Label, Facts>, renames: &Renames| {
            changes(&kind(old), &kind(new), renames)
        };
        let mut comparison = Self {
            tools: changes(facts::tools, &tools),
            integrations: changes(facts::integrations, &flows),
            people: changes(facts::people, &Renames::new()),
            ..Self::default()
        };
        let renamed = |element: &Element| {
            let renames = match element.kind {
                ElementKind::Tool => tools.get(&element.id),
                ElementKind::Integration => flows.get(&element.id),
                ElementKind::Company
                | ElementKind::Team
                | ElementKind::Person
                | ElementKind::Vendor
                | ElementKind::Object
                | ElementKind::Credential
                | ElementKind::Automation
                | ElementKind::Journey
                | ElementKind::Purpose
                | ElementKind::Suppression
                | ElementKind::AiFeature
                | ElementKind::Campaign
                | ElementKind::Initiative => None,
            };
            let id = renames.map_or(&element.id, |(id, _)| id);
            Element { kind: element.kind, id: id.clone() }
        };
        // Of the same rule on the same thing, whatever else they mention.
        let key = |it: &Diagnostic| (it.code, it.element.as_ref().map(&renamed));
        let had: BTreeSet<_> = before.findings.iter().map(key).collect();
        let has: BTreeSet<_> = after.findings.iter().map(key_of).collect();
        let new = after.findings.iter().filter(|it| !had.contains(&key_of(it)));
        comparison.findings_new = new.cloned().collect();
        let fixed = before.findings.iter().filter(|it| !has.contains(&key(it)));
        comparison.findings_fixed = fixed.cloned().collect();
        comparison
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.tools.is_empty()
            && self.integrations.is_empty()
            && self.people.is_empty()
            && self.findings_new.is_empty()
            && self.findings_fixed.is_empty()
    }
}

fn key_of(finding: &Diagnostic) -> (&'static str, Option<Element>) {
    (finding.code, finding.element.clone())
}

fn changes(
    before: &BTreeMap<Label, Facts>,
    after: &BTreeMap<Label, Facts>,
    renames: &Renames,
) -> Vec<Change> {
    let mut changes = Vec::new();
    let mut known = BTreeSet::new();
    for (id, old) in before {
        let renamed = renames.get(id);
        let now = renamed.map_or(id, |(id, _)| id);
        let Some(new) = after.get(now) else {
            changes.push(Change::Removed { id: id.clone() });
            continue;
        };
        known.insert(now.clone());
        let facts: Vec<Fact> = old
            .iter()
            .zip(new)
            .filter(|(old, new)| old.1 != new.1)
            .map(|(old, new)| Fact { what: old.0, before: old.1.clone(), after: new.1.clone() })
            .collect();
        if let Some((after, reason)) = renamed {
            let (before, after) = (id.clone(), after.clone());
            changes.push(Change::Renamed { before, after, reason, facts });
        } else if !facts.is_empty() {
            changes.push(Change::Changed { id: id.clone(), facts });
        }
    }
    let added = after.keys().filter(|it| !known.contains(*it));
    changes.extend(added.map(|id| Change::Added { id: id.clone() }));
    changes
}

/// Pairs what went with what came where a likeness singles out one of each.
fn pair<T, K: Ord>(
    gone: &[(&Label, &T)],
    come: &[(&Label, &T)],
    renames: &mut Renames,
    reason: &'static str,
    likeness: impl Fn(&T, bool) -> Option<K>,
) {
    let mut by: BTreeMap<K, (Vec<&Label>, Vec<&Label>)> = BTreeMap::new();
    let taken: BTreeSet<Label> = renames.values().map(|(id, _)| id.clone()).collect();
    for (id, item) in gone.iter().filter(|(id, _)| !renames.contains_key(*id)) {
        if let Some(key) = likeness(item, true) {
            by.entry(key).or_default().0.push(id);
        }
    }
    for (id, item) in come.iter().filter(|(id, _)| !taken.contains(*id)) {
        if let Some(key) = likeness(item, false) {
            by.entry(key).or_default().1.push(id);
        }
    }
    for (old, new) in by.into_values() {
        if let ([old], [new]) = (old.as_slice(), new.as_slice()) {
            renames.insert((*old).clone(), ((*new).clone(), reason));
        }
    }
}

fn tool_renames(old: &Stack, new: &Stack) -> Renames {
    let only = |own: &'_ Stack, other: &Stack| -> Vec<usize> {
        let gone = own.tools.iter().filter(|(_, it)| other.tools.find(&it.id).is_none());
        gone.map(|(id, _)| id.index()).collect()
    };
    let (gone, come) = (only(old, new), only(new, old));
    let list = |stack: &'_ Stack, at: &[usize]| -> Vec<(Label, Tool)> {
        let all: Vec<&Tool> = stack.tools.values().collect();
        at.iter().filter_map(|it| all.get(*it)).map(|it| (it.id.clone(), (*it).clone())).collect()
    };
    let (gone, come) = (list(old, &gone), list(new, &come));
    let gone: Vec<(&Label, &Tool)> = gone.iter().map(|(id, it)| (id, it)).collect();
    let come: Vec<(&Label, &Tool)> = come.iter().map(|(id, it)| (id, it)).collect();
    let mut renames = Renames::new();
    pair(&gone, &come, &mut renames, "the same name", |it, _| Some(it.name.to_lowercase()));
    pair(&gone, &come, &mut renames, "the same category and connections", |it, is_old| {
        let ends = ends(if is_old { old } else { new }, &it.id);
        (!ends.is_empty()).then_some((it.category.name(), ends))
    });
    renames
}

/// What a tool is connected to, with the direction and the method.
fn ends(stack: &Stack, tool: &Label) -> Vec<(Label, bool, &'static str)> {
    let mut ends = Vec::new();
    for it in stack.integrations.values() {
        if it.from.name == *tool {
            ends.push((it.to.name.clone(), true, it.method.name()));
        }
        if it.to.name == *tool {
            ends.push((it.from.name.clone(), false, it.method.name()));
        }
    }
    ends.sort();
    ends
}

fn flow_renames(old: &Stack, new: &Stack, tools: &Renames) -> Renames {
    let gone = old.integrations.values().filter(|it| new.integrations.find(&it.id).is_none());
    let come = new.integrations.values().filter(|it| old.integrations.find(&it.id).is_none());
    let gone: Vec<(&Label, &Integration)> = gone.map(|it| (&it.id, it)).collect();
    let come: Vec<(&Label, &Integration)> = come.map(|it| (&it.id, it)).collect();
    let ends = |it: &Integration, is_old: bool| {
        [&it.from.name, &it.to.name].map(|name| match tools.get(name) {
            Some((now, _)) if is_old => now.clone(),
            _ => name.clone(),
        })
    };
    let mut renames = Renames::new();
    pair(&gone, &come, &mut renames, "the same ends, method and objects", |it, is_old| {
        let mut objects: Vec<Label> = it.objects.iter().map(|it| it.object.name.clone()).collect();
        objects.sort();
        Some((ends(it, is_old), it.method.name(), objects))
    });
    pair(&gone, &come, &mut renames, "the same ends and method", |it, is_old| {
        Some((ends(it, is_old), it.method.name()))
    });
    renames
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facade::Workspace;

    const BEFORE: &str = "version: 1
tools:
  - {id: crm, name: Sales, category: crm, tier: 2}
  - {id: web, name: Website, category: cms}
  - {id: old, name: Old, category: email}
integrations:
  - {id: web-crm, from: web, to: crm, method: webhook}
";
    const AFTER: &str = "version: 1
tools:
  - {id: salesforce, name: Sales, category: crm, tier: 1}
  - {id: web, name: Website, category: cms}
  - {id: new, name: New, category: bi}
integrations:
  - {id: web-sf, from: web, to: salesforce, method: webhook}
";

    #[test]
    fn renames_are_recognised_with_their_reason() {
        let (before, after) = (Workspace::load(BEFORE), Workspace::load(AFTER));
        let found = Comparison::of(&before.0, &after.0);
        let tier = |text: &str| Some(text.to_owned());
        let fact = Fact { what: "tier", before: tier("2"), after: tier("1") };
        assert_eq!(
            found.tools,
            [
                Change::Renamed {
                    before: "crm".into(),
                    after: "salesforce".into(),
                    reason: "the same name",
                    facts: vec![fact],
                },
                Change::Removed { id: "old".into() },
                Change::Added { id: "new".into() },
            ]
        );
        assert!(matches!(
            found.integrations.as_slice(),
            [Change::Renamed { reason: "the same ends, method and objects", .. }]
        ));
        assert!(Comparison::of(&before.0, &before.0).is_empty());
    }
}
