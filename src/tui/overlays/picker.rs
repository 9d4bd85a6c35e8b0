//! A picker: a list to choose from, narrowed by typing where that helps.

use frizbee::{Config, Matcher};

use crate::diag::Diagnostic;
use crate::text::{Place, Sources, pad_end, plural};
use crate::tui::actions::{self, Action, Group, Scope};
use crate::tui::detail::severity_look;
use crate::tui::keys;
use crate::tui::lapse::Play;
use crate::tui::model::Model;
use crate::tui::rows::{Row, Tone};
use crate::tui::target::{Target, finding_key};
use crate::tui::text_input::TextInput;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum PickerKind {
    Help,
    Palette,
    Problems,
    Themes,
    Log,
    /// Whether to lose what is staged.
    Quit,
    /// Scenario files to read.
    Scenarios,
    /// Whether a file may be lost.
    Overwrite,
    /// What to write the staged changes as.
    Write,
    /// What fails, and for how long.
    Lapse,
    /// Products to add.
    Catalogue,
}

#[derive(Clone)]
pub(crate) struct Picker {
    pub(crate) kind: PickerKind,
    pub(crate) input: TextInput,
    pub(crate) at: usize,
    /// The theme to go back to.
    pub(crate) theme_before: usize,
}

/// What choosing a line does.
#[derive(Clone, Debug)]
pub(crate) enum Choice {
    Act(&'static str),
    Go(Target),
    Place(Option<Place>),
    Theme(usize),
    Quit,
    /// A scenario file, by its name.
    Scenario(String),
    TypePath,
    Overwrite,
    /// An outage to play.
    Play(Play),
    /// Asks what fails and for how long.
    AskOutage,
    /// A product of the catalogue, by its id.
    Product(&'static str),
    /// A tool that the catalogue does not have, by what was typed.
    Unlisted(String),
    /// Nothing: the layer stays as it is.
    Stay,
    Close,
}

pub(crate) struct Item {
    pub(crate) row: Row,
    pub(crate) choice: Choice,
}

impl Picker {
    pub(crate) fn new(kind: PickerKind) -> Self {
        Self { kind, input: TextInput::default(), at: 0, theme_before: 0 }
    }

    /// As it opens over a model: on the theme that is shown, on the last line of the log.
    pub(crate) fn opened(model: &Model, kind: PickerKind) -> Self {
        let at = match kind {
            PickerKind::Themes => model.theme,
            PickerKind::Log => model.log.len().saturating_sub(1),
            PickerKind::Help
            | PickerKind::Palette
            | PickerKind::Problems
            | PickerKind::Quit
            | PickerKind::Scenarios
            | PickerKind::Overwrite
            | PickerKind::Write
            | PickerKind::Lapse
            | PickerKind::Catalogue => 0,
        };
        Self { at, theme_before: model.theme, ..Self::new(kind) }
    }

    pub(crate) fn title(&self) -> &'static str {
        match self.kind {
            PickerKind::Help => "Keys",
            PickerKind::Palette => "Palette",
            PickerKind::Problems => "Problems",
            PickerKind::Themes => "Theme",
            PickerKind::Log => "Log",
            PickerKind::Quit => "Quit?",
            PickerKind::Scenarios => "Scenario files",
            PickerKind::Overwrite => "Overwrite?",
            PickerKind::Write => "Write the staged changes",
            PickerKind::Lapse => "Play an outage, hour by hour",
            PickerKind::Catalogue => "Add a tool: type its name, its category or its vendor",
        }
    }

    /// Letters are typed rather than commands.
    pub(crate) fn is_typed(&self) -> bool {
        match self.kind {
            PickerKind::Help
            | PickerKind::Palette
            | PickerKind::Scenarios
            | PickerKind::Catalogue => true,
            PickerKind::Problems
            | PickerKind::Themes
            | PickerKind::Log
            | PickerKind::Quit
            | PickerKind::Overwrite
            | PickerKind::Write
            | PickerKind::Lapse => false,
        }
    }

    /// What there is to choose from, best matches first.
    pub(crate) fn items(&self, model: &Model) -> Vec<Item> {
        let items = match self.kind {
            PickerKind::Help => help(model),
            PickerKind::Palette => palette(model),
            PickerKind::Problems => problems(model),
            PickerKind::Themes => themes(model),
            PickerKind::Log => log(model),
            PickerKind::Quit => quit(model),
            PickerKind::Scenarios => scenarios(model),
            PickerKind::Overwrite => overwrite(model),
            PickerKind::Write => write(model),
            PickerKind::Lapse => actions::outages(model),
            // It ranks by itself.
            PickerKind::Catalogue => return actions::products(model, self.input.text()),
        };
        narrowed(items, self.input.text())
    }
}

fn narrowed(items: Vec<Item>, query: &str) -> Vec<Item> {
    if query.is_empty() {
        return items;
    }
    let texts: Vec<String> = items.iter().map(|it| it.row.plain().to_lowercase()).collect();
    let query = query.to_lowercase();
    let mut matches = Matcher::new(query.as_str(), &Config::default()).match_list(&texts);
    matches.sort_by_key(|it| (std::cmp::Reverse(it.score), it.index));
    let mut items: Vec<Option<Item>> = items.into_iter().map(Some).collect();
    matches
        .into_iter()
        .filter_map(|it| items.get_mut(usize::try_from(it.index).ok()?)?.take())
        .collect()
}

fn action_item(model: &Model, action: &'static Action) -> Item {
    let keys: Vec<String> = model.keymap.keys(action).iter().map(|it| keys::show(it)).collect();
    let row = Row::new(Tone::Accent, pad_end(&keys.join(" "), 14));
    let row = match (action.enabled)(model) {
        Ok(()) => row
            .and(Tone::Text, pad_end(action.title, 18))
            .and(Tone::Muted, format!(" {}", action.help)),
        Err(reason) => row
            .and(Tone::Muted, pad_end(action.title, 18))
            .and(Tone::Warn, format!(" not now: {reason}")),
    };
    Item { row, choice: Choice::Act(action.id) }
}

fn of_the_views(model: &Model) -> Vec<&'static Action> {
    let here = [Scope::View(model.view().id), Scope::Everywhere, Scope::Staging, Scope::Mending];
    let mut found: Vec<&Action> = actions::all().filter(|it| here.contains(&it.scope)).collect();
    found.sort_by_key(|it| !matches!(it.scope, Scope::View(_)));
    found
}

fn help(model: &Model) -> Vec<Item> {
    let mut found = of_the_views(model);
    let rank = |group: Group| match group {
        Group::Look => 0,
        Group::Scenario => 1,
        Group::Move => 2,
        Group::Program => 3,
    };
    found.sort_by_key(|it| (!matches!(it.scope, Scope::View(_)), rank(it.group)));
    found.into_iter().map(|it| action_item(model, it)).collect()
}

fn palette(model: &Model) -> Vec<Item> {
    let mut items: Vec<Item> =
        of_the_views(model).into_iter().map(|it| action_item(model, it)).collect();
    let Some(analysis) = model.analysis.as_deref() else { return items };
    let stack = &analysis.stack;
    let mut add = |kind: &str, name: String, more: String, target: Target| {
        let row = Row::new(Tone::Info, pad_end(kind, 14))
            .and(Tone::Text, name)
            .and(Tone::Muted, format!("  {more}"));
        items.push(Item { row, choice: Choice::Go(target) });
    };
    for tool in stack.tools.values() {
        let target = Target::Tool(tool.id.clone());
        add("tool", tool.name.to_string(), tool.category.name().to_owned(), target);
    }
    for it in stack.integrations.values() {
        let name = format!("{} {} {}", it.from.name, it.arrow(), it.to.name);
        add("flow", name, it.id.to_string(), Target::Integration(it.id.clone()));
    }
    for journey in stack.journeys.values() {
        let more = plural(journey.stages.len(), "stage");
        add("journey", journey.name.to_string(), more, Target::Journey(journey.id.clone()));
    }
    for finding in &analysis.findings {
        let target = Target::Finding(finding_key(finding));
        add("finding", finding.message.clone(), finding.code.to_owned(), target);
    }
    items
}

fn problems(model: &Model) -> Vec<Item> {
    let Some((problems, sources)) = model.problems() else { return Vec::new() };
    problems.iter().map(|it| problem_item(it, sources)).collect()
}

fn problem_item(problem: &Diagnostic, sources: &Sources) -> Item {
    let (tone, glyph) = severity_look(problem.severity);
    let place = sources.place(problem.span);
    let mut row = Row::new(tone, format!("{glyph} ")).and(Tone::Text, problem.message.clone());
    if let Some(place) = &place {
        row = row.right(Tone::Muted, format!("{}:{}", place.path, place.line));
    }
    Item { row, choice: Choice::Place(place) }
}

fn themes(model: &Model) -> Vec<Item> {
    let rows = model.themes.iter().enumerate().map(|(index, theme)| Item {
        row: Row::new(Tone::Text, pad_end(&theme.name, 16)).and(Tone::Muted, theme.title.clone()),
        choice: Choice::Theme(index),
    });
    rows.collect()
}

fn log(model: &Model) -> Vec<Item> {
    let lines = model.log.iter();
    lines
        .map(|it| Item { row: Row::new(it.tone, it.text.clone()), choice: Choice::Close })
        .collect()
}

fn quit(model: &Model) -> Vec<Item> {
    let lost = plural(model.staged.edits.len(), "staged change");
    vec![
        Item { row: Row::new(Tone::Text, "stay"), choice: Choice::Close },
        Item { row: Row::new(Tone::Danger, format!("quit and lose {lost}")), choice: Choice::Quit },
        Item {
            row: Row::new(Tone::Text, "write it to a file"),
            choice: Choice::Act("scenario-write"),
        },
    ]
}

fn write(model: &Model) -> Vec<Item> {
    let ways =
        [("scenario-write", "as a scenario file"), ("scenario-apply", "into the stack file")];
    let item = |(id, text): (&'static str, &str)| {
        let refused = actions::by_id(id).and_then(|it| (it.enabled)(model).err());
        let row = match refused {
            None => Row::new(Tone::Text, text),
            Some(reason) => {
                Row::new(Tone::Muted, text).and(Tone::Warn, format!("  not now: {reason}"))
            }
        };
        Item { row, choice: Choice::Act(id) }
    };
    ways.into_iter().map(item).collect()
}

fn scenarios(model: &Model) -> Vec<Item> {
    let files = model.states.scenarios.files.iter().map(|it| Item {
        row: Row::new(Tone::Text, it.clone()),
        choice: Choice::Scenario(it.clone()),
    });
    let other = Row::new(Tone::Muted, "another file …");
    files.chain([Item { row: other, choice: Choice::TypePath }]).collect()
}

fn overwrite(model: &Model) -> Vec<Item> {
    let file = model.states.scenarios.waiting.as_ref().map_or("it", |it| it.shown.as_str());
    let keep = Row::new(Tone::Text, format!("keep {file} as it is"));
    let lose = Row::new(Tone::Danger, format!("overwrite {file}"));
    vec![Item { row: keep, choice: Choice::Close }, Item { row: lose, choice: Choice::Overwrite }]
}
