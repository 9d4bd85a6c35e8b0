//! The stack as a graph: which data flows where, over what, how old it arrives, and what it all hangs on.
//!
//! Nodes are the tools; each edge is one flow: one object of one integration in one direction.

use crate::stack::{
    CredentialId, IntegrationId, Minutes, ObjectId, PersonId, Stack, ToolId, VendorId,
};

/// A flow's position in [`Network::flows`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct FlowId(pub(crate) u32);

/// With the integration's from and to, or against them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Way {
    Forward,
    Reverse,
}

/// One object that one integration moves in one direction.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Flow {
    pub(crate) integration: IntegrationId,
    /// Position in the integration's `objects`; `None` where it lists none.
    pub(crate) item: Option<usize>,
    /// `None`: the integration does not say what it moves.
    pub(crate) object: Option<ObjectId>,
    pub(crate) way: Way,
    pub(crate) from: ToolId,
    pub(crate) to: ToolId,
    /// What this leg adds at worst: its period and its latency.
    pub(crate) age: Age,
    /// Records that opted out are filtered away on this leg.
    pub(crate) excludes_opted_out: bool,
    /// The integration is live and both ends are in use.
    pub(crate) live: bool,
}

/// The worst age of data along legs: `known`, plus what `open` legs with unstated times add.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Age {
    pub(crate) known: Minutes,
    pub(crate) open: u32,
}

impl Age {
    /// "15 min", or "at least 15 min" where some leg's time is unknown.
    pub(crate) fn words(self) -> String {
        if self.open == 0 { self.known.to_string() } else { format!("at least {}", self.known) }
    }
}

/// Something that can fail or be taken away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Component {
    Tool(ToolId),
    Integration(IntegrationId),
    Credential(CredentialId),
    Person(PersonId),
    Vendor(VendorId),
}

/// What no longer works when components are gone: integrations die with an end, their middleware, their credential or its tool.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Cut {
    /// By tool position.
    pub(crate) tools: Vec<bool>,
    /// By integration position.
    pub(crate) integrations: Vec<bool>,
}

/// What has to get from one tool to another.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Cargo<'a> {
    /// `None`: any object.
    pub(crate) object: Option<ObjectId>,
    /// `None`: any field.
    pub(crate) field: Option<&'a str>,
}

/// A way through the stack.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Path {
    pub(crate) flows: Vec<FlowId>,
    pub(crate) age: Age,
}

/// Data that something needs: an automation, an AI feature, a journey stage, a requirement, or a tool that is fed today.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Need {
    pub(crate) tool: ToolId,
    pub(crate) object: ObjectId,
    pub(crate) field: Option<crate::text::Label>,
    /// Where the truth is kept.
    pub(crate) system_of_record: Option<ToolId>,
    pub(crate) by: crate::diag::Element,
    pub(crate) why: NeedKind,
    /// The longest it may be old.
    pub(crate) slo: Option<Minutes>,
    pub(crate) span: crate::text::Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NeedKind {
    Automation,
    AiFeature,
    JourneyStage,
    Requirement,
    /// Nothing asks for it by name, but it arrives today.
    Feed,
}

/// The flows of a stack and the graph over them.
#[derive(Clone, Debug, Default)]
pub(crate) struct Network {
    pub(crate) flows: Vec<Flow>,
}

impl Network {
    pub(crate) fn of(_stack: &Stack) -> Self {
        Self::default()
    }

    pub(crate) fn flow(&self, id: FlowId) -> &Flow {
        &self.flows[id.0 as usize]
    }

    /// What no longer works without these components.
    pub(crate) fn cut(&self, _stack: &Stack, _gone: &[Component]) -> Cut {
        Cut::default()
    }
}
