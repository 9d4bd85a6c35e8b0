//! What people have agreed to and asked for: who hears of an opt-out, and where somebody has to be erased.

mod campaigns;
mod consent;
mod routes;

use std::sync::Arc;

use crate::network::{FlowId, Layer, Path};
use crate::stack::{CampaignId, FieldRef, IntegrationId, Minutes, PurposeId, ToolId};

pub(crate) use consent::{matrices, senders};

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
    /// Senders other than the record that are told by it and tell it nothing back.
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
        self.capture_points.iter().filter_map(move |it| self.cell(*it, sender))
    }

    /// How many cells have a verdict.
    pub(crate) fn count(&self, verdict: Verdict) -> usize {
        self.cells.iter().filter(|it| it.verdict == verdict).count()
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
