//! Binary decision diagrams: all combinations of what works and what does not, shared as far as they are alike.
//!
//! Reduced and ordered, after Bryant (1986). A node stands for "if this part works go on there, else there".

use std::collections::BTreeMap;

/// A node's position. The first two are "does not work" and "works".
pub(super) type Node = u32;

pub(super) const FALSE: Node = 0;
pub(super) const TRUE: Node = 1;

/// Nodes that one diagram may have, about two milliseconds' work; more is sampled.
pub(super) const NODES_MAX: usize = 20_000;

/// Variables that one diagram may have: what builds it goes as deep as there are variables.
pub(super) const VARIABLES_MAX: usize = 400;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Branch {
    variable: u32,
    /// Where the part does not work.
    down: Node,
    /// Where it works.
    up: Node,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Joint {
    And,
    Or,
}

/// Nodes stand after those they lead to.
pub(super) struct Diagram {
    branches: Vec<Branch>,
    known: BTreeMap<Branch, Node>,
    joined: BTreeMap<(Joint, Node, Node), Node>,
    nodes_max: usize,
}

impl Diagram {
    pub(super) fn new(nodes_max: usize) -> Self {
        // The two leaves have no variable; they stand below all others.
        let leaf = Branch { variable: u32::MAX, down: FALSE, up: FALSE };
        Self {
            branches: vec![leaf, leaf],
            known: BTreeMap::new(),
            joined: BTreeMap::new(),
            nodes_max,
        }
    }

    pub(super) fn len(&self) -> usize {
        self.branches.len()
    }

    /// All of the variables, which are sorted. `None` where the diagram grows too large.
    pub(super) fn all_of(&mut self, variables: &[usize]) -> Option<Node> {
        let mut node = TRUE;
        for variable in variables.iter().rev() {
            node = self.node(Branch { variable: compact(*variable), down: FALSE, up: node })?;
        }
        Some(node)
    }

    pub(super) fn and(&mut self, left: Node, right: Node) -> Option<Node> {
        self.join(Joint::And, left, right)
    }

    pub(super) fn or(&mut self, left: Node, right: Node) -> Option<Node> {
        self.join(Joint::Or, left, right)
    }

    fn node(&mut self, branch: Branch) -> Option<Node> {
        if branch.down == branch.up {
            return Some(branch.up);
        }
        if let Some(known) = self.known.get(&branch) {
            return Some(*known);
        }
        if self.branches.len() >= self.nodes_max {
            return None;
        }
        let node = compact(self.branches.len());
        self.branches.push(branch);
        self.known.insert(branch, node);
        Some(node)
    }

    fn join(&mut self, joint: Joint, left: Node, right: Node) -> Option<Node> {
        let (neutral, decisive) = match joint {
            Joint::And => (TRUE, FALSE),
            Joint::Or => (FALSE, TRUE),
        };
        if left == decisive || right == decisive {
            return Some(decisive);
        }
        if left == neutral || left == right {
            return Some(right);
        }
        if right == neutral {
            return Some(left);
        }
        let key = (joint, left.min(right), left.max(right));
        if let Some(known) = self.joined.get(&key) {
            return Some(*known);
        }
        let (one, other) = (self.branch(left), self.branch(right));
        let variable = one.variable.min(other.variable);
        let sides = |node: Node, it: Branch| {
            if it.variable == variable { (it.down, it.up) } else { (node, node) }
        };
        let ((left_down, left_up), (right_down, right_up)) =
            (sides(left, one), sides(right, other));
        let down = self.join(joint, left_down, right_down)?;
        let up = self.join(joint, left_up, right_up)?;
        let node = self.node(Branch { variable, down, up })?;
        self.joined.insert(key, node);
        Some(node)
    }

    fn branch(&self, node: Node) -> Branch {
        self.branches[node as usize]
    }

    /// The probability that a node comes out true, and by variable how much depends on it (Birnbaum): one pass up
    /// for the probabilities, one down for how often each node is come by.
    pub(super) fn measure(&self, root: Node, probability: &[f64]) -> (f64, Vec<f64>) {
        let mut works = vec![0.0; self.branches.len()];
        works[TRUE as usize] = 1.0;
        for (position, it) in self.branches.iter().enumerate().skip(2) {
            let part = probability[it.variable as usize];
            works[position] = part * works[it.up as usize] + (1.0 - part) * works[it.down as usize];
        }
        let mut come_by = vec![0.0; self.branches.len()];
        come_by[root as usize] = 1.0;
        let mut birnbaum = vec![0.0; probability.len()];
        for (position, it) in self.branches.iter().enumerate().skip(2).rev() {
            let weight: f64 = come_by[position];
            if weight > 0.0 {
                let variable = it.variable as usize;
                let part = probability[variable];
                birnbaum[variable] += weight * (works[it.up as usize] - works[it.down as usize]);
                come_by[it.up as usize] += weight * part;
                come_by[it.down as usize] += weight * (1.0 - part);
            }
        }
        (works[root as usize], birnbaum)
    }
}

fn compact(position: usize) -> u32 {
    u32::try_from(position).unwrap_or(u32::MAX)
}
