//! What a selection stands for: by name, so that it survives reload, filter, sort and undo.

use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Element, ElementKind};
use crate::text::{Label, Span};

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Target {
    Tool(Label),
    Integration(Label),
    Journey(Label),
    /// A hand-off of a journey, by the position of its stage.
    Stage(Label, usize),
    /// A finding, by [`finding_key`].
    Finding(String),
    /// Any other thing of the stack.
    Element(Element),
    /// A staged edit, by position.
    Edit(usize),
    /// Another view with a filter, e.g. a band of the overview.
    Query {
        view: &'static str,
        query: String,
    },
    /// A line of a view's own, by a name that the view chooses.
    Line(String),
}

impl Target {
    pub(crate) fn of_element(element: &Element) -> Self {
        match element.kind {
            ElementKind::Tool => Self::Tool(element.id.clone()),
            ElementKind::Integration => Self::Integration(element.id.clone()),
            ElementKind::Journey => Self::Journey(element.id.clone()),
            ElementKind::Company
            | ElementKind::Team
            | ElementKind::Person
            | ElementKind::Vendor
            | ElementKind::Object
            | ElementKind::Credential
            | ElementKind::Automation
            | ElementKind::Purpose
            | ElementKind::Suppression
            | ElementKind::AiFeature
            | ElementKind::Campaign
            | ElementKind::Initiative => Self::Element(element.clone()),
        }
    }

    /// It stands for this element.
    pub(crate) fn is_element(&self, element: &Element) -> bool {
        match self {
            Self::Tool(id) => element.kind == ElementKind::Tool && element.id == *id,
            Self::Integration(id) => element.kind == ElementKind::Integration && element.id == *id,
            Self::Journey(id) => element.kind == ElementKind::Journey && element.id == *id,
            Self::Element(own) => own == element,
            Self::Stage(..)
            | Self::Finding(_)
            | Self::Edit(_)
            | Self::Query { .. }
            | Self::Line(_) => false,
        }
    }

    /// What to call it in a sentence.
    pub(crate) fn name(&self) -> String {
        match self {
            Self::Tool(id) | Self::Integration(id) | Self::Journey(id) => id.to_string(),
            Self::Stage(journey, stage) => format!("{journey}, stage {}", stage + 1),
            Self::Finding(key) => key.split('|').next().unwrap_or(key).to_owned(),
            Self::Element(element) => element.id.to_string(),
            Self::Edit(index) => format!("change {}", index + 1),
            Self::Query { query, .. } => query.clone(),
            // What comes before the first bar says of what kind it is.
            Self::Line(name) => name.split('|').nth(1).unwrap_or(name).to_owned(),
        }
    }

    /// What people call it: the name where it has one, the sentence of a finding.
    pub(crate) fn title(&self, analysis: &Analysis) -> String {
        let stack = &analysis.stack;
        let name = match self {
            Self::Tool(id) => stack.tools.find(id).map(|it| stack.tools[it].name.to_string()),
            Self::Journey(id) => {
                stack.journeys.find(id).map(|it| stack.journeys[it].name.to_string())
            }
            Self::Finding(key) => finding(analysis, key).map(|it| it.message.clone()),
            Self::Element(_)
            | Self::Integration(_)
            | Self::Stage(..)
            | Self::Edit(_)
            | Self::Query { .. }
            | Self::Line(_) => None,
        };
        name.unwrap_or_else(|| self.name())
    }

    /// Where it is written; [`Span::NONE`] where it is not.
    pub(crate) fn span(&self, analysis: &Analysis) -> Span {
        let stack = &analysis.stack;
        match self {
            Self::Tool(id) => {
                stack.tools.find(id).map_or(Span::NONE, |it| stack.tools[it].spans.item)
            }
            Self::Integration(id) => stack
                .integrations
                .find(id)
                .map_or(Span::NONE, |it| stack.integrations[it].spans.item),
            Self::Journey(id) => {
                stack.journeys.find(id).map_or(Span::NONE, |it| stack.journeys[it].spans.item)
            }
            Self::Stage(id, stage) => stack
                .journeys
                .find(id)
                .and_then(|it| stack.journeys[it].stages.get(*stage))
                .map_or(Span::NONE, |it| it.spans.item),
            Self::Finding(key) => finding(analysis, key).map_or(Span::NONE, |it| it.span),
            Self::Element(element) => element_span(analysis, element),
            Self::Line(key) => {
                let part = super::detail::flow::part_span(analysis, key);
                if part.is_none() { super::repairs::span(analysis, key) } else { part }
            }
            Self::Edit(_) | Self::Query { .. } => Span::NONE,
        }
    }
}

fn element_span(analysis: &Analysis, element: &Element) -> Span {
    let stack = &analysis.stack;
    let id = element.id.as_str();
    let span = match element.kind {
        ElementKind::Company => Some(stack.company.spans.item),
        ElementKind::Team => stack.teams.find(id).map(|it| stack.teams[it].spans.item),
        ElementKind::Person => stack.people.find(id).map(|it| stack.people[it].spans.item),
        ElementKind::Vendor => stack.vendors.find(id).map(|it| stack.vendors[it].spans.item),
        ElementKind::Tool => stack.tools.find(id).map(|it| stack.tools[it].spans.item),
        ElementKind::Object => stack.objects.find(id).map(|it| stack.objects[it].spans.item),
        ElementKind::Credential => {
            stack.credentials.find(id).map(|it| stack.credentials[it].spans.item)
        }
        ElementKind::Integration => {
            stack.integrations.find(id).map(|it| stack.integrations[it].spans.item)
        }
        ElementKind::Automation => {
            stack.automations.find(id).map(|it| stack.automations[it].spans.item)
        }
        ElementKind::Journey => stack.journeys.find(id).map(|it| stack.journeys[it].spans.item),
        ElementKind::Purpose => {
            stack.consent.purposes.find(id).map(|it| stack.consent.purposes[it].spans.item)
        }
        ElementKind::Suppression => {
            stack.consent.suppressions.find(id).map(|it| stack.consent.suppressions[it].spans.item)
        }
        ElementKind::AiFeature => {
            stack.ai_features.find(id).map(|it| stack.ai_features[it].spans.item)
        }
        ElementKind::Campaign => stack.campaigns.find(id).map(|it| stack.campaigns[it].spans.item),
        ElementKind::Initiative => {
            stack.initiatives.find(id).map(|it| stack.initiatives[it].spans.item)
        }
    };
    span.unwrap_or(Span::NONE)
}

/// What stays the same of a finding while the stack is edited elsewhere.
pub(crate) fn finding_key(finding: &Diagnostic) -> String {
    let (code, element, related) = finding.identity();
    let mut key = code.to_owned();
    for element in element.into_iter().chain(related) {
        key.push('|');
        key.push_str(element.kind.into());
        key.push('=');
        key.push_str(&element.id);
    }
    key
}

pub(crate) fn finding<'a>(analysis: &'a Analysis, key: &str) -> Option<&'a Diagnostic> {
    analysis.findings.iter().find(|it| finding_key(it) == key)
}
