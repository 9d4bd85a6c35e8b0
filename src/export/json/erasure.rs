//! The checklist of an erasure.

use serde::Serialize;

use super::{Number, document};
use crate::analysis::Analysis;
use crate::privacy::{Deletion, Erasure, Evidence, Holder, Key};
use crate::report::{Item, Step, hours};

#[derive(Serialize)]
struct Answer {
    object: String,
    asked_on: String,
    days: Number,
    days_are_stated: bool,
    due: Option<String>,
    hours: Number,
    holders: Vec<Holding>,
    resurrections: Vec<Back>,
    steps: Vec<Todo>,
    note: &'static str,
}

#[derive(Serialize)]
struct Holding {
    tool: String,
    /// stores, record, collects; or probably: reached, gives, passes.
    evidence: &'static str,
    is_declared: bool,
    /// automatic, api, ui, refused or unknown.
    deletion: &'static str,
    key: Option<String>,
    /// given, through, missing or unknown.
    found_by: &'static str,
    retention_days: Option<Number>,
}

#[derive(Serialize)]
struct Back {
    integration: String,
    from: String,
    to: String,
    /// It creates whom it does not find; else nobody says.
    creates: bool,
    /// The copy that it comes from cannot be deleted.
    copy_stays: bool,
}

#[derive(Serialize)]
struct Todo {
    title: String,
    why: String,
    due: Option<String>,
    hours: Number,
    items: Vec<Line>,
}

#[derive(Serialize)]
struct Line {
    what: String,
    how: String,
    who: Option<String>,
    warning: Option<String>,
    tool: Option<String>,
}

pub(crate) fn erasure(analysis: &Analysis, erasure: &Erasure, steps: &[Step]) -> String {
    let stack = &analysis.stack;
    let back = |it: &crate::privacy::Resurrection| {
        let flow = analysis.network.flow(it.flow);
        Back {
            integration: stack.integrations[flow.integration].id.to_string(),
            from: stack.tools[flow.from].id.to_string(),
            to: stack.tools[flow.to].id.to_string(),
            creates: it.created,
            copy_stays: it.stays,
        }
    };
    let answer = Answer {
        object: stack.objects[erasure.object].id.to_string(),
        asked_on: erasure.as_of.to_string(),
        days: Number(erasure.days),
        days_are_stated: erasure.is_stated,
        due: steps.last().and_then(|it| it.due).map(|it| it.to_string()),
        hours: Number(hours(steps)),
        holders: erasure.holders.iter().map(|it| holding(analysis, it)).collect(),
        resurrections: erasure.resurrections.iter().map(back).collect(),
        steps: steps.iter().map(|it| todo(analysis, it)).collect(),
        note: "no legal advice: check with counsel",
    };
    document("erasure", answer)
}

fn holding(analysis: &Analysis, holder: &Holder) -> Holding {
    let (found_by, key) = match &holder.key {
        Key::Given(key) => ("given", Some(key)),
        Key::Through(key, _) => ("through", Some(key)),
        Key::Missing(key) => ("missing", Some(key)),
        Key::Unknown => ("unknown", None),
    };
    Holding {
        tool: analysis.stack.tools[holder.tool].id.to_string(),
        evidence: match holder.evidence {
            Evidence::Stores(_) => "stores",
            Evidence::Record => "record",
            Evidence::Collects => "collects",
            Evidence::Reached(_) => "reached",
            Evidence::Gives(_) => "gives",
            Evidence::Passes(_) => "passes",
        },
        is_declared: holder.evidence.is_declared(),
        deletion: match holder.deletion {
            Deletion::Automatic(_) => "automatic",
            Deletion::Api => "api",
            Deletion::Ui => "ui",
            Deletion::Refused => "refused",
            Deletion::Unknown => "unknown",
        },
        key: key.map(ToString::to_string),
        found_by,
        retention_days: holder.retention_days.map(Number),
    }
}

fn todo(analysis: &Analysis, step: &Step) -> Todo {
    let line = |it: &Item| Line {
        what: it.what.clone(),
        how: it.how.clone(),
        who: it.who.clone(),
        warning: it.warning.clone(),
        tool: it.tool.map(|it| analysis.stack.tools[it].id.to_string()),
    };
    Todo {
        title: step.title.clone(),
        why: step.why.clone(),
        due: step.due.map(|it| it.to_string()),
        hours: Number(step.hours),
        items: step.items.iter().map(line).collect(),
    }
}
