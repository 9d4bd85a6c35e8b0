//! The README claims nothing that the program does not do: its commands are run, and what it shows must be printed.
//!
//! In a `console` block, `$ ` begins a command and `…` alone on a line leaves something out. A `yaml` block that begins
//! with a file's name in a comment is that file.

use std::ffi::OsString;
use std::fs;
use std::path::Path;

use linchpin::Host;

struct Command<'a> {
    line: &'a str,
    /// Lines that stand together, in the order of the output.
    shown: Vec<Vec<&'a str>>,
}

fn blocks<'a>(text: &'a str, language: &str) -> Vec<&'a str> {
    let fence = format!("\n```{language}\n");
    text.split(fence.as_str()).skip(1).filter_map(|it| it.split("\n```").next()).collect()
}

fn commands(block: &str) -> Vec<Command<'_>> {
    let mut commands: Vec<Command<'_>> = Vec::new();
    for line in block.lines() {
        if let Some(line) = line.strip_prefix("$ ") {
            commands.push(Command { line, shown: vec![Vec::new()] });
            continue;
        }
        let shown = &mut commands.last_mut().unwrap().shown;
        if line == "…" {
            shown.push(Vec::new());
        } else {
            shown.last_mut().unwrap().push(line);
        }
    }
    commands
}

/// Words as a shell splits them, as far as the README goes: blanks and single quotes.
fn words(line: &str) -> Vec<OsString> {
    let mut words = Vec::new();
    for (index, part) in line.split('\'').enumerate() {
        if index % 2 == 1 {
            words.push(OsString::from(part));
        } else {
            words.extend(part.split_whitespace().map(OsString::from));
        }
    }
    words
}

fn output(line: &str, files: &[(&str, &str)]) -> String {
    let (mut host, out, err) = Host::for_tests(files);
    let code = linchpin::run(words(line), &mut host);
    assert!(code < 2, "`{line}` failed: {}", err.text());
    out.text()
}

/// Whether the lines begin so, one after another, without others between them; gives what comes after.
fn after<'a>(output: &'a [&'a str], shown: &[&str]) -> Option<&'a [&'a str]> {
    let squeezed = |line: &str| line.split_whitespace().collect::<Vec<_>>().join(" ");
    let fits = |window: &&[&str]| {
        window.iter().zip(shown).all(|(line, wanted)| squeezed(line).starts_with(&squeezed(wanted)))
    };
    let position = output.windows(shown.len().max(1)).position(|it| fits(&it))?;
    output.get(position + shown.len()..)
}

#[test]
fn what_the_readme_shows_is_what_the_program_prints() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join("README.md")).unwrap();
    let mut files: Vec<(String, String)> = Vec::new();
    for block in blocks(&readme, "yaml") {
        let name = block.lines().next().and_then(|it| it.strip_prefix("# "));
        files.extend(name.map(|it| (it.to_owned(), block.to_owned())));
    }
    for entry in fs::read_dir(root.join("tests/scenarios")).unwrap() {
        let path = entry.unwrap().path();
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().to_owned();
        files.push((name, fs::read_to_string(&path).unwrap()));
    }
    let files: Vec<(&str, &str)> =
        files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let all: Vec<Command<'_>> = blocks(&readme, "console").into_iter().flat_map(commands).collect();
    assert!(all.len() > 8, "the search has lost its way");
    for command in &all {
        let printed = output(command.line, &files);
        let lines: Vec<&str> = printed.lines().collect();
        let mut rest = lines.as_slice();
        for shown in command.shown.iter().filter(|it| !it.is_empty()) {
            rest = after(rest, shown).unwrap_or_else(|| {
                panic!("`{}` does not print\n{}\nbut\n{printed}", command.line, shown.join("\n"))
            });
        }
    }
}

#[test]
fn links_lead_to_files() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    for page in ["README.md", "CONTRIBUTING.md"] {
        let text = fs::read_to_string(root.join(page)).unwrap();
        let links = text.split("](").skip(1).filter_map(|it| it.split(')').next());
        for link in links.filter(|it| !it.contains("://") && !it.starts_with("docs/pictures/")) {
            assert!(root.join(link).exists(), "{page}: {link}");
        }
    }
}
