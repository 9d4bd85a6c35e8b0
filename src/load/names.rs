//! References to nothing: what was written, what it may have meant, and where that stands.

use std::collections::{BTreeMap, BTreeSet};

use crate::diag::{Diagnostic, Element, ElementKind, Fix, Safety, Severity};
use crate::stack::{Dangling, DataObject, FieldRef, Spans, Stack, ToolId};
use crate::text::{Label, Span, nearest};

/// Errors for names that nothing bears. Names in text that could not be read are not called unknown.
pub(super) fn unknown(
    stack: &Stack,
    dangling: Vec<Dangling>,
    lost_ids: &[String],
) -> Vec<Diagnostic> {
    let items = stack.integrations.values().flat_map(|it| &it.objects);
    let moved: BTreeSet<_> =
        items.filter(|it| it.object.id.is_none()).map(|it| it.object.span).collect();
    dangling
        .into_iter()
        .filter(|it| !it.name.is_empty() && !lost_ids.iter().any(|id| it.name == id.as_str()))
        .map(|it| {
            let is_moved = it.kind == ElementKind::Object && moved.contains(&it.span);
            unknown_name(stack, &it, if is_moved { "flow-unknown-object" } else { "ref-unknown" })
        })
        .collect()
}

fn unknown_name(stack: &Stack, dangling: &Dangling, code: &'static str) -> Diagnostic {
    // Owners are looked for among people and teams; linking calls both a person.
    let kind = match dangling.kind {
        ElementKind::Person => "person or team",
        kind => kind.words(),
    };
    let message = match &dangling.nearest {
        Some(near) => {
            format!("no {kind} is called `{}`; did you mean `{near}`?", dangling.name)
        }
        None => format!("no {kind} is called `{}`", dangling.name),
    };
    let mut problem = Diagnostic::new(code, Severity::Error, message)
        .at(dangling.span, format!("no such {kind}"))
        .with(dangling.kind, &dangling.name);
    match &dangling.nearest {
        Some(near) => {
            problem.help = Some(format!("write `{near}`"));
            let word = dangling
                .rest
                .as_ref()
                .map_or_else(|| near.to_string(), |it| format!("{near}.{it}"));
            let title = format!("write `{word}` instead of `{}`", dangling.name);
            problem = problem.fix(Fix::new(Safety::Unsafe, title).replace(dangling.span, &word));
            let place = place_of(stack, dangling.kind, near);
            if !place.is_none() {
                problem = problem.mark(place, format!("`{near}` is here"));
            }
        }
        None => problem.help = Some(format!("add the {kind}, or take the name out")),
    }
    problem
}

/// Says of each problem which element of the stack it stands in.
pub(super) fn attribute(stack: &Stack, problems: &mut [Diagnostic]) {
    let mut homes = Vec::new();
    let mut add = |kind, id: &Label, spans: &Spans| homes.push((spans.item, kind, id.clone()));
    stack.teams.values().for_each(|it| add(ElementKind::Team, &it.id, &it.spans));
    stack.people.values().for_each(|it| add(ElementKind::Person, &it.id, &it.spans));
    stack.tools.values().for_each(|it| add(ElementKind::Tool, &it.id, &it.spans));
    stack.objects.values().for_each(|it| add(ElementKind::Object, &it.id, &it.spans));
    stack.credentials.values().for_each(|it| add(ElementKind::Credential, &it.id, &it.spans));
    stack.integrations.values().for_each(|it| add(ElementKind::Integration, &it.id, &it.spans));
    stack.automations.values().for_each(|it| add(ElementKind::Automation, &it.id, &it.spans));
    stack.journeys.values().for_each(|it| add(ElementKind::Journey, &it.id, &it.spans));
    stack.ai_features.values().for_each(|it| add(ElementKind::AiFeature, &it.id, &it.spans));
    stack.campaigns.values().for_each(|it| add(ElementKind::Campaign, &it.id, &it.spans));
    stack.initiatives.values().for_each(|it| add(ElementKind::Initiative, &it.id, &it.spans));
    let consent = &stack.consent;
    consent.purposes.values().for_each(|it| add(ElementKind::Purpose, &it.id, &it.spans));
    consent.suppressions.values().for_each(|it| add(ElementKind::Suppression, &it.id, &it.spans));
    homes.sort();
    for problem in problems {
        let place = problem.span;
        let after = homes.partition_point(|(span, ..)| *span <= place);
        let home = after.checked_sub(1).and_then(|index| homes.get(index));
        problem.element = home
            .filter(|(span, ..)| span.file == place.file && place.end <= span.end)
            .map(|(_, kind, id)| Element::new(*kind, id));
    }
}

/// Where the id of an element stands.
fn place_of(stack: &Stack, kind: ElementKind, name: &str) -> Span {
    let spans = match kind {
        ElementKind::Company => Some(&stack.company.spans),
        ElementKind::Team => stack.teams.find(name).map(|id| &stack.teams[id].spans),
        ElementKind::Person => stack
            .people
            .find(name)
            .map(|id| &stack.people[id].spans)
            .or_else(|| stack.teams.find(name).map(|id| &stack.teams[id].spans)),
        ElementKind::Vendor => stack.vendors.find(name).map(|id| &stack.vendors[id].spans),
        ElementKind::Tool => stack.tools.find(name).map(|id| &stack.tools[id].spans),
        ElementKind::Object => stack.objects.find(name).map(|id| &stack.objects[id].spans),
        ElementKind::Credential => {
            stack.credentials.find(name).map(|id| &stack.credentials[id].spans)
        }
        ElementKind::Integration => {
            stack.integrations.find(name).map(|id| &stack.integrations[id].spans)
        }
        ElementKind::Automation => {
            stack.automations.find(name).map(|id| &stack.automations[id].spans)
        }
        ElementKind::Journey => stack.journeys.find(name).map(|id| &stack.journeys[id].spans),
        ElementKind::Purpose => {
            stack.consent.purposes.find(name).map(|id| &stack.consent.purposes[id].spans)
        }
        ElementKind::Suppression => {
            stack.consent.suppressions.find(name).map(|id| &stack.consent.suppressions[id].spans)
        }
        ElementKind::AiFeature => {
            stack.ai_features.find(name).map(|id| &stack.ai_features[id].spans)
        }
        ElementKind::Campaign => stack.campaigns.find(name).map(|id| &stack.campaigns[id].spans),
        ElementKind::Initiative => {
            stack.initiatives.find(name).map(|id| &stack.initiatives[id].spans)
        }
    };
    spans.map_or(Span::NONE, |spans| spans.of("id"))
}

/// Warnings for `object.field` where the object declares its fields and this is none of them.
pub(super) fn unknown_fields(stack: &Stack) -> Vec<Diagnostic> {
    field_refs(stack)
        .filter_map(|reference| {
            let object = &stack.objects[reference.object?];
            let field = reference.field.as_deref()?;
            let is_known = object.fields.is_empty()
                || object.field(field).is_some()
                || object.key(field).is_some();
            (!is_known).then(|| unknown_field(object, field, reference.span))
        })
        .collect()
}

fn unknown_field(object: &DataObject, field: &str, span: Span) -> Diagnostic {
    let near = nearest(field, object.fields.iter().map(|it| it.name.as_str()));
    let mut message = format!("{} has no field `{field}`", object.id);
    if let Some(near) = near {
        message = format!("{message}; did you mean `{near}`?");
    }
    let mut problem = Diagnostic::new("field-unknown", Severity::Warning, message)
        .at(span, format!("not among the fields of `{}`", object.id))
        .with(ElementKind::Object, &object.id);
    problem.help = Some(match near {
        Some(near) => format!("write `{}.{near}`", object.id),
        None => format!("add it to the fields of `{}`", object.id),
    });
    if let Some(near) = near {
        let word = format!("{}.{near}", object.id);
        let title = format!("write `{word}` instead of `{}.{field}`", object.id);
        problem = problem.fix(Fix::new(Safety::Unsafe, title).replace(span, &word));
    }
    if let Some(known) = near.and_then(|near| object.field(near)) {
        problem = problem.mark(known.spans.item, format!("`{}` is here", known.name));
    }
    problem
}

fn field_refs(stack: &Stack) -> impl Iterator<Item = &FieldRef> {
    let automations = stack.automations.values().flat_map(|it| it.reads.iter().chain(&it.writes));
    let features = stack.ai_features.values().flat_map(|it| it.reads.iter().chain(&it.writes));
    let stages = stack.journeys.values().flat_map(|it| &it.stages).flat_map(|it| &it.needs);
    let purposes = stack.consent.purposes.values().filter_map(|it| it.object_field.as_ref());
    let requirements = stack
        .initiatives
        .values()
        .flat_map(|it| &it.requirements)
        .filter_map(|it| it.need.as_ref())
        .map(|it| &it.field);
    automations.chain(features).chain(stages).chain(purposes).chain(requirements)
}

/// Warnings for aliases that are also another tool's id, name or alias: nobody can tell which is meant.
pub(super) fn shared_aliases(stack: &Stack) -> Vec<Diagnostic> {
    if stack.tools.values().all(|it| it.aka.is_empty()) {
        return Vec::new();
    }
    let mut owners: BTreeMap<String, BTreeSet<ToolId>> = BTreeMap::new();
    for (id, tool) in stack.tools.iter() {
        for name in [&tool.id, &tool.name].into_iter().chain(&tool.aka) {
            owners.entry(name.to_lowercase()).or_default().insert(id);
        }
    }
    let mut problems = Vec::new();
    for (id, tool) in stack.tools.iter() {
        for alias in &tool.aka {
            let also = owners.get(&alias.to_lowercase()).into_iter().flatten();
            for other_id in also.filter(|other| **other != id) {
                let other = &stack.tools[*other_id];
                let message =
                    format!("`{alias}` is another name of {} and of {}", tool.id, other.id);
                let alias_place = tool.spans.of("aka");
                // The later one is the newcomer.
                let (place, first) = if *other_id > id {
                    (other.spans.of("name"), alias_place)
                } else {
                    (alias_place, other.spans.of("name"))
                };
                let problem = Diagnostic::new("alias-shared", Severity::Warning, message)
                    .about(ElementKind::Tool, &tool.id)
                    .with(ElementKind::Tool, &other.id)
                    .at(place, "this name")
                    .mark(first, "it is taken here")
                    .help("take it from one of them");
                problems.push(problem);
            }
        }
    }
    problems
}
