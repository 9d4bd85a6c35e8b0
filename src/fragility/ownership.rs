//! Who repairs it, and from what knowledge.

use super::{Case, Causes, Factor, Point, weights};
use crate::stack::Party;

pub(super) fn judge(case: &Case<'_>) -> Point {
    let integration = case.integration;
    let mut causes = Causes::default();
    let mut range = None;
    match &integration.owner {
        None => causes.add(weights::OWNER_MISSING, "nobody owns it", "name an owner"),
        Some(owner) => match owner.party {
            Some(Party::Person(id)) if case.stack.people[id].has_left(case.as_of) => causes.add(
                weights::OWNER_LEFT,
                format!("{} owns it and has left", case.stack.people[id].name),
                "hand it over to somebody who is here",
            ),
            Some(Party::Person(_) | Party::Team(_)) => {}
            None => {
                range = Some((0, weights::OWNER_LEFT));
                causes.add(
                    weights::OWNER_UNKNOWN,
                    format!("whether {} is still here is not known", owner.name),
                    "add the owner to `people` or `teams`",
                );
            }
        },
    }
    let person = causes.points;
    if integration.backup_owner.is_none() {
        causes.add(
            weights::OWNER_NO_BACKUP,
            "nobody stands in for the owner",
            "name a `backup_owner`",
        );
    }
    if integration.docs.is_none() && integration.runbook.is_none() {
        causes.add(
            weights::OWNER_NO_DOCS,
            "there is no description of it",
            "write half a page and link it as `runbook`",
        );
    }
    let rest = causes.points - person;
    let max = weights::OWNERSHIP_MAX;
    let point = causes.into_point(
        Factor::Ownership,
        "owner",
        max,
        "owned, with a stand-in and a description",
    );
    match range {
        Some((low, high)) => point.between((low + rest).min(max), (high + rest).min(max)),
        None => point,
    }
}
