//! Everything about one plan: its own checks, and what it requires.

use super::{Demand, DemandState, Feature, Programme, Status, Verdict};
use super::{abm, ai, requirements};
use crate::analysis::Analysis;
use crate::stack::{AiFeatureId, AiStatus, Id, Initiative, InitiativeKind};

/// Which plan.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asked {
    /// Account-based marketing, whether an initiative plans it or not.
    Abm,
    Ai(AiFeatureId),
    Initiative(Id<Initiative>),
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Dossier {
    pub(crate) asked: Asked,
    /// As people call it.
    pub(crate) title: String,
    /// As the command line takes it.
    pub(crate) name: String,
    pub(crate) programme: Option<Programme>,
    pub(crate) feature: Option<Feature>,
    pub(crate) demands: Vec<Demand>,
    pub(crate) verdict: Verdict,
}

/// How many must-haves there are, how many are not there, and of how many nobody can say.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Musts {
    pub(crate) all: usize,
    pub(crate) missing: usize,
    pub(crate) unknown: usize,
}

impl Dossier {
    pub(crate) fn musts(&self) -> Musts {
        let checks = self.programme.iter().flat_map(|it| &it.judged);
        let gates = self.feature.iter().flat_map(|it| &it.gates);
        let checks = checks.chain(gates).filter(|it| it.is_must).map(|it| it.answer.status);
        let demands = self.demands.iter().filter(|it| it.is_must);
        // What comes too late is not there in time.
        let demands = demands.map(|it| match it.state {
            DemandState::Late => Status::Fail,
            other => other.status(),
        });
        let mut musts = Musts::default();
        for status in checks.chain(demands) {
            musts.all += 1;
            musts.missing += usize::from(status == Status::Fail);
            musts.unknown += usize::from(status == Status::Unknown);
        }
        musts
    }
}

pub(crate) fn dossier(analysis: &Analysis, asked: Asked) -> Dossier {
    let stack = &analysis.stack;
    let (title, name, programme, feature, demands) = match asked {
        Asked::Abm => {
            let title = "Account-based marketing".to_owned();
            (title, "abm".to_owned(), Some(abm::abm(analysis)), None, Vec::new())
        }
        Asked::Ai(id) => {
            let feature = &stack.ai_features[id];
            let name = format!("ai:{}", feature.id);
            let checked = ai::ai_feature(analysis, id);
            (feature.name.to_string(), name, None, Some(checked), Vec::new())
        }
        Asked::Initiative(id) => {
            let initiative = &stack.initiatives[id];
            let programme =
                (initiative.kind == Some(InitiativeKind::Abm)).then(|| abm::abm(analysis));
            let demands = requirements::demands(analysis, initiative);
            (initiative.name.to_string(), initiative.id.to_string(), programme, None, demands)
        }
    };
    let verdict = verdict(programme.as_ref(), feature.as_ref(), &demands);
    Dossier { asked, title, name, programme, feature, demands, verdict }
}

fn verdict(
    programme: Option<&Programme>,
    feature: Option<&Feature>,
    demands: &[Demand],
) -> Verdict {
    let is_unmet = demands.iter().any(|it| it.is_must && it.state != DemandState::Met);
    let own = programme.map(|it| it.verdict).or(feature.map(|it| it.verdict));
    match own {
        Some(Verdict::NotReady) => Verdict::NotReady,
        _ if is_unmet => Verdict::NotReady,
        Some(verdict) => verdict,
        None => Verdict::Ready,
    }
}

/// Every plan of the stack: its initiatives, then its AI features that are not retired.
pub(crate) fn all(analysis: &Analysis) -> Vec<Dossier> {
    let stack = &analysis.stack;
    let features = stack.ai_features.iter().filter(|(_, it)| it.status != AiStatus::Retired);
    let asked = stack.initiatives.ids().map(Asked::Initiative);
    asked.chain(features.map(|(id, _)| Asked::Ai(id))).map(|it| dossier(analysis, it)).collect()
}
