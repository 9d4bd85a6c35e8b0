//! Which way an opt-out takes, and which one it does not.

use super::*;

const SMALL: &str = include_str!("../../../tests/stacks/small.yaml");
const EXAMPLE: &str = include_str!("../../../stack.example.yaml");

/// The findings of one rule as "severity: message".
fn of(code: &str, text: &str) -> Vec<String> {
    let found = judged(text).findings;
    found
        .iter()
        .filter(|it| it.code == code)
        .map(|it| format!("{}: {}", it.severity.name(), it.message))
        .collect()
}

/// Two tools that send and a CRM between them; people opt out in `HubSpot`.
fn stack(flows: &str) -> String {
    format!(
        "version: 1
company: {{name: Example Co, as_of: 2026-09-10}}
tools:
  - {{id: hubspot, name: HubSpot, category: marketing-automation, sends: email}}
  - {{id: crm, name: CRM, category: crm}}
  - {{id: outreach, name: Outreach, category: sales-engagement, sends: sales_email}}
objects: [{{id: person, name: Person, system_of_record: crm, fields: [{{name: opt_out}}]}}]
integrations:
{flows}consent:
  purposes: [{{id: mail, channels: [email, sales_email], object_field: person.opt_out, deadline: 48h, capture_points: [hubspot, outreach]}}]
"
    )
}

fn flow(ends: &str, item: &str) -> String {
    format!(
        "  - {{{ends}, method: webhook, frequency: 1h, latency: 0m, objects: [{{object: person{item}}}]}}\n"
    )
}

const TWO_WAY_IN: &str = "id: in, from: hubspot, to: crm, direction: two_way";
const TWO_WAY_OUT: &str = "id: out, from: crm, to: outreach, direction: two_way";
const DROPS: &str = ", filter: {text: list 7, excludes_opted_out: true}";

#[test]
fn the_small_stack_drops_the_opt_out_with_the_person() {
    let found = judged(SMALL).findings;
    let filtered: Vec<_> = found.iter().filter(|it| it.code == "optout-filtered").collect();
    let [finding] = filtered.as_slice() else { panic!("{filtered:#?}") };
    assert_eq!(
        finding.message,
        "an opt-out in HubSpot cannot reach Outreach: `hs-sfdc` stops syncing people who opted out (inclusion list 1050)"
    );
    let related: Vec<_> = finding.related.iter().map(|it| it.id.as_str()).collect();
    assert_eq!(related, ["commercial_email", "hubspot", "hs-sfdc", "sfdc-outreach"]);
    let marks: Vec<_> = finding.marks.iter().map(|it| it.text.as_str()).collect();
    assert_eq!(
        marks,
        ["goes on sending", "hop 1: HubSpot → Salesforce", "hop 2: Salesforce → Outreach"]
    );
    for code in ["optout-unreachable", "optout-late", "suppression-unfed"] {
        assert!(of(code, SMALL).is_empty(), "{code}");
    }
}

#[test]
fn a_filter_counts_in_the_direction_it_applies_to() {
    let filtered = |item: &str| {
        let flows = flow(TWO_WAY_IN, item) + &flow(TWO_WAY_OUT, "");
        of("optout-filtered", &stack(&flows))
    };
    let cannot = |from: &str, to: &str| {
        format!(
            "error: an opt-out in {from} cannot reach {to}: `in` stops syncing people who opted out (list 7)"
        )
    };
    assert_eq!(filtered(DROPS), [cannot("HubSpot", "Outreach")]);
    let both = format!("{DROPS}, applies: both");
    assert_eq!(filtered(&both), [cannot("Outreach", "HubSpot"), cannot("HubSpot", "Outreach")]);
    assert!(filtered(", filter: {excludes_opted_out: false}").is_empty());
}

#[test]
fn a_way_past_the_filter_is_enough_if_it_is_in_time() {
    let past = |every: &str| {
        let direct = flow("id: direct, from: hubspot, to: outreach", "");
        let flows = flow(TWO_WAY_IN, DROPS) + &flow(TWO_WAY_OUT, "");
        stack(&(flows + &direct.replace("1h", every)))
    };
    assert!(of("optout-filtered", &past("1h")).is_empty());
    assert!(of("optout-late", &past("24h")).is_empty());
    let late = |age: &str| {
        format!("an opt-out in HubSpot takes up to {age} to reach Outreach; the deadline is 48 h")
    };
    assert_eq!(
        of("optout-late", &past("25h")),
        [format!("warning: {}, which one failed run would miss", late("25 h"))]
    );
    assert_eq!(of("optout-late", &past("49h")), [format!("error: {}", late("49 h"))]);
}

#[test]
fn one_finding_names_all_it_cannot_hear_from() {
    let text = stack(&flow("id: in, from: hubspot, to: crm", ""))
        .replace("[hubspot, outreach]", "[hubspot, crm, outreach]");
    assert_eq!(
        of("optout-unreachable", &text),
        [
            "error: an opt-out in CRM or Outreach never reaches HubSpot: nothing carries person.opt_out there",
            "error: an opt-out in HubSpot or CRM never reaches Outreach: nothing carries person.opt_out there",
        ]
    );
}

#[test]
fn purposes_bind_those_they_list_and_those_that_send_for_them() {
    let text = stack(&flow("id: in, from: hubspot, to: crm, direction: two_way", ""));
    assert_eq!(of("optout-unreachable", &text).len(), 2);
    let listed = text.replace("deadline: 48h", "deadline: 48h, senders: [hubspot]");
    assert_eq!(of("optout-unreachable", &listed).len(), 1);
    let other = text
        .replace("sends: sales_email", "sends: [{channel: sales_email, purpose: service}]")
        .replace("purposes: [", "purposes: [{id: service, channels: [sales_email]}, ");
    assert_eq!(of("optout-unreachable", &other).len(), 1);
}

#[test]
fn an_opt_out_of_unknown_age_is_counted_and_not_blamed() {
    let flows = flow(TWO_WAY_IN, "") + &flow(TWO_WAY_OUT, "").replace("latency: 0m, ", "");
    let judgement = judged(&stack(&flows));
    assert!(judgement.findings.iter().all(|it| it.code != "optout-late"));
    assert!(judgement.unknown.contains(&("optout-late", 2)), "{:?}", judgement.unknown);
}

#[test]
fn a_list_without_scope_feeds_every_purpose() {
    let ads = stack("").replace("sends: email", "sends: ads_audience");
    let with = |list: &str| {
        ads.replace("channels: [email", "channels: [ads_audience").replace(
            "consent:\n",
            &format!("consent:\n  suppressions: [{{id: no, tool: crm{list}}}]\n"),
        )
    };
    let told = "is not told whom to leave out of `mail`: `no` is not fed to it";
    assert_eq!(
        of("suppression-unfed", &with(", feeds: outreach")),
        [format!("error: HubSpot {told}")]
    );
    for fed in [", feeds: [hubspot, outreach]", ", scope: mail, feeds: [hubspot, outreach]"] {
        assert!(of("suppression-unfed", &with(fed)).is_empty(), "{fed}");
    }
    assert_eq!(
        of("suppression-unfed", &with(", scope: other, feeds: [hubspot, outreach]")).len(),
        2
    );
}

#[test]
fn the_example_hides_these_gaps() {
    let pairs = |code: &str| -> Vec<String> {
        let found = judged(EXAMPLE).findings;
        let mut pairs: Vec<_> = found
            .iter()
            .filter(|it| it.code == code)
            .filter_map(|it| {
                Some(format!("{} {}", it.element.as_ref()?.id, it.related.first()?.id))
            })
            .collect();
        pairs.sort_unstable();
        pairs
    };
    assert_eq!(
        pairs("optout-filtered"),
        ["gainsight commercial_email", "marketo commercial_email", "outreach commercial_email"]
    );
    let unheard = ["intercom commercial_email", "meta-ads advertising"];
    assert_eq!(pairs("optout-unreachable"), unheard);
    assert_eq!(pairs("suppression-unfed"), unheard);
    let late = of("optout-late", EXAMPLE);
    let first = "error: an opt-out in Intercom takes up to 50 h to reach Marketo Engage; the deadline is 48 h";
    assert!(late.iter().any(|it| it == first), "{late:#?}");
}
