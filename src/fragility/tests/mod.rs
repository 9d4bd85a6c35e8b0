//! Known integrations and their scores, and what holds for all.

mod bounds;
mod known;

use super::*;
use crate::stack::{
    Cadence, Category, Credential, DataObject, Direction, Incident, Lifecycle, Method, Minutes,
    Monitoring, MonitoringKind, ObjectItem, OwnerRef, Person, Ref, Spans, Status, Workaround,
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
        direction: Direction::OneWay,
        objects: Vec::new(),
        status: Status::Live,
        via: None,
        owner: None,
        backup_owner: None,
        trigger: None,
        frequency: None,
        latency: None,
        criticality: None,
        credential: None,
        docs: None,
        runbook: None,
        verified_at: None,
        verified_by: None,
        monitoring: None,
        workaround: None,
        delivery: None,
        retry: None,
        replayable: None,
        idempotent: None,
        dedupe_key: None,
        approval: None,
        volume_per_day: None,
        throughput_per_hour: None,
        api_calls_per_day: None,
        error_rate: None,
        incidents: Vec::new(),
        last_success_at: None,
        after: Vec::new(),
        transform: None,
        fields_mapped: None,
        annual_cost: None,
        build_hours: None,
        hours_per_run: None,
        freshness_slo: None,
        batch_size: None,
        environment: None,
        api_user: None,
        api_version: None,
        error_path: None,
        sources: Vec::new(),
        vendor_ticket: None,
        sync_mode: None,
        destination_sync_mode: None,
        notes: None,
        spans: Spans::default(),
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
    Workaround {
        reason: None,
        since: None,
        exit_by: None,
        replacement: None,
        spans: Spans::default(),
    }
}

fn incident(at: &str) -> Incident {
    Incident { at: Some(day(at)), ttd: None, ttr: None, lost: None, spans: Spans::default() }
}

fn item() -> ObjectItem {
    ObjectItem {
        object: Ref::new("person", Span::NONE),
        source_object: None,
        target_object: None,
        fields: Vec::new(),
        match_on: None,
        filter: None,
        delete: None,
        applies: None,
        spans: Spans::default(),
    }
}

fn every(minutes: f64) -> Cadence {
    Cadence { every: Minutes::new(minutes).unwrap(), text: Label::new("") }
}

fn tool(id: &str, lifecycle: Lifecycle) -> Tool {
    Tool {
        id: Label::new(id),
        name: Label::new(id),
        category: Category::Other,
        lifecycle,
        declared_stage: None,
        tier: None,
        vendor: None,
        product: None,
        instance: None,
        aka: Vec::new(),
        functions: Vec::new(),
        tags: Vec::new(),
        purpose: None,
        docs: None,
        verified_at: None,
        business_owner: None,
        technical_owner: None,
        team: None,
        admins: Vec::new(),
        stores: Vec::new(),
        sends: Vec::new(),
        collects: Vec::new(),
        personal_data: None,
        data_classification: None,
        data_residency: None,
        cost: None,
        contract: None,
        seats: None,
        sso: None,
        api: None,
        availability: None,
        sandbox: None,
        backup: None,
        fallback: None,
        connectors: Vec::new(),
        replaces: None,
        replaced_by: None,
        notes: None,
        spans: Spans::default(),
    }
}

fn person(id: &str, active: bool) -> Person {
    Person {
        id: Label::new(id),
        name: Label::new(id),
        email: None,
        team: None,
        role: None,
        active: Some(active),
        date_in: None,
        date_out: None,
        replaced_by: None,
        spans: Spans::default(),
    }
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
        system_of_record: None,
        keys: Vec::new(),
        personal: None,
        freshness_slo: None,
        fields: Vec::new(),
        spans: Spans::default(),
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
