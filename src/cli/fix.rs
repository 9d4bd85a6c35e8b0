//! `linchpin check --fix`: what can be mended without thinking, and how new texts get into files.

use std::io::{Read as _, Write as _};
use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::call::{Call, Origin};
use super::failure::Failure;
use super::{Ending, Format, check};
use crate::diag::{Diagnostic, Fix, Safety};
use crate::export::human::Paint;
use crate::host::{self, Rewrite, Unwritten};
use crate::mend::{self, Mended};
use crate::text::{Sources, clean, plural};

#[derive(Args)]
pub(super) struct Fixing {
    /// Mend what can be mended without thinking: safe (the default) or all; the diff is shown first
    #[arg(long, value_enum, value_name = "WHICH", num_args = 0..=1, require_equals = true, default_missing_value = "safe", hide_possible_values = true, conflicts_with_all = ["scenario", "strict"])]
    fix: Option<Which>,

    #[command(flatten)]
    writing: Writing,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Which {
    Safe,
    All,
}

/// Whether changes are written, shown or taken back.
#[derive(Args)]
pub(super) struct Writing {
    /// Write without asking
    #[arg(long, short = 'y')]
    yes: bool,

    /// Show the diff and write nothing
    #[arg(long, conflicts_with = "yes")]
    dry_run: bool,

    /// Take back what was written last, if nobody has changed the file since
    #[arg(long, conflicts_with_all = ["yes", "dry_run"])]
    pub(super) undo: bool,
}

/// What became of a diff that was shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Outcome {
    Written,
    Shown,
}

/// Mends, where that is asked for. `None`: go on and check what the file says now.
pub(super) fn run(call: &mut Call<'_>, verb: &Fixing) -> Result<Option<Ending>, Failure> {
    if verb.writing.undo {
        return undo(call).map(Some);
    }
    let Some(which) = verb.fix else {
        if verb.writing.yes || verb.writing.dry_run {
            return Err(Failure::new("`--yes` and `--dry-run` belong to `--fix`")
                .hint("write `linchpin check --fix`"));
        }
        return Ok(None);
    };
    if call.format == Format::Json {
        return Err(Failure::new("`--fix` shows a diff, which is no JSON")
            .hint("leave `--format json` out, and check again afterwards"));
    }
    let root = root_of(call)?;
    let analysis = call.analysis()?;
    let open = check::open_findings(&analysis);
    let all: Vec<&Fix> = open.iter().filter_map(|it| it.fix.as_deref()).collect();
    let chosen: Vec<&Fix> =
        all.iter().copied().filter(|it| which == Which::All || it.safety == Safety::Safe).collect();
    let held_back = all.len() - chosen.len();
    let mended = mend::fix(&analysis.sources, &chosen);
    tell(call, &mended.refused)?;
    if mended.files.is_empty() {
        call.say("there is nothing to mend without thinking")?;
        hold_back(call, held_back)?;
        return Ok(None);
    }
    let titles = format!("{} in {}", plural(mended.made, "fix"), files(&mended));
    call.say(&titles)?;
    let outcome = carry_out(call, &root, &analysis.sources, &mended, &verb.writing)?;
    hold_back(call, held_back)?;
    // In a pipe the diff stands alone, and that there is one is what a check wants to know.
    Ok((outcome == Outcome::Shown).then_some(Ending::Findings))
}

fn hold_back(call: &mut Call<'_>, count: usize) -> Result<(), Failure> {
    if count == 0 {
        return Ok(());
    }
    call.say(&format!("{count} more with --fix=all: look at them before you keep them"))
}

fn files(mended: &Mended) -> String {
    plural(mended.files.len(), "file")
}

/// The root file, which must be one that can be written.
pub(super) fn root_of(call: &Call<'_>) -> Result<PathBuf, Failure> {
    match call.origin() {
        Origin::File { path, .. } => Ok(path),
        Origin::Input => Err(Failure::new("standard input cannot be written to")
            .hint("name the file, such as `-f stack.yaml`")),
        Origin::Example => Err(Failure::new("there is no stack.yaml here or in a folder above")
            .hint("name the file, such as `-f my-stack.yaml`")),
    }
}

/// Says of each change that was not made why.
pub(super) fn tell(call: &mut Call<'_>, refused: &[Diagnostic]) -> Result<(), Failure> {
    for it in refused {
        call.say(&format!("{}: {}", it.severity.name(), it.message))?;
        if let Some(help) = &it.help {
            call.say(&format!("  help: {help}"))?;
        }
    }
    Ok(())
}

/// Shows the diff, asks where somebody can answer, and writes.
pub(super) fn carry_out(
    call: &mut Call<'_>,
    root: &std::path::Path,
    sources: &Sources,
    mended: &Mended,
    writing: &Writing,
) -> Result<Outcome, Failure> {
    let diff = mend::diff(sources, mended);
    let shown = painted(&diff, call.look.paint);
    call.print(&shown)?;
    call.close()?;
    if writing.dry_run {
        call.say("nothing was written")?;
        return Ok(Outcome::Shown);
    }
    if !writing.yes && !agrees(call)? {
        return Ok(Outcome::Shown);
    }
    let rewrites: Vec<Rewrite> = mended
        .files
        .iter()
        .filter_map(|(file, new)| {
            let source = sources.get(*file)?;
            let path = call.place(std::path::Path::new(&source.path));
            Some(Rewrite { path, old: source.text.to_string(), new: new.clone() })
        })
        .collect();
    host::rewrite(&call.host.disk, root, &rewrites).map_err(|it| unwritten(&it))?;
    call.say(&format!("written to {}; `linchpin apply --undo` takes it back", files(mended)))?;
    Ok(Outcome::Written)
}

/// Whether somebody says yes; nobody is asked in a pipe.
fn agrees(call: &mut Call<'_>) -> Result<bool, Failure> {
    if !(call.host.terminals.input && call.host.terminals.err) {
        call.say("nothing was written: `--yes` writes it")?;
        return Ok(false);
    }
    write!(call.host.err, "write this? [y/N] ")?;
    call.host.err.flush()?;
    let mut answer = Vec::new();
    let mut byte = [0_u8];
    // One line, byte by byte: what comes after it is not ours.
    while answer.len() < ANSWER_MAX && call.host.input.read(&mut byte)? == 1 && byte != *b"\n" {
        answer.extend(byte);
    }
    let answer = String::from_utf8_lossy(&answer).trim().to_lowercase();
    let is_yes = matches!(answer.as_str(), "y" | "yes");
    if !is_yes {
        call.say("nothing was written")?;
    }
    Ok(is_yes)
}

/// Longer answers are no answers.
const ANSWER_MAX: usize = 80;

pub(super) fn undo(call: &mut Call<'_>) -> Result<Ending, Failure> {
    let root = root_of(call)?;
    let files = host::undo(&call.host.disk, &root).map_err(|it| unwritten(&it))?;
    for file in files {
        call.say(&format!("{} is as it was", clean(&file.display().to_string())))?;
    }
    Ok(Ending::Clean)
}

fn unwritten(failed: &Unwritten) -> Failure {
    let path = failed.path.display();
    Failure::new(format!("nothing was written: {}: {path}", failed.reason))
        .hint("look at the file, then ask again")
}

fn painted(diff: &str, paint: Paint) -> String {
    if paint == Paint::Plain {
        return diff.to_owned();
    }
    let mut out = String::new();
    for line in diff.lines() {
        let code = match line.as_bytes() {
            [b'+', b'+', b'+', ..] | [b'-', b'-', b'-', ..] => "1",
            [b'+', ..] => "32",
            [b'-', ..] => "31",
            [b'@', ..] => "36",
            _ => "0",
        };
        out = format!("{out}\u{1b}[{code}m{line}\u{1b}[0m\n");
    }
    out
}
