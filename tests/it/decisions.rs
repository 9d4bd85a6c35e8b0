//! A catalogue of one's own, scenarios side by side, and pages for whoever decides.

use super::transcript::{run, transcript};

const SMALL: &str = include_str!("../stacks/small.yaml");
const SMALL_STACK: &[(&str, &str)] = &[("stack.yaml", SMALL)];

const OWN_CATALOG: &str = "\
version: 1
products:
  - {id: inhouse-cdp, name: Inhouse CDP, category: cdp, aka: [the hub]}
connectors:
  - {product: hubspot, platform: inhouse-cdp, direction: both, as_of: 2026-09-01}
  - {product: hubspot, platform: segment, direction: none, note: asked the vendor}
  - {product: hubspt, platform: segment}
  - {product: hubspot, platform: zapier, diretion: both}
";

const CATALOG_FILES: &[(&str, &str)] = &[("stack.yaml", SMALL), ("ours.yaml", OWN_CATALOG)];

transcript!(
    a_catalogue_of_ones_own,
    CATALOG_FILES,
    &["--catalog", "ours.yaml", "catalog", "path", "hubspot", "the hub"]
);
transcript!(compare_three, COMPARED, &["compare", "buy.yaml", "drop.yaml", "wrong.yaml"]);
transcript!(
    compare_as_markdown,
    COMPARED,
    &["compare", "buy.yaml", "drop.yaml", "--format", "markdown"]
);
transcript!(brief_of_a_removal, SMALL_STACK, &["simulate", "--remove", "crm", "--brief"]);
transcript!(
    brief_as_markdown,
    &[],
    &["simulate", "--replace", "marketo=hubspot", "--brief", "--format", "markdown"]
);
transcript!(brief_of_no_plan, &[], &["ready", "--brief"]);
transcript!(markdown_of_no_page, &[], &["simulate", "--remove", "drift", "--format", "markdown"]);

const COMPARED: &[(&str, &str)] = &[
    ("stack.yaml", SMALL),
    (
        "buy.yaml",
        "version: 1\nscenario: {id: buy, name: Buy a CDP}\nchanges:\n  - add: {tool: {id: cdp, name: CDP, category: cdp, cost: {annual: 20000}}}\n  - connect: {from: crm, to: cdp, method: native_connector, objects: [person]}\n",
    ),
    ("drop.yaml", "version: 1\nscenario: {id: drop}\nchanges:\n  - remove: {tool: crm}\n"),
    ("wrong.yaml", "version: 1\nscenario: {id: wrong}\nchanges:\n  - remove: {tool: crn}\n"),
];

#[test]
fn a_catalogue_with_mistakes_tells_their_lines_and_the_rest_counts() {
    let told = run(CATALOG_FILES, &["--catalog", "ours.yaml", "check", "--fail-on", "never"]);
    let wanted =
        ["ours.yaml:7", "did you mean `hubspot`?", "ours.yaml:8", "did you mean `direction`?"];
    for part in wanted {
        assert!(told.out.contains(part), "{part}: {}", told.text());
    }
    let shown = run(CATALOG_FILES, &["--catalog", "ours.yaml", "catalog", "show", "our hub"]);
    assert_eq!(shown.code, 2, "{}", shown.text());
    let missing = run(CATALOG_FILES, &["--catalog", "our.yaml", "check"]);
    assert_eq!(missing.code, 2);
    assert!(missing.err.contains("did you mean `ours.yaml`?"), "{}", missing.err);
    let path = ["--catalog", "ours.yaml", "catalog", "path", "hubspot", "segment"];
    let denied = run(CATALOG_FILES, &path);
    assert!(denied.out.contains("No connector of the two is known"), "{}", denied.text());
    let listed = run(CATALOG_FILES, &path[2..]);
    assert!(!listed.out.contains("No connector of the two is known"), "{}", listed.text());
}

/// What the stack file states counts more than a catalogue of one's own, which counts more than the lists.
#[test]
fn connectors_of_the_stack_win_over_every_catalogue() {
    let stack = "version: 1
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: hub, name: Inhouse CDP, category: cdp}
objects: [{id: person, name: Person, system_of_record: hubspot}]
integrations:
  - {id: by-hand, from: hubspot, to: hub, method: manual_csv, objects: [person]}
";
    let stated = format!(
        "{stack}connectors:\n  - {{tool: hubspot, platform: hub, direction: source, as_of: 2026-02-02}}\n"
    );
    let native = |stack: &str, args: &[&str]| {
        let told = run(&[("stack.yaml", stack), ("ours.yaml", OWN_CATALOG)], args);
        let text = told.out.split_whitespace().collect::<Vec<_>>().join(" ");
        let start = text.find("`by-hand` is CSV by hand");
        start.map(|it| text.split_at(it).1.chars().take(160).collect::<String>())
    };
    let check = ["--catalog", "ours.yaml", "check", "--fail-on", "never", "--all"];
    assert_eq!(native(stack, &check[2..]), None, "no list knows the in-house tool");
    let own = native(stack, &check).expect("the own catalogue knows a connector");
    assert!(own.contains("2026-09-01"), "{own}");
    let won = native(&stated, &check).expect("the stack knows a connector");
    assert!(won.contains("there is a connector from HubSpot to Inhouse CDP"), "{won}");
}
