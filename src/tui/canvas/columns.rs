//! How a table's columns share the room.

use crate::tui::rows::{Column, Width};

/// Cells per column; 0 for those that had to go.
pub(super) fn widths(columns: &[Column], room: u16) -> Vec<u16> {
    /// A shared column narrower than this cuts most names.
    const SHARE_MIN: u16 = 20;
    let mut gone = vec![false; columns.len()];
    loop {
        let kept = || columns.iter().zip(&gone).filter(|(_, gone)| !**gone).map(|(it, _)| it);
        let gaps = u16::try_from(kept().count().saturating_sub(1)).unwrap_or(u16::MAX);
        let (mut fixed, mut shares, mut sharers) = (gaps, 0_u16, 0_u16);
        for column in kept() {
            match column.width {
                Width::Cells(cells) => fixed = fixed.saturating_add(cells),
                Width::Share(share) => {
                    shares = shares.saturating_add(share);
                    sharers += 1;
                }
            }
        }
        let needed = fixed.saturating_add(SHARE_MIN.saturating_mul(sharers));
        let next = columns
            .iter()
            .enumerate()
            .filter(|(at, it)| !gone[*at] && it.dispensable > 0)
            .max_by_key(|(_, it)| it.dispensable)
            .map(|(at, _)| at);
        if needed > room
            && let Some(next) = next
        {
            gone[next] = true;
            continue;
        }
        let free = room.saturating_sub(fixed);
        let cells = |column: &Column| match column.width {
            Width::Cells(cells) => cells.min(room),
            Width::Share(share) => {
                let part = u32::from(free) * u32::from(share) / u32::from(shares.max(1));
                u16::try_from(part).unwrap_or(u16::MAX)
            }
        };
        return columns
            .iter()
            .zip(&gone)
            .map(|(it, gone)| if *gone { 0 } else { cells(it) })
            .collect();
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::rows::Align;

    #[test]
    fn columns_that_can_be_spared_go_first() {
        let column =
            |width, dispensable| Column { title: "", width, align: Align::Left, dispensable };
        let columns =
            [column(Width::Share(1), 0), column(Width::Cells(10), 1), column(Width::Cells(10), 2)];
        assert_eq!(widths(&columns, 50), [28, 10, 10]);
        assert_eq!(widths(&columns, 35), [24, 10, 0]);
        assert_eq!(widths(&columns, 20), [20, 0, 0]);
        assert_eq!(widths(&columns, 12), [12, 0, 0]);
    }
}
