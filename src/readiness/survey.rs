//! What the checks look at: the objects and tools that a plan is about, found by what they are called and for.

use super::Way;
use crate::analysis::Analysis;
use crate::network::{Cargo, Cut};
use crate::stack::{Category, DataObject, Field, Minutes, ObjectId, Stack, Tool, ToolId};
use crate::text::Label;

/// Words in an object's id or name by which it stands for companies.
const COMPANIES: [&str; 3] = ["account", "company", "organization"];
const PEOPLE: [&str; 4] = ["person", "contact", "lead", "prospect"];
const DEALS: [&str; 3] = ["opportunity", "deal", "order"];

/// A stack seen from one plan.
pub(super) struct Survey<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) stack: &'a Stack,
    pub(super) account: Option<ObjectId>,
    pub(super) people: Vec<ObjectId>,
    pub(super) opportunity: Option<ObjectId>,
    pub(super) campaign_member: Option<ObjectId>,
}

impl<'a> Survey<'a> {
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let stack = &analysis.stack;
        let all = |words: &[&str]| {
            let mut found: Vec<_> =
                stack.objects.iter().filter(|(_, it)| is_called(it, words)).collect();
            // An object of exactly that name before one that has it among others.
            found.sort_by_key(|(_, it)| (!words.contains(&it.id.as_str()), &it.id));
            found.into_iter().map(|(id, _)| id).collect::<Vec<_>>()
        };
        let mut members = stack.objects.iter().filter(|(_, it)| {
            let id = it.id.to_lowercase().replace('_', "-");
            id.contains("campaign-member") || id.contains("program-member")
        });
        Self {
            analysis,
            stack,
            account: all(&COMPANIES).first().copied(),
            people: all(&PEOPLE),
            opportunity: all(&DEALS).first().copied(),
            campaign_member: members.next().map(|(id, _)| id),
        }
    }

    /// The object that stands for companies, where there is one.
    pub(super) fn company(&self) -> Option<(ObjectId, &'a DataObject)> {
        self.account.map(|it| (it, &self.stack.objects[it]))
    }

    /// A field of the company object whose name has one of these words.
    pub(super) fn company_field(&self, words: &[&str]) -> Option<&'a Field> {
        let (_, object) = self.company()?;
        object.fields.iter().find(|it| has_word(&it.name, words))
    }

    /// Tools in use of some categories, in the order of the file.
    pub(super) fn tools(&self, categories: &[Category]) -> Vec<ToolId> {
        let wanted = |it: &Tool| it.is_in_use() && categories.contains(&it.category);
        self.stack.tools.iter().filter(|(_, it)| wanted(it)).map(|(id, _)| id).collect()
    }

    pub(super) fn name(&self, tool: ToolId) -> &'a Label {
        &self.stack.tools[tool].name
    }

    pub(super) fn names(&self, tools: &[ToolId]) -> String {
        let names: Vec<&str> = tools.iter().map(|it| self.name(*it).as_str()).collect();
        match names.as_slice() {
            [] => "nothing".to_owned(),
            [only] => (*only).to_owned(),
            [rest @ .., last] => format!("{} and {last}", rest.join(", ")),
        }
    }

    pub(super) fn way(
        &self,
        from: ToolId,
        to: ToolId,
        object: Option<ObjectId>,
        field: Option<&str>,
    ) -> Option<Way> {
        let network = &self.analysis.network;
        let cargo = Cargo { object, field };
        let path = network.path(self.stack, (from, to), cargo, &Cut::default())?;
        let works = self.analysis.reliability().together(self.stack, network, &path.flows);
        Some(Way { from, to, flows: path.flows, age: path.age, works })
    }

    /// The ways of one cargo to several tools, and the tools that it does not reach.
    pub(super) fn ways(
        &self,
        from: ToolId,
        targets: &[ToolId],
        object: Option<ObjectId>,
        field: Option<&str>,
    ) -> (Vec<Way>, Vec<ToolId>) {
        let (mut ways, mut missed) = (Vec::new(), Vec::new());
        for target in targets.iter().copied().filter(|it| *it != from) {
            match self.way(from, target, object, field) {
                Some(way) => ways.push(way),
                None => missed.push(target),
            }
        }
        (ways, missed)
    }
}

/// Days as minutes.
pub(super) fn days(days: f64) -> Minutes {
    Minutes::new(days * 1440.0).unwrap_or(Minutes::ZERO)
}

pub(super) fn is_called(object: &DataObject, words: &[&str]) -> bool {
    has_word(&object.id, words) || has_word(&object.name, words)
}

/// Whether a name has one of these words, alone or with an s; words of several parts count anywhere in it.
pub(super) fn has_word(name: &str, words: &[&str]) -> bool {
    let name = name.to_lowercase();
    words.iter().any(|wanted| {
        wanted.contains('_') && name.contains(wanted)
            || name
                .split(|it: char| !it.is_alphanumeric())
                .any(|word| word == *wanted || word.strip_suffix('s') == Some(*wanted))
    })
}
