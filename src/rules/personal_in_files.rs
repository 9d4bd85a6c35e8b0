//! People in files that nobody deletes.

use super::{Context, Rule, Sink, quoted, some};
use crate::diag::{Confidence, ElementKind, Severity};
use crate::privacy::{is_personal, store};
use crate::stack::{DataObject, Integration, Method, ObjectId};

pub(super) static RULE: Rule = Rule {
    code: "personal-in-files",
    summary: "personal data goes through files with no end date",
    why: "An export is a copy: it lies in a downloads folder, a mailbox or a shared sheet after it was uploaded, with no access \
control and beside every erasure. Personal data may be kept no longer than it is needed (GDPR, Art. 5(1)(e)).",
    fix: "Keep such files in one folder that deletes what is older than some days, and write those as `retention_days`; better, connect \
the tools.",
    bad: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {id: list-sheet, from: crm, to: mailer, method: shared_spreadsheet, frequency: weekly, owner: mops, monitoring: {kind: alert}, objects: person}
",
    good: "version: 1
company: {name: Example Co, as_of: 2026-09-10, regions: [EU]}
teams: [{id: mops, name: Marketing Ops}]
tools:
  - {id: crm, name: CRM, category: crm}
  - {id: mailer, name: Mailer, category: email}
objects: [{id: person, name: Person, system_of_record: crm, personal: true}]
integrations:
  - {id: list-sheet, from: crm, to: mailer, method: shared_spreadsheet, frequency: weekly, owner: mops, monitoring: {kind: alert}, objects: person, retention_days: 14}
",
    since: "0.2",
    severity: Severity::Warning,
    confidence: Confidence::Medium,
    check,
};

fn check(context: &Context<'_>, found: &mut Sink<'_>) {
    for (_, integration) in context.live() {
        let what = match integration.method {
            Method::SharedSpreadsheet => "a shared spreadsheet",
            Method::ManualCsv => "files that are passed on by hand",
            Method::EmailParse => "e-mail",
            Method::NativeConnector
            | Method::VendorConnector
            | Method::ReverseEtl
            | Method::Elt
            | Method::Cdp
            | Method::IpaasRecipe
            | Method::Webhook
            | Method::DbLink
            | Method::ApiCustom
            | Method::ClientTag
            | Method::SftpFile
            | Method::CloudBucket
            | Method::ScreenScrape
            | Method::ManualRekey
            | Method::PersonalScript
            | Method::Unknown => continue,
        };
        if integration.retention_days.is_some() {
            continue;
        }
        let objects = integration.objects.iter().filter_map(|it| it.object.id);
        let kept = objects.filter(|it| !is_kept_briefly(context, integration, *it));
        let mut personal: Vec<&DataObject> = Vec::new();
        let mut is_unknown = integration.objects.is_empty();
        for object in kept.map(|it| &context.stack.objects[it]) {
            match is_personal(object) {
                Some(true) => personal.push(object),
                Some(false) => {}
                None => is_unknown = true,
            }
        }
        personal.sort_by_key(|it| &it.id);
        personal.dedup_by_key(|it| &it.id);
        if !personal.is_empty() {
            report(found, integration, &personal, what);
        } else if is_unknown {
            found.unknown();
        }
    }
}

/// The tool that holds the file deletes it after some days.
fn is_kept_briefly(context: &Context<'_>, integration: &Integration, object: ObjectId) -> bool {
    let via = integration.via.as_ref().and_then(|it| it.id);
    via.and_then(|it| store(context.stack, it, object))
        .is_some_and(|it| it.retention_days.is_some())
}

fn report(found: &mut Sink<'_>, integration: &Integration, personal: &[&DataObject], what: &str) {
    let names: Vec<&str> = personal.iter().map(|it| it.name.as_str()).collect();
    let finding = found
        .report(format!(
            "{} sends {} through {what}, and nothing says when the copies are deleted",
            quoted(&integration.id),
            some(&names)
        ))
        .at(integration.spans.of("method"), "leaves copies behind")
        .about(ElementKind::Integration, &integration.id);
    let finding =
        personal.iter().fold(finding, |it, object| it.with(ElementKind::Object, &object.id));
    found.push(
        finding.help("keep the files where they are deleted after some days, and write those as `retention_days`"),
    );
}
