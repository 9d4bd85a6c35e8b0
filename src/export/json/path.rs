//! Ways from one tool to another.

use serde::Serialize;

use super::finding::Range;
use super::{Number, document};
use crate::analysis::Analysis;
use crate::export::Question;
use crate::network::{Age, FlowId, Path, Paths};

#[derive(Serialize)]
struct Answer {
    from: String,
    to: String,
    object: Option<String>,
    paths: Vec<Way>,
    /// There may be more than are listed.
    truncated: bool,
}

#[derive(Serialize)]
pub(super) struct Way {
    age: Old,
    hops: Vec<Hop>,
}

/// The worst age; `open` legs with unstated times come on top.
#[derive(Serialize)]
pub(super) struct Old {
    minutes: Number,
    open: u32,
}

impl Old {
    pub(super) fn of(age: Age) -> Self {
        Self { minutes: Number(age.known.get()), open: age.open }
    }
}

#[derive(Serialize)]
pub(super) struct Hop {
    integration: String,
    from: String,
    to: String,
    object: Option<String>,
    method: &'static str,
    fragility: Option<u8>,
    age: Old,
    place: Option<Range<'static>>,
}

impl Way {
    pub(super) fn of(analysis: &Analysis, path: &Path) -> Self {
        Self {
            age: Old::of(path.age),
            hops: path.flows.iter().map(|it| hop(analysis, *it)).collect(),
        }
    }
}

pub(super) fn hop(analysis: &Analysis, flow: FlowId) -> Hop {
    let stack = &analysis.stack;
    let flow = analysis.network.flow(flow);
    let integration = &stack.integrations[flow.integration];
    Hop {
        integration: integration.id.to_string(),
        from: stack.tools[flow.from].id.to_string(),
        to: stack.tools[flow.to].id.to_string(),
        object: flow.object.map(|it| stack.objects[it].id.to_string()),
        method: integration.method.name(),
        fragility: analysis.fragility.get(flow.integration.index()).map(|it| it.score),
        age: Old::of(flow.age),
        place: Range::of(&analysis.sources, integration.spans.item).map(Range::into_owned),
    }
}

pub(crate) fn paths(analysis: &Analysis, question: Question, found: &Paths) -> String {
    let stack = &analysis.stack;
    document(
        "path",
        Answer {
            from: stack.tools[question.from].id.to_string(),
            to: stack.tools[question.to].id.to_string(),
            object: question.object.map(|it| stack.objects[it].id.to_string()),
            paths: found.paths.iter().map(|it| Way::of(analysis, it)).collect(),
            truncated: found.truncated,
        },
    )
}
