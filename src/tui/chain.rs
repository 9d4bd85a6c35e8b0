//! The chain that a finding speaks of, as a little map: boxes in a line, or one under the other where that is too wide.

use super::detail::{class_look, class_tone, flow};
use super::rows::{Row, Tone};
use super::target::Target;
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, ElementKind, Mark};
use crate::stack::IntegrationId;
use crate::text::{Label, Span, pad_end, width};

/// One step from a tool to the next.
struct Hop<'a> {
    from: &'a Label,
    to: &'a Label,
    integration: IntegrationId,
}

/// The map, and the places in the text that it shows already; nothing where the finding is about no way.
pub(crate) fn map(analysis: &Analysis, finding: &Diagnostic) -> (Vec<Row>, Vec<Span>) {
    let hops = hops(analysis, finding);
    let stack = &analysis.stack;
    let spans = hops.iter().map(|it| stack.integrations[it.integration].spans.item).collect();
    if hops.is_empty() {
        return (Vec::new(), spans);
    }
    let mut boxes = Row::new(Tone::Text, "");
    let mut below = Row::new(Tone::Text, "");
    let mut stacked = Vec::new();
    let mut before: Option<&Label> = None;
    for hop in &hops {
        let integration = &stack.integrations[hop.integration];
        let class = integration.method.class();
        let (tone, line) = (class_tone(class), class_look(class));
        let age = flow::age(analysis, hop.integration)
            .map_or_else(|| "time unknown".to_owned(), flow::age_words);
        let place = place(analysis, integration.spans.item);
        let target = Target::Integration(integration.id.clone());
        // A chain that jumps begins anew.
        if before != Some(hop.from) {
            let gap = if before.is_some() { "   " } else { "" };
            let start = format!("[{}]", hop.from);
            below = below.and(Tone::Text, " ".repeat(width(gap) + width(&start)));
            boxes = boxes.and(Tone::Text, gap).and(Tone::Title, start.clone());
            stacked.push(Row::new(Tone::Title, start));
        }
        let arrow = format!(" {line}{line} {age} {line}▸ ");
        let under = format!(" {place} ");
        let cells = width(&arrow).max(width(&under));
        // The line grows, not the gap behind it.
        let grown = cells - width(&arrow);
        let arrow = format!(" {line}{line} {age} {}{line}▸ ", line.repeat(grown));
        let end = format!("[{}]", hop.to);
        boxes = boxes.and(tone, arrow).and(Tone::Title, end.clone());
        below = below.and(Tone::Info, pad_end(&under, cells));
        below = below.and(Tone::Text, " ".repeat(width(&end)));
        let words = format!("{age}, {}  ", integration.method.words());
        let step = Row::new(tone, format!("  {line}▾ ")).and(Tone::Muted, words);
        stacked.push(step.and(Tone::Info, place).on(target));
        stacked.push(Row::new(Tone::Title, end));
        before = Some(hop.to);
    }
    // Both lines are as wide, so that they fold together.
    boxes.narrow = Some(stacked);
    below.narrow = Some(Vec::new());
    (vec![boxes, below], spans)
}

fn place(analysis: &Analysis, span: Span) -> String {
    match analysis.sources.place(span) {
        Some(it) => format!("{}:{}", it.path, it.line),
        None => String::new(),
    }
}

/// The hops that it marks, else the integration that it is about.
fn hops<'a>(analysis: &'a Analysis, finding: &Diagnostic) -> Vec<Hop<'a>> {
    let stack = &analysis.stack;
    let related = || {
        let elements = finding.element.iter().chain(&finding.related);
        let elements = elements.filter(|it| it.kind == ElementKind::Integration);
        elements.filter_map(|it| stack.integrations.find(&it.id))
    };
    let marked = finding.marks.iter().filter(|it| it.is_hop);
    let hops: Vec<Hop<'_>> = marked
        .filter_map(|mark| {
            let id = related().find(|it| stack.integrations[*it].spans.item == mark.span)?;
            hop(analysis, id, Some(mark))
        })
        .collect();
    if !hops.is_empty() {
        return hops;
    }
    let is_about = finding.element.as_ref().is_some_and(|it| it.kind == ElementKind::Integration);
    related()
        .next()
        .filter(|_| is_about)
        .and_then(|it| hop(analysis, it, None))
        .into_iter()
        .collect()
}

fn hop<'a>(analysis: &'a Analysis, id: IntegrationId, mark: Option<&Mark>) -> Option<Hop<'a>> {
    let stack = &analysis.stack;
    let integration = &stack.integrations[id];
    let from = &stack.tools[integration.from.id?].name;
    let to = &stack.tools[integration.to.id?].name;
    // A way may go over a two-way integration backwards; the mark says where it arrives.
    let is_backwards = mark.is_some_and(|it| it.text.ends_with(&format!("{to} → {from}")));
    let (from, to) = if is_backwards { (to, from) } else { (from, to) };
    Some(Hop { from, to, integration: id })
}
