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

/// The example in git: as it is at the end of last quarter, tagged, and with a scenario applied today.
struct History(tempfile::TempDir);

impl History {
    fn new(root: &Path) -> Self {
        let home = tempfile::tempdir().unwrap();
        let repository = gix::init(home.path()).unwrap();
        let stack = home.path().join("stack.yaml");
        fs::copy(root.join("stack.example.yaml"), &stack).unwrap();
        // 2026-06-30 and 2026-09-10, at noon.
        let first = commit(&repository, "Write down the stack", 1_782_820_800, &stack);
        let any = gix::refs::transaction::PreviousValue::Any;
        repository.tag_reference("q2", first, any).unwrap();
        let scenario = root.join("tests/scenarios/add-6sense.yaml");
        let apply = format!("linchpin apply {} --yes", scenario.display());
        let it = Self(home);
        it.run(&apply);
        commit(&repository, "Add 6sense", 1_789_041_600, &stack);
        it
    }

    fn run(&self, line: &str) -> String {
        let (host, out, err) = Host::for_tests(&[]);
        let mut host = host.in_folder(self.0.path().to_owned());
        let code = linchpin::run(words(line), &mut host);
        assert!(code < 2, "`{line}` failed: {}", err.text());
        out.text()
    }
}

fn commit(repository: &gix::Repository, subject: &str, seconds: u32, file: &Path) -> gix::ObjectId {
    let oid = repository.write_blob(fs::read(file).unwrap()).unwrap().detach();
    let mode = gix::objs::tree::EntryKind::Blob.into();
    let entries = vec![gix::objs::tree::Entry { mode, filename: "stack.yaml".into(), oid }];
    let tree = repository.write_object(gix::objs::Tree { entries }).unwrap().detach();
    let time = format!("{seconds} +0000");
    let who = gix::actor::SignatureRef {
        name: "Ana".into(),
        email: "ana@example.com".into(),
        time: &time,
    };
    let parents: Vec<gix::ObjectId> =
        repository.head_id().ok().map(gix::Id::detach).into_iter().collect();
    repository.commit_as(who, who, "HEAD", subject, tree, parents).unwrap().detach()
}

/// Commands that ask for earlier versions.
fn asks_git(line: &str) -> bool {
    ["linchpin log", "linchpin diff"].iter().any(|it| line.starts_with(it))
        || line.contains("--base")
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
    let history = History::new(root);
    for command in &all {
        let printed = if asks_git(command.line) {
            history.run(command.line)
        } else {
            output(command.line, &files)
        };
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
