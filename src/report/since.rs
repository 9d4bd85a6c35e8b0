//! What has changed since a version that was kept: the sum of a comparison, for one line.

use crate::analysis::Analysis;
use crate::compare::{Change, Comparison};
use crate::fragility::Band;
use crate::stack::Date;
use crate::text::plural;

/// Counts of what is different now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Since {
    /// The version that is compared with, as its repository calls it.
    pub(crate) version: String,
    pub(crate) date: Date,
    pub(crate) tools: Changes,
    pub(crate) integrations: Changes,
    pub(crate) findings_new: usize,
    pub(crate) findings_fixed: usize,
    /// Live integrations that are brittle or worse, then and now.
    pub(crate) brittle: (usize, usize),
    /// Anything at all is said otherwise, such as an object or a journey.
    pub(crate) is_other: bool,
}

/// Things of one kind.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Changes {
    pub(crate) added: usize,
    pub(crate) removed: usize,
    /// Those that go by another id now are among them.
    pub(crate) changed: usize,
}

impl Since {
    pub(crate) fn of(version: String, date: Date, before: &Analysis, now: &Analysis) -> Self {
        let found = Comparison::of(before, now);
        Self {
            version,
            date,
            tools: Changes::of(&found.tools),
            integrations: Changes::of(&found.integrations),
            findings_new: found.findings_new.len(),
            findings_fixed: found.findings_fixed.len(),
            brittle: (brittle(before), brittle(now)),
            is_other: before.stack != now.stack,
        }
    }

    /// "2 tools new", "1 integration changed", "4 findings new, 1 fixed", "brittle or worse 5 → 7"; none where nothing is
    /// said otherwise.
    pub(crate) fn parts(&self) -> Vec<String> {
        let mut parts: Vec<String> = self.tools.parts("tool").into_iter().collect();
        parts.extend(self.integrations.parts("integration"));
        match (self.findings_new, self.findings_fixed) {
            (0, 0) => {}
            (new, 0) => parts.push(format!("{} new", plural(new, "finding"))),
            (0, fixed) => parts.push(format!("{} fixed", plural(fixed, "finding"))),
            (new, fixed) => parts.push(format!("{} new, {fixed} fixed", plural(new, "finding"))),
        }
        let (before, now) = self.brittle;
        if before != now {
            parts.push(format!("brittle or worse {before} → {now}"));
        }
        if parts.is_empty() && self.is_other {
            parts.push("only what is neither a tool nor an integration".to_owned());
        }
        parts
    }
}

impl Changes {
    fn of(changes: &[Change]) -> Self {
        let mut counts = Self::default();
        for change in changes {
            match change {
                Change::Added { .. } => counts.added += 1,
                Change::Removed { .. } => counts.removed += 1,
                Change::Renamed { .. } | Change::Changed { .. } => counts.changed += 1,
            }
        }
        counts
    }

    /// "2 tools new, 1 gone, 3 changed", or nothing.
    fn parts(self, what: &str) -> Option<String> {
        let counts = [(self.added, "new"), (self.removed, "gone"), (self.changed, "changed")];
        let mut text = String::new();
        for (count, verb) in counts.into_iter().filter(|(count, _)| *count > 0) {
            if text.is_empty() {
                text = format!("{} {verb}", plural(count, what));
            } else {
                text.push_str(&format!(", {count} {verb}"));
            }
        }
        (!text.is_empty()).then_some(text)
    }
}

fn brittle(analysis: &Analysis) -> usize {
    let scored = analysis.fragility.iter().zip(analysis.stack.integrations.values());
    let is_brittle = |band: Band| matches!(band, Band::Brittle | Band::Critical);
    scored.filter(|(it, flow)| flow.is_live() && is_brittle(it.band())).count()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::facade::Workspace;

    fn stack(tools: &str, flows: &str) -> Workspace {
        Workspace::load(&format!(
            "version: 1\ncompany: {{as_of: 2026-09-15}}\npeople: [{{id: ana, name: Ana}}]\ntools:\n{tools}integrations:\n{flows}"
        ))
    }

    const CRM: &str = "  - {id: crm, name: Crm, category: crm, tier: 1, business_owner: ana}\n";
    const MAP: &str = "  - {id: map, name: Map, category: map, tier: 1, business_owner: ana}\n";
    const WEB: &str = "  - {id: web, name: Web, category: cms, tier: 1}\n";
    const NATIVE: &str =
        "  - {id: one, from: map, to: crm, method: native_connector, owner: ana}\n";
    const MANUAL: &str = "  - {id: one, from: map, to: crm, method: manual_csv, owner: ana}\n";

    fn since(before: &Workspace, now: &Workspace) -> Since {
        Since::of("abc1234".to_owned(), Date::default(), &before.0, &now.0)
    }

    #[test]
    fn what_changed_is_counted_by_kind() {
        let before = stack(&format!("{CRM}{MAP}"), NATIVE);
        let after = stack(&format!("{CRM}{MAP}{WEB}"), MANUAL);
        let told = since(&before, &after);
        assert_eq!(told.tools, Changes { added: 1, removed: 0, changed: 0 });
        assert_eq!(told.integrations, Changes { added: 0, removed: 0, changed: 1 });
        assert!(told.findings_new > 0 && told.brittle.1 > told.brittle.0, "{told:?}");
        let parts = told.parts();
        assert_eq!(parts[..2], ["1 tool new", "1 integration changed"]);
        assert!(parts[2].starts_with(&format!("{} findings new", told.findings_new)), "{parts:?}");
        let back = since(&after, &before).parts();
        assert_eq!(back[..2], ["1 tool gone", "1 integration changed"]);
    }

    #[test]
    fn the_same_stack_says_nothing_and_other_settings_something() {
        let one = stack(&format!("{CRM}{MAP}"), NATIVE);
        assert!(since(&one, &one).parts().is_empty());
        let other = stack(
            &format!("{CRM}{MAP}"),
            &format!("{NATIVE}objects: [{{id: deal, name: Deal, system_of_record: crm}}]\n"),
        );
        let parts = since(&one, &other).parts();
        assert!(!parts.is_empty(), "{parts:?}");
    }
}
