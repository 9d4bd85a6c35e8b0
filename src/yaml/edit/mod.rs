//! Changes to a text that keep everything else: comments, order, quotes, line ends.
//!
//! Changes are gathered by the nodes of a tree and written all at once as replacements of ranges. What comes out is
//! read again and must mean what the changed tree means; otherwise there is a reason instead of a text.

mod block;
mod flow;
mod lines;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;
mod write;

use std::collections::{BTreeMap, BTreeSet};

use super::read;
use super::tree::{Kind, Node, NodeId, Tree};
use super::value::Value;
use crate::diag::Severity;
use crate::text::Sources;

use lines::Lines;

/// Why a change was not made, as the end of a sentence.
pub(crate) type Refusal = &'static str;

/// Changes to the text of one tree.
pub(crate) struct Editor<'t> {
    tree: &'t Tree,
    maps: BTreeMap<NodeId, MapChange>,
    lists: BTreeMap<NodeId, ListChange>,
    /// New values for scalars, keys and whole collections, by the node as it stands in the text.
    replaced: BTreeMap<NodeId, Value>,
    is_changed: bool,
}

#[derive(Default)]
struct MapChange {
    /// Values for keys, whether they are there or not, in order.
    set: Vec<(String, Value)>,
    removed: BTreeSet<String>,
}

#[derive(Default)]
struct ListChange {
    removed: BTreeSet<NodeId>,
    added: Vec<Value>,
}

/// A range of the text and what comes in its place.
#[derive(Debug)]
struct Splice {
    start: usize,
    end: usize,
    text: String,
}

/// Where a value stands, for those who write another in its place.
#[derive(Clone, Copy)]
struct Slot {
    /// Behind the `:`, the `-` or the bracket.
    after: usize,
    /// The column of the key or the dash.
    column: usize,
}

impl<'t> Editor<'t> {
    pub(crate) fn new(tree: &'t Tree) -> Self {
        Self {
            tree,
            maps: BTreeMap::new(),
            lists: BTreeMap::new(),
            replaced: BTreeMap::new(),
            is_changed: false,
        }
    }

    pub(crate) fn is_changed(&self) -> bool {
        self.is_changed
    }

    /// Gives a key of a map a value, whether the key is there or not. A key that a merge brings gets one of its own.
    pub(crate) fn set(&mut self, map: Node<'t>, key: &str, value: Value) {
        self.is_changed = true;
        let change = self.maps.entry(map.target_id()).or_default();
        change.removed.remove(key);
        match change.set.iter_mut().find(|(name, _)| name == key) {
            Some((_, there)) => *there = value,
            None => change.set.push((key.to_owned(), value)),
        }
    }

    /// Takes a key out of a map, or says that it has no value where a merge would bring one.
    pub(crate) fn remove(&mut self, map: Node<'t>, key: &str) {
        if map.get(key).is_none() {
            return;
        }
        let is_own = map.written_entries().any(|(name, _)| name.is_text(key));
        let is_merged = map.written_entries().any(|(name, value)| {
            name.is_text("<<") && maps_of(value).iter().any(|map| map.get(key).is_some())
        });
        if is_own && !is_merged {
            self.is_changed = true;
            let change = self.maps.entry(map.target_id()).or_default();
            change.set.retain(|(name, _)| name != key);
            change.removed.insert(key.to_owned());
        } else {
            self.set(map, key, Value::Null);
        }
    }

    pub(crate) fn append(&mut self, list: Node<'t>, value: Value) {
        self.is_changed = true;
        self.lists.entry(list.target_id()).or_default().added.push(value);
    }

    pub(crate) fn remove_item(&mut self, list: Node<'t>, item: Node<'t>) {
        self.is_changed = true;
        self.lists.entry(list.target_id()).or_default().removed.insert(item.id());
    }

    /// Puts a value in the place of a node: a scalar, a key, or a whole collection.
    pub(crate) fn replace(&mut self, node: Node<'t>, value: Value) {
        self.is_changed = true;
        self.replaced.insert(node.id(), value);
    }

    /// The new text, which means what the changed tree means.
    pub(crate) fn finish(&self) -> Result<String, Refusal> {
        let text = self.tree.source();
        let Some(root) = self.tree.root() else { return Err("the file is empty") };
        let lines = Lines::of(text)?;
        let mut writer = Writer { editor: self, text, lines, splices: Vec::new() };
        if self.replaced.contains_key(&root.id()) || root.kind() != Kind::Map {
            return Err("the whole file would be replaced");
        }
        writer.node(root, Slot { after: 0, column: 0 })?;
        let new = spliced(text, writer.splices)?;
        self.guard(&new, root)?;
        Ok(new)
    }

    /// Reads the new text and compares it with what was meant.
    fn guard(&self, new: &str, root: Node<'_>) -> Result<(), Refusal> {
        let mut sources = Sources::default();
        let file = sources.add("", new);
        let reading = read(&sources, file);
        let is_wrong = |it: &crate::diag::Diagnostic| it.severity == Severity::Error;
        if reading.problems.iter().any(|it| it.code == "yaml-alias") {
            return Err("an anchor (`&name`) would go that other places use as `*name`");
        }
        if !reading.complete || reading.problems.iter().any(is_wrong) {
            return Err("the way it is written does not allow this change");
        }
        let found = reading.tree.root().map_or(Value::Null, Value::of);
        if found == self.expected(root) {
            Ok(())
        } else {
            Err("the way it is written would change something else too")
        }
    }

    /// What a node means after the changes, those behind aliases included.
    fn expected(&self, node: Node<'_>) -> Value {
        if let Some(value) = self.replaced.get(&node.id()) {
            return value.clone();
        }
        match node.kind() {
            Kind::Null => Value::Null,
            // The changes of what an alias stands for are seen where it stands.
            Kind::Scalar => match self.replaced.get(&node.target_id()) {
                Some(value) => value.clone(),
                None => Value::of_scalar(node),
            },
            Kind::List => {
                let change = self.lists.get(&node.target_id());
                let mut items: Vec<Value> = node
                    .items()
                    .filter(|it| change.is_none_or(|change| !change.removed.contains(&it.id())))
                    .map(|it| self.expected(it))
                    .collect();
                items.extend(change.into_iter().flat_map(|it| it.added.iter().cloned()));
                Value::List(items)
            }
            Kind::Map => self.expected_map(node),
        }
    }

    fn expected_map(&self, node: Node<'_>) -> Value {
        let change = self.maps.get(&node.target_id());
        let mut entries: Vec<(String, Value)> = Vec::new();
        for (key, value) in node.entries() {
            let name = key.text().unwrap_or_default();
            if change.is_some_and(|it| it.removed.contains(name)) {
                continue;
            }
            let set = change.and_then(|it| it.value_of(name));
            let value = set.cloned().unwrap_or_else(|| self.expected(value));
            let name = match self.replaced.get(&key.id()) {
                Some(Value::Text(name) | Value::Word(name)) => name.clone(),
                Some(Value::Null | Value::List(_) | Value::Map(_)) | None => name.to_owned(),
            };
            entries.push((name, value));
        }
        for (name, value) in change.into_iter().flat_map(|it| &it.set) {
            if !entries.iter().any(|(there, _)| there == name) {
                entries.push((name.clone(), value.clone()));
            }
        }
        Value::Map(entries)
    }
}

impl MapChange {
    fn value_of(&self, key: &str) -> Option<&Value> {
        self.set.iter().find(|(name, _)| name == key).map(|(_, value)| value)
    }
}

fn maps_of(merge: Node<'_>) -> Vec<Node<'_>> {
    if merge.kind() == Kind::List { merge.items().collect() } else { vec![merge] }
}

/// Turns changes into splices, from the root down.
struct Writer<'e, 't> {
    editor: &'e Editor<'t>,
    text: &'t str,
    lines: Lines<'t>,
    splices: Vec<Splice>,
}

impl<'t> Writer<'_, 't> {
    fn node(&mut self, node: Node<'t>, slot: Slot) -> Result<(), Refusal> {
        if let Some(value) = self.editor.replaced.get(&node.id()) {
            self.put(node, slot, value);
            return Ok(());
        }
        if node.is_alias() {
            // What it stands for is written where it stands.
            return Ok(());
        }
        match (node.kind(), self.is_flow(node)) {
            (Kind::Map, false) => self.block_map(node, slot),
            (Kind::Map, true) => self.flow_map(node, slot),
            (Kind::List, false) => self.block_list(node, slot),
            (Kind::List, true) => self.flow_list(node, slot),
            (Kind::Scalar | Kind::Null, _) => Ok(()),
        }
    }

    fn is_flow(&self, node: Node<'_>) -> bool {
        self.text.get(start_of(node)..).is_some_and(|rest| rest.starts_with(['[', '{']))
    }

    fn is_flow_within(&self, node: Node<'_>) -> bool {
        matches!(node.kind(), Kind::Map | Kind::List) && !node.is_alias() && self.is_flow(node)
    }

    fn splice(&mut self, start: usize, end: usize, text: impl Into<String>) {
        self.splices.push(Splice { start, end, text: text.into() });
    }

    /// Writes a collection anew, where nothing of the old one is left to keep.
    fn put_whole(&mut self, node: Node<'t>, slot: Slot) {
        let value = self.editor.expected(node);
        self.put(node, slot, &value);
    }
}

fn start_of(node: Node<'_>) -> usize {
    node.span().start as usize
}

fn end_of(node: Node<'_>) -> usize {
    node.span().end as usize
}

/// The text with all splices made.
fn spliced(text: &str, mut splices: Vec<Splice>) -> Result<String, Refusal> {
    splices.sort_by_key(|it| (it.start, it.end));
    let mut out = String::with_capacity(text.len());
    let mut at = 0;
    for splice in &splices {
        let kept = text.get(at..splice.start).ok_or("two changes concern the same lines")?;
        out.push_str(kept);
        out.push_str(&splice.text);
        at = splice.end.max(at);
    }
    out.push_str(text.get(at..).ok_or("two changes concern the same lines")?);
    Ok(out)
}

/// Whether a text was read without fault, so that what it means is known.
pub(crate) fn is_sound(reading: &super::Reading) -> bool {
    reading.complete && !reading.problems.iter().any(|it| it.severity == Severity::Error)
}
