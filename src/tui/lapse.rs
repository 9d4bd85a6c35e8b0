//! An outage as a time-lapse: what fails and for how long, worked out moment by moment, and the moment that is shown.

use std::sync::Arc;

use super::app;
use super::model::Model;
use super::msg::{Effect, Timer};
use super::rows::Tone;
use super::study::Held;
use super::target::Target;
use super::views;
use crate::analysis::Analysis;
use crate::diag::ElementKind;
use crate::network::Component;
use crate::outage::{self, Moment, Outage, Preset};
use crate::scenario::component;
use crate::stack::Minutes;
use crate::text::Label;

/// What fails, by name, so that it is found again when the file is read anew.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum What {
    Thing(ElementKind, Label),
    /// A preset by its name, in this tool or where most hangs on it.
    Preset(&'static str, Option<Label>),
}

/// An outage that is to be played.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Play {
    pub(crate) what: What,
    /// `None`: as long as it takes to notice and to repair, or as long as a preset lasts by its nature.
    pub(crate) duration: Option<Minutes>,
}

/// The time-lapse that is shown on the map.
pub(crate) struct Lapse {
    pub(crate) play: Play,
    /// Position among the moments.
    pub(crate) at: usize,
    pub(crate) is_playing: bool,
}

#[derive(Clone)]
pub(crate) struct Asked {
    analysis: Held<Analysis>,
    play: Play,
}

impl PartialEq for Asked {
    fn eq(&self, other: &Self) -> bool {
        self.play == other.play && self.analysis == other.analysis
    }
}

/// An outage with every moment that is worth a look.
pub(crate) struct Played {
    /// "Salesforce is down".
    pub(crate) words: String,
    pub(crate) outage: Outage,
    pub(crate) moments: Vec<Moment>,
}

/// Or why it cannot be played.
pub(crate) type Answer = Result<Played, String>;

impl Asked {
    pub(crate) fn of(model: &Model) -> Option<Self> {
        let play = model.states.lapse.as_ref()?.play.clone();
        Some(Self { analysis: Held(model.analysis.clone()?), play })
    }

    pub(crate) fn answer(&self) -> Answer {
        let analysis = &self.analysis.0;
        let (words, gone, natural) = resolve(analysis, &self.play.what)?;
        let duration = self.play.duration.or(natural);
        let outage = outage::of(analysis, &gone, duration).ok_or_else(|| {
            format!("{words}: nothing tells how long that would last, so say how long")
        })?;
        let moments: Vec<Moment> =
            outage.moments().into_iter().map(|it| outage::moment(analysis, &outage, it)).collect();
        if moments.is_empty() {
            return Err(format!("{words}: nothing that runs hangs on it, so nothing happens"));
        }
        Ok(Played { words, outage, moments })
    }
}

type Resolved = (String, Vec<Component>, Option<Minutes>);

fn resolve(analysis: &Analysis, what: &What) -> Result<Resolved, String> {
    match what {
        What::Thing(kind, id) => {
            let gone = component(&analysis.stack, *kind, id)
                .ok_or_else(|| format!("there is no {} `{id}` any more", kind.words()))?;
            Ok((words(analysis, *kind, id), vec![gone], None))
        }
        What::Preset(name, tool) => {
            let preset =
                Preset::called(name).ok_or_else(|| format!("there is no preset `{name}`"))?;
            let tool = tool.as_ref().and_then(|it| analysis.stack.tools.find(it));
            let found = preset
                .find(analysis, tool)
                .or_else(|| preset.find(analysis, None))
                .ok_or_else(|| format!("that cannot happen here: {}", preset.lacks))?;
            Ok((found.words, found.gone, found.duration))
        }
    }
}

/// "Salesforce is down", "Ana Silva is away".
pub(crate) fn words(analysis: &Analysis, kind: ElementKind, id: &Label) -> String {
    let stack = &analysis.stack;
    let name = match kind {
        ElementKind::Tool => stack.tools.find(id).map(|it| stack.tools[it].name.to_string()),
        ElementKind::Vendor => stack.vendors.find(id).map(|it| {
            let vendor = &stack.vendors[it];
            format!("everything from {}", vendor.name)
        }),
        ElementKind::Person => stack.people.find(id).map(|it| stack.people[it].name.to_string()),
        ElementKind::Credential => Some(format!("the login {id}")),
        _ => None,
    };
    let name = name.unwrap_or_else(|| id.to_string());
    let verb = match kind {
        ElementKind::Person => "is away",
        ElementKind::Credential => "stops working",
        _ => "is down",
    };
    format!("{name} {verb}")
}

/// What is worked out, while the map shows it.
pub(crate) fn shown(model: &Model) -> Option<(&Lapse, Arc<Answer>)> {
    let lapse = model.states.lapse.as_ref()?;
    let answer = model.states.studies.lapse.answer(&Asked::of(model)?)?;
    Some((lapse, answer))
}

/// The moment that is shown.
pub(crate) fn moment<'a>(lapse: &Lapse, played: &'a Played) -> Option<&'a Moment> {
    played.moments.get(lapse.at.min(played.moments.len().saturating_sub(1)))
}

/// Begins a time-lapse on the map, at its first moment.
pub(crate) fn start(model: &mut Model, play: Play) -> Vec<Effect> {
    let selected = match &play.what {
        What::Thing(ElementKind::Tool, id) => Some(Target::Tool(id.clone())),
        What::Thing(ElementKind::Integration, id) => Some(Target::Integration(id.clone())),
        What::Thing(..) | What::Preset(..) => None,
    };
    model.overlays.clear();
    model.toasts.clear();
    model.states.lapse = Some(Lapse { play, at: 0, is_playing: false });
    views::to_map(model, selected);
    Vec::new()
}

/// The answer has come: what cannot be played is told, and left.
pub(crate) fn arrived(model: &mut Model, answer: &Answer) -> Vec<Effect> {
    match answer {
        Ok(_) => Vec::new(),
        Err(reason) => {
            model.states.lapse = None;
            app::toast(model, Tone::Warn, reason.clone())
        }
    }
}

/// Moments that a page key goes over.
const FAR: usize = 10;

/// A movement in time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Scrub {
    Earlier,
    Later,
    /// Ten moments at once.
    FarEarlier,
    FarLater,
    First,
    Last,
}

fn last(model: &Model) -> usize {
    let played =
        shown(model).and_then(|(_, it)| it.as_ref().as_ref().ok().map(|it| it.moments.len()));
    played.unwrap_or(1).saturating_sub(1)
}

/// Moves in time by hand, which ends the playing.
pub(crate) fn scrub(model: &mut Model, by: Scrub) -> Vec<Effect> {
    let last = last(model);
    if let Some(lapse) = &mut model.states.lapse {
        lapse.is_playing = false;
        let at = lapse.at.min(last);
        lapse.at = match by {
            Scrub::Earlier => at.saturating_sub(1),
            Scrub::Later => (at + 1).min(last),
            Scrub::FarEarlier => at.saturating_sub(FAR),
            Scrub::FarLater => (at + FAR).min(last),
            Scrub::First => 0,
            Scrub::Last => last,
        };
    }
    Vec::new()
}

/// Plays from here, from the beginning where the end is shown, or stops.
pub(crate) fn play(model: &mut Model) -> Vec<Effect> {
    let last = last(model);
    let Some(lapse) = &mut model.states.lapse else { return Vec::new() };
    lapse.is_playing = !lapse.is_playing;
    if !lapse.is_playing {
        return Vec::new();
    }
    if lapse.at >= last {
        lapse.at = 0;
    }
    vec![Effect::Timer(Timer::Play, Timer::PLAY_MS)]
}

/// It is time for the next moment, if it still plays.
pub(crate) fn tick(model: &mut Model) -> Vec<Effect> {
    let last = last(model);
    let is_seen = views::shows_map(model);
    let Some(lapse) = model.states.lapse.as_mut().filter(|it| it.is_playing) else {
        return Vec::new();
    };
    if !is_seen || lapse.at >= last {
        lapse.is_playing = false;
        return Vec::new();
    }
    lapse.at += 1;
    if lapse.at >= last {
        lapse.is_playing = false;
        return Vec::new();
    }
    vec![Effect::Timer(Timer::Play, Timer::PLAY_MS)]
}

pub(crate) fn leave(model: &mut Model) -> Vec<Effect> {
    model.states.lapse = None;
    model.toasts.clear();
    Vec::new()
}
