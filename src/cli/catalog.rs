//! `linchpin catalog`: what is known of products and their connectors, stack or no stack.

use clap::{Args, Subcommand};

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::catalog::{self, Product};
use crate::export::{human, json};
use crate::report::catalog::{product_page, product_ways};

#[derive(Args)]
#[command(after_help = "Exit code 1: nothing is known.")]
pub(super) struct Catalog {
    #[command(subcommand)]
    question: Question,
}

#[derive(Subcommand)]
enum Question {
    /// Products by name, alias, vendor or category
    Search {
        /// What to look for
        #[arg(value_name = "WORDS", required = true)]
        words: Vec<String>,
    },
    /// A product, and which platforms are known to connect it
    Show {
        /// Its id, its name or an alias
        #[arg(value_name = "PRODUCT")]
        product: String,
    },
    /// How data of one product could get to another: directly, through what you own, or through what you would buy
    Path {
        /// Where the data is
        #[arg(value_name = "FROM")]
        from: String,
        /// Where it should get to
        #[arg(value_name = "TO")]
        to: String,
    },
}

pub(super) fn run(call: &mut Call<'_>, verb: &Catalog) -> Result<Ending, Failure> {
    match &verb.question {
        Question::Search { words } => {
            let words = words.join(" ");
            let found = catalog::search(&words);
            let text = match call.format {
                Format::Human => human::products(&words, &found, call.look),
                Format::Json => json::products(&found),
            };
            call.print(&text)?;
            Ok(if found.is_empty() { Ending::Findings } else { Ending::Clean })
        }
        Question::Show { product } => {
            let product = named(product)?;
            let analysis = call.analysis_with_warning()?;
            let page = product_page(&analysis.stack, product);
            let text = match call.format {
                Format::Human => human::product_page(&analysis.stack, &page, call.look),
                Format::Json => json::product_page(&analysis.stack, &page),
            };
            call.print(&text)?;
            Ok(if page.connectors.is_empty() { Ending::Findings } else { Ending::Clean })
        }
        Question::Path { from, to } => {
            let (from, to) = (named(from)?, named(to)?);
            let analysis = call.analysis_with_warning()?;
            let ways = product_ways(&analysis.stack, from, to);
            let text = match call.format {
                Format::Human => human::product_ways(&analysis, &ways, call.look),
                Format::Json => json::product_ways(&analysis.stack, &ways),
            };
            call.print(&text)?;
            let is_known = !ways.stated.is_empty()
                || ways.direct.is_some()
                || !ways.owned.is_empty()
                || ways.over_warehouse.is_some()
                || !ways.bought.is_empty();
            Ok(if is_known { Ending::Clean } else { Ending::Findings })
        }
    }
}

/// The product that a name stands for, else what it may have meant.
fn named(name: &str) -> Result<Product, Failure> {
    catalog::named(name).ok_or_else(|| {
        let failure = Failure::new(format!("the catalogue has no product called `{name}`"));
        let mut near = catalog::search(name).into_iter();
        match (near.next(), near.next()) {
            (Some(one), None) => failure.hint(format!("did you mean `{}`?", one.id)),
            (Some(one), Some(other)) => failure.hint(format!(
                "did you mean `{}`, `{}` or another one? `linchpin catalog search {name}`",
                one.id, other.id
            )),
            (None, _) => {
                failure.hint("`linchpin catalog search` looks by name, vendor and category")
            }
        }
    })
}
