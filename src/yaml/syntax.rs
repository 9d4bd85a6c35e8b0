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
    let start = floor_char(text, at as usize);
    let next = text.get(start..).and_then(|rest| rest.chars().next());
    let wide = next.filter(|ch| !matches!(ch, '\n' | '\r')).map_or(0, char::len_utf8);
    let place = |offset: usize| u32::try_from(offset).unwrap_or(u32::MAX);
    let span = Span { file, start: place(start), end: place(start + wide) };
    if *error.kind() == ErrorKind::RecursionLimitExceeded {
        return too_deep(span, bracket);
    }
    let message = format!("this is not valid YAML: {}", clean(&error.kind().to_string()));
    let mut diagnostic =
        Diagnostic::new("yaml-syntax", Severity::Error, message).at(span, "the text breaks here");
    if let Some(bracket) = bracket {
        let is_far =
            text.get(bracket as usize..start).is_some_and(|between| between.contains('\n'));
        if is_far {
            let span = Span { file, start: bracket, end: bracket + 1 };
            diagnostic = diagnostic.mark(span, "this bracket is still open");
        }
    }
    if let Some(help) = advice(error.kind()) {
        diagnostic = diagnostic.help(help);
    }
    Fault { at: span.start, bracket, diagnostic }
}

pub(super) fn too_deep(span: Span, bracket: Option<u32>) -> Fault {
    let message = format!("values nest deeper than {} levels", limits::DEPTH_MAX);
    let diagnostic =
        Diagnostic::new("yaml-limit", Severity::Error, message).at(span, "one level too deep");
    Fault { at: span.start, bracket, diagnostic }
}

/// What to do about the commonest mistakes.
fn advice(kind: &ErrorKind) -> Option<&'static str> {
    match kind {
        ErrorKind::TabNotAllowed
        | ErrorKind::TabInBlockIndentation
        | ErrorKind::TabInIndentation
        | ErrorKind::TabInPlainScalar => Some("indent with spaces; YAML does not allow tabs there"),
        ErrorKind::MappingValueNotAllowed | ErrorKind::InvalidColonPlacement => {
            Some("a value that holds `: ` needs quotes, as in `name: \"Salesforce: Sales Cloud\"`")
        }
        ErrorKind::UnclosedFlowCollection { .. }
        | ErrorKind::UnexpectedEofFlowSequence
        | ErrorKind::UnexpectedEofFlowMapping
        | ErrorKind::ExpectedFlowSequenceSeparator
        | ErrorKind::ExpectedFlowMappingSeparator
        | ErrorKind::MismatchedFlowCollectionEnd { .. } => {
            Some("close the bracket, and put a comma between its entries")
        }
        ErrorKind::UnclosedQuotedScalar => Some("close the quote"),
        ErrorKind::UnknownQuotedScalarEscape => {
            Some("write `\\\\` for a backslash, or use single quotes")
        }
        ErrorKind::UnexpectedCharacter { .. } => {
            Some("put the value in quotes if the character belongs to it")
        }
        ErrorKind::ExpectedBlockMappingKey
        | ErrorKind::InvalidIndentation
        | ErrorKind::SimpleKeyExpected
        | ErrorKind::ExpectedBlockSequenceEntry => {
            Some("check the indentation, and that every line is `key: value` or `- item`")
        }
        // What else the parser says is rare, and clear enough by itself.
        _ => None,
    }
}
