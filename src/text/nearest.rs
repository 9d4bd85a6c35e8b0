//! "Did you mean": the known name that is closest to a wrong one.

/// Candidates looked at per question, so that a file full of wrong names stays linear.
const CANDIDATES_MAX: usize = 5_000;

/// The candidate nearest to `name` after folding case and separators, if it is near enough to be a slip.
///
/// Distance is Damerau-Levenshtein; near enough means at most a third of the length, and at least 2.
pub(crate) fn nearest<'a>(
    name: &str,
    candidates: impl IntoIterator<Item = &'a str>,
) -> Option<&'a str> {
    let wanted = fold(name);
    let limit = (wanted.chars().count() / 3).max(2);
    let mut best: Option<(usize, &str)> = None;
    for candidate in candidates.into_iter().take(CANDIDATES_MAX) {
        let folded = fold(candidate);
        if folded.len().abs_diff(wanted.len()) > limit * 4 {
            continue;
        }
        let distance = strsim::damerau_levenshtein(&wanted, &folded);
        let known = best.map_or(usize::MAX, |(distance, _)| distance);
        if distance <= limit && distance < known && distance < wanted.chars().count().max(1) {
            best = Some((distance, candidate));
        }
    }
    best.map(|(_, candidate)| candidate)
}

fn fold(name: &str) -> String {
    name.chars()
        .filter(|ch| !matches!(ch, '-' | '_' | ' ' | '.'))
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn slips_are_found_and_strangers_are_not() {
        let known = ["salesforce", "hubspot", "outreach"];
        assert_eq!(nearest("salesfroce", known), Some("salesforce"));
        assert_eq!(nearest("Hub Spot", known), Some("hubspot"));
        assert_eq!(nearest("zendesk", known), None);
        assert_eq!(nearest("", known), None);
    }
}
