use crate::tui::canvas::Click;
use crate::tui::model::Cursor;
use crate::tui::msg::{Mouse, MouseKind, Msg};
use crate::tui::overlays::Overlay;
use crate::tui::rows::{Row, Tone};
use crate::tui::testing::{self, press, text};
use crate::tui::views::*;

const SIZES: [(u16, u16); 3] = [(80, 24), (120, 40), (200, 60)];

fn at(size: (u16, u16), keys: &[&str]) -> Model {
    let mut model = testing::model();
    model.size = size;
    press(&mut model, keys);
    model
}

fn snapshots(name: &str, keys: &[&str]) {
    for size in SIZES {
        let model = at(size, keys);
        insta::assert_snapshot!(format!("{name}-{}x{}", size.0, size.1), text(&model, size));
    }
}

#[test]
fn the_tools_at_every_size() {
    snapshots("tools", &["3"]);
}

#[test]
fn the_flows_at_every_size() {
    snapshots("flows", &["4"]);
}

#[test]
fn the_page_of_a_tool_at_every_size() {
    snapshots("page-tool", &["3", "enter"]);
}

#[test]
fn the_page_of_a_flow_at_every_size() {
    snapshots("page-flow", &["4", "enter"]);
}

#[test]
fn the_ways_between_two_tools_at_every_size() {
    snapshots("page-ways", &["3", "j", "space", "G", "p"]);
}

#[test]
fn sorting_keeps_the_selection_by_name() {
    let mut model = at((120, 40), &["3", "j"]);
    let chosen = model.selected();
    assert_eq!(chosen, Some(Target::Tool("map".into())));
    for key in ["s", "S", "s", "s", "S"] {
        press(&mut model, &[key]);
        assert_eq!(model.selected(), chosen, "after {key}");
    }
}

#[test]
fn names_sort_rising_and_figures_falling_at_first() {
    let names = |model: &Model| -> Vec<String> {
        let panes = model.panes();
        panes[0].rows.iter().filter_map(|it| it.target.as_ref()).map(Target::name).collect()
    };
    let mut model = at((120, 40), &["3", "s"]);
    assert_eq!(names(&model), ["map", "bi", "crm", "web"], "by name: HubSpot, Looker, …");
    press(&mut model, &["s"]);
    assert_eq!(names(&model), ["crm", "web", "bi", "map"], "by the worst flow");
    press(&mut model, &["S"]);
    assert_eq!(names(&model)[0], "map");
}

#[test]
fn a_click_on_a_head_sorts_and_keeps_the_selection() {
    let mut model = at((120, 40), &["3", "j"]);
    let chosen = model.selected();
    let head = model.seen.clicks.iter().find(|(_, it)| matches!(it, Click::Sort { .. }));
    let (area, _) = head.unwrap().clone();
    let mouse = Mouse { kind: MouseKind::Press, column: area.x, row: area.y };
    drop(crate::tui::app::update(&mut model, Msg::Mouse(mouse)));
    assert_eq!(model.selected(), chosen);
    assert!(model.sorts.contains_key(&("tools", 0)));
}

#[test]
fn a_filter_leaves_what_matches() {
    let model = at((120, 40), &["4", "/", "o", "w", "n", "e", "r", ":", "a", "n", "a", "enter"]);
    let panes = model.panes();
    let shown: Vec<_> = panes[0].rows.iter().filter_map(|it| it.target.clone()).collect();
    assert_eq!(shown, [Target::Integration("webinar-csv".into())]);
}

#[test]
fn one_can_walk_from_page_to_page_and_back() {
    let mut model = at((120, 40), &["3", "enter"]);
    assert_eq!(model.subject, Some(Subject::Tool("crm".into())));
    assert_eq!(model.selected(), Some(Target::Tool("map".into())), "the first that feeds it");
    press(&mut model, &["enter"]);
    assert_eq!(model.subject, Some(Subject::Tool("map".into())));
    press(&mut model, &["["]);
    assert_eq!(model.subject, Some(Subject::Tool("crm".into())));
    assert_eq!(model.selected(), Some(Target::Tool("map".into())));
    press(&mut model, &["]"]);
    assert_eq!(model.subject, Some(Subject::Tool("map".into())));
    press(&mut model, &["[", "["]);
    assert_eq!(model.view().id, "tools");
    assert_eq!(model.selected(), Some(Target::Tool("crm".into())));
}

#[test]
fn a_part_of_a_score_opens_how_it_came_about() {
    let mut model = at((120, 40), &["4", "enter", "l"]);
    let part = Target::Line("method|webinar-csv".to_owned());
    assert_eq!(model.selected(), Some(part.clone()));
    press(&mut model, &["enter"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Detail(it)) if *it == part));
    let shown = text(&model, (120, 40));
    assert!(shown.contains("done by hand every week") && shown.contains("formula"), "{shown}");
}

#[test]
fn of_several_rows_of_one_thing_the_chosen_one_is_selected() {
    let mut model = testing::model();
    let row = |id: &str| Row::new(Tone::Text, id).on(Target::Tool(id.into()));
    let panes = [Pane::new("", vec![row("crm"), row("map"), row("crm")])];
    let target = Some(Target::Tool("crm".into()));
    for (index, wanted) in [(0, 0), (2, 2), (1, 0)] {
        let cursor = Cursor { pane: 0, target: target.clone(), index };
        model.cursors.insert(model.view().id, cursor);
        assert_eq!(model.position(&panes), Some((0, wanted)));
    }
}

#[test]
fn a_page_outlives_its_thing() {
    let mut model = at((120, 40), &["3", "enter"]);
    model.subject = Some(Subject::Tool("gone".into()));
    assert!(text(&model, (120, 40)).contains("no longer has it"));
    press(&mut model, &["j", "enter", "esc"]);
    assert_eq!(model.view().id, "tools");
}
