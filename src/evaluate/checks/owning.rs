//! What it means to have it: copies of data, what it doubles, who looks after it.

use std::collections::BTreeSet;

use super::{Judged, check, joined};
use crate::diag::{Element, ElementKind, Severity};
use crate::evaluate::case::Case;
use crate::evaluate::{Check, Course, Level, Link, Overlap, Topic};
use crate::stack::{ObjectId, Stack};
use crate::text::Label;

impl Judged<'_> {
    pub(super) fn personal_data(&self) -> Option<Check> {
        if self.personal.is_empty() {
            return None;
        }
        let stack = &self.case.stack;
        let names: Vec<&str> =
            self.personal.iter().map(|it| stack.objects[*it].id.as_str()).collect();
        let vendor =
            self.case.tool().vendor.as_ref().and_then(|it| it.id).map(|it| &stack.vendors[it]);
        let signed = vendor.and_then(|it| it.dpa.as_ref()).and_then(|it| it.signed);
        let copy = format!("{} would hold another copy of {}", self.product(), joined(&names));
        Some(match signed {
            Some(true) => check(
                Topic::PersonalData,
                Level::Good,
                format!("{copy}, under a signed data processing agreement"),
                "",
            ),
            Some(false) | None => check(
                Topic::PersonalData,
                Level::Condition,
                format!("{copy}, and no data processing agreement is signed"),
                "sign one, add it to the list of processors and to the erasure path; check with counsel",
            ),
        })
    }

    pub(super) fn overlap(&self, overlap: &Overlap) -> Check {
        let tool = &self.case.stack.tools[overlap.tool];
        let what = if overlap.shared.is_empty() {
            "it is of the same kind".to_owned()
        } else {
            format!(
                "both do {}",
                joined(&overlap.shared.iter().map(Label::as_str).collect::<Vec<_>>())
            )
        };
        let company = &self.case.stack.company;
        let money =
            overlap.annual.map_or_else(String::new, |it| format!(", {} a year", company.money(it)));
        let notice = overlap.notice_by.map_or_else(String::new, |it| format!(", notice by {it}"));
        let told = format!("you have {} already: {what}{money}{notice}", tool.name);
        check(
            Topic::Overlap,
            Level::Condition,
            told,
            "decide which of the two stays, and until when both are paid",
        )
        .at(tool.spans.item)
    }

    pub(super) fn fragility(&self) -> Option<Check> {
        let scores = self.links.iter().filter_map(|it| Some((it, it.fragility.as_ref()?)));
        let (link, worst) = scores.max_by_key(|(_, it)| (it.low, it.high))?;
        let told = format!(
            "the most fragile link is {}: {} to {} of 100",
            self.moves(link),
            worst.low,
            worst.high
        );
        let is_fragile = worst.low >= FRAGILE_MIN;
        let (level, action) = if is_fragile {
            (Level::Condition, "give it an owner, an alert and an end date")
        } else {
            (Level::Good, "")
        };
        Some(check(Topic::Fragility, level, told, action))
    }

    pub(super) fn ownership(&self) -> Check {
        let tool = self.case.tool();
        let mut missing = Vec::new();
        if tool.business_owner.is_none() {
            missing.push("who decides about it");
        }
        if tool.technical_owner.is_none() {
            missing.push("who looks after it");
        }
        let stack = &self.simulation.after.stack;
        let has_backup = self
            .links
            .iter()
            .flat_map(|it| &it.integrations)
            .any(|it| stack.integrations[*it].backup_owner.is_some());
        if !has_backup {
            missing.push("who stands in");
        }
        if missing.is_empty() {
            return check(Topic::Ownership, Level::Good, "owner and stand-in are named", "");
        }
        let told = format!("nobody has said {}", joined(&missing));
        check(Topic::Ownership, Level::Condition, told, "name them before the contract is signed")
    }

    /// What the rules find that follows from the plan. What is only proposed here says too little of itself to be judged.
    pub(super) fn findings(&self, checks: &mut Vec<Check>) {
        let is_ours = |element: &Element| {
            let planned = &self.case.stack.integrations;
            let is_product = element.kind == ElementKind::Tool && element.id == self.case.tool().id;
            is_product
                || element.kind == ElementKind::Integration
                    && planned.find(&element.id).is_some_and(|id| {
                        let it = &planned[id];
                        [it.from.id, it.to.id].contains(&Some(self.case.product))
                    })
        };
        let errors = self.simulation.findings_new.iter().filter(|it| {
            it.severity == Severity::Error
                && !JUDGED_ELSEWHERE.contains(&it.code)
                && it.element.iter().chain(&it.related).any(is_ours)
        });
        for finding in errors {
            let told = format!("{}: {}", finding.code, finding.message);
            let action = finding.help.clone().unwrap_or_default();
            checks.push(check(Topic::Findings, Level::Condition, told, action).at(finding.span));
        }
    }

    pub(super) fn sandbox(&self) -> Option<Check> {
        let is_stated = self.case.tool().sandbox.is_some();
        (!is_stated).then(|| {
            check(
                Topic::Sandbox,
                Level::Condition,
                format!("nobody has said whether {} has a sandbox", self.product()),
                "ask for one: changes are tried there first",
            )
        })
    }
}

/// From here on a link counts as fragile: the lower end of the band.
const FRAGILE_MIN: u8 = 40;

/// Rules that a check above judges with more detail, or that fire because the plan says nothing yet.
const JUDGED_ELSEWHERE: &[&str] = &[
    "optout-unreachable",
    "optout-late",
    "optout-one-way",
    "key-not-unique",
    "quota-headroom",
    "no-monitoring",
    "owner-missing",
    "erasure-unreachable",
    "suppression-unfed",
    "requirement-unmet",
];

/// Tools in use that do some of the same, the dearest first.
pub(in crate::evaluate) fn overlaps(case: &Case<'_>) -> Vec<Overlap> {
    let own: BTreeSet<String> = case.tool().functions.iter().map(|it| it.to_lowercase()).collect();
    let mut found: Vec<Overlap> = Vec::new();
    for (id, tool) in
        case.stack.tools.iter().filter(|(id, it)| it.is_in_use() && *id != case.product)
    {
        let shared: Vec<Label> =
            tool.functions.iter().filter(|it| own.contains(&it.to_lowercase())).cloned().collect();
        let is_same_kind =
            case.incumbents.iter().any(|it| case.before.stack.tools[*it].id == tool.id);
        // It is there to take its place: that is no overlap.
        if tool.replaces_or_is_replaced_by(case.tool()) || !is_same_kind && shared.is_empty() {
            continue;
        }
        let contract = tool.contract.as_ref();
        let notice_by = contract.and_then(|it| {
            let days = format!("{:.0}", it.notice_days?).parse::<i64>().ok()?;
            it.renewal_date?.plus_days(-days)
        });
        let annual = tool.cost.as_ref().and_then(|it| it.annual);
        found.push(Overlap { tool: id, is_same_kind, shared, annual, notice_by });
    }
    found.sort_by(|one, other| {
        let key = |it: &Overlap| it.annual.unwrap_or(0.0);
        key(other).total_cmp(&key(one)).then(one.tool.cmp(&other.tool))
    });
    found
}

/// Objects about people that get into the product.
pub(in crate::evaluate) fn personal(stack: &Stack, links: &[Link]) -> Vec<ObjectId> {
    let into = links.iter().filter(|it| it.course == Course::Into);
    let mut found: Vec<ObjectId> = into
        .flat_map(|it| &it.cargo)
        .map(|it| it.object)
        .filter(|it| stack.objects[*it].is_personal())
        .collect();
    found.sort_unstable();
    found.dedup();
    found
}
