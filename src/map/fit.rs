//! Lays a drawing out and folds more of it as long as its lines cannot be followed.

use super::fold::folds;
use super::{Drawing, FOCUS_FROM_TOOLS, Folding, Scope, Subject, draw};
use crate::layout::{Layout, Options, Prev, layout};
use crate::stack::Integration;

/// More boxes than these are no drawing any more but a pattern.
const BOXES_MAX: usize = 120;
/// What surrounds one tool can be seen at once, with it: ten rows of boxes on either side fit 40 lines.
const AROUND_MAX: usize = 20;
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
    let most = if scope.around.is_some() { AROUND_MAX + folding.more } else { BOXES_MAX };
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

/// How much there is to lay out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Size {
    pub(crate) boxes: usize,
    /// Integrations that may be drawn.
    pub(crate) lines: usize,
}

/// The size of the first drawing that [`fit`] would try, without drawing it.
pub(crate) fn size(subject: Subject<'_>, scope: &Scope, folding: &Folding) -> Size {
    let most = if scope.around.is_some() { AROUND_MAX + folding.more } else { BOXES_MAX };
    let boxes_max = folding.boxes_max.map(|it| it.min(most));
    let folds = folds(subject, scope, &Folding { boxes_max, ..folding.clone() });
    let inside: usize = folds.iter().map(|it| it.members.len().saturating_sub(1)).sum();
    let is_shown =
        |it: &Integration| scope.tools.contains(&it.from.name) && scope.tools.contains(&it.to.name);
    let lines = subject.before.stack.integrations.values().filter(|it| is_shown(it)).count();
    Size { boxes: scope.tools.len().saturating_sub(inside), lines }
}
