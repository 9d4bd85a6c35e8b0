//! Words that several pages use.

use crate::impact::{Fate, JourneyFate};
use crate::network::Component;
use crate::report::Severities;
use crate::stack::Stack;
use crate::text::plural;

use super::page::Tone;

/// "a, b and c".
pub(super) fn joined(items: &[String]) -> String {
    match items {
        [] => String::new(),
        [only] => only.clone(),
        [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
    }
}

/// "a, b, c and 4 more".
pub(super) fn joined_few(items: &[String], few: usize) -> String {
    if items.len() <= few + 1 {
        return joined(items);
    }
    let shown = items.iter().take(few).cloned().collect::<Vec<_>>().join(", ");
    format!("{shown} and {} more", items.len() - few)
}

/// "3 errors, 12 warnings and 4 notes"; what there is none of is left out.
pub(super) fn counts(counts: Severities) -> String {
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
        assert_eq!(counts(Severities { errors: 1, warnings: 0, notes: 2 }), "1 error and 2 notes");
        assert_eq!(counts(Severities::default()), "nothing");
    }
}
