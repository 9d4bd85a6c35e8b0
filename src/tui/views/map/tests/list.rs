//! The list in place of the drawing where that has no room.

use super::*;

#[test]
fn a_narrow_screen_lists_what_feeds_a_tool_and_what_it_feeds() {
    let mut model = example((80, 24));
    let shown = text(&model);
    assert!(shown.contains("◆ Salesforce") && shown.contains("t draws the map"), "{shown}");
    assert!(shown.contains("fed by ") && !shown.contains("HUBS"), "{shown}");
    let mut seen = std::collections::BTreeSet::new();
    press_all(&mut model, &["g", "g"]);
    let mut last = None;
    while selected(&model) != last {
        last = selected(&model);
        seen.insert(tool(&model));
        press_all(&mut model, &["j"]);
        assert!(last == selected(&model) || text(&model).contains(" of 48 tools"));
    }
    // Two hops along flows that are live, over middleware or not, are all in the list.
    let analysis = model.analysis.clone().unwrap();
    let stack = &analysis.stack;
    let near: std::collections::BTreeSet<String> = stack
        .integrations
        .values()
        .filter(|it| it.is_live())
        .filter(|it| it.from.name == "salesforce" || it.to.name == "salesforce")
        .flat_map(|it| [it.from.name.to_string(), it.to.name.to_string()])
        .collect();
    assert!(near.is_subset(&seen) && seen.len() > near.len(), "{near:?}\n{seen:?}");
}

#[test]
fn the_list_stands_still_until_the_focus_steps_on() {
    let mut model = example((80, 24));
    press_all(&mut model, &["j", "j"]);
    let at = tool(&model);
    assert!(at != "salesforce" && text(&model).contains("◆ Salesforce"));
    press_all(&mut model, &["tab"]);
    integration(&model);
    press_all(&mut model, &["k", "k", "j"]);
    assert_eq!(tool(&model), at);
    press_all(&mut model, &["f"]);
    let name = &model.analysis.as_deref().unwrap().stack.tools;
    let name = name[name.find(&at).unwrap()].name.to_string();
    assert!(text(&model).contains(&format!("◆ {name}")), "{}", text(&model));
    press_all(&mut model, &["backspace"]);
    assert!(text(&model).contains("◆ Salesforce"));
    press_all(&mut model, &["t"]);
    assert!(text(&model).contains("HUBS") || text(&model).contains("COLLECT"), "{}", text(&model));
}

#[test]
fn middleware_is_listed_with_what_it_carries() {
    let mut model = example((80, 40));
    model.select(&Target::Tool("fivetran".into()));
    let shown = text(&model);
    assert!(shown.contains("◆ Fivetran") && shown.contains("Snowflake"), "{shown}");
    assert!(shown.contains("◀╌╌ LinkedIn Ads") && !shown.contains("via Fivetran"), "{shown}");
}
