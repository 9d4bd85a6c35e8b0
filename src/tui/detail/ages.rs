//! How old the data of a tool is when it arrives, and which hop takes the time.

use crate::analysis::Analysis;
use crate::freshness::{Consumer, Verdict};
use crate::stack::{Minutes, ToolId};
use crate::text::{pad_end, width};
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

/// Longer names of data are cut; the finding about them has them whole.
const NAME_CELLS_MAX: usize = 26;

/// What gets to a tool, the worst first: broken promises, then the oldest.
pub(crate) fn arrivals(analysis: &Analysis, tool: ToolId) -> Vec<Row> {
    let known = |it: &Consumer| it.arrival.as_ref().map_or(0.0, |it| it.worst.known.get());
    let mut arrivals: Vec<_> = analysis.freshness().at(tool).collect();
    arrivals.sort_by(|left, right| {
        left.verdict.cmp(&right.verdict).then(known(right).total_cmp(&known(left)))
    });
    let names: Vec<String> = arrivals.iter().map(|it| name(analysis, it)).collect();
    let cells = names.iter().map(|it| width(it)).max().unwrap_or(0).min(NAME_CELLS_MAX);
    arrivals.into_iter().zip(&names).map(|(it, name)| row(analysis, it, name, cells)).collect()
}

/// "person.score".
fn name(analysis: &Analysis, it: &Consumer) -> String {
    let object = &analysis.stack.objects[it.object].id;
    it.field.as_ref().map_or(object.to_string(), |field| format!("{object}.{field}"))
}

/// "person.score  ✗ up to 25 h old, 24 h is promised · sync takes 24 h of it".
fn row(analysis: &Analysis, it: &Consumer, name: &str, cells: usize) -> Row {
    let old = match &it.arrival {
        None if it.source.is_none() => "nobody says from where".to_owned(),
        None => "never arrives".to_owned(),
        Some(it) if it.worst.open > 0 && it.worst.known <= Minutes::ZERO => {
            "age unknown".to_owned()
        }
        Some(it) if it.worst.open > 0 => format!("{} old", it.worst.words()),
        Some(it) => format!("up to {} old", it.worst.words()),
    };
    let (tone, sign) = match it.verdict {
        Verdict::Missed | Verdict::Unfed => (Tone::Danger, "✗ "),
        Verdict::Unknown => (Tone::Missing, "? "),
        Verdict::Kept => (Tone::Ok, "✓ "),
        Verdict::Unpromised => (Tone::Text, ""),
    };
    let name = format!("{}  ", pad_end(name, cells));
    let mut row = Row::new(Tone::Muted, name).and(tone, format!("{sign}{old}")).hang(cells + 2);
    if let Some(promised) = it.promised {
        row = row.and(Tone::Muted, format!(", {promised} is promised"));
    }
    let Some(slowest) =
        it.arrival.as_ref().filter(|it| it.flows.len() > 1).and_then(|it| it.slowest)
    else {
        return row;
    };
    let flow = analysis.network.flow(slowest);
    let id = &analysis.stack.integrations[flow.integration].id;
    row.and(Tone::Muted, format!(" · {id} takes {} of it", flow.age.words()))
        .on(Target::Integration(id.clone()))
}
