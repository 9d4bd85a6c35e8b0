//! The page about selectors, written from the tables that they are parsed by.

use std::fmt::Write as _;

use crate::select::{FORMS, KEYS, Kind, Sort};

const HEAD: &str = "\
# Selectors

A selector says which things of a stack are meant. It is the same everywhere: in `linchpin list flows SELECTOR`,
`linchpin check --on SELECTOR`, `linchpin map --select SELECTOR`, in the `on` of accepted findings, and in the line that
`/` opens in the terminal interface.

This page is written from the tables that selectors are parsed by.

## Terms
";

const MIDDLE: &str = "
Terms are joined like this:

| join | means |
|---|---|
| `owner:ana owner:ben` | or: a space |
| `method:manual*,fragility>60` | and: a comma, which binds closer than a space |
| `!tag:critical` | not |

On a command line, quote selectors that have `>`, `<`, `*`, `!` or quotes in them, or the shell takes these for its own:
`linchpin list flows 'owner:\"Ana Silva\",fragility>60'`.

## What is selected

- **Hops** go along live integrations; one that goes both ways is a hop either way. Middleware is no hop of its own and
  comes with the integrations that it carries.
- **Of integrations**, `+salesforce` and its like mean those between two of the selected tools.
- **Of everything else** - objects, journeys, people, credentials - a name or `+salesforce` means what hangs directly on
  what is selected: of people, those who own it.
- **Of findings**, a term means those about a thing that it means, and those that mention one.
- **What nobody has said** is neither large nor small: `cost_annual<100` leaves out tools of unknown cost, and
  `cost_annual:unknown` finds them. `!` means all the others, also those of which nobody has said it.

## Errors

A key, name or closed value that does not exist is an error with its column and the nearest one that does: nothing is
ever searched for because it was mistyped. A pattern may match nothing.

In the terminal interface a bare word also finds rows that have it in their text, and while a selector is not finished
the terms that are already right filter.

## Keys

| key | of | means | such as |
|---|---|---|---|
";

/// The page `docs/selectors.md`.
pub(crate) fn selectors_page() -> String {
    let mut page = String::from(HEAD);
    page.push_str("\n| term | means |\n|---|---|\n");
    for (form, says) in FORMS {
        // Writing to a string cannot fail.
        let _ = writeln!(page, "| `{form}` | {says} |");
    }
    page.push_str(MIDDLE);
    for key in KEYS {
        let kinds: Vec<&str> = key.kinds.iter().copied().map(Kind::words).collect();
        let sort = match key.sort {
            Sort::Text => "",
            Sort::Number => " (a number)",
            Sort::Day => " (a day)",
        };
        let (name, says, example) = (key.name, key.says, key.example);
        let _ = writeln!(page, "| `{name}` | {} | {says}{sort} | `{example}` |", kinds.join(", "));
    }
    page
}
