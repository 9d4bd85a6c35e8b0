//! From the text of one or several files to a stack: every problem is reported, the rest still loads.
//!
//! Opens no file and knows no rule: it says whether a text is well formed, not whether a stack is healthy.

mod catalogue;
mod check;
mod cron;
mod duration;
mod files;
mod gather;
mod ignore;
mod item;
mod kinds;
mod meant;
mod method;
mod names;
pub(crate) mod outline;
mod part;
mod schema;
mod shape;

mod value;

#[cfg(test)]
mod tests;

use std::collections::BTreeMap;

use crate::diag::{Diagnostic, Severity};
use crate::stack::Stack;
use crate::text::{Sources, plural};
use crate::yaml::{Kind, Reading};

pub(crate) use catalogue::read_catalog;
pub(crate) use part::{
    check_scenario, patch_credential, patch_integration, patch_journey, patch_object, patch_person,
    patch_team, patch_tool, read_date, read_integration, read_minutes, read_number, read_tool,
};
pub(crate) use schema::{schema, schema_for};

/// What came of reading a stack.
pub(crate) struct Loaded {
    pub(crate) sources: Sources,
    pub(crate) stack: Stack,
    /// In the order of the text.
    pub(crate) problems: Vec<Diagnostic>,
    /// A syntax error has cost some of the text: show the last good model where there is one.
    pub(crate) is_damaged: bool,
}

/// How the loader gets at files, which it cannot open itself.
pub(crate) trait Files {
    /// The text of a file named relative to the root file's folder.
    fn read(&self, path: &str) -> Result<Vec<u8>, String>;

    /// Files that match a pattern such as `stacks/*.yaml`, sorted; relative to the root file's folder.
    fn list(&self, pattern: &str) -> Result<Vec<String>, String>;
}

/// A stack that is no file in a folder: it includes nothing from anywhere.
pub(crate) struct Alone;

impl Files for Alone {
    fn read(&self, _path: &str) -> Result<Vec<u8>, String> {
        Err("a stack that is no file in a folder cannot include others".to_owned())
    }

    fn list(&self, pattern: &str) -> Result<Vec<String>, String> {
        self.read(pattern).map(|_| Vec::new())
    }
}

/// Reads the root file and what it includes.
pub(crate) fn load(path: &str, bytes: &[u8], files: &dyn Files) -> Loaded {
    let read = files::read_all(path, bytes, files);
    let mut stack = read.stack;
    let mut problems = read.problems;
    let dangling = stack.link();
    let mut open = names::unknown(&stack, dangling, &read.lost_ids);
    open.extend(names::unknown_fields(&stack));
    names::attribute(&stack, &mut open);
    problems.extend(open);
    problems.extend(names::shared_aliases(&stack));
    crate::diag::sort(&mut problems);
    cut(&mut problems);
    Loaded { sources: read.sources, stack, problems, is_damaged: read.is_damaged }
}

/// The stack that files make which were opened before: what they include is among them, in the order of reading.
pub(crate) fn assemble(readings: &[Reading]) -> Stack {
    let mut stack = Stack::default();
    for reading in readings {
        let root = reading.tree.root().filter(|root| root.kind() == Kind::Map);
        if let Some(root) = root {
            gather::gather(root, &mut stack, &mut Vec::new());
        }
    }
    stack.link();
    stack
}

/// Whoever has more problems of one kind has one cause for most of them, and nobody reads on.
const OF_ONE_KIND_MAX: usize = 1_000;

fn cut(problems: &mut Vec<Diagnostic>) {
    let mut kinds: BTreeMap<&str, (usize, Severity)> = BTreeMap::new();
    problems.retain(|it| {
        let (count, worst) = kinds.entry(it.code).or_insert((0, it.severity));
        *count += 1;
        *worst = (*worst).max(it.severity);
        *count <= OF_ONE_KIND_MAX
    });
    for (code, (count, worst)) in kinds {
        let more = count.saturating_sub(OF_ONE_KIND_MAX);
        if more > 0 {
            // As bad as the worst, so that no verdict is milder for their number.
            let message = format!("{} not shown: {code}", plural(more, "further problem"));
            problems.push(Diagnostic::new("too-many-problems", worst, message));
        }
    }
}
