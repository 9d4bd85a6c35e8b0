//! Questions about ways: from here to there, everything upstream, everything downstream.

use super::{Cargo, Cut, FlowId, Near, Network, Path, Paths, node};
use crate::graph::{Bounds, Direction, EdgeId, reach, simple_paths};
use crate::stack::{Stack, ToolId};

impl Network {
    /// The freshest live way on which the cargo survives. A tool has its own data at once.
    pub(crate) fn path(
        &self,
        stack: &Stack,
        ends: (ToolId, ToolId),
        cargo: Cargo<'_>,
        cut: &Cut,
    ) -> Option<Path> {
        let (from, to) = ends;
        if cut.has_tool(from) || cut.has_tool(to) {
            return None;
        }
        if from == to {
            return Some(Path { flows: Vec::new(), age: super::Age::default() });
        }
        self.tree(stack, from, cargo, cut)?.path(to)
    }

    /// All ways within bounds that pass no tool twice, short ones first.
    pub(crate) fn paths(
        &self,
        stack: &Stack,
        ends: (ToolId, ToolId),
        cargo: Cargo<'_>,
        bounds: Bounds,
    ) -> Paths {
        let (from, to) = ends;
        let mut found = Paths::default();
        if from == to {
            return found;
        }
        let layer = self.layer(stack, from, cargo);
        let Some(root) = layer.root(from) else { return found };
        // The step from the start to a name is no hop.
        let names = u32::from(layer.legs.iter().any(|it| it.flow.is_none()));
        let bounds = Bounds { hops_max: bounds.hops_max.saturating_add(names), ..bounds };
        for target in layer.nodes_of(to) {
            let some = simple_paths(&layer.graph, root, target, bounds, &|_| true);
            found.truncated |= some.truncated;
            found.paths.extend(some.paths.iter().map(|it| layer.path_of(it)));
        }
        found.paths.retain(|it| self.passes_no_tool_twice(from, it));
        found.paths.sort_by(|left, right| {
            (left.flows.len(), &left.flows).cmp(&(right.flows.len(), &right.flows))
        });
        found.paths.dedup();
        found.truncated |= found.paths.len() > bounds.paths_max;
        found.paths.truncate(bounds.paths_max);
        found
    }

    fn passes_no_tool_twice(&self, from: ToolId, path: &Path) -> bool {
        let mut tools: Vec<_> = path.flows.iter().map(|it| self.flow(*it).to).collect();
        tools.push(from);
        let count = tools.len();
        tools.sort_unstable();
        tools.dedup();
        tools.len() == count
    }

    /// The other tools that the cargo reaches, in order.
    pub(crate) fn reachable(
        &self,
        stack: &Stack,
        from: ToolId,
        cargo: Cargo<'_>,
        cut: &Cut,
    ) -> Vec<ToolId> {
        if cut.has_tool(from) {
            return Vec::new();
        }
        let Some(tree) = self.tree(stack, from, cargo, cut) else { return Vec::new() };
        let nodes = tree.layer.graph.nodes();
        let mut tools: Vec<_> = nodes
            .filter(|it| tree.distances.cost[it.index()].is_some())
            .map(|it| tree.layer.tool_at(it))
            .filter(|it| *it != from)
            .collect();
        tools.sort_unstable();
        tools.dedup();
        tools
    }

    /// The tools that a tool gets any data from, nearest first.
    pub(crate) fn upstream(&self, tool: ToolId, hops: Option<u32>) -> Vec<Near> {
        self.near(tool, Direction::Upstream, hops)
    }

    /// The tools that any data of a tool gets to, nearest first.
    pub(crate) fn downstream(&self, tool: ToolId, hops: Option<u32>) -> Vec<Near> {
        self.near(tool, Direction::Downstream, hops)
    }

    fn near(&self, tool: ToolId, direction: Direction, hops: Option<u32>) -> Vec<Near> {
        let usable = |it: EdgeId| self.flow(FlowId(it.0)).live;
        let found = reach(self.graph(), &[node(tool)], direction, hops, &usable);
        let mut near: Vec<_> = found
            .distance
            .iter()
            .zip(&found.via)
            .filter_map(|(distance, via)| {
                let (distance, flow) = ((*distance)?, FlowId((*via)?.0));
                let tool = match direction {
                    Direction::Upstream => self.flow(flow).from,
                    Direction::Downstream => self.flow(flow).to,
                };
                Some(Near { tool, distance, flow })
            })
            .collect();
        near.sort_by_key(|it| (it.distance, it.tool));
        near
    }
}
