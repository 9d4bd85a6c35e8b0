//! Outages that everybody has sooner or later, applied to the stack's own tools.

use crate::analysis::Analysis;
use crate::network::Component;
use crate::stack::{Category, CredentialId, CredentialKind, MethodClass, Minutes, Stack, ToolId};

/// One that can be asked for by name.
pub(crate) struct Preset {
    pub(crate) name: &'static str,
    /// What it needs in a stack.
    pub(crate) lacks: &'static str,
    find: fn(&Analysis, Option<ToolId>) -> Option<Found>,
}

/// What goes down.
pub(crate) struct Found {
    pub(crate) words: String,
    pub(crate) gone: Vec<Component>,
    /// How long it lasts by its nature.
    pub(crate) duration: Option<Minutes>,
}

/// All presets.
pub(crate) static PRESETS: &[Preset] = &[
    Preset {
        name: "integration-user-deactivated",
        lacks: "no live integration names its credential",
        find: integration_user,
    },
    Preset {
        name: "automation-task-limit",
        lacks: "there is no automation platform (`category: ipaas`) in use",
        find: task_limit,
    },
    Preset {
        name: "vendor-revokes-tokens",
        lacks: "no credential of a live integration says which tool issued it",
        find: revoked_tokens,
    },
    Preset {
        name: "crm-quota-hit",
        lacks: "there is no CRM (`category: crm`) in use",
        find: quota,
    },
];

/// A month, for limits that state no window.
const MONTH: f64 = 30.0 * 1440.0;
/// A quota is counted by the day where nothing else is said.
const DAY: f64 = 1440.0;

impl Preset {
    pub(crate) fn called(name: &str) -> Option<&'static Self> {
        PRESETS.iter().find(|it| it.name == name)
    }

    /// In this tool, else in the one where most hangs on it.
    pub(crate) fn find(&self, analysis: &Analysis, tool: Option<ToolId>) -> Option<Found> {
        (self.find)(analysis, tool)
    }
}

fn users(stack: &Stack, credential: CredentialId) -> usize {
    let uses = |it: &&crate::stack::Integration| {
        it.is_live() && it.credential.as_ref().and_then(|it| it.id) == Some(credential)
    };
    stack.integrations.values().filter(uses).count()
}

fn issued_by(stack: &Stack, tool: Option<ToolId>) -> impl Iterator<Item = CredentialId> {
    let matches = move |(_, it): &(CredentialId, &crate::stack::Credential)| {
        tool.is_none() || it.tool.as_ref().and_then(|it| it.id) == tool
    };
    stack.credentials.iter().filter(matches).map(|(id, _)| id)
}

fn integration_user(analysis: &Analysis, tool: Option<ToolId>) -> Option<Found> {
    let stack = &analysis.stack;
    let counted = issued_by(stack, tool).map(|it| (users(stack, it), it));
    let used = counted.filter(|(count, _)| *count > 0);
    let (_, credential) = used.reduce(|most, it| if it.0 > most.0 { it } else { most })?;
    Some(Found {
        words: format!("`{}` is deactivated", stack.credentials[credential].id),
        gone: vec![Component::Credential(credential)],
        duration: None,
    })
}

/// The tool in use of that kind that most integrations die with; of equals the first.
fn busiest(analysis: &Analysis, category: Category, tool: Option<ToolId>) -> Option<ToolId> {
    let fits = |it: &ToolId| {
        let described = &analysis.stack.tools[*it];
        described.category == category
            && described.is_in_use()
            && tool.is_none_or(|wanted| wanted == *it)
    };
    let count = |it: ToolId| analysis.network.integrations_of(it).len();
    let tools = analysis.stack.tools.ids().filter(fits);
    tools.reduce(|most, it| if count(it) > count(most) { it } else { most })
}

fn window(analysis: &Analysis, tool: ToolId, default: f64) -> f64 {
    let api = analysis.stack.tools[tool].api.as_ref();
    api.and_then(|it| it.window).map_or(default, Minutes::get)
}

fn task_limit(analysis: &Analysis, tool: Option<ToolId>) -> Option<Found> {
    let tool = busiest(analysis, Category::Ipaas, tool)?;
    // From the 20th on, a third of the month is left.
    let duration = Minutes::new(window(analysis, tool, MONTH) / 3.0);
    let words = format!("{} has used up its tasks", analysis.stack.tools[tool].name);
    Some(Found { words, gone: vec![Component::Tool(tool)], duration })
}

fn revoked_tokens(analysis: &Analysis, tool: Option<ToolId>) -> Option<Found> {
    let stack = &analysis.stack;
    let load =
        |tool: ToolId| -> usize { issued_by(stack, Some(tool)).map(|it| users(stack, it)).sum() };
    let tool = tool.or_else(|| {
        stack.tools.ids().reduce(|most, it| if load(it) > load(most) { it } else { most })
    })?;
    let is_token = |it: &CredentialId| {
        stack.credentials[*it].kind != Some(CredentialKind::Password) && users(stack, *it) > 0
    };
    let gone: Vec<_> =
        issued_by(stack, Some(tool)).filter(is_token).map(Component::Credential).collect();
    let words = format!("every token to {} is revoked", stack.tools[tool].name);
    (!gone.is_empty()).then_some(Found { words, gone, duration: None })
}

fn quota(analysis: &Analysis, tool: Option<ToolId>) -> Option<Found> {
    let stack = &analysis.stack;
    let tool = busiest(analysis, Category::Crm, tool)?;
    let calls = |it: &&crate::stack::IntegrationId| {
        let integration = &stack.integrations[**it];
        let is_end = [integration.from.id, integration.to.id].contains(&Some(tool));
        let is_by_hand = integration.method.class() == MethodClass::Manual;
        is_end && integration.is_live() && !is_by_hand
    };
    let integrations = analysis.network.integrations_of(tool).iter();
    let gone: Vec<_> = integrations.filter(calls).map(|it| Component::Integration(*it)).collect();
    let duration = Minutes::new(window(analysis, tool, DAY));
    let words =
        format!("{} refuses every call until its quota is full again", stack.tools[tool].name);
    (!gone.is_empty()).then_some(Found { words, gone, duration })
}
