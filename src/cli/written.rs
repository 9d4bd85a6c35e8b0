//! What `check --format json` writes, as a section of a page: made from its JSON Schema, so that the two agree.

use serde_json::{Map, Value};

const SCHEMA: &str = include_str!("../../docs/check.schema.json");

const BEFORE: &str = "\
# What `check --format json` writes

One object, always of the same form: a plain check, one against `--baseline` or `--base`, and one with `--scenario`. The
[JSON Schema](check.schema.json) that this section is made from is held against real output in the tests. `version` grows
when a key is renamed, removed or changes its meaning; new keys come without notice.

Other commands write objects of the same kind, with `version` and `kind` first.

";

/// The document and its parts, a table each.
pub(super) fn check_section() -> String {
    let schema: Value = serde_json::from_str(SCHEMA).unwrap_or_default();
    let mut out = format!("{BEFORE}{}", table(&schema));
    let parts = schema.get("definitions").and_then(Value::as_object);
    for (name, part) in parts.into_iter().flatten() {
        out.push_str(&format!("\n## JSON: {name}\n\n{}\n", said(part)));
        // A part that adds to another one says so first.
        let both = part.get("allOf").and_then(Value::as_array).map(Vec::as_slice);
        for it in both.unwrap_or(std::slice::from_ref(part)) {
            match it.get("$ref") {
                Some(_) => out.push_str(&format!("All keys of {}, and:\n", shape(it))),
                None => out.push_str(&format!("\n{}", table(it))),
            }
        }
    }
    out
}

fn table(part: &Value) -> String {
    let mut out = String::from("| key | value | what it says |\n|---|---|---|\n");
    let required: Vec<&str> = texts(part.get("required"));
    let none = Map::new();
    let keys = part.get("properties").and_then(Value::as_object).unwrap_or(&none);
    for (name, key) in keys {
        let name = if required.contains(&name.as_str()) {
            format!("**`{name}`**")
        } else {
            format!("`{name}`")
        };
        out.push_str(&format!("| {name} | {} | {} |\n", shape(key), said(key).replace('|', "\\|")));
    }
    out
}

fn said(part: &Value) -> &str {
    part.get("description").and_then(Value::as_str).unwrap_or_default()
}

fn texts(list: Option<&Value>) -> Vec<&str> {
    list.and_then(Value::as_array).into_iter().flatten().filter_map(Value::as_str).collect()
}

/// "text", "list of [finding](#json-finding)", "[place](#json-place) or null".
fn shape(key: &Value) -> String {
    if let Some(name) = key.get("$ref").and_then(Value::as_str) {
        let name = name.rsplit('/').next().unwrap_or_default();
        return format!("[{name}](#json-{name})");
    }
    if let Some(values) = key.get("enum").and_then(Value::as_array) {
        let values: Vec<String> = values
            .iter()
            .map(|it| it.as_str().map_or_else(|| it.to_string(), |it| format!("`{it}`")))
            .collect();
        return values.join(", ");
    }
    if let Some(choices) = key.get("oneOf").and_then(Value::as_array) {
        let mut choices: Vec<String> = choices.iter().map(shape).collect();
        choices.sort_by_key(|it| it == "null");
        return choices.join(" or ");
    }
    let word = |name: &str| match name {
        "string" => "text".to_owned(),
        "integer" => "number".to_owned(),
        "boolean" => "true or false".to_owned(),
        "array" => format!("list of {}", key.get("items").map_or_else(String::new, shape)),
        other => other.to_owned(),
    };
    match key.get("type") {
        Some(Value::String(name)) => word(name),
        names => texts(names).into_iter().map(word).collect::<Vec<_>>().join(" or "),
    }
}
