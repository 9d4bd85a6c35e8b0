//! Integrations and what they move.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{
    Applies, Approval, DeletePolicy, Delivery, Direction, FieldMap, Filter, Incident, Integration,
    Match, Monitoring, MonitoringKind, ObjectItem, OnMissing, Retry, Status, SyncRule, Trigger,
    Workaround,
};
use crate::text::Label;

pub(in crate::load) static INTEGRATION: Shape = Shape {
    name: "integration",
    doc: "What moves between two tools, and how.",
    kind: Some(ElementKind::Integration),
    short: None,
    fields: &[
        optional("id", Form::Id, "The name that others refer to; `from-to` where it is not given."),
        required("from", Form::Ref(ElementKind::Tool), "The tool that data comes from."),
        required("to", Form::Ref(ElementKind::Tool), "The tool that data goes to."),
        required("method", Form::Method, "How it is done."),
        optional("direction", Form::OneOf(Direction::VARIANTS), "One way where it is not given."),
        optional("objects", Form::List(&Form::Map(&ITEM)), "What moves."),
        optional("status", Form::OneOf(Status::VARIANTS), "Live where it is not given."),
        optional("via", Form::Ref(ElementKind::Tool), "The middleware that carries it."),
        optional("owner", Form::Party, "Who repairs it."),
        optional("backup_owner", Form::Party, "Who repairs it when the owner is away."),
        optional("trigger", Form::OneOf(Trigger::VARIANTS), "What sets it off."),
        optional("frequency", Form::Cadence, "How often it runs."),
        optional("latency", Form::Duration, "How long a run takes until the data is there."),
        optional(
            "criticality",
            Form::Integer { min: 1, max: 3 },
            "1 critical, 2 core, 3 non-critical.",
        ),
        optional("credential", Form::Ref(ElementKind::Credential), "What it runs on."),
        optional("docs", Form::Text, "Where it is described."),
        optional("runbook", Form::Text, "Where it says how to repair it."),
        optional("verified_at", Form::Date, "The day somebody last checked this entry."),
        optional("verified_by", Form::Party, "Who checked it."),
        optional("monitoring", Form::Map(&MONITORING), "How somebody hears that it broke."),
        optional("workaround", Form::Map(&WORKAROUND), "It is a stopgap, and this is why."),
        optional("delivery", Form::OneOf(Delivery::VARIANTS), "Whether it is sent or fetched."),
        optional("retry", Form::Map(&RETRY), "What happens when a run fails."),
        optional("replayable", Form::Bool, "What was missed can be sent again."),
        optional("idempotent", Form::Bool, "Sending twice does no harm."),
        optional("dedupe_key", Form::Text, "The key that keeps doubles out."),
        optional(
            "approval",
            Form::OneOf(Approval::VARIANTS),
            "Whether somebody has to press a button.",
        ),
        optional("volume_per_day", Form::Number, "Records a day."),
        optional("throughput_per_hour", Form::Number, "Records an hour at most."),
        optional("api_calls_per_day", Form::Number, "API calls a day."),
        optional("error_rate", Form::Percent, "The share of records that fail."),
        optional("incidents", Form::List(&Form::Map(&INCIDENT)), "What went wrong so far."),
        optional("last_success_at", Form::Moment, "When it last worked."),
        optional(
            "after",
            Form::List(&Form::Ref(ElementKind::Integration)),
            "Integrations that must have run before.",
        ),
        optional("transform", Form::Text, "Where data is changed on the way."),
        optional("fields_mapped", Form::Number, "How many fields it maps."),
        optional("annual_cost", Form::Number, "What it costs per year, without the tools."),
        optional("build_hours", Form::Number, "Hours it took to build."),
        optional("hours_per_run", Form::Number, "Hours of work for each run."),
        optional("freshness_slo", Form::Duration, "How old its data may be."),
        optional("batch_size", Form::Number, "Records per call."),
        optional("environment", Form::Text, "Where it runs, e.g. production."),
        optional("api_user", Form::Text, "The user that it signs in as."),
        optional("api_version", Form::Text, "The interface version that it uses."),
        optional("error_path", Form::Text, "Where failed records go."),
        optional(
            "retention_days",
            Form::Number,
            "Days until files that it leaves behind are deleted.",
        ),
        optional(
            "sources",
            Form::List(&Form::Text),
            "Where this entry comes from, as `file#pointer`.",
        ),
        optional("vendor_ticket", Form::Bool, "Repair needs a ticket at the vendor's."),
        optional("sync_mode", Form::Text, "What is read each time, e.g. incremental."),
        optional("destination_sync_mode", Form::Text, "How it is written, e.g. upsert."),
        optional("notes", Form::Text, "Anything else."),
    ],
};

static ITEM: Shape = Shape {
    name: "object item",
    doc: "One object that an integration moves.",
    kind: None,
    short: Some("object"),
    fields: &[
        required("object", Form::Ref(ElementKind::Object), "The object."),
        optional("source_object", Form::Text, "What the source calls it."),
        optional("target_object", Form::Text, "What the target calls it."),
        optional(
            "fields",
            Form::List(&Form::Map(&FIELD_MAP)),
            "The fields that move; all where it is not given.",
        ),
        optional("match", Form::Map(&MATCH), "How records find each other."),
        optional("filter", Form::Map(&FILTER), "Which records move."),
        optional(
            "delete",
            Form::OneOf(DeletePolicy::VARIANTS),
            "What a deletion does on the other side.",
        ),
        optional(
            "applies",
            Form::OneOf(Applies::VARIANTS),
            "The direction of a two-way integration that this is for.",
        ),
    ],
};

static FIELD_MAP: Shape = Shape {
    name: "field mapping",
    doc: "A field that moves.",
    kind: None,
    short: Some("source"),
    fields: &[
        required("source", Form::Text, "The field's name at the source."),
        optional("target", Form::Text, "Its name at the target, where it is another."),
        optional("rule", Form::OneOf(SyncRule::VARIANTS), "Whose value wins."),
        optional("transform", Form::Text, "How it is changed on the way."),
    ],
};

static MATCH: Shape = Shape {
    name: "match",
    doc: "How records find each other.",
    kind: None,
    short: None,
    fields: &[
        optional("source_key", Form::Text, "The key at the source."),
        optional("target_key", Form::Text, "The key at the target."),
        optional(
            "on_missing",
            Form::OneOf(OnMissing::VARIANTS),
            "What happens to a record without a partner.",
        ),
    ],
};

static FILTER: Shape = Shape {
    name: "filter",
    doc: "Which records move.",
    kind: None,
    short: None,
    fields: &[
        optional("text", Form::Text, "In words."),
        optional(
            "excludes_opted_out",
            Form::Bool,
            "People who opted out are left out, and with them their opt-out.",
        ),
        optional("requires_registration", Form::Bool, "Only people who registered move."),
        optional(
            "excludes_own_changes",
            Form::Bool,
            "The integration user's own changes are left out, so that nothing echoes.",
        ),
    ],
};

static MONITORING: Shape = Shape {
    name: "monitoring",
    doc: "How somebody hears that an integration broke.",
    kind: None,
    short: None,
    fields: &[
        optional("kind", Form::OneOf(MonitoringKind::VARIANTS), "What tells."),
        optional("to", Form::Contact, "Who is told."),
        optional("checks", Form::List(&Form::Text), "What is looked at."),
    ],
};

static WORKAROUND: Shape = Shape {
    name: "workaround",
    doc: "Why an integration is a stopgap, and until when.",
    kind: None,
    short: None,
    fields: &[
        optional("reason", Form::Text, "Why it is there."),
        optional("since", Form::Date, "Since when."),
        optional("exit_by", Form::Date, "Until when."),
        optional(
            "replacement",
            Form::Text,
            "What comes instead: text, or the id of a planned integration.",
        ),
    ],
};

static RETRY: Shape = Shape {
    name: "retry",
    doc: "What happens when a run fails.",
    kind: None,
    short: None,
    fields: &[
        optional("attempts", Form::Number, "How often it is tried again."),
        optional("window", Form::Duration, "For how long."),
    ],
};

static INCIDENT: Shape = Shape {
    name: "incident",
    doc: "Something that went wrong.",
    kind: None,
    short: None,
    fields: &[
        optional("at", Form::Date, "The day."),
        optional("ttd", Form::Duration, "Time until somebody noticed."),
        optional("ttr", Form::Duration, "Time from then until it was repaired."),
        optional("lost", Form::Number, "Records lost."),
    ],
};

pub(in crate::load) fn read_integration(item: Item<'_>, flow: &mut Integration) {
    item.spans(&mut flow.spans);
    item.fill("id", &mut flow.id);
    item.fill("from", &mut flow.from);
    item.fill("to", &mut flow.to);
    if flow.id.is_empty() && !flow.from.name.is_empty() && !flow.to.name.is_empty() {
        flow.id = Label::new(&format!("{}-{}", flow.from.name, flow.to.name));
    }
    item.fill("method", &mut flow.method);
    item.choice("direction", &mut flow.direction);
    item.maps("objects", &mut flow.objects, read_object_item);
    item.choice("status", &mut flow.status);
    item.read("via", &mut flow.via);
    item.read("owner", &mut flow.owner);
    item.read("backup_owner", &mut flow.backup_owner);
    item.one_of("trigger", &mut flow.trigger);
    item.read("frequency", &mut flow.frequency);
    item.read("latency", &mut flow.latency);
    item.read("criticality", &mut flow.criticality);
    item.read("credential", &mut flow.credential);
    item.read("docs", &mut flow.docs);
    item.read("runbook", &mut flow.runbook);
    item.read("verified_at", &mut flow.verified_at);
    item.read("verified_by", &mut flow.verified_by);
    item.map("monitoring", &mut flow.monitoring, read_monitoring);
    item.map("workaround", &mut flow.workaround, read_workaround);
    read_operation(item, flow);
}

fn read_operation(item: Item<'_>, flow: &mut Integration) {
    item.one_of("delivery", &mut flow.delivery);
    item.map("retry", &mut flow.retry, read_retry);
    item.read("replayable", &mut flow.replayable);
    item.read("idempotent", &mut flow.idempotent);
    item.read("dedupe_key", &mut flow.dedupe_key);
    item.one_of("approval", &mut flow.approval);
    item.read("volume_per_day", &mut flow.volume_per_day);
    item.read("throughput_per_hour", &mut flow.throughput_per_hour);
    item.read("api_calls_per_day", &mut flow.api_calls_per_day);
    item.read("error_rate", &mut flow.error_rate);
    item.maps("incidents", &mut flow.incidents, |item| Some(read_incident(item)));
    item.read("last_success_at", &mut flow.last_success_at);
    item.list("after", &mut flow.after);
    item.read("transform", &mut flow.transform);
    item.read("fields_mapped", &mut flow.fields_mapped);
    item.read("annual_cost", &mut flow.annual_cost);
    item.read("build_hours", &mut flow.build_hours);
    item.read("hours_per_run", &mut flow.hours_per_run);
    item.read("freshness_slo", &mut flow.freshness_slo);
    item.read("batch_size", &mut flow.batch_size);
    item.read("environment", &mut flow.environment);
    item.read("api_user", &mut flow.api_user);
    item.read("api_version", &mut flow.api_version);
    item.read("error_path", &mut flow.error_path);
    item.read("retention_days", &mut flow.retention_days);
    item.list("sources", &mut flow.sources);
    item.read("vendor_ticket", &mut flow.vendor_ticket);
    item.read("sync_mode", &mut flow.sync_mode);
    item.read("destination_sync_mode", &mut flow.destination_sync_mode);
    item.read("notes", &mut flow.notes);
}

fn read_object_item(item: Item<'_>) -> Option<ObjectItem> {
    let mut moved = ObjectItem::default();
    item.spans(&mut moved.spans);
    item.fill("object", &mut moved.object);
    item.read("source_object", &mut moved.source_object);
    item.read("target_object", &mut moved.target_object);
    item.maps("fields", &mut moved.fields, read_field_map);
    item.map("match", &mut moved.match_on, read_match);
    item.map("filter", &mut moved.filter, read_filter);
    item.one_of("delete", &mut moved.delete);
    item.one_of("applies", &mut moved.applies);
    (!moved.object.name.is_empty()).then_some(moved)
}

fn read_field_map(item: Item<'_>) -> Option<FieldMap> {
    let mut field = FieldMap::default();
    item.spans(&mut field.spans);
    item.fill("source", &mut field.source);
    field.target = field.source.clone();
    item.fill("target", &mut field.target);
    item.one_of("rule", &mut field.rule);
    item.read("transform", &mut field.transform);
    (!field.source.is_empty()).then_some(field)
}

fn read_match(item: Item<'_>, matching: &mut Match) {
    item.spans(&mut matching.spans);
    item.read("source_key", &mut matching.source_key);
    item.read("target_key", &mut matching.target_key);
    item.one_of("on_missing", &mut matching.on_missing);
}

fn read_filter(item: Item<'_>, filter: &mut Filter) {
    item.spans(&mut filter.spans);
    item.read("text", &mut filter.text);
    item.read("excludes_opted_out", &mut filter.excludes_opted_out);
    item.read("requires_registration", &mut filter.requires_registration);
    item.read("excludes_own_changes", &mut filter.excludes_own_changes);
}

fn read_monitoring(item: Item<'_>, monitoring: &mut Monitoring) {
    item.spans(&mut monitoring.spans);
    item.one_of("kind", &mut monitoring.kind);
    item.read("to", &mut monitoring.to);
    item.list("checks", &mut monitoring.checks);
}

fn read_workaround(item: Item<'_>, workaround: &mut Workaround) {
    item.spans(&mut workaround.spans);
    item.read("reason", &mut workaround.reason);
    item.read("since", &mut workaround.since);
    item.read("exit_by", &mut workaround.exit_by);
    item.read("replacement", &mut workaround.replacement);
}

fn read_retry(item: Item<'_>, retry: &mut Retry) {
    item.read("attempts", &mut retry.attempts);
    item.read("window", &mut retry.window);
}

fn read_incident(item: Item<'_>) -> Incident {
    let mut incident = Incident::default();
    item.spans(&mut incident.spans);
    item.read("at", &mut incident.at);
    item.read("ttd", &mut incident.ttd);
    item.read("ttr", &mut incident.ttr);
    item.read("lost", &mut incident.lost);
    incident
}
