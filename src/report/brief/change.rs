//! The page of a scenario: something is replaced, removed, added or changed.

use super::circle::Circle;
use super::fill::{list, repairs, seats, tenth, tool_name, weeks, weeks_of, work};
use super::{Brief, RISKS_MAX, Risk};
use crate::analysis::Analysis;
use crate::diag::{Diagnostic, Severity};
use crate::effort::{Table, Unit, pace};
use crate::impact::JourneyFate;
use crate::readiness::Hours;
use crate::report::{Severities, unproven};
use crate::scenario::{Edit, Migration, Removal, Simulation, Verdict};
use crate::stack::{Date, Tool, ToolId};
use crate::text::amount;
use crate::text::{Label, plural};

/// A scenario with all that was worked out about it.
pub(crate) struct Change<'a> {
    pub(crate) before: &'a Analysis,
    pub(crate) edits: &'a [Edit],
    pub(crate) simulation: &'a Simulation,
    pub(crate) migrations: &'a [Migration],
    pub(crate) removal: Option<&'a Removal>,
    /// The day on which it would begin.
    pub(crate) start: Option<Date>,
}

pub(crate) fn of_change(it: &Change<'_>) -> Brief {
    let circle = circle(it);
    let unknowns = unknowns(it);
    let (confidence, because) = circle.confidence(unknowns.len());
    let (kind, decision) = decision(it);
    let (yes, hours) = yes(it, &circle);
    Brief {
        kind,
        decision,
        answer: answer(it),
        confidence,
        because,
        unknowns,
        yes,
        no: no(it),
        risks: risks(it, &circle),
        tenth: hours.map(tenth),
        instead: instead(it, &circle),
        asked: circle.asked(),
        to_ask: circle.to_ask(),
        as_of: it.before.as_of,
    }
}

fn circle<'a>(it: &Change<'a>) -> Circle<'a> {
    let stack = &it.before.stack;
    let mut circle = Circle::new(it.before);
    for edit in it.edits {
        let names: Vec<&Label> = match edit {
            Edit::RemoveTool { tool, .. } => vec![tool],
            Edit::AddTool { tool, .. } => vec![&tool.id],
            Edit::ReplaceTool { tool, by, .. } => vec![tool, by],
            Edit::Connect { integration, .. } => vec![&integration.from.name, &integration.to.name],
            Edit::Disconnect { .. }
            | Edit::Set { .. }
            | Edit::Outage { .. }
            | Edit::Leave { .. } => Vec::new(),
        };
        circle.tools.extend(names.into_iter().filter_map(|it| stack.tools.find(it)));
    }
    circle.integrations.extend(&it.simulation.blast.cut);
    let leaving: Vec<ToolId> = goes(it);
    let plans = stack.initiatives.iter().find(|(_, plan)| {
        let named = plan.leaving.iter().filter_map(|it| it.id);
        let mut joining = plan.joining.iter();
        named.into_iter().any(|it| leaving.contains(&it))
            || joining.any(|name| arrives(it).any(|tool| tool.id == name.name))
    });
    circle.initiative = plans.map(|(id, _)| id);
    circle
}

/// Tools that are removed or replaced.
fn goes(it: &Change<'_>) -> Vec<ToolId> {
    let gone = it.edits.iter().filter_map(|edit| edit.removed().or_else(|| edit.replaced()));
    gone.filter_map(|name| it.before.stack.tools.find(name)).collect()
}

/// Tools that are new.
fn arrives<'a>(it: &'a Change<'_>) -> impl Iterator<Item = &'a Tool> {
    it.edits.iter().filter_map(Edit::added)
}

fn decision(it: &Change<'_>) -> (&'static str, String) {
    if let [first, ..] = it.migrations {
        let planned = first.planned_weeks.map_or_else(String::new, |it| format!(" in {it} weeks"));
        let pairs: Vec<String> = it
            .migrations
            .iter()
            .map(|pair| format!("{} by {}", name(it, &pair.tool), name(it, &pair.by)))
            .collect();
        return ("replace", format!("Do we replace {}{planned}?", list(&pairs)));
    }
    let new: Vec<String> = arrives(it).map(|it| it.name.to_string()).collect();
    if let Some(removal) = it.removal.filter(|_| new.is_empty()) {
        let names: Vec<String> = removal.tools.iter().map(|id| name(it, id)).collect();
        return ("remove", format!("Do we let {} go?", list(&names)));
    }
    if !new.is_empty() {
        let gone: Vec<String> = goes(it).into_iter().map(|id| tool_name(it.before, id)).collect();
        let place =
            if gone.is_empty() { String::new() } else { format!(" and let {} go", list(&gone)) };
        return ("add", format!("Do we bring in {}{place}?", list(&new)));
    }
    let count = plural(it.edits.len(), "change");
    (
        "change",
        format!("Do we make {} {count}?", if it.edits.len() == 1 { "this" } else { "these" }),
    )
}

fn name(it: &Change<'_>, id: &Label) -> String {
    let stacks = [&it.simulation.after.stack, &it.before.stack];
    let known =
        stacks.into_iter().find_map(|it| Some(it.tools[it.tools.find(id)?].name.to_string()));
    known.unwrap_or_else(|| id.to_string())
}

fn answer(it: &Change<'_>) -> String {
    if let [first, ..] = it.migrations {
        return match (first.planned_weeks, first.chance, &first.estimate.weeks) {
            (Some(planned), Some(chance), Some(weeks)) if chance < 0.5 => format!(
                "It can be done, though not in {planned} weeks: that has a chance of {:.0} %, and even odds are at {:.0} weeks.",
                chance * 100.0,
                weeks.at(0.5)
            ),
            (Some(planned), Some(chance), Some(_)) => {
                format!("Yes: {planned} weeks have a chance of {:.0} %.", chance * 100.0)
            }
            (None, _, Some(weeks)) => format!(
                "It can be done in {:.0} to {:.0} weeks (P50 to P80).",
                weeks.at(0.5),
                weeks.at(0.8)
            ),
            (_, _, None) | (Some(_), None, Some(_)) => format!(
                "It can be done in {} to {} hours (P50 to P80); in how many weeks is UNKNOWN.",
                amount(first.estimate.hours.at(0.5)),
                amount(first.estimate.hours.at(0.8))
            ),
        };
    }
    let new = Severities::of(&it.simulation.findings_new);
    if let Some(removal) = it.removal.filter(|_| arrives(it).next().is_none()) {
        let because = removal.reasons.first().map_or("", String::as_str);
        return match removal.verdict {
            Verdict::Safe => format!("Yes, it is safe: {because}."),
            Verdict::SafeAfter(count) => format!(
                "Yes, after {} found another place: {because}.",
                if count == 1 { "1 thing has".to_owned() } else { format!("{count} things have") }
            ),
            Verdict::Unsafe => format!("Not as it stands: {because}."),
        };
    }
    let stopped = stopped(it);
    match (stopped.first(), new.errors) {
        (Some(first), _) => format!("Not as planned: {first}."),
        (None, 0) => {
            "Nothing in the file speaks against it: no journey stops, and no error is new."
                .to_owned()
        }
        (None, errors) => format!(
            "Not as planned: no journey stops, but it brings {}, first of all that {}.",
            plural(errors, "error"),
            worst(it).map_or_else(String::new, |it| it.message.clone())
        ),
    }
}

fn stopped(it: &Change<'_>) -> Vec<String> {
    let stack = &it.before.stack;
    let stopped = it.simulation.blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped);
    stopped.map(|it| format!("{} stops {}", stack.journeys[it.journey].name, it.reason)).collect()
}

/// The new error about opt-outs, else the first.
fn worst<'a>(it: &'a Change<'_>) -> Option<&'a Diagnostic> {
    let errors = || it.simulation.findings_new.iter().filter(|it| it.severity == Severity::Error);
    errors().find(|it| it.code.starts_with("optout")).or_else(|| errors().next())
}

fn unknowns(it: &Change<'_>) -> Vec<String> {
    let mut found: Vec<String> = it.simulation.blast.unknowns.clone();
    found.extend(it.migrations.iter().flat_map(|it| it.unknown.iter().cloned()));
    found.extend(it.removal.iter().flat_map(|it| it.unknown.iter().cloned()));
    let open = unproven(it.before, it.simulation);
    if !open.is_empty() {
        found.push(format!("whether and how {} can be built", plural(open.len(), "integration")));
    }
    let untried = it.edits.iter().filter(|it| is_untried(it)).count();
    if untried > 0 {
        let works = if untried == 1 { "works as it is" } else { "work as they are" };
        let what = plural(untried, "new integration");
        found.push(format!("whether {what} {works} written: nobody has checked"));
    }
    let costless = arrives(it).filter(|it| it.cost.as_ref().is_none_or(|it| it.annual.is_none()));
    found.extend(costless.map(|it| format!("what {} costs", it.name)));
    let mut seen: Vec<String> = Vec::new();
    found.retain(|it| {
        let is_new = !seen.contains(it);
        seen.push(it.clone());
        is_new
    });
    found
}

/// A new integration that nobody has seen run.
fn is_untried(edit: &Edit) -> bool {
    match edit {
        Edit::Connect { integration, .. } => integration.verified_at.is_none(),
        Edit::RemoveTool { .. }
        | Edit::AddTool { .. }
        | Edit::ReplaceTool { .. }
        | Edit::Disconnect { .. }
        | Edit::Set { .. }
        | Edit::Outage { .. }
        | Edit::Leave { .. } => false,
    }
}

/// What yes costs, and the hours of it in five cases of ten.
fn yes(it: &Change<'_>, circle: &Circle<'_>) -> (Vec<String>, Option<f64>) {
    let company = &it.before.stack.company;
    let mut lines: Vec<String> = Vec::new();
    let mut hours: Option<f64> = None;
    let mut add_hours = |p50: f64| hours = Some(hours.unwrap_or(0.0) + p50);
    for migration in it.migrations {
        let estimate = &migration.estimate;
        let (p50, p80) = (estimate.hours.at(0.5), estimate.hours.at(0.8));
        lines.push(work(company, p50, p80));
        lines.push(weeks(estimate, migration.pace));
        let run = &migration.double_run;
        if let Some(cost) = run.cost(run.parallel_weeks.high) {
            let least = if run.is_at_least() { "at least " } else { "" };
            lines.push(format!(
                "{least}{} for both subscriptions while they run side by side, {:.0} weeks at worst",
                company.money(cost),
                run.parallel_weeks.high
            ));
        }
        add_hours(p50);
    }
    if let Some(removal) = it.removal {
        if let Some(moving) = &removal.moving {
            lines.push(work(company, moving.hours.at(0.5), moving.hours.at(0.8)));
            lines.push(weeks(moving, removal.pace));
            add_hours(moving.hours.at(0.5));
        }
        if let Some(stranded) = removal.balance.stranded.filter(|it| *it > 0.0) {
            lines.push(format!(
                "{} paid all the same until the contract ends",
                company.money(stranded)
            ));
        }
        if let Some(by_hand) = removal.balance.by_hand.filter(|it| *it > 0.0) {
            lines.push(format!(
                "{} a year of carrying data by hand, unless flows are built",
                company.money(by_hand)
            ));
        }
    }
    if let Some(built) = built(it) {
        lines.push(format!("building what is new: {}", work(company, built.p50, built.p80)));
        let tools: Vec<ToolId> = circle.tools.iter().copied().collect();
        lines.push(weeks_of(built, pace(&it.before.stack, &tools, it.before.as_of)));
        add_hours(built.p50);
    }
    for tool in arrives(it) {
        let cost = tool.cost.as_ref().and_then(|it| it.annual);
        let cost = cost.map_or("UNKNOWN".to_owned(), |it| company.money(it));
        lines.push(format!("{cost} a year for {}", tool.name));
    }
    if let Some(value) = it.simulation.blast.money.at_risk_per_day.filter(|it| *it > 0.0) {
        lines.push(format!("{} a day on the journeys that stop", company.money(value)));
    }
    if lines.is_empty() {
        lines.push("nothing that the file puts a figure on".to_owned());
    }
    (lines, hours)
}

/// The work of the integrations that are new.
fn built(it: &Change<'_>) -> Option<Hours> {
    let work: Vec<(Unit, f64)> = it
        .edits
        .iter()
        .filter_map(|edit| match edit {
            Edit::Connect { integration, .. } => Some((Unit::of_method(integration.method), 1.0)),
            Edit::RemoveTool { .. }
            | Edit::AddTool { .. }
            | Edit::ReplaceTool { .. }
            | Edit::Disconnect { .. }
            | Edit::Set { .. }
            | Edit::Outage { .. }
            | Edit::Leave { .. } => None,
        })
        .collect();
    Hours::of(&Table::of(&it.before.stack.company), &work)
}

/// What stays as it is.
fn no(it: &Change<'_>) -> Vec<String> {
    let stack = &it.before.stack;
    let mut lines: Vec<String> = Vec::new();
    for tool in goes(it).into_iter().map(|it| &stack.tools[it]) {
        match tool.cost.as_ref().and_then(|it| it.annual) {
            Some(cost) => {
                lines.push(format!("{} a year for {} go on", stack.company.money(cost), tool.name));
            }
            None => lines.push(format!("{} is paid for on; how much is UNKNOWN", tool.name)),
        }
    }
    let fixed = Severities::of(&it.simulation.findings_fixed);
    if fixed.total() > 0 {
        lines.push(format!(
            "{} and {} stay that it would settle",
            plural(fixed.errors, "error"),
            plural(fixed.warnings, "warning")
        ));
    }
    if lines.is_empty() {
        lines.push("nothing that the file puts a figure on: things stay as they are".to_owned());
    }
    lines
}

fn risks(it: &Change<'_>, circle: &Circle<'_>) -> Vec<Risk> {
    let stack = &it.before.stack;
    let plan = circle.initiative.map(|it| &stack.initiatives[it]);
    let start = it.start.or_else(|| plan.and_then(|it| it.planned_start));
    let mut found: Vec<Risk> = Vec::new();
    for hit in it.simulation.blast.journeys.iter().filter(|it| it.fate == JourneyFate::Stopped) {
        let journey = &stack.journeys[hit.journey];
        let stage = journey.stages.get(hit.stage);
        let worth = hit
            .value_per_day
            .map_or_else(String::new, |it| format!(", {} a day", stack.company.money(it)));
        let owner = circle.named(stage.and_then(|it| it.owner.as_ref()));
        let tool = stage.and_then(|it| it.tool.as_ref()?.id);
        found.push(Risk {
            what: format!("{} stops{worth}", journey.name),
            owner: owner.or_else(|| circle.payer(tool?)),
            due: start,
        });
    }
    for migration in it.migrations.iter().filter(|it| it.chance.is_some_and(|it| it < 0.5)) {
        let chance = migration.chance.unwrap_or_default() * 100.0;
        let planned = migration.planned_weeks.unwrap_or_default();
        found.push(Risk {
            what: format!("{planned} weeks are not enough: their chance is {chance:.0} %"),
            owner: circle.named(plan.and_then(|it| it.sponsor.as_ref())),
            due: start.and_then(|it| it.plus_days(crate::scenario::whole_days(planned * 7.0)?)),
        });
    }
    found.extend(notices(it, circle));
    let errors = it.simulation.findings_new.iter().filter(|it| it.severity == Severity::Error);
    let (opt_outs, others): (Vec<_>, Vec<_>) = errors.partition(|it| it.code.starts_with("optout"));
    for finding in opt_outs.into_iter().chain(others) {
        let owner =
            finding.element.iter().chain(&finding.related).find_map(|it| circle.owner_of(it));
        found.push(Risk { what: finding.message.clone(), owner, due: start });
    }
    found.truncate(RISKS_MAX);
    found
}

/// Notices that have to be given, or the old contract runs on.
fn notices(it: &Change<'_>, circle: &Circle<'_>) -> Vec<Risk> {
    let stack = &it.before.stack;
    let moved = it.migrations.iter().filter_map(|it| Some((&it.tool, it.notice_by?)));
    let removed = it.removal.iter().flat_map(|it| &it.notices).map(|(tool, day)| (tool, *day));
    let risks = moved.chain(removed).filter_map(|(tool, day)| {
        let id = stack.tools.find(tool)?;
        let described = &stack.tools[id];
        let cost = described.cost.as_ref().and_then(|it| it.annual);
        let cost =
            cost.map_or_else(String::new, |it| format!(": {} more", stack.company.money(it)));
        let what = if day < it.before.as_of {
            format!("the notice of {} is missed, and its contract runs on{cost}", described.name)
        } else {
            format!(
                "without notice the contract of {} runs on for another term{cost}",
                described.name
            )
        };
        Some(Risk { what, owner: circle.payer(id), due: Some(day) })
    });
    risks.collect()
}

fn instead(it: &Change<'_>, circle: &Circle<'_>) -> Vec<String> {
    let stack = &it.before.stack;
    let mut lines: Vec<String> =
        goes(it).into_iter().filter_map(|it| seats(&stack.company, &stack.tools[it])).collect();
    for migration in it.migrations {
        let document = migration.remedies.iter().find_map(|it| match it {
            crate::effort::Remedy::Document { weeks } => Some(*weeks),
            crate::effort::Remedy::Capacity { .. } | crate::effort::Remedy::Drop { .. } => None,
        });
        if let Some(weeks) = document {
            lines.push(format!(
                "document every automation of {} first: even odds then are at {weeks:.0} weeks, whenever it is decided",
                name(it, &migration.tool)
            ));
        }
    }
    for new in arrives(it) {
        let alike = stack.tools.values().filter(|it| it.is_in_use() && it.category == new.category);
        let alike: Vec<String> = alike.map(|it| it.name.to_string()).collect();
        if !alike.is_empty() {
            let category = new.category.name().replace('-', " ");
            lines.push(format!("try with what is there for {category}: {}", list(&alike)));
        }
    }
    lines.extend(repairs(circle, 3_usize.saturating_sub(lines.len())));
    lines.truncate(3);
    lines
}

/// Hours of all its work at P50 and P80, added up; nothing where there is none.
pub(crate) fn effort_of(it: &Change<'_>) -> [f64; 2] {
    let mut sum = [0.0, 0.0];
    let moved = it.migrations.iter().map(|it| &it.estimate);
    let removed = it.removal.iter().filter_map(|it| it.moving.as_ref());
    for estimate in moved.chain(removed) {
        sum = [sum[0] + estimate.hours.at(0.5), sum[1] + estimate.hours.at(0.8)];
    }
    if let Some(built) = built(it) {
        sum = [sum[0] + built.p50, sum[1] + built.p80];
    }
    sum
}

/// Weeks of all its work at P50 and P80, one piece after the other; `None` where nobody is known to do a part of it.
pub(crate) fn weeks_of_change(it: &Change<'_>) -> Option<[f64; 2]> {
    let mut sum = [0.0, 0.0];
    let moved = it.migrations.iter().map(|it| &it.estimate);
    let removed = it.removal.iter().filter_map(|it| it.moving.as_ref());
    for estimate in moved.chain(removed) {
        let weeks = estimate.weeks.as_ref()?;
        sum = [sum[0] + weeks.at(0.5), sum[1] + weeks.at(0.8)];
    }
    if let Some(built) = built(it) {
        let tools: Vec<ToolId> = circle(it).tools.into_iter().collect();
        let pace = pace(&it.before.stack, &tools, it.before.as_of)?;
        sum = [sum[0] + built.p50 / pace.hours_per_week, sum[1] + built.p80 / pace.hours_per_week];
    }
    Some(sum)
}

/// Something is changed of which no table says what it takes.
pub(crate) fn has_more_work(it: &Change<'_>) -> bool {
    it.edits.iter().any(|it| matches!(it, Edit::Set { .. }))
}
