//! What is wrong with the acceptances themselves: rules that do not exist, days that have passed, nothing to accept.

use super::{Grant, Reach, Things};
use crate::diag::{Diagnostic, Fix, Safety, Severity};
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
    // What is wrong with the text may be why there is no such finding: then somebody has to look first.
    let safety = if problems.is_empty() { Safety::Safe } else { Safety::Unsafe };
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
                Some(unused(grant, stack, safety))
            } else {
                None
            }
        })
        .collect()
}

fn unknown_rule(grant: &Grant<'_>) -> Diagnostic {
    let message = format!("no rule is called `{}`, so nothing is accepted", grant.rule);
    let problem = Diagnostic::new("accept-unknown-rule", Severity::Warning, message)
        .at(grant.rule_at, "not a rule");
    let Some(near) = nearest(grant.rule, RULES.iter().map(|it| it.code)) else {
        return problem.help("`linchpin explain` lists all rules");
    };
    with_fix(problem.help(format!("did you mean `{near}`?")), grant, || {
        Fix::new(Safety::Unsafe, format!("accept `{near}` instead of `{}`", grant.rule))
            .replace(grant.rule_at, near)
    })
}

/// The finding counts already, so that taking the entry out hides and shows nothing; but who decided, and why, goes with
/// it, and to decide anew is what is asked for. No day is ever prolonged: that is the decision itself.
fn expired(grant: &Grant<'_>) -> Diagnostic {
    let day = grant.acceptance.until.map_or_else(String::new, |it| it.to_string());
    let message = format!("{} has ended on {day}, and the finding counts again", what(grant));
    let problem = Diagnostic::new("accept-expired", Severity::Warning, message)
        .at(grant.acceptance.span, format!("accepted until {day}"))
        .help("do what the finding says, or decide anew and name a later day");
    with_fix(problem, grant, || removal(grant, Safety::Unsafe))
}

fn unused(grant: &Grant<'_>, stack: &Stack, safety: Safety) -> Diagnostic {
    let message = format!("{} accepts nothing: there is no such finding", what(grant));
    let problem = Diagnostic::new("accept-unused", Severity::Warning, message)
        .at(grant.acceptance.span, "accepts nothing");
    let help = "delete it, so that it hides nothing that comes later".to_owned();
    let things = Things::of(stack);
    if let Reach::Thing(id) = grant.reach
        && !things.ids().any(|it| id == it)
    {
        let Some(near) = nearest(id, things.ids()) else {
            let help = format!("nothing is called `{id}`; delete it, or correct the name");
            return with_fix(problem.help(help), grant, || removal(grant, safety));
        };
        let help = format!("nothing is called `{id}`; did you mean `{near}`?");
        return with_fix(problem.help(help), grant, || {
            Fix::new(Safety::Unsafe, format!("accept it on `{near}` instead of `{id}`"))
                .replace(grant.on_at, near)
        });
    }
    if grant.acceptance.is_comment {
        return problem.help(format!(
            "{help}; or move it to the line that the finding names, or above the item"
        ));
    }
    with_fix(problem.help(help), grant, || removal(grant, safety))
}

/// Comments are nobody's but their author's.
fn with_fix(problem: Diagnostic, grant: &Grant<'_>, fix: impl FnOnce() -> Fix) -> Diagnostic {
    if grant.acceptance.is_comment { problem } else { problem.fix(fix()) }
}

fn removal(grant: &Grant<'_>, safety: Safety) -> Fix {
    Fix::new(safety, format!("remove {}", what(grant))).remove(grant.acceptance.span)
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
