//! Minimal cut sets: the smallest sets of parts whose failure stops everything.

use super::structure::{Segment, is_within, minimal, reduce};

/// Parts of the largest set that is looked for: what needs four failures at once is no plan anybody makes.
pub(super) const ORDER_MAX: usize = 3;

/// Sets kept of one segment while they grow; a dense segment has thousands.
const SETS_MAX: usize = 120;

/// Minimal cut sets, the smallest first.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Cuts {
    pub(super) sets: Vec<Vec<usize>>,
    /// There may be others, of more parts or beyond the bound on their number.
    pub(super) is_bounded: bool,
}

/// The sets that hit every alternative of some segment, grown alternative by alternative (Berge).
pub(super) fn cuts(segments: &[Segment]) -> Cuts {
    let reduced = reduce(segments);
    let mut found =
        Cuts { sets: reduced.musts.iter().map(|it| vec![*it]).collect(), is_bounded: false };
    for segment in &reduced.rest {
        let own = of_segment(segment);
        found.is_bounded |= own.is_bounded;
        found.sets.extend(own.sets);
    }
    found.sets = minimal(found.sets);
    found
}

fn of_segment(segment: &Segment) -> Cuts {
    let mut sets: Vec<Vec<usize>> = vec![Vec::new()];
    let mut is_bounded = false;
    for alternative in &segment.alternatives {
        let (mut hitting, open): (Vec<_>, Vec<_>) =
            sets.into_iter().partition(|it| it.iter().any(|part| alternative.contains(part)));
        for set in open {
            if set.len() == ORDER_MAX {
                is_bounded = true;
                continue;
            }
            for part in alternative {
                let mut grown = set.clone();
                grown.push(*part);
                grown.sort_unstable();
                if !hitting.iter().any(|it| is_within(it, &grown)) {
                    hitting.push(grown);
                }
            }
        }
        sets = minimal(hitting);
        if sets.len() > SETS_MAX {
            is_bounded = true;
            sets.truncate(SETS_MAX);
        }
    }
    sets.retain(|it| is_minimal(it, segment));
    Cuts { sets, is_bounded }
}

/// Each part hits an alternative that the others miss; where sets were dropped on the way, some are left that do not.
fn is_minimal(set: &[usize], segment: &Segment) -> bool {
    set.iter().all(|part| {
        segment.alternatives.iter().any(|alternative| {
            let mut hit = set.iter().filter(|it| alternative.contains(it));
            hit.next() == Some(part) && hit.next().is_none()
        })
    })
}
