//! What somebody leaves behind who goes: to be handed over, until when, and to whom.

use super::notice;
use crate::analysis::Analysis;
use crate::network::Component;
use crate::stack::{Approval, Date, Integration, OwnerRef, Party, PersonId, Ref, Stack, Team};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, strum::IntoStaticStr)]
#[strum(serialize_all = "snake_case")]
pub(crate) enum HandoverKind {
    /// A credential that is theirs.
    Holds,
    /// Nobody else knows it, and it is not written down.
    AloneKnows,
    /// An alert that goes to them.
    Hears,
    Approves,
    Owns,
}

impl HandoverKind {
    pub(crate) fn name(self) -> &'static str {
        self.into()
    }

    /// Days before the last one, so that there is time to try it. Expert defaults: two weeks to move a login and to see
    /// every run of a month's second half, one to show what is in one head, and names by the last day.
    fn days_before(self) -> i64 {
        match self {
            Self::Holds => 14,
            Self::AloneKnows => 7,
            Self::Hears | Self::Approves | Self::Owns => 0,
        }
    }
}

/// A line to tick.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct HandoverItem {
    pub(crate) kind: HandoverKind,
    pub(crate) what: String,
    /// What happens otherwise, or what to do.
    pub(crate) how: String,
    /// Who could take it, and why them; `None`: the file names nobody.
    pub(crate) taker: Option<String>,
    pub(crate) due: Option<Date>,
    /// The day is past.
    pub(crate) is_overdue: bool,
}

#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Handover {
    pub(crate) person: PersonId,
    /// The last day; `None`: nobody has said.
    pub(crate) last_day: Option<Date>,
    pub(crate) has_left: bool,
    /// By kind, then as in the file.
    pub(crate) items: Vec<HandoverItem>,
    /// Integrations that stop when their logins are switched off, by id.
    pub(crate) dies: Vec<String>,
}

struct Leaver<'a> {
    analysis: &'a Analysis,
    stack: &'a Stack,
    person: PersonId,
    last_day: Option<Date>,
    items: Vec<HandoverItem>,
}

/// The handover of one person, by the last day that is given, else the one in the file.
pub(crate) fn handover(analysis: &Analysis, person: PersonId, last_day: Option<Date>) -> Handover {
    let stack = &analysis.stack;
    let last_day = last_day.or(stack.people[person].date_out);
    let mut leaver = Leaver { analysis, stack, person, last_day, items: Vec::new() };
    leaver.credentials();
    leaver.integrations();
    leaver.tools();
    leaver.inside_tools();
    leaver.plans();
    let mut items = leaver.items;
    items.sort_by_key(|it| it.kind);
    let network = &analysis.network;
    let cut = network.cut(stack, &[Component::Person(person)]);
    let lost = network.lost_flows(&cut);
    let mut dies: Vec<_> = lost.iter().map(|it| network.flow(*it).integration).collect();
    dies.dedup();
    Handover {
        person,
        last_day,
        has_left: stack.people[person].has_left(analysis.as_of),
        items,
        dies: dies.into_iter().map(|it| stack.integrations[it].id.to_string()).collect(),
    }
}

impl Leaver<'_> {
    fn is_theirs(&self, owner: Option<&OwnerRef>) -> bool {
        owner.and_then(notice::person) == Some(self.person)
    }

    fn add(&mut self, kind: HandoverKind, what: String, how: String, taker: Option<String>) {
        let due = self.last_day.and_then(|it| it.plus_days(-kind.days_before()));
        let is_overdue = due.is_some_and(|it| it < self.analysis.as_of);
        self.items.push(HandoverItem { kind, what, how, taker, due, is_overdue });
    }

    /// Somebody else who is there.
    fn able(&self, owner: &OwnerRef) -> Option<String> {
        let is_there = match owner.party? {
            Party::Person(id) => self.is_able(id),
            Party::Team(_) => true,
        };
        is_there.then(|| self.stack.party_name(owner).to_owned())
    }

    fn is_able(&self, id: PersonId) -> bool {
        id != self.person && !self.stack.people[id].has_left(self.analysis.as_of)
    }

    /// The first that can of those who already have to do with it, the successor, and the lead of the team.
    fn taker<'o>(
        &self,
        near: impl IntoIterator<Item = (Option<&'o OwnerRef>, &'static str)>,
    ) -> Option<String> {
        for (owner, why) in near {
            if let Some(name) = owner.and_then(|it| self.able(it)) {
                return Some(format!("{name} ({why})"));
            }
        }
        let leaver = &self.stack.people[self.person];
        let person = |id: PersonId| self.is_able(id).then(|| &self.stack.people[id].name);
        let successor = leaver.replaced_by.as_ref().and_then(|it| it.id).and_then(person);
        if let Some(name) = successor {
            return Some(format!("{name} (successor)"));
        }
        let team = &self.stack.teams[leaver.team.as_ref()?.id?];
        if let Some(name) = team.lead.as_ref().and_then(|it| it.id).and_then(person) {
            return Some(format!("{name} (leads {})", team.name));
        }
        let above = team.reports_to.as_ref()?;
        let name = match above.party? {
            Party::Person(_) => self.able(above)?,
            Party::Team(id) => self.lead(id)?,
        };
        Some(format!("{name} (whom {} reports to)", team.name))
    }

    fn lead(&self, team: crate::stack::TeamId) -> Option<String> {
        let lead = self.stack.teams[team].lead.as_ref()?.id?;
        self.is_able(lead).then(|| self.stack.people[lead].name.to_string())
    }

    fn credentials(&mut self) {
        let stack = self.stack;
        for (id, credential) in stack.credentials.iter() {
            if !self.is_theirs(credential.holder.as_ref()) {
                continue;
            }
            let cut = self.analysis.network.cut(stack, &[Component::Person(self.person)]);
            let uses = |it: &Integration| it.credential.as_ref().and_then(|it| it.id) == Some(id);
            let users: Vec<_> = stack.integrations.iter().filter(|(_, it)| uses(it)).collect();
            let names: Vec<_> = users.iter().map(|(_, it)| format!("`{}`", it.id)).collect();
            let how = if names.is_empty() {
                "no integration says that it runs on it".to_owned()
            } else if users.iter().any(|(it, _)| cut.has_integration(*it)) {
                format!("{} stop with it: move to a service account", names.join(", "))
            } else {
                format!("hand over the secret; {} run on it", names.join(", "))
            };
            let owners = users.iter().map(|(_, it)| (it.owner.as_ref(), "owns what runs on it"));
            let taker = self.taker(owners);
            self.add(HandoverKind::Holds, format!("login `{}`", credential.id), how, taker);
        }
    }

    fn integrations(&mut self) {
        let stack = self.stack;
        for integration in stack.integrations.values() {
            let backup = integration.backup_owner.as_ref();
            let owner = integration.owner.as_ref();
            let what = format!("integration `{}`", integration.id);
            if self.is_theirs(owner) {
                let taker = self.taker([(backup, "backup owner")]);
                let is_written = integration.docs.is_some() || integration.runbook.is_some();
                if !is_written && backup.and_then(|it| self.able(it)).is_none() {
                    let how = "no docs, no runbook, no backup owner: write it down and show it"
                        .to_owned();
                    self.add(HandoverKind::AloneKnows, what.clone(), how, taker.clone());
                }
                if integration.approval == Some(Approval::Manual) {
                    let how = "releases each run by hand: name who does".to_owned();
                    self.add(HandoverKind::Approves, what.clone(), how, taker.clone());
                }
                self.add(HandoverKind::Owns, what.clone(), "owner".to_owned(), taker);
            } else if self.is_theirs(backup) {
                let taker = self.taker([]);
                self.add(HandoverKind::Owns, what.clone(), "backup owner".to_owned(), taker);
            }
            let alerted = integration.monitoring.as_ref().and_then(|it| it.to.as_ref());
            if self.is_theirs(alerted) {
                let taker = self.taker([(owner, "owner"), (backup, "backup owner")]);
                let how = "its alerts go nowhere: send them to a team or a channel".to_owned();
                self.add(HandoverKind::Hears, what, how, taker);
            }
        }
    }

    fn tools(&mut self) {
        let stack = self.stack;
        for tool in stack.tools.values().filter(|it| it.is_in_use()) {
            let (business, technical) =
                (tool.business_owner.as_ref(), tool.technical_owner.as_ref());
            let admins: Vec<_> = tool.admins.iter().collect();
            let is_admin = admins.iter().any(|it| self.is_theirs(Some(it)));
            if is_admin && !admins.iter().any(|it| self.able(it).is_some()) {
                let taker = self.taker([(technical, "technical owner")]);
                let how = "the only administrator: make another one".to_owned();
                self.add(HandoverKind::AloneKnows, tool.name.to_string(), how, taker);
            }
            let others = || admins.iter().map(|it| (Some(*it), "administrator"));
            if self.is_theirs(technical) {
                let taker = self.taker(others().chain([(business, "business owner")]));
                let how = "technical owner".to_owned();
                self.add(HandoverKind::Owns, tool.name.to_string(), how, taker);
            }
            if self.is_theirs(business) {
                let lead = self.team_lead(tool.team.as_ref());
                let taker = lead.or_else(|| self.taker([(technical, "technical owner")]));
                let how = "business owner".to_owned();
                self.add(HandoverKind::Owns, tool.name.to_string(), how, taker);
            }
        }
    }

    fn team_lead(&self, team: Option<&Ref<Team>>) -> Option<String> {
        let team = team?.id?;
        Some(format!("{} (leads {})", self.lead(team)?, self.stack.teams[team].name))
    }

    fn inside_tools(&mut self) {
        let stack = self.stack;
        for automation in stack.automations.values().filter(|it| it.is_active()) {
            if !self.is_theirs(automation.owner.as_ref()) {
                continue;
            }
            let tool = automation.tool.id.map(|it| &stack.tools[it]);
            let near = tool.and_then(|it| it.technical_owner.as_ref());
            let taker = self.taker([(near, "technical owner of its tool")]);
            let what = format!("automation `{}`", automation.id);
            if automation.documented != Some(true) {
                let how = "is not said to be documented: write it down and show it".to_owned();
                self.add(HandoverKind::AloneKnows, what.clone(), how, taker.clone());
            }
            self.add(HandoverKind::Owns, what, "owner".to_owned(), taker);
        }
        for feature in stack.ai_features.values().filter(|it| it.is_running()) {
            if self.is_theirs(feature.owner.as_ref()) {
                let taker = self.taker([]);
                let how = "owner, who answers for what it does".to_owned();
                self.add(HandoverKind::Owns, format!("AI feature `{}`", feature.id), how, taker);
            }
        }
        for journey in stack.journeys.values() {
            for stage in &journey.stages {
                if !self.is_theirs(stage.owner.as_ref()) {
                    continue;
                }
                let what = format!("stage `{}` of {}", stage.id, journey.name);
                let taker = self.taker([]);
                self.add(HandoverKind::Owns, what, "owner".to_owned(), taker);
            }
        }
    }

    fn plans(&mut self) {
        let stack = self.stack;
        for team in stack.teams.values() {
            if team.lead.as_ref().and_then(|it| it.id) == Some(self.person) {
                let taker = self.taker([(team.reports_to.as_ref(), "whom it reports to")]);
                self.add(
                    HandoverKind::Owns,
                    team.name.to_string(),
                    "leads the team".to_owned(),
                    taker,
                );
            }
        }
        for campaign in stack.campaigns.values() {
            let is_over = campaign.end.is_some_and(|it| it < self.analysis.as_of);
            if !is_over && self.is_theirs(campaign.owner.as_ref()) {
                let taker = self.taker([]);
                let what = format!("campaign `{}`", campaign.id);
                self.add(HandoverKind::Owns, what, "owner".to_owned(), taker);
            }
        }
        for initiative in stack.initiatives.values() {
            if self.is_theirs(initiative.sponsor.as_ref()) {
                let when =
                    initiative.decision_by.map_or_else(String::new, |it| format!(" by {it}"));
                let what = format!("initiative `{}`", initiative.id);
                let taker = self.taker([]);
                self.add(
                    HandoverKind::Approves,
                    what,
                    format!("sponsors and decides it{when}"),
                    taker,
                );
            }
        }
        let name = &stack.people[self.person].id;
        for accept in stack.accepts.iter().filter(|it| it.by.as_ref() == Some(name)) {
            let until = accept.until.map_or_else(String::new, |it| format!(" until {it}"));
            let what = format!("risk {} of `{}`", accept.rule, accept.on);
            let taker = self.taker([]);
            self.add(HandoverKind::Approves, what, format!("accepted it{until}"), taker);
        }
    }
}
