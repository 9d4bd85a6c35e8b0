//! Scenarios side by side as a Markdown table.

use super::escape::markdown;
use crate::report::columns::Columns;

pub(crate) fn columns_as_markdown(it: &Columns) -> String {
    let line = |cells: &[String]| {
        let cells: Vec<String> = cells.iter().map(|it| markdown(it)).collect();
        format!("| {} |\n", cells.join(" | "))
    };
    let mut head = vec![String::new()];
    head.extend(it.names.iter().cloned());
    let mut out = line(&head);
    out.push_str(&format!("|---|{}\n", "---:|".repeat(it.names.len())));
    for row in &it.rows {
        let mut cells = vec![row.title.clone()];
        cells.extend(row.cells.iter().map(|it| it.text.clone()));
        out.push_str(&line(&cells));
    }
    out
}
