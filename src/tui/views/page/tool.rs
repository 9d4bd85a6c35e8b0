//! A tool seen from both sides: what feeds it, itself, what breaks without it, what it feeds.

use super::{heading, room};
use crate::network::Component;
use crate::text::plural;
use crate::tui::detail::tool::{self, Side};
use crate::tui::detail::{self, ages, consent, finding_rows};
use crate::tui::model::Model;
use crate::tui::rows::{Pane, Row};
use crate::tui::target::Target;

pub(super) fn panes(model: &Model, id: &str) -> Option<Vec<Pane>> {
    let analysis = model.analysis.as_deref()?;
    let tool = analysis.stack.tools.find(id)?;
    let side = |side: Side, part: usize| {
        let rows = tool::neighbours(analysis, tool, side);
        let near = rows.iter().filter(|it| matches!(it.target, Some(Target::Tool(_)))).count();
        (detail::wrap(&rows, room(model, part)), plural(near, "tool"))
    };
    let (fed_by, givers) = side(Side::FedBy, 0);
    let (feeds, takers) = side(Side::Feeds, 2);

    let mut about: Vec<Row> = tool::facts(analysis, tool);
    let target = Target::Tool(analysis.stack.tools[tool].id.clone());
    heading(&mut about, "Findings", finding_rows(analysis, &target));
    heading(&mut about, "Age of its data", ages::arrivals(analysis, tool));
    heading(&mut about, "Consent", consent::of_tool(analysis, tool));
    heading(&mut about, "Carries", tool::carried(analysis, tool));
    heading(&mut about, "Runs in it", tool::hosted(analysis, tool));
    heading(&mut about, "Journeys", tool::journeys(analysis, tool));
    let place = model.place_of(&target);
    let place = place.map(|it| format!("{}:{}", it.path, it.line)).unwrap_or_default();

    let blast = model.loss_of(Component::Tool(tool))?;
    let losses = tool::losses(analysis, &blast, usize::MAX);
    let wide = room(model, 1);
    let mut panes = vec![
        Pane::new("◂ What feeds it", fed_by).note(givers).empty("Nothing feeds it."),
        Pane::new(analysis.stack.tools[tool].name.as_str(), detail::wrap(&about, wide)).note(place),
        Pane::new("Without it", detail::wrap(&losses, wide)),
        Pane::new("What it feeds ▸", feeds).note(takers).empty("It feeds nothing."),
    ];
    if model.size.0 < super::WIDE {
        // Below one another, what it is comes first.
        panes.rotate_left(1);
        panes.swap(2, 3);
    }
    Some(panes)
}
