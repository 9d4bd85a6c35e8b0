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

fn asked(effects: Vec<Effect>) -> Option<Box<Request>> {
    effects.into_iter().find_map(|it| match it {
        Effect::LayOut(request) => Some(request),
        _ => None,
    })
}

fn answer(model: &mut Model, request: Box<Request>) {
    let scene = Arc::new(request.scene());
    update(model, Msg::LaidOut { request, scene });
}

/// Opens the only box, first of what is connected alike and then of the category; gives what is to be done.
fn open_all(model: &mut Model) -> Vec<Effect> {
    let mut effects = Vec::new();
    for _ in 0..2 {
        let fold = scene(model).unwrap().target(0).unwrap();
        model.select(&fold);
        effects.extend(press_all(model, &["enter"]));
    }
    effects
}

/// Many tools of one category, which is one box until somebody opens it.
fn many_tools(count: usize) -> Model {
    let tools: Vec<String> = (0..count)
        .map(|it| format!("  - {{id: t{it}, name: Tool {it}, category: crm}}\n"))
        .collect();
    let stack = format!("version: 1\ntools:\n{}", tools.concat());
    let mut model = testing::model();
    model.analysis = Some(Arc::new(analysis_of(&stack)));
    model.states.map.reach = Reach::All;
    model
}

#[test]
fn more_than_500_boxes_are_laid_out_elsewhere_with_the_last_layout_on_screen() {
    let mut model = many_tools(520);
    let effects = press_all(&mut model, &["2"]);
    assert!(asked(effects).is_none(), "one box is drawn at once, however many tools are in it");
    assert_eq!(scene(&model).unwrap().drawing.shown.len(), 1);
    let request = asked(open_all(&mut model)).unwrap();
    assert!(model.states.map.is_waiting() && text(&model).contains("laying out"));
    assert_eq!(scene(&model).unwrap().drawing.shown.len(), 1, "the layout before stays on screen");
    assert!(asked(press_all(&mut model, &["j"])).is_none(), "it is asked for once");
    answer(&mut model, request);
    assert!(!model.states.map.is_waiting() && !text(&model).contains("laying out"));
    assert_eq!(scene(&model).unwrap().drawing.shown.len(), 520);
}

#[test]
fn a_layout_that_is_no_longer_wanted_is_dropped() {
    let mut model = many_tools(520);
    press_all(&mut model, &["2"]);
    let request = asked(open_all(&mut model)).unwrap();
    press_all(&mut model, &["z", "a"]);
    assert!(!model.states.map.is_waiting(), "what is wanted now is there");
    answer(&mut model, request);
    assert_eq!(scene(&model).unwrap().drawing.shown.len(), 1);
}

/// A hub that forty tools feed and that feeds forty.
fn hub() -> Model {
    let mut text = String::from("version: 1\ntools:\n  - {id: hub, name: Hub, category: crm}\n");
    for (side, category) in [("in", "ads"), ("out", "bi")] {
        for at in 0..40 {
            text +=
                &format!("  - {{id: {side}{at}, name: Tool {side} {at}, category: {category}}}\n");
        }
    }
    text += "integrations:\n";
    for at in 0..40 {
        // The last of each side is what somebody does by hand.
        let method = if at == 39 { "manual_csv" } else { "native_connector" };
        text += &format!("  - {{id: in{at}-hub, from: in{at}, to: hub, method: {method}}}\n");
        text += &format!("  - {{id: hub-out{at}, from: hub, to: out{at}, method: {method}}}\n");
        text += &format!("  - {{id: across{at}, from: in{at}, to: out{at}, method: webhook}}\n");
    }
    let mut model = testing::model();
    model.analysis = Some(Arc::new(analysis_of(&text)));
    press_all(&mut model, &["2"]);
    model.select(&Target::Tool("hub".into()));
    model.states.map.reach = Reach::Around("hub".into());
    model
}

#[test]
fn a_focus_on_a_hub_shows_what_matters_most_and_counts_the_others() {
    let mut model = hub();
    let count = |model: &Model| scene(model).unwrap().drawing.shown.len();
    assert_eq!(count(&model), 20);
    let first = scene(&model).unwrap();
    let drawing = &first.drawing;
    assert_eq!(drawing.drawn_tools, 81, "every tool is in some box");
    let names: Vec<String> = drawing
        .input
        .nodes
        .iter()
        .map(|it| it.lines[0].clone())
        .filter(|it| it.ends_with("others"))
        .collect();
    assert_eq!(names, ["31 others", "32 others"], "both sides have the same room");
    for id in ["in39", "out39"] {
        let node = drawing.node_of(id).unwrap();
        assert!(drawing.tool(node).is_some(), "{id} is the most fragile and has a box of its own");
    }
    let touches_hub = |it: &crate::layout::Edge| {
        let hub = drawing.node_of("hub");
        Some(it.from) == hub || Some(it.to) == hub
    };
    assert!(drawing.input.edges.iter().all(touches_hub), "what does not touch it is counted");
    assert!(text(&model).contains("81 of 81 tools in 20 boxes · 80 of 120 integrations"));
    press_all(&mut model, &[")"]);
    assert_eq!(count(&model), 30);
    press_all(&mut model, &["("]);
    assert_eq!(count(&model), 20);
    press_all(&mut model, &["("]);
    assert_eq!(count(&model), 20, "that is the least");
    let others = scene(&model).unwrap();
    let node = others.drawing.fold("others -2").unwrap();
    model.select(&others.target(node).unwrap());
    assert!(text(&model).contains("What matters least here"));
    press_all(&mut model, &["enter"]);
    assert!(
        scene(&model).unwrap().drawing.fold("others -2").is_none(),
        "Enter shows all of a side"
    );
}

#[test]
fn the_focus_steps_to_the_selection_and_back() {
    let mut model = hub();
    model.select(&Target::Tool("in39".into()));
    let shown = text(&model);
    assert!(shown.contains("f steps here") || shown.contains("f: step"), "{shown}");
    press_all(&mut model, &["f"]);
    assert!(text(&model).contains("focus in39 ±1: 3 of 81 tools"), "{}", text(&model));
    press_all(&mut model, &["["]);
    assert!(text(&model).contains("focus hub ±1"), "the way back leads to the focus before");
    press_all(&mut model, &["]", "backspace"]);
    assert!(text(&model).contains("focus hub ±1"));
    select(&mut model, "hub");
    press_all(&mut model, &["f"]);
    assert!(!text(&model).contains("focus hub"), "on the focus itself, f shows everything");
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
        assert_eq!(look.changed.contains(&at), is_changed, "and has a style of its own");
    }
    for (node, words) in look.words.iter().enumerate() {
        assert_eq!(words.as_ref().is_some_and(|it| it.1 == "removed"), node == gone);
    }
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
