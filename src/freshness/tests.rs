use super::*;
use crate::network::sample::{automation, every, field, integration, journey, stack, stage};
use crate::stack::Integration;

fn minutes(minutes: f64) -> Minutes {
    Minutes::new(minutes).unwrap()
}

fn fresh(stack: &Stack) -> Freshness {
    Freshness::of(stack, &Network::of(stack))
}

/// "a→c object.field: worst / mean, verdict".
fn told(stack: &Stack, ages: &Freshness) -> Vec<String> {
    let network = Network::of(stack);
    let one = |it: &Consumer| {
        let object = &stack.objects[it.object].id;
        let what =
            it.field.as_ref().map_or(object.to_string(), |field| format!("{object}.{field}"));
        let tool = &stack.tools[it.tool].id;
        let Some(arrival) = &it.arrival else { return format!("{tool} {what}: {:?}", it.verdict) };
        let slowest = arrival.slowest.map(|it| network.flow(it).integration);
        let slowest = slowest.map_or("none", |it| stack.integrations[it].id.as_str());
        let (worst, mean) = (arrival.worst.words(), arrival.mean.words());
        format!("{tool} {what}: {worst} / {mean}, {slowest}, {:?}", it.verdict)
    };
    ages.consumers.iter().map(one).collect()
}

fn hourly(from: &str, to: &str) -> Integration {
    every(integration(from, to, &["person"]), 60.0)
}

#[test]
fn every_consumer_has_its_age_and_the_hop_that_spends_it() {
    let daily = every(integration("b", "c", &["person"]), 1440.0);
    let mut stack = stack(&["a", "b", "c", "d"], &[("person", "a")], vec![hourly("a", "b"), daily]);
    let person = stack.objects.find("person").unwrap();
    stack.objects[person].freshness_slo = Some(minutes(1440.0));
    stack.automations.push(automation("score", "c", &["person.title"])).unwrap();
    stack.automations.push(automation("never", "d", &["person"])).unwrap();
    stack.link();
    let ages = fresh(&stack);
    assert_eq!(
        told(&stack, &ages),
        [
            "b person: 60 min / 30 min, a-b, Kept",
            "d person: Unfed",
            "c person.title: 25 h / 12.5 h, b-c, Missed",
        ]
    );
    assert_eq!(ages.oldest(person), Some(Age { known: minutes(1500.0), open: 0 }));
}

#[test]
fn unknown_times_say_at_least_and_take_the_least_of_all_ways() {
    // Over b one hop is open and the other takes a day; the direct way over c is open twice, and adds nothing known.
    let open = integration("a", "b", &["person"]);
    let slow = every(integration("b", "d", &["person"]), 1440.0);
    let ways =
        vec![open, slow, integration("a", "c", &["person"]), integration("c", "d", &["person"])];
    let mut stack = stack(&["a", "b", "c", "d"], &[("person", "a")], ways);
    let person = stack.objects.find("person").unwrap();
    stack.objects[person].freshness_slo = Some(minutes(60.0));
    let ages = fresh(&stack);
    let at_d = ages.at(stack.tools.find("d").unwrap()).next().unwrap();
    // A day is known of the way shown, but the other way may be quicker: nothing is missed for certain.
    assert_eq!(at_d.verdict, Verdict::Unknown);
    assert_eq!(at_d.arrival.as_ref().unwrap().worst.known, minutes(0.0));
    assert!(at_d.arrival.as_ref().unwrap().worst.open > 0);
}

#[test]
fn a_field_is_as_old_as_its_own_way_under_its_own_names() {
    let mut direct = hourly("a", "c");
    direct.objects[0].fields = vec![field("email", "email")];
    let mut first = hourly("a", "b");
    first.objects[0].fields = vec![field("title", "role")];
    let mut second = every(integration("b", "c", &["person"]), 120.0);
    second.objects[0].fields = vec![field("role", "job")];
    let mut stack = stack(&["a", "b", "c"], &[("person", "a")], vec![direct, first, second]);
    let reads = &["person.title", "person.email", "person.phone"];
    stack.automations.push(automation("score", "c", reads)).unwrap();
    stack.link();
    assert_eq!(
        told(&stack, &fresh(&stack)),
        [
            "b person: 60 min / 30 min, a-b, Unpromised",
            "c person.email: 60 min / 30 min, a-c, Unpromised",
            "c person.phone: Unfed",
            "c person.title: 3 h / 90 min, b-c, Unpromised",
        ]
    );
}

#[test]
fn stages_and_integrations_promise_too() {
    let mut slow = every(integration("b", "c", &["person"]), 120.0);
    slow.freshness_slo = Some(minutes(60.0));
    let mut stack = stack(&["a", "b", "c"], &[("person", "a")], vec![hourly("a", "b"), slow]);
    let promised = |tool: &str, slo: f64| {
        let mut stage = stage(tool, "person");
        stage.slo = Some(minutes(slo));
        stage
    };
    let stages = vec![stage("a", "person"), promised("b", 60.0), promised("c", 90.0)];
    stack.journeys.push(journey("lead", 1.0, stages)).unwrap();
    stack.link();
    let ages = fresh(&stack);
    let verdicts: Vec<_> = ages.hand_offs.iter().map(|it| it.verdict).collect();
    assert_eq!(verdicts, [Verdict::Kept, Verdict::Missed]);
    assert_eq!(ages.integrations.len(), 1);
    assert_eq!(ages.integrations[0].verdict, Verdict::Missed);
}

#[test]
fn what_nobody_keeps_has_no_age() {
    let mut stack = stack(&["a", "b"], &[("person", "a")], vec![hourly("a", "b")]);
    let person = stack.objects.find("person").unwrap();
    stack.objects[person].system_of_record = None;
    stack.automations.push(automation("score", "b", &["person"])).unwrap();
    stack.link();
    assert_eq!(told(&stack, &fresh(&stack)), ["b person: Unknown"]);
}
