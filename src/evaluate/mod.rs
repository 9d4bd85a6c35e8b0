//! Whether something should be bought: how it could be connected, what that takes and breaks, and what nobody knows yet.
//!
//! A product may come from the catalogue, from the stack, from a scenario's `add`, or from nowhere: whatever is not known of
//! it becomes a question for the vendor, never a reason to say yes. Everything is worked out on the stack with the product
//! in it, connected as well as anybody knows how.

mod case;
mod chances;
mod checks;
mod consent;
mod facts;
mod ladder;
mod money;
mod needs;
mod offers;
mod plan;
mod questions;
mod subject;
#[cfg(test)]
mod tests;
mod verdict;
mod ways;

use crate::analysis::Analysis;
use crate::fragility::Fragility;
use crate::network::Age;
use crate::privacy::Verdict as Hearing;
use crate::readiness::Hours;
use crate::scenario::{Edit, Simulation};
use crate::stack::{
    Date, Id, Initiative, IntegrationId, Method, Minutes, ObjectId, PurposeId, ToolId,
};
use crate::text::{Label, Span};

pub(crate) use chances::{Chance, Deadline};
pub(crate) use facts::{Passage, over_warehouse};
pub(crate) use money::Cost;
pub(crate) use questions::{Question, Who};
pub(crate) use subject::{Standing, Subject};

/// What is asked: a product, for what, beside what, until when.
#[derive(Clone, Debug)]
pub(crate) struct Request {
    pub(crate) subject: Subject,
    /// Requirements of initiatives, by initiative and position; `None`: all that are about the product or about a tool
    /// whose place it would take.
    pub(crate) requirements: Option<Vec<(Id<Initiative>, usize)>>,
    /// The tools that it should be connected with, by id; `None`: those that the tools of its kind are connected with.
    pub(crate) neighbours: Option<Vec<Label>>,
    /// The day until which it has to work.
    pub(crate) by: Option<Date>,
    /// Hours a week that there are for it; `None`: what follows from the team.
    pub(crate) hours_per_week: Option<f64>,
}

/// May it be bought?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Verdict {
    Go,
    GoWithConditions,
    NotYet,
}

impl Verdict {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Go => "GO",
            Self::GoWithConditions => "GO WITH CONDITIONS",
            Self::NotYet => "NOT YET",
        }
    }
}

/// What a check found, the worst last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Level {
    Good,
    /// To be settled before the signature, or to be lived with.
    Condition,
    /// It must not be bought as things stand.
    Blocker,
}

impl Level {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// What a check looks at, the most telling first: reasons of one level stand in this order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Topic {
    Consent,
    Links,
    Keys,
    Time,
    Quota,
    PersonalData,
    Overlap,
    Fragility,
    Ownership,
    Findings,
    Sandbox,
}

impl Topic {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// One reason for or against, with the place in the files that says so.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Check {
    pub(crate) topic: Topic,
    pub(crate) level: Level,
    /// A sentence without its full stop.
    pub(crate) told: String,
    /// What to do about it; empty where nothing is.
    pub(crate) action: String,
    pub(crate) span: Span,
}

/// Seen from the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Course {
    /// From the neighbour into the product.
    Into,
    /// Out of the product to the neighbour.
    OutOf,
}

impl Course {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// Why a link is wanted.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Why {
    Requirement {
        initiative: Id<Initiative>,
        position: usize,
        in_place_of: Option<Label>,
    },
    /// An opt-out has to come in or go out.
    Consent(PurposeId),
    /// A tool of the same kind has such a link today.
    Incumbent {
        tool: Label,
        integration: Label,
    },
    /// The scenario, or the stack itself, connects the two.
    Planned(Label),
    /// Somebody named the neighbour.
    Named,
    /// Nothing says what it should be connected with: the tools in which people are kept.
    Hub,
}

/// An object, or one field of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Piece {
    pub(crate) object: ObjectId,
    pub(crate) field: Option<Label>,
}

/// The rungs of the ladder, the best first.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Step {
    /// One of the two vendors makes and supports it.
    Native,
    /// A third party offers it on a marketplace.
    Marketplace,
    /// A customer data platform, loader or reverse ETL that is owned already.
    DataPlatform,
    /// An automation platform that is owned already.
    Ipaas,
    Webhook,
    CustomApi,
    File,
    Manual,
}

impl Step {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Native => "native connector",
            Self::Marketplace => "marketplace connector",
            Self::DataPlatform => "data platform you own",
            Self::Ipaas => "automation platform you own",
            Self::Webhook => "webhook",
            Self::CustomApi => "own code on the API",
            Self::File => "file exchange",
            Self::Manual => "by hand",
        }
    }
}

/// How sure a rung is, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Grade {
    /// A fact names it, and nothing known speaks against it.
    Known,
    /// A fact names it, and leaves open whether it moves this, in this direction.
    Unsure,
    /// Only the plan says so.
    Planned,
    /// Others get at both ends, so that somebody could build it.
    Buildable,
    /// Taken for possible because it nearly always is.
    Assumed,
    /// A fact names it, and says that it does not move this.
    RuledOut,
    /// Not in the whole lists that there are, of their day.
    NotListed,
    Unknown,
}

impl Grade {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Known => "known",
            Self::Unsure => "known, not in every detail",
            Self::Planned => "only planned",
            Self::Buildable => "could be built",
            Self::Assumed => "assumed",
            Self::RuledOut => "does not carry it",
            Self::NotListed => "not listed",
            Self::Unknown => "unknown",
        }
    }

    /// Whether a link can be planned by it.
    pub(crate) fn is_usable(self) -> bool {
        match self {
            Self::Known | Self::Unsure | Self::Planned | Self::Buildable | Self::Assumed => true,
            Self::RuledOut | Self::NotListed | Self::Unknown => false,
        }
    }

    /// Whether there is something to rely on: not only hands, and not only the thought that one could.
    pub(crate) fn is_supported(self) -> bool {
        match self {
            Self::Known | Self::Unsure | Self::Planned => true,
            Self::Buildable | Self::Assumed | Self::RuledOut | Self::NotListed | Self::Unknown => {
                false
            }
        }
    }
}

/// What says that a rung is there, or not.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Evidence {
    pub(crate) told: String,
    /// The day, month or year of which the fact is, as its source has it.
    pub(crate) as_of: Option<String>,
    /// The public list that it was read in; `None` where the stack or the plan says it.
    pub(crate) list: Option<&'static str>,
    /// Where the stack or the plan says it.
    pub(crate) span: Span,
}

/// One rung for one link.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Rung {
    pub(crate) step: Step,
    pub(crate) grade: Grade,
    pub(crate) method: Method,
    /// The owned tools that it goes through, in the order of the data.
    pub(crate) via: Vec<ToolId>,
    pub(crate) evidence: Vec<Evidence>,
    /// What it is known or bound not to do.
    pub(crate) cannot: Vec<String>,
    /// What nobody has said of it.
    pub(crate) open: Vec<String>,
}

/// Data that should get from a neighbour into the product or the other way, with the ways to get it there.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Link {
    pub(crate) neighbour: ToolId,
    pub(crate) course: Course,
    /// Empty: nobody has said what should move.
    pub(crate) cargo: Vec<Piece>,
    /// The longest that the data may be old.
    pub(crate) freshness: Option<Minutes>,
    pub(crate) key: Option<Label>,
    pub(crate) whys: Vec<Why>,
    pub(crate) is_must: bool,
    /// One for each step of the ladder, in its order.
    pub(crate) rungs: Vec<Rung>,
    /// The position of the rung that is planned with: the plan's own, else the first that is usable.
    pub(crate) chosen: usize,
    /// Products that would have to be bought to connect the two, the surest first: name, and the day of its list.
    pub(crate) to_buy: Vec<(&'static str, String)>,
    /// What it takes to build, shared with other links of the same build.
    pub(crate) hours: Option<Hours>,
    /// Of the weakest integration that it is made of, or that brings it.
    pub(crate) fragility: Option<Fragility>,
    /// Its own integrations, as the simulated stack has them.
    pub(crate) integrations: Vec<IntegrationId>,
    /// The way that the data takes once all is built as planned, where it arrives by itself.
    pub(crate) way: Option<Way>,
    /// Nothing of its own is needed: other links and the stack bring the data.
    pub(crate) is_followed: bool,
    pub(crate) quota: Vec<Quota>,
}

impl Link {
    /// The rung that is planned with.
    pub(crate) fn best(&self) -> Option<&Rung> {
        self.rungs.get(self.chosen)
    }

    /// Something carries it that is more than hands and hope: its own rung, or other links of the stack.
    pub(crate) fn is_carried(&self) -> bool {
        self.is_followed || self.best().is_some_and(|it| it.grade.is_supported())
    }
}

/// How data gets from one tool to another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Way {
    pub(crate) tools: Vec<ToolId>,
    pub(crate) integrations: Vec<IntegrationId>,
    pub(crate) age: Age,
}

/// An API limit that a link calls against.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Quota {
    pub(crate) tool: ToolId,
    /// Calls a day.
    pub(crate) limit: f64,
    /// Calls a day; `None`: nobody has said how many.
    pub(crate) used: Option<f64>,
    /// Calls a day that the link adds, where the plan says.
    pub(crate) new: Option<f64>,
    /// Calls a day left below the share of the limit that should not be passed; negative where it is passed already.
    pub(crate) room: Option<f64>,
    pub(crate) span: Span,
}

/// Whether an opt-out from one purpose gets into the product and out of it.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reach {
    pub(crate) purpose: PurposeId,
    /// The worst of all tools in which people opt out, and which that is; `None`: nothing can be followed.
    pub(crate) hears: Option<(Hearing, ToolId)>,
    /// Why it does not hear of it, where it does not.
    pub(crate) gap: Option<Gap>,
    pub(crate) tells: Tells,
    /// The channels were not stated but taken from tools of its kind.
    pub(crate) is_assumed: bool,
}

/// Where an opt-out is lost on its way into the product.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Gap {
    /// Every way drops whoever opted out, here.
    Dropped(IntegrationId),
    /// It does not get to the tool whose choice counts: the stack has this gap without the product.
    Before(ToolId),
    /// Nothing carries it from there into the product.
    Missing,
}

/// What becomes of an opt-out in the product.
#[derive(Clone, Copy, Debug, PartialEq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Tells {
    /// Nobody opts out in it.
    NotNeeded,
    Arrives(Age),
    Missing,
    Unknown,
}

/// A tool that does some of the same.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Overlap {
    pub(crate) tool: ToolId,
    pub(crate) is_same_kind: bool,
    /// Functions that both state.
    pub(crate) shared: Vec<Label>,
    pub(crate) annual: Option<f64>,
    /// The last day to give notice of its contract.
    pub(crate) notice_by: Option<Date>,
}

/// Everything there is to say about a purchase. Ids of tools, objects, purposes and integrations are those of the simulated
/// stack, `simulation.after.stack`.
pub(crate) struct Evaluation {
    pub(crate) subject: Subject,
    pub(crate) product: ToolId,
    pub(crate) verdict: Verdict,
    /// All of them, the weightiest first.
    pub(crate) reasons: Vec<Check>,
    pub(crate) links: Vec<Link>,
    /// Requirements that were asked for and are not about the product.
    pub(crate) aside: Vec<(Id<Initiative>, usize)>,
    /// Links that were left out because there are too many.
    pub(crate) left_out: usize,
    pub(crate) consent: Vec<Reach>,
    pub(crate) overlaps: Vec<Overlap>,
    /// Personal objects that the product would hold a copy of.
    pub(crate) personal: Vec<ObjectId>,
    /// All work together, each build once.
    pub(crate) hours: Option<Hours>,
    pub(crate) deadline: Option<Deadline>,
    pub(crate) cost: Cost,
    pub(crate) questions: Vec<Question>,
    /// The changes that were simulated, without what was only assumed of the product: to be staged.
    pub(crate) edits: Vec<Edit>,
    pub(crate) simulation: Simulation,
}

/// The reasons that stand on a card.
pub(crate) const REASONS_SHOWN: usize = 3;

impl Evaluation {
    /// The three weightiest reasons.
    pub(crate) fn top_reasons(&self) -> &[Check] {
        let shown = self.reasons.len().min(REASONS_SHOWN);
        self.reasons.get(..shown).unwrap_or_default()
    }
}

/// Evaluates a purchase.
pub(crate) fn of(analysis: &Analysis, request: &Request) -> Evaluation {
    let case = case::Case::of(analysis, request);
    let mut found = needs::links(&case);
    for link in &mut found.links {
        ladder::climb(&case, link);
    }
    let planned = plan::simulate(&case, &mut found.links);
    let after = &planned.simulation.after;
    let consent = consent::reach(&case, after);
    let overlaps = checks::overlaps(&case);
    let personal = checks::personal(&case.stack, &found.links);
    let hours = planned.hours;
    let deadline = chances::deadline(&case, hours);
    let cost = money::cost(&case, &found.links, hours);
    let judged = checks::Judged {
        case: &case,
        links: &found.links,
        consent: &consent,
        overlaps: &overlaps,
        personal: &personal,
        hours,
        deadline: deadline.as_ref(),
        simulation: &planned.simulation,
    };
    let reasons = judged.all();
    let questions = questions::all(&judged);
    Evaluation {
        subject: request.subject.clone(),
        product: case.product,
        verdict: verdict::of(&reasons),
        reasons,
        links: found.links,
        aside: found.aside,
        left_out: found.left_out,
        consent,
        overlaps,
        personal,
        hours,
        deadline,
        cost,
        questions,
        edits: planned.edits,
        simulation: planned.simulation,
    }
}
