//! What `check` writes for programs: valid by the formats' own schemas, harmless whatever the labels are, and the same
//! every time.

use std::ffi::OsString;

use linchpin::Host;
use serde_json::Value;

use super::transcript::run;
use crate::json_schema::faults;

const SMALL: &str = include_str!("../stacks/small.yaml");
const EXAMPLE: &str = include_str!("../../stack.example.yaml");
const SARIF: &str = include_str!("../schemas/sarif-2.1.0.json");
const CHECK: &str = include_str!("../../docs/check.schema.json");
const FORMATS: &[&str] = &["human", "json", "sarif", "github", "junit", "markdown"];

/// One of each: control characters, the ends of an XML section, workflow commands, pipes, HTML, Markdown, mentions.
const HOSTILE: &str = r#"
version: 1
company: {as_of: 2026-09-15}
people: [{id: ana, name: "@ana ]]> <b>|</b>", active: false}]
tools:
  - id: crm
    name: "CRM\e[31m ]]><script>alert(1)</script> | `x` \0\x07\u202e"
    category: crm
    tier: 1
    business_owner: ana
  - id: "web\n::error::owned%0A::error::x"
    name: "Web\r\n::error file=a::owned %0A::error::again **bold** [x](javascript:y)"
    category: cms
    tier: 1
  # linchpin: ignore[owner-missing] - "reason ]]> %0A::error:: | <i>
  - {id: mail, name: M, category: email, tier: 1}
  - {id: crm, name: "dup ' \" & , :", category: crm}
integrations:
  - {id: "a,b:c", from: crm, to: mail, method: manual_csv, notes: "x"}
"#;

fn check(text: &str, format: &str, more: &[&str]) -> String {
    let args = [&["check", "--format", format], more].concat();
    let told = run(&[("stack.yaml", text)], &args);
    assert!(told.code < 2, "{}", told.err);
    told.out
}

fn parsed(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

fn assert_valid(schema: &str, text: &str) -> Value {
    let value = parsed(text);
    let found = faults(&parsed(schema), &value);
    assert!(found.is_empty(), "{}", found.iter().take(20).cloned().collect::<Vec<_>>().join("\n"));
    value
}

#[test]
fn sarif_fits_the_official_schema() {
    for text in [EXAMPLE, SMALL, HOSTILE, "", "tools: [", "version: 1\ntools: []\n"] {
        assert_valid(SARIF, &check(text, "sarif", &["--strict"]));
    }
    let log = assert_valid(SARIF, &check(EXAMPLE, "sarif", &[]));
    let results = log.pointer("/runs/0/results").unwrap().as_array().unwrap();
    let rules = log.pointer("/runs/0/tool/driver/rules").unwrap().as_array().unwrap();
    for result in results {
        let position = result["ruleIndex"].as_u64().unwrap();
        assert_eq!(rules[usize::try_from(position).unwrap()]["id"], result["ruleId"]);
        assert!(result.pointer("/locations/0/physicalLocation/region/startLine").is_some());
    }
    assert!(results.iter().any(|it| it.get("codeFlows").is_some()), "a chain is a code flow");
    assert!(results.iter().any(|it| it.get("suppressions").is_some()), "accepted ones are in it");
    let prints: std::collections::BTreeSet<String> =
        results.iter().map(|it| it["partialFingerprints"].to_string()).collect();
    assert_eq!(prints.len(), results.len(), "each has a fingerprint of its own");
}

#[test]
fn fingerprints_outlive_moved_lines() {
    let prints = |text: &str| -> Vec<String> {
        let log = parsed(&check(text, "sarif", &[]));
        let results = log.pointer("/runs/0/results").unwrap().as_array().unwrap();
        let mut all: Vec<String> =
            results.iter().map(|it| it["partialFingerprints"].to_string()).collect();
        all.sort();
        all
    };
    let moved = SMALL.replacen("version: 1", "# moved\n# down\n\nversion: 1", 1);
    assert_eq!(prints(SMALL), prints(&moved));
}

#[test]
fn json_fits_its_schema() {
    for text in [EXAMPLE, SMALL, HOSTILE, "", "tools: ["] {
        for more in [&["--all"][..], &["--strict"], &["--write-baseline", "b.json"]] {
            assert_valid(CHECK, &check(text, "json", more));
        }
    }
    let files = [("stack.yaml", SMALL), ("main.yaml", EXAMPLE)];
    let told = run(&files, &["check", "--base", "main.yaml", "--format", "json"]);
    let value = assert_valid(CHECK, &told.out);
    assert!(value.pointer("/base/fixed/0/rule").is_some(), "{}", told.out);
    let accepted = assert_valid(CHECK, &check(EXAMPLE, "json", &["--all"]));
    let all = accepted["findings"].as_array().unwrap();
    assert!(all.iter().any(|it| it["accepted"]["until"] == "2027-03-31"));
}

#[test]
fn hostile_labels_do_nothing_in_any_format() {
    for format in FORMATS {
        let text = check(HOSTILE, format, &["--strict", "--all"]);
        let is_bad = |it: char| it != '\n' && it.is_control() || it == '\u{202e}';
        assert!(!text.contains(is_bad), "{format}: {text:?}");
    }
    let github = check(HOSTILE, "github", &[]);
    for line in github.lines() {
        let head = ["::error ", "::warning ", "::notice "];
        assert!(head.iter().any(|it| line.starts_with(it)), "{line}");
        assert!(!line.contains("%0A::error"), "{line}");
    }
    let xml = check(HOSTILE, "junit", &[]);
    assert!(!xml.contains("]]>") && !xml.contains("<script") && !xml.contains("<b>"), "{xml}");
    let markdown = check(HOSTILE, "markdown", &[]);
    assert!(!markdown.contains("<script") && !markdown.contains("@ana"), "{markdown}");
    assert!(!markdown.contains("**bold**") && !markdown.contains("](javascript"), "{markdown}");
    for row in markdown.lines().filter(|it| it.starts_with("| ")) {
        assert_eq!(row.matches('|').count(), 5, "{row}");
    }
}

/// Elements close in the order in which they opened, attributes are quoted, and references are the five known ones.
fn assert_well_formed(xml: &str) {
    let mut open: Vec<&str> = Vec::new();
    let mut rest = xml.strip_prefix("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n").unwrap();
    while let Some((before, after)) = rest.split_once('<') {
        for reference in before.split('&').skip(1) {
            let name = reference.split(';').next().unwrap();
            assert!(["amp", "lt", "gt", "quot", "apos", "#10"].contains(&name), "{reference}");
        }
        let (tag, next) = after.split_once('>').unwrap();
        assert_eq!(tag.matches('"').count() % 2, 0, "{tag}");
        if let Some(name) = tag.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "{tag}");
        } else if !tag.ends_with('/') {
            open.push(tag.split(' ').next().unwrap());
        }
        rest = next;
    }
    assert!(open.is_empty() && rest.trim().is_empty(), "{open:?} {rest}");
}

#[test]
fn junit_is_well_formed_and_counts_right() {
    for text in [EXAMPLE, SMALL, HOSTILE, ""] {
        for fail_on in ["note", "never"] {
            let xml = check(text, "junit", &["--fail-on", fail_on, "--strict"]);
            assert_well_formed(&xml);
            let first = xml.lines().nth(1).unwrap();
            let count = |name: &str| -> usize {
                let rest = first.split(&format!(" {name}=\"")).nth(1).unwrap();
                rest.split('"').next().unwrap().parse().unwrap()
            };
            assert_eq!(count("tests"), xml.matches("<testcase ").count());
            assert_eq!(count("failures"), xml.matches("<failure ").count());
            assert_eq!(count("failures") > 0, fail_on == "note", "{first}");
        }
    }
}

#[test]
fn every_format_is_the_same_every_time_and_cuts_nothing_for_programs() {
    for format in FORMATS {
        assert_eq!(check(EXAMPLE, format, &[]), check(EXAMPLE, format, &[]), "{format}");
    }
    let all = parsed(&check(EXAMPLE, "json", &[]))["findings"].as_array().unwrap().len();
    assert_eq!(check(EXAMPLE, "github", &[]).lines().count(), all);
    let many: Vec<String> = (0..40)
        .map(|it| format!("  - {{id: t{it}, name: T{it}, category: crm, tier: 1, ownr: x}}\n"))
        .collect();
    let many = format!("version: 1\ncompany: {{as_of: 2026-09-15}}\ntools:\n{}", many.concat());
    for format in ["human", "markdown"] {
        let people = check(&many, format, &[]);
        assert!(people.matches("and 35 more").count() == 2, "long lists are cut: {people}");
        assert!(!check(&many, format, &["--all"]).contains(" more"));
    }
    for format in ["sarif", "github", "junit"] {
        assert!(check(&many, format, &[]).contains("T39 has no owner"), "{format}");
    }
    let everything = check(EXAMPLE, "human", &["--all"]);
    assert!(!everything.contains(" more of "));
    assert!(everything.contains("accepted until 2027-03-31 by ana"));
}

#[test]
fn other_commands_refuse_what_only_a_check_writes() {
    let told = run(&[], &["impact", "salesforce", "--format", "sarif"]);
    assert_eq!(told.code, 2);
    assert!(told.err.contains("only `linchpin check` writes sarif"), "{}", told.err);
}

#[test]
fn formats_look_like_this() {
    insta::assert_snapshot!("github", check(SMALL, "github", &[]));
    insta::assert_snapshot!("markdown", check(SMALL, "markdown", &[]));
    insta::assert_snapshot!("junit", check(SMALL, "junit", &[]));
    let sarif = check(SMALL, "sarif", &[]);
    let first = parsed(&sarif).pointer("/runs/0/results/0").unwrap().clone();
    insta::assert_snapshot!("sarif_result", serde_json::to_string_pretty(&first).unwrap());
}

/// The text after edits of lines, the last first so that the numbers stay right.
fn edited(text: &str, edits: &[Value]) -> String {
    let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
    for edit in edits.iter().rev() {
        let number = |key: &str| usize::try_from(edit[key].as_u64().unwrap()).unwrap();
        let first = number("line") - 1;
        lines.splice(first..first + number("line_count"), [edit["text"].as_str().unwrap()]);
    }
    lines.concat()
}

#[test]
fn the_edits_of_a_fix_are_what_fix_writes() {
    let base = "version: 1\ncompany: {as_of: 2026-09-15}\npeople: [{id: ana, name: Ana}]\ntools:\n  \
                - {id: crm, name: CRM, category: crm, business_owner: ana}\n  # Ours.\n  \
                - {id: web, name: Web, category: cms, business_owner: ana}\n";
    let flow = |rest: &str| {
        format!("{base}integrations:\n  - {{id: one, from: web, to: crm, owner: ana, {rest}}}\n")
    };
    for (text, title, is_safe) in [
        (flow("method: zapier"), "ipaas_recipe", true),
        (flow("method: webhook, bakup_owner: ana"), "backup_owner", true),
        (flow("method: webhook").replace("to: crm", "to: crmm"), "crm", false),
        (
            format!(
                "{base}accept:\n  - {{rule: owner-missing, on: crm, reason: x}}\n  - {{rule: owner-missing, on: web, reason: y}}\n"
            ),
            "remove the acceptance of `owner-missing` on `web`",
            true,
        ),
        (base.replace("version: 1\n", ""), "begin with `version: 1`", true),
    ] {
        let told = assert_valid(CHECK, &check(&text, "json", &["--fail-on", "never"]));
        let fixes: Vec<&Value> = told["findings"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| &it["fix"])
            .filter(|it| it["title"].as_str().is_some_and(|it| it.contains(title)))
            .collect();
        let [fix] = fixes.as_slice() else { panic!("{title}: {fixes:#?}\n{:#}", told["findings"]) };
        assert_eq!(fix["safe"], Value::Bool(is_safe), "{title}");
        let after = edited(&text, fix["edits"].as_array().unwrap());
        assert_ne!(after, text, "{title}");
        let again = parsed(&check(&after, "json", &["--fail-on", "never"]));
        let is_left = again["findings"].as_array().unwrap().iter().any(|it| it["fix"] == **fix);
        assert!(!is_left, "{title}\n{after}");
        let all = told["findings"].as_array().unwrap().iter().filter(|it| !it["fix"].is_null());
        if all.count() == 1 {
            let (mut host, _, _) = Host::for_tests(&[]);
            let home = tempfile::tempdir().unwrap();
            std::fs::write(home.path().join("stack.yaml"), &text).unwrap();
            host = host.in_folder(home.path().to_owned());
            let args = ["linchpin", "check", "--fix=all", "--yes"].map(OsString::from);
            linchpin::run(args, &mut host);
            assert_eq!(std::fs::read_to_string(home.path().join("stack.yaml")).unwrap(), after);
        }
    }
}

#[test]
fn a_scenario_is_checked_in_the_form_of_any_other_check() {
    let scenario = "version: 1\nscenario: {id: x, name: X}\nchanges:\n  - remove: {tool: hubspot}\n  - remove: {tool: hubsot}\n";
    let files = [("stack.yaml", EXAMPLE), ("x.yaml", scenario)];
    let args = ["check", "--scenario", "x.yaml", "--format", "json"];
    let told = run(&files, &args);
    assert_eq!(told.code, 2, "a change that cannot be made refuses: {}", told.err);
    let value = assert_valid(CHECK, &told.out);
    assert_eq!(value["kind"], "check");
    assert!(value["remarks"].as_array().unwrap().iter().any(|it| it["severity"] == "error"));
    let right = scenario.replace("  - remove: {tool: hubsot}\n", "");
    let told = run(&[("stack.yaml", EXAMPLE), ("x.yaml", &right)], &args);
    let value = assert_valid(CHECK, &told.out);
    assert!(value["remarks"].as_array().unwrap().iter().all(|it| it["severity"] == "note"));
    assert!(
        value.pointer("/base/fixed/0/rule").is_some() && value.pointer("/findings/0").is_some()
    );
    assert_eq!(value["summary"]["fails"], Value::Bool(told.code == 1));
    assert!(value["findings"].as_array().unwrap().iter().all(|it| it["fix"].is_null()));
}

const PEOPLE: &str = r#"
version: 1
company: {as_of: 2026-09-15, regions: [EU]}
people: [{id: ana, name: "@ana ]]> <b>|</b> **x**"}]
tools:
  - id: crm
    name: "CRM\e[31m <script>alert(1)</script> | `x` \u202e"
    category: crm
    technical_owner: ana
    collects: [person]
    sends: [email]
  - {id: mail, name: "Mail [x](javascript:y) | *b*", category: email, sends: [email], stores: [{object: person, role: replica}]}
objects: [{id: person, name: "Person\n# heading | <i>", personal: true, system_of_record: crm, fields: [{name: out}]}]
integrations:
  - {id: "a|b`c", from: crm, to: mail, method: manual_csv, owner: ana, objects: [{object: person, match: {on_missing: create}}]}
consent:
  purposes: [{id: "news | <u>", channels: [email], object_field: person.out, deadline: 1h, capture_points: [crm, mail]}]
campaigns: [{id: c, name: "Camp <img> |", channels: [email], tools: [mail], start: 2026-09-10}]
"#;

#[test]
fn lists_to_tick_are_harmless_and_whole() {
    for (args, boxes) in [(&["erasure", "person"][..], 8), (&["consent", "--all"], 1)] {
        let told = run(&[("stack.yaml", PEOPLE)], &[args, &["--format", "markdown"]].concat());
        assert!(told.code < 2, "{}", told.err);
        let text = told.out;
        let is_bad = |it: char| it != '\n' && it.is_control() || it == '\u{202e}';
        assert!(!text.contains(is_bad), "{text:?}");
        for bad in ["<script", "<b>", "<i>", "<u>", "<img", "@ana", "**x**", "](javascript", "\n# "]
        {
            assert!(!text.contains(bad), "{bad}: {text}");
        }
        assert!(
            text.lines()
                .filter(|it| it.starts_with("- [ ] **") || it.starts_with("- [ ] "))
                .count()
                >= boxes,
            "{text}"
        );
        let mut widths =
            text.lines().filter(|it| it.starts_with('|')).map(|it| it.matches('|').count());
        if let Some(first) = widths.next() {
            assert!(widths.all(|it| it == first), "{text}");
        }
    }
    let told = run(&[("stack.yaml", EXAMPLE)], &["erasure", "person", "--format", "markdown"]);
    let steps: Vec<&str> = told.out.lines().filter(|it| it.starts_with("### ")).collect();
    assert!(steps[0].starts_with("### 1. Suppress first"), "{steps:?}");
    assert_eq!(steps.last(), Some(&"### Open questions"));
    assert!(told.out.contains("owner: Ana") && told.out.contains("check with counsel"));
    let plain = run(&[("stack.yaml", EXAMPLE)], &["erasure", "person"]);
    let boxes = |text: &str| text.matches("[ ] ").count();
    let (list, questions) = told.out.split_once("### Open questions").unwrap();
    assert_eq!(boxes(list), boxes(&plain.out), "the same lines as on the screen");
    assert!(boxes(questions) > 10, "{questions}");
    let told = run(&[("stack.yaml", EXAMPLE)], &["erasure", "person", "--format", "sarif"]);
    assert!(told.code == 2 && told.err.contains("only `linchpin check` writes sarif"));
    let told = run(&[("stack.yaml", EXAMPLE)], &["freshness", "--format", "markdown"]);
    let owners =
        "`linchpin consent` and `linchpin erasure`, and pages by `--brief`, write markdown";
    assert!(told.code == 2 && told.err.contains(owners), "{}", told.err);
}
