//! The loader on whole files.

use super::*;

use crate::diag::{Element, ElementKind};
use crate::stack::*;

/// Files in memory, as the root file's folder would hold them.
#[derive(Default)]
struct Folder(BTreeMap<String, String>);

impl Folder {
    fn with(mut self, path: &str, text: &str) -> Self {
        self.0.insert(path.to_owned(), text.to_owned());
        self
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| "no such file".into())
    }

    fn list(&self, pattern: &str) -> Result<Vec<String>, String> {
        let (head, tail) = pattern.split_once('*').ok_or("no pattern")?;
        let fits = |path: &&String| path.starts_with(head) && path.ends_with(tail);
        Ok(self.0.keys().filter(fits).cloned().collect())
    }
}

fn load_text(text: &str) -> Loaded {
    load("stack.yaml", text.as_bytes(), &Folder::default())
}

/// Code, line and message of each problem.
fn told(loaded: &Loaded) -> Vec<String> {
    loaded
        .problems
        .iter()
        .map(|it| {
            let place = loaded.sources.place(it.span);
            let place =
                place.map_or("-".to_owned(), |it| format!("{}:{}:{}", it.path, it.line, it.column));
            let help = it.help.as_deref().unwrap_or("");
            format!(
                "{place} {} {}: {} | {} | {help}",
                it.severity.name(),
                it.code,
                it.message,
                it.label
            )
        })
        .collect()
}

#[test]
fn the_smallest_useful_file_loads_without_a_word() {
    let loaded = load_text(SMALL);
    assert_eq!(told(&loaded), Vec::<String>::new());
    assert!(!loaded.is_damaged);
    let stack = &loaded.stack;
    assert_eq!(stack.company.as_of, Date::parse("2026-09-10"));
    assert_eq!((stack.tools.len(), stack.integrations.len(), stack.people.len()), (4, 3, 3));

    let hubspot = &stack.tools[stack.tools.find("hubspot").unwrap()];
    assert_eq!(hubspot.category, Category::MarketingAutomation);
    assert_eq!(hubspot.tier, Some(1));
    assert_eq!(hubspot.sends[0].channel, Channel::Email);
    assert_eq!(hubspot.cost.as_ref().unwrap().annual, Some(62_000.0));
    let contract = hubspot.contract.as_ref().unwrap();
    assert_eq!((contract.notice_days, contract.auto_renew), (Some(90.0), Some(true)));
    assert_eq!(loaded.sources.text(hubspot.spans.of("tier")), Some("1"));
    assert_eq!(loaded.sources.text(contract.spans.of("renewal_date")), Some("2027-01-31"));

    let sync = &stack.integrations[stack.integrations.find("hs-sfdc").unwrap()];
    assert_eq!(sync.direction, Direction::TwoWay);
    assert_eq!(sync.frequency.as_ref().unwrap().every, Minutes::new(15.0).unwrap());
    assert_eq!(sync.monitoring.as_ref().unwrap().kind, Some(MonitoringKind::Dashboard));
    let item = &sync.objects[0];
    assert!(item.object.id.is_some());
    assert_eq!(item.filter.as_ref().unwrap().excludes_opted_out, Some(true));
    assert_eq!(item.match_on.as_ref().unwrap().source_key.as_deref(), Some("email"));

    let purpose = &stack.consent.purposes[stack.consent.purposes.find("commercial_email").unwrap()];
    assert_eq!(purpose.deadline, Minutes::new(2880.0));
    assert_eq!(purpose.object_field.as_ref().unwrap().to_string(), "person.email_opt_out");
    assert_eq!(stack.journeys.values().next().unwrap().stages.len(), 3);
    assert_eq!(stack.automations_summaries[0].documented, Share::new(0.4));
}

const SMALL: &str = r#"version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10, regions: [EU, US]}
teams:   [{id: mops, name: Marketing Ops, reports_to: demand-gen}, {id: demand-gen, name: Demand Gen, reports_to: cmo}]
people:  [{id: ana, name: Ana, team: mops, active: true}, {id: cmo, name: CMO, active: true}, {id: leo, name: Leo, active: false, date_out: 2026-05-31}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, lifecycle: active, business_owner: cmo, technical_owner: ana, tier: 1, sends: [email],
     contract: {renewal_date: 2027-01-31, notice_days: 90, auto_renew: true}, cost: {annual: 62000}}
  - {id: salesforce, name: Salesforce, category: crm, lifecycle: active, business_owner: cmo, technical_owner: ana, tier: 1}
  - {id: outreach, name: Outreach, category: sales-engagement, lifecycle: active, business_owner: cmo, technical_owner: leo, sends: [sales_email]}
  - {id: webinar, name: Demio, category: event-webinar, lifecycle: active, business_owner: cmo, technical_owner: ana}
objects:
  - {id: person, name: Person, system_of_record: salesforce, personal: true, keys: [{name: email, kind: email, unique: false}],
     fields: [{name: email, pii: true}, {name: email_opt_out, system_of_record: hubspot, critical: true}, {name: owner, system_of_record: salesforce}]}
credentials:
  - {id: leo-outreach, kind: oauth, principal: person, holder: leo, expires_at: 2026-10-15, tool: outreach}
integrations:
  - {id: hs-sfdc, from: hubspot, to: salesforce, method: native_connector, direction: two_way, frequency: PT15M, owner: ana, monitoring: {kind: dashboard},
     objects: [{object: person, match: {source_key: email, target_key: email}, filter: {text: "inclusion list 1050", excludes_opted_out: true, requires_registration: true}}]}
  - {id: sfdc-outreach, from: salesforce, to: outreach, method: vendor_connector, direction: two_way, frequency: PT10M, credential: leo-outreach, objects: [{object: person}]}
  - {id: webinar-csv, from: webinar, to: hubspot, method: manual_csv, direction: one_way, frequency: P7D, owner: ana, objects: [{object: person}],
     workaround: {reason: "plan without API", since: 2025-03-01}}
consent:
  purposes: [{id: commercial_email, channels: [email, sales_email], legal_basis: consent, regions: [EU], object_field: person.email_opt_out, deadline: PT48H, capture_points: [hubspot, outreach]}]
journeys:
  - {id: lead, name: Lead to SDR, value_per_day: 18000, stages: [{id: inquiry, tool: hubspot, object: person}, {id: mql, tool: salesforce, object: person, slo: PT5M}, {id: sal, tool: outreach, object: person, slo: PT1H}]}
automations_summary: {hubspot: {simple: 30, medium: 20, complex: 4, documented: 0.4}}
"#;
#[test]
fn everything_wrong_is_told_in_one_run_and_the_rest_loads() {
    let loaded = load_text(
        r#"version: 2
tols: []
tools:
  - {id: crm, name: CRM, category: crn, tier: 5, busness_owner: ana, x-mine: [1], extra: {a: b}}
  - {id: Mail Tool, name: "Ma\u202Eil", category: email, personal_data: yes}
  - {name: Nameless, category: crm}
integrations:
  - {from: crm, to: crrm, method: zapier, frequency: 15, error_rate: 12}
  - {id: crm, from: crm, to: crm, method: carrier pigeon, verified_at: 2026-02-30}
  - {id: crm, from: crm, to: crm}
"#,
    );
    let told = told(&loaded).join("\n");
    insta::assert_snapshot!(told);
    assert_eq!((loaded.stack.tools.len(), loaded.stack.integrations.len()), (2, 2));
}

#[test]
fn bad_values_read_as_nothing_and_never_as_something_else() {
    let loaded = load_text(
        "version: 1\ntools:\n  - {id: a, name: A, category: crm, tier: 9, personal_data: no, \
         cost: {annual: $5}, availability: 99, verified_at: soon, sends: [email, emial]}\n",
    );
    let tool = loaded.stack.tools.values().next().unwrap();
    assert_eq!((tool.tier, tool.personal_data, tool.availability), (None, None, None));
    assert_eq!((tool.verified_at, tool.cost.as_ref().unwrap().annual), (None, None));
    assert_eq!(tool.sends.len(), 1);
    assert_eq!(loaded.problems.len(), 6);
}

#[test]
fn wrong_values_are_told_with_what_they_may_have_meant() {
    for (text, advice) in [
        ("verified_at: 31.5.2026", "write `2026-05-31`"),
        ("verified_at: 2026/5/31", "write `2026-05-31`"),
        ("cost: {annual: \"$12,000\"}", "write `12000`"),
        ("personal_data: off", "write `false`"),
        ("availability: 99.9", "write `99.9%`"),
        ("lifecycle: actve", "did you mean `active`?"),
        ("api: {window: 15}", "add the unit: `15m`, `15h` or `15d`"),
    ] {
        let text = format!("version: 1\ntools: [{{id: a, name: A, category: crm, {text}}}]\n");
        let problems = load_text(&text).problems;
        assert_eq!(problems.len(), 1, "{text}");
        assert_eq!(problems[0].help.as_deref(), Some(advice), "{text}");
    }
    let american = "version: 1\ntools: [{id: a, name: A, category: crm, verified_at: 5/6/2026}]\n";
    assert_eq!(load_text(american).problems[0].help, None);
}

#[test]
fn endless_problems_are_counted_not_listed() {
    let text = format!("version: 1\ntools:\n{}", "  - {id: a}\n".repeat(3_000));
    let loaded = load_text(&text);
    let of_form = loaded.problems.iter().filter(|it| it.code == "missing-key").count();
    assert_eq!(of_form, 1_000);
    let more = loaded.problems.iter().find(|it| it.code == "too-many-problems").unwrap();
    assert_eq!(more.message, "5000 further problems not shown");
}

#[test]
fn unknown_is_neither_an_error_nor_a_value() {
    let loaded = load_text(
        "version: 1\ntools:\n  - {id: a, name: A, category: unknown, tier: unknown, cost: ~, \
         sends: , vendor: unknown, stores: unknown, personal_data: unknown}\n",
    );
    assert_eq!(told(&loaded), Vec::<String>::new());
    let tool = loaded.stack.tools.values().next().unwrap();
    assert_eq!((tool.category, tool.tier), (Category::Other, None));
    assert!(tool.cost.is_none() && tool.vendor.is_none() && tool.stores.is_empty());
}

#[test]
fn short_forms_are_the_long_ones() {
    let short = load_text(
        "version: 1\ntools: {id: a, name: A, category: crm, stores: p, sends: [email], aka: B}\n\
         objects: [{id: p, keys: mail, fields: [mail, name]}]\n\
         integrations: [{from: a, to: a, method: webhook, objects: p}]\n",
    );
    let long = load_text(
        "version: 1\ntools: [{id: a, name: A, category: crm, stores: [{object: p}], \
         sends: [{channel: email}], aka: [B]}]\n\
         objects: [{id: p, keys: [{name: mail}], fields: [{name: mail}, {name: name}]}]\n\
         integrations: [{id: a-a, from: a, to: a, method: webhook, objects: [{object: p}]}]\n",
    );
    assert_eq!(told(&short), Vec::<String>::new());
    assert_eq!(short.stack, long.stack);
}

#[test]
fn integrations_without_ids_are_all_kept() {
    let loaded = load_text(
        "version: 1\ntools: [{id: a, name: A, category: crm}, {id: b, name: B, category: crm}]\n\
         integrations: [{from: a, to: b, method: webhook}, {from: a, to: b, method: elt}]\n",
    );
    let ids: Vec<&str> = loaded.stack.integrations.values().map(|it| it.id.as_str()).collect();
    assert_eq!(ids, ["a-b", "a-b-2"]);
    assert_eq!(loaded.problems.len(), 1);
    assert_eq!(loaded.problems[0].code, "id-duplicate");
    assert_eq!(loaded.problems[0].marks.len(), 1);
}

#[test]
fn fields_of_objects_are_looked_up() {
    let loaded = load_text(
        "version: 1\ntools: [{id: a, name: A, category: crm}]\n\
         objects: [{id: person, keys: [sfdc_id], fields: [{name: email}]}, {id: deal}]\n\
         automations: [{id: x, tool: a, reads: [person.emial, person.sfdc_id, person, deal.any]}]\n",
    );
    assert_eq!(loaded.problems.len(), 1);
    assert_eq!(loaded.problems[0].code, "field-unknown");
    assert_eq!(loaded.problems[0].message, "person has no field `emial`; did you mean `email`?");
    assert_eq!(loaded.problems[0].element, Some(Element::new(ElementKind::Automation, "x")));
}

#[test]
fn references_to_nothing_name_both_places() {
    let loaded = load_text(
        "version: 1\ntools: [{id: salesforce, name: S, category: crm}]\n\
         integrations: [{id: x, from: salesfroce, to: salesforce, method: elt, owner: ann}]\n",
    );
    let [tool, owner] = loaded.problems.as_slice() else { panic!("{:#?}", loaded.problems) };
    assert_eq!(tool.message, "no tool is called `salesfroce`; did you mean `salesforce`?");
    assert_eq!(tool.element, Some(Element::new(ElementKind::Integration, "x")));
    assert_eq!(tool.related, [Element::new(ElementKind::Tool, "salesfroce")]);
    assert_eq!(loaded.sources.text(tool.marks[0].span), Some("salesforce"));
    assert_eq!(owner.message, "no person or team is called `ann`");
}

#[test]
fn includes_are_read_once_and_cycles_are_told() {
    let folder = Folder::default()
        .with("teams.yaml", "teams: [{id: mops}]\ninclude: stacks/more.yaml\n")
        .with("stacks/more.yaml", "include: [../stack.yaml, other.yaml, ../../etc/passwd]\n")
        .with("stacks/other.yaml", "people: {id: ana, team: mops}\n");
    let root = "version: 1\ninclude: [teams.yaml, stacks/*.yaml, nowhere.yaml, /etc/hosts]\n";
    let loaded = load("deep/stack.yaml", root.as_bytes(), &folder);
    let codes: Vec<&str> = loaded.problems.iter().map(|it| it.code).collect();
    let told = told(&loaded);
    assert_eq!(
        codes,
        ["include-missing", "include-escape", "include-cycle", "include-escape"],
        "{told:#?}"
    );
    assert!(
        told[2].contains("stack.yaml → teams.yaml → stacks/more.yaml → stack.yaml"),
        "{told:#?}"
    );
    assert!(told[2].starts_with("deep/stacks/more.yaml:1:11"), "{told:#?}");
    assert_eq!((loaded.stack.teams.len(), loaded.stack.people.len()), (1, 1));
    assert_eq!(loaded.sources.iter().count(), 4);
}

#[test]
fn includes_stop_at_eight_levels() {
    let mut folder = Folder::default();
    for level in 1..=9 {
        let text = format!("include: f{}.yaml\n", level + 1);
        folder = folder.with(&format!("f{level}.yaml"), &text);
    }
    let loaded = load("stack.yaml", b"version: 1\ninclude: f1.yaml\n", &folder);
    let codes: Vec<&str> = loaded.problems.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["include-limit"]);
    assert_eq!(loaded.sources.iter().count(), 9);
}

#[test]
fn a_patch_merges_maps_and_replaces_lists() {
    let loaded = load_text(SMALL);
    let mut sync =
        loaded.stack.integrations[loaded.stack.integrations.find("hs-sfdc").unwrap()].clone();
    let mut sources = Sources::default();
    let text = "{integration: hs-sfdc, id: other, monitoring: {to: mops}, objects: [deal], owner: ~, latency: 3x}";
    let file = sources.add("patch", text);
    let reading = crate::yaml::read(&sources, file);
    let mut problems = Vec::new();
    patch_integration(&mut sync, reading.tree.root().unwrap(), &mut problems);
    let codes: Vec<&str> = problems.iter().map(|it| it.code).collect();
    assert_eq!(codes, ["bad-value"]);
    assert_eq!(sync.id, "hs-sfdc");
    let monitoring = sync.monitoring.as_ref().unwrap();
    assert_eq!(monitoring.kind, Some(MonitoringKind::Dashboard));
    assert_eq!(monitoring.to.as_ref().unwrap().name, "mops");
    assert_eq!(sync.objects.len(), 1);
    assert_eq!(sync.objects[0].object.name, "deal");
    assert_eq!((sync.owner, sync.latency), (None, None));
    assert_eq!(sync.frequency.unwrap().every, Minutes::new(15.0).unwrap());
}

#[test]
fn what_is_no_stack_says_what_a_stack_needs() {
    for (text, code) in [
        ("", "stack-empty"),
        ("# nothing\n", "stack-empty"),
        ("[1, 2]", "stack-not-a-map"),
        ("hello", "stack-not-a-map"),
    ] {
        let loaded = load_text(text);
        let codes: Vec<&str> = loaded.problems.iter().map(|it| it.code).collect();
        assert_eq!(codes, [code], "{text}");
        assert!(loaded.problems[0].help.as_ref().unwrap().lines().count() >= 4);
    }
    assert_eq!(load("s.yaml", b"name: caf\xe9", &Folder::default()).problems[0].code, "unreadable");
}

#[test]
fn the_key_on_may_have_become_true() {
    let loaded = load_text(
        "version: 1\naccept: [{rule: a, true: b, reason: c}, {rule: a, on: b, reason: c}]\n",
    );
    assert_eq!(told(&loaded), Vec::<String>::new());
    assert_eq!(loaded.stack.accepts.len(), 2);
}

proptest::proptest! {
    #[test]
    fn no_text_brings_the_loader_down(
        parts in proptest::collection::vec(proptest::sample::select(PARTS), 0..60)
    ) {
        let loaded = load_text(&parts.concat());
        proptest::prop_assert!(loaded.problems.len() < 10_000);
    }

    #[test]
    fn nor_do_any_bytes(bytes in proptest::collection::vec(proptest::prelude::any::<u8>(), 0..200)) {
        load("stack.yaml", &bytes, &Folder::default());
    }
}

/// Pieces that make something like a stack.
const PARTS: &[&str] = &[
    "version: 1\n",
    "tools:\n",
    "integrations: ",
    "objects: ",
    "company: ",
    "include: ",
    "consent: ",
    "journeys: ",
    "  - id: a\n",
    "    name: A\n",
    "    category: crm\n",
    "  ",
    "\n",
    "- ",
    ": ",
    "[",
    "]",
    "{",
    "}",
    ", ",
    "id: ",
    "a",
    "é",
    "\"",
    "'",
    "*a ",
    "&a ",
    "<<: ",
    "true",
    "unknown",
    "~",
    "2026-01-01",
    "12%",
    "15m",
    "* * * * *",
    "from: ",
    "to: ",
    "method: ",
    "accept: ",
    "automations_summary: ",
    "on: ",
    "fill: ",
    "stages: ",
    "\u{202e}",
    "#",
    "|\n",
    "- {object: p}\n",
    "*.yaml",
    "../x",
    "---\n",
    "!!str ",
];

/// The stacks that come with the repository.
fn fixture(path: &str) -> Loaded {
    struct Disk(std::path::PathBuf);
    impl Files for Disk {
        fn read(&self, path: &str) -> Result<Vec<u8>, String> {
            std::fs::read(self.0.join(path)).map_err(|error| error.to_string())
        }

        fn list(&self, pattern: &str) -> Result<Vec<String>, String> {
            let (folder, _) = pattern.rsplit_once('/').unwrap_or(("", pattern));
            let Ok(entries) = std::fs::read_dir(self.0.join(folder)) else { return Ok(Vec::new()) };
            let name = |entry: std::io::Result<std::fs::DirEntry>| entry.unwrap().file_name();
            let mut paths: Vec<String> = entries
                .map(|entry| format!("{folder}/{}", name(entry).to_string_lossy()))
                .filter(|path| !path.ends_with('~'))
                .collect();
            paths.sort();
            Ok(paths)
        }
    }
    let whole = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    let name = whole.file_name().unwrap().to_string_lossy().into_owned();
    load(&name, &std::fs::read(&whole).unwrap(), &Disk(whole.parent().unwrap().to_owned()))
}

#[test]
fn correct_stacks_load_without_a_word() {
    for path in [
        "stack.example.yaml",
        "tests/stacks/small.yaml",
        "tests/stacks/clean.yaml",
        "tests/stacks/includes/stack.yaml",
        "tests/stacks/bad/unknowns.yaml",
        "tests/stacks/bad/merge-keys.yaml",
        "tests/stacks/bad/crlf.yaml",
        "tests/stacks/bad/bom.yaml",
    ] {
        let loaded = fixture(path);
        assert_eq!(told(&loaded), Vec::<String>::new(), "{path}");
        assert!(!loaded.stack.tools.is_empty(), "{path}");
    }
}

/// Lines of bad stacks say in a comment what is wrong with them: `# error: …`, `# warning: …`, `# note: …`.
#[test]
fn bad_stacks_are_told_where_their_comments_say() {
    let mut wrong = Vec::new();
    for name in BAD {
        let loaded = fixture(&format!("tests/stacks/bad/{name}.yaml"));
        let source = loaded.sources.iter().next().unwrap().1;
        for (number, line) in (1..).zip(source.text.lines()) {
            let expected = ["error", "warning", "note"]
                .into_iter()
                .find(|it| line.contains(&format!("# {it}: ")) && !line.starts_with('#'));
            let worst = loaded
                .problems
                .iter()
                .filter(|it| loaded.sources.place(it.span).is_some_and(|at| at.line == number))
                .map(|it| it.severity)
                .max();
            let worst = worst.map(Severity::name);
            if worst != expected {
                wrong.push(format!("{name}:{number}: {worst:?} for {line}"));
            }
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

const BAD: &[&str] = &[
    "bad-dates",
    "bad-durations",
    "bad-enums",
    "bad-numbers",
    "bad-references",
    "duplicate-ids",
    "duplicate-keys",
    "missing-required",
    "other-spellings",
    "typo-keys",
    "wrong-types",
];
