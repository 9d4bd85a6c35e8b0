//! What to ask next: the unknown facts, by what knowing them would change.

use std::collections::BTreeMap;

use super::reliability::element;
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::fragility::{Factor, Point};
use crate::network::Component;
use crate::stack::{CredentialId, CredentialKind, Integration, IntegrationId, OwnerRef, Party};
use crate::text::{Label, Span};

/// An unknown fact, as a question to somebody.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Question {
    pub(crate) element: Element,
    /// "Who would notice when marketo-salesforce stops?"
    pub(crate) text: String,
    /// The key of the file that would hold the answer.
    pub(crate) field: &'static str,
    /// Hours a year, over all journeys, that the answer can be worth.
    pub(crate) hours: f64,
    /// Points by which the fragility of what it concerns is open.
    pub(crate) points: u8,
    /// How much hangs on what it concerns, 0 to 100.
    pub(crate) impact: u8,
    /// Who may know: the owner who is still here.
    pub(crate) ask: Option<Label>,
    pub(crate) span: Span,
}

/// All questions about live integrations: what leaves most hours open first, then most points.
pub(crate) fn questions(analysis: &Analysis) -> Vec<Question> {
    let stack = &analysis.stack;
    let mut found: BTreeMap<(Component, Factor), Question> = BTreeMap::new();
    let live = stack.integrations.iter().zip(&analysis.fragility);
    for ((id, integration), score) in live.filter(|((_, it), _)| it.is_live()) {
        for point in score.points.iter().filter(|it| !it.is_known()) {
            // A login that many run on is asked about once.
            let login = integration.credential.as_ref().and_then(|it| it.id);
            let login = login.filter(|_| point.factor == Factor::Credential);
            let part = login.map_or(Component::Integration(id), Component::Credential);
            let asked = found
                .entry((part, point.factor))
                .or_insert_with(|| about(analysis, (id, login), point));
            asked.points = asked.points.max(point.high - point.low);
            let impact = analysis.weights.get(id.index()).map_or(0, |it| it.impact);
            asked.impact = asked.impact.max(impact);
        }
    }
    for doubt in &analysis.reliability().doubts {
        let key = (doubt.part, doubt.factor);
        // Access of one's own has its doubt with the integration, and its question with the login.
        let moved = match doubt.part {
            Component::Integration(id) if doubt.factor == Factor::Credential => {
                let login = stack.integrations[id].credential.as_ref().and_then(|it| it.id);
                login.map(|it| (Component::Credential(it), doubt.factor))
            }
            Component::Integration(_)
            | Component::Credential(_)
            | Component::Tool(_)
            | Component::Person(_)
            | Component::Vendor(_) => None,
        };
        let key = moved.unwrap_or(key);
        if !found.contains_key(&key) {
            found.extend(beyond_the_score(analysis, key).map(|it| (key, it)));
        }
        if let Some(asked) = found.get_mut(&key) {
            asked.hours += doubt.hours;
        }
    }
    let mut questions: Vec<Question> = found.into_values().collect();
    questions.sort_by(|left, right| {
        let by_hours = right.hours.total_cmp(&left.hours);
        by_hours
            .then(right.points.cmp(&left.points))
            .then(right.impact.cmp(&left.impact))
            .then(left.element.cmp(&right.element))
    });
    questions
}

fn about(
    analysis: &Analysis,
    (id, login): (IntegrationId, Option<CredentialId>),
    point: &Point,
) -> Question {
    let stack = &analysis.stack;
    let integration = &stack.integrations[id];
    let name = &integration.id;
    let (text, field) = match point.factor {
        Factor::Method => {
            (format!("How does {name} work: by a connector, own code, or by hand?"), "method")
        }
        Factor::Credential => match login {
            Some(login) => return about_login(analysis, login, Some(integration)),
            None => (format!("Whose login or key does {name} run on?"), "credential"),
        },
        Factor::Ownership => {
            let owner = integration.owner.as_ref().map_or("its owner", |it| it.name.as_str());
            (format!("Is {owner}, who owns {name}, still here?"), "owner")
        }
        Factor::Detection => {
            (format!("Who or what would notice that {name} has stopped?"), "monitoring")
        }
        Factor::Recovery => (format!("What becomes of records that fail in {name}?"), "replayable"),
        Factor::Capacity => {
            (format!("How many records an hour can {name} carry?"), "throughput_per_hour")
        }
        Factor::Change
        | Factor::Observed
        | Factor::Knowledge
        | Factor::Workaround
        | Factor::Coupling => {
            (format!("What is the {} of {name}?", point.evidence), point.evidence)
        }
    };
    Question {
        element: element(stack, Component::Integration(id)),
        text,
        field,
        hours: 0.0,
        points: 0,
        impact: 0,
        ask: who_knows(analysis, integration),
        span: integration.spans.of(field),
    }
}

fn about_login(
    analysis: &Analysis,
    login: CredentialId,
    integration: Option<&Integration>,
) -> Question {
    let credential = &analysis.stack.credentials[login];
    let name = &credential.id;
    let is_key = credential.kind == Some(CredentialKind::ApiKey);
    let (text, field) = if is_key {
        (format!("When was the key {name} last changed?"), "rotated_at")
    } else {
        (
            format!("Does the login {name} belong to a person, to several, or to an app?"),
            "principal",
        )
    };
    let holder = credential.holder.as_ref().and_then(|it| here(analysis, it));
    Question {
        element: Element::new(ElementKind::Credential, name),
        text,
        field,
        hours: 0.0,
        points: 0,
        impact: 0,
        ask: holder.or_else(|| who_knows(analysis, integration?)),
        span: credential.spans.of(field),
    }
}

/// Facts that the score does not ask for, though the hours hang on them.
fn beyond_the_score(analysis: &Analysis, (part, factor): (Component, Factor)) -> Option<Question> {
    let stack = &analysis.stack;
    match part {
        // Counts are compared, and nothing says how often.
        Component::Integration(id) if factor == Factor::Detection => {
            let integration = &stack.integrations[id];
            Some(Question {
                element: element(stack, part),
                text: format!(
                    "How often does {} run, and are its counts compared?",
                    integration.id
                ),
                field: "frequency",
                hours: 0.0,
                points: 0,
                impact: 0,
                ask: who_knows(analysis, integration),
                span: integration.spans.of("frequency"),
            })
        }
        Component::Integration(id) if factor == Factor::Ownership => {
            let integration = &stack.integrations[id];
            let owner = integration.owner.as_ref().or(integration.backup_owner.as_ref())?;
            Some(Question {
                element: element(stack, part),
                text: format!("Is {}, who owns {}, still here?", owner.name, integration.id),
                field: "owner",
                hours: 0.0,
                points: 0,
                impact: 0,
                ask: None,
                span: integration.spans.of("owner"),
            })
        }
        Component::Credential(id) if factor == Factor::Credential => {
            Some(about_login(analysis, id, None))
        }
        Component::Credential(id) => {
            let credential = &stack.credentials[id];
            let holder = credential.holder.as_ref()?;
            Some(Question {
                element: element(stack, part),
                text: format!("Is {}, who holds {}, still here?", holder.name, credential.id),
                field: "holder",
                hours: 0.0,
                points: 0,
                impact: 0,
                ask: None,
                span: credential.spans.of("holder"),
            })
        }
        Component::Integration(_)
        | Component::Tool(_)
        | Component::Person(_)
        | Component::Vendor(_) => None,
    }
}

/// The owner, else the stand-in, else who owns the tool that it writes to; only who is here.
fn who_knows(analysis: &Analysis, integration: &Integration) -> Option<Label> {
    let tools = [&integration.to, &integration.from].into_iter().filter_map(|it| it.id);
    let owners = tools.flat_map(|it| {
        let tool = &analysis.stack.tools[it];
        [tool.technical_owner.as_ref(), tool.business_owner.as_ref()]
    });
    let own = [integration.owner.as_ref(), integration.backup_owner.as_ref()];
    own.into_iter().chain(owners).flatten().find_map(|it| here(analysis, it))
}

fn here(analysis: &Analysis, owner: &OwnerRef) -> Option<Label> {
    match owner.party? {
        Party::Person(id) => {
            let person = &analysis.stack.people[id];
            (!person.has_left(analysis.as_of)).then(|| person.name.clone())
        }
        Party::Team(id) => Some(analysis.stack.teams[id].name.clone()),
    }
}
