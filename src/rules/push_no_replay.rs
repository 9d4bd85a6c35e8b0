//! Data that is sent once and lost for good when the other side is down for long.

use super::hours::{in_words, outage};
use super::{Context, Rule, Sink};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::stack::{Delivery, Integration, Method};

pub(super) static RULE: Rule = Rule {
    code: "push-no-replay",
    summary: "what is pushed during an outage is lost for good",
    why: "What is fetched comes late; what is pushed is gone once the sender stops trying. Shopify tries a webhook eight times \
in four hours, HubSpot workflows never repeat a call that was answered with a 4xx error. A failure that nobody notices for a \
day is longer than either.",
    fix: "Put a queue in between, or fetch the last days again every night and leave out what is there already.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: shopify, name: Shopify, category: ecommerce}
  - {id: klaviyo, name: Klaviyo, category: email}
integrations:
  - {id: orders, from: shopify, to: klaviyo, method: webhook, owner: mops, monitoring: {kind: dashboard}, delivery: push, replayable: false, retry: {attempts: 8, window: 4h}}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: shopify, name: Shopify, category: ecommerce}
  - {id: klaviyo, name: Klaviyo, category: email}
integrations:
  - {id: orders, from: shopify, to: klaviyo, method: webhook, owner: mops, monitoring: {kind: dashboard}, delivery: push, replayable: true, retry: {attempts: 8, window: 4h}}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        // A webhook is a push by its nature.
        let is_pushed = match integration.delivery {
            Some(delivery) => delivery == Delivery::Push,
            None => integration.method == Method::Webhook,
        };
        if !is_pushed || integration.replayable == Some(true) {
            continue;
        }
        let outage = outage(context, integration);
        let window = retried_for(integration).filter(|_| integration.replayable.is_some());
        let window = match window {
            Some(window) if window < outage.least => window,
            Some(window) if window >= outage.most => continue,
            Some(_) | None => {
                found.unknown();
                continue;
            }
        };
        let tries = if window > 0.0 {
            format!("is retried for {}", in_words(window))
        } else {
            "is not retried".to_owned()
        };
        let more = if outage.most > outage.least { " at least" } else { "" };
        let span = ["retry", "replayable", "delivery"];
        let key = span.into_iter().find(|it| integration.spans.has(it)).unwrap_or("method");
        found.push(
            found
                .report(format!(
                    "`{}` ({}) {tries} and cannot be sent again, but a failure lasts{more} {}",
                    integration.id,
                    context.route(integration),
                    in_words(outage.least)
                ))
                .at(integration.spans.of(key), "lost after that")
                .about(ElementKind::Integration, &integration.id)
                .help("put a queue in between, or fetch the last days again every night"),
        );
    }
}

/// Hours in which a failed push is tried again; no retries are zero, `None` where the window is not stated.
fn retried_for(integration: &Integration) -> Option<f64> {
    let Some(retry) = &integration.retry else { return Some(0.0) };
    if retry.attempts == Some(0.0) {
        return Some(0.0);
    }
    retry.window.map(crate::stack::Minutes::as_hours)
}
