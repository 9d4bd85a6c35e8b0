//! The settings that a scenario can change, as they stand in a file.

use crate::stack::{
    Automation, AutomationsSummary, Campaign, DataObject, Field, Integration, JourneyStage, Person,
    Purpose, Ref, Suppression, Tool,
};

/// A setting for comparison.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Written {
    Nothing,
    /// More than a word; a scenario can only take it away.
    Something,
    Word(String),
    Names(Vec<String>),
}

pub(super) type Settings = Vec<(&'static str, Written)>;

fn word(name: &impl ToString) -> Written {
    Written::Word(name.to_string())
}

fn one<T>(reference: &Ref<T>) -> Written {
    word(&reference.name)
}

fn maybe<T>(reference: Option<&Ref<T>>) -> Written {
    reference.map_or(Written::Nothing, one)
}

fn number(value: Option<f64>) -> Written {
    value.map_or(Written::Nothing, |it| word(&it))
}

fn is_there(is_there: bool) -> Written {
    if is_there { Written::Something } else { Written::Nothing }
}

fn names<T>(references: &[Ref<T>]) -> Written {
    Written::Names(references.iter().map(|it| it.name.to_string()).collect())
}

pub(super) fn person(it: &Person) -> Settings {
    vec![("active", it.active.map_or(Written::Nothing, |it| word(&it)))]
}

/// Without what a tool takes over from another, which is more than words.
pub(super) fn tool(it: &Tool) -> Settings {
    vec![
        ("replaces", maybe(it.replaces.as_ref())),
        ("replaced_by", maybe(it.replaced_by.as_ref())),
        ("fallback", is_there(it.fallback.is_some())),
        ("tier", it.tier.map_or(Written::Nothing, |it| word(&it))),
        ("collects", names(&it.collects)),
    ]
}

pub(super) fn integration(it: &Integration) -> Settings {
    vec![
        ("from", one(&it.from)),
        ("to", one(&it.to)),
        ("via", maybe(it.via.as_ref())),
        ("method", word(&it.method.name())),
        ("credential", maybe(it.credential.as_ref())),
        ("monitoring", is_there(it.monitoring.is_some())),
        ("verified_at", is_there(it.verified_at.is_some())),
        ("verified_by", is_there(it.verified_by.is_some())),
        ("workaround", is_there(it.workaround.is_some())),
        ("runbook", is_there(it.runbook.is_some())),
        ("error_rate", is_there(it.error_rate.is_some())),
        ("incidents", is_there(!it.incidents.is_empty())),
        ("last_success_at", is_there(it.last_success_at.is_some())),
        ("after", names(&it.after)),
    ]
}

pub(super) fn automation(it: &Automation) -> Settings {
    vec![("tool", one(&it.tool)), ("uses", names(&it.uses))]
}

pub(super) fn summary(it: &AutomationsSummary) -> Settings {
    vec![
        ("simple", number(it.simple)),
        ("medium", number(it.medium)),
        ("complex", number(it.complex)),
        ("documented", is_there(it.documented.is_some())),
    ]
}

pub(super) fn object(it: &DataObject) -> Settings {
    vec![("system_of_record", maybe(it.system_of_record.as_ref()))]
}

pub(super) fn field(it: &Field) -> Settings {
    vec![("system_of_record", maybe(it.system_of_record.as_ref()))]
}

pub(super) fn stage(it: &JourneyStage) -> Settings {
    vec![("tool", maybe(it.tool.as_ref())), ("via", names(&it.via))]
}

pub(super) fn purpose(it: &Purpose) -> Settings {
    let senders = it.senders.as_deref().map_or(Written::Nothing, names);
    vec![
        ("system_of_record", maybe(it.system_of_record.as_ref())),
        ("capture_points", names(&it.capture_points)),
        ("senders", senders),
    ]
}

pub(super) fn suppression(it: &Suppression) -> Settings {
    vec![("tool", one(&it.tool)), ("feeds", names(&it.feeds))]
}

pub(super) fn campaign(it: &Campaign) -> Settings {
    vec![("tools", names(&it.tools)), ("suppressions", names(&it.suppressions))]
}
