//! The table of keys and forms: what the parser knows, the errors suggest and the documentation shows.

use strum::VariantNames as _;

use super::facts::{
    YES_NO, count, every, findings, id, name, object, owner, status, statuses, tool, vendor, yes_no,
};
use super::values::{Values, day, number, owners, small, text, texts, tools};
use super::{Input, Item, Kind};
use crate::diag::{ElementKind, Severity};
use crate::stack::{Category, Channel, Lifecycle, Method, Stage};
use crate::text::Label;

/// What a key's values are compared as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Sort {
    /// With `:`; `*` and `?` are patterns.
    Text,
    /// With `>`, `>=`, `<`, `<=` and `=`.
    Number,
    /// As numbers are, and with `:` as text.
    Day,
}

/// What may stand after a key.
#[derive(Clone, Copy)]
pub(super) enum Vocabulary {
    Closed(fn() -> &'static [&'static str]),
    Tools,
    Parties,
    Objects,
    Credentials,
    Vendors,
    Tags,
    Rules,
    Open,
}

pub(crate) struct Key {
    pub(crate) name: &'static str,
    /// The things that have it.
    pub(crate) kinds: &'static [Kind],
    pub(crate) sort: Sort,
    /// What it is, in a few words.
    pub(crate) says: &'static str,
    pub(crate) example: &'static str,
    pub(super) vocabulary: Vocabulary,
    /// `None` where things of that kind have no such key.
    pub(super) of: for<'a> fn(&Input<'a>, Item<'a>) -> Values<'a>,
}

impl PartialEq for Key {
    fn eq(&self, other: &Self) -> bool {
        self.name == other.name
    }
}

impl std::fmt::Debug for Key {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.write_str(self.name)
    }
}

/// How a term may look, with what it means: for the documentation and the help.
pub(crate) const FORMS: &[(&str, &str)] = &[
    (
        "salesforce",
        "the thing of that id, name or alias, and what hangs on it directly: a tool's integrations, the objects it is the system of record of, the journeys through it, the findings about any of these",
    ),
    (
        "sales*",
        "as above, for every name that fits; `*` stands for anything, `?` for one character",
    ),
    (
        "\"Sales Cloud\"",
        "a name with spaces or signs in it, in quotes of either kind; nothing in quotes is a pattern",
    ),
    (
        "+salesforce",
        "the tool with everything upstream: all that its data comes from, over any number of hops",
    ),
    ("2+salesforce", "the tool with what lies up to two hops upstream"),
    ("salesforce+", "the tool with everything downstream"),
    ("salesforce+2", "the tool with what lies up to two hops downstream"),
    ("1+salesforce+2", "both at once"),
    ("@salesforce", "the tool with everything up- and downstream, as `+salesforce+`"),
    ("method:manual*", "what has that value under a key; letter case does not matter"),
    ("fragility>60", "what has a number or day above that; also `>=`, `<`, `<=` and `=`"),
    ("owner:unknown", "that of which nobody has said it, under any key"),
    ("!salesforce", "everything but that, before any of the forms above"),
];

const EVERY_FLOW: &[Kind] = &[Kind::Integration];
const TOOLS: &[Kind] = &[Kind::Tool];
const FINDINGS: &[Kind] = &[Kind::Finding];

/// By name.
pub(crate) fn key(name: &str) -> Option<&'static Key> {
    KEYS.iter().find(|it| it.name.eq_ignore_ascii_case(name))
}

/// Writes a line of the table. `of` is a closure without surroundings.
const fn row(
    (name, example): (&'static str, &'static str),
    says: &'static str,
    kinds: &'static [Kind],
    (sort, vocabulary): (Sort, Vocabulary),
    of: for<'a> fn(&Input<'a>, Item<'a>) -> Values<'a>,
) -> Key {
    Key { name, kinds, sort, says, example, vocabulary, of }
}

const OPEN: (Sort, Vocabulary) = (Sort::Text, Vocabulary::Open);
const NUMBER: (Sort, Vocabulary) = (Sort::Number, Vocabulary::Open);
const DAY: (Sort, Vocabulary) = (Sort::Day, Vocabulary::Open);
const PARTIES: (Sort, Vocabulary) = (Sort::Text, Vocabulary::Parties);
const A_TOOL: (Sort, Vocabulary) = (Sort::Text, Vocabulary::Tools);

const fn one_of(list: fn() -> &'static [&'static str]) -> (Sort, Vocabulary) {
    (Sort::Text, Vocabulary::Closed(list))
}

/// Takes one kind of thing out of the many; of all others there is nothing to say.
macro_rules! of {
    ($input:ident, $($kind:ident($item:ident) => $value:expr),+ $(,)?) => {
        |$input, item| {
            $(if let Item::$kind($item) = item { return $value; })+
            None
        }
    };
}

pub(crate) static KEYS: &[Key] = &[
    row(
        ("id", "id:webinar-*"),
        "the id",
        &[
            Kind::Tool,
            Kind::Integration,
            Kind::Object,
            Kind::Person,
            Kind::Journey,
            Kind::Credential,
            Kind::Automation,
            Kind::AiFeature,
            Kind::Vendor,
        ],
        OPEN,
        id,
    ),
    row(
        ("name", "name:*cloud*"),
        "the name",
        &[
            Kind::Tool,
            Kind::Object,
            Kind::Person,
            Kind::Journey,
            Kind::Automation,
            Kind::AiFeature,
            Kind::Vendor,
        ],
        OPEN,
        name,
    ),
    row(
        ("owner", "owner:ana"),
        "who looks after it: a person or a team, by id or name; the business or the technical owner of a tool, the holder of a credential",
        &[Kind::Tool, Kind::Integration, Kind::Credential, Kind::Automation, Kind::AiFeature],
        PARTIES,
        owner,
    ),
    row(
        ("object", "object:contact"),
        "an object that it stores, moves or is",
        &[Kind::Tool, Kind::Integration, Kind::Object],
        (Sort::Text, Vocabulary::Objects),
        object,
    ),
    row(
        ("status", "status:live"),
        "of an integration whether it is live, of an AI feature how far it is, of a person `active` or `left`",
        &[Kind::Integration, Kind::Person, Kind::AiFeature],
        one_of(statuses),
        status,
    ),
    row(
        ("findings", "findings>=2"),
        "how many findings are about it",
        &[Kind::Tool, Kind::Integration, Kind::Object, Kind::Person, Kind::Journey],
        NUMBER,
        findings,
    ),
    row(
        ("tool", "tool:hubspot"),
        "the tool at either end, the middleware, or the tool it lives in",
        &[
            Kind::Tool,
            Kind::Integration,
            Kind::Object,
            Kind::Journey,
            Kind::Credential,
            Kind::Automation,
            Kind::AiFeature,
        ],
        A_TOOL,
        tool,
    ),
    // Tools
    row(
        ("category", "category:crm"),
        "the category",
        TOOLS,
        one_of(|| Category::VARIANTS),
        of!(input, Tool(id) => text(input.stack.tools[id].category.name())),
    ),
    row(
        ("tag", "tag:critical"),
        "a tag",
        TOOLS,
        (Sort::Text, Vocabulary::Tags),
        of!(input, Tool(id) => texts(input.stack.tools[id].tags.iter().map(Label::as_str))),
    ),
    row(
        ("stage", "stage:hub"),
        "the column of the map",
        TOOLS,
        one_of(|| Stage::VARIANTS),
        of!(input, Tool(id) => text(input.stack.tools[id].stage().name())),
    ),
    row(
        ("lifecycle", "lifecycle:deprecated"),
        "whether it is proposed, on trial, active, deprecated or retired",
        TOOLS,
        one_of(|| Lifecycle::VARIANTS),
        of!(input, Tool(id) => text(input.stack.tools[id].lifecycle.into())),
    ),
    row(
        ("tier", "tier=1"),
        "how critical it is: 1, 2 or 3; of an integration its criticality",
        &[Kind::Tool, Kind::Integration],
        NUMBER,
        of!(input, Tool(id) => small(input.stack.tools[id].tier), Integration(id) => small(input.stack.integrations[id].criticality)),
    ),
    row(
        ("business_owner", "business_owner:ana"),
        "the business owner",
        TOOLS,
        PARTIES,
        of!(input, Tool(id) => owners(input.stack, [&input.stack.tools[id].business_owner])),
    ),
    row(
        ("technical_owner", "technical_owner:ana"),
        "the technical owner",
        TOOLS,
        PARTIES,
        of!(input, Tool(id) => owners(input.stack, [&input.stack.tools[id].technical_owner])),
    ),
    row(
        ("sends", "sends:email"),
        "a channel on which it sends",
        TOOLS,
        one_of(|| Channel::VARIANTS),
        of!(input, Tool(id) => texts(input.stack.tools[id].sends.iter().map(|it| it.channel.name()))),
    ),
    row(
        ("vendor", "vendor:hubspot"),
        "the vendor",
        TOOLS,
        (Sort::Text, Vocabulary::Vendors),
        of!(input, Tool(id) => vendor(input, id)),
    ),
    row(
        ("cost_annual", "cost_annual>50000"),
        "the cost in a year",
        TOOLS,
        NUMBER,
        of!(input, Tool(id) => number(input.stack.tools[id].cost.as_ref().and_then(|it| it.annual))),
    ),
    row(
        ("renewal_date", "renewal_date<2027-01-01"),
        "the day the contract renews",
        TOOLS,
        DAY,
        of!(input, Tool(id) => day(input.stack.tools[id].contract.as_ref().and_then(|it| it.renewal_date))),
    ),
    row(
        ("breaks", "breaks>3"),
        "how many needs break without it",
        TOOLS,
        NUMBER,
        of!(input, Tool(id) => number(input.breaks.get(id.index()).copied().flatten().map(count))),
    ),
    row(
        ("in", "in>5"),
        "how many live integrations bring data to it",
        TOOLS,
        NUMBER,
        of!(input, Tool(id) => number(Some(f64::from(input.degree(id).0)))),
    ),
    row(
        ("out", "out>5"),
        "how many live integrations take data from it",
        TOOLS,
        NUMBER,
        of!(input, Tool(id) => number(Some(f64::from(input.degree(id).1)))),
    ),
    row(
        ("verified_at", "verified_at<2026-01-01"),
        "the day it was last looked at",
        &[Kind::Tool, Kind::Integration],
        DAY,
        of!(input, Tool(id) => day(input.stack.tools[id].verified_at), Integration(id) => day(input.stack.integrations[id].verified_at)),
    ),
    // Integrations
    row(
        ("from", "from:webflow"),
        "the tool that data comes from",
        EVERY_FLOW,
        A_TOOL,
        of!(input, Integration(id) => tools(input.stack, [&input.stack.integrations[id].from])),
    ),
    row(
        ("to", "to:salesforce"),
        "the tool that data goes to",
        EVERY_FLOW,
        A_TOOL,
        of!(input, Integration(id) => tools(input.stack, [&input.stack.integrations[id].to])),
    ),
    row(
        ("via", "via:zapier"),
        "the middleware",
        EVERY_FLOW,
        A_TOOL,
        of!(input, Integration(id) => tools(input.stack, &input.stack.integrations[id].via)),
    ),
    row(
        ("method", "method:manual*"),
        "how data gets across",
        EVERY_FLOW,
        one_of(|| Method::VARIANTS),
        of!(input, Integration(id) => text(input.stack.integrations[id].method.name())),
    ),
    row(("every", "every:daily"), "how often it runs, as the file has it", EVERY_FLOW, OPEN, every),
    row(
        ("fragility", "fragility>60"),
        "the fragility score, 0 to 100",
        EVERY_FLOW,
        NUMBER,
        of!(input, Integration(id) => small(input.fragility.get(id.index()).map(|it| it.score))),
    ),
    row(
        ("fragility_low", "fragility_low>60"),
        "the least that the score is, whatever the unknown facts are",
        EVERY_FLOW,
        NUMBER,
        of!(input, Integration(id) => small(input.fragility.get(id.index()).map(|it| it.low))),
    ),
    row(
        ("fragility_high", "fragility_high<40"),
        "the most that the score is, whatever the unknown facts are",
        EVERY_FLOW,
        NUMBER,
        of!(input, Integration(id) => small(input.fragility.get(id.index()).map(|it| it.high))),
    ),
    row(
        ("band", "band:brittle"),
        "the word for the score",
        EVERY_FLOW,
        one_of(|| &["solid", "sound", "fragile", "brittle", "critical"]),
        of!(input, Integration(id) => texts(input.fragility.get(id.index()).map(|it| it.band().name()))),
    ),
    row(
        ("impact", "impact>=60"),
        "how much hangs on it, 0 to 100",
        EVERY_FLOW,
        NUMBER,
        of!(input, Integration(id) => small(input.weights.get(id.index()).map(|it| it.impact))),
    ),
    row(
        ("priority", "priority:high"),
        "what to look at first",
        EVERY_FLOW,
        one_of(|| &["low", "medium", "high"]),
        of!(input, Integration(id) => texts(input.weights.get(id.index()).map(|it| it.priority.name()))),
    ),
    row(
        ("credential", "credential:sfdc-token"),
        "the credential it uses",
        EVERY_FLOW,
        (Sort::Text, Vocabulary::Credentials),
        of!(input, Integration(id) => texts(input.stack.integrations[id].credential.as_ref().map(|it| it.name.as_str()))),
    ),
    row(
        ("workaround", "workaround:yes"),
        "whether it is one: `yes` or `no`",
        EVERY_FLOW,
        one_of(|| YES_NO),
        of!(input, Integration(id) => text(yes_no(input.stack.integrations[id].workaround.is_some()))),
    ),
    // Objects, journeys and people
    row(
        ("personal", "personal:yes"),
        "whether it is data about people: `yes` or `no`",
        &[Kind::Object],
        one_of(|| YES_NO),
        of!(input, Object(id) => texts(input.stack.objects[id].personal.map(yes_no))),
    ),
    row(
        ("system_of_record", "system_of_record:salesforce"),
        "where the truth is kept",
        &[Kind::Object],
        A_TOOL,
        of!(input, Object(id) => tools(input.stack, &input.stack.objects[id].system_of_record)),
    ),
    row(
        ("value_per_day", "value_per_day>1000"),
        "what a day of it is worth",
        &[Kind::Journey],
        NUMBER,
        of!(input, Journey(id) => number(input.stack.journeys[id].value_per_day)),
    ),
    row(
        ("role", "role:*ops*"),
        "the role",
        &[Kind::Person],
        OPEN,
        of!(input, Person(id) => texts(input.stack.people[id].role.as_ref().map(Label::as_str))),
    ),
    row(
        ("team", "team:mops"),
        "the team, by id",
        &[Kind::Tool, Kind::Person],
        PARTIES,
        of!(input, Tool(id) => texts(input.stack.tools[id].team.as_ref().map(|it| it.name.as_str())), Person(id) => texts(input.stack.people[id].team.as_ref().map(|it| it.name.as_str()))),
    ),
    // Findings
    row(
        ("rule", "rule:optout*"),
        "the rule or problem",
        FINDINGS,
        (Sort::Text, Vocabulary::Rules),
        of!(_input, Finding(it) => text(it.code)),
    ),
    row(
        ("severity", "severity:error"),
        "`note`, `warning` or `error`",
        FINDINGS,
        one_of(|| Severity::VARIANTS),
        of!(_input, Finding(it) => text(it.severity.name())),
    ),
    row(
        ("confidence", "confidence:high"),
        "how sure the rule is",
        FINDINGS,
        one_of(|| &["medium", "high"]),
        of!(_input, Finding(it) => text(it.confidence.into())),
    ),
    row(
        ("kind", "kind:integration"),
        "the kind of thing it is about",
        FINDINGS,
        one_of(|| ElementKind::VARIANTS),
        of!(_input, Finding(it) => texts(it.element.as_ref().map(|it| it.kind.into()))),
    ),
    row(
        ("on", "on:webinar-csv"),
        "the id of what it is about",
        FINDINGS,
        OPEN,
        of!(_input, Finding(it) => texts(it.element.as_ref().map(|it| it.id.as_str()))),
    ),
    row(
        ("related", "related:hubspot"),
        "the id of something that it mentions",
        FINDINGS,
        OPEN,
        of!(_input, Finding(it) => texts(it.related.iter().map(|it| it.id.as_str()))),
    ),
    row(
        ("message", "message:*owner*"),
        "its sentence",
        FINDINGS,
        OPEN,
        of!(_input, Finding(it) => text(&it.message)),
    ),
];
