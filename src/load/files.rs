//! The root file and the files it includes, each read once.

use super::check::{Purpose, check, is_keyed_by_id};
use super::item::one_or_many;
use super::shape::Form;
use super::{Files, gather, ignore, kinds};
use crate::diag::{Diagnostic, Fix, Safety, Severity};
use crate::stack::Stack;
use crate::text::{FileId, Sources, Span, clean};
use crate::yaml::{self, Kind, Node};

/// Includes within includes; deeper nesting is a mistake more often than a plan.
const DEPTH_MAX: usize = 8;

/// Files of one stack, so that a pattern cannot read a whole disk.
const FILES_MAX: usize = 256;

const EXAMPLE: &str = "a stack needs at least its version and its tools:\n\
    version: 1\n\
    tools:\n  \
    - {id: crm, name: Our CRM, category: crm}\n  \
    - {id: mail, name: Our mailer, category: email}";

/// Everything that the files hold, not linked yet.
pub(super) struct Read {
    pub(super) sources: Sources,
    pub(super) stack: Stack,
    pub(super) problems: Vec<Diagnostic>,
    /// Ids that stood in text that could not be read.
    pub(super) lost_ids: Vec<String>,
    pub(super) is_damaged: bool,
}

pub(super) fn read_all(path: &str, bytes: &[u8], files: &dyn Files) -> Read {
    let (folder, name) = match path.rfind(['/', '\\']) {
        Some(at) => path.split_at(at + 1),
        None => ("", path),
    };
    let read = Read {
        sources: Sources::default(),
        stack: Stack::default(),
        problems: Vec::new(),
        lost_ids: Vec::new(),
        is_damaged: false,
    };
    let mut reader = Reader { files, folder, read, seen: vec![name.to_owned()] };
    reader.file(bytes, &[name.to_owned()]);
    reader.read
}

struct Reader<'f> {
    files: &'f dyn Files,
    /// The root file's folder as the user named it, for messages.
    folder: &'f str,
    read: Read,
    /// Names of the files that were opened, relative to the root file's folder.
    seen: Vec<String>,
}

impl Reader<'_> {
    fn tell(&mut self, problem: Diagnostic) {
        self.read.problems.push(problem);
    }

    /// Reads a file; the chain holds the files that led to it and its own name last.
    fn file(&mut self, bytes: &[u8], chain: &[String]) {
        let shown = format!("{}{}", self.folder, chain.last().map_or("", String::as_str));
        let text = match yaml::decode(bytes) {
            Ok(text) => text,
            Err(fault) => {
                let lossy = String::from_utf8_lossy(bytes);
                let file = self.read.sources.add(&shown, lossy.trim_start_matches('\u{feff}'));
                let start = u32::try_from(fault.offset).unwrap_or(u32::MAX);
                let problem = Diagnostic::new("unreadable", Severity::Error, fault.message)
                    .at(Span { file, start, end: start }, "reading stops here")
                    .help(fault.help);
                self.read.is_damaged = true;
                return self.tell(problem);
            }
        };
        let file = self.read.sources.add(&shown, &text);
        // The sources hold it from now on, and a large file is not held twice.
        drop(text);
        let reading = yaml::read(&self.read.sources, file);
        self.read.is_damaged |= !reading.complete;
        self.read.problems.extend(reading.problems);
        self.read.stack.ignores.extend(ignore::read(
            &reading.tree,
            &self.read.sources,
            &mut self.read.problems,
        ));
        self.read.lost_ids.extend(reading.lost_ids);
        let is_root = chain.len() == 1;
        match reading.tree.root().filter(|root| root.kind() != Kind::Null) {
            Some(root) if root.kind() == Kind::Map => self.map(root, chain),
            Some(root) => self.tell(not_a_stack(root)),
            None if is_root && reading.complete => self.tell(empty(file)),
            None => {}
        }
    }

    fn map(&mut self, root: Node<'_>, chain: &[String]) {
        let is_root = chain.len() == 1;
        self.read.problems.extend(wrong_version(root, is_root));
        check(root, &kinds::ROOT, Purpose::Whole, &mut self.read.problems);
        self.read.lost_ids.extend(ids_in_keys(root));
        gather::gather(root, &mut self.read.stack, &mut self.read.problems);
        if let Some(include) = root.get("include") {
            for target in one_or_many(include) {
                self.include(target, chain);
            }
        }
    }

    fn include(&mut self, target: Node<'_>, chain: &[String]) {
        let Some(written) = target.text() else { return };
        let base = chain.last().and_then(|name| name.rsplit_once('/')).map_or("", |(base, _)| base);
        let path = match resolve(base, written) {
            Ok(path) => path,
            Err(why) => {
                let message = format!("`{}` is {why}", clean(written));
                return self.refuse("include-escape", message, target, chain);
            }
        };
        if chain.len() > DEPTH_MAX {
            let message = format!("files are included more than {DEPTH_MAX} deep");
            return self.refuse("include-limit", message, target, chain);
        }
        if !path.contains(['*', '?', '[']) {
            if chain.contains(&path) {
                let message = format!("`{}` includes itself", clean(&path));
                let mut whole = chain.to_vec();
                whole.push(path);
                return self.refuse("include-cycle", message, target, &whole);
            }
            return self.open(&path, target, chain);
        }
        match self.files.list(&path) {
            Ok(paths) if paths.is_empty() => {
                let message = format!("no file matches `{}`", clean(written));
                self.refuse("include-missing", message, target, chain);
            }
            Ok(paths) => {
                // A pattern may well match the file that it stands in.
                for path in paths.iter().filter(|path| !chain.contains(path)) {
                    self.open(path, target, chain);
                }
            }
            Err(why) => {
                let message = format!("`{}` cannot be looked for: {}", clean(written), clean(&why));
                self.refuse("include-missing", message, target, chain);
            }
        }
    }

    fn open(&mut self, path: &str, target: Node<'_>, chain: &[String]) {
        if self.seen.iter().any(|it| it == path) {
            return;
        }
        if self.seen.len() >= FILES_MAX {
            let message = format!("a stack has at most {FILES_MAX} files");
            return self.refuse("include-limit", message, target, chain);
        }
        self.seen.push(path.to_owned());
        match self.files.read(path) {
            Ok(bytes) => {
                let mut chain = chain.to_vec();
                chain.push(path.to_owned());
                self.file(&bytes, &chain);
            }
            Err(why) => {
                let message = format!("`{}` cannot be read: {}", clean(path), clean(&why));
                self.refuse("include-missing", message, target, chain);
            }
        }
    }

    fn refuse(&mut self, code: &'static str, message: String, at: Node<'_>, chain: &[String]) {
        let mut problem =
            Diagnostic::new(code, Severity::Error, message).at(at.span(), "not included");
        if chain.len() > 1 {
            problem.help = Some(format!("the way here: {}", clean(&chain.join(" → "))));
        }
        self.tell(problem);
    }
}

/// The path from the root file's folder, or why it leads out of it.
fn resolve(base: &str, written: &str) -> Result<String, &'static str> {
    if written.contains("://") {
        return Err("an address; only files are included");
    }
    if written.contains('\\') {
        return Err("no path here; write `/` between folders");
    }
    if written.starts_with('/') || written.get(1..2) == Some(":") {
        return Err("an absolute path; name it relative to this file");
    }
    let mut parts: Vec<&str> = base.split('/').filter(|part| !part.is_empty()).collect();
    for part in written.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop().ok_or("outside the folder of the stack")?;
            }
            part => parts.push(part),
        }
    }
    if parts.is_empty() {
        return Err("no file");
    }
    Ok(parts.join("/"))
}

/// Ids of things that were written as a map where a list belongs: not read, but not unknown either.
fn ids_in_keys(root: Node<'_>) -> Vec<String> {
    let mut ids = Vec::new();
    for field in kinds::ROOT.fields {
        if let (Form::List(Form::Map(shape)), Some(node)) = (field.form, root.get(field.key))
            && is_keyed_by_id(node, shape)
        {
            ids.extend(node.entries().filter_map(|(key, _)| key.text()).map(str::to_owned));
        }
    }
    ids
}

fn empty(file: FileId) -> Diagnostic {
    Diagnostic::new("stack-empty", Severity::Error, "there is no stack in this file")
        .at(Span { file, start: 0, end: 0 }, "nothing here")
        .help(EXAMPLE)
}

fn not_a_stack(root: Node<'_>) -> Diagnostic {
    let found = if root.kind() == Kind::List { "a list" } else { "a single text" };
    let message = format!("a stack file is a map of keys such as `tools`, and this is {found}");
    let start = root.span().start;
    Diagnostic::new("stack-not-a-map", Severity::Error, message)
        .at(Span { end: start, ..root.span() }, "expected `version: 1`")
        .help(EXAMPLE)
}

fn wrong_version(root: Node<'_>, is_root: bool) -> Option<Diagnostic> {
    let Some(version) = root.get("version") else {
        let start = root.span().start;
        return is_root.then(|| {
            Diagnostic::new("version-missing", Severity::Warning, "the file names no version")
                .at(Span { end: start, ..root.span() }, "read as version 1")
                .help("begin the file with `version: 1`")
                .fix(Fix::new(Safety::Safe, "begin with `version: 1`").set(
                    root.span(),
                    "version",
                    "1",
                ))
        });
    };
    if version.text() == Some("1") {
        return None;
    }
    let found =
        version.text().map_or_else(|| "this".to_owned(), |text| format!("`{}`", clean(text)));
    let message = format!("{found} is no version of the format that is known here");
    let problem = Diagnostic::new("version-unknown", Severity::Error, message)
        .at(version.span(), "read as version 1")
        .help("write `version: 1`, or use a newer Linchpin");
    Some(problem)
}
