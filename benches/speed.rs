//! The budgets: load and check, impact, layout, frames, over growing stacks. Run with `cargo bench`.

mod generate;

use criterion::{BenchmarkId, Criterion, criterion_group, criterion_main};
use linchpin::facade::Workspace;

/// Tools and integrations of each size that the budgets name.
const SIZES: &[(usize, usize)] = &[(200, 600), (1_000, 1_800), (5_000, 9_000)];

fn load_and_check(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("load and check");
    group.sample_size(10);
    group.bench_function("example", |it| it.iter(|| Workspace::example().findings()));
    for (tools, integrations) in SIZES {
        let text = generate::stack(*tools, *integrations);
        group.bench_with_input(BenchmarkId::from_parameter(tools), &text, |it, text| {
            it.iter(|| Workspace::load(text).findings());
        });
    }
    group.finish();
}

fn impact(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("impact of one removal");
    for (tools, integrations) in SIZES {
        let workspace = Workspace::load(&generate::stack(*tools, *integrations));
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
        let workspace = Workspace::load(&generate::stack(*tools, *integrations));
        group.bench_function(BenchmarkId::from_parameter(tools), |it| it.iter(|| workspace.rank()));
    }
    group.finish();
}

fn layout(bench: &mut Criterion) {
    let mut group = bench.benchmark_group("whole-map layout");
    group.sample_size(10);
    for (tools, integrations) in SIZES {
        let workspace = Workspace::load(&generate::stack(*tools, *integrations));
        group.bench_function(BenchmarkId::from_parameter(tools), |it| {
            it.iter(|| workspace.map_size());
        });
    }
    group.finish();
}

criterion_group!(budgets, load_and_check, impact, rank, layout);
criterion_main!(budgets);
