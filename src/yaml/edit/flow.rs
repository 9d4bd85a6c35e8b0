//! Changes to maps and lists in brackets.

use super::block::is_first;
use super::write::{self, Around};
use super::{Refusal, Slot, Writer, end_of, start_of};
use crate::yaml::{Kind, Node, Value};

/// An entry or an item between two commas.
#[derive(Clone, Copy)]
struct Part {
    /// Its first character, anchors and tags included.
    start: usize,
    end: usize,
    is_removed: bool,
}

impl<'t> Writer<'_, 't> {
    pub(super) fn flow_map(&mut self, map: Node<'t>, slot: Slot) -> Result<(), Refusal> {
        let change = self.editor.maps.get(&map.target_id());
        let mut parts = Vec::new();
        let mut at = start_of(map) + 1;
        for (key, value) in map.written_entries() {
            let name = key.text().unwrap_or_default();
            let colon = self.behind_colon(key).ok();
            let end = colon.unwrap_or(0).max(end_of(key)).max(end_of(value));
            let is_removed = change.is_some_and(|it| it.removed.contains(name));
            parts.push(Part { start: self.skip(at), end, is_removed });
            at = end;
            if is_removed {
                continue;
            }
            if let Some(new) = self.editor.replaced.get(&key.id()) {
                self.splice(start_of(key), end_of(key), write::inline(new, Around::Flow));
            }
            let set = change.and_then(|it| it.value_of(name));
            match set.or_else(|| self.editor.replaced.get(&value.id())) {
                Some(new) => self.put_inside(value, colon.ok_or(end_of(key)), new),
                None => self.node(value, slot)?,
            }
        }
        let Some(change) = change else { return Ok(()) };
        let is_there = |name: &str| map.written_entries().any(|(key, _)| key.is_text(name));
        let entry = |(name, value): &(String, Value)| {
            format!("{}: {}", write::key(name, Around::Flow), write::inline(value, Around::Flow))
        };
        let missing = change.set.iter().filter(|(name, _)| !is_there(name));
        let (first, last): (Vec<_>, Vec<_>) = missing.partition(|(name, _)| is_first(name));
        if let (Some(id), Some(part)) = (first.first(), parts.first()) {
            self.splice(part.start, part.start, format!("{}, ", entry(id)));
        }
        let mut added: Vec<String> = last.into_iter().map(entry).collect();
        if parts.is_empty() {
            added.splice(0..0, first.into_iter().map(entry));
        }
        self.settle(map, &parts, &added);
        Ok(())
    }

    pub(super) fn flow_list(&mut self, list: Node<'t>, slot: Slot) -> Result<(), Refusal> {
        let change = self.editor.lists.get(&list.target_id());
        let mut parts = Vec::new();
        let mut at = start_of(list) + 1;
        for item in list.items() {
            let is_removed = change.is_some_and(|it| it.removed.contains(&item.id()));
            let end = end_of(item).max(at);
            parts.push(Part { start: self.skip(at), end, is_removed });
            at = end;
            if is_removed {
                continue;
            }
            match self.editor.replaced.get(&item.id()) {
                Some(new) => self.put_inside(item, Ok(start_of(item)), new),
                None => self.node(item, slot)?,
            }
        }
        let Some(change) = change else { return Ok(()) };
        let added: Vec<String> =
            change.added.iter().map(|it| write::inline(it, Around::Flow)).collect();
        self.settle(list, &parts, &added);
        Ok(())
    }

    /// Takes out what goes and adds what is new.
    fn settle(&mut self, node: Node<'t>, parts: &[Part], added: &[String]) {
        let kept = parts.iter().rfind(|it| !it.is_removed);
        let Some(last) = kept else {
            if added.is_empty() && parts.is_empty() {
                return;
            }
            let brackets = if node.kind() == Kind::Map { ("{", "}") } else { ("[", "]") };
            let inner = added.join(", ");
            self.splice(
                start_of(node),
                end_of(node),
                format!("{}{inner}{}", brackets.0, brackets.1),
            );
            return;
        };
        let is_lined = parts.len() > 1 && self.lines.begins_at(last.start);
        let gap = if is_lined {
            format!(",{}{}", self.lines.end, " ".repeat(self.lines.column(last.start)))
        } else {
            ", ".to_owned()
        };
        if !added.is_empty() {
            self.splice(last.end, last.end, format!("{gap}{}", added.join(&gap)));
        }
        self.remove_runs(parts);
    }

    fn remove_runs(&mut self, parts: &[Part]) {
        let mut at = 0;
        while let Some(part) = parts.get(at) {
            if !part.is_removed {
                at += 1;
                continue;
            }
            let first = at;
            while parts.get(at).is_some_and(|it| it.is_removed) {
                at += 1;
            }
            if let (Some(next), Some(last)) = (parts.get(at), parts.get(at - 1)) {
                if self.has_lines_of_its_own(part.start, last.end) {
                    let start = self.lines.start(part.start);
                    self.splice(start, self.lines.next(last.end), "");
                } else {
                    self.splice(part.start, next.start, "");
                }
            } else if let (Some(before), Some(last)) =
                (first.checked_sub(1).and_then(|it| parts.get(it)), parts.get(at - 1))
            {
                self.remove_tail(before.end, part.start, last.end);
            }
        }
    }

    /// From the first sign of a line to the last but a comment, with the comma: what is said above the next one stays.
    fn has_lines_of_its_own(&self, start: usize, end: usize) -> bool {
        let rest = self.text.get(end..self.lines.end(end)).unwrap_or_default();
        let Some(rest) = rest.trim_start().strip_prefix(',') else { return false };
        let rest = rest.trim_start();
        self.lines.begins_at(start) && (rest.is_empty() || rest.starts_with('#'))
    }

    /// Takes the last ones out with the comma before them; what is said of the one before stays.
    fn remove_tail(&mut self, before: usize, start: usize, end: usize) {
        let between = self.text.get(before..start).unwrap_or_default();
        let (Some(comma), true) = (between.find(','), between.contains('\n')) else {
            return self.splice(before, end, "");
        };
        self.splice(before + comma, before + comma + 1, "");
        let rest = self.text.get(end..self.lines.end(end)).unwrap_or_default();
        let rest = rest.trim_start().trim_start_matches(',').trim_start();
        if self.lines.begins_at(start) && (rest.is_empty() || rest.starts_with('#')) {
            self.splice(self.lines.start(start), self.lines.next(end), "");
        } else {
            self.splice(start, end, "");
        }
    }

    /// Puts a value in the place of another, inside of brackets; `after` is behind the colon, or where one is missing.
    fn put_inside(&mut self, old: Node<'t>, after: Result<usize, usize>, new: &Value) {
        let line = write::inline(new, Around::Flow);
        let (start, end) = (start_of(old), end_of(old));
        if start < end {
            return self.splice(start, end, line);
        }
        match after {
            Ok(at) => self.splice(at, at, format!(" {line}")),
            Err(at) => self.splice(at, at, format!(": {line}")),
        }
    }

    /// Over spaces, line ends, comments and the comma.
    fn skip(&self, from: usize) -> usize {
        let bytes = self.text.as_bytes();
        let mut at = from;
        while let Some(byte) = bytes.get(at) {
            match byte {
                b' ' | b'\t' | b'\r' | b'\n' | b',' => at += 1,
                b'#' => at = self.lines.end(at),
                _ => break,
            }
        }
        at
    }
}
