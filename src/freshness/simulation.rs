//! The formula against a simulation: runs with periods and latencies, each chain with phases of its own.

use crate::draws::Draws;
use crate::network::Network;
use crate::network::sample::{integration, stack};
use crate::stack::{Cadence, Minutes};
use crate::text::Label;

use super::Freshness;

/// The age that a reader sees at the end of a chain at one moment: back over the last run that had arrived at each hop.
fn age_seen(legs: &[(f64, f64)], phases: &[f64], moment: f64) -> f64 {
    let mut here = moment;
    for ((period, latency), phase) in legs.iter().zip(phases).rev() {
        let runs = ((here - latency - phase) / period).floor();
        here = phase + runs * period;
    }
    moment - here
}

/// The mean and the oldest over many chains of random phases.
fn simulated(legs: &[(f64, f64)], seed: u64) -> (f64, f64) {
    const CHAINS: u32 = 20_000;
    let mut draws = Draws::new(seed);
    let (mut sum, mut oldest) = (0.0, 0.0_f64);
    for _ in 0..CHAINS {
        let phases: Vec<_> = legs.iter().map(|(period, _)| draws.share() * period).collect();
        let age = age_seen(legs, &phases, 1.0e6 + draws.share() * 1.0e5);
        sum += age;
        oldest = oldest.max(age);
    }
    (sum / f64::from(CHAINS), oldest)
}

/// What the program says of the same chain: mean and worst.
fn told(legs: &[(f64, f64)]) -> (f64, f64) {
    let names: Vec<String> = (0..=legs.len()).map(|it| format!("t{it}")).collect();
    let tools: Vec<&str> = names.iter().map(String::as_str).collect();
    let integrations = names
        .windows(2)
        .zip(legs)
        .map(|(ends, (period, latency))| {
            let mut leg = integration(&ends[0], &ends[1], &["person"]);
            let every = Minutes::new(*period).unwrap();
            leg.frequency = Some(Cadence { every, text: Label::new("") });
            leg.latency = Minutes::new(*latency);
            leg
        })
        .collect();
    let stack = stack(&tools, &[("person", "t0")], integrations);
    let ages = Freshness::of(&stack, &Network::of(&stack));
    let last = stack.tools.find(names.last().unwrap()).unwrap();
    let arrival = ages.at(last).next().unwrap().arrival.clone().unwrap();
    assert_eq!((arrival.worst.open, arrival.mean.open), (0, 0));
    (arrival.mean.known.get(), arrival.worst.known.get())
}

#[test]
fn the_checked_example_has_its_digits() {
    let legs = [(15.0, 1.0), (60.0, 5.0), (1440.0, 30.0)];
    assert_eq!(told(&legs), (793.5, 1551.0));
    let (mean, oldest) = simulated(&legs, 7);
    assert!((mean - 793.5).abs() < 12.0, "{mean}");
    assert!(oldest <= 1551.0 && oldest > 1500.0, "{oldest}");
}

#[test]
fn the_formula_bounds_every_chain_and_is_its_mean() {
    let mut draws = Draws::new(11);
    for seed in 0..12 {
        let legs: Vec<_> = (0..=seed % 4)
            .map(|_| ((1.0 + draws.share() * 600.0).round(), (draws.share() * 60.0).round()))
            .collect();
        let (mean, worst) = told(&legs);
        let (seen_mean, seen_oldest) = simulated(&legs, seed);
        assert!(seen_oldest <= worst + 1.0e-6, "{legs:?}: {seen_oldest} > {worst}");
        // The standard error of the mean of one period is T / sqrt(12 * 20,000); four of them, summed over the legs.
        let slack: f64 = legs.iter().map(|(period, _)| 4.0 * period / 489.0).sum();
        assert!((seen_mean - mean).abs() <= slack, "{legs:?}: {seen_mean} against {mean}");
    }
}
