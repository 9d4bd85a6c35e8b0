use std::fs;
use std::path::Path;

use super::*;
use crate::analysis::Analysis;
use crate::load::{Alone, load};
use crate::rules::RULES;
use crate::scenario;
use crate::stack::Date;

fn codes_of_stack(text: &str) -> Vec<&'static str> {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    let analysis = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
    analysis.problems.iter().map(|it| it.code).collect()
}

fn codes_of_scenario(text: &str) -> Vec<&'static str> {
    let loaded = load("stack.yaml", include_bytes!("../../../stack.example.yaml"), &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    let mut analysis = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
    let file = analysis.sources.add("scenario.yaml", text);
    let (read, problems) = scenario::read(&analysis.sources, file);
    let simulation = scenario::simulate(&analysis, &read.edits);
    problems.iter().chain(&simulation.problems).map(|it| it.code).collect()
}

#[test]
fn every_example_has_its_problem() {
    for problem in PROBLEMS {
        let codes = match problem.example {
            Example::Stack(text) => codes_of_stack(text),
            Example::Analysed(text) => {
                let workspace = crate::facade::Workspace::load(text);
                workspace.0.problems.iter().map(|it| it.code).collect()
            }
            Example::Scenario(text) => codes_of_scenario(text),
            Example::Described(_) => continue,
        };
        assert!(codes.contains(&problem.code), "{}: {codes:?}", problem.code);
    }
}

fn sources(folder: &Path, found: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if path.is_dir() && name != "tests" {
            sources(&path, found);
        } else if path.extension().is_some_and(|it| it == "rs") && !name.contains("test") {
            found.push(fs::read_to_string(&path).unwrap());
        }
    }
}

/// The texts in quotes that a code may be: lower-case words with hyphens between them.
fn codes_in(code: &str) -> impl Iterator<Item = &str> {
    let makers = ["Diagnostic::new(", "self.refuse(", "self.refuse_alias("];
    makers.into_iter().flat_map(move |maker| {
        code.split(maker)
            .skip(1)
            .filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next())
    })
}

#[test]
fn every_code_has_a_manual() {
    let mut texts = Vec::new();
    sources(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut texts);
    let mut used: Vec<&str> = Vec::new();
    for text in &texts {
        used.extend(codes_in(text.split("#[cfg(test)]").next().unwrap_or_default()));
    }
    assert!(used.len() > 30, "the search has lost its way: {used:?}");
    used.retain(|it| RULES.iter().all(|rule| rule.code != *it));
    let without: Vec<&&str> = used.iter().filter(|it| problem(it).is_none()).collect();
    assert!(without.is_empty(), "no manual for {without:?}");
    let unused: Vec<&str> =
        PROBLEMS.iter().map(|it| it.code).filter(|it| !used.contains(it)).collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

#[test]
fn a_code_has_one_manual() {
    for (index, it) in PROBLEMS.iter().enumerate() {
        assert!(PROBLEMS.iter().skip(index + 1).all(|other| other.code != it.code), "{}", it.code);
        assert!(RULES.iter().all(|rule| rule.code != it.code), "{}", it.code);
    }
}
