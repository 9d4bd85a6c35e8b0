//! Every tool by what its loss breaks.

use super::losses::Loss;
use super::{Fate, JourneyFate, Rank};
use crate::network::{Component, Network};
use crate::stack::{Stack, ToolId};

/// All tools in use, the one that most hangs on first.
pub(crate) fn rank(stack: &Stack, network: &Network) -> Vec<Rank> {
    let in_use = stack.tools.iter().filter(|(_, it)| it.is_in_use());
    let mut ranks: Vec<_> = in_use.map(|(id, _)| rank_of(stack, network, id)).collect();
    ranks.sort_by(|left, right| {
        (right.broken, right.journeys_stopped)
            .cmp(&(left.broken, left.journeys_stopped))
            .then(right.value_per_day.total_cmp(&left.value_per_day))
            .then(right.degraded.cmp(&left.degraded))
            .then(left.tool.cmp(&right.tool))
    });
    ranks
}

fn rank_of(stack: &Stack, network: &Network, tool: ToolId) -> Rank {
    let loss = Loss::of(stack, network, &[Component::Tool(tool)]);
    let mut rank = Rank { tool, broken: 0, degraded: 0, journeys_stopped: 0, value_per_day: 0.0 };
    for lost in loss.needs() {
        match lost.cause.fate() {
            Fate::Broken | Fate::Headless => rank.broken += 1,
            Fate::Degraded | Fate::Stale => rank.degraded += 1,
        }
    }
    for lost in loss.journeys().iter().filter(|it| it.fate == JourneyFate::Stopped) {
        rank.journeys_stopped += 1;
        rank.value_per_day += stack.journeys[lost.journey].value_per_day.unwrap_or(0.0);
    }
    rank
}
