//! Changes to maps and lists that are written in lines.

use super::write::{self, Around};
use super::{ListChange, MapChange, Refusal, Slot, Writer, end_of, start_of};
use crate::yaml::{Kind, Node, Value};

/// Keys that stand before all others.
pub(super) fn is_first(key: &str) -> bool {
    matches!(key, "id" | "version")
}

/// An entry of a map or an item of a list.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The key or the dash.
    pub(super) start: usize,
    /// The last character of the content, one behind.
    pub(super) end: usize,
    pub(super) is_removed: bool,
}

impl<'t> Writer<'_, 't> {
    pub(super) fn block_map(&mut self, map: Node<'t>, slot: Slot) -> Result<(), Refusal> {
        let change = self.editor.maps.get(&map.target_id());
        let mut parts = Vec::new();
        for (key, value) in map.written_entries() {
            let name = key.text().unwrap_or_default();
            let column = self.lines.column(start_of(key));
            let after = self.behind_colon(key)?;
            let inner = Slot { after, column };
            let part = Part {
                start: start_of(key),
                end: self.content_end(value, after),
                is_removed: change.is_some_and(|it| it.removed.contains(name)),
            };
            parts.push(part);
            if part.is_removed {
                continue;
            }
            if let Some(new) = self.editor.replaced.get(&key.id()) {
                self.splice(start_of(key), end_of(key), write::inline(new, Around::Block));
            }
            match change.and_then(|it| it.value_of(name)) {
                Some(new) => self.put(value, inner, new),
                None => self.node(value, inner)?,
            }
        }
        let Some(change) = change else { return Ok(()) };
        if parts.iter().all(|it| it.is_removed) {
            self.put_whole(map, slot);
            return Ok(());
        }
        self.add_keys(map, change, &parts);
        self.remove_parts(&parts)
    }

    fn add_keys(&mut self, map: Node<'t>, change: &MapChange, parts: &[Part]) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        let column = self.lines.column(first.start);
        let is_there = |name: &str| map.written_entries().any(|(key, _)| key.is_text(name));
        let mut added = Vec::new();
        for (name, value) in change.set.iter().filter(|(name, _)| !is_there(name)) {
            if is_first(name) && !first.is_removed {
                // Who something is stands first, and which format a file has.
                let line = write::entry(name, value).join("");
                let gap = format!("{}{}", self.lines.end, " ".repeat(column));
                self.splice(first.start, first.start, format!("{line}{gap}"));
            } else {
                added.extend(write::entry(name, value));
            }
        }
        let behind = self.lines.behind(self.last_character(last.end), column);
        self.insert_lines(behind, column, &added);
    }

    pub(super) fn block_list(&mut self, list: Node<'t>, slot: Slot) -> Result<(), Refusal> {
        let change = self.editor.lists.get(&list.target_id());
        let mut parts: Vec<Part> = Vec::new();
        for item in list.items() {
            let dash = match parts.last() {
                None => start_of(list),
                Some(last) => self.next_dash(last.end).ok_or("its items cannot be told apart")?,
            };
            if self.text.as_bytes().get(dash) != Some(&b'-') {
                return Err("its items cannot be told apart");
            }
            let inner = Slot { after: dash + 1, column: self.lines.column(dash) };
            let part = Part {
                start: dash,
                end: self.content_end(item, dash + 1),
                is_removed: change.is_some_and(|it| it.removed.contains(&item.id())),
            };
            parts.push(part);
            if !part.is_removed {
                self.node(item, inner)?;
            }
        }
        let Some(change) = change else { return Ok(()) };
        if parts.iter().all(|it| it.is_removed) {
            if !change.added.is_empty() {
                self.put_whole(list, slot);
                return Ok(());
            }
            self.empty_list(&parts, slot);
            return Ok(());
        }
        self.add_items(list, change, &parts);
        self.remove_parts(&parts)
    }

    fn add_items(&mut self, list: Node<'t>, change: &ListChange, parts: &[Part]) {
        let Some(last) = parts.last() else { return };
        let column = self.lines.column(last.start);
        let is_flow = list.items().last().is_some_and(|it| self.is_flow_within(it));
        let behind = self.lines.behind(self.last_character(last.end), column);
        let is_spaced = parts.len() > 1 && {
            let above = self.lines.start(last.start);
            let own = self.lines.with_comments_above(above, column, 0);
            own > 0 && self.lines.is_blank(self.lines.start(own - 1))
        };
        for value in &change.added {
            let mut added = if is_flow {
                vec![format!("- {}", write::inline(value, Around::Block))]
            } else {
                write::item(value)
            };
            if is_spaced {
                added.insert(0, String::new());
            }
            self.insert_lines(behind, column, &added);
        }
    }

    /// `[]` behind the key, and no line of an item.
    fn empty_list(&mut self, parts: &[Part], slot: Slot) {
        let (Some(first), Some(last)) = (parts.first(), parts.last()) else { return };
        if !self.lines.begins_at(first.start) {
            // A list within a line of a list.
            self.splice(first.start, last.end, "[]");
            return;
        }
        let header = self.lines.end(slot.after);
        let at = self.lines.trailing_comment(slot.after).unwrap_or(header);
        let written = self.text.get(slot.after..at).unwrap_or_default().trim_end();
        let at = slot.after + written.len();
        self.splice(at, at, " []");
        let start = self.lines.start(first.start);
        let end = self.lines.behind(self.last_character(last.end), self.lines.column(first.start));
        self.delete_lines(start, end);
    }

    /// Takes entries or items out, in runs.
    fn remove_parts(&mut self, parts: &[Part]) -> Result<(), Refusal> {
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
            let Some(last) = parts.get(at - 1) else { return Ok(()) };
            let column = self.lines.column(part.start);
            let behind = self.lines.behind(self.last_character(last.end), column);
            if self.lines.begins_at(part.start) {
                let line = self.lines.start(part.start);
                let before = first.checked_sub(1).and_then(|it| parts.get(it));
                // Above the first one may stand what is said of all.
                let start = before.map_or(line, |before| {
                    let floor = self.lines.next(self.last_character(before.end));
                    self.lines.with_comments_above(line, column, floor)
                });
                self.delete_lines(start, behind);
            } else {
                let next = parts.get(at).ok_or("nothing would be left in its place")?;
                let rest = self.text.get(behind..next.start).unwrap_or_default();
                let gap = rest.len() - rest.trim_start().len();
                self.splice(part.start, behind + gap, "");
            }
        }
        Ok(())
    }

    /// Deletes whole lines, and one of two empty ones that meet then.
    fn delete_lines(&mut self, start: usize, end: usize) {
        let is_open = |start: usize| start == 0 || self.lines.is_blank(self.lines.start(start - 1));
        let mut end = end;
        if is_open(start) && self.lines.is_blank(end) {
            end = self.lines.next(end);
        }
        let reaches_end = end == self.text.len() && !self.text.ends_with('\n');
        // Without a last line end before, there is none afterwards.
        let start = if reaches_end && start > 0 {
            self.lines.end(self.lines.start(start - 1))
        } else {
            start
        };
        self.splice(start, end, "");
    }

    /// Puts lines behind the line before `at`.
    fn insert_lines(&mut self, at: usize, column: usize, added: &[String]) {
        if added.is_empty() {
            return;
        }
        let end = self.lines.end;
        let indent = " ".repeat(column);
        let is_open_end = at == self.text.len() && !self.text.ends_with('\n');
        let mut text = String::new();
        for line in added {
            let line = if line.is_empty() { String::new() } else { format!("{indent}{line}") };
            let line = if is_open_end { format!("{end}{line}") } else { format!("{line}{end}") };
            text.push_str(&line);
        }
        self.splice(at, at, text);
    }

    /// Puts a value in the place of another, outside of brackets.
    pub(super) fn put(&mut self, old: Node<'t>, slot: Slot, new: &Value) {
        let is_lines = self.is_in_lines(old, slot.after);
        let line = write::inline(new, Around::Block);
        if !is_lines {
            let (start, end) = (start_of(old), end_of(old));
            if start == end {
                self.splice(slot.after, slot.after, format!(" {line}"));
            } else {
                self.splice(start, end, line);
            }
            return;
        }
        let end = self.content_end(old, slot.after);
        let header = self.lines.end(slot.after);
        if start_of(old) < header && !self.is_block_scalar(old, slot.after) {
            // It begins beside the dash: what comes instead does too.
            let column = self.lines.column(start_of(old));
            let gap = format!("{}{}", self.lines.end, " ".repeat(column));
            let text = if write::fits(new) { line } else { write::block(new).join(&gap) };
            self.splice(start_of(old), end, text);
            return;
        }
        let comment = self.lines.trailing_comment(slot.after).filter(|at| *at <= header);
        let written_end = comment.unwrap_or(header);
        let old_lines_end = self.lines.end(self.last_character(end).max(header));
        if write::fits(new) {
            self.splice(slot.after, written_end, format!(" {line}"));
            self.splice(header, old_lines_end, "");
        } else {
            let column = self.lines.column(start_of(old)).max(slot.column);
            let gap = format!("{}{}", self.lines.end, " ".repeat(column));
            self.splice(slot.after, written_end, "");
            self.splice(header, old_lines_end, format!("{gap}{}", write::block(new).join(&gap)));
        }
    }

    /// Whether a value takes lines of its own: a collection without brackets, or a text behind `|` or `>`.
    fn is_in_lines(&self, node: Node<'_>, after: usize) -> bool {
        if node.is_alias() {
            return false;
        }
        match node.kind() {
            Kind::Null => false,
            Kind::Scalar => self.is_block_scalar(node, after),
            Kind::List | Kind::Map => !self.is_flow(node),
        }
    }

    fn is_block_scalar(&self, node: Node<'_>, after: usize) -> bool {
        self.block_header(node, after).is_some()
    }

    /// Where the `|` or `>` of a text stands.
    fn block_header(&self, node: Node<'_>, after: usize) -> Option<usize> {
        if node.kind() != Kind::Scalar || node.is_alias() || node.is_plain() {
            return None;
        }
        let line = self.text.get(after..self.lines.end(after))?;
        let at = line.find(['|', '>', '"', '\'', '#'])?;
        // Tags and anchors hold neither of them.
        line.get(at..)?.starts_with(['|', '>']).then_some(after + at)
    }

    /// The end of what a value takes, empty lines that a text keeps included.
    pub(super) fn content_end(&self, node: Node<'_>, after: usize) -> usize {
        if node.is_alias() {
            return end_of(node);
        }
        match node.kind() {
            Kind::Null if start_of(node) == end_of(node) => after.max(self.props_end(after)),
            Kind::Null => end_of(node),
            Kind::Scalar => match self.block_header(node, after) {
                Some(header) => self.text_end(node, header),
                None => end_of(node),
            },
            Kind::List | Kind::Map if self.is_flow(node) => end_of(node),
            Kind::List => {
                let last = node.items().last();
                last.map_or(end_of(node), |it| self.content_end(it, self.dash_before(it, node)))
            }
            Kind::Map => node.written_entries().last().map_or(end_of(node), |(key, value)| {
                self.content_end(value, self.behind_colon(key).unwrap_or_else(|_| end_of(key)))
            }),
        }
    }

    /// Behind the anchor or tag of an empty value.
    fn props_end(&self, after: usize) -> usize {
        let rest = self.text.get(after..self.lines.end(after)).unwrap_or_default();
        let written = rest.trim_start();
        if !written.starts_with(['&', '!']) {
            return after;
        }
        let start = after + rest.len() - written.len();
        let words = written.split_once(" #").map_or(written, |(words, _)| words);
        start + words.trim_end().len()
    }

    /// Behind the dash of the last item, for values that begin on its line.
    fn dash_before(&self, item: Node<'_>, list: Node<'_>) -> usize {
        let before = self.text.get(start_of(list)..start_of(item)).unwrap_or_default();
        let dash = before.rmatch_indices('-').map(|(at, _)| at).find(|at| {
            let behind = before.get(at + 1..).unwrap_or_default();
            behind.is_empty() || behind.starts_with([' ', '\t', '\r', '\n'])
        });
        dash.map_or(start_of(item), |at| start_of(list) + at + 1)
    }

    /// The end of a text behind `|` or `>`; with `+` its last empty lines belong to it.
    fn text_end(&self, node: Node<'_>, header: usize) -> usize {
        let mark = self.text.get(header..self.lines.end(header)).unwrap_or_default();
        let mark = mark.split([' ', '\t', '#']).next().unwrap_or_default();
        let mut end = end_of(node).max(self.lines.end(header));
        if mark.contains('+') {
            let mut next = self.lines.next(end);
            while self.lines.is_blank(next) {
                end = self.lines.end(next).max(end + 1);
                next = self.lines.next(next);
            }
        }
        end
    }

    /// The offset of the last character before an end, to ask for its line.
    fn last_character(&self, end: usize) -> usize {
        end.saturating_sub(1).max(self.lines.start(end))
    }

    pub(super) fn behind_colon(&self, key: Node<'_>) -> Result<usize, Refusal> {
        let rest = self.text.get(end_of(key)..).unwrap_or_default();
        let gap = rest.len() - rest.trim_start_matches([' ', '\t']).len();
        let is_plain_key = rest.get(gap..).is_some_and(|it| it.starts_with(':'));
        if is_plain_key {
            Ok(end_of(key) + gap + 1)
        } else {
            Err("its keys are not written as `key: value`")
        }
    }

    /// The dash of the item that follows.
    fn next_dash(&self, end: usize) -> Option<usize> {
        let mut line = self.lines.next(self.last_character(end));
        while line < self.text.len() {
            let text = self.lines.at(line);
            let trimmed = text.trim_start();
            if trimmed.starts_with('-') {
                return Some(line + text.len() - trimmed.len());
            }
            if !(trimmed.is_empty() || trimmed.starts_with('#')) {
                return None;
            }
            line = self.lines.next(line);
        }
        None
    }
}
