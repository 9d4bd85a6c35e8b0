//! The filter line: words and simple selectors; a space means "or", a comma "and", `!` "not".

use super::target::Target;
use crate::analysis::Analysis;
use crate::stack::{OwnerRef, Stack};

/// Alternatives of terms that must all hold.
pub(crate) struct Filter(Vec<Vec<Term>>);

struct Term {
    negated: bool,
    want: Want,
}

enum Want {
    Words(String),
    Field { name: String, value: String },
    Fragility { at_least: bool, bound: f64 },
}

impl Filter {
    pub(crate) fn parse(text: &str) -> Self {
        let alternatives = text.split_whitespace().map(|alternative| {
            alternative.split(',').filter(|it| !it.is_empty()).map(Term::parse).collect()
        });
        Self(alternatives.collect())
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn matches(&self, analysis: &Analysis, target: &Target, text: &str) -> bool {
        let text = text.to_lowercase();
        self.0.iter().any(|terms| {
            terms.iter().all(|term| term.want.holds(analysis, target, &text) != term.negated)
        })
    }

    /// The words to highlight.
    pub(crate) fn words(&self) -> Vec<&str> {
        let terms = self.0.iter().flatten().filter(|it| !it.negated);
        terms
            .filter_map(|term| match &term.want {
                Want::Words(words) => Some(words.as_str()),
                Want::Field { .. } | Want::Fragility { .. } => None,
            })
            .collect()
    }
}

impl Term {
    fn parse(text: &str) -> Self {
        let (negated, text) = match text.strip_prefix('!') {
            Some(rest) => (true, rest),
            None => (false, text),
        };
        let fragility = text.strip_prefix("fragility").and_then(|rest| {
            let at_least = rest.starts_with('>');
            let bound = rest.trim_start_matches(['>', '<', '=']).parse().ok()?;
            rest.starts_with(['>', '<']).then_some(Want::Fragility { at_least, bound })
        });
        let field = || {
            let (name, value) = text.split_once(':')?;
            Some(Want::Field { name: name.to_lowercase(), value: value.to_lowercase() })
        };
        let want = fragility.or_else(field).unwrap_or_else(|| Want::Words(text.to_lowercase()));
        Self { negated, want }
    }
}

impl Want {
    fn holds(&self, analysis: &Analysis, target: &Target, text: &str) -> bool {
        match self {
            Self::Words(words) => text.contains(words) || target.name().contains(words),
            Self::Field { name, value } => values(&analysis.stack, target, name)
                .iter()
                .any(|it| matches_value(&it.to_lowercase(), value)),
            Self::Fragility { at_least, bound } => {
                let Target::Integration(id) = target else { return false };
                let at = analysis.stack.integrations.find(id);
                let score = at.and_then(|it| analysis.fragility.get(it.index()));
                score.is_some_and(|it| {
                    let score = f64::from(it.score);
                    if *at_least { score >= *bound } else { score < *bound }
                })
            }
        }
    }
}

/// A star at the end stands for anything.
fn matches_value(value: &str, wanted: &str) -> bool {
    match wanted.strip_suffix('*') {
        Some(start) => value.starts_with(start),
        None => value == wanted,
    }
}

/// What a selector such as `owner:` may mean for a thing.
fn values(stack: &Stack, target: &Target, name: &str) -> Vec<String> {
    match target {
        Target::Tool(id) => {
            let Some(tool) = stack.tools.find(id).map(|it| &stack.tools[it]) else {
                return Vec::new();
            };
            let owners = || {
                let owners = [&tool.business_owner, &tool.technical_owner];
                owners.into_iter().flatten().flat_map(|it| names(stack, it)).collect()
            };
            match name {
                "tag" => tool.tags.iter().map(ToString::to_string).collect(),
                "category" => vec![tool.category.name().to_owned()],
                "stage" => vec![tool.stage().name().to_owned()],
                "owner" => owners(),
                "object" => tool.stores.iter().map(|it| it.object.name.to_string()).collect(),
                _ => Vec::new(),
            }
        }
        Target::Integration(id) => {
            let Some(it) = stack.integrations.find(id).map(|it| &stack.integrations[it]) else {
                return Vec::new();
            };
            match name {
                "method" => vec![it.method.name().to_owned()],
                "owner" => it.owner.iter().flat_map(|owner| names(stack, owner)).collect(),
                "object" => it.objects.iter().map(|item| item.object.name.to_string()).collect(),
                "from" => vec![it.from.name.to_string()],
                "to" => vec![it.to.name.to_string()],
                "tool" => vec![it.from.name.to_string(), it.to.name.to_string()],
                _ => Vec::new(),
            }
        }
        Target::Finding(key) if name == "rule" => {
            vec![key.split('|').next().unwrap_or(key).to_owned()]
        }
        Target::Journey(_)
        | Target::Stage(..)
        | Target::Finding(_)
        | Target::Element(_)
        | Target::Edit(_)
        | Target::Query { .. }
        | Target::Line(_) => Vec::new(),
    }
}

fn names(stack: &Stack, owner: &OwnerRef) -> [String; 2] {
    [owner.name.to_string(), stack.party_name(owner).to_owned()]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tui::testing;

    fn hits(query: &str) -> bool {
        let analysis = testing::analysis();
        let target = Target::Integration("webinar-csv".into());
        Filter::parse(query).matches(&analysis, &target, "Webinar → Salesforce by hand")
    }

    #[test]
    fn words_selectors_and_their_joins() {
        for query in ["webinar", "nope salesforce", "method:manual*", "!zoom", "owner:ana,to:crm"] {
            assert!(hits(query), "{query}");
        }
        for query in ["nope", "!webinar", "method:webhook", "owner:ana,to:web"] {
            assert!(!hits(query), "{query}");
        }
    }
}
