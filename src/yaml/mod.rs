//! Reads YAML into a flat tree that knows where everything stands, and says what is wrong with the text.
//!
//! The dialect is YAML 1.2 without implicit types: what a scalar means is up to who asks for it.

mod build;
mod comments;
mod decode;
pub(crate) mod edit;
mod recover;
mod syntax;
mod tree;
mod value;

#[cfg(test)]
mod hostile_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod recover_tests;
#[cfg(test)]
mod tests;

use crate::diag::{Diagnostic, Severity};
use crate::text::{FileId, Sources, Span};

pub(crate) use comments::{Comment, Standing, comments};
pub(crate) use decode::decode;
pub(crate) use tree::{Kind, Node, NodeId, Tree};
pub(crate) use value::Value;

/// What one file may cost. Beyond it there is a diagnostic, never a crash; each is far above any real stack.
pub(crate) mod limits {
    /// About 85 000 tools with all their fields.
    pub(crate) const FILE_BYTES_MAX: usize = 64 * 1024 * 1024;
    /// One node takes 20 bytes.
    pub(crate) const NODES_MAX: usize = 10_000_000;
    /// The format itself needs 8; who walks the tree may recurse this deep.
    pub(crate) const DEPTH_MAX: usize = 64;
    pub(crate) const ANCHORS_MAX: usize = 10_000;
    /// Nodes that all aliases of a file stand for together, so that a walk of the tree stays bounded.
    pub(crate) const ALIAS_NODES_MAX: u64 = 1_000_000;
    /// Times that a file is read around a fault. Who has more sees the others after mending these.
    pub(crate) const PASSES_MAX: usize = 20;
    pub(crate) const PROBLEMS_MAX: usize = 1_000;
}

/// A file as far as it could be read.
#[derive(Clone, Debug)]
pub(crate) struct Reading {
    pub(crate) tree: Tree,
    /// In the order of the text.
    pub(crate) problems: Vec<Diagnostic>,
    /// False where a syntax error or a limit cost a part of the file.
    pub(crate) complete: bool,
    /// In order: values of `id:` in the parts that were lost, so that references to them are not called unknown.
    pub(crate) lost_ids: Vec<String>,
}

/// Reads a file of the sources. Never fails: what cannot be read is missing from the tree and told.
pub(crate) fn read(sources: &Sources, file: FileId) -> Reading {
    let Some(source) = sources.get(file) else {
        return Reading {
            tree: Tree::empty(file),
            problems: Vec::new(),
            complete: true,
            lost_ids: Vec::new(),
        };
    };
    if source.text.len() > limits::FILE_BYTES_MAX {
        let problem = Diagnostic::new(
            "yaml-limit",
            Severity::Error,
            format!("the file is larger than {} MiB", limits::FILE_BYTES_MAX / 1024 / 1024),
        )
        .at(Span { file, start: 0, end: 0 }, "not read")
        .help("split the stack into several files");
        return Reading {
            tree: Tree::empty(file),
            problems: vec![problem],
            complete: false,
            lost_ids: Vec::new(),
        };
    }
    recover::read_around(&source.text, file)
}
