//! The house plan as a test: ranks, third-party borders, sizes, orphan files.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// A module may use modules of lower rank only; modules of one rank never use each other.
const LAYERS: &[&[&str]] = &[
    &["draws", "numbering", "text"],
    &["diag"],
    &["yaml", "stack", "config"],
    &["graph", "catalog"],
    &["load", "fragility", "layout"],
    &["network"],
    &["impact", "reliability", "freshness", "privacy", "effort"],
    &["rules", "select"],
    &["analysis"],
    &["scenario", "compare", "outage", "readiness"],
    &["evaluate"],
    &["map", "report", "mend", "history"],
    &["export", "facade"],
    &["host"],
    &["tui"],
    &["cli"],
];

/// What only some modules may name, so that a library can be exchanged in one place.
const BORDERS: &[(&[&str], &[&str])] = &[
    (&["ratatui", "crossterm", "tui_input", "terminal_colorsaurus"], &["tui"]),
    (&["petgraph"], &["graph"]),
    (&["granit_parser"], &["yaml"]),
    (&["annotate_snippets"], &["diag"]),
    (&["clap", "clap_complete", "clap_mangen"], &["cli"]),
    (&["color_eyre", "eyre"], &["host", "cli", "tui", "main"]),
    (&["gix"], &["host"]),
    (&["jiff"], &["stack", "host"]),
    (&["notify", "signal_hook", "crossbeam_channel", "std::thread"], &["tui"]),
    (&["std::fs", "std::env", "std::process", "std::time::SystemTime"], &["host", "main"]),
];

const LINES_MAX: usize = 500;

struct Module {
    path: PathBuf,
    /// The top-level module, or `main`/`lib`.
    owner: String,
    /// Code without comments and tests.
    code: Vec<(usize, String)>,
    lines: usize,
}

fn modules() -> Vec<Module> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    collect(&root, &mut files);
    files.sort();
    files
        .into_iter()
        .map(|path| {
            let text = fs::read_to_string(&path).unwrap();
            let inside = path.strip_prefix(&root).unwrap();
            let first = inside.components().next().unwrap().as_os_str().to_str().unwrap();
            let owner = first.trim_end_matches(".rs").to_owned();
            let is_test = inside.components().any(|it| {
                it.as_os_str().to_str().is_some_and(|name| name.trim_end_matches(".rs") == "tests")
            });
            let lines = text.lines().count();
            let code = if is_test { Vec::new() } else { code_of(&text) };
            Module { path, owner, code, lines }
        })
        .collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|it| it == "rs") {
            files.push(path);
        }
    }
}

/// Numbered lines up to the inline tests, comments left out.
fn code_of(text: &str) -> Vec<(usize, String)> {
    text.lines()
        .enumerate()
        .take_while(|(_, line)| *line != "#[cfg(test)]")
        .filter(|(_, line)| !line.trim_start().starts_with("//"))
        .map(|(index, line)| (index + 1, line.to_owned()))
        .collect()
}

fn rank(module: &str) -> Option<usize> {
    LAYERS.iter().position(|layer| layer.contains(&module))
}

#[test]
fn modules_use_lower_ranks_only() {
    let mut faults = Vec::new();
    for module in modules() {
        let Some(own) = rank(&module.owner) else {
            if !["lib", "main", "facade"].contains(&module.owner.as_str()) {
                faults.push(format!("{}: not in LAYERS", module.path.display()));
            }
            continue;
        };
        for (line, code) in &module.code {
            let place = format!("{}:{line}", module.path.display());
            if code.contains("crate::{") || code.contains("super::super") {
                faults.push(format!("{place}: name modules one by one: {code}"));
            }
            for used in code.split("crate::").skip(1) {
                let name: String =
                    used.chars().take_while(|ch| ch.is_alphanumeric() || *ch == '_').collect();
                let lower = rank(&name).is_some_and(|it| it < own);
                if name != module.owner && !lower {
                    faults.push(format!("{place}: {} must not use {name}", module.owner));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn libraries_stay_behind_their_borders() {
    let mut faults = Vec::new();
    for module in modules() {
        for (names, owners) in BORDERS {
            if owners.contains(&module.owner.as_str()) {
                continue;
            }
            for (line, code) in &module.code {
                for name in *names {
                    let used = code.contains(&format!("{name}::"))
                        || code.contains(&format!("use {name};"));
                    if used {
                        faults.push(format!(
                            "{}:{line}: {name} belongs to {owners:?}",
                            module.path.display()
                        ));
                    }
                }
            }
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn files_are_short_and_declared() {
    let all = modules();
    let mut faults = Vec::new();
    let mut declared: BTreeMap<PathBuf, String> = BTreeMap::new();
    for module in &all {
        let text = fs::read_to_string(&module.path).unwrap();
        declared.insert(module.path.clone(), text);
        if module.lines > LINES_MAX {
            faults.push(format!("{}: {} lines", module.path.display(), module.lines));
        }
    }
    for path in declared.keys() {
        let stem = path.file_stem().unwrap().to_str().unwrap();
        if stem == "lib" || stem == "main" {
            continue;
        }
        let folder = path.parent().unwrap();
        let (name, parents) = if stem == "mod" {
            let name = folder.file_name().unwrap().to_str().unwrap();
            let above = folder.parent().unwrap();
            (name, vec![above.join("mod.rs"), above.join("lib.rs")])
        } else {
            (stem, vec![folder.join("mod.rs"), folder.join("lib.rs"), folder.with_extension("rs")])
        };
        let is_declared = parents.iter().filter_map(|it| declared.get(it)).any(|text| {
            text.lines().any(|line| {
                let line = line.trim_start_matches("pub(crate) ").trim_start_matches("pub ");
                line == format!("mod {name};")
            })
        });
        if !is_declared {
            faults.push(format!("{}: file is not declared", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}
