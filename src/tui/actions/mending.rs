//! Changes to the files: fixes, acceptances, and what a scenario decided; each shown before it is written.

use super::forms::open;
use super::open_picker;
use super::staging::{chosen, has_staged, restage};
use super::{Action, Group, Scope};
use crate::diag::{Diagnostic, Fix};
use crate::stack::Accept;
use crate::text::{Label, plural};
use crate::tui::app;
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::names;
use crate::tui::overlays::{Fault, Field, Form, Overlay, PickerKind, Takes};
use crate::tui::proposal::{self, Asked, Deed, PROPOSAL, Proposal, Rewritten, Wish};
use crate::tui::rows::Tone;
use crate::tui::target::{self, Target};
use crate::tui::views;

#[expect(clippy::too_many_arguments, reason = "a line of the table says all of an action")]
const fn action(
    id: &'static str,
    (group, scope): (Group, Scope),
    keys: &'static [&'static str],
    hint: u8,
    words: (&'static str, &'static str),
    enabled: fn(&Model) -> Result<(), &'static str>,
    act: fn(&mut Model) -> Vec<Effect>,
) -> Action {
    let (title, help) = words;
    Action { id, title, help, group, scope, keys, hint, enabled, act }
}

const MENDING: (Group, Scope) = (Group::Scenario, Scope::Mending);
const STAGING: (Group, Scope) = (Group::Scenario, Scope::Staging);
const PROPOSED: (Group, Scope) = (Group::Move, Scope::Proposal);

#[rustfmt::skip]
pub(super) static ACTIONS: &[Action] = &[
    action("fix", MENDING, &["X"], 3, ("fix", "mend in the file what the selected finding or problem is about; shows the diff first"), can_fix, fix),
    action("accept", MENDING, &["A"], 3, ("accept", "write into the file that the selected finding is lived with, why, and until when"), can_accept, accept),
    action("take-back", MENDING, &["z u"], 0, ("take back writing", "put back what was written to the stack file last, if nobody has changed it since"), can_write, take_back),

    action("write", STAGING, &["w"], 3, ("write", "write the staged changes: as a scenario file, or into the stack file"), has_staged, |it| open_picker(it, PickerKind::Write)),
    action("scenario-apply", STAGING, &[], 0, ("apply to the file", "write the staged changes into the stack file; shows the diff first"), can_apply, apply),

    action("proposal-write", PROPOSED, &["enter", "y"], 5, ("write it", "write the change that is shown"), is_writable, confirm),
    action("proposal-close", PROPOSED, &["esc", "q", "n", "ctrl-c"], 5, ("leave it", "close this layer and write nothing"), super::always, crate::tui::layers::close),
    action("proposal-down", PROPOSED, &["j", "down"], 5, ("down", "show the line below"), super::always, |it| crate::tui::layers::move_by(it, 1)),
    action("proposal-up", PROPOSED, &["k", "up"], 5, ("up", "show the line above"), super::always, |it| crate::tui::layers::move_by(it, -1)),
    action("proposal-page-down", PROPOSED, &["pgdn", "ctrl-d", "space"], 5, ("page down", "go down by ten lines"), super::always, |it| crate::tui::layers::move_by(it, 10)),
    action("proposal-page-up", PROPOSED, &["pgup", "ctrl-u"], 5, ("page up", "go up by ten lines"), super::always, |it| crate::tui::layers::move_by(it, -10)),
];

/// Whether there is a file that can be written to.
fn can_write(model: &Model) -> Result<(), &'static str> {
    match model.unwritable {
        Some(reason) => Err(reason),
        None => model.path.as_ref().map(|_| ()).ok_or("no file is open"),
    }
}

fn can_fix(model: &Model) -> Result<(), &'static str> {
    if concerned(model).is_empty() {
        return Err("no finding or problem is selected");
    }
    if fixes(model).is_empty() {
        return Err("this cannot be mended without thinking; what to do stands beside it");
    }
    can_write(model)
}

fn can_accept(model: &Model) -> Result<(), &'static str> {
    let Some(finding) = finding(model) else { return Err("no finding is selected") };
    if finding.element.is_none() {
        return Err("this is about no single thing that the file could name");
    }
    can_write(model)
}

fn can_apply(model: &Model) -> Result<(), &'static str> {
    has_staged(model)?;
    can_write(model)
}

fn is_writable(model: &Model) -> Result<(), &'static str> {
    match model.overlays.last() {
        Some(Overlay::Proposal(it)) if !it.rewrites.is_empty() => Ok(()),
        _ => Err("nothing can be written"),
    }
}

/// The selected finding of the stack as it is; what a scenario brings stands in no file.
fn finding(model: &Model) -> Option<&Diagnostic> {
    let Some(Target::Finding(key)) = chosen(model) else { return None };
    target::finding(model.analysis.as_deref()?, &key)
}

/// The selected problem, finding, or group of findings.
fn concerned(model: &Model) -> Vec<&Diagnostic> {
    if let Some(Overlay::Picker(picker)) = model.overlays.last() {
        let problems = model.problems().filter(|_| picker.kind == PickerKind::Problems);
        return problems.and_then(|(all, _)| all.get(picker.at)).into_iter().collect();
    }
    match chosen(model) {
        Some(Target::Line(line)) if model.view().id == views::FINDINGS.id => {
            views::findings_of(model, &line).map(|(_, it)| it).unwrap_or_default()
        }
        _ => finding(model).into_iter().collect(),
    }
}

fn fixes(model: &Model) -> Vec<Fix> {
    concerned(model).iter().filter_map(|it| it.fix.as_deref()).cloned().collect()
}

/// Asks for the new texts; they come as a proposal.
fn ask(model: &mut Model, wish: Wish) -> Vec<Effect> {
    let (Some(root), Some(analysis)) = (&model.path, &model.analysis) else { return Vec::new() };
    let mut asked = Asked::of(wish, root, analysis);
    // Of a file that is broken now, the problems are those of its present text.
    if let (Wish::Fix(_), Some(broken)) = (&asked.wish, &model.broken) {
        asked.sources = broken.sources.clone();
    }
    vec![Effect::Propose(Box::new(asked))]
}

fn fix(model: &mut Model) -> Vec<Effect> {
    let fixes = fixes(model);
    ask(model, Wish::Fix(fixes))
}

fn apply(model: &mut Model) -> Vec<Effect> {
    let edits = model.staged.edits.clone();
    ask(model, Wish::Apply(edits))
}

fn accept(model: &mut Model) -> Vec<Effect> {
    let fields = vec![
        Field::new("reason", Takes::Reason, "", "why it is lived with, for those who ask later"),
        Field::new("by", Takes::Person, "", "who decided it; may stay empty"),
        Field::new("until", Takes::Day, "", "such as 2027-03-31; empty: for good"),
    ];
    open(model, Form::new("Accept the finding", fields, submit_accept))
}

fn submit_accept(model: &mut Model, values: &[String]) -> Result<Vec<Effect>, Fault> {
    let [reason, by, until] = values else { return Err(Fault::new(0, "three fields are needed")) };
    let said = |text: &str| (!text.trim().is_empty()).then(|| Label::new(text.trim()));
    let until = names::day(model, until).map_err(|it| Fault::new(2, it))?;
    let by = names::person(model, by).map_err(|it| Fault::new(1, it))?;
    let gone = || Fault::new(0, "the finding has gone meanwhile");
    let finding = finding(model).ok_or_else(gone)?;
    let acceptance = Accept {
        rule: Label::new(finding.code),
        on: finding.element.as_ref().ok_or_else(gone)?.id.clone(),
        reason: said(reason),
        by,
        until,
        ..Accept::default()
    };
    Ok(ask(model, Wish::Accept(acceptance)))
}

/// The new texts are known: shows them.
pub(crate) fn proposed(model: &mut Model, proposal: Proposal) -> Vec<Effect> {
    if proposal.is_idle() {
        return app::toast(model, Tone::Info, "the file says all of this already");
    }
    model.scrolls.remove(&(model.view().id, PROPOSAL));
    model.overlays.push(Overlay::Proposal(Box::new(proposal)));
    Vec::new()
}

fn confirm(model: &mut Model) -> Vec<Effect> {
    match model.overlays.pop() {
        Some(Overlay::Proposal(proposal)) => vec![Effect::Rewrite(proposal)],
        other => {
            model.overlays.extend(other);
            Vec::new()
        }
    }
}

fn take_back(model: &mut Model) -> Vec<Effect> {
    model.path.clone().map(Effect::TakeBack).into_iter().collect()
}

/// The files were written, or were not.
pub(crate) fn rewritten(model: &mut Model, rewritten: Rewritten) -> Vec<Effect> {
    let files = match rewritten.files {
        Ok(files) => files,
        Err(reason) => {
            let deed = match rewritten.deed {
                Deed::Mended | Deed::Applied => "written",
                Deed::TakenBack => "taken back",
            };
            let text = format!("nothing was {deed}: {reason}");
            return app::toast(model, Tone::Danger, text);
        }
    };
    let names = match files.as_slice() {
        [only] => proposal::shown(only),
        _ => plural(files.len(), "file"),
    };
    let mut effects = Vec::new();
    if rewritten.deed == Deed::Applied {
        // One step, so that the changes can be staged again after the file was taken back.
        model.staged.take("apply to the stack file".to_owned(), Vec::new());
        model.staged.is_untold = false;
        effects.extend(restage(model));
    }
    let text = match rewritten.deed {
        Deed::Mended | Deed::Applied => {
            let key = model.keymap.shown("take-back");
            format!("written to {names} · {key} takes it back")
        }
        Deed::TakenBack => format!("{names}: as before it was written"),
    };
    effects.extend(app::reload(model));
    effects.extend(app::toast(model, Tone::Ok, text));
    effects
}
