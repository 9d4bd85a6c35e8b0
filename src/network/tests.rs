use std::collections::BTreeMap;

use proptest::prelude::*;

use super::sample::*;
use super::*;
use crate::stack::{Applies, Integration, Lifecycle, Status, SyncRule, Trigger};
use crate::text::Label;

fn id(stack: &Stack, tool: &str) -> ToolId {
    stack.tools.find(tool).unwrap()
}

fn person(stack: &Stack) -> Cargo<'static> {
    Cargo { object: stack.objects.find("person"), field: None }
}

/// The tools on the freshest way, `-` where there is none.
fn way(stack: &Stack, from: &str, to: &str, field: Option<&str>) -> String {
    let network = Network::of(stack);
    let cargo = Cargo { object: stack.objects.find("person"), field };
    let ends = (id(stack, from), id(stack, to));
    match network.path(stack, ends, cargo, &Cut::default()) {
        None => "-".to_owned(),
        Some(path) => path.flows.iter().fold(from.to_owned(), |text, it| {
            format!("{text} {}", stack.tools[network.flow(*it).to].id)
        }),
    }
}

fn people(integrations: Vec<Integration>) -> Stack {
    stack(&["a", "b", "c", "d"], &[("person", "a"), ("account", "a")], integrations)
}

#[test]
fn two_way_is_two_flows_and_applies_limits_them() {
    let mut sync = two_way(integration("a", "b", &["person", "account"]));
    let both = people(vec![sync.clone()]);
    assert_eq!(Network::of(&both).flows.len(), 4);
    sync.objects[0].applies = Some(Applies::Forward);
    let limited = people(vec![sync]);
    assert_eq!(way(&limited, "a", "b", None), "a b");
    assert_eq!(way(&limited, "b", "a", None), "-");
    assert_eq!(Network::of(&limited).flows.len(), 3);
}

#[test]
fn a_path_carries_the_same_object_on_each_hop() {
    let stack = people(vec![
        integration("a", "b", &["person"]),
        integration("b", "c", &["account"]),
        integration("b", "d", &["person"]),
    ]);
    assert_eq!(way(&stack, "a", "c", None), "-");
    assert_eq!(way(&stack, "a", "d", None), "a b d");
    let network = Network::of(&stack);
    let any = Cargo { object: None, field: None };
    let ends = (id(&stack, "a"), id(&stack, "c"));
    assert!(network.path(&stack, ends, any, &Cut::default()).is_some());
}

#[test]
fn what_is_not_said_to_move_does_not_move() {
    let stack = people(vec![integration("a", "b", &[])]);
    let network = Network::of(&stack);
    assert_eq!(network.flows.iter().map(|it| it.object).collect::<Vec<_>>(), [None]);
    assert_eq!(way(&stack, "a", "b", None), "-");
    assert!(network.needs.is_empty());
}

#[test]
fn fields_are_followed_through_their_renames_both_ways() {
    let mut first = two_way(integration("a", "b", &["person"]));
    first.objects[0].fields = vec![field("opt_out", "HasOptedOut"), field("email", "email")];
    let mut second = two_way(integration("b", "c", &["person"]));
    second.objects[0].fields = vec![field("HasOptedOut", "unsubscribed")];
    let stack = people(vec![first, second, integration("c", "d", &["person"])]);
    assert_eq!(way(&stack, "a", "d", Some("opt_out")), "a b c d");
    assert_eq!(way(&stack, "a", "c", Some("email")), "-");
    assert_eq!(way(&stack, "a", "c", Some("phone")), "-");
    // In b the field bears another name, which the list of the integration gives away.
    assert_eq!(way(&stack, "b", "a", Some("opt_out")), "b a");
    assert_eq!(way(&stack, "c", "a", Some("HasOptedOut")), "c b a");
    assert_eq!(way(&stack, "a", "c", Some("HasOptedOut")), "a b c");
}

#[test]
fn a_field_that_changes_places_needs_the_right_name_at_each_hop() {
    let mut swap = integration("a", "b", &["person"]);
    swap.objects[0].fields = vec![field("x", "y"), field("y", "x")];
    let mut narrow = integration("b", "c", &["person"]);
    narrow.objects[0].fields = vec![field("x", "x")];
    let stack = people(vec![swap, narrow]);
    assert_eq!(way(&stack, "a", "c", Some("x")), "-");
    assert_eq!(way(&stack, "a", "c", Some("y")), "a b c");
}

#[test]
fn do_not_sync_is_no_path_and_always_source_has_no_way_back() {
    let mut sync = two_way(integration("a", "b", &["person"]));
    sync.objects[0].fields = vec![field("email", "email"), field("owner", "owner")];
    sync.objects[0].fields[0].rule = Some(SyncRule::DoNotSync);
    sync.objects[0].fields[1].rule = Some(SyncRule::AlwaysSource);
    let stack = people(vec![sync.clone()]);
    assert_eq!(way(&stack, "a", "b", Some("email")), "-");
    assert_eq!(way(&stack, "a", "b", Some("owner")), "a b");
    assert_eq!(way(&stack, "b", "a", Some("owner")), "-");
    let mut back = sync.clone();
    back.objects[0].applies = Some(Applies::Reverse);
    let stack = people(vec![back]);
    assert_eq!(way(&stack, "b", "a", Some("owner")), "b a");
    assert_eq!(way(&stack, "a", "b", Some("owner")), "-");
    sync.objects[0].fields.truncate(1);
    assert!(Network::of(&people(vec![sync])).flows.is_empty());
}

#[test]
fn planned_flows_and_tools_out_of_use_carry_nothing() {
    let mut planned = integration("a", "b", &["person"]);
    planned.status = Status::Planned;
    let mut stack = people(vec![planned, integration("a", "c", &["person"]), {
        let mut by_way = integration("a", "d", &["person"]);
        by_way.via = Some(to("b"));
        by_way
    }]);
    assert_eq!(way(&stack, "a", "b", None), "-");
    assert_eq!(way(&stack, "a", "d", None), "a d");
    stack.tools.get_mut("c").unwrap().lifecycle = Lifecycle::Retired;
    stack.tools.get_mut("b").unwrap().lifecycle = Lifecycle::Proposed;
    assert_eq!(way(&stack, "a", "c", None), "-");
    assert_eq!(way(&stack, "a", "d", None), "-");
}

#[test]
fn the_freshest_way_wins_and_unknown_times_lose_to_known_ones() {
    let mut open = integration("a", "d", &["person"]);
    open.trigger = Some(Trigger::Event);
    let stack = people(vec![
        every(integration("a", "b", &["person"]), 60.0),
        every(integration("b", "c", &["person"]), 60.0),
        every(integration("a", "c", &["person"]), 180.0),
        open,
        every(integration("c", "d", &["person"]), 10_000.0),
    ]);
    assert_eq!(way(&stack, "a", "c", None), "a b c");
    assert_eq!(way(&stack, "a", "d", None), "a b c d");
}

#[test]
fn a_missing_latency_leaves_a_lower_bound_that_still_counts() {
    let mut sync = every(integration("a", "b", &["person"]), 15.0);
    sync.latency = None;
    let network = Network::of(&people(vec![sync]));
    let age = network.flows[0].age;
    assert_eq!(age.words(), "at least 15 min");
    assert!(age.exceeds(Minutes::new(5.0).unwrap()));
    let hour = Minutes::new(60.0).unwrap();
    assert!(!age.exceeds(hour) && !age.keeps(hour));
}

#[test]
fn integrations_die_with_an_end_their_middleware_or_their_credential() {
    let with = |mut it: Integration, via: &str, credential: &str| {
        it.via = Some(to(via));
        it.credential = Some(to(credential));
        it
    };
    let mut stack = people(vec![
        integration("a", "b", &["person"]),
        with(integration("a", "c", &["person"]), "d", "anas"),
    ]);
    stack.people.push(super::sample::person("ana")).unwrap();
    stack.credentials.push(personal_credential("anas", "ana", "b")).unwrap();
    stack.link();
    let network = Network::of(&stack);
    let cut = |gone: Component| network.cut(&stack, &[gone]).integrations;
    assert_eq!(cut(Component::Tool(id(&stack, "b"))), [true, true]);
    assert_eq!(cut(Component::Tool(id(&stack, "d"))), [false, true]);
    assert_eq!(cut(Component::Person(stack.people.find("ana").unwrap())), [false, true]);
    assert_eq!(cut(Component::Credential(stack.credentials.find("anas").unwrap())), [false, true]);
}

#[test]
fn names_ask_before_what_merely_arrives() {
    let mut stack = people(vec![
        two_way(integration("a", "b", &["person"])),
        integration("b", "c", &["person"]),
    ]);
    stack.automations.push(automation("score", "c", &["person.email", "account"])).unwrap();
    stack.automations.push(automation("own", "a", &["person.email"])).unwrap();
    stack.link();
    let needs: Vec<_> = Network::of(&stack)
        .needs
        .iter()
        .map(|it| (stack.tools[it.tool].id.to_string(), it.why))
        .collect();
    let asks = |tool: &str, why| (tool.to_owned(), why);
    assert_eq!(
        needs,
        [
            asks("c", NeedKind::Automation),
            asks("c", NeedKind::Automation),
            asks("b", NeedKind::Feed),
        ]
    );
}

#[test]
fn neighbours_come_with_their_distance() {
    let stack = people(vec![
        integration("a", "b", &["person"]),
        integration("b", "c", &[]),
        integration("c", "a", &["account"]),
    ]);
    let network = Network::of(&stack);
    let near = network.downstream(id(&stack, "a"), None);
    let seen: Vec<_> =
        near.iter().map(|it| (stack.tools[it.tool].id.as_str(), it.distance)).collect();
    assert_eq!(seen, [("b", 1), ("c", 2)]);
    assert_eq!(network.upstream(id(&stack, "a"), Some(1)).len(), 1);
}

#[test]
fn all_paths_come_short_ones_first() {
    let stack = people(vec![
        integration("a", "b", &["person"]),
        integration("b", "d", &["person"]),
        two_way(integration("a", "d", &["person"])),
    ]);
    let network = Network::of(&stack);
    let bounds = Bounds { hops_max: 5, paths_max: 10 };
    let found = network.paths(&stack, (id(&stack, "a"), id(&stack, "d")), person(&stack), bounds);
    assert_eq!(found.paths.iter().map(|it| it.flows.len()).collect::<Vec<_>>(), [1, 2]);
    assert!(!found.truncated);
}

/// Any small network of one object, its fields renamed at random.
fn small_stack() -> impl Strategy<Value = Stack> {
    let maps = prop::collection::vec((0..3_usize, 0..3_usize), 0..3);
    let edge = (0..5_usize, 0..5_usize, 0..4_u8, any::<bool>(), maps);
    prop::collection::vec(edge, 0..9).prop_map(|edges| {
        const TOOLS: [&str; 5] = ["a", "b", "c", "d", "e"];
        const FIELDS: [&str; 3] = ["x", "y", "z"];
        let integrations = edges.into_iter().enumerate().map(|(number, edge)| {
            let (from, target, minutes, is_two_way, maps) = edge;
            let mut it = integration(TOOLS[from], TOOLS[target], &["person"]);
            it.id = Label::new(&format!("i{number}"));
            it.objects[0].fields =
                maps.into_iter().map(|(near, far)| field(FIELDS[near], FIELDS[far])).collect();
            let it = if minutes == 3 { it } else { every(it, f64::from(minutes)) };
            if is_two_way { two_way(it) } else { it }
        });
        stack(&TOOLS, &[("person", "a")], integrations.collect())
    })
}

/// The cost of the best way to each tool and name, found by relaxing until nothing changes.
fn relaxed(
    stack: &Stack,
    network: &Network,
    start: (ToolId, &str),
) -> BTreeMap<(ToolId, String), (u32, f64)> {
    let names = flows::names_at(stack, network.flows.iter(), start.0, start.1);
    let mut best: BTreeMap<_, _> =
        names.into_iter().map(|it| ((start.0, it.to_owned()), (0, 0.0))).collect();
    loop {
        let mut next = best.clone();
        for ((tool, name), (open, known)) in &best {
            for flow in network.flows.iter().filter(|it| it.from == *tool) {
                let mut names = Vec::new();
                flows::names_beyond(stack, flow, name, &mut names);
                for beyond in names {
                    let offer = (open + flow.age.open, known + flow.age.known.get());
                    let slot = next.entry((flow.to, beyond.to_owned())).or_insert(offer);
                    if offer < *slot {
                        *slot = offer;
                    }
                }
            }
        }
        if next == best {
            return best;
        }
        best = next;
    }
}

/// What `b` calls the field says nothing of what `a` calls it, although both move the same object.
#[test]
fn a_tool_s_own_name_for_a_field_is_told_by_its_own_flows_alone() {
    let timely = |mut it: Integration, field| {
        it.objects[0].fields = vec![field];
        it.latency = Some(Minutes::ZERO);
        every(it, 0.0)
    };
    let stack = people(vec![
        two_way(timely(integration("b", "a", &["person"]), field("x", "y"))),
        timely(integration("b", "b", &["person"]), field("x", "x")),
    ]);
    let network = Network::of(&stack);
    let a = id(&stack, "a");
    assert_eq!(flows::names_at(&stack, network.flows.iter(), a, "x"), ["x", "y"]);
    let cargo = Cargo { object: stack.objects.find("person"), field: Some("x") };
    let ends = (a, id(&stack, "b"));
    let path = network.path(&stack, ends, cargo, &Cut::default()).unwrap();
    assert_eq!((path.flows.len(), path.age), (1, Age::default()));
}

proptest! {
    #[test]
    fn many_questions_at_once_are_answered_as_one_by_one(stack in small_stack()) {
        let network = Network::of(&stack);
        let object = stack.objects.find("person").unwrap();
        let fields = ["w", "x", "y", "z"];
        let questions: Vec<_> = network
            .flows()
            .flat_map(|(_, it)| fields.map(|field| Question { from: it.to, field, to: it.from }))
            .collect();
        let answers = network.get_back(&stack, object, &questions);
        prop_assert_eq!(answers.len(), questions.len());
        for (question, answer) in questions.iter().zip(answers) {
            let cargo = Cargo { object: Some(object), field: Some(question.field) };
            let tree = network.tree(&stack, question.from, cargo, &Cut::default());
            let expected = tree.is_some_and(|it| it.is_reached(question.to));
            prop_assert_eq!(answer, Some(expected), "{:?}", question);
        }
    }

    #[test]
    fn field_paths_are_as_good_as_an_exhaustive_search(stack in small_stack()) {
        let network = Network::of(&stack);
        let from = id(&stack, "a");
        let best = relaxed(&stack, &network, (from, "x"));
        let cargo = Cargo { object: stack.objects.find("person"), field: Some("x") };
        for tool in stack.tools.ids().filter(|it| *it != from) {
            let found = network.path(&stack, (from, tool), cargo, &Cut::default());
            let expected = best
                .iter()
                .filter(|((it, _), _)| *it == tool)
                .map(|(_, cost)| *cost)
                .min_by(|left, right| left.partial_cmp(right).unwrap());
            prop_assert_eq!(found.map(|it| (it.age.open, it.age.known.get())), expected);
        }
    }
}
