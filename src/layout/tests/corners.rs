//! Inputs that break other layout programs.

use super::*;

#[test]
fn nothing_is_an_empty_drawing() {
    let drawing = layout(&In::default(), None);
    assert_eq!((drawing.width, drawing.height), (0, 0));
    assert_eq!(to_text(&drawing, &In::default(), Glyphs::Unicode), "");
}

#[test]
fn extreme_graphs_are_sound() {
    let all_pairs = || (0..20).flat_map(|a| (0..20).map(move |b| (a, b))).filter(|it| it.0 != it.1);
    for stages in [0, 1, 5] {
        assert_sound(&graph(1, stages, []));
        assert_sound(&graph(40, stages, []));
        assert_sound(&graph(20, stages, all_pairs()));
        assert_sound(&graph(500, stages, (1..500).map(|it| (0, it))));
        assert_sound(&graph(500, stages, (1..500).map(|it| (it, 0))));
        assert_sound(&graph(2, stages, [(0, 1), (1, 0)]));
        assert_sound(&graph(300, stages, (1..300).map(|it| (it - 1, it))));
        assert_sound(&graph(300, stages, (0..300).map(|it| (it, (it + 1) % 300))));
        assert_sound(&graph(3, stages, [(0, 0), (1, 1), (1, 2), (2, 2)]));
        assert_sound(&graph(400, stages, (0..800).map(|it| (it * 7 % 400, it * it * 13 % 400))));
    }
}

#[test]
fn both_directions_are_one_line_with_two_heads() {
    let input = graph(2, 2, [(0, 1), (1, 0)]);
    let drawing = assert_sound(&input);
    assert_eq!(drawing.links.len(), 1);
    assert!(to_text(&drawing, &input, Glyphs::Unicode).contains("├◀─▶┤"));
    assert_eq!(drawing.edges_at(11, 1), [0, 1]);
}

#[test]
fn an_edge_to_itself_is_a_mark() {
    let input = graph(1, 1, [(0, 0)]);
    let drawing = assert_sound(&input);
    assert_eq!(drawing.boxes[0].loops, [0]);
    assert!(to_text(&drawing, &input, Glyphs::Unicode).contains("↻╮"));
    assert!(to_text(&drawing, &input, Glyphs::Ascii).contains("@+"));
}

#[test]
fn parallels_are_counted() {
    let input = graph(2, 2, [(0, 1); 40]);
    let drawing = assert_sound(&input);
    assert!(to_text(&drawing, &input, Glyphs::Unicode).contains("─×40─▶"));
    assert!(to_text(&drawing, &input, Glyphs::Ascii).contains("-x40->"));
    assert_eq!(drawing.notes, [Note::Merged { edges: (0..40).collect() }]);
}

#[test]
fn long_names_are_cut_at_whole_signs() {
    let mut input = graph(2, 2, [(0, 1)]);
    input.nodes[0].lines = vec!["漢".repeat(200)];
    input.nodes[1].lines = vec!["e\u{301}".repeat(30)];
    input.edges[0].label = Some("字".repeat(200));
    input.options.labels = Labels::Always;
    let drawing = assert_sound(&input);
    assert!(drawing.width < 90);
    let text = to_text(&drawing, &input, Glyphs::Unicode);
    assert!(text.contains(&format!("│ {}…  ├", "漢".repeat(11))), "{text}");
    assert!(text.contains(&format!("┤ {}… │", "e\u{301}".repeat(23))), "{text}");
    assert_eq!(drawing.numbered, [Numbered { number: 1, text: "字".repeat(200), edges: vec![0] }]);
    assert!(text.contains("─1─▶"), "{text}");
}

#[test]
fn a_line_of_its_own_for_every_class() {
    let mut input = graph(2, 2, [(0, 1), (0, 1), (0, 1)]);
    input.edges[1].class = Class::Manual;
    input.edges[2].class = Class::Broken;
    let drawing = assert_sound(&input);
    assert_eq!(drawing.nets.len(), 3);
}

#[test]
fn missing_ends_are_noted() {
    let drawing = assert_sound(&graph(2, 2, [(0, 7), (9, 1)]));
    let notes = [Note::EdgeWithoutEnd { edge: 0 }, Note::EdgeWithoutEnd { edge: 1 }];
    assert_eq!(drawing.notes, notes);
}

#[test]
fn arrow_keys_move_by_sight() {
    let input = graph(4, 2, [(0, 1), (2, 3), (0, 3)]);
    let drawing = layout(&input, None);
    assert_eq!(drawing.neighbour(0, Towards::Right), Some(1));
    assert_eq!(drawing.neighbour(0, Towards::Left), None);
    assert_eq!(drawing.neighbour(0, Towards::Down), Some(2));
    assert_eq!(drawing.neighbour(2, Towards::Up), Some(0));
    assert_eq!(drawing.neighbour(3, Towards::Left), Some(2));
}

#[test]
fn a_view_without_cells_paints_nothing() {
    let input = graph(30, 3, (1..30).map(|it| (it - 1, it)));
    let drawing = layout(&input, None);
    let view = View { x: 3, y: 3, width: 0, height: 0 };
    paint(
        &drawing,
        &input,
        view,
        &Emphasis::none(Glyphs::Unicode),
        &mut |_: u16, _: u16, _: &str, _: Paint| panic!("there is no cell"),
    );
}

#[test]
fn one_more_tool_moves_few_others() {
    let pairs = || (0..120).map(|it| (it % 40, it * it % 40));
    let before = layout(&graph(40, 5, pairs()), None);
    let input = graph(41, 5, pairs().chain([(40, 2), (3, 40)]));
    let after = layout(&input, Some(&before.anchor()));
    let moved = (0..40).filter(|&it| {
        let [old, new] = [before.box_of(it), after.box_of(it)].map(Option::unwrap);
        old.y != new.y
    });
    assert!(moved.count() <= 12);
}

#[test]
fn the_brightest_link_lights_only_its_own_way() {
    let input = graph(4, 0, [(0, 1), (0, 2), (0, 3)]);
    let drawing = layout(&input, None);
    let emphasis = Emphasis {
        selected_node: Some(0),
        edge_shine: &|it| Shine {
            light: if it == 2 { Light::Bright } else { Light::Dim },
            ..Shine::default()
        },
        node_light: &|_| Light::Normal,
        glyphs: Glyphs::Unicode,
    };
    let mut seen = BTreeMap::new();
    let view = View { x: 0, y: 0, width: 80, height: 30 };
    paint(&drawing, &input, view, &emphasis, &mut |x: u16, y: u16, _: &str, paint: Paint| {
        if let Paint::Edge { shine, .. } | Paint::Arrow { shine, .. } = paint {
            seen.insert((x, y), shine.light);
        }
    });
    for ((x, y), light) in seen {
        let keys = drawing.edges_at(i32::from(x), i32::from(y));
        assert_eq!(keys.contains(&2), light == Light::Bright, "{x},{y}");
    }
}

#[test]
fn the_legend_tells_all_classes_apart() {
    for glyphs in [Glyphs::Unicode, Glyphs::Ascii] {
        let samples: BTreeSet<String> = legend(glyphs).into_iter().map(|it| it.1).collect();
        assert_eq!(samples.len(), 9);
    }
}

#[test]
fn another_graph_is_drawn_afresh() {
    let input = graph(30, 5, (0..60).map(|it| (it % 30, it * it % 30)));
    let other = layout(&graph(3, 3, [(0, 1), (1, 2)]), None);
    let drawing = layout(&input, Some(&other.anchor()));
    assert_eq!(drawing.boxes, layout(&input, None).boxes);
}

/// Remembers which boxes were painted how.
#[derive(Default)]
struct Seen(BTreeSet<(NodeStyle, Light)>);

impl CellSink for Seen {
    fn put(&mut self, _: u16, _: u16, _: &str, paint: Paint) {
        if let Paint::Box(it) = paint {
            self.0.insert((it.style, it.light));
        }
    }
}

#[test]
fn every_box_is_painted_in_its_style_and_light() {
    let styles = [
        NodeStyle::Normal,
        NodeStyle::Alert,
        NodeStyle::Warn,
        NodeStyle::Added,
        NodeStyle::Removed,
        NodeStyle::Changed,
        NodeStyle::Ghost,
    ];
    let mut input = graph(styles.len(), 1, []);
    for (node, style) in input.nodes.iter_mut().zip(styles) {
        node.style = style;
    }
    let lights = [Light::Dim, Light::Normal, Light::Medium, Light::Bright];
    let light = |node: usize| lights[node % lights.len()];
    let emphasis = Emphasis { node_light: &light, ..Emphasis::none(Glyphs::Unicode) };
    let mut seen = Seen::default();
    let view = View { x: 0, y: 0, width: 100, height: 20 };
    paint(&layout(&input, None), &input, view, &emphasis, &mut seen);
    let expected = styles.into_iter().enumerate().map(|(node, style)| (style, light(node)));
    assert_eq!(seen.0, expected.collect());
}

#[test]
fn hubs_that_nobody_can_follow_become_tags() {
    let input = super::quality::hubs(200, 600);
    let drawing = assert_sound(&input);
    assert!(drawing.tagged_lines() > 0 && !drawing.is_crowded());
    let text = to_text(&drawing, &input, Glyphs::Ascii);
    assert!(text.contains(" tags]") && text.contains("->[tool "), "{text}");
    // The tags stay tags when something else changes.
    let mut edited = input.clone();
    edited.edges.pop();
    let after = check_layout(&edited, layout(&edited, Some(&drawing.anchor())));
    assert!(after.tagged_lines() >= drawing.tagged_lines() - 1);
    let mut lines_only = input;
    lines_only.options.tags = Tags::Never;
    assert_eq!(layout(&lines_only, None).tagged_lines(), 0);
}

#[test]
fn tags_tell_hubs_of_one_name_apart() {
    let mut input = graph(8, 2, [(0, 1), (0, 3), (0, 5), (2, 1), (2, 3), (2, 7)]);
    input.nodes[0].lines = vec!["Salesforce".to_owned()];
    input.nodes[2].lines = vec!["Salesforce".to_owned()];
    let mut links = link(&input);
    links.tag(|it| it.degree_out > 2);
    let drawing = draw(&input, &links, Plan::default(), None);
    let text = to_text(&drawing, &input, Glyphs::Unicode);
    assert_eq!(text.matches("[Salesforce]──▶┤").count(), 3, "{text}");
    assert_eq!(text.matches("[Salesforce 2]──▶┤").count(), 3, "{text}");
    assert!(text.contains("├──▶[3 tags]") && text.contains("├──▶[3 tags: Salesforce 2]"), "{text}");
}

#[test]
fn deep_chains_within_a_stage_turn_back() {
    let input = graph(40, 1, (1..40).map(|it| (it - 1, it)));
    for depth in [Depth::One, Depth::Two, Depth::Four] {
        for bundling in [Bundling::ByDegree, Bundling::FewNets, Bundling::EitherSide] {
            let plan = Plan { depth, bundling, seed: 0 };
            let drawing = check_layout(&input, draw(&input, &link(&input), plan, None));
            assert!(drawing.columns.len() <= 4);
            let column = |node: usize| drawing.box_of(node).unwrap().x;
            // What lies deeper than the columns is drawn beside the last of them.
            let deepest = (0..40).map(column).max().unwrap();
            let turned = (1..40).filter(|&it| column(it - 1) == deepest && column(it) == deepest);
            assert!(turned.count() >= 35);
        }
    }
}
