//! Which rules and problems come with a fix, for their manuals.

/// How far a fix can be trusted; a code may have fixes of both kinds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Trust {
    Safe,
    Unsafe,
    Either,
}

/// Codes whose findings carry a fix where it is clear what is meant; a test holds it against the examples.
static FIXES: &[(&str, Trust)] = &[
    ("version-missing", Trust::Safe),
    ("method-spelling", Trust::Safe),
    ("repeated-item", Trust::Safe),
    ("unknown-key", Trust::Either),
    ("bad-value", Trust::Either),
    ("ref-unknown", Trust::Unsafe),
    ("field-unknown", Trust::Unsafe),
    ("id-duplicate", Trust::Unsafe),
    ("dead-end-active", Trust::Unsafe),
    ("owner-left", Trust::Unsafe),
];

/// What to say of the fix of a code.
pub(crate) fn words(code: &str) -> Option<&'static str> {
    FIXES.iter().find(|(name, _)| *name == code).map(|(_, trust)| match trust {
        Trust::Safe => "`linchpin check --fix` does it.",
        Trust::Unsafe => {
            "Where it is clear what was meant, `linchpin check --fix=all` does it: look at the diff."
        }
        Trust::Either => {
            "`linchpin check --fix` does it where nothing else can be meant, `--fix=all` where it is a good guess."
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Analysis;
    use crate::diag::Safety;
    use crate::load::{Alone, load};
    use crate::stack::Date;

    const FAULTY: &str = "\
tools:
  - {id: crm, name: CRM, category: crm, tier: 1, technical_owner: leo, vendr: acme, personal_data: yes, functions: [a, a]}
  - {id: old, name: Old, category: other, lifecycle: retired, lifecycl: x, purpos: y}
  - {id: mail, name: Mail, category: emial, sso: z, replcaed_by: crm}
objects: [{id: person, name: Person, fields: [{name: email}]}]
people:
  - {id: ana, name: Ana}
  - {id: leo, name: Leo, active: false, replaced_by: ana}
integrations:
  - {from: crm, to: old, method: Zapier, owner: leo}
  - {from: crm, to: old, method: webhook}
  - {id: third, from: crm, to: mial, method: webhook, objects: [person]}
automations: [{id: scoring, name: Scoring, tool: crm, reads: [person.emial]}]
";

    /// Every code of the table has a fix of its kind, and no other has one.
    #[test]
    fn the_table_says_what_there_is() {
        let loaded = load("stack.yaml", FAULTY.as_bytes(), &Alone);
        let today = Date::new(2026, 9, 15).unwrap();
        let all = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
        let found: Vec<(&str, Safety)> = all
            .problems
            .iter()
            .chain(&all.findings)
            .filter_map(|it| Some((it.code, it.fix.as_ref()?.safety)))
            .collect();
        for (code, safety) in &found {
            let trust = FIXES.iter().find(|(name, _)| name == code).map(|(_, trust)| *trust);
            let fits = match safety {
                Safety::Safe => [Trust::Safe, Trust::Either],
                Safety::Unsafe => [Trust::Unsafe, Trust::Either],
            };
            assert!(trust.is_some_and(|it| fits.contains(&it)), "{code}: {safety:?}");
        }
        for (code, _) in FIXES {
            assert!(found.iter().any(|(name, _)| name == code), "no finding of {code} has a fix");
        }
    }
}
