//! Automations, their summaries, and AI features.

use strum::VariantNames as _;

use crate::diag::ElementKind;
use crate::load::item::Item;
use crate::load::shape::{Form, Shape, optional, required};
use crate::stack::{
    AiFeature, AiKind, AiMonitoring, AiStatus, Automation, AutomationKind, AutomationsSummary,
    Autonomy, Complexity, MinData, RiskClass,
};

pub(in crate::load) static AUTOMATION: Shape = Shape {
    name: "automation",
    doc: "Something that runs inside a tool: a workflow, a smart campaign, a scoring model.",
    kind: Some(ElementKind::Automation),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        required("tool", Form::Ref(ElementKind::Tool), "The tool it runs in."),
        optional("kind", Form::OneOf(AutomationKind::VARIANTS), "What it does."),
        optional("complexity", Form::OneOf(Complexity::VARIANTS), "How hard it is to rebuild."),
        optional("owner", Form::Party, "Who answers for it."),
        optional("active", Form::Bool, "It is switched on."),
        optional("documented", Form::Bool, "Somebody has written down what it does."),
        optional("reads", Form::List(&Form::FieldRef), "Fields it reads, as `object.field`."),
        optional("writes", Form::List(&Form::FieldRef), "Fields it writes, as `object.field`."),
        optional(
            "uses",
            Form::List(&Form::Ref(ElementKind::Integration)),
            "Integrations it relies on.",
        ),
        optional("last_edited_at", Form::Date, "The day it was last changed."),
        optional("last_run_at", Form::Date, "The day it last ran."),
        optional("runs_30d", Form::Number, "Runs in the last 30 days."),
        optional("baseline_30d", Form::Number, "Runs in 30 days as they used to be."),
        optional("intent", Form::Text, "One sentence: what it should do."),
        optional("observed", Form::Text, "What it did when it was last looked at."),
        optional("checked_at", Form::Date, "The day it was last looked at."),
        optional(
            "assets",
            Form::Table(&Form::Number),
            "How many emails, forms, landing_pages, lists, reports and templates hang on it.",
        ),
    ],
};

pub(in crate::load) fn read_automation(item: Item<'_>, automation: &mut Automation) {
    item.spans(&mut automation.spans);
    item.fill("id", &mut automation.id);
    item.named(&mut automation.name, &automation.id);
    item.fill("tool", &mut automation.tool);
    item.one_of("kind", &mut automation.kind);
    item.one_of("complexity", &mut automation.complexity);
    item.read("owner", &mut automation.owner);
    item.read("active", &mut automation.active);
    item.read("documented", &mut automation.documented);
    item.list("reads", &mut automation.reads);
    item.list("writes", &mut automation.writes);
    item.list("uses", &mut automation.uses);
    item.read("last_edited_at", &mut automation.last_edited_at);
    item.read("last_run_at", &mut automation.last_run_at);
    item.read("runs_30d", &mut automation.runs_30d);
    item.read("baseline_30d", &mut automation.baseline_30d);
    item.read("intent", &mut automation.intent);
    item.read("observed", &mut automation.observed);
    item.read("checked_at", &mut automation.checked_at);
    item.table("assets", &mut automation.assets);
}

pub(in crate::load) static SUMMARY: Shape = Shape {
    name: "automations summary",
    doc: "The automations of one tool in bulk; those listed one by one are part of it.",
    kind: None,
    short: None,
    fields: &[
        optional("simple", Form::Number, "How many simple ones."),
        optional("medium", Form::Number, "How many medium ones."),
        optional("complex", Form::Number, "How many complex ones."),
        optional("documented", Form::Percent, "The share that is documented."),
    ],
};

pub(in crate::load) fn read_summary(item: Item<'_>, summary: &mut AutomationsSummary) {
    item.spans(&mut summary.spans);
    item.read("simple", &mut summary.simple);
    item.read("medium", &mut summary.medium);
    item.read("complex", &mut summary.complex);
    item.read("documented", &mut summary.documented);
}

pub(in crate::load) static AI_FEATURE: Shape = Shape {
    name: "AI feature",
    doc: "A feature that scores, writes, talks or decides by itself.",
    kind: Some(ElementKind::AiFeature),
    short: None,
    fields: &[
        required("id", Form::Id, "The name that others refer to."),
        required("tool", Form::Ref(ElementKind::Tool), "The tool it is part of."),
        optional("name", Form::Text, "The name to show; the id where it is not given."),
        optional("kind", Form::OneOf(AiKind::VARIANTS), "What it does."),
        optional(
            "status",
            Form::OneOf(AiStatus::VARIANTS),
            "Whether it runs; active where it is not given.",
        ),
        optional("owner", Form::Party, "Who answers for it."),
        optional("reads", Form::List(&Form::FieldRef), "Fields it reads, as `object.field`."),
        optional("writes", Form::List(&Form::FieldRef), "Fields it writes, as `object.field`."),
        optional("autonomy", Form::OneOf(Autonomy::VARIANTS), "How much it decides alone."),
        optional("monitoring", Form::Map(&AI_MONITORING), "How its quality is watched."),
        optional("risk_class", Form::OneOf(RiskClass::VARIANTS), "Its class under the AI act."),
        optional("human_oversight", Form::Text, "Who looks over its shoulder, and how."),
        optional("discloses_ai", Form::Bool, "People are told that they deal with a machine."),
        optional("dpia", Form::Text, "Where the data protection impact assessment lies."),
        optional(
            "trains_on_our_data",
            Form::Bool,
            "The vendor trains models on the company's data.",
        ),
        optional("log_days", Form::Number, "Days that its decisions are kept."),
        optional("min_data", Form::Map(&MIN_DATA), "The data it needs to work at all."),
        optional("data", Form::Map(&MIN_DATA), "The data it has of that today."),
        optional("kill_switch", Form::Text, "How it is switched off."),
    ],
};

static AI_MONITORING: Shape = Shape {
    name: "AI monitoring",
    doc: "How an AI feature's quality is watched.",
    kind: None,
    short: None,
    fields: &[
        optional("metric", Form::Text, "What is measured."),
        optional("cadence", Form::Cadence, "How often."),
        optional("last_review", Form::Date, "The day it was last looked at."),
    ],
};

static MIN_DATA: Shape = Shape {
    name: "minimum data",
    doc: "The data that an AI feature needs to work at all.",
    kind: None,
    short: None,
    fields: &[
        optional("records", Form::Number, "Records."),
        optional("positives", Form::Number, "Records with the outcome that is predicted."),
        optional("window_days", Form::Number, "Days in which they must have come."),
    ],
};

pub(in crate::load) fn read_ai_feature(item: Item<'_>, feature: &mut AiFeature) {
    item.spans(&mut feature.spans);
    item.fill("id", &mut feature.id);
    item.fill("tool", &mut feature.tool);
    item.named(&mut feature.name, &feature.id);
    item.one_of("kind", &mut feature.kind);
    item.choice("status", &mut feature.status);
    item.read("owner", &mut feature.owner);
    item.list("reads", &mut feature.reads);
    item.list("writes", &mut feature.writes);
    item.one_of("autonomy", &mut feature.autonomy);
    item.map("monitoring", &mut feature.monitoring, read_ai_monitoring);
    item.one_of("risk_class", &mut feature.risk_class);
    item.read("human_oversight", &mut feature.human_oversight);
    item.read("discloses_ai", &mut feature.discloses_ai);
    item.read("dpia", &mut feature.dpia);
    item.read("trains_on_our_data", &mut feature.trains_on_our_data);
    item.read("log_days", &mut feature.log_days);
    item.map("min_data", &mut feature.min_data, read_min_data);
    item.map("data", &mut feature.data, read_min_data);
    item.read("kill_switch", &mut feature.kill_switch);
}

fn read_ai_monitoring(item: Item<'_>, monitoring: &mut AiMonitoring) {
    item.spans(&mut monitoring.spans);
    item.read("metric", &mut monitoring.metric);
    item.read("cadence", &mut monitoring.cadence);
    item.read("last_review", &mut monitoring.last_review);
}

fn read_min_data(item: Item<'_>, min_data: &mut MinData) {
    item.read("records", &mut min_data.records);
    item.read("positives", &mut min_data.positives);
    item.read("window_days", &mut min_data.window_days);
}
