//! The terminal interface: a model, what happens to it, and how it looks.
//!
//! The only place that names ratatui and crossterm, and the only one with threads.

mod actions;
mod app;
mod canvas;
mod chain;
mod clipboard;
mod detail;
mod editor;
mod explain;
mod files;
mod filter;
mod glyphs;
mod input;
mod keymap;
mod keys;
mod lapse;
mod layers;
mod losses;
mod model;
mod msg;
mod names;
mod outcome;
mod overlays;
mod proposal;
mod repairs;
mod replies;
mod rows;
mod run;
mod screen;
mod settings;
mod since;
mod staged;
mod study;
mod target;
mod term;
mod text_input;
mod theme;
mod views;
mod watch;
mod way;
mod worker;

#[cfg(test)]
mod testing;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use color_eyre::eyre::Result;
use terminal_colorsaurus::{QueryOptions, ThemeMode};

#[cfg(test)]
use crate::analysis::Analysis;
use crate::facade::Workspace;
use crate::host::{Disk, Environment, Host};
use crate::text::plural;
use glyphs::GlyphSet;
use keys::Key;
use model::Model;
use msg::{Msg, Toast};
#[cfg(test)]
use rows::Pane;
use rows::Tone;
use run::{Abilities, Session};
use theme::{Depth, Theme};

pub(crate) use since::look_back;

/// A terminal that has not told its colours by then will not.
const COLORS_MS: u64 = 100;

/// Opens the interface on a stack file; returns the exit code.
pub(crate) fn run(host: &Host, path: Option<PathBuf>) -> Result<u8> {
    // Reverse video must reach the terminal whatever `NO_COLOR` says; the mono theme has no colours to begin with.
    crossterm::style::force_color_output(true);
    let environment = &host.environment;
    let abilities = Abilities { depth: depth(host), glyphs: glyph_set(environment) };
    // Real even where the stack is the example, which lies in memory.
    let found = settings::read(&Disk::Real, settings::folder(environment).as_deref());
    let mut themes = found.themes;
    if abilities.depth == Depth::Mono {
        // The others tell the selection by colour alone.
        themes.retain(|it| it.name == "mono");
    }
    let wanted = match (environment.get("LINCHPIN_THEME"), found.theme) {
        (Some(name), _) => name.to_owned(),
        (None, Some(name)) => name,
        (None, None) => default_theme(abilities.depth).to_owned(),
    };
    let mut model = Model::new(path, themes, terminal_size().unwrap_or((80, 24)));
    model.glyphs = abilities.glyphs;
    model.theme = position_of(&model.themes, &wanted);
    model.keymap = found.keymap;
    tell(&mut model, found.faults);
    if !matches!(host.disk, Disk::Real) {
        model.unwritable =
            Some("the example is part of the program; `linchpin init` writes a file of your own");
    }
    let mut session = Session::start(host, abilities)?;
    session.run(&mut model)
}

/// Says what is wrong with the settings, all of it in the log.
fn tell(model: &mut Model, faults: Vec<String>) {
    let count = faults.len();
    for fault in faults {
        model.say(Toast::new(Tone::Warn, fault));
    }
    if count > 1 {
        let log = model.keymap.shown("log");
        let text = format!("the settings have {} · {log} shows them", plural(count, "problem"));
        model.say(Toast::new(Tone::Warn, text));
    }
}

/// A view as lines of text, for pipes and screen readers; `None` where no view has that id.
#[cfg(test)]
pub(crate) fn plain(analysis: Arc<Analysis>, view: &str) -> Option<String> {
    let mut model = Model::new(None, theme::embedded(), (80, 24));
    model.analysis = Some(analysis);
    model.view = views::VIEWS.iter().position(|it| it.id == view)?;
    let panes: Vec<String> = model.panes().iter().map(Pane::plain).collect();
    Some(panes.join("\n"))
}

/// The interface without a terminal: keys in, frames out. For measurements.
#[doc(hidden)]
pub struct Stage(Model);

impl Stage {
    /// The interface over a stack that has arrived, on a screen of so many columns and rows.
    pub fn of(workspace: &Workspace, size: (u16, u16)) -> Self {
        let mut model = Model::new(None, theme::embedded(), size);
        model.analysis = Some(Arc::clone(&workspace.0));
        Self(model)
    }

    /// Presses a key and paints the frame that answers it; gives the number of cells that are not blank.
    pub fn press(&mut self, key: &str) -> usize {
        app::update(&mut self.0, Msg::Key(Key::named(key)));
        let (painted, hits) = screen::paint(&self.0, self.0.size);
        self.0.seen = hits;
        painted.buffer.content.iter().filter(|it| it.symbol() != " ").count()
    }
}

/// What a key does and where, for those who are not in the interface.
pub(crate) struct KeyLine {
    /// "Everywhere", "View Map", "Lists".
    pub(crate) place: String,
    pub(crate) group: &'static str,
    pub(crate) id: &'static str,
    pub(crate) title: &'static str,
    pub(crate) help: &'static str,
    pub(crate) keys: Vec<String>,
}

/// All actions with their keys, in the order of the help.
pub(crate) fn key_table() -> Vec<KeyLine> {
    let line = |it: &'static actions::Action| KeyLine {
        place: actions::place_of(it.scope),
        group: it.group.into(),
        id: it.id,
        title: it.title,
        help: it.help,
        keys: it.keys.iter().map(|key| keys::show(key)).collect(),
    };
    actions::all().map(line).collect()
}

/// The themes of the binary and of the user: their names and what they are for.
pub(crate) fn theme_names(host: &Host) -> Vec<(String, String)> {
    let found = settings::read(&host.disk, settings::folder(&host.environment).as_deref());
    found.themes.into_iter().map(|it| (it.name, it.title)).collect()
}

/// Columns and lines of the terminal, where there is one.
pub(crate) fn terminal_size() -> Option<(u16, u16)> {
    crossterm::terminal::size().ok()
}

fn position_of(themes: &[Theme], name: &str) -> usize {
    themes.iter().position(|it| it.name == name).unwrap_or(0)
}

/// Themes with their own ground need a terminal that shows them as they are; otherwise its own colours are better.
fn default_theme(depth: Depth) -> &'static str {
    match depth {
        Depth::Mono => "mono",
        Depth::Sixteen => "auto",
        Depth::Indexed | Depth::True => {
            let mut options = QueryOptions::default();
            options.timeout = Duration::from_millis(COLORS_MS);
            match terminal_colorsaurus::theme_mode(options) {
                Ok(ThemeMode::Dark) => "dark",
                Ok(ThemeMode::Light) => "light",
                Err(_) => "auto",
            }
        }
    }
}

fn depth(host: &Host) -> Depth {
    let environment = &host.environment;
    let term = environment.get("TERM").unwrap_or("dumb");
    let color_term = environment.get("COLORTERM").unwrap_or("");
    if host.refuses_color() || term == "dumb" {
        Depth::Mono
    } else if matches!(color_term, "truecolor" | "24bit") || term.ends_with("-direct") {
        Depth::True
    } else if term.contains("256") {
        Depth::Indexed
    } else {
        Depth::Sixteen
    }
}

/// Unicode where the locale can say it, and not on the Linux console, whose font lacks most of it.
fn glyph_set(environment: &Environment) -> GlyphSet {
    let locale = ["LC_ALL", "LC_CTYPE", "LANG"].iter().find_map(|it| environment.get(it));
    let is_utf8 = locale.is_some_and(|it| {
        let it = it.to_lowercase();
        it.contains("utf-8") || it.contains("utf8")
    });
    if is_utf8 && environment.get("TERM") != Some("linux") {
        GlyphSet::Unicode
    } else {
        GlyphSet::Ascii
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn host_with(variables: &[(&str, &str)]) -> Host {
        let (mut host, _, _) = Host::for_tests(&[]);
        for (name, value) in variables {
            host.environment.set(name, value);
        }
        host
    }

    #[test]
    fn the_environment_says_how_many_colours_there_are() {
        let depth_of = |variables: &[(&str, &str)]| depth(&host_with(variables));
        assert_eq!(depth_of(&[("TERM", "xterm-256color")]), Depth::Indexed);
        assert_eq!(depth_of(&[("TERM", "xterm"), ("COLORTERM", "truecolor")]), Depth::True);
        assert_eq!(depth_of(&[("TERM", "xterm-256color"), ("NO_COLOR", "1")]), Depth::Mono);
        assert_eq!(depth_of(&[("TERM", "linux")]), Depth::Sixteen);
        assert_eq!(depth_of(&[]), Depth::Mono);
    }

    #[test]
    fn a_view_reads_as_lines() {
        let text = plain(Arc::new(testing::analysis()), "overview").unwrap();
        assert!(text.starts_with("Linchpins\n  ◆ Salesforce"), "{text}");
        assert!(text.contains("83 critical Zoom Webinars → Salesforce"));
        assert_eq!(plain(Arc::new(testing::analysis()), "nothing"), None);
    }

    #[test]
    fn glyphs_need_a_locale_that_can_say_them() {
        let set = |variables: &[(&str, &str)]| glyph_set(&host_with(variables).environment);
        assert_eq!(set(&[("LANG", "en_US.UTF-8"), ("TERM", "xterm")]), GlyphSet::Unicode);
        assert_eq!(set(&[("LANG", "en_US.UTF-8"), ("TERM", "linux")]), GlyphSet::Ascii);
        assert_eq!(set(&[("LANG", "en_US.UTF-8"), ("LC_ALL", "C")]), GlyphSet::Ascii);
    }
}
