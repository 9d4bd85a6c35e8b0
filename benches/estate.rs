//! A tool to be replaced, with all that hangs on it.

use std::fmt::Write as _;

use super::generate::{Dice, METHODS};

/// One tool with that much in it: half of it automations, half integrations with other tools.
pub(crate) fn estate(items: usize) -> String {
    const COMPLEXITIES: &[&str] = &["simple", "medium", "complex"];
    let mut dice = Dice(items as u64);
    let mut tools = String::from("  - {id: hub, name: Hub, category: crm, sends: [email]}\n");
    let (mut integrations, mut automations) = (String::new(), String::new());
    for number in 0..items / 2 {
        let _ = writeln!(tools, "  - {{id: t{number}, name: Tool {number}, category: bi}}");
        let method = dice.pick(METHODS);
        let _ = writeln!(integrations, "  - {{from: hub, to: t{number}, method: {method}}}");
        let complexity = dice.pick(COMPLEXITIES);
        let _ = writeln!(
            automations,
            "  - {{id: a{number}, tool: hub, active: true, complexity: {complexity}}}"
        );
    }
    format!("version: 1\ntools:\n{tools}integrations:\n{integrations}automations:\n{automations}")
}
