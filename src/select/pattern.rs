//! Names with `*` and `?` in any case.

/// A name as it was written, and how to compare it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Pattern {
    text: String,
    folded: Vec<char>,
    is_literal: bool,
}

impl Pattern {
    /// `*` stands for anything and `?` for one character.
    pub(super) fn new(text: &str) -> Self {
        let is_literal = !text.contains(['*', '?']);
        Self { text: text.to_owned(), folded: fold(text), is_literal }
    }

    /// In quotes: every character stands for itself.
    pub(super) fn quoted(text: &str) -> Self {
        Self { text: text.to_owned(), folded: fold(text), is_literal: true }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The text, where nothing in it stands for something else.
    pub(super) fn literal(&self) -> Option<&str> {
        self.is_literal.then_some(self.text.as_str())
    }

    /// It fits all of the text. Backtracks to the last star only, so it stays quadratic.
    pub(crate) fn fits(&self, text: &str) -> bool {
        let text = fold(text);
        if self.is_literal {
            return self.folded == text;
        }
        let (mut at, mut seen) = (0, 0);
        let mut star = None;
        while let Some(ch) = text.get(seen) {
            match self.folded.get(at) {
                Some('*') => {
                    star = Some((at, seen));
                    at += 1;
                }
                Some(wanted) if *wanted == '?' || wanted == ch => {
                    at += 1;
                    seen += 1;
                }
                Some(_) | None => {
                    let Some((star_at, from)) = star else { return false };
                    star = Some((star_at, from + 1));
                    at = star_at + 1;
                    seen = from + 1;
                }
            }
        }
        self.folded.get(at..).unwrap_or_default().iter().all(|it| *it == '*')
    }

    /// It stands somewhere in a text that is in lower case already.
    pub(crate) fn is_in(&self, text: &str) -> bool {
        if self.is_literal {
            return text.contains(&self.text.to_lowercase());
        }
        Self::new(&format!("*{}*", self.text)).fits(text)
    }
}

fn fold(text: &str) -> Vec<char> {
    text.chars().flat_map(char::to_lowercase).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn stars_and_question_marks() {
        for (pattern, text, fits) in [
            ("manual*", "manual_csv", true),
            ("*csv", "manual_csv", true),
            ("MANUAL_CSV", "manual_csv", true),
            ("manual", "manual_csv", false),
            ("*x*", "manual_csv", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("*a*b", "xaabab", true),
            ("", "", true),
            ("É*", "école", true),
        ] {
            assert_eq!(Pattern::new(pattern).fits(text), fits, "{pattern} {text}");
        }
        assert!(!Pattern::quoted("a*").fits("abc"));
        assert!(Pattern::quoted("a*").fits("A*"));
        assert!(Pattern::new("sales").is_in("the salesforce crm"));
        assert!(Pattern::new("s*m").is_in("the salesforce crm"));
    }
}
