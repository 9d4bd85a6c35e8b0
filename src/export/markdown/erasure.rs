//! The checklist of an erasure for a page or a ticket: boxes to tick, in order, with who does it.

use std::fmt::Write as _;

use super::super::escape::markdown;
use super::super::human;
use crate::analysis::Analysis;
use crate::privacy::Erasure;
use crate::report::{Item, Step, open_points};

pub(crate) fn erasure(analysis: &Analysis, erasure: &Erasure, steps: &[Step]) -> String {
    let object = &analysis.stack.objects[erasure.object];
    let mut out = format!(
        "## Erasure: {}\n\n{}\n\n{}\n",
        markdown(&object.name),
        markdown(&human::erasure_headline(erasure, &object.name)),
        markdown(&human::erasure_terms(erasure, steps))
    );
    for (step, number) in steps.iter().zip(1..) {
        let due = step.due.map_or_else(String::new, |it| format!("By {it} · "));
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "\n### {number}. {}\n\n{due}{}\n\n{}\n",
            markdown(&step.title),
            human::work(step.hours),
            markdown(&step.why)
        );
        for item in &step.items {
            line(&mut out, item);
        }
    }
    let points = open_points(analysis, erasure);
    if !points.is_empty() {
        out.push_str(
            "\n### Open questions\n\nWhat the file does not say, in the order of the steps.\n\n",
        );
    }
    for it in points {
        let (about, question) = (markdown(&it.about), markdown(&it.question));
        let _ = writeln!(out, "- [ ] **{about}**: {question}{}", owner(it.who.as_deref()));
    }
    out.push_str("\nThis is a list to work from, no legal advice: check with counsel.\n");
    out
}

fn line(out: &mut String, item: &Item) {
    let (what, how) = (markdown(&item.what), markdown(&item.how));
    let _ = writeln!(out, "- [ ] **{what}**: {how}{}", owner(item.who.as_deref()));
    if let Some(warning) = &item.warning {
        let _ = writeln!(out, "  - ⚠️ {}", markdown(warning));
    }
}

/// A step of the proof names nobody because it is whoever answers.
fn owner(who: Option<&str>) -> String {
    who.map_or_else(String::new, |it| format!(" · owner: {}", markdown(it)))
}
