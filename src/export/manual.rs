//! The pages of all rules and problems for the documentation.

use std::fmt::Write as _;

use crate::report::fixes;
use crate::report::problems::{Example, PROBLEMS};
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
                 **Why it matters.** {}\n\n**What to do.** {}{}\n\n\
                 With the fault:\n\n```yaml\n{}\n```\n\nWithout it:\n\n```yaml\n{}\n```\n",
                rule.code,
                rule.summary,
                rule.severity.name(),
                rule.since,
                rule.why,
                rule.fix,
                fix(rule.code),
                rule.bad.trim_end(),
                rule.good.trim_end(),
            ),
        );
    }
    out
}

/// `docs/problems.md`, made from the table of problems.
pub(crate) fn problems_page() -> String {
    let mut out = String::from(
        "# Problems of the text\n\nWhat can be wrong with the text of a stack or scenario, made from the program's own \
         table; `linchpin explain CODE` shows the same in the terminal. What can be wrong with the stack itself is in \
         [rules.md](rules.md).\n\nA problem never stops the rest from being read: every file is read to its end, and \
         all problems are told in one run.\n\n| code | what is wrong |\n|---|---|\n",
    );
    for it in PROBLEMS {
        put(&mut out, format_args!("| [`{0}`](#{0}) | {1} |\n", it.code, it.summary));
    }
    for it in PROBLEMS {
        put(
            &mut out,
            format_args!(
                "\n## {}\n\n{}\n\n**What to do.** {}{}\n\n",
                it.code,
                it.summary,
                it.fix,
                fix(it.code)
            ),
        );
        let (title, text) = (it.example.title(), it.example.text().trim_end());
        match it.example {
            Example::Stack(_) | Example::Scenario(_) => {
                put(&mut out, format_args!("{title}:\n\n```yaml\n{text}\n```\n"));
            }
            Example::Described(_) => put(&mut out, format_args!("**{title}.** {text}\n")),
        }
    }
    out
}

/// Whether a command does it, as a further sentence.
fn fix(code: &str) -> String {
    fixes::words(code).map(|it| format!(" {it}")).unwrap_or_default()
}

/// Writing to a string cannot fail; the result says so to no one.
fn put(out: &mut String, text: std::fmt::Arguments<'_>) {
    let written = out.write_fmt(text);
    debug_assert!(written.is_ok(), "a string takes every text");
}
