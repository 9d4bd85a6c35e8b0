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
fn the_matrix_at_two_sizes() {
    for size in [(120, 40), (80, 24)] {
        let mut model = example(size);
        press_all(&mut model, &["tab", "tab", "tab"]);
        let name = format!("matrix-{}x{}", size.0, size.1);
        insta::assert_snapshot!(name, testing::text(&model, model.size));
    }
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
