//! What to ask next: the unknown facts, by what knowing them would change.

use super::reliability::element;
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind};
use crate::fragility::{Factor, Point};
use crate::network::Component;
use crate::reliability::Doubt;
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
    /// Who may know: the owner who is still here.
    pub(crate) ask: Option<Label>,
    pub(crate) span: Span,
}

/// The first so many questions: what leaves most hours open first, then most points.
pub(crate) fn questions(analysis: &Analysis, places: usize) -> Vec<Question> {
    let doubts = analysis.reliability().doubts.iter().take(places);
    doubts.filter_map(|it| question(analysis, it)).collect()
}

/// How many there are.
pub(crate) fn count_questions(analysis: &Analysis) -> usize {
    analysis.reliability().doubts.len()
}

/// What stays the same of it while the stack is edited elsewhere.
pub(crate) fn question_key(question: &Question) -> String {
    let kind: &str = question.element.kind.into();
    format!("{}|{}|{kind}", question.element.id, question.field)
}

fn question(analysis: &Analysis, doubt: &Doubt) -> Option<Question> {
    let asked = match doubt.part {
        Component::Credential(id) if doubt.factor == Factor::Credential => {
            let user = doubt.integration.map(|it| &analysis.stack.integrations[it]);
            Some(about_login(analysis, id, user))
        }
        Component::Integration(id) if doubt.points > 0 => {
            let points = analysis.fragility.get(id.index()).into_iter().flat_map(|it| &it.points);
            let mut points = points.filter(|it| it.factor == doubt.factor);
            points.next().map(|it| about(analysis, id, it))
        }
        Component::Integration(_)
        | Component::Credential(_)
        | Component::Tool(_)
        | Component::Person(_)
        | Component::Vendor(_) => beyond_the_score(analysis, doubt),
    };
    asked.map(|it| Question { hours: doubt.hours, points: doubt.points, ..it })
}

fn about(analysis: &Analysis, id: IntegrationId, point: &Point) -> Question {
    let stack = &analysis.stack;
    let integration = &stack.integrations[id];
    let name = &integration.id;
    let (text, field) = match point.factor {
        Factor::Method => {
            (format!("How does {name} work: by a connector, own code, or by hand?"), "method")
        }
        Factor::Credential => (format!("Whose login or key does {name} run on?"), "credential"),
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
        ask: holder.or_else(|| who_knows(analysis, integration?)),
        span: credential.spans.of(field),
    }
}

/// Facts that the score does not ask for, though the hours hang on them.
fn beyond_the_score(analysis: &Analysis, doubt: &Doubt) -> Option<Question> {
    let stack = &analysis.stack;
    let Doubt { part, factor, .. } = *doubt;
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
                ask: None,
                span: integration.spans.of("owner"),
            })
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
