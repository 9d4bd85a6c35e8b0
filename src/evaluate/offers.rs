//! What each method cannot do, and what nobody says of it until somebody asks.

use super::Step;
use crate::stack::Method;

/// What follows from the way of working alone, whatever the products are.
///
/// Sources: loaders that infer deletions late and reverse ETL that deletes nothing unless told to, from the documentation of
/// Fivetran and Hightouch; pushes that are lost once the retries end, from Shopify's and `HubSpot`'s webhooks; the task limit
/// that holds every recipe, from Zapier's help pages.
pub(super) fn limits(method: Method) -> &'static [&'static str] {
    match method {
        Method::NativeConnector | Method::VendorConnector | Method::Unknown => &[],
        Method::Elt => &["it runs on a schedule, and notices deletions late or never"],
        Method::ReverseEtl => &["it runs on a schedule, and deletes nothing unless it is told to"],
        Method::Cdp => &["what was before the connection is not sent again by itself"],
        Method::IpaasRecipe => &[
            "it stops when the tasks of the plan are used up",
            "what was before it is not carried by itself",
        ],
        Method::Webhook => {
            &["what is missed while the receiver is down is lost once the retries end"]
        }
        Method::DbLink => &["it breaks when either side changes its tables"],
        Method::ApiCustom => &["nobody but you maintains it, also when the API changes"],
        Method::ClientTag => &["it sees only browsers that allow it"],
        Method::SftpFile | Method::CloudBucket => &[
            "it is as old as the last file, and deletions are not in it unless somebody adds them",
        ],
        Method::SharedSpreadsheet
        | Method::EmailParse
        | Method::ManualCsv
        | Method::ScreenScrape
        | Method::ManualRekey
        | Method::PersonalScript => &[
            "it is as old as the last time that somebody did it",
            "opt-outs and deletions are not carried unless somebody checks",
        ],
    }
}

/// The rung that a method stands on.
pub(super) fn step_of(method: Method) -> Step {
    match method {
        Method::NativeConnector => Step::Native,
        // A connector of which nobody states the kind is hardly the vendor's own.
        Method::VendorConnector | Method::Unknown => Step::Marketplace,
        Method::ReverseEtl | Method::Elt | Method::Cdp | Method::DbLink => Step::DataPlatform,
        Method::IpaasRecipe => Step::Ipaas,
        Method::Webhook => Step::Webhook,
        Method::ApiCustom | Method::ClientTag => Step::CustomApi,
        Method::SftpFile | Method::CloudBucket => Step::File,
        Method::SharedSpreadsheet
        | Method::EmailParse
        | Method::ManualCsv
        | Method::ScreenScrape
        | Method::ManualRekey
        | Method::PersonalScript => Step::Manual,
    }
}

/// The method that a rung is planned with where no fact names another.
pub(super) fn method_of(step: Step) -> Method {
    match step {
        Step::Native => Method::NativeConnector,
        Step::Marketplace => Method::VendorConnector,
        Step::DataPlatform => Method::ReverseEtl,
        Step::Ipaas => Method::IpaasRecipe,
        Step::Webhook => Method::Webhook,
        Step::CustomApi => Method::ApiCustom,
        Step::File => Method::SftpFile,
        Step::Manual => Method::ManualCsv,
    }
}
