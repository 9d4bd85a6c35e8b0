//! `linchpin list`: tables of what there is.

use clap::Args;
use clap::builder::PossibleValuesParser;
use strum::VariantArray as _;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};
use crate::report::listing::Selector;
use crate::report::{Listing, ListingKind};
use crate::text::{nearest, plural};

#[derive(Args)]
pub(super) struct List {
    /// What to list
    #[arg(value_name = "WHAT", value_parser = PossibleValuesParser::new(ListingKind::VARIANTS.iter().map(|it| it.name())))]
    what: String,

    /// Which of them: text, `key:value` with `*`, `key>number`; "or" between selectors, "and" with a comma, `!` for not
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
    let selector = Selector::parse(&verb.selectors.join(" "));
    refuse_unknown_keys(&selector, &listing)?;
    listing.keep(&selector);
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

/// A mistyped key would quietly select nothing.
fn refuse_unknown_keys(selector: &Selector, listing: &Listing) -> Result<(), Failure> {
    let known = || listing.columns.iter().map(|it| it.key);
    for key in selector.keys() {
        if known().all(|it| it != key) {
            let failure = Failure::new(format!("{} have no `{key}`", listing.kind.name()));
            return Err(match nearest(key, known()) {
                Some(near) => failure.hint(format!("did you mean `{near}`?")),
                None => {
                    failure.hint(format!("they have {}", known().collect::<Vec<_>>().join(", ")))
                }
            });
        }
    }
    Ok(())
}
