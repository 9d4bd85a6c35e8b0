//! Where needed data comes from: one search serves all needs and hand-offs with the same start and cargo.

use std::collections::BTreeMap;

use super::{Cargo, Cut, HandOff, Network, Source};
use crate::stack::{Journey, ObjectId, Stack, ToolId};
use crate::text::Label;

/// The hand-offs between tools in all journeys; what a person carries is none.
pub(super) fn hand_offs(stack: &Stack) -> Vec<HandOff> {
    let mut found = Vec::new();
    for (journey, described) in stack.journeys.iter() {
        for (from, to) in described.hand_offs() {
            if let Some((ends, object)) = ends(described, from, to) {
                let via = &described.stages[to].via;
                found.push(HandOff {
                    journey,
                    stages: (from, to),
                    ends,
                    object,
                    via: via.iter().filter_map(|it| it.id).collect(),
                });
            }
        }
    }
    found
}

/// The tools of two stages and what goes between them: the object of the later stage, else of the earlier.
fn ends(journey: &Journey, from: usize, to: usize) -> Option<((ToolId, ToolId), Option<ObjectId>)> {
    let (from, to) = (journey.stages.get(from)?, journey.stages.get(to)?);
    if to.human {
        return None;
    }
    let ends = (from.tool.as_ref()?.id?, to.tool.as_ref()?.id?);
    let object = to.object.as_ref().or(from.object.as_ref()).and_then(|it| it.id);
    Some((ends, object))
}

/// What is asked of one source: positions of needs and of hand-offs.
type Asked = (Vec<usize>, Vec<usize>);

/// One source for each start and cargo.
pub(super) fn sources(stack: &Stack, network: &Network) -> Vec<Source> {
    let mut asked: BTreeMap<(ToolId, Option<ObjectId>, Option<&Label>), Asked> = BTreeMap::new();
    for (position, need) in network.needs.iter().enumerate() {
        let Some(tool) = need.system_of_record else { continue };
        // Where every field goes with its object, the object's ways are the field's.
        let own = network.has_field_lists(need.object);
        let field = need.field.as_ref().filter(|_| own);
        asked.entry((tool, Some(need.object), field)).or_default().0.push(position);
    }
    for (position, it) in network.hand_offs.iter().enumerate() {
        if it.via.is_empty() && it.ends.0 != it.ends.1 {
            asked.entry((it.ends.0, it.object, None)).or_default().1.push(position);
        }
    }
    asked
        .into_iter()
        .filter_map(|((tool, object, field), (needs, hand_offs))| {
            let cargo = Cargo { object, field: field.map(Label::as_str) };
            let tree = network.tree(stack, tool, cargo, &Cut::default())?;
            Some(Source { tool, object, field: field.cloned(), tree, needs, hand_offs })
        })
        .collect()
}
