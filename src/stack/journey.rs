//! Journeys: the way of a record through the stack, stage by stage.

use strum::{EnumString, IntoStaticStr, VariantNames};

use super::{DataObject, Entity, FieldRef, Integration, Minutes, OwnerRef, Ref, Spans, Tool};
use crate::text::Label;

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Journey {
    pub(crate) id: Label,
    pub(crate) name: Label,
    /// What a day of it is worth, in the company's currency.
    pub(crate) value_per_day: Option<f64>,
    pub(crate) stages: Vec<JourneyStage>,
    pub(crate) spans: Spans,
}

impl Journey {
    /// The hand-offs as pairs of stage positions: the chain, or what `after` says.
    ///
    /// A stage without `after` follows the one before it; names of stages that do not exist are skipped.
    pub(crate) fn hand_offs(&self) -> Vec<(usize, usize)> {
        let mut pairs = Vec::new();
        for (to, stage) in self.stages.iter().enumerate() {
            match &stage.after {
                Some(names) => {
                    for name in names {
                        if let Some(from) = self.stages.iter().position(|it| it.id == *name) {
                            pairs.push((from, to));
                        }
                    }
                }
                None if to > 0 => pairs.push((to - 1, to)),
                None => {}
            }
        }
        pairs
    }
}

impl Entity for Journey {
    fn id(&self) -> &Label {
        &self.id
    }
}

#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct JourneyStage {
    pub(crate) id: Label,
    pub(crate) name: Option<Label>,
    pub(crate) tool: Option<Ref<Tool>>,
    pub(crate) object: Option<Ref<DataObject>>,
    pub(crate) needs: Vec<FieldRef>,
    /// The longest that the hand-off to this stage may take.
    pub(crate) slo: Option<Minutes>,
    pub(crate) owner: Option<OwnerRef>,
    /// The integrations that the hand-off to this stage uses, where it is not just any path.
    pub(crate) via: Vec<Ref<Integration>>,
    pub(crate) canonical: Option<CanonicalStage>,
    /// Stages that come before; `None`: the one above.
    pub(crate) after: Option<Vec<Label>>,
    /// The hand-off is made by a person: no flow is missed.
    pub(crate) human: bool,
    pub(crate) spans: Spans,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, EnumString, IntoStaticStr, VariantNames)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum CanonicalStage {
    Inquiry,
    Mql,
    Sal,
    Sql,
    Opportunity,
    Customer,
    Recycle,
    Disqualified,
}
