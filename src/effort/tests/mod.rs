//! The golden figures of the model, and what must hold of any inventory.

use super::*;
use crate::stack::Company;

fn shipped() -> Table {
    Table::of(&Company::default())
}

/// The estate of the golden figures: twenty integrations, 120 automations, and what hangs on them.
fn estate() -> Inventory {
    let mut found =
        Inventory { records: Some(250_000.0), undocumented: Some(0.6), ..Inventory::default() };
    for (unit, count) in [
        (Unit::Connector, 3.0),
        (Unit::Recipe, 6.0),
        (Unit::Webhook, 3.0),
        (Unit::CustomApi, 2.0),
        (Unit::File, 1.0),
        (Unit::CsvRoutine, 5.0),
        (Unit::AutomationSimple, 70.0),
        (Unit::AutomationMedium, 40.0),
        (Unit::AutomationComplex, 10.0),
        (Unit::Email, 120.0),
        (Unit::Template, 8.0),
        (Unit::Form, 40.0),
        (Unit::LandingPage, 60.0),
        (Unit::List, 120.0),
        (Unit::Report, 25.0),
        (Unit::Field, 250.0),
    ] {
        found.add(unit, count);
    }
    found
}

fn near(what: &str, found: f64, wanted: f64, error: f64) {
    assert!((found - wanted).abs() <= error, "{what}: {found} instead of {wanted}");
}

/// Hours within 2 %, weeks within 0.6, chances within 1.5 points of an independent run of 400,000 draws.
#[test]
fn the_golden_estate_takes_what_it_takes() {
    let whole = estimate(&estate(), &shipped(), Some(Pace::of(50.0)));
    let part = |part: Part| whole.parts.iter().find(|(it, _)| *it == part).unwrap().1;
    near("integrations", part(Part::Integrations), 501.0, 1.0);
    near("assets", part(Part::Assets), 295.0, 1.0);
    near("automations", part(Part::Automations), 287.0, 1.0);
    near("fields", part(Part::Fields), 57.0, 1.0);
    near("data load", part(Part::DataLoad), 46.0, 1.0);
    near("hidden", whole.hidden_hours, 129.0, 1.0);
    for (share, hours) in [(0.1, 1303.0), (0.5, 1936.0), (0.8, 2511.0), (0.9, 2878.0)] {
        near("hours", whole.hours.at(share), hours, hours * 0.02);
    }
    let weeks = whole.weeks.unwrap();
    for (share, wanted) in [(0.1, 31.7), (0.5, 44.4), (0.8, 55.9), (0.9, 63.3)] {
        near("weeks", weeks.at(share), wanted, 0.6);
    }
    for (within, chance) in [(13.0, 0.0), (26.0, 0.02), (39.0, 0.315)] {
        near("chance", weeks.chance_within(within), chance, 0.015);
    }
}

#[test]
fn documenting_first_saves_four_weeks() {
    let documented = Inventory { undocumented: Some(0.0), ..estate() };
    let weeks = estimate(&documented, &shipped(), Some(Pace::of(50.0))).weeks.unwrap();
    near("median", weeks.at(0.5), 40.6, 0.6);
}

/// Nine connectors, two fifths of the automations, 150 fields, no cleaning, no overhead, no waiting: eleven weeks.
#[test]
fn the_vendors_view_forgets_most() {
    let mut view =
        Inventory { records: Some(0.0), undocumented: Some(0.0), ..Inventory::default() };
    for (unit, count) in &estate().counts {
        let kept = match (unit, unit.part()) {
            (Unit::Connector | Unit::Recipe, _) | (_, Part::Assets) => *count,
            (_, Part::Integrations | Part::DataLoad) => 0.0,
            (_, Part::Automations) => count * 0.4,
            (_, Part::Fields) => 150.0,
        };
        view.add(*unit, kept);
    }
    let pace = Pace { hours_per_week: 50.0, has_lags: false, has_overheads: false };
    let vendor = estimate(&view, &shipped(), Some(pace));
    near("hours", vendor.base_hours(), 551.0, 1.0);
    near("weeks", vendor.weeks.unwrap().at(0.5), 11.0, 0.6);
}

#[test]
fn what_would_have_to_go() {
    let found = remedies(&estate(), &shipped(), Pace::of(50.0), 26.0);
    let Some(Remedy::Capacity { hours_per_week: Some(capacity) }) = found.first() else {
        panic!("{found:?}");
    };
    let weeks = estimate(&estate(), &shipped(), Some(Pace::of(*capacity))).weeks.unwrap();
    near("chance", weeks.chance_within(26.0), 0.5, 0.001);
    assert!(found.iter().any(|it| matches!(it, Remedy::Drop { part: Part::Integrations, .. })));
    assert!(found.iter().any(|it| matches!(it, Remedy::Document { .. })));
    let hopeless = remedies(&estate(), &shipped(), Pace::of(50.0), 2.0);
    assert_eq!(hopeless[0], Remedy::Capacity { hours_per_week: None });
}

#[test]
fn more_never_takes_less_and_not_knowing_is_wider() {
    let table = shipped();
    let whole = estimate(&estate(), &table, None);
    let mut more = estate();
    more.add(Unit::CustomApi, 1.0);
    assert!(estimate(&more, &table, None).hours.at(0.5) > whole.hours.at(0.5));
    let unknown = Inventory { undocumented: None, records: None, ..estate() };
    let vague = estimate(&unknown, &table, None);
    let width = |it: &Estimate| it.hours.at(0.9) / it.hours.at(0.1);
    assert!(width(&vague) > width(&whole));
    assert_eq!(vague, estimate(&unknown, &table, None), "the same figures each time");
}

#[test]
fn nothing_takes_only_the_data_load() {
    let nothing = Inventory { records: Some(0.0), undocumented: Some(0.0), ..Inventory::default() };
    let found = estimate(&nothing, &shipped(), None);
    near("mean", found.base_hours(), 25.3, 0.1);
    assert!(found.weeks.is_none());
}
