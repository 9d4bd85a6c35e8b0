//! From bytes to text: only UTF-8 is read, and the rest is told how to become it.

use super::limits;

/// Why bytes are no text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Unreadable {
    pub(crate) message: String,
    pub(crate) help: &'static str,
    /// In bytes.
    pub(crate) offset: usize,
    /// From 1.
    pub(crate) line: usize,
    /// From 1, in characters.
    pub(crate) column: usize,
}

/// Makes text of a file's bytes, without the byte order mark.
pub(crate) fn decode(bytes: &[u8]) -> Result<String, Unreadable> {
    if bytes.len() > limits::FILE_BYTES_MAX {
        let limit = limits::FILE_BYTES_MAX / 1024 / 1024;
        let message = format!("the file is larger than {limit} MiB");
        return Err(unreadable(bytes, 0, message, "split the stack into several files"));
    }
    if let Some(name) = foreign_encoding(bytes) {
        let message = format!("the file is encoded in {name}");
        return Err(unreadable(bytes, 0, message, "save it as UTF-8"));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    if let Some(offset) = bytes.iter().position(|byte| *byte == 0) {
        let message = "the file holds a NUL byte, so it is no text".to_owned();
        return Err(unreadable(bytes, offset, message, "give a YAML file in UTF-8"));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(text.to_owned()),
        Err(error) => {
            let offset = error.valid_up_to();
            let byte = bytes.get(offset).copied().unwrap_or_default();
            let message = format!("byte 0x{byte:02X} is not UTF-8 text");
            Err(unreadable(bytes, offset, message, "save the file as UTF-8"))
        }
    }
}

/// A byte order mark, or ASCII with every other byte zero, as editors without marks write it.
fn foreign_encoding(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        [first, 0, second, 0, ..] | [0, first, 0, second, ..] if *first != 0 && *second != 0 => {
            Some("UTF-16")
        }
        _ => None,
    }
}

fn unreadable(bytes: &[u8], offset: usize, message: String, help: &'static str) -> Unreadable {
    let before = bytes.get(..offset).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    let line_start = before.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1);
    let on_line = before.get(line_start..).unwrap_or_default();
    let column = String::from_utf8_lossy(on_line).chars().count() + 1;
    Unreadable { message, help, offset, line, column }
}
