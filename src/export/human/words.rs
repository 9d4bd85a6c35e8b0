//! Words that several pages use.

use crate::diag::ElementKind;
use crate::impact::{Fate, JourneyFate};
use crate::network::Component;
use crate::report::Severities;
use crate::scenario::Edit;
use crate::stack::{Integration, Ref, Stack, Tool};
use crate::text::{Label, plural};

use super::page::Tone;

/// "a, b and c".
pub(crate) fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// "a, b, c and 4 more".
pub(super) fn joined_few(items: &[String], few: usize) -> String {
    if items.len() <= few.saturating_add(1) {
        return joined(items);
    }
    let shown = items.iter().take(few).cloned().collect::<Vec<_>>().join(", ");
    format!("{shown} and {} more", items.len() - few)
}

/// "3 errors, 12 warnings and 4 notes"; what there is none of is left out.
pub(in crate::export) fn counts(counts: Severities) -> String {
    let parts: Vec<String> =
        [(counts.errors, "error"), (counts.warnings, "warning"), (counts.notes, "note")]
            .into_iter()
            .filter(|(count, _)| *count > 0)
            .map(|(count, noun)| plural(count, noun))
            .collect();
    if parts.is_empty() { "nothing".to_owned() } else { joined(&parts) }
}

pub(super) fn component_name(stack: &Stack, component: Component) -> String {
    match component {
        Component::Tool(id) => stack.tools[id].name.to_string(),
        Component::Integration(id) => format!("the integration {}", stack.integrations[id].id),
        Component::Credential(id) => format!("the credential {}", stack.credentials[id].id),
        Component::Person(id) => stack.people[id].name.to_string(),
        Component::Vendor(id) => format!("everything from {}", stack.vendors[id].name),
    }
}

/// A change with names in place of ids, as far as the stacks before and after it have them.
pub(super) fn change(stacks: [&Stack; 2], edit: &Edit) -> String {
    let tool = |id: &Label| {
        let known = stacks.iter().find_map(|it| Some(&it.tools[it.tools.find(id)?].name));
        known.unwrap_or(id).to_string()
    };
    match edit {
        Edit::RemoveTool { tool: id, .. } => format!("remove {}", tool(id)),
        Edit::AddTool { tool, .. } => format!("add {}", tool.name),
        Edit::ReplaceTool { tool: old, by, .. } => {
            format!("replace {} by {}", tool(old), tool(by))
        }
        Edit::Connect { integration, .. } => {
            let (from, to) = (tool(&integration.from.name), tool(&integration.to.name));
            format!("connect {from} {} {to}", integration.arrow())
        }
        Edit::Set { kind, id, patch, .. } => {
            let named = format!("{}: {id}", <&str>::from(*kind));
            let inner = patch.yaml.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
            let settings = inner.unwrap_or(&patch.yaml).split(", ");
            let others: Vec<&str> = settings.filter(|it| it.trim() != named).collect();
            format!("change {id}: {}", others.join(", "))
        }
        Edit::Outage { kind, id, duration, .. } => {
            let name = if *kind == ElementKind::Tool { tool(id) } else { id.to_string() };
            match duration {
                Some(it) => format!("{name} is down for {it}"),
                None => format!("{name} is down"),
            }
        }
        Edit::Leave { person, .. } => {
            let known = |it: &&Stack| Some(it.people[it.people.find(person)?].name.clone());
            let name = stacks.iter().find_map(known).unwrap_or_else(|| person.clone());
            format!("{name} leaves")
        }
        Edit::Disconnect { .. } => edit.words(),
    }
}

/// "Webflow → HubSpot": tools by their names, as far as they are known.
pub(super) fn ends(stack: &Stack, flow: &Integration) -> String {
    let name = |end: &Ref<Tool>| end.id.map_or(&end.name, |it| &stack.tools[it].name).clone();
    format!("{} {} {}", name(&flow.from), flow.arrow(), name(&flow.to))
}

/// The changes as the beginning of a sentence.
pub(super) fn after(edits: &[Edit], steps: &[String]) -> String {
    match (edits, steps) {
        ([Edit::Outage { .. }], [only]) => format!("While {only}"),
        ([Edit::Leave { .. }], [only]) => format!("When {only}"),
        (_, [only]) => format!("After “{only}”"),
        (_, steps) => format!("After these {} changes", steps.len()),
    }
}

pub(super) fn tone_of_fate(fate: Fate) -> Tone {
    match fate {
        Fate::Broken => Tone::Bad,
        Fate::Degraded | Fate::Stale | Fate::Headless => Tone::Warn,
    }
}

pub(super) fn tone_of_journey(fate: JourneyFate) -> Tone {
    match fate {
        JourneyFate::Stopped => Tone::Bad,
        JourneyFate::Degraded => Tone::Warn,
    }
}

/// "breaks" for one, "break" for more.
pub(super) fn verb(count: usize, one: &'static str, more: &'static str) -> &'static str {
    if count == 1 { one } else { more }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_read_like_speech() {
        let items = ["a", "b", "c", "d"].map(str::to_owned);
        assert_eq!(joined(&items), "a, b, c and d");
        assert_eq!(joined_few(&items, 2), "a, b and 2 more");
        assert_eq!(joined_few(&items, 3), "a, b, c and d");
        assert_eq!(joined_few(&items, usize::MAX), "a, b, c and d");
        assert_eq!(counts(Severities { errors: 1, warnings: 0, notes: 2 }), "1 error and 2 notes");
        assert_eq!(counts(Severities::default()), "nothing");
    }
}
