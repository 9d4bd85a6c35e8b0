//! Campaigns that go out while an opt-out is still on its way.

use super::{Cell, Exposed, Matrix, Route, Verdict};
use crate::stack::{Campaign, Date, Minutes, Stack, ToolId};

/// Campaigns of senders that hear late or never, with where people may have opted out.
pub(super) fn exposed(stack: &Stack, matrix: &Matrix, as_of: Date) -> Vec<Exposed> {
    let purpose = &stack.consent.purposes[matrix.purpose];
    let mut found = Vec::new();
    for (campaign, it) in stack.campaigns.iter() {
        if !it.channels.is_empty() && !it.channels.iter().any(|it| purpose.channels.contains(it)) {
            continue;
        }
        for &sender in matrix.senders.iter().filter(|sender| is_sent_by(it, **sender)) {
            let late = matrix.heard_by(sender).filter(|it| it.verdict != Verdict::Pass);
            let capture_points: Vec<_> = late
                .filter(|cell| goes_out(it, window(cell), as_of))
                .map(|cell| cell.capture_point)
                .collect();
            if !capture_points.is_empty() {
                let is_undated = it.start.is_none() || it.end.is_none();
                found.push(Exposed { campaign, sender, capture_points, is_undated });
            }
        }
    }
    found
}

/// A campaign that names no tools may go out from any that sends on its channels.
fn is_sent_by(campaign: &Campaign, sender: ToolId) -> bool {
    let mut tools = campaign.tools.iter();
    campaign.tools.is_empty() && !campaign.channels.is_empty()
        || tools.any(|it| it.id == Some(sender))
}

/// How long an opt-out made today stays unheard; `None`: for good, or nobody knows.
fn window(cell: &Cell) -> Option<Minutes> {
    match &cell.route {
        Route::Open { path, .. } if path.age.open == 0 => Some(path.age.known),
        Route::Open { .. } | Route::Filtered { .. } | Route::Missing => None,
        Route::Own => Some(Minutes::ZERO),
    }
}

/// Whether some of the campaign lies between today and the day by which an opt-out is heard.
fn goes_out(campaign: &Campaign, window: Option<Minutes>, as_of: Date) -> bool {
    if campaign.end.is_some_and(|it| it < as_of) {
        return false;
    }
    let Some((start, window)) = campaign.start.zip(window) else { return true };
    let days = i32::try_from(start.days_since(as_of)).unwrap_or(i32::MAX);
    f64::from(days) * 1440.0 <= window.get()
}
