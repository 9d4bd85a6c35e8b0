//! What people have agreed to and asked for: who hears of an opt-out, and where somebody has to be erased.

mod campaigns;
mod consent;
mod erasure;
mod holders;
mod routes;
#[cfg(test)]
mod tests;

use std::sync::Arc;

use crate::network::{FlowId, Layer, Path};
use crate::stack::{
    CampaignId, Date, FieldRef, IntegrationId, Minutes, ObjectId, PurposeId, ToolId,
};
use crate::text::Label;

pub(crate) use consent::{matrices, senders};
pub(crate) use erasure::{erasure, resurrections};
pub(crate) use holders::{Shelves, is_personal, store};

/// The name of the policy and the default for how long an opt-out from e-mail may take, in hours: what the big mailbox
/// providers expect of bulk senders for one-click unsubscribes (Gmail's sender guidelines, 2024).
pub(crate) const OPTOUT_HOURS_MAX: (&str, f64) = ("optout_hours_max", 48.0);

/// Who hears of an opt-out from one purpose, and from where.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    pub(crate) purpose: PurposeId,
    /// `None`: no field carries the choice, so that it cannot be followed.
    pub(crate) choice: Option<Choice>,
    pub(crate) deadline: Option<Deadline>,
    /// The tools in use that the purpose binds.
    pub(crate) senders: Vec<ToolId>,
    /// The tools in use in which people choose.
    pub(crate) capture_points: Vec<ToolId>,
    /// By capture point, each with all senders. Those of [`Matrix::unsearched`] are not in it.
    pub(crate) cells: Vec<Cell>,
    /// Capture points that were not followed because a bound of the search was met.
    pub(crate) unsearched: Vec<ToolId>,
    /// Campaigns that still go out to people whose opt-out is on its way.
    pub(crate) campaigns: Vec<Exposed>,
}

/// The field that carries a choice, and everything that moves it.
#[derive(Clone, Debug)]
pub(crate) struct Choice {
    pub(crate) field: FieldRef,
    /// The tool whose choice counts.
    pub(crate) record: Option<ToolId>,
    /// Senders other than the record in which people can opt out, that are told by it and tell it nothing back.
    pub(crate) one_way: Vec<ToolId>,
    /// The flows from all capture points and senders on.
    pub(crate) layer: Arc<Layer>,
}

#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Deadline {
    pub(crate) time: Minutes,
    /// The purpose says so; else it is what mailbox providers expect.
    pub(crate) is_stated: bool,
}

/// What becomes of an opt-out in one tool for one sender.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Cell {
    pub(crate) capture_point: ToolId,
    pub(crate) sender: ToolId,
    pub(crate) route: Route,
    pub(crate) verdict: Verdict,
    /// The most fragile integration of the way, with its score.
    pub(crate) weakest: Option<(IntegrationId, u8)>,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Route {
    /// People opt out where the mail comes from.
    Own,
    /// The best way, and the least that any way takes.
    Open { path: Path, least: Minutes },
    /// Every way drops whoever opted out: the best one, and the flows that do.
    Filtered { path: Path, filters: Vec<FlowId> },
    /// Nothing carries the choice there.
    Missing,
}

#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr, strum::VariantArray,
)]
#[strum(serialize_all = "UPPERCASE")]
pub(crate) enum Verdict {
    Pass,
    /// Some hop does not say how long it takes, or there is no deadline.
    Unknown,
    Late,
    Broken,
}

/// How a time compares with the longest that it may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pace {
    Kept,
    Missed,
    Unknown,
}

/// A campaign that goes on in a tool which has not heard of an opt-out yet, or never does.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Exposed {
    pub(crate) campaign: CampaignId,
    pub(crate) sender: ToolId,
    /// Where people may have opted out.
    pub(crate) capture_points: Vec<ToolId>,
    /// The campaign does not say when it runs.
    pub(crate) is_undated: bool,
}

impl Verdict {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

impl Matrix {
    pub(crate) fn cell(&self, capture_point: ToolId, sender: ToolId) -> Option<&Cell> {
        let cells = self.cells_of(capture_point);
        let at = cells.binary_search_by_key(&sender, |it| it.sender).ok()?;
        cells.get(at)
    }

    /// All that is known of opt-outs in one tool.
    fn cells_of(&self, capture_point: ToolId) -> &[Cell] {
        let first = self.cells.partition_point(|it| it.capture_point < capture_point);
        let rest = self.cells.get(first..).unwrap_or_default();
        let count = rest.partition_point(|it| it.capture_point == capture_point);
        rest.get(..count).unwrap_or_default()
    }

    /// What a sender hears, by capture point.
    pub(crate) fn heard_by(&self, sender: ToolId) -> impl Iterator<Item = &Cell> {
        // The cells of each capture point are those of all senders, in their order.
        let (first, step) = match self.senders.binary_search(&sender) {
            Ok(at) => (at, self.senders.len()),
            Err(_) => (self.cells.len(), 1),
        };
        self.cells.iter().skip(first).step_by(step)
    }

    /// How many cells between two tools have a verdict.
    pub(crate) fn count(&self, verdict: Verdict) -> usize {
        let cells = self.cells.iter().filter(|it| it.route != Route::Own);
        cells.filter(|it| it.verdict == verdict).count()
    }
}

impl Route {
    /// The way that is shown: the best there is.
    pub(crate) fn path(&self) -> Option<&Path> {
        match self {
            Self::Open { path, .. } | Self::Filtered { path, .. } => Some(path),
            Self::Own | Self::Missing => None,
        }
    }

    /// Whether an opt-out arrives in time; `None` where it does not arrive by itself.
    pub(crate) fn pace(&self, allowed: Minutes) -> Option<Pace> {
        match self {
            Self::Own => Some(Pace::Kept),
            Self::Open { path, least } => Some(if path.age.keeps(allowed) {
                Pace::Kept
            } else if *least > allowed {
                Pace::Missed
            } else {
                Pace::Unknown
            }),
            Self::Filtered { .. } | Self::Missing => None,
        }
    }

    fn verdict(&self, deadline: Option<Deadline>) -> Verdict {
        match (self, deadline) {
            (Self::Own, _) => Verdict::Pass,
            (Self::Filtered { .. } | Self::Missing, _) => Verdict::Broken,
            (Self::Open { .. }, None) => Verdict::Unknown,
            (Self::Open { .. }, Some(deadline)) => match self.pace(deadline.time) {
                Some(Pace::Kept) => Verdict::Pass,
                Some(Pace::Missed) => Verdict::Late,
                Some(Pace::Unknown) | None => Verdict::Unknown,
            },
        }
    }
}

/// A tool that holds somebody's data.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Holder {
    pub(crate) tool: ToolId,
    pub(crate) evidence: Evidence,
    pub(crate) deletion: Deletion,
    pub(crate) key: Key,
    pub(crate) retention_days: Option<f64>,
}

/// Why a tool is thought to hold an object, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Evidence {
    /// It says so, in the item of its `stores` at that position.
    Stores(usize),
    /// It is the system of record.
    Record,
    /// The object is born in it.
    Collects,
    /// Probably: a flow brings the object there.
    Reached(FlowId),
    /// Probably: a flow takes the object from there.
    Gives(FlowId),
    /// Probably: it is the middleware of a flow, and may keep a history of what it has moved.
    Passes(FlowId),
}

impl Evidence {
    /// The tool says so itself.
    pub(crate) fn is_declared(self) -> bool {
        match self {
            Self::Stores(_) | Self::Record | Self::Collects => true,
            Self::Reached(_) | Self::Gives(_) | Self::Passes(_) => false,
        }
    }
}

/// How somebody is deleted in a tool.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Deletion {
    /// A flow passes deletions on to it.
    Automatic(FlowId),
    Api,
    Ui,
    /// It says that it deletes nobody.
    Refused,
    Unknown,
}

impl Deletion {
    /// Work for one person, in hours, of which the first is at best: expert defaults, not measured. A call that a script
    /// makes and a look at what came of it; a search and a form; a ticket at the vendor's.
    pub(crate) fn hours(self) -> f64 {
        match self {
            Self::Automatic(_) => 0.1,
            Self::Api => 0.25,
            Self::Ui => 0.5,
            Self::Unknown => 1.0,
            Self::Refused => 2.0,
        }
    }
}

/// By what a person is found in a tool.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Key {
    /// Whoever asks gives it, such as an address.
    Given(Label),
    /// Another tool knows it.
    Through(Label, ToolId),
    /// Nothing else in the stack knows it: whoever asks cannot be found there.
    Missing(Label),
    Unknown,
}

/// Where one person's data of one kind has to be deleted, in which order, and what may bring it back.
#[derive(Clone, Debug)]
pub(crate) struct Erasure {
    pub(crate) object: ObjectId,
    /// The day of the request.
    pub(crate) as_of: Date,
    /// Days that it may take.
    pub(crate) days: f64,
    /// The company says so; else it is the month of Article 12(3) GDPR.
    pub(crate) is_stated: bool,
    /// Integrations that create whom they do not find; false: nobody says whether they do.
    pub(crate) stopped: Vec<(IntegrationId, bool)>,
    /// Sorted by tool.
    pub(crate) holders: Vec<Holder>,
    /// Positions in `holders`: what feeds each other is in one window, and data goes on to later windows only.
    pub(crate) windows: Vec<Vec<usize>>,
    pub(crate) resurrections: Vec<Resurrection>,
    pub(crate) traces: Vec<Trace>,
    /// Integrations that say nothing of what they move, out of tools that hold the object.
    pub(crate) unsaid: Vec<IntegrationId>,
}

/// A flow that may bring somebody back who was deleted where it arrives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Resurrection {
    pub(crate) flow: FlowId,
    /// It creates whom it does not find; else nobody says.
    pub(crate) created: bool,
    /// The copy that it comes from cannot be deleted; else the two are to be deleted at once.
    pub(crate) stays: bool,
}

/// A copy beside the tools.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Trace {
    pub(crate) kind: TraceKind,
    /// Days until it is deleted by itself.
    pub(crate) days: Option<f64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum TraceKind {
    File(IntegrationId),
    Backup(ToolId),
}
