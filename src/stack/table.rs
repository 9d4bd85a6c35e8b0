//! Tables of named things: typed ids, references by name, and where each field stands.

use std::fmt;
use std::marker::PhantomData;
use std::ops::{Index, IndexMut};

use crate::numbering::Numbering;
use crate::text::{Label, Span};

/// A position in the one table it was made by. Invariant: only [`Table`] makes ids, and tables that are edited are linked again.
pub(crate) struct Id<T> {
    index: u32,
    kind: PhantomData<fn() -> T>,
}

impl<T> Id<T> {
    fn at(index: usize) -> Self {
        Self { index: u32::try_from(index).unwrap_or(u32::MAX), kind: PhantomData }
    }

    /// The position, for tables that run beside this one.
    pub(crate) fn index(self) -> usize {
        self.index as usize
    }
}

impl<T> Clone for Id<T> {
    fn clone(&self) -> Self {
        *self
    }
}

impl<T> Copy for Id<T> {}

impl<T> PartialEq for Id<T> {
    fn eq(&self, other: &Self) -> bool {
        self.index == other.index
    }
}

impl<T> Eq for Id<T> {}

impl<T> std::hash::Hash for Id<T> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.index.hash(state);
    }
}

impl<T> PartialOrd for Id<T> {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl<T> Ord for Id<T> {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.index.cmp(&other.index)
    }
}

impl<T> fmt::Debug for Id<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "#{}", self.index)
    }
}

/// A thing with a name that is unique in its table.
pub(crate) trait Entity {
    fn id(&self) -> &Label;
}

/// Things in the order of the file, found by name. Invariant: `by_name` holds each item's id once.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Table<T> {
    items: Vec<T>,
    by_name: NameIndex,
}

/// Positions by name.
pub(super) type NameIndex = Numbering<Label>;

impl<T> Default for Table<T> {
    fn default() -> Self {
        Self { items: Vec::new(), by_name: NameIndex::default() }
    }
}

impl<T: Entity> Table<T> {
    /// Adds an item, unless its id is taken: then gives the item back with the id of the first.
    pub(crate) fn push(&mut self, item: T) -> Result<Id<T>, (T, Id<T>)> {
        if let Some(first) = self.find(item.id()) {
            return Err((item, first));
        }
        let (number, _) = self.by_name.number(item.id().clone());
        self.items.push(item);
        Ok(Id::at(number as usize))
    }

    /// Takes an item out. Ids made before are void: link the stack again.
    pub(crate) fn remove(&mut self, name: &str) -> Option<T> {
        let id = self.find(name)?;
        let item = self.items.remove(id.index());
        self.by_name = self.items.iter().map(|it| it.id().clone()).collect();
        Some(item)
    }

    /// Makes room for so many more and none beyond: what is read once from a file grows no further.
    pub(crate) fn make_room(&mut self, count: usize) {
        self.items.reserve_exact(count);
        self.by_name.reserve(count);
    }

    /// Keeps what the predicate wants. Ids made before are void: link the stack again.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&T) -> bool) {
        self.items.retain(keep);
        self.by_name = self.items.iter().map(|it| it.id().clone()).collect();
    }

    /// The names in use, sorted.
    pub(crate) fn names(&self) -> impl Iterator<Item = &str> {
        let mut names: Vec<_> = self.items.iter().map(|it| it.id().as_str()).collect();
        names.sort_unstable();
        names.into_iter()
    }
}

impl<T> Table<T> {
    pub(crate) fn find(&self, name: &str) -> Option<Id<T>> {
        self.by_name.get(name).map(|index| Id::at(index as usize))
    }

    /// The item of that name, to change anything but its id.
    pub(crate) fn get_mut(&mut self, name: &str) -> Option<&mut T> {
        let id = self.find(name)?;
        self.items.get_mut(id.index())
    }

    pub(crate) fn len(&self) -> usize {
        self.items.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub(crate) fn iter(&self) -> impl DoubleEndedIterator<Item = (Id<T>, &T)> + ExactSizeIterator {
        self.items.iter().enumerate().map(|(index, item)| (Id::at(index), item))
    }

    pub(crate) fn values(&self) -> std::slice::Iter<'_, T> {
        self.items.iter()
    }

    /// All items, to change anything but their ids.
    pub(crate) fn values_mut(&mut self) -> std::slice::IterMut<'_, T> {
        self.items.iter_mut()
    }

    pub(crate) fn ids(&self) -> impl DoubleEndedIterator<Item = Id<T>> + use<T> {
        (0..self.items.len()).map(Id::at)
    }

    pub(super) fn index_of_names(&self) -> &NameIndex {
        &self.by_name
    }
}

impl<T> Index<Id<T>> for Table<T> {
    type Output = T;

    fn index(&self, id: Id<T>) -> &T {
        &self.items[id.index()]
    }
}

impl<T> IndexMut<Id<T>> for Table<T> {
    fn index_mut(&mut self, id: Id<T>) -> &mut T {
        &mut self.items[id.index()]
    }
}

/// A name that stands for a thing of another table; `id` is filled by linking, `None` where nothing bears the name.
pub(crate) struct Ref<T> {
    pub(crate) name: Label,
    pub(crate) span: Span,
    pub(crate) id: Option<Id<T>>,
}

impl<T> Ref<T> {
    pub(crate) fn new(name: &str, span: Span) -> Self {
        Self { name: Label::new(name), span, id: None }
    }

    pub(super) fn resolve(&mut self, names: &NameIndex) -> bool {
        self.id = names.get(self.name.as_str()).map(|index| Id::at(index as usize));
        self.id.is_some()
    }
}

impl<T> Default for Ref<T> {
    /// A name that is not known yet.
    fn default() -> Self {
        Self { name: Label::default(), span: Span::NONE, id: None }
    }
}

impl<T> Clone for Ref<T> {
    fn clone(&self) -> Self {
        Self { name: self.name.clone(), span: self.span, id: self.id }
    }
}

impl<T> PartialEq for Ref<T> {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl<T> fmt::Debug for Ref<T> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "->{:?}", self.name)
    }
}

/// Where an item and each of its fields stand. Two items are equal whatever their places.
#[derive(Clone, Default)]
pub(crate) struct Spans {
    /// The whole item.
    pub(crate) item: Span,
    pub(crate) fields: Vec<(&'static str, Span)>,
}

impl Spans {
    /// The place of a field's value, else of the whole item.
    pub(crate) fn of(&self, field: &str) -> Span {
        self.fields.iter().find(|(name, _)| *name == field).map_or(self.item, |(_, span)| *span)
    }

    pub(crate) fn has(&self, field: &str) -> bool {
        self.fields.iter().any(|(name, _)| *name == field)
    }
}

impl PartialEq for Spans {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl fmt::Debug for Spans {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{:?}", self.item)
    }
}
