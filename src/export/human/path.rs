//! Ways from one tool to another, hop by hop.

use super::grid::{self, Align, Fit};
use super::page::{Look, Page, Tone};
use crate::analysis::Analysis;
use crate::export::Question;
use crate::network::{FlowId, Path, Paths};
use crate::text::{clean, plural};

pub(crate) fn paths(analysis: &Analysis, question: Question, found: &Paths, look: Look) -> String {
    let mut page = Page::new(look);
    let stack = &analysis.stack;
    let (from, to) = (&stack.tools[question.from].name, &stack.tools[question.to].name);
    let cargo =
        question.object.map_or("any data".to_owned(), |it| stack.objects[it].id.to_string());
    if found.paths.is_empty() {
        page.paragraph(&format!("No live way leads {cargo} from {from} to {to}."));
        return page.finish();
    }
    let more = if found.truncated { " at least" } else { "" };
    let count = plural(found.paths.len(), "way");
    page.paragraph(&format!("{count}{more} for {cargo} from {from} to {to}, fewest hops first."));
    for path in &found.paths {
        one(&mut page, analysis, path);
    }
    page.finish()
}

fn one(page: &mut Page, analysis: &Analysis, path: &Path) {
    let hops = plural(path.flows.len(), "hop");
    let age = match path.age.open {
        0 => format!("{} old at worst", path.age.known),
        _ => format!("{} old or more, since not every leg says how often it runs", path.age.known),
    };
    page.heading(&format!("{hops}, {age}"));
    let rows: Vec<Vec<String>> = path.flows.iter().map(|it| hop(page, analysis, *it)).collect();
    let left = Align::Left;
    let align = [left, left, left, left, Align::Right, left];
    grid::write(page, "  ", &align, &rows, Fit::Never);
    let weakest = path
        .flows
        .iter()
        .map(|it| analysis.network.flow(*it).integration)
        .filter_map(|it| Some((analysis.fragility.get(it.index())?.score, it)))
        .max_by_key(|(score, it)| (*score, std::cmp::Reverse(*it)));
    if let Some((score, integration)) = weakest {
        let id = page.tint(Tone::Strong, &analysis.stack.integrations[integration].id);
        page.item("  weakest link: ", &format!("{id}, fragility {score}"));
    }
}

fn hop(page: &Page, analysis: &Analysis, flow: FlowId) -> Vec<String> {
    let stack = &analysis.stack;
    let flow = analysis.network.flow(flow);
    let integration = &stack.integrations[flow.integration];
    let object = flow.object.map_or("?", |it| stack.objects[it].id.as_str());
    let place = analysis.sources.place(integration.spans.item);
    let place = place.map_or(String::new(), |it| format!("{}:{}", clean(&it.path), it.line));
    vec![
        format!("{} → {}", stack.tools[flow.from].name, stack.tools[flow.to].name),
        object.to_owned(),
        integration.id.to_string(),
        integration.method.words().to_owned(),
        format!("+ {}", flow.age.words()),
        page.tint(Tone::Quiet, &place),
    ]
}
