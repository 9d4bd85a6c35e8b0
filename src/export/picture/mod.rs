//! The map in the languages of other programs, and as a picture: all from the drawing that the terminal shows.

mod arrows;
mod d2;
mod dot;
mod mermaid;
mod palette;
mod svg;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::analysis::Analysis;
use crate::layout::{Class, Column, Glyphs, Layout, legend};
use crate::map::Drawing;

pub(crate) use palette::Shade;

/// What is drawn, and where.
pub(crate) struct Picture<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) drawing: &'a Drawing,
    pub(crate) layout: &'a Layout,
    pub(crate) shade: Shade,
}

/// A written map.
pub(crate) struct Written {
    pub(crate) text: String,
    /// What is not in it, for whoever asked for it.
    pub(crate) notices: Vec<String>,
}

impl Written {
    fn whole(text: String) -> Self {
        Self { text, notices: Vec::new() }
    }
}

/// A format of `map` beside text.
pub(crate) struct MapFormat {
    /// As `--format` takes it.
    pub(crate) name: &'static str,
    /// What reads it, in a few words.
    pub(crate) about: &'static str,
    pub(crate) write: fn(&Picture<'_>) -> Written,
}

/// All of them. A new one needs its `mod` line above and its line here.
pub(crate) static MAP_FORMATS: &[&MapFormat] = &[&svg::MAP, &dot::MAP, &mermaid::MAP, &d2::MAP];

impl Picture<'_> {
    /// "Tallyfern: 48 of 48 tools, 78 of 82 integrations".
    fn title(&self) -> String {
        let summary = self.drawing.summary(", ");
        match &self.analysis.stack.company.name {
            Some(name) => format!("{name}: {summary}"),
            None => summary,
        }
    }

    /// The columns that begin a stage, from left to right.
    fn stages(&self) -> impl Iterator<Item = &Column> {
        let columns = &self.layout.columns;
        let before = std::iter::once(None).chain(columns.iter().map(Some));
        let begins = columns.iter().zip(before);
        let begins = begins.filter(|(it, last)| last.is_none_or(|last| last.stage != it.stage));
        begins.map(|it| it.0)
    }

    /// The classes in use, with what they mean.
    fn legend(&self) -> Vec<(Class, &'static str)> {
        let used: BTreeSet<Class> = self.drawing.lines.iter().map(|it| it.class).collect();
        let all = legend(Glyphs::Unicode).into_iter();
        all.filter(|it| used.contains(&it.0)).map(|it| (it.0, it.2)).collect()
    }
}
