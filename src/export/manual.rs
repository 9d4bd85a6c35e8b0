//! The page of all rules for the documentation.

use std::fmt::Write as _;

use crate::rules::RULES;

/// `docs/rules.md`, made from the rules themselves.
pub(crate) fn rules_page() -> String {
    let mut out = String::from(
        "# Rules\n\nMade from the rules themselves; `linchpin explain RULE` shows the same in the terminal.\n\n\
         | rule | severity | what is wrong |\n|---|---|---|\n",
    );
    for rule in RULES {
        let severity = rule.severity.name();
        put(
            &mut out,
            format_args!("| [`{0}`](#{0}) | {severity} | {1} |\n", rule.code, rule.summary),
        );
    }
    for rule in RULES {
        let confidence: &str = rule.confidence.into();
        put(
            &mut out,
            format_args!(
                "\n## {}\n\n{}\n\n*{}, {confidence} confidence, since {}*\n\n\
                 **Why it matters.** {}\n\n**What to do.** {}\n\n\
                 With the fault:\n\n```yaml\n{}\n```\n\nWithout it:\n\n```yaml\n{}\n```\n",
                rule.code,
                rule.summary,
                rule.severity.name(),
                rule.since,
                rule.why,
                rule.fix,
                rule.bad.trim_end(),
                rule.good.trim_end(),
            ),
        );
    }
    out
}

/// Writing to a string cannot fail; the result says so to no one.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "a string takes every text");
}
