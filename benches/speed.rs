//! The budgets: load and check, impact, layout, frames, over growing stacks. Run with `cargo bench`.

mod generate;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use generate::Fields;
use linchpin::Stage;
use linchpin::facade::Workspace;

/// Tools and integrations of each size that the budgets name.
const SIZES: &[(usize, usize)] = &[(200, 600), (1_000, 1_800), (5_000, 9_000)];

fn load_and_check(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("load and check");
    group.sample_size(10);
    group.bench_function("example", |it| it.iter(|| Workspace::example().findings()));
    for (tools, integrations) in SIZES {
        let text = generate::stack(*tools, *integrations, Fields::Unlisted);
        group.bench_with_input(BenchmarkId::from_parameter(tools), &text, |it, text| {
            it.iter(|| Workspace::load(text).findings());
        });
    }
    group.finish();
}

/// Each size is five times the one before, or nearly: near-linear work takes about five times as long.
fn growth(bench: &mut Criterion) {
    let sizes = [(200, 360), (1_000, 1_800), (5_000, 9_000), (20_000, 36_000)];
    for (name, fields) in [("growth", Fields::Unlisted), ("growth, fields listed", Fields::Listed)]
    {
        let mut group = bench.benchmark_group(name);
        group.sample_size(10);
        for (tools, integrations) in sizes {
            let text = generate::stack(tools, integrations, fields);
            group.bench_with_input(BenchmarkId::from_parameter(tools), &text, |it, text| {
                it.iter(|| Workspace::load(text).findings());
            });
        }
        group.finish();
    }
}

fn impact(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("impact of one removal");
    for (tools, integrations) in SIZES {
        let workspace = Workspace::load(&generate::stack(*tools, *integrations, Fields::Unlisted));
        group.bench_function(BenchmarkId::from_parameter(tools), |it| {
            it.iter(|| workspace.impact("t2"));
        });
    }
    group.finish();
}

fn rank(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("rank all removals");
    group.sample_size(10);
    for (tools, integrations) in SIZES {
        let workspace = Workspace::load(&generate::stack(*tools, *integrations, Fields::Unlisted));
        group.bench_function(BenchmarkId::from_parameter(tools), |it| it.iter(|| workspace.rank()));
    }
    group.finish();
}

/// Five journeys with all their repairs, apart from loading and checking.
fn reliability(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("reliability of five journeys");
    for (tools, integrations) in SIZES {
        for (name, fields) in [("", Fields::Unlisted), (", fields listed", Fields::Listed)] {
            let workspace = Workspace::load(&generate::stack(*tools, *integrations, fields));
            group
                .bench_function(format!("{tools}{name}"), |it| it.iter(|| workspace.reliability()));
        }
    }
    group.finish();
}

fn layout(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("whole-map layout");
    group.sample_size(10);
    for (tools, integrations) in SIZES {
        let workspace = Workspace::load(&generate::stack(*tools, *integrations, Fields::Unlisted));
        group.bench_function(BenchmarkId::from_parameter(tools), |it| {
            it.iter(|| workspace.map_size());
        });
    }
    group.finish();
}

/// From a key to the frame that answers it, in each view and on a tool's page.
fn frames(bench: &mut Criterion) {
    const VIEWS: &[(&str, &[&str])] = &[
        ("overview", &["1"]),
        ("map", &["2"]),
        ("tools", &["3"]),
        ("integrations", &["4"]),
        ("findings", &["5"]),
        ("journeys", &["6"]),
        ("scenarios", &["7"]),
        ("page", &["3", "enter"]),
    ];
    let (tools, integrations) = SIZES[0];
    let workspace = Workspace::load(&generate::stack(tools, integrations, Fields::Unlisted));
    let mut group = bench.benchmark_group("key to frame");
    for (view, keys) in VIEWS {
        let mut stage = Stage::of(&workspace, (200, 60));
        for key in *keys {
            stage.press(key);
        }
        let mut moves = ["down", "down", "up"].iter().cycle();
        group.bench_function(*view, |it| {
            it.iter(|| moves.next().map(|key| stage.press(key)));
        });
    }
    group.finish();
}

fn first_frame(bench: &mut Criterion) {
    bench.bench_function("first frame of the example", |it| {
        it.iter(|| Stage::of(&Workspace::example(), (120, 40)).press("1"));
    });
}

criterion_group!(
    budgets,
    load_and_check,
    growth,
    impact,
    rank,
    reliability,
    layout,
    frames,
    first_frame
);
criterion_main!(budgets);
