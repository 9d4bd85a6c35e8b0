use super::shipped::{platforms, products};
use super::*;
use crate::stack::Category;

fn rows(text: &str) -> Vec<Vec<&str>> {
    text.lines().filter(|it| !it.starts_with('#')).map(|it| it.split('\t').collect()).collect()
}

/// The tables are asked by halving, so an unsorted one would hide rows.
#[test]
fn the_tables_are_sorted_and_whole() {
    for (name, text, width, keys) in [
        ("products", PRODUCTS, 6, 1),
        ("connectors", CONNECTORS, 5, 2),
        ("platforms", PLATFORMS, 6, 1),
    ] {
        let rows = rows(text);
        assert!(rows.iter().all(|it| it.len() == width), "{name} has rows of another width");
        for pair in rows.windows(2) {
            assert!(
                pair[0][..keys] < pair[1][..keys],
                "{name}: {:?} stands before {:?}",
                pair[0],
                pair[1]
            );
        }
        assert!(text.starts_with('#') && text.ends_with('\n') && !text.contains('\r'), "{name}");
    }
    assert_eq!(
        (rows(PRODUCTS).len(), rows(CONNECTORS).len(), rows(PLATFORMS).len()),
        (1560, 4562, 24)
    );
}

#[test]
fn every_row_names_what_there_is() {
    for it in products() {
        assert!(it.category.parse::<Category>().is_ok(), "{it:?}");
        assert_eq!(product(it.id), Some(it));
    }
    assert_eq!(platforms().count(), rows(PLATFORMS).len(), "a kind that is none");
    for it in platforms() {
        assert!(product(it.id).is_some(), "{it:?}");
    }
    for row in rows(CONNECTORS) {
        assert!(product(row[0]).is_some() && platform(row[1]).is_some(), "{row:?}");
        assert!(row[2].is_empty() || row[2].parse::<Direction>().is_ok(), "{row:?}");
    }
}

#[test]
fn a_missing_row_has_two_meanings() {
    assert!(matches!(Catalog::default().answer("hubspot", "segment"), Answer::Known(_)));
    assert!(
        matches!(Catalog::default().answer("123formbuilder", "fivetran"), Answer::NotListed(it) if it.is_whole)
    );
    assert_eq!(Catalog::default().answer("leandata", "marketo"), Answer::Unknown);
    assert_eq!(Catalog::default().answer("hubspot", "salesforce"), Answer::Unknown);
}

#[test]
fn people_find_products_by_what_they_call_them() {
    let id = |name: &str| Catalog::default().named(name).map(|it| it.id);
    assert_eq!(id("HubSpot"), Some("hubspot"));
    assert_eq!(id("hub spot crm"), Some("hubspot"));
    assert_eq!(id("SFDC"), Some("salesforce"));
    assert_eq!(id("Marketo"), Some("marketo"));
    assert_eq!(id("no such product"), None);
    assert_eq!(Catalog::default().search("hubspot")[0].id, "hubspot");
    assert!(
        Catalog::default().search("event-webinar").iter().all(|it| it.category == "event-webinar")
    );
    assert_eq!(Catalog::default().search("hubspt").first().map(|it| it.id), Some("hubspot"));
    assert!(Catalog::default().search("qqqqqqqqqqqq").is_empty());
}

#[test]
fn ways_say_how_sure_they_are() {
    let found = Catalog::default().through("hubspot", "snowflake");
    assert!(
        found.iter().any(|it| it.platform() == "fivetran" && it.to.platform == "fivetran"
            || it.platform() == "airbyte"),
        "{found:?}"
    );
    for way in &found {
        assert!(way.from.reads() != Some(false) && way.to.writes() != Some(false));
        assert_eq!(way.from.platform, way.to.platform);
    }
    assert!(found.windows(2).all(|it| it[0].is_certain >= it[1].is_certain));
    let known =
        Catalog::default().direct("salesforce", "segment").expect("Segment reads from Salesforce");
    assert_ne!(known.reads(), Some(false));
}

fn own() -> Catalog {
    let text = |it: &str| it.to_owned();
    Catalog::with(&Written {
        products: vec![
            WrittenProduct {
                id: text("inhouse-cdp"),
                name: Some(text("Inhouse CDP")),
                category: Some(text("cdp")),
                aka: vec![text("the hub")],
                ..WrittenProduct::default()
            },
            WrittenProduct {
                id: text("hubspot"),
                aka: vec![text("our spot")],
                ..WrittenProduct::default()
            },
        ],
        connectors: vec![
            WrittenConnector {
                product: text("hubspot"),
                platform: text("inhouse-cdp"),
                direction: Some(Direction::Both),
                as_of: Some(text("2026-09-01")),
                ..WrittenConnector::default()
            },
            WrittenConnector {
                product: text("hubspot"),
                platform: text("segment"),
                is_denied: true,
                ..WrittenConnector::default()
            },
        ],
        source: text("ours.yaml"),
        ..Written::default()
    })
}

#[test]
fn a_companys_own_rows_add_change_and_deny() {
    let own = own();
    assert_eq!(own.named("the hub").map(|it| it.id), Some("inhouse-cdp"));
    assert_eq!(own.named("our spot").map(|it| it.id), Some("hubspot"));
    // What the file does not say of a shipped product stays.
    assert_eq!(
        own.product("hubspot").map(|it| it.category),
        product("hubspot").map(|it| it.category)
    );
    assert!(own.named("hub spot crm").is_some());
    assert!(
        matches!(own.answer("hubspot", "inhouse-cdp"), Answer::Known(it) if it.place == "ours.yaml")
    );
    assert_eq!(own.platform("inhouse-cdp").and_then(|it| it.as_of), Some("2026-09-01"));
    assert!(!matches!(own.answer("hubspot", "segment"), Answer::Known(_)));
    assert!(own.connectors_of("segment").all(|it| it.product != "hubspot"));
    assert!(own.direct("hubspot", "inhouse-cdp").is_some());
    assert_eq!(own.search("inhouse").first().map(|it| it.id), Some("inhouse-cdp"));
    assert_eq!(own.products().filter(|it| it.id == "hubspot").count(), 1);
    // The shipped catalogue knows nothing of it.
    assert_eq!(Catalog::default().named("the hub"), None);
    assert_eq!(own.answer("leandata", "marketo"), Answer::Unknown);
}
