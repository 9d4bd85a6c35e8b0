//! What has to be asked before somebody can be erased, each with who may know it.

use std::collections::BTreeMap;

use super::erasure::{owner, owner_of};
use crate::analysis::Analysis;
use crate::privacy::{Deletion, Erasure, Key};
use crate::stack::ToolId;

/// A question that the file leaves open.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct OpenPoint {
    /// What it is about: a tool by its name, an integration by its id.
    pub(crate) about: String,
    pub(crate) question: String,
    /// `None`: the file names nobody.
    pub(crate) who: Option<String>,
}

/// Tools in the order in which they are deleted from, then integrations.
pub(crate) fn open_points(analysis: &Analysis, erasure: &Erasure) -> Vec<OpenPoint> {
    let stack = &analysis.stack;
    let object = &stack.objects[erasure.object].name;
    let mut asked: BTreeMap<ToolId, Vec<String>> = BTreeMap::new();
    for holder in &erasure.holders {
        let questions = asked.entry(holder.tool).or_default();
        if !holder.evidence.is_declared() {
            questions.push(format!("does it hold a {object}"));
        }
        match (holder.deletion, &holder.key) {
            (Deletion::Unknown, Key::Unknown) => {
                questions.push("how is somebody found there, and how deleted".to_owned())
            }
            (Deletion::Unknown, _) => questions.push("how is somebody deleted there".to_owned()),
            (Deletion::Refused, _) => questions
                .push("what does the vendor do for somebody whom it does not delete".to_owned()),
            (_, Key::Unknown) => questions.push("by which key is somebody found there".to_owned()),
            (_, Key::Given(_) | Key::Through(..) | Key::Missing(_)) => {}
        }
        if let Key::Missing(key) = &holder.key {
            questions.push(format!("how is somebody found by {key}, which nothing else knows"));
        }
        if owner_of(analysis, holder.tool).is_none() {
            questions.push("who looks after it".to_owned());
        }
    }
    let in_order = erasure.windows.iter().flatten().filter_map(|it| erasure.holders.get(*it));
    let of_tools = in_order.filter_map(|holder| {
        let questions = asked.get(&holder.tool).filter(|it| !it.is_empty())?;
        Some(OpenPoint {
            about: stack.tools[holder.tool].name.to_string(),
            question: format!("{}?", questions.join("; ")),
            who: owner_of(analysis, holder.tool),
        })
    });
    let ask = |id, question: &str| {
        let flow = &stack.integrations[id];
        OpenPoint {
            about: format!("`{}`", flow.id),
            question: question.to_owned(),
            who: owner(analysis, flow.owner.as_ref()),
        }
    };
    let mut points: Vec<OpenPoint> = of_tools.collect();
    let unsure = erasure.stopped.iter().filter(|(_, creates)| !creates);
    points.extend(unsure.map(|(id, _)| ask(*id, "does it create whom it does not find?")));
    points.extend(erasure.unsaid.iter().map(|id| ask(*id, "which objects does it move?")));
    points
}
