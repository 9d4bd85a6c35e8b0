//! The budgets: load and check, impact, layout, frames, over growing stacks. Run with `cargo bench`; it takes a few minutes.

mod estate;
mod generate;

use std::time::Duration;

use criterion::measurement::WallTime;
use criterion::{
    BenchmarkGroup, BenchmarkId, Criterion, SamplingMode, criterion_group, criterion_main,
};
use generate::Detail;
use linchpin::Stage;
use linchpin::facade::Workspace;

/// Tools and integrations of each size that the budgets name. From 5,000 tools on, near-linear work takes about four times as
/// long for four times as many.
const SIZES: &[(usize, usize)] = &[(200, 600), (1_000, 1_800), (5_000, 9_000), (20_000, 36_000)];

/// A group whose every call may take a second: few samples, and no longer than they need.
fn slow<'a>(bench: &'a mut Criterion, name: &str) -> BenchmarkGroup<'a, WallTime> {
    let mut group = bench.benchmark_group(name);
    group
        .sample_size(10)
        .sampling_mode(SamplingMode::Flat)
        .warm_up_time(Duration::from_millis(300))
        .measurement_time(Duration::from_secs(2));
    group
}

/// From the text to all findings and the reliability of five journeys with all their repairs.
fn everything(bench: &mut Criterion) {
    let details = [
        ("load, check and five journeys", Detail::Plain),
        ("the same, fields listed", Detail::Fields),
        ("the same, with consent", Detail::Consent),
    ];
    for (name, detail) in details {
        let mut group = slow(bench, name);
        for (tools, integrations) in SIZES {
            let text = generate::stack(*tools, *integrations, detail);
            group.bench_with_input(BenchmarkId::from_parameter(tools), &text, |it, text| {
                it.iter(|| {
                    let workspace = Workspace::load(text);
                    (workspace.findings(), workspace.reliability())
                });
            });
        }
        group.finish();
    }
}

fn load_and_check(bench: &mut Criterion) {
    let mut group = slow(bench, "load and check");
    group.bench_function("example", |it| it.iter(|| Workspace::example().findings()));
    for (tools, integrations) in SIZES {
        let text = generate::stack(*tools, *integrations, Detail::Plain);
        group.bench_with_input(BenchmarkId::from_parameter(tools), &text, |it, text| {
            it.iter(|| Workspace::load(text).findings());
        });
    }
    group.finish();
}

/// What is asked of a stack that has been loaded.
fn questions(bench: &mut Criterion) {
    for (tools, integrations) in SIZES {
        let workspace = Workspace::load(&generate::stack(*tools, *integrations, Detail::Plain));
        let mut group = slow(bench, &format!("{tools} tools"));
        group.bench_function("impact of one removal", |it| it.iter(|| workspace.impact("t2")));
        group.bench_function("rank all removals", |it| it.iter(|| workspace.rank()));
        group.bench_function("five journeys", |it| it.iter(|| workspace.reliability()));
        group.finish();
    }
}

fn migration(bench: &mut Criterion) {
    let workspace = Workspace::load(&estate::estate(400));
    let mut group = slow(bench, "migration by 20,000 draws");
    group.bench_function("400 items", |it| it.iter(|| workspace.migration("hub")));
    group.finish();
}

fn layout(bench: &mut Criterion) {
    let mut group = slow(bench, "whole-map layout");
    for (tools, integrations) in [(200, 600), (1_000, 1_800), (5_000, 9_000), (10_000, 18_000)] {
        let workspace = Workspace::load(&generate::stack(tools, integrations, Detail::Plain));
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
    let workspace = Workspace::load(&generate::stack(tools, integrations, Detail::Plain));
    let mut group = bench.benchmark_group("key to frame");
    group.warm_up_time(Duration::from_millis(300)).measurement_time(Duration::from_secs(2));
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
    let mut group = slow(bench, "first frame");
    group.bench_function("example", |it| {
        it.iter(|| Stage::of(&Workspace::example(), (120, 40)).press("1"));
    });
    group.finish();
}

criterion_group!(
    budgets,
    load_and_check,
    everything,
    questions,
    migration,
    layout,
    frames,
    first_frame
);
criterion_main!(budgets);
