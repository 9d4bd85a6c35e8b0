//! Places as people write them, and what European law says of sending personal data there.

/// Codes and names of the states of the European Economic Area, in lower case, sorted; and what stands for all of them.
#[rustfmt::skip]
const EEA: &[&str] = &[
    "at", "austria", "be", "belgium", "bg", "bulgaria", "croatia", "cy", "cyprus", "cz", "czechia", "de", "denmark",
    "dk", "ee", "eea", "es", "estonia", "eu", "eu-central-1", "eu-north-1", "eu-south-1", "eu-west-1", "eu-west-3",
    "europe", "european union", "fi", "finland", "fr", "france", "germany", "gr", "greece", "hr", "hu", "hungary",
    "iceland", "ie", "ireland", "is", "it", "italy", "latvia", "li", "liechtenstein", "lithuania", "lt", "lu",
    "luxembourg", "lv", "malta", "mt", "netherlands", "nl", "no", "norway", "pl", "poland", "portugal", "pt", "ro",
    "romania", "se", "si", "sk", "slovakia", "slovenia", "spain", "sweden",
];

/// Countries that the European Commission had found adequate (Art. 45 GDPR) as of January 2025, sorted. Not the United
/// States: there it is for companies that have joined the Data Privacy Framework only.
#[rustfmt::skip]
const ADEQUATE: &[&str] = &[
    "ad", "andorra", "ar", "argentina", "ca", "canada", "ch", "faroe islands", "fo", "gb", "gg", "guernsey", "il",
    "im", "isle of man", "israel", "japan", "je", "jersey", "jp", "kr", "new zealand", "nz", "south korea",
    "switzerland", "uk", "united kingdom", "uruguay", "uy",
];

/// Inside the European Economic Area.
pub(super) fn is_european(place: &str) -> bool {
    EEA.binary_search(&place.trim().to_lowercase().as_str()).is_ok()
}

/// Personal data may be sent there without further papers.
pub(super) fn is_safe(place: &str) -> bool {
    is_european(place) || ADEQUATE.binary_search(&place.trim().to_lowercase().as_str()).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_told_apart_however_they_are_written() {
        assert!(EEA.is_sorted() && ADEQUATE.is_sorted());
        for place in ["EU", "Germany", " ie "] {
            assert!(is_european(place) && is_safe(place), "{place}");
        }
        assert!(is_safe("UK") && !is_european("UK"));
        assert!(!is_safe("US") && !is_safe("somewhere"));
    }
}
