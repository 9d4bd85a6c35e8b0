//! The matrix against every way there is, and the order of an erasure on stacks that fit on a page.
#![expect(clippy::format_collect, reason = "stacks are written line by line")]

use proptest::prelude::*;

use super::*;
use crate::load::{Alone, load};
use crate::network::{Age, Bounds, Cargo, Network};
use crate::stack::Stack;

const DAY: &str = "2026-09-10";

fn read(text: &str) -> (Stack, Network) {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    assert!(loaded.problems.is_empty(), "{:#?}", loaded.problems);
    let network = Network::of(&loaded.stack);
    (loaded.stack, network)
}

fn of(text: &str) -> (Stack, Network, Vec<Matrix>) {
    let (stack, network) = read(text);
    let day = Date::parse(DAY).unwrap();
    let fragility = crate::fragility::all(&stack, day);
    let matrices = matrices(&stack, &network, &fragility, day);
    (stack, network, matrices)
}

/// Five tools, all of which send and in all of which people opt out.
fn stack(flows: &str) -> String {
    let tools: String = (0..5)
        .map(|it| format!("  - {{id: t{it}, name: T{it}, category: other, sends: email}}\n"))
        .collect();
    format!(
        "version: 1\ntools:\n{tools}objects: [{{id: person, name: Person, personal: true, system_of_record: t0, fields: [{{name: no, type: bool}}]}}]\nintegrations:\n{flows}consent:\n  purposes: [{{id: mail, channels: email, object_field: person.no, deadline: 2h, capture_points: [t0, t1, t2, t3, t4]}}]\n"
    )
}

#[derive(Clone, Debug)]
struct Leg {
    from: u8,
    to: u8,
    minutes: Option<u8>,
    drops: bool,
    lists: bool,
}

fn text_of(legs: &[Leg]) -> String {
    let flows: String = legs
        .iter()
        .enumerate()
        .filter(|(_, it)| it.from != it.to)
        .map(|(at, it)| {
            let time = it.minutes.map_or(String::new(), |it| format!("frequency: {it}m, latency: 0m, "));
            let fields = if it.lists { ", fields: [{source: no}]" } else { "" };
            let filter = if it.drops { ", filter: {excludes_opted_out: true}" } else { "" };
            format!(
                "  - {{id: i{at}, from: t{}, to: t{}, method: webhook, {time}objects: [{{object: person{fields}{filter}}}]}}\n",
                it.from, it.to
            )
        })
        .collect();
    let text = stack(&flows);
    if flows.is_empty() { text.replace("integrations:\n", "") } else { text }
}

fn a_leg() -> impl Strategy<Value = Leg> {
    let minutes = proptest::option::weighted(0.8, 1_u8..90);
    (0_u8..5, 0_u8..5, minutes, proptest::bool::weighted(0.2), any::<bool>())
        .prop_map(|(from, to, minutes, drops, lists)| Leg { from, to, minutes, drops, lists })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, ..ProptestConfig::default() })]

    /// Every cell says what a look at all ways without detours says.
    #[test]
    fn cells_are_as_good_as_an_exhaustive_search(legs in proptest::collection::vec(a_leg(), 0..10)) {
        let (stack, network, matrices) = of(&text_of(&legs));
        let matrix = &matrices[0];
        prop_assert_eq!(matrix.cells.len(), 25);
        let object = stack.objects.find("person");
        let cargo = Cargo { object, field: Some("no") };
        let bounds = Bounds { hops_max: 8, paths_max: 10_000 };
        for cell in &matrix.cells {
            let ends = (cell.capture_point, cell.sender);
            let all = network.paths(&stack, ends, cargo, bounds).paths;
            let is_open = |it: &&Path| !it.flows.iter().any(|it| network.flow(*it).excludes_opted_out);
            let open: Vec<&Path> = all.iter().filter(is_open).collect();
            let rank = |age: Age| (age.open, age.known.get());
            let best = open.iter().map(|it| rank(it.age)).min_by(|a, b| a.partial_cmp(b).unwrap());
            let least = open.iter().map(|it| it.age.known.get()).reduce(f64::min);
            match &cell.route {
                Route::Own => prop_assert_eq!(cell.capture_point, cell.sender),
                Route::Open { path, least: found } => {
                    prop_assert_eq!(Some(rank(path.age)), best);
                    // What is known to be freshest needs no second search.
                    if path.age.open > 0 {
                        prop_assert_eq!(Some(found.get()), least);
                    }
                    let late = if path.age.open == 0 { path.age.known.get() > 120.0 } else { least > Some(120.0) };
                    prop_assert_eq!(cell.verdict == Verdict::Late, late);
                    prop_assert_eq!(cell.verdict == Verdict::Pass, path.age.open == 0 && !late);
                }
                Route::Filtered { filters, .. } => {
                    prop_assert!(open.is_empty() && !all.is_empty() && !filters.is_empty());
                }
                Route::Missing => prop_assert!(all.is_empty()),
            }
        }
    }

    /// Nothing is deleted before what feeds it, unless the two feed each other.
    #[test]
    fn no_window_feeds_an_earlier_one(legs in proptest::collection::vec(a_leg(), 0..12)) {
        let (stack, network) = read(&text_of(&legs));
        let object = stack.objects.find("person").unwrap();
        let found = erasure(&stack, &network, object, Date::parse(DAY).unwrap());
        let mut window_of = std::collections::BTreeMap::new();
        for (number, window) in found.windows.iter().enumerate() {
            for holder in window {
                prop_assert!(window_of.insert(found.holders[*holder].tool, number).is_none());
            }
        }
        prop_assert_eq!(window_of.len(), found.holders.len());
        for (_, flow) in network.flows() {
            let (from, to) = (window_of.get(&flow.from), window_of.get(&flow.to));
            if let Some((from, to)) = from.zip(to) {
                prop_assert!(from <= to, "{:?}", flow);
                let together = found.feeds_itself(&network, &found.windows[*from]);
                prop_assert!(from < to || together);
            }
        }
    }
}

#[test]
fn a_bound_is_met_and_said() {
    let points: Vec<String> = (0..3_000).map(|it| format!("t{it}")).collect();
    let tools: String = points
        .iter()
        .map(|it| format!("  - {{id: {it}, name: {it}, category: other, sends: email}}\n"))
        .collect();
    let flows: String = (1..3_000)
        .map(|it| format!("  - {{from: t0, to: t{it}, method: webhook, objects: person}}\n"))
        .collect();
    let text = format!(
        "version: 1\ntools:\n{tools}objects: [{{id: person, name: Person, system_of_record: t0, fields: [{{name: no}}]}}]\nintegrations:\n{flows}consent:\n  purposes: [{{id: mail, channels: email, object_field: person.no, capture_points: [{}]}}]\n",
        points.join(", ")
    );
    let (_, _, matrices) = of(&text);
    let matrix = &matrices[0];
    assert_eq!(matrix.cells.len(), 13 * 3_000);
    assert_eq!(matrix.unsearched.len(), 3_000 - 13);
}

#[test]
fn campaigns_are_told_only_where_the_opt_out_comes_too_late_for_them() {
    let flow = "  - {id: slow, from: t0, to: t1, method: webhook, frequency: 2d, latency: 0m, objects: person}\n";
    let campaigns = "campaigns:
  - {id: now, tools: t1, start: 2026-09-01, end: 2026-09-20}
  - {id: soon, tools: t1, start: 2026-09-12, end: 2026-09-20}
  - {id: later, tools: t1, start: 2026-09-13, end: 2026-09-20}
  - {id: over, tools: t1, start: 2026-08-01, end: 2026-09-09}
  - {id: texts, channels: sms, tools: t1}
  - {id: undated, tools: t1}
";
    let text = stack(flow).replace("[t0, t1, t2, t3, t4]", "t0") + campaigns;
    let (stack, _, matrices) = of(&text);
    let found: Vec<_> = matrices[0]
        .campaigns
        .iter()
        .map(|it| (stack.campaigns[it.campaign].id.as_str(), it.is_undated))
        .collect();
    assert_eq!(found, [("now", false), ("soon", false), ("undated", true)]);
}

#[test]
fn holders_are_told_from_those_that_probably_hold() {
    let text = "version: 1
tools:
  - {id: form, name: Form, category: form-survey, collects: person}
  - {id: crm, name: CRM, category: crm, backup: nightly, stores: [{object: person, key: email, accepts_delete: ui}]}
  - {id: mail, name: Mail, category: email, stores: [{object: person, key: crm_id, accepts_delete: none, retention_days: 90}]}
  - {id: bi, name: BI, category: bi, stores: [{object: person, key: row, accepts_delete: api}]}
  - {id: zap, name: Zap, category: ipaas}
  - {id: ads, name: Ads, category: ads}
  - {id: wiki, name: Wiki, category: other}
objects: [{id: person, name: Person, personal: true, system_of_record: crm, keys: [{name: email, kind: email}, {name: crm_id, kind: id}, {name: row, kind: id}]}]
integrations:
  - {id: in, from: form, to: crm, via: zap, method: ipaas_recipe, objects: [{object: person, match: {source_key: email, target_key: email, on_missing: create}}]}
  - {id: both, from: crm, to: mail, direction: two_way, method: native_connector, objects: [{object: person, applies: both, match: {source_key: crm_id, target_key: crm_id, on_missing: create}}]}
  - {id: load, from: crm, to: bi, method: elt, objects: [{object: person, delete: propagate}]}
  - {id: upload, from: mail, to: ads, method: manual_csv, retention_days: 14, objects: person}
  - {id: unsaid, from: crm, to: wiki, method: webhook}
consent: {dsr: {erasure_days: 20}}
";
    let (stack, network) = read(text);
    let object = stack.objects.find("person").unwrap();
    let found = erasure(&stack, &network, object, Date::parse(DAY).unwrap());
    let name = |it: ToolId| stack.tools[it].id.as_str();
    let flow = |it: FlowId| stack.integrations[network.flow(it).integration].id.as_str();
    let declared: Vec<_> =
        found.holders.iter().map(|it| (name(it.tool), it.evidence.is_declared())).collect();
    let expected = [
        ("form", true),
        ("crm", true),
        ("mail", true),
        ("bi", true),
        ("zap", false),
        ("ads", false),
    ];
    assert_eq!(declared, expected);
    let windows: Vec<Vec<_>> = found
        .windows
        .iter()
        .map(|it| it.iter().map(|it| name(found.holders[*it].tool)).collect())
        .collect();
    assert_eq!(windows, [vec!["form"], vec!["crm", "mail"], vec!["bi", "ads"], vec!["zap"]]);
    let [_, crm, mail, bi, ..] = found.holders.as_slice() else { panic!() };
    assert_eq!((crm.deletion, mail.deletion), (Deletion::Ui, Deletion::Refused));
    assert!(matches!(bi.deletion, Deletion::Automatic(it) if flow(it) == "load"));
    assert!(matches!(&crm.key, Key::Given(it) if *it == "email"));
    assert!(matches!(&mail.key, Key::Through(it, tool) if *it == "crm_id" && name(*tool) == "crm"));
    assert!(matches!(&bi.key, Key::Missing(it) if *it == "row"));
    let back: Vec<_> =
        found.resurrections.iter().map(|it| (flow(it.flow), it.created, it.stays)).collect();
    // From a copy that nobody deletes, whatever it feeds; and into it while the other copy is there.
    assert_eq!(back, [("both", true, false), ("both", true, true), ("upload", false, true)]);
    assert_eq!(found.traces.len(), 2);
    assert_eq!(found.unsaid.len(), 1);
    assert!(found.is_stated && (found.days - 20.0).abs() < f64::EPSILON);
}
