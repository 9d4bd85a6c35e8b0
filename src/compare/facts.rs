//! What each thing says of itself, as far as a comparison tells it.

use std::collections::BTreeMap;

use super::Facts;
use crate::stack::{OwnerRef, Stack};
use crate::text::Label;

pub(super) fn tools(stack: &Stack) -> BTreeMap<Label, Facts> {
    let owner = |it: &Option<OwnerRef>| it.as_ref().map(|it| stack.party_name(it).to_owned());
    let tools = stack.tools.values().map(|it| {
        let lifecycle: &'static str = it.lifecycle.into();
        let facts = vec![
            ("name", Some(it.name.to_string())),
            ("category", Some(it.category.name().to_owned())),
            ("lifecycle", Some(lifecycle.to_owned())),
            ("tier", it.tier.map(|it| it.to_string())),
            ("vendor", it.vendor.as_ref().map(|it| it.name.to_string())),
            ("business owner", owner(&it.business_owner)),
            ("technical owner", owner(&it.technical_owner)),
            ("cost a year", it.cost.as_ref().and_then(|it| it.annual).map(|it| it.to_string())),
            (
                "renewal",
                it.contract.as_ref().and_then(|it| it.renewal_date).map(|it| it.to_string()),
            ),
        ];
        (it.id.clone(), facts)
    });
    tools.collect()
}

pub(super) fn integrations(stack: &Stack) -> BTreeMap<Label, Facts> {
    let owner = |it: &Option<OwnerRef>| it.as_ref().map(|it| stack.party_name(it).to_owned());
    let flows = stack.integrations.values().map(|it| {
        let status: &'static str = it.status.into();
        let objects: Vec<&str> = it.objects.iter().map(|it| it.object.name.as_str()).collect();
        let facts = vec![
            ("from", Some(it.from.name.to_string())),
            ("to", Some(it.to.name.to_string())),
            ("direction", Some(it.arrow().to_owned())),
            ("method", Some(it.method.name().to_owned())),
            ("via", it.via.as_ref().map(|it| it.name.to_string())),
            ("objects", (!objects.is_empty()).then(|| objects.join(", "))),
            ("every", it.frequency.as_ref().map(|it| it.every.to_string())),
            ("owner", owner(&it.owner)),
            ("status", Some(status.to_owned())),
            ("credential", it.credential.as_ref().map(|it| it.name.to_string())),
        ];
        (it.id.clone(), facts)
    });
    flows.collect()
}

pub(super) fn people(stack: &Stack) -> BTreeMap<Label, Facts> {
    let people = stack.people.values().map(|it| {
        let facts = vec![
            ("name", Some(it.name.to_string())),
            ("role", it.role.as_ref().map(ToString::to_string)),
            ("team", it.team.as_ref().map(|it| it.name.to_string())),
            ("active", it.active.map(|it| if it { "yes" } else { "no" }.to_owned())),
            ("last day", it.date_out.map(|it| it.to_string())),
        ];
        (it.id.clone(), facts)
    });
    people.collect()
}
