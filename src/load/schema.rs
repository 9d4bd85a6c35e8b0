//! The format as JSON Schema (draft 7), for editors: completion, hover and checks while typing.

use serde_json::{Map, Value, json};

use super::kinds::ROOT;
use super::method::spellings;
use super::shape::{Form, Shape};
use crate::diag::ElementKind;
use crate::stack::{Method, Stack};

const DURATION: &str = "^(?:realtime|hourly|daily|nightly|weekly|monthly|quarterly|yearly|0|\
    (?:[0-9.]+ ?[a-zA-Z]+ ?)+|P[0-9.TYMWDHS]+)$";
const CRON: &str = "^(?:\\S+\\s+){4}\\S+$";
const ID: &str = "^[a-z0-9][a-z0-9._-]*$";
const DATE: &str = "^\\d{4}-\\d{2}-\\d{2}(?:[T ].*)?$";
const FIELD_REF: &str = "^[^.]+(?:\\..+)?$";

/// The schema of any stack.
pub(crate) fn schema() -> Value {
    write(None)
}

/// The schema with the ids of one stack, so that an editor completes names of tools, people and objects.
pub(crate) fn schema_for(stack: &Stack) -> Value {
    write(Some(stack))
}

fn write(stack: Option<&Stack>) -> Value {
    let mut writer = Writer { stack, definitions: Map::new() };
    let mut root = writer.map(&ROOT);
    root["properties"]["version"]["const"] = json!(1);
    if let Value::Object(root) = &mut root {
        root.insert("$schema".into(), "http://json-schema.org/draft-07/schema#".into());
        root.insert("title".into(), "Linchpin stack".into());
        root.insert("definitions".into(), Value::Object(writer.definitions));
    }
    root
}

struct Writer<'s> {
    stack: Option<&'s Stack>,
    definitions: Map<String, Value>,
}

impl Writer<'_> {
    /// The schema of a map; the maps within are left in `definitions`.
    fn map(&mut self, shape: &'static Shape) -> Value {
        let mut properties = Map::new();
        for field in shape.fields {
            let mut property = self.form(field.form);
            if property.get("$ref").is_some() {
                // Draft 7 reads nothing beside a reference.
                property = json!({"allOf": [property]});
            }
            if let Value::Object(property) = &mut property {
                property.insert("description".into(), field.doc.into());
            }
            properties.insert(field.key.to_owned(), property);
        }
        properties.insert("extra".into(), json!({"description": "Anything of your own."}));
        let required: Vec<&str> =
            shape.fields.iter().filter(|it| it.required).map(|it| it.key).collect();
        let mut schema = json!({
            "type": "object",
            "description": shape.doc,
            "properties": properties,
            "patternProperties": {"^x-": true},
            "additionalProperties": false,
        });
        if !required.is_empty() {
            schema["required"] = json!(required);
        }
        schema
    }

    fn form(&mut self, form: Form) -> Value {
        match form {
            Form::Id => json!({"type": "string", "pattern": ID}),
            Form::Text => json!({"type": ["string", "number", "boolean", "null"]}),
            Form::Bool => self.shared("boolean", &json!({"type": "boolean"})),
            Form::Number => self.shared("number", &json!({"type": "number", "minimum": 0})),
            Form::Integer { min, max } => {
                or_unknown(&json!({"type": "integer", "minimum": min, "maximum": max}))
            }
            Form::Percent => self.shared(
                "percent",
                &json!({"anyOf": [
                    {"type": "number", "minimum": 0, "maximum": 1},
                    {"type": "string", "pattern": "^[0-9.]+ ?%$"},
                ]}),
            ),
            Form::Duration => {
                self.shared("duration", &json!({"anyOf": [text(DURATION), {"const": 0}]}))
            }
            Form::Cadence => self
                .shared("cadence", &json!({"anyOf": [text(DURATION), text(CRON), {"const": 0}]})),
            Form::Date | Form::Moment => self.shared("date", &text(DATE)),
            Form::OneOf(names) => or_unknown(&json!({"enum": names})),
            Form::Method => self.shared("method", &methods()),
            Form::Ref(kind) => self.reference(&[kind]),
            Form::Party => self.reference(&[ElementKind::Person, ElementKind::Team]),
            Form::Contact => or_unknown(&json!({"type": "string"})),
            Form::FieldRef => text(FIELD_REF),
            Form::List(of) => {
                let one = self.form(*of);
                json!({"anyOf": [{"type": "array", "items": one}, one, {"type": "null"}]})
            }
            Form::Map(shape) => self.nested(shape),
            Form::Table(of) => {
                let one = self.form(*of);
                json!({"type": ["object", "null"], "additionalProperties": one})
            }
            Form::Free => json!({}),
        }
    }

    /// A scalar form that many keys have, or `unknown`.
    fn shared(&mut self, name: &str, schema: &Value) -> Value {
        self.definitions.entry(name).or_insert_with(|| or_unknown(schema));
        json!({"$ref": format!("#/definitions/{name}")})
    }

    fn nested(&mut self, shape: &'static Shape) -> Value {
        let name = definition_name(shape);
        if !self.definitions.contains_key(&name) {
            // Taken first, so that a shape may hold itself.
            self.definitions.insert(name.clone(), Value::Null);
            let mut schema = self.map(shape);
            if let Some(short) = shape.short.and_then(|key| shape.field(key)) {
                schema = json!({"anyOf": [schema, self.form(short.form)]});
            }
            self.definitions.insert(name.clone(), schema);
        }
        json!({"$ref": format!("#/definitions/{name}")})
    }

    /// Names of the kinds; those that the stack has are offered.
    fn reference(&self, kinds: &[ElementKind]) -> Value {
        let names: Vec<&str> = match self.stack {
            Some(stack) => kinds.iter().flat_map(|kind| ids(stack, *kind)).collect(),
            None => Vec::new(),
        };
        if names.is_empty() {
            return json!({"type": ["string", "null"]});
        }
        or_unknown(&json!({"enum": names}))
    }
}

/// Shapes have names of their own, which a test holds them to.
fn definition_name(shape: &Shape) -> String {
    shape.name.to_lowercase().replace(' ', "_")
}

fn text(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

fn or_unknown(value: &Value) -> Value {
    json!({"anyOf": [value, {"const": "unknown"}, {"type": "null"}]})
}

/// The canonical names are offered; the other spellings only pass.
fn methods() -> Value {
    let names = <Method as strum::VariantNames>::VARIANTS;
    let others: Vec<&str> = spellings().map(|(name, _)| name).collect();
    json!({"anyOf": [{"enum": names}, {"enum": others}]})
}

fn ids(stack: &Stack, kind: ElementKind) -> Vec<&str> {
    match kind {
        ElementKind::Team => stack.teams.names().collect(),
        ElementKind::Person => stack.people.names().collect(),
        ElementKind::Vendor => stack.vendors.names().collect(),
        ElementKind::Tool => stack.tools.names().collect(),
        ElementKind::Object => stack.objects.names().collect(),
        ElementKind::Credential => stack.credentials.names().collect(),
        ElementKind::Integration => stack.integrations.names().collect(),
        ElementKind::Automation => stack.automations.names().collect(),
        ElementKind::Journey => stack.journeys.names().collect(),
        ElementKind::Purpose => stack.consent.purposes.names().collect(),
        ElementKind::Suppression => stack.consent.suppressions.names().collect(),
        ElementKind::AiFeature => stack.ai_features.names().collect(),
        ElementKind::Campaign => stack.campaigns.names().collect(),
        ElementKind::Initiative => stack.initiatives.names().collect(),
        ElementKind::Company => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::stack::Tool;

    /// `LINCHPIN_BLESS=1 cargo test` writes the file anew.
    #[test]
    fn the_published_schema_is_the_format() {
        let path = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/stack.schema.json");
        let text = format!("{}\n", serde_json::to_string_pretty(&schema()).unwrap());
        #[expect(clippy::disallowed_methods, reason = "a test may ask for its switch")]
        let bless = std::env::var("LINCHPIN_BLESS").is_ok();
        if bless {
            std::fs::write(path, &text).unwrap();
        }
        let published = std::fs::read_to_string(path).unwrap_or_default();
        assert!(published == text, "docs/stack.schema.json is stale: bless it");
    }

    #[test]
    fn every_reference_leads_somewhere_and_only_there() {
        let schema = schema();
        let text = schema.to_string();
        let definitions = schema["definitions"].as_object().unwrap();
        let uses: std::collections::BTreeSet<&str> = text
            .split("#/definitions/")
            .skip(1)
            .filter_map(|rest| rest.split('"').next())
            .collect();
        let known: std::collections::BTreeSet<&str> =
            definitions.keys().map(String::as_str).collect();
        assert_eq!(uses, known);
    }

    #[test]
    fn tools_of_a_stack_are_offered_as_ends() {
        let mut stack = Stack::default();
        stack.tools.push(Tool { id: "hubspot".into(), ..Tool::default() }).unwrap();
        let schema = schema_for(&stack);
        let from = &schema["definitions"]["integration"]["properties"]["from"];
        assert_eq!(from["anyOf"][0]["enum"], json!(["hubspot"]));
        let credential = &schema["definitions"]["integration"]["properties"]["credential"];
        assert_eq!(credential["type"], json!(["string", "null"]));
    }
}
