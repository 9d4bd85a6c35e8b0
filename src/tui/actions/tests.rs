use std::collections::BTreeSet;

use super::*;
use crate::tui::keys::Key;
use crate::tui::overlays::Picker;
use crate::tui::testing;

#[test]
fn every_action_has_a_name_a_help_and_a_way_to_it() {
    let mut ids = BTreeSet::new();
    for action in all() {
        assert!(ids.insert(action.id), "{} twice", action.id);
        assert!(
            !action.title.is_empty() && action.help.len() > action.title.len(),
            "{}",
            action.id
        );
    }
}

#[test]
fn no_key_means_two_things_in_one_scope_chain() {
    let mut chains: Vec<Vec<Scope>> = views::VIEWS
        .iter()
        .map(|it| vec![Scope::View(it.id), Scope::Everywhere, Scope::Staging, Scope::Mending])
        .collect();
    chains.extend([
        vec![Scope::List, Scope::Staging, Scope::Mending],
        vec![Scope::Proposal],
        vec![Scope::Typed],
        vec![Scope::Form],
        vec![Scope::Filter],
    ]);
    for chain in chains {
        let mut taken: Vec<(&str, &str)> = Vec::new();
        for action in all().filter(|it| chain.contains(&it.scope)) {
            for key in action.keys {
                for (other, id) in &taken {
                    let clash = key == other
                        || key.starts_with(&format!("{other} "))
                        || other.starts_with(&format!("{key} "));
                    assert!(!clash, "{key} is {} and {id}", action.id);
                }
                taken.push((key, action.id));
            }
        }
    }
}

#[test]
fn every_key_that_a_terminal_may_swallow_has_a_plain_twin() {
    for action in all().filter(|it| !it.keys.is_empty()) {
        let plain = action.keys.iter().any(|it| !Key::is_fragile(it));
        assert!(plain, "{} has only {:?}", action.id, action.keys);
    }
}

#[test]
fn every_action_of_the_views_is_in_the_palette() {
    let mut model = testing::model();
    for (index, view) in views::VIEWS.iter().enumerate() {
        model.view = index;
        let picker = Picker::new(PickerKind::Palette);
        let shown: Vec<String> = picker.items(&model).iter().map(|it| it.row.plain()).collect();
        let here = [Scope::Everywhere, Scope::Staging, Scope::Mending, Scope::View(view.id)];
        for action in all().filter(|it| here.contains(&it.scope)) {
            assert!(shown.iter().any(|it| it.contains(action.title)), "{}", action.id);
        }
    }
}

#[test]
fn a_sequence_waits_for_its_second_key() {
    let mut model = testing::model();
    assert!(matches!(meaning(&model, "g"), Meaning::Begins));
    model.pending = Some("g".to_owned());
    assert!(matches!(meaning(&model, "g"), Meaning::Act(action) if action.id == "first"));
    assert!(matches!(meaning(&model, "z"), Meaning::Nothing));
}
