//! Lists, with every column.

use serde::ser::{SerializeMap as _, SerializeSeq as _};
use serde::{Serialize, Serializer};

use super::{Number, document};
use crate::report::listing::Row;
use crate::report::{Cell, Column, Listing};

#[derive(Serialize)]
struct Items<'a> {
    list: &'static str,
    items: Rows<'a>,
}

struct Rows<'a>(&'a Listing);

struct Item<'a> {
    columns: &'a [Column],
    row: &'a Row,
}

pub(crate) fn listing(listing: &Listing) -> String {
    document("list", Items { list: listing.kind.name(), items: Rows(listing) })
}

impl Serialize for Rows<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut items = serializer.serialize_seq(Some(self.0.rows.len()))?;
        for row in &self.0.rows {
            items.serialize_element(&Item { columns: &self.0.columns, row })?;
        }
        items.end()
    }
}

impl Serialize for Item<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut item = serializer.serialize_map(Some(self.columns.len()))?;
        for (column, cell) in self.columns.iter().zip(&self.row.cells) {
            match cell {
                Cell::Text(text) => item.serialize_entry(column.key, text)?,
                Cell::Number(number) => item.serialize_entry(column.key, &Number(*number))?,
                Cell::Several(texts) => item.serialize_entry(column.key, texts)?,
                Cell::Unknown => item.serialize_entry(column.key, &())?,
            }
        }
        item.end()
    }
}
