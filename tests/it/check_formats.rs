//! What `check` writes for programs: valid by the formats' own schemas, harmless whatever the labels are, and the same
//! every time.

use std::ffi::OsString;

use linchpin::Host;
use serde_json::Value;

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

struct Told {
    code: u8,
    out: String,
    err: String,
}

fn run(files: &[(&str, &str)], args: &[&str]) -> Told {
    let (mut host, out, err) = Host::for_tests(files);
    let args = std::iter::once("linchpin").chain(args.iter().copied()).map(OsString::from);
    let code = linchpin::run(args, &mut host);
    Told { code, out: out.text(), err: err.text() }
}

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
