//! Whether opt-outs get into the product and out of it, in the simulated stack.

use super::case::Case;
use super::needs::takes_opt_outs;
use super::{Gap, Reach, Tells};
use crate::analysis::Analysis;
use crate::network::{Cargo, Cut};
use crate::privacy::{Cell, Matrix, Route, Verdict};

/// By purpose that concerns the product, in the order of the file.
pub(super) fn reach(case: &Case<'_>, after: &Analysis) -> Vec<Reach> {
    let stack = &after.stack;
    let concerns = |it: &&Matrix| {
        it.senders.contains(&case.product) || it.capture_points.contains(&case.product)
    };
    let reach = |matrix: &Matrix| {
        let cells = matrix.heard_by(case.product).filter(|it| it.capture_point != case.product);
        let worst = cells.max_by_key(|it| it.verdict);
        let hears = worst.map(|it| (it.verdict, it.capture_point));
        let gap = worst.filter(|it| it.verdict == Verdict::Broken).map(|it| gap(after, matrix, it));
        let purpose = &stack.consent.purposes[matrix.purpose];
        let tells = if takes_opt_outs(stack, case.product, purpose) {
            tells(case, after, matrix)
        } else {
            Tells::NotNeeded
        };
        let is_sender = matrix.senders.contains(&case.product);
        Reach {
            purpose: matrix.purpose,
            hears: hears.filter(|_| is_sender),
            gap: gap.filter(|_| is_sender),
            tells,
            is_assumed: is_sender && case.assumed.is_some(),
        }
    };
    after.matrices().iter().filter(concerns).map(reach).collect()
}

/// Why no opt-out of one tool gets to the product.
fn gap(after: &Analysis, matrix: &Matrix, cell: &Cell) -> Gap {
    if let Route::Filtered { filters, .. } = &cell.route
        && let Some(filter) = filters.first()
    {
        return Gap::Dropped(after.network.flow(*filter).integration);
    }
    let Some(choice) = &matrix.choice else { return Gap::Missing };
    let Some(record) = choice.record.filter(|it| *it != cell.capture_point) else {
        return Gap::Missing;
    };
    let cargo = Cargo { object: choice.field.object, field: choice.field.field.as_deref() };
    let ends = (cell.capture_point, record);
    match after.network.path(&after.stack, ends, cargo, &Cut::default()) {
        Some(_) => Gap::Missing,
        None => Gap::Before(record),
    }
}

fn tells(case: &Case<'_>, after: &Analysis, matrix: &Matrix) -> Tells {
    let Some(choice) = &matrix.choice else { return Tells::Unknown };
    let Some(record) = choice.record else { return Tells::Unknown };
    if record == case.product {
        return Tells::NotNeeded;
    }
    let cargo = Cargo { object: choice.field.object, field: choice.field.field.as_deref() };
    let ends = (case.product, record);
    match after.network.path(&after.stack, ends, cargo, &Cut::default()) {
        Some(path) => Tells::Arrives(path.age),
        None => Tells::Missing,
    }
}
