//! The things that a decision is about, and the people behind them.

use std::collections::{BTreeMap, BTreeSet};

use super::Confidence;
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::stack::{
    Date, Id, Initiative, Integration, IntegrationId, OwnerRef, Party, Stack, ToolId,
};
use crate::text::plural;

/// A fact that somebody has looked at within a year is fresh: an expert default, as in `verified-stale`.
const FRESH_DAYS: i64 = 365;
/// Unknown facts from which an answer is no more than a first guess, and shares of fresh facts: expert defaults.
const UNKNOWN_MANY: usize = 5;
const FRESH_FEW: f64 = 0.4;
const FRESH_MOST: f64 = 0.8;
/// Names on a page.
const NAMES_MAX: usize = 6;

pub(super) struct Circle<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) tools: BTreeSet<ToolId>,
    pub(super) integrations: BTreeSet<IntegrationId>,
    /// The plan that says so, if there is one.
    pub(super) initiative: Option<Id<Initiative>>,
}

impl<'a> Circle<'a> {
    pub(super) fn new(analysis: &'a Analysis) -> Self {
        Self { analysis, tools: BTreeSet::new(), integrations: BTreeSet::new(), initiative: None }
    }

    pub(super) fn stack(&self) -> &'a Stack {
        &self.analysis.stack
    }

    /// How sure, and why.
    pub(super) fn confidence(&self, unknown: usize) -> (Confidence, String) {
        let all = self.integrations.len();
        let fresh = self.integrations.iter().filter(|it| self.is_fresh(**it)).count();
        let share = if all == 0 { 1.0 } else { number(fresh) / number(all) };
        let level = if unknown >= UNKNOWN_MANY || share < FRESH_FEW {
            Confidence::Low
        } else if unknown == 0 && share >= FRESH_MOST {
            Confidence::High
        } else {
            Confidence::Medium
        };
        let facts = match unknown {
            0 => "nothing that it hangs on is missing in the file".to_owned(),
            1 => "1 thing is not known".to_owned(),
            count => format!("{count} things are not known"),
        };
        let checked = match all {
            0 => "no integration is concerned".to_owned(),
            _ => format!(
                "{fresh} of the {} concerned {} checked within a year",
                plural(all, "integration"),
                if fresh == 1 { "was" } else { "were" }
            ),
        };
        (level, format!("{facts}; {checked}"))
    }

    fn is_fresh(&self, id: IntegrationId) -> bool {
        let day = self.stack().integrations[id].verified_at;
        day.is_some_and(|it| self.analysis.as_of.days_since(it) <= FRESH_DAYS)
    }

    /// Those who have looked at what is concerned: "Li: 3 integrations, last on 2026-05-01".
    pub(super) fn asked(&self) -> Vec<String> {
        let mut said: BTreeMap<String, (usize, Date)> = BTreeMap::new();
        for integration in self.looked_at() {
            let (Some(by), Some(day)) = (&integration.verified_by, integration.verified_at) else {
                continue;
            };
            let name = self.stack().party_name(by).to_owned();
            let entry = said.entry(name).or_insert((0, day));
            entry.0 += 1;
            entry.1 = entry.1.max(day);
        }
        let mut said: Vec<_> = said.into_iter().collect();
        said.sort_by_key(|(_, (count, day))| (std::cmp::Reverse(*count), std::cmp::Reverse(*day)));
        said.into_iter()
            .map(|(name, (count, day))| {
                format!("{name} checked {}, last on {day}", plural(count, "integration"))
            })
            .collect()
    }

    fn looked_at(&self) -> impl Iterator<Item = &'a Integration> {
        let stack = self.stack();
        self.integrations.iter().map(move |it| &stack.integrations[*it])
    }

    /// Those who pay for it, own it or are touched by it, and of whom no word is on record; who own most come first.
    pub(super) fn to_ask(&self) -> Vec<String> {
        let stack = self.stack();
        let mut counts: BTreeMap<String, (bool, usize)> = BTreeMap::new();
        let mut add = |owner: &OwnerRef, is_first: bool| {
            if self.is_here(owner) {
                let name = stack.party_name(owner).to_owned();
                let entry = counts.entry(name).or_insert((false, 0));
                entry.0 |= is_first;
                entry.1 += 1;
            }
        };
        if let Some(initiative) = self.initiative.map(|it| &stack.initiatives[it]) {
            let people = initiative.sponsor.iter().chain(&initiative.stakeholders);
            people.for_each(|it| add(it, true));
        }
        for tool in self.tools.iter().map(|it| &stack.tools[*it]) {
            let owners = tool.business_owner.iter().chain(&tool.technical_owner);
            owners.for_each(|it| add(it, false));
        }
        for integration in self.looked_at() {
            integration.owner.iter().for_each(|it| add(it, false));
        }
        let known: Vec<String> = self
            .looked_at()
            .filter(|it| it.verified_at.is_some())
            .filter_map(|it| Some(stack.party_name(it.verified_by.as_ref()?).to_owned()))
            .collect();
        let mut counts: Vec<_> = counts.into_iter().filter(|(it, _)| !known.contains(it)).collect();
        counts.sort_by_key(|(_, (is_first, count))| (!*is_first, std::cmp::Reverse(*count)));
        let said = counts.into_iter().map(|(name, (is_first, count))| {
            if is_first {
                format!("{name} (named in the plan)")
            } else {
                format!("{name} (owns {count} of what is concerned)")
            }
        });
        said.take(NAMES_MAX).collect()
    }

    /// A team is always there; a person until they have left.
    fn is_here(&self, owner: &OwnerRef) -> bool {
        match owner.party {
            Some(Party::Person(id)) => !self.stack().people[id].has_left(self.analysis.as_of),
            Some(Party::Team(_)) => true,
            None => false,
        }
    }

    /// Who looks after a thing; `None` where nobody does who is here.
    pub(super) fn owner_of(&self, element: &Element) -> Option<String> {
        let stack = self.stack();
        let id = element.id.as_str();
        let owner = match element.kind {
            ElementKind::Tool => {
                let tool = &stack.tools[stack.tools.find(id)?];
                tool.technical_owner.as_ref().or(tool.business_owner.as_ref())
            }
            ElementKind::Integration => {
                let it = &stack.integrations[stack.integrations.find(id)?];
                it.owner.as_ref().or(it.backup_owner.as_ref())
            }
            ElementKind::Credential => {
                stack.credentials[stack.credentials.find(id)?].holder.as_ref()
            }
            ElementKind::Automation => {
                stack.automations[stack.automations.find(id)?].owner.as_ref()
            }
            ElementKind::AiFeature => stack.ai_features[stack.ai_features.find(id)?].owner.as_ref(),
            ElementKind::Campaign => stack.campaigns[stack.campaigns.find(id)?].owner.as_ref(),
            ElementKind::Initiative => {
                stack.initiatives[stack.initiatives.find(id)?].sponsor.as_ref()
            }
            ElementKind::Journey => {
                let journey = &stack.journeys[stack.journeys.find(id)?];
                journey.stages.iter().find_map(|it| it.owner.as_ref())
            }
            ElementKind::Company
            | ElementKind::Team
            | ElementKind::Person
            | ElementKind::Vendor
            | ElementKind::Object
            | ElementKind::Purpose
            | ElementKind::Suppression => None,
        };
        self.named(owner)
    }

    /// The name of an owner who is here.
    pub(super) fn named(&self, owner: Option<&OwnerRef>) -> Option<String> {
        let owner = owner.filter(|it| self.is_here(it))?;
        Some(self.stack().party_name(owner).to_owned())
    }

    /// Who pays for a tool.
    pub(super) fn payer(&self, tool: ToolId) -> Option<String> {
        let tool = &self.stack().tools[tool];
        self.named(tool.business_owner.as_ref())
            .or_else(|| self.named(tool.technical_owner.as_ref()))
    }
}

pub(super) fn number(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}
