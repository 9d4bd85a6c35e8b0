//! The forms in which changes are described: add, replace, connect, outage.

use super::staging::{failing_subject, stage, subject};
use crate::diag::ElementKind;
use crate::scenario::Edit;
use crate::stack::{
    Category, Cost, Direction, Integration, Method, Minutes, OwnerRef, Sending, Spans, Tool,
};
use crate::text::{Label, Span};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::names;
use crate::tui::overlays::{Fault, Field, Form, Overlay, Takes};
use crate::tui::target::Target;
use crate::tui::views::scenarios::Page;

pub(super) fn open(model: &mut Model, form: Form) -> Vec<Effect> {
    model.overlays.push(Overlay::Form(form));
    Vec::new()
}

fn at(field: usize) -> impl Fn(String) -> Fault {
    move |text| Fault::new(field, text)
}

/// Asks for what is to be known of a tool that is added.
pub(super) fn describe(model: &mut Model, name: &str, category: &str) -> Vec<Effect> {
    let fields = vec![
        Field::new("name", Takes::Name, name, "as people call it"),
        Field::new("category", Takes::Category, category, "e.g. crm, email, cdp, abm-intent"),
        Field::new("cost", Takes::Money, "", "licence a year; may stay empty"),
        Field::new(
            "owner",
            Takes::Person,
            "",
            "a person or a team that looks after it; may stay empty",
        ),
        Field::new("sends", Takes::Channels, "", "e.g. email, sms, ads_audience; may stay empty"),
        Field::new("feeds", Takes::Tools, "", "tools that it sends data to; may stay empty"),
        Field::new("fed by", Takes::Tools, "", "tools that send data to it; may stay empty"),
        Field::new("method", Takes::Method, "native_connector", "how it is connected"),
        Field::new("objects", Takes::Objects, "", "what moves, e.g. person, account"),
    ];
    open(model, Form::new("Add a tool", fields, submit_add))
}

fn submit_add(model: &mut Model, values: &[String]) -> Result<Vec<Effect>, Fault> {
    let [name, category, cost, owner, sends, feeds, fed_by, method, objects] = values else {
        return Err(Fault::new(0, "nine fields are needed"));
    };
    let id = names::slug(name);
    if let Ok(taken) = names::tool(model, &id) {
        return Err(Fault::new(0, format!("there is a tool {taken} already")));
    }
    let category = names::word::<Category>("category", category).map_err(at(1))?;
    let mut tool = Tool::new(&id, name.trim(), category);
    if let Some(annual) = names::money(cost).map_err(at(2))? {
        tool.cost = Some(Cost { annual: Some(annual), ..Cost::default() });
    }
    let owner = names::person(model, owner).map_err(at(3))?;
    tool.technical_owner = owner.map(|it| OwnerRef::new(&it, Span::NONE));
    let channels = names::channels(sends).map_err(at(4))?;
    let sending = |channel| Sending { channel, purpose: None, spans: Spans::default() };
    tool.sends = channels.into_iter().map(sending).collect();
    let feeds = names::tools(model, feeds).map_err(at(5))?;
    let fed_by = names::tools(model, fed_by).map_err(at(6))?;
    let method = names::word::<Method>("method", method).map_err(at(7))?;
    let objects = names::objects(model, objects).map_err(at(8))?;
    if objects.is_empty() && !(feeds.is_empty() && fed_by.is_empty()) {
        return Err(Fault::new(8, "say what moves: a connection that moves nothing mends nothing"));
    }
    let own = tool.id.clone();
    let mut edits = vec![Edit::AddTool { tool: Box::new(tool), written: None, span: Span::NONE }];
    let feeds = feeds.into_iter().map(|it| (own.clone(), it));
    let fed_by = fed_by.into_iter().map(|it| (it, own.clone()));
    for (from, to) in feeds.chain(fed_by) {
        let id = free_id(model, &format!("{from}-{to}"));
        edits.push(link(Integration::new(&id, &from, &to, method), &objects));
    }
    // Where scenarios are shown, the question is now whether to buy it.
    model.states.scenarios.page = Page::Verdict;
    model.states.scenarios.purchase = usize::MAX;
    Ok(stage(model, edits))
}

fn link(mut integration: Integration, objects: &[Label]) -> Edit {
    for object in objects {
        integration.carry(object);
    }
    Edit::Connect { integration: Box::new(integration), written: None, span: Span::NONE }
}

/// Asks what to take out, where nothing is selected that could be.
pub(super) fn remove(model: &mut Model) -> Vec<Effect> {
    let fields = vec![Field::new("what", Takes::Removable, "", "a tool or an integration")];
    open(
        model,
        Form::new("Take out", fields, |model, values| {
            let what = values.first().map_or("", String::as_str);
            let (kind, id) = names::removable(model, what).map_err(at(0))?;
            let edit = if kind == ElementKind::Tool {
                Edit::RemoveTool { tool: id, span: Span::NONE }
            } else {
                Edit::Disconnect { integration: id, span: Span::NONE }
            };
            Ok(stage(model, vec![edit]))
        }),
    )
}

pub(super) fn replace(model: &mut Model) -> Vec<Effect> {
    let tool = match subject(model) {
        Some(Target::Tool(tool)) => tool.to_string(),
        _ => String::new(),
    };
    let fields = vec![
        Field::new("replace", Takes::Tool, &tool, "a tool"),
        Field::new("by", Takes::ToolOrNew, "", "a tool that is there, or the name of a new one"),
    ];
    open(model, Form::new("Replace a tool", fields, submit_replace))
}

fn submit_replace(model: &mut Model, values: &[String]) -> Result<Vec<Effect>, Fault> {
    let [tool, by] = values else { return Err(Fault::new(0, "two fields are needed")) };
    let tool = names::tool(model, tool).map_err(at(0))?;
    let by = names::tool_or_new(model, by).map_err(at(1))?;
    let mut edits = Vec::new();
    let by = match by {
        Ok(known) => known,
        Err(new) => {
            let stack = model.analysis.as_deref().map(|it| &it.stack);
            let old = stack.and_then(|it| Some(&it.tools[it.tools.find(&tool)?]));
            let category = old.map_or(Category::Other, |it| it.category);
            let new = Tool::new(&names::slug(&new), &new, category);
            let id = new.id.clone();
            edits.push(Edit::AddTool { tool: Box::new(new), written: None, span: Span::NONE });
            id
        }
    };
    if by == tool {
        return Err(Fault::new(1, "a tool does not replace itself"));
    }
    edits.push(Edit::ReplaceTool { tool, by, span: Span::NONE });
    Ok(stage(model, edits))
}

pub(super) fn connect(model: &mut Model) -> Vec<Effect> {
    let tool = |target: Option<&Target>| match target {
        Some(Target::Tool(id)) => id.to_string(),
        _ => String::new(),
    };
    let marked = tool(model.mark.as_ref());
    let selected = tool(subject(model).as_ref());
    let (from, to) = if marked.is_empty() || marked == selected {
        (selected, String::new())
    } else {
        (marked, selected)
    };
    let fields = vec![
        Field::new("from", Takes::Tool, &from, "a tool"),
        Field::new("to", Takes::Tool, &to, "a tool"),
        Field::new(
            "method",
            Takes::Method,
            "native_connector",
            "e.g. webhook, reverse_etl, manual_csv",
        ),
        Field::new("direction", Takes::Direction, "one_way", "one_way or two_way"),
        Field::new("objects", Takes::Objects, "", "what moves, e.g. person, account"),
    ];
    open(model, Form::new("Connect two tools", fields, submit_connect))
}

fn submit_connect(model: &mut Model, values: &[String]) -> Result<Vec<Effect>, Fault> {
    let [from, to, method, direction, objects] = values else {
        return Err(Fault::new(0, "five fields are needed"));
    };
    let from = names::tool(model, from).map_err(at(0))?;
    let to = names::tool(model, to).map_err(at(1))?;
    if from == to {
        return Err(Fault::new(1, "a tool is not connected to itself"));
    }
    let method = names::word::<Method>("method", method).map_err(at(2))?;
    let direction = names::word::<Direction>("direction", direction).map_err(at(3))?;
    let objects = names::objects(model, objects).map_err(at(4))?;
    if objects.is_empty() {
        return Err(Fault::new(4, "say what moves: a connection that moves nothing mends nothing"));
    }
    let id = free_id(model, &format!("{from}-{to}"));
    let integration = Integration { direction, ..Integration::new(&id, &from, &to, method) };
    Ok(stage(model, vec![link(integration, &objects)]))
}

pub(super) fn outage(model: &mut Model) -> Vec<Effect> {
    let hints = (
        "a tool, integration, credential or vendor that fails; a person who leaves",
        "how long, e.g. 90m, 8h, 2d; a person leaves for good",
    );
    let fields = failing_fields(model, hints);
    open(model, Form::new("Outage, or somebody leaves", fields, submit_outage))
}

/// What fails, and for how long, with a hint for each.
pub(super) fn failing_fields(
    model: &Model,
    (what, time): (&'static str, &'static str),
) -> Vec<Field> {
    vec![
        Field::new("what", Takes::Failing, &failing_subject(model), what),
        Field::new("for", Takes::Duration, "8h", time),
    ]
}

/// What was written into those fields.
pub(super) fn failing_values(
    model: &Model,
    values: &[String],
) -> Result<(ElementKind, Label, Option<Minutes>), Fault> {
    let [what, duration] = values else { return Err(Fault::new(0, "two fields are needed")) };
    let (kind, id) = names::failing(model, what).map_err(at(0))?;
    Ok((kind, id, names::duration(duration).map_err(at(1))?))
}

fn submit_outage(model: &mut Model, values: &[String]) -> Result<Vec<Effect>, Fault> {
    let (kind, id, duration) = failing_values(model, values)?;
    let edit = if kind == ElementKind::Person {
        Edit::Leave { person: id, span: Span::NONE }
    } else {
        Edit::Outage { kind, id, duration, span: Span::NONE }
    };
    Ok(stage(model, vec![edit]))
}

/// An id that neither the stack nor the staged edits have.
fn free_id(model: &Model, wanted: &str) -> String {
    let is_taken = |id: &str| {
        let staged = model.staged.edits.iter().any(|edit| match edit {
            Edit::Connect { integration, .. } => integration.id == *id,
            Edit::RemoveTool { .. }
            | Edit::AddTool { .. }
            | Edit::ReplaceTool { .. }
            | Edit::Disconnect { .. }
            | Edit::Set { .. }
            | Edit::Outage { .. }
            | Edit::Leave { .. } => false,
        });
        staged || model.analysis.as_ref().is_some_and(|it| it.stack.integrations.find(id).is_some())
    };
    let numbered = (2..).map(|number| format!("{wanted}-{number}"));
    std::iter::once(wanted.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}
