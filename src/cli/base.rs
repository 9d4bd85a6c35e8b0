//! The other stack that a check compares with.

use std::path::Path;

use super::call::{Call, Origin};
use super::failure::Failure;
use crate::analysis::Analysis;
use crate::stack::Date;

/// The stack that `--base` names, analysed as of the same day: only what was edited makes a difference, not the calendar.
pub(super) fn analysis(call: &mut Call<'_>, name: &Path, day: Date) -> Result<Analysis, Failure> {
    let origin = Origin::File { path: call.place(name), shown: name.display().to_string() };
    call.analysis_on(&origin, Some(day))
}
