//! The whole screen: title bar, tabs, the view, footer, and the layers above.

mod picker;
mod proposal;

use ratatui::buffer::Buffer;
use ratatui::layout::Rect;

use super::actions::{self, Scope};
use super::canvas::{Canvas, Click, Hits};
use super::detail;
use super::filter::Filter;
use super::keys;
use super::model::{Frozen, Job, Model};
use super::overlays::{Field, Form, Overlay};
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
            Overlay::Picker(it) => picker::paint(canvas, area, it),
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
    let right = state(model);
    let cells = u16::try_from(width(&right)).unwrap_or(u16::MAX);
    let room = area.width.saturating_sub(cells + 2);
    canvas.text((area.x, area.y), room, Tone::Bar, &what_is_open(model, usize::from(room)));
    let x = area.x + area.width.saturating_sub(cells + 1);
    canvas.text((x, area.y), cells, Tone::Bar, &right);
}

/// The file, the company and how much there is of it, as far as there is room.
fn what_is_open(model: &Model, room: usize) -> String {
    let mut text = format!(" Linchpin  {}", model.file_name());
    let Some(analysis) = &model.analysis else { return text };
    let company = analysis.stack.company.name.as_ref().map(ToString::to_string);
    let tools = plural(analysis.stack.tools.len(), "tool");
    let integrations = plural(analysis.stack.integrations.len(), "integration");
    for part in company.into_iter().chain([tools, integrations]) {
        let longer = format!("{text} · {part}");
        if width(&longer) > room {
            break;
        }
        text = longer;
    }
    text
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

/// How much of the tabs is shown; no title is ever cut.
#[derive(Clone, Copy, PartialEq, Eq)]
enum TabStyle {
    /// With air around each.
    Wide,
    /// The titles close together.
    Tight,
    /// The key alone, but for the view that is shown.
    Keys,
}

/// The views with what their tabs say; a page has one only while it is shown.
fn tab_texts(model: &Model, style: TabStyle) -> Vec<(usize, String)> {
    let texts = views::VIEWS.iter().enumerate().filter_map(|(index, view)| {
        let is_shown = index == model.view;
        if view.key.is_empty() {
            let title = views::page_title(model).filter(|_| is_shown)?;
            return Some((index, format!(" ▸ {} ", fit(&title, 40))));
        }
        let text = match style {
            TabStyle::Wide => format!(" {} {} ", view.key, view.title),
            _ if is_shown => format!(" {} {} ", view.key, view.title),
            TabStyle::Tight => format!("{} {}", view.key, view.title),
            TabStyle::Keys => format!(" {} ", view.key),
        };
        Some((index, text))
    });
    texts.collect()
}

fn tabs(canvas: &mut Canvas<'_>, area: Rect) {
    let room = usize::from(area.width.saturating_sub(2));
    let styles = [TabStyle::Wide, TabStyle::Tight];
    let texts = styles
        .into_iter()
        .map(|it| tab_texts(canvas.model, it))
        .find(|texts| texts.iter().map(|(_, it)| width(it) + 1).sum::<usize>() <= room + 1)
        .unwrap_or_else(|| tab_texts(canvas.model, TabStyle::Keys));
    let mut x = area.x + 1;
    for (index, text) in texts {
        let is_shown = index == canvas.model.view;
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
    let shown = match (broken.is_read, canvas.model.analysis.is_some()) {
        (true, _) => " · this is what could be read of it",
        (false, true) => " · this is the last good state",
        (false, false) => "",
    };
    let key = canvas.model.keymap.shown("problems");
    let problems = match broken.problems.len() {
        0 => String::new(),
        _ => format!(" · {key} shows them"),
    };
    let text = format!(" ✗ {}{problems}{shown}", broken.message);
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
            complain(canvas, area, area.x.saturating_add(taken), &text);
        }
        return;
    }
    let mut x = area.x + 1;
    if !model.filter().is_empty() {
        let (shown, total) = counts(model);
        let text = format!("/{} {shown} of {total}  ", fit(model.filter(), 24));
        x = canvas.text((x, area.y), area.width / 2, Tone::Bar, &text);
        if let Some(text) = complaint(model) {
            complain(canvas, area, x, &text);
            return;
        }
    }
    let mut hints: Vec<&actions::Action> =
        actions::reachable(model).filter(|it| it.hint > 0 && (it.enabled)(model).is_ok()).collect();
    hints.sort_by_key(|it| std::cmp::Reverse(it.hint));
    for action in hints {
        let Some(key) = model.keymap.keys(action).first().map(|it| keys::show(it)) else {
            continue;
        };
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

/// Beside the filter where there is room, else in the line above.
fn complain(canvas: &mut Canvas<'_>, area: Rect, x: u16, text: &str) {
    let room = (area.x + area.width).saturating_sub(x);
    if width(text) <= usize::from(room) {
        canvas.text((x, area.y), room, Tone::Danger, text);
        return;
    }
    let above = Rect { y: area.y.saturating_sub(1), ..area };
    canvas.text(
        (above.x, above.y),
        above.width,
        Tone::Danger,
        &pad_end(&format!(" {text}"), usize::from(above.width)),
    );
    canvas.fill(above, Tone::Bar);
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
        let keys = canvas.model.keymap.keys(action);
        for rest in keys.iter().filter_map(|it| it.strip_prefix(start.as_str())) {
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
