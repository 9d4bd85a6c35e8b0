//! The many ways in which people name an integration's method.

use std::str::FromStr as _;

use crate::stack::Method;

/// Whether a method was written by its own name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    Canonical,
    /// Read, but told: the stack is clearer with one name for one thing.
    Other,
}

/// Names that vendors and teams use, folded; the canonical ones are those of [`Method`].
const SPELLINGS: &[(&str, Method)] = &[
    ("native", Method::NativeConnector),
    ("native-integration", Method::NativeConnector),
    ("built-in", Method::NativeConnector),
    ("builtin", Method::NativeConnector),
    ("connector", Method::VendorConnector),
    ("vendor", Method::VendorConnector),
    ("app", Method::VendorConnector),
    ("marketplace", Method::VendorConnector),
    ("marketplace-app", Method::VendorConnector),
    ("managed-package", Method::VendorConnector),
    ("plugin", Method::VendorConnector),
    ("hightouch", Method::ReverseEtl),
    ("census", Method::ReverseEtl),
    ("etl", Method::Elt),
    ("etl-elt", Method::Elt),
    ("fivetran", Method::Elt),
    ("airbyte", Method::Elt),
    ("stitch", Method::Elt),
    ("segment", Method::Cdp),
    ("rudderstack", Method::Cdp),
    ("zapier", Method::IpaasRecipe),
    ("zap", Method::IpaasRecipe),
    ("make", Method::IpaasRecipe),
    ("integromat", Method::IpaasRecipe),
    ("n8n", Method::IpaasRecipe),
    ("tray", Method::IpaasRecipe),
    ("workato", Method::IpaasRecipe),
    ("boomi", Method::IpaasRecipe),
    ("mulesoft", Method::IpaasRecipe),
    ("power-automate", Method::IpaasRecipe),
    ("ipaas", Method::IpaasRecipe),
    ("recipe", Method::IpaasRecipe),
    ("hook", Method::Webhook),
    ("webhooks", Method::Webhook),
    ("http-post", Method::Webhook),
    ("database", Method::DbLink),
    ("db", Method::DbLink),
    ("sql", Method::DbLink),
    ("data-share", Method::DbLink),
    ("api", Method::ApiCustom),
    ("custom", Method::ApiCustom),
    ("custom-api", Method::ApiCustom),
    ("rest-api", Method::ApiCustom),
    ("rest", Method::ApiCustom),
    ("tag", Method::ClientTag),
    ("pixel", Method::ClientTag),
    ("javascript", Method::ClientTag),
    ("gtm", Method::ClientTag),
    ("sftp", Method::SftpFile),
    ("ftp", Method::SftpFile),
    ("file", Method::SftpFile),
    ("s3", Method::CloudBucket),
    ("gcs", Method::CloudBucket),
    ("bucket", Method::CloudBucket),
    ("spreadsheet", Method::SharedSpreadsheet),
    ("google-sheet", Method::SharedSpreadsheet),
    ("google-sheets", Method::SharedSpreadsheet),
    ("sheet", Method::SharedSpreadsheet),
    ("excel", Method::SharedSpreadsheet),
    ("email", Method::EmailParse),
    ("mail-parser", Method::EmailParse),
    ("csv", Method::ManualCsv),
    ("csv-upload", Method::ManualCsv),
    ("csv-export", Method::ManualCsv),
    ("list-upload", Method::ManualCsv),
    ("scraping", Method::ScreenScrape),
    ("scraper", Method::ScreenScrape),
    ("rpa", Method::ScreenScrape),
    ("manual", Method::ManualRekey),
    ("copy-paste", Method::ManualRekey),
    ("rekey", Method::ManualRekey),
    ("script", Method::PersonalScript),
    ("cron-script", Method::PersonalScript),
];

/// The method that a text names, and whether by its own name.
pub(super) fn method(text: &str) -> Option<(Method, Spelling)> {
    if let Ok(method) = Method::from_str(text) {
        return Some((method, Spelling::Canonical));
    }
    let folded = text.trim().to_ascii_lowercase().replace([' ', '_'], "-");
    if let Ok(method) = Method::from_str(&folded.replace('-', "_")) {
        return Some((method, Spelling::Other));
    }
    SPELLINGS.iter().find(|(name, _)| *name == folded).map(|(_, it)| (*it, Spelling::Other))
}

/// The other spellings, for "did you mean".
pub(super) fn spellings() -> impl Iterator<Item = (&'static str, Method)> {
    SPELLINGS.iter().copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_names_find_their_method() {
        assert_eq!(method("manual_csv"), Some((Method::ManualCsv, Spelling::Canonical)));
        assert_eq!(method("Zapier"), Some((Method::IpaasRecipe, Spelling::Other)));
        assert_eq!(method("Native Connector"), Some((Method::NativeConnector, Spelling::Other)));
        assert_eq!(method("carrier-pigeon"), None);
    }
}
