//! Scenario files: read into edits, and written from them.

use std::sync::Arc;

use super::{Edit, Patch, Scenario};
use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::load;
use crate::stack::{Category, Minutes, Tool};
use crate::text::{FileId, Label, Sources, Span};
use crate::yaml::{self, Node, NodeId, Tree};

/// Kinds that `set` can name, by their key.
const SETTABLE: &[(&str, ElementKind)] = &[
    ("tool", ElementKind::Tool),
    ("integration", ElementKind::Integration),
    ("object", ElementKind::Object),
    ("credential", ElementKind::Credential),
    ("person", ElementKind::Person),
    ("team", ElementKind::Team),
    ("journey", ElementKind::Journey),
];

/// Kinds that an outage can name, by their key.
const FAILING: &[(&str, ElementKind)] = &[
    ("tool", ElementKind::Tool),
    ("integration", ElementKind::Integration),
    ("credential", ElementKind::Credential),
    ("vendor", ElementKind::Vendor),
];

/// Reads a scenario file that is among the sources. What is wrong is reported, the rest still counts.
pub(crate) fn read(sources: &Sources, file: FileId) -> (Scenario, Vec<Diagnostic>) {
    let reading = yaml::read(sources, file);
    let mut problems = reading.problems;
    let tree = Arc::new(reading.tree);
    let mut scenario = Scenario::default();
    if let Some(root) = tree.root() {
        load::check_scenario(root, &mut problems);
        read_head(root, &mut scenario);
        if root.get("changes").is_none() {
            problems.push(
                Diagnostic::new("missing-key", Severity::Error, "a scenario needs `changes`")
                    .at(root.span(), "nothing changes here")
                    .help("for example `changes: [{remove: {tool: marketo}}]`"),
            );
        }
        let changes: Vec<Node<'_>> =
            root.get("changes").into_iter().flat_map(Node::items).collect();
        for change in changes {
            let mut reader = Reader { tree: &tree, sources, problems: &mut problems };
            scenario.edits.extend(reader.change(change));
        }
    } else if problems.is_empty() {
        problems.push(Diagnostic::new("empty-file", Severity::Error, "the scenario file is empty"));
    }
    if scenario.id.is_empty() {
        scenario.id = sources.get(file).map_or_else(Label::default, |it| stem(&it.path));
    }
    if scenario.name.is_empty() {
        scenario.name = scenario.id.clone();
    }
    crate::diag::sort(&mut problems);
    (scenario, problems)
}

/// The file's name without folders and ending.
fn stem(path: &str) -> Label {
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    Label::new(name.split_once('.').map_or(name, |(stem, _)| stem))
}

fn read_head(root: Node<'_>, scenario: &mut Scenario) {
    let Some(head) = root.get("scenario") else { return };
    if let Some(id) = head.text() {
        scenario.id = Label::new(id);
    }
    let label = |key: &str| head.get(key).and_then(Node::text).map(Label::new);
    scenario.id = label("id").unwrap_or_else(|| scenario.id.clone());
    scenario.name = label("name").unwrap_or_default();
    scenario.start = head.get("start").and_then(load::read_date);
    scenario.planned_weeks = head.get("planned_weeks").and_then(load::read_number);
    scenario.capacity_hours_per_week =
        head.get("capacity_hours_per_week").and_then(load::read_number);
}

struct Reader<'a> {
    tree: &'a Arc<Tree>,
    sources: &'a Sources,
    problems: &'a mut Vec<Diagnostic>,
}

impl Reader<'_> {
    fn change(&mut self, change: Node<'_>) -> Vec<Edit> {
        let entries: Vec<_> = change.entries().collect();
        entries.into_iter().filter_map(|(verb, what)| self.edit(verb.text()?, what)).collect()
    }

    fn edit(&mut self, verb: &str, what: Node<'_>) -> Option<Edit> {
        let span = what.span();
        match verb {
            "remove" => Some(Edit::RemoveTool { tool: self.name(what, "tool")?, span }),
            "add" => self.added(what),
            "replace" => Some(Edit::ReplaceTool {
                tool: self.name(what, "tool")?,
                by: self.name(what, "by")?,
                span,
            }),
            "connect" => {
                // The check of the whole file has told what is wrong with it.
                let integration = load::read_integration(what, &mut Vec::new())?;
                let written = Some(Patch::new(self.tree, what.id(), self.sources));
                Some(Edit::Connect { integration: Box::new(integration), written, span })
            }
            "disconnect" => {
                Some(Edit::Disconnect { integration: self.name(what, "integration")?, span })
            }
            "set" => {
                let (kind, id) = self.element(what, SETTABLE)?;
                let patch = Patch::new(self.tree, what.id(), self.sources);
                Some(Edit::Set { kind, id, patch, span })
            }
            "outage" => {
                let (kind, id) = self.element(what, FAILING)?;
                let duration = what.get("duration").and_then(load::read_minutes);
                Some(Edit::Outage { kind, id, duration, span })
            }
            "leave" => Some(Edit::Leave { person: self.name(what, "person")?, span }),
            // The check of the whole file has told it, with the nearest word.
            _ => None,
        }
    }

    fn added(&mut self, what: Node<'_>) -> Option<Edit> {
        let span = what.span();
        let tool = what.get("tool").unwrap_or(what);
        if let Some(name) = tool.text() {
            let tool = Box::new(bare_tool(name, tool.span()));
            return Some(Edit::AddTool { tool, written: None, span });
        }
        let written = Some(Patch::new(self.tree, tool.id(), self.sources));
        let tool = Box::new(load::read_tool(tool, self.problems)?);
        Some(Edit::AddTool { tool, written, span })
    }

    /// What a key names, or the bare scalar that is short for it.
    fn name(&mut self, what: Node<'_>, key: &str) -> Option<Label> {
        let name = what.get(key).and_then(Node::text).or_else(|| what.text());
        if name.is_none() {
            self.missing(what, &format!("`{key}`"));
        }
        name.map(Label::new)
    }

    fn element(
        &mut self,
        what: Node<'_>,
        kinds: &[(&str, ElementKind)],
    ) -> Option<(ElementKind, Label)> {
        if let Some(name) = what.text() {
            return Some((ElementKind::Tool, Label::new(name)));
        }
        let named = kinds.iter().find_map(|(key, kind)| {
            what.get(key).and_then(Node::text).map(|name| (*kind, Label::new(name)))
        });
        if named.is_none() {
            let keys: Vec<String> = kinds.iter().map(|(key, _)| format!("`{key}`")).collect();
            self.missing(what, &format!("one of {}", keys.join(", ")));
        }
        named
    }

    fn missing(&mut self, what: Node<'_>, keys: &str) {
        self.problems.push(
            Diagnostic::new("missing-key", Severity::Error, format!("this change needs {keys}"))
                .at(what.span(), "says not what it is about"),
        );
    }
}

/// A length of time as files write it, e.g. `8h`; `None` for anything else.
pub(crate) fn read_duration(text: &str) -> Option<Minutes> {
    let mut sources = Sources::default();
    let file = sources.add("", text);
    let reading = yaml::read(&sources, file);
    reading.tree.root().filter(|_| reading.problems.is_empty()).and_then(load::read_minutes)
}

/// A tool of which only the name is known.
pub(crate) fn bare_tool(name: &str, span: Span) -> Tool {
    let id: String = name
        .to_lowercase()
        .chars()
        .map(|ch| if ch.is_ascii_alphanumeric() || matches!(ch, '.' | '_') { ch } else { '-' })
        .collect();
    let mut tool = Tool {
        id: Label::new(id.trim_matches('-')),
        name: Label::new(name),
        category: Category::Other,
        ..Tool::default()
    };
    tool.spans.item = span;
    tool
}

impl Patch {
    fn new(tree: &Arc<Tree>, node: NodeId, sources: &Sources) -> Self {
        let text = sources.text(tree.node(node).span()).unwrap_or_default();
        Self { tree: Arc::clone(tree), node, yaml: Label::new(text.trim()) }
    }

    pub(crate) fn node(&self) -> Node<'_> {
        self.tree.node(self.node)
    }
}
