//! One editor for each file, and the way from a place to what stands there.

use crate::text::{FileId, Span};
use crate::yaml::edit::{Editor, Refusal};
use crate::yaml::{Kind, Node, Reading, Tree, Value};

/// Editors over all files of a stack, in the order of the sources.
pub(super) struct Pens<'r> {
    readings: &'r [Reading],
    editors: Vec<Editor<'r>>,
}

/// What holds a node: the items of a list, or the key of a map.
#[derive(Clone, Copy)]
pub(super) enum Holder<'r> {
    List(Node<'r>),
    Map { map: Node<'r>, key: Node<'r> },
}

impl<'r> Pens<'r> {
    pub(super) fn new(readings: &'r [Reading]) -> Self {
        Self { readings, editors: readings.iter().map(|it| Editor::new(&it.tree)).collect() }
    }

    /// The new texts of the files that change.
    pub(super) fn finish(&self) -> Result<Vec<(FileId, String)>, Refusal> {
        let mut texts = Vec::new();
        for (reading, editor) in self.readings.iter().zip(&self.editors) {
            if editor.is_changed() {
                texts.push((reading.tree.file(), editor.finish()?));
            }
        }
        Ok(texts)
    }

    pub(super) fn roots(&self) -> impl DoubleEndedIterator<Item = Node<'r>> + use<'r> {
        self.readings.iter().filter_map(|it| it.tree.root())
    }

    pub(super) fn set(&mut self, map: Node<'r>, key: &str, value: Value) {
        if let Some(editor) = self.editor(map) {
            editor.set(map, key, value);
        }
    }

    pub(super) fn remove(&mut self, map: Node<'r>, key: &str) {
        if let Some(editor) = self.editor(map) {
            editor.remove(map, key);
        }
    }

    pub(super) fn append(&mut self, list: Node<'r>, value: Value) {
        if let Some(editor) = self.editor(list) {
            editor.append(list, value);
        }
    }

    pub(super) fn remove_item(&mut self, list: Node<'r>, item: Node<'r>) {
        if let Some(editor) = self.editor(list) {
            editor.remove_item(list, item);
        }
    }

    pub(super) fn replace(&mut self, node: Node<'r>, value: Value) {
        if let Some(editor) = self.editor(node) {
            editor.replace(node, value);
        }
    }

    fn editor(&mut self, node: Node<'_>) -> Option<&mut Editor<'r>> {
        self.editors.get_mut(node.span().file.0 as usize)
    }

    /// The map or the short form of one at a place.
    pub(super) fn map_at(&self, place: Span) -> Option<Node<'r>> {
        self.item_at(place).map(|(node, _)| node)
    }

    /// The outermost node at a place, with what holds it.
    pub(super) fn item_at(&self, place: Span) -> Option<(Node<'r>, Option<Holder<'r>>)> {
        self.way_to(place).into_iter().find(|(node, _)| node.span() == place)
    }

    /// The innermost node at a place, a key included, with what holds it.
    pub(super) fn leaf_at(&self, place: Span) -> Option<(Node<'r>, Option<Holder<'r>>)> {
        self.way_to(place).into_iter().rfind(|(node, _)| node.span() == place)
    }

    /// The nodes around a place, from the root down.
    fn way_to(&self, place: Span) -> Vec<(Node<'r>, Option<Holder<'r>>)> {
        let mut way = Vec::new();
        let tree = self.readings.get(place.file.0 as usize).map(|it| &it.tree);
        let mut next = tree.and_then(Tree::root).map(|root| (root, None));
        while let Some((node, holder)) = next {
            way.push((node, holder));
            next = inside(node, place);
        }
        way
    }

    /// Takes out what stands at a place, with its key or its dash.
    pub(super) fn take_out(&mut self, node: Node<'r>, holder: Holder<'r>) {
        match holder {
            Holder::List(list) => self.remove_item(list, node),
            Holder::Map { map, key } => self.remove(map, key.text().unwrap_or_default()),
        }
    }
}

/// The child of a node that a place is within.
fn inside(node: Node<'_>, place: Span) -> Option<(Node<'_>, Option<Holder<'_>>)> {
    let holds = |child: Node<'_>| {
        let span = child.span();
        span.file == place.file && span.start <= place.start && place.end <= span.end
    };
    if node.is_alias() {
        return None;
    }
    match node.kind() {
        Kind::List => {
            let child = node.items().find(|it| holds(*it))?;
            Some((child, Some(Holder::List(node))))
        }
        Kind::Map => node.written_entries().find_map(|(key, value)| {
            let holder = Some(Holder::Map { map: node, key });
            if holds(key) { Some((key, holder)) } else { holds(value).then_some((value, holder)) }
        }),
        Kind::Scalar | Kind::Null => None,
    }
}
