//! Ways that are bound to certain integrations, as a journey may ask.

use super::{Age, FlowId, Network, Path, Tree, compact};
use crate::graph::Cost;
use crate::stack::{IntegrationId, ObjectId, ToolId};

/// Gives the freshest ways from a tool.
type Grow<'a> = &'a mut dyn FnMut(ToolId) -> Option<Tree>;

impl Network {
    /// The best way over some integrations in turn; `None` where one of them is unknown or leads nowhere.
    pub(crate) fn path_via(
        &self,
        ends: (ToolId, ToolId),
        object: Option<ObjectId>,
        via: impl Iterator<Item = Option<IntegrationId>>,
        tree: Grow<'_>,
    ) -> Option<Path> {
        let mut path = Path { flows: Vec::new(), age: Age::default() };
        let (mut here, to) = ends;
        for integration in via {
            let (next, leg) = self.over(here, object, integration?, tree)?;
            path.flows.extend(leg);
            here = next;
        }
        if here != to {
            path.flows.extend(tree(here)?.path(to)?.flows);
        }
        path.age = self.age_of(&path.flows);
        Some(path)
    }

    /// The best way over one integration, and where it ends.
    fn over(
        &self,
        here: ToolId,
        object: Option<ObjectId>,
        integration: IntegrationId,
        tree: Grow<'_>,
    ) -> Option<(ToolId, Vec<FlowId>)> {
        let mut best: Option<(Cost, ToolId, Vec<FlowId>)> = None;
        for &id in self.flows_of(integration) {
            let flow = self.flow(id);
            if !flow.live || object.is_some() && flow.object != object {
                continue;
            }
            let mut flows = Vec::new();
            if flow.from != here {
                let Some(before) = tree(here).and_then(|it| it.path(flow.from)) else { continue };
                flows = before.flows;
            }
            flows.push(id);
            let age = self.age_of(&flows);
            let by_hand = compact(flows.iter().filter(|it| self.flow(**it).by_hand).count());
            let cost = Cost { unknown: age.open, amount: age.known.get(), by_hand };
            if best.as_ref().is_none_or(|(least, ..)| cost < *least) {
                best = Some((cost, flow.to, flows));
            }
        }
        best.map(|(_, to, flows)| (to, flows))
    }
}
