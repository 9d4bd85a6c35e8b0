use super::*;
use crate::analysis::Analysis;
use crate::facade::EXAMPLE;
use crate::load::{Alone, load};
use crate::stack::Date;
use crate::tui::app::update;
use crate::tui::keys::Key;
use crate::tui::msg::Msg;
use crate::tui::{screen, testing};

fn example(size: (u16, u16)) -> Model {
    let loaded = load("stack.yaml", EXAMPLE.as_bytes(), &Alone);
    let today = Date::new(2026, 9, 15).unwrap();
    let analysis = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
    let mut model = testing::model();
    model.analysis = Some(Arc::new(analysis));
    model.size = size;
    press_all(&mut model, &["8"]);
    model
}

fn press_all(model: &mut Model, keys: &[&str]) {
    for key in keys {
        update(model, Msg::Key(Key::named(key)));
        let (_, hits) = screen::paint(model, model.size);
        model.seen = hits;
    }
}

#[test]
fn the_matrix_at_every_size() {
    for size in [(200, 60), (120, 40), (80, 24), (60, 15), (40, 12)] {
        let mut model = example(size);
        press_all(&mut model, &["tab", "tab", "tab"]);
        let name = format!("matrix-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, testing::text(&model, model.size));
    }
}

#[test]
fn it_begins_at_a_flow_and_says_beside_the_table_what_it_is() {
    let model = example((120, 40));
    let table = Table::of(&model).unwrap();
    let at = table.position(&model);
    assert!(at.0 != at.1 && table.cells.contains_key(&at), "{at:?}");
    let Some(Target::Integration(id)) = model.selected() else { panic!("no flow is selected") };
    let text = testing::text(&model, model.size);
    assert!(text.contains("gives") && text.contains("receives"), "{text}");
    let integrations = &model.analysis.as_deref().unwrap().stack.integrations;
    let method = integrations[integrations.find(&id).unwrap()].method.words();
    assert!(text.contains(method), "{text}");
}

#[test]
fn it_begins_at_what_the_map_has_selected() {
    let mut model = example((120, 40));
    model.cursors.remove(ID);
    press_all(&mut model, &["2"]);
    model.select(&Target::Tool("outreach".into()));
    press_all(&mut model, &["8"]);
    let table = Table::of(&model).unwrap();
    let (row, column) = table.position(&model);
    let own = table.row(&Target::Tool("outreach".into())).unwrap();
    assert!((row == own || column == own) && row != column);
}

#[test]
fn a_cell_with_several_flows_stays_selected_whichever_of_them_is_taken() {
    let mut model = example((120, 40));
    let table = Table::of(&model).unwrap();
    let (at, edges) = table.cells.iter().find(|it| it.1.len() > 2 && it.0.0 != it.0.1).unwrap();
    for edge in edges {
        table.go(&model, *at);
        let id = table.scene.drawing.lines[*edge].integration.clone();
        model.select(&Target::Integration(id));
        assert_eq!(table.position(&model), *at);
    }
}

#[test]
fn a_large_matrix_waits_for_its_layout() {
    let mut text = String::from("version: 1\ntools:\n");
    for at in 0..60 {
        text += &format!("  - {{id: t{at}, name: Tool {at}, category: crm}}\n");
    }
    text += "integrations:\n";
    for at in 0..1_020 {
        let (from, to) = (at % 60, (at + 1 + at / 60) % 60);
        text += &format!("  - {{id: i{at}, from: t{from}, to: t{to}, method: webhook}}\n");
    }
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::new(2026, 9, 15).unwrap();
    let mut model = testing::model();
    let analysis = Analysis::of(loaded.sources, loaded.stack, loaded.problems, today);
    model.analysis = Some(Arc::new(analysis));
    let effects = update(&mut model, Msg::Key(Key::named("8")));
    let request = effects.into_iter().find_map(|it| match it {
        Effect::LayOut(request) => Some(request),
        _ => None,
    });
    let request = request.unwrap();
    assert!(testing::text(&model, model.size).contains("laying out"));
    let scene = Arc::new(request.scene());
    update(&mut model, Msg::LaidOut { request, scene });
    assert!(!testing::text(&model, model.size).contains("laying out"));
    assert!(model.selected().is_some(), "and something is selected");
}

#[test]
fn every_flow_of_the_map_has_its_cell() {
    let model = example((120, 40));
    let table = Table::of(&model).unwrap();
    let edges = &table.scene.drawing.input.edges;
    let doubled = edges.iter().filter(|it| it.both_ways).count();
    assert_eq!(table.cells.values().map(Vec::len).sum::<usize>(), edges.len() + doubled);
    for ((row, column), cell) in &table.cells {
        for edge in cell.iter().map(|it| &edges[*it]) {
            let ends = (table.order[*column], table.order[*row]);
            assert!(
                ends == (edge.from, edge.to) || (edge.both_ways && ends == (edge.to, edge.from))
            );
        }
    }
}

#[test]
fn tab_goes_from_connection_to_connection_and_folding_keeps_the_row() {
    let mut model = example((120, 40));
    press_all(&mut model, &["tab"]);
    assert!(matches!(model.selected(), Some(Target::Integration(_))));
    let at = Table::of(&model).unwrap().position(&model);
    press_all(&mut model, &["="]);
    assert_eq!(Table::of(&model).unwrap().position(&model), (at.1, at.0));
    let before = Table::of(&model).unwrap().order.len();
    press_all(&mut model, &["-"]);
    let after = Table::of(&model).unwrap().order.len();
    assert!(after <= before);
    press_all(&mut model, &["-", "j", "l", "h", "k", "G", "g", "g", "pgdn", "shift-tab"]);
    assert_eq!(Table::of(&model).unwrap().order.len(), before);
}

#[test]
fn no_size_panics() {
    let mut model = example((120, 40));
    for columns in (0..=200).step_by(19) {
        for rows in (0..=90).step_by(7) {
            model.size = (columns, rows);
            let (painted, _) = screen::paint(&model, model.size);
            assert_eq!(painted.buffer.area.width, columns);
        }
    }
}
