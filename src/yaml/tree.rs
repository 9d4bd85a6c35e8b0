//! The tree: nodes in one vector, texts as places in the source.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::sync::Arc;

use crate::text::{FileId, Span};

/// A node of one tree.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct NodeId(u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Nothing, or an unquoted `~`, `null`, `Null` or `NULL`.
    Null,
    Scalar,
    List,
    Map,
}

/// A document with its source. Cheap to clone only behind an `Arc`.
#[derive(Clone, Debug)]
pub(crate) struct Tree {
    file: FileId,
    text: Arc<str>,
    records: Vec<Record>,
    /// Scalars that are no slice of the source: escaped, folded or over several lines.
    values: Vec<Box<str>>,
    /// Entries of the maps where they are not simply the children: merge keys, duplicate keys.
    resolved: BTreeMap<NodeId, Vec<(NodeId, NodeId)>>,
}

/// What is kept of a node. Children are a chain: `first` of the parent, then `next` of each.
#[derive(Clone, Copy, Debug)]
pub(super) struct Record {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) next: Option<NodeId>,
    pub(super) content: Content,
}

#[derive(Clone, Copy, Debug)]
pub(super) enum Content {
    Null,
    /// A scalar that is its source, without the quotes if it has some.
    Slice(Notation),
    /// A scalar that is in `values`.
    Value(u32, Notation),
    List(Option<NodeId>),
    /// Keys and values take turns.
    Map(Option<NodeId>),
    /// Stands for an earlier node that is not its parent, so following aliases always ends.
    Alias(NodeId),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Notation {
    Plain,
    Quoted,
    /// A block scalar, or a plain one that a tag makes text.
    Text,
}

impl Tree {
    pub(super) fn empty(file: FileId) -> Self {
        Self::new(file, Arc::from(""))
    }

    pub(super) fn new(file: FileId, text: Arc<str>) -> Self {
        Self { file, text, records: Vec::new(), values: Vec::new(), resolved: BTreeMap::new() }
    }

    pub(crate) fn file(&self) -> FileId {
        self.file
    }

    /// The document's node; `None` where the file holds nothing.
    pub(crate) fn root(&self) -> Option<Node<'_>> {
        (!self.records.is_empty()).then_some(Node { tree: self, id: NodeId(0) })
    }

    /// A node by its id, which must be of this tree.
    pub(crate) fn node(&self, id: NodeId) -> Node<'_> {
        Node { tree: self, id }
    }

    pub(super) fn len(&self) -> usize {
        self.records.len()
    }

    pub(super) fn source(&self) -> &str {
        &self.text
    }

    pub(super) fn push(&mut self, record: Record) -> NodeId {
        let id = NodeId(u32::try_from(self.records.len()).unwrap_or(u32::MAX));
        self.records.push(record);
        id
    }

    pub(super) fn push_value(&mut self, value: &str) -> u32 {
        self.values.push(Box::from(value));
        u32::try_from(self.values.len() - 1).unwrap_or(u32::MAX)
    }

    pub(super) fn record(&self, id: NodeId) -> &Record {
        &self.records[id.0 as usize]
    }

    pub(super) fn record_mut(&mut self, id: NodeId) -> &mut Record {
        &mut self.records[id.0 as usize]
    }

    pub(super) fn resolve(&mut self, map: NodeId, entries: Vec<(NodeId, NodeId)>) {
        self.resolved.insert(map, entries);
    }

    /// Adds what the values of `<<` hold behind a map's own entries; gives back those that are no maps.
    pub(super) fn merge_into(
        &self,
        entries: &mut Vec<(NodeId, NodeId)>,
        merges: Vec<NodeId>,
    ) -> Vec<NodeId> {
        let names = entries.iter().filter_map(|(key, _)| self.node(*key).text());
        let mut names: BTreeSet<&str> = names.collect();
        let mut misplaced = Vec::new();
        for merge in merges.into_iter().map(|merge| self.node(merge)) {
            let maps = match merge.kind() {
                Kind::List => merge.items().collect(),
                Kind::Null => Vec::new(),
                Kind::Scalar | Kind::Map => vec![merge],
            };
            for map in maps {
                if map.kind() != Kind::Map {
                    misplaced.push(map.id());
                }
                for (key, value) in map.entries() {
                    if key.text().is_none_or(|name| names.insert(name)) {
                        entries.push((key.id(), value.id()));
                    }
                }
            }
        }
        misplaced
    }
}

/// A node with its tree. An alias shows what it stands for, at its own place.
#[derive(Clone, Copy)]
pub(crate) struct Node<'t> {
    tree: &'t Tree,
    id: NodeId,
}

impl<'t> Node<'t> {
    pub(crate) fn id(self) -> NodeId {
        self.id
    }

    pub(crate) fn span(self) -> Span {
        let record = self.tree.record(self.id);
        Span { file: self.tree.file, start: record.start, end: record.end }
    }

    pub(crate) fn kind(self) -> Kind {
        match self.target().1.content {
            Content::Null | Content::Alias(_) => Kind::Null,
            Content::Slice(_) | Content::Value(..) => Kind::Scalar,
            Content::List(_) => Kind::List,
            Content::Map(_) => Kind::Map,
        }
    }

    /// A scalar's value with quotes and escapes undone, and no type read into it.
    pub(crate) fn text(self) -> Option<&'t str> {
        let (_, record) = self.target();
        match record.content {
            Content::Slice(notation) => {
                let slice = self.tree.text.get(record.start as usize..record.end as usize)?;
                match notation {
                    Notation::Quoted => slice.get(1..slice.len().checked_sub(1)?),
                    Notation::Plain | Notation::Text => Some(slice),
                }
            }
            Content::Value(index, _) => self.tree.values.get(index as usize).map(AsRef::as_ref),
            Content::Null | Content::List(_) | Content::Map(_) | Content::Alias(_) => None,
        }
    }

    /// Whether its text is this one: asked of every key for every field, so lengths are compared first.
    pub(crate) fn is_text(self, text: &str) -> bool {
        let (_, record) = self.target();
        match record.content {
            Content::Slice(Notation::Plain | Notation::Text) => {
                let (start, end) = (record.start as usize, record.end as usize);
                end.checked_sub(start) == Some(text.len())
                    && self.tree.text.as_bytes().get(start..end) == Some(text.as_bytes())
            }
            Content::Slice(Notation::Quoted)
            | Content::Value(..)
            | Content::Null
            | Content::List(_)
            | Content::Map(_)
            | Content::Alias(_) => self.text() == Some(text),
        }
    }

    /// Whether it is a scalar without quotes, `|` or `>`: one that may mean a number or a yes.
    pub(crate) fn is_plain(self) -> bool {
        matches!(
            self.target().1.content,
            Content::Slice(Notation::Plain) | Content::Value(_, Notation::Plain)
        )
    }

    /// The members of a list.
    pub(crate) fn items(self) -> impl Iterator<Item = Node<'t>> {
        let first = match self.target().1.content {
            Content::List(first) => first,
            Content::Null
            | Content::Slice(_)
            | Content::Value(..)
            | Content::Map(_)
            | Content::Alias(_) => None,
        };
        Chain { tree: self.tree, next: first }
    }

    /// Keys and values of a map: each key once, its own before those that `<<` brings in.
    pub(crate) fn entries(self) -> impl Iterator<Item = (Node<'t>, Node<'t>)> {
        let tree = self.tree;
        let resolved = tree.resolved.get(&self.target().0);
        let written = if resolved.is_some() { None } else { Some(self.written_entries()) };
        let resolved = resolved.into_iter().flatten();
        written
            .into_iter()
            .flatten()
            .chain(resolved.map(move |(key, value)| (tree.node(*key), tree.node(*value))))
    }

    pub(crate) fn get(self, key: &str) -> Option<Self> {
        self.entries().find(|(name, _)| name.is_text(key)).map(|(_, value)| value)
    }

    /// Keys and values of a map as they stand in the text.
    pub(crate) fn written_entries(self) -> impl Iterator<Item = (Node<'t>, Node<'t>)> {
        let first = match self.target().1.content {
            Content::Map(first) => first,
            Content::Null
            | Content::Slice(_)
            | Content::Value(..)
            | Content::List(_)
            | Content::Alias(_) => None,
        };
        let mut chain = Chain { tree: self.tree, next: first };
        std::iter::from_fn(move || Some((chain.next()?, chain.next()?)))
    }

    /// The node that it is, which for an alias is what it stands for.
    pub(super) fn target_id(self) -> NodeId {
        self.target().0
    }

    pub(crate) fn is_alias(self) -> bool {
        matches!(self.tree.record(self.id).content, Content::Alias(_))
    }

    /// The node itself, or what the alias stands for.
    fn target(self) -> (NodeId, &'t Record) {
        let mut id = self.id;
        let mut record = self.tree.record(id);
        while let Content::Alias(target) = record.content {
            id = target;
            record = self.tree.record(id);
        }
        (id, record)
    }
}

/// Without the tree, which may be large.
impl fmt::Debug for Node<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("Node").field("kind", &self.kind()).field("span", &self.span()).finish()
    }
}

struct Chain<'t> {
    tree: &'t Tree,
    next: Option<NodeId>,
}

impl<'t> Iterator for Chain<'t> {
    type Item = Node<'t>;

    fn next(&mut self) -> Option<Node<'t>> {
        let id = self.next?;
        self.next = self.tree.record(id).next;
        Some(Node { tree: self.tree, id })
    }
}
