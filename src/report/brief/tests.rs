//! Pages of the example.

use super::*;
use crate::analysis::Analysis;
use crate::load::{Alone, load};
use crate::network::Component;
use crate::outage;
use crate::readiness::{Asked, dossier};
use crate::scenario::{Edit, Terms, migrations, removal, simulate};
use crate::stack::Minutes;
use crate::text::{Label, Span};

fn example() -> Analysis {
    let bytes = include_bytes!("../../../stack.example.yaml");
    let loaded = load("stack.example.yaml", bytes, &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, today)
}

fn page(before: &Analysis, edits: &[Edit], terms: Terms) -> Brief {
    let simulation = simulate(before, edits);
    let migrations = migrations((before, &simulation.after.stack), edits, terms);
    let removal = removal(before, edits, &simulation, terms);
    of_change(&Change {
        before,
        edits,
        simulation: &simulation,
        migrations: &migrations,
        removal: removal.as_ref(),
        start: terms.start,
    })
}

fn remove(tool: &str) -> Edit {
    Edit::RemoveTool { tool: Label::new(tool), span: Span::NONE }
}

/// What every page has to have, whatever it is about.
fn assert_whole(page: &Brief) {
    assert!(page.decision.ends_with('?'), "{}", page.decision);
    assert!(page.answer.ends_with('.') && !page.answer.contains('\n'), "{}", page.answer);
    assert!(!page.yes.is_empty() && !page.no.is_empty(), "{}", page.decision);
    assert!(page.risks.len() <= RISKS_MAX);
    assert!(!page.instead.is_empty() && page.instead.len() <= 3, "{:?}", page.instead);
}

#[test]
fn every_simulation_fills_a_whole_page() {
    let before = example();
    let replace = Edit::ReplaceTool {
        tool: Label::new("marketo"),
        by: Label::new("hubspot"),
        span: Span::NONE,
    };
    let kinds = [
        ("replace", page(&before, &[replace], Terms::default())),
        ("remove", page(&before, &[remove("marketo")], Terms::default())),
    ];
    for (kind, page) in &kinds {
        assert_eq!(page.kind, *kind);
        assert_whole(page);
        assert!(page.tenth.is_some());
        let notice = page.risks.iter().find(|it| it.what.contains("notice")).unwrap();
        assert_eq!((notice.due, notice.owner.is_some()), (Date::parse("2026-11-02"), true));
    }
    assert!(kinds[0].1.answer.contains("not in 13 weeks"), "{}", kinds[0].1.answer);
    assert!(kinds[1].1.answer.starts_with("Not as it stands: Lead to opportunity stops"));
    let salesforce = before.stack.tools.find("salesforce").map(Component::Tool).unwrap();
    let down = outage::of(&before, &[salesforce], Minutes::new(480.0)).unwrap();
    let down = of_outage(&before, &down, None);
    assert_whole(&down);
    assert!(down.answer.starts_with("4 of 4 journeys stop, worth EUR 14,000"), "{}", down.answer);
    let ana = before.stack.people.find("ana").unwrap();
    let leaves = of_handover(&before, &outage::handover(&before, ana, Date::parse("2026-10-31")));
    assert_whole(&leaves);
    assert!(leaves.risks.iter().all(|it| it.due.is_some()));
    let ready = of_dossier(&before, &dossier(&before, Asked::Abm));
    assert_whole(&ready);
    assert!(ready.answer.starts_with("Yes: no must-have"), "{}", ready.answer);
}

#[test]
fn a_tool_that_nobody_misses_may_go() {
    let text = "version: 1\ntools:\n  - {id: crm, name: CRM, category: crm}\n  - {id: seo, name: Seo, category: seo}\n";
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::parse("2026-09-15").unwrap();
    let before = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
    let page = page(&before, &[remove("seo")], Terms::default());
    assert_eq!(page.answer, "Yes, it is safe: nothing flows through it.");
    assert!(page.risks.is_empty() && page.asked.is_empty());
    assert!(page.no[0].contains("UNKNOWN"), "{:?}", page.no);
}

#[test]
fn confidence_falls_with_what_is_not_known_and_what_is_old() {
    let before = example();
    let mut circle = circle::Circle::new(&before);
    assert_eq!(circle.confidence(0).0, Confidence::High);
    assert_eq!(circle.confidence(1).0, Confidence::Medium);
    assert_eq!(circle.confidence(5).0, Confidence::Low);
    let stale = before.stack.integrations.iter().find(|(_, it)| it.verified_at.is_none()).unwrap();
    circle.integrations.insert(stale.0);
    assert_eq!(circle.confidence(0).0, Confidence::Low);
}

#[test]
fn a_purchase_fills_a_page_too() {
    let before = example();
    let request = crate::evaluate::Request {
        subject: crate::evaluate::Subject::named(&before.stack, "6sense"),
        requirements: None,
        neighbours: None,
        by: Date::parse("2026-10-15"),
        hours_per_week: None,
    };
    let page = of_evaluation(&before, &crate::evaluate::of(&before, &request));
    assert_whole(&page);
    assert_eq!((page.kind, page.decision.as_str()), ("buy", "Do we buy 6sense until 2026-10-15?"));
    assert!(page.answer.starts_with("Not yet: "), "{}", page.answer);
    assert!(page.yes.iter().any(|it| it.starts_with("UNKNOWN in it: licence")), "{:?}", page.yes);
}
