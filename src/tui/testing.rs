//! A small stack, analysed by hand, that the tests of the interface look at.

use crate::analysis::{Analysis, Linchpin};
use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::fragility::{Factor, Fragility, Point};
use crate::impact::{Priority, Weight};
use crate::network::Network;
use crate::stack::{
    Category, Contract, DataObject, Date, Integration, Journey, JourneyStage, Method, OwnerRef,
    Person, Ref, Spans, Stack, Tool, Workaround,
};
use crate::text::{Sources, Span, width};

use super::app;
use super::keys::Key;
use super::model::Model;
use super::msg::{Effect, Msg};
use super::screen;
use super::theme;

/// A model that has read the stack, as wide as most terminals.
pub(crate) fn model() -> Model {
    let mut model = Model::new(Some("stack.yaml".into()), theme::embedded(), (120, 40));
    model.analysis = Some(std::sync::Arc::new(analysis()));
    model
}

/// The frame as text, one line per row.
pub(crate) fn text(model: &Model, size: (u16, u16)) -> String {
    let (painted, _) = screen::paint(model, size);
    let mut out = String::new();
    for y in 0..size.1 {
        let mut line = String::new();
        let mut skip = 0;
        for x in 0..size.0 {
            let symbol = painted.buffer[(x, y)].symbol();
            if skip == 0 {
                line.push_str(symbol);
                skip = width(symbol).max(1);
            }
            skip -= 1;
        }
        out.push_str(line.trim_end());
        out.push('\n');
    }
    out
}

/// The same with an object that moves, so that something is missed when a tool goes.
pub(crate) fn moving() -> Model {
    let mut analysis = analysis();
    let stack = &mut analysis.stack;
    let person = DataObject {
        id: "person".into(),
        name: "Person".into(),
        system_of_record: Some(Ref::new("crm", Span::NONE)),
        ..DataObject::default()
    };
    assert!(stack.objects.push(person).is_ok());
    for integration in stack.integrations.values_mut() {
        integration.carry("person");
    }
    assert_eq!(stack.link(), []);
    analysis.network = Network::of(stack);
    let mut model = model();
    model.analysis = Some(std::sync::Arc::new(analysis));
    model
}

/// Does what the worker would with the last simulation that is asked for, with findings that are written here.
pub(crate) fn simulate(model: &mut Model, effects: &[Effect]) -> Vec<Effect> {
    let asked = effects.iter().rev().find_map(|it| match it {
        Effect::Simulate { generation, before, edits } => Some((*generation, before, edits)),
        _ => None,
    });
    let Some((generation, before, edits)) = asked else { return Vec::new() };
    let mut simulation = crate::scenario::simulate(before, edits);
    simulation.findings_new = vec![
        Diagnostic::new("consumer-unfed", Severity::Error, "nothing brings people to Looker")
            .about(ElementKind::Tool, "bi"),
    ];
    simulation.findings_fixed = findings().into_iter().take(1).collect();
    simulation.after.findings = findings().into_iter().skip(1).collect();
    simulation.after.findings.extend(simulation.findings_new.clone());
    let simulation = std::sync::Arc::new(simulation);
    app::update(model, Msg::Simulated { generation, simulation })
}

/// Presses keys one after the other, with a frame after each; returns all that is to be done.
pub(crate) fn press(model: &mut Model, keys: &[&str]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys {
        effects.extend(app::update(model, Msg::Key(Key::named(key))));
        let (_, hits) = screen::paint(model, model.size);
        model.seen = hits;
    }
    effects
}

/// Types a text, letter by letter.
pub(crate) fn write(model: &mut Model, text: &str) {
    for char in text.chars() {
        press(model, &[char.to_string().as_str()]);
    }
}

/// Four tools, three integrations, a journey and two findings; every number is written here, so that a rule or a
/// score that changes elsewhere changes no picture of the interface.
pub(crate) fn analysis() -> Analysis {
    let mut sources = Sources::default();
    sources.add("stack.yaml", "version: 1\ntools:\n  - {id: crm, name: Salesforce}\n");
    let stack = stack();
    let as_of = Date::new(2026, 11, 24).unwrap();
    let crm = stack.tools.find("crm").unwrap();
    let map = stack.tools.find("map").unwrap();
    Analysis {
        matrices: std::sync::OnceLock::new(),
        sources,
        network: Network::of(&stack),
        catalog: crate::catalog::Catalog::default(),
        fragility: vec![
            fragility(12, "native connector, kept by the vendor"),
            fragility(46, "one person can repair it"),
            fragility(83, "done by hand every week"),
        ],
        weights: vec![weight(70), weight(35), weight(55)],
        findings: findings(),
        accepted: Vec::new(),
        acceptances: Vec::new(),
        unknown: Vec::new(),
        problems: Vec::new(),
        as_of,
        as_of_is_stated: true,
        ranked: vec![linchpin(crm, 9, 1), linchpin(map, 4, 0)].into(),
        judged: std::sync::OnceLock::new(),
        ages: std::sync::OnceLock::new(),
        stack,
    }
}

fn stack() -> Stack {
    let mut stack = Stack::default();
    stack.company.name = Some("Acme".into());
    stack.company.currency = Some("EUR".into());
    let mut hubspot = Tool::new("map", "HubSpot", Category::MarketingAutomation);
    hubspot.contract = Some(Contract {
        renewal_date: Date::new(2026, 12, 31),
        notice_days: Some(30.0),
        ..Contract::default()
    });
    for tool in [
        Tool::new("crm", "Salesforce", Category::Crm),
        hubspot,
        Tool::new("web", "Zoom Webinars", Category::EventWebinar),
        Tool::new("bi", "Looker", Category::Bi),
    ] {
        assert!(stack.tools.push(tool).is_ok());
    }
    let mut csv = Integration::new("webinar-csv", "web", "crm", Method::ManualCsv);
    csv.owner = Some(OwnerRef::new("ana", Span::NONE));
    csv.workaround = Some(Workaround {
        reason: Some("the connector drops UTM fields".into()),
        exit_by: Date::new(2026, 10, 1),
        ..Workaround::default()
    });
    for integration in [
        Integration::new("map-crm", "map", "crm", Method::NativeConnector),
        Integration::new("crm-bi", "crm", "bi", Method::ReverseEtl),
        csv,
    ] {
        assert!(stack.integrations.push(integration).is_ok());
    }
    assert!(stack.people.push(person()).is_ok());
    let stages = ["web", "map", "crm"].map(stage).to_vec();
    let journey = Journey {
        id: "lead".into(),
        name: "Lead to revenue".into(),
        value_per_day: Some(12_500.0),
        stages,
        spans: Spans::default(),
    };
    assert!(stack.journeys.push(journey).is_ok());
    assert_eq!(stack.link(), []);
    stack
}

fn person() -> Person {
    Person { id: "ana".into(), name: "Ana Silva".into(), ..Person::default() }
}

fn stage(tool: &str) -> JourneyStage {
    JourneyStage {
        id: tool.into(),
        tool: Some(Ref::new(tool, Span::NONE)),
        ..JourneyStage::default()
    }
}

fn fragility(score: u8, reason: &str) -> Fragility {
    let point = Point {
        factor: Factor::Method,
        points: score.min(30),
        low: score.min(30),
        high: score.min(30),
        reason: reason.to_owned().into(),
        evidence: "method",
        fix: Some("use the supported connector".into()),
    };
    Fragility {
        points: vec![point],
        likelihood: score.min(79),
        undetectability: 0,
        score,
        low: score,
        high: score,
    }
}

fn weight(impact: u8) -> Weight {
    Weight {
        impact,
        reason: "carries people to the CRM".to_owned(),
        carries_consent: false,
        carries_personal: true,
        priority: Priority::Medium,
    }
}

fn linchpin(tool: crate::stack::ToolId, broken: usize, journeys_stopped: usize) -> Linchpin {
    Linchpin { tool, broken, degraded: 2, journeys_stopped, value_per_day: 0.0 }
}

fn findings() -> Vec<Diagnostic> {
    vec![
        Diagnostic::new(
            "manual-main-road",
            Severity::Error,
            "webinar leads reach Salesforce by hand",
        )
        .about(ElementKind::Integration, "webinar-csv")
        .help("connect Zoom Webinars and HubSpot"),
        Diagnostic::new("single-owner", Severity::Warning, "only Ana Silva can repair webinar-csv")
            .about(ElementKind::Integration, "webinar-csv"),
    ]
}
