mod list;
mod reach;

use super::*;
use crate::analysis::Analysis;
use crate::facade::EXAMPLE;
use crate::load::{Alone, load};
use crate::map::Shown;
use crate::scenario;
use crate::stack::Date;
use crate::tui::app::update;
use crate::tui::keys::Key;
use crate::tui::msg::Msg;
use crate::tui::screen;
use crate::tui::testing;

fn analysis_of(text: &str) -> Analysis {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::new(2026, 9, 15).unwrap();
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, today)
}

/// The example on the map.
fn example(size: (u16, u16)) -> Model {
    let mut model = testing::model();
    model.analysis = Some(Arc::new(analysis_of(EXAMPLE)));
    model.size = size;
    press_all(&mut model, &["2"]);
    model
}

fn press_all(model: &mut Model, keys: &[&str]) -> Vec<Effect> {
    let mut effects = Vec::new();
    for key in keys {
        effects.extend(update(model, Msg::Key(Key::named(key))));
        let (_, hits) = screen::paint(model, model.size);
        model.seen = hits;
    }
    effects
}

fn tool(model: &Model) -> String {
    match selected(model) {
        Some(Target::Tool(id)) => id.to_string(),
        other => panic!("{other:?} is no tool"),
    }
}

fn integration(model: &Model) -> String {
    match selected(model) {
        Some(Target::Integration(id)) => id.to_string(),
        other => panic!("{other:?} is no integration"),
    }
}

fn select(model: &mut Model, id: &str) {
    model.select(&Target::Tool(id.into()));
}

fn text(model: &Model) -> String {
    crate::tui::testing::text(model, model.size)
}

#[test]
fn the_map_at_every_size() {
    for size in [(80, 24), (120, 40), (200, 60), (64, 20)] {
        let mut model = example(size);
        press_all(&mut model, &["j"]);
        insta::assert_snapshot!(format!("map-{}x{}", size.0, size.1), text(&model));
    }
}

#[test]
fn arrows_go_to_the_box_in_that_direction_and_back() {
    let mut model = testing::model();
    press_all(&mut model, &["2", "j"]);
    assert_eq!(tool(&model), "crm", "the first step goes to the first linchpin");
    press_all(&mut model, &["l"]);
    assert_eq!(tool(&model), "bi");
    press_all(&mut model, &["h"]);
    let hub = tool(&model);
    assert!(hub == "crm" || hub == "map", "{hub}");
    select(&mut model, "crm");
    press_all(&mut model, &["h"]);
    assert!(tool(&model) != "crm");
}

#[test]
fn tab_follows_the_lines_of_a_tool_and_enter_goes_to_the_other_end() {
    let mut model = testing::model();
    press_all(&mut model, &["2", "j"]);
    let mut seen = Vec::new();
    for _ in 0..3 {
        press_all(&mut model, &["tab"]);
        seen.push(integration(&model));
    }
    seen.sort();
    assert_eq!(seen, ["crm-bi", "map-crm", "webinar-csv"]);
    press_all(&mut model, &["tab", "shift-tab", "shift-tab", "shift-tab"]);
    while integration(&model) != "crm-bi" {
        press_all(&mut model, &["tab"]);
    }
    press_all(&mut model, &["enter"]);
    assert_eq!(tool(&model), "bi");
    press_all(&mut model, &["tab", "enter"]);
    assert_eq!(tool(&model), "crm", "and back along the same line");
}

#[test]
fn focus_shows_the_surroundings_and_hops_widen_them() {
    let mut model = testing::model();
    press_all(&mut model, &["2", "j"]);
    select(&mut model, "bi");
    press_all(&mut model, &["f"]);
    let shown = scene(&model).unwrap().drawing.shown.clone();
    assert_eq!(shown, ["crm", "bi"].map(|it| Shown::Tool(it.into())));
    press_all(&mut model, &["+"]);
    assert_eq!(scene(&model).unwrap().drawing.shown.len(), 4);
    press_all(&mut model, &["-"]);
    assert_eq!(scene(&model).unwrap().drawing.shown.len(), 2);
    press_all(&mut model, &["f"]);
    assert_eq!(scene(&model).unwrap().drawing.shown.len(), 4, "f again shows everything");
}

#[test]
fn a_layout_is_made_once_and_kept() {
    let mut model = example((120, 40));
    press_all(&mut model, &["j"]);
    let first = scene(&model).unwrap();
    press_all(&mut model, &["l", "tab", "i", "f", "j"]);
    assert!(Arc::ptr_eq(&first, &scene(&model).unwrap()));
    press_all(&mut model, &["="]);
    assert!(!Arc::ptr_eq(&first, &scene(&model).unwrap()));
}

#[test]
fn what_is_staged_moves_no_box() {
    let mut model = example((120, 40));
    press_all(&mut model, &["j"]);
    let before = scene(&model).unwrap();
    let gone = tool(&model);
    press_all(&mut model, &["x"]);
    let analysis = model.analysis.clone().unwrap();
    let simulation = scenario::simulate(&analysis, &model.staged.edits);
    model.simulation = Some(Arc::new(simulation));
    let after = scene(&model).unwrap();
    assert_eq!(before.layout.boxes.len(), after.layout.boxes.len());
    for id in before.drawing.shown.iter().flat_map(Shown::members) {
        let rect = |it: &Scene| it.layout.box_of(it.drawing.node_of(id).unwrap()).unwrap();
        assert_eq!(rect(&before).y, rect(&after).y, "{id}");
    }
    let node = after.drawing.node_of(&gone).unwrap();
    assert_eq!(after.drawing.input.nodes[node].style, crate::layout::NodeStyle::Removed);
    assert!(text(&model).contains("removed"));
}

#[test]
fn lenses_say_what_they_bring_out() {
    let mut model = example((120, 40));
    press_all(&mut model, &["j", "i", "f"]);
    assert!(text(&model).contains("lens fragility") && text(&model).contains("critical"));
    press_all(&mut model, &["i", "i"]);
    assert!(text(&model).contains("lens impact") && text(&model).contains("is cut"));
    press_all(&mut model, &["i", "u"]);
    assert!(text(&model).contains("without an owner"));
    press_all(&mut model, &["i", "o"]);
    let first = text(&model);
    assert!(first.contains("flows") && first.contains("system of record"));
    press_all(&mut model, &["i", "o"]);
    assert_ne!(first, text(&model), "each time the next object");
    press_all(&mut model, &["i", "n"]);
    assert!(!text(&model).contains("  lens "));
}

#[test]
fn a_click_takes_a_box_and_another_opens_it() {
    let mut model = example((120, 40));
    press_all(&mut model, &["j"]);
    let current = selected(&model).unwrap();
    let hit = model.seen.clicks.iter().find_map(|(area, click)| match click {
        Click::Select { target, .. } if *target != current => Some((*area, target.clone())),
        _ => None,
    });
    let (area, target) = hit.unwrap();
    let mouse = Mouse { kind: MouseKind::Press, column: area.x + 1, row: area.y };
    update(&mut model, Msg::Mouse(mouse));
    assert_eq!(selected(&model), Some(target.clone()));
    let (_, hits) = screen::paint(&model, model.size);
    model.seen = hits;
    let again = model
        .seen
        .clicks
        .iter()
        .rev()
        .find(|(_, click)| matches!(click, Click::Select { target: it, .. } if *it == target));
    let area = again.unwrap().0;
    update(&mut model, Msg::Mouse(Mouse { column: area.x, row: area.y, ..mouse }));
    assert_ne!(model.view().id, "map", "the second click opens its page");
}

#[test]
fn no_size_panics() {
    let mut model = example((120, 40));
    for keys in [&["j"][..], &["tab"], &["i", "i"], &["f", "d"], &["v"]] {
        press_all(&mut model, keys);
        for columns in (0..=200).step_by(23).chain([59, 60, 79, 80, 99, 100]) {
            for rows in (0..=200).step_by(37).chain([14, 15, 16]) {
                model.size = (columns, rows);
                let (painted, _) = screen::paint(&model, model.size);
                assert_eq!(painted.buffer.area.width, columns);
            }
        }
        model.size = (120, 40);
    }
}

#[test]
fn a_lens_shows_what_is_staged_and_nothing_else() {
    let mut model = example((120, 40));
    press_all(&mut model, &["i", "s"]);
    assert!(!text(&model).contains("lens what is staged"), "there is nothing to show yet");
    select(&mut model, "drift");
    press_all(&mut model, &["x"]);
    let analysis = model.analysis.clone().unwrap();
    let mut simulation = scenario::simulate(&analysis, &model.staged.edits);
    let is_other = |it: &&crate::stack::Integration| {
        it.is_live() && [&it.from.name, &it.to.name].iter().all(|it| it.as_str() != "drift")
    };
    let changed = analysis.stack.integrations.values().find(is_other).unwrap().id.clone();
    let kind = crate::diag::ElementKind::Integration;
    simulation.changed.push(crate::diag::Element { kind, id: changed.clone() });
    model.simulation = Some(Arc::new(simulation));
    press_all(&mut model, &["i", "s"]);
    let shown = text(&model);
    assert!(shown.contains("lens what is staged"), "{shown}");
    assert!(
        shown.contains("removed: 1 tool, ")
            && shown.contains("changed: ")
            && shown.contains("1 integration"),
        "{shown}"
    );
    let scene = scene(&model).unwrap();
    let look = lens::look(&model, &analysis, &scene, &[]);
    let gone = scene.drawing.node_of("drift").unwrap();
    let edges = scene.drawing.input.edges.iter().zip(&scene.drawing.lines);
    for (at, (edge, line)) in edges.enumerate() {
        let is_gone = edge.from == gone || edge.to == gone;
        let is_changed = line.integration == changed;
        assert_eq!(look.lines[at].light == crate::layout::Light::Bright, is_gone || is_changed);
        assert_eq!(
            look.classes[at] == Some(super::lens::CHANGED),
            is_changed,
            "and has a style of its own"
        );
    }
    for (node, words) in look.words.iter().enumerate() {
        assert_eq!(words.as_ref().is_some_and(|it| it.1 == "removed"), node == gone);
    }
}

#[test]
fn digits_go_to_boxes_in_sight_first() {
    let mut model = example((120, 40));
    press_all(&mut model, &["f", "f", "'"]);
    let shown = text(&model);
    for digit in 1..=9 {
        assert!(shown.contains(&format!(" {digit} ")), "{digit}: {shown}");
    }
    press_all(&mut model, &["1"]);
    assert_ne!(tool(&model), "salesforce");
    press_all(&mut model, &["["]);
    assert_eq!(tool(&model), "salesforce");
}

#[test]
fn the_small_map_moves_the_view_under_the_mouse() {
    let mut model = example((120, 40));
    press_all(&mut model, &["f", "f"]);
    let (area, _) = *model.seen.clicks.iter().find(|it| it.1 == Click::Minimap).unwrap();
    let offsets = |model: &Model| [SIDEWAYS, VERTICAL].map(|it| model.seen.seen[&it].offset);
    let point = |model: &mut Model, kind: MouseKind, (column, row): (u16, u16)| {
        update(model, Msg::Mouse(Mouse { kind, column, row }));
        let (_, hits) = screen::paint(model, model.size);
        model.seen = hits;
    };
    point(&mut model, MouseKind::Press, (area.x, area.y));
    assert_eq!(offsets(&model), [0, 0]);
    let last = |model: &Model| {
        [SIDEWAYS, VERTICAL]
            .map(|it| model.seen.seen[&it].len.saturating_sub(model.seen.seen[&it].height))
    };
    // Dragged out of it, the view stays at the end of the drawing.
    point(&mut model, MouseKind::Drag, (area.right() + 2, area.bottom() + 3));
    assert_eq!(offsets(&model), last(&model));
    point(&mut model, MouseKind::Release, (area.x, area.y));
    point(&mut model, MouseKind::Drag, (area.x, area.y));
    assert_eq!(offsets(&model), last(&model), "nobody holds it any more");
    let middle = (area.x + area.width / 2, area.y + area.height / 2);
    point(&mut model, MouseKind::Press, middle);
    for key in [SIDEWAYS, VERTICAL] {
        let seen = model.seen.seen[&key];
        let centre = seen.offset + seen.height / 2;
        let cell = seen.len / usize::from(if key == SIDEWAYS { area.width } else { area.height });
        assert!(centre.abs_diff(seen.len / 2) <= cell + 1, "{key:?}: {centre} of {}", seen.len);
    }
}

#[test]
fn the_map_is_the_same_as_text() {
    let analysis = analysis_of(EXAMPLE);
    let subject = crate::map::Subject { before: &analysis, simulation: None };
    let focus = crate::map::Focus { tool: "hubspot".into(), hops: 1 };
    let options =
        crate::map::TextOptions { focus: Some(focus), width: Some(100), ..Default::default() };
    let text = crate::map::to_text(subject, &options);
    assert!(text.starts_with("hubspot and what lies within 1 hop: "), "{text}");
    assert!(text.contains("FEEDS IT") && text.contains(" HubSpot "));
    let options = crate::map::TextOptions { glyphs: crate::layout::Glyphs::Ascii, ..options };
    assert!(crate::map::to_text(subject, &options).is_ascii());
}

#[test]
fn the_map_begins_where_most_depends_on() {
    let model = example((120, 40));
    assert_eq!(tool(&model), "salesforce");
    assert!(text(&model).contains("Without it"), "the inspector has something to say");
}

#[test]
fn what_is_selected_elsewhere_is_shown_on_the_map() {
    let mut model = example((120, 40));
    press_all(&mut model, &["3", "G"]);
    let Some(Target::Tool(last)) = model.selected() else { panic!("no tool is selected") };
    press_all(&mut model, &["m"]);
    assert_eq!(model.view().id, ID);
    assert_eq!(tool(&model), last.as_str());
    press_all(&mut model, &["1", "tab", "m"]);
    assert_eq!(model.view().id, ID);
    integration(&model);
    press_all(&mut model, &["[", "["]);
    assert_eq!(model.view().id, ID, "back is where one came from");
}
