//! Small tables under headings.

use super::page::{Look, Page, seen_width};

/// The first columns are as wide as their widest cell in any section; the last is wrapped.
pub(crate) fn sections(sections: &[(String, Vec<Vec<String>>)], look: Look) -> String {
    let mut page = Page::new(look);
    let firsts = sections.iter().flat_map(|(_, rows)| rows).filter_map(|row| row.first());
    let wide = firsts.map(|it| seen_width(it)).max().unwrap_or(0);
    for (title, rows) in sections {
        page.heading(title);
        for row in rows {
            let first = row.first().map_or("", String::as_str);
            let fill = " ".repeat(wide.saturating_sub(seen_width(first)));
            let rest = row.get(1..).unwrap_or_default().join("  ");
            page.item(&format!("  {first}{fill}  "), &rest);
        }
    }
    page.finish()
}
