//! From the stack to boxes and lines: styles by what happens to a tool, classes by how a flow is made.

use std::collections::{BTreeMap, BTreeSet};

use super::fold::{Fold, Folding, folds};
use super::scope::Around;
use super::{Scope, Subject};
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind, Severity};
use crate::fragility::Band;
use crate::impact::Fate;
use crate::layout::{Class, Edge, In, Node, NodeStyle, Options};
use crate::stack::{Direction, Integration, IntegrationId, MethodClass, Status, Tool};
use crate::text::{Label, plural};

/// A drawing's input with the way back from its numbers to the stack's names.
#[derive(Clone, Debug, Default)]
pub(crate) struct Drawing {
    pub(crate) input: In,
    /// What each node stands for.
    pub(crate) shown: Vec<Shown>,
    /// What each edge key stands for.
    pub(crate) lines: Vec<Line>,
    /// Tools of the stack, drawn or not.
    pub(crate) total: usize,
    /// Tools on the map, in a box of their own or in one with others.
    pub(crate) drawn_tools: usize,
    /// Integrations on the map; one that middleware carries is one, though it has two lines.
    pub(crate) drawn_integrations: usize,
    /// Integrations of the stack, drawn or not.
    pub(crate) total_lines: usize,
    /// The most boxes that it was allowed.
    pub(crate) boxes_max: Option<usize>,
    /// The node of every tool on the map.
    nodes: BTreeMap<Label, usize>,
}

/// What a box stands for.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Shown {
    Tool(Label),
    Fold(Fold),
}

impl Shown {
    /// The tools in the box.
    pub(crate) fn members(&self) -> &[Label] {
        match self {
            Self::Tool(id) => std::slice::from_ref(id),
            Self::Fold(fold) => &fold.members,
        }
    }
}

/// An integration on the map, or one of the two legs of it that middleware joins.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Line {
    pub(crate) integration: Label,
    /// The nodes at its ends.
    pub(crate) ends: [usize; 2],
    pub(crate) class: Class,
}

impl Drawing {
    /// The box that a tool is in.
    pub(crate) fn node_of(&self, tool: &str) -> Option<usize> {
        self.nodes.get(tool).copied()
    }

    /// The tool that a box stands for, if it is a single one.
    pub(crate) fn tool(&self, node: usize) -> Option<&Label> {
        match self.shown.get(node)? {
            Shown::Tool(id) => Some(id),
            Shown::Fold(_) => None,
        }
    }

    /// The box of a fold, by its key.
    pub(crate) fn fold(&self, key: &str) -> Option<usize> {
        self.shown.iter().position(|it| matches!(it, Shown::Fold(fold) if fold.key == key))
    }

    pub(crate) fn line(&self, key: u32) -> Option<&Line> {
        self.lines.get(key as usize)
    }

    /// "48 of 60 tools in 31 boxes, 78 of 82 integrations".
    pub(crate) fn summary(&self, between: &str) -> String {
        let (tools, lines) = (plural(self.total, "tool"), plural(self.total_lines, "integration"));
        let boxes = match self.shown.len() {
            it if it == self.drawn_tools => String::new(),
            1 => " in 1 box".to_owned(),
            it => format!(" in {it} boxes"),
        };
        let (drawn, drawn_lines) = (self.drawn_tools, self.drawn_integrations);
        format!("{drawn} of {tools}{boxes}{between}{drawn_lines} of {lines}")
    }

    fn put(&mut self, shown: Shown, node: Node) {
        for tool in shown.members() {
            self.nodes.insert(tool.clone(), self.shown.len());
            self.drawn_tools += 1;
        }
        self.shown.push(shown);
        self.input.nodes.push(node);
    }
}

/// Everything in scope: the stack as it is joined with the stack after, so that nothing jumps between the two.
pub(crate) fn draw(
    subject: Subject<'_>,
    scope: &Scope,
    folding: &Folding,
    options: Options,
) -> Drawing {
    let mut drawing = Drawing { total: scope.total, ..Drawing::default() };
    drawing.input.options = options;
    drawing.total_lines = subject.before.stack.integrations.len();
    let folds = folds(subject, scope, folding);
    let folded: BTreeSet<Label> = folds.iter().flat_map(|it| it.members.iter().cloned()).collect();
    for tool in subject.stacks().into_iter().flat_map(|it| it.tools.values()) {
        let is_alone = scope.tools.contains(&tool.id) && !folded.contains(&tool.id);
        if is_alone && !drawing.nodes.contains_key(&tool.id) {
            let stage = stage(scope, tool);
            let group = folding.frames.title(tool, &subject.before.stack);
            let node = Node { group, ..node(subject, tool, stage) };
            drawing.put(Shown::Tool(tool.id.clone()), node);
        }
    }
    let warned = warned_of(subject.before);
    for fold in folds {
        let members =
            || subject.before.stack.tools.values().filter(|it| fold.members.contains(&it.id));
        let titles: BTreeSet<Option<String>> =
            members().map(|it| folding.frames.title(it, &subject.before.stack)).collect();
        // Of several vendors' tools in one box, none has its frame around it.
        let group = titles.first().cloned().flatten().filter(|_| titles.len() == 1);
        let node = Node { group, ..fold_node(subject, scope, &fold, &warned) };
        drawing.put(Shown::Fold(fold), node);
    }
    if let Some(around) = &scope.around {
        let tools = &subject.before.stack.tools;
        let name = tools.find(&around.focus).map_or(&around.focus, |it| &tools[it].name);
        drawing.input.options.titles = Around::titles(name);
    }
    add_lines(&mut drawing, subject, scope.around.as_ref());
    drawing
}

fn add_lines(drawing: &mut Drawing, subject: Subject<'_>, around: Option<&Around>) {
    let before = &subject.before.stack;
    let mut hidden = vec![[0_usize; 2]; drawing.shown.len()];
    for (id, integration) in before.integrations.iter() {
        let classes = [class_of(subject.before, id), class_before(subject, id)];
        let leads_along = around.is_none_or(|it| it.leads_along(integration));
        add_line(drawing, &mut hidden, (integration, leads_along), classes);
    }
    if let Some(simulation) = subject.simulation {
        for integration in simulation.after.stack.integrations.values() {
            if before.integrations.find(&integration.id).is_none() {
                add_line(drawing, &mut hidden, (integration, true), [Class::Added; 2]);
            }
        }
    }
    join_lines_of_folds(drawing);
    for (node, [into, out]) in drawing.input.nodes.iter_mut().zip(hidden) {
        let [left, right] = &mut node.badges;
        *left = (into > 0).then(|| format!("◂+{into}")).or(left.take());
        *right = (out > 0).then(|| format!("+{out}▸")).or(right.take());
    }
}

/// All lines between a box of several tools and another box are one, in the class of the worst of them.
fn join_lines_of_folds(drawing: &mut Drawing) {
    let is_fold = |drawing: &Drawing, it: &Edge| {
        drawing.tool(it.from).is_none() || drawing.tool(it.to).is_none()
    };
    let pair = |it: &Edge| (it.from.min(it.to), it.from.max(it.to));
    let mut worst: BTreeMap<(usize, usize), [Class; 2]> = BTreeMap::new();
    for (edge, line) in drawing.input.edges.iter().zip(&drawing.lines) {
        if is_fold(drawing, edge) {
            let classes = worst.entry(pair(edge)).or_default();
            *classes = [classes[0].max(edge.class), classes[1].max(line.class)];
        }
    }
    for (edge, line) in drawing.input.edges.iter_mut().zip(&mut drawing.lines) {
        if let Some(classes) = worst.get(&pair(edge)) {
            edge.class = classes[0];
            line.class = classes[1];
            edge.label = None;
        }
    }
}

/// The stage of a tool, or with a focus its distance.
fn stage(scope: &Scope, tool: &Tool) -> u8 {
    let place = scope.around.as_ref().and_then(|it| it.column(&tool.id));
    place.unwrap_or(tool.stage() as u8)
}

fn node(subject: Subject<'_>, tool: &Tool, stage: u8) -> Node {
    Node {
        key: tool.id.to_string(),
        lines: vec![tool.name.to_string(), tool.category.name().to_owned()],
        stage: Some(stage),
        style: style(subject, tool),
        group: None,
        badges: [None, None],
    }
}

/// A box for several tools, with how many of them somebody warns about.
fn fold_node(subject: Subject<'_>, scope: &Scope, fold: &Fold, warned: &BTreeSet<&Label>) -> Node {
    let find = |it: &Label| {
        let stacks = subject.stacks();
        stacks.into_iter().find_map(|stack| Some(&stack.tools[stack.tools.find(it)?]))
    };
    let tools: Vec<&Tool> = fold.members.iter().filter_map(find).collect();
    let warned = fold.members.iter().filter(|it| warned.contains(it)).count();
    let names: Vec<&str> = tools.iter().take(2).map(|it| it.name.as_str()).collect();
    let more = if tools.len() > 2 { " …" } else { "" };
    let mut stages: Vec<u8> = tools.iter().map(|it| stage(scope, it)).collect();
    stages.sort_unstable();
    Node {
        key: format!("\u{2}{}", fold.key),
        lines: vec![fold.title(), format!("{}{more}", names.join(", "))],
        stage: stages.get(stages.len() / 2).copied(),
        style: NodeStyle::Normal,
        group: None,
        badges: [None, (warned > 0).then(|| format!("▲{warned}"))],
    }
}

/// The tools that a finding is about which is more than a note.
fn warned_of(analysis: &Analysis) -> BTreeSet<&Label> {
    let serious = analysis.findings.iter().filter(|it| it.severity >= Severity::Warning);
    let elements = serious.filter_map(|it| it.element.as_ref());
    elements.filter(|it| it.kind == ElementKind::Tool).map(|it| &it.id).collect()
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
pub(super) fn class_of(analysis: &Analysis, id: IntegrationId) -> Class {
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
    hidden: &mut [[usize; 2]],
    (integration, leads_along): (&Integration, bool),
    classes: [Class; 2],
) {
    if !is_drawn(integration) {
        return;
    }
    let node = |name: &Label| drawing.node_of(name);
    let (from, to) = match (node(&integration.from.name), node(&integration.to.name)) {
        (Some(from), Some(to)) if leads_along || from == to => (from, to),
        (from, to) => {
            // One end is out of sight, or the line is no part of the surroundings: the boxes say so.
            let is_two_way = integration.direction == Direction::TwoWay;
            for (end, [into, out]) in [(from, [is_two_way, true]), (to, [true, is_two_way])] {
                if let Some(counts) = end.and_then(|it| hidden.get_mut(it)) {
                    counts[0] += usize::from(into);
                    counts[1] += usize::from(out);
                }
            }
            return;
        }
    };
    let middle = integration.via.as_ref().and_then(|via| node(&via.name));
    drawing.drawn_integrations += 1;
    match middle.filter(|it| *it != from && *it != to) {
        Some(middle) => {
            add_leg(drawing, integration, classes, (from, middle));
            add_leg(drawing, integration, classes, (middle, to));
        }
        None => add_leg(drawing, integration, classes, (from, to)),
    }
}

fn add_leg(
    drawing: &mut Drawing,
    integration: &Integration,
    [laid_out, class]: [Class; 2],
    (from, to): (usize, usize),
) {
    // Within a fold there is nothing to draw; a tool that feeds itself is marked.
    if from == to && drawing.tool(from).is_none() {
        return;
    }
    let key = u32::try_from(drawing.lines.len()).unwrap_or(u32::MAX);
    drawing.lines.push(Line { integration: integration.id.clone(), ends: [from, to], class });
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
