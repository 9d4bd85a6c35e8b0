//! Replacing a tool by another: its place in the stack goes over, what cannot move is said.

use super::apply::{Work, is, note};
use crate::stack::{AutomationsSummary, Direction, Integration, Method, Ref, Tool};
use crate::text::{Label, Span};

/// Hands `tool`'s flows, data, journeys and consent duties over to `by`, then takes `tool` out.
///
/// A flow that is built anew has no method, credential, check or verification yet: those become unknown.
pub(super) fn replace(work: &mut Work, tool: &Label, by: &Label) {
    rewire(work, tool, by);
    hand_over_tool(work, tool, by);
    hand_over_contents(work, tool, by);
    hand_over_plans(work, tool, by);
    work.remove_tool(tool);
}

fn rewire(work: &mut Work, tool: &Label, by: &Label) {
    let concerned: Vec<Label> = work
        .stack
        .integrations
        .values()
        .filter(|it| it.from.name == *tool || it.to.name == *tool || is(it.via.as_ref(), tool))
        .map(|it| it.id.clone())
        .collect();
    for id in concerned {
        let Some(old) = work.stack.integrations.find(&id) else { continue };
        let mut moved = work.stack.integrations[old].clone();
        for end in [Some(&mut moved.from), Some(&mut moved.to), moved.via.as_mut()] {
            if let Some(end) = end
                && end.name == *tool
            {
                *end = renamed(by, end.span);
            }
        }
        if moved.from.name == moved.to.name {
            work.notes.push(note(format!(
                "`{id}` joined `{tool}` and `{by}`: it is not needed any more"
            )));
            work.remove_integration(&id);
        } else if let Some(twin) = twin_of(work, &moved) {
            work.notes.push(note(format!("`{by}` is connected by `{twin}` already: `{id}` goes")));
            work.remove_integration(&id);
        } else if let Some(kept) = work.stack.integrations.get_mut(&id) {
            make_new(&mut moved);
            *kept = moved;
        }
    }
}

fn renamed(by: &Label, span: Span) -> Ref<Tool> {
    Ref::new(by, span)
}

/// A live flow that does already what the moved one would: same ends, same objects at least.
fn twin_of(work: &Work, moved: &Integration) -> Option<Label> {
    let covers = |other: &Integration| {
        let same = other.from.name == moved.from.name && other.to.name == moved.to.name;
        let turned = other.from.name == moved.to.name
            && other.to.name == moved.from.name
            && other.direction == Direction::TwoWay;
        let forward =
            same && (other.direction == moved.direction || other.direction == Direction::TwoWay);
        (forward || turned)
            && moved
                .objects
                .iter()
                .all(|item| other.objects.iter().any(|there| there.object.name == item.object.name))
    };
    work.stack
        .integrations
        .values()
        .find(|other| other.id != moved.id && other.is_live() && covers(other))
        .map(|other| other.id.clone())
}

fn make_new(moved: &mut Integration) {
    moved.method = Method::Unknown;
    moved.credential = None;
    moved.monitoring = None;
    moved.verified_at = None;
    moved.verified_by = None;
    moved.workaround = None;
    moved.runbook = None;
    moved.error_rate = None;
    moved.incidents.clear();
    moved.last_success_at = None;
}

fn hand_over_tool(work: &mut Work, tool: &Label, by: &Label) {
    let Some(old) = work.stack.tools.find(tool).map(|id| work.stack.tools[id].clone()) else {
        return;
    };
    let Some(new) = work.stack.tools.get_mut(by) else { return };
    for store in old.stores {
        if !new.stores.iter().any(|it| it.object.name == store.object.name) {
            new.stores.push(store);
        }
    }
    for sending in old.sends {
        if !new.sends.iter().any(|it| it.channel == sending.channel) {
            new.sends.push(sending);
        }
    }
    for object in old.collects {
        if !new.collects.iter().any(|it| it.name == object.name) {
            new.collects.push(object);
        }
    }
    new.tier = match (new.tier, old.tier) {
        (Some(new), Some(old)) => Some(new.min(old)),
        (new, old) => new.or(old),
    };
}

fn hand_over_contents(work: &mut Work, tool: &Label, by: &Label) {
    for automation in work.stack.automations.values_mut() {
        rename(Some(&mut automation.tool), tool, by);
    }
    hand_over_summary(&mut work.stack.automations_summaries, tool, by);
    for feature in work.stack.ai_features.values().filter(|it| it.tool.name == *tool) {
        work.notes
            .push(note(format!("`{}` is a feature of `{tool}` and does not move", feature.id)));
    }
    for object in work.stack.objects.values_mut() {
        rename(object.system_of_record.as_mut(), tool, by);
        for field in &mut object.fields {
            rename(field.system_of_record.as_mut(), tool, by);
        }
    }
}

/// What was counted in one tool counts in the other; where both were counted, the place of the first is given up.
fn hand_over_summary(summaries: &mut Vec<AutomationsSummary>, tool: &Label, by: &Label) {
    let Some(position) = summaries.iter().position(|it| it.tool.name == *tool) else { return };
    if !summaries.iter().any(|it| it.tool.name == *by) {
        return rename(summaries.get_mut(position).map(|it| &mut it.tool), tool, by);
    }
    let moved = summaries.remove(position);
    if let Some(there) = summaries.iter_mut().find(|it| it.tool.name == *by) {
        there.simple = sum(there.simple, moved.simple);
        there.medium = sum(there.medium, moved.medium);
        there.complex = sum(there.complex, moved.complex);
        // The shares speak of different wholes; what they come to together is not known.
        there.documented = None;
    }
}

fn hand_over_plans(work: &mut Work, tool: &Label, by: &Label) {
    for stage in work.stack.journeys.values_mut().flat_map(|it| &mut it.stages) {
        rename(stage.tool.as_mut(), tool, by);
    }
    for purpose in work.stack.consent.purposes.values_mut() {
        rename(purpose.system_of_record.as_mut(), tool, by);
        rename_all(&mut purpose.capture_points, tool, by);
        if let Some(senders) = &mut purpose.senders {
            rename_all(senders, tool, by);
        }
    }
    for suppression in work.stack.consent.suppressions.values_mut() {
        rename(Some(&mut suppression.tool), tool, by);
        rename_all(&mut suppression.feeds, tool, by);
    }
    for campaign in work.stack.campaigns.values_mut() {
        rename_all(&mut campaign.tools, tool, by);
    }
    for other in work.stack.tools.values_mut() {
        rename(other.fallback.as_mut().map(|it| &mut it.tool), tool, by);
    }
}

fn rename(reference: Option<&mut Ref<Tool>>, tool: &Label, by: &Label) {
    if let Some(reference) = reference
        && reference.name == *tool
    {
        *reference = renamed(by, reference.span);
    }
}

/// Renames in a list, and keeps each name once.
fn rename_all(references: &mut Vec<Ref<Tool>>, tool: &Label, by: &Label) {
    let has_new = references.iter().any(|it| it.name == *by);
    if has_new {
        references.retain(|it| it.name != *tool);
    }
    for reference in references {
        rename(Some(reference), tool, by);
    }
}

fn sum(left: Option<f64>, right: Option<f64>) -> Option<f64> {
    match (left, right) {
        (Some(left), Some(right)) => Some(left + right),
        (one, other) => one.or(other),
    }
}
