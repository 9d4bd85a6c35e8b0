//! From the text of one or several files to a stack: every problem is reported, the rest still loads.

use crate::diag::Diagnostic;
use crate::stack::Stack;
use crate::text::Sources;

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

/// Reads the root file and what it includes.
pub(crate) fn load(path: &str, bytes: &[u8], _files: &dyn Files) -> Loaded {
    let mut sources = Sources::default();
    sources.add(path, &String::from_utf8_lossy(bytes));
    Loaded { sources, stack: Stack::default(), problems: Vec::new(), is_damaged: false }
}
