//! Where a drawing has no room: what feeds the selection, the selection, and what it feeds, as a list.

use ratatui::layout::Rect;

use super::scene;
use crate::analysis::Analysis;
use crate::network::{Flow, FlowId};
use crate::stack::ToolId;
use crate::tui::canvas::{Canvas, Click};
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// Tools beyond the next ones are listed to this depth; further away everything repeats.
const DEPTH: usize = 2;

pub(super) fn paint(canvas: &mut Canvas<'_>, area: Rect) {
    let Some(analysis) = canvas.model.analysis.as_deref() else { return };
    let tool = match super::selected(canvas.model) {
        Some(Target::Tool(id)) => Some(id),
        Some(Target::Integration(_)) => match super::base(canvas.model) {
            Some(Target::Tool(id)) => Some(id),
            _ => None,
        },
        _ => None,
    };
    let tool = tool.or_else(|| scene::first_tool(analysis));
    let Some(at) = tool.and_then(|it| analysis.stack.tools.find(&it)) else { return };
    let rows = rows(analysis, at);
    let centre = rows.iter().position(|(_, it)| *it == Some(at)).unwrap_or(0);
    let height = usize::from(area.height);
    let first = centre.saturating_sub(height / 2).min(rows.len().saturating_sub(height));
    for (y, (row, id)) in (area.y..area.y + area.height).zip(rows.iter().skip(first)) {
        let line = Rect { y, height: 1, ..area };
        canvas.row(line, &[], row);
        if let Some(target) = &row.target {
            canvas.click(line, Click::Select { pane: 0, target: target.clone() });
        }
        if *id == Some(at) {
            canvas.fill(line, Tone::Selection);
        }
    }
}

type Line = (Row, Option<ToolId>);

fn rows(analysis: &Analysis, tool: ToolId) -> Vec<Line> {
    let mut above = Vec::new();
    walk(analysis, tool, Towards::Sources, (1, &mut vec![tool]), &mut above);
    above.reverse();
    let name = analysis.stack.tools[tool].name.to_string();
    above.push((Row::new(Tone::Accent, format!("◆ {name}")), Some(tool)));
    walk(analysis, tool, Towards::Targets, (1, &mut vec![tool]), &mut above);
    above
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Towards {
    Sources,
    Targets,
}

fn walk(
    analysis: &Analysis,
    tool: ToolId,
    towards: Towards,
    (depth, path): (usize, &mut Vec<ToolId>),
    out: &mut Vec<Line>,
) {
    let network = &analysis.network;
    let flows: Vec<FlowId> = match towards {
        Towards::Sources => network.fed_by(tool).collect(),
        Towards::Targets => network.feeds(tool).collect(),
    };
    let end = |flow: &Flow| if towards == Towards::Sources { flow.from } else { flow.to };
    let mut next: Vec<ToolId> = flows.into_iter().map(|it| end(network.flow(it))).collect();
    next.sort_unstable();
    next.dedup();
    for id in next {
        if path.contains(&id) {
            continue;
        }
        let arrow = if towards == Towards::Sources { "◂" } else { "▸" };
        let tone = if towards == Towards::Sources { Tone::Upstream } else { Tone::Downstream };
        let tool = &analysis.stack.tools[id];
        let row = Row::new(tone, format!("{}{arrow} ", "   ".repeat(depth)))
            .and(Tone::Text, tool.name.to_string())
            .right(Tone::Muted, tool.category.name())
            .on(Target::Tool(tool.id.clone()));
        out.push((row, None));
        if depth < DEPTH {
            path.push(id);
            walk(analysis, id, towards, (depth + 1, path), out);
            path.pop();
        }
    }
}
