//! An automation that no longer does what it is there for.

use std::collections::BTreeSet;

use super::{Context, Rule, Sink, policy};
use crate::diag::{Confidence, Diagnostic, ElementKind, Severity};
use crate::stack::{Automation, FieldRef, Lifecycle, ObjectId, Tool, ToolId};
use crate::text::amount;

pub(super) static RULE: Rule = Rule {
    code: "automation-drift",
    summary: "an automation seems not to do what it should",
    why: "Automations fail by degrees: a list grows, a field is no longer filled, a rule is copied once and never again. \
Nothing reports an error; the number of runs and the sentence that says what it was for are the only witnesses.",
    fix: "Look at what it did to ten records, correct it or its `intent`, and note the day as `checked_at`.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
automations:
  - {id: nurture, tool: marketo, kind: nurture, owner: mops, active: true, runs_30d: 40, baseline_30d: 400}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: marketo, name: Marketo, category: marketing-automation}
  - {id: salesforce, name: Salesforce, category: crm}
integrations:
  - {id: sync, from: marketo, to: salesforce, method: native_connector, owner: mops, monitoring: {kind: alert}}
automations:
  - {id: nurture, tool: marketo, kind: nurture, owner: mops, active: true, runs_30d: 390, baseline_30d: 400}
",
    since: "0.1",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

/// How people begin the note of a check that found nothing.
const AS_MEANT: [&str; 12] = [
    "does that",
    "does this",
    "does it",
    "as intended",
    "as designed",
    "as expected",
    "as described",
    "works",
    "ok",
    "yes",
    "same",
    "no change",
];
/// Two sentences that share so many of their words say the same.
const WORDS_SHARED_MIN: f64 = 0.6;

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    let written = written(context);
    for automation in context.stack.automations.values().filter(|it| it.is_active()) {
        let is_in_use = |it: ToolId| context.stack.tools[it].is_in_use();
        if !automation.tool.id.is_some_and(is_in_use) {
            continue;
        }
        let mut doubts = Doubts::default();
        doubts.add_runs(context, automation);
        doubts.add_intent(automation);
        for field in &automation.reads {
            doubts.add_read(context, &written, field);
        }
        if doubts.reasons.is_empty() {
            if !doubts.is_judged {
                found.unknown();
            }
            continue;
        }
        let home = context.tool_name(&automation.tool);
        let finding = found
            .report(format!("`{}` in {home} {}", automation.id, doubts.reasons.join("; it ")))
            .at(automation.spans.of(doubts.key), "not as meant")
            .about(ElementKind::Automation, &automation.id)
            .with(ElementKind::Tool, &automation.tool.name)
            .help("look at what it did to ten records, and correct it or its `intent`");
        found.push(doubts.place(context, finding));
    }
}

/// Why an automation may have drifted, each as what it does.
#[derive(Default)]
struct Doubts<'a> {
    reasons: Vec<String>,
    /// The key of the first reason.
    key: &'static str,
    fields: Vec<(&'a FieldRef, ObjectId, &'a Tool)>,
    /// There was something to compare.
    is_judged: bool,
}

impl<'a> Doubts<'a> {
    fn add(&mut self, key: &'static str, reason: String) {
        if self.reasons.is_empty() {
            self.key = key;
        }
        self.reasons.push(reason);
    }

    fn add_runs(&mut self, context: &Context<'_>, automation: &Automation) {
        let usual = automation.baseline_30d.filter(|it| *it > 0.0);
        let Some((runs, usual)) = automation.runs_30d.zip(usual) else { return };
        self.is_judged = true;
        let share = runs / usual * 100.0;
        let is_usual = share >= context.limit(policy::DRIFT_PERCENT_MIN)
            && share <= context.limit(policy::DRIFT_PERCENT_MAX);
        if !is_usual {
            let (runs, usual) = (amount(runs), amount(usual));
            self.add("runs_30d", format!("ran {runs} times in 30 days instead of {usual}"));
        }
    }

    fn add_intent(&mut self, automation: &Automation) {
        let Some((intent, observed)) = automation.intent.as_ref().zip(automation.observed.as_ref())
        else {
            return;
        };
        self.is_judged = true;
        if !says_the_same(intent, observed) {
            self.add("observed", format!("was seen to do something else: “{observed}”"));
        }
    }

    /// What is kept by a retired tool and written by nothing else stays as it was on its last day.
    fn add_read(&mut self, context: &Context<'a>, written: &Written<'_>, field: &'a FieldRef) {
        let Some(object) = field.object else { return };
        let name = field.field.as_deref();
        let Some(source) = context.stack.objects[object].system_of_record_of(name) else { return };
        let source = &context.stack.tools[source];
        self.is_judged = true;
        let is_written = written.contains(&(object, name)) || written.contains(&(object, None));
        if source.lifecycle == Lifecycle::Retired && !is_written {
            self.add(
                "reads",
                format!("reads {field}, which nothing writes since {} is retired", source.name),
            );
            self.fields.push((field, object, source));
        }
    }

    fn place(&self, context: &Context<'_>, finding: Diagnostic) -> Diagnostic {
        self.fields.iter().fold(finding, |finding, (field, object, source)| {
            finding
                .with(ElementKind::Object, &context.stack.objects[*object].id)
                .with(ElementKind::Tool, &source.id)
                .mark(field.span, "nothing writes it")
        })
    }
}

/// Fields that something writes; without a field, the whole object.
type Written<'a> = BTreeSet<(ObjectId, Option<&'a str>)>;

fn written<'a>(context: &Context<'a>) -> Written<'a> {
    let stack = context.stack;
    let is_in_use = |tool: Option<ToolId>| tool.is_some_and(|it| stack.tools[it].is_in_use());
    let automations = stack.automations.values().filter(|it| it.is_active());
    let features = stack.ai_features.values().filter(|it| it.is_running());
    let of_automations = automations.filter(|it| is_in_use(it.tool.id)).flat_map(|it| &it.writes);
    let of_features = features.filter(|it| is_in_use(it.tool.id)).flat_map(|it| &it.writes);
    of_automations
        .chain(of_features)
        .filter_map(|it| Some((it.object?, it.field.as_deref())))
        .collect()
}

fn says_the_same(intent: &str, observed: &str) -> bool {
    let seen = observed.trim().to_lowercase();
    if AS_MEANT.iter().any(|it| begins_with(&seen, it)) {
        return true;
    }
    let words = |text: &str| -> BTreeSet<String> {
        let lower = text.to_lowercase();
        let words = lower.split(|it: char| !it.is_alphanumeric()).filter(|it| !it.is_empty());
        words.map(str::to_owned).collect()
    };
    let (meant, seen) = (words(intent), words(&seen));
    let count = |words: usize| u32::try_from(words).map_or(f64::MAX, f64::from);
    let shared = count(meant.intersection(&seen).count());
    shared >= WORDS_SHARED_MIN * count(meant.len().min(seen.len())) && !is_denial(&meant, &seen)
}

/// "Sends nothing" shares most of its words with "sends".
fn is_denial(meant: &BTreeSet<String>, seen: &BTreeSet<String>) -> bool {
    let denials = ["not", "no", "never", "nothing", "none", "stopped", "still", "wrong", "only"];
    denials.iter().any(|it| seen.contains(*it) && !meant.contains(*it))
}

/// As a whole word.
fn begins_with(text: &str, start: &str) -> bool {
    text.strip_prefix(start)
        .is_some_and(|rest| rest.chars().next().is_none_or(|it| !it.is_alphanumeric()))
}
