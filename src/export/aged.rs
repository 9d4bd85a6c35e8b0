//! Which ages were asked for.

use crate::analysis::Analysis;
use crate::freshness::{Consumer, IntegrationAge, StageAge};
use crate::stack::ObjectId;

/// An object, a field of it, or everything.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Aged {
    pub(crate) object: Option<ObjectId>,
    pub(crate) field: Option<String>,
}

impl Aged {
    pub(crate) fn consumers<'a>(&self, analysis: &'a Analysis) -> Vec<&'a Consumer> {
        let is_asked = |it: &&Consumer| {
            self.object.is_none_or(|object| it.object == object)
                && self
                    .field
                    .as_ref()
                    .is_none_or(|field| it.field.as_deref() == Some(field.as_str()))
        };
        analysis.freshness().consumers.iter().filter(is_asked).collect()
    }

    /// A field has no stages of its own: a journey hands records over.
    pub(crate) fn hand_offs<'a>(&self, analysis: &'a Analysis) -> Vec<&'a StageAge> {
        let of_object = |it: &&StageAge| {
            let object = analysis.network.hand_offs.get(it.hand_off).and_then(|it| it.object);
            self.object.is_none_or(|wanted| object == Some(wanted))
        };
        let all = analysis.freshness().hand_offs.iter();
        all.filter(|_| self.field.is_none()).filter(of_object).collect()
    }

    pub(crate) fn integrations<'a>(&self, analysis: &'a Analysis) -> Vec<&'a IntegrationAge> {
        let carries = |it: &&IntegrationAge| {
            let items = &analysis.stack.integrations[it.integration].objects;
            self.object.is_none_or(|wanted| items.iter().any(|it| it.object.id == Some(wanted)))
        };
        let all = analysis.freshness().integrations.iter();
        all.filter(|_| self.field.is_none()).filter(carries).collect()
    }
}
