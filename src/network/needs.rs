//! Needs: which data has to be where, because something works with it or because it arrives there today.

use std::collections::{BTreeMap, BTreeSet};

use super::{Cargo, Cut, Need, NeedKind, Network};
use crate::diag::{Element, ElementKind};
use crate::stack::{FieldRef, Minutes, ObjectId, Stack, ToolId};
use crate::text::{Label, Span};

/// All needs: what is asked for by name first, then what merely arrives. Tools out of use and systems of record need nothing.
pub(crate) fn needs(stack: &Stack, network: &Network) -> Vec<Need> {
    let mut found = Found { stack, needs: Vec::new(), seen: BTreeSet::new() };
    found.ask_automations();
    found.ask_ai_features();
    found.ask_journeys();
    found.ask_requirements();
    let named: BTreeSet<_> = found.needs.iter().map(|it| (it.tool, it.object)).collect();
    let mut needs = found.needs;
    needs.extend(
        feeds(stack, network).into_iter().filter(|it| !named.contains(&(it.tool, it.object))),
    );
    needs
}

/// Who asks, and why.
struct Asker {
    tool: Option<ToolId>,
    by: Element,
    why: NeedKind,
}

struct Found<'a> {
    stack: &'a Stack,
    needs: Vec<Need>,
    seen: BTreeSet<(ToolId, ObjectId, Option<Label>, Element)>,
}

impl Found<'_> {
    fn ask_automations(&mut self) {
        for automation in self.stack.automations.values().filter(|it| it.is_active()) {
            let asker = Asker {
                tool: automation.tool.id,
                by: Element::new(ElementKind::Automation, &automation.id),
                why: NeedKind::Automation,
            };
            for field in &automation.reads {
                self.add(&asker, field, None, None);
            }
        }
    }

    fn ask_ai_features(&mut self) {
        for feature in self.stack.ai_features.values().filter(|it| it.is_running()) {
            let asker = Asker {
                tool: feature.tool.id,
                by: Element::new(ElementKind::AiFeature, &feature.id),
                why: NeedKind::AiFeature,
            };
            for field in &feature.reads {
                self.add(&asker, field, None, None);
            }
        }
    }

    fn ask_journeys(&mut self) {
        for journey in self.stack.journeys.values() {
            for stage in &journey.stages {
                let asker = Asker {
                    tool: stage.tool.as_ref().and_then(|it| it.id),
                    by: Element::new(ElementKind::Journey, &journey.id),
                    why: NeedKind::JourneyStage,
                };
                for field in &stage.needs {
                    self.add(&asker, field, None, None);
                }
            }
        }
    }

    fn ask_requirements(&mut self) {
        for initiative in self.stack.initiatives.values() {
            for need in initiative.requirements.iter().filter_map(|it| it.need.as_ref()) {
                let asker = Asker {
                    tool: need.at.as_ref().and_then(|it| it.id),
                    by: Element::new(ElementKind::Initiative, &initiative.id),
                    why: NeedKind::Requirement,
                };
                let from = need.from.as_ref().and_then(|it| it.id);
                self.add(&asker, &need.field, from, need.freshness);
            }
        }
    }

    fn add(
        &mut self,
        asker: &Asker,
        field: &FieldRef,
        from: Option<ToolId>,
        freshness: Option<Minutes>,
    ) {
        let Some((tool, object)) = asker.tool.zip(field.object) else { return };
        let described = &self.stack.objects[object];
        let system_of_record = from.or(described.system_of_record_of(field.field.as_deref()));
        if !self.stack.tools[tool].is_in_use() || system_of_record == Some(tool) {
            return;
        }
        if self.seen.insert((tool, object, field.field.clone(), asker.by.clone())) {
            self.needs.push(Need {
                tool,
                object,
                field: field.field.clone(),
                system_of_record,
                by: asker.by.clone(),
                why: asker.why,
                slo: freshness.or(described.freshness_slo),
                span: field.span,
            });
        }
    }
}

/// What arrives today from its system of record, whether or not anything asks for it by name.
fn feeds(stack: &Stack, network: &Network) -> Vec<Need> {
    let mut needs = Vec::new();
    for (object, described) in stack.objects.iter() {
        let Some(source) = described.system_of_record_of(None) else { continue };
        let cargo = Cargo { object: Some(object), field: None };
        let places = feeding_places(stack, network, object);
        for tool in network.reachable(stack, source, cargo, &Cut::default()) {
            needs.push(Need {
                tool,
                object,
                field: None,
                system_of_record: Some(source),
                by: Element::new(ElementKind::Tool, &stack.tools[tool].id),
                why: NeedKind::Feed,
                slo: described.freshness_slo,
                span: places.get(&tool).copied().unwrap_or_default(),
            });
        }
    }
    needs
}

/// Where the file states the first flow of an object into each tool.
fn feeding_places(stack: &Stack, network: &Network, object: ObjectId) -> BTreeMap<ToolId, Span> {
    let mut places = BTreeMap::new();
    for id in network.layers[object.index()].flows() {
        let flow = network.flow(id);
        let integration = &stack.integrations[flow.integration];
        places.entry(flow.to).or_insert_with(|| integration.spans.item);
    }
    places
}
