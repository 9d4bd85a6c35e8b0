//! A flow with everything about it: what moves and how, why it is fragile, what was found, what breaks without it.

use super::room;
use crate::network::Component;
use crate::tui::detail::{self, finding_rows, flow, tool};
use crate::tui::model::Model;
use crate::tui::rows::Pane;
use crate::tui::target::Target;

pub(super) fn panes(model: &Model, id: &str) -> Option<Vec<Pane>> {
    let analysis = model.analysis.as_deref()?;
    let flow = analysis.stack.integrations.find(id)?;
    let target = Target::Integration(analysis.stack.integrations[flow].id.clone());
    let place = model.place_of(&target);
    let place = place.map(|it| format!("{}:{}", it.path, it.line)).unwrap_or_default();
    let blast = model.loss_of(Component::Integration(flow))?;
    let losses = tool::losses(analysis, &blast, usize::MAX);
    let findings = finding_rows(analysis, &target);
    let wrap = |rows, part| detail::wrap(rows, room(model, part));
    Some(vec![
        Pane::new(flow::title(analysis, flow), wrap(&flow::facts(analysis, flow), 0)).note(place),
        Pane::new("Why it is fragile", wrap(&flow::points(analysis, flow), 1)),
        Pane::new("Findings", wrap(&findings, 1)).empty("Nothing was found about it."),
        Pane::new("Without it", wrap(&losses, 2)),
    ])
}
