//! The domain as data: tools, integrations, objects, people, consent and plans of one company.
//!
//! Pure data with public fields. Knows no YAML and no graph; names are resolved once, by [`Stack::link`].

mod automation;
mod company;
mod consent;
mod initiative;
mod integration;
mod journey;
mod known;
mod link;
mod object;
mod people;
mod table;
mod tool;
mod units;

use std::collections::BTreeMap;

pub(crate) use automation::*;
pub(crate) use company::*;
pub(crate) use consent::*;
pub(crate) use initiative::*;
pub(crate) use integration::*;
pub(crate) use journey::*;
pub(crate) use known::KnownConnector;
pub(crate) use link::Dangling;
pub(crate) use object::*;
pub(crate) use people::*;
pub(crate) use table::{Entity, Id, Ref, Spans, Table};
pub(crate) use tool::*;
pub(crate) use units::{Cadence, Date, Minutes, Moment, Share};

pub(crate) type ToolId = Id<Tool>;
pub(crate) type ObjectId = Id<DataObject>;
pub(crate) type TeamId = Id<Team>;
pub(crate) type PersonId = Id<Person>;
pub(crate) type VendorId = Id<Vendor>;
pub(crate) type CredentialId = Id<Credential>;
pub(crate) type IntegrationId = Id<Integration>;
pub(crate) type AutomationId = Id<Automation>;
pub(crate) type JourneyId = Id<Journey>;
pub(crate) type AiFeatureId = Id<AiFeature>;
pub(crate) type PurposeId = Id<Purpose>;
pub(crate) type CampaignId = Id<Campaign>;

/// Everything that the files say, and nothing that was computed from it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Stack {
    pub(crate) company: Company,
    pub(crate) teams: Table<Team>,
    pub(crate) people: Table<Person>,
    pub(crate) vendors: Table<Vendor>,
    pub(crate) tools: Table<Tool>,
    pub(crate) objects: Table<DataObject>,
    pub(crate) credentials: Table<Credential>,
    pub(crate) integrations: Table<Integration>,
    pub(crate) automations: Table<Automation>,
    pub(crate) automations_summaries: Vec<AutomationsSummary>,
    pub(crate) journeys: Table<Journey>,
    pub(crate) consent: Consent,
    pub(crate) ai_features: Table<AiFeature>,
    pub(crate) campaigns: Table<Campaign>,
    pub(crate) initiatives: Table<Initiative>,
    pub(crate) connectors: Vec<Connector>,
    pub(crate) accepts: Vec<Accept>,
    /// Comments that silence rules, in the order of the text.
    pub(crate) ignores: Vec<Ignore>,
}

impl Stack {
    /// A tool by its id, else by its name or an alias, in any case.
    pub(crate) fn tool_called(&self, name: &str) -> Option<ToolId> {
        self.tools.find(name).or_else(|| {
            let wanted = name.to_lowercase();
            self.tools
                .iter()
                .find(|(_, tool)| {
                    tool.id.to_lowercase() == wanted
                        || tool.name.to_lowercase() == wanted
                        || tool.aka.iter().any(|it| it.to_lowercase() == wanted)
                })
                .map(|(id, _)| id)
        })
    }

    /// All that tools are called, for who asks more than once: the same answers as [`Self::tool_called`].
    pub(crate) fn tool_names(&self) -> ToolNames<'_> {
        let mut by_any = BTreeMap::new();
        for (id, tool) in self.tools.iter() {
            for name in [&tool.id, &tool.name].into_iter().chain(&tool.aka) {
                by_any.entry(name.to_lowercase()).or_insert(id);
            }
        }
        ToolNames { tools: &self.tools, by_any }
    }

    /// The name to show for an owner: the person's or team's name, else what was written.
    pub(crate) fn party_name<'a>(&'a self, owner: &'a OwnerRef) -> &'a str {
        match owner.party {
            Some(Party::Person(id)) => &self.people[id].name,
            Some(Party::Team(id)) => &self.teams[id].name,
            None => &owner.name,
        }
    }
}

/// Ids, names and aliases of the tools; the first tool of a name has it.
pub(crate) struct ToolNames<'a> {
    tools: &'a Table<Tool>,
    by_any: BTreeMap<String, ToolId>,
}

impl ToolNames<'_> {
    pub(crate) fn find(&self, name: &str) -> Option<ToolId> {
        self.tools.find(name).or_else(|| self.by_any.get(&name.to_lowercase()).copied())
    }
}
