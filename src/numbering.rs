//! Numbers for things in the order in which they come up, found again by hash.
#![expect(
    clippy::disallowed_types,
    reason = "it is asked for one key at a time, or for all of them sorted, so that its order shows nowhere"
)]

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;

/// From 0, each key once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Numbering<K: Hash + Eq>(HashMap<K, u32>);

impl<K: Hash + Eq> Default for Numbering<K> {
    fn default() -> Self {
        Self(HashMap::default())
    }
}

impl<K: Hash + Eq> Numbering<K> {
    /// The number of a key, and whether it is new.
    pub(crate) fn number(&mut self, key: K) -> (u32, bool) {
        let next = u32::try_from(self.0.len()).unwrap_or(u32::MAX);
        let number = *self.0.entry(key).or_insert(next);
        (number, number == next)
    }

    pub(crate) fn get<Q: Hash + Eq + ?Sized>(&self, key: &Q) -> Option<u32>
    where
        K: Borrow<Q>,
    {
        self.0.get(key).copied()
    }

    /// All keys in their own order, not in that of the hash.
    pub(crate) fn sorted(&self) -> Vec<&K>
    where
        K: Ord,
    {
        let mut keys: Vec<_> = self.0.keys().collect();
        keys.sort_unstable();
        keys
    }

    /// Makes room for so many more.
    pub(crate) fn reserve(&mut self, count: usize) {
        self.0.reserve(count);
    }
}

impl<K: Hash + Eq> FromIterator<K> for Numbering<K> {
    fn from_iter<I: IntoIterator<Item = K>>(keys: I) -> Self {
        let mut numbering = Self::default();
        for key in keys {
            numbering.number(key);
        }
        numbering
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_keep_the_number_of_their_first_time() {
        let mut numbers = Numbering::default();
        assert_eq!(numbers.number("b"), (0, true));
        assert_eq!(numbers.number("a"), (1, true));
        assert_eq!(numbers.number("b"), (0, false));
        assert_eq!((numbers.get("a"), numbers.get("c")), (Some(1), None));
        assert_eq!(numbers.sorted(), [&"a", &"b"]);
        assert_eq!(numbers, ["b", "a", "b"].into_iter().collect());
    }
}
