//! Linking: every name that stands for something is looked up once, here.

use std::cell::OnceCell;
use std::collections::BTreeMap;

use super::table::{NameIndex, Table};
use super::{
    Campaign, DataObject, FieldRef, Initiative, Integration, Journey, OwnerRef, Party, Person,
    Purpose, Ref, Stack, Team, Tool,
};
use crate::diag::ElementKind;
use crate::text::{Label, Span, nearest};

/// A name that nothing bears.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Dangling {
    /// What it should name; a party is looked for among people and teams.
    pub(crate) kind: ElementKind,
    pub(crate) name: Label,
    /// What stands behind it in the same word: the field of `object.field`.
    pub(crate) rest: Option<Label>,
    pub(crate) span: Span,
    /// What it may have meant, with the same kind.
    pub(crate) nearest: Option<Label>,
}

impl Stack {
    /// Looks up every reference again. Must follow each edit of a table; what stays open is returned in file order.
    pub(crate) fn link(&mut self) -> Vec<Dangling> {
        let mut names = Names::of(self);
        names.link_people(self);
        names.link_tools(self);
        for object in self.objects.values_mut() {
            names.tool(object.system_of_record.as_mut());
            for field in &mut object.fields {
                names.tool(field.system_of_record.as_mut());
            }
        }
        for integration in self.integrations.values_mut() {
            names.link_integration(integration);
        }
        names.link_automations(self);
        for journey in self.journeys.values_mut() {
            names.link_journey(journey);
        }
        names.link_consent(self);
        for campaign in self.campaigns.values_mut() {
            names.link_campaign(campaign);
        }
        for initiative in self.initiatives.values_mut() {
            names.link_initiative(initiative);
        }
        self.link_connectors(&mut names);
        names.open.sort_by_key(|it| it.span);
        names.open
    }

    /// Connectors may name products that the stack does not run; those stay open on purpose.
    fn link_connectors(&mut self, names: &mut Names) {
        if self.connectors.is_empty() {
            return;
        }
        let called = self.tool_names();
        let ids: Vec<_> = self
            .connectors
            .iter()
            .map(|it| (called.find(&it.tool), called.find(&it.platform)))
            .collect();
        for (connector, (tool, platform)) in self.connectors.iter_mut().zip(ids) {
            connector.tool_id = tool;
            connector.platform_id = platform;
            names.objects(&mut connector.objects);
        }
    }
}

/// The names of one table.
struct Known {
    index: NameIndex,
    /// For messages about names that nothing bears.
    sorted: OnceCell<Vec<Label>>,
}

impl Known {
    fn of<T>(table: &Table<T>) -> Self {
        Self { index: table.index_of_names().clone(), sorted: OnceCell::new() }
    }

    fn sorted(&self) -> &[Label] {
        self.sorted.get_or_init(|| self.index.sorted().into_iter().cloned().collect())
    }
}

/// The names of each kind, taken before the tables are walked.
struct Names {
    tools: Known,
    objects: Known,
    people: Known,
    teams: Known,
    vendors: Known,
    credentials: Known,
    integrations: Known,
    purposes: Known,
    suppressions: Known,
    parties: BTreeMap<Label, Party>,
    open: Vec<Dangling>,
}

impl Names {
    fn of(stack: &Stack) -> Self {
        let mut parties: BTreeMap<Label, Party> =
            stack.teams.iter().map(|(id, team)| (team.id.clone(), Party::Team(id))).collect();
        // A person wins over a team of the same id: owners are people first.
        parties.extend(stack.people.iter().map(|(id, it)| (it.id.clone(), Party::Person(id))));
        Self {
            tools: Known::of(&stack.tools),
            objects: Known::of(&stack.objects),
            people: Known::of(&stack.people),
            teams: Known::of(&stack.teams),
            vendors: Known::of(&stack.vendors),
            credentials: Known::of(&stack.credentials),
            integrations: Known::of(&stack.integrations),
            purposes: Known::of(&stack.consent.purposes),
            suppressions: Known::of(&stack.consent.suppressions),
            parties,
            open: Vec::new(),
        }
    }

    fn link_people(&mut self, stack: &mut Stack) {
        for person in stack.people.values_mut() {
            self.team(person.team.as_mut());
            self.person(person.replaced_by.as_mut());
        }
        for team in stack.teams.values_mut() {
            self.party(team.reports_to.as_mut());
            self.person(team.lead.as_mut());
        }
        for credential in stack.credentials.values_mut() {
            self.party(credential.holder.as_mut());
            self.tool(credential.tool.as_mut());
        }
    }

    fn link_tools(&mut self, stack: &mut Stack) {
        for tool in stack.tools.values_mut() {
            look_up(&self.vendors, &mut self.open, ElementKind::Vendor, tool.vendor.as_mut());
            self.party(tool.business_owner.as_mut());
            self.party(tool.technical_owner.as_mut());
            self.team(tool.team.as_mut());
            self.parties(&mut tool.admins);
            for store in &mut tool.stores {
                self.object(Some(&mut store.object));
            }
            for sending in &mut tool.sends {
                self.purpose(sending.purpose.as_mut());
            }
            self.objects(&mut tool.collects);
            self.tool(tool.fallback.as_mut().map(|it| &mut it.tool));
            self.tool(tool.replaces.as_mut());
            self.tool(tool.replaced_by.as_mut());
        }
    }

    fn link_integration(&mut self, integration: &mut Integration) {
        self.tool(Some(&mut integration.from));
        self.tool(Some(&mut integration.to));
        self.tool(integration.via.as_mut());
        self.party(integration.owner.as_mut());
        self.party(integration.backup_owner.as_mut());
        self.party(integration.verified_by.as_mut());
        look_up(
            &self.credentials,
            &mut self.open,
            ElementKind::Credential,
            integration.credential.as_mut(),
        );
        if let Some(to) = integration.monitoring.as_mut().and_then(|it| it.to.as_mut()) {
            // A channel such as `#mops-alerts`, or an address, is text and names nobody of the stack.
            if to.name.starts_with('#') || to.name.contains('@') {
                to.party = None;
            } else {
                self.party(Some(to));
            }
        }
        for item in &mut integration.objects {
            self.object(Some(&mut item.object));
        }
        for after in &mut integration.after {
            self.integration(Some(after));
        }
    }

    fn link_automations(&mut self, stack: &mut Stack) {
        for automation in stack.automations.values_mut() {
            self.tool(Some(&mut automation.tool));
            self.party(automation.owner.as_mut());
            self.fields(&mut automation.reads);
            self.fields(&mut automation.writes);
            for uses in &mut automation.uses {
                self.integration(Some(uses));
            }
        }
        for summary in &mut stack.automations_summaries {
            self.tool(Some(&mut summary.tool));
        }
        for feature in stack.ai_features.values_mut() {
            self.tool(Some(&mut feature.tool));
            self.party(feature.owner.as_mut());
            self.fields(&mut feature.reads);
            self.fields(&mut feature.writes);
        }
    }

    fn link_journey(&mut self, journey: &mut Journey) {
        for stage in &mut journey.stages {
            self.tool(stage.tool.as_mut());
            self.object(stage.object.as_mut());
            self.fields(&mut stage.needs);
            self.party(stage.owner.as_mut());
            for via in &mut stage.via {
                self.integration(Some(via));
            }
        }
    }

    fn link_consent(&mut self, stack: &mut Stack) {
        for purpose in stack.consent.purposes.values_mut() {
            self.tool(purpose.system_of_record.as_mut());
            if let Some(field) = &mut purpose.object_field {
                self.fields(std::slice::from_mut(field));
            }
            self.tools(&mut purpose.capture_points);
            if let Some(senders) = &mut purpose.senders {
                self.tools(senders);
            }
        }
        for suppression in stack.consent.suppressions.values_mut() {
            self.tool(Some(&mut suppression.tool));
            self.tools(&mut suppression.feeds);
        }
    }

    fn link_campaign(&mut self, campaign: &mut Campaign) {
        self.tools(&mut campaign.tools);
        self.objects(&mut campaign.objects);
        self.party(campaign.owner.as_mut());
        for suppression in &mut campaign.suppressions {
            look_up(
                &self.suppressions,
                &mut self.open,
                ElementKind::Suppression,
                Some(suppression),
            );
        }
    }

    fn link_initiative(&mut self, initiative: &mut Initiative) {
        self.party(initiative.sponsor.as_mut());
        self.parties(&mut initiative.stakeholders);
        // Who tries the changes is told what is wrong with them; a new tool is not there yet.
        for tool in initiative.leaving.iter_mut().chain(&mut initiative.joining) {
            tool.resolve(&self.tools.index);
        }
        for need in initiative.requirements.iter_mut().filter_map(|it| it.need.as_mut()) {
            self.fields(std::slice::from_mut(&mut need.field));
            // A requirement may speak of a tool that is not there yet.
            for tool in [need.at.as_mut(), need.from.as_mut()].into_iter().flatten() {
                tool.resolve(&self.tools.index);
            }
        }
    }

    fn tool(&mut self, reference: Option<&mut Ref<Tool>>) {
        look_up(&self.tools, &mut self.open, ElementKind::Tool, reference);
    }

    fn tools(&mut self, references: &mut [Ref<Tool>]) {
        for reference in references {
            self.tool(Some(reference));
        }
    }

    fn object(&mut self, reference: Option<&mut Ref<DataObject>>) {
        look_up(&self.objects, &mut self.open, ElementKind::Object, reference);
    }

    fn objects(&mut self, references: &mut [Ref<DataObject>]) {
        for reference in references {
            self.object(Some(reference));
        }
    }

    fn team(&mut self, reference: Option<&mut Ref<Team>>) {
        look_up(&self.teams, &mut self.open, ElementKind::Team, reference);
    }

    fn person(&mut self, reference: Option<&mut Ref<Person>>) {
        look_up(&self.people, &mut self.open, ElementKind::Person, reference);
    }

    fn integration(&mut self, reference: Option<&mut Ref<Integration>>) {
        look_up(&self.integrations, &mut self.open, ElementKind::Integration, reference);
    }

    fn purpose(&mut self, reference: Option<&mut Ref<Purpose>>) {
        look_up(&self.purposes, &mut self.open, ElementKind::Purpose, reference);
    }

    fn parties(&mut self, references: &mut [OwnerRef]) {
        for reference in references {
            self.party(Some(reference));
        }
    }

    fn party(&mut self, reference: Option<&mut OwnerRef>) {
        let Some(reference) = reference else { return };
        reference.party = self.parties.get(reference.name.as_str()).copied();
        if reference.party.is_none() {
            let near = nearest(&reference.name, self.parties.keys().map(Label::as_str));
            self.open.push(Dangling {
                kind: ElementKind::Person,
                name: reference.name.clone(),
                rest: None,
                span: reference.span,
                nearest: near.map(Label::new),
            });
        }
    }

    fn fields(&mut self, references: &mut [FieldRef]) {
        for reference in references {
            let mut object = Ref::<DataObject>::new(&reference.object_name, reference.span);
            let before = self.open.len();
            self.object(Some(&mut object));
            reference.object = object.id;
            if let Some(open) = self.open.get_mut(before) {
                open.rest.clone_from(&reference.field);
            }
        }
    }
}

fn look_up<T>(
    names: &Known,
    open: &mut Vec<Dangling>,
    kind: ElementKind,
    reference: Option<&mut Ref<T>>,
) {
    let Some(reference) = reference else { return };
    if !reference.resolve(&names.index) {
        let near = nearest(&reference.name, names.sorted().iter().map(Label::as_str));
        open.push(Dangling {
            kind,
            name: reference.name.clone(),
            rest: None,
            span: reference.span,
            nearest: near.map(Label::new),
        });
    }
}
