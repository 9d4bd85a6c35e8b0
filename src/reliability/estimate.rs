//! Seeded draws for structures that are too large to work out: the same every time.

use super::structure::Segment;
use crate::draws::Draws;

/// A hundredth of a percent or so of error for what works nine times in ten, in about ten milliseconds.
pub(super) const DRAWS: u32 = 20_000;

/// Any number does; this one is written down so that the same stack gives the same figures.
const SEED: u64 = 0x5EED_0F11_9C41_4A17;

/// What draws say of segments that all have to work.
pub(super) struct Estimate {
    pub(super) works: f64,
    /// By part.
    pub(super) birnbaum: Vec<f64>,
    pub(super) standard_error: f64,
}

/// Draws every part as often as [`DRAWS`], and counts how often all segments work and how often each part decides it.
pub(super) fn estimate(segments: &[Segment], probability: &[f64]) -> Estimate {
    let mut parts: Vec<usize> =
        segments.iter().flat_map(|it| it.alternatives.iter().flatten()).copied().collect();
    parts.sort_unstable();
    parts.dedup();
    let mut draws = Draws::new(SEED);
    let mut is_up = vec![true; probability.len()];
    let (mut works, mut decisive) = (0.0, vec![0.0; probability.len()]);
    for _ in 0..DRAWS {
        for part in &parts {
            is_up[*part] = draws.share() < probability[*part];
        }
        let failed: Vec<&Segment> = segments.iter().filter(|it| !runs(it, &is_up)).collect();
        let mut deciding = if failed.is_empty() {
            works += 1.0;
            segments.iter().flat_map(|it| carrying(it, &is_up)).collect()
        } else {
            mending(&failed, &is_up)
        };
        deciding.sort_unstable();
        deciding.dedup();
        for part in deciding {
            decisive[part] += 1.0;
        }
    }
    let count = f64::from(DRAWS);
    let works = works / count;
    Estimate {
        works,
        birnbaum: decisive.iter().map(|it| it / count).collect(),
        standard_error: (works * (1.0 - works) / count).sqrt(),
    }
}

fn runs(segment: &Segment, is_up: &[bool]) -> bool {
    segment.alternatives.iter().any(|it| it.iter().all(|part| is_up[*part]))
}

/// The parts whose failure would stop a segment that runs: those of every alternative that works.
fn carrying(segment: &Segment, is_up: &[bool]) -> Vec<usize> {
    let mut working = segment.alternatives.iter().filter(|it| it.iter().all(|part| is_up[*part]));
    let Some(mut common) = working.next().cloned() else { return Vec::new() };
    for alternative in working {
        common.retain(|it| alternative.binary_search(it).is_ok());
    }
    common
}

/// The parts that alone would mend all segments that do not run.
fn mending(failed: &[&Segment], is_up: &[bool]) -> Vec<usize> {
    let lone = |segment: &Segment| -> Vec<usize> {
        let missing = segment.alternatives.iter().filter_map(|it| {
            let mut down = it.iter().filter(|part| !is_up[**part]);
            down.next().filter(|_| down.next().is_none()).copied()
        });
        missing.collect()
    };
    let mut all = failed.iter().map(|it| lone(it));
    let Some(mut common) = all.next() else { return Vec::new() };
    for candidates in all {
        common.retain(|it| candidates.contains(it));
    }
    common
}
