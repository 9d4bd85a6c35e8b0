//! Every number of the score, with what speaks for it; change one here and it changes everywhere.
//!
//! The weights are expert defaults checked against known integrations (the tests), not measured statistics.

use crate::stack::{Method, MonitoringKind};

// How it is carried out. Order of magnitude: people and screens fail first, supported connectors last.

/// Manual steps lead the table: a spreadsheet's row limit silently dropped some 16,000 COVID case records in England in 2020.
pub(super) const fn method(method: Method) -> u8 {
    match method {
        Method::NativeConnector => 5,
        Method::VendorConnector => 7,
        Method::ReverseEtl | Method::Elt | Method::Cdp => 8,
        Method::IpaasRecipe => 10,
        Method::Webhook | Method::DbLink => 12,
        Method::ApiCustom | Method::ClientTag => 14,
        Method::SftpFile | Method::CloudBucket | Method::Unknown => 15,
        Method::SharedSpreadsheet => 22,
        Method::EmailParse | Method::PersonalScript => 24,
        Method::ManualCsv => 26,
        Method::ScreenScrape => 28,
        Method::ManualRekey => METHOD_MAX,
    }
}

/// The range that an unknown method leaves: from a native connector to typing by hand.
pub(super) const METHOD_MIN: u8 = method(Method::NativeConnector);
pub(super) const METHOD_MAX: u8 = 30;

// Whose access it runs on. Salesforce gives five free integration users in Enterprise and above, so personal access is a choice.

pub(super) const CREDENTIAL_MAX: u8 = 15;
/// A service account or an app of its own outlives everybody.
pub(super) const CREDENTIAL_SERVICE: u8 = 0;
pub(super) const CREDENTIAL_KEY_ROTATED: u8 = 3;
/// Whose access it is, or whether the key is ever changed, is not said.
pub(super) const CREDENTIAL_UNKNOWN: u8 = 6;
/// A login that several people know cannot be revoked for one of them.
pub(super) const CREDENTIAL_SHARED: u8 = 9;
/// Zapier cannot hand over an account whose owner has left; such access ends with the person.
pub(super) const CREDENTIAL_PERSONAL: u8 = 12;
pub(super) const CREDENTIAL_HOLDER_LEFT: u8 = 15;
pub(super) const CREDENTIAL_EXPIRING: u8 = 3;
/// `LinkedIn` access lives 60 days before somebody must sign in again.
pub(super) const CREDENTIAL_EXPIRY_DAYS: i64 = 60;

// Who repairs it. Of 133 popular open-source projects 65 % hang on one or two people; in one public stack register 8 % of the technical owners changed within 76 days.

pub(super) const OWNERSHIP_MAX: u8 = 15;
pub(super) const OWNER_MISSING: u8 = 9;
pub(super) const OWNER_LEFT: u8 = 12;
/// The name stands for nobody in the file.
pub(super) const OWNER_UNKNOWN: u8 = 8;
pub(super) const OWNER_NO_BACKUP: u8 = 3;
pub(super) const OWNER_NO_DOCS: u8 = 3;

// Who notices. Unwatched failures last about a week: seven days in the COVID case, about ten in a revoked-token case of 2025.

pub(super) const fn detection(kind: MonitoringKind) -> u8 {
    match kind {
        MonitoringKind::Reconciliation => 0,
        MonitoringKind::Alert => 2,
        MonitoringKind::Dashboard => 5,
        MonitoringKind::VendorEmail => 8,
        MonitoringKind::UserReported => 12,
        MonitoringKind::None => DETECTION_MAX,
    }
}

pub(super) const DETECTION_MAX: u8 = 15;
pub(super) const DETECTION_UNKNOWN: u8 = 10;

// What comes back after an outage. Shopify retries a webhook eight times in four hours, HubSpot workflows never retry a 4xx answer.

pub(super) const RECOVERY_MAX: u8 = 8;
pub(super) const RECOVERY_REPLAY_SAFE: u8 = 0;
pub(super) const RECOVERY_RETRY: u8 = 2;
pub(super) const RECOVERY_UNKNOWN: u8 = 4;
pub(super) const RECOVERY_REPLAY: u8 = 5;

// What may change under it. Salesforce retires API versions about ten years old, Google Ads after about one year, with error 410 from then on.

pub(super) const CHANGE_MAX: u8 = 8;
pub(super) const CHANGE_SUNSET: u8 = 8;
/// Half a year is what a rebuild of an API integration takes with planning.
pub(super) const CHANGE_SUNSET_DAYS: i64 = 180;
pub(super) const CHANGE_UNPINNED: u8 = 5;
/// One required field without permission stops a Marketo-Salesforce sync: the more fields, the more such days.
pub(super) const CHANGE_MANY_FIELDS: u8 = 3;
pub(super) const CHANGE_FIELDS: f64 = 50.0;
pub(super) const CHANGE_DEPRECATED: u8 = 5;

// How near its limit it runs. HubSpot's limit counts for the whole portal; a Marketo-Salesforce sync of about 10,000 records an hour backs up for days.

pub(super) const CAPACITY_MAX: u8 = 6;
pub(super) const CAPACITY_FULL: u8 = 6;
pub(super) const CAPACITY_FULL_SHARE: f64 = 0.9;
pub(super) const CAPACITY_TIGHT: u8 = 3;
pub(super) const CAPACITY_TIGHT_SHARE: f64 = 0.7;
pub(super) const CAPACITY_UNKNOWN: u8 = 2;
/// About one hour of the slowest well-known sync.
pub(super) const CAPACITY_VOLUME: f64 = 10_000.0;

// What has been seen. Zapier switches a Zap off at 95 % errors in seven days.

pub(super) const OBSERVED_MAX: u8 = 15;
pub(super) const OBSERVED_ERRORS_MANY: u8 = 8;
pub(super) const OBSERVED_ERRORS_MANY_SHARE: f64 = 0.05;
pub(super) const OBSERVED_ERRORS_SOME: u8 = 4;
pub(super) const OBSERVED_ERRORS_SOME_SHARE: f64 = 0.01;
/// By count of incidents in the last 90 days; the last holds for more.
pub(super) const OBSERVED_INCIDENTS: [u8; 4] = [0, 3, 5, 8];
pub(super) const OBSERVED_INCIDENT_DAYS: i64 = 90;
pub(super) const OBSERVED_OVERDUE: u8 = 8;
/// One missed run may be luck.
pub(super) const OBSERVED_OVERDUE_RUNS: f64 = 2.0;
/// Half a quiet year under watch is evidence in its favour.
pub(super) const OBSERVED_QUIET_CREDIT: u8 = 5;
pub(super) const OBSERVED_QUIET_DAYS: i64 = 180;

// How old our knowledge is. At the pace of one public register a third of the tools changes hands in a year.

/// Longest first: days since the last check, and the points past them.
pub(super) const KNOWLEDGE: [(i64, u8); 3] = [(365, KNOWLEDGE_NEVER), (180, 3), (90, 1)];
pub(super) const KNOWLEDGE_NEVER: u8 = 5;

// Whether it was meant to last.

pub(super) const WORKAROUND_OPEN: u8 = 5;
pub(super) const WORKAROUND_OVERDUE: u8 = 5;
pub(super) const WORKAROUND_DATED: u8 = 2;

// What else has to happen for it to work. A college's nightly load waits for a box ticked by hand and three clocks; a HubSpot form that nobody registers fails to sync.

pub(super) const COUPLING_MAX: u8 = 5;
pub(super) const COUPLING_TIMED: u8 = 4;
pub(super) const COUPLING_NO_RULE: u8 = 5;
pub(super) const COUPLING_REGISTRATION: u8 = 3;
pub(super) const COUPLING_SHEET: u8 = 3;
