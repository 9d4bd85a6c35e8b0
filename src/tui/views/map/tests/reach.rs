//! What part of the stack is drawn: the layout of much of it elsewhere, the focus and its steps.

use super::*;

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
