//! The time-lapse of an outage: what fails, for how long, and the keys that move in time.

use super::forms::{failing_fields, failing_values, open};
use super::staging::{chosen, subject};
use super::{Action, Group, Scope, always, open_picker};
use crate::analysis::Analysis;
use crate::diag::ElementKind;
use crate::outage::PRESETS;
use crate::stack::Minutes;
use crate::text::Label;
use crate::tui::lapse::{self, Play, Scrub, What};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::overlays::{Choice, Fault, Form, Item, PickerKind};
use crate::tui::rows::{Row, Tone};
use crate::tui::target::Target;

const fn action(
    id: &'static str,
    keys: &'static [&'static str],
    words: (&'static str, &'static str),
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    let (group, scope) = (Group::Look, Scope::Lapse);
    Action { id, title, help, group, scope, keys, hint: 12, enabled: always, act }
}

#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action("lapse-earlier", &["left", ","], ("earlier", "go back to the moment before"), |it| lapse::scrub(it, Scrub::Earlier)),
    action("lapse-later", &["right", ";"], ("later", "go on to the next moment"), |it| lapse::scrub(it, Scrub::Later)),
    action("lapse-far-earlier", &["pgup"], ("far earlier", "go back by ten moments"), |it| lapse::scrub(it, Scrub::FarEarlier)),
    action("lapse-far-later", &["pgdn"], ("far later", "go on by ten moments"), |it| lapse::scrub(it, Scrub::FarLater)),
    action("lapse-first", &["home"], ("beginning", "go to the beginning of the outage"), |it| lapse::scrub(it, Scrub::First)),
    action("lapse-last", &["end"], ("end", "go to the last moment"), |it| lapse::scrub(it, Scrub::Last)),
    action("lapse-play", &["space"], ("play", "play it from here, moment by moment, or stop"), lapse::play),
    action("lapse-leave", &["esc"], ("leave", "leave the time-lapse and show the map as it is"), lapse::leave),
];

/// Lengths that are offered.
const DURATIONS: [f64; 4] = [60.0, 8.0 * 60.0, 2880.0, 10_080.0];

/// Asks what fails and for how long, beginning with the selection.
pub(super) fn ask(model: &mut Model) -> Vec<Effect> {
    open_picker(model, PickerKind::Lapse)
}

/// What of the selection can fail: itself, then what it hangs on.
fn failing(model: &Model, analysis: &Analysis) -> Vec<(ElementKind, Label)> {
    let stack = &analysis.stack;
    let mut found: Vec<(ElementKind, Label)> = Vec::new();
    match subject(model) {
        Some(Target::Tool(id)) => {
            let tool = stack.tools.find(&id).map(|it| &stack.tools[it]);
            let vendor = tool.and_then(|it| it.vendor.as_ref()?.id);
            found.push((ElementKind::Tool, id));
            found.extend(vendor.map(|it| (ElementKind::Vendor, stack.vendors[it].id.clone())));
        }
        Some(Target::Integration(id)) => {
            let integration = stack.integrations.find(&id).map(|it| &stack.integrations[it]);
            let credential = integration.and_then(|it| it.credential.as_ref()?.id);
            found.push((ElementKind::Integration, id));
            let login = credential.map(|it| stack.credentials[it].id.clone());
            found.extend(login.map(|it| (ElementKind::Credential, it)));
        }
        Some(Target::Element(element)) => found.push((element.kind, element.id)),
        _ => {}
    }
    found.retain(|(kind, id)| crate::scenario::component(stack, *kind, id).is_some());
    found
}

/// What can be played: the selection for a while, what it hangs on, what everybody has sooner or later.
pub(crate) fn outages(model: &Model) -> Vec<Item> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let mut items = Vec::new();
    let play = |what: What, duration: Option<Minutes>| Choice::Play(Play { what, duration });
    for (position, (kind, id)) in failing(model, analysis).into_iter().enumerate() {
        let words = lapse::words(analysis, kind, &id);
        let what = || What::Thing(kind, id.clone());
        // The selection for any of the usual times; what it hangs on for one of them.
        let lengths = DURATIONS.iter().skip(position.min(1));
        let lengths = lengths.take(if position == 0 { DURATIONS.len() } else { 1 });
        for time in lengths.filter_map(|it| Minutes::new(*it)) {
            let row = Row::new(Tone::Title, words.clone()).and(Tone::Text, format!(" for {time}"));
            items.push(Item { row, choice: play(what(), Some(time)) });
        }
        let row =
            Row::new(Tone::Title, words).and(Tone::Text, ", until it is noticed and repaired");
        items.push(Item { row, choice: play(what(), None) });
    }
    let row = Row::new(Tone::Accent, "something else, or for another time …");
    items.push(Item { row, choice: Choice::AskOutage });
    let tool = match chosen(model) {
        Some(Target::Tool(id)) => Some(id),
        _ => None,
    };
    for preset in PRESETS {
        let own = tool.as_ref().and_then(|it| analysis.stack.tools.find(it));
        let here = own.and_then(|it| preset.find(analysis, Some(it)));
        let place = tool.clone().filter(|_| here.is_some());
        let item = match here.or_else(|| preset.find(analysis, None)) {
            Some(found) => {
                let time = match found.duration {
                    Some(time) => format!(", for {time}"),
                    None => ", until it is noticed and repaired".to_owned(),
                };
                let row = Row::new(Tone::Info, "preset  ").and(Tone::Text, found.words);
                let row = row.and(Tone::Muted, time);
                Item { row, choice: play(What::Preset(preset.name, place), None) }
            }
            None => Item {
                row: Row::new(Tone::Muted, format!("preset  {}: {}", preset.name, preset.lacks)),
                choice: Choice::Close,
            },
        };
        items.push(item);
    }
    items
}

/// Asks for a name and a length.
pub(crate) fn ask_what(model: &mut Model) -> Vec<Effect> {
    let hints = (
        "a tool, integration, credential, vendor or person",
        "how long, e.g. 90m, 8h, 2d; empty: until it is noticed and repaired",
    );
    let fields = failing_fields(model, hints);
    open(model, Form::new("Play an outage, hour by hour", fields, submit))
}

fn submit(model: &mut Model, values: &[String]) -> Result<Vec<Effect>, Fault> {
    let (kind, id, duration) = failing_values(model, values)?;
    if duration.is_some_and(|it| it <= Minutes::ZERO) {
        return Err(Fault::new(1, "an outage of no length changes nothing"));
    }
    Ok(lapse::start(model, Play { what: What::Thing(kind, id), duration }))
}
