//! What has to work for a journey: an AND of segments, each an OR of alternatives, each an AND of parts.

/// One thing that has to get done, by any of its alternatives. Invariant: alternatives are sorted lists of parts, each
/// part once, and none contains another.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Segment {
    pub(super) alternatives: Vec<Vec<usize>>,
}

impl Segment {
    pub(super) fn new(alternatives: Vec<Vec<usize>>) -> Self {
        Self { alternatives: minimal(alternatives) }
    }
}

/// Sorted sets without those that contain another, short ones first.
pub(super) fn minimal(mut sets: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
    for set in &mut sets {
        set.sort_unstable();
        set.dedup();
    }
    sets.sort_by(|left, right| (left.len(), left).cmp(&(right.len(), right)));
    sets.dedup();
    let mut kept: Vec<Vec<usize>> = Vec::new();
    for set in sets {
        if !kept.iter().any(|it| is_within(it, &set)) {
            kept.push(set);
        }
    }
    kept
}

/// Whether all of a sorted list is in another.
pub(super) fn is_within(small: &[usize], large: &[usize]) -> bool {
    let mut rest = large.iter();
    small.iter().all(|wanted| rest.any(|it| it == wanted))
}

/// Segments after the series reduction.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Reduced {
    /// Parts without which nothing works, sorted.
    pub(super) musts: Vec<usize>,
    /// What is left to get done while all of those work.
    pub(super) rest: Vec<Segment>,
}

/// Takes out what every alternative of a segment needs. What remains of the others is judged as if those parts worked;
/// that may leave a single alternative again, so it is repeated.
pub(super) fn reduce(segments: &[Segment]) -> Reduced {
    let mut musts: Vec<usize> = Vec::new();
    let mut rest: Vec<Segment> = segments.to_vec();
    loop {
        let before = musts.len();
        for segment in &rest {
            let mut all = segment.alternatives.iter();
            let Some(mut common) = all.next().cloned() else { continue };
            for alternative in all {
                common.retain(|it| alternative.binary_search(it).is_ok());
            }
            musts.extend(common);
        }
        musts.sort_unstable();
        musts.dedup();
        for segment in &mut rest {
            let mut alternatives = std::mem::take(&mut segment.alternatives);
            for alternative in &mut alternatives {
                alternative.retain(|it| musts.binary_search(it).is_err());
            }
            segment.alternatives = minimal(alternatives);
        }
        // A segment that asks for nothing more is done; one without alternatives never is.
        rest.retain(|it| it.alternatives.first().is_none_or(|first| !first.is_empty()));
        if musts.len() == before {
            return Reduced { musts, rest };
        }
    }
}
