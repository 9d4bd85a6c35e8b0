//! What does not move with the data when a tool is replaced.

use crate::network::Network;
use crate::stack::{AutomationKind, Channel, Method, Stack, ToolId};
use crate::text::Label;

/// Something that stays behind, and why.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftBehind {
    pub(crate) kind: LeftKind,
    /// As the stack calls it: `person.lead_score`; empty where it is all of its kind.
    pub(crate) names: Vec<Label>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum LeftKind {
    /// Opens, clicks, visits and downloads of each person.
    ActivityHistory,
    /// Scores by the automations and AI features that work them out.
    Scores,
    /// What browsers and pages remember: cookies, tags, tracked links.
    Tracking,
    /// What was sent, to how many, with which success; the reputation of the sender.
    SendingStatistics,
    /// Who agreed to or refused what, when and where: the proof rather than the flag.
    ConsentProof,
    /// AI features of the tool itself.
    AiFeatures,
    /// Who was in which campaign, where the tool rules over campaigns.
    Memberships,
}

impl LeftKind {
    /// A word for programs.
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// What it is.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::ActivityHistory => "activity history",
            Self::Scores => "scores and how they came about",
            Self::Tracking => "tracking: cookies, tags and tracked links",
            Self::SendingStatistics => "statistics of what was sent, and the sender's reputation",
            Self::ConsentProof => "the proof of consent",
            Self::AiFeatures => "AI features",
            Self::Memberships => "who was in which campaign",
        }
    }

    /// What to do about it while the old tool can still be read.
    pub(crate) fn advice(self) -> &'static str {
        match self {
            Self::ActivityHistory => {
                "export it to the warehouse or a file; connectors move records, not what people did"
            }
            Self::Scores => "carry the last value as a plain field, and build the model anew",
            Self::Tracking => {
                "change tags and links before the cut-over; who is known by a cookie is unknown again"
            }
            Self::SendingStatistics => {
                "export the totals for later comparisons, and warm the new sender up"
            }
            Self::ConsentProof => {
                "export it with its dates and keep it as long as the duty lasts: check with counsel"
            }
            Self::AiFeatures => "look for what the new tool has instead; nothing learned moves",
            Self::Memberships => "export the members of each campaign before it is closed",
        }
    }
}

/// What a tool has of the kind, by what the stack says of it. Whatever is not said of a tool is not claimed.
pub(super) fn left_behind(stack: &Stack, network: &Network, tool: ToolId) -> Vec<LeftBehind> {
    let described = &stack.tools[tool];
    let mut found: Vec<LeftBehind> = Vec::new();
    let mut add = |kind: LeftKind, mut names: Vec<Label>| {
        names.sort_unstable();
        names.dedup();
        found.push(LeftBehind { kind, names });
    };
    // Every tool that people deal with writes down what they did; nothing in the file says otherwise.
    let meets_people = !described.sends.is_empty() || !described.collects.is_empty();
    if meets_people || described.category.is_for_capture() {
        add(LeftKind::ActivityHistory, Vec::new());
    }
    let scores = scores(stack, tool);
    if !scores.is_empty() {
        add(LeftKind::Scores, scores);
    }
    let tags = network.integrations_of(tool).iter().map(|it| &stack.integrations[*it]);
    let tags = tags.filter(|it| it.is_live() && it.method == Method::ClientTag);
    let tags: Vec<Label> = tags.map(|it| it.id.clone()).collect();
    if described.category.is_for_capture() || !tags.is_empty() {
        add(LeftKind::Tracking, tags);
    }
    if described.sends.iter().any(|it| it.channel != Channel::AdsAudience) {
        let channels = described.sends.iter().map(|it| Label::new(it.channel.name()));
        add(LeftKind::SendingStatistics, channels.collect());
    }
    let purposes = stack.consent.purposes.values().filter(|it| {
        it.capture_points.iter().chain(&it.system_of_record).any(|it| it.id == Some(tool))
    });
    let purposes: Vec<Label> = purposes.map(|it| it.id.clone()).collect();
    if !purposes.is_empty() {
        add(LeftKind::ConsentProof, purposes);
    }
    let features = stack.ai_features.values().filter(|it| it.tool.id == Some(tool));
    let features: Vec<Label> =
        features.filter(|it| it.is_running()).map(|it| it.id.clone()).collect();
    if !features.is_empty() {
        add(LeftKind::AiFeatures, features);
    }
    let campaigns =
        stack.campaigns.values().filter(|it| it.tools.iter().any(|it| it.id == Some(tool)));
    let campaigns: Vec<Label> = campaigns.map(|it| it.id.clone()).collect();
    if !campaigns.is_empty() {
        add(LeftKind::Memberships, campaigns);
    }
    found
}

/// The fields that automations for scoring write in the tool.
fn scores(stack: &Stack, tool: ToolId) -> Vec<Label> {
    let scoring = stack.automations.values().filter(|it| {
        it.tool.id == Some(tool) && it.kind == Some(AutomationKind::Scoring) && it.is_active()
    });
    scoring.flat_map(|it| &it.writes).map(|it| Label::new(&it.to_string())).collect()
}
