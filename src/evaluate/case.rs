//! A purchase on the stack as it would be, before anything is connected that is not planned already.

use super::facts::{Owned, Party};
use super::{Request, Standing};
use crate::analysis::Analysis;
use crate::scenario::{self, Edit};
use crate::stack::{Category, Channel, Sending, Spans, Stack, Tool, ToolId};
use crate::text::{Label, Span};

pub(super) struct Case<'a> {
    pub(super) before: &'a Analysis,
    pub(super) request: &'a Request,
    /// What brings the product in, and all else that is planned.
    pub(super) edits: Vec<Edit>,
    /// The same, with what is assumed of the product.
    pub(super) trial: Vec<Edit>,
    /// The stack after the trial.
    pub(super) stack: Stack,
    pub(super) product: ToolId,
    /// Tools in use of the same kind, or that it is to replace; as the stack has them today.
    pub(super) incumbents: Vec<ToolId>,
    pub(super) assumed: Option<Assumed>,
    pub(super) owned: Owned,
}

/// Channels that nobody has stated and that are taken for the product's.
pub(super) struct Assumed {
    pub(super) channels: Vec<Channel>,
    /// The tool of its kind that sends on them; `None`: what products of the category do.
    pub(super) like: Option<Label>,
}

impl<'a> Case<'a> {
    pub(super) fn of(before: &'a Analysis, request: &'a Request) -> Self {
        let subject = &request.subject;
        let incumbents = incumbents(&before.stack, &subject.tool);
        let assumed = assumed(&before.stack, &subject.tool, &incumbents);
        let (mut edits, mut trial) = (subject.edits.clone(), subject.edits.clone());
        let channels = assumed.as_ref().map(|it| it.channels.as_slice());
        if subject.standing == Standing::New {
            for edit in &mut trial {
                if let (Edit::AddTool { tool, .. }, Some(channels)) = (edit, channels)
                    && tool.id == subject.tool.id
                {
                    tool.sends = sendings(channels);
                }
            }
        } else {
            let is_idle = subject.standing == Standing::Proposed;
            edits.extend(settings(before, &subject.tool, is_idle, None));
            trial.extend(settings(before, &subject.tool, is_idle, channels));
        }
        let (mut stack, _) = scenario::apply(&before.stack, &trial);
        // The other changes of a scenario may take out what it adds.
        let product = stack.tools.find(&subject.tool.id).unwrap_or_else(|| {
            let tool = Box::new(subject.tool.clone());
            let again = Edit::AddTool { tool, written: None, span: Span::NONE };
            edits.push(again.clone());
            trial.push(again);
            stack = scenario::apply(&before.stack, &trial).0;
            match stack.tools.push(subject.tool.clone()) {
                Ok(id) | Err((_, id)) => id,
            }
        });
        let owned = Owned::of(&stack, Some(product));
        Self { before, request, edits, trial, stack, product, incumbents, assumed, owned }
    }

    pub(super) fn tool(&self) -> &Tool {
        &self.stack.tools[self.product]
    }

    /// The product as an end of a link.
    pub(super) fn party(&self) -> Party<'_> {
        Party { tool: self.tool(), product: self.request.subject.product }
    }

    pub(super) fn neighbour(&self, tool: ToolId) -> Party<'_> {
        Party::of(&self.stack.tools[tool])
    }

    pub(super) fn name(&self, tool: ToolId) -> &str {
        &self.stack.tools[tool].name
    }

    /// A tool that the stack has today, as the simulated one has it; `None` where it is gone.
    pub(super) fn kept(&self, today: ToolId) -> Option<ToolId> {
        self.stack.tools.find(&self.before.stack.tools[today].id)
    }
}

fn sendings(channels: &[Channel]) -> Vec<Sending> {
    let sending = |it: &Channel| Sending { channel: *it, purpose: None, spans: Spans::default() };
    channels.iter().map(sending).collect()
}

/// What puts a tool that the stack has to use, and lets it send.
fn settings(
    before: &Analysis,
    tool: &Tool,
    is_idle: bool,
    channels: Option<&[Channel]>,
) -> Vec<Edit> {
    let mut set = serde_json::json!({"tool": tool.id.as_str()});
    if is_idle {
        set["lifecycle"] = "active".into();
    }
    if let Some(channels) = channels {
        set["sends"] = channels.iter().map(|it| it.name()).collect();
    } else if !is_idle {
        return Vec::new();
    }
    read(before, &[serde_json::json!({"set": set})])
}

/// Changes as edits that know how they are written. JSON is YAML, and a scenario is read as any other.
pub(super) fn read(before: &Analysis, changes: &[serde_json::Value]) -> Vec<Edit> {
    let text = serde_json::json!({"version": 1, "changes": changes}).to_string();
    let mut sources = before.sources.clone();
    let file = sources.add("evaluation", &text);
    let (mut scenario, _) = scenario::read(&sources, file);
    for edit in &mut scenario.edits {
        // The text is gone when somebody asks for the place.
        match edit {
            Edit::Set { span, .. } => *span = Span::NONE,
            Edit::Connect { integration, span, .. } => {
                *span = Span::NONE;
                integration.spans = Spans::default();
                integration.spans.item = Span::NONE;
            }
            Edit::RemoveTool { .. }
            | Edit::AddTool { .. }
            | Edit::ReplaceTool { .. }
            | Edit::Disconnect { .. }
            | Edit::Outage { .. }
            | Edit::Leave { .. } => {}
        }
    }
    scenario.edits
}

/// Tools in use that the product would stand beside or take the place of, in the order of the file. What it is to replace
/// leaves the others of its kind alone.
fn incumbents(stack: &Stack, product: &Tool) -> Vec<ToolId> {
    let others = || stack.tools.iter().filter(|(_, it)| it.is_in_use() && it.id != product.id);
    let replaced: Vec<ToolId> =
        others().filter(|(_, it)| it.replaces_or_is_replaced_by(product)).map(|it| it.0).collect();
    if !replaced.is_empty() || product.category == Category::Other {
        return replaced;
    }
    others().filter(|(_, it)| it.category == product.category).map(|it| it.0).collect()
}

/// The channels that the product may send on, where it says nothing: those of the tools of its kind, else what its category
/// is there for.
fn assumed(stack: &Stack, product: &Tool, incumbents: &[ToolId]) -> Option<Assumed> {
    if product.spans.has("sends") || !product.sends.is_empty() {
        return None;
    }
    for incumbent in incumbents.iter().map(|it| &stack.tools[*it]) {
        let mut channels: Vec<Channel> = incumbent.sends.iter().map(|it| it.channel).collect();
        channels.sort_unstable();
        channels.dedup();
        if !channels.is_empty() {
            return Some(Assumed { channels, like: Some(incumbent.name.clone()) });
        }
    }
    let channel = usual_channel(product.category)?;
    Some(Assumed { channels: vec![channel], like: None })
}

/// What products of a category are bought for, where that is to reach people.
fn usual_channel(category: Category) -> Option<Channel> {
    match category {
        Category::MarketingAutomation | Category::Email => Some(Channel::Email),
        Category::SalesEngagement => Some(Channel::SalesEmail),
        Category::SmsMessaging => Some(Channel::Sms),
        Category::Ads | Category::AbmIntent => Some(Channel::AdsAudience),
        Category::ChatConversational => Some(Channel::Chat),
        Category::Crm
        | Category::Cdp
        | Category::Analytics
        | Category::ProductAnalytics
        | Category::Social
        | Category::Cms
        | Category::Ecommerce
        | Category::DataWarehouse
        | Category::ReverseEtl
        | Category::EtlElt
        | Category::Ipaas
        | Category::FormSurvey
        | Category::Enrichment
        | Category::Attribution
        | Category::EventWebinar
        | Category::ConsentPrivacy
        | Category::ProjectCollaboration
        | Category::Support
        | Category::Payments
        | Category::TagManager
        | Category::Experimentation
        | Category::Seo
        | Category::DamContent
        | Category::Bi
        | Category::LoyaltyReview
        | Category::CallTracking
        | Category::Identity
        | Category::Storage
        | Category::Other => None,
    }
}
