//! Amounts as people write them.

/// A number with its thousands apart, rounded to whole ones.
pub(crate) fn amount(value: f64) -> String {
    let digits = format!("{:.0}", value.abs());
    let mut out = String::new();
    if value <= -0.5 {
        out.push('-');
    }
    let count = digits.len();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (count - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart() {
        let say = |value| amount(value);
        assert_eq!(
            [say(0.0), say(999.4), say(61_000.0), say(1_234_567.0), say(-1500.0)],
            ["0", "999", "61,000", "1,234,567", "-1,500"]
        );
    }
}
