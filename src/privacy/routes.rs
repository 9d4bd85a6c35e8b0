//! The best way from one capture point to each sender: past the filters where there is one.

use std::cell::OnceCell;
use std::sync::Arc;

use super::Route;
use crate::graph::{Cost, EdgeId, shortest};
use crate::network::{FlowId, Layer, Network, Path, Tree};
use crate::stack::{Minutes, ToolId};

/// The ways from one tool, each kind looked for once and only when it is asked for.
pub(super) struct Search<'a> {
    network: &'a Network,
    layer: &'a Arc<Layer>,
    from: ToolId,
    /// Over flows that do not filter away whoever opted out.
    open: OnceCell<Option<Tree>>,
    /// The same by the least age that is certain.
    quickest: OnceCell<Option<Tree>>,
    all: OnceCell<Option<Tree>>,
}

impl<'a> Search<'a> {
    pub(super) fn new(network: &'a Network, layer: &'a Arc<Layer>, from: ToolId) -> Self {
        let (open, quickest, all) = (OnceCell::new(), OnceCell::new(), OnceCell::new());
        Self { network, layer, from, open, quickest, all }
    }

    /// What one walk over the layer looks at.
    pub(super) fn steps(&self) -> usize {
        self.layer.graph.node_count() + self.layer.graph.edge_count()
    }

    pub(super) fn route(&self, sender: ToolId) -> Route {
        let open = self.open.get_or_init(|| self.grow(&|it| self.past_filters(it)));
        if let Some(path) = path(open.as_ref(), sender) {
            let least = if path.age.open == 0 { path.age.known } else { self.least(sender) };
            return Route::Open { path, least };
        }
        let all = self.all.get_or_init(|| self.grow(&|it| Some(self.layer.cost(it))));
        match path(all.as_ref(), sender) {
            Some(path) => Route::Filtered { filters: self.filters(&path), path },
            None => Route::Missing,
        }
    }

    /// No way is quicker, whatever the hops take that do not say.
    fn least(&self, sender: ToolId) -> Minutes {
        let quickest = self.quickest.get_or_init(|| {
            self.grow(&|it| self.past_filters(it).map(|cost| Cost::known(cost.amount)))
        });
        path(quickest.as_ref(), sender).map_or(Minutes::ZERO, |it| it.age.known)
    }

    fn past_filters(&self, edge: EdgeId) -> Option<Cost> {
        let flow = self.layer.legs[edge.index()].flow;
        let is_open = flow.is_none_or(|it| !self.network.flow(it).excludes_opted_out);
        is_open.then(|| self.layer.cost(edge))
    }

    fn filters(&self, path: &Path) -> Vec<FlowId> {
        let flows = path.flows.iter().copied();
        flows.filter(|it| self.network.flow(*it).excludes_opted_out).collect()
    }

    fn grow(&self, weight: &dyn Fn(EdgeId) -> Option<Cost>) -> Option<Tree> {
        let root = self.layer.root(self.from)?;
        let distances = Arc::new(shortest(&self.layer.graph, root, weight));
        Some(Tree { layer: Arc::clone(self.layer), root, distances })
    }
}

fn path(tree: Option<&Tree>, tool: ToolId) -> Option<Path> {
    tree?.path(tool)
}
