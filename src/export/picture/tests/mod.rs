mod readers;
mod round_trip;

use super::*;
use crate::facade::EXAMPLE;
use crate::load::{Alone, load};
use crate::map::{Subject, TextOptions, lay_out};
use crate::stack::Date;

fn analysis_of(text: &str) -> Analysis {
    let loaded = load("stack.yaml", text.as_bytes(), &Alone);
    let today = Date::new(2026, 9, 15).unwrap();
    Analysis::of(loaded.sources, loaded.stack, loaded.problems, today)
}

fn written(text: &str, name: &str) -> String {
    write(text, name).text
}

fn write(text: &str, name: &str) -> Written {
    let analysis = analysis_of(text);
    let subject = Subject { before: &analysis, simulation: None };
    let (drawing, layout) = lay_out(subject, &TextOptions::default());
    let picture =
        Picture { analysis: &analysis, drawing: &drawing, layout: &layout, shade: Shade::Auto };
    let format = MAP_FORMATS.iter().find(|it| it.name == name).unwrap();
    (format.write)(&picture)
}

const HOSTILE: &str = r#"
version: 1
company: {name: 'A "B" & <C>'}
objects: [{id: person, name: 'per"son]|#35;<i>'}]
tools:
  - {id: a, name: '"]; end <script>alert(1)</script>', category: crm}
  - {id: b, name: 'back\slash\', category: bi}
  - {id: c, name: '${x} `code` #quot; %% {{', category: ads}
  - {id: end, name: "1. </title> &lt; --> ]]> \\n \u202Egnol \n x", category: ads}
integrations:
  - {id: ab, from: a, to: b, method: native_connector, objects: [person]}
  - {id: ca, from: c, to: a, method: manual_csv, objects: [person], direction: two_way}
  - {id: 'c-end-->', from: end, to: a, method: webhook, objects: [person]}
  - {id: itself, from: a, to: a, method: webhook, objects: [person]}
"#;

#[test]
fn the_example_in_every_format() {
    for format in MAP_FORMATS {
        insta::assert_snapshot!(format.name, written(EXAMPLE, format.name));
    }
}

#[test]
fn hostile_names_stay_names() {
    for format in MAP_FORMATS {
        insta::assert_snapshot!(format!("hostile-{}", format.name), written(HOSTILE, format.name));
    }
    let svg = written(HOSTILE, "svg");
    assert!(!svg.contains("<script") && !svg.contains("<i>"));
    let mermaid = written(HOSTILE, "mermaid");
    assert!(mermaid.lines().all(|it| it.matches('"').count() % 2 == 0), "{mermaid}");
}

#[test]
fn no_box_and_no_word_leaves_the_image() {
    for text in [EXAMPLE, HOSTILE] {
        let svg = written(text, "svg");
        let number = |part: &str, key: &str| -> Option<i32> {
            let (_, rest) = part.split_once(&format!(" {key}=\""))?;
            rest.split('"').next()?.parse().ok()
        };
        let (wide, high) = (number(&svg, "width").unwrap(), number(&svg, "height").unwrap());
        let (drawn, legend) = svg.split_once("<g transform=").unwrap();
        let mut words = 0;
        for part in drawn.split('<').filter(|it| it.starts_with("text ")) {
            let length = number(part, "textLength").unwrap_or(0);
            let (x, y) = (number(part, "x").unwrap(), number(part, "y").unwrap());
            assert!(x >= 0 && x + length <= wide && y <= high, "{part}");
            words += 1;
        }
        assert!(words > 0);
        // The legend is moved into its place as a whole.
        for part in legend.split('<').filter(|it| it.starts_with("text ")) {
            let end = number(part, "x").unwrap() + number(part, "textLength").unwrap();
            assert!(end <= wide, "{part}");
        }
    }
}

#[test]
fn an_image_is_light_dark_or_both() {
    let analysis = analysis_of(HOSTILE);
    let subject = Subject { before: &analysis, simulation: None };
    let (drawing, layout) = lay_out(subject, &TextOptions::default());
    let of = |shade| {
        let picture = Picture { analysis: &analysis, drawing: &drawing, layout: &layout, shade };
        (svg::MAP.write)(&picture).text
    };
    let [auto, light, dark] = [Shade::Auto, Shade::Light, Shade::Dark].map(of);
    assert!(auto.contains("prefers-color-scheme: dark") && !light.contains("prefers-color-scheme"));
    assert!(light.contains("#fcfcfa") && !light.contains("#14171c"));
    assert!(dark.contains("#14171c") && !dark.contains("#fcfcfa"));
}

#[test]
fn mermaid_gets_no_more_lines_than_it_takes() {
    let mut text = String::from("version: 1\ntools:\n");
    for tool in 0..52 {
        text.push_str(&format!("  - {{id: t{tool}, name: Tool {tool}, category: crm}}\n"));
    }
    text.push_str("integrations:\n");
    for (from, to) in (0..52).flat_map(|from| (0..12).map(move |by| (from, (from + by + 1) % 52))) {
        text.push_str(&format!(
            "  - {{id: i{from}-{to}, from: t{from}, to: t{to}, method: webhook}}\n"
        ));
    }
    let mermaid = write(&text, "mermaid");
    assert_eq!(readers::mermaid(&mermaid.text).arrows.len(), 500);
    let [notice] = mermaid.notices.as_slice() else { panic!("{:?}", mermaid.notices) };
    assert!(notice.contains("500 of 624"), "{notice}");
    assert!(mermaid.text.contains(notice), "who opens the file reads it too");
}

#[test]
fn a_picture_tells_what_each_line_is() {
    let svg = written(EXAMPLE, "svg");
    assert!(svg.contains("<title>") && svg.contains("HubSpot ↔ Salesforce"), "{svg}");
    assert!(
        !svg.contains("NaN") && !svg.contains("http://") || svg.matches("http://").count() == 1
    );
}
