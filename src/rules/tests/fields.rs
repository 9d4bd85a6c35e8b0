//! Rules about fields: who writes what over whom, and what does not fit. Both what fires and what must stay silent.

use super::*;

const RULES_OF_FIELDS: [&str; 9] = [
    "writer-outside-master",
    "race-two-feeders",
    "enum-mismatch",
    "required-unmapped",
    "key-mismatch",
    "type-narrowing",
    "one-way-needs-two",
    "loop-no-guard",
    "two-way-no-rule",
];

const HEAD: &str = "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: a, name: Alpha, category: crm}
  - {id: b, name: Beta, category: marketing-automation}
  - {id: c, name: Gamma, category: sales-engagement}
  - {id: form, name: Form, category: form-survey, collects: person}
  - {id: lake, name: Lake, category: data-warehouse}
objects:
  - id: person
    name: Person
    system_of_record: a
    keys: [{name: email, kind: email, unique: true}, {name: uid, kind: external_id, unique: true}]
    fields: [{name: email}, {name: title, type: string}, {name: phone, type: text}, {name: score, system_of_record: b}, {name: note, type: textarea}, {name: state, type: picklist, enum: [x, y]}]
";

fn flow(ends: &str, rest: &str) -> String {
    format!("  - {{{ends}, method: webhook, owner: mops, monitoring: {{kind: alert}}, {rest}}}\n")
}

/// A flow of one item.
fn item(ends: &str, item: &str) -> String {
    flow(ends, &format!("objects: [{{object: person, {item}}}]"))
}

fn stack(flows: &[String], rest: &str) -> String {
    format!("{HEAD}integrations:\n{}{rest}", flows.concat())
}

fn messages(code: &str, text: &str) -> Vec<String> {
    let problems = read(text).problems;
    assert!(problems.is_empty(), "{problems:#?}");
    let found = judged(text).findings;
    found.into_iter().filter(|it| it.code == code).map(|it| it.message).collect()
}

fn of(code: &str, flows: &[String]) -> Vec<String> {
    messages(code, &stack(flows, ""))
}

#[test]
fn the_master_is_written_over_by_a_rule_and_by_what_runs_elsewhere() {
    let code = "writer-outside-master";
    let wins =
        |rule: &str| item("id: ba, from: b, to: a", &format!("fields: [{{source: title{rule}}}]"));
    let told = ["`ba` writes person.title from Beta over the system of record, Alpha"];
    assert_eq!(of(code, &[wins(", rule: always_source")]), told);
    assert_eq!(of(code, &[wins("")]), told);
    for silent in
        [", rule: prefer_target_unless_blank", ", rule: two_way_last_wins", ", rule: do_not_sync"]
    {
        assert!(of(code, &[wins(silent)]).is_empty(), "{silent}");
    }
    // The field's own master may write, and a replica may be fed.
    assert!(
        of(
            code,
            &[item("id: ba, from: b, to: a", "fields: [{source: score, rule: always_source}]")]
        )
        .is_empty()
    );
    assert!(
        of(
            code,
            &[item("id: ab, from: a, to: b", "fields: [{source: title, rule: always_source}]")]
        )
        .is_empty()
    );
    // A way back that prefers the target takes its value: here the master is the source.
    let back = item(
        "id: ab, from: a, to: b, direction: two_way",
        "fields: [{source: title, rule: prefer_target_unless_blank}]",
    );
    assert_eq!(
        of(code, &[back]),
        ["`ab` writes person.title from Beta over the system of record, Alpha"]
    );
    // What is born in a form has to come in.
    assert!(of(code, &[item("id: fa, from: form, to: a", "fields: [{source: title}]")]).is_empty());
    let whole = flow("id: ba, from: b, to: a", "objects: person");
    assert!(of(code, std::slice::from_ref(&whole)).is_empty());
    let changed = stack(
        &[whole],
        "automations: [{id: fix, tool: b, writes: [person.title, person.score]}]\n",
    );
    assert_eq!(messages(code, &changed), told);
}

#[test]
fn renamed_fields_keep_their_master() {
    let renamed = item(
        "id: ba, from: b, to: a",
        "fields: [{source: score, target: beta_score, rule: always_source}]",
    );
    assert!(of("writer-outside-master", &[renamed]).is_empty());
}

#[test]
fn feeders_race_only_for_the_same_field_without_an_order() {
    let code = "race-two-feeders";
    let feed = |from: &str, field: &str, more: &str| {
        item(&format!("id: {from}c, from: {from}, to: c{more}"), &format!("fields: [{field}]"))
    };
    let title = "{source: title, rule: always_source}";
    let first = feed("a", title, "");
    let told = ["`ac` and `bc` write person.title in Gamma, each over the other"];
    assert_eq!(of(code, &[first.clone(), feed("b", title, "")]), told);
    assert_eq!(of(code, &[first.clone(), feed("b", "{source: role, target: title}", "")]), told);
    let silent = [
        feed("b", "{source: title, rule: prefer_target_unless_blank}", ""),
        feed("b", "{source: title, target: role, rule: always_source}", ""),
        feed("b", "{source: phone, rule: always_source}", ""),
        feed("b", title, ", after: ac"),
        feed("b", title, ", status: planned"),
        feed("form", title, ""),
        item(
            "id: bc, from: b, to: c",
            "filter: {text: other brand}, fields: [{source: title, rule: always_source}]",
        ),
        flow("id: bc, from: b, to: c", "objects: person"),
    ];
    for other in silent {
        assert!(of(code, &[first.clone(), other.clone()]).is_empty(), "{other}");
    }
    // Each source has tables of its own in a warehouse, and a key is the same everywhere.
    let into = |to: &str, field: &str| {
        ["a", "b"].map(|from| {
            item(&format!("id: {from}x, from: {from}, to: {to}"), &format!("fields: [{field}]"))
        })
    };
    assert!(of(code, &into("lake", title)).is_empty());
    assert!(of(code, &into("c", "{source: email, rule: always_source}")).is_empty());
}

#[test]
fn lists_of_values_are_compared_as_each_tool_has_them() {
    let code = "enum-mismatch";
    let text = |to: &str, field: &str| {
        let own = format!(
            "category: sales-engagement, stores: [{{object: person, role: replica, enums: {{state: [{to}]}}}}]"
        );
        let flows = [item("id: ac, from: a, to: c", &format!("fields: [{field}]"))];
        stack(&flows, "").replace("category: sales-engagement", &own)
    };
    assert_eq!(
        messages(code, &text("x, z", "{source: state}")),
        ["Alpha sends state as y, which Gamma does not know in state"]
    );
    assert!(messages(code, &text("z, y, x", "{source: state}")).is_empty());
    assert!(messages(code, &text("x", "{source: state, transform: to x}")).is_empty());
    assert!(messages(code, &text("x", "{source: title}")).is_empty());
    assert!(messages(code, &text("x", "{source: state, rule: do_not_sync}")).is_empty());
    // Without a list of fields every field goes along.
    let whole = text("x", "{source: title}").replace(", fields: [{source: title}]", "");
    assert_eq!(messages(code, &whole).len(), 1);
}

#[test]
fn records_need_their_required_fields_where_they_are_created() {
    let code = "required-unmapped";
    let text = |rest: &str| {
        let flows = [item("id: ba, from: b, to: a", rest)];
        stack(&flows, "")
            .replace("{name: phone, type: text}", "{name: phone, type: text, required: true}")
    };
    let creates = "match: {source_key: email, target_key: email, on_missing: create}, fields: [{source: title}]";
    assert_eq!(
        messages(code, &text(creates)),
        ["`ba` creates person records in Alpha without `phone`, which is required"]
    );
    assert!(messages(code, &text(&creates.replace("create", "skip"))).is_empty());
    assert!(
        messages(code, &text(&creates.replace("source: title", "source: mobile, target: phone")))
            .is_empty()
    );
    assert!(messages(code, &text(&creates.replace(", fields: [{source: title}]", ""))).is_empty());
    let unstated = judged(&text("fields: [{source: title}]")).unknown;
    assert!(unstated.contains(&(code, 1)), "{unstated:?}");
}

#[test]
fn keys_may_change_where_the_tool_between_has_both() {
    let code = "key-mismatch";
    let by = |ends: &str, key: &str, fields: &str| {
        item(ends, &format!("match: {{source_key: {key}, target_key: {key}}}, fields: [{fields}]"))
    };
    let second = by("id: bc, from: b, to: c", "uid", "{source: title}");
    let into = |fields: &str| by("id: ab, from: a, to: b", "email", fields);
    assert_eq!(
        of(code, &[into("{source: title}"), second.clone()]),
        ["`bc` sends person on from Beta by uid, but `ab` brings it there by email only"]
    );
    assert!(of(code, &[into("{source: title}, {source: uid}"), second.clone()]).is_empty());
    assert!(
        of(code, &[into("{source: phone}"), second.clone()]).is_empty(),
        "nothing goes all the way"
    );
    assert!(
        of(code, &[flow("id: ab, from: a, to: b", "objects: person"), second.clone()]).is_empty()
    );
    let same = by("id: bc, from: b, to: c", "email", "{source: title}");
    assert!(of(code, &[into("{source: title}"), same]).is_empty());
    // Two ways between two tools are no path, and the system of record gives out ids.
    let back =
        by("id: back, from: b, to: a", "uid", "{source: title, rule: prefer_target_unless_blank}");
    assert!(of(code, &[into("{source: title}"), back]).is_empty());
    let from_master =
        by("id: ca, from: c, to: a", "email", "{source: title, rule: prefer_target_unless_blank}");
    assert!(
        of(code, &[from_master, by("id: ab, from: a, to: b", "uid", "{source: title}")]).is_empty()
    );
}

#[test]
fn what_holds_less_is_noted() {
    let code = "type-narrowing";
    let copy = |map: &str| of(code, &[item("id: ab, from: a, to: b", &format!("fields: [{map}]"))]);
    assert_eq!(
        copy("{source: note, target: title}"),
        ["`ab` copies person.note (textarea) into title (string) in Beta, which holds less"]
    );
    assert!(copy("{source: title, target: note}").is_empty());
    assert!(copy("{source: title, target: phone}").is_empty());
    assert!(copy("{source: note, target: title, transform: first 80}").is_empty());
}

#[test]
fn both_ends_change_a_field_and_only_one_is_heard() {
    let code = "one-way-needs-two";
    let text = |flows: &[String], writes: &str| {
        stack(flows, &format!("automations: [{{id: fix, tool: b, writes: {writes}}}]\n"))
    };
    let whole = || flow("id: ab, from: a, to: b", "objects: person");
    let told = ["Alpha and Beta both change person.title, but `ab` carries it one way only"];
    assert_eq!(messages(code, &text(&[whole()], "person.title")), told);
    assert!(
        messages(code, &text(&[whole()], "person.score")).is_empty(),
        "Beta rules over the score"
    );
    let back = item("id: ba, from: b, to: a", "fields: [{source: title, rule: two_way_last_wins}]");
    assert!(messages(code, &text(&[whole(), back], "person.title")).is_empty());
    let blanks = item(
        "id: ab, from: a, to: b",
        "fields: [{source: title, rule: prefer_target_unless_blank}]",
    );
    assert!(messages(code, &text(&[blanks], "person.title")).is_empty());
}

#[test]
fn loops_follow_a_field_under_its_names() {
    let code = "loop-no-guard";
    let leg = |ends: &str, map: &str| item(ends, &format!("fields: [{map}]"));
    let there = leg("id: ab, from: a, to: b", "{source: title, target: role}");
    let on = leg("id: bc, from: b, to: c", "{source: role, target: job}");
    let back = leg("id: ca, from: c, to: a", "{source: job, target: title}");
    assert_eq!(of(code, &[there.clone(), on.clone(), back]).len(), 1);
    // It comes back as another field, and stays there.
    let other = leg("id: ca, from: c, to: a", "{source: job, target: phone}");
    assert!(of(code, &[there.clone(), on, other]).is_empty());
    let unrelated = leg("id: ba, from: b, to: a", "{source: title, target: title}");
    assert!(of(code, &[there, unrelated]).is_empty());
}

#[test]
fn each_field_that_moves_both_ways_needs_its_rule() {
    let code = "two-way-no-rule";
    let sync = |fields: &str| {
        let key = "match: {source_key: email, target_key: email}";
        of(
            code,
            &[item(
                "id: ab, from: a, to: b, direction: two_way",
                &format!("{key}, fields: [{fields}]"),
            )],
        )
    };
    let ruled = "{source: phone, rule: two_way_last_wins}";
    assert_eq!(
        sync(&format!("{ruled}, {{source: title}}")),
        [
            "`ab` writes person.title both ways between Alpha and Beta, and no rule says which value wins"
        ]
    );
    assert!(sync(&format!("{ruled}, {{source: email}}")).is_empty(), "records are matched by it");
    assert!(sync(ruled).is_empty());
}

#[test]
fn two_masters_are_judged_by_field() {
    let text = |of_object: &str, of_score: &str| {
        format!(
            "version: 1
company: {{name: Example Co, as_of: 2026-09-10}}
tools:
  - {{id: a, name: Alpha, category: crm, stores: [{{object: person, role: system_of_record}}]}}
  - {{id: b, name: Beta, category: crm, stores: [{{object: person, role: system_of_record}}]}}
objects: [{{id: person, name: Person{of_object}, fields: [{{name: title, system_of_record: a}}, {{name: phone, system_of_record: b}}, {{name: score{of_score}}}]}}]
"
        )
    };
    let code = "master-duplicate";
    assert_eq!(
        messages(code, &text("", "")),
        ["Alpha and Beta both claim to be the system of record of person.score"]
    );
    assert!(messages(code, &text("", ", system_of_record: b")).is_empty());
    assert!(messages(code, &text(", system_of_record: a", "")).is_empty());
}

#[test]
fn the_order_of_lists_does_not_matter() {
    let flows = [
        item(
            "id: ac, from: a, to: c",
            "fields: [{source: title, rule: always_source}, {source: phone, rule: always_source}]",
        ),
        item(
            "id: bc, from: b, to: c",
            "fields: [{source: phone, rule: always_source}, {source: title, rule: always_source}]",
        ),
        item("id: ca, from: c, to: a", "fields: [{source: title}, {source: note, target: title}]"),
        item(
            "id: ab, from: a, to: b",
            "match: {source_key: email, target_key: email}, fields: [{source: title}]",
        ),
        item(
            "id: bx, from: b, to: c",
            "match: {source_key: uid, target_key: uid}, fields: [{source: title}]",
        ),
    ];
    let told = |flows: &[String]| {
        let found =
            judged(&stack(flows, "automations: [{id: fix, tool: b, writes: person.title}]\n"))
                .findings;
        let own = found.into_iter().filter(|it| RULES_OF_FIELDS.contains(&it.code));
        let mut told: Vec<_> = own
            .map(|it| {
                let mut words: Vec<String> = it
                    .message
                    .split([' ', ','])
                    .filter(|it| !it.is_empty())
                    .map(str::to_owned)
                    .collect();
                words.sort_unstable();
                (it.code, it.severity, words)
            })
            .collect();
        told.sort_unstable();
        told
    };
    let straight = told(&flows);
    assert!(straight.len() > 4, "{straight:#?}");
    let mut turned = flows.clone();
    for _ in 0..flows.len() {
        turned.rotate_left(1);
        assert_eq!(told(&turned), straight);
    }
    let fields = flows.map(|it| {
        it.replace(
            "fields: [{source: title, rule: always_source}, {source: phone, rule: always_source}]",
            "fields: [{rule: always_source, source: phone}, {rule: always_source, source: title}]",
        )
    });
    assert_eq!(told(&fields), straight);
}
