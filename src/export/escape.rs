//! Text made harmless for each format that has signs of its own.

use crate::text::clean;

/// For XML texts and attributes. What XML 1.0 cannot hold even as a reference becomes U+FFFD.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for ch in text.chars() {
        match ch {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            // Also keeps `]]>` from ending a section.
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\t' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'.. => out.push(ch),
            _ => out.push('\u{fffd}'),
        }
    }
    out
}

/// For the message of a GitHub workflow command.
pub(super) fn github_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// For a property of a GitHub workflow command, which commas and colons end.
pub(super) fn github_property(text: &str) -> String {
    github_message(text).replace(':', "%3A").replace(',', "%2C")
}

/// For Markdown, in table cells too: what is between backticks stays code, and nothing else has a meaning.
pub(super) fn markdown(text: &str) -> String {
    let text = clean(text);
    // A backtick inside a name leaves an odd one, and then none of them can be trusted to open or close anything.
    if text.matches('`').count() % 2 == 1 {
        return references(&text);
    }
    let mut out = String::with_capacity(text.len());
    for (position, part) in text.split('`').enumerate() {
        if position % 2 == 0 {
            out.push_str(&references(part));
        } else if !part.is_empty() {
            out.push_str("<code>");
            out.push_str(&references(part));
            out.push_str("</code>");
        }
    }
    out
}

/// Every sign that Markdown, HTML or GitHub reads as more than itself, as a character reference.
fn references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    while let Some(ch) = chars.next() {
        match ch {
            // People and issues are linked after references are resolved, so a space of no width follows.
            '@' | '#' => {
                reference(&mut out, ch);
                out.push_str("&#8203;");
            }
            '\\' | '`' | '*' | '_' | '{' | '}' | '[' | ']' | '<' | '>' | '(' | ')' | '!' | '|'
            | '~' | '&' | '"' | '\'' | '$' | '+' | '=' => reference(&mut out, ch),
            // Bare addresses become links.
            ':' if chars.peek() == Some(&'/') => out.push_str(":&#8203;"),
            _ => out.push(ch),
        }
    }
    out.replace("www.", "www&#8203;.")
}

fn reference(out: &mut String, ch: char) {
    out.push_str("&#");
    out.push_str(&u32::from(ch).to_string());
    out.push(';');
}

/// A path as a relative reference of a URI: everything but unreserved characters and `/` is percent-encoded (RFC 3986).
pub(super) fn uri(path: &str) -> String {
    let mut out = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(char::from(byte));
            }
            _ => {
                let digit = |it: u8| char::from_digit(u32::from(it), 16).unwrap_or_default();
                out.push('%');
                out.push(digit(byte >> 4).to_ascii_uppercase());
                out.push(digit(byte & 0xf).to_ascii_uppercase());
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn xml_cannot_be_left() {
        assert_eq!(xml("a]]><b x=\"1\">&'\n"), "a]]&gt;&lt;b x=&quot;1&quot;&gt;&amp;&apos;&#10;");
        assert_eq!(xml("\u{0}\u{1b}\u{fffe}\u{ffff}é😀"), "\u{fffd}\u{fffd}\u{fffd}\u{fffd}é😀");
    }

    #[test]
    fn no_workflow_command_can_be_smuggled_in() {
        assert_eq!(github_message("a\n::error::b %0A"), "a%0A::error::b %250A");
        assert_eq!(github_property("a:b,c\r\n%"), "a%3Ab%2Cc%0D%0A%25");
    }

    #[test]
    fn markdown_shows_what_is_written() {
        assert_eq!(markdown("`crm` is *old*"), "<code>crm</code> is &#42;old&#42;");
        assert_eq!(markdown("a | b <img src=x>"), "a &#124; b &#60;img src&#61;x&#62;");
        assert_eq!(markdown("`cr`m` x"), "&#96;cr&#96;m&#96; x");
        assert_eq!(markdown("@ops see #12"), "&#64;&#8203;ops see &#35;&#8203;12");
        assert_eq!(markdown("https://x.io www.x.io"), "https:&#8203;//x.io www&#8203;.x.io");
        assert_eq!(markdown("two\nlines"), "two lines");
    }

    #[test]
    fn paths_become_references() {
        assert_eq!(uri("a b/ü:1.yaml"), "a%20b/%C3%BC%3A1.yaml");
    }
}
