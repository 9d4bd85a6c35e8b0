//! Account-based marketing: the fifteen things that have to be there before a launch.

mod data;
mod reach;

use super::survey::Survey;
use super::{Answer, Check, Hours, Judged, Status, Verdict, judge_all, open_hours};
use crate::analysis::Analysis;
use crate::effort::Unit;

type Judge = fn(&Survey<'_>) -> Answer;

/// All checks with their weights: expert defaults, which add up to 110. A new one is an entry here and its function.
static CHECKS: &[Check<Judge>] = &[
    Check {
        code: "account_object",
        title: "one account object with one system of record",
        is_must: true,
        weight: 10.0,
        fix: "Decide which tool's accounts count, and write it down as `system_of_record`.",
        work: &[],
        judge: data::account_object,
    },
    Check {
        code: "account_key",
        title: "accounts have a domain that is filled, unique and normalised",
        is_must: true,
        weight: 10.0,
        fix: "Fill the domain from enrichment, normalise it, merge what is there twice, and say so as a unique key of kind `domain`.",
        work: &[(Unit::DataLoad, 1.0), (Unit::AutomationMedium, 1.0)],
        judge: data::account_key,
    },
    Check {
        code: "person_to_account",
        title: "leads and contacts are matched to accounts",
        is_must: true,
        weight: 12.0,
        fix: "Match by domain in one place, in the CRM or with a matching tool, before anything is routed.",
        work: &[(Unit::Connector, 1.0), (Unit::AutomationComplex, 1.0)],
        judge: data::person_to_account,
    },
    Check {
        code: "hierarchy",
        title: "accounts know their parent company",
        is_must: false,
        weight: 6.0,
        fix: "Carry the parent account as a field, from the CRM or an enrichment source.",
        work: &[(Unit::Field, 2.0), (Unit::AutomationMedium, 1.0)],
        judge: data::hierarchy,
    },
    Check {
        code: "account_owner",
        title: "the account's owner flows to routing and to marketing automation",
        is_must: true,
        weight: 8.0,
        fix: "Map the account's owner to the tools that route and mail.",
        work: &[(Unit::Connector, 1.0), (Unit::Field, 2.0)],
        judge: reach::account_owner,
    },
    Check {
        code: "firmographics",
        title: "industry, size and country have a source that refreshes them",
        is_must: false,
        weight: 6.0,
        fix: "Let an enrichment source fill them on a schedule.",
        work: &[(Unit::Connector, 1.0), (Unit::Field, 3.0)],
        judge: data::firmographics,
    },
    Check {
        code: "target_list",
        title: "one list of target accounts with one flag, owner and tiers",
        is_must: true,
        weight: 8.0,
        fix: "Keep the list as a field of the account in its system of record, with an owner and named tiers; no spreadsheet writes it.",
        work: &[(Unit::Field, 2.0), (Unit::List, 3.0), (Unit::AutomationSimple, 1.0)],
        judge: data::target_list,
    },
    Check {
        code: "intent",
        title: "intent reaches CRM and marketing automation within 7 days",
        is_must: false,
        weight: 8.0,
        fix: "Carry the intent fields from the CRM to marketing automation, matched by the account's domain.",
        work: &[(Unit::Connector, 1.0), (Unit::Field, 3.0)],
        judge: reach::intent,
    },
    Check {
        code: "engagement",
        title: "engagement of people is added up by account somewhere",
        is_must: false,
        weight: 8.0,
        fix: "Score accounts by what their people do: an automation that reads people and writes the account.",
        work: &[(Unit::AutomationComplex, 1.0), (Unit::Field, 2.0)],
        judge: data::engagement,
    },
    Check {
        code: "buying_group",
        title: "opportunities name the people and roles of the buying group",
        is_must: false,
        weight: 6.0,
        fix: "Make contact roles required on opportunities.",
        work: &[(Unit::Field, 2.0), (Unit::AutomationMedium, 1.0)],
        judge: data::buying_group,
    },
    Check {
        code: "ads_audience",
        title: "accounts get to the ad platforms, and whoever opted out does not",
        is_must: true,
        weight: 8.0,
        fix: "Connect the audience, and feed the suppression list to every ad platform.",
        work: &[(Unit::Connector, 1.0), (Unit::List, 2.0)],
        judge: reach::ads_audience,
    },
    Check {
        code: "web_consent",
        title: "recognising companies on the website heeds consent",
        is_must: false,
        weight: 4.0,
        fix: "Let the tag load only after consent; check with counsel what your regions ask for.",
        work: &[(Unit::Tag, 1.0)],
        judge: reach::web_consent,
    },
    Check {
        code: "sales_alert",
        title: "sales hears of a surging account within a day",
        is_must: false,
        weight: 4.0,
        fix: "Alert the owner where they work, from an event instead of a nightly run.",
        work: &[(Unit::Recipe, 1.0)],
        judge: reach::sales_alert,
    },
    Check {
        code: "account_reporting",
        title: "campaign members, accounts and opportunities meet in one report",
        is_must: false,
        weight: 6.0,
        fix: "Bring all three to one tool and report by account.",
        work: &[(Unit::DataFlow, 1.0), (Unit::Report, 2.0)],
        judge: reach::account_reporting,
    },
    Check {
        code: "duplicates",
        title: "at most 5 % of the accounts are there twice",
        is_must: false,
        weight: 6.0,
        fix: "Merge duplicates by domain, and stop what creates them.",
        work: &[(Unit::DataLoad, 1.0)],
        judge: data::duplicates,
    },
];

/// How ready a stack is for account-based marketing.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Programme {
    pub(crate) judged: Vec<Judged>,
    /// `sum(weight x share) / sum(weight)`; what is unknown counts as nothing.
    pub(crate) share: f64,
    /// The same with everything that is unknown as if it passed.
    pub(crate) share_at_best: f64,
    pub(crate) verdict: Verdict,
    /// All fixes together.
    pub(crate) hours: Option<Hours>,
}

pub(crate) fn abm(analysis: &Analysis) -> Programme {
    let survey = Survey::of(analysis);
    let judged = judge_all(CHECKS, &analysis.stack, |judge| {
        let answer = judge(&survey);
        Answer { taken_for: survey.taken_for(), ..answer }
    });
    let all: f64 = judged.iter().map(|it| it.weight).sum();
    let sum = |share: fn(Status) -> f64| {
        judged.iter().map(|it| it.weight * share(it.answer.status)).sum::<f64>() / all.max(1.0)
    };
    let is_ready = !judged.iter().any(Judged::is_missing_must);
    Programme {
        share: sum(Status::share),
        share_at_best: sum(|it| if it == Status::Unknown { 1.0 } else { it.share() }),
        verdict: if is_ready { Verdict::Ready } else { Verdict::NotReady },
        hours: open_hours(&judged, &analysis.stack),
        judged,
    }
}
