//! One function for each thing that lines and tools are looked at for.

use std::collections::{BTreeMap, BTreeSet};

use strum::VariantArray as _;

use super::{DIM, Entry, Look, Mark, lit, mark_lines, mark_tools};
use crate::analysis::Analysis;
use crate::diag::{Element, ElementKind, Severity};
use crate::fragility::Band;
use crate::impact::{self, Blast, Fate};
use crate::layout::Light;
use crate::network::{Age, Component};
use crate::text::Label;
use crate::tui::detail::band_tone;
use crate::tui::model::Model;
use crate::tui::rows::Tone;
use crate::tui::target::Target;
use crate::tui::views::map::scene::Scene;

/// Data that is older than this is not of today any more.
const DAY_MINUTES: f64 = 24.0 * 60.0;
/// Data of this age is as good as live to people, though not to a form that waits for an answer.
const HOUR_MINUTES: f64 = 60.0;

pub(super) fn fragility(analysis: &Analysis, scene: &Scene, look: &mut Look) {
    mark_lines(analysis, scene, look, |it| {
        let band = analysis.fragility.get(it.index())?.band();
        let light = match band {
            Band::Solid | Band::Sound => Light::Normal,
            Band::Fragile => Light::Medium,
            Band::Brittle | Band::Critical => Light::Bright,
        };
        Some(Mark { light, tone: Some(band_tone(band)) })
    });
    let bands = Band::VARIANTS.iter().map(|it| Entry::line(band_tone(*it), it.name()));
    look.legend = bands.collect();
}

pub(super) fn carries(analysis: &Analysis, scene: &Scene, object: &Label, look: &mut Look) {
    let stack = &analysis.stack;
    mark_lines(analysis, scene, look, |it| {
        let mut objects = stack.integrations[it].objects.iter();
        objects.any(|it| it.object.name == object.as_str()).then(|| lit(Tone::Accent))
    });
    let lines = scene.drawing.input.edges.iter().zip(&look.lines);
    let carrying = lines.filter(|it| it.1.light == Light::Bright);
    let ends: BTreeSet<usize> = carrying.flat_map(|it| [it.0.from, it.0.to]).collect();
    let record = stack
        .objects
        .find(object)
        .and_then(|it| stack.objects[it].system_of_record_of(None))
        .and_then(|it| scene.drawing.node_of(&stack.tools[it].id));
    for (at, mark) in look.tools.iter_mut().enumerate() {
        if record == Some(at) {
            *mark = Mark { light: Light::Medium, tone: Some(Tone::Accent) };
            look.words[at] = Some((Tone::Accent, "system of record".to_owned()));
        } else if !ends.contains(&at) {
            mark.light = Light::Dim;
        }
    }
    look.legend = vec![
        Entry::line(Tone::Accent, format!("carries {object}")),
        Entry::words("i o shows the next object"),
    ];
}

pub(super) fn owners(analysis: &Analysis, scene: &Scene, look: &mut Look) {
    let stack = &analysis.stack;
    mark_lines(analysis, scene, look, |it| {
        stack.integrations[it].owner.is_none().then(|| lit(Tone::Missing))
    });
    mark_tools(scene, look, |id| {
        let tool = &stack.tools[stack.tools.find(id)?];
        let is_missing = tool.business_owner.is_none() && tool.technical_owner.is_none();
        is_missing.then(|| (Tone::Missing, "no owner".to_owned()))
    });
    look.legend = vec![Entry::line(Tone::Missing, "nobody is stated to own it")];
}

/// What the loss of a thing does to the stack as it is.
pub(in crate::tui::views::map) fn blast(analysis: &Analysis, target: &Target) -> Option<Blast> {
    let component = match target {
        Target::Tool(id) => Component::Tool(analysis.stack.tools.find(id)?),
        Target::Integration(id) => Component::Integration(analysis.stack.integrations.find(id)?),
        _ => return None,
    };
    Some(impact::of(&analysis.stack, &analysis.network, &[component]))
}

pub(super) fn damage(model: &Model, analysis: &Analysis, scene: &Scene, look: &mut Look) {
    let target = crate::tui::views::map::selected(model);
    let fresh = match &model.simulation {
        Some(_) => None,
        None => target.as_ref().and_then(|it| blast(analysis, it)),
    };
    let staged = model.simulation.as_deref().map(|it| &it.blast);
    let Some(blast) = staged.or(fresh.as_ref()) else {
        look.legend = vec![Entry::words("select a tool or a line to see what breaks without it")];
        return;
    };
    let fates: BTreeMap<_, Fate> = blast.tools.iter().copied().collect();
    let cut: BTreeSet<_> = blast.cut.iter().copied().collect();
    mark_lines(analysis, scene, look, |it| cut.contains(&it).then(|| lit(Tone::Danger)));
    mark_tools(scene, look, |id| {
        let fate = *fates.get(&analysis.stack.tools.find(id)?)?;
        let tone = match fate {
            Fate::Broken => Tone::Danger,
            Fate::Degraded | Fate::Stale | Fate::Headless => Tone::Warn,
        };
        Some((tone, fate.name().to_owned()))
    });
    look.legend = vec![
        Entry::line(Tone::Danger, "is cut"),
        Entry::frame(Tone::Danger, "broken: no way is left"),
        Entry::frame(Tone::Warn, "degraded or stale: a worse way is left"),
    ];
}

/// The tone of an age: what is known decides, and what is not known is not fresh.
fn age_tone(age: Age) -> Tone {
    let minutes = age.known.get();
    match () {
        () if minutes > DAY_MINUTES => Tone::Danger,
        () if minutes > HOUR_MINUTES => Tone::Warn,
        () if age.open > 0 => Tone::Missing,
        () => Tone::Ok,
    }
}

pub(super) fn freshness(analysis: &Analysis, scene: &Scene, look: &mut Look) {
    mark_lines(analysis, scene, look, |it| {
        let flow = analysis.network.flows_of(it).get(..1)?;
        let tone = age_tone(analysis.network.age_of(flow));
        let light = if tone == Tone::Ok { Light::Normal } else { Light::Bright };
        Some(Mark { light, tone: Some(tone) })
    });
    look.legend = vec![
        Entry::line(Tone::Ok, "within the hour"),
        Entry::line(Tone::Warn, "within the day"),
        Entry::line(Tone::Danger, "older than a day"),
        Entry::line(Tone::Missing, "not stated"),
    ];
}

/// What a finding about opting out begins with, in its code.
const OPT_OUT: [&str; 3] = ["optout", "suppression", "consent"];

pub(super) fn consent(analysis: &Analysis, scene: &Scene, look: &mut Look) {
    let stack = &analysis.stack;
    let carries = analysis.network.consent_flows(stack);
    let warned: BTreeSet<&Element> = analysis
        .findings
        .iter()
        .filter(|it| it.severity >= Severity::Warning)
        .filter(|it| OPT_OUT.iter().any(|code| it.code.starts_with(code)))
        .flat_map(|it| it.element.iter().chain(&it.related))
        .collect();
    let is_warned =
        |kind: ElementKind, id: &Label| warned.contains(&Element { kind, id: id.clone() });
    mark_lines(analysis, scene, look, |it| {
        if is_warned(ElementKind::Integration, &stack.integrations[it].id) {
            return Some(lit(Tone::Danger));
        }
        let flows = analysis.network.flows_of(it).iter();
        let mut carried = flows.filter_map(|it| carries.get(usize::try_from(it.0).ok()?));
        carried.any(|it| *it).then(|| lit(Tone::Accent))
    });
    mark_tools(scene, look, |id| {
        if is_warned(ElementKind::Tool, id) {
            return Some((Tone::Danger, "opt-out at risk".to_owned()));
        }
        let tool = &stack.tools[stack.tools.find(id)?];
        (!tool.sends.is_empty()).then(|| (Tone::Info, "sends".to_owned()))
    });
    look.legend = vec![
        Entry::line(Tone::Accent, "carries consent"),
        Entry::frame(Tone::Info, "sends"),
        Entry::frame(Tone::Danger, "a finding says that an opt-out may be missed"),
    ];
}

/// Tools that cost more than this share of all that is known stand out.
const DEAR_SHARE: f64 = 0.1;

pub(super) fn cost(analysis: &Analysis, scene: &Scene, look: &mut Look) {
    let stack = &analysis.stack;
    look.lines.fill(DIM);
    let annual = |id: &Label| {
        let tool = &stack.tools[stack.tools.find(id)?];
        tool.cost.as_ref()?.annual
    };
    let known: Vec<f64> = stack.tools.values().filter_map(|it| annual(&it.id)).collect();
    let total: f64 = known.iter().sum();
    for (node, shown) in scene.drawing.shown.iter().enumerate() {
        let costs: Vec<f64> = shown.members().iter().filter_map(annual).collect();
        let sum: f64 = costs.iter().sum();
        let is_open = costs.len() < shown.members().len();
        let (tone, words) = match (costs.is_empty(), is_open) {
            (true, _) => (Tone::Missing, "cost not stated".to_owned()),
            (false, true) => (Tone::Info, format!("at least {}", stack.company.money(sum))),
            (false, false) => (Tone::Info, stack.company.money(sum)),
        };
        let tone = if sum > total * DEAR_SHARE { Tone::Warn } else { tone };
        look.tools[node] = Mark { light: Light::Medium, tone: Some(tone) };
        look.words[node] = Some((tone, words));
    }
    let count = stack.tools.len() - known.len();
    look.legend = vec![
        Entry::words(format!("{} a year are stated", stack.company.money(total))),
        Entry::frame(Tone::Warn, "more than a tenth of that"),
        Entry::frame(Tone::Missing, format!("not stated: {count} of {}", stack.tools.len())),
    ];
}
