use proptest::prelude::*;

use super::*;
use crate::tui::screen;
use crate::tui::testing;

/// What the outside may send; a message itself cannot be printed.
#[derive(Clone, Debug)]
enum Event {
    Key(&'static str),
    Mouse(Mouse),
    Resize(u16, u16),
    Paste,
    Changed,
    WhichKey,
}

impl Event {
    fn msg(self) -> Msg {
        match self {
            Self::Key(name) => Msg::Key(Key::named(name)),
            Self::Mouse(mouse) => Msg::Mouse(mouse),
            Self::Resize(columns, rows) => Msg::Resize(columns, rows),
            Self::Paste => Msg::Paste("owner:ana ü".to_owned()),
            Self::Changed => Msg::FileChanged,
            Self::WhichKey => Msg::Timer(Timer::WhichKey),
        }
    }
}

fn any_event() -> impl Strategy<Value = Event> {
    let names = prop::sample::select(vec![
        "j",
        "k",
        "h",
        "l",
        "g",
        "G",
        "enter",
        "esc",
        "tab",
        "shift-tab",
        "[",
        "]",
        "/",
        "n",
        ":",
        "?",
        "!",
        "T",
        "L",
        "K",
        "v",
        "space",
        "e",
        "y",
        "m",
        "x",
        "a",
        "c",
        "r",
        "u",
        "U",
        "q",
        "1",
        "2",
        "9",
        "backspace",
        "down",
        "up",
        "pgdn",
        "home",
        "z",
        "ctrl-c",
        "o",
        "é",
    ]);
    let kinds =
        prop::sample::select(vec![MouseKind::Press, MouseKind::WheelUp, MouseKind::WheelDown]);
    prop_oneof![
        8 => names.prop_map(Event::Key),
        3 => (kinds, 0..130_u16, 0..50_u16)
            .prop_map(|(kind, column, row)| Event::Mouse(Mouse { kind, column, row })),
        1 => (0..220_u16, 0..70_u16).prop_map(|(columns, rows)| Event::Resize(columns, rows)),
        1 => prop::sample::select(vec![Event::Paste, Event::Changed, Event::WhichKey]),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(48))]

    #[test]
    fn no_sequence_of_messages_panics_or_loses_the_selection(
        events in prop::collection::vec(any_event(), 1..40)
    ) {
        let mut model = testing::model();
        for event in events {
            let effects = update(&mut model, event.msg());
            drop(effects);
            let (_, hits) = screen::paint(&model, model.size);
            model.seen = hits;
            let panes = model.panes();
            if let Some((pane, row)) = model.position(&panes) {
                prop_assert!(panes[pane].rows[row].target.is_some());
            }
        }
    }
}

fn press_all(model: &mut Model, keys: &[&str]) -> Vec<Effect> {
    keys.iter().flat_map(|it| update(model, Msg::Key(Key::named(it)))).collect()
}

fn quits(effects: &[Effect]) -> bool {
    effects.iter().any(|it| matches!(it, Effect::Quit))
}

#[test]
fn escape_never_quits_and_q_does() {
    let mut model = testing::model();
    assert!(!quits(&press_all(&mut model, &["esc", "esc", "esc"])));
    assert!(quits(&press_all(&mut model, &["q"])));
}

#[test]
fn a_staged_scenario_is_not_lost_without_a_question() {
    let mut model = testing::model();
    model.select(&Target::Integration("webinar-csv".into()));
    let effects = press_all(&mut model, &["x"]);
    assert!(effects.iter().any(|it| matches!(it, Effect::Simulate { .. })));
    assert!(!quits(&press_all(&mut model, &["q"])));
    assert!(!quits(&press_all(&mut model, &["enter"])), "the first answer is to stay");
    assert!(quits(&press_all(&mut model, &["q", "j", "enter"])));
}

#[test]
fn undo_and_redo_are_each_others_inverse() {
    let mut model = testing::model();
    model.select(&Target::Integration("webinar-csv".into()));
    press_all(&mut model, &["x"]);
    press_all(&mut model, &["u"]);
    assert!(model.staged.edits.is_empty());
    press_all(&mut model, &["U"]);
    assert_eq!(model.staged.edits[0].words(), "disconnect webinar-csv");
}

#[test]
fn typing_a_filter_keeps_the_rows_that_match() {
    let mut model = testing::model();
    press_all(&mut model, &["/", "w", "e", "b", "i", "n", "enter"]);
    let panes = model.panes();
    assert!(panes.iter().any(Pane::has_targets));
    for row in panes.iter().flat_map(|it| &it.rows) {
        let name = row.target.as_ref().map(Target::name).unwrap_or_default();
        let text = format!("{} {name}", row.plain().to_lowercase());
        assert!(text.contains("webin"), "{text}");
    }
    press_all(&mut model, &["esc"]);
    assert_eq!(model.filter(), "");
}

#[test]
fn forms_keep_what_is_wrong_and_stage_what_is_right() {
    let mut model = testing::model();
    press_all(&mut model, &["a", "q", "q", "q", "enter", "up", "up", "ctrl-u", "enter"]);
    assert!(matches!(model.overlays.last(), Some(Overlay::Form(form)) if form.problem.is_some()));
    press_all(&mut model, &["6", "s", "e", "n", "s", "e", "enter"]);
    assert!(model.overlays.is_empty());
    assert_eq!(model.staged.edits[0].words(), "add 6sense");
}

#[test]
fn a_broken_file_leaves_the_last_good_model_on_screen() {
    let mut model = testing::model();
    reload(&mut model);
    let generation = model.generation;
    let outcome = Box::new(Outcome::Damaged(Arc::new(testing::analysis())));
    update(&mut model, Msg::Loaded { generation, outcome });
    assert!(model.broken.is_some() && model.analysis.is_some());
    let outcome = Box::new(Outcome::Good(Arc::new(testing::analysis())));
    update(&mut model, Msg::Loaded { generation: generation - 1, outcome });
    assert!(model.broken.is_some(), "a stale result changes nothing");
}
