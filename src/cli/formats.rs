//! `docs/formats.md`, made from the description of the format that the loader reads by.

use super::init::STARTER;
use super::written;
use crate::load::outline::{self, Key, Part};

const SCENARIO: &str = "\
version: 1
scenario: {id: friday, name: 6sense by Friday}
changes:                # made in this order; the stack file is left as it is
  - add: {tool: {id: 6sense, name: 6sense, category: abm-intent, cost: {annual: 92000}}}
  - connect: {from: 6sense, to: salesforce, method: native_connector, frequency: daily, objects: [account]}
  - remove: {tool: demandbase}
  - set: {integration: hubspot-salesforce, owner: ana}
";

const BEFORE: &str = "\
# The stack file

A stack is one YAML file (or several: `include`), kept in git beside whatever else your team reviews. This page is made
from the program's own description of the format; `linchpin schema` prints the same as a JSON Schema, with which editors
complete and check while you type. `linchpin init` writes this one to begin with:

";

const RULES: &str = "\
## How to write things

- **Leave out what you do not know**, or write `unknown`. It counts as not known, never as zero or as fine.
- **A list of one** may be written without brackets: `objects: person` for `objects: [person]`.
- **Durations** are `15m`, `2h`, `1d`, `2w`, `PT15M`, or words: `realtime`, `hourly`, `daily`, `weekly`. How often
  something runs may also be a cron line: `0 6 * * 1`.
- **Dates** are `2026-11-30`. The company's `as_of` is the day that all dates count from; without it, today.
- **Methods** of integration have one name each, such as `native_connector`; other spellings, such as `zapier`, are understood
  and the name is suggested.
- **Your own notes** go under `extra:` in any map, or in keys that begin with `x-`.
- **Findings you have decided to live with** go under `accept`, with a reason, a name and an end date.

In the tables, a key in **bold** must be there.
";

const SCENARIOS: &str = "\
# The scenario file

A scenario is a small file of changes that are tried, not made. `linchpin simulate --scenario FILE` shows what comes of it;
several stack in the order in which they are named, and flags such as `--remove` may stand between them.

";

const CATALOG: &str = "\
version: 1
products:
  - {id: inhouse-cdp, name: Inhouse CDP, category: cdp, aka: [the hub]}
connectors:
  - {product: hubspot, platform: inhouse-cdp, direction: both, as_of: 2026-09-01}
  - {product: hubspot, platform: segment, direction: none, note: asked the vendor}
";

const CATALOGS: &str = "\
# The catalogue file

What your company knows of products and connectors beyond the shipped catalogue, for all its stacks:
`linchpin --catalog FILE catalog path hubspot 'the hub'`, and likewise with `check`, `simulate` and the others. It adds
products and connectors, changes shipped ones, and denies what a list says. What a stack file states under `connectors`
counts more than either.

";

pub(crate) fn formats_page() -> String {
    let mut out = format!("{BEFORE}```yaml\n{STARTER}```\n\n{RULES}");
    for part in outline::stack_parts() {
        section(&mut out, &part);
    }
    out = format!("{out}\n{SCENARIOS}```yaml\n{SCENARIO}```\n");
    for part in outline::scenario_parts() {
        section(&mut out, &part);
    }
    out = format!("{out}\n{CATALOGS}```yaml\n{CATALOG}```\n");
    for part in outline::catalog_parts() {
        section(&mut out, &part);
    }
    format!("{out}\n{}", written::check_section())
}

fn section(out: &mut String, part: &Part) {
    let mut text = format!("\n## {}\n\n{}", part.name, part.doc);
    if let Some(short) = part.short {
        text = format!("{text} A bare value stands for its `{short}`.");
    }
    text.push_str("\n\n| key | value | what it says |\n|---|---|---|\n");
    out.push_str(&text);
    for key in &part.keys {
        out.push_str(&row(key));
    }
}

fn row(key: &Key) -> String {
    let name =
        if key.is_required { format!("**`{}`**", key.name) } else { format!("`{}`", key.name) };
    let part = key.part.map_or_else(String::new, |it| format!(" [{it}](#{})", anchor(it)));
    format!(
        "| {name} | {}{part} | {} |\n",
        key.value.replace('|', "\\|"),
        key.doc.replace('|', "\\|")
    )
}

/// As those who show Markdown name a heading.
fn anchor(heading: &str) -> String {
    heading.to_lowercase().replace(' ', "-")
}
