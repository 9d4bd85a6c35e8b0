//! The whole screen: title bar, tabs, the view, footer, and the layers above.

mod proposal;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::actions::{self, Scope};
use super::app::PICKER;
use super::canvas::{Canvas, Click, Hits};
use super::detail;
use super::filter::Filter;
use super::keys;
use super::model::{Frozen, Job, Model};
use super::overlays::{Field, Form, Overlay, Picker, PickerKind};
use super::rows::{Pane, Row, Tone};
use super::target::Target;
use super::text_input::TextInput;
use super::views;
use crate::text::{fit, pad_end, plural, width};

/// Below this nothing useful fits.
const COLUMNS_MIN: u16 = 60;
const ROWS_MIN: u16 = 15;

/// A painted frame, before it is adapted to what the terminal can show.
pub(crate) struct Painted {
    pub(crate) buffer: Buffer,
    pub(crate) cursor: Option<(u16, u16)>,
}

pub(crate) fn paint(model: &Model, size: (u16, u16)) -> (Painted, Hits) {
    let area = Rect::new(0, 0, size.0, size.1);
    let mut buffer = Buffer::empty(area);
    let mut hits = Hits::default();
    buffer.set_style(area, model.theme().ground);
    let mut canvas = Canvas {
        buffer: &mut buffer,
        theme: model.theme(),
        hits: &mut hits,
        model,
        position: None,
        cursor: None,
    };
    if area.width < COLUMNS_MIN || area.height < ROWS_MIN {
        let text = format!("Linchpin needs {COLUMNS_MIN}×{ROWS_MIN} cells");
        canvas.text((0, 0), area.width, Tone::Warn, &text);
    } else {
        whole(&mut canvas, area);
        model.frozen.take();
    }
    let cursor = canvas.cursor;
    (Painted { buffer, cursor }, hits)
}

fn whole(canvas: &mut Canvas<'_>, area: Rect) {
    let line = |y: u16| Rect { y, height: 1, ..area };
    title_bar(canvas, line(0));
    tabs(canvas, line(1));
    let mut top = 2;
    if canvas.model.broken.is_some() {
        banner(canvas, line(2));
        top += 1;
    }
    let bottom = area.height - 1;
    let body = Rect { y: top, height: bottom - top, ..area };
    body_of_view(canvas, body);
    footer(canvas, line(bottom));
    let layers = canvas.model.overlays.len();
    for (index, overlay) in canvas.model.overlays.iter().enumerate() {
        // A layer that is not the uppermost keeps its place but not its clicks.
        let is_top = index + 1 == layers;
        if is_top {
            canvas.click(area, Click::Nothing);
        }
        match overlay {
            Overlay::Picker(it) => picker(canvas, area, it),
            Overlay::Form(it) => form(canvas, area, it),
            Overlay::Detail(it) => inspector(canvas, area, it),
            Overlay::Proposal(it) => proposal::paint(canvas, area, it),
        }
    }
    if canvas.model.shows_which_key {
        which_key(canvas, area);
    }
    toast(canvas, Rect { y: top, height: bottom - top, ..area });
}

fn title_bar(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    canvas.fill(area, Tone::Bar);
    let company = model.analysis.as_ref().and_then(|it| it.stack.company.name.clone());
    let mut left = format!(" Linchpin  {}", model.file_name());
    if let Some(company) = company {
        left = format!("{left} · {company}");
    }
    if let Some(analysis) = &model.analysis {
        let tools = plural(analysis.stack.tools.len(), "tool");
        let integrations = plural(analysis.stack.integrations.len(), "integration");
        left = format!("{left} · {tools} · {integrations}");
    }
    let right = state(model);
    let cells = u16::try_from(width(&right)).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(cells + 2);
    canvas.text((area.x, area.y), room, Tone::Bar, &left);
    let x = area.x + area.width.saturating_sub(cells + 1);
    canvas.text((x, area.y), cells, Tone::Bar, &right);
}

fn state(model: &Model) -> String {
    let mut parts = Vec::new();
    match model.job {
        Job::Slow => parts.push("working…".to_owned()),
        Job::Running | Job::Idle => {}
    }
    if !model.staged.edits.is_empty() {
        parts.push(format!("◆ scenario: {}", plural(model.staged.edits.len(), "change")));
    }
    if let Some(mark) = &model.mark {
        parts.push(format!("● {}", fit(&mark.name(), 20)));
    }
    if let Some((problems, _)) = model.problems()
        && !problems.is_empty()
    {
        parts.push(format!("! {}", plural(problems.len(), "problem")));
    }
    if model.is_polling {
        parts.push("polling".to_owned());
    }
    parts.join(" · ")
}

fn tabs(canvas: &mut Canvas<'_>, area: Rect) {
    let mut x = area.x + 1;
    let short = area.width < 100;
    for (index, view) in views::VIEWS.iter().enumerate() {
        let is_shown = index == canvas.model.view;
        let title = views::page_title(canvas.model).filter(|_| view.key.is_empty());
        if view.key.is_empty() && !is_shown {
            continue;
        }
        let text = if let Some(title) = title {
            format!(" ▸ {} ", fit(&title, 40))
        } else if short && !is_shown {
            format!(" {} {} ", view.key, fit(view.title, 5))
        } else {
            format!(" {} {} ", view.key, view.title)
        };
        let cells = u16::try_from(width(&text)).unwrap_or(u16::MAX);
        let tab = Rect { x, width: cells, ..area }.intersection(area);
        let tone = if is_shown { Tone::Accent } else { Tone::Muted };
        canvas.text((x, area.y), tab.width, tone, &text);
        if is_shown {
            canvas.fill(tab, Tone::Selection);
        }
        canvas.click(tab, Click::View(index));
        x = x.saturating_add(cells + 1);
    }
}

fn banner(canvas: &mut Canvas<'_>, area: Rect) {
    let Some(broken) = &canvas.model.broken else { return };
    let kept = if canvas.model.analysis.is_some() { " · showing the last good state" } else { "" };
    let text = format!(" ✗ {}{kept} · ! shows the problems", broken.message);
    canvas.text((area.x, area.y), area.width, Tone::Danger, &text);
    canvas.click(area, Click::Act("problems"));
}

fn body_of_view(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    if model.analysis.is_none() {
        nothing_yet(canvas, area);
        return;
    }
    let panes = model.panes();
    canvas.position = model.position(&panes);
    if !model.view().keeps_cursor {
        let selected = canvas.position.and_then(|(pane, row)| panes[pane].rows[row].target.clone());
        model.frozen.replace(Some(Frozen { selected }));
    }
    (model.view().paint)(canvas, area, &panes);
}

/// Before the first stack has arrived, or where it cannot.
fn nothing_yet(canvas: &mut Canvas<'_>, area: Rect) {
    let model = canvas.model;
    let rows = match (&model.broken, &model.path) {
        (Some(broken), _) => vec![
            Row::new(Tone::Danger, format!("✗ {}", broken.message)),
            Row::new(Tone::Muted, "The file is read again as soon as it changes."),
        ],
        (None, Some(_)) => vec![Row::new(Tone::Muted, format!("Reading {} …", model.file_name()))],
        (None, None) => vec![Row::new(Tone::Muted, "Name a stack file: linchpin stack.yaml")],
    };
    for (y, row) in (area.y + 1..area.y + area.height).zip(&rows) {
        canvas.row(Rect { y, height: 1, ..area }, &[], row);
    }
}

fn footer(canvas: &mut Canvas<'_>, area: Rect) {
    canvas.fill(area, Tone::Bar);
    let model = canvas.model;
    if let Some(input) = &model.filter_input {
        let (shown, total) = counts(model);
        let label = format!(" / {shown} of {total}  ");
        text_line(canvas, area, Tone::Bar, &label, input);
        if let Some(text) = complaint(model) {
            let taken = u16::try_from(width(&label) + width(input.text()) + 3).unwrap_or(u16::MAX);
            let room = area.width.saturating_sub(taken);
            canvas.text((area.x.saturating_add(taken), area.y), room, Tone::Danger, &text);
        }
        return;
    }
    let mut x = area.x + 1;
    if !model.filter().is_empty() {
        let (shown, total) = counts(model);
        let text = format!("/{} {shown} of {total}  ", fit(model.filter(), 24));
        x = canvas.text((x, area.y), area.width / 2, Tone::Bar, &text);
        if let Some(text) = complaint(model) {
            let room = (area.x + area.width).saturating_sub(x);
            canvas.text((x, area.y), room, Tone::Danger, &text);
            return;
        }
    }
    let mut hints: Vec<&actions::Action> = actions::reachable(model)
        .filter(|it| it.hint > 0 && !it.keys.is_empty() && (it.enabled)(model).is_ok())
        .collect();
    hints.sort_by_key(|it| std::cmp::Reverse(it.hint));
    for action in hints {
        let key = action.keys.first().map(|it| keys::show(it)).unwrap_or_default();
        let text = format!("{key} {}", action.title);
        let cells = u16::try_from(width(&text)).unwrap_or(u16::MAX);
        if x + cells + 2 > area.x + area.width {
            break;
        }
        let end = canvas.text((x, area.y), cells, Tone::Bar, &text);
        canvas.click(Rect { x, width: cells, ..area }, Click::Act(action.id));
        x = end + 3;
    }
}

/// What is wrong with the filter, unless it is being typed this moment.
fn complaint(model: &Model) -> Option<String> {
    let complaint = Filter::parse(model.filter()).complaint().filter(|_| model.has_paused)?;
    Some(format!("✗ {complaint}"))
}

/// Selectable rows that are shown, and how many there are without the filter.
fn counts(model: &Model) -> (usize, usize) {
    let panes = model.panes();
    let shown = panes.iter().map(Pane::items).sum();
    (shown, panes.iter().map(|it| it.total).sum())
}

fn text_line(canvas: &mut Canvas<'_>, area: Rect, tone: Tone, label: &str, input: &TextInput) {
    let x = canvas.text((area.x, area.y), area.width, tone, label);
    let room = (area.x + area.width).saturating_sub(x + 1);
    let tone = if input.is_offered() { Tone::Selection } else { tone };
    canvas.text((x, area.y), room, tone, input.text());
    let at = u16::try_from(input.cursor()).unwrap_or(u16::MAX);
    canvas.cursor = Some((x.saturating_add(at).min(area.x + area.width - 1), area.y));
}

/// A box in the middle, a little above it, never larger than the screen.
fn middle(area: Rect, columns: u16, rows: u16) -> Rect {
    let columns = columns.min(area.width.saturating_sub(2));
    let rows = rows.min(area.height.saturating_sub(2));
    let x = area.x + (area.width - columns) / 2;
    let y = area.y + (area.height - rows) / 3;
    Rect { x, y, width: columns, height: rows }
}

fn picker(canvas: &mut Canvas<'_>, area: Rect, picker: &Picker) {
    let items = picker.items(canvas.model);
    let len = u16::try_from(items.len()).unwrap_or(u16::MAX);
    let excerpt = if picker.kind == PickerKind::Problems { 7 } else { 0 };
    let rows = len.clamp(1, 24) + 2 + u16::from(picker.is_typed()) + excerpt;
    let columns = match picker.kind {
        PickerKind::Themes | PickerKind::Quit | PickerKind::Scenarios | PickerKind::Overwrite => 56,
        PickerKind::Write | PickerKind::Lapse => 80,
        PickerKind::Catalogue => 92,
        PickerKind::Help | PickerKind::Palette | PickerKind::Problems | PickerKind::Log => 100,
    };
    let mut inside = canvas.popup(middle(area, columns, rows), picker.title());
    if picker.is_typed() && inside.height > 1 {
        text_line(canvas, Rect { height: 1, ..inside }, Tone::Accent, " ❯ ", &picker.input);
        inside = Rect { y: inside.y + 1, height: inside.height - 1, ..inside };
    }
    let list = Rect { height: inside.height.saturating_sub(excerpt).max(1), ..inside };
    let key = (canvas.model.view().id, PICKER);
    let height = usize::from(list.height);
    let offset = (picker.at + 1).saturating_sub(height);
    canvas.hits.wheels.push((inside, key));
    for ((index, item), y) in items.iter().enumerate().skip(offset).take(height).zip(list.y..) {
        let line = Rect { y, height: 1, ..list };
        canvas.row(line, &[], &item.row);
        canvas.click(line, Click::Choice(index));
        if index == picker.at {
            canvas.fill(line, Tone::Selection);
        }
    }
    if items.is_empty() {
        let text = if picker.is_typed() { "nothing matches" } else { "nothing here" };
        canvas.text((list.x + 1, list.y), list.width, Tone::Muted, text);
    }
    if excerpt > 0 {
        let below = Rect { y: list.y + list.height, height: excerpt.min(inside.height), ..inside };
        problem_excerpt(canvas, below.intersection(inside), picker.at);
    }
}

/// The lines around a problem, with the place marked.
fn problem_excerpt(canvas: &mut Canvas<'_>, area: Rect, at: usize) {
    let model = canvas.model;
    let Some((problems, sources)) = model.problems() else { return };
    let Some(problem) = problems.get(at) else { return };
    let Some(source) = sources.get(problem.span.file) else { return };
    let (line, column) = source.line_column(problem.span.start);
    let first = line.saturating_sub(2).max(1);
    let mut y = area.y + 1;
    let lines = source.text.lines().skip(usize::try_from(first - 1).unwrap_or(0));
    for (number, text) in (first..).zip(lines).take(4) {
        if y >= area.y + area.height {
            return;
        }
        let tone = if number == line { Tone::Text } else { Tone::Muted };
        let row =
            Row::new(Tone::Muted, format!("{number:>4} │ ")).and(tone, crate::text::clean(text));
        canvas.row(Rect { y, height: 1, ..area }, &[], &row);
        y += 1;
        if number == line && y < area.y + area.height {
            let before = usize::try_from(column.saturating_sub(1)).unwrap_or(0);
            let shown: String = text.chars().take(before).collect();
            let marked = sources.text(problem.span).and_then(|it| it.lines().next());
            let carets = marked.map_or(1, width).clamp(1, 60);
            let row = Row::new(Tone::Muted, "     │ ")
                .and(Tone::Danger, " ".repeat(width(&crate::text::clean(&shown))))
                .and(Tone::Danger, "^".repeat(carets))
                .and(Tone::Warn, format!(" {}", problem.label));
            canvas.row(Rect { y, height: 1, ..area }, &[], &row);
            y += 1;
        }
    }
    if let Some(help) = &problem.help {
        let row = Row::new(Tone::Ok, "help ").and(Tone::Text, help.clone());
        canvas.row(Rect { y: y.min(area.y + area.height - 1), height: 1, ..area }, &[], &row);
    }
}

fn form(canvas: &mut Canvas<'_>, area: Rect, form: &Form) {
    let rows = u16::try_from(form.fields.len()).unwrap_or(u16::MAX).saturating_add(6);
    let inside = canvas.popup(middle(area, 84, rows), form.title);
    for ((index, field), y) in form.fields.iter().enumerate().zip(inside.y..) {
        if y + 3 >= inside.y + inside.height {
            break;
        }
        let line = Rect { y, height: 1, ..inside };
        if index == form.at {
            let label = format!(" ❯ {} ", pad_end(field.label, 10));
            text_line(canvas, line, Tone::Accent, &label, &field.input);
        } else {
            form_line(canvas, line, field);
        }
        canvas.click(line, Click::Choice(index));
    }
    let Some(field) = form.fields.get(form.at) else { return };
    let suggestions = field.takes.suggestions(canvas.model, field.input.text());
    let (tone, text) = match &form.problem {
        Some(problem) => (Tone::Danger, format!("✗ {problem}")),
        None if !suggestions.is_empty() => (Tone::Info, suggestions.join("  ")),
        None => (Tone::Muted, field.hint.to_owned()),
    };
    let keys = "Enter takes it · Tab next field · Esc closes and changes nothing";
    let room = inside.width.saturating_sub(1);
    for (tone, text, up) in [(tone, text.as_str(), 2), (Tone::Muted, keys, 1)] {
        let y = inside.y + inside.height.saturating_sub(up);
        canvas.text((inside.x + 1, y), room, tone, text);
    }
}

/// A field that is not typed in; what is wrong with it stands beside its value.
fn form_line(canvas: &mut Canvas<'_>, line: Rect, field: &Field) {
    let label = format!("   {} ", pad_end(field.label, 10));
    let x = canvas.text((line.x, line.y), line.width, Tone::Muted, &label);
    let room = |x: u16| (line.x + line.width).saturating_sub(x);
    let value = field.input.text();
    let x = canvas.text((x, line.y), room(x), Tone::Text, value);
    if value.is_empty() {
        canvas.text((x, line.y), room(x), Tone::Muted, field.hint);
    } else if let Err(problem) = field.takes.check(canvas.model, value) {
        canvas.text((x + 2, line.y), room(x + 2), Tone::Danger, &format!("✗ {problem}"));
    }
}

fn inspector(canvas: &mut Canvas<'_>, area: Rect, target: &Target) {
    let rows = detail::describe(canvas.model, target);
    let columns = 84.min(area.width.saturating_sub(2));
    let rows = detail::wrap(&rows, columns.saturating_sub(2));
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).clamp(1, 40) + 2;
    let inside = canvas.popup(middle(area, columns, height), &target.name());
    detail::paint_rows(canvas, inside, &rows);
}

/// What can follow the first key of a sequence.
fn which_key(canvas: &mut Canvas<'_>, area: Rect) {
    let Some(first) = canvas.model.pending.clone() else { return };
    let start = format!("{first} ");
    let mut rows = Vec::new();
    for action in actions::reachable(canvas.model).filter(|it| it.scope != Scope::Typed) {
        for rest in action.keys.iter().filter_map(|it| it.strip_prefix(start.as_str())) {
            let row = Row::new(Tone::Accent, pad_end(&keys::show(rest), 8));
            rows.push(row.and(Tone::Text, action.title));
        }
    }
    let height = u16::try_from(rows.len()).unwrap_or(u16::MAX).saturating_add(2);
    let box_area = Rect {
        x: area.x + area.width.saturating_sub(36),
        y: area.y + area.height.saturating_sub(height + 1),
        width: 36.min(area.width),
        height: height.min(area.height.saturating_sub(1)),
    };
    let inside = canvas.popup(box_area, &keys::show(&first));
    for (y, row) in (inside.y..inside.y + inside.height).zip(&rows) {
        canvas.row(Rect { y, height: 1, ..inside }, &[], row);
    }
}

fn toast(canvas: &mut Canvas<'_>, area: Rect) {
    let Some(toast) = canvas.model.toasts.last() else { return };
    let text = format!(" {} ", fit(&toast.text, usize::from(area.width.saturating_sub(6))));
    let cells = u16::try_from(width(&text)).unwrap_or(u16::MAX);
    let x = area.x + area.width.saturating_sub(cells + 1);
    let y = area.y + area.height.saturating_sub(1);
    canvas.fill(Rect { x, y, width: cells, height: 1 }, Tone::Bar);
    canvas.text((x, y), cells, toast.tone, &text);
}

#[cfg(test)]
pub(crate) mod tests;
