//! What has changed in the file since it was last committed: worked out in a thread, and shown where there is a repository.

use std::path::{Path, PathBuf};

use super::model::Model;
use super::rows::{Pane, Row, Tone};
use crate::analysis::Analysis;
use crate::host::Repository;
use crate::load::{self, Loaded};
use crate::report::Since;

/// What git says of the file, and what to watch so as to hear of the next commit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct LookBack {
    /// `None` where the file lies in no repository, or was never committed.
    pub(crate) since: Option<Since>,
    pub(crate) signs: Vec<PathBuf>,
}

/// Reads and analyses the last committed version. Whatever keeps it from being read is no fault of the stack: then there is
/// nothing to compare with.
pub(crate) fn look_back(file: &Path, now: &Analysis) -> LookBack {
    let Ok(repository) = Repository::of(file) else { return LookBack::default() };
    LookBack { since: since(&repository, now), signs: repository.signs() }
}

fn since(repository: &Repository, now: &Analysis) -> Option<Since> {
    let version = repository.at("HEAD", None).ok()?;
    let bytes = repository.read(&version).ok()?;
    let name = version.path.file_name().unwrap_or_default().to_string_lossy();
    let files = repository.files(&version);
    let Loaded { sources, mut stack, problems, is_damaged } = load::load(&name, &bytes, &files);
    if is_damaged {
        return None;
    }
    // As of the same day: a date that passes is no change of somebody's.
    stack.company.as_of = now.stack.company.as_of;
    let before = Analysis::of(sources, stack, problems, now.as_of);
    Some(Since::of(version.id, version.date, &before, now))
}

/// Only where something has changed.
pub(super) fn pane(model: &Model) -> Option<Pane> {
    let since = model.look_back.since.as_ref()?;
    let row = |parts: Vec<String>| Row::new(Tone::Changed, "± ").and(Tone::Text, parts.join(" · "));
    let lines = [since.edits(), since.effects()].into_iter().filter(|it| !it.is_empty());
    let rows: Vec<Row> = lines.map(row).collect();
    if rows.is_empty() {
        return None;
    }
    let note = format!("{} of {}", since.version, since.date);
    Some(Pane::new("Since the last commit", rows).note(note))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::Changes;
    use crate::tui::app::update;
    use crate::tui::msg::{Effect, Msg};
    use crate::tui::testing;

    fn changed() -> LookBack {
        let since = Since {
            version: "abc1234".to_owned(),
            tools: Changes { added: 2, ..Changes::default() },
            findings_new: 3,
            findings_fixed: 1,
            ..Since::default()
        };
        LookBack { since: Some(since), signs: vec![PathBuf::from(".git/HEAD")] }
    }

    fn arrive(generation: u64, look_back: LookBack) -> Msg {
        Msg::LookedBack { generation, look_back: Box::new(look_back) }
    }

    #[test]
    fn the_overview_says_what_changed_once_that_is_known() {
        let mut model = testing::model();
        let size = (160, 40);
        assert!(!testing::text(&model, size).contains("Since the last commit"));
        let effects = update(&mut model, arrive(0, changed()));
        let screen = testing::text(&model, size);
        assert!(screen.contains("Since the last commit") && screen.contains("abc1234"), "{screen}");
        assert!(screen.contains("± 2 tools new"), "{screen}");
        assert!(screen.contains("± 3 findings new, 1 fixed"), "{screen}");
        assert!(testing::text(&model, (60, 80)).contains("± 2 tools new"));
        let watched = effects.iter().find_map(|it| match it {
            Effect::Watch(files) => Some(files.clone()),
            _ => None,
        });
        assert_eq!(watched, Some(vec!["stack.yaml".into(), ".git/HEAD".into()]));
        // Committed: nothing is different, and there is nothing new to watch.
        let since = Some(Since { version: "def5678".to_owned(), ..Since::default() });
        let effects = update(&mut model, arrive(0, LookBack { since, ..changed() }));
        assert!(!testing::text(&model, size).contains("Since the last commit"));
        assert!(!effects.iter().any(|it| matches!(it, Effect::Watch(_))));
    }

    #[test]
    fn an_answer_about_an_older_load_is_dropped() {
        let mut model = testing::model();
        model.generation = 7;
        update(&mut model, arrive(6, changed()));
        assert_eq!(model.look_back, LookBack::default());
    }

    #[test]
    fn without_a_repository_there_is_nothing_to_look_back_at() {
        let home = tempfile::tempdir().unwrap();
        let file = home.path().join("stack.yaml");
        assert_eq!(look_back(&file, &testing::analysis()), LookBack::default());
    }
}
