//! A scenario: what it breaks, what it changes, what it costs, what is not known.

use super::check;
use super::impact::{self, Outcome};
use super::migration;
use super::page::{Look, Page};
use super::removal;
use super::words::{self, joined_few};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Element, ElementKind, Style, render};
use crate::reliability::Range;
use crate::report::{Severities, reliability, unproven};
use crate::scenario::{Edit, Migration, Removal, Simulation, hours_changed};
use crate::text::{Label, plural};

/// Findings of one kind in a brief list.
const FEW: usize = 8;

pub(crate) fn simulation(
    before: &Analysis,
    edits: &[Edit],
    simulation: &Simulation,
    (migrations, removed): (&[Migration], Option<&Removal>),
    look: Look,
) -> String {
    let mut page = Page::new(look);
    let stacks = [&before.stack, &simulation.after.stack];
    let steps: Vec<String> = edits.iter().map(|it| words::change(stacks, it)).collect();
    let subject = words::after(edits, &steps);
    let open = unproven(before, simulation);
    // What is only added carries nothing that was carried before.
    let integrations: &[Label] = if simulation.blast.gone.is_empty() { &[] } else { &open };
    let heir = heir(before, simulation, edits);
    let is_passing = edits.iter().all(|it| matches!(it, Edit::Outage { .. } | Edit::Leave { .. }));
    let outcome = if is_passing {
        Outcome::Passing
    } else {
        Outcome::Rebuilt { integrations, by: heir.as_deref() }
    };
    impact::headline(&mut page, &before.stack, &simulation.blast, (&subject, outcome));
    if !is_passing || brings_or_fixes(simulation) {
        page.paragraph(&difference(simulation));
    }
    if let Some(it) = removed {
        removal::verdict(&mut page, before, it);
    }
    if steps.len() > 1 {
        page.heading("Changes, in order");
        for (index, step) in steps.iter().enumerate() {
            page.item(&format!("  {}. ", index + 1), step);
        }
    }
    problems(&mut page, before, simulation);
    impact::losses(&mut page, &before.stack, &simulation.blast, outcome);
    if let Some(it) = removed {
        removal::removal(&mut page, before, it);
    }
    hours(&mut page, before, simulation);
    elements(&mut page, "Added", &simulation.added);
    elements(&mut page, "Removed", &simulation.removed);
    let is_told = |it: &Element| it.kind == ElementKind::Integration && open.contains(&it.id);
    let changed: Vec<Element> =
        simulation.changed.iter().filter(|it| !is_told(it)).cloned().collect();
    elements(&mut page, "Changed", &changed);
    findings(&mut page, &simulation.after, "New findings", &simulation.findings_new);
    findings(&mut page, before, "Fixed findings", &simulation.findings_fixed);
    findings(
        &mut page,
        &simulation.after,
        "Findings that stay, about other things",
        &simulation.findings_changed,
    );
    for it in migrations {
        migration::migration(&mut page, before, it);
    }
    let effort = match open.as_slice() {
        [] => Vec::new(),
        open => vec![format!(
            "Whether and how {} can be built: {}",
            plural(open.len(), "integration"),
            joined_few(&open.iter().map(Label::to_string).collect::<Vec<_>>(), 12)
        )],
    };
    impact::unknowns(&mut page, &simulation.blast, effort);
    page.finish()
}

/// The name of the tool that takes over, where everything that goes is replaced by one tool.
fn heir(before: &Analysis, simulation: &Simulation, edits: &[Edit]) -> Option<String> {
    let mut heirs: Vec<&Label> = Vec::new();
    for edit in edits {
        match edit {
            Edit::ReplaceTool { by, .. } if !heirs.contains(&by) => heirs.push(by),
            Edit::RemoveTool { .. } => return None,
            Edit::ReplaceTool { .. }
            | Edit::AddTool { .. }
            | Edit::Connect { .. }
            | Edit::Disconnect { .. }
            | Edit::Set { .. }
            | Edit::Outage { .. }
            | Edit::Leave { .. } => {}
        }
    }
    let [only] = heirs.as_slice() else { return None };
    let stacks = [&simulation.after.stack, &before.stack];
    stacks.into_iter().find_map(|it| Some(it.tools[it.tools.find(only)?].name.to_string()))
}

fn brings_or_fixes(simulation: &Simulation) -> bool {
    !(simulation.findings_new.is_empty() && simulation.findings_fixed.is_empty())
}

fn difference(simulation: &Simulation) -> String {
    let new = Severities::of(&simulation.findings_new);
    let fixed = Severities::of(&simulation.findings_fixed);
    match (new.total(), fixed.total()) {
        (0, 0) => "No finding comes or goes.".to_owned(),
        (_, 0) => format!("It brings {}, and fixes none.", words::counts(new)),
        (0, _) => format!("It fixes {}, and brings none.", words::counts(fixed)),
        _ => format!("It brings {} and fixes {}.", words::counts(new), words::counts(fixed)),
    }
}

fn problems(page: &mut Page, before: &Analysis, simulation: &Simulation) {
    if simulation.problems.is_empty() {
        return;
    }
    page.heading("Notes on the changes");
    for it in &simulation.problems {
        if it.span.is_none() {
            check::line(page, &before.sources, it);
        } else {
            let sources = &simulation.after.sources;
            page.line(&render(it, sources, Style::Plain));
            page.gap();
        }
    }
}

fn hours(page: &mut Page, before: &Analysis, simulation: &Simulation) {
    let changes = hours_changed(before, simulation);
    if changes.is_empty() {
        return;
    }
    page.heading("Hours a year that journeys do not work, before and after");
    let say = |hours: Option<Range>| hours.map_or("does not run".to_owned(), reliability::hours);
    for it in changes {
        page.item("  ", &format!("{}: {} → {}", it.name, say(it.before), say(it.after)));
    }
}

fn elements(page: &mut Page, title: &str, elements: &[Element]) {
    if elements.is_empty() {
        return;
    }
    page.heading(title);
    let mut kinds: Vec<ElementKind> = elements.iter().map(|it| it.kind).collect();
    kinds.sort_unstable();
    kinds.dedup();
    for kind in kinds {
        let names: Vec<String> =
            elements.iter().filter(|it| it.kind == kind).map(|it| it.id.to_string()).collect();
        let few = page.look.extent.shown(usize::MAX, 12);
        let count = plural(names.len(), kind.words());
        page.item(&format!("  {count}: "), &joined_few(&names, few));
    }
}

fn findings(page: &mut Page, analysis: &Analysis, title: &str, found: &[Diagnostic]) {
    if found.is_empty() {
        return;
    }
    page.heading(&format!("{title} ({})", found.len()));
    check::brief(page, analysis, &found.iter().collect::<Vec<_>>(), FEW);
}
