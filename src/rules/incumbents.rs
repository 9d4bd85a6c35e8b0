//! What a plan means to be rid of.

use super::Context;
use crate::stack::{Initiative, ToolId};

/// The tools in use that go when the initiative is done, by id: those it takes out, and those that its new tools replace.
pub(super) fn incumbents(context: &Context<'_>, initiative: &Initiative) -> Vec<ToolId> {
    let tools = &context.stack.tools;
    let joining = initiative.joining.iter().filter_map(|it| it.id);
    let replaced = joining.filter_map(|it| tools[it].replaces.as_ref()?.id);
    let mut ids: Vec<_> =
        initiative.leaving.iter().filter_map(|it| it.id).chain(replaced).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.retain(|it| tools[*it].is_in_use());
    ids.sort_by_key(|it| &tools[*it].id);
    ids
}
