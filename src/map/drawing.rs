//! From the stack to boxes and lines: styles by what happens to a tool, classes by how a flow is made.

use std::collections::BTreeMap;

use super::{Scope, Subject};
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::fragility::Band;
use crate::impact::Fate;
use crate::layout::{Class, Edge, In, Node, NodeStyle, Options};
use crate::stack::{Direction, Integration, IntegrationId, MethodClass, Status, Tool};
use crate::text::Label;

/// A drawing's input with the way back from its numbers to the stack's names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawing {
    pub(crate) input: In,
    /// The tool of each node.
    pub(crate) tools: Vec<Label>,
    /// What each edge key stands for.
    pub(crate) lines: Vec<Line>,
    /// Tools of the stack, drawn or not.
    pub(crate) total: usize,
    /// Integrations on the map; one that middleware carries is one, though it has two lines.
    pub(crate) drawn_integrations: usize,
    /// Integrations of the stack, drawn or not.
    pub(crate) total_lines: usize,
}

/// An integration on the map, or one of the two legs of it that middleware joins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) integration: Label,
    pub(crate) from: Label,
    pub(crate) to: Label,
    pub(crate) class: Class,
}

impl Drawing {
    pub(crate) fn node_of(&self, tool: &str) -> Option<usize> {
        self.tools.iter().position(|it| *it == tool)
    }

    pub(crate) fn line(&self, key: u32) -> Option<&Line> {
        self.lines.get(key as usize)
    }
}

/// Everything in scope: the stack as it is joined with the stack after, so that nothing jumps between the two.
pub(crate) fn draw(subject: Subject<'_>, scope: &Scope, options: Options) -> Drawing {
    let mut drawing = Drawing { total: scope.total, ..Drawing::default() };
    drawing.input.options = options;
    drawing.total_lines = subject.before.stack.integrations.len();
    let mut nodes: BTreeMap<Label, usize> = BTreeMap::new();
    let before = &subject.before.stack;
    let after = subject.simulation.map(|it| &it.after.stack);
    let fresh = after.into_iter().flat_map(|it| it.tools.values());
    for tool in before.tools.values().chain(fresh) {
        if scope.tools.contains(&tool.id) && !nodes.contains_key(&tool.id) {
            nodes.insert(tool.id.clone(), drawing.tools.len());
            drawing.tools.push(tool.id.clone());
            drawing.input.nodes.push(node(subject, tool));
        }
    }
    for (id, integration) in before.integrations.iter() {
        let classes = [class_of(subject.before, id), class_before(subject, id)];
        add_line(&mut drawing, &nodes, integration, classes);
    }
    if let Some(simulation) = subject.simulation {
        for integration in simulation.after.stack.integrations.values() {
            if before.integrations.find(&integration.id).is_none() {
                add_line(&mut drawing, &nodes, integration, [Class::Added; 2]);
            }
        }
    }
    drawing
}

fn node(subject: Subject<'_>, tool: &Tool) -> Node {
    let mut lines = vec![tool.name.to_string()];
    lines.push(tool.category.name().to_owned());
    Node {
        key: tool.id.to_string(),
        lines,
        stage: Some(tool.stage() as u8),
        style: style(subject, tool),
        badges: [None, None],
    }
}

fn style(subject: Subject<'_>, tool: &Tool) -> NodeStyle {
    let idle = if tool.is_in_use() { NodeStyle::Normal } else { NodeStyle::Ghost };
    let Some(simulation) = subject.simulation else { return idle };
    let is_there_before = subject.before.stack.tools.find(&tool.id);
    let is_there_after = simulation.after.stack.tools.find(&tool.id).is_some();
    match is_there_before {
        None => NodeStyle::Added,
        Some(_) if !is_there_after => NodeStyle::Removed,
        Some(id) => match simulation.blast.tools.iter().find(|(hit, _)| *hit == id) {
            Some((_, Fate::Broken)) => NodeStyle::Alert,
            Some((_, Fate::Degraded | Fate::Stale | Fate::Headless)) => NodeStyle::Warn,
            None => {
                let element = Element { kind: ElementKind::Tool, id: tool.id.clone() };
                if simulation.changed.contains(&element) { NodeStyle::Changed } else { idle }
            }
        },
    }
}

fn class_before(subject: Subject<'_>, id: IntegrationId) -> Class {
    let integration = &subject.before.stack.integrations[id];
    let Some(simulation) = subject.simulation else { return class_of(subject.before, id) };
    if simulation.after.stack.integrations.find(&integration.id).is_none() {
        return Class::Removed;
    }
    // It is still written down, but an outage or a departure takes it along.
    if simulation.blast.cut.contains(&id) { Class::Broken } else { class_of(subject.before, id) }
}

/// How a flow is made, unless it is fragile in spite of that.
fn class_of(analysis: &Analysis, id: IntegrationId) -> Class {
    let integration = &analysis.stack.integrations[id];
    if integration.status == Status::Broken {
        return Class::Broken;
    }
    let band =
        analysis.fragility.get(id.index()).map_or(Band::Solid, crate::fragility::Fragility::band);
    match integration.method.class() {
        MethodClass::Manual => Class::Manual,
        _ if band >= Band::Fragile => Class::Fragile,
        MethodClass::Scheduled => Class::Scheduled,
        MethodClass::Connected | MethodClass::Unknown => Class::Ok,
    }
}

/// The map shows what is there, not what was or may come.
pub(super) fn is_drawn(integration: &Integration) -> bool {
    match integration.status {
        Status::Live | Status::Broken => true,
        Status::Planned | Status::OnHold | Status::Retired => false,
    }
}

/// One line from end to end, or two by way of the middleware that carries it where that is on the map too.
///
/// It is laid out in the first class, that of the stack as it is, and shown in the second: so nothing jumps.
fn add_line(
    drawing: &mut Drawing,
    nodes: &BTreeMap<Label, usize>,
    integration: &Integration,
    classes: [Class; 2],
) {
    let ends = (nodes.get(&integration.from.name), nodes.get(&integration.to.name));
    let (Some(from), Some(to), true) = (ends.0, ends.1, is_drawn(integration)) else { return };
    drawing.drawn_integrations += 1;
    let middle = integration.via.as_ref().and_then(|via| nodes.get(&via.name));
    match middle.filter(|it| *it != from && *it != to) {
        Some(middle) => {
            add_leg(drawing, integration, classes, (*from, *middle));
            add_leg(drawing, integration, classes, (*middle, *to));
        }
        None => add_leg(drawing, integration, classes, (*from, *to)),
    }
}

fn add_leg(
    drawing: &mut Drawing,
    integration: &Integration,
    [laid_out, class]: [Class; 2],
    (from, to): (usize, usize),
) {
    let key = u32::try_from(drawing.lines.len()).unwrap_or(u32::MAX);
    drawing.lines.push(Line {
        integration: integration.id.clone(),
        from: drawing.tools[from].clone(),
        to: drawing.tools[to].clone(),
        class,
    });
    drawing.input.edges.push(Edge {
        key,
        from,
        to,
        class: laid_out,
        both_ways: integration.direction == Direction::TwoWay,
        label: label(integration),
    });
}

/// What moves, in as few words as there are.
fn label(integration: &Integration) -> Option<String> {
    let first = integration.objects.first()?;
    let more = integration.objects.len() - 1;
    let name = &first.object.name;
    Some(if more == 0 { name.to_string() } else { format!("{name} +{more}") })
}
