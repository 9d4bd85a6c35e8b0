//! The user's editor, started without a shell, at a line.

use std::path::Path;

use crate::text::Place;

/// Program and arguments; `None` where the setting is empty or has an open quote.
pub(crate) fn command(setting: &str, path: &Path, place: &Place) -> Option<Vec<String>> {
    let mut words = shell_words::split(setting).ok()?;
    let program = words.first()?;
    let name = Path::new(program).file_stem()?.to_str()?.to_lowercase();
    let path = path.to_str()?.to_owned();
    let Place { line, column, .. } = place;
    match name.as_str() {
        "vi" | "vim" | "nvim" | "view" | "nano" | "emacs" | "emacsclient" | "kak" | "micro"
        | "joe" | "ne" | "mg" => words.extend([format!("+{line}"), path]),
        "hx" | "helix" | "subl" | "zed" => words.push(format!("{path}:{line}:{column}")),
        "code" | "codium" | "code-insiders" | "cursor" => {
            words.extend(["--goto".to_owned(), format!("{path}:{line}:{column}")]);
        }
        _ => words.push(path),
    }
    Some(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_editor_is_told_the_line_in_its_own_way() {
        let place = Place { path: "a b.yaml".to_owned(), line: 7, column: 3 };
        let words = |setting| command(setting, Path::new("/s/a b.yaml"), &place);
        assert_eq!(words("vim -R").unwrap(), ["vim", "-R", "+7", "/s/a b.yaml"]);
        assert_eq!(words("code --wait").unwrap(), ["code", "--wait", "--goto", "/s/a b.yaml:7:3"]);
        assert_eq!(words("my-editor; rm -rf x").unwrap()[0], "my-editor;");
        assert_eq!(words("'open"), None);
        assert_eq!(words(""), None);
    }
}
