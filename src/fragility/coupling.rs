//! What else has to happen, at the right time and in the right order, for it to work.

use super::{Case, Causes, Factor, Point, weights};
use crate::stack::{Integration, Trigger};

/// What people write where a transformation lives in a spreadsheet.
const SHEET_WORDS: [&str; 3] = ["sheet", "excel", "vlookup"];

pub(super) fn judge(case: &Case<'_>) -> Point {
    let integration = case.integration;
    let mut causes = Causes::default();
    if !integration.after.is_empty() && integration.trigger != Some(Trigger::Event) {
        let names: Vec<_> = integration.after.iter().map(|it| format!("`{}`", it.name)).collect();
        causes.add(
            weights::COUPLING_TIMED,
            format!("it runs by the clock and trusts that {} is done", names.join(", ")),
            "start it when its predecessor reports success",
        );
    }
    if let Some(item) = integration.items_without_rule().next() {
        causes.add(
            weights::COUPLING_NO_RULE,
            format!("{} moves both ways and no rule says which value wins", item.object.name),
            "give its fields a `rule`",
        );
    }
    let filters = || integration.objects.iter().filter_map(|it| it.filter.as_ref());
    if filters().any(|it| it.requires_registration == Some(true)) {
        causes.add(
            weights::COUPLING_REGISTRATION,
            "new assets have to be registered by hand before they sync",
            "let everything in by default",
        );
    }
    if is_transformed_in_a_sheet(integration) {
        causes.add(
            weights::COUPLING_SHEET,
            "values are reworked in a spreadsheet",
            "move the rework to where the data is read or written",
        );
    }
    causes.into_point(Factor::Coupling, "objects", weights::COUPLING_MAX, "it stands by itself")
}

fn is_transformed_in_a_sheet(integration: &Integration) -> bool {
    let of_fields =
        integration.objects.iter().flat_map(|it| &it.fields).filter_map(|it| it.transform.as_ref());
    integration.transform.iter().chain(of_fields).any(|it| {
        let text = it.to_lowercase();
        SHEET_WORDS.iter().any(|word| text.contains(word))
    })
}
