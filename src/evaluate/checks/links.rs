//! Whether what is needed can be connected.

use std::collections::BTreeMap;

use super::{Judged, cargo, check, joined};
use crate::evaluate::{Check, Course, Grade, Level, Link, Rung, Step, Topic, Why};
use crate::text::{Span, plural};

impl Judged<'_> {
    pub(super) fn links(&self, checks: &mut Vec<Check>) {
        // Opt-outs are judged by whether they arrive, elsewhere.
        let judged: Vec<&Link> = self.links.iter().filter(|it| !is_for_consent(it)).collect();
        if judged.is_empty() {
            let told = format!("nobody has said what {} has to be connected with", self.product());
            let action = "name its neighbours, or write down `requirements`";
            checks.push(check(Topic::Links, Level::Condition, told, action));
            return;
        }
        let mut sorted: BTreeMap<State, Vec<&Link>> = BTreeMap::new();
        for link in &judged {
            sorted.entry(state(link)).or_default().push(link);
        }
        for (state, links) in &sorted {
            let told = match state {
                State::Carried => {
                    let count = plural(judged.len(), "link");
                    format!("{} of {count} are known to work", links.len())
                }
                State::Missing
                | State::Late
                | State::Planned
                | State::Unsure
                | State::Unproven
                | State::Buildable
                | State::ByHand
                | State::Wanted => format!("{}{}", state.words(), self.told(links)),
            };
            // A product that nothing is known to connect with anything is no bargain, required or not.
            let is_bare = *state == State::Wanted && links.len() == judged.len();
            let level = if is_bare { Level::Blocker } else { state.level() };
            let found = check(Topic::Links, level, told, state.action());
            checks.push(found.at(self.place(links)));
        }
        checks.extend(self.outdone(&judged));
    }

    /// The plan does worse than what is known.
    fn outdone(&self, judged: &[&Link]) -> Option<Check> {
        let better =
            |it: &&&Link| it.rungs.iter().take(it.chosen).any(|rung| rung.grade.is_supported());
        let links: Vec<&Link> = judged.iter().filter(better).copied().collect();
        if links.is_empty() {
            return None;
        }
        let told = format!("a better way than the planned one is known for {}", self.told(&links));
        Some(check(Topic::Links, Level::Condition, told, "look at the better way first"))
    }

    /// "`account.owner` from Salesforce, account to `LinkedIn` Ads".
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
}

/// How well a link is provided for, what has to be told first coming first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum State {
    /// It is required, and nothing carries it.
    Missing,
    /// It is required, and comes too late.
    Late,
    Planned,
    Unsure,
    /// A connector is known from a list, which does not say what it carries.
    Unproven,
    Buildable,
    ByHand,
    /// Nothing carries it, and nothing requires it.
    Wanted,
    Carried,
}

impl State {
    fn level(self) -> Level {
        match self {
            Self::Missing | Self::Late => Level::Blocker,
            Self::Planned
            | Self::Unsure
            | Self::Unproven
            | Self::Buildable
            | Self::ByHand
            | Self::Wanted => Level::Condition,
            Self::Carried => Level::Good,
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Missing => "nothing known carries what is required: ",
            Self::Late => "it comes later than is required: ",
            Self::Planned => "only the plan says that something carries ",
            Self::Unsure => "there is a connector, and nobody has said whether it carries ",
            Self::Unproven => "lists name a connector, not what it carries: ",
            Self::Buildable => "only own code would carry ",
            Self::ByHand => "hands would carry, for good, ",
            Self::Wanted => "nothing but work by hand is known for ",
            Self::Carried => "",
        }
    }

    fn action(self) -> &'static str {
        match self {
            Self::Missing => "ask the vendor for a connector that does, and see it work",
            Self::Late => "shorten the slowest hop, or ask for less",
            Self::Planned | Self::Unproven => "see it work on a trial account before you sign",
            Self::Unsure => "ask for its objects, fields and directions",
            Self::Buildable => "fund it and name who maintains it, or ask for a connector",
            Self::ByHand => "name who does it and who stands in, or ask for a connector",
            Self::Wanted => "ask the vendor, or decide who does it by hand",
            Self::Carried => "",
        }
    }
}

fn state(link: &Link) -> State {
    let is_late = || {
        let age = link.way.as_ref().map(|it| it.age);
        age.zip(link.freshness).is_some_and(|(age, freshness)| age.exceeds(freshness))
    };
    let rung = link.best().filter(|_| !link.is_followed);
    let is_listed = |rung: &Rung| {
        let mut own = rung.evidence.iter().filter(|it| it.list.is_none());
        own.next().is_none()
    };
    match rung.map(|it| (it, it.grade)) {
        _ if link.is_must && is_late() => State::Late,
        Some((rung, grade)) if grade.is_supported() && rung.step == Step::Manual => State::ByHand,
        Some((_, Grade::Planned)) => State::Planned,
        Some((_, Grade::Unsure)) => State::Unsure,
        Some((rung, Grade::Known)) if is_listed(rung) => State::Unproven,
        None | Some((_, Grade::Known)) => State::Carried,
        Some((_, Grade::Buildable)) => State::Buildable,
        Some((_, Grade::Assumed | Grade::RuledOut | Grade::NotListed | Grade::Unknown)) => {
            if link.is_must { State::Missing } else { State::Wanted }
        }
    }
}

fn is_for_consent(link: &Link) -> bool {
    link.whys.iter().all(|it| matches!(it, Why::Consent(_)))
}
