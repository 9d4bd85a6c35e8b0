//! What an item costs to rebuild: the table of `catalog/effort.toml`, with the company's own figures over it.

use std::collections::BTreeMap;

use strum::{IntoStaticStr, VariantArray};

use crate::diag::{Diagnostic, ElementKind, Severity};
use crate::stack::{Company, Complexity, Method};
use crate::text;

/// The table as it is shipped.
const SHIPPED: &str = include_str!("../../catalog/effort.toml");

/// A guess in three points: the best case, the likely one and the worst.
///
/// Drawn as PERT does: mean `(low + 4 likely + high) / 6`, deviation `(high - low) / 6`, Beta-shaped between the ends.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Guess {
    pub(crate) low: f64,
    pub(crate) likely: f64,
    pub(crate) high: f64,
}

impl Guess {
    pub(crate) const fn new(low: f64, likely: f64, high: f64) -> Self {
        Self { low, likely, high }
    }

    pub(crate) fn mean(self) -> f64 {
        (self.low + 4.0 * self.likely + self.high) / 6.0
    }

    pub(super) fn deviation(self) -> f64 {
        (self.high - self.low) / 6.0
    }
}

impl From<[f64; 3]> for Guess {
    /// Whatever the order of the three, they are read from the best to the worst.
    fn from(mut points: [f64; 3]) -> Self {
        points.sort_by(f64::total_cmp);
        Self::new(points[0], points[1], points[2])
    }
}

/// What is counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Unit {
    Connector,
    Recipe,
    Webhook,
    DataFlow,
    CustomApi,
    File,
    CsvRoutine,
    SharedSheet,
    Scrape,
    Tag,
    /// Its method is not stated.
    Integration,
    AutomationSimple,
    AutomationMedium,
    AutomationComplex,
    /// Its complexity is not stated.
    Automation,
    Email,
    Template,
    Form,
    LandingPage,
    List,
    Report,
    Field,
    DataLoad,
}

/// The parts that an estimate is told in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, IntoStaticStr, VariantArray)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum Part {
    Integrations,
    Automations,
    Assets,
    Fields,
    DataLoad,
}

impl Part {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// As people say it.
    pub(crate) fn words(self) -> &'static str {
        match self {
            Self::DataLoad => "data cleaning and loading",
            Self::Fields => "mapped fields",
            other => other.into(),
        }
    }
}

impl Unit {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    pub(crate) fn part(self) -> Part {
        match self {
            Self::Connector
            | Self::Recipe
            | Self::Webhook
            | Self::DataFlow
            | Self::CustomApi
            | Self::File
            | Self::CsvRoutine
            | Self::SharedSheet
            | Self::Scrape
            | Self::Tag
            | Self::Integration => Part::Integrations,
            Self::AutomationSimple
            | Self::AutomationMedium
            | Self::AutomationComplex
            | Self::Automation => Part::Automations,
            Self::Email
            | Self::Template
            | Self::Form
            | Self::LandingPage
            | Self::List
            | Self::Report => Part::Assets,
            Self::Field => Part::Fields,
            Self::DataLoad => Part::DataLoad,
        }
    }

    /// What it takes to build an integration of that method again. A database link is built like a data flow, a parsed
    /// mailbox and somebody's script like a webhook, and keying in by hand is set up like a CSV routine.
    pub(crate) fn of_method(method: Method) -> Self {
        match method {
            Method::NativeConnector | Method::VendorConnector => Self::Connector,
            Method::ReverseEtl | Method::Elt | Method::Cdp | Method::DbLink => Self::DataFlow,
            Method::IpaasRecipe => Self::Recipe,
            Method::Webhook | Method::EmailParse | Method::PersonalScript => Self::Webhook,
            Method::ApiCustom => Self::CustomApi,
            Method::ClientTag => Self::Tag,
            Method::SftpFile | Method::CloudBucket => Self::File,
            Method::SharedSpreadsheet => Self::SharedSheet,
            Method::ManualCsv | Method::ManualRekey => Self::CsvRoutine,
            Method::ScreenScrape => Self::Scrape,
            Method::Unknown => Self::Integration,
        }
    }

    pub(crate) fn of_complexity(complexity: Option<Complexity>) -> Self {
        match complexity {
            Some(Complexity::Simple) => Self::AutomationSimple,
            Some(Complexity::Medium) => Self::AutomationMedium,
            Some(Complexity::Complex) => Self::AutomationComplex,
            None => Self::Automation,
        }
    }
}

#[derive(Clone, Debug, Default, serde::Deserialize)]
struct Written {
    hours: BTreeMap<String, [f64; 3]>,
    shares: BTreeMap<String, [f64; 3]>,
    weeks: BTreeMap<String, [f64; 3]>,
}

/// The figures that an estimate is made of.
#[derive(Clone, Debug)]
pub(crate) struct Table {
    /// By unit.
    hours: Vec<Guess>,
    pub(super) hidden: Guess,
    /// Discovery, testing and cut-over, enablement, coordination.
    pub(super) overheads: [Guess; 4],
    pub(super) decision: Guess,
    pub(super) parallel_run: Guess,
    pub(crate) warm_up: Guess,
}

impl Table {
    /// The shipped figures, with those of the company over them.
    pub(crate) fn of(company: &Company) -> Self {
        let own = company.effort.iter();
        let own = own.filter_map(|(name, hours)| Some((name.as_str(), three(hours)?)));
        Self::with(own)
    }

    /// The shipped figures, with others over them, by unit name.
    fn with<'a>(own: impl IntoIterator<Item = (&'a str, [f64; 3])>) -> Self {
        // A test reads the shipped table; were it broken, every estimate would be zero hours and the test would fail.
        let mut written: Written = toml::from_str(SHIPPED).unwrap_or_default();
        for (name, hours) in own {
            written.hours.insert(name.to_owned(), hours);
        }
        let guess = |map: &BTreeMap<String, [f64; 3]>, name: &str| {
            map.get(name).copied().map_or_else(Guess::default, Guess::from)
        };
        let share = |name: &str| guess(&written.shares, name);
        let weeks = |name: &str| guess(&written.weeks, name);
        Self {
            hours: Unit::VARIANTS.iter().map(|it| guess(&written.hours, it.name())).collect(),
            hidden: share("hidden"),
            overheads: ["discovery", "testing", "enablement", "coordination"].map(share),
            decision: weeks("decision"),
            parallel_run: weeks("parallel_run"),
            warm_up: weeks("warm_up"),
        }
    }

    /// Hours of one item.
    pub(crate) fn hours(&self, unit: Unit) -> Guess {
        let position = Unit::VARIANTS.iter().position(|it| *it == unit);
        position.and_then(|it| self.hours.get(it)).copied().unwrap_or_default()
    }
}

/// The three points of a company's own guess.
fn three(hours: &[f64]) -> Option<[f64; 3]> {
    <[f64; 3]>::try_from(hours).ok()
}

/// What `company.effort` says that no estimate can use.
pub(crate) fn problems(company: &Company) -> Vec<Diagnostic> {
    let names = || Unit::VARIANTS.iter().map(|it| it.name());
    let wrong = |message: String, label: &str| {
        Diagnostic::new("effort-unusable", Severity::Warning, message)
            .at(company.spans.of("effort"), label)
            .about(ElementKind::Company, company.name.as_deref().unwrap_or("company"))
    };
    let mut found = Vec::new();
    for (name, hours) in &company.effort {
        if !names().any(|it| *name == it) {
            let help = text::nearest(name, names()).map_or_else(
                || format!("the items are {}", names().collect::<Vec<_>>().join(", ")),
                |near| format!("did you mean `{near}`?"),
            );
            let message = format!("`{name}` is no item that an estimate counts");
            found.push(wrong(message, "not used").help(help));
        } else if three(hours).is_none() {
            let message =
                format!("the hours of `{name}` are {} numbers instead of three", hours.len());
            let help =
                format!("write the best case, the likely one and the worst: `{name}: [2, 5, 16]`");
            found.push(wrong(message, "not used").help(help));
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shipped_table_names_every_unit_and_nothing_else() {
        let written: Written = toml::from_str(SHIPPED).unwrap();
        let mut names: Vec<&str> = Unit::VARIANTS.iter().map(|it| it.name()).collect();
        names.sort_unstable();
        assert_eq!(written.hours.keys().map(String::as_str).collect::<Vec<_>>(), names);
        for points in
            written.hours.values().chain(written.shares.values()).chain(written.weeks.values())
        {
            assert!(
                points[0] > 0.0 && points[0] <= points[1] && points[1] <= points[2],
                "{points:?}"
            );
        }
        let table = Table::of(&Company::default());
        let others = [table.hidden, table.decision, table.parallel_run, table.warm_up];
        assert!(table.overheads.iter().chain(&others).all(|it| it.low > 0.0));
    }

    #[test]
    fn the_company_knows_better() {
        let table = Table::with([("recipe", [9.0, 3.0, 4.0])]);
        assert_eq!(table.hours(Unit::Recipe), Guess::new(3.0, 4.0, 9.0));
        assert_eq!(table.hours(Unit::Webhook), Guess::new(3.0, 8.0, 24.0));
    }
}
