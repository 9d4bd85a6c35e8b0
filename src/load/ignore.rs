//! `# linchpin: ignore[rule, rule] until 2027-01-31 - reason`: rules that somebody has silenced in the text.

use crate::diag::{Diagnostic, Severity};
use crate::stack::{Date, Ignore};
use crate::text::{Label, Sources, Span, clean};
use crate::yaml::{Comment, Standing, Tree, comments};

/// What such a comment begins with.
const MARK: &str = "linchpin:";

const FORM: &str = "write it as `# linchpin: ignore[rule] until 2027-01-31 - reason`; the day and the reason may be \
                    left out, and several rules are separated by commas";

/// The comments of a file that silence rules; those that cannot be understood are told, and silence nothing.
pub(super) fn read(tree: &Tree, sources: &Sources, problems: &mut Vec<Diagnostic>) -> Vec<Ignore> {
    let mut ignores = Vec::new();
    for comment in comments(tree, MARK) {
        match ignore(comment, sources.text(comment.content).unwrap_or_default()) {
            Ok(ignore) => ignores.push(ignore),
            Err(problem) => problems.push(*problem),
        }
    }
    ignores
}

fn ignore(comment: Comment, content: &str) -> Result<Ignore, Box<Diagnostic>> {
    let malformed = |message: &str, label: &str| {
        let problem = Diagnostic::new("ignore-malformed", Severity::Warning, message);
        Box::new(problem.at(comment.span, label).help(FORM))
    };
    let covers = match comment.standing {
        Standing::Beside(span) | Standing::Above(span) => span,
        Standing::Loose => {
            let message = "this comment stands neither on a line with something nor above an item";
            let problem = Diagnostic::new("ignore-misplaced", Severity::Warning, message)
                .at(comment.span, "silences nothing")
                .help("put it on the line that the finding names, or above the item");
            return Err(Box::new(problem));
        }
    };
    let list = content.trim_start().strip_prefix("ignore").map(str::trim_start);
    let Some((rules, rest)) =
        list.and_then(|it| it.strip_prefix('[')).and_then(|it| it.split_once(']'))
    else {
        return Err(malformed("this comment is for Linchpin, but says nothing it knows", ""));
    };
    let rules = rules_in(rules, content, comment.content);
    if rules.is_empty() {
        return Err(malformed("this comment names no rule", "silences nothing"));
    }
    let mut rest = rest.trim();
    let mut until = None;
    if let Some(after) = rest.strip_prefix("until").filter(|it| it.starts_with([' ', '\t'])) {
        let after = after.trim_start();
        let day = after.split([' ', '\t', ':']).next().unwrap_or_default();
        until = Date::parse(day);
        if until.is_none() {
            let message = format!("`{}` is no day", clean(day));
            return Err(malformed(&message, "silences nothing"));
        }
        rest = after.get(day.len()..).unwrap_or_default().trim();
    }
    let reason = rest.strip_prefix(['-', '–', '—', ':']).map(str::trim);
    if reason.is_none() && !rest.is_empty() {
        let message = "between the rules and the reason only `until` and a day can stand";
        return Err(malformed(message, "silences nothing"));
    }
    let reason = reason.filter(|it| !it.is_empty()).map(Label::new);
    Ok(Ignore { rules, reason, until, span: comment.span, covers })
}

/// The names with their places; `content` is the text that `within` holds.
fn rules_in(list: &str, content: &str, within: Span) -> Vec<(Label, Span)> {
    let start = content.find('[').map_or(0, |it| it + 1);
    let mut at = start;
    let mut rules = Vec::new();
    for part in list.split(',') {
        let name = part.trim();
        if !name.is_empty() {
            let from = at + part.len() - part.trim_start().len();
            let place = |it: usize| within.start + u32::try_from(it).unwrap_or(0);
            let span = Span { start: place(from), end: place(from + name.len()), ..within };
            rules.push((Label::new(name), span));
        }
        at += part.len() + 1;
    }
    rules
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::load::{Alone, load};

    fn loaded(comment: &str) -> (Vec<Ignore>, Vec<&'static str>, Sources) {
        let text =
            format!("version: 1\ntools:\n  {comment}\n  - {{id: crm, name: CRM, category: crm}}\n");
        let loaded = load("stack.yaml", text.as_bytes(), &Alone);
        let codes = loaded.problems.iter().map(|it| it.code).collect();
        (loaded.stack.ignores, codes, loaded.sources)
    }

    #[test]
    fn rules_day_and_reason_are_read() {
        let comment = "# linchpin: ignore[orphan-tool, owner-left] until 2027-01-31 - moves in May";
        let (ignores, codes, sources) = loaded(comment);
        assert_eq!(codes, [""; 0]);
        let it = &ignores[0];
        let names: Vec<_> = it.rules.iter().map(|(_, at)| sources.text(*at).unwrap()).collect();
        assert_eq!(names, ["orphan-tool", "owner-left"]);
        assert_eq!(it.until, Date::parse("2027-01-31"));
        assert_eq!(it.reason.as_deref(), Some("moves in May"));
        assert!(sources.text(it.covers).unwrap().starts_with("{id: crm"));
    }

    #[test]
    fn day_and_reason_may_be_missing() {
        let only = |comment: &str| {
            let (ignores, codes, _) = loaded(comment);
            assert_eq!(codes, [""; 0], "{comment}");
            (ignores[0].until.is_some(), ignores[0].reason.as_deref().map(str::to_owned))
        };
        assert_eq!(only("# linchpin: ignore[a]"), (false, None));
        assert_eq!(only("#linchpin:ignore[a]: why"), (false, Some("why".to_owned())));
        assert_eq!(
            only("# linchpin: ignore [ a ,] – because"),
            (false, Some("because".to_owned()))
        );
        assert_eq!(only("# linchpin: ignore[a] until 2027-01-31"), (true, None));
    }

    #[test]
    fn what_cannot_be_understood_is_told_and_silences_nothing() {
        for comment in [
            "# linchpin: ignore[]",
            "# linchpin: ignore[ , ]",
            "# linchpin: ignore",
            "# linchpin: ignore[a",
            "# linchpin: off",
            "# linchpin: ignore[a] until tomorrow",
            "# linchpin: ignore[a] until",
            "# linchpin: ignore[a] because",
        ] {
            let (ignores, codes, _) = loaded(comment);
            assert_eq!((ignores.len(), codes), (0, vec!["ignore-malformed"]), "{comment}");
        }
    }
}
