//! An interface that its vendor is about to switch off.

use super::{Context, Rule, Sink, policy, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Integration, Method, MethodClass, Tool, ToolId};

pub(super) static RULE: Rule = Rule {
    code: "api-sunset",
    summary: "the version of an interface in use ends soon, or has ended",
    why: "On the day itself the interface answers 410 Gone and everything on it stops. Salesforce retired API versions 21 to \
30 in summer 2025 and means to retire 31 to 40 in summer 2028; versions of the Google Ads API live about a year.",
    fix: "Plan the upgrade now, test it in a sandbox, and note the new version with its own `sunset_at`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: google-ads, name: Google Ads, category: ads, api: {version: v19, sunset_at: 2026-11-04}}
integrations:
  - {id: audiences, from: hubspot, to: google-ads, method: api_custom, owner: mops, monitoring: {kind: alert}}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation}
  - {id: google-ads, name: Google Ads, category: ads, api: {version: v21, sunset_at: 2027-08-04}}
integrations:
  - {id: audiences, from: hubspot, to: google-ads, method: api_custom, owner: mops, monitoring: {kind: alert}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let warn = context.limit(policy::API_SUNSET_WARNING_DAYS);
    let alarm = context.limit(policy::API_SUNSET_ERROR_DAYS);
    for (id, tool) in context.tools_in_use() {
        let Some(api) = &tool.api else { continue };
        let Some(day) = api.sunset_at else {
            if api.version.is_some() {
                found.unknown();
            }
            continue;
        };
        let left = context.days_until(day);
        let users = users(context, (id, tool));
        if left > warn || users.is_empty() {
            continue;
        }
        let severity = if left <= alarm { Severity::Error } else { Severity::Warning };
        let version = api.version.as_ref().map(|it| format!(" {it}")).unwrap_or_default();
        let when = if left < 0.0 {
            format!("ended on {day}")
        } else {
            format!("ends on {day}, {left} days away")
        };
        let names: Vec<_> = users.iter().map(|it| quoted(&it.id)).collect();
        let verb = if names.len() == 1 { "uses" } else { "use" };
        let finding = found
            .report(format!(
                "the API{version} of {} {when}, and {} {verb} it",
                tool.name,
                some(&names)
            ))
            .at(api.spans.of("sunset_at"), "gone from then on")
            .about(ElementKind::Tool, &tool.id)
            .help("upgrade what uses it in a sandbox first, and note the next `sunset_at`");
        let finding = users.iter().fold(finding, |finding, it| {
            finding.with(ElementKind::Integration, &it.id).mark(it.spans.item, "stops with it")
        });
        found.push_as(severity, finding);
    }
}

/// The live integrations at a tool that go over its interface, in the version that ends.
fn users<'a>(context: &Context<'a>, (id, tool): (ToolId, &Tool)) -> Vec<&'a Integration> {
    let version = tool.api.as_ref().and_then(|it| it.version.as_ref());
    let is_other =
        |it: &Integration| it.api_version.as_ref().zip(version).is_some_and(|(own, it)| own != it);
    let mut users: Vec<_> = context
        .at_tool(id)
        .map(|(_, it)| it)
        .filter(|it| calls_an_interface(it.method) && !is_other(it))
        .collect();
    users.sort_by_key(|it| &it.id);
    users
}

/// People, files and pixels do not call it.
fn calls_an_interface(method: Method) -> bool {
    let is_file = matches!(method, Method::SftpFile | Method::CloudBucket | Method::ClientTag);
    match method.class() {
        MethodClass::Connected | MethodClass::Scheduled => !is_file,
        MethodClass::Manual => method == Method::PersonalScript,
        MethodClass::Unknown => true,
    }
}
