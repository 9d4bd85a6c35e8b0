use std::collections::BTreeSet;

use super::*;
use crate::tui::overlays::{Picker, PickerKind};
use crate::tui::testing::{self, text};

#[test]
fn the_overview_at_every_size() {
    let model = testing::model();
    for size in [(80, 24), (120, 40), (200, 60), (40, 12)] {
        insta::assert_snapshot!(format!("overview-{}x{}", size.0, size.1), text(&model, size));
    }
}

#[test]
fn no_size_panics() {
    let mut model = testing::model();
    for picker in [None, Some(PickerKind::Palette), Some(PickerKind::Problems)] {
        model.overlays = picker.map(|it| Overlay::Picker(Picker::new(it))).into_iter().collect();
        for columns in (0..=200).step_by(7).chain([1, 2, 59, 60, 61]) {
            for rows in (0..=60).step_by(3).chain([1, 2, 14, 15, 16]) {
                let (painted, _) = paint(&model, (columns, rows));
                assert_eq!(painted.buffer.area.width, columns);
            }
        }
    }
}

#[test]
fn what_is_drawn_is_what_is_clicked() {
    let model = testing::model();
    let (_, hits) = paint(&model, (120, 40));
    assert_eq!(hits.click_at(2, 1), Some(&Click::View(0)));
    let clicked: BTreeSet<_> = hits
        .clicks
        .iter()
        .filter_map(|(_, it)| match it {
            Click::Select { pane, target } => Some((*pane, target.clone())),
            _ => None,
        })
        .collect();
    let panes = model.panes();
    let rows = panes.iter().enumerate().flat_map(|(at, it)| it.rows.iter().map(move |it| (at, it)));
    let wanted: BTreeSet<_> =
        rows.filter_map(|(at, it)| it.target.clone().map(|target| (at, target))).collect();
    assert_eq!(clicked, wanted, "every row can be clicked when all fit");
}
