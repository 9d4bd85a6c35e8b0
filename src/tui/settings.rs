//! What somebody has set for all stacks: a theme, keys, and themes of their own, in a folder that may be missing.
//!
//! Nothing that is wrong in there stops the program: it is told, and the rest counts.

use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::actions::{self, Action, Scope};
use super::keymap::Keymap;
use super::keys;
use super::theme::{self, Theme};
use crate::host::{Disk, Environment};
use crate::text::{clean, nearest};

const FILE: &str = "settings.toml";
const THEMES: &str = "themes";
/// What may stand in the file.
const NAMES: [&str; 2] = ["theme", "keys"];

#[derive(Clone, Debug, Default)]
pub(crate) struct Settings {
    pub(crate) theme: Option<String>,
    pub(crate) keymap: Keymap,
    /// All themes there are, one of the user's in place of a built-in one of the same name.
    pub(crate) themes: Vec<Theme>,
    /// What is wrong, each with its file and line.
    pub(crate) faults: Vec<String>,
}

/// Where the settings are: the XDG Base Directory Specification has `$XDG_CONFIG_HOME`, which counts where it is
/// absolute, else `~/.config`.
pub(crate) fn folder(environment: &Environment) -> Option<PathBuf> {
    let stated = environment.get("XDG_CONFIG_HOME").map(PathBuf::from);
    let home = || environment.get("HOME").map(|it| PathBuf::from(it).join(".config"));
    Some(stated.filter(|it| it.is_absolute()).or_else(home)?.join("linchpin"))
}

pub(crate) fn read(disk: &Disk, folder: Option<&Path>) -> Settings {
    let mut settings = Settings { themes: theme::embedded(), ..Settings::default() };
    let Some(folder) = folder else { return settings };
    settings.read_themes(disk, &folder.join(THEMES));
    // A folder without the file is as good as none.
    if let Ok(bytes) = disk.read(&folder.join(FILE)) {
        match std::str::from_utf8(&bytes) {
            Ok(text) => settings.read_file(text),
            Err(_) => settings.faults.push(format!("{FILE}: this is no UTF-8 text")),
        }
    }
    settings
}

impl Settings {
    fn read_themes(&mut self, disk: &Disk, folder: &Path) {
        let files: Vec<(String, String)> = disk
            .list(folder)
            .unwrap_or_default()
            .into_iter()
            .filter_map(|file| {
                let name = file.strip_suffix(".toml")?.to_owned();
                let bytes = disk.read(&folder.join(&file)).ok()?;
                Some((name, String::from_utf8_lossy(&bytes).into_owned()))
            })
            .collect();
        let own =
            |name: &str| files.iter().find(|(it, _)| it == name).map(|(_, text)| text.clone());
        for (name, text) in &files {
            // One that stands in place of a built-in theme inherits that one, and not itself.
            let known = |wanted: &str| {
                own(wanted).filter(|_| wanted != name).or_else(|| theme::built_in(wanted))
            };
            match Theme::of_user(&clean(name), text, &known) {
                Ok(theme) => {
                    self.themes.retain(|it| it.name != theme.name);
                    self.themes.push(theme);
                }
                Err(reason) => {
                    let reason = clean(reason.lines().next().unwrap_or_default());
                    self.faults.push(format!("{THEMES}/{}.toml: {reason}", clean(name)));
                }
            }
        }
    }

    fn read_file(&mut self, text: &str) {
        let table = match DeTable::parse(text) {
            Ok(table) => table.into_inner(),
            Err(error) => {
                self.fault(text, error.span().unwrap_or_default(), error.message());
                return;
            }
        };
        for (name, value) in &table {
            match name.get_ref().as_ref() {
                "theme" => self.choose_theme(text, value),
                "keys" => self.give_keys(text, value),
                other => {
                    let near = suggestion(nearest(other, NAMES), "`theme` and `keys` are");
                    self.fault(text, name.span(), &format!("there is no setting `{other}`{near}"));
                }
            }
        }
    }

    fn choose_theme(&mut self, text: &str, value: &Spanned<DeValue<'_>>) {
        let Some(name) = value.get_ref().as_str() else {
            self.fault(text, value.span(), "a theme is named by a text, such as \"dark\"");
            return;
        };
        if self.themes.iter().any(|it| it.name == name) {
            self.theme = Some(name.to_owned());
            return;
        }
        let near = nearest(name, self.themes.iter().map(|it| it.name.as_str()));
        let near = suggestion(near, "`linchpin themes` lists them");
        self.fault(text, value.span(), &format!("there is no theme `{name}`{near}"));
    }

    fn give_keys(&mut self, text: &str, value: &Spanned<DeValue<'_>>) {
        let Some(table) = value.get_ref().as_table() else {
            self.fault(text, value.span(), "`keys` is a table of actions, such as [keys]");
            return;
        };
        for (name, value) in table {
            let id = name.get_ref().as_ref();
            let Some(action) = actions::by_id(id) else {
                let near = nearest(id, actions::all().map(|it| it.id));
                let near = suggestion(near, "`linchpin keys` lists them");
                self.fault(text, name.span(), &format!("there is no action `{id}`{near}"));
                continue;
            };
            match wanted(action, value.get_ref()) {
                Ok(keys) => {
                    for (key, holder) in self.keymap.give(action, keys) {
                        let message = format!("`{key}` is given to `{holder}` already");
                        self.fault(text, value.span(), &message);
                    }
                }
                Err(message) => self.fault(text, value.span(), &message),
            }
        }
    }

    fn fault(&mut self, text: &str, span: Range<usize>, message: &str) {
        let before = text.get(..span.start).unwrap_or_default();
        let line = before.matches('\n').count() + 1;
        self.faults.push(format!("{FILE}:{line}: {}", clean(message)));
    }
}

fn suggestion(near: Option<&str>, otherwise: &str) -> String {
    near.map_or_else(|| format!("; {otherwise}"), |it| format!("; did you mean `{it}`?"))
}

/// The keys that the file gives an action: one text, or a list of texts.
fn wanted(action: &Action, value: &DeValue<'_>) -> Result<Vec<String>, String> {
    let words: Option<Vec<&str>> = match (value.as_str(), value.as_array()) {
        (Some(one), _) => Some(vec![one]),
        (None, Some(list)) => list.iter().map(|it| it.get_ref().as_str()).collect(),
        (None, None) => None,
    };
    let words = words.ok_or("keys are texts, such as \"F2\" or [\"g d\", \"ctrl-d\"]")?;
    let is_above = |it: Scope| match it {
        Scope::Everywhere | Scope::Staging | Scope::Mending | Scope::Lapse | Scope::View(_) => {
            false
        }
        Scope::List | Scope::Typed | Scope::Form | Scope::Filter | Scope::Proposal => true,
    };
    if words.is_empty() && is_above(action.scope) {
        return Err(format!("`{}` needs a key: no palette reaches it", action.id));
    }
    let mut keys = Vec::new();
    for word in words {
        let Some(key) = keys::parse(word) else {
            return Err(format!(
                "there is no key `{word}`; keys are called `x`, `F2`, `ctrl-x`, `enter`, two in a row `g x`"
            ));
        };
        let is_typed = matches!(action.scope, Scope::Typed | Scope::Form | Scope::Filter);
        if is_typed && keys::is_typed(&key) {
            return Err(format!("`{word}` is a letter to type where `{}` is done", action.id));
        }
        keys.push(key);
    }
    Ok(keys)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::rows::Tone;

    const PAGE: &str = include_str!("../../docs/settings.md");

    fn read_from(files: &[(&str, &str)]) -> Settings {
        read(&Disk::memory(files), Some(Path::new("c")))
    }

    fn faults(text: &str) -> Vec<String> {
        read_from(&[("c/settings.toml", text)]).faults
    }

    /// The first block of that kind in the documentation.
    fn block(kind: &str, nth: usize) -> &'static str {
        PAGE.split(&format!("```{kind}\n")).nth(nth).unwrap().split("```").next().unwrap()
    }

    #[test]
    fn what_the_documentation_shows_can_be_set() {
        let files =
            [("c/settings.toml", block("toml", 1)), ("c/themes/night.toml", block("toml", 2))];
        let settings = read_from(&files);
        assert_eq!(settings.faults, [""; 0]);
        assert_eq!(settings.theme.as_deref(), Some("night"));
        let keys = |id: &str| settings.keymap.keys(actions::by_id(id).unwrap());
        assert_eq!(keys("palette"), ["F2", "ctrl-p"]);
        assert_eq!(keys("redraw"), ["g r"]);
        assert_eq!(keys("mouse"), [""; 0]);
        let night = settings.themes.iter().find(|it| it.name == "night").unwrap();
        let dark = settings.themes.iter().find(|it| it.name == "dark").unwrap();
        assert_ne!(night.style(Tone::Accent), dark.style(Tone::Accent));
        assert_eq!(night.style(Tone::Danger), dark.style(Tone::Danger));
    }

    #[test]
    fn what_is_wrong_is_told_with_its_line_and_the_nearest_name() {
        let told = faults(
            "them = 'dark'\ntheme = 'drak'\n[keys]\nfxi = 'X'\nfix = 'hyper-x'\nedit = 3\nfilter-keep = 'k'\nlist-close = []\nquit = 'Q'\nhelp = ['Q', '?']\n",
        );
        let wanted = [
            "settings.toml:1: there is no setting `them`; did you mean `theme`?",
            "settings.toml:2: there is no theme `drak`; did you mean `dark`?",
            "settings.toml:4: there is no action `fxi`; did you mean `fix`?",
            "settings.toml:5: there is no key `hyper-x`; keys are called `x`, `F2`, `ctrl-x`, `enter`, two in a row `g x`",
            "settings.toml:6: keys are texts, such as \"F2\" or [\"g d\", \"ctrl-d\"]",
            "settings.toml:7: `k` is a letter to type where `filter-keep` is done",
            "settings.toml:8: `list-close` needs a key: no palette reaches it",
        ];
        for line in wanted {
            assert!(told.iter().any(|it| it == line), "{line}\n{told:#?}");
        }
        // Of two actions that want one key, the first in the order of their names has it.
        let twice = told.iter().find(|it| it.contains("already")).unwrap();
        assert!(twice.contains("`Q` is given to `"), "{twice}");
        assert_eq!(told.len(), wanted.len() + 1, "{told:#?}");
        assert_eq!(
            faults("keys = 1\n"),
            ["settings.toml:1: `keys` is a table of actions, such as [keys]"]
        );
        assert!(faults("a = \n").first().unwrap().starts_with("settings.toml:1: "));
    }

    #[test]
    fn a_theme_that_is_wrong_is_left_out() {
        let settings = read_from(&[
            ("c/themes/bad.toml", "title = 'Bad'\n[colors]\ntextt = 'red'\n"),
            (
                "c/themes/dark.toml",
                "title = 'Darker'\ninherits = 'dark'\n[colors]\naccent = 'red'\n",
            ),
            ("c/themes/bare.toml", "title = 'Bare'\n"),
        ]);
        assert_eq!(settings.faults, ["themes/bad.toml: no token is called textt"]);
        let titles: Vec<&str> = settings.themes.iter().map(|it| it.title.as_str()).collect();
        assert!(titles.contains(&"Darker") && !titles.contains(&"Dark"), "{titles:?}");
        let bare = settings.themes.iter().find(|it| it.name == "bare").unwrap();
        let reverse = ratatui::style::Modifier::REVERSED;
        assert!(bare.style(Tone::Selection).add_modifier.contains(reverse), "it can be seen");
    }

    #[test]
    fn the_folder_is_where_it_belongs() {
        let folder_of = |variables: &[(&str, &str)]| {
            let (mut host, _, _) = crate::host::Host::for_tests(&[]);
            for (name, value) in variables {
                host.environment.set(name, value);
            }
            folder(&host.environment)
        };
        let home = ("HOME", "/home/ana");
        assert_eq!(folder_of(&[]), None);
        assert_eq!(folder_of(&[home]), Some("/home/ana/.config/linchpin".into()));
        assert_eq!(folder_of(&[home, ("XDG_CONFIG_HOME", "/x")]), Some("/x/linchpin".into()));
        let relative = folder_of(&[home, ("XDG_CONFIG_HOME", "x")]);
        assert_eq!(relative, Some("/home/ana/.config/linchpin".into()));
    }
}
