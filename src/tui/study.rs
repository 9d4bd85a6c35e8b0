//! Long questions about scenarios, answered off the thread of the screen, and their last answers.

use std::sync::Arc;

use super::lapse;
use super::model::Model;
use super::msg::{Effect, Msg};
use super::views::scenarios::{columns, verdict, work};

/// Something shared, told from others by where it lies: an analysis that is read anew is another one.
pub(crate) struct Held<T>(pub(crate) Arc<T>);

impl<T> Clone for Held<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> PartialEq for Held<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// A question that takes longer than a frame.
#[derive(Clone)]
pub(crate) enum Question {
    Work(work::Asked),
    Columns(columns::Asked),
    Lapse(lapse::Asked),
    Verdict(verdict::Asked),
}

/// A question with its answer.
pub(crate) enum Studied {
    Work(work::Asked, Arc<work::Plans>),
    Columns(columns::Asked, Arc<columns::Columns>),
    Lapse(lapse::Asked, Arc<lapse::Answer>),
    Verdict(verdict::Asked, Arc<verdict::Answer>),
}

impl Question {
    pub(crate) fn answer(self) -> Studied {
        match self {
            Self::Work(asked) => {
                let answer = Arc::new(asked.answer());
                Studied::Work(asked, answer)
            }
            Self::Columns(asked) => {
                let answer = Arc::new(asked.answer());
                Studied::Columns(asked, answer)
            }
            Self::Lapse(asked) => {
                let answer = Arc::new(asked.answer());
                Studied::Lapse(asked, answer)
            }
            Self::Verdict(asked) => {
                let answer = Arc::new(asked.answer());
                Studied::Verdict(asked, answer)
            }
        }
    }
}

/// What was asked last, and the last answer.
pub(crate) struct Memo<Q, A> {
    asked: Option<Q>,
    known: Option<(Q, Arc<A>)>,
}

impl<Q, A> Default for Memo<Q, A> {
    fn default() -> Self {
        Self { asked: None, known: None }
    }
}

impl<Q: Clone + PartialEq, A> Memo<Q, A> {
    /// The question, unless it is answered or under way.
    fn want(&mut self, question: Q) -> Option<Q> {
        let is_known = self.known.as_ref().is_some_and(|(known, _)| *known == question);
        if is_known || self.asked.as_ref() == Some(&question) {
            return None;
        }
        self.asked = Some(question.clone());
        Some(question)
    }

    /// Keeps an answer, unless something else was asked since.
    fn arrive(&mut self, question: Q, answer: Arc<A>) {
        if self.asked.as_ref() == Some(&question) {
            self.asked = None;
            self.known = Some((question, answer));
        }
    }

    /// The answer to just this question.
    pub(crate) fn answer(&self, question: &Q) -> Option<Arc<A>> {
        let known = self.known.as_ref().filter(|(known, _)| known == question);
        known.map(|(_, answer)| Arc::clone(answer))
    }
}

/// The last answers of each kind.
#[derive(Default)]
pub(crate) struct Studies {
    pub(crate) work: Memo<work::Asked, work::Plans>,
    pub(crate) columns: Memo<columns::Asked, columns::Columns>,
    pub(crate) lapse: Memo<lapse::Asked, lapse::Answer>,
    pub(crate) verdict: Memo<verdict::Asked, verdict::Answer>,
}

impl Studies {
    /// A question is under way.
    pub(crate) fn is_waiting(&self) -> bool {
        self.work.asked.is_some()
            || self.columns.asked.is_some()
            || self.lapse.asked.is_some()
            || self.verdict.asked.is_some()
    }
}

/// What the screen shows and nobody has worked out yet.
pub(crate) fn wanted(model: &mut Model) -> Vec<Effect> {
    let work = work::Asked::of(model);
    let columns = columns::Asked::of(model);
    let lapse = lapse::Asked::of(model);
    let verdict = verdict::Asked::of(model);
    let studies = &mut model.states.studies;
    let work = work.and_then(|it| studies.work.want(it)).map(Question::Work);
    let columns = columns.and_then(|it| studies.columns.want(it)).map(Question::Columns);
    let lapse = lapse.and_then(|it| studies.lapse.want(it)).map(Question::Lapse);
    let verdict = verdict.and_then(|it| studies.verdict.want(it)).map(Question::Verdict);
    work.into_iter()
        .chain(columns)
        .chain(lapse)
        .chain(verdict)
        .map(|it| Effect::Study(Box::new(it)))
        .collect()
}

/// An answer has come.
pub(crate) fn arrived(model: &mut Model, studied: Studied) -> Vec<Effect> {
    let studies = &mut model.states.studies;
    match studied {
        Studied::Work(asked, answer) => studies.work.arrive(asked, answer),
        Studied::Columns(asked, answer) => studies.columns.arrive(asked, answer),
        Studied::Verdict(asked, answer) => studies.verdict.arrive(asked, answer),
        Studied::Lapse(asked, answer) => {
            let is_wanted = lapse::Asked::of(model).as_ref() == Some(&asked);
            model.states.studies.lapse.arrive(asked, Arc::clone(&answer));
            if is_wanted {
                return lapse::arrived(model, &answer);
            }
        }
    }
    Vec::new()
}

/// What a thread does with a question.
pub(crate) fn message(question: Question) -> Msg {
    Msg::Studied(Box::new(question.answer()))
}
