//! A sorted table of tab-separated lines, asked as it lies in the binary: nothing is parsed before it is needed.

/// Lines sorted by their first cells in bytes; lines that begin with `#` come first and are notes.
#[derive(Clone, Copy)]
pub(super) struct Lines(&'static str);

impl Lines {
    /// Leaves the notes out.
    pub(super) fn new(text: &'static str) -> Self {
        let mut rest = text;
        while rest.starts_with('#') {
            rest = rest.split_once('\n').map_or("", |(_, after)| after);
        }
        Self(rest)
    }

    pub(super) fn all(self) -> impl Iterator<Item = &'static str> {
        self.0.lines()
    }

    /// The lines whose first cell is `key`.
    pub(super) fn of(self, key: &str) -> impl Iterator<Item = &'static str> {
        let start = self.first_at_or_after(key);
        let lines = self.0.get(start..).unwrap_or_default().lines();
        let key = key.to_owned();
        lines.take_while(move |it| first(it) == key)
    }

    /// Where the first line stands whose first cell is not before `key`; found by halving.
    fn first_at_or_after(self, key: &str) -> usize {
        let (mut low, mut high) = (0, self.0.len());
        while low < high {
            let middle = low + (high - low) / 2;
            let start = self.start_of_line(middle).max(low);
            let line = self.0.get(start..).and_then(|it| it.lines().next()).unwrap_or_default();
            if first(line).as_bytes() < key.as_bytes() {
                low = start + line.len() + 1;
            } else {
                high = start;
            }
        }
        low
    }

    fn start_of_line(self, place: usize) -> usize {
        let bytes = self.0.as_bytes().get(..place).unwrap_or_default();
        bytes.iter().rposition(|it| *it == b'\n').map_or(0, |it| it + 1)
    }
}

fn first(line: &str) -> &str {
    line.split('\t').next().unwrap_or_default()
}

/// The cells of a line; those that are missing are empty.
pub(super) fn cells<const COUNT: usize>(line: &'static str) -> [&'static str; COUNT] {
    let mut parts = line.split('\t');
    std::array::from_fn(|_| parts.next().unwrap_or_default())
}

/// `None` for an empty cell: it means "not stated".
pub(super) fn stated(cell: &'static str) -> Option<&'static str> {
    (!cell.is_empty()).then_some(cell)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_found_and_no_other() {
        let lines = Lines::new("# note\na\t1\na\t2\nab\t3\nz\t4\n");
        let of = |key: &str| lines.of(key).collect::<Vec<_>>();
        assert_eq!(of("a"), ["a\t1", "a\t2"]);
        assert_eq!(of("ab"), ["ab\t3"]);
        assert_eq!(of("z"), ["z\t4"]);
        for missing in ["", "0", "aa", "b", "zz", "1", "\u{10ffff}"] {
            assert!(of(missing).is_empty(), "{missing}");
        }
        assert_eq!(Lines::new("").of("a").count(), 0);
    }
}
