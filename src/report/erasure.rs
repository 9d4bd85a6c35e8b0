//! The checklist for one person who asks to be erased: what to do, in which order, until when, and who does it.

use std::collections::BTreeMap;

use crate::analysis::Analysis;
use crate::privacy::{Deletion, Erasure, Evidence, Holder, Key, Trace, TraceKind};
use crate::stack::{Date, OwnerRef, ToolId};

/// One thing after another.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Step {
    pub(crate) title: String,
    pub(crate) why: String,
    /// The last day on which it keeps the deadline.
    pub(crate) due: Option<Date>,
    pub(crate) hours: f64,
    pub(crate) items: Vec<Item>,
}

/// A line to tick.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Item {
    pub(crate) what: String,
    /// How it is done, or what is known of it.
    pub(crate) how: String,
    pub(crate) who: Option<String>,
    /// What stands in the way.
    pub(crate) warning: Option<String>,
    pub(crate) tool: Option<ToolId>,
}

/// Pausing one flow for one person, in hours: an expert default, as those of the deletions.
const PAUSE_HOURS: f64 = 0.25;
/// Looking through one folder, sheet or mailbox.
const FILE_HOURS: f64 = 0.5;
/// Writing down what was done, and answering.
const PROOF_HOURS: f64 = 1.0;

/// The steps of an erasure. Where it must be done by a day, the days between are spread evenly.
pub(crate) fn checklist(analysis: &Analysis, erasure: &Erasure) -> Vec<Step> {
    let mut steps = vec![suppress(analysis, erasure), stop(analysis, erasure)];
    let count = erasure.windows.len();
    for (position, window) in erasure.windows.iter().enumerate() {
        steps.push(delete(analysis, erasure, window, (position, count)));
    }
    steps.push(traces(analysis, erasure));
    steps.push(proof(analysis, erasure));
    steps.retain(|it| !it.items.is_empty());
    let last = steps.len().saturating_sub(1);
    for (position, step) in steps.iter_mut().enumerate() {
        step.due = due(erasure, position, last);
    }
    steps
}

/// The first step is for the day of the request, the last for the day of the deadline.
fn due(erasure: &Erasure, position: usize, last: usize) -> Option<Date> {
    let share = |it: usize| u32::try_from(it).map_or(0.0, f64::from);
    let part = if last == 0 { 1.0 } else { share(position) / share(last) };
    let days = (erasure.days * part).floor();
    let days = format!("{days:.0}").parse().ok()?;
    erasure.as_of.plus_days(days)
}

/// Work for one person, without what nobody knows.
pub(crate) fn hours(steps: &[Step]) -> f64 {
    steps.iter().map(|it| it.hours).sum()
}

pub(super) fn owner(analysis: &Analysis, owner: Option<&OwnerRef>) -> Option<String> {
    let owner = owner?;
    let name = analysis.stack.party_name(owner);
    let has_left = match owner.party {
        Some(crate::stack::Party::Person(id)) => analysis.stack.people[id].has_left(analysis.as_of),
        Some(crate::stack::Party::Team(_)) | None => false,
    };
    Some(if has_left { format!("{name} (left)") } else { name.to_owned() })
}

pub(super) fn owner_of(analysis: &Analysis, tool: ToolId) -> Option<String> {
    let tool = &analysis.stack.tools[tool];
    owner(analysis, tool.technical_owner.as_ref().or(tool.business_owner.as_ref()))
}

fn suppress(analysis: &Analysis, erasure: &Erasure) -> Step {
    let stack = &analysis.stack;
    let lists = stack.consent.suppressions.values();
    let mut items: Vec<Item> = lists
        .map(|list| Item {
            what: format!("add the person to `{}`", list.id),
            how: format!(
                "in {}, fed to {}",
                list.tool.id.map_or(list.tool.name.as_str(), |it| &stack.tools[it].name),
                crate::text::plural(list.feeds.len(), "tool")
            ),
            who: list.tool.id.and_then(|it| owner_of(analysis, it)),
            warning: None,
            tool: list.tool.id,
        })
        .collect();
    if items.is_empty() {
        items.push(Item {
            what: "keep a minimal suppression record".to_owned(),
            how: "an address or its hash that every tool checks before it creates or sends"
                .to_owned(),
            warning: Some("the file names no suppression list".to_owned()),
            ..Item::default()
        });
    }
    let object = &stack.objects[erasure.object].name;
    Step {
        title: "Suppress first".to_owned(),
        why: format!(
            "Nothing is sent, and whatever creates a {object} again is caught. The ICO advises to suppress rather than to delete every trace."
        ),
        due: None,
        hours: 0.25 * super::count(items.len()),
        items,
    }
}

fn stop(analysis: &Analysis, erasure: &Erasure) -> Step {
    let stack = &analysis.stack;
    let mut items = Vec::new();
    // Of those that may, one question to each owner.
    let mut asked: BTreeMap<Option<String>, Vec<String>> = BTreeMap::new();
    for (id, creates) in &erasure.stopped {
        let flow = &stack.integrations[*id];
        let who = owner(analysis, flow.owner.as_ref());
        if *creates {
            items.push(Item {
                what: format!("leave the person out of `{}`", flow.id),
                how: "creates whom it does not find".to_owned(),
                who,
                ..Item::default()
            });
        } else {
            asked.entry(who).or_default().push(format!("`{}`", flow.id));
        }
    }
    for (who, flows) in asked {
        let verb = if flows.len() == 1 { "creates whom it does" } else { "create whom they do" };
        items.push(Item {
            what: format!("ask whether {} {verb} not find", flows.join(", ")),
            how: "nobody has said (`on_missing`); if so, leave the person out".to_owned(),
            who,
            ..Item::default()
        });
    }
    Step {
        title: "Stop what would bring the person back".to_owned(),
        why: "These flows lead from one holder into another. Filter the person out, or pause them until the end.".to_owned(),
        due: None,
        hours: PAUSE_HOURS * super::count(items.len()),
        items,
    }
}

fn delete(
    analysis: &Analysis,
    erasure: &Erasure,
    window: &[usize],
    (position, count): (usize, usize),
) -> Step {
    let holders: Vec<&Holder> = window.iter().filter_map(|it| erasure.holders.get(*it)).collect();
    let record = analysis.stack.objects[erasure.object].system_of_record_of(None);
    let has_record = holders.iter().any(|it| Some(it.tool) == record);
    let names: Vec<&str> =
        holders.iter().map(|it| analysis.stack.tools[it.tool].name.as_str()).collect();
    let is_round = erasure.feeds_itself(&analysis.network, window);
    let title = match (names.as_slice(), is_round, has_record) {
        ([only], _, false) => format!("Delete in {only}"),
        ([only], _, true) => format!("Delete in {only}, the system of record"),
        (several, false, _) => format!("Delete in {} tools", several.len()),
        (several, true, false) => format!("Delete in {} tools in one window", several.len()),
        (several, true, true) => format!(
            "Delete in {} tools in one window, the system of record among them",
            several.len()
        ),
    };
    let why = match (is_round, position) {
        (true, _) => {
            "They feed each other: what is left in one comes back into the others. Delete in all of them before a sync runs again."
        }
        (false, 0) => "Nothing else that holds the person feeds them.",
        (false, _) => "What feeds them is deleted before.",
    };
    Step {
        title: format!("{title} ({} of {count})", position + 1),
        why: why.to_owned(),
        due: None,
        hours: holders.iter().map(|it| it.deletion.hours()).sum(),
        items: holders.iter().map(|it| holder(analysis, erasure, it)).collect(),
    }
}

fn holder(analysis: &Analysis, erasure: &Erasure, holder: &Holder) -> Item {
    let stack = &analysis.stack;
    let id = |flow| {
        let integration = analysis.network.flow(flow).integration;
        &stack.integrations[integration].id
    };
    let mut how = match holder.deletion {
        Deletion::Automatic(flow) => {
            format!("`{}` passes the deletion on: look whether it has", id(flow))
        }
        Deletion::Api => "over its API".to_owned(),
        Deletion::Ui => "by hand, in its user interface".to_owned(),
        Deletion::Refused => "it deletes nobody: ask the vendor, in writing".to_owned(),
        Deletion::Unknown if holder.key == Key::Unknown => {
            "nobody has said how, nor by which key a person is found: find out".to_owned()
        }
        Deletion::Unknown => "nobody has said how: find out".to_owned(),
    };
    match &holder.key {
        Key::Given(key) => how.push_str(&format!("; found by {key}")),
        Key::Through(key, tool) => {
            how.push_str(&format!("; found by {key}, which {} knows", stack.tools[*tool].name));
        }
        Key::Missing(_) | Key::Unknown => {}
    }
    if let Some(days) = holder.retention_days {
        how.push_str(&format!("; keeps records for {days} days at most"));
    }
    let mut warnings = Vec::new();
    match holder.evidence {
        Evidence::Reached(flow) => {
            warnings.push(format!("probably there: `{}` brings it", id(flow)));
        }
        Evidence::Gives(flow) => {
            warnings.push(format!("probably there: `{}` takes it from there", id(flow)));
        }
        Evidence::Passes(flow) => {
            warnings.push(format!("probably in its run history: `{}` goes through it", id(flow)));
        }
        Evidence::Stores(_) | Evidence::Record | Evidence::Collects => {}
    }
    match &holder.key {
        Key::Missing(key) => {
            warnings.push(format!(
                "is found by {key}, which nothing else in the stack knows: cannot be found"
            ));
        }
        Key::Unknown if holder.deletion != Deletion::Unknown => {
            warnings.push("nobody has said by which key a person is found".to_owned());
        }
        Key::Given(_) | Key::Through(..) | Key::Unknown => {}
    }
    for back in &erasure.resurrections {
        let flow = analysis.network.flow(back.flow);
        if flow.to == holder.tool {
            let verb =
                if back.created { "brings the person back" } else { "may bring the person back" };
            warnings.push(format!(
                "`{}` from {} {verb}",
                id(back.flow),
                stack.tools[flow.from].name
            ));
        }
    }
    Item {
        what: stack.tools[holder.tool].name.to_string(),
        how,
        who: owner_of(analysis, holder.tool),
        warning: (!warnings.is_empty()).then(|| warnings.join("; ")),
        tool: Some(holder.tool),
    }
}

fn traces(analysis: &Analysis, erasure: &Erasure) -> Step {
    let stack = &analysis.stack;
    let mut items: Vec<Item> = erasure.traces.iter().map(|it| trace(analysis, it)).collect();
    items.extend(erasure.unsaid.iter().map(|id| {
        let flow = &stack.integrations[*id];
        Item {
            what: format!("ask what `{}` carries", flow.id),
            how: "it does not say which objects it moves".to_owned(),
            who: owner(analysis, flow.owner.as_ref()),
            warning: None,
            tool: flow.to.id,
        }
    }));
    Step {
        title: "Look through files and backups".to_owned(),
        why: "No delete in a tool reaches these copies. Agencies and mail houses that were sent lists have to be told too.".to_owned(),
        due: None,
        hours: FILE_HOURS * super::count(items.len()),
        items,
    }
}

fn trace(analysis: &Analysis, trace: &Trace) -> Item {
    let stack = &analysis.stack;
    let kept = match trace.days {
        Some(days) => format!("; deleted by itself after {days} days"),
        None => "; nothing says when it is deleted".to_owned(),
    };
    match trace.kind {
        TraceKind::File(id) => {
            let flow = &stack.integrations[id];
            Item {
                what: format!("files of `{}`", flow.id),
                how: format!("{}{kept}", flow.method.words()),
                who: owner(analysis, flow.owner.as_ref()),
                warning: None,
                tool: None,
            }
        }
        TraceKind::Backup(tool) => {
            let it = &stack.tools[tool];
            let backup = it.backup.as_deref().unwrap_or_default();
            Item {
                what: format!("backups of {}", it.name),
                how: format!("{backup}{kept}; delete again after a restore"),
                who: owner_of(analysis, tool),
                warning: None,
                tool: Some(tool),
            }
        }
    }
}

fn proof(analysis: &Analysis, erasure: &Erasure) -> Step {
    let stack = &analysis.stack;
    let mut vendors: Vec<&str> = erasure
        .holders
        .iter()
        .filter_map(|it| stack.tools[it.tool].vendor.as_ref()?.id)
        .map(|it| stack.vendors[it].name.as_str())
        .collect();
    vendors.sort_unstable();
    vendors.dedup();
    let item = |what: &str, how: String| Item { what: what.to_owned(), how, ..Item::default() };
    let told = if vendors.is_empty() {
        "every recipient of the data".to_owned()
    } else {
        vendors.join(", ")
    };
    let days = erasure.days;
    Step {
        title: "Keep the proof, and answer".to_owned(),
        why: "Check with counsel what has to be kept for how long, and what may not be deleted at all (GDPR, Art. 17(3)).".to_owned(),
        due: None,
        hours: PROOF_HOURS,
        items: vec![
            item("who asked, when, and how you know that it was them", "GDPR, Art. 12(6)".to_owned()),
            item("what was deleted where, by whom, on which day", "GDPR, Art. 17(1) and 5(2)".to_owned()),
            item("that recipients were told", format!("GDPR, Art. 19: {told}")),
            item("what was kept, and on which ground", "GDPR, Art. 17(3), such as invoices".to_owned()),
            item("the entry in the records of processing", "GDPR, Art. 30".to_owned()),
            item("the answer to the person", format!("GDPR, Art. 12(3), within {days} days")),
        ],
    }
}
