//! What the loss of a thing does, remembered: inspectors ask for the same one with every frame.

use std::cell::RefCell;
use std::rc::Rc;
use std::sync::{Arc, Weak};

use crate::analysis::Analysis;
use crate::impact::{self, Blast};
use crate::network::Component;

/// As many as somebody walks to and fro between.
const KEPT_MAX: usize = 16;

#[derive(Default)]
pub(crate) struct Losses {
    /// The one asked for last comes last.
    kept: RefCell<Vec<Kept>>,
}

struct Kept {
    /// A weak hold tells analyses apart and keeps none alive.
    of: Weak<Analysis>,
    component: Component,
    blast: Rc<Blast>,
}

impl Losses {
    pub(crate) fn of(&self, analysis: &Arc<Analysis>, component: Component) -> Rc<Blast> {
        let mut kept = self.kept.borrow_mut();
        let now = Arc::downgrade(analysis);
        let at = kept.iter().position(|it| it.of.ptr_eq(&now) && it.component == component);
        let entry = if let Some(at) = at {
            kept.remove(at)
        } else {
            let blast = impact::of(&analysis.stack, &analysis.network, &[component]);
            Kept { of: now, component, blast: Rc::new(blast) }
        };
        let blast = entry.blast.clone();
        kept.push(entry);
        if kept.len() > KEPT_MAX {
            kept.remove(0);
        }
        blast
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing;

    #[test]
    fn the_same_question_is_answered_once_per_analysis() {
        let losses = Losses::default();
        let analysis = Arc::new(testing::analysis());
        let tool = Component::Tool(analysis.stack.tools.find("crm").unwrap());
        let first = losses.of(&analysis, tool);
        assert!(Rc::ptr_eq(&first, &losses.of(&analysis, tool)));
        assert!(!Rc::ptr_eq(&first, &losses.of(&Arc::new(testing::analysis()), tool)));
    }
}
