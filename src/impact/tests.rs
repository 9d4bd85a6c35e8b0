use proptest::prelude::*;

use super::*;
use crate::fragility::Fragility;
use crate::network::sample::*;
use crate::network::{Cargo, Cut};
use crate::stack::{Cost, Date, FieldRef, Integration, Lifecycle, Method, Minutes, Purpose, Spans};
use crate::text::{Label, Span};

/// The needs hit by the loss of a tool: `tool fate: reason`.
fn hits(stack: &Stack, gone: &str) -> Vec<String> {
    let blast = remove(stack, gone);
    blast
        .affected
        .iter()
        .map(|it| format!("{} {}: {}", stack.tools[it.need.tool].id, it.fate.name(), it.reason))
        .collect()
}

fn remove(stack: &Stack, tool: &str) -> Blast {
    lose(stack, Component::Tool(stack.tools.find(tool).unwrap()))
}

fn lose(stack: &Stack, gone: Component) -> Blast {
    of(stack, &Network::of(stack), &[gone])
}

fn people(integrations: Vec<Integration>) -> Stack {
    stack(&["crm", "hub", "mail", "ads"], &[("person", "crm")], integrations)
}

fn sync(from: &str, to: &str, minutes: f64) -> Integration {
    every(integration(from, to, &["person"]), minutes)
}

fn named(id: &str, mut integration: Integration) -> Integration {
    integration.id = Label::new(id);
    integration
}

#[test]
fn the_only_way_breaks_and_says_so() {
    let stack = people(vec![sync("crm", "hub", 15.0), sync("hub", "mail", 15.0)]);
    assert_eq!(hits(&stack, "hub"), ["mail broken: mail gets person only through hub"]);
    let integration = stack.integrations.find("crm-hub").unwrap();
    let blast = lose(&stack, Component::Integration(integration));
    let reasons: Vec<_> = blast.affected.iter().map(|it| it.reason.as_str()).collect();
    assert_eq!(
        reasons,
        ["hub gets person only through `crm-hub`", "mail gets person only through `crm-hub`",]
    );
    assert_eq!(blast.unaffected, 0);
}

#[test]
fn a_second_way_degrades_what_it_is_worse_for() {
    let stack = people(vec![
        sync("crm", "hub", 15.0),
        sync("hub", "mail", 15.0),
        sync("crm", "ads", 60.0),
        sync("ads", "mail", 60.0),
    ]);
    assert_eq!(
        hits(&stack, "hub"),
        ["mail degraded: mail still gets person through ads, up to 2 h old instead of 30 min"]
    );
    assert!(hits(&stack, "ads").is_empty());
    assert_eq!(remove(&stack, "ads").unaffected, 2);
}

#[test]
fn a_way_by_hand_is_worse_though_it_is_as_fast() {
    let mut by_hand = named("upload", sync("crm", "mail", 15.0));
    by_hand.method = Method::ManualCsv;
    let stack = people(vec![sync("crm", "mail", 15.0), by_hand]);
    let blast = lose(&stack, Component::Integration(stack.integrations.find("crm-mail").unwrap()));
    assert_eq!(
        blast.affected[0].reason,
        "mail still gets person through `upload`, up to 15 min old and in part by hand"
    );
}

#[test]
fn a_way_that_is_too_slow_makes_stale() {
    let mut stack =
        people(vec![sync("crm", "mail", 15.0), named("slow", sync("crm", "mail", 1440.0))]);
    stack.objects.get_mut("person").unwrap().freshness_slo = Some(Minutes::new(60.0).unwrap());
    let blast = lose(&stack, Component::Integration(stack.integrations.find("crm-mail").unwrap()));
    assert_eq!(blast.affected[0].fate, Fate::Stale);
    assert!(blast.affected[0].reason.ends_with("; 60 min is allowed"), "{blast:?}");
}

#[test]
fn without_its_system_of_record_data_is_headless_where_copies_go_round() {
    let stack =
        people(vec![sync("crm", "hub", 15.0), sync("hub", "mail", 15.0), sync("crm", "ads", 15.0)]);
    assert_eq!(
        hits(&stack, "crm"),
        [
            "hub broken: hub gets person only through crm",
            "ads broken: ads gets person only through crm",
            "mail headless: crm no longer keeps person; mail still gets copies from hub",
        ]
    );
    let headless = &remove(&stack, "crm").hosted.headless;
    assert_eq!(headless.len(), 1);
    assert_eq!(headless[0].copies.len(), 3);
}

#[test]
fn middleware_and_credentials_take_their_integrations_along() {
    let mut by_way = sync("crm", "mail", 15.0);
    by_way.via = Some(to("hub"));
    by_way.credential = Some(to("anas"));
    let mut stack = people(vec![by_way]);
    stack.people.push(person("ana")).unwrap();
    stack.credentials.push(personal_credential("anas", "ana", "ads")).unwrap();
    stack.link();
    assert_eq!(hits(&stack, "hub"), ["mail broken: mail gets person only through hub"]);
    assert_eq!(hits(&stack, "ads"), ["mail broken: mail gets person only through `crm-mail`"]);
    let blast = lose(&stack, Component::Person(stack.people.find("ana").unwrap()));
    assert_eq!(blast.affected.len(), 1);
}

#[test]
fn a_fallback_that_knows_the_object_takes_over() {
    let mut stack =
        people(vec![sync("crm", "hub", 15.0), sync("hub", "mail", 15.0), sync("crm", "ads", 5.0)]);
    stack.tools.get_mut("hub").unwrap().fallback =
        Some(crate::stack::Fallback { tool: to("ads"), activation_hours: Some(4.0) });
    stack.link();
    assert_eq!(
        hits(&stack, "hub"),
        ["mail degraded: ads, the fallback of hub, takes over after 4 h"]
    );
    stack.tools.get_mut("ads").unwrap().lifecycle = Lifecycle::Retired;
    assert_eq!(hits(&stack, "hub").len(), 1);
    assert!(hits(&stack, "hub")[0].starts_with("mail broken"));
}

#[test]
fn a_field_breaks_where_its_object_still_arrives() {
    let mut narrow = sync("hub", "mail", 15.0);
    narrow.objects[0].fields = vec![field("email", "email")];
    let mut stack = people(vec![sync("crm", "hub", 15.0), narrow, sync("crm", "ads", 15.0), {
        let mut other = sync("ads", "mail", 15.0);
        other.objects[0].fields = vec![field("phone", "phone")];
        other
    }]);
    stack
        .automations
        .push(automation("nurture", "mail", &["person.email", "person.phone"]))
        .unwrap();
    stack.link();
    assert_eq!(hits(&stack, "hub"), ["mail broken: mail gets person.email only through hub"]);
    assert_eq!(hits(&stack, "ads"), ["mail broken: mail gets person.phone only through ads"]);
}

#[test]
fn journeys_stop_at_the_stage_that_is_lost() {
    let mut stack = people(vec![sync("crm", "hub", 15.0), sync("hub", "mail", 15.0)]);
    let stages = vec![stage("crm", "person"), stage("mail", "person")];
    stack.journeys.push(journey("lead", 100.0, stages)).unwrap();
    stack.link();
    let middle = remove(&stack, "hub");
    assert_eq!(middle.journeys.len(), 1);
    assert_eq!(middle.journeys[0].fate, JourneyFate::Stopped);
    assert_eq!(middle.journeys[0].stage, 1);
    assert_eq!(middle.journeys[0].reason, "at mail: mail gets person only through hub");
    assert_eq!(middle.money.at_risk_per_day, Some(100.0));
    let own = remove(&stack, "crm");
    assert_eq!((own.journeys[0].stage, own.journeys[0].fate), (0, JourneyFate::Stopped));
    assert!(remove(&stack, "ads").journeys.is_empty());
}

#[test]
fn a_bound_hand_off_needs_its_integrations_and_a_person_needs_none() {
    let mut stack = people(vec![
        sync("crm", "mail", 15.0),
        named("other", sync("crm", "mail", 15.0)),
        sync("mail", "ads", 15.0),
    ]);
    let mut bound = stage("mail", "person");
    bound.via = vec![to("crm-mail")];
    let mut by_person = stage("ads", "person");
    by_person.human = true;
    stack
        .journeys
        .push(journey("lead", 1.0, vec![stage("crm", "person"), bound, by_person]))
        .unwrap();
    stack.link();
    let lost = |id: &str| {
        lose(&stack, Component::Integration(stack.integrations.find(id).unwrap())).journeys.len()
    };
    assert_eq!([lost("crm-mail"), lost("other"), lost("mail-ads")], [1, 0, 0]);
}

#[test]
fn money_counts_what_is_stated_only() {
    let mut stack = people(vec![sync("crm", "mail", 15.0)]);
    stack.company.as_of = Date::parse("2026-01-01");
    let tool = stack.tools.get_mut("crm").unwrap();
    tool.cost = Some(Cost { annual: Some(36_500.0), ..Cost::default() });
    tool.contract = Some(crate::stack::Contract {
        renewal_date: Date::parse("2026-04-11"),
        ..crate::stack::Contract::default()
    });
    let money = remove(&stack, "crm").money;
    assert_eq!((money.saved_annual, money.committed), (Some(36_500.0), Some(10_000.0)));
    let blast = remove(&stack, "mail");
    assert_eq!((blast.money.saved_annual, blast.money.unknown_costs), (None, 1));
    assert_eq!(blast.unknowns, ["no cost is stated for mail"]);
}

#[test]
fn weight_is_the_gravest_of_journey_tier_and_consent() {
    let mut stack = people(vec![
        sync("crm", "hub", 15.0),
        sync("crm", "mail", 15.0),
        sync("crm", "ads", 15.0),
        named("planned", sync("crm", "ads", 15.0)),
    ]);
    stack.integrations.get_mut("planned").unwrap().status = crate::stack::Status::Planned;
    stack.integrations.get_mut("crm-ads").unwrap().objects[0].fields =
        vec![field("email", "email")];
    stack.tools.get_mut("ads").unwrap().tier = Some(2);
    stack
        .journeys
        .push(journey("lead", 1.0, vec![stage("crm", "person"), stage("hub", "person")]))
        .unwrap();
    stack.consent.purposes.push(purpose("person.opt_out")).unwrap();
    stack.link();
    let weights = weigh(&stack, &Network::of(&stack), &scores(&[45, 45, 45, 90]));
    let seen: Vec<_> =
        weights.iter().map(|it| (it.impact, it.carries_consent, it.priority)).collect();
    assert_eq!(
        seen,
        [
            (100, true, Priority::High),
            (70, true, Priority::High),
            (40, false, Priority::Medium),
            (0, false, Priority::Medium),
        ]
    );
}

fn purpose(field: &str) -> Purpose {
    Purpose {
        id: Label::new("mailing"),
        channels: Vec::new(),
        legal_basis: None,
        regions: Vec::new(),
        system_of_record: None,
        object_field: Some(FieldRef::new(field, Span::NONE)),
        deadline: None,
        capture_points: Vec::new(),
        senders: None,
        spans: Spans::default(),
    }
}

fn scores(of: &[u8]) -> Vec<Fragility> {
    of.iter()
        .map(|score| Fragility {
            points: Vec::new(),
            likelihood: 0,
            undetectability: 0,
            score: *score,
            low: *score,
            high: *score,
        })
        .collect()
}

const TOOLS: [&str; 6] = ["a", "b", "c", "d", "e", "f"];

/// Small stacks with fields, middleware, fallbacks, cycles and a journey.
fn small_stack() -> impl Strategy<Value = Stack> {
    let edge = (0..6_usize, 0..6_usize, 0..4_u8, any::<bool>(), 0..9_usize, any::<bool>());
    let edges = prop::collection::vec(edge, 0..10);
    let fallback = (0..6_usize, 0..6_usize);
    (edges, fallback, prop::collection::vec(0..6_usize, 0..4)).prop_map(
        |(edges, fallback, stages)| {
            let integrations = edges.into_iter().enumerate().map(|(number, edge)| {
                let (from, target, minutes, is_two_way, via, is_narrow) = edge;
                let mut it = integration(TOOLS[from], TOOLS[target], &["person"]);
                it.id = Label::new(&format!("i{number}"));
                it.via = TOOLS.get(via).map(|it| to(it));
                if is_narrow {
                    it.objects[0].fields = vec![field("email", "email")];
                }
                let it = if minutes == 3 { it } else { every(it, f64::from(minutes)) };
                if is_two_way { two_way(it) } else { it }
            });
            let mut stack = stack(&TOOLS, &[("person", "a")], integrations.collect());
            for tool in TOOLS {
                let reads = ["person.email", "person.phone"];
                stack.automations.push(automation(&format!("of-{tool}"), tool, &reads)).unwrap();
            }
            stack.tools.get_mut(TOOLS[fallback.0]).unwrap().fallback =
                Some(crate::stack::Fallback {
                    tool: to(TOOLS[fallback.1]),
                    activation_hours: None,
                });
            let mut named: Vec<_> =
                stages.into_iter().map(|it| stage(TOOLS[it], "person")).collect();
            for (number, it) in named.iter_mut().enumerate() {
                it.id = Label::new(&number.to_string());
            }
            stack.journeys.push(journey("lead", 10.0, named)).unwrap();
            stack.link();
            stack
        },
    )
}

/// Positions of the needs that are no longer met from their system of record.
fn unmet(network: &Network, blast: &Blast) -> Vec<usize> {
    let lost = blast.affected.iter().filter(|it| matches!(it.fate, Fate::Broken | Fate::Headless));
    lost.map(|it| network.needs.iter().position(|need| *need == it.need).unwrap()).collect()
}

proptest! {
    #[test]
    fn the_loss_of_nothing_changes_nothing(stack in small_stack()) {
        let blast = of(&stack, &Network::of(&stack), &[]);
        let unaffected = blast.unaffected;
        prop_assert_eq!(blast, Blast { unaffected, ..Blast::default() });
    }

    #[test]
    fn the_loss_of_more_never_breaks_less(stack in small_stack(), first in 0..6_usize, second in 0..6_usize) {
        let network = Network::of(&stack);
        let tool = |it: usize| Component::Tool(stack.tools.ids().nth(it).unwrap());
        let less = of(&stack, &network, &[tool(first)]);
        let more = of(&stack, &network, &[tool(first), tool(second)]);
        let after = unmet(&network, &more);
        for need in unmet(&network, &less) {
            let is_gone = Component::Tool(network.needs[need].tool) == tool(second);
            prop_assert!(is_gone || after.contains(&need));
        }
        let stopped = |it: &Blast| it.journeys.iter().any(|it| it.fate == JourneyFate::Stopped);
        prop_assert!(!stopped(&less) || stopped(&more));
    }

    #[test]
    fn fates_agree_with_a_search_for_each_need(stack in small_stack(), gone in 0..6_usize) {
        let network = Network::of(&stack);
        let gone = [Component::Tool(stack.tools.ids().nth(gone).unwrap())];
        let blast = of(&stack, &network, &gone);
        let cut = network.cut(&stack, &gone);
        let unmet = unmet(&network, &blast);
        for (position, need) in network.needs.iter().enumerate().filter(|it| !cut.has_tool(it.1.tool)) {
            let ends = (need.system_of_record.unwrap(), need.tool);
            let cargo = Cargo { object: Some(need.object), field: need.field.as_deref() };
            let before = network.path(&stack, ends, cargo, &Cut::default());
            let after = network.path(&stack, ends, cargo, &cut);
            let found = blast.affected.iter().find(|it| it.need == *need);
            if unmet.contains(&position) {
                prop_assert!(before.is_some() && after.is_none());
            } else if let (Some(before), None) = (&before, &after) {
                prop_assert!(found.is_some_and(|it| it.reason.contains("fallback")), "{before:?}");
            } else if let Some(found) = found {
                prop_assert_eq!(found.after.as_ref().map(|it| it.age), after.map(|it| it.age));
            } else {
                prop_assert_eq!(before.map(|it| it.age), after.map(|it| it.age));
            }
        }
    }

    #[test]
    fn ranks_agree_with_one_loss_after_the_other(stack in small_stack()) {
        let network = Network::of(&stack);
        let ranks = rank(&stack, &network);
        prop_assert_eq!(ranks.len(), stack.tools.len());
        prop_assert!(ranks.is_sorted_by(|left, right| left.broken >= right.broken));
        for it in ranks {
            let blast = of(&stack, &network, &[Component::Tool(it.tool)]);
            let broken = unmet(&network, &blast).len();
            prop_assert_eq!((it.broken, it.degraded), (broken, blast.affected.len() - broken));
            let value = (it.journeys_stopped > 0).then_some(it.value_per_day);
            prop_assert_eq!(value, blast.money.at_risk_per_day);
        }
    }
}
