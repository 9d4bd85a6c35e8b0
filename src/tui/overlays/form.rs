//! A form: a few fields with defaults, what may stand in each, and what is done with them.

use strum::VariantNames as _;

use crate::stack::{Category, Channel, Direction, Method};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::names;
use crate::tui::text_input::TextInput;

/// Takes the values in the order of the fields, each of them checked; a fault stays in the form.
pub(crate) type Submit = fn(&mut Model, &[String]) -> Result<Vec<Effect>, Fault>;

#[derive(Clone)]
pub(crate) struct Form {
    pub(crate) title: &'static str,
    pub(crate) fields: Vec<Field>,
    /// The field that is typed in.
    pub(crate) at: usize,
    pub(crate) problem: Option<String>,
    pub(crate) submit: Submit,
}

/// What is wrong, and with which field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Fault {
    pub(crate) field: usize,
    pub(crate) text: String,
}

impl Fault {
    pub(crate) fn new(field: usize, text: impl Into<String>) -> Self {
        Self { field, text: text.into() }
    }
}

#[derive(Clone)]
pub(crate) struct Field {
    pub(crate) label: &'static str,
    pub(crate) input: TextInput,
    pub(crate) hint: &'static str,
    pub(crate) takes: Takes,
}

/// What may be typed in a field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Takes {
    Name,
    Tool,
    Tools,
    ToolOrNew,
    Category,
    Method,
    Direction,
    Objects,
    Channels,
    /// A tool, integration, credential, vendor or person.
    Failing,
    /// A tool or an integration.
    Removable,
    Money,
    /// A number above nothing, or nothing.
    Amount,
    Duration,
    Path,
    /// Some words.
    Reason,
    /// A person or a team, or nothing.
    Person,
    /// A day that is not over, or nothing.
    Day,
}

impl Takes {
    /// What is wrong with a value.
    pub(crate) fn check(self, model: &Model, text: &str) -> Result<(), String> {
        match self {
            Self::Name | Self::Path | Self::Reason if text.trim().is_empty() => {
                Err("this is needed".to_owned())
            }
            Self::Name if names::slug(text).is_empty() => {
                Err("a name needs a letter or a digit".to_owned())
            }
            Self::Name | Self::Path | Self::Reason => Ok(()),
            Self::Person => names::person(model, text).map(drop),
            Self::Day => names::day(model, text).map(drop),
            Self::Tool => names::tool(model, text).map(drop),
            Self::Tools => names::tools(model, text).map(drop),
            Self::ToolOrNew => names::tool_or_new(model, text).map(drop),
            Self::Category => names::word::<Category>("category", text).map(drop),
            Self::Removable => names::removable(model, text).map(drop),
            Self::Method => names::word::<Method>("method", text).map(drop),
            Self::Direction => names::word::<Direction>("direction", text).map(drop),
            Self::Objects => names::objects(model, text).map(drop),
            Self::Channels => names::channels(text).map(drop),
            Self::Failing => names::failing(model, text).map(drop),
            Self::Money => names::money(text).map(drop),
            Self::Amount => names::positive(text).map(drop),
            Self::Duration => names::duration(text).map(drop),
        }
    }

    /// Words to choose from that go on from what is typed.
    pub(crate) fn suggestions(self, model: &Model, text: &str) -> Vec<String> {
        let words = |words: &[&str]| words.iter().map(|it| (*it).to_owned()).collect();
        let stack = model.analysis.as_deref().map(|it| &it.stack);
        let all: Vec<String> = match self {
            Self::Name
            | Self::Money
            | Self::Amount
            | Self::Duration
            | Self::Path
            | Self::Reason
            | Self::Day => Vec::new(),
            Self::Person => {
                let known =
                    stack.into_iter().flat_map(|it| it.people.names().chain(it.teams.names()));
                known.map(str::to_owned).collect()
            }
            Self::Tool | Self::Tools | Self::ToolOrNew => {
                let known = stack.into_iter().flat_map(|it| it.tools.names());
                known
                    .map(str::to_owned)
                    .chain(names::added(model).map(|it| it.id.to_string()))
                    .collect()
            }
            Self::Category => words(Category::VARIANTS),
            Self::Method => words(Method::VARIANTS),
            Self::Direction => words(Direction::VARIANTS),
            Self::Objects => {
                stack.into_iter().flat_map(|it| it.objects.names()).map(str::to_owned).collect()
            }
            Self::Channels => words(Channel::VARIANTS),
            Self::Failing => names::failing_names(model),
            Self::Removable => names::removable_names(model),
        };
        let typed = text.rsplit(',').next().unwrap_or(text).trim().to_lowercase();
        let is_done = all.contains(&typed);
        let (mut starts, holds): (Vec<String>, Vec<String>) = all
            .into_iter()
            .filter(|it| !typed.is_empty() && !is_done && it.to_lowercase().contains(&typed))
            .partition(|it| it.to_lowercase().starts_with(&typed));
        starts.extend(holds);
        starts
    }
}

impl Field {
    pub(crate) fn new(label: &'static str, takes: Takes, value: &str, hint: &'static str) -> Self {
        Self { label, input: TextInput::offered(value), hint, takes }
    }
}

impl Form {
    /// Begins in the first field that has no value yet.
    pub(crate) fn new(title: &'static str, fields: Vec<Field>, submit: Submit) -> Self {
        let at = fields.iter().position(|it| it.input.text().is_empty()).unwrap_or(0);
        Self { title, fields, at, problem: None, submit }
    }

    pub(crate) fn values(&self) -> Vec<String> {
        self.fields.iter().map(|it| it.input.text().to_owned()).collect()
    }

    /// The first field that is wrong.
    pub(crate) fn fault(&self, model: &Model) -> Option<Fault> {
        self.fields.iter().enumerate().find_map(|(at, field)| {
            let text = field.takes.check(model, field.input.text()).err()?;
            Some(Fault::new(at, text))
        })
    }
}
