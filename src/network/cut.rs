//! What goes down with what: ends, middleware, credentials, the people and vendors behind them.

use super::{Component, Cut, FlowId, Network};
use crate::stack::{
    Credential, Integration, IntegrationId, Party, PersonId, Principal, Stack, ToolId,
};

impl Network {
    /// What no longer works without these components.
    pub(crate) fn cut(&self, stack: &Stack, gone: &[Component]) -> Cut {
        let mut cut = Cut {
            tools: vec![false; stack.tools.len()],
            integrations: vec![false; stack.integrations.len()],
        };
        let mut credentials = vec![false; stack.credentials.len()];
        for component in gone {
            match *component {
                Component::Tool(tool) => cut.tools[tool.index()] = true,
                Component::Vendor(vendor) => {
                    for (id, tool) in stack.tools.iter() {
                        let is_theirs = tool.vendor.as_ref().and_then(|it| it.id) == Some(vendor);
                        cut.tools[id.index()] |= is_theirs;
                    }
                }
                Component::Integration(integration) => {
                    cut.integrations[integration.index()] = true;
                }
                Component::Credential(credential) => credentials[credential.index()] = true,
                Component::Person(person) => {
                    for (id, credential) in stack.credentials.iter() {
                        credentials[id.index()] |= dies_with(credential, person);
                    }
                }
            }
        }
        if let [Component::Tool(tool)] = *gone {
            self.follow_tool(&mut cut, tool.index());
            return cut;
        }
        for position in 0..self.integrations_of.len() {
            if cut.tools[position] {
                self.follow_tool(&mut cut, position);
            }
        }
        if credentials.contains(&true) {
            for (id, integration) in stack.integrations.iter() {
                let credential = integration.credential.as_ref().and_then(|it| it.id);
                cut.integrations[id.index()] |=
                    credential.is_some_and(|it| credentials[it.index()]);
            }
        }
        cut
    }

    fn follow_tool(&self, cut: &mut Cut, position: usize) {
        for integration in &self.integrations_of[position] {
            cut.integrations[integration.index()] = true;
        }
    }

    /// The live flows of some integrations, which are sorted, in order.
    pub(crate) fn live_flows_of(&self, integrations: &[IntegrationId]) -> Vec<FlowId> {
        let flows = integrations.iter().flat_map(|it| self.flows_of(*it));
        flows.copied().filter(|it| self.flow(*it).live).collect()
    }

    /// The live flows that a cut takes, in order.
    pub(crate) fn lost_flows(&self, cut: &Cut) -> Vec<FlowId> {
        let is_lost = |it: &FlowId| self.flow(*it).live;
        cut.integrations
            .iter()
            .zip(&self.flows_of)
            .filter(|(is_cut, _)| **is_cut)
            .flat_map(|(_, flows)| flows.iter().copied().filter(is_lost))
            .collect()
    }
}

impl Cut {
    pub(crate) fn has_tool(&self, tool: ToolId) -> bool {
        self.tools.get(tool.index()).copied().unwrap_or(false)
    }

    pub(crate) fn has_integration(&self, integration: IntegrationId) -> bool {
        self.integrations.get(integration.index()).copied().unwrap_or(false)
    }
}

/// A personal credential dies with its holder; what a person merely owns goes on running.
fn dies_with(credential: &Credential, person: PersonId) -> bool {
    credential.principal == Some(Principal::Person)
        && credential.holder.as_ref().and_then(|it| it.party) == Some(Party::Person(person))
}

/// By tool position: the integrations that need the tool.
pub(super) fn integrations_by_tool(stack: &Stack) -> Vec<Vec<IntegrationId>> {
    let mut found = vec![Vec::new(); stack.tools.len()];
    for (id, integration) in stack.integrations.iter() {
        for tool in tools_of(stack, integration) {
            found[tool.index()].push(id);
        }
    }
    found
}

/// The tools without which an integration cannot run, each once.
fn tools_of(stack: &Stack, integration: &Integration) -> Vec<ToolId> {
    let credential = integration.credential.as_ref().and_then(|it| it.id);
    let issuer = credential.and_then(|it| stack.credentials[it].tool.as_ref()).and_then(|it| it.id);
    let via = integration.via.as_ref().and_then(|it| it.id);
    let all = [integration.from.id, integration.to.id, via, issuer];
    let mut tools: Vec<_> = all.into_iter().flatten().collect();
    tools.sort_unstable();
    tools.dedup();
    tools
}
