//! What is wrong with the acceptances themselves: rules that do not exist, days that have passed, nothing to accept.

use super::{Grant, Reach, Things};
use crate::diag::{Diagnostic, Severity};
use crate::rules::RULES;
use crate::stack::Stack;
use crate::text::nearest;

/// Problems that cost some of the text: what is accepted may be in the part that was not read.
const LOSSES: &[&str] = &[
    "unreadable",
    "yaml-syntax",
    "yaml-limit",
    "include-missing",
    "include-escape",
    "include-cycle",
    "include-limit",
    "stack-not-a-map",
];

pub(super) fn problems(
    grants: &[Grant<'_>],
    stack: &Stack,
    problems: &[Diagnostic],
) -> Vec<Diagnostic> {
    let is_whole = !problems.iter().any(|it| LOSSES.contains(&it.code));
    grants
        .iter()
        .filter_map(|grant| {
            if crate::rules::rule(grant.rule).is_none() {
                Some(unknown_rule(grant))
            } else if let Reach::Nothing(problem) = grant.reach {
                Some(problem.clone())
            } else if grant.is_used && grant.is_over {
                Some(expired(grant))
            } else if !grant.is_used && is_whole {
                Some(unused(grant, stack))
            } else {
                None
            }
        })
        .collect()
}

fn unknown_rule(grant: &Grant<'_>) -> Diagnostic {
    let message = format!("no rule is called `{}`, so nothing is accepted", grant.rule);
    let help = match nearest(grant.rule, RULES.iter().map(|it| it.code)) {
        Some(near) => format!("did you mean `{near}`?"),
        None => "`linchpin explain` lists all rules".to_owned(),
    };
    Diagnostic::new("accept-unknown-rule", Severity::Warning, message)
        .at(grant.rule_at, "not a rule")
        .help(help)
}

fn expired(grant: &Grant<'_>) -> Diagnostic {
    let day = grant.acceptance.until.map_or_else(String::new, |it| it.to_string());
    let message = format!("{} has ended on {day}, and the finding counts again", what(grant));
    Diagnostic::new("accept-expired", Severity::Warning, message)
        .at(grant.acceptance.span, format!("accepted until {day}"))
        .help("do what the finding says, or decide anew and name a later day")
}

fn unused(grant: &Grant<'_>, stack: &Stack) -> Diagnostic {
    let mut help = "delete it, so that it hides nothing that comes later".to_owned();
    let things = Things::of(stack);
    if let Reach::Thing(id) = grant.reach
        && !things.ids().any(|it| id == it)
    {
        help = match nearest(id, things.ids()) {
            Some(near) => format!("nothing is called `{id}`; did you mean `{near}`?"),
            None => format!("nothing is called `{id}`; delete it, or correct the name"),
        };
    } else if grant.acceptance.is_comment {
        help = format!("{help}; or move it to the line that the finding names, or above the item");
    }
    let message = format!("{} accepts nothing: there is no such finding", what(grant));
    Diagnostic::new("accept-unused", Severity::Warning, message)
        .at(grant.acceptance.span, "accepts nothing")
        .help(help)
}

/// "the acceptance of `orphan-tool` on `calendly`".
fn what(grant: &Grant<'_>) -> String {
    match grant.reach {
        Reach::Thing(on) | Reach::Chosen(on) => {
            format!("the acceptance of `{}` on `{on}`", grant.rule)
        }
        Reach::Nothing(_) => format!("the acceptance of `{}`", grant.rule),
        Reach::Place(_) => format!("the comment that ignores `{}`", grant.rule),
    }
}
