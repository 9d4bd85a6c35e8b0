//! `linchpin ready`: whether a plan can start.

use clap::Args;

use super::brief::{self, OnePage};
use super::call::Call;
use super::failure::Failure;
use super::{Ending, Format};
use crate::export::{human, json};
use crate::readiness::{self, Asked, Verdict};
use crate::report::brief::of_dossier;
use crate::stack::Stack;
use crate::text::nearest;

#[derive(Args)]
#[command(after_help = "\
Exit code 1: something is not ready.

  linchpin ready                      every initiative and AI feature, a line each
  linchpin ready abm                  account-based marketing: fifteen checks
  linchpin ready ai:einstein-lead-score
  linchpin ready abm-enterprise       an initiative, with what it requires")]
pub(super) struct Ready {
    /// An initiative, `abm`, or an AI feature as `ai:ID`; without one, all in short
    #[arg(value_name = "PLAN")]
    plan: Option<String>,

    #[command(flatten)]
    pub(super) page: OnePage,
}

pub(super) fn run(call: &mut Call<'_>, verb: &Ready) -> Result<Ending, Failure> {
    let analysis = call.analysis_with_warning()?;
    let Some(name) = &verb.plan else {
        if verb.page.brief {
            return Err(Failure::new("a page is about one plan")
                .hint("name it, as in `linchpin ready abm --brief`; `linchpin ready` lists them"));
        }
        let dossiers = readiness::all(&analysis);
        let text = match call.format {
            Format::Human => human::readiness_list(&dossiers, call.look),
            Format::Json => json::readiness_list(&dossiers),
        };
        call.print(&text)?;
        return Ok(ending(dossiers.iter().any(|it| it.verdict == Verdict::NotReady)));
    };
    let dossier = readiness::dossier(&analysis, asked(&analysis.stack, name)?);
    if verb.page.brief {
        brief::show(call, &of_dossier(&analysis, &dossier))?;
        return Ok(ending(dossier.verdict == Verdict::NotReady));
    }
    let text = match call.format {
        Format::Human => human::readiness(&analysis, &dossier, call.look),
        Format::Json => json::readiness(&analysis, &dossier),
    };
    call.print(&text)?;
    Ok(ending(dossier.verdict == Verdict::NotReady))
}

fn ending(is_open: bool) -> Ending {
    if is_open { Ending::Findings } else { Ending::Clean }
}

fn asked(stack: &Stack, name: &str) -> Result<Asked, Failure> {
    let feature = name.strip_prefix("ai:").unwrap_or(name);
    let initiative = stack.initiatives.find(name).map(Asked::Initiative);
    let found = initiative
        .or_else(|| (name.eq_ignore_ascii_case("abm")).then_some(Asked::Abm))
        .or_else(|| stack.ai_features.find(feature).map(Asked::Ai));
    found.ok_or_else(|| {
        let failure =
            Failure::new(format!("this stack has no initiative or AI feature called `{name}`"));
        let names = stack.initiatives.names().chain(stack.ai_features.names()).chain(["abm"]);
        match nearest(feature, names) {
            Some(near) if stack.ai_features.find(near).is_some() => {
                failure.hint(format!("did you mean `ai:{near}`?"))
            }
            Some(near) => failure.hint(format!("did you mean `{near}`?")),
            None => failure.hint("`linchpin ready` shows what there is"),
        }
    })
}
