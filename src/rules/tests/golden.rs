//! What the small example stack has to yield, and how findings are ordered and raised.

use super::*;

const SMALL: &str = include_str!("../../../tests/stacks/small.yaml");
const CLEAN: &str = include_str!("../../../tests/stacks/clean.yaml");

fn messages(judgement: &Judgement, code: &str) -> Vec<String> {
    judgement.findings.iter().filter(|it| it.code == code).map(|it| it.message.clone()).collect()
}

#[test]
fn the_small_stack_yields_what_it_is_there_for() {
    let found = judged(SMALL);
    let codes = codes(&found);
    for code in [
        "error credential-personal",
        "error owner-left",
        "warning credential-expiring",
        "error workaround-no-exit",
        "warning key-not-unique",
        "warning manual-registration",
        "warning renewal-notice",
        "error two-way-no-rule",
        "error owner-missing",
        "error no-monitoring",
    ] {
        assert!(codes.iter().any(|it| it == code), "{code} is not among {codes:#?}");
    }
    assert!(messages(&found, "native-exists").is_empty());
    let about = |code: &str| -> Vec<&str> {
        let of_code = found.findings.iter().filter(|it| it.code == code);
        of_code.filter_map(|it| Some(it.element.as_ref()?.id.as_str())).collect()
    };
    assert_eq!(about("owner-missing"), ["sfdc-outreach"]);
    // Nobody has said what watches the list of the webinar either.
    assert_eq!(about("no-monitoring"), ["sfdc-outreach", "webinar-csv"]);
}

#[test]
fn messages_name_people_days_and_money() {
    let found = judged(SMALL);
    assert_eq!(
        messages(&found, "owner-left"),
        [
            "Leo left on 2026-05-31 and still holds the credential of `sfdc-outreach`; is the technical owner of Outreach"
        ]
    );
    assert_eq!(
        messages(&found, "renewal-notice"),
        [
            "HubSpot renews by itself on 2027-01-31 for USD 62,000 a year; the last day to give notice is 2026-11-02, 53 days away"
        ]
    );
    assert_eq!(
        messages(&found, "credential-expiring"),
        ["`leo-outreach` expires on 2026-10-15, 35 days away; without it `sfdc-outreach` stops"]
    );
}

#[test]
fn a_clean_stack_is_silent() {
    let faults: Vec<_> =
        judged(CLEAN).findings.into_iter().filter(|it| it.severity > Severity::Note).collect();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn findings_come_worst_first_and_the_same_each_time() {
    let found = judged(SMALL);
    assert!(found.findings.is_sorted_by(|left, right| left.severity >= right.severity));
    assert_eq!(found, judged(SMALL));
}

#[test]
fn what_is_not_live_is_not_spoken_of() {
    let planned = SMALL.replace("method:", "status: planned, method:");
    for code in ["owner-missing", "no-monitoring", "two-way-no-rule", "workaround-no-exit"] {
        assert!(messages(&judged(&planned), code).is_empty(), "{code}");
    }
}

#[test]
fn the_company_sets_its_own_thresholds() {
    let strict = SMALL
        .replace("regions: [EU, US]", "regions: [EU, US], policies: {renewal_warning_days: 52}");
    assert!(messages(&judged(&strict), "renewal-notice").is_empty());
}

#[test]
fn what_cannot_be_judged_is_counted() {
    let unknown = judged(SMALL).unknown;
    // Four tools and three integrations: the file says of none when it was last verified.
    assert!(unknown.contains(&("verified-stale", 7)), "{unknown:?}");
}
