//! What may change under it: retired versions, open endpoints, many fields, ends on their way out.

use super::{Case, Causes, Factor, Point, weights};
use crate::stack::{Integration, Lifecycle};

/// What people write where no version is fixed.
const UNPINNED: [&str; 4] = ["latest", "unpinned", "undocumented", "none"];

pub(super) fn judge(case: &Case<'_>) -> Point {
    let mut causes = Causes::default();
    let sunset = case
        .ends()
        .filter_map(|tool| Some((tool.api.as_ref()?.sunset_at?, tool)))
        .min_by_key(|(day, _)| *day)
        .filter(|(day, _)| day.days_since(case.as_of) <= weights::CHANGE_SUNSET_DAYS);
    if let Some((day, tool)) = sunset {
        let word = if day < case.as_of { "was" } else { "is" };
        causes.add(
            weights::CHANGE_SUNSET,
            format!("the API version of {} {word} switched off on {day}", tool.name),
            "move to a supported version",
        );
    }
    let version = case.integration.api_version.as_ref().map(|it| it.to_lowercase());
    if version.is_some_and(|it| UNPINNED.contains(&it.as_str())) {
        causes.add(
            weights::CHANGE_UNPINNED,
            "it calls an endpoint without a fixed, documented version",
            "pin the API version",
        );
    }
    let fields = mapped_fields(case.integration);
    if fields > weights::CHANGE_FIELDS {
        causes.add(
            weights::CHANGE_MANY_FIELDS,
            format!("{fields} fields are mapped, and each may change"),
            "drop the fields that nobody reads",
        );
    }
    if let Some(tool) = case.ends().find(|it| it.lifecycle == Lifecycle::Deprecated) {
        causes.add(
            weights::CHANGE_DEPRECATED,
            format!("{} is on its way out", tool.name),
            "plan what follows it",
        );
    }
    causes.into_point(Factor::Change, "api_version", weights::CHANGE_MAX, "no change is announced")
}

/// The stated count, else what the items list.
fn mapped_fields(integration: &Integration) -> f64 {
    integration.fields_mapped.unwrap_or_else(|| {
        integration.objects.iter().flat_map(|it| &it.fields).fold(0.0, |count, _| count + 1.0)
    })
}
