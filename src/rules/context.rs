//! All that a rule may look at, and the questions that many rules ask.

use std::cell::{OnceCell, RefCell};
use std::collections::BTreeMap;

use super::policy::Policy;
use crate::catalog::Catalog;
use crate::diag::{Diagnostic, ElementKind};
use crate::fragility::Fragility;
use crate::impact::Weight;
use crate::network::{Cargo, Cut, FlowId, Network, Tree, Writing};
use crate::privacy::{Holder, Matrix, Shelves, matrices};
use crate::stack::{
    AiFeature, CredentialId, Date, Integration, IntegrationId, ObjectId, OwnerRef, Party, Person,
    Ref, Stack, Tool, ToolId,
};
use crate::text::Label;

/// Below the middle column of the priority table the reason for the impact says little.
const IMPACT_TELLING: u8 = 30;

/// Ways that some rule has looked for, by start, object and field; `None` where there are none.
type Trees = BTreeMap<(ToolId, Option<ObjectId>, Option<Label>), Option<Tree>>;

pub(crate) struct Context<'a> {
    pub(crate) stack: &'a Stack,
    pub(crate) network: &'a Network,
    /// By integration position.
    pub(crate) fragility: &'a [Fragility],
    /// By integration position.
    pub(crate) weights: &'a [Weight],
    pub(crate) as_of: Date,
    /// The shipped one, unless a company has its own.
    pub(crate) catalog: Catalog,
    /// Several rules ask for the same ways, of which each is looked for once.
    trees: RefCell<Trees>,
    /// Who hears of opt-outs, for all rules that ask.
    matrices: OnceCell<Vec<Matrix>>,
    /// By object position: who holds it, for all rules that ask.
    holders: Vec<OnceCell<Vec<Holder>>>,
    shelves: OnceCell<Shelves>,
    /// Who writes what where; several rules ask.
    writings: Vec<Writing<'a>>,
    /// By credential position: the live integrations that use it.
    users: Vec<Vec<IntegrationId>>,
}

impl<'a> Context<'a> {
    pub(crate) fn new(
        stack: &'a Stack,
        network: &'a Network,
        fragility: &'a [Fragility],
        weights: &'a [Weight],
        as_of: Date,
    ) -> Self {
        let trees = RefCell::default();
        let context = Self {
            stack,
            network,
            fragility,
            weights,
            as_of,
            catalog: Catalog::default(),
            trees,
            matrices: OnceCell::new(),
            holders: vec![OnceCell::new(); stack.objects.len()],
            shelves: OnceCell::new(),
            writings: network.writings(stack),
            users: Vec::new(),
        };
        let mut users = vec![Vec::new(); stack.credentials.len()];
        for (id, integration) in context.live() {
            if let Some(credential) = integration.credential.as_ref().and_then(|it| it.id) {
                users[credential.index()].push(id);
            }
        }
        Self { users, ..context }
    }

    /// Everything that writes a field somewhere, sorted by object, tool and field.
    pub(super) fn writings(&self) -> &[Writing<'a>] {
        &self.writings
    }

    /// The freshest ways of a cargo from a tool; `None` where nothing carries it from or to the tool.
    pub(super) fn tree(&self, from: ToolId, cargo: Cargo<'_>) -> Option<Tree> {
        let key = (from, cargo.object, cargo.field.map(Label::new));
        if let Some(known) = self.trees.borrow().get(&key) {
            return known.clone();
        }
        let tree = self.network.tree(self.stack, from, cargo, &Cut::default());
        self.trees.borrow_mut().insert(key, tree.clone());
        tree
    }

    /// By purpose: who hears of an opt-out.
    pub(super) fn matrices(&self) -> &[Matrix] {
        self.matrices.get_or_init(|| matrices(self.stack, self.network, self.fragility, self.as_of))
    }

    /// Everything that holds an object, by tool.
    pub(super) fn holders(&self, object: ObjectId) -> &[Holder] {
        let find = || {
            let shelves = self.shelves.get_or_init(|| Shelves::of(self.stack));
            shelves.holders(self.stack, self.network, object)
        };
        self.holders.get(object.index()).map_or(&[], |it| it.get_or_init(find))
    }

    /// Live, with both ends in use: what rules speak of. An end that does not exist is the loader's finding.
    pub(super) fn live(&self) -> impl Iterator<Item = (IntegrationId, &'a Integration)> {
        let stack = self.stack;
        let is_used = move |tool: &Ref<Tool>| tool.id.is_none_or(|id| stack.tools[id].is_in_use());
        stack
            .integrations
            .iter()
            .filter(move |(_, it)| it.is_live() && is_used(&it.from) && is_used(&it.to))
    }

    pub(super) fn tools_in_use(&self) -> impl Iterator<Item = (ToolId, &'a Tool)> {
        self.stack.tools.iter().filter(|(_, it)| it.is_in_use())
    }

    /// AI features that run in tools that are in use.
    pub(super) fn ai_running(&self) -> impl Iterator<Item = &'a AiFeature> {
        let stack = self.stack;
        let is_used =
            move |it: &&AiFeature| it.tool.id.is_none_or(|id| stack.tools[id].is_in_use());
        stack.ai_features.values().filter(|it| it.is_running()).filter(is_used)
    }

    /// An integration's own criticality, else the smaller tier of its ends.
    pub(super) fn tier(&self, id: IntegrationId) -> Option<u8> {
        let integration = &self.stack.integrations[id];
        integration.criticality.or_else(|| {
            [integration.from.id, integration.to.id]
                .into_iter()
                .flatten()
                .filter_map(|tool| self.stack.tools[tool].tier)
                .min()
        })
    }

    /// The live integrations that use a credential.
    pub(super) fn users_of(
        &self,
        credential: CredentialId,
    ) -> impl Iterator<Item = (IntegrationId, &'a Integration)> {
        let users = self.users.get(credential.index()).into_iter().flatten();
        users.map(|it| (*it, &self.stack.integrations[*it]))
    }

    /// The live integrations that a tool is an end of or carries.
    pub(super) fn at_tool(
        &self,
        tool: ToolId,
    ) -> impl Iterator<Item = (IntegrationId, &'a Integration)> {
        let ids = self.network.integrations_of(tool).iter();
        let integrations = ids.map(|it| (*it, &self.stack.integrations[*it]));
        integrations.filter(move |(_, it)| {
            let via = it.via.as_ref().and_then(|it| it.id);
            it.is_live() && [it.from.id, it.to.id, via].contains(&Some(tool))
        })
    }

    pub(super) fn weight(&self, id: IntegrationId) -> Option<&'a Weight> {
        self.weights.get(id.index())
    }

    pub(super) fn fragility(&self, id: IntegrationId) -> Option<&'a Fragility> {
        self.fragility.get(id.index())
    }

    /// Why a loss would matter, as the end of a sentence.
    pub(super) fn stakes(weight: &Weight) -> &str {
        if weight.impact < IMPACT_TELLING && weight.carries_personal {
            "it carries personal data"
        } else {
            &weight.reason
        }
    }

    /// The company's own threshold, else the default.
    pub(super) fn limit(&self, policy: Policy) -> f64 {
        self.stack.company.policy(policy.name, policy.default)
    }

    /// Days from today to a day; negative when it has passed.
    pub(super) fn days_until(&self, day: Date) -> f64 {
        whole_days(day.days_since(self.as_of))
    }

    /// Days from a day to today.
    pub(super) fn days_since(&self, day: Date) -> f64 {
        whole_days(self.as_of.days_since(day))
    }

    /// The name that people know a tool by, else what was written.
    pub(super) fn tool_name(&self, tool: &'a Ref<Tool>) -> &'a str {
        match tool.id {
            Some(id) => &self.stack.tools[id].name,
            None => &tool.name,
        }
    }

    /// "USD 62,000", in the company's currency where it is stated.
    pub(super) fn money(&self, amount: f64) -> String {
        self.stack.company.money(amount)
    }

    /// `HubSpot → Salesforce`.
    pub(super) fn route(&self, integration: &'a Integration) -> String {
        let (from, to) = (self.tool_name(&integration.from), self.tool_name(&integration.to));
        format!("{from} {} {to}", integration.arrow())
    }

    /// The person behind an owner, if that person has left.
    pub(super) fn leaver(&self, owner: &OwnerRef) -> Option<&'a Person> {
        match owner.party? {
            Party::Person(id) => Some(&self.stack.people[id]).filter(|it| it.has_left(self.as_of)),
            Party::Team(_) => None,
        }
    }

    /// Adds each hop of a way: its line, and the integration as related.
    pub(super) fn along(&self, finding: Diagnostic, flows: &[FlowId]) -> Diagnostic {
        flows.iter().zip(1..).fold(finding, |finding, (id, number)| {
            let flow = self.network.flow(*id);
            let integration = &self.stack.integrations[flow.integration];
            let (from, to) = (&self.stack.tools[flow.from].name, &self.stack.tools[flow.to].name);
            finding
                .with(ElementKind::Integration, &integration.id)
                .hop(integration.spans.item, format!("hop {number}: {from} → {to}"))
        })
    }
}

/// "a", "a and b", "a, b and c".
pub(super) fn list(items: &[impl AsRef<str>]) -> String {
    let mut text = String::new();
    for (position, item) in items.iter().enumerate() {
        if position > 0 {
            text.push_str(if position + 1 == items.len() { " and " } else { ", " });
        }
        text.push_str(item.as_ref());
    }
    text
}

/// Longer lists are cut in a message; every place is marked all the same.
const TOLD_MAX: usize = 3;

/// The first few, and how many there are more: "a, b, c and 5 more".
pub(super) fn some(items: &[impl AsRef<str>]) -> String {
    // One more is no longer than to say so.
    if items.len() <= TOLD_MAX + 1 {
        return list(items);
    }
    let more = format!("{} more", items.len() - TOLD_MAX);
    let told: Vec<&str> = items.iter().take(TOLD_MAX).map(AsRef::as_ref).collect();
    list(&[told.as_slice(), &[&more]].concat())
}

/// An id as it stands in the file.
pub(super) fn quoted(id: &str) -> String {
    format!("`{id}`")
}

/// Days as numbers that thresholds compare with; no calendar is longer than an `i32` of days.
fn whole_days(days: i64) -> f64 {
    i32::try_from(days).map_or(if days < 0 { f64::MIN } else { f64::MAX }, f64::from)
}
