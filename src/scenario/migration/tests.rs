//! Replacements of the example and of small stacks.

use super::*;
use crate::load::{Alone, load};
use crate::text::Span;

const EXAMPLE: &str = include_str!("../../../stack.example.yaml");

fn analysis(text: &str) -> Analysis {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, today)
}

fn replace(text: &str, tool: &str, terms: Terms) -> Migration {
    let edit =
        Edit::ReplaceTool { tool: Label::new(tool), by: Label::new("hubspot"), span: Span::NONE };
    let before = analysis(text);
    let after = before.stack.clone();
    migrations((&before, &after), &[edit], terms).remove(0)
}

const SMALL: &str = "version: 1
tools:
  - {id: map, name: Mailer, category: marketing-automation, sends: email}
  - {id: crm, name: CRM, category: crm}
  - {id: bi, name: Charts, category: bi}
  - {id: forms, name: Forms, category: cms}
  - {id: chat, name: Chat, category: chat}
  - {id: far, name: Far, category: bi}
objects: [{id: person, name: Person, system_of_record: crm}]
integrations:
  - {id: sync, from: crm, to: map, direction: two_way, objects: person, method: native_connector}
  - {id: charts, from: map, to: bi, objects: person, method: file_transfer}
  - {id: leads, from: forms, to: map, objects: person, method: webhook}
  - {id: talk, from: chat, to: map, objects: person, method: webhook}
  - {id: ask, from: forms, to: chat, direction: two_way, objects: person, method: webhook}
  - {id: beyond, from: bi, to: far, objects: person, method: webhook}
";

#[test]
fn consumers_go_first_the_system_of_record_last_and_circles_together() {
    let found = replace(SMALL, "map", Terms::default());
    let steps: Vec<(StepKind, String)> = found
        .cutover
        .iter()
        .map(|it| (it.kind, it.tools.iter().map(Label::as_str).collect::<Vec<_>>().join(" ")))
        .collect();
    let expected = [
        (StepKind::ShareSuppression, "map"),
        (StepKind::Consumer, "bi"),
        (StepKind::Feeder, "chat forms"),
        (StepKind::SystemOfRecord, "crm"),
    ];
    assert_eq!(steps, expected.map(|(kind, tools)| (kind, tools.to_owned())));
}

#[test]
fn what_nobody_has_said_is_unknown() {
    let found = replace(SMALL, "map", Terms { planned_weeks: Some(13.0), ..Terms::default() });
    assert_eq!(found.chance, None);
    assert!(found.estimate.weeks.is_none() && found.remedies.is_empty());
    assert!(found.unknown.iter().any(|it| it.starts_with("how many hours a week")));
    assert!(found.unknown.iter().any(|it| it.starts_with("until when notice")));
}

#[test]
fn the_plan_is_the_initiatives_unless_another_is_stated() {
    let found = replace(EXAMPLE, "marketo", Terms::default());
    assert_eq!(found.planned_weeks, Some(13.0));
    assert!(!found.is_pace_stated && found.chance < Some(0.2));
    assert!(!found.remedies.is_empty());
    let stated = Terms { planned_weeks: Some(900.0), hours_per_week: Some(50.0), start: None };
    let found = replace(EXAMPLE, "marketo", stated);
    assert_eq!((found.planned_weeks, found.chance), (Some(900.0), Some(1.0)));
    assert!(found.is_pace_stated && found.remedies.is_empty());
}

#[test]
fn the_waterfall_ends_at_what_it_takes() {
    let found = replace(EXAMPLE, "marketo", Terms::default());
    let told: f64 = found.waterfall.iter().map(|(_, hours)| hours).sum();
    let estimate = &found.estimate;
    let whole = (estimate.base_hours() + estimate.hidden_hours) * (1.0 + estimate.overhead_share);
    assert!((told - whole).abs() < 1.0, "{told} {whole}");
    for part in &found.parts {
        assert!(part.low <= part.likely && part.likely <= part.high, "{part:?}");
        let mean = (part.low + 4.0 * part.likely + part.high) / 6.0;
        assert!((mean - part.mean).abs() < 0.1, "{part:?}");
    }
}
