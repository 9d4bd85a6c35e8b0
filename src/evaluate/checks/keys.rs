//! Whether records find each other.

use super::{Judged, check, joined, store};
use crate::evaluate::{Check, Level, Link, Topic};
use crate::stack::{ObjectId, Store, ToolId};
use crate::text::Label;

impl Judged<'_> {
    /// One check for each object and key, with what is wrong with it wherever it is kept.
    pub(super) fn keys(&self, checks: &mut Vec<Check>) {
        let mut seen: Vec<(ObjectId, &Label, Vec<ToolId>)> = Vec::new();
        for link in self.links {
            for object in link.cargo.iter().map(|it| it.object) {
                let Some(key) = self.key(link, object) else { continue };
                match seen.iter_mut().find(|it| (it.0, it.1) == (object, key)) {
                    Some((.., tools)) if tools.contains(&link.neighbour) => {}
                    Some((.., tools)) => tools.push(link.neighbour),
                    None => seen.push((object, key, vec![link.neighbour])),
                }
            }
        }
        for (object, key, tools) in seen {
            checks.extend(self.flawed(object, key, &tools));
        }
    }

    /// The key that an object would be matched by: the product's own, else the one that is asked for, else the neighbour's,
    /// else the first that the object has.
    fn key<'a>(&'a self, link: &'a Link, object: ObjectId) -> Option<&'a Label> {
        let stack = &self.case.stack;
        let own = store(stack, self.case.product, object).and_then(|it| it.key.as_ref());
        let there = || store(stack, link.neighbour, object).and_then(|it| it.key.as_ref());
        let first = || stack.objects[object].keys.first().map(|it| &it.name);
        own.or(link.key.as_ref()).or_else(there).or_else(first)
    }

    fn flawed(&self, object: ObjectId, key: &Label, tools: &[ToolId]) -> Option<Check> {
        let stack = &self.case.stack;
        let described = &stack.objects[object];
        let id = &described.id;
        let known = described.key(key);
        let own = store(stack, self.case.product, object).and_then(|it| it.key.as_ref());
        if own == Some(key) && known.is_none() && !described.keys.is_empty() {
            let told = format!("{} matches {id} by {key}, which is no key of it", self.product());
            let action = format!("carry {key} along, or match by another key");
            let found = check(Topic::Keys, Level::Blocker, told, action);
            return Some(found.at(described.spans.item));
        }
        let mut flaws = Vec::new();
        if known.is_some_and(|it| it.unique == Some(false)) {
            flaws.push("it is not unique".to_owned());
        }
        let mut span = described.spans.item;
        for tool in tools {
            let Some(kept) = store(stack, *tool, object) else { continue };
            let measured = flaws_of(kept, key);
            if !measured.is_empty() {
                span = kept.spans.item;
                flaws.push(format!("in {} {}", self.name(*tool), joined(&measured)));
            }
        }
        if flaws.is_empty() {
            return None;
        }
        let told = format!("{id} would be matched by {key}, and {}", flaws.join("; "));
        let action = format!("clean {key} up, or what does not match is doubled or lost");
        Some(check(Topic::Keys, Level::Condition, told, action).at(span))
    }
}

/// What has been measured of a key where a tool keeps the object.
fn flaws_of(store: &Store, key: &str) -> Vec<String> {
    let mut flaws = Vec::new();
    let fill = store.fill.iter().find(|(name, _)| name == key);
    if let Some(empty) = fill.map(|(_, it)| 100.0 - it.get() * 100.0).filter(|it| *it >= 1.0) {
        flaws.push(format!("{empty:.0} % have none"));
    }
    let double = store.duplicates.map(|it| it.get() * 100.0).filter(|it| *it >= 1.0);
    flaws.extend(double.map(|it| format!("{it:.0} % are there twice")));
    flaws
}
