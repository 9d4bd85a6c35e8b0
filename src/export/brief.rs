//! The page for leadership as Markdown, for a wiki or a mail.

use super::escape::markdown;
use crate::report::brief::Brief;

/// Lines of one section; a page has to stay a page.
const FEW: usize = 8;

pub(crate) fn brief_as_markdown(it: &Brief) -> String {
    let mut out = format!(
        "# {}\n\n**{}**\n\nConfidence: {}. {}.\n",
        markdown(&it.decision),
        markdown(&it.answer),
        it.confidence.name(),
        markdown(&sentence(&it.because))
    );
    let tenth = it.tenth.as_ref().map_or_else(String::new, |it| format!(" ({it})"));
    section(&mut out, "What we do not know", &it.unknowns, "Nothing that this answer hangs on.");
    section(&mut out, "What yes costs", &it.yes, "Nothing.");
    section(&mut out, "What no costs", &it.no, "Nothing.");
    risks(&mut out, it);
    let title = format!("What we would do for a tenth of the cost{tenth}");
    section(&mut out, &title, &it.instead, "The file shows nothing cheaper.");
    section(&mut out, "Who was asked", &it.asked, "Nobody, as far as the file says.");
    if !it.to_ask.is_empty() {
        section(&mut out, "Who is still to be asked", &it.to_ask, "");
    }
    out.push_str(&format!("\nAs of {}.\n", it.as_of));
    out
}

fn section(out: &mut String, title: &str, lines: &[String], none: &str) {
    out.push_str(&format!("\n## {title}\n\n"));
    if lines.is_empty() {
        out.push_str(&format!("{none}\n"));
    }
    for line in lines.iter().take(FEW) {
        out.push_str(&format!("- {}\n", markdown(&sentence(line))));
    }
    if lines.len() > FEW {
        out.push_str(&format!("- and {} more\n", lines.len() - FEW));
    }
}

fn risks(out: &mut String, it: &Brief) {
    out.push_str("\n## Risks\n\n");
    if it.risks.is_empty() {
        out.push_str("None that the file shows.\n");
        return;
    }
    out.push_str("| risk | owner | date |\n|---|---|---|\n");
    for risk in &it.risks {
        let owner = risk.owner.as_deref().unwrap_or("not stated");
        let due = risk.due.map_or_else(|| "not stated".to_owned(), |it| it.to_string());
        out.push_str(&format!(
            "| {} | {} | {due} |\n",
            markdown(&sentence(&risk.what)),
            markdown(owner)
        ));
    }
}

/// With a capital, unless it begins with a name that is an id and keeps its letters.
pub(super) fn sentence(text: &str) -> String {
    let first = text.split(' ').next().unwrap_or_default();
    if first.contains(['`', '.', '_', '-']) {
        return text.to_owned();
    }
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |it| it.to_uppercase().chain(chars).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_keep_their_letters() {
        assert_eq!(sentence("nobody asked"), "Nobody asked");
        for id in ["chili-piper may lose records", "account.owner at CRM", "`crm` is down", ""] {
            assert_eq!(sentence(id), id);
        }
    }
}
