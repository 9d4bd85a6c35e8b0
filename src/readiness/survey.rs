//! What the checks look at: the objects and tools that a plan is about.
//!
//! What the file says of them counts first: categories of tools (else of their products in the catalogue), keys of objects,
//! stages of journeys. Where nothing of it tells, a name has to do, and the answer says so.

use std::cell::RefCell;

use super::Way;
use crate::analysis::Analysis;
use crate::network::{Cargo, Cut};
use crate::stack::{
    CanonicalStage, Category, DataObject, Field, KeyKind, Minutes, ObjectId, Stack, Tool, ToolId,
};
use crate::text::Label;

/// Words in an object's id or name by which it stands for companies.
const COMPANIES: [&str; 3] = ["account", "company", "organization"];
const PEOPLE: [&str; 4] = ["person", "contact", "lead", "prospect"];
const DEALS: [&str; 3] = ["opportunity", "deal", "order"];

/// A stack seen from one plan.
pub(super) struct Survey<'a> {
    pub(super) analysis: &'a Analysis,
    pub(super) stack: &'a Stack,
    account: Option<Recognised>,
    people: Vec<Recognised>,
    opportunity: Option<Recognised>,
    campaign_member: Option<Recognised>,
    /// What was recognised in other ways than by what the file says of it, since the last question.
    by_name: RefCell<Vec<String>>,
}

/// An object, and whether its name alone tells what it stands for.
#[derive(Clone, Copy)]
struct Recognised {
    object: ObjectId,
    by_name: bool,
}

impl<'a> Survey<'a> {
    pub(super) fn of(analysis: &'a Analysis) -> Self {
        let stack = &analysis.stack;
        let mut members = stack.objects.iter().filter(|(_, it)| {
            let id = it.id.to_lowercase().replace('_', "-");
            id.contains("campaign-member") || id.contains("program-member")
        });
        let campaign_member =
            members.next().map(|(object, _)| Recognised { object, by_name: true });
        let companies = recognised(stack, &COMPANIES, |it| has_key(it, &[KeyKind::Domain]));
        let people = recognised(stack, &PEOPLE, |it| {
            it.is_personal() && has_key(it, &[KeyKind::Email, KeyKind::HashedEmail])
        });
        let deals = recognised(stack, &DEALS, |it| is_stage_object(stack, it));
        Self {
            analysis,
            stack,
            account: companies.first().copied(),
            people,
            opportunity: deals.first().copied(),
            campaign_member,
            by_name: RefCell::default(),
        }
    }

    /// What was recognised by its name or by the catalogue since this was asked last, each once.
    pub(super) fn taken_for(&self) -> Vec<String> {
        self.by_name.take()
    }

    fn note(&self, what: String) {
        let mut notes = self.by_name.borrow_mut();
        if !notes.contains(&what) {
            notes.push(what);
        }
    }

    /// The object, noted where its name alone tells what it is.
    fn seen(&self, it: Recognised, what: &str) -> ObjectId {
        if it.by_name {
            self.note(format!(
                "{} stands for {what} by its name only",
                self.stack.objects[it.object].id
            ));
        }
        it.object
    }

    /// The object that stands for companies.
    pub(super) fn account(&self) -> Option<ObjectId> {
        Some(self.seen(self.account?, "companies"))
    }

    /// The objects that stand for people.
    pub(super) fn people(&self) -> Vec<ObjectId> {
        self.people.iter().map(|it| self.seen(*it, "people")).collect()
    }

    pub(super) fn opportunity(&self) -> Option<ObjectId> {
        Some(self.seen(self.opportunity?, "opportunities"))
    }

    pub(super) fn campaign_member(&self) -> Option<ObjectId> {
        Some(self.seen(self.campaign_member?, "campaign members"))
    }

    /// The object that stands for companies, where there is one.
    pub(super) fn company(&self) -> Option<(ObjectId, &'a DataObject)> {
        self.account().map(|it| (it, &self.stack.objects[it]))
    }

    /// A field of the company object whose name has one of these words.
    pub(super) fn company_field(&self, words: &[&str]) -> Option<&'a Field> {
        let (_, object) = self.company()?;
        let found = object.fields.iter().find(|it| has_word(&it.name, words))?;
        self.note_field(object, found);
        Some(found)
    }

    /// A format has no other place than its name for what a field means.
    pub(super) fn note_field(&self, object: &DataObject, field: &Field) {
        self.note(format!("{}.{} is taken for it by its name only", object.id, field.name));
    }

    /// An object or tool that words alone tell of.
    pub(super) fn note_words(&self, what: &str) {
        self.note(format!("{what} is recognised by words only"));
    }

    /// Tools in use of some categories, in the order of the file. Where a tool's own is `other`, that of its product counts.
    pub(super) fn tools(&self, categories: &[Category]) -> Vec<ToolId> {
        let wanted = |it: &Tool| {
            if categories.contains(&it.category) {
                return it.is_in_use();
            }
            if it.category != Category::Other || !it.is_in_use() {
                return false;
            }
            let Some(product) = self.analysis.catalog.product_of(it) else { return false };
            let listed = product.category.parse().is_ok_and(|it| categories.contains(&it));
            if listed {
                let category = product.category.replace('-', " ");
                self.note(format!("{} is {category} by the catalogue", it.name));
            }
            listed
        };
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

/// Objects of a kind: those of which the file tells it, then those whose name does; an exact name comes first.
fn recognised(
    stack: &Stack,
    words: &[&str],
    tells: impl Fn(&DataObject) -> bool,
) -> Vec<Recognised> {
    let mut found: Vec<(Recognised, bool, &Label)> = stack
        .objects
        .iter()
        .filter_map(|(object, it)| {
            let (is_told, is_named) = (tells(it), is_called(it, words));
            let is_exact = words.contains(&it.id.as_str());
            (is_told || is_named).then_some((
                Recognised { object, by_name: !is_told },
                is_exact,
                &it.id,
            ))
        })
        .collect();
    found.sort_by_key(|(it, is_exact, id)| (it.by_name, !*is_exact, *id));
    found.into_iter().map(|(it, ..)| it).collect()
}

fn has_key(object: &DataObject, kinds: &[KeyKind]) -> bool {
    object.keys.iter().any(|it| it.kind.is_some_and(|it| kinds.contains(&it)))
}

/// A stage of a journey says that an opportunity begins there, and works with the object.
fn is_stage_object(stack: &Stack, object: &DataObject) -> bool {
    let stages = stack.journeys.values().flat_map(|it| &it.stages);
    stages
        .filter(|it| it.canonical == Some(CanonicalStage::Opportunity))
        .any(|it| it.object.as_ref().is_some_and(|it| it.name == object.id))
}

fn is_called(object: &DataObject, words: &[&str]) -> bool {
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
