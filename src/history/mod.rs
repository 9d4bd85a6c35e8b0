//! How a stack came to be: the figures of each earlier version.

use crate::analysis::Analysis;
use crate::fragility::Band;
use crate::stack::Date;

/// One version of the file with its figures.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Entry {
    pub(crate) id: String,
    pub(crate) date: Date,
    pub(crate) subject: String,
    /// The name of the file until this version, where it has another one since.
    pub(crate) renamed_from: Option<String>,
    /// `None`: the version cannot be read at all.
    pub(crate) figures: Option<Figures>,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Figures {
    pub(crate) tools: usize,
    pub(crate) integrations: usize,
    pub(crate) findings: usize,
    /// Problems of the text: where there are any, the other figures say less.
    pub(crate) problems: usize,
    /// Integrations by band, from solid to critical.
    pub(crate) bands: [usize; 5],
}

impl Figures {
    pub(crate) fn of(analysis: &Analysis) -> Self {
        let mut bands = [0; 5];
        for it in &analysis.fragility {
            let at = match it.band() {
                Band::Solid => 0,
                Band::Sound => 1,
                Band::Fragile => 2,
                Band::Brittle => 3,
                Band::Critical => 4,
            };
            bands[at] += 1;
        }
        Self {
            tools: analysis.stack.tools.len(),
            integrations: analysis.stack.integrations.len(),
            findings: analysis.findings.len(),
            problems: analysis.problems.len(),
            bands,
        }
    }

    /// Integrations that are brittle or worse.
    pub(crate) fn brittle(self) -> usize {
        self.bands[3] + self.bands[4]
    }
}

/// One bar for each number, from the least to the most of them; all equal ones are low.
pub(crate) fn sparkline(numbers: &[usize]) -> String {
    const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
    let least = numbers.iter().copied().min().unwrap_or(0);
    let span = numbers.iter().copied().max().unwrap_or(0) - least;
    let bar = |it: &usize| BARS[((it - least) * 7).checked_div(span).unwrap_or(0)];
    numbers.iter().map(bar).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bars_go_from_the_least_to_the_most() {
        assert_eq!(sparkline(&[3, 4, 10]), "▁▂█");
        assert_eq!(sparkline(&[5, 5]), "▁▁");
        assert_eq!(sparkline(&[]), "");
    }
}
