//! How much of the time some given ways all work: a part that several of them share counts once.

use std::collections::BTreeSet;

use super::{Range, Reliability, users};
use crate::network::{Component, FlowId, Network};
use crate::stack::Stack;

impl Reliability {
    /// The product over all distinct parts: integrations, the tools at their ends and between them, and access that
    /// several integrations share. Other ways that could step in are not counted, so that it is no worse than this.
    pub(crate) fn together(&self, stack: &Stack, network: &Network, flows: &[FlowId]) -> Range {
        let users = users(stack);
        let mut parts: BTreeSet<Component> = BTreeSet::new();
        for flow in flows.iter().map(|it| network.flow(*it)) {
            let integration = &stack.integrations[flow.integration];
            let credential = integration.credential.as_ref().and_then(|it| it.id);
            let issuer = credential.and_then(|it| stack.credentials[it].tool.as_ref()?.id);
            let via = integration.via.as_ref().and_then(|it| it.id);
            let is_shared = |id: &crate::stack::CredentialId| {
                users.get(id.index()).is_some_and(|it| it.len() > 1)
            };
            parts.insert(Component::Integration(flow.integration));
            let tools = [Some(flow.from), Some(flow.to), via, issuer];
            parts.extend(tools.into_iter().flatten().map(Component::Tool));
            parts.extend(credential.filter(is_shared).map(Component::Credential));
        }
        parts.iter().fold(Range::exactly(1.0), |all, part| {
            let own = self.availability(stack, *part);
            Range { low: all.low * own.low, high: all.high * own.high }
        })
    }
}
