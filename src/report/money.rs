//! Amounts of money as people write them.

use crate::stack::Company;
use crate::text::amount;

/// "61,000 EUR", or "61,000" where the company names no currency.
pub(crate) fn money(value: f64, company: &Company) -> String {
    match &company.currency {
        Some(currency) => format!("{} {currency}", amount(value)),
        None => amount(value),
    }
}
