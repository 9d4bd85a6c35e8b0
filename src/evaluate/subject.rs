//! What is to be bought: found in the stack, in the catalogue or in a scenario, or taken for unknown.

use crate::catalog::{self, Product};
use crate::scenario::{Edit, Scenario};
use crate::stack::{Category, Lifecycle, Stack, Tool};
use crate::text::{Label, Span};

/// Products shown for a name that the catalogue does not have.
const NEAREST_MAX: usize = 3;

/// Whether the stack has it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Standing {
    New,
    /// The stack lists it without using it.
    Proposed,
    InUse,
}

impl Standing {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }
}

/// What somebody wants to buy.
#[derive(Clone, Debug)]
pub(crate) struct Subject {
    /// As it was named.
    pub(crate) asked: Label,
    pub(crate) standing: Standing,
    /// `None`: the catalogue does not have it.
    pub(crate) product: Option<Product>,
    /// Products of a similar name, where the catalogue has none of this one.
    pub(crate) nearest: Vec<Product>,
    /// As the stack or the scenario describes it, else as the catalogue does.
    pub(crate) tool: Tool,
    /// What brings it in and whatever else is planned; empty where the stack has it.
    pub(crate) edits: Vec<Edit>,
}

impl Subject {
    /// The tool of that name in the stack, else the product of that name in the catalogue, else something unknown. An empty
    /// name is something unknown too.
    pub(crate) fn named(stack: &Stack, name: &str) -> Self {
        let product = catalog::named(name);
        let owned = stack.tool_called(name).or_else(|| {
            let product = product?;
            stack
                .tools
                .iter()
                .find(|(_, it)| catalog::product_of(it) == Some(product))
                .map(|it| it.0)
        });
        if let Some(owned) = owned {
            return Self::owned(&stack.tools[owned], name);
        }
        let tool = product.map_or_else(|| unknown(stack, name), |it| described(stack, it));
        let edit = Edit::AddTool { tool: Box::new(tool.clone()), written: None, span: Span::NONE };
        Self {
            asked: Label::new(name),
            standing: Standing::New,
            nearest: if product.is_some() { Vec::new() } else { nearest(name) },
            product,
            tool,
            edits: vec![edit],
        }
    }

    /// What a scenario adds, with its other changes; `name` chooses where it adds several. `None`: it adds none of that name.
    pub(crate) fn planned(scenario: &Scenario, name: Option<&str>) -> Option<Self> {
        let is_meant = |tool: &Tool| {
            name.is_none_or(|name| {
                let names =
                    [&tool.id, &tool.name].into_iter().chain(&tool.product).chain(&tool.aka);
                names.into_iter().any(|it| it.eq_ignore_ascii_case(name))
                    || catalog::named(name).is_some_and(|it| catalog::product_of(tool) == Some(it))
            })
        };
        let mut edits = scenario.edits.clone();
        let (position, mut tool) = edits.iter().enumerate().find_map(|(position, it)| {
            it.added().filter(|it| is_meant(it)).map(|it| (position, it.clone()))
        })?;
        let product = catalog::product_of(&tool);
        if tool.category == Category::Other {
            // A bare name in a scenario stands for the product that the catalogue has.
            tool.category = product.and_then(|it| it.category.parse().ok()).unwrap_or_default();
            if let Some(Edit::AddTool { tool: added, .. }) = edits.get_mut(position) {
                added.category = tool.category;
            }
        }
        Some(Self {
            asked: name.map_or_else(|| tool.name.clone(), Label::new),
            standing: Standing::New,
            nearest: if product.is_some() { Vec::new() } else { nearest(&tool.name) },
            product,
            tool,
            edits,
        })
    }

    fn owned(tool: &Tool, name: &str) -> Self {
        let standing = match tool.lifecycle {
            Lifecycle::Proposed | Lifecycle::Retired => Standing::Proposed,
            Lifecycle::Trial | Lifecycle::Active | Lifecycle::Deprecated => Standing::InUse,
        };
        let product = catalog::product_of(tool);
        Self {
            asked: Label::new(name),
            standing,
            nearest: Vec::new(),
            product,
            tool: tool.clone(),
            edits: Vec::new(),
        }
    }

    /// As people call it.
    pub(crate) fn name(&self) -> &Label {
        &self.tool.name
    }
}

/// Products whose names resemble one that is in no list. A name of one or two letters resembles everything.
fn nearest(name: &str) -> Vec<Product> {
    let mut found = catalog::search(name);
    found.truncate(NEAREST_MAX);
    found
}

fn described(stack: &Stack, product: Product) -> Tool {
    let category = product.category.parse().unwrap_or_default();
    Tool::new(&free_id(stack, product.id), product.name, category)
}

/// A tool of which only the name is known. Signs that an id cannot have become hyphens.
fn unknown(stack: &Stack, name: &str) -> Tool {
    let id: String = name
        .to_lowercase()
        .chars()
        .map(|ch| if ch.is_ascii_alphanumeric() || matches!(ch, '.' | '_') { ch } else { '-' })
        .collect();
    let id = id.trim_matches(['-', '.', '_']);
    let id = if id.is_empty() { "new-tool" } else { id };
    let name = if name.trim().is_empty() { "the new tool" } else { name };
    Tool::new(&free_id(stack, id), name, Category::Other)
}

/// The id, or one with a number where the stack has it.
fn free_id(stack: &Stack, id: &str) -> String {
    if stack.tools.find(id).is_none() {
        return id.to_owned();
    }
    // One more number than there are tools is free.
    let numbers = 2..=stack.tools.len().saturating_add(2);
    numbers
        .map(|it| format!("{id}-{it}"))
        .find(|it| stack.tools.find(it).is_none())
        .unwrap_or_default()
}
