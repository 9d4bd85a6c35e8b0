//! `linchpin evaluate`: purchases on the example, as people and programs read them.

use std::ffi::OsString;

use linchpin::Host;

use super::transcript::{Transcript, run_on};

fn run(files: &[(&str, &str)], args: &[&str]) -> Transcript {
    let (host, out, err) = Host::for_tests(files);
    run_on((host.of_width(80), out, err), &[&["evaluate"], args].concat())
}

fn example(args: &[&str]) -> Transcript {
    run(&[], args)
}

const PLAN: (&str, &str) = ("plan.yaml", include_str!("../scenarios/add-6sense.yaml"));

#[test]
fn a_purchase_on_the_example() {
    let told = example(&["6sense", "--by", "2026-09-18"]);
    assert_eq!(told.code, 1, "{}", told.err);
    insta::assert_snapshot!(told.out);
    let wide = told.out.lines().find(|it| it.chars().count() > 80);
    assert_eq!(wide, None, "80 columns have to do");
}

#[test]
fn a_purchase_as_it_is_planned() {
    let told = run(&[PLAN], &["--scenario", "plan.yaml", "--all"]);
    assert_eq!(told.code, 1, "{}", told.err);
    insta::assert_snapshot!(told.out);
}

#[test]
fn a_purchase_as_markdown() {
    let told = run(&[PLAN], &["6sense", "--scenario", "plan.yaml", "--format", "markdown"]);
    insta::assert_snapshot!(told.out);
}

#[test]
fn a_purchase_as_json() {
    let told = example(&[
        "6sense",
        "--for",
        "intent-topic",
        "--neighbours",
        "marketo",
        "--by",
        "6w",
        "--format",
        "json",
    ]);
    let document: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    assert_eq!(document["version"], 1);
    assert_eq!(document["kind"], "evaluation");
    assert_eq!(document["verdict"], "not_yet");
    assert_eq!(document["deadline"]["by"], "2026-10-27");
    let rungs = document["links"][0]["rungs"].as_array().unwrap();
    assert_eq!(rungs.len(), 8);
    insta::assert_snapshot!(told.out);
}

#[test]
fn the_scenario_in_the_json_is_one_that_simulate_reads() {
    let told = example(&["6sense", "--format", "json"]);
    let document: serde_json::Value = serde_json::from_str(&told.out).unwrap();
    let plan = document["scenario"].as_str().unwrap();
    let (mut host, out, err) = Host::for_tests(&[("made.yaml", plan)]);
    let args = ["linchpin", "simulate", "--scenario", "made.yaml"].map(OsString::from);
    assert_eq!(linchpin::run(args, &mut host), 0, "{}{}", out.text(), err.text());
}

#[test]
fn a_product_that_nobody_knows_is_all_questions() {
    let told = example(&["Acme Signals", "--neighbours", "salesforce,marketo"]);
    let said = told.out.split_whitespace().collect::<Vec<_>>().join(" ");
    let unknown = "is not in the catalogue: everything about it is a question for the vendor.";
    assert!(said.contains(&format!("Acme Signals {unknown}")), "{}", told.out);
    assert_eq!(told.code, 1, "nothing known is no reason to say yes");
    assert!(told.out.contains("\nAsk the vendor\n"), "{}", told.out);
    let slip = example(&["6sens", "--neighbours", "salesforce"]);
    assert!(slip.out.contains("did you mean `6sense`?"), "{}", slip.out);
}

#[test]
fn a_tool_that_is_only_proposed_is_evaluated_as_the_stack_describes_it() {
    let told = example(&["qualified"]);
    assert!(told.out.contains("Qualified is in your stack, not in use yet."), "{}", told.out);
    assert!(told.out.contains("licence: 39,000"), "{}", told.out);
    assert!(told.out.contains("Drift has it today"), "{}", told.out);
}

#[test]
fn wrong_words_are_told_with_the_nearest_right_one() {
    let failed = |args: &[&str], message: &str, hint: &str| {
        let told = run(&[PLAN, ("none.yaml", "changes: [{remove: {tool: drift}}]")], args);
        assert_eq!(told.code, 2, "{args:?}: {}", told.out);
        assert!(told.err.contains(message) && told.err.contains(hint), "{}", told.err);
    };
    failed(
        &["6sense", "--for", "intent-topc"],
        "no requirement or initiative `intent-topc`",
        "`intent-topic`",
    );
    failed(
        &["6sense", "--neighbours", "salesfroce"],
        "no tool called `salesfroce`",
        "`salesforce`",
    );
    failed(&["6sense", "--by", "friday"], "expected a day such as 2026-11-30", "6w");
    failed(&["6sense", "--by", "0w"], "expected a day", "");
    failed(&["6sense", "--capacity", "-3"], "", "");
    failed(
        &["hubspot", "--scenario", "plan.yaml"],
        "`plan.yaml` does not add `hubspot`",
        "it adds 6sense",
    );
    failed(&["--scenario", "none.yaml"], "`none.yaml` adds no tool", "add:");
    failed(&["--scenario", "missing.yaml"], "there is no file `missing.yaml`", "");
    failed(&["  "], "the product has no name", "");
    failed(&[], "", "");
    failed(&["6sense", "--format", "svg"], "only `linchpin map` writes svg", "");
}

#[test]
fn hostile_names_are_shown_and_obeyed_by_nobody() {
    for name in ["\u{1b}[2J\u{202e}evil", "a\nb", "| x | <script>", "`code` **bold**", "=cmd()"] {
        for format in ["human", "json", "markdown"] {
            let told = example(&[name, "--neighbours", "salesforce", "--format", format]);
            assert!(told.code < 2, "{}", told.err);
            let is_bad =
                |it: char| it.is_control() && it != '\n' || ('\u{202a}'..='\u{202e}').contains(&it);
            assert!(!told.out.contains(is_bad), "{name:?} {format}");
            assert!(format != "markdown" || !told.out.contains("<script>"), "{}", told.out);
        }
    }
}

#[test]
fn the_same_question_has_the_same_bytes() {
    for format in ["human", "json", "markdown"] {
        let args = ["6sense", "--all", "--format", format];
        assert_eq!(example(&args).out, example(&args).out);
    }
}
