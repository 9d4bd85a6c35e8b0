//! A yes for one channel that is taken for another.

use super::{Context, Rule, Sink, list, quoted};
use crate::diag::{Confidence, Diagnostic, ElementKind, Severity};
use crate::stack::{Channel, Direction, FieldMap, ObjectId, Purpose, SyncRule};
use crate::text::Label;

pub(super) static RULE: Rule = Rule {
    code: "consent-scope-widened",
    summary: "consent for one channel is copied onto another",
    why: "Consent is given for something. Who subscribed to a newsletter has not agreed to text messages; in the US those need a \
written consent of their own (TCPA), in the EU consent has to be specific (GDPR, Art. 4(11) and 6(1)(a)). Check with counsel.",
    fix: "Ask for each channel where people sign up, keep each answer in its own field, and map each field onto itself only.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email, sends: [email, sms]}
objects: [{id: person, name: Person, system_of_record: crm, fields: [{name: email_ok}, {name: sms_ok}]}]
integrations:
  - {from: crm, to: mailer, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, fields: [{source: email_ok}, {source: email_ok, target: sms_ok}]}]}
consent:
  purposes:
    - {id: newsletter, channels: email, object_field: person.email_ok, system_of_record: mailer, capture_points: mailer, senders: mailer}
    - {id: texts, channels: sms, object_field: person.sms_ok, system_of_record: mailer, capture_points: mailer, senders: mailer}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email, sends: [email, sms]}
objects: [{id: person, name: Person, system_of_record: mailer, fields: [{name: email_ok}, {name: sms_ok}]}]
integrations:
  - {from: mailer, to: crm, method: native_connector, owner: mops, monitoring: {kind: alert}, objects: [{object: person, fields: [{source: email_ok}, {source: sms_ok}]}]}
consent:
  purposes:
    - {id: newsletter, channels: email, object_field: person.email_ok, system_of_record: mailer, capture_points: mailer, senders: mailer}
    - {id: texts, channels: sms, object_field: person.sms_ok, system_of_record: mailer, capture_points: mailer, senders: mailer}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::High,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    mapped(context, found);
    automated(context, found);
}

/// Flows that put the choice of one purpose into the field of another.
fn mapped(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        for item in &integration.objects {
            let Some(object) = item.object.id else { continue };
            for field in item.fields.iter().filter(|it| it.rule != Some(SyncRule::DoNotSync)) {
                let turns = integration.direction == Direction::TwoWay
                    && field.rule != Some(SyncRule::AlwaysSource);
                let Some(wider) = widened(context, object, field, turns) else { continue };
                let finding = found
                    .report(format!("{} copies {}", quoted(&integration.id), said(&wider)))
                    .at(field.spans.item, "one answer for two questions")
                    .about(ElementKind::Integration, &integration.id);
                found.push(concern(finding, &wider));
            }
        }
    }
}

/// Automations that read the choice of one purpose and write that of another: they may do more than copy.
fn automated(context: &Context<'_>, found: &mut Sink<'_>) {
    for automation in context.stack.automations.values().filter(|it| it.is_active()) {
        let mut pairs = automation
            .reads
            .iter()
            .flat_map(|from| automation.writes.iter().map(move |to| (from, to)))
            .filter(|(from, to)| from.object == to.object);
        let wider = pairs.find_map(|(from, to)| {
            Some((between(context, from.object?, from.field.as_ref()?, to.field.as_ref()?)?, to))
        });
        let Some((wider, to)) = wider else { continue };
        let finding = found
            .report(format!("automation {} may copy {}", quoted(&automation.id), said(&wider)))
            .confidence(Confidence::Medium)
            .at(to.span, "written from another channel's consent")
            .about(ElementKind::Automation, &automation.id);
        found.push(concern(finding, &wider));
    }
}

/// Whose choice is taken, for what it is taken, and the channels that nobody asked about.
struct Wider<'a> {
    from: &'a Purpose,
    to: &'a Purpose,
    channels: Vec<Channel>,
}

fn widened<'a>(
    context: &Context<'a>,
    object: ObjectId,
    field: &FieldMap,
    turns: bool,
) -> Option<Wider<'a>> {
    let back = || between(context, object, &field.target, &field.source).filter(|_| turns);
    between(context, object, &field.source, &field.target).or_else(back)
}

fn between<'a>(
    context: &Context<'a>,
    object: ObjectId,
    from: &Label,
    to: &Label,
) -> Option<Wider<'a>> {
    if from == to {
        return None;
    }
    let from = purpose_of(context, object, from)?;
    let to = purpose_of(context, object, to)?;
    let channels: Vec<_> =
        to.channels.iter().copied().filter(|it| !from.channels.contains(it)).collect();
    (!channels.is_empty()).then_some(Wider { from, to, channels })
}

fn purpose_of<'a>(context: &Context<'a>, object: ObjectId, field: &Label) -> Option<&'a Purpose> {
    context.stack.consent.purposes.values().find(|it| {
        let choice = it.object_field.as_ref();
        choice.is_some_and(|it| it.object == Some(object) && it.field.as_ref() == Some(field))
    })
}

/// "the consent for `newsletter` onto `texts`, which nobody was asked about: sms".
fn said(wider: &Wider<'_>) -> String {
    let channels: Vec<_> = wider.channels.iter().map(|it| it.name().replace('_', " ")).collect();
    format!(
        "the consent for {} onto {}, though it was not given for {}",
        quoted(&wider.from.id),
        quoted(&wider.to.id),
        list(&channels)
    )
}

fn concern(finding: Diagnostic, wider: &Wider<'_>) -> Diagnostic {
    finding
        .with(ElementKind::Purpose, &wider.from.id)
        .with(ElementKind::Purpose, &wider.to.id)
        .mark(wider.from.spans.of("object_field"), "this is what people agreed to")
        .help(format!(
            "map each field onto itself, and ask for {} where people sign up",
            quoted(&wider.to.id)
        ))
}
