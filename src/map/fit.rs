//! Lays a drawing out and folds more of it as long as its lines cannot be followed.

use super::{Drawing, FOCUS_FROM_TOOLS, Folding, Scope, Subject, draw};
use crate::layout::{Layout, Options, Prev, layout};

/// More boxes than these are no drawing any more but a pattern.
const BOXES_MAX: usize = 120;
/// What surrounds one tool should fit two screens.
const AROUND_MAX: usize = 48;
/// Fewer boxes than these say too little.
const BOXES_MIN: usize = 24;

/// The largest number of boxes with which the drawing can be read.
pub(crate) fn fit(
    subject: Subject<'_>,
    scope: &Scope,
    folding: &Folding,
    options: &Options,
    prev: Option<&Prev>,
) -> (Drawing, Layout) {
    let mut folding = folding.clone();
    let is_open = scope.tools.len() < FOCUS_FROM_TOOLS;
    let most = if scope.around.is_some() { AROUND_MAX } else { BOXES_MAX };
    loop {
        folding.boxes_max = match folding.boxes_max {
            // What is to stay where it was stays folded as it was.
            Some(given) if prev.is_some() => Some(given),
            Some(given) => Some(given.min(most)),
            None => None,
        };
        let mut drawing = draw(subject, scope, &folding, options.clone());
        let layout = layout(&drawing.input, prev);
        let next = folding.boxes_max.map(|it| it / 2).filter(|it| *it >= BOXES_MIN);
        let (Some(next), false, true, None) = (next, is_open, layout.is_crowded(), prev) else {
            drawing.boxes_max = folding.boxes_max;
            return (drawing, layout);
        };
        folding.boxes_max = Some(next);
    }
}
