//! The company itself, its thresholds, known connectors and accepted findings.

use std::collections::BTreeMap;

use super::{DataObject, Date, Ref, Spans, Tool};
use crate::text::{Label, Span, amount};

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Company {
    pub(crate) name: Option<Label>,
    /// ISO 4217, e.g. `EUR`; all money of the stack is in it.
    pub(crate) currency: Option<Label>,
    pub(crate) timezone: Option<Label>,
    /// The day that every date rule counts from.
    pub(crate) as_of: Option<Date>,
    pub(crate) regions: Vec<Label>,
    pub(crate) working_hours_per_week: Option<f64>,
    /// Cost of an hour of work, in the company's currency.
    pub(crate) blended_rate: Option<f64>,
    /// Thresholds that override the defaults of the rules, by name.
    pub(crate) policies: Vec<(Label, f64)>,
    /// Hours that an item of a migration takes here: best, likely and worst, by the names of the shipped table.
    pub(crate) effort: BTreeMap<Label, Vec<f64>>,
    pub(crate) spans: Spans,
}

impl Company {
    /// A threshold: the company's own, else the default.
    pub(crate) fn policy(&self, name: &str, default: f64) -> f64 {
        self.policies.iter().find(|(key, _)| *key == name).map_or(default, |(_, value)| *value)
    }

    /// "EUR 61,000", or "61,000" where no currency is named: the one form in which every face writes money.
    pub(crate) fn money(&self, value: f64) -> String {
        self.money_of(&amount(value))
    }

    /// "EUR 59,200 to 61,000"; one amount where both are written alike.
    pub(crate) fn money_between(&self, low: f64, high: f64) -> String {
        match (amount(low), amount(high)) {
            (low, high) if low == high => self.money_of(&high),
            (low, high) => self.money_of(&format!("{low} to {high}")),
        }
    }

    fn money_of(&self, amounts: &str) -> String {
        match &self.currency {
            Some(currency) => format!("{currency} {amounts}"),
            None => amounts.to_owned(),
        }
    }
}

/// A connector that is known to exist, as the user states it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Connector {
    pub(crate) tool: Label,
    pub(crate) platform: Label,
    pub(crate) direction: Option<ConnectorDirection>,
    /// Empty: not stated.
    pub(crate) objects: Vec<Ref<DataObject>>,
    pub(crate) kind: Option<super::Method>,
    pub(crate) as_of: Option<Date>,
    pub(crate) note: Option<Label>,
    /// The tools of this stack that the two names stand for, where there are such.
    pub(crate) tool_id: Option<super::Id<Tool>>,
    pub(crate) platform_id: Option<super::Id<Tool>>,
    pub(crate) spans: Spans,
}

/// Seen from the platform: it reads from the tool, writes to it, or both.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, strum::EnumString, strum::IntoStaticStr, strum::VariantNames,
)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum ConnectorDirection {
    Source,
    Destination,
    Both,
}

/// A finding that somebody has decided to live with, until a day.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Accept {
    pub(crate) rule: Label,
    /// The id of the element that the finding is about, or a selector.
    pub(crate) on: Label,
    pub(crate) reason: Option<Label>,
    pub(crate) by: Option<Label>,
    pub(crate) until: Option<Date>,
    pub(crate) spans: Spans,
}

/// A comment in a file that silences rules for what it stands beside or above.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Ignore {
    /// Each with its place.
    pub(crate) rules: Vec<(Label, Span)>,
    pub(crate) reason: Option<Label>,
    pub(crate) until: Option<Date>,
    /// The comment itself.
    pub(crate) span: Span,
    /// What must begin in here to be silenced.
    pub(crate) covers: Span,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_currency_stands_before_the_amount() {
        let mut company = Company { currency: Some("EUR".into()), ..Company::default() };
        assert_eq!(company.money(61_000.4), "EUR 61,000");
        assert_eq!(company.money(-1500.0), "EUR -1,500");
        assert_eq!(company.money_between(900.0, 1_200.0), "EUR 900 to 1,200");
        assert_eq!(company.money_between(900.2, 900.4), "EUR 900");
        company.currency = None;
        assert_eq!(company.money(61_000.0), "61,000");
        assert_eq!(company.money_between(1.0, 2.0), "1 to 2");
    }
}
