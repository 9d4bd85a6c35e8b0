//! The door for benches and fuzz targets: text in, numbers out. Not a public interface.

use std::sync::Arc;

use crate::analysis::Analysis;
use crate::effort;
use crate::impact;
use crate::layout::{Options, layout};
use crate::load::{Alone, load};
use crate::map::{Folding, Subject, draw, scope};
use crate::network::Component;
use crate::reliability::Reliability;
use crate::stack::Date;

/// The example that is shown where there is no stack file.
pub(crate) const EXAMPLE: &str = include_str!("../stack.example.yaml");

/// A stack with everything that follows from it.
#[doc(hidden)]
pub struct Workspace(pub(crate) Arc<Analysis>);

impl Workspace {
    pub fn example() -> Self {
        Self::load(EXAMPLE)
    }

    /// Reads and checks; never fails, whatever the text is.
    pub fn load(text: &str) -> Self {
        Self::load_bytes(text.as_bytes())
    }

    pub fn load_bytes(bytes: &[u8]) -> Self {
        let loaded = load("stack.yaml", bytes, &Alone);
        let today = Date::new(2026, 9, 15).unwrap_or_default();
        let analysis = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
        Self(Arc::new(analysis))
    }

    pub fn findings(&self) -> usize {
        self.0.findings.len() + self.0.problems.len()
    }

    /// How many needs are worse off without the tool.
    pub fn impact(&self, tool: &str) -> usize {
        let Some(tool) = self.0.stack.tool_called(tool) else { return 0 };
        impact::of(&self.0.stack, &self.0.network, &[Component::Tool(tool)]).affected.len()
    }

    /// Ranks every tool by what its loss breaks.
    pub fn rank(&self) -> usize {
        impact::rank(&self.0.stack, &self.0.network).len()
    }

    /// Works out how reliable every journey is, and gives the number of repairs that would help.
    pub fn reliability(&self) -> usize {
        let it = &self.0;
        Reliability::of(&it.stack, &it.network, &it.fragility, it.as_of).fixes.len()
    }

    /// Draws what replacing a tool takes: the hours of the middle draw; 0 where there is no such tool.
    pub fn migration(&self, tool: &str) -> f64 {
        let it = &self.0;
        let Some(tool) = it.stack.tool_called(tool) else { return 0.0 };
        let inventory = effort::inventory(&it.stack, &it.network, tool);
        let table = effort::Table::of(&it.stack.company);
        let pace = effort::Pace::of(40.0);
        effort::estimate(&inventory, &table, Some(pace)).hours.at(0.5)
    }

    /// Lays the whole map out: its width and height in cells.
    pub fn map_size(&self) -> (i32, i32) {
        let subject = Subject { before: &self.0, simulation: None };
        let drawing = draw(subject, &scope(subject, None), &Folding::default(), Options::default());
        let layout = layout(&drawing.input, None);
        (layout.width, layout.height)
    }
}
