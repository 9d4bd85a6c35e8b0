//! Who hears of an opt-out: for each purpose where people opt out against who sends, and every cell with its reason.

use super::{Subject, VIEW, WIDE, columns, show, sorry};
use crate::diag::ElementKind;
use crate::privacy::{Matrix, Verdict};
use crate::report::Told;
use crate::stack::ToolId;
use crate::text::{Label, fit, pad_end};
use crate::tui::detail::{self, consent};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::rows::{Pane, Row, Tone};
use crate::tui::target::{Target, finding};

/// Terminal cells for one column of the table, and for the names before it.
const COLUMN_MIN: usize = 11;
const COLUMN_MAX: usize = 18;
const NAMES: usize = 18;

/// The stack says what people are reached for.
pub(crate) fn has_purposes(model: &Model) -> Result<(), &'static str> {
    let purposes = model.analysis.as_ref().map(|it| it.stack.consent.purposes.len());
    match purposes {
        Some(0) => Err("the file names no consent purposes"),
        Some(_) => Ok(()),
        None => Err("no stack has been read"),
    }
}

/// Opens the matrices: of the selected tool or of the tool that a finding is about, else of all.
pub(crate) fn open_consent(model: &mut Model) -> Vec<Effect> {
    if has_purposes(model).is_err() {
        return sorry(model, "the file names no consent purposes");
    }
    let tool = meant(model).filter(|it| takes_part(model, it));
    let subject = Subject::Consent(tool);
    if model.view().id != VIEW.id || model.subject.as_ref() != Some(&subject) {
        show(model, subject);
    } else if subject != Subject::Consent(None) {
        show(model, Subject::Consent(None));
    }
    Vec::new()
}

fn meant(model: &Model) -> Option<Label> {
    let of_page = || match &model.subject {
        Some(Subject::Tool(id)) if model.view().id == VIEW.id => Some(id.clone()),
        Some(Subject::Tool(_) | Subject::Flow(_) | Subject::Ways(..) | Subject::Consent(_))
        | None => None,
    };
    match model.selected() {
        Some(Target::Tool(id)) => Some(id),
        Some(Target::Finding(key)) => {
            let analysis = model.analysis.as_deref()?;
            let element = finding(analysis, &key)?.element.as_ref()?;
            (element.kind == ElementKind::Tool).then(|| element.id.clone())
        }
        _ => of_page(),
    }
}

fn takes_part(model: &Model, id: &Label) -> bool {
    let Some(analysis) = model.analysis.as_deref() else { return false };
    let tool = analysis.stack.tools.find(id);
    analysis.matrices().iter().any(|it| !consent::concerning(it, tool).is_empty() && tool.is_some())
}

pub(super) fn panes(model: &Model, only: Option<&Label>) -> Option<Vec<Pane>> {
    let analysis = model.analysis.as_deref()?;
    let tool = match only {
        Some(id) => Some(analysis.stack.tools.find(id)?),
        None => None,
    };
    let side = if model.size.0 >= WIDE { columns(model.size.0)[2] } else { 0 };
    let room = usize::from(model.size.0.saturating_sub(side + 4));
    let mut rows = Vec::new();
    for matrix in analysis.matrices() {
        let told = Told { analysis, matrix };
        let cells = consent::concerning(matrix, tool);
        if tool.is_some() && cells.is_empty() {
            continue;
        }
        if !rows.is_empty() {
            rows.push(detail::blank());
        }
        rows.push(Row::new(Tone::Title, told.purpose().id.to_string()).heading());
        rows.push(Row::new(Tone::Muted, told.scope()));
        rows.extend(table(told, tool, room));
        rows.extend(cells.into_iter().map(|it| consent::row(told, it)));
        let notes = told.notes();
        rows.extend(notes.into_iter().map(|it| Row::new(Tone::Muted, format!("· {it}"))));
    }
    let title = match tool {
        Some(tool) => {
            format!("Who hears of an opt-out, as to {}", analysis.stack.tools[tool].name)
        }
        None => "Who hears of an opt-out".to_owned(),
    };
    let note = counts(analysis.matrices(), tool);
    Some(vec![Pane::new(title, rows).note(note).empty("The file names no consent purposes.")])
}

fn counts(matrices: &[Matrix], tool: Option<ToolId>) -> String {
    let count = |verdict: Verdict| -> usize {
        let cells = matrices.iter().flat_map(|it| consent::concerning(it, tool));
        cells.filter(|it| it.verdict == verdict).count()
    };
    let all = [Verdict::Broken, Verdict::Late, Verdict::Unknown, Verdict::Pass];
    let words = ["broken", "late", "unknown", "in time"];
    let parts = all.into_iter().map(count).zip(words).filter(|(count, _)| *count > 0);
    parts.map(|(count, word)| format!("{count} {word}")).collect::<Vec<_>>().join(" · ")
}

/// Capture points down, senders across; nothing where it does not fit.
fn table(told: Told<'_>, tool: Option<ToolId>, room: usize) -> Vec<Row> {
    let (points, senders) = (&told.matrix.capture_points, &told.matrix.senders);
    let column = room.saturating_sub(NAMES) / senders.len().max(1);
    let column = column.min(COLUMN_MAX);
    if column < COLUMN_MIN || senders.len() < 2 || told.matrix.cells.is_empty() {
        return Vec::new();
    }
    let look = |id: ToolId| if tool == Some(id) { Tone::Accent } else { Tone::Text };
    let mut head = Row::new(Tone::Muted, pad_end("opt-out ↓ sent →", NAMES));
    for sender in senders {
        head = head.and(look(*sender), pad_end(&fit(told.tool(*sender), column - 1), column));
    }
    let mut rows = vec![head];
    for point in points {
        let mut row = Row::new(look(*point), pad_end(&fit(told.tool(*point), NAMES - 2), NAMES));
        for sender in senders {
            let (tone, text) = match told.matrix.cell(*point, *sender) {
                Some(cell) if cell.capture_point == cell.sender => (Tone::Muted, "own".to_owned()),
                Some(cell) => {
                    let sign = consent::sign(cell.verdict);
                    (consent::tone(cell.verdict), format!("{sign} {}", Told::short_mark(cell)))
                }
                None => (Tone::Muted, "not seen".to_owned()),
            };
            row = row.and(tone, pad_end(&fit(&text, column - 1), column));
        }
        rows.push(row);
    }
    rows.push(detail::blank());
    rows
}
