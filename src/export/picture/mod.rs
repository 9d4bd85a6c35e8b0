//! The map in the languages of other programs, and as a picture: all from the drawing that the terminal shows.

mod d2;
mod dot;
mod mermaid;
mod svg;
#[cfg(test)]
mod tests;

use std::collections::BTreeSet;

use crate::analysis::Analysis;
use crate::layout::{Class, Edge, Glyphs, Layout, legend};
use crate::map::Drawing;

/// What is drawn, and where.
pub(crate) struct Picture<'a> {
    pub(crate) analysis: &'a Analysis,
    pub(crate) drawing: &'a Drawing,
    pub(crate) layout: &'a Layout,
}

/// A format of `map` beside text.
pub(crate) struct MapFormat {
    /// As `--format` takes it.
    pub(crate) name: &'static str,
    /// What reads it, in a few words.
    pub(crate) about: &'static str,
    pub(crate) write: fn(&Picture<'_>) -> String,
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

    /// The lines of a box: what it is called, and of what kind it is.
    fn lines(&self, node: usize) -> &[String] {
        self.drawing.input.nodes.get(node).map_or(&[], |it| it.lines.as_slice())
    }

    fn name(&self, node: usize) -> &str {
        self.lines(node).first().map_or("", String::as_str)
    }

    /// The boxes of each stage, by the stage's title; those outside of all stages last.
    fn stages(&self) -> Vec<(String, Vec<usize>)> {
        let mut stages: Vec<(Option<u8>, String, Vec<usize>)> = Vec::new();
        for column in &self.layout.columns {
            if stages.last().is_none_or(|it| it.0 != column.stage) {
                stages.push((column.stage, column.title.clone(), Vec::new()));
            }
        }
        let mut rest = Vec::new();
        for (node, it) in self.drawing.input.nodes.iter().enumerate() {
            match stages.iter_mut().find(|stage| stage.0 == it.stage) {
                Some(stage) => stage.2.push(node),
                None => rest.push(node),
            }
        }
        let mut found: Vec<(String, Vec<usize>)> =
            stages.into_iter().map(|it| (it.1, it.2)).filter(|it| !it.1.is_empty()).collect();
        if !rest.is_empty() {
            found.push(("OTHERS".to_owned(), rest));
        }
        found
    }

    /// The lines of the drawing with the class that is shown.
    fn edges(&self) -> impl Iterator<Item = (&Edge, Class)> {
        self.drawing
            .input
            .edges
            .iter()
            .map(|it| (it, self.drawing.line(it.key).map_or(it.class, |line| line.class)))
    }

    /// "HubSpot → Salesforce: person +2, native connector".
    fn words(&self, key: u32) -> Option<String> {
        let line = self.drawing.line(key)?;
        // Keys count the edges in their order.
        let edge = self.drawing.input.edges.get(usize::try_from(key).ok()?)?;
        let arrow = if edge.both_ways { "↔" } else { "→" };
        let [from, to] = line.ends.map(|it| self.name(it));
        let load = edge.label.as_deref().map_or_else(String::new, |it| format!("{it}, "));
        let integrations = &self.analysis.stack.integrations;
        let method =
            integrations.find(&line.integration).map_or("", |it| integrations[it].method.words());
        Some(format!("{from} {arrow} {to}: {load}{method}"))
    }

    /// The classes in use, with what they mean.
    fn legend(&self) -> Vec<(Class, &'static str)> {
        let used: BTreeSet<Class> = self.edges().map(|it| it.1).collect();
        let all = legend(Glyphs::Unicode).into_iter();
        all.filter(|it| used.contains(&it.0)).map(|it| (it.0, it.2)).collect()
    }
}
