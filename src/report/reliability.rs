//! Reliability in words: shares, hours, what a repair is and how its figures came about.

use crate::analysis::Analysis;
use crate::catalog::Ready;
use crate::diag::{Element, ElementKind};
use crate::network::Component;
use crate::reliability::{
    Fix, FixKind, HOURS_A_YEAR, JourneyReliability, KnownFrom, Method, Range, Uptime,
};
use crate::stack::{Company, JourneyId, Stack};
use crate::text::{Label, Span, amount, plural};

/// "97.9 %", or "93.1 to 97.9 %"; finer where nearly nothing is missing.
pub(crate) fn share(range: Range) -> String {
    let digits = if range.high < 0.99 { 1 } else { 2 };
    let say = |share: f64| {
        let text = format!("{:.digits$}", share * 100.0);
        // What is not quite all must not read as all.
        if share < 1.0 && text.starts_with("100") { "over 99.99".to_owned() } else { text }
    };
    span_of(&say(range.low), &say(range.high), " %")
}

/// "387 h", "120 to 387 h", "2.4 h".
pub(crate) fn hours(range: Range) -> String {
    span_of(&number(range.low), &number(range.high), " h")
}

/// "EUR 5,300", or "EUR 1,200 to 5,300".
pub(crate) fn money_range(range: Range, company: &Company) -> String {
    let range = range.map(significant);
    company.money_between(range.low, range.high)
}

/// Three digits: the facts behind it are no better.
fn significant(value: f64) -> f64 {
    let mut scale = 1.0;
    while value.abs() / scale >= 1000.0 {
        scale *= 10.0;
    }
    (value / scale).round() * scale
}

fn span_of(low: &str, high: &str, unit: &str) -> String {
    if low == high { format!("{high}{unit}") } else { format!("{low} to {high}{unit}") }
}

/// One digit below ten, none above.
fn number(value: f64) -> String {
    if value.abs() < 9.95 {
        let text = format!("{value:.1}");
        text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
    } else {
        amount(value)
    }
}

/// What the hours in which a journey does not work are worth a year: hours × value a day / 24.
pub(crate) fn loss(stack: &Stack, it: &JourneyReliability) -> Option<Range> {
    let value = stack.journeys[it.journey].value_per_day?;
    Some(it.bad_hours()?.times(value / 24.0))
}

/// The thing of the file that a part is.
pub(crate) fn element(stack: &Stack, part: Component) -> Element {
    match part {
        Component::Tool(id) => Element::new(ElementKind::Tool, &stack.tools[id].id),
        Component::Integration(id) => {
            Element::new(ElementKind::Integration, &stack.integrations[id].id)
        }
        Component::Credential(id) => {
            Element::new(ElementKind::Credential, &stack.credentials[id].id)
        }
        Component::Person(id) => Element::new(ElementKind::Person, &stack.people[id].id),
        Component::Vendor(id) => Element::new(ElementKind::Vendor, &stack.vendors[id].id),
    }
}

/// A tool by its name, anything else by its id: "Salesforce", "marketo-salesforce", "the access sf-user".
pub(crate) fn part_name(stack: &Stack, part: Component) -> String {
    match part {
        Component::Tool(id) => stack.tools[id].name.to_string(),
        Component::Integration(id) => stack.integrations[id].id.to_string(),
        Component::Credential(id) => format!("the access {}", stack.credentials[id].id),
        Component::Person(id) => stack.people[id].name.to_string(),
        Component::Vendor(id) => stack.vendors[id].name.to_string(),
    }
}

/// A fix by what stays the same of it while the stack is edited elsewhere.
pub(crate) fn fix_key(stack: &Stack, fix: &Fix) -> String {
    let element = element(stack, fix.part);
    let kind: &str = element.kind.into();
    format!("{}|{}|{kind}", element.id, fix.kind.name())
}

/// "set an alert on marketo-salesforce".
pub(crate) fn fix_words(stack: &Stack, fix: &Fix) -> String {
    let name = part_name(stack, fix.part);
    match &fix.kind {
        FixKind::Alert => format!("set an alert on {name}"),
        FixKind::Owner => format!("name an owner for {name}"),
        FixKind::OwnerAndRunbook => format!("name an owner for {name} and write a runbook"),
        FixKind::Runbook => format!("write a runbook for {name}"),
        FixKind::ServiceAccount => match fix.part {
            Component::Integration(_) => format!("give {name} an account that belongs to nobody"),
            Component::Credential(_)
            | Component::Tool(_)
            | Component::Person(_)
            | Component::Vendor(_) => format!("make {name} an account that belongs to nobody"),
        },
        FixKind::Connector { method, .. } => {
            format!("let a {} do the work of {name}", method.words())
        }
        FixKind::Retry => format!("let {name} try again what failed"),
        FixKind::Keeper => format!("give {name} a keeper and a vault"),
    }
}

/// What changes by it: "noticed after 1 h instead of 72 h".
pub(crate) fn fix_effect(fix: &Fix) -> String {
    let (before, after) = (&fix.before, &fix.after);
    match &fix.kind {
        FixKind::Alert => {
            format!("noticed after {} instead of {}", hours(after.detect), hours(before.detect))
        }
        FixKind::Owner | FixKind::OwnerAndRunbook | FixKind::Runbook | FixKind::Keeper => {
            format!("repaired in {} instead of {}", hours(after.repair), hours(before.repair))
        }
        FixKind::ServiceAccount | FixKind::Connector { .. } => {
            format!("fails {} instead of {} a year", times(after), times(before))
        }
        FixKind::Retry => {
            let rate = before.error_rate.map_or(String::new(), |it| it.to_string());
            format!("{rate} of its records fail today")
        }
    }
}

/// "1.4 to 2.2 times".
pub(crate) fn times(uptime: &Uptime) -> String {
    let rate = uptime.rate();
    let say = |it: f64| format!("{it:.1}");
    span_of(&say(rate.low), &say(rate.high), " times")
}

/// Where the file says what a fix would change; the whole item where it says nothing yet.
pub(crate) fn fix_span(stack: &Stack, fix: &Fix) -> Span {
    if let FixKind::Connector { known: KnownFrom::File { span, .. }, .. } = &fix.kind {
        return *span;
    }
    match fix.part {
        Component::Integration(id) => stack.integrations[id].spans.of(fix.kind.field()),
        Component::Credential(id) => stack.credentials[id].spans.of(fix.kind.field()),
        Component::Tool(_) | Component::Person(_) | Component::Vendor(_) => Span::NONE,
    }
}

/// How the figures of a fix came about, as names with their texts.
pub(crate) fn fix_steps(analysis: &Analysis, fix: &Fix) -> Vec<(&'static str, String)> {
    let stack = &analysis.stack;
    let mut steps = vec![("changes", fix_effect(fix))];
    let [(worst, worst_after), (best, best_after)] = fix.shares();
    let (before, after) = (Range::between(worst, best), Range::between(worst_after, best_after));
    let what = if matches!(fix.kind, FixKind::Retry) { "gets through" } else { "works" };
    steps.push((what, format!("{} instead of {}", share(after), share(before))));
    if let Some((login, renewed)) = &fix.also {
        let login = part_name(stack, Component::Credential(*login));
        let works = share(renewed.availability());
        steps.push(("helps too", format!("{login}, which it runs on with others: works {works}")));
        steps.push((
            "formula",
            "(the journey with both as they will be − as it is) × 8760 h".to_owned(),
        ));
    } else {
        steps.push(("formula", "(share after − share before) × importance × 8760 h".to_owned()));
    }
    for gain in &fix.journeys {
        let [low, high] = gain.birnbaum;
        let importance = if (low - high).abs() < 0.0005 {
            format!("{low:.3}")
        } else {
            format!("{low:.3} to {high:.3}")
        };
        let name = &stack.journeys[gain.journey].name;
        let worth =
            gain.money.map_or(String::new(), |it| format!(", {}", money_range(it, &stack.company)));
        steps.push((
            "journey",
            format!("{name}: importance {importance}, {} a year{worth}", hours(gain.hours)),
        ));
    }
    if fix.money.is_some() {
        steps.push(("worth", "hours × value of a day / 24".to_owned()));
    }
    steps.push((
        "compare",
        format!(
            "{:.0} % of what it would win if this never failed",
            fix.share_of_perfect() * 100.0
        ),
    ));
    steps.extend(fix_source(fix).map(|it| ("known", it)));
    steps
}

/// From where, and of which day, a connector is known.
pub(crate) fn fix_source(fix: &Fix) -> Option<String> {
    let FixKind::Connector { known, .. } = &fix.kind else { return None };
    match known {
        KnownFrom::File { as_of, .. } => {
            as_of.map(|day| format!("the connector is known as of {day}"))
        }
        KnownFrom::Catalog(Ready { platform, other }) => Some(format!(
            "{} has a connector to {} (list {}); look at today’s: its objects, fields and limits",
            platform.name(),
            other.name,
            platform.dated()
        )),
    }
}

/// How the figures of a part came about.
pub(crate) fn part_steps(analysis: &Analysis, part: Component) -> Vec<(&'static str, String)> {
    let stack = &analysis.stack;
    let Some(uptime) = analysis.reliability().uptime(part) else {
        let stated = match part {
            Component::Tool(id) => stack.tools[id].availability,
            Component::Integration(_)
            | Component::Credential(_)
            | Component::Person(_)
            | Component::Vendor(_) => None,
        };
        let text = stated.map_or_else(
            || "no `availability` is stated: its own outages are not counted".to_owned(),
            |it| format!("{it} of the time, as stated in `availability`"),
        );
        return vec![("works", text)];
    };
    let points = uptime.likelihood;
    let points = if points.is_known() {
        format!("{:.0} points of likelihood", points.high)
    } else {
        format!("{:.0} to {:.0} points of likelihood", points.low, points.high)
    };
    let history = uptime.history.map_or(String::new(), |it| {
        let count = format!("{:.0}", it.incidents);
        let noun = if it.incidents > 1.0 { "incidents" } else { "incident" };
        format!(", drawn towards {count} {noun} in {:.1} years", it.years)
    });
    vec![
        ("fails", format!("{} a year: 0.5 × e^(0.05 × points), {points}{history}", times(uptime))),
        ("noticed", format!("after {}", hours(uptime.detect))),
        ("repaired", format!("in {} more", hours(uptime.repair))),
        (
            "works",
            format!(
                "{} of the time = 1 / (1 + failures × hours / 8760); {} a year are lost",
                share(uptime.availability()),
                hours(uptime.bad_hours())
            ),
        ),
    ]
}

/// "exactly", or by how many draws and with which error.
pub(crate) fn method_words(it: &JourneyReliability) -> String {
    match it.method {
        Method::Exact { .. } => "worked out exactly".to_owned(),
        Method::Sampled { draws } => format!(
            "estimated by {draws} draws, standard error {:.4} ({:.1} h a year)",
            it.standard_error,
            it.standard_error * HOURS_A_YEAR
        ),
    }
}

/// What the figures of a journey leave out or do not know.
pub(crate) fn caveats(analysis: &Analysis, it: &JourneyReliability) -> Vec<String> {
    let stack = &analysis.stack;
    let mut found = Vec::new();
    let silent: Vec<&Label> = it
        .parts
        .iter()
        .filter_map(|part| match part.component {
            Component::Tool(id) if stack.tools[id].availability.is_none() => {
                Some(&stack.tools[id].name)
            }
            Component::Tool(_)
            | Component::Integration(_)
            | Component::Credential(_)
            | Component::Person(_)
            | Component::Vendor(_) => None,
        })
        .collect();
    if !silent.is_empty() {
        found.push(format!(
            "{} no `availability`, so that their own outages are not counted",
            if silent.len() == 1 {
                "1 tool states".to_owned()
            } else {
                format!("{} state", plural(silent.len(), "tool"))
            }
        ));
    }
    if it.has_gaps() {
        found.push("a stage names no tool: the journey is no better than it says here".to_owned());
    }
    if it.has_more_ways() {
        found.push(
            "a hand-off has more ways than were looked at: it is no worse than it says here"
                .to_owned(),
        );
    }
    if let Method::Sampled { .. } = it.method {
        found.push(format!("the figures are {}", method_words(it)));
    }
    if it.has_more_cuts {
        found.push(
            "sets of more than three parts that stop it together were not looked for".to_owned(),
        );
    }
    found
}

/// What stops a journey by itself: integrations and access first, then tools, each in the order of what they cost.
pub(crate) fn single_points(it: &JourneyReliability) -> Vec<Component> {
    let mut found: Vec<Component> =
        it.parts.iter().filter(|part| part.is_single_point).map(|part| part.component).collect();
    found.sort_by_key(|part| matches!(part, Component::Tool(_)));
    found
}

/// The fixes that a journey gains by, by what it gains.
pub(crate) fn fixes_of(analysis: &Analysis, journey: JourneyId) -> Vec<(&Fix, Range)> {
    let all = analysis.reliability().fixes.iter();
    let mut own: Vec<(&Fix, Range)> = all
        .filter_map(|fix| {
            let gain = fix.journeys.iter().find(|it| it.journey == journey)?;
            (gain.hours.high >= 0.05).then_some((fix, gain.hours))
        })
        .collect();
    own.sort_by(|(_, left), (_, right)| {
        right.low.total_cmp(&left.low).then(right.high.total_cmp(&left.high))
    });
    own
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_read_like_speech() {
        assert_eq!(share(Range::exactly(0.955_817)), "95.6 %");
        assert_eq!(share(Range { low: 0.931, high: 0.9987 }), "93.10 to 99.87 %");
        assert_eq!(share(Range::exactly(1.0)), "100.00 %");
        assert_eq!(share(Range::exactly(0.999_999)), "over 99.99 %");
        assert_eq!(hours(Range::exactly(387.04)), "387 h");
        assert_eq!(hours(Range { low: 0.0, high: 2.44 }), "0 to 2.4 h");
        assert_eq!(hours(Range::exactly(1234.0)), "1,234 h");
    }
}
