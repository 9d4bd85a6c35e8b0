//! Copying through the terminal, which also works over SSH.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The sequence that asks the terminal to put a text on the clipboard.
pub(crate) fn osc52(text: &str) -> String {
    format!("\u{1b}]52;c;{}\u{7}", STANDARD.encode(text))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn text_travels_encoded() {
        assert_eq!(osc52("a b"), "\u{1b}]52;c;YSBi\u{7}");
    }
}
