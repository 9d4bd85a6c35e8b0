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
    let analysis = analysis_of(text);
    let subject = Subject { before: &analysis, simulation: None };
    let (drawing, layout) = lay_out(subject, &TextOptions::default());
    let picture =
        Picture { analysis: &analysis, drawing: &drawing, layout: &layout, shade: Shade::Auto };
    let format = MAP_FORMATS.iter().find(|it| it.name == name).unwrap();
    (format.write)(&picture).text
}

const HOSTILE: &str = r#"
version: 1
company: {name: 'A "B" & <C>'}
objects: [{id: person, name: 'per"son]|#35;<i>'}]
tools:
  - {id: a, name: '"]; end <script>alert(1)</script>', category: crm}
  - {id: b, name: 'back\slash\', category: bi}
  - {id: c, name: '${x} `code` #quot; %% {{', category: ads}
integrations:
  - {id: ab, from: a, to: b, method: native_connector, objects: [person]}
  - {id: ca, from: c, to: a, method: manual_csv, objects: [person], direction: two_way}
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
fn graphviz_reads_the_same_graph() {
    for text in [EXAMPLE, HOSTILE] {
        let dot = written(text, "dot");
        let child = std::process::Command::new("dot")
            .arg("-Tplain")
            .stdin(std::process::Stdio::piped())
            .stdout(std::process::Stdio::piped())
            .spawn();
        let Ok(mut child) = child else {
            eprintln!("skipped: the program `dot` is not installed");
            return;
        };
        std::io::Write::write_all(&mut child.stdin.take().unwrap(), dot.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert!(output.status.success());
        let read = String::from_utf8(output.stdout).unwrap();
        let count = |kind: &str| read.lines().filter(|it| it.starts_with(kind)).count();
        let analysis = analysis_of(text);
        let subject = Subject { before: &analysis, simulation: None };
        let (drawing, _) = lay_out(subject, &TextOptions::default());
        assert_eq!(count("node "), drawing.input.nodes.len());
        assert_eq!(count("edge "), drawing.input.edges.len());
    }
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
    let mermaid = written(&text, "mermaid");
    assert_eq!(mermaid.lines().filter(|it| it.contains("->") || it.contains("==>")).count(), 500);
    assert!(mermaid.contains("124 lines are left out"), "{mermaid}");
}

#[test]
fn a_picture_tells_what_each_line_is() {
    let svg = written(EXAMPLE, "svg");
    assert!(svg.contains("<title>") && svg.contains("HubSpot ↔ Salesforce"), "{svg}");
    assert!(
        !svg.contains("NaN") && !svg.contains("http://") || svg.matches("http://").count() == 1
    );
}
