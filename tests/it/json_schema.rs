//! A validator for the part of JSON Schema (draft 7) that our schemas use. A keyword that it does not know is a fault, so
//! that nothing is taken as checked which is not.

use serde_json::{Map, Value};

/// Says nothing about what is valid.
const REMARKS: &[&str] =
    &["$schema", "$id", "title", "description", "default", "format", "definitions"];

/// Everything in which a value does not fit a schema, with its place.
pub(crate) fn faults(schema: &Value, value: &Value) -> Vec<String> {
    let mut found = Vec::new();
    Validator { root: schema }.check(schema, value, "$", &mut found);
    found
}

struct Validator<'s> {
    root: &'s Value,
}

impl<'s> Validator<'s> {
    fn check(&self, schema: &'s Value, value: &Value, at: &str, found: &mut Vec<String>) {
        let rules = match schema {
            Value::Object(rules) => rules,
            Value::Bool(true) => return,
            _ => return found.push(format!("{at}: nothing may stand here")),
        };
        for (keyword, rule) in rules {
            match keyword.as_str() {
                "$ref" => self.check(self.target(rule), value, at, found),
                "type" => check_type(rule, value, at, found),
                "enum" => {
                    if !rule.as_array().unwrap().contains(value) {
                        found.push(format!("{at}: {value} is none of {rule}"));
                    }
                }
                "minimum" | "maximum" => check_bound(keyword, rule, value, at, found),
                "minItems" => {
                    let least = rule.as_u64().unwrap();
                    if value.as_array().is_some_and(|it| (it.len() as u64) < least) {
                        found.push(format!("{at}: fewer than {least} items"));
                    }
                }
                "uniqueItems" => {
                    let items = value.as_array().map_or(&[][..], Vec::as_slice);
                    let is_again = |(at, it)| items.iter().take(at).any(|other| other == it);
                    if *rule == Value::Bool(true) && items.iter().enumerate().any(is_again) {
                        found.push(format!("{at}: an item stands twice"));
                    }
                }
                "pattern" => {
                    let pattern = rule.as_str().unwrap();
                    if value.as_str().is_some_and(|it| !matches(pattern, it)) {
                        found.push(format!("{at}: {value} does not match {pattern}"));
                    }
                }
                "items" => {
                    for (number, item) in value.as_array().into_iter().flatten().enumerate() {
                        self.check(rule, item, &format!("{at}[{number}]"), found);
                    }
                }
                "properties" | "additionalProperties" | "required" => {}
                "oneOf" | "anyOf" | "allOf" => self.check_choice((keyword, rule), value, at, found),
                _ if REMARKS.contains(&keyword.as_str()) => {}
                _ => found.push(format!("{at}: the keyword {keyword} is not known here")),
            }
        }
        if let Value::Object(members) = value {
            self.check_members(rules, members, at, found);
        }
    }

    fn check_members(
        &self,
        rules: &'s Map<String, Value>,
        members: &Map<String, Value>,
        at: &str,
        found: &mut Vec<String>,
    ) {
        for name in rules.get("required").and_then(Value::as_array).into_iter().flatten() {
            if !members.contains_key(name.as_str().unwrap()) {
                found.push(format!("{at}: {name} is missing"));
            }
        }
        let known = rules.get("properties").and_then(Value::as_object);
        for (name, member) in members {
            let at = format!("{at}.{name}");
            let rule = known.and_then(|it| it.get(name)).or(rules.get("additionalProperties"));
            if let Some(rule) = rule {
                self.check(rule, member, &at, found);
            }
        }
    }

    fn check_choice(
        &self,
        (keyword, rule): (&str, &'s Value),
        value: &Value,
        at: &str,
        found: &mut Vec<String>,
    ) {
        let choices = rule.as_array().unwrap();
        let all: Vec<Vec<String>> = choices
            .iter()
            .map(|it| {
                let mut found = Vec::new();
                self.check(it, value, at, &mut found);
                found
            })
            .collect();
        let fitting = all.iter().filter(|it| it.is_empty()).count();
        let fits = match keyword {
            "oneOf" => fitting == 1,
            "anyOf" => fitting > 0,
            _ => fitting == choices.len(),
        };
        if !fits {
            found.push(format!("{at}: {fitting} of {} {keyword}", choices.len()));
            found.extend(all.into_iter().flatten());
        }
    }

    fn target(&self, reference: &Value) -> &'s Value {
        let path = reference.as_str().unwrap().strip_prefix('#').unwrap();
        self.root.pointer(path).unwrap()
    }
}

fn check_type(rule: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let is = |name: &Value| match name.as_str().unwrap() {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "boolean" => value.is_boolean(),
        "null" => value.is_null(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        other => panic!("no type is called {other}"),
    };
    let fits = rule.as_array().map_or_else(|| is(rule), |names| names.iter().any(is));
    if !fits {
        found.push(format!("{at}: {value} is no {rule}"));
    }
}

fn check_bound(keyword: &str, rule: &Value, value: &Value, at: &str, found: &mut Vec<String>) {
    let (Some(value), Some(bound)) = (value.as_f64(), rule.as_f64()) else { return };
    let fits = if keyword == "minimum" { value >= bound } else { value <= bound };
    if !fits {
        found.push(format!("{at}: {value} is beyond the {keyword} {bound}"));
    }
}

/// The patterns of our own schema and those of SARIF that come up in what we write; another one is a fault of the test.
fn matches(pattern: &str, text: &str) -> bool {
    let digits =
        |it: &str, count: usize| it.len() == count && it.bytes().all(|it| it.is_ascii_digit());
    match pattern {
        "^[0-9a-f]{16}:[1-9][0-9]*$" => text.split_once(':').is_some_and(|(hash, number)| {
            hash.len() == 16
                && hash.bytes().all(|it| matches!(it, b'0'..=b'9' | b'a'..=b'f'))
                && number.parse::<u32>().is_ok_and(|it| it > 0)
        }),
        "^[a-z][a-z0-9-]*$" => {
            text.starts_with(|it: char| it.is_ascii_lowercase())
                && text.bytes().all(|it| matches!(it, b'a'..=b'z' | b'0'..=b'9' | b'-'))
        }
        "^[0-9]{4}-[0-9]{2}-[0-9]{2}$" => {
            let parts: Vec<&str> = text.split('-').collect();
            matches!(*parts, [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2))
        }
        other => panic!("the pattern {other} is not known here"),
    }
}

#[test]
fn a_validator_finds_what_is_wrong() {
    let schema = serde_json::json!({
        "type": "object",
        "required": ["a"],
        "additionalProperties": false,
        "properties": {
            "a": {"$ref": "#/definitions/count"},
            "b": {"oneOf": [{"type": "null"}, {"enum": ["x"]}]},
            "c": {"type": "array", "minItems": 1, "uniqueItems": true, "items": {"type": "string"}}
        },
        "definitions": {"count": {"type": "integer", "minimum": 0}}
    });
    let count = |value: Value| faults(&schema, &value).len();
    assert_eq!(count(serde_json::json!({"a": 1, "b": "x", "c": ["y"]})), 0);
    assert_eq!(count(serde_json::json!({"a": -1})), 1);
    assert_eq!(count(serde_json::json!({"a": 1.5})), 1);
    assert_eq!(count(serde_json::json!({"b": null})), 1);
    assert!(count(serde_json::json!({"a": 1, "b": "y"})) > 0);
    assert_eq!(count(serde_json::json!({"a": 1, "c": []})), 1);
    assert_eq!(count(serde_json::json!({"a": 1, "c": ["y", "y"]})), 1);
    assert_eq!(count(serde_json::json!({"a": 1, "c": [2]})), 1);
    assert_eq!(count(serde_json::json!({"a": 1, "d": 2})), 1);
    assert_eq!(count(serde_json::json!([])), 1);
    assert_eq!(faults(&serde_json::json!({"if": {}}), &Value::Null).len(), 1);
}
