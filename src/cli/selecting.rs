//! Selectors on the command line.

use super::failure::Failure;
use crate::select::{Fault, Input, Selector};

/// The selector, if it can be read and all it names exists.
pub(super) fn selector(input: &Input<'_>, text: &str) -> Result<Selector, Failure> {
    let selector = Selector::parse(text).map_err(|it| refused(text, &it))?;
    match selector.faults(text, input).first() {
        Some(fault) => Err(refused(text, fault)),
        None => Ok(selector),
    }
}

fn refused(text: &str, fault: &Fault) -> Failure {
    let failure = Failure::new(format!("in the selector `{text}`: {}", fault.words()));
    match &fault.help {
        Some(help) => failure.hint(help),
        None => failure,
    }
}
