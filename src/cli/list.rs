//! `linchpin list`: tables of what there is.

use clap::Args;
use clap::builder::PossibleValuesParser;
use strum::VariantArray as _;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format, selecting};
use crate::export::{human, json};
use crate::report::{Listing, ListingKind};
use crate::select::Selector;
use crate::text::plural;

#[derive(Args)]
pub(super) struct List {
    /// What to list
    #[arg(value_name = "WHAT", value_parser = PossibleValuesParser::new(ListingKind::VARIANTS.iter().map(|it| it.name())))]
    what: String,

    /// Which of them: a name, `+name` upstream, `name+` downstream, `key:value` with `*`, `key>number`; a space is "or", a comma "and", `!` not
    #[arg(value_name = "SELECTOR")]
    selectors: Vec<String>,
}

pub(super) fn run(call: &mut Call<'_>, verb: &List) -> Result<Ending, Failure> {
    let kind = verb
        .what
        .parse::<ListingKind>()
        .map_err(|error| Failure::new(format!("`{}` cannot be listed: {error}", verb.what)))?;
    let analysis = call.analysis_with_warning()?;
    let mut listing = Listing::of(&analysis, kind);
    let all = listing.rows.len();
    let input = analysis.selectable();
    let selector = selecting::selector(&input, &verb.selectors.join(" "))?;
    refuse_foreign_key(&selector, kind)?;
    listing.keep(&analysis, &input, &selector);
    let text = match call.format {
        Format::Human => human::listing(&listing, call.look),
        Format::Json => json::listing(&listing),
    };
    call.print(&text)?;
    let count = plural(listing.rows.len(), kind.noun());
    if listing.rows.len() == all {
        call.say(&count)?;
    } else {
        call.say(&format!("{count} of {all}"))?;
    }
    Ok(Ending::Clean)
}

/// A key that such things do not have would quietly select nothing.
fn refuse_foreign_key(selector: &Selector, kind: ListingKind) -> Result<(), Failure> {
    let Some(key) = selector.key_foreign_to(kind.kind()) else { return Ok(()) };
    let failure = Failure::new(format!("{} have no `{}`", kind.name(), key.name));
    let others = key.kinds.iter().copied().filter_map(ListingKind::of_kind);
    let others: Vec<&str> = others.map(ListingKind::name).collect();
    Err(match others.as_slice() {
        [] => failure.hint("`docs/selectors.md` has all keys"),
        names => failure.hint(format!("{} have it: {}", names.join(" and "), key.says)),
    })
}
