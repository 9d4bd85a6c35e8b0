//! From the parser's events to the tree; nothing else knows the parser.

use std::collections::BTreeMap;
use std::sync::Arc;

use granit_parser::{Event, Marker, Parser, ScalarStyle, StructureStyle, Tag};

use super::limits;
use super::syntax::{self, Fault};
use super::tree::{Content, NodeId, Notation, Record, Tree};
use crate::diag::{Diagnostic, Severity};
use crate::text::{FileId, Span, clean, fit};

/// Cells of a key or a tag that a message repeats.
const QUOTE_CELLS: usize = 40;

/// One pass over the text.
pub(super) struct Attempt {
    pub(super) tree: Tree,
    pub(super) problems: Vec<Diagnostic>,
    /// Where the text stops being YAML; what comes after it is missing from the tree.
    pub(super) fault: Option<Fault>,
    /// False where a limit or a second document left something out.
    pub(super) complete: bool,
}

/// Builds the tree of `text`, which is `original` with faulty parts blanked out.
pub(super) fn build(text: &str, original: &Arc<str>, file: FileId) -> Attempt {
    let options = granit_parser::options! {
        emit_unresolved_aliases: true,
        // One more than ours, so that our own limit speaks first.
        flow_nesting_limit: limits::DEPTH_MAX + 1,
        block_nesting_limit: limits::DEPTH_MAX + 1,
    };
    let mut builder = Builder {
        tree: Tree::new(file, Arc::clone(original)),
        problems: Vec::new(),
        unlisted: 0,
        frames: Vec::new(),
        anchors: BTreeMap::new(),
        expanded: 0,
        documents: 0,
        fault: None,
        complete: true,
        over_anchors: false,
        over_aliases: false,
    };
    for step in Parser::new_from_str_with_options(text, options) {
        let go_on = match step {
            Ok((event, span)) => builder.take(event, span),
            Err(error) => {
                let outermost = builder.frames.iter().find(|frame| frame.is_flow);
                let bracket = outermost.map(|frame| builder.tree.record(frame.node).start);
                let at = offset(*error.marker());
                builder.fault = Some(syntax::explain(original, file, &error, (at, bracket)));
                false
            }
        };
        if !go_on {
            break;
        }
    }
    builder.finish()
}

struct Builder {
    tree: Tree,
    problems: Vec<Diagnostic>,
    /// Problems beyond the limit.
    unlisted: usize,
    /// The collections that are open, outermost first.
    frames: Vec<Frame>,
    anchors: BTreeMap<usize, Anchor>,
    /// Nodes that all aliases so far stand for.
    expanded: u64,
    documents: u32,
    fault: Option<Fault>,
    complete: bool,
    over_anchors: bool,
    over_aliases: bool,
}

struct Frame {
    node: NodeId,
    last: Option<NodeId>,
    is_flow: bool,
    anchor: usize,
    extent: Extent,
}

#[derive(Clone, Copy)]
struct Anchor {
    node: NodeId,
    extent: Extent,
}

/// What a node takes with everything that aliases bring into it.
#[derive(Clone, Copy)]
struct Extent {
    nodes: u64,
    height: usize,
}

const LEAF: Extent = Extent { nodes: 1, height: 0 };

impl Builder {
    /// Takes one event; false where reading must end.
    fn take(&mut self, event: Event<'_>, at: granit_parser::Span) -> bool {
        let range = (offset(at.start), offset(at.end));
        match event {
            Event::DocumentStart(..) => return self.start_document(range),
            Event::Scalar(value, style, anchor, tag) => {
                let is_text = self.check_tag(tag.as_deref(), &at);
                self.add_scalar(&value, (style, is_text), range, anchor);
            }
            Event::SequenceStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), &at);
                return self.open(Content::List(None), style, range, anchor);
            }
            Event::MappingStart(style, anchor, tag) => {
                self.check_tag(tag.as_deref(), &at);
                return self.open(Content::Map(None), style, range, anchor);
            }
            Event::SequenceEnd | Event::MappingEnd => self.close(Some(range.1)),
            Event::Alias(target) => self.add_alias(target, range),
            Event::UnresolvedAlias(name) => {
                let message = format!("no anchor `&{0}` stands before `*{0}`", quoted(&name));
                self.refuse_alias("yaml-alias", message, range);
            }
            // The parser may grow further events; none of them is a node that this dialect has.
            _ => {}
        }
        if self.tree.len() < limits::NODES_MAX {
            return true;
        }
        self.tell_limit(range, format!("more than {} values in one file", limits::NODES_MAX));
        false
    }

    fn start_document(&mut self, range: (u32, u32)) -> bool {
        self.documents += 1;
        if self.documents > 1 {
            let problem = Diagnostic::new(
                "yaml-documents",
                Severity::Error,
                "the file holds more than one YAML document; only the first is read",
            )
            .at(self.span(range), "the second begins here")
            .help("put it into a file of its own, or delete the `---` line");
            self.tell(problem);
            self.complete = false;
        }
        self.documents == 1
    }

    fn open(
        &mut self,
        content: Content,
        style: StructureStyle,
        range: (u32, u32),
        anchor: usize,
    ) -> bool {
        if self.frames.len() >= limits::DEPTH_MAX {
            let bracket = self.frames.iter().find(|frame| frame.is_flow);
            let bracket = bracket.map(|frame| self.tree.record(frame.node).start);
            self.fault = Some(syntax::too_deep(self.span((range.0, range.0)), bracket));
            return false;
        }
        let is_flow = style == StructureStyle::Flow;
        let start = match content {
            Content::List(_) if !is_flow => self.first_dash(range.0),
            Content::List(_)
            | Content::Map(_)
            | Content::Null
            | Content::Slice(_)
            | Content::Value(..)
            | Content::Alias(_) => range.0,
        };
        let node = self.attach(Record { start, end: range.1, next: None, content });
        self.frames.push(Frame { node, last: None, is_flow, anchor, extent: LEAF });
        true
    }

    /// Where a list of dashes begins: the parser names the place behind the first one where it stands below its key.
    fn first_dash(&self, start: u32) -> u32 {
        let before = self.tree.source().get(..start as usize).unwrap_or("");
        let line = before.rsplit('\n').next().unwrap_or("");
        let within = before.len() - line.len() + (line.len() - line.trim_start().len());
        let parent = self.frames.last().map(|frame| self.tree.record(frame.node).content);
        let is_below_key = matches!(parent, Some(Content::Map(_)));
        match u32::try_from(within) {
            Ok(dash) if is_below_key && line.trim_start().starts_with('-') => dash,
            _ => start,
        }
    }

    fn close(&mut self, end: Option<u32>) {
        let Some(frame) = self.frames.pop() else {
            return;
        };
        // A block ends where the next token begins, which may be lines below its last word.
        let last_end = frame.last.map(|last| self.tree.record(last).end);
        let flow_end = if frame.is_flow { end } else { None };
        let record = self.tree.record_mut(frame.node);
        record.end = flow_end.or(last_end).unwrap_or(record.end).max(record.start);
        if matches!(record.content, Content::Map(_)) {
            self.settle_map(frame.node);
        }
        self.keep_anchor(frame.anchor, frame.node, frame.extent);
        self.grow_parent(frame.extent);
    }

    fn add_scalar(
        &mut self,
        value: &str,
        (style, is_text): (ScalarStyle, bool),
        (start, end): (u32, u32),
        anchor: usize,
    ) {
        let (start, end) = self.trim(start, end);
        let notation = match style {
            ScalarStyle::Plain if !is_text => Notation::Plain,
            ScalarStyle::SingleQuoted | ScalarStyle::DoubleQuoted => Notation::Quoted,
            ScalarStyle::Plain | ScalarStyle::Literal | ScalarStyle::Folded => Notation::Text,
        };
        let is_null = matches!(value, "" | "~" | "null" | "Null" | "NULL");
        let content = if notation == Notation::Plain && is_null {
            Content::Null
        } else if self.slice(start, end, notation) == Some(value) {
            Content::Slice(notation)
        } else {
            Content::Value(self.tree.push_value(value), notation)
        };
        let node = self.attach(Record { start, end, next: None, content });
        self.keep_anchor(anchor, node, LEAF);
        self.grow_parent(LEAF);
    }

    fn slice(&self, start: u32, end: u32, notation: Notation) -> Option<&str> {
        let inset = u32::from(notation == Notation::Quoted);
        let (start, end) = (start.checked_add(inset)?, end.checked_sub(inset)?);
        self.tree.source().get(start as usize..end as usize)
    }

    /// Takes line ends and indentation off the end of a place, so that it ends with its last word.
    fn trim(&self, start: u32, end: u32) -> (u32, u32) {
        let written = self.tree.source().get(start as usize..end as usize).unwrap_or("");
        let kept = written.trim_end_matches([' ', '\t', '\r', '\n']).len();
        (start, start + u32::try_from(kept).unwrap_or(0))
    }

    fn add_alias(&mut self, target: usize, range: (u32, u32)) {
        if self.frames.iter().any(|frame| frame.anchor == target) {
            self.refuse_alias("yaml-alias", "an alias stands inside its own anchor", range);
            return;
        }
        let Some(anchor) = self.anchors.get(&target).copied() else {
            // Its anchor was beyond the limit, which has been told.
            self.attach(null_at(range));
            self.grow_parent(LEAF);
            return;
        };
        if self.frames.len() + anchor.extent.height > limits::DEPTH_MAX {
            let message = format!("aliases nest deeper than {} levels", limits::DEPTH_MAX);
            self.refuse_alias("yaml-limit", message, range);
            return;
        }
        let expanded = self.expanded.saturating_add(anchor.extent.nodes);
        if expanded > limits::ALIAS_NODES_MAX {
            self.complete = false;
            if self.over_aliases {
                self.attach(null_at(range));
                self.grow_parent(LEAF);
            } else {
                self.over_aliases = true;
                let limit = limits::ALIAS_NODES_MAX;
                let message =
                    format!("the aliases of this file stand for more than {limit} values");
                self.refuse_alias("yaml-limit", message, range);
            }
            return;
        }
        self.expanded = expanded;
        let (start, end) = range;
        self.attach(Record { start, end, next: None, content: Content::Alias(anchor.node) });
        self.grow_parent(anchor.extent);
    }

    fn refuse_alias(&mut self, code: &'static str, message: impl Into<String>, range: (u32, u32)) {
        let problem = Diagnostic::new(code, Severity::Error, message)
            .at(self.span(range), "read as nothing")
            .help("write the value out here");
        self.tell(problem);
        self.attach(null_at(range));
        self.grow_parent(LEAF);
    }

    /// Puts a node at the end of the innermost open collection.
    fn attach(&mut self, record: Record) -> NodeId {
        let id = self.tree.push(record);
        let Some(frame) = self.frames.last_mut() else {
            return id;
        };
        if let Some(last) = frame.last.replace(id) {
            self.tree.record_mut(last).next = Some(id);
            return id;
        }
        match &mut self.tree.record_mut(frame.node).content {
            Content::List(first) | Content::Map(first) => *first = Some(id),
            Content::Null | Content::Slice(_) | Content::Value(..) | Content::Alias(_) => {}
        }
        id
    }

    fn grow_parent(&mut self, child: Extent) {
        if let Some(frame) = self.frames.last_mut() {
            frame.extent.nodes = frame.extent.nodes.saturating_add(child.nodes);
            frame.extent.height = frame.extent.height.max(child.height + 1);
        }
    }

    fn keep_anchor(&mut self, anchor: usize, node: NodeId, extent: Extent) {
        if anchor == 0 {
            return;
        }
        if self.anchors.len() < limits::ANCHORS_MAX {
            self.anchors.insert(anchor, Anchor { node, extent });
        } else if !self.over_anchors {
            self.over_anchors = true;
            let record = self.tree.record(node);
            let range = (record.start, record.start);
            self.tell_limit(range, format!("more than {} anchors", limits::ANCHORS_MAX));
        }
    }

    /// True if the tag makes any scalar a text.
    fn check_tag(&mut self, tag: Option<&Tag>, at: &granit_parser::Span) -> bool {
        let Some(tag) = tag else {
            return false;
        };
        if !tag.is_yaml_core_schema() {
            let place = at.tag_span().unwrap_or(*at);
            let range = (offset(place.start), offset(place.end));
            let message = format!("the tag `{}` is ignored", quoted(&tag.original()));
            let problem = Diagnostic::new("yaml-tag", Severity::Note, message)
                .at(self.span(range), "means nothing here");
            self.tell(problem);
        }
        tag.core_suffix() == Some("str")
    }

    /// Finds out what a map holds where that is not simply what stands in it.
    fn settle_map(&mut self, map: NodeId) {
        if self.is_settled(map) {
            return;
        }
        let mut keys: BTreeMap<&str, NodeId> = BTreeMap::new();
        let mut own = Vec::new();
        let mut merges = Vec::new();
        let mut duplicates = Vec::new();
        for (key, value) in self.tree.node(map).written_entries() {
            let name = key.text();
            if name == Some("<<") && key.is_plain() {
                merges.push(value.id());
                continue;
            }
            match name.and_then(|name| keys.get(name)) {
                Some(first) => duplicates.push((*first, key.id())),
                None => own.push((key.id(), value.id())),
            }
            if let Some(name) = name {
                keys.entry(name).or_insert(key.id());
            }
        }
        let misplaced = self.tree.merge_into(&mut own, merges);
        self.tree.resolve(map, own);
        for (first, second) in duplicates {
            self.tell_duplicate(first, second);
        }
        for value in misplaced {
            let problem = Diagnostic::new(
                "yaml-merge",
                Severity::Error,
                "`<<` takes a map or a list of maps",
            )
            .at(self.tree.node(value).span(), "not a map");
            self.tell(problem);
        }
    }

    /// Whether each key stands once and none is `<<`, as in nearly every map.
    fn is_settled(&self, map: NodeId) -> bool {
        let entries = self.tree.node(map).written_entries();
        let mut names: Vec<_> = entries.filter_map(|(key, _)| key.text()).collect();
        names.sort_unstable();
        !names.contains(&"<<") && names.windows(2).all(|it| it.first() != it.get(1))
    }

    fn tell_duplicate(&mut self, first: NodeId, second: NodeId) {
        let (first, second) = (self.tree.node(first), self.tree.node(second));
        let key = quoted(second.text().unwrap_or_default());
        let message = format!("`{key}` stands twice in the same place; the first counts");
        let problem = Diagnostic::new("yaml-duplicate-key", Severity::Error, message)
            .at(second.span(), "again here")
            .mark(first.span(), "first here")
            .help("delete one of the two");
        self.tell(problem);
    }

    fn tell_limit(&mut self, range: (u32, u32), message: String) {
        self.complete = false;
        let problem = Diagnostic::new("yaml-limit", Severity::Error, message)
            .at(self.span(range), "the limit is reached here")
            .help("split the stack into several files");
        self.tell(problem);
    }

    fn tell(&mut self, problem: Diagnostic) {
        if self.problems.len() < limits::PROBLEMS_MAX {
            self.problems.push(problem);
        } else {
            self.unlisted += 1;
        }
    }

    fn span(&self, (start, end): (u32, u32)) -> Span {
        Span { file: self.tree.file(), start, end: end.max(start) }
    }

    fn finish(mut self) -> Attempt {
        while !self.frames.is_empty() {
            self.close(None);
        }
        if self.unlisted > 0 {
            let message = format!("and {} more problems in this file", self.unlisted);
            let end = u32::try_from(self.tree.source().len()).unwrap_or(u32::MAX);
            let problem = Diagnostic::new("yaml-limit", Severity::Note, message)
                .at(self.span((end, end)), "the file ends here");
            self.problems.push(problem);
        }
        let complete = self.complete && self.fault.is_none();
        Attempt { tree: self.tree, problems: self.problems, fault: self.fault, complete }
    }
}

fn null_at((start, end): (u32, u32)) -> Record {
    Record { start, end, next: None, content: Content::Null }
}

fn quoted(text: &str) -> String {
    fit(&clean(text), QUOTE_CELLS)
}

/// The parser counts bytes whenever it reads a `&str`, and files are far below 4 GiB.
fn offset(marker: Marker) -> u32 {
    marker.byte_offset().and_then(|offset| u32::try_from(offset).ok()).unwrap_or(0)
}
