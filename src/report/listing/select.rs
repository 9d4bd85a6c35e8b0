//! Which rows of a listing a selector wants.

use super::{Listing, ListingKind, findings};
use crate::analysis::Analysis;
use crate::select::{Input, Item, Kind, Selection, Selector};

impl ListingKind {
    /// What its rows are, for selectors.
    pub(crate) fn kind(self) -> Kind {
        match self {
            Self::Tools => Kind::Tool,
            Self::Flows => Kind::Integration,
            Self::Findings => Kind::Finding,
            Self::Objects => Kind::Object,
            Self::Journeys => Kind::Journey,
            Self::People => Kind::Person,
        }
    }

    /// The listing of that kind of thing, where there is one.
    pub(crate) fn of_kind(kind: Kind) -> Option<Self> {
        <Self as strum::VariantArray>::VARIANTS.iter().copied().find(|it| it.kind() == kind)
    }

    /// As the rows of the listing, one by one.
    fn items(self, analysis: &Analysis) -> Vec<Item<'_>> {
        let stack = &analysis.stack;
        match self {
            Self::Tools => stack.tools.ids().map(Item::Tool).collect(),
            Self::Flows => stack.integrations.ids().map(Item::Integration).collect(),
            Self::Findings => findings::in_order(analysis).into_iter().map(Item::Finding).collect(),
            Self::Objects => stack.objects.ids().map(Item::Object).collect(),
            Self::Journeys => stack.journeys.ids().map(Item::Journey).collect(),
            Self::People => stack.people.ids().map(Item::Person).collect(),
        }
    }
}

impl Listing {
    /// Keeps the rows that the selector wants. The listing is still whole.
    pub(crate) fn keep(&mut self, analysis: &Analysis, input: &Input<'_>, selector: &Selector) {
        let selection = Selection::new(selector, input);
        let mut wanted = self.kind.items(analysis).into_iter().map(|it| selection.has(it));
        self.rows.retain(|_| wanted.next() == Some(true));
    }
}
