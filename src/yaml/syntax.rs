//! Syntax errors in words: what the parser says, and what people most often did.

use granit_parser::{ErrorKind, ScanError};

use super::limits;
use crate::diag::{Diagnostic, Severity};
use crate::text::{FileId, Span, clean, floor_char};

/// Why and where a pass over the text ended.
#[derive(Clone, Debug)]
pub(super) struct Fault {
    pub(super) at: u32,
    /// The outermost bracket that is open there; what began at it is to blame.
    pub(super) bracket: Option<u32>,
    pub(super) diagnostic: Diagnostic,
}

/// Words for a scan error. `at` is its place and that of the outermost open bracket.
pub(super) fn explain(
    text: &str,
    file: FileId,
    error: &ScanError,
    (at, bracket): (u32, Option<u32>),
) -> Fault {
    let kind = error.kind();
    let found = floor_char(text, at as usize);
    let start = if is_about_tabs(kind) { next_tab(text, found) } else { found };
    let span = character(text, file, start);
    if *kind == ErrorKind::RecursionLimitExceeded {
        return too_deep(span, bracket);
    }
    let message = format!("this is not valid YAML: {}", clean(&kind.to_string()));
    let mut diagnostic = Diagnostic::new("yaml-syntax", Severity::Error, message);
    let far_bracket = bracket.filter(|bracket| {
        text.get(*bracket as usize..start).is_some_and(|between| between.contains(['\n', '\r']))
    });
    if let Some(bracket) = far_bracket {
        diagnostic = diagnostic
            .at(span, "read as a part of it")
            .mark(character(text, file, bracket as usize), "this bracket is still open")
            .help("close the bracket");
    } else if *kind == ErrorKind::MappingValueNotAllowed && is_first_colon(text, start) {
        diagnostic = diagnostic
            .at(span, "read as a part of the value above")
            .help("check the indentation here, and that the line above has its `: `");
    } else {
        let (label, help) = advice(kind);
        diagnostic = diagnostic.at(span, label);
        diagnostic.help = help.map(str::to_owned);
    }
    Fault { at: span.start, bracket, diagnostic }
}

pub(super) fn too_deep(span: Span, bracket: Option<u32>) -> Fault {
    let message = format!("values nest deeper than {} levels", limits::DEPTH_MAX);
    let diagnostic =
        Diagnostic::new("yaml-limit", Severity::Error, message).at(span, "one level too deep");
    Fault { at: span.start, bracket, diagnostic }
}

/// A file that version control could not merge; its faults say nothing by themselves.
pub(super) fn merge_conflict(text: &str, file: FileId) -> Option<Diagnostic> {
    let at_line_start = |mark: &str| {
        let matches = text.match_indices(mark);
        let mut starts = matches.map(|(at, _)| at);
        starts.find(|at| *at == 0 || text.get(..*at).is_some_and(|before| before.ends_with('\n')))
    };
    let (ours, theirs) = (at_line_start("<<<<<<< ")?, at_line_start(">>>>>>> ")?);
    let message = "the file holds an unresolved merge conflict";
    let diagnostic = Diagnostic::new("yaml-syntax", Severity::Error, message)
        .at(character(text, file, ours), "the conflict begins here")
        .mark(character(text, file, theirs), "and ends here")
        .help("keep one of the two versions and delete the marker lines");
    Some(diagnostic)
}

/// What to write beside the commonest mistakes, and what to do about them.
fn advice(kind: &ErrorKind) -> (&'static str, Option<&'static str>) {
    match kind {
        kind if is_about_tabs(kind) => {
            ("a tab", Some("indent with spaces; YAML does not allow tabs there"))
        }
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => (
            "a second `:`",
            Some("a value that holds `: ` needs quotes, as in `name: \"Salesforce: Sales Cloud\"`"),
        ),
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            ("still open", Some("close the bracket"))
        }
        ErrorKind::ExpectedFlowSequenceSeparator | ErrorKind::ExpectedFlowMappingSeparator => {
            ("not expected here", Some("put a comma between the entries, and close the bracket"))
        }
        ErrorKind::MisplacedFlowCollectionEnd => {
            ("closes nothing", Some("delete the bracket, or put the value in quotes"))
        }
        ErrorKind::UnclosedQuotedScalar => ("still open", Some("close the quote")),
        ErrorKind::InvalidTrailingSingleQuotedScalar => (
            "behind the closing quote",
            Some("write `''` for a quote inside of single quotes, or use double quotes"),
        ),
        ErrorKind::InvalidTrailingDoubleQuotedScalar => (
            "behind the closing quote",
            Some("write `\\\"` for a quote inside of double quotes, or use single quotes"),
        ),
        ErrorKind::UnknownQuotedScalarEscape => {
            ("in this text", Some("write `\\\\` for a backslash, or use single quotes"))
        }
        ErrorKind::UnexpectedCharacter { .. } | ErrorKind::MissingAnchorOrAliasName => {
            ("begins no value", Some("put the value in quotes if the character belongs to it"))
        }
        ErrorKind::BlockSequenceEntryNotAllowed => {
            ("begins no value", Some("begin the list on the next line, or put the value in quotes"))
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::ExpectedBlockSequenceEntry => (
            "does not go on like this",
            Some("check the indentation, and that every line is `key: value` or `- item`"),
        ),
        // What else the parser says is rare, and clear enough by itself.
        _ => ("the text breaks here", None),
    }
}

fn is_about_tabs(kind: &ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::TabNotAllowed
            | ErrorKind::TabInBlockIndentation
            | ErrorKind::TabInIndentation
            | ErrorKind::TabInPlainScalar
            | ErrorKind::TabAtBlockScalarStart
    )
}

/// The tab that is meant: the parser names the place behind it, or that of the text that goes on with it.
fn next_tab(text: &str, near: usize) -> usize {
    let (before, rest) =
        (text.get(..near).unwrap_or_default(), text.get(near..).unwrap_or_default());
    if before.ends_with('\t') && !rest.starts_with('\t') {
        return near - 1;
    }
    rest.find('\t').map_or(near, |gap| near + gap)
}

/// Whether a colon is the first on its line that ends a key.
fn is_first_colon(text: &str, colon: usize) -> bool {
    let before = text.get(..colon).unwrap_or_default();
    let line = before.rsplit(['\n', '\r']).next().unwrap_or_default();
    !line.contains(": ") && line.len() < before.len()
}

/// The place of one character; empty at a line end.
fn character(text: &str, file: FileId, start: usize) -> Span {
    let next = text.get(start..).and_then(|rest| rest.chars().next());
    let wide = next.filter(|ch| !matches!(ch, '\n' | '\r')).map_or(0, char::len_utf8);
    let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    Span { file, start: place(start), end: place(start + wide) }
}
