//! From checks to a verdict.

use super::{Check, Level, Verdict};

/// One blocker is enough for no; anything open makes a yes conditional.
pub(super) fn of(checks: &[Check]) -> Verdict {
    match checks.iter().map(|it| it.level).max() {
        Some(Level::Blocker) => Verdict::NotYet,
        Some(Level::Condition) => Verdict::GoWithConditions,
        Some(Level::Good) | None => Verdict::Go,
    }
}
