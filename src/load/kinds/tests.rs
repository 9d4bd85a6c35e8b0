//! Every key of every shape is read by its reader.

use std::fmt::Write as _;

use super::ROOT;
use crate::load::shape::{Field, Form, Shape};
use crate::load::{Alone, Loaded, load};

fn load_text(text: &str) -> Loaded {
    load("stack.yaml", text.as_bytes(), &Alone)
}

/// A value of the form that is nobody's default.
fn sample(form: Form) -> String {
    match form {
        Form::Id => "sample-id".to_owned(),
        Form::Text => "some text".to_owned(),
        Form::Bool => "true".to_owned(),
        Form::Number => "12.5".to_owned(),
        Form::Integer { max, .. } => max.to_string(),
        Form::Percent => "12%".to_owned(),
        Form::Duration => "PT15M".to_owned(),
        Form::Cadence => "0 6 * * 1".to_owned(),
        Form::Date => "2026-11-30".to_owned(),
        Form::Moment => "2026-11-30T08:15".to_owned(),
        Form::OneOf(names) => names[1].to_owned(),
        Form::Method => "webhook".to_owned(),
        Form::Ref(_) | Form::Party | Form::Contact => "some-name".to_owned(),
        Form::FieldRef => "some-object.field".to_owned(),
        Form::List(of) => format!("[{}]", sample(*of)),
        Form::Table(of) => format!("{{a-name: {}}}", sample(*of)),
        Form::Map(shape) => {
            map(shape.fields.iter().filter(|it| it.required || shape.kind.is_none()))
        }
        Form::Free => "{anything: 1}".to_owned(),
    }
}

fn map<'f>(fields: impl Iterator<Item = &'f Field>) -> String {
    let mut out = String::from("{");
    for field in fields {
        // Texts differ, since some are copied from others where they are not given.
        let value = match field.form {
            Form::Text => format!("text of {}", field.key),
            form => sample(form),
        };
        write!(out, "{}: {value}, ", field.key).unwrap();
    }
    out + "}"
}

/// Each key of the shape and of what lies below, as a file with it and a file without.
fn pairs(
    shape: &'static Shape,
    path: &str,
    wrap: &dyn Fn(String) -> String,
    out: &mut Vec<[String; 3]>,
) {
    for field in shape.fields {
        let path = format!("{path}.{}", field.key);
        let others = || shape.fields.iter().filter(|it| it.required && it.key != field.key);
        let with = map(others().chain([field]));
        out.push([path.clone(), wrap(with), wrap(map(others()))]);
        if let Some(below) = field.form.shape() {
            let in_field = |nested: String| {
                let value = match field.form {
                    Form::List(_) => format!("[{nested}]"),
                    Form::Table(_) => format!("{{a-name: {nested}}}"),
                    _ => nested,
                };
                let others = map(others());
                wrap(format!("{}{}: {value}}}", others.strip_suffix('}').unwrap(), field.key))
            };
            pairs(below, &path, &in_field, out);
        }
    }
}

#[test]
fn every_key_makes_a_difference() {
    let mut found = Vec::new();
    pairs(&ROOT, "", &|text| text, &mut found);
    assert!(found.len() > 300);
    for [path, with, without] in found {
        // Not part of the stack: read by the loader itself, or later by the scenario.
        if [".version", ".include", ".initiatives.changes"].contains(&path.as_str()) {
            continue;
        }
        assert!(load_text(&with).stack != load_text(&without).stack, "{path} is not read: {with}");
    }
}

#[test]
fn samples_of_every_key_are_correct() {
    let mut found = Vec::new();
    pairs(&ROOT, "", &|text| text, &mut found);
    let allowed = [
        "version-missing",
        "ref-unknown",
        "flow-unknown-object",
        "include-missing",
        "missing-key",
        "version-unknown",
    ];
    for [path, with, _] in found {
        for problem in load_text(&with).problems {
            assert!(allowed.contains(&problem.code), "{path}: {} in {with}", problem.message);
        }
    }
}

#[test]
fn the_order_of_keys_means_nothing() {
    for field in ROOT.fields {
        let Some(shape) = field.form.shape() else { continue };
        let wrap = |item: String| match field.form {
            Form::List(_) => format!("{}: [{item}]", field.key),
            Form::Table(_) => format!("{}: {{a-name: {item}}}", field.key),
            _ => format!("{}: {item}", field.key),
        };
        let ahead = load_text(&wrap(map(shape.fields.iter()))).stack;
        let back = load_text(&wrap(map(shape.fields.iter().rev()))).stack;
        assert!(ahead == back, "{}", field.key);
        assert!(ahead != crate::stack::Stack::default(), "{}", field.key);
    }
}

#[test]
fn places_of_values_are_kept_for_every_key() {
    let tool = load_text(&format!("tools: [{}]", map(super::TOOL.fields.iter())));
    let tool = tool.stack.tools.values().next().unwrap().clone();
    assert!(super::TOOL.fields.iter().all(|field| tool.spans.has(field.key)));
    let flow = load_text(&format!("integrations: [{}]", map(super::INTEGRATION.fields.iter())));
    let flow = flow.stack.integrations.values().next().unwrap().clone();
    assert!(super::INTEGRATION.fields.iter().all(|field| flow.spans.has(field.key)));
}

#[test]
fn shapes_are_told_apart_by_name() {
    fn collect(shape: &'static Shape, out: &mut Vec<(&'static str, *const Shape)>) {
        out.push((shape.name, shape));
        for below in shape.fields.iter().filter_map(|field| field.form.shape()) {
            collect(below, out);
        }
    }
    let mut shapes = Vec::new();
    collect(&ROOT, &mut shapes);
    shapes.sort_unstable();
    shapes.dedup();
    assert!(shapes.windows(2).all(|pair| pair[0].0 != pair[1].0), "{shapes:?}");
}
