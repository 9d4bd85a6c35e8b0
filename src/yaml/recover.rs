//! What can be saved of a file with syntax errors: the faulty item is blanked out and the rest read again.
//!
//! Line breaks and lengths stay, so every place in the tree is a place in the user's file.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::build::{Attempt, build};
use super::{Reading, limits, syntax};
use crate::diag::{self, Diagnostic, Severity};
use crate::text::{FileId, Span};

/// Reads `text`, and around its syntax errors.
pub(super) fn read_around(text: &Arc<str>, file: FileId) -> Reading {
    let mut attempt = build(text, text, file);
    if attempt.fault.is_none() {
        return reading(attempt, Vec::new(), Lost::default());
    }
    if let Some(conflict) = syntax::merge_conflict(text, file) {
        let mut lost = Lost::default();
        lost.note(text);
        return reading(attempt, vec![conflict], lost);
    }
    let lines = lines(text);
    let mut kept = String::from(&**text);
    let mut faults = Vec::new();
    let mut lost = Lost::default();
    while let Some(fault) = attempt.fault.take() {
        let blame = fault.bracket.unwrap_or(fault.at);
        let region = region(&kept, &lines, blame as usize);
        let span = fault.diagnostic.span;
        faults.push(fault.diagnostic);
        if faults.len() > limits::PASSES_MAX || region.is_empty() {
            lost.note(kept.get(fault.at as usize..).unwrap_or_default());
            faults.push(rest_is_lost(span));
            break;
        }
        lost.note(text.get(region.clone()).unwrap_or_default());
        blank(&mut kept, region);
        attempt = build(&kept, text, file);
    }
    attempt.complete = false;
    reading(attempt, faults, lost)
}

fn reading(attempt: Attempt, faults: Vec<Diagnostic>, lost: Lost) -> Reading {
    let Attempt { tree, mut problems, complete, .. } = attempt;
    problems.retain(|problem| {
        let alias = tree.source().get(problem.span.start as usize..problem.span.end as usize);
        let name = alias.and_then(|alias| alias.strip_prefix('*'));
        problem.code != "yaml-alias" || name.is_none_or(|name| !lost.anchors.contains(name))
    });
    problems.extend(faults);
    diag::sort(&mut problems);
    Reading { tree, problems, complete, lost_ids: lost.ids.into_iter().collect() }
}

fn rest_is_lost(span: Span) -> Diagnostic {
    Diagnostic::new("yaml-syntax", Severity::Note, "the rest of the file was not read")
        .at(span, "from here on")
        .help("mend the errors above first")
}

/// Names that stood in blanked parts, so that nobody calls them unknown.
#[derive(Default)]
struct Lost {
    ids: BTreeSet<String>,
    anchors: BTreeSet<String>,
}

impl Lost {
    fn note(&mut self, text: &str) {
        for line in text.split(['\n', '\r']) {
            if self.ids.len() + self.anchors.len() > limits::ANCHORS_MAX {
                return;
            }
            self.ids.extend(words_after(line, "id:", |before| " \t-{,".contains(before)));
            self.anchors.extend(words_after(line, "&", |before| " \t[{,".contains(before)));
        }
    }
}

/// The words that follow `mark` in a line, where `mark` begins the line or follows a fitting character.
fn words_after<'a>(
    line: &'a str,
    mark: &'a str,
    fits: impl Fn(char) -> bool + 'a,
) -> impl Iterator<Item = String> + 'a {
    line.match_indices(mark).filter_map(move |(at, _)| {
        let before = line.get(..at)?.chars().next_back();
        if before.is_some_and(|before| !fits(before)) {
            return None;
        }
        let rest = line.get(at + mark.len()..)?.trim_start();
        let quote = rest.chars().next().filter(|ch| matches!(ch, '"' | '\''));
        let word = match quote {
            Some(quote) => rest.get(1..)?.split(quote).next()?,
            None => rest.split([' ', '\t', ',', '}', ']']).next()?,
        };
        // An id with a colon too many is what broke the line.
        let word = word.trim_end_matches(':');
        (!word.is_empty()).then(|| word.to_owned())
    })
}

/// The lines without their ends. A lone carriage return ends a line, as it does in YAML.
fn lines(text: &str) -> Vec<Range<usize>> {
    let mut lines = Vec::new();
    let mut start = 0;
    let bytes = text.as_bytes();
    for (at, byte) in bytes.iter().enumerate() {
        let is_end = match byte {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        if is_end {
            lines.push(start..at);
            start = at + 1;
        }
    }
    lines.push(start..text.len());
    lines
}

/// As most editors show it.
const TAB_COLUMNS: usize = 8;

/// What a line is to the outline of a file.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Role {
    /// Empty, or a comment.
    Nothing,
    /// `- …` behind so many blanks.
    Item(usize),
    /// Anything else behind so many blanks.
    Other(usize),
}

fn role(line: &str) -> Role {
    let content = line.trim_start_matches([' ', '\t']);
    // A tab is no indentation, but it was meant to be a deep one.
    let blanks = line.bytes().take(line.len() - content.len());
    let indent = blanks.map(|blank| if blank == b'\t' { TAB_COLUMNS } else { 1 }).sum();
    if content.trim_end().is_empty() || content.starts_with('#') {
        Role::Nothing
    } else if content.trim_end() == "-" || content.starts_with("- ") {
        Role::Item(indent)
    } else {
        Role::Other(indent)
    }
}

/// The lines to give up for a fault: the top-level list item around it, else the line with what is
/// indented below it. Empty if that has been given up already.
fn region(text: &str, lines: &[Range<usize>], blame: usize) -> Range<usize> {
    let role_of = |line: usize| {
        let range = lines.get(line).cloned().unwrap_or_default();
        role(text.get(range).unwrap_or_default())
    };
    let at = lines.partition_point(|line| line.start <= blame).saturating_sub(1);
    let at = (0..=at).rev().find(|line| role_of(*line) != Role::Nothing).unwrap_or(at);
    let section = (0..=at).rev().find(|line| role_of(*line) == Role::Other(0)).unwrap_or(0);
    let indent = match role_of(at) {
        Role::Item(indent) | Role::Other(indent) => indent,
        Role::Nothing => 0,
    };
    let item_indent = (section..=at).find_map(|line| match role_of(line) {
        Role::Item(indent) => Some(indent),
        Role::Nothing | Role::Other(_) => None,
    });
    let item_indent = item_indent.filter(|item| *item <= indent);
    let item = item_indent.and_then(|item| {
        let first = (section..=at).rev().find(|line| role_of(*line) == Role::Item(item))?;
        Some((first, item))
    });
    let (first, end) = match item {
        Some((first, item)) => (
            first,
            end_of(first, lines.len(), |line| match role_of(line) {
                Role::Nothing => false,
                Role::Item(other) => other <= item,
                // A list may stand at the indentation of its key.
                Role::Other(other) => other < item || other == 0,
            }),
        ),
        None => (
            at,
            end_of(at, lines.len(), |line| match role_of(line) {
                Role::Nothing => false,
                Role::Item(other) | Role::Other(other) => other <= indent,
            }),
        ),
    };
    if (first..end).all(|line| role_of(line) == Role::Nothing) {
        return 0..0;
    }
    let start = lines.get(first).map_or(0, |line| line.start);
    start..lines.get(end - 1).map_or(text.len(), |line| line.end)
}

fn end_of(first: usize, count: usize, ends: impl Fn(usize) -> bool) -> usize {
    (first + 1..count).find(|line| ends(*line)).unwrap_or(count)
}

/// Makes a comment of every line: spaces alone would be the text of a block scalar that stands before them.
fn blank(text: &mut String, region: Range<usize>) {
    let mut is_line_start = true;
    let mut blanks = String::with_capacity(region.len());
    for byte in text.get(region.clone()).unwrap_or_default().bytes() {
        let is_end = matches!(byte, b'\n' | b'\r');
        blanks.push(match byte {
            b'\n' => '\n',
            b'\r' => '\r',
            _ if is_line_start => '#',
            _ => ' ',
        });
        is_line_start = is_end;
    }
    text.replace_range(region, &blanks);
}
