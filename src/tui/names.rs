//! What somebody types in a form: names of the stack and of what is staged, with the nearest where there is none.

use super::model::Model;
use crate::diag::ElementKind;
use crate::scenario::{Edit, read_duration};
use crate::stack::{Channel, Date, Minutes, Stack};
use crate::text::{Label, nearest};

/// Tools that are staged to be added.
pub(crate) fn added(model: &Model) -> impl Iterator<Item = &crate::stack::Tool> {
    model.staged.edits.iter().filter_map(Edit::added)
}

fn stack(model: &Model) -> Result<&Stack, String> {
    model.analysis.as_deref().map(|it| &it.stack).ok_or_else(|| "no stack has been read".to_owned())
}

fn unknown<'a>(what: &str, name: &str, names: impl Iterator<Item = &'a str>) -> String {
    let names: Vec<&str> = names.collect();
    // Who types a beginning means what begins so, however far its end is.
    let begun = names.iter().find(|it| it.to_lowercase().starts_with(&name.to_lowercase()));
    match begun.filter(|_| !name.is_empty()).copied().or_else(|| nearest(name, names)) {
        Some(near) => format!("no {what} is called {name}; did you mean {near}?"),
        None => format!("no {what} is called {name}"),
    }
}

/// A tool of the stack by id or name, or one that is staged.
pub(crate) fn tool(model: &Model, name: &str) -> Result<Label, String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("name a tool".to_owned());
    }
    let folded = name.to_lowercase();
    let is_it = |it: &&crate::stack::Tool| it.id == *name || it.name.to_lowercase() == folded;
    if let Some(staged) = added(model).find(is_it) {
        return Ok(staged.id.clone());
    }
    let stack = stack(model)?;
    if let Some(id) = stack.tool_called(name) {
        return Ok(stack.tools[id].id.clone());
    }
    let called = stack.tools.values().flat_map(|it| [it.id.as_str(), it.name.as_str()]);
    Err(unknown("tool", name, called.chain(added(model).map(|it| it.id.as_str()))))
}

/// A person or a team of the stack, by id or name; nothing where nothing is typed.
pub(crate) fn person(model: &Model, name: &str) -> Result<Option<Label>, String> {
    let name = name.trim();
    if name.is_empty() {
        return Ok(None);
    }
    let stack = stack(model)?;
    let people = stack.people.values().map(|it| (&it.id, &it.name));
    let teams = stack.teams.values().map(|it| (&it.id, &it.name));
    let all: Vec<(&Label, &Label)> = people.chain(teams).collect();
    let folded = name.to_lowercase();
    let is_it = |it: &&(&Label, &Label)| *it.0 == *name || it.1.to_lowercase() == folded;
    if let Some((id, _)) = all.iter().find(is_it) {
        return Ok(Some((*id).clone()));
    }
    let called = all.iter().flat_map(|it| [it.0.as_str(), it.1.as_str()]);
    Err(unknown("person or team", name, called))
}

/// A day that is not over; nothing where nothing is typed.
pub(crate) fn day(model: &Model, text: &str) -> Result<Option<Date>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let Some(day) = Date::parse(text) else {
        return Err("write a day as year-month-day, such as 2027-03-31".to_owned());
    };
    match model.analysis.as_deref() {
        Some(analysis) if day < analysis.as_of => {
            Err(format!("this day is over; the stack is looked at as of {}", analysis.as_of))
        }
        _ => Ok(Some(day)),
    }
}

/// Names between commas.
pub(crate) fn listed(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|it| !it.is_empty())
}

pub(crate) fn tools(model: &Model, text: &str) -> Result<Vec<Label>, String> {
    listed(text).map(|it| tool(model, it)).collect()
}

/// A tool that is there, or after a `+`, or where nothing is called alike, one that is not.
pub(crate) fn tool_or_new(model: &Model, text: &str) -> Result<Result<Label, String>, String> {
    let text = text.trim();
    if let Some(new) = text.strip_prefix('+') {
        let new = new.trim();
        return if slug(new).is_empty() {
            Err("name the new tool".to_owned())
        } else {
            Ok(Err(new.to_owned()))
        };
    }
    match tool(model, text) {
        Ok(id) => Ok(Ok(id)),
        Err(problem) if text.is_empty() || problem.contains("did you mean") => {
            Err(if text.is_empty() { problem } else { format!("{problem} +{text} is a new tool") })
        }
        Err(_) if slug(text).is_empty() => Err("name the new tool".to_owned()),
        Err(_) => Ok(Err(text.to_owned())),
    }
}

pub(crate) fn objects(model: &Model, text: &str) -> Result<Vec<Label>, String> {
    let stack = stack(model)?;
    let found = listed(text).map(|name| match stack.objects.find(name) {
        Some(id) => Ok(stack.objects[id].id.clone()),
        None => Err(unknown("object", name, stack.objects.names())),
    });
    found.collect()
}

/// One of a fixed set of words.
pub(crate) fn word<T: std::str::FromStr + strum::VariantNames>(
    what: &str,
    text: &str,
) -> Result<T, String> {
    let text = text.trim();
    if let Ok(word) = text.parse() {
        return Ok(word);
    }
    Err(unknown(what, text, T::VARIANTS.iter().copied()))
}

pub(crate) fn channels(text: &str) -> Result<Vec<Channel>, String> {
    listed(text).map(|it| word::<Channel>("channel", it)).collect()
}

/// Money, with or without separators between the thousands; nothing where nothing is typed.
pub(crate) fn money(text: &str) -> Result<Option<f64>, String> {
    let digits: String = text.chars().filter(|it| !matches!(it, ' ' | ',' | '_')).collect();
    if digits.is_empty() {
        return Ok(None);
    }
    match digits.parse::<f64>() {
        Ok(amount) if amount.is_finite() && amount >= 0.0 => Ok(Some(amount)),
        Ok(_) | Err(_) => Err(format!("{} is no amount of money", text.trim())),
    }
}

/// A number above nothing; nothing where nothing is typed.
pub(crate) fn positive(text: &str) -> Result<Option<f64>, String> {
    match text.trim() {
        "" => Ok(None),
        text => match text.replace(',', ".").parse::<f64>() {
            Ok(number) if number.is_finite() && number > 0.0 => Ok(Some(number)),
            Ok(_) | Err(_) => Err(format!("{text} is no number above 0")),
        },
    }
}

/// A length of time such as `8h`; nothing where nothing is typed.
pub(crate) fn duration(text: &str) -> Result<Option<Minutes>, String> {
    let text = text.trim();
    if text.is_empty() {
        return Ok(None);
    }
    let minutes = read_duration(text);
    minutes.map(Some).ok_or_else(|| format!("{text} is no length of time; 8h and 2d are"))
}

/// The kinds of things that can fail or leave, in the order in which names are looked up.
const FAILING: &[ElementKind] = &[
    ElementKind::Tool,
    ElementKind::Integration,
    ElementKind::Credential,
    ElementKind::Vendor,
    ElementKind::Person,
];

fn names_of(stack: &Stack, kind: ElementKind) -> Vec<(&Label, Option<&Label>)> {
    match kind {
        ElementKind::Tool => stack.tools.values().map(|it| (&it.id, Some(&it.name))).collect(),
        ElementKind::Integration => stack.integrations.values().map(|it| (&it.id, None)).collect(),
        ElementKind::Credential => stack.credentials.values().map(|it| (&it.id, None)).collect(),
        ElementKind::Vendor => stack.vendors.values().map(|it| (&it.id, Some(&it.name))).collect(),
        ElementKind::Person => stack.people.values().map(|it| (&it.id, Some(&it.name))).collect(),
        ElementKind::Company
        | ElementKind::Team
        | ElementKind::Object
        | ElementKind::Automation
        | ElementKind::Journey
        | ElementKind::Purpose
        | ElementKind::Suppression
        | ElementKind::AiFeature
        | ElementKind::Campaign
        | ElementKind::Initiative => Vec::new(),
    }
}

/// Something that can fail, or a person who can leave.
pub(crate) fn failing(model: &Model, name: &str) -> Result<(ElementKind, Label), String> {
    let name = name.trim();
    if name.is_empty() {
        return Err("name what fails or who leaves".to_owned());
    }
    let stack = stack(model)?;
    let folded = name.to_lowercase();
    for kind in FAILING {
        let found = names_of(stack, *kind).into_iter().find(|(id, called)| {
            **id == *name || called.is_some_and(|it| it.to_lowercase() == folded)
        });
        if let Some((id, _)) = found {
            return Ok((*kind, id.clone()));
        }
    }
    Err(unknown("such thing", name, failing_names(model).iter().map(String::as_str)))
}

pub(crate) fn failing_names(model: &Model) -> Vec<String> {
    let Ok(stack) = stack(model) else { return Vec::new() };
    let all = FAILING.iter().flat_map(|kind| names_of(stack, *kind));
    all.map(|(id, _)| id.to_string()).collect()
}

/// A tool or an integration.
pub(crate) fn removable(model: &Model, name: &str) -> Result<(ElementKind, Label), String> {
    if let Ok(tool) = tool(model, name) {
        return Ok((ElementKind::Tool, tool));
    }
    let (name, stack) = (name.trim(), stack(model)?);
    match stack.integrations.find(name) {
        Some(id) => Ok((ElementKind::Integration, stack.integrations[id].id.clone())),
        None if name.is_empty() => Err("name a tool or an integration".to_owned()),
        None => {
            let names = removable_names(model);
            Err(unknown("tool or integration", name, names.iter().map(String::as_str)))
        }
    }
}

pub(crate) fn removable_names(model: &Model) -> Vec<String> {
    let Ok(stack) = stack(model) else { return Vec::new() };
    stack.tools.names().chain(stack.integrations.names()).map(str::to_owned).collect()
}

/// An id from a name: "Six Sense!" becomes `six-sense`.
pub(crate) fn slug(name: &str) -> String {
    let mut out = String::new();
    for char in name.trim().to_lowercase().chars() {
        if char.is_ascii_alphanumeric() || char == '.' || char == '_' {
            out.push(char);
        } else if !out.is_empty() && !out.ends_with('-') {
            out.push('-');
        }
    }
    out.trim_end_matches('-').to_owned()
}
