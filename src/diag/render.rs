//! Diagnostics as text: with the lines they speak of, or on one line for tools that read lines.

use std::ops::Range;

use annotate_snippets::{Annotation, AnnotationKind, Group, Level, Origin, Renderer, Snippet};

use super::{Diagnostic, Severity};
use crate::text::{FileId, Source, Sources, Span, clean, floor_char};

/// Lines shown above and below a marked one: enough to see which item it belongs to.
const CONTEXT_LINES: u32 = 2;

/// Columns to which long lines are cut; fixed, so that the same problem looks the same everywhere.
const WIDTH: usize = 120;

/// Bytes of source beyond which only the place is given: a file may be one line of megabytes.
const WINDOW_BYTES_MAX: usize = 64 * 1024;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Style {
    Plain,
    /// With ANSI escapes.
    Coloured,
}

/// The diagnostic with its source lines, its marks and its help, ending without a line break.
pub(crate) fn render(diagnostic: &Diagnostic, sources: &Sources, style: Style) -> String {
    let level = match diagnostic.severity {
        Severity::Error => Level::ERROR,
        Severity::Warning => Level::WARNING,
        Severity::Note => Level::NOTE,
    };
    let title = level.primary_title(clean(&diagnostic.message)).id(diagnostic.code);
    let mut group = Group::with_title(title);
    for window in windows(diagnostic, sources) {
        group = window.add_to(group);
    }
    if let Some(help) = &diagnostic.help {
        let lines: Vec<String> = help.lines().map(clean).collect();
        group = group.element(Level::HELP.message(lines.join("\n")));
    }
    let renderer = match style {
        Style::Plain => Renderer::plain(),
        Style::Coloured => Renderer::styled(),
    };
    renderer.term_width(WIDTH).render(&[group])
}

/// `path:line:column: severity[code] message`, without the place where there is none.
#[cfg(test)]
pub(crate) fn summary_line(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let severity = diagnostic.severity.name();
    let message = clean(&diagnostic.message);
    let told = format!("{severity}[{}] {message}", diagnostic.code);
    match sources.place(diagnostic.span) {
        Some(place) => {
            format!("{}:{}:{}: {told}", clean(&place.path), place.line, place.column)
        }
        None => told,
    }
}

/// Lines of one file that are shown together.
struct Window<'s> {
    file: FileId,
    source: &'s Source,
    /// From 1, the last one included.
    first_line: u32,
    last_line: u32,
    notes: Vec<Note<'s>>,
}

/// One marked place.
#[derive(Clone, Copy)]
struct Note<'s> {
    span: Span,
    text: &'s str,
    rank: Rank,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Rank {
    Primary,
    Secondary,
}

/// The windows that show all marks: that of the primary place first, because its place is the one to go to, then
/// file by file in the order of the text.
fn windows<'s>(diagnostic: &'s Diagnostic, sources: &'s Sources) -> Vec<Window<'s>> {
    let primary = Note { span: diagnostic.span, text: &diagnostic.label, rank: Rank::Primary };
    let marks = diagnostic.marks.iter();
    let others =
        marks.map(|mark| Note { span: mark.span, text: &mark.text, rank: Rank::Secondary });
    let mut files: Vec<(FileId, Vec<Window<'s>>)> = Vec::new();
    for note in std::iter::once(primary).chain(others) {
        let Some(window) = window_of(note, sources) else {
            continue;
        };
        match files.iter_mut().find(|(file, _)| *file == window.file) {
            Some((_, windows)) => windows.push(window),
            None => files.push((window.file, vec![window])),
        }
    }
    let mut windows: Vec<Window<'s>> =
        files.into_iter().flat_map(|(_, windows)| joined(windows)).collect();
    windows.sort_by_key(|window| !window.notes.iter().any(|note| note.rank == Rank::Primary));
    windows
}

fn window_of<'s>(note: Note<'s>, sources: &'s Sources) -> Option<Window<'s>> {
    let source = sources.get(note.span.file)?;
    let (line, _) = source.line_column(note.span.start);
    Some(Window {
        file: note.span.file,
        source,
        first_line: line.saturating_sub(CONTEXT_LINES).max(1),
        last_line: (line + CONTEXT_LINES).min(source.line_count()),
        notes: vec![note],
    })
}

/// Windows of one file with those that touch made one, in the order of the text.
fn joined(mut windows: Vec<Window<'_>>) -> Vec<Window<'_>> {
    windows.sort_by_key(|window| window.first_line);
    let mut joined: Vec<Window<'_>> = Vec::new();
    for window in windows {
        match joined.last_mut() {
            Some(last) if window.first_line <= last.last_line + 1 => {
                last.last_line = last.last_line.max(window.last_line);
                last.notes.extend(window.notes);
            }
            _ => joined.push(window),
        }
    }
    joined
}

impl<'s> Window<'s> {
    fn add_to(&self, group: Group<'s>) -> Group<'s> {
        let path = clean(&self.source.path);
        let range = self.range();
        let Some(text) =
            self.source.text.get(range.clone()).filter(|_| range.len() <= WINDOW_BYTES_MAX)
        else {
            return self.notes.iter().fold(group, |group, note| {
                let (line, column) = self.source.line_column(note.span.start);
                let origin = Origin::path(path.clone()).line(line as usize);
                group.element(origin.char_column(column as usize))
            });
        };
        let annotations = self.notes.iter().map(|note| annotation(*note, text, range.start));
        let snippet = Snippet::source(text)
            .line_start(self.first_line as usize)
            .path(path)
            .fold(false)
            .annotations(annotations);
        group.element(snippet)
    }

    /// Bytes of the shown lines, without the last line break.
    fn range(&self) -> Range<usize> {
        let start = self.source.line_start(self.first_line) as usize;
        let end = if self.last_line < self.source.line_count() {
            self.source.line_start(self.last_line + 1) as usize
        } else {
            self.source.text.len()
        };
        let text = self.source.text.get(start..end).unwrap_or_default();
        start..start + text.trim_end_matches(['\n', '\r']).len()
    }
}

/// A mark on the text of a window that begins at `base`; of several lines only the first is marked.
fn annotation<'s>(note: Note<'s>, text: &str, base: usize) -> Annotation<'s> {
    let place = |offset: u32| floor_char(text, (offset as usize).saturating_sub(base));
    let start = place(note.span.start);
    let end = place(note.span.end).max(start);
    let marked = text.get(start..end).unwrap_or_default();
    let first = marked.split(['\n', '\r']).next().unwrap_or_default();
    let kind = match note.rank {
        Rank::Primary => AnnotationKind::Primary,
        Rank::Secondary => AnnotationKind::Context,
    };
    let annotation = kind.span(start..start + first.len());
    if note.text.is_empty() { annotation } else { annotation.label(clean(note.text)) }
}

#[cfg(test)]
mod tests {
    use insta::assert_snapshot;

    use super::*;

    const STACK: &str = "tools:\n  - id: hubspot\n    name: HubSpot\n    owner: ada\n\n  - id: salesforce\n    name: Salesforce\n    owner: bob\nintegrations:\n  - id: sync\n    from: hubspot\n    to: salesfroce\n";

    fn sources() -> (Sources, FileId) {
        let mut sources = Sources::default();
        let file = sources.add("stack.yaml", STACK);
        (sources, file)
    }

    fn span(file: FileId, text: &str, word: &str) -> Span {
        let start = text.find(word).unwrap();
        let place = |at: usize| u32::try_from(at).unwrap();
        Span { file, start: place(start), end: place(start + word.len()) }
    }

    fn plain(diagnostic: &Diagnostic, sources: &Sources) -> String {
        render(diagnostic, sources, Style::Plain)
    }

    #[test]
    fn a_place_with_its_help() {
        let (sources, file) = sources();
        let message = "no tool is called `salesfroce`";
        let diagnostic = Diagnostic::new("ref-unknown", Severity::Error, message)
            .at(span(file, STACK, "salesfroce"), "not a tool")
            .help("did you mean `salesforce`?");
        assert_snapshot!(plain(&diagnostic, &sources), @r#"
        error[ref-unknown]: no tool is called `salesfroce`
          --> stack.yaml:12:9
           |
        10 |   - id: sync
        11 |     from: hubspot
        12 |     to: salesfroce
           |         ^^^^^^^^^^ not a tool
           |
           = help: did you mean `salesforce`?
        "#);
        assert_snapshot!(summary_line(&diagnostic, &sources), @"stack.yaml:12:9: error[ref-unknown] no tool is called `salesfroce`");
        let coloured = render(&diagnostic, &sources, Style::Coloured);
        assert!(coloured.contains("\u{1b}[") && coloured.contains("did you mean"));
    }

    #[test]
    fn near_and_far_places_of_several_files() {
        let (mut sources, file) = sources();
        let other_text = "people:\n  - id: ada\n    left: 2024-05-01\n";
        let other = sources.add("people.yaml", other_text);
        let diagnostic = Diagnostic::new("owner-left", Severity::Warning, "the owner has left")
            .at(span(file, STACK, "ada"), "owned by Ada")
            .mark(span(other, other_text, "2024-05-01"), "left on this day")
            .mark(span(file, STACK, "HubSpot"), "the tool")
            .mark(span(file, STACK, "sync"), "moves data out of it");
        let turned = Diagnostic::new("owner-left", Severity::Warning, "the owner has left")
            .at(span(file, STACK, "sync"), "")
            .mark(span(file, STACK, "hubspot"), "before it");
        assert_snapshot!(plain(&turned, &sources), @r#"
        warning[owner-left]: the owner has left
          --> stack.yaml:10:9
           |
         8 |     owner: bob
         9 | integrations:
        10 |   - id: sync
           |         ^^^^
        11 |     from: hubspot
        12 |     to: salesfroce
           |
          ::: stack.yaml:2:9
           |
         1 | tools:
         2 |   - id: hubspot
           |         ------- before it
         3 |     name: HubSpot
         4 |     owner: ada
           |
        "#);
        assert_snapshot!(plain(&diagnostic, &sources), @r#"
        warning[owner-left]: the owner has left
          --> stack.yaml:4:12
           |
         1 | tools:
         2 |   - id: hubspot
         3 |     name: HubSpot
           |           ------- the tool
         4 |     owner: ada
           |            ^^^ owned by Ada
         5 |
         6 |   - id: salesforce
           |
          ::: stack.yaml:10:9
           |
         8 |     owner: bob
         9 | integrations:
        10 |   - id: sync
           |         ---- moves data out of it
        11 |     from: hubspot
        12 |     to: salesfroce
           |
          ::: people.yaml:3:11
           |
         1 | people:
         2 |   - id: ada
         3 |     left: 2024-05-01
           |           ---------- left on this day
        "#);
    }

    #[test]
    fn what_stands_nowhere_has_a_title_and_help() {
        let (sources, _) = sources();
        let diagnostic =
            Diagnostic::new("no-owner", Severity::Note, "nobody owns the consent flow")
                .help("name an owner\nor a team");
        assert_snapshot!(plain(&diagnostic, &sources), @r#"
        note[no-owner]: nobody owns the consent flow
         |
         = help: name an owner
                 or a team
        "#);
        assert_snapshot!(summary_line(&diagnostic, &sources), @"note[no-owner] nobody owns the consent flow");
    }

    #[test]
    fn a_place_of_many_lines_is_marked_on_its_first() {
        let (sources, file) = sources();
        let item = "id: hubspot\n    name: HubSpot\n    owner: ada";
        let diagnostic = Diagnostic::new("tool-alone", Severity::Warning, "nothing uses this tool")
            .at(span(file, STACK, item), "");
        assert_snapshot!(plain(&diagnostic, &sources), @r#"
        warning[tool-alone]: nothing uses this tool
         --> stack.yaml:2:5
          |
        1 | tools:
        2 |   - id: hubspot
          |     ^^^^^^^^^^^
        3 |     name: HubSpot
        4 |     owner: ada
          |
        "#);
    }

    #[test]
    fn hostile_text_stays_text() {
        let mut sources = Sources::default();
        let text = "a: \"\u{1b}[31mred\u{7}\u{202e}\"\r\nb: \u{0}\r\n";
        let file = sources.add("st\u{1b}[2Jack.yaml", text);
        let diagnostic =
            Diagnostic::new("yaml-syntax", Severity::Error, "bad \u{1b}]0;x\u{7}\nnext")
                .at(Span { file, start: 4, end: 9 }, "here \u{1b}[31m\u{202e}\nand there")
                .mark(Span { file, start: 20, end: 21 }, "\u{9b}1m")
                .help("\u{1b}[1mbold");
        let told = plain(&diagnostic, &sources);
        assert!(
            !told.chars().any(|ch| ch != '\n' && ch.is_control() || ch == '\u{202e}'),
            "{told:?}"
        );
        assert_snapshot!(told, @r#"
        error[yaml-syntax]: bad ␛]0;x␇ next
         --> st␛[2Jack.yaml:1:5
          |
        1 | a: "␛[31mred␇�"
          |     ^^^^^ here ␛[31m� and there
        2 | b: ␀
          |  - �1m
          |
          = help: ␛[1mbold
        "#);
        assert_snapshot!(summary_line(&diagnostic, &sources), @"st␛[2Jack.yaml:1:5: error[yaml-syntax] bad ␛]0;x␇ next");
    }

    #[test]
    fn places_at_the_borders_are_shown() {
        let mut sources = Sources::default();
        let empty = sources.add("empty.yaml", "");
        let text = "a: [1\n";
        let short = sources.add("short.yaml", text);
        let long = sources.add("long.yaml", &("a: ".to_owned() + &"x".repeat(100_000)));
        let at = |file, place| {
            let span = Span { file, start: place, end: place };
            let diagnostic = Diagnostic::new("yaml-syntax", Severity::Error, "it ends");
            plain(&diagnostic.at(span, "here"), &sources)
        };
        assert_snapshot!(at(empty, 0), @r#"
        error[yaml-syntax]: it ends
         --> empty.yaml:1:1
          |
        1 |
          | ^ here
        "#);
        assert_snapshot!(at(short, 6), @r#"
        error[yaml-syntax]: it ends
         --> short.yaml:1:6
          |
        1 | a: [1
          |      ^ here
        "#);
        assert_snapshot!(at(short, 5), @r#"
        error[yaml-syntax]: it ends
         --> short.yaml:1:6
          |
        1 | a: [1
          |      ^ here
        "#);
        assert_snapshot!(at(long, 7), @r#"
        error[yaml-syntax]: it ends
        --> long.yaml:1:8
        "#);
        assert_snapshot!(at(FileId(99), 7), @"error[yaml-syntax]: it ends");
    }

    #[test]
    fn any_place_is_survived() {
        let mut sources = Sources::default();
        let text = "é: 日本\r\n\r\n- \t👩‍💻\n\n\nlast";
        let file = sources.add("a.yaml", text);
        for start in 0..40 {
            for end in 0..40 {
                let diagnostic = Diagnostic::new("x", Severity::Note, "x")
                    .at(Span { file, start, end }, "one")
                    .mark(Span { file, start: end, end: start }, "two");
                assert!(plain(&diagnostic, &sources).starts_with("note[x]: x"));
            }
        }
    }
}
