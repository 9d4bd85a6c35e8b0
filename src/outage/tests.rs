use proptest::prelude::*;

use super::{Drain, EventKind, HandoverKind, Mode, Outage, Preset, handover, of};
use crate::analysis::Analysis;
use crate::load::{Alone, load};
use crate::network::{Component, sample};
use crate::reliability::Range;
use crate::stack::{Date, JourneyStage, Minutes, Stack};

/// One CRM whose data goes out by a webhook, by a fetch, by a fetch that just keeps pace, and by hand.
const SHOP: &str = "
version: 1
company: {name: Shop, as_of: 2026-09-10}
teams: [{id: mops, name: Mops, lead: eva}]
people:
  - {id: eva, name: Eva, team: mops, active: true}
  - {id: bo, name: Bo, team: mops, active: true, date_out: 2026-09-30}
tools:
  - {id: crm, name: CRM, category: crm, technical_owner: bo, admins: [bo]}
  - {id: mail, name: Mail, category: marketing-automation, sends: [email]}
  - {id: chat, name: Chat, category: other}
  - {id: wall, name: Wall, category: bi}
  - {id: list, name: List, category: storage}
objects:
  - {id: person, name: Person, system_of_record: crm, fields: [{name: opted_out}]}
credentials:
  - {id: bo-chat, kind: oauth, principal: person, holder: bo, tool: crm}
integrations:
  - {id: to-mail, from: crm, to: mail, method: native_connector, delivery: pull, frequency: PT1H, latency: PT5M,
     volume_per_day: 2400, throughput_per_hour: 150, objects: [{object: person}], owner: bo, backup_owner: eva,
     monitoring: {kind: alert, to: bo}}
  - {id: to-chat, from: crm, to: chat, method: webhook, delivery: push, retry: {window: PT1H}, replayable: false,
     volume_per_day: 2400, throughput_per_hour: 200, objects: [{object: person}], credential: bo-chat,
     monitoring: {kind: alert, to: mops}}
  - {id: to-wall, from: crm, to: wall, method: elt, frequency: P1D, volume_per_day: 2400, throughput_per_hour: 100,
     objects: [{object: person}]}
  - {id: to-list, from: crm, to: list, method: manual_csv, frequency: P7D, hours_per_run: 2, objects: [{object: person}]}
consent:
  purposes: [{id: news, channels: [email], legal_basis: consent, object_field: person.opted_out, deadline: PT4H, capture_points: [crm]}]
journeys:
  - {id: lead, name: Lead, value_per_day: 2400, stages: [{id: new, tool: crm, object: person}, {id: mailed, tool: mail, object: person, slo: PT2H}]}
";

fn shop() -> Analysis {
    let loaded = load("stack.yaml", SHOP.as_bytes(), &Alone);
    assert_eq!(loaded.problems, [], "the sample is in order");
    Analysis::of(loaded.sources, loaded.stack, Vec::new(), Date::default())
}

fn integrations(analysis: &Analysis) -> Vec<Component> {
    analysis.stack.integrations.ids().map(Component::Integration).collect()
}

fn minutes(minutes: f64) -> Minutes {
    Minutes::new(minutes).unwrap()
}

fn played(analysis: &Analysis, gone: &[Component], time: f64) -> Outage {
    of(analysis, gone, Some(minutes(time))).unwrap()
}

#[test]
fn eight_hours_have_the_figures_of_a_calculation_by_hand() {
    let shop = shop();
    let outage = played(&shop, &integrations(&shop), 480.0);

    let loss = |id: &str| {
        let id = shop.stack.integrations.find(id).unwrap();
        outage.losses.iter().find(|it| it.integration == id).unwrap()
    };
    // 2,400 a day are 100 an hour, 800 in the outage; the webhook tries again for one of eight hours.
    let chat = loss("to-chat");
    assert_eq!((chat.mode, chat.share), (Mode::Push, Range::exactly(0.875)));
    assert_eq!(
        (chat.lost, chat.backlog),
        (Some(Range::exactly(700.0)), Some(Range::exactly(100.0)))
    );
    assert_eq!(chat.drain, Drain::Hours(1.0));
    let mail = loss("to-mail");
    assert_eq!((mail.mode, mail.lost), (Mode::Pull, Some(Range::exactly(0.0))));
    assert_eq!((mail.backlog, mail.drain), (Some(Range::exactly(800.0)), Drain::Hours(16.0)));
    assert_eq!(loss("to-wall").drain, Drain::Never);
    let list = loss("to-list");
    assert_eq!((list.mode, list.work_hours, list.drain), (Mode::Manual, Some(2.0), Drain::Unknown));

    // An hour and five minutes old at worst, five minutes at best; two hours are promised.
    let mail = shop.stack.tools.find("mail").unwrap();
    let ageing = outage.ageing.iter().find(|it| it.tool == mail && it.promised.is_some()).unwrap();
    let overdue = ageing.overdue.unwrap();
    assert_eq!((overdue.earliest, overdue.latest), (minutes(55.0), minutes(115.0)));
    assert_eq!((overdue.until, overdue.is_certain), (minutes(545.0), true));
    assert_eq!(ageing.peak.known, minutes(610.0));

    let [breach] = outage.breaches.as_slice() else { panic!("{:?}", outage.breaches) };
    assert_eq!(breach.overdue.earliest, minutes(175.0));
    assert_eq!(outage.at_risk(), Some(Range::exactly(800.0)));
    let first = outage.first_notice().unwrap();
    assert_eq!((first.after, first.deaf.as_ref()), (Range::exactly(1.0), None));

    let at = |kind: EventKind| outage.events.iter().find(|it| it.kind == kind).unwrap().at;
    let kinds = [EventKind::Noticed, EventKind::Stale, EventKind::Lost, EventKind::Wrong];
    assert_eq!(kinds.map(at), [60.0, 55.0, 60.0, 175.0].map(minutes));
    let ends = [EventKind::Restored, EventKind::Fresh];
    assert_eq!(ends.map(at), [480.0, 720.0 - 175.0].map(minutes));
    let half = outage.steps.iter().find(|it| it.at == minutes(240.0)).unwrap();
    assert_eq!((half.lost.high, half.at_risk.high, half.stale.len()), (300.0, 400.0, 1));
    let day = outage.steps.iter().find(|it| it.at == minutes(1440.0)).unwrap();
    assert_eq!((day.lost.high, day.at_risk.high, day.stale.len()), (700.0, 800.0, 0));
}

#[test]
fn a_source_that_is_down_makes_nothing_that_could_be_lost() {
    let shop = shop();
    let crm = shop.stack.tools.find("crm").unwrap();
    let outage = played(&shop, &[Component::Tool(crm)], 480.0);
    assert!(outage.losses.iter().all(|it| it.is_silent && it.share == Range::exactly(0.0)));
    assert_eq!(outage.breaches, []);
    assert!(outage.recovery[0].starts_with("CRM: "), "{:?}", outage.recovery);
}

#[test]
fn an_outage_of_nothing_changes_nothing() {
    let shop = shop();
    let outage = played(&shop, &[], 480.0);
    let lists = (outage.ageing, outage.breaches, outage.losses, outage.notices, outage.stakes);
    assert_eq!(lists, (vec![], vec![], vec![], vec![], vec![]));
    assert_eq!((outage.events, outage.steps, outage.senders), (vec![], vec![], vec![]));
    let advice = [outage.by_hand, outage.recovery, outage.backfill].concat();
    assert_eq!(advice, Vec::<String>::new());
    assert!(of(&shop, &[], None).is_none(), "nothing tells how long nothing lasts");
}

#[test]
fn without_a_time_it_lasts_as_long_as_the_longest_takes_to_notice_and_to_repair() {
    let shop = shop();
    let mail = shop.stack.integrations.find("to-mail").unwrap();
    let outage = of(&shop, &[Component::Integration(mail)], None).unwrap();
    // An alert tells within an hour; an owner without a runbook takes sixteen.
    assert_eq!(outage.duration.expected, Some(Range::exactly(17.0)));
    assert_eq!(outage.duration.time, minutes(1020.0));
}

#[test]
fn presets_find_their_tools_or_say_what_is_missing() {
    let shop = shop();
    let found = |name: &str| Preset::called(name).unwrap().find(&shop, None);
    let credential = Component::Credential(shop.stack.credentials.find("bo-chat").unwrap());
    assert_eq!(found("integration-user-deactivated").unwrap().gone, [credential]);
    assert_eq!(found("vendor-revokes-tokens").unwrap().gone, [credential]);
    assert!(found("automation-task-limit").is_none());
    let quota = found("crm-quota-hit").unwrap();
    assert_eq!((quota.gone.len(), quota.duration), (3, Some(minutes(1440.0))));
}

#[test]
fn a_leaver_hands_over_with_dates_and_takers() {
    let shop = shop();
    let told = handover(&shop, shop.stack.people.find("bo").unwrap(), None);
    assert_eq!(told.dies, ["to-chat"]);
    let lines: Vec<_> = told
        .items
        .iter()
        .map(|it| (it.kind, it.what.as_str(), it.taker.as_deref(), it.due.unwrap().to_string()))
        .collect();
    let eva = Some("Eva (leads Mops)");
    let day = |text: &str| text.to_owned();
    assert_eq!(
        lines,
        [
            (HandoverKind::Holds, "login `bo-chat`", eva, day("2026-09-16")),
            (HandoverKind::AloneKnows, "CRM", eva, day("2026-09-23")),
            (
                HandoverKind::Hears,
                "integration `to-mail`",
                Some("Eva (backup owner)"),
                day("2026-09-30")
            ),
            (
                HandoverKind::Owns,
                "integration `to-mail`",
                Some("Eva (backup owner)"),
                day("2026-09-30")
            ),
            (HandoverKind::Owns, "CRM", eva, day("2026-09-30")),
        ]
    );
    assert!(told.items.iter().all(|it| !it.is_overdue));
    let early = handover(&shop, shop.stack.people.find("bo").unwrap(), Date::new(2026, 9, 12));
    assert_eq!(early.items.iter().filter(|it| it.is_overdue).count(), 2);
}

/// `a → b → c`, the first leg with this period and latency, the second with that.
fn chain(legs: &[(f64, f64); 2], slo: f64) -> Stack {
    let leg = |from: &str, target: &str, (period, latency): (f64, f64)| {
        let mut it = sample::every(sample::integration(from, target, &["person"]), period);
        it.latency = Minutes::new(latency);
        it
    };
    let mut stack = sample::stack(
        &["a", "b", "c"],
        &[("person", "a")],
        vec![leg("a", "b", legs[0]), leg("b", "c", legs[1])],
    );
    let last = JourneyStage { slo: Minutes::new(slo), ..sample::stage("c", "person") };
    let journey = sample::journey("j", 1.0, vec![sample::stage("a", "person"), last]);
    stack.journeys.push(journey).unwrap();
    let dangling = stack.link();
    assert!(dangling.is_empty());
    stack
}

/// When the last run was started that has arrived by then; no run that overlaps the outage arrives.
fn last_start(moment: f64, leg: (f64, f64), phase: f64, down: Option<f64>) -> f64 {
    let (period, latency) = leg;
    let mut start = phase + ((moment - latency - phase) / period).floor() * period;
    while down.is_some_and(|time| start < time && start + latency > 0.0) {
        start -= period;
    }
    start
}

proptest! {
    #[test]
    fn every_queue_of_runs_stays_within_what_is_told(
        legs in [(10.0..400.0_f64, 0.0..60.0_f64), (10.0..400.0_f64, 0.0..60.0_f64)],
        phases in (0.0..1.0_f64, 0.0..1.0_f64),
        time in 30.0..3000.0_f64,
        slack in 0.5..1500.0_f64,
    ) {
        let worst = legs[0].0 + legs[0].1 + legs[1].0 + legs[1].1;
        let stack = chain(&legs, worst + slack);
        let first = stack.integrations.ids().next().unwrap();
        let analysis = Analysis::of(crate::text::Sources::default(), stack, Vec::new(), Date::default());
        let outage = played(&analysis, &[Component::Integration(first)], time);
        let ageing = outage.ageing.iter().find(|it| it.promised.is_some()).unwrap();
        let age = |moment: f64| {
            let read = last_start(moment, legs[1], phases.1 * legs[1].0, None);
            moment - last_start(read, legs[0], phases.0 * legs[0].0, Some(time))
        };
        let last = time + worst;
        let mut first_breach = None;
        for step in 0..=3000 {
            let moment = f64::from(step) / 3000.0 * (last + 2.0 * worst);
            prop_assert!(age(moment) <= ageing.peak.known.get() + 1e-6);
            if age(moment) > worst + slack + 1e-6 {
                let told = ageing.overdue.unwrap();
                prop_assert!(told.earliest.get() <= moment + 1e-6);
                prop_assert!(moment <= told.until.get() + 1e-6);
                first_breach = first_breach.or(Some(moment));
            }
        }
        if let Some(told) = ageing.overdue.filter(|it| it.is_certain) {
            let grain = (last + 2.0 * worst) / 3000.0;
            let is_seen = first_breach.is_some_and(|it| it <= told.latest.get() + grain + 1e-6);
            prop_assert!(is_seen || told.latest.get() + 2.0 * grain >= time);
        }
    }

    #[test]
    fn a_longer_outage_never_loses_less(one in 1.0..20_000.0_f64, more in 0.0..20_000.0_f64) {
        let shop = shop();
        let gone = integrations(&shop);
        let (short, long) = (played(&shop, &gone, one), played(&shop, &gone, one + more));
        for (short, long) in short.losses.iter().zip(&long.losses) {
            let (few, many) = (short.lost.unwrap_or_default(), long.lost.unwrap_or_default());
            prop_assert!(few.low <= many.low + 1e-6 && few.high <= many.high + 1e-6);
        }
        prop_assert!(short.at_risk().unwrap().high <= long.at_risk().unwrap().high + 1e-6);
        let late = |it: &Outage| it.ageing.iter().filter(|it| it.overdue.is_some()).count();
        prop_assert!(late(&short) <= late(&long) && short.breaches.len() <= long.breaches.len());
        let again = played(&shop, &gone, one);
        prop_assert_eq!((again.events, again.steps), (short.events, short.steps));
    }
}

#[test]
fn who_has_nothing_hands_nothing_over() {
    let mut stack = Stack::default();
    stack.people.push(sample::person("cy")).unwrap();
    let analysis =
        Analysis::of(crate::text::Sources::default(), stack, Vec::new(), Date::default());
    let told = handover(&analysis, analysis.stack.people.find("cy").unwrap(), None);
    assert_eq!((told.items, told.dies, told.has_left), (vec![], vec![], false));
}
