//! Small stacks for tests, built in a few words.

use crate::stack::{
    Automation, Cadence, Credential, DataObject, Direction, FieldMap, FieldRef, Integration,
    Journey, JourneyStage, Method, Minutes, ObjectItem, OwnerRef, Person, Principal, Ref, Spans,
    Stack, Status, Tool,
};
use crate::text::{Label, Span};

pub(crate) fn tool(id: &str) -> Tool {
    Tool { id: Label::new(id), name: Label::new(id), ..Tool::default() }
}

pub(crate) fn object(id: &str, system_of_record: &str) -> DataObject {
    DataObject {
        id: Label::new(id),
        name: Label::new(id),
        system_of_record: Some(to(system_of_record)),
        ..DataObject::default()
    }
}

pub(crate) fn integration(from: &str, target: &str, items: &[&str]) -> Integration {
    Integration {
        id: Label::new(&format!("{from}-{target}")),
        from: to(from),
        to: to(target),
        method: Method::NativeConnector,
        direction: Direction::OneWay,
        objects: items.iter().map(|it| item(it)).collect(),
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
        retention_days: None,
        sources: Vec::new(),
        vendor_ticket: None,
        sync_mode: None,
        destination_sync_mode: None,
        notes: None,
        spans: Spans::default(),
    }
}

pub(crate) fn item(object: &str) -> ObjectItem {
    ObjectItem { object: to(object), ..ObjectItem::default() }
}

pub(crate) fn automation(id: &str, tool: &str, reads: &[&str]) -> Automation {
    Automation {
        id: Label::new(id),
        name: Label::new(id),
        tool: to(tool),
        reads: reads.iter().map(|it| FieldRef::new(it, Span::NONE)).collect(),
        ..Automation::default()
    }
}

pub(crate) fn stage(tool: &str, object: &str) -> JourneyStage {
    JourneyStage {
        id: Label::new(tool),
        tool: Some(to(tool)),
        object: Some(to(object)),
        ..JourneyStage::default()
    }
}

pub(crate) fn personal_credential(id: &str, holder: &str, tool: &str) -> Credential {
    Credential {
        id: Label::new(id),
        principal: Some(Principal::Person),
        holder: Some(OwnerRef::new(holder, Span::NONE)),
        tool: Some(to(tool)),
        ..Credential::default()
    }
}

pub(crate) fn person(id: &str) -> Person {
    Person { id: Label::new(id), name: Label::new(id), ..Person::default() }
}

pub(crate) fn field(source: &str, target: &str) -> FieldMap {
    FieldMap { source: Label::new(source), target: Label::new(target), ..FieldMap::default() }
}

pub(crate) fn journey(id: &str, value_per_day: f64, stages: Vec<JourneyStage>) -> Journey {
    Journey {
        id: Label::new(id),
        name: Label::new(id),
        value_per_day: Some(value_per_day),
        stages,
        spans: Spans::default(),
    }
}

/// A reference by name; linking finds what it stands for.
pub(crate) fn to<T>(name: &str) -> Ref<T> {
    Ref::new(name, Span::NONE)
}

/// Every so many minutes, without further delay.
pub(crate) fn every(mut integration: Integration, minutes: f64) -> Integration {
    let every = Minutes::new(minutes).unwrap();
    integration.frequency = Some(Cadence { every, text: Label::default() });
    integration.latency = Some(Minutes::ZERO);
    integration
}

pub(crate) fn two_way(mut integration: Integration) -> Integration {
    integration.direction = Direction::TwoWay;
    integration
}

/// Tools by name, objects as `(name, system of record)`, and integrations; linked.
pub(crate) fn stack(
    tools: &[&str],
    objects: &[(&str, &str)],
    integrations: Vec<Integration>,
) -> Stack {
    let mut stack = Stack::default();
    for id in tools {
        stack.tools.push(tool(id)).unwrap();
    }
    for (id, master) in objects {
        stack.objects.push(object(id, master)).unwrap();
    }
    for it in integrations {
        stack.integrations.push(it).unwrap();
    }
    stack.link();
    stack
}
