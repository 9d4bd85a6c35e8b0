//! `linchpin log`: the figures of earlier versions.

use std::collections::BTreeMap;
use std::num::NonZeroUsize;
use std::path::PathBuf;

use clap::Args;

use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};
use crate::history::{Entry, Figures};
use crate::stack::Date;
use crate::text::{clean, plural};

#[derive(Args)]
pub(super) struct Log {
    /// The stack file
    #[arg(value_name = "FILE")]
    stack: Option<PathBuf>,

    /// How many versions, from the newest on
    #[arg(short = 'n', value_name = "COUNT", default_value = "20")]
    count: NonZeroUsize,
}

pub(super) fn run(call: &mut Call<'_>, mut verb: Log) -> Result<Ending, Failure> {
    call.take_file(verb.stack.take());
    let (repository, origin) = call.repository()?;
    let now = call.analysis_of(&origin)?;
    let included: Vec<String> = now.sources.iter().skip(1).map(|(_, it)| clean(&it.path)).collect();
    let found = repository.versions(&included, verb.count.get()).map_err(Failure::new)?;
    let mut known: BTreeMap<(&str, Date), Option<Figures>> = BTreeMap::new();
    let mut entries = Vec::new();
    for version in &found.versions {
        // Rules that look at dates judge a version by its own day.
        let key = (version.content.as_str(), version.date);
        let figures = *known.entry(key).or_insert_with(|| {
            let analysis =
                Call::analysis_of_version(&repository, version, call.as_of, version.date);
            analysis.ok().map(|it| Figures::of(&it))
        });
        entries.push(Entry {
            id: version.id.clone(),
            date: version.date,
            subject: version.subject.clone(),
            renamed_from: version.renamed_from.as_ref().map(|it| clean(&it.display().to_string())),
            figures,
        });
    }
    if entries.is_empty() {
        return Err(Failure::new("this file was never committed")
            .hint("commit it, and `linchpin log` shows how it grows"));
    }
    let text = match call.format {
        Format::Human => human::log(&entries, call.look),
        Format::Json => json::log(&entries, found.note.as_deref()),
    };
    call.print(&text)?;
    call.say(&plural(entries.len(), "version"))?;
    if let Some(note) = &found.note {
        call.say(note)?;
    }
    Ok(Ending::Clean)
}
