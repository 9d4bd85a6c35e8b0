//! New texts for the files of a stack: what a scenario decided, or what a diagnostic knows how to mend.
//!
//! Comments, order and everything else stay. Each new text is read again, and the stack that it makes must be the one
//! that was meant; where it is not, nothing is changed and the reason is told.

mod acceptance;
mod difference;
mod fields;
mod patch;
mod patches;
mod pens;

use similar::TextDiff;

use crate::diag::{Change, Diagnostic, Fix, Severity};
use crate::load;
use crate::scenario::{self, Edit};
use crate::stack::Stack;
use crate::text::{FileId, Sources, clean};
use crate::yaml::edit::is_sound;
use crate::yaml::{self, Kind, Reading, Value};

pub(crate) use acceptance::accept;
pub(crate) use patches::{LineEdit, Patches};
use pens::Pens;

/// What came of changes.
#[derive(Debug, Default)]
pub(crate) struct Mended {
    /// The files that change, with their new texts.
    pub(crate) files: Vec<(FileId, String)>,
    /// Changes that cannot be written, and why; with an error among them the rest is a suggestion only.
    pub(crate) refused: Vec<Diagnostic>,
    /// Changes that were made.
    pub(crate) made: usize,
}

impl Mended {
    pub(crate) fn is_refused(&self) -> bool {
        self.refused.iter().any(|it| it.severity == Severity::Error)
    }
}

/// Lines of context around a change, as `diff -u` has it.
const CONTEXT_LINES: usize = 3;

/// What changes in the files, as `diff -u` shows it, without line ends and characters that a terminal would obey.
pub(crate) fn diff(sources: &Sources, mended: &Mended) -> String {
    let mut out = String::new();
    for (file, new) in &mended.files {
        let Some(source) = sources.get(*file) else { continue };
        let path = clean(&source.path);
        let diff = TextDiff::from_lines(source.text.as_ref(), new.as_str());
        let mut unified = diff.unified_diff();
        unified.context_radius(CONTEXT_LINES).header(&path, &path);
        for line in unified.to_string().lines() {
            out.push_str(&clean(line.trim_end_matches('\r')));
            out.push('\n');
        }
    }
    out
}

/// Writes the edits of scenarios into the files of a stack. `sources` holds these files and no others.
pub(crate) fn apply(sources: &Sources, edits: &[Edit]) -> Mended {
    let mut book = Book::open(sources);
    let mut mended = Mended::default();
    if let Some(refused) = book.unsound() {
        mended.refused.push(refused);
        return mended;
    }
    let meant = scenario::apply(&book.stack(), edits);
    for edit in edits {
        if let Edit::Outage { .. } = edit {
            let message = format!("`{}` is nothing to write: it is no change", edit.words());
            mended.refused.push(Diagnostic::new("change-unwritten", Severity::Note, message));
            continue;
        }
        match book.make(edit) {
            Ok(next) => {
                book = next;
                mended.made += 1;
            }
            Err(why) => mended.refused.push(refusal(&edit.words(), &why)),
        }
    }
    if !mended.is_refused() {
        // Each edit by itself goes well; what clashes among them has not been told.
        mended.refused.extend(meant.1.into_iter().filter(|it| it.severity == Severity::Error));
    }
    if !mended.is_refused() && book.stack() != meant.0 {
        mended
            .refused
            .push(refusal("all of them together", "they come to something else in the text"));
    }
    mended.files = book.changed(sources);
    mended
}

/// Makes fixes in the files of a stack, each of them whole or not at all.
pub(crate) fn fix(sources: &Sources, fixes: &[&Fix]) -> Mended {
    let book = Book::open(sources);
    let mut mended = Mended::default();
    // All at once where that goes well, which is nearly always; else as many as get along.
    let mut made: Vec<&Fix> = Vec::new();
    if let Ok(files) = book.fix(fixes) {
        mended.made = fixes.len();
        mended.files = files;
        return mended;
    }
    for fix in fixes {
        made.push(fix);
        match book.fix(&made) {
            Ok(files) => mended.files = files,
            Err(why) => {
                made.pop();
                let mut refused = refusal(&fix.title, &why);
                // The others do not hang on it.
                refused.severity = Severity::Warning;
                mended.refused.push(refused);
            }
        }
    }
    mended.made = made.len();
    mended
}

fn refusal(what: &str, why: &str) -> Diagnostic {
    let message = format!("`{}` cannot be written: {why}", clean(what));
    Diagnostic::new("change-refused", Severity::Error, message)
        .help("make this change by hand, and the others with it")
}

/// The files of a stack as they are after the changes so far.
struct Book {
    sources: Sources,
    readings: Vec<Reading>,
}

impl Book {
    fn open(sources: &Sources) -> Self {
        let readings = sources.iter().map(|(file, _)| yaml::read(sources, file)).collect();
        Self { sources: sources.clone(), readings }
    }

    fn stack(&self) -> Stack {
        load::assemble(&self.readings)
    }

    /// A file whose meaning is not known for sure is not written to.
    fn unsound(&self) -> Option<Diagnostic> {
        let reading = self.readings.iter().find(|it| !is_sound(it))?;
        let path = self.sources.get(reading.tree.file()).map_or("", |it| &it.path);
        let message = format!("`{}` is not valid YAML, so nothing is written to it", clean(path));
        let first = reading.problems.iter().find(|it| it.severity == Severity::Error);
        let mut refused = Diagnostic::new("change-refused", Severity::Error, message)
            .help("mend what `linchpin check` tells of it first");
        if let Some(first) = first {
            refused = refused.at(first.span, first.message.clone());
        }
        Some(refused)
    }

    /// The book after an edit, if its text then makes the stack that the edit makes.
    fn make(&self, edit: &Edit) -> Result<Self, String> {
        let before = self.stack();
        let (after, notes) = scenario::apply(&before, std::slice::from_ref(edit));
        if let Some(fault) = notes.iter().find(|it| it.severity == Severity::Error) {
            return Err(fault.message.clone());
        }
        let mut pens = Pens::new(&self.readings);
        if let Edit::Set { kind, id, patch, .. } = edit {
            patch::write(&mut pens, &before, (*kind, id), patch.node());
        } else {
            difference::write(&mut pens, &before, &after, scenario::item(edit));
        }
        let texts = pens.finish()?;
        let next = self.with(&texts);
        if next.unsound().is_some() || next.stack() != after {
            return Err(self.reason(&texts));
        }
        Ok(next)
    }

    fn reason(&self, texts: &[(FileId, String)]) -> String {
        let has_aliases = texts.iter().any(|(file, _)| {
            self.sources
                .get(*file)
                .is_some_and(|it| it.text.contains(" *") || it.text.contains("[*"))
        });
        if has_aliases {
            "what would change is shared through an anchor (`&name`, `*name`)".to_owned()
        } else {
            "the file would mean something else than was simulated".to_owned()
        }
    }

    fn with(&self, texts: &[(FileId, String)]) -> Self {
        let mut sources = Sources::default();
        for (file, source) in self.sources.iter() {
            let new = texts.iter().find(|(changed, _)| *changed == file);
            sources.add(&source.path, new.map_or(source.text.as_ref(), |(_, text)| text));
        }
        Self::open(&sources)
    }

    fn changed(&self, before: &Sources) -> Vec<(FileId, String)> {
        let pairs = before.iter().zip(self.sources.iter());
        pairs
            .filter(|((_, old), (_, new))| old.text != new.text)
            .map(|((file, _), (_, new))| (file, new.text.to_string()))
            .collect()
    }

    fn fix(&self, fixes: &[&Fix]) -> Result<Vec<(FileId, String)>, String> {
        let mut pens = Pens::new(&self.readings);
        for change in fixes.iter().flat_map(|it| &it.changes) {
            fix_one(&mut pens, change).ok_or("what it is about is written elsewhere")?;
        }
        Ok(pens.finish()?)
    }
}

/// `None` where nothing stands at the place, as for what an alias brings.
fn fix_one(pens: &mut Pens<'_>, change: &Change) -> Option<()> {
    match change {
        Change::Replace { at, word } => {
            let (node, _) = pens.leaf_at(*at).filter(|(it, _)| it.kind() == Kind::Scalar)?;
            // Without quotes even where there were some: `"yes"` in quotes is no better than `"true"`.
            pens.replace(node, Value::word(word));
        }
        Change::Set { at, key, word } => {
            let map = pens.map_at(*at).filter(|it| it.kind() == Kind::Map && !it.is_alias())?;
            pens.set(map, key, Value::word(word));
        }
        Change::Remove { at } => {
            let (node, holder) = pens.item_at(*at)?;
            pens.take_out(node, holder?);
        }
    }
    Some(())
}

#[cfg(test)]
mod tests;
