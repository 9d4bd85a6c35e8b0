//! Keys that somebody has given to actions, before those that are built in.

use std::collections::BTreeMap;

use super::actions::{self, Action, Scope};
use super::keys;

/// By action: where it can be reached, and the keys that it has instead of its own.
#[derive(Clone, Debug, Default)]
pub(crate) struct Keymap(BTreeMap<&'static str, (Scope, Vec<String>)>);

impl Keymap {
    /// Gives an action these keys and no others, but for those that another action was given before; returns these,
    /// each with the action that has it.
    pub(crate) fn give(
        &mut self,
        action: &Action,
        keys: Vec<String>,
    ) -> Vec<(String, &'static str)> {
        let (mut given, mut refused) = (Vec::new(), Vec::new());
        for key in keys {
            match self.holder(&key, action) {
                Some(holder) => refused.push((key, holder)),
                None => given.push(key),
            }
        }
        self.0.insert(action.id, (action.scope, given));
        refused
    }

    /// The keys of an action. A built-in key that somebody has given to another action reachable from there is gone.
    pub(crate) fn keys<'a>(&'a self, action: &'a Action) -> Vec<&'a str> {
        if let Some((_, own)) = self.0.get(action.id) {
            return own.iter().map(String::as_str).collect();
        }
        action.keys.iter().copied().filter(|it| self.holder(it, action).is_none()).collect()
    }

    /// What to press for an action, as hints show it; its name in the palette where it has no key.
    pub(crate) fn shown(&self, id: &str) -> String {
        let Some(action) = actions::by_id(id) else { return id.to_owned() };
        match self.keys(action).first() {
            Some(key) => {
                let words: Vec<String> = key.split(' ').map(keys::show).collect();
                words.join(" ")
            }
            None => format!("`{}`", action.title),
        }
    }

    /// The other action that was given the key where both can be reached.
    fn holder(&self, key: &str, action: &Action) -> Option<&'static str> {
        let others = self.0.iter().filter(|(id, _)| **id != action.id);
        let mut near = others.filter(|(_, (scope, _))| actions::meet(*scope, action.scope));
        near.find(|(_, (_, own))| own.iter().any(|it| clash(it, key))).map(|(id, _)| *id)
    }
}

/// They are the same, or one begins the other.
fn clash(left: &str, right: &str) -> bool {
    let begins = |short: &str, long: &str| {
        long.strip_prefix(short).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
    };
    begins(left, right) || begins(right, left)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn action(id: &str) -> &'static Action {
        actions::by_id(id).unwrap()
    }

    #[test]
    fn a_key_that_is_given_is_taken_from_whoever_had_it_there() {
        let mut keymap = Keymap::default();
        assert_eq!(keymap.keys(action("filter")), ["/"]);
        assert_eq!(keymap.give(action("filter"), vec!["e".to_owned()]), []);
        assert_eq!(keymap.keys(action("filter")), ["e"]);
        assert_eq!(keymap.keys(action("edit")), [""; 0]);
        assert_eq!(keymap.shown("edit"), "`edit`");
        assert_eq!(keymap.keys(action("list-edit")), ["e"], "lists lie above the views");
        let refused = keymap.give(action("palette"), vec!["e".to_owned(), "f2".to_owned()]);
        assert_eq!(refused, [("e".to_owned(), "filter")]);
        assert_eq!(keymap.keys(action("palette")), ["f2"]);
    }

    #[test]
    fn a_key_that_begins_a_sequence_takes_it_whole() {
        let mut keymap = Keymap::default();
        keymap.give(action("palette"), vec!["g".to_owned()]);
        assert_eq!(keymap.keys(action("first")), ["home"]);
    }
}
