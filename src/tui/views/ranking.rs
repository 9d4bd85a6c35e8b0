//! Rankings of the overview: the first few, and a line that shows the rest or leads to the view that has it.

use std::collections::BTreeSet;

use super::overview::MIDDLE;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// Rows of a ranking: in a box of its own, and in one list with all others.
pub(super) const RANKED_MAX: usize = 12;
pub(super) const FEW: usize = 5;
/// Rows of a ranking that somebody has opened.
pub(super) const OPENED_MAX: usize = 100;

/// The rankings that open.
pub(super) const FIXES: &str = "fixes";
pub(super) const ASK: &str = "ask";
pub(super) const AHEAD: &str = "ahead";

/// How the lines begin that open a ranking.
const MORE: &str = "more|";

#[derive(Default)]
pub(crate) struct State {
    /// Rankings that are shown as far as they go.
    opened: BTreeSet<&'static str>,
}

impl State {
    pub(super) fn shows_all(&self, id: &str) -> bool {
        self.opened.contains(id)
    }
}

/// Where the rest of a ranking is.
#[derive(Clone, Copy)]
pub(super) enum Rest {
    /// In the pane itself.
    Here(&'static str),
    /// In a view, with a filter.
    In(&'static str, &'static str),
}

/// Rows of a ranking that are shown at once: where everything stands below one another, few of each.
pub(super) fn places(model: &Model) -> usize {
    if !model.filter().is_empty() {
        OPENED_MAX
    } else if model.size.0 < MIDDLE {
        FEW
    } else {
        RANKED_MAX
    }
}

/// The first rows of a ranking, and a line about the rest.
pub(super) fn ranking(model: &Model, mut rows: Vec<Row>, total: usize, rest: Rest) -> Vec<Row> {
    let is_open = matches!(rest, Rest::Here(id) if model.states.rankings.shows_all(id));
    rows.truncate(if is_open { OPENED_MAX } else { places(model) });
    let more = total.saturating_sub(rows.len());
    match rest {
        Rest::Here(id) if is_open => {
            let left = if more > 0 { format!("… {more} more · ") } else { String::new() };
            rows.push(more_row(format!("{left}Enter shows fewer"), line(id)));
        }
        Rest::Here(id) if more > 0 => {
            rows.push(more_row(format!("▾ {more} more: Enter shows them"), line(id)));
        }
        Rest::In(view, query) if more > 0 => {
            let text = format!("▸ {more} more: Enter shows them in {view}");
            rows.push(more_row(text, Target::Query { view, query: query.to_owned() }));
        }
        Rest::Here(_) | Rest::In(..) => {}
    }
    rows
}

fn line(id: &str) -> Target {
    Target::Line(format!("{MORE}{id}"))
}

/// It is nothing that is counted, and no filter finds it.
pub(super) fn more_row(text: String, target: Target) -> Row {
    Row::new(Tone::Muted, text).on(target).heading().hang(2)
}

/// What the inspector says of such a line; nothing of others.
pub(crate) fn explain_more(line: &str) -> Vec<Row> {
    let text = "Enter shows the rest of the list, and once more hides it again.";
    line.strip_prefix(MORE).map(|_| Row::new(Tone::Text, text)).into_iter().collect()
}

/// Shows all of a ranking, or as much as before; `None` where the line is none of these.
pub(super) fn open(model: &mut Model, line: &str) -> Option<Vec<Effect>> {
    let id = line.strip_prefix(MORE)?;
    let opened = &mut model.states.rankings.opened;
    for known in [FIXES, ASK, AHEAD].into_iter().filter(|it| *it == id) {
        if !opened.remove(known) {
            opened.insert(known);
        }
    }
    Some(Vec::new())
}
