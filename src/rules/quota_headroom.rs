//! A limit on API calls that is nearly used up.

use std::collections::BTreeMap;

use super::{Context, Rule, Sink, policy, quoted, some};
use crate::diag::{Confidence, Diagnostic, ElementKind, Severity};
use crate::stack::{Api, CredentialId, Integration, IntegrationId, Tool, ToolId};
use crate::text::amount;

pub(super) static RULE: Rule = Rule {
    code: "quota-headroom",
    summary: "a limit on API calls is nearly used up",
    why: "A limit counts for the whole account, not for one integration: HubSpot's is per portal, Salesforce's per org, Zapier \
holds every Zap at its task limit. The app that makes the last call is rarely the one that used them up; Marketo alone asks \
Salesforce 7,200 times a day before any data moves.",
    fix: "Ask less often, send in batches, switch off what nobody needs, or buy more calls.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm, api: {limit: 20000, window: 1d, scope: org}}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, api_calls_per_day: 9000}
  - {id: scores, from: marketo, to: salesforce, method: api_custom, owner: mops, monitoring: {kind: alert}, api_calls_per_day: 6000}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm, api: {limit: 20000, window: 1d, scope: org}}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}, api_calls_per_day: 9000}
  - {id: scores, from: marketo, to: salesforce, method: api_custom, owner: mops, monitoring: {kind: alert}, api_calls_per_day: 500}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

/// What counts against one limit.
#[derive(Default)]
struct Load<'a> {
    calls_per_day: f64,
    callers: Vec<&'a Integration>,
    /// Integrations that do not say how often they call.
    silent: usize,
}

/// Callers of a limit that counts for each app apart share it only where they share their access.
type Loads<'a> = BTreeMap<(ToolId, Option<CredentialId>, Option<IntegrationId>), Load<'a>>;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let loads = loads(context, found);
    for (id, tool) in context.tools_in_use() {
        let Some(api) = tool.api.as_ref().filter(|it| it.limit.is_some_and(|it| it > 0.0)) else {
            continue;
        };
        let none = Load::default();
        let fullest = loads
            .range((id, None, None)..)
            .take_while(|((tool, ..), _)| *tool == id)
            .map(|(_, load)| load)
            .reduce(|worst, it| if it.calls_per_day > worst.calls_per_day { it } else { worst })
            .unwrap_or(&none);
        judge(context, found, (tool, api), fullest);
    }
}

fn judge(context: &Context<'_>, found: &mut Sink<'_>, limited: (&Tool, &Api), load: &Load<'_>) {
    let (tool, api) = limited;
    let limit = api.limit.unwrap_or_default();
    let measured = api.used.map(|it| it / limit * 100.0);
    // A day's worth of the limit: calls are stated per day, limits for any window.
    let per_day = api.window.map(|it| limit * MINUTES_PER_DAY / it.get()).filter(|it| *it > 0.0);
    let summed = per_day.filter(|it| it.is_finite()).map(|it| load.calls_per_day / it * 100.0);
    let is_summed = summed > measured;
    let Some(percent) = (if is_summed { summed } else { measured }) else {
        found.unknown();
        return;
    };
    let warn = context.limit(policy::QUOTA_WARNING_PERCENT);
    if percent <= warn {
        if measured.is_none() && (load.silent > 0 || load.callers.is_empty()) {
            found.unknown();
        }
        return;
    }
    let is_urgent = percent > context.limit(policy::QUOTA_ERROR_PERCENT);
    let severity = if is_urgent { Severity::Error } else { Severity::Warning };
    let names: Vec<_> = load.callers.iter().map(|it| quoted(&it.id)).collect();
    let how = if is_summed {
        let least = if load.silent > 0 { " at least" } else { "" };
        format!("{}{least} by {}", amount(load.calls_per_day), some(&names))
    } else {
        amount(api.used.unwrap_or_default())
    };
    let window = api.window.map(|it| format!(" in {it}")).unwrap_or_default();
    let allowed = if is_summed { per_day.unwrap_or(limit) } else { limit };
    let window = if is_summed { " in a day".to_owned() } else { window };
    let finding = found
        .report(format!(
            "{} % of the API limit of {} is used{window}: {how} of {}",
            percent.round(),
            tool.name,
            amount(allowed)
        ))
        .at(api.spans.item, "shared by all that call it")
        .about(ElementKind::Tool, &tool.id)
        .help("ask less often, send in batches, or buy more calls");
    found.push_as(severity, with_callers(finding, load));
}

const MINUTES_PER_DAY: f64 = 1440.0;

fn with_callers(finding: Diagnostic, load: &Load<'_>) -> Diagnostic {
    load.callers.iter().fold(finding, |finding, it| {
        let finding = finding.with(ElementKind::Integration, &it.id);
        if it.spans.has("api_calls_per_day") {
            finding.mark(it.spans.of("api_calls_per_day"), "calls it")
        } else {
            finding
        }
    })
}

/// Calls by limit; the callers in the order of their ids.
fn loads<'a>(context: &Context<'a>, found: &mut Sink<'_>) -> Loads<'a> {
    let mut loads: Loads<'a> = BTreeMap::new();
    for (id, integration) in context.live() {
        let tool = match called(context, integration) {
            Called::Tool(tool) => tool,
            Called::Nobody => continue,
            Called::Unclear => {
                if integration.api_calls_per_day.is_some() {
                    found.unknown();
                }
                continue;
            }
        };
        let api = context.stack.tools[tool].api.as_ref();
        let is_for_each_app =
            api.and_then(|it| it.scope.as_ref()).is_some_and(|it| it.eq_ignore_ascii_case("app"));
        let credential = integration.credential.as_ref().and_then(|it| it.id);
        let key = match (is_for_each_app, credential) {
            (false, _) => (tool, None, None),
            (true, Some(credential)) => (tool, Some(credential), None),
            (true, None) => (tool, None, Some(id)),
        };
        let load = loads.entry(key).or_default();
        match integration.api_calls_per_day {
            Some(calls) => {
                load.calls_per_day += calls;
                load.callers.push(integration);
            }
            None => load.silent += 1,
        }
    }
    for load in loads.values_mut() {
        load.callers.sort_by_key(|it| &it.id);
    }
    loads
}

/// Whose interface an integration calls.
enum Called {
    Tool(ToolId),
    /// Neither end has a limit.
    Nobody,
    /// Both ends have a limit, and nothing says which of them counts the calls.
    Unclear,
}

/// The tool that issued the access; else the only end with a limit.
fn called(context: &Context<'_>, integration: &Integration) -> Called {
    let tools = &context.stack.tools;
    let has_limit = |it: &ToolId| tools[*it].api.as_ref().is_some_and(|it| it.limit.is_some());
    let via = integration.via.as_ref().and_then(|it| it.id);
    let places: Vec<_> =
        [integration.from.id, integration.to.id, via].into_iter().flatten().collect();
    let credential = integration.credential.as_ref().and_then(|it| it.id);
    let issuer = credential.and_then(|it| context.stack.credentials[it].tool.as_ref()?.id);
    if let Some(issuer) = issuer.filter(|it| places.contains(it)) {
        return if has_limit(&issuer) { Called::Tool(issuer) } else { Called::Nobody };
    }
    let mut limited = places.into_iter().filter(has_limit);
    match (limited.next(), limited.next()) {
        (Some(tool), None) => Called::Tool(tool),
        (None, _) => Called::Nobody,
        (Some(_), Some(_)) => Called::Unclear,
    }
}
