//! Known integrations and their scores, and what holds for all.

mod bounds;
mod known;

use super::*;
use crate::stack::{
    Cadence, Credential, DataObject, Direction, Incident, Lifecycle, Method, Minutes, Monitoring,
    MonitoringKind, ObjectItem, OwnerRef, Person, Ref, Spans, Workaround,
};
use crate::text::{Label, Span};

fn day(text: &str) -> Date {
    Date::parse(text).unwrap()
}

fn as_of() -> Date {
    day("2026-09-10")
}

/// An integration from `left` to `right` of which nothing but the method is said.
fn blank(method: Method) -> Integration {
    Integration {
        id: Label::new("flow"),
        from: Ref::new("left", Span::NONE),
        to: Ref::new("right", Span::NONE),
        method,
        ..Integration::default()
    }
}

/// Owned by Ana, who is here and has written it down, and looked at 100 days ago.
fn looked_after(method: Method) -> Integration {
    Integration {
        owner: Some(owner("ana")),
        runbook: Some(Label::new("wiki/flow")),
        verified_at: as_of().plus_days(-100),
        ..blank(method)
    }
}

fn owner(name: &str) -> OwnerRef {
    OwnerRef::new(name, Span::NONE)
}

fn watched(kind: MonitoringKind) -> Monitoring {
    Monitoring { kind: Some(kind), to: None, checks: Vec::new(), spans: Spans::default() }
}

fn without_exit() -> Workaround {
    Workaround { ..Workaround::default() }
}

fn incident(at: &str) -> Incident {
    Incident { at: Some(day(at)), ttd: None, ttr: None, lost: None, spans: Spans::default() }
}

fn item() -> ObjectItem {
    ObjectItem { object: Ref::new("person", Span::NONE), ..ObjectItem::default() }
}

fn every(minutes: f64) -> Cadence {
    Cadence { every: Minutes::new(minutes).unwrap(), text: Label::new("") }
}

fn tool(id: &str, lifecycle: Lifecycle) -> Tool {
    Tool { id: Label::new(id), name: Label::new(id), lifecycle, ..Tool::default() }
}

fn person(id: &str, active: bool) -> Person {
    Person { id: Label::new(id), name: Label::new(id), active: Some(active), ..Person::default() }
}

/// A stack of two tools, Ana, who is here, Leo, who has left, and this one integration.
fn stack(left: Lifecycle, integration: Integration, credential: Option<Credential>) -> Stack {
    let mut stack = Stack::default();
    stack.tools.push(tool("left", left)).unwrap();
    stack.tools.push(tool("right", Lifecycle::Active)).unwrap();
    stack.people.push(person("ana", true)).unwrap();
    stack.people.push(person("leo", false)).unwrap();
    let object = DataObject {
        id: Label::new("person"),
        name: Label::new("Person"),
        ..DataObject::default()
    };
    stack.objects.push(object).unwrap();
    if let Some(credential) = credential {
        stack.credentials.push(credential).unwrap();
    }
    stack.integrations.push(integration).unwrap();
    stack.link();
    stack
}

fn score(stack: &Stack) -> Fragility {
    all(stack, as_of()).remove(0)
}
