//! A tool that is to be bought: looked up in the catalogue while it is typed, then described in a form.

use super::forms::describe;
use super::open_picker;
use crate::catalog::{self, Product};
use crate::stack::{Category, Stack};
use crate::text::{pad_end, plural};
use crate::tui::model::Model;
use crate::tui::msg::Effect;
use crate::tui::names;
use crate::tui::overlays::{Choice, Item, PickerKind};
use crate::tui::rows::{Row, Tone};

/// More lines than this nobody reads: who seeks types on.
const SHOWN_MAX: usize = 60;
/// Cells of a name and of a category.
const NAME: usize = 26;
const CATEGORY: usize = 22;

/// Opens the catalogue.
pub(super) fn add(model: &mut Model) -> Vec<Effect> {
    open_picker(model, PickerKind::Catalogue)
}

/// Products by what is typed: those that the stack file names in `connectors` first, then the best matches; and always the
/// tool that no list has.
pub(crate) fn products(model: &Model, typed: &str) -> Vec<Item> {
    let Some(analysis) = model.analysis.as_deref() else { return Vec::new() };
    let stack = &analysis.stack;
    let typed = typed.trim();
    let own = stated(stack);
    let mut found: Vec<Product> = if typed.is_empty() {
        analysis.catalog.products().collect()
    } else {
        analysis.catalog.search(typed)
    };
    found.sort_by_key(|it| !own.contains(it));
    let more = found.len().saturating_sub(SHOWN_MAX);
    let is_certain = found.first().is_some_and(|it| starts(it.name, typed) || starts(it.id, typed));
    found.truncate(SHOWN_MAX);
    let mut items: Vec<Item> =
        found.into_iter().map(|it| item(stack, it, own.contains(&it))).collect();
    if more > 0 {
        let text = format!("{} in the catalogue: type on", plural(more, "more product"));
        items.push(Item { row: Row::new(Tone::Muted, text), choice: Choice::Stay });
    }
    let unlisted = Row::new(Tone::Accent, "+ ").and(
        Tone::Text,
        if typed.is_empty() {
            "a tool that the catalogue does not have".to_owned()
        } else {
            format!("“{typed}”, of which the catalogue knows nothing")
        },
    );
    let unlisted = Item { row: unlisted, choice: Choice::Unlisted(typed.to_owned()) };
    // What is typed is nobody's name: it is as likely a tool of one's own.
    if is_certain || typed.is_empty() {
        items.push(unlisted);
    } else {
        items.insert(0, unlisted);
    }
    items
}

fn starts(name: &str, typed: &str) -> bool {
    name.to_lowercase().starts_with(&typed.to_lowercase())
}

/// The products that the stack file itself knows connectors of, and which are not among its tools.
fn stated(stack: &Stack) -> Vec<Product> {
    let names = stack.connectors.iter().filter(|it| it.tool_id.is_none()).map(|it| &it.tool);
    let platforms = stack.connectors.iter().filter(|it| it.platform_id.is_none());
    let names = names.chain(platforms.map(|it| &it.platform));
    names.filter_map(|it| catalog::named(it)).collect()
}

fn item(stack: &Stack, product: Product, is_stated: bool) -> Item {
    let owned = stack.tool_called(product.name).is_some();
    let row = Row::new(Tone::Text, pad_end(product.name, NAME))
        .and(Tone::Muted, format!(" {}", pad_end(product.category, CATEGORY)));
    let connectors = catalog::connectors_to(product.id).count();
    let row = if owned {
        row.and(Tone::Warn, "you have it")
    } else if is_stated {
        row.and(Tone::Ok, "★ in your connectors")
    } else if connectors > 0 {
        row.and(Tone::Info, format!("↔ {}", plural(connectors, "platform")))
    } else {
        row
    };
    Item { row, choice: Choice::Product(product.id) }
}

/// A product was chosen: the form begins with what the catalogue knows of it.
pub(crate) fn chosen(model: &mut Model, id: &str) -> Vec<Effect> {
    let Some(product) = catalog::product(id) else { return Vec::new() };
    let category = product.category.parse::<Category>().map_or("other", Category::name);
    describe(model, product.name, category)
}

/// Something that the catalogue does not have.
pub(crate) fn unlisted(model: &mut Model, typed: &str) -> Vec<Effect> {
    let name = if names::slug(typed).is_empty() { "" } else { typed };
    describe(model, name, "other")
}
