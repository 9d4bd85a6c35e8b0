//! Figures that were worked out by hand.

use super::*;
use crate::reliability::cuts::cuts;
use crate::reliability::evaluate::Evaluator;
use crate::reliability::uptime::{availability, prior};

/// Form to marketing automation, marketing automation to CRM, router, CRM to sales engagement, integration user:
/// points of likelihood, hours to detect, hours to repair.
const CHAIN: [(f64, f64, f64); 5] =
    [(8.0, 8.0, 8.0), (28.0, 72.0, 16.0), (16.0, 24.0, 8.0), (20.0, 72.0, 16.0), (24.0, 24.0, 8.0)];

fn chain() -> Vec<f64> {
    CHAIN
        .iter()
        .map(|(points, detect, repair)| availability(prior(*points), detect + repair))
        .collect()
}

/// As it is printed.
fn rounded(value: f64, digits: usize) -> String {
    format!("{value:.digits$}")
}

#[test]
fn five_parts_in_series_have_the_known_figures() {
    let works = chain();
    let shown: Vec<String> = works.iter().map(|it| rounded(*it, 6)).collect();
    assert_eq!(shown, ["0.998639", "0.980038", "0.995952", "0.986530", "0.993972"]);
    // The integration user is needed by every hop and counts once.
    let hops: Vec<Segment> = (0..4).map(|hop| Segment::new(vec![vec![hop, 4]])).collect();
    let measure = Evaluator::new(&hops, 5).measure(&works);
    assert_eq!(rounded(measure.works, 6), "0.955817");
    let fails = 1.0 - measure.works;
    assert_eq!(rounded(fails * HOURS_A_YEAR, 1), "387.0");
    let potential: Vec<f64> =
        (0..5).map(|at| (1.0 - works[at]) * measure.birnbaum[at] * HOURS_A_YEAR).collect();
    let hours: Vec<String> = potential.iter().map(|it| rounded(*it, 1)).collect();
    assert_eq!(hours, ["11.4", "170.5", "34.0", "114.3", "50.8"]);
    let reduction: Vec<String> =
        potential.iter().map(|it| rounded(fails / (fails - it / HOURS_A_YEAR), 3)).collect();
    assert_eq!(reduction, ["1.030", "1.788", "1.096", "1.419", "1.151"]);
    for (works, hangs) in works.iter().zip(&measure.birnbaum) {
        let raw = (fails + works * hangs) / fails;
        assert_eq!(rounded(raw, 1), "22.6");
    }
    assert_eq!(cuts(&hops).sets, [[0], [1], [2], [3], [4]]);
}

#[test]
fn an_alert_alone_buys_four_fifths_of_the_perfect_fix() {
    let works = chain();
    let hops: Vec<Segment> = (0..5).map(|hop| Segment::new(vec![vec![hop]])).collect();
    let hangs = Evaluator::new(&hops, 5).measure(&works).birnbaum[1];
    let alerted = availability(prior(28.0), 1.0 + 16.0);
    let hours = (alerted - works[1]) * hangs * HOURS_A_YEAR;
    assert_eq!(rounded(hours, 1), "137.1");
    let perfect = (1.0 - works[1]) * hangs * HOURS_A_YEAR;
    assert_eq!(rounded(hours / perfect, 1), "0.8");
}

#[test]
fn the_same_mechanism_is_down_hours_or_weeks_by_who_watches() {
    let rate = prior(30.0);
    let cases =
        [(1.0, 4.0, "0.9987", "11"), (72.0, 16.0, "0.9780", "193"), (168.0, 72.0, "0.9422", "507")];
    for (detect, repair, share, hours) in cases {
        let works = availability(rate, detect + repair);
        assert_eq!(rounded(works, 4), share);
        assert_eq!(rounded((1.0 - works) * HOURS_A_YEAR, 0), hours);
    }
    let rates: Vec<String> =
        [5.0, 20.0, 30.0, 40.0, 60.0, 79.0].iter().map(|it| rounded(prior(*it), 2)).collect();
    assert_eq!(rates, ["0.64", "1.36", "2.24", "3.69", "10.04", "25.97"]);
}
