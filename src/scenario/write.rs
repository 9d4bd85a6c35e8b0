//! Scenarios as files again.

use serde_json::{Map, Value, json};

use super::{Edit, Scenario};
use crate::diag::ElementKind;
use crate::stack::{Direction, Integration, Tool};
use crate::yaml::{self, Kind, Node};

/// The scenario as a YAML file that `read` understands.
pub(crate) fn write(scenario: &Scenario) -> String {
    let mut head = Map::new();
    head.insert("id".to_owned(), json!(scenario.id.as_str()));
    head.insert("name".to_owned(), json!(scenario.name.as_str()));
    if let Some(start) = scenario.start {
        head.insert("start".to_owned(), json!(start.to_string()));
    }
    for (key, value) in [
        ("planned_weeks", scenario.planned_weeks),
        ("capacity_hours_per_week", scenario.capacity_hours_per_week),
    ] {
        if let Some(value) = value {
            head.insert(key.to_owned(), number(value));
        }
    }
    let changes: Vec<Value> = scenario.edits.iter().map(change).collect();
    let file = Head { version: 1, scenario: Value::Object(head), changes };
    serde_yaml::to_string(&file).unwrap_or_default()
}

/// What an edit adds, as it stands in a stack file; nothing where it adds nothing.
pub(crate) fn item(edit: &Edit) -> Option<yaml::Value> {
    match edit {
        Edit::AddTool { tool, written, .. } => Some(match written {
            Some(written) => yaml::Value::of(written.node()),
            None => plain(&written_tool(tool)),
        }),
        Edit::Connect { integration, written, .. } => Some(match written {
            Some(written) => yaml::Value::of(written.node()),
            None => plain(&written_integration(integration)),
        }),
        Edit::RemoveTool { .. }
        | Edit::ReplaceTool { .. }
        | Edit::Disconnect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => None,
    }
}

fn plain(value: &Value) -> yaml::Value {
    match value {
        Value::Null => yaml::Value::Null,
        Value::String(text) => yaml::Value::text(text),
        Value::Bool(_) | Value::Number(_) => yaml::Value::word(&value.to_string()),
        Value::Array(items) => yaml::Value::List(items.iter().map(plain).collect()),
        Value::Object(entries) => yaml::Value::Map(
            entries.iter().map(|(key, value)| (key.clone(), plain(value))).collect(),
        ),
    }
}

/// Keeps the order of the keys.
#[derive(serde::Serialize)]
struct Head {
    version: u8,
    scenario: Value,
    changes: Vec<Value>,
}

fn change(edit: &Edit) -> Value {
    match edit {
        Edit::RemoveTool { tool, .. } => json!({"remove": {"tool": tool.as_str()}}),
        Edit::AddTool { tool, written, .. } => {
            let tool =
                written.as_ref().map_or_else(|| written_tool(tool), |it| value_of(it.node()));
            json!({"add": {"tool": tool}})
        }
        Edit::ReplaceTool { tool, by, .. } => {
            json!({"replace": {"tool": tool.as_str(), "by": by.as_str()}})
        }
        Edit::Connect { integration, written, .. } => {
            let written = written.as_ref();
            json!({"connect": written.map_or_else(|| written_integration(integration), |it| value_of(it.node()))})
        }
        Edit::Disconnect { integration, .. } => {
            json!({"disconnect": {"integration": integration.as_str()}})
        }
        Edit::Set { kind, id, patch, .. } => {
            let mut settings: Map<String, Value> = Map::new();
            settings.insert(key_of(*kind).to_owned(), json!(id.as_str()));
            if let Value::Object(written) = value_of(patch.node()) {
                settings.extend(written.into_iter().filter(|(key, _)| key != key_of(*kind)));
            }
            json!({"set": settings})
        }
        Edit::Outage { kind, id, duration, .. } => {
            let mut outage: Map<String, Value> = Map::new();
            outage.insert(key_of(*kind).to_owned(), json!(id.as_str()));
            if let Some(duration) = duration {
                outage.insert("duration".to_owned(), json!(format!("{}m", duration.get())));
            }
            json!({"outage": outage})
        }
        Edit::Leave { person, .. } => json!({"leave": {"person": person.as_str()}}),
    }
}

fn key_of(kind: ElementKind) -> &'static str {
    kind.into()
}

/// YAML as a value. A plain scalar that is no boolean or whole number stays text, so that `1.10` is not `1.1` afterwards.
pub(super) fn value_of(node: Node<'_>) -> Value {
    match node.kind() {
        Kind::Null => Value::Null,
        Kind::List => node.items().map(value_of).collect(),
        Kind::Map => {
            let entries = node.entries();
            let named =
                entries.filter_map(|(key, value)| Some((key.text()?.to_owned(), value_of(value))));
            Value::Object(named.collect())
        }
        Kind::Scalar => {
            let text = node.text().unwrap_or_default();
            match text {
                "true" if node.is_plain() => Value::Bool(true),
                "false" if node.is_plain() => Value::Bool(false),
                _ => whole_number(text).filter(|_| node.is_plain()).unwrap_or_else(|| json!(text)),
            }
        }
    }
}

fn whole_number(text: &str) -> Option<Value> {
    let number: u64 = text.parse().ok()?;
    (number.to_string() == text).then(|| json!(number))
}

/// A tool that was added by hand.
fn written_tool(tool: &Tool) -> Value {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(tool.id.as_str()));
    out.insert("name".to_owned(), json!(tool.name.as_str()));
    out.insert("category".to_owned(), json!(tool.category.name()));
    if let Some(tier) = tool.tier {
        out.insert("tier".to_owned(), json!(tier));
    }
    if let Some(annual) = tool.cost.as_ref().and_then(|it| it.annual) {
        out.insert("cost".to_owned(), json!({"annual": number(annual)}));
    }
    let sends: Vec<&str> = tool.sends.iter().map(|it| it.channel.name()).collect();
    if !sends.is_empty() {
        out.insert("sends".to_owned(), json!(sends));
    }
    for (key, owner) in
        [("business_owner", &tool.business_owner), ("technical_owner", &tool.technical_owner)]
    {
        if let Some(owner) = owner {
            out.insert(key.to_owned(), json!(owner.name.as_str()));
        }
    }
    Value::Object(out)
}

fn written_integration(integration: &Integration) -> Value {
    let mut out = Map::new();
    out.insert("id".to_owned(), json!(integration.id.as_str()));
    out.insert("from".to_owned(), json!(integration.from.name.as_str()));
    out.insert("to".to_owned(), json!(integration.to.name.as_str()));
    out.insert("method".to_owned(), json!(integration.method.name()));
    if integration.direction == Direction::TwoWay {
        out.insert("direction".to_owned(), json!("two_way"));
    }
    let objects: Vec<&str> = integration.objects.iter().map(|it| it.object.name.as_str()).collect();
    if !objects.is_empty() {
        out.insert("objects".to_owned(), json!(objects));
    }
    if let Some(frequency) = &integration.frequency {
        out.insert("frequency".to_owned(), json!(frequency.text.as_str()));
    }
    if let Some(owner) = &integration.owner {
        out.insert("owner".to_owned(), json!(owner.name.as_str()));
    }
    if let Some(via) = &integration.via {
        out.insert("via".to_owned(), json!(via.name.as_str()));
    }
    Value::Object(out)
}

/// Whole numbers without a decimal point.
fn number(value: f64) -> Value {
    serde_json::from_str(&value.to_string()).unwrap_or_else(|_| json!(value))
}
