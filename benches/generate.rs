//! Writes stack files of any size: hubs, chains, two-way syncs, gaps in the facts. Same arguments, same bytes.

use std::fmt::Write as _;

const CATEGORIES: &[&str] = &[
    "ads",
    "form-survey",
    "crm",
    "marketing-automation",
    "data-warehouse",
    "sales-engagement",
    "bi",
    "support",
    "event-webinar",
    "enrichment",
    "email",
    "cms",
];
pub(crate) const METHODS: &[&str] = &[
    "native_connector",
    "native_connector",
    "vendor_connector",
    "ipaas_recipe",
    "elt",
    "reverse_etl",
    "webhook",
    "api_custom",
    "manual_csv",
    "shared_spreadsheet",
];
const OBJECTS: &[&str] = &["person", "account", "opportunity", "activity", "consent"];
const EVERY: &[&str] = &["PT5M", "PT15M", "1h", "daily", "weekly"];
/// Tools per business unit: each unit has hubs of its own, as large companies do.
const UNIT: usize = 400;
const PEOPLE: usize = 40;
/// Names that fields of one object have; tools disagree on them, as real ones do.
const FIELDS: &[&str] =
    &["email", "Email", "name", "country", "score", "stage", "owner", "opt_out"];

/// How much the file says.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Detail {
    /// No integration lists fields: every field goes where its object goes.
    Plain,
    /// Each lists its own, under other names on the other side, and automations ask for them and change them: nothing can
    /// be shared.
    Fields,
    /// The same, and people opt out of three purposes in one tool of ten.
    Consent,
}

/// A small linear congruential generator (constants of Knuth's MMIX): no dependency, the same on every machine.
pub(crate) struct Dice(pub(crate) u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap_or(0) % sides.max(1)
    }

    pub(crate) fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }
}

/// A stack of that many tools and integrations.
pub(crate) fn stack(tools: usize, integrations: usize, detail: Detail) -> String {
    let mut dice = Dice(tools as u64 * 31 + integrations as u64);
    let mut out = String::from(
        "version: 1\ncompany: {name: Bench, currency: EUR, as_of: 2026-09-15, regions: [EU]}\npeople:\n",
    );
    for person in 0..PEOPLE {
        let active = person % 8 != 3;
        let _ = writeln!(out, "  - {{id: p{person}, name: Person {person}, active: {active}}}");
    }
    write_tools(&mut out, &mut dice, tools);
    out.push_str("objects:\n");
    for object in OBJECTS {
        let _ = writeln!(
            out,
            "  - {{id: {object}, name: {object}, system_of_record: t2, personal: true, freshness_slo: 1d, keys: [{{name: email, kind: email, unique: true}}]}}"
        );
    }
    write_integrations(&mut out, &mut dice, (tools, integrations), detail);
    if detail != Detail::Plain {
        write_automations(&mut out, &mut dice, tools);
    }
    if detail == Detail::Consent {
        write_consent(&mut out, tools);
    }
    write_plans(&mut out, tools);
    out
}

fn write_tools(out: &mut String, dice: &mut Dice, tools: usize) {
    out.push_str("tools:\n");
    for tool in 0..tools {
        let category = CATEGORIES[tool % CATEGORIES.len()];
        let tier = 1 + dice.roll(3);
        let owner = dice.roll(PEOPLE);
        let _ = writeln!(
            out,
            "  - id: t{tool}\n    name: Tool {tool}\n    category: {category}\n    tier: {tier}"
        );
        let _ = writeln!(
            out,
            "    business_owner: p{owner}\n    technical_owner: p{}",
            dice.roll(PEOPLE)
        );
        if dice.roll(3) > 0 {
            let _ = writeln!(
                out,
                "    cost: {{annual: {}}}\n    verified_at: 2026-0{}-11",
                1000 * (1 + dice.roll(90)),
                1 + dice.roll(9)
            );
        }
        if tool % 12 == 3 {
            out.push_str("    sends: [email]\n");
        }
    }
}

fn write_integrations(
    out: &mut String,
    dice: &mut Dice,
    (tools, integrations): (usize, usize),
    detail: Detail,
) {
    out.push_str("integrations:\n");
    for number in 0..integrations {
        let unit = dice.roll(tools.div_ceil(UNIT)) * UNIT;
        let size = UNIT.min(tools - unit);
        let leaf = unit + dice.roll(size);
        let hub =
            if dice.roll(16) == 0 { dice.roll(tools) } else { unit + (2 + dice.roll(4)) % size };
        let to = if leaf == hub { (hub + 1) % tools } else { hub };
        let (from, to) = if dice.roll(2) == 0 { (leaf, to) } else { (to, leaf) };
        let _ = writeln!(
            out,
            "  - id: i{number}\n    from: t{from}\n    to: t{to}\n    method: {}",
            dice.pick(METHODS)
        );
        let _ = writeln!(
            out,
            "    objects: [{}]\n    frequency: {}\n    latency: 1m",
            carried(dice, detail),
            dice.pick(EVERY)
        );
        if dice.roll(10) == 0 {
            out.push_str("    direction: two_way\n");
        }
        if dice.roll(5) > 0 {
            let _ = writeln!(
                out,
                "    owner: p{}\n    monitoring: {{kind: dashboard}}",
                dice.roll(PEOPLE)
            );
        }
        if dice.roll(12) == 0 {
            out.push_str("    workaround: {reason: no connector, since: 2025-03-01}\n");
        }
    }
}

/// What an integration moves.
fn carried(dice: &mut Dice, detail: Detail) -> String {
    let object = dice.pick(OBJECTS);
    match detail {
        Detail::Plain => object.to_owned(),
        Detail::Fields | Detail::Consent => {
            let mut maps = String::new();
            for _ in 0..4 {
                let (source, target) = (dice.pick(FIELDS), dice.pick(FIELDS));
                let _ = write!(maps, "{{source: {source}, target: {target}}}, ");
            }
            format!("{{object: {object}, fields: [{maps}]}}")
        }
    }
}

/// One in ten tools runs something that reads a field and changes another.
fn write_automations(out: &mut String, dice: &mut Dice, tools: usize) {
    out.push_str("automations:\n");
    for tool in (0..tools).step_by(10) {
        let (object, field, changed) = (dice.pick(OBJECTS), dice.pick(FIELDS), dice.pick(FIELDS));
        let _ = writeln!(
            out,
            "  - {{id: a{tool}, tool: t{tool}, active: true, reads: [{object}.{field}], writes: [{object}.{changed}]}}"
        );
    }
}

fn write_consent(out: &mut String, tools: usize) {
    let points: Vec<_> = (0..tools).step_by(10).map(|it| format!("t{it}")).collect();
    let points = points.join(", ");
    out.push_str("consent:\n  purposes:\n");
    for (purpose, field) in
        [("news", "person.opt_out"), ("offers", "consent.email"), ("sales", "person.country")]
    {
        let _ = writeln!(
            out,
            "    - {{id: {purpose}, channels: [email], object_field: {field}, capture_points: [{points}]}}"
        );
    }
}

fn write_plans(out: &mut String, tools: usize) {
    out.push_str("journeys:\n");
    for journey in 0..5_usize {
        let stage = |number: usize| format!("t{}", (journey * 7 + number * 2) % tools);
        let _ = writeln!(
            out,
            "  - id: j{journey}\n    name: Journey {journey}\n    value_per_day: 10000\n    stages:"
        );
        for number in 1..4 {
            let _ =
                writeln!(out, "      - {{id: s{number}, tool: {}, object: person}}", stage(number));
        }
    }
}
