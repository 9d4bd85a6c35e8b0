//! `linchpin keys`: what the keys of the terminal interface do.

use clap::Args;
use serde::Serialize;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};
use crate::tui::{self, KeyLine};

#[derive(Args)]
pub(super) struct Keys {
    /// As a page of Markdown
    #[arg(long)]
    markdown: bool,
}

#[derive(Serialize)]
struct Table {
    keys: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    place: String,
    group: &'static str,
    id: &'static str,
    title: &'static str,
    help: &'static str,
    keys: Vec<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Keys) -> Result<Ending, Failure> {
    let text = match call.format {
        _ if verb.markdown => keys_page(),
        Format::Json => json::document("keys", Table::of(tui::key_table())),
        Format::Human => {
            let sections: Vec<(String, Vec<Vec<String>>)> = by_place()
                .into_iter()
                .map(|(place, lines)| {
                    let row = |it: &KeyLine| {
                        vec![it.keys.join("  "), it.id.to_owned(), it.help.to_owned()]
                    };
                    (place, lines.iter().map(row).collect())
                })
                .collect();
            human::sections(&sections, call.look)
        }
    };
    call.print(&text)?;
    Ok(Ending::Clean)
}

impl Table {
    fn of(lines: Vec<KeyLine>) -> Self {
        let line = |it: KeyLine| {
            let KeyLine { place, group, id, title, help, keys } = it;
            Line { place, group, id, title, help, keys }
        };
        Self { keys: lines.into_iter().map(line).collect() }
    }
}

/// Actions that have keys, by where they can be reached, in the order of the table.
fn by_place() -> Vec<(String, Vec<KeyLine>)> {
    let mut places: Vec<(String, Vec<KeyLine>)> = Vec::new();
    for line in tui::key_table().into_iter().filter(|it| !it.keys.is_empty()) {
        match places.iter_mut().find(|(place, _)| *place == line.place) {
            Some((_, lines)) => lines.push(line),
            None => places.push((line.place.clone(), vec![line])),
        }
    }
    places
}

/// `docs/keys.md`.
pub(crate) fn keys_page() -> String {
    let mut out = String::from(
        "# Keys\n\nMade from the program's own table; `linchpin keys` prints the same, and `?` shows the keys that are \
         valid where you are. Every one of them can also be found by name in the palette (`:`). The mouse works too: \
         click selects, a second click opens, the wheel scrolls. Other keys can be given to any action in the \
         [settings](settings.md).\n",
    );
    for (place, lines) in by_place() {
        out = format!("{out}\n## {place}\n\n| keys | action | what it does |\n|---|---|---|\n");
        for it in lines {
            let keys: Vec<String> =
                it.keys.iter().map(|key| format!("`{}`", key.replace('|', "\\|"))).collect();
            out = format!(
                "{out}| {} | {} | {} |\n",
                keys.join(" "),
                it.title,
                it.help.replace('|', "\\|")
            );
        }
    }
    out
}
