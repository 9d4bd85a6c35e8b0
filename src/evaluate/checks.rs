//! What speaks for the purchase and against it.

use std::collections::BTreeSet;

use super::case::Case;
use super::plan::QUOTA_PERCENT;
use super::{
    Chance, Check, Course, Deadline, Grade, Level, Link, Overlap, Piece, Quota, Reach, Tells,
    Topic, Why,
};
use crate::diag::{Element, ElementKind, Severity};
use crate::network::Age;
use crate::privacy::Verdict as Hearing;
use crate::scenario::Simulation;
use crate::stack::{DataObject, ObjectId, Stack, Store, ToolId};
use crate::text::{Label, Span, amount, plural};

/// Everything that checks and questions look at.
pub(super) struct Judged<'a> {
    pub(super) case: &'a Case<'a>,
    pub(super) links: &'a [Link],
    pub(super) consent: &'a [Reach],
    pub(super) overlaps: &'a [Overlap],
    pub(super) personal: &'a [ObjectId],
    pub(super) deadline: Option<&'a Deadline>,
    pub(super) simulation: &'a Simulation,
}

/// "a, b and c".
pub(super) fn joined<S: AsRef<str>>(names: &[S]) -> String {
    match names {
        [] => String::new(),
        [only] => only.as_ref().to_owned(),
        [rest @ .., last] => {
            let rest: Vec<&str> = rest.iter().map(AsRef::as_ref).collect();
            format!("{} and {}", rest.join(", "), last.as_ref())
        }
    }
}

fn check(topic: Topic, level: Level, told: impl Into<String>, action: impl Into<String>) -> Check {
    Check { topic, level, told: told.into(), action: action.into(), span: Span::NONE }
}

impl Check {
    fn at(mut self, span: Span) -> Self {
        self.span = span;
        self
    }
}

impl Judged<'_> {
    /// All checks, the weightiest first.
    pub(super) fn all(&self) -> Vec<Check> {
        let mut checks = Vec::new();
        self.consent(&mut checks);
        self.links(&mut checks);
        self.keys(&mut checks);
        checks.extend(self.time());
        self.quota(&mut checks);
        checks.extend(self.personal_data());
        checks.extend(self.overlaps.iter().map(|it| self.overlap(it)));
        checks.extend(self.fragility());
        checks.extend(self.ownership());
        self.findings(&mut checks);
        checks.extend(self.sandbox());
        checks.sort_by_key(|it| (std::cmp::Reverse(it.level), it.topic));
        checks
    }

    fn product(&self) -> &str {
        &self.case.tool().name
    }

    fn name(&self, tool: ToolId) -> &str {
        self.case.name(tool)
    }

    // ---- consent

    fn consent(&self, checks: &mut Vec<Check>) {
        for reach in self.consent {
            let purpose = &self.case.stack.consent.purposes[reach.purpose];
            let span = purpose.spans.item;
            let field = purpose.object_field.as_ref().map_or_else(String::new, ToString::to_string);
            let mut found = Vec::new();
            found.extend(reach.hears.map(|hears| self.hears(reach, hears, &field)));
            if reach.hears.is_none() && reach.tells == Tells::NotNeeded {
                let told = format!(
                    "whether an opt-out from {} reaches {} cannot be followed: the file does not say where people opt out, or in which field",
                    purpose.id,
                    self.product()
                );
                found.push(check(
                    Topic::Consent,
                    Level::Condition,
                    told,
                    "write down `capture_points` and `object_field` of the purpose",
                ));
            }
            found.extend(self.tells(reach, &field));
            checks.extend(found.into_iter().map(|it| it.at(span)));
        }
    }

    fn hears(&self, reach: &Reach, (verdict, from): (Hearing, ToolId), field: &str) -> Check {
        let (product, from) = (self.product(), self.name(from));
        let given = if reach.is_assumed { self.assumption() } else { String::new() };
        let told = |what: String| format!("an opt-out in {from} {what}{given}");
        match verdict {
            Hearing::Broken => check(
                Topic::Consent,
                Level::Blocker,
                told(format!("would not reach {product}: nothing known carries {field} there")),
                format!("build the way of {field} into {product} first"),
            ),
            Hearing::Late => check(
                Topic::Consent,
                Level::Blocker,
                told(format!("would reach {product} too late")),
                "shorten the slowest hop first",
            ),
            Hearing::Unknown => check(
                Topic::Consent,
                Level::Condition,
                told(format!("reaches {product}, nobody has said how soon")),
                "find out how often each hop runs",
            ),
            Hearing::Pass => {
                check(Topic::Consent, Level::Good, told(format!("reaches {product} in time")), "")
            }
        }
    }

    /// ", if it sends ads_audience as Demandbase does".
    fn assumption(&self) -> String {
        let Some(assumed) = &self.case.assumed else { return String::new() };
        let channels: Vec<&str> = assumed.channels.iter().map(|it| it.name()).collect();
        let channels = joined(&channels);
        match &assumed.like {
            Some(like) => format!(", if it sends {channels} as {like} does"),
            None => format!(", if it sends {channels} as products of its kind do"),
        }
    }

    fn tells(&self, reach: &Reach, field: &str) -> Option<Check> {
        let product = self.product();
        let given = if reach.is_assumed { self.assumption() } else { String::new() };
        match reach.tells {
            Tells::NotNeeded => None,
            Tells::Missing => Some(check(
                Topic::Consent,
                Level::Blocker,
                format!(
                    "an opt-out in {product} would stay there: nothing known carries {field} out of it{given}"
                ),
                format!("build the way of {field} out of {product} first"),
            )),
            Tells::Unknown => Some(check(
                Topic::Consent,
                Level::Condition,
                format!("where an opt-out in {product} has to go is not written down{given}"),
                "name the field and its system of record under `consent`",
            )),
            Tells::Arrives(age) => Some(self.told_after(reach, age)),
        }
    }

    fn told_after(&self, reach: &Reach, age: Age) -> Check {
        let product = self.product();
        let deadline = self.case.stack.consent.purposes[reach.purpose].deadline;
        let (level, told) = match deadline {
            Some(allowed) if age.exceeds(allowed) => (
                Level::Blocker,
                format!(
                    "an opt-out in {product} is {} on its way, {allowed} are allowed",
                    age.words()
                ),
            ),
            Some(allowed) if age.keeps(allowed) => (
                Level::Good,
                format!("an opt-out in {product} is known elsewhere after {}", age.words()),
            ),
            Some(_) | None => (
                Level::Condition,
                format!("an opt-out in {product} gets out of it, nobody has said how soon"),
            ),
        };
        let action = if level == Level::Good { "" } else { "find out how often each hop runs" };
        check(Topic::Consent, level, told, action)
    }

    // ---- links

    fn links(&self, checks: &mut Vec<Check>) {
        // Opt-outs are judged by whether they arrive, above.
        let judged: Vec<&Link> = self.links.iter().filter(|it| !is_for_consent(it)).collect();
        if judged.is_empty() {
            let told = format!("nobody has said what {} has to be connected with", self.product());
            checks.push(check(
                Topic::Links,
                Level::Condition,
                told,
                "name its neighbours, or write down `requirements`",
            ));
            return;
        }
        let grade = |it: &Link| it.best().map_or(Grade::Unknown, |it| it.grade);
        let (carried, bare): (Vec<&Link>, Vec<&Link>) =
            judged.iter().partition(|it| it.is_carried());
        let (buildable, bare): (Vec<&Link>, Vec<&Link>) =
            bare.into_iter().partition(|it| grade(it) == Grade::Buildable);
        let (must, should): (Vec<&Link>, Vec<&Link>) = bare.into_iter().partition(|it| it.is_must);
        if !must.is_empty() {
            let told = format!("nothing known carries what is required: {}", self.told(&must));
            checks.push(
                check(
                    Topic::Links,
                    Level::Blocker,
                    told,
                    "ask the vendor for a connector that does, and see it work",
                )
                .at(self.place(&must)),
            );
        }
        if !buildable.is_empty() {
            let told = format!("only own code would carry {}", self.told(&buildable));
            checks.push(check(
                Topic::Links,
                Level::Condition,
                told,
                "fund it and name who maintains it, or ask for a connector",
            ));
        }
        if !should.is_empty() {
            let told = format!("nothing known carries, except by hand, {}", self.told(&should));
            checks.push(check(
                Topic::Links,
                Level::Condition,
                told,
                "ask the vendor, or decide who does it by hand",
            ));
        }
        let of = |wanted: Grade| -> Vec<&Link> {
            carried.iter().copied().filter(|it| grade(it) == wanted).collect()
        };
        let planned = of(Grade::Planned);
        if !planned.is_empty() {
            let told = format!("only the plan says that something carries {}", self.told(&planned));
            checks.push(check(
                Topic::Links,
                Level::Condition,
                told,
                "see it work on a trial account before you sign",
            ));
        }
        let unsure = of(Grade::Unsure);
        if !unsure.is_empty() {
            let told = format!(
                "there is a connector, and nobody has said whether it carries {}",
                self.told(&unsure)
            );
            checks.push(check(
                Topic::Links,
                Level::Condition,
                told,
                "ask for its objects, fields and directions",
            ));
        }
        let known = of(Grade::Known);
        if !known.is_empty() {
            let count = plural(judged.len(), "link");
            let told = format!("a known connector carries {} of {count}", known.len());
            checks.push(check(Topic::Links, Level::Good, told, ""));
        }
    }

    /// "account.owner from Salesforce, account to LinkedIn Ads".
    fn told(&self, links: &[&Link]) -> String {
        const SHOWN: usize = 4;
        let mut told: Vec<String> = links.iter().take(SHOWN).map(|it| self.moves(it)).collect();
        if links.len() > SHOWN {
            told.push(format!("{} more", links.len() - SHOWN));
        }
        joined(&told)
    }

    pub(super) fn moves(&self, link: &Link) -> String {
        let cargo = cargo(&self.case.stack, &link.cargo);
        let cargo = if cargo.is_empty() { "data".to_owned() } else { cargo };
        match link.course {
            Course::Into => format!("{cargo} from {}", self.name(link.neighbour)),
            Course::OutOf => format!("{cargo} to {}", self.name(link.neighbour)),
        }
    }

    /// Where the first of them is asked for.
    fn place(&self, links: &[&Link]) -> Span {
        let whys = links.iter().flat_map(|it| &it.whys);
        let places = whys.filter_map(|it| match it {
            Why::Requirement { initiative, position, .. } => {
                let initiative = &self.case.stack.initiatives[*initiative];
                initiative.requirements.get(*position).map(|it| it.spans.item)
            }
            Why::Consent(_) | Why::Incumbent { .. } | Why::Planned(_) | Why::Named | Why::Hub => {
                None
            }
        });
        places.into_iter().next().unwrap_or(Span::NONE)
    }

    // ---- keys

    fn keys(&self, checks: &mut Vec<Check>) {
        let mut seen = BTreeSet::new();
        for link in self.links {
            for piece in &link.cargo {
                if seen.insert((piece.object, link.neighbour)) {
                    checks.extend(self.key(link, piece.object));
                }
            }
        }
    }

    fn key(&self, link: &Link, object: ObjectId) -> Option<Check> {
        let stack = &self.case.stack;
        let described = &stack.objects[object];
        let own = store(stack, self.case.product, object).and_then(|it| it.key.as_ref());
        if let Some(own) =
            own.filter(|it| !described.keys.is_empty() && described.key(it).is_none())
        {
            let told = format!(
                "{} matches {} by {own}, which is no key of it",
                self.product(),
                described.id
            );
            return Some(
                check(
                    Topic::Keys,
                    Level::Blocker,
                    told,
                    format!("carry {own} along, or match by another key"),
                )
                .at(described.spans.item),
            );
        }
        let there = store(stack, link.neighbour, object);
        let key = own.or(link.key.as_ref()).or_else(|| there.and_then(|it| it.key.as_ref()));
        let key = key.or_else(|| described.keys.first().map(|it| &it.name))?;
        let flaws = flaws(described, there, key);
        if flaws.is_empty() {
            return None;
        }
        let told = format!(
            "{} would be matched by {key}, and in {} {}",
            described.id,
            self.name(link.neighbour),
            joined(&flaws)
        );
        let span = there.map_or(described.spans.item, |it| it.spans.item);
        Some(
            check(
                Topic::Keys,
                Level::Condition,
                told,
                format!("clean {key} up, or what does not match is doubled or lost"),
            )
            .at(span),
        )
    }

    // ---- time, limits, people

    fn time(&self) -> Option<Check> {
        let deadline = self.deadline?;
        let by = deadline.by;
        let hours = match (deadline.hours, deadline.hours_per_week) {
            (Some(hours), Some(week)) => {
                format!("{hours:.0} h of work until {by} ({week:.0} h a week)")
            }
            (_, _) => format!("nobody known to do the work until {by}"),
        };
        let warm_up = deadline.warm_up_weeks.map_or_else(String::new, |(low, high)| {
            format!(
                "; a sending domain needs {low:.0} to {high:.0} weeks before it carries bulk mail"
            )
        });
        let (level, told, action) = match deadline.chance {
            Chance::Unlikely if deadline.days < 0 => {
                (Level::Blocker, format!("{by} has passed"), "name another day")
            }
            Chance::Unlikely => (
                Level::Blocker,
                format!("it will hardly work by then: there are {hours}{warm_up}"),
                "buy later, or start with fewer links",
            ),
            Chance::Even => (
                Level::Condition,
                format!(
                    "it may work by then: there are {hours}, enough in five to eight of ten cases{warm_up}"
                ),
                "keep the week after it free",
            ),
            Chance::Unknown => (
                Level::Condition,
                format!("there is {hours}{warm_up}"),
                "name who does it, and how many hours a week",
            ),
            Chance::Likely => (
                Level::Good,
                format!("there are {hours}, enough in eight of ten cases{warm_up}"),
                "",
            ),
        };
        Some(check(Topic::Time, level, told, action))
    }

    fn quota(&self, checks: &mut Vec<Check>) {
        let mut worst: Vec<&Quota> = Vec::new();
        for quota in self.links.iter().flat_map(|it| &it.quota) {
            match worst.iter_mut().find(|it| it.tool == quota.tool) {
                Some(there) if quota.room < there.room => *there = quota,
                Some(_) => {}
                None => worst.push(quota),
            }
        }
        let percent = self.case.stack.company.policy(QUOTA_PERCENT.0, QUOTA_PERCENT.1);
        for quota in worst {
            let name = self.name(quota.tool);
            let limit = format!("{percent:.0} % of its API limit");
            let (level, told) = match (quota.room, quota.new) {
                (Some(room), _) if room < 0.0 => (
                    Level::Condition,
                    format!("{name} would be {:.0} calls a day above {limit}", -room),
                ),
                (Some(room), Some(_)) => {
                    (Level::Good, format!("{name} keeps {room:.0} calls a day below {limit}"))
                }
                (Some(room), None) => (
                    Level::Condition,
                    format!(
                        "{name} has {room:.0} calls a day left below {limit}, and nobody has said how many are needed"
                    ),
                ),
                (None, _) => (
                    Level::Condition,
                    format!("how much of the API limit of {name} is used is not written down"),
                ),
            };
            let action = if level == Level::Good {
                ""
            } else {
                "ask for the calls a day, batch them, or buy more"
            };
            checks.push(check(Topic::Quota, level, told, action).at(quota.span));
        }
    }

    fn personal_data(&self) -> Option<Check> {
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

    fn overlap(&self, overlap: &Overlap) -> Check {
        let tool = &self.case.stack.tools[overlap.tool];
        let what = if overlap.shared.is_empty() {
            "it is of the same kind".to_owned()
        } else {
            format!(
                "both do {}",
                joined(&overlap.shared.iter().map(Label::as_str).collect::<Vec<_>>())
            )
        };
        let currency = self.case.stack.company.currency.as_ref();
        let currency = currency.map_or_else(String::new, |it| format!(" {it}"));
        let money = overlap
            .annual
            .map_or_else(String::new, |it| format!(", {}{currency} a year", amount(it)));
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

    fn fragility(&self) -> Option<Check> {
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

    fn ownership(&self) -> Option<Check> {
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
            return Some(check(Topic::Ownership, Level::Good, "owner and stand-in are named", ""));
        }
        let told = format!("nobody has said {}", joined(&missing));
        Some(check(
            Topic::Ownership,
            Level::Condition,
            told,
            "name them before the contract is signed",
        ))
    }

    /// What the rules find that follows from the plan, and not from what is still open in it.
    fn findings(&self, checks: &mut Vec<Check>) {
        let stack = &self.simulation.after.stack;
        let is_ours = |element: &Element| match element.kind {
            ElementKind::Tool => element.id == self.case.tool().id,
            ElementKind::Integration => stack
                .integrations
                .find(&element.id)
                .is_some_and(|it| self.links.iter().any(|link| link.integrations.contains(&it))),
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
            | ElementKind::Initiative => false,
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

    fn sandbox(&self) -> Option<Check> {
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

fn is_for_consent(link: &Link) -> bool {
    link.whys.iter().all(|it| matches!(it, Why::Consent(_)))
}

/// "account.owner and account.health".
pub(super) fn cargo(stack: &Stack, pieces: &[Piece]) -> String {
    let names: Vec<String> = pieces
        .iter()
        .map(|it| match &it.field {
            Some(field) => format!("{}.{field}", stack.objects[it.object].id),
            None => stack.objects[it.object].id.to_string(),
        })
        .collect();
    joined(&names)
}

fn store(stack: &Stack, tool: ToolId, object: ObjectId) -> Option<&Store> {
    stack.tools[tool].stores.iter().find(|it| it.object.id == Some(object))
}

/// What is wrong with a key where a tool keeps the object.
fn flaws(object: &DataObject, store: Option<&Store>, key: &str) -> Vec<String> {
    let mut flaws = Vec::new();
    let fill = store.and_then(|it| it.fill.iter().find(|(name, _)| name == key));
    if let Some(empty) = fill.map(|(_, it)| 100.0 - it.get() * 100.0).filter(|it| *it >= 1.0) {
        flaws.push(format!("{empty:.0} % have none"));
    }
    match store.and_then(|it| it.duplicates).map(|it| it.get() * 100.0).filter(|it| *it >= 1.0) {
        Some(double) => flaws.push(format!("{double:.0} % are there twice")),
        None if object.key(key).is_some_and(|it| it.unique == Some(false)) => {
            flaws.push("it is not unique".to_owned());
        }
        None => {}
    }
    flaws
}

/// Tools in use that do some of the same, the dearest first.
pub(super) fn overlaps(case: &Case<'_>) -> Vec<Overlap> {
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
pub(super) fn personal(stack: &Stack, links: &[Link]) -> Vec<ObjectId> {
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
