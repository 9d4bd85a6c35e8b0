//! The loader on whole files.

use super::*;

use std::collections::BTreeMap;

use crate::stack::*;

/// Files in memory, as the root file's folder would hold them.
#[derive(Default)]
struct Folder(BTreeMap<String, String>);

impl Folder {
    fn with(mut self, path: &str, text: &str) -> Self {
        self.0.insert(path.to_owned(), text.to_owned());
        self
    }
}

impl Files for Folder {
    fn read(&self, path: &str) -> Result<Vec<u8>, String> {
        self.0.get(path).map(|text| text.clone().into_bytes()).ok_or_else(|| "no such file".into())
    }

    fn list(&self, pattern: &str) -> Result<Vec<String>, String> {
        let (head, tail) = pattern.split_once('*').ok_or("no pattern")?;
        let fits = |path: &&String| path.starts_with(head) && path.ends_with(tail);
        Ok(self.0.keys().filter(fits).cloned().collect())
    }
}

fn load_text(text: &str) -> Loaded {
    load("stack.yaml", text.as_bytes(), &Folder::default())
}

/// Code, line and message of each problem.
fn told(loaded: &Loaded) -> Vec<String> {
    loaded
        .problems
        .iter()
        .map(|it| {
            let place = loaded.sources.place(it.span);
            let place =
                place.map_or("-".to_owned(), |it| format!("{}:{}:{}", it.path, it.line, it.column));
            let help = it.help.as_deref().unwrap_or("");
            format!(
                "{place} {} {}: {} | {} | {help}",
                it.severity.name(),
                it.code,
                it.message,
                it.label
            )
        })
        .collect()
}

#[test]
fn the_smallest_useful_file_loads_without_a_word() {
    let loaded = load_text(SMALL);
    assert_eq!(told(&loaded), Vec::<String>::new());
    assert!(!loaded.is_damaged);
    let stack = &loaded.stack;
    assert_eq!(stack.company.as_of, Date::parse("2026-09-10"));
    assert_eq!((stack.tools.len(), stack.integrations.len(), stack.people.len()), (4, 3, 3));

    let hubspot = &stack.tools[stack.tools.find("hubspot").unwrap()];
    assert_eq!(hubspot.category, Category::MarketingAutomation);
    assert_eq!(hubspot.tier, Some(1));
    assert_eq!(hubspot.sends[0].channel, Channel::Email);
    assert_eq!(hubspot.cost.as_ref().unwrap().annual, Some(62_000.0));
    let contract = hubspot.contract.as_ref().unwrap();
    assert_eq!((contract.notice_days, contract.auto_renew), (Some(90.0), Some(true)));
    assert_eq!(loaded.sources.text(hubspot.spans.of("tier")), Some("1"));
    assert_eq!(loaded.sources.text(contract.spans.of("renewal_date")), Some("2027-01-31"));

    let sync = &stack.integrations[stack.integrations.find("hs-sfdc").unwrap()];
    assert_eq!(sync.direction, Direction::TwoWay);
    assert_eq!(sync.frequency.as_ref().unwrap().every, Minutes::new(15.0).unwrap());
    assert_eq!(sync.monitoring.as_ref().unwrap().kind, Some(MonitoringKind::Dashboard));
    let item = &sync.objects[0];
    assert!(item.object.id.is_some());
    assert_eq!(item.filter.as_ref().unwrap().excludes_opted_out, Some(true));
    assert_eq!(item.match_on.as_ref().unwrap().source_key.as_deref(), Some("email"));

    let purpose = &stack.consent.purposes[stack.consent.purposes.find("commercial_email").unwrap()];
    assert_eq!(purpose.deadline, Minutes::new(2880.0));
    assert_eq!(purpose.object_field.as_ref().unwrap().to_string(), "person.email_opt_out");
    assert_eq!(stack.journeys.values().next().unwrap().stages.len(), 3);
    assert_eq!(stack.automations_summaries[0].documented, Share::new(0.4));
}

const SMALL: &str = r##"version: 1
company: {name: Example Co, currency: USD, as_of: 2026-09-10, regions: [EU, US]}
teams:   [{id: mops, name: Marketing Ops, reports_to: demand-gen}, {id: demand-gen, name: Demand Gen, reports_to: cmo}]
people:  [{id: ana, name: Ana, team: mops, active: true}, {id: cmo, name: CMO, active: true}, {id: leo, name: Leo, active: false, date_out: 2026-05-31}]
tools:
  - {id: hubspot, name: HubSpot, category: marketing-automation, lifecycle: active, business_owner: cmo, technical_owner: ana, tier: 1, sends: [email],
     contract: {renewal_date: 2027-01-31, notice_days: 90, auto_renew: true}, cost: {annual: 62000}}
  - {id: salesforce, name: Salesforce, category: crm, lifecycle: active, business_owner: cmo, technical_owner: ana, tier: 1}
  - {id: outreach, name: Outreach, category: sales-engagement, lifecycle: active, business_owner: cmo, technical_owner: leo, sends: [sales_email]}
  - {id: webinar, name: Demio, category: event-webinar, lifecycle: active, business_owner: cmo, technical_owner: ana}
objects:
  - {id: person, name: Person, system_of_record: salesforce, personal: true, keys: [{name: email, kind: email, unique: false}],
     fields: [{name: email, pii: true}, {name: email_opt_out, system_of_record: hubspot, critical: true}, {name: owner, system_of_record: salesforce}]}
credentials:
  - {id: leo-outreach, kind: oauth, principal: person, holder: leo, expires_at: 2026-10-15, tool: outreach}
integrations:
  - {id: hs-sfdc, from: hubspot, to: salesforce, method: native_connector, direction: two_way, frequency: PT15M, owner: ana, monitoring: {kind: dashboard},
     objects: [{object: person, match: {source_key: email, target_key: email}, filter: {text: "inclusion list 1050", excludes_opted_out: true, requires_registration: true}}]}
  - {id: sfdc-outreach, from: salesforce, to: outreach, method: vendor_connector, direction: two_way, frequency: PT10M, credential: leo-outreach, objects: [{object: person}]}
  - {id: webinar-csv, from: webinar, to: hubspot, method: manual_csv, direction: one_way, frequency: P7D, owner: ana, objects: [{object: person}],
     workaround: {reason: "plan without API", since: 2025-03-01}}
consent:
  purposes: [{id: commercial_email, channels: [email, sales_email], legal_basis: consent, regions: [EU], object_field: person.email_opt_out, deadline: PT48H, capture_points: [hubspot, outreach]}]
journeys:
  - {id: lead, name: Lead to SDR, value_per_day: 18000, stages: [{id: inquiry, tool: hubspot, object: person}, {id: mql, tool: salesforce, object: person, slo: PT5M}, {id: sal, tool: outreach, object: person, slo: PT1H}]}
automations_summary: {hubspot: {simple: 30, medium: 20, complex: 4, documented: 0.4}}
"##;
