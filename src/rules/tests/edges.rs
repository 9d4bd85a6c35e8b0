//! Where the rules on fragility, ownership and plans draw their lines, each with the company's own threshold.

use super::*;

/// The findings of one rule as "severity: message".
fn of(code: &str, text: &str) -> Vec<String> {
    let problems = read(text).problems;
    assert!(problems.is_empty(), "{problems:#?}");
    let found = judged(text).findings;
    found
        .iter()
        .filter(|it| it.code == code)
        .map(|it| format!("{}: {}", it.severity.name(), it.message))
        .collect()
}

/// The severities alone.
fn steps(code: &str, text: &str) -> Vec<&'static str> {
    let found = judged(text).findings;
    found.iter().filter(|it| it.code == code).map(|it| it.severity.name()).collect()
}

fn unknown(code: &str, text: &str) -> usize {
    let unknown = judged(text).unknown;
    unknown.iter().find(|(it, _)| *it == code).map_or(0, |(_, count)| *count)
}

fn with_policy(text: &str, policy: &str) -> String {
    text.replacen("as_of: 2026-09-10", &format!("as_of: 2026-09-10, policies: {{{policy}}}"), 1)
}

fn bad(code: &str) -> &'static str {
    rule(code).expect("a rule of that code").bad
}

#[test]
fn thresholds_hold_at_their_edge_and_yield_to_the_company() {
    // Rule, what to replace in its bad file, by what is just right, by what is just wrong, a policy under which it is right.
    let edges = [
        (
            "credential-shared",
            "api_custom, owner: mops, monitoring: {kind: alert}, credential: sync-user",
            "api_custom, owner: mops, monitoring: {kind: alert}",
            "api_custom, owner: mops, monitoring: {kind: alert}, credential: sync-user",
            "credential_integrations_max: 4",
        ),
        ("api-sunset", "2026-11-04", "2027-03-10", "2027-03-09", "api_sunset_warning_days: 179"),
        (
            "quota-headroom",
            "api_calls_per_day: 6000",
            "api_calls_per_day: 5000",
            "api_calls_per_day: 5001",
            "quota_warning_percent: 71",
        ),
        ("throughput-backlog", "190000", "168000", "168001", "throughput_percent_max: 71"),
        (
            "shelfware",
            "active_90d: 30",
            "active_90d: 40",
            "active_90d: 39",
            "seats_used_percent_min: 39",
        ),
        ("automation-idle", "2025-12-01", "2026-03-15", "2026-03-14", "automation_idle_days: 181"),
        (
            "automation-drift",
            "runs_30d: 40",
            "runs_30d: 120",
            "runs_30d: 119",
            "drift_percent_min: 20",
        ),
        (
            "automation-drift",
            "runs_30d: 40",
            "runs_30d: 1200",
            "runs_30d: 1201",
            "drift_percent_max: 301",
        ),
        (
            "overlap-functions",
            "functions: [email, forms, nurture]",
            "functions: [email, forms]",
            "functions: [email, forms, scoring]",
            "overlap_percent_min: 76",
        ),
    ];
    for (code, from, right, wrong, policy) in edges {
        let text = |by: &str| {
            assert!(bad(code).contains(from), "{code}");
            bad(code).replacen(from, by, 1)
        };
        assert!(of(code, &text(right)).is_empty(), "{code} at its edge");
        assert_eq!(of(code, &text(wrong)).len(), 1, "{code} past its edge");
        assert!(of(code, &with_policy(&text(wrong), policy)).is_empty(), "{code}: {policy}");
    }
}

#[test]
fn steps_grow_with_urgency() {
    let sunset = |day: &str| steps("api-sunset", &bad("api-sunset").replace("2026-11-04", day));
    assert_eq!(sunset("2026-10-26"), ["warning"]);
    assert_eq!(sunset("2026-10-25"), ["error"]);
    assert_eq!(sunset("2026-01-01"), ["error"]);
    let calls =
        |calls: &str| steps("quota-headroom", &bad("quota-headroom").replace("6000", calls));
    assert_eq!(calls("9000"), ["warning"]);
    assert_eq!(calls("9001"), ["error"]);
    let met = |level: &str| {
        steps("requirement-unmet", &bad("requirement-unmet").replace("level: must, ", level))
    };
    assert_eq!(
        [met("level: must, "), met("level: should, "), met("")].concat(),
        ["error", "warning", "warning"]
    );
}

#[test]
fn an_api_matters_to_those_who_call_it_in_that_version() {
    let text = |rest: &str| bad("api-sunset").replace("method: api_custom", rest);
    assert!(of("api-sunset", &text("method: manual_csv")).is_empty());
    assert!(of("api-sunset", &text("method: api_custom, api_version: v21")).is_empty());
    assert_eq!(
        of("api-sunset", &text("method: api_custom, api_version: v19")),
        [
            "warning: the API v19 of Google Ads ends on 2026-11-04, 55 days away, and `audiences` uses it"
        ]
    );
    let open = bad("api-sunset").replace(", sunset_at: 2026-11-04", "");
    assert_eq!(unknown("api-sunset", &open), 1);
}

#[test]
fn alerts_may_go_to_teams_and_channels() {
    let text = bad("alert-to-person");
    assert_eq!(of("alert-to-person", text), ["note: failures of `sync` are told to Ana only"]);
    assert!(of("alert-to-person", &text.replace("to: ana", "to: mops")).is_empty());
    assert_eq!(unknown("alert-to-person", &text.replace(", to: ana", "")), 1);
    let left = text.replace("active: true", "active: false");
    assert_eq!(
        of("alert-to-person", &left),
        ["note: failures of `sync` are told to Ana only, who has left"]
    );
}

#[test]
fn a_push_is_safe_when_it_is_retried_for_longer_than_a_failure_lasts() {
    // A dashboard is looked at once a day (24 h), and an owner without a runbook repairs within 16 h.
    let retried = |retry: &str| bad("push-no-replay").replace("{attempts: 8, window: 4h}", retry);
    assert!(of("push-no-replay", &retried("{attempts: 8, window: 40h}")).is_empty());
    assert_eq!(
        of("push-no-replay", &retried("{attempts: 8, window: 39h}")),
        [
            "warning: `orders` (Shopify → Klaviyo) is retried for 39 h and cannot be sent again, but a failure lasts 40 h"
        ]
    );
    assert_eq!(unknown("push-no-replay", &retried("{attempts: 8}")), 1);
    let never = bad("push-no-replay").replace(", retry: {attempts: 8, window: 4h}", "");
    assert_eq!(of("push-no-replay", &never).len(), 1);
    let unsaid = bad("push-no-replay").replace("replayable: false, ", "");
    assert_eq!((of("push-no-replay", &unsaid).len(), unknown("push-no-replay", &unsaid)), (0, 1));
    let runbook = retried("{attempts: 8, window: 28h}, runbook: \"https://wiki.example\"");
    assert!(of("push-no-replay", &runbook).is_empty());
    // Nobody has said who watches: between an hour and a week.
    let unwatched =
        retried("{attempts: 8, window: 20h}").replace("{kind: dashboard}", "{to: mops}");
    assert_eq!(
        (of("push-no-replay", &unwatched).len(), unknown("push-no-replay", &unwatched)),
        (0, 1)
    );
}

#[test]
fn retention_is_weighed_against_the_whole_outage() {
    // Users report after 72 h, the owner repairs within 16 h: 88 h and the time between two runs.
    let code = "retention-shorter-than-detection";
    let every = |period: &str| bad(code).replace("frequency: 90d", period);
    assert_eq!(of(code, &every("frequency: 2072h")).len(), 1);
    assert!(of(code, &every("frequency: 2071h")).is_empty());
    assert_eq!(unknown(code, &every("trigger: schedule")), 1);
    assert!(of(code, &every("trigger: event")).is_empty());
}

#[test]
fn quotas_count_where_the_access_was_issued() {
    let code = "quota-headroom";
    let both = bad(code).replace(
        "category: marketing-automation}",
        "category: marketing-automation, api: {limit: 20000, window: 1d}}",
    );
    assert!(of(code, &both).is_empty());
    assert!(unknown(code, &both) >= 2);
    let issued = both
        .replace("integrations:", "credentials: [{id: user, principal: service_account, tool: salesforce}]\nintegrations:")
        .replace("api_calls_per_day", "credential: user, api_calls_per_day");
    assert_eq!(
        of(code, &issued),
        [
            "warning: 75 % of the API limit of Salesforce is used in a day: 15,000 by `scores` and `sync` of 20,000"
        ]
    );
    // A limit for each app apart is no shared one.
    assert!(of(code, &bad(code).replace("scope: org", "scope: app")).is_empty());
    assert_eq!(of(code, &issued.replace("scope: org", "scope: app")).len(), 1);
    let measured = bad(code).replace("scope: org", "used: 19000, scope: org");
    assert_eq!(steps(code, &measured), ["error"]);
}

#[test]
fn clocks_leave_room_or_they_do_not() {
    let code = "time-coupled";
    let takes = |latency: &str| bad(code).replace("latency: 20m", latency);
    assert_eq!(
        of(code, &takes("latency: 16m")),
        [
            "warning: `activate` starts 15 min after `extract`, which takes 16 min, and does not wait for it"
        ]
    );
    assert!(of(code, &takes("latency: 15m")).is_empty());
    assert_eq!(
        unknown(code, &takes("owner: mops").replace("owner: mops, owner: mops", "owner: mops")),
        1
    );
    // After midnight it waits for yesterday's run.
    let late = bad(code).replace("45 14 * * *", "45 23 * * *").replace("0 15 * * *", "15 0 * * *");
    assert!(of(code, &late).is_empty());
    assert_eq!(of(code, &late.replace("latency: 20m", "latency: 31m")).len(), 1);
    let days = bad(code).replace("0 15 * * *", "0 15 * * 1");
    assert_eq!((of(code, &days).len(), unknown(code, &days)), (0, 1));
}

#[test]
fn a_team_of_two_is_no_single_person() {
    let code = "bus-factor";
    assert_eq!(
        of(code, bad(code)),
        [
            "warning: the bus factor is 1: without Ana, nobody knows 3 of the 4 integrations of tier 1 and 2 (`forms`, `people` and `scores`)"
        ]
    );
    // Half is not most.
    assert!(
        of(code, &bad(code).replacen("owner: ana, monitoring", "owner: li, monitoring", 1))
            .is_empty()
    );
    assert_eq!(of(code, &with_policy(bad(code), "bus_factor_max: 0")).len(), 0);
    let two = with_policy(rule(code).expect("it is there").good, "bus_factor_max: 2");
    assert_eq!(
        of(code, &two),
        [
            "warning: the bus factor is 2: without Ana and Li, nobody knows 4 of the 4 integrations of tier 1 and 2 (`deals`, `forms`, `people` and `scores`)"
        ]
    );
    let team = bad(code)
        .replace("people: [", "teams: [{id: mops, name: Mops}]\npeople: [")
        .replace("owner: ana, monitoring", "owner: mops, monitoring");
    assert_eq!((of(code, &team).len(), unknown(code, &team)), (0, 3));
    let staffed = team.replace("active: true", "team: mops, active: true");
    assert!(of(code, &staffed).is_empty());
    let left = staffed.replacen("team: mops, active: true", "team: mops, active: false", 1);
    assert_eq!(of(code, &left).len(), 1);
}

#[test]
fn seats_are_counted_along_the_reporting_line() {
    let code = "owner-not-team-seat";
    let far = |hops: usize| {
        let chain = [
            "{id: one, name: One, reports_to: greta, mandate: [advise]}",
            "{id: two, name: Two, reports_to: one, mandate: [advise]}",
            "{id: three, name: Three, reports_to: two, mandate: [advise]}",
        ];
        let owner = ["one", "two", "three"][hops - 1];
        bad(code)
            .replace(
                "{id: mops, name: Marketing Ops, reports_to: greta, mandate: [build, audit]}",
                &chain.join(", "),
            )
            .replace("owner: mops", &format!("owner: {owner}"))
    };
    assert!(of(code, &far(2)).is_empty());
    assert_eq!(
        of(code, &far(3)),
        ["note: Three runs 1 critical integration (`sync`) and is 3 steps away from the CMO"]
    );
    assert!(of(code, &with_policy(&far(3), "cmo_distance_max: 3")).is_empty());
    let round = far(3).replace("reports_to: greta", "reports_to: three");
    assert_eq!((of(code, &round).len(), unknown(code, &round)), (0, 1));
}

#[test]
fn an_automation_is_taken_at_its_word() {
    let code = "automation-drift";
    let seen = |observed: &str| {
        let said = format!("intent: Sends the newsletter to customers., observed: {observed}");
        of(code, &bad(code).replace("runs_30d: 40, baseline_30d: 400", &said)).len()
    };
    for fine in
        ["Does that.", "As intended. Checked ten.", "Sends the newsletter to all customers.", "OK"]
    {
        assert_eq!(seen(fine), 0, "{fine}");
    }
    for odd in
        ["Sends nothing to customers.", "Mails the whole of the sales team.", "Worksheet is empty."]
    {
        assert_eq!(seen(odd), 1, "{odd}");
    }
}

#[test]
fn a_field_without_a_writer_is_doubted() {
    let text = "version: 1
company: {name: Example Co, as_of: 2026-09-10}
tools:
  - {id: old, name: Old, category: crm, lifecycle: retired}
  - {id: crm, name: CRM, category: crm}
objects: [{id: person, name: Person, system_of_record: crm, fields: [{name: score, system_of_record: old}]}]
automations: [{id: routing, tool: crm, active: true, reads: person.score}]
";
    assert_eq!(
        of("automation-drift", text),
        ["warning: `routing` in CRM reads person.score, which nothing writes since Old is retired"]
    );
    let written = text
        .replace("automations: [", "automations: [{id: scorer, tool: crm, writes: person.score}, ");
    assert!(of("automation-drift", &written).is_empty());
}

#[test]
fn logic_is_double_only_where_both_decide_the_same_and_nothing_joins_them() {
    let code = "dup-logic";
    assert_eq!(
        of(code, bad(code)),
        [
            "warning: the routing of person.owner is decided in Chat (`chat-routing`) and Router (`lead-routing`), and nothing keeps them alike"
        ]
    );
    let joined =
        bad(code).replace("id: chats, from: chat, to: crm", "id: chats, from: chat, to: router");
    assert!(of(code, &joined).is_empty());
    assert_eq!(
        of(
            code,
            &joined.replace(
                "id: chats, from: chat, to: router, method: native_connector",
                "id: chats, from: chat, to: router, method: manual_rekey"
            )
        )
        .len(),
        1
    );
    assert!(
        of(code, &bad(code).replace("tool: chat, kind: routing", "tool: chat, kind: scoring"))
            .is_empty()
    );
    assert!(of(code, &bad(code).replacen("active: true", "active: false", 1)).is_empty());
    assert_eq!(unknown(code, &bad(code).replacen(", writes: person.owner", "", 1)), 1);
}

#[test]
fn leads_and_accounts_meet_in_many_ways() {
    let code = "l2a-missing";
    for matched in [
        ("{name: company_name}", "{name: account_id}"),
        ("category: crm}", "category: crm, purpose: Matches leads to accounts}"),
        (
            "owner: mops, monitoring",
            "transform: \"match by domain to the account\", owner: mops, monitoring",
        ),
        (
            "initiatives:",
            "automations: [{id: matching, tool: salesforce, reads: [lead.company_name, account.domain], writes: lead.company_name}]\ninitiatives:",
        ),
        ("kind: abm", "kind: custom"),
    ] {
        let text = bad(code).replacen(matched.0, matched.1, 1);
        assert_ne!(text, bad(code));
        assert!(of(code, &text).is_empty(), "{}", matched.1);
    }
    assert_eq!(
        of(code, bad(code)),
        ["warning: ABM launch works by account, and nothing is known to match Lead to Account"]
    );
}

#[test]
fn requirements_ask_for_way_time_and_key() {
    let code = "requirement-unmet";
    let text = |need: &str, item: &str| {
        rule(code).expect("it is there").good
            .replace("from: demandbase}", &format!("from: demandbase{need}}}"))
            .replace("objects: intent}", "frequency: 1h, latency: 0m, objects: intent}")
            .replace("objects: [person, intent]}", &format!("frequency: 1h, latency: 0m, objects: [person, {item}]}}"))
            .replace("system_of_record: demandbase}", "system_of_record: demandbase, keys: [{name: domain, kind: domain}, {name: email, kind: email}]}")
    };
    assert!(of(code, &text(", freshness: 2h", "intent")).is_empty());
    assert_eq!(
        of(code, &text(", freshness: 1h", "intent")),
        [
            "error: Surge programme needs intent in Marketo no older than 60 min, and from Demandbase it may be 2 h old"
        ]
    );
    let by_email = "{object: intent, match: {source_key: email, target_key: email}}";
    assert_eq!(
        of(code, &text(", key: domain", by_email)),
        ["error: Surge programme needs intent in Marketo by domain, and `people` matches by email"]
    );
    assert_eq!(unknown(code, &text(", key: domain", "intent")), 1);
    let proposed = bad(code).replace(
        "category: marketing-automation}",
        "category: marketing-automation, lifecycle: proposed}",
    );
    assert!(of(code, &proposed).is_empty());
}

#[test]
fn cutovers_keep_clear_of_campaigns_and_quarter_ends() {
    let code = "freeze-conflict";
    let weeks = |weeks: &str| of(code, &bad(code).replace("planned_weeks: 13", weeks));
    assert_eq!(
        weeks("planned_weeks: 13"),
        ["warning: One platform cuts over on 2027-02-01, in the middle of Spring summit"]
    );
    // 2026-11-02 and 20 weeks is 22 March, nine days before the quarter ends; 18 weeks is 8 March.
    assert_eq!(
        weeks("planned_weeks: 20"),
        ["warning: One platform cuts over on 2027-03-22, 9 days before the end of a quarter"]
    );
    assert!(weeks("planned_weeks: 18").is_empty());
    let calm = with_policy(
        &bad(code).replace("planned_weeks: 13", "planned_weeks: 20"),
        "quarter_end_days: 9",
    );
    assert!(of(code, &calm).is_empty());
    let elsewhere =
        bad(code).replace("tools: marketo", "tools: hubspot").replace("by: hubspot", "by: other");
    assert!(of(code, &elsewhere).is_empty());
    assert_eq!(unknown(code, &bad(code).replace(", planned_weeks: 13", "")), 1);
}

#[test]
fn decisions_are_measured_against_the_incumbents_contract() {
    let code = "decision-after-notice";
    let by = |day: &str| of(code, &bad(code).replace("2026-12-15", day));
    assert!(by("2026-11-30").is_empty());
    assert_eq!(
        by("2026-12-01"),
        [
            "warning: One platform is decided by 2026-12-01, but Marketo renews by itself unless notice is given by 2026-11-30"
        ]
    );
    assert!(of(code, &bad(code).replace("auto_renew: true", "auto_renew: false")).is_empty());
    assert_eq!(unknown(code, &bad(code).replace(", auto_renew: true", "")), 1);
    let added = bad(code)
        .replace("[{replace: {tool: marketo, by: hubspot}}]", "[{add: {tool: hubspot}}]")
        .replace(
            "name: HubSpot, category: marketing-automation",
            "name: HubSpot, category: marketing-automation, replaces: marketo",
        );
    assert_eq!(of(code, &added).len(), 1);
    let removed =
        bad(code).replace("replace: {tool: marketo, by: hubspot}", "remove: {tool: marketo}");
    assert_eq!(of(code, &removed).len(), 1);
}

#[test]
fn what_stands_in_must_be_in_use() {
    let code = "fallback-missing";
    let good = rule(code).expect("it is there").good;
    assert!(of(code, good).is_empty());
    let gone = good.replace(
        "name: HubSpot, category: marketing-automation",
        "name: HubSpot, category: marketing-automation, lifecycle: retired",
    );
    assert_eq!(
        of(code, &gone),
        ["note: what should stand in for Web forms, HubSpot, is not in use"]
    );
    assert!(of(code, &bad(code).replace("tier: 1", "tier: 2")).is_empty());
    assert_eq!(unknown(code, &bad(code).replace("tier: 1, ", "")), 1);
}
