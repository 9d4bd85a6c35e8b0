//! The page for leadership.

use serde::Serialize;

use super::document;
use crate::report;

#[derive(Serialize)]
struct Brief<'a> {
    /// Which simulation filled it.
    about: &'static str,
    decision: &'a str,
    answer: &'a str,
    /// `low`, `medium` or `high`.
    confidence: &'static str,
    because: &'a str,
    unknowns: &'a [String],
    cost_of_yes: &'a [String],
    cost_of_no: &'a [String],
    risks: Vec<Risk<'a>>,
    /// What a tenth of the cost is; `null` where the cost is not known.
    tenth: Option<&'a str>,
    for_a_tenth: &'a [String],
    asked: &'a [String],
    to_ask: &'a [String],
    as_of: String,
}

#[derive(Serialize)]
struct Risk<'a> {
    what: &'a str,
    /// `null`: nobody is stated.
    owner: Option<&'a str>,
    due: Option<String>,
}

pub(crate) fn brief(it: &report::brief::Brief) -> String {
    document(
        "brief",
        Brief {
            about: it.kind,
            decision: &it.decision,
            answer: &it.answer,
            confidence: it.confidence.name(),
            because: &it.because,
            unknowns: &it.unknowns,
            cost_of_yes: &it.yes,
            cost_of_no: &it.no,
            risks: it
                .risks
                .iter()
                .map(|it| Risk {
                    what: &it.what,
                    owner: it.owner.as_deref(),
                    due: it.due.map(|it| it.to_string()),
                })
                .collect(),
            tenth: it.tenth.as_deref(),
            for_a_tenth: &it.instead,
            asked: &it.asked,
            to_ask: &it.to_ask,
            as_of: it.as_of.to_string(),
        },
    )
}
