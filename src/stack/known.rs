//! Connectors that the file knows of, in both places where it can state them.

use super::{ConnectorDirection, Date, Id, Integration, Method, ObjectId, Stack, Tool};
use crate::text::Span;

/// A connector between two tools of the stack, in one direction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct KnownConnector {
    pub(crate) from: Id<Tool>,
    pub(crate) to: Id<Tool>,
    pub(crate) kind: Option<Method>,
    /// Empty: not stated.
    pub(crate) objects: Vec<ObjectId>,
    /// The day of which the fact is.
    pub(crate) as_of: Option<Date>,
    pub(crate) span: Span,
}

impl KnownConnector {
    /// A vendor supports it; a connector of which no kind is stated is taken for one.
    pub(crate) fn is_ready(&self) -> bool {
        matches!(self.kind, None | Some(Method::NativeConnector | Method::VendorConnector))
    }

    /// One common object is enough; where either side lists none, nothing speaks against it.
    pub(crate) fn carries(&self, integration: &Integration) -> bool {
        let mut moved = integration.objects.iter().filter_map(|it| it.object.id).peekable();
        self.objects.is_empty()
            || moved.peek().is_none()
            || moved.any(|it| self.objects.contains(&it))
    }
}

impl Stack {
    /// All that is known, in the order of the file; one that goes both ways stands in it twice.
    pub(crate) fn known_connectors(&self) -> Vec<KnownConnector> {
        let mut known = Vec::new();
        for it in &self.connectors {
            let (Some(tool), Some(platform)) = (it.tool_id, it.platform_id) else { continue };
            let objects: Vec<_> = it.objects.iter().filter_map(|it| it.id).collect();
            let (reads, writes) = match it.direction {
                Some(ConnectorDirection::Source) => (true, false),
                Some(ConnectorDirection::Destination) => (false, true),
                Some(ConnectorDirection::Both) | None => (true, true),
            };
            let ways = [(reads, tool, platform), (writes, platform, tool)];
            for (_, from, to) in ways.into_iter().filter(|(goes, ..)| *goes) {
                let (objects, span) = (objects.clone(), it.spans.item);
                let (kind, as_of) = (it.kind, it.as_of);
                known.push(KnownConnector { from, to, kind, objects, as_of, span });
            }
        }
        let names = self.tool_names();
        for (tool, described) in self.tools.iter() {
            for it in &described.connectors {
                let Some(other) = names.find(&it.to) else { continue };
                let span = described.spans.of("connectors");
                for (from, to) in [(tool, other), (other, tool)] {
                    let (kind, objects) = (it.kind, Vec::new());
                    known.push(KnownConnector { from, to, kind, objects, as_of: None, span });
                }
            }
        }
        known
    }
}
