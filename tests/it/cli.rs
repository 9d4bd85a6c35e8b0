//! Transcripts: files and arguments in; standard output, standard error and the exit code out.

use super::transcript::{run, run_in, transcript};

const SMALL: &str = include_str!("../stacks/small.yaml");
const CLEAN: &str = include_str!("../stacks/clean.yaml");

const SMALL_STACK: &[(&str, &str)] = &[("stack.yaml", SMALL)];

const BROKEN: &str = "\
version: 1
tools:
  - {id: crm, name: CRM, category: crm, tier: one}
integrations:
  - {id: crm-mail, from: crm, to: mial, method: telepathy}
";

transcript!(help, &[], &["--help"]);
transcript!(help_of_simulate, &[], &["simulate", "--help"]);
transcript!(overview, SMALL_STACK, &[]);
transcript!(check, SMALL_STACK, &["check"]);
transcript!(check_of_a_clean_stack, &[("stack.yaml", CLEAN)], &["check"]);
transcript!(check_of_a_broken_file, &[("stack.yaml", BROKEN)], &["check"]);
transcript!(check_as_json, &[("stack.yaml", BROKEN)], &["check", "--format", "json"]);
transcript!(check_of_an_empty_file, &[("stack.yaml", "")], &["check"]);
transcript!(missing_file, SMALL_STACK, &["check", "stak.yaml"]);
transcript!(mistyped_command, SMALL_STACK, &["chekc"]);
transcript!(unknown_tool, SMALL_STACK, &["impact", "hubspto"]);
transcript!(unknown_flag, SMALL_STACK, &["check", "--fail", "note"]);
transcript!(impact_of_salesforce, &[], &["impact", "salesforce"]);
transcript!(impact_of_a_credential, SMALL_STACK, &["impact", "leo-outreach"]);
transcript!(impact_as_json, SMALL_STACK, &["impact", "Outreach", "--format", "json"]);
transcript!(list_tools, SMALL_STACK, &["list", "tools"]);
transcript!(list_flows, SMALL_STACK, &["list", "flows", "method:manual*", "fragility>20"]);
transcript!(
    list_people_as_json,
    SMALL_STACK,
    &["list", "people", "status:left", "--format", "json"]
);
transcript!(list_with_a_mistyped_key, SMALL_STACK, &["list", "flows", "methd:api"]);
transcript!(path, SMALL_STACK, &["path", "Demio", "outreach", "--object", "person"]);
transcript!(no_path, SMALL_STACK, &["path", "hubspot", "webinar"]);
transcript!(consent, SMALL_STACK, &["consent"]);
transcript!(consent_of_an_unknown_purpose, SMALL_STACK, &["consent", "comercial_email"]);
transcript!(consent_as_json, SMALL_STACK, &["consent", "--format", "json"]);
transcript!(erasure, SMALL_STACK, &["erasure", "person"]);
transcript!(erasure_of_an_unknown_object, SMALL_STACK, &["erasure", "persn"]);
transcript!(erasure_as_json, SMALL_STACK, &["erasure", "person", "--format", "json"]);
transcript!(outage, SMALL_STACK, &["outage", "sfdc-outreach", "--for", "8h"]);
transcript!(outage_of_the_example, &[], &["outage", "salesforce", "--for", "8h"]);
transcript!(
    outage_as_json,
    SMALL_STACK,
    &["outage", "leo-outreach", "--for", "2d", "--format", "json"]
);
transcript!(outage_at_a_moment, &[], &["outage", "salesforce", "--for", "8h", "--at", "4h"]);
transcript!(
    outage_at_a_moment_as_json,
    SMALL_STACK,
    &["outage", "leo-outreach", "--for", "2d", "--at", "1d", "--format", "json"]
);
transcript!(
    outage_at_no_moment,
    SMALL_STACK,
    &["outage", "webinar", "--for", "8h", "--at", "noon"]
);
transcript!(outage_without_a_time, SMALL_STACK, &["outage", "webinar"]);
transcript!(outage_for_soon, SMALL_STACK, &["outage", "webinar", "--for", "soon"]);
transcript!(outage_by_preset, &[], &["outage", "--preset", "automation-task-limit"]);
transcript!(outage_by_a_mistyped_preset, &[], &["outage", "--preset", "crm-quota-hti"]);
transcript!(
    outage_by_a_preset_that_cannot_be,
    SMALL_STACK,
    &["outage", "--preset", "automation-task-limit"]
);
transcript!(leave, SMALL_STACK, &["leave", "Leo"]);
transcript!(leave_of_ana, &[], &["leave", "ana", "--on", "2026-10-31"]);
transcript!(leave_as_json, SMALL_STACK, &["leave", "ana", "--format", "json"]);
transcript!(leave_of_nobody, SMALL_STACK, &["leave", "anna"]);
transcript!(ready_of_all, &[], &["ready"]);
transcript!(ready_for_account_based_marketing, &[], &["ready", "abm-enterprise"]);
transcript!(ready_of_an_ai_feature, &[], &["ready", "ai:einstein-lead-score"]);
transcript!(ready_as_json, SMALL_STACK, &["ready", "abm", "--format", "json"]);
transcript!(ready_of_a_mistyped_plan, &[], &["ready", "einstein-lead-scor"]);
transcript!(map, SMALL_STACK, &["map", "outreach"]);
transcript!(map_of_selected_tools, SMALL_STACK, &["map", "--select", "salesforce outreach"]);
transcript!(map_of_nothing, SMALL_STACK, &["map", "--select", "owner:nobody*"]);
transcript!(map_of_a_mistyped_tool, SMALL_STACK, &["map", "--select", "outraech"]);
transcript!(map_in_ascii, SMALL_STACK, &["map", "--ascii"]);
transcript!(catalog_search, &[], &["catalog", "search", "hubspot"]);
transcript!(catalog_product, &[], &["catalog", "show", "Demandbase"]);
transcript!(catalog_ways, &[], &["catalog", "path", "demio", "hubspot"]);
transcript!(
    catalog_ways_as_json,
    SMALL_STACK,
    &["catalog", "path", "salesforce", "segment", "--format", "json"]
);
transcript!(catalog_without_a_product, &[], &["catalog", "show", "hubspt"]);
transcript!(explain, &[], &["explain", "no-monitoring"]);
transcript!(explain_a_problem, &[], &["explain", "unknown-key"]);
transcript!(explain_a_mistyped_rule, &[], &["explain", "no-monitorign"]);
transcript!(
    simulate,
    SMALL_STACK,
    &[
        "simulate",
        "--add",
        "Klaviyo",
        "--remove",
        "hubspot",
        "--connect",
        "klaviyo->Salesforce:api:person"
    ]
);
transcript!(simulate_nothing, SMALL_STACK, &["simulate"]);
transcript!(simulate_an_unknown_tool, SMALL_STACK, &["simulate", "--remove", "marketo"]);

#[test]
fn the_same_question_gives_the_same_bytes() {
    for args in [&["check", "--format", "json"][..], &["impact", "salesforce"], &[]] {
        assert_eq!(run(&[], args).text(), run(&[], args).text(), "{args:?}");
    }
}

#[test]
fn a_check_of_a_scenario_tells_what_it_brings_and_fixes() {
    let scenario = include_str!("../scenarios/replace-webinar.yaml");
    let files = [("plan.yaml", scenario)];
    let told = run(&files, &["check", "--scenario", "plan.yaml"]);
    assert_eq!(told.code, 1, "{}", told.text());
    assert!(told.out.contains("error[no-monitoring]: nobody has said what watches `on24-marketo`"));
    assert!(told.out.contains("\nFixed\n  error    renewal-notice: ON24"), "{}", told.out);
    assert!(!told.out.contains("[optout-"), "what stays is not told: {}", told.out);
    assert_eq!(run(&files, &["check", "--scenario", "plan.yaml", "--fail-on", "never"]).code, 0);
    let json = run(&files, &["check", "--scenario", "plan.yaml", "--format", "json"]).out;
    assert!(json.contains("\"kind\": \"check\"") && json.contains("\"fixed\": ["), "{json}");
    let lost = run(
        &[("plan.yaml", "changes: [{remove: {tool: marketoo}}]")],
        &["check", "--scenario", "plan.yaml"],
    );
    assert_eq!(lost.code, 2, "{}", lost.text());
}

#[test]
fn a_replacement_promises_nothing_that_is_not_known() {
    let told = run(&[], &["simulate", "--replace", "marketo=hubspot"]).out;
    let first: Vec<&str> = told.lines().take(2).collect();
    assert_eq!(
        first.join(" "),
        "After “replace Marketo Engage by HubSpot”, no journey stops, provided that 13 integrations are built \
         anew; how is not known yet."
    );
    assert!(told.contains("would be met as before"), "{told}");
    assert!(told.contains("13 integrations would have to be rebuilt\n"), "{told}");
    let added = run(&[], &["simulate", "--add", "6sense", "--connect", "6sense->salesforce"]);
    assert_eq!(added.code, 0, "{}", added.text());
    assert!(added.out.contains("After these 2 changes, no journey stops.\n"), "{}", added.out);
    assert!(added.out.contains("Whether and how 1 integration can be built: 6sense-salesforce"));
}

#[test]
fn outages_are_of_anything_that_can_be_down_and_pass() {
    let told = run(&[], &["simulate", "--outage", "salesforce=8h"]);
    assert_eq!(told.code, 0, "{}", told.text());
    assert!(told.out.starts_with("While Salesforce is down for 8 h, all 4 journeys stop"));
    assert!(told.out.contains("26 integrations stop meanwhile\n"), "{}", told.out);
    assert!(!told.out.contains("no longer paid"), "an outage saves nothing: {}", told.out);
    let person = run(&[], &["simulate", "--outage", "ana=2d"]);
    assert_eq!(person.code, 2);
    assert!(person.err.contains("hint: `linchpin simulate --leave ana`"), "{}", person.err);
    assert_eq!(run(&[], &["simulate", "--outage", "salesforce=soon"]).code, 2);
    assert_eq!(run(&[], &["simulate", "--outage", "zapier-tomas"]).code, 0);
}

#[test]
fn a_person_is_more_than_what_stops_at_once() {
    let told = run(&[], &["impact", "ana"]).out;
    assert!(
        told.contains("What this person looks after\n  tools         Marketo Engage"),
        "{told}"
    );
}

#[test]
fn every_list_can_be_shown_whole() {
    for args in [
        &["--all"][..],
        &["check", "--all"],
        &["impact", "marketo", "--all"],
        &["simulate", "--replace", "marketo=hubspot", "--all"],
        &["path", "webflow", "salesforce", "--all"],
    ] {
        let told = run(&[], args);
        assert!(told.code <= 1 && !told.out.contains("more (--all"), "{args:?}: {}", told.text());
    }
}

#[test]
fn a_stack_to_begin_with_is_sound_and_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let first = run_in(folder.path(), &["init"]);
    assert_eq!((first.code, first.out.as_str()), (0, ""), "{}", first.text());
    let checked = run_in(folder.path(), &["check", "--format", "json"]);
    let found: serde_json::Value = serde_json::from_str(&checked.out).unwrap();
    let codes: Vec<&str> =
        found["findings"].as_array().unwrap().iter().filter_map(|it| it["rule"].as_str()).collect();
    assert!(codes.contains(&"no-monitoring"), "{codes:?}");
    let again = run_in(folder.path(), &["init", "stack.yaml"]);
    assert_eq!(again.code, 2);
    assert!(again.err.contains("is there already and is left as it is"), "{}", again.err);
}

#[test]
fn exit_codes_follow_fail_on() {
    let code = |args: &[&str]| run(SMALL_STACK, args).code;
    assert_eq!(code(&["check"]), 1);
    assert_eq!(code(&["check", "--fail-on", "never"]), 0);
    let notes = run(&[("stack.yaml", CLEAN)], &["check", "--fail-on", "note"]);
    assert_eq!(notes.code, 0, "{}", notes.text());
}

#[test]
fn the_stack_is_found_here_and_above() {
    let folder = tempfile::tempdir().unwrap();
    let below = folder.path().join("a/b");
    std::fs::create_dir_all(&below).unwrap();
    std::fs::write(folder.path().join("stack.yaml"), CLEAN).unwrap();
    let here = run_in(folder.path(), &["list", "tools"]);
    assert!(here.err.starts_with("reading stack.yaml\n"), "{}", here.err);
    let above = run_in(&below, &["list", "tools"]);
    assert!(above.err.contains("stack.yaml"), "{}", above.err);
    assert_eq!(here.out, above.out);
}

#[test]
fn a_folder_is_no_stack_file() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("stacks")).unwrap();
    let told = run_in(folder.path(), &["check", "stacks"]);
    assert_eq!(told.code, 2);
    assert_eq!(
        told.err,
        "error: `stacks` is a folder, not a stack file\n  \
         hint: name the file in it, such as `stacks/stack.yaml`\n"
    );
}

#[test]
fn bytes_that_are_no_text_are_told_and_survived() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("stack.yaml"), [0xff, 0xfe, 0, 0x1b, b'[']).unwrap();
    let told = run_in(folder.path(), &["check"]);
    assert_eq!(told.code, 1, "{}", told.text());
    assert!(!told.out.contains('\u{1b}'), "{:?}", told.out);
}

#[test]
fn hostile_names_do_not_reach_the_terminal() {
    let stack = "version: 1\ntools:\n  - {id: a, name: \"\\e[31mred\\u202e\", category: crm}\n";
    for args in [&["list", "tools"][..], &["impact", "a"], &["check"], &["impact", "\u{1b}[31m"]] {
        let told = run(&[("stack.yaml", stack)], args);
        assert!(!told.text().contains(['\u{1b}', '\u{202e}']), "{:?}", told.text());
    }
}

#[test]
fn the_schema_is_json() {
    let schema = run(SMALL_STACK, &["schema", "--for", "stack.yaml"]);
    assert_eq!(schema.code, 0);
    assert!(schema.out.contains("\"$schema\"") && schema.out.contains("hubspot"));
    let is_published = run(&[], &["schema"]).out == include_str!("../../docs/stack.schema.json");
    assert!(is_published, "docs/stack.schema.json is stale: bless it");
}

#[test]
fn keys_and_themes_are_those_of_the_interface() {
    let page = run(&[], &["keys", "--markdown"]).out;
    assert!(page.starts_with("# Keys\n") && page.contains("\n## Everywhere\n"), "{page}");
    assert!(run(&[], &["keys"]).out.contains("\n  ?  F1 "), "{}", run(&[], &["keys"]).out);
    let json = run(&[], &["keys", "--format", "json"]).out;
    assert!(json.contains("\"kind\": \"keys\""), "{json}");
    let themes = run(&[], &["themes"]).out;
    for name in ["auto", "dark", "light", "high-contrast", "mono"] {
        assert!(themes.contains(&format!("\n  {name} ")), "{themes}");
    }
}

#[test]
fn shells_and_manuals_know_the_verbs() {
    for shell in ["bash", "zsh", "fish"] {
        assert!(run(&[], &["completions", shell]).out.contains("simulate"));
    }
    assert!(run(&[], &["man"]).out.contains("linchpin"));
}

#[test]
fn scenario_files_and_flags_stack_in_order() {
    let files = [
        ("stack.yaml", SMALL),
        ("drop.yaml", "version: 1\nscenario: {id: drop}\nchanges:\n  - remove: {tool: outreach}\n"),
    ];
    let told = run(
        &files,
        &["simulate", "--add", "salesloft", "--scenario", "drop.yaml", "--remove", "webinar"],
    );
    assert_eq!(told.code, 0, "{}", told.text());
    assert!(
        told.out.contains("  1. add salesloft\n  2. remove Outreach\n  3. remove Demio\n"),
        "{}",
        told.out
    );
}

const MENDABLE: &str = "\
# Ours.
version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10}
people:
  - {id: ana, name: Ana, active: true}
  - {id: leo, name: Leo, active: no, date_out: 31.5.2026, replaced_by: ana}   # gone to sea
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, functions: [email, forms, email]}
  - id: salesforce
    name: Salesforce
    catgory: crm        # who types like this?
    cost: {annual: \"12,000\"}
integrations:
  - {id: sync, from: hubspot, to: salesfroce, method: Native Connector, owner: leo}
";

const DECIDED: &str = "\
version: 1
scenario: {id: leave-hubspot, name: Leave HubSpot}
changes:
  - remove: hubspot
  - set: {tool: salesforce, tier: 1}
  - outage: {tool: salesforce, duration: 8h}
";

const MENDABLE_STACK: &[(&str, &str)] = &[("stack.yaml", MENDABLE), ("s.yaml", DECIDED)];

transcript!(fix_in_a_pipe, MENDABLE_STACK, &["check", "--fix"]);
transcript!(fix_all_and_write, MENDABLE_STACK, &["check", "--fix=all", "--yes"]);
transcript!(fix_the_example, &[], &["check", "--fix"]);
transcript!(apply_dry, MENDABLE_STACK, &["apply", "s.yaml", "--dry-run"]);
transcript!(apply_without_a_scenario, MENDABLE_STACK, &["apply"]);
transcript!(
    apply_a_missing_tool,
    &[("stack.yaml", MENDABLE), ("s.yaml", "version: 1\nscenario: x\nchanges: [{remove: gong}]\n")],
    &["apply", "s.yaml", "--yes"]
);
transcript!(
    apply_to_broken_yaml,
    &[("stack.yaml", BROKEN_YAML), ("s.yaml", DECIDED)],
    &["apply", "s.yaml", "--yes"]
);

const BROKEN_YAML: &str = "version: 1\ntools:\n  - {id: hubspot, name: HubSpot, category: crm\n";

/// What is written is what was shown, a changed file is left alone, and the way back leads back.
#[test]
fn applied_and_taken_back() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("stack.yaml");
    let text = format!("\u{feff}{}", MENDABLE.replace('\n', "\r\n"));
    std::fs::write(&path, &text).unwrap();
    std::fs::write(folder.path().join("s.yaml"), DECIDED).unwrap();
    let read = || std::fs::read_to_string(&path).unwrap();

    let shown = run_in(folder.path(), &["apply", "s.yaml"]);
    assert_eq!((shown.code, read()), (0, text.clone()), "{}", shown.text());
    assert!(shown.err.contains("nothing was written: `--yes` writes it"), "{}", shown.err);
    let done = run_in(folder.path(), &["apply", "s.yaml", "--yes"]);
    assert_eq!((done.code, &done.out), (0, &shown.out), "{}", done.text());
    let written = read();
    assert!(written.starts_with('\u{feff}') && written.contains("    tier: 1\r\n"), "{written}");
    assert!(!written.contains("id: hubspot") && written.contains("# who types like this?"));

    let again = run_in(folder.path(), &["apply", "s.yaml", "--yes"]);
    assert_eq!(again.code, 2, "{}", again.text());
    let back = run_in(folder.path(), &["apply", "--undo"]);
    assert_eq!((back.code, read()), (0, text), "{}", back.text());
    let no_more = run_in(folder.path(), &["apply", "--undo"]);
    assert_eq!(no_more.code, 2, "{}", no_more.text());

    run_in(folder.path(), &["check", "--fix", "--yes"]);
    std::fs::write(&path, "version: 1\n").unwrap();
    let refused = run_in(folder.path(), &["apply", "--undo"]);
    assert_eq!((refused.code, read().as_str()), (2, "version: 1\n"), "{}", refused.text());
    assert!(refused.err.contains("has changed"), "{}", refused.err);
}

/// Changes go to the file that holds what they are about.
#[test]
fn applied_over_several_files() {
    let folder = tempfile::tempdir().unwrap();
    let root = "version: 1\ninclude: [in/*.yaml]\n# none here yet\n";
    let tools = "tools:\n  - {id: crm, name: CRM, category: crm}   # ours\n  - {id: mail, name: Mail, category: email}\n";
    let flows = "# flows\nintegrations:\n  - {id: sync, from: crm, to: mail, method: webhook}\n";
    std::fs::create_dir(folder.path().join("in")).unwrap();
    std::fs::write(folder.path().join("stack.yaml"), root).unwrap();
    std::fs::write(folder.path().join("in/a.yaml"), tools).unwrap();
    std::fs::write(folder.path().join("in/b.yaml"), flows).unwrap();
    let scenario = "version: 1\nscenario: x\nchanges:\n  - add: {tool: {id: cdp, name: CDP, category: cdp}}\n  - connect: {from: crm, to: cdp, method: webhook}\n  - remove: mail\n";
    std::fs::write(folder.path().join("s.yaml"), scenario).unwrap();
    let done = run_in(folder.path(), &["apply", "s.yaml", "--yes"]);
    assert_eq!(done.code, 0, "{}", done.text());
    let read = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    assert_eq!(read("stack.yaml"), root);
    assert_eq!(
        read("in/a.yaml"),
        "tools:\n  - {id: crm, name: CRM, category: crm}   # ours\n  - {id: cdp, name: CDP, category: cdp}\n"
    );
    assert_eq!(
        read("in/b.yaml"),
        "# flows\nintegrations:\n  - {from: crm, to: cdp, method: webhook}\n"
    );
    run_in(folder.path(), &["apply", "--undo"]);
    assert_eq!((read("in/a.yaml").as_str(), read("in/b.yaml").as_str()), (tools, flows));
}
