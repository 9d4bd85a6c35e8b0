//! How probable it is that all segments work, and what hangs on each part.

use super::Method;
use super::diagram::{Diagram, NODES_MAX, Node, VARIABLES_MAX};
use super::estimate::{DRAWS, estimate};
use super::structure::{Reduced, Segment, reduce};

/// Segments made ready to be measured: series reduced, the rest as a diagram where it is small enough.
pub(super) struct Evaluator {
    parts: usize,
    reduced: Reduced,
    /// By variable: the part. Variables come in the order in which parts are met, which keeps the diagram small.
    variables: Vec<usize>,
    diagram: Option<(Diagram, Node)>,
}

/// The answer for one set of probabilities.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Measure {
    pub(super) works: f64,
    /// By part: `R(it works) − R(it does not)`.
    pub(super) birnbaum: Vec<f64>,
    /// 0 where the answer is exact.
    pub(super) standard_error: f64,
}

impl Evaluator {
    /// For parts `0..parts`.
    pub(super) fn new(segments: &[Segment], parts: usize) -> Self {
        Self::within(segments, parts, NODES_MAX)
    }

    /// As [`Self::new`], with a diagram of so many nodes at most.
    pub(super) fn within(segments: &[Segment], parts: usize, nodes_max: usize) -> Self {
        let reduced = reduce(segments);
        let mut variable_of = vec![None; parts];
        let mut variables = Vec::new();
        for part in reduced.rest.iter().flat_map(|it| it.alternatives.iter().flatten()) {
            if variable_of[*part].is_none() {
                variable_of[*part] = Some(variables.len());
                variables.push(*part);
            }
        }
        let is_small = variables.len() <= VARIABLES_MAX;
        let diagram = if is_small { build(&reduced.rest, &variable_of, nodes_max) } else { None };
        Self { parts, reduced, variables, diagram }
    }

    pub(super) fn method(&self) -> Method {
        match &self.diagram {
            Some((diagram, _)) => Method::Exact { nodes: diagram.len() },
            None => Method::Sampled { draws: DRAWS },
        }
    }

    /// Works it out for probabilities by part.
    pub(super) fn measure(&self, probability: &[f64]) -> Measure {
        let mut birnbaum = vec![0.0; self.parts];
        let (rest, standard_error) = if let Some((diagram, root)) = &self.diagram {
            let own: Vec<f64> = self.variables.iter().map(|it| probability[*it]).collect();
            let (works, by_variable) = diagram.measure(*root, &own);
            for (part, value) in self.variables.iter().zip(by_variable) {
                birnbaum[*part] = value;
            }
            (works, 0.0)
        } else {
            let found = estimate(&self.reduced.rest, probability);
            birnbaum = found.birnbaum;
            (found.works, found.standard_error)
        };
        let musts = &self.reduced.musts;
        let product: f64 = musts.iter().map(|it| probability[*it]).product();
        for value in &mut birnbaum {
            *value *= product;
        }
        for (part, others) in musts.iter().zip(products_of_others(musts, probability)) {
            birnbaum[*part] = others * rest;
        }
        Measure { works: product * rest, birnbaum, standard_error: standard_error * product }
    }
}

/// By part: the product of all others, without dividing by what may be zero.
fn products_of_others(musts: &[usize], probability: &[f64]) -> Vec<f64> {
    let mut others = vec![1.0; musts.len()];
    let mut before = 1.0;
    for (other, part) in others.iter_mut().zip(musts) {
        *other = before;
        before *= probability[*part];
    }
    let mut after = 1.0;
    for (other, part) in others.iter_mut().zip(musts).rev() {
        *other *= after;
        after *= probability[*part];
    }
    others
}

fn build(
    segments: &[Segment],
    variable_of: &[Option<usize>],
    nodes_max: usize,
) -> Option<(Diagram, Node)> {
    let mut diagram = Diagram::new(nodes_max);
    let mut root = super::diagram::TRUE;
    for segment in segments {
        let mut works = super::diagram::FALSE;
        for alternative in &segment.alternatives {
            let mut variables: Vec<usize> =
                alternative.iter().filter_map(|it| variable_of[*it]).collect();
            variables.sort_unstable();
            let node = diagram.all_of(&variables)?;
            works = diagram.or(works, node)?;
        }
        root = diagram.and(root, works)?;
    }
    Some((diagram, root))
}
