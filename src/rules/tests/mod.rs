//! Every rule proves its own manual; the rest is what holds for all of them, and what one small stack should yield.

mod cases;
mod consent;
mod edges;
mod fields;
mod golden;
mod manual;
mod missing;
mod order;
mod privacy;

use super::*;
use crate::load::{Alone, Loaded, load};
use crate::network::Network;
use crate::stack::Date;

fn read(text: &str) -> Loaded {
    load("stack.yaml", text.as_bytes(), &Alone)
}

/// What the rules say of a text; its `as_of` must be stated.
fn judged(text: &str) -> Judgement {
    let stack = read(text).stack;
    let as_of: Date = stack.company.as_of.expect("the text states its day");
    let network = Network::of(&stack);
    let fragility = crate::fragility::all(&stack, as_of);
    let weights = crate::impact::weigh(&stack, &network, &fragility);
    judge(&Context::new(&stack, &network, &fragility, &weights, as_of))
}

/// Findings as "severity code", each once, worst first.
fn codes(judgement: &Judgement) -> Vec<String> {
    let mut codes: Vec<_> =
        judgement.findings.iter().map(|it| format!("{} {}", it.severity.name(), it.code)).collect();
    codes.dedup();
    codes
}
