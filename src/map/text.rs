//! The map as plain text, for the command line and wherever there is no terminal.

use std::collections::BTreeSet;

use super::drawing::is_drawn;
use super::{Drawing, Focus, Folding, Frames, Scope, Subject, fit, scope};
use crate::layout::{self, Detail, Glyphs, Labels, Layout, Options, legend};
use crate::text::{Label, plural};

/// How the text is to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct TextOptions {
    /// `None`: the whole stack.
    pub(crate) focus: Option<Focus>,
    /// Only these tools and what carries data between them, whatever the focus is, with what to say of them.
    pub(crate) chosen: Option<(String, BTreeSet<Label>)>,
    /// Labels give way to it, and tools without lines are wrapped to it.
    pub(crate) width: Option<u16>,
    /// Every tool has a box, however many there are.
    pub(crate) all: bool,
    /// What stands together in a frame.
    pub(crate) frames: Frames,
    pub(crate) detail: Detail,
    pub(crate) glyphs: Glyphs,
}

/// What is to be shown, and where.
pub(crate) fn lay_out(subject: Subject<'_>, options: &TextOptions) -> (Drawing, Layout) {
    let mut scope = scope(subject, options.focus.as_ref());
    if let Some((_, tools)) = &options.chosen {
        let tools = with_between(subject, tools);
        scope = Scope { tools, total: scope.total, around: None };
    }
    let labels = if options.width.is_some() { Labels::WhenTheyFit } else { Labels::Off };
    let wanted =
        Options { detail: options.detail, labels, width_hint: options.width, ..Options::default() };
    let boxes_max = (!options.all).then_some(usize::MAX);
    let folding = Folding { boxes_max, frames: options.frames, ..Folding::default() };
    fit(subject, &scope, &folding, &wanted, None)
}

/// The tools with the middleware that carries what flows between two of them.
fn with_between(subject: Subject<'_>, tools: &BTreeSet<Label>) -> BTreeSet<Label> {
    let integrations = subject.stacks().into_iter().flat_map(|it| it.integrations.values());
    let between = integrations
        .filter(|it| is_drawn(it) && tools.contains(&it.from.name) && tools.contains(&it.to.name))
        .filter_map(|it| it.via.as_ref().map(|via| via.name.clone()));
    tools.iter().cloned().chain(between).collect()
}

/// "27 lines drawn as tags", if any are.
pub(crate) fn tags_told(layout: &Layout) -> Option<String> {
    let count = layout.tagged_lines();
    (count > 0).then(|| format!("{} drawn as tags", plural(count, "line")))
}

/// A line that says what is shown, the stages, the drawing and its legend.
pub(crate) fn to_text(subject: Subject<'_>, options: &TextOptions) -> String {
    let (drawing, placed) = lay_out(subject, options);
    let chosen = options.chosen.as_ref().map(|(words, _)| format!("{words}: "));
    let around = options.focus.as_ref().map_or_else(String::new, |focus| {
        let hops = plural(usize::try_from(focus.hops).unwrap_or(usize::MAX), "hop");
        format!("{} and what lies within {hops}: ", focus.tool)
    });
    let head = chosen.unwrap_or(around);
    let tags = tags_told(&placed).map_or_else(String::new, |it| format!(", {it}"));
    let mut out = format!("{head}{}{tags}\n\n", drawing.summary(", "));
    let mut titles = String::new();
    let mut stage = None;
    for column in &placed.columns {
        if column.stage != stage {
            let at = usize::try_from(column.x).unwrap_or(0);
            let missing = at.saturating_sub(crate::text::width(&titles));
            titles.extend(std::iter::repeat_n(' ', missing));
            titles.push_str(&column.title);
            titles.push(' ');
            stage = column.stage;
        }
    }
    if !titles.trim().is_empty() {
        out.push_str(titles.trim_end());
        out.push('\n');
    }
    out.push_str(&layout::to_text(&placed, &drawing.input, options.glyphs));
    let used: BTreeSet<_> = drawing.lines.iter().map(|it| it.class).collect();
    let entries: Vec<String> = legend(options.glyphs)
        .into_iter()
        .filter(|it| used.contains(&it.0))
        .map(|(_, sample, words)| format!("{sample} {words}"))
        .collect();
    if !entries.is_empty() {
        out.push('\n');
        out.push_str(&entries.join("   "));
        out.push('\n');
    }
    if !placed.numbered.is_empty() {
        out.push('\n');
        let entries = placed.numbered.iter().map(|it| format!("{} {}", it.number, it.text));
        let wide = usize::try_from(placed.width).unwrap_or(0).max(LEGEND_WIDTH_MIN);
        for line in filled(entries, wide) {
            out.push_str(&line);
            out.push('\n');
        }
    }
    if let Some(need) = placed.labels_need {
        out.push_str(&format!("\nWhat moves on the lines is left out: it takes --width {need}.\n"));
    }
    out
}

/// The legend is as wide as the drawing, but never narrower than a small terminal.
const LEGEND_WIDTH_MIN: usize = 78;

/// Entries side by side, as many to a line as are within the width.
fn filled(entries: impl Iterator<Item = String>, wide: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for entry in entries {
        match lines.last_mut() {
            Some(last) if crate::text::width(last) + 3 + crate::text::width(&entry) <= wide => {
                last.push_str("   ");
                last.push_str(&entry);
            }
            _ => lines.push(entry),
        }
    }
    lines
}
