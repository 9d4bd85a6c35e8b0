//! Comments that speak to the program, with what they stand beside or above.
//!
//! The parser is not asked for them: hardly any file has some, and every other file would pay for all its comments.

use std::cmp::Reverse;

use super::tree::{Kind, Node, Tree};
use crate::text::Span;

/// A comment that begins with a mark such as `linchpin:`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Comment {
    /// From its `#` to its last word.
    pub(crate) span: Span,
    /// What follows the mark.
    pub(crate) content: Span,
    pub(crate) standing: Standing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Standing {
    /// Behind something on the same line, which is this place.
    Beside(Span),
    /// On lines of its own, above this list item or entry of a map.
    Above(Span),
    /// Above a whole top-level section, or above nothing.
    Loose,
}

/// What a comment can stand above.
#[derive(Clone, Copy)]
struct Place {
    span: Span,
    is_section: bool,
}

/// The comments of a file that begin with the mark, in the order of the text.
pub(crate) fn comments(tree: &Tree, mark: &str) -> Vec<Comment> {
    let text = tree.source();
    if !text.contains(mark) {
        return Vec::new();
    }
    let mut outline = Outline::default();
    if let Some(root) = tree.root() {
        outline.walk(root, 0);
    }
    // Outer places first where several begin together.
    outline.places.sort_by_key(|it| (it.span.start, Reverse(it.span.end)));
    outline.scalars.sort_unstable();
    let found = text.match_indices(mark).filter_map(|(at, _)| {
        let line_start = text.get(..at)?.rfind(['\n', '\r']).map_or(0, |it| it + 1);
        let before = text.get(line_start..at)?.trim_end_matches([' ', '\t']).strip_suffix('#')?;
        if !before.is_empty() && !before.ends_with([' ', '\t']) {
            return None;
        }
        let hash = line_start + before.len();
        let rest = text.get(hash..)?.split(['\n', '\r']).next()?.trim_end();
        let place = |start: usize, end: usize| {
            let offset = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
            Span { file: tree.file(), start: offset(start), end: offset(end) }
        };
        let span = place(hash, hash + rest.len());
        if outline.is_in_scalar(span.start) {
            return None;
        }
        let standing = if matches!(before.trim(), "" | "-") {
            outline.below(span.end)
        } else {
            Standing::Beside(place(line_start, hash))
        };
        Some(Comment { span, content: place(at + mark.len(), hash + rest.len()), standing })
    });
    found.collect()
}

#[derive(Default)]
struct Outline {
    places: Vec<Place>,
    /// Start and end of every text, in which a `#` begins no comment.
    scalars: Vec<(u32, u32)>,
}

impl Outline {
    fn walk(&mut self, node: Node<'_>, depth: usize) {
        let within = node.span();
        // What an alias stands for is elsewhere, as are the entries that `<<` brings.
        let is_inside = |it: Span| it.start >= within.start && it.end <= within.end;
        match node.kind() {
            Kind::Null => {}
            Kind::Scalar => self.scalars.push((within.start, within.end)),
            Kind::List => {
                for item in node.items().filter(|it| is_inside(it.span())) {
                    self.places.push(Place { span: item.span(), is_section: false });
                    self.walk(item, depth + 1);
                }
            }
            Kind::Map => {
                for (key, value) in node.entries().filter(|(key, _)| is_inside(key.span())) {
                    let (start, end) = (key.span().start, value.span().end.max(key.span().end));
                    let holds_many = matches!(value.kind(), Kind::List | Kind::Map);
                    self.places.push(Place {
                        span: Span { start, end, ..within },
                        is_section: depth == 0 && holds_many,
                    });
                    self.walk(key, depth + 1);
                    if is_inside(value.span()) {
                        self.walk(value, depth + 1);
                    }
                }
            }
        }
    }

    fn is_in_scalar(&self, at: u32) -> bool {
        let next = self.scalars.partition_point(|(start, _)| *start <= at);
        let last = next.checked_sub(1).and_then(|it| self.scalars.get(it));
        last.is_some_and(|(_, end)| at < *end)
    }

    fn below(&self, at: u32) -> Standing {
        let next = self.places.partition_point(|it| it.span.start < at);
        match self.places.get(next) {
            Some(place) if !place.is_section => Standing::Above(place.span),
            Some(_) | None => Standing::Loose,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Sources;
    use crate::yaml::read;

    /// Each comment's content with what it stands beside or above.
    fn told(text: &str) -> Vec<(String, String)> {
        let mut sources = Sources::default();
        let file = sources.add("a.yaml", text);
        let part = |span| sources.text(span).unwrap().trim().to_owned();
        comments(&read(&sources, file).tree, "linchpin:")
            .into_iter()
            .map(|it| {
                let at = match it.standing {
                    Standing::Beside(span) => format!("beside {}", part(span)),
                    Standing::Above(span) => format!("above {}", part(span)),
                    Standing::Loose => "loose".to_owned(),
                };
                (part(it.content), at)
            })
            .collect()
    }

    fn one(text: &str) -> String {
        let found = told(text);
        assert_eq!(found.len(), 1, "{found:?}");
        found[0].1.clone()
    }

    #[test]
    fn a_comment_stands_beside_or_above() {
        assert_eq!(one("tools:\n  - id: a # linchpin: x\n"), "beside - id: a");
        assert_eq!(
            one("tools:\n  # linchpin: x\n\n  # more\n  - id: a\n    b: 1\n"),
            "above id: a\n    b: 1"
        );
        assert_eq!(one("tools:\n  - # linchpin: x\n    id: a\n"), "above id: a");
        assert_eq!(one("tools:\n  - id: a\n    # linchpin: x\n    b: 1\n"), "above b: 1");
        assert_eq!(one("tools:\r\n  #linchpin: x\r\n  - {id: a}\r\n"), "above {id: a}");
        assert_eq!(one("tools: [\n  # linchpin: x\n  {id: a}]\n"), "above {id: a}");
    }

    #[test]
    fn above_a_section_or_nothing_it_is_loose() {
        assert_eq!(one("# linchpin: x\ntools:\n  - id: a\n"), "loose");
        assert_eq!(one("tools:\n  - id: a\n  # linchpin: x\n"), "loose");
        assert_eq!(one("# linchpin: x\n"), "loose");
    }

    #[test]
    fn texts_that_look_like_comments_are_none() {
        for text in [
            "a: 'b # linchpin: x'\n",
            "a: \"b\n  # linchpin: x\"\n",
            "a: |\n  b\n  # linchpin: x\nc: 1\n",
            "a: >\n  # linchpin: x\n\n  b\n",
            "a: b#linchpin: x\n",
            "# see linchpin: x\n",
            "linchpin: x\n",
        ] {
            assert_eq!(told(text), [], "{text:?}");
        }
    }

    #[test]
    fn aliases_and_merges_lead_nowhere_else() {
        let text = "base: &b\n  one: 1\n  two: 2\ntools:\n  # linchpin: x\n  - <<: *b\n    id: a\n  - *b\n";
        assert_eq!(one(text), "above <<: *b\n    id: a");
    }
}
