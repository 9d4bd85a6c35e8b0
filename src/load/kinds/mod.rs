//! What each kind of thing looks like in the file, and how it is read: a shape and a reader per kind.

mod automation;
mod catalog;
mod company;
mod consent;
mod integration;
mod journey;
mod object;
mod people;
mod plan;
mod root;
mod scenario;
mod tool;

#[cfg(test)]
mod tests;

pub(super) use automation::{
    AI_FEATURE, AUTOMATION, SUMMARY, read_ai_feature, read_automation, read_summary,
};
pub(super) use catalog::{CATALOG_FILE, LISTED, PLATFORM, PRODUCT};
pub(super) use company::{ACCEPT, COMPANY, CONNECTOR, read_accept, read_company, read_connector};
pub(super) use consent::{CONSENT, PURPOSE, SUPPRESSION, read_dsr, read_purpose, read_suppression};
pub(super) use integration::{INTEGRATION, read_integration};
pub(super) use journey::{JOURNEY, read_journey};
pub(super) use object::{OBJECT, read_object};
pub(super) use people::{
    CREDENTIAL, PERSON, TEAM, VENDOR, read_credential, read_person, read_team, read_vendor,
};
pub(super) use plan::{CAMPAIGN, INITIATIVE, read_campaign, read_initiative};
pub(super) use root::ROOT;
pub(super) use scenario::SCENARIO_FILE;
pub(super) use tool::{TOOL, read_tool};
