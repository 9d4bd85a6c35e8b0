//! What selectors select from: a stack with what is known of it.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::Pattern;
use crate::diag::{Diagnostic, Element, ElementKind};
use crate::fragility::Fragility;
use crate::impact::Weight;
use crate::stack::{
    AiFeatureId, AutomationId, CredentialId, Date, Direction, IntegrationId, JourneyId, ObjectId,
    OwnerRef, Party, PersonId, Stack, Tool, ToolId, VendorId,
};
use crate::text::Label;

pub(crate) struct Input<'a> {
    pub(crate) stack: &'a Stack,
    /// By integration position.
    pub(crate) fragility: &'a [Fragility],
    /// By integration position.
    pub(crate) weights: &'a [Weight],
    pub(crate) findings: &'a [Diagnostic],
    /// Problems of the text.
    pub(crate) problems: &'a [Diagnostic],
    /// The codes of the rules.
    pub(crate) rules: Vec<&'static str>,
    /// By tool position, the needs that break without it; `None` where nobody has worked it out.
    pub(crate) breaks: Vec<Option<usize>>,
    pub(crate) as_of: Date,
    pub(super) memory: Memory,
}

/// Indices that are worked out when a selector asks.
#[derive(Default)]
pub(super) struct Memory {
    /// By person position.
    owned: OnceCell<Vec<Vec<Item<'static>>>>,
    /// Findings about a thing.
    counts: OnceCell<BTreeMap<(ElementKind, Label), u32>>,
    /// By tool position, live integrations into it and out of it.
    degrees: OnceCell<Vec<(u32, u32)>>,
}

/// The kinds of things that can be selected.
#[derive(Clone, Copy, Debug, PartialEq, Eq, strum::VariantArray)]
pub(crate) enum Kind {
    Tool,
    Integration,
    Object,
    Person,
    Journey,
    Credential,
    Automation,
    AiFeature,
    Vendor,
    Finding,
}

impl Kind {
    /// As people say it, of several.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::Tool => "tools",
            Self::Integration => "integrations",
            Self::Object => "objects",
            Self::Person => "people",
            Self::Journey => "journeys",
            Self::Credential => "credentials",
            Self::Automation => "automations",
            Self::AiFeature => "AI features",
            Self::Vendor => "vendors",
            Self::Finding => "findings",
        }
    }
}

/// One thing that may be selected.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Item<'a> {
    Tool(ToolId),
    Integration(IntegrationId),
    Object(ObjectId),
    Person(PersonId),
    Journey(JourneyId),
    Credential(CredentialId),
    Automation(AutomationId),
    AiFeature(AiFeatureId),
    Vendor(VendorId),
    /// A thing that has no keys, only a name.
    Other(&'a Element),
    Finding(&'a Diagnostic),
}

impl<'a> Input<'a> {
    pub(crate) fn new(
        stack: &'a Stack,
        fragility: &'a [Fragility],
        weights: &'a [Weight],
        findings: &'a [Diagnostic],
        as_of: Date,
    ) -> Self {
        let (rules, breaks) = (Vec::new(), Vec::new());
        let memory = Memory::default();
        Self { stack, fragility, weights, findings, problems: &[], rules, breaks, as_of, memory }
    }

    /// The thing of that kind and id; what the stack does not define is known by its id alone.
    pub(crate) fn item_of<'b>(&self, element: &'b Element) -> Item<'b> {
        let (stack, id) = (self.stack, element.id.as_str());
        let found = match element.kind {
            ElementKind::Tool => stack.tools.find(id).map(Item::Tool),
            ElementKind::Integration => stack.integrations.find(id).map(Item::Integration),
            ElementKind::Object => stack.objects.find(id).map(Item::Object),
            ElementKind::Person => stack.people.find(id).map(Item::Person),
            ElementKind::Journey => stack.journeys.find(id).map(Item::Journey),
            ElementKind::Credential => stack.credentials.find(id).map(Item::Credential),
            ElementKind::Automation => stack.automations.find(id).map(Item::Automation),
            ElementKind::AiFeature => stack.ai_features.find(id).map(Item::AiFeature),
            ElementKind::Vendor => stack.vendors.find(id).map(Item::Vendor),
            ElementKind::Company
            | ElementKind::Team
            | ElementKind::Purpose
            | ElementKind::Suppression
            | ElementKind::Campaign
            | ElementKind::Initiative => None,
        };
        found.unwrap_or(Item::Other(element))
    }

    /// Of a finding, what it is about and what it mentions; of anything else nothing.
    pub(super) fn elements<'b>(&self, item: Item<'b>) -> impl Iterator<Item = Item<'b>> {
        let finding = match item {
            Item::Finding(finding) => Some(finding),
            Item::Tool(_)
            | Item::Integration(_)
            | Item::Object(_)
            | Item::Person(_)
            | Item::Journey(_)
            | Item::Credential(_)
            | Item::Automation(_)
            | Item::AiFeature(_)
            | Item::Vendor(_)
            | Item::Other(_) => None,
        };
        let all = finding.into_iter().flat_map(|it| it.element.iter().chain(&it.related));
        let items: Vec<_> = all.map(|it| self.item_of(it)).collect();
        items.into_iter()
    }

    /// A name of the thing fits, or of something that it hangs on directly.
    pub(super) fn is_called(&self, item: Item<'_>, name: &Pattern) -> bool {
        self.bears(item, name) || self.touching(item).into_iter().any(|it| self.bears(it, name))
    }

    /// Its own id, name or alias fits.
    fn bears(&self, item: Item<'_>, name: &Pattern) -> bool {
        let stack = self.stack;
        match item {
            Item::Tool(id) => tool_is_called(&stack.tools[id], name),
            Item::Integration(id) => name.fits(&stack.integrations[id].id),
            Item::Object(id) => either(name, &stack.objects[id].id, &stack.objects[id].name),
            Item::Person(id) => either(name, &stack.people[id].id, &stack.people[id].name),
            Item::Journey(id) => either(name, &stack.journeys[id].id, &stack.journeys[id].name),
            Item::Credential(id) => name.fits(&stack.credentials[id].id),
            Item::Automation(id) => {
                either(name, &stack.automations[id].id, &stack.automations[id].name)
            }
            Item::AiFeature(id) => {
                either(name, &stack.ai_features[id].id, &stack.ai_features[id].name)
            }
            Item::Vendor(id) => either(name, &stack.vendors[id].id, &stack.vendors[id].name),
            Item::Other(element) => name.fits(&element.id),
            Item::Finding(_) => false,
        }
    }

    /// The tools and integrations that a thing hangs on directly.
    pub(super) fn touching(&self, item: Item<'_>) -> Vec<Item<'static>> {
        let stack = self.stack;
        let tool = |it: Option<ToolId>| it.map(Item::Tool).into_iter().collect();
        match item {
            Item::Tool(_) | Item::Other(_) | Item::Finding(_) => Vec::new(),
            Item::Integration(id) => {
                let it = &stack.integrations[id];
                let via = it.via.as_ref().and_then(|it| it.id);
                let tools = [it.from.id, it.to.id, via].into_iter().flatten().map(Item::Tool);
                let key = it.credential.as_ref().and_then(|it| it.id).map(Item::Credential);
                tools.chain(key).collect()
            }
            Item::Object(id) => {
                tool(stack.objects[id].system_of_record.as_ref().and_then(|it| it.id))
            }
            Item::Person(id) => self.owned_by(id).to_vec(),
            Item::Journey(id) => {
                let stages = stack.journeys[id].stages.iter();
                stages.filter_map(|it| it.tool.as_ref()?.id).map(Item::Tool).collect()
            }
            Item::Credential(id) => tool(stack.credentials[id].tool.as_ref().and_then(|it| it.id)),
            Item::Automation(id) => tool(stack.automations[id].tool.id),
            Item::AiFeature(id) => tool(stack.ai_features[id].tool.id),
            Item::Vendor(id) => {
                let of = |tool: &Tool| tool.vendor.as_ref().and_then(|it| it.id) == Some(id);
                let tools = stack.tools.iter().filter(|(_, it)| of(it));
                tools.map(|(id, _)| Item::Tool(id)).collect()
            }
        }
    }

    /// The tools and integrations that a person owns.
    fn owned_by(&self, person: PersonId) -> &[Item<'static>] {
        let owned = self.memory.owned.get_or_init(|| {
            let mut owned = vec![Vec::new(); self.stack.people.len()];
            let mut add = |owner: Option<&OwnerRef>, item: Item<'static>| {
                if let Some(Party::Person(id)) = owner.and_then(|it| it.party) {
                    owned[id.index()].push(item);
                }
            };
            for (id, it) in self.stack.tools.iter() {
                add(it.business_owner.as_ref(), Item::Tool(id));
                add(it.technical_owner.as_ref(), Item::Tool(id));
            }
            for (id, it) in self.stack.integrations.iter() {
                add(it.owner.as_ref(), Item::Integration(id));
            }
            owned
        });
        owned.get(person.index()).map_or(&[], Vec::as_slice)
    }

    /// How many findings are about a thing.
    pub(super) fn findings_about(&self, kind: ElementKind, id: &Label) -> u32 {
        let counts = self.memory.counts.get_or_init(|| {
            let mut counts = BTreeMap::new();
            for it in self.findings.iter().filter_map(|it| it.element.as_ref()) {
                *counts.entry((it.kind, it.id.clone())).or_insert(0) += 1;
            }
            counts
        });
        counts.get(&(kind, id.clone())).copied().unwrap_or(0)
    }

    /// Live integrations into a tool and out of it; one that goes both ways counts on both sides.
    pub(super) fn degree(&self, tool: ToolId) -> (u32, u32) {
        let degrees = self.memory.degrees.get_or_init(|| {
            let mut degrees = vec![(0, 0); self.stack.tools.len()];
            for it in self.stack.integrations.values().filter(|it| it.is_live()) {
                let (Some(from), Some(to)) = (it.from.id, it.to.id) else { continue };
                degrees[to.index()].0 += 1;
                degrees[from.index()].1 += 1;
                if it.direction == Direction::TwoWay {
                    degrees[from.index()].0 += 1;
                    degrees[to.index()].1 += 1;
                }
            }
            degrees
        });
        degrees.get(tool.index()).copied().unwrap_or_default()
    }

    /// Everything that a bare name may stand for.
    pub(super) fn names(&self) -> impl Iterator<Item = &'a str> {
        let stack = self.stack;
        let tools = self.tool_names();
        let ids = stack
            .integrations
            .names()
            .chain(stack.credentials.names())
            .chain(stack.teams.names())
            .chain(stack.campaigns.names())
            .chain(stack.initiatives.names())
            .chain(stack.consent.purposes.names())
            .chain(stack.consent.suppressions.names());
        let named = (stack.objects.values().flat_map(|it| [&it.id, &it.name]))
            .chain(stack.people.values().flat_map(|it| [&it.id, &it.name]))
            .chain(stack.journeys.values().flat_map(|it| [&it.id, &it.name]))
            .chain(stack.automations.values().flat_map(|it| [&it.id, &it.name]))
            .chain(stack.ai_features.values().flat_map(|it| [&it.id, &it.name]))
            .chain(stack.vendors.values().flat_map(|it| [&it.id, &it.name]));
        tools.chain(named.map(Label::as_str)).chain(ids)
    }

    /// Something bears just this name.
    pub(crate) fn has_id(&self, name: &str) -> bool {
        self.names().any(|it| it == name)
    }

    pub(super) fn tool_names(&self) -> impl Iterator<Item = &'a str> {
        let tools = self.stack.tools.values();
        tools.flat_map(|it| [&it.id, &it.name].into_iter().chain(&it.aka)).map(Label::as_str)
    }
}

pub(super) fn tool_is_called(tool: &Tool, name: &Pattern) -> bool {
    either(name, &tool.id, &tool.name) || tool.aka.iter().any(|it| name.fits(it))
}

fn either(name: &Pattern, id: &str, label: &str) -> bool {
    name.fits(id) || name.fits(label)
}
