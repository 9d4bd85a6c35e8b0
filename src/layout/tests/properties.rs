//! Random graphs with cycles, parallels, loops and names in many scripts.

use proptest::prelude::*;

use super::*;

pub(super) const CLASSES: [Class; 9] = [
    Class::Ok,
    Class::Scheduled,
    Class::Manual,
    Class::Fragile,
    Class::Degraded,
    Class::Broken,
    Class::Added,
    Class::Removed,
    Class::Missing,
];

fn names() -> impl Strategy<Value = String> {
    prop_oneof![
        "[A-Za-z0-9 ]{0,20}",
        "[\u{4e00}-\u{4e40}]{0,15}",
        "[a-zé\u{301}\u{1F600}\u{0E33}]{0,9}",
    ]
}

prop_compose! {
    fn a_node(stages: u8)(
        name in names(), detail in names(), stage in 0..=stages,
        group in prop::option::weighted(0.4, "[a-d]|[\u{4e00}-\u{4e02}]{4,9}"),
    ) -> Node {
        Node {
            key: String::new(),
            lines: vec![name, detail],
            stage: stage.checked_sub(1),
            style: NodeStyle::Normal,
            group,
            badges: [None, None],
        }
    }
}

prop_compose! {
    pub(super) fn an_edge(nodes: usize)(
        from in 0..nodes, to in 0..=nodes, class in 0..14_usize, both_ways in prop::bool::weighted(0.1),
        label in prop::option::weighted(0.3, names()),
    ) -> Edge {
        // Most edges are plain, and a few lead nowhere.
        let class = CLASSES.get(class).copied().unwrap_or_default();
        Edge { key: 0, from, to, class, both_ways, label }
    }
}

fn options() -> impl Strategy<Value = Options> {
    (0..3_usize, 0..2_usize, 0..3_u16, 0..30_u16).prop_map(|(labels, detail, row_gap, text_max)| {
        Options {
            labels: [Labels::Off, Labels::WhenTheyFit, Labels::Always][labels],
            detail: [Detail::Compact, Detail::Cards][detail],
            row_gap,
            text_max,
            label_max: text_max / 2,
            width_hint: Some(100),
            titles: Vec::new(),
            effort: [Effort::Thorough, Effort::Quick][usize::from(row_gap % 2)],
            tags: Tags::WhenCrowded,
        }
    })
}

fn inputs() -> impl Strategy<Value = In> {
    (sizes(), 0..6_u8).prop_flat_map(|(nodes, stages)| {
        let edges = prop::collection::vec(an_edge(nodes), 0..nodes * 3);
        (prop::collection::vec(a_node(stages), nodes), edges, options()).prop_map(
            |(mut nodes, mut edges, options)| {
                for (index, node) in nodes.iter_mut().enumerate() {
                    node.key = format!("key-{}", index * 7919 % 1000);
                }
                for (key, edge) in (0..).zip(&mut edges) {
                    edge.key = key;
                }
                In { nodes, edges, options }
            },
        )
    })
}

/// So many that a test run stays quick; `PROPTEST_CASES` asks for more.
#[expect(clippy::disallowed_methods, reason = "how thorough a test is, is asked from outside")]
pub(super) fn cases() -> u32 {
    let asked = std::env::var("PROPTEST_CASES").ok();
    asked.and_then(|it| it.parse().ok()).unwrap_or(48)
}

/// Numbers of nodes: up to 400 where more than the usual cases are asked for.
pub(super) fn sizes() -> impl Strategy<Value = usize> {
    let largest: usize = if cases() > 48 { 400 } else { 80 };
    prop_oneof![15 => 1..50_usize, 1 => 50..=largest,]
}

/// One way to lay a graph out.
#[derive(Debug, Clone, Copy)]
pub(super) struct Way {
    plan: Plan,
    /// From so many lines on, those of a node are tags.
    tags_from: usize,
}

/// Lays out in any one way, not only in the best of all.
pub(super) fn draw_by(input: &In, way: Way) -> Layout {
    let mut links = link(input);
    links.tag(|it| it.degree_in + it.degree_out >= way.tags_from);
    draw(input, &links, way.plan, None)
}

pub(super) fn a_plan() -> impl Strategy<Value = Way> {
    let tags = prop_oneof![Just(usize::MAX), 1..9_usize];
    (0..3_usize, 0..3_usize, 0..3_usize, tags).prop_map(|(depth, bundling, seed, tags_from)| {
        let plan = Plan {
            depth: [Depth::One, Depth::Two, Depth::Four][depth],
            bundling: [Bundling::ByDegree, Bundling::FewNets, Bundling::EitherSide][bundling],
            seed,
        };
        Way { plan, tags_from }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(cases()) })]

    #[test]
    fn drawings_are_sound(input in inputs(), plan in a_plan()) {
        check_layout(&input, draw_by(&input, plan));
    }

    #[test]
    fn order_of_input_does_not_matter(input in inputs(), plan in a_plan(), turn in 1..60_usize) {
        let count = input.nodes.len();
        let mut turned = input.clone();
        turned.nodes.rotate_left(turn % count);
        turned.edges.reverse();
        let moved = |it: usize| if it < count { (it + count - turn % count) % count } else { it };
        for edge in &mut turned.edges {
            (edge.from, edge.to) = (moved(edge.from), moved(edge.to));
        }
        let before = to_text(&draw_by(&input, plan), &input, Glyphs::Unicode);
        prop_assert_eq!(before, to_text(&draw_by(&turned, plan), &turned, Glyphs::Unicode));
    }

    #[test]
    fn a_view_is_a_crop(input in inputs(), plan in a_plan(), x in -5..90_i32, y in -5..60_i32, width in 0..70_u16, height in 0..40_u16) {
        let drawing = draw_by(&input, plan);
        let whole = View {
            x: 0,
            y: 0,
            width: u16::try_from(drawing.width).unwrap(),
            height: u16::try_from(drawing.height).unwrap(),
        };
        let all = paint_cells(&drawing, &input, whole);
        let part = paint_cells(&drawing, &input, View { x, y, width, height });
        for (row, cells) in (y..).zip(&part) {
            for (column, cell) in (x..).zip(cells) {
                let cell_of_all = || {
                    let row = all.get(usize::try_from(row).ok()?)?;
                    row.get(usize::try_from(column).ok()?)
                };
                let expected = cell_of_all().map_or(" ", String::as_str);
                // A wide sign that the border of the view cuts is blank; the widest graphemes have three cells.
                let last = x + i32::from(width) - 1;
                let at_border = (column - x).min(last - column) < 2;
                prop_assert!(cell == expected || (at_border && cell == " "), "{column},{row}: {cell:?} for {expected:?}");
            }
        }
    }

    #[test]
    fn nothing_moves_without_a_change(input in inputs(), plan in a_plan()) {
        let fresh = draw_by(&input, plan);
        let again = layout(&input, Some(&fresh.anchor()));
        prop_assert_eq!(&fresh.boxes, &again.boxes);
        prop_assert_eq!(to_text(&fresh, &input, Glyphs::Ascii), to_text(&again, &input, Glyphs::Ascii));
    }

    #[test]
    fn an_edit_stays_sound(input in inputs(), plan in a_plan(), gone in 0..60_usize) {
        let fresh = draw_by(&input, plan);
        let mut edited = input;
        edited.edges.retain(|it| it.key % 7 != 3);
        let gone = gone % edited.nodes.len();
        edited.edges.retain(|it| it.from != gone && it.to != gone);
        check_layout(&edited, layout(&edited, Some(&fresh.anchor())));
    }

    #[test]
    fn columns_follow_the_stages(input in inputs(), plan in a_plan()) {
        let drawing = draw_by(&input, plan);
        for it in &input.edges {
            let ends = [Some(it.from), Some(it.to)].map(|node| {
                let node = input.nodes.get(node?)?;
                let index = input.nodes.iter().position(|other| other.key == node.key)?;
                Some((node.stage?, drawing.box_of(index)?.x))
            });
            if let [Some(from), Some(to)] = ends {
                prop_assert!(from.0 == to.0 || (from.0 < to.0) == (from.1 < to.1));
            }
        }
    }

    #[test]
    fn what_an_edit_does_not_touch_stays(input in inputs(), plan in a_plan(), gone in 0..400_usize) {
        let before = draw_by(&input, plan);
        let gone = gone % input.nodes.len();
        let column = |layout: &Layout, node: usize| layout.box_of(node).map(|it| it.x);
        let mut touched: Vec<i32> = column(&before, gone).into_iter().collect();
        for it in input.edges.iter().filter(|it| it.from == gone || it.to == gone) {
            touched.extend([column(&before, it.from), column(&before, it.to)].into_iter().flatten());
        }
        let between = touched.iter().min().copied().unwrap_or(0)..=touched.iter().max().copied().unwrap_or(0);
        let mut edited = input.clone();
        edited.edges.retain(|it| it.from != gone && it.to != gone);
        let after = layout(&edited, Some(&before.anchor()));
        let rows = |layout: &Layout, node: usize| layout.box_of(node).map(|it| it.y);
        let is_kept = |node: &usize| {
            let on_shelf = |layout: &Layout| layout.shelf.is_some_and(|it| rows(layout, *node) > Some(it.y));
            !on_shelf(&after) && !column(&before, *node).is_some_and(|it| between.contains(&it))
        };
        for node in (0..input.nodes.len()).filter(is_kept) {
            prop_assert_eq!(rows(&before, node), rows(&after, node), "node {}", node);
        }
    }

    #[test]
    fn every_label_is_drawn_or_listed(input in inputs(), plan in a_plan()) {
        let drawing = draw_by(&input, plan);
        let is_off = input.options.labels == Labels::Off;
        let strips = drawing.strips.iter();
        let tags: Vec<&Tag> = strips.flat_map(|it| &it.tags).collect();
        for (at, link) in drawing.links.iter().enumerate() {
            let edges = input.edges.iter().filter(|it| link.keys.contains(&it.key));
            let labels: BTreeSet<&str> =
                edges.filter_map(|it| it.label.as_deref()).filter(|it| !it.is_empty()).collect();
            let hidden = Note::LabelsHidden { edges: link.keys.clone() };
            if labels.is_empty() || is_off || drawing.notes.contains(&hidden) {
                prop_assert!(is_off || !drawing.notes.contains(&hidden) || drawing.labels_need > Some(100));
                continue;
            }
            // The words stand on the line, or all of them in the legend under the number that does.
            let entry = drawing.numbered.iter().find(|it| it.edges.contains(&link.keys[0]));
            let is_told = |text: &str| labels.iter().all(|it| text.contains(it));
            prop_assert!(entry.is_none_or(|it| is_told(&it.text) && link.keys.iter().all(|key| it.edges.contains(key))));
            let written = entry.map_or_else(|| labels.first().map_or(String::new(), |it| (*it).to_owned()), |it| it.number.to_string());
            let on_it = |tag: &&&Tag| drawing.links_of(tag.members).eq([at]);
            prop_assert!(tags.iter().filter(on_it).any(|it| is_written(&written, &it.text)), "{written}");
        }
        let numbers = drawing.numbered.iter().map(|it| it.number);
        prop_assert!(numbers.eq(1..=drawing.numbered.len()));
    }
}

/// Whether a line says so: beside a count, and at a tag beside the name in it.
fn is_written(words: &str, text: &str) -> bool {
    let (words, before) = (words.trim_end(), text.rsplit_once('[').map(|it| it.0));
    let after = text.split_once("] ").map(|it| it.1);
    [Some(text), before, after].into_iter().flatten().any(|it| {
        let rest = it.strip_prefix(words).map(str::trim);
        rest.is_some_and(|it| it.is_empty() || it.starts_with('×'))
    })
}
