//! What has to get somewhere: owners, intent, audiences, alerts, reports.

use crate::readiness::survey::{Survey, days, has_word};
use crate::readiness::{Answer, Status, Way};
use crate::stack::{AutomationKind, Category, Channel, Field, Minutes, ObjectId, ToolId};

/// Intent that is older has cooled down. Expert default, in days.
const INTENT_DAYS_MAX: f64 = 7.0;
/// A sales alert that comes later is a report. Expert default, in days.
const ALERT_DAYS_MAX: f64 = 1.0;

pub(super) fn account_owner(survey: &Survey<'_>) -> Answer {
    let Some((id, object)) = survey.company() else {
        return Answer::new(Status::Unknown, "no object stands for accounts");
    };
    let Some(owner) = survey.company_field(&["owner"]) else {
        let status = if object.fields.is_empty() { Status::Unknown } else { Status::Fail };
        return Answer::new(status, format!("{} has no field for its owner", object.name));
    };
    let Some(record) = object.system_of_record_of(Some(&owner.name)) else {
        return Answer::new(Status::Fail, "nobody has said where the owner is kept");
    };
    let mut targets = survey.tools(&[Category::MarketingAutomation]);
    let routers = survey.stack.automations.values().filter(|it| it.is_active());
    let routers = routers.filter(|it| it.kind == Some(AutomationKind::Routing));
    targets.extend(
        routers.filter_map(|it| it.tool.id).filter(|it| survey.stack.tools[*it].is_in_use()),
    );
    targets.sort_unstable();
    targets.dedup();
    if targets.is_empty() {
        return Answer::new(Status::Unknown, "no tool that routes or mails is known");
    }
    let (ways, missed) = survey.ways(record, &targets, Some(id), Some(&owner.name));
    arrived(survey, ways, &missed, None)
}

/// All, some or none of the targets are reached, in time where a time is given.
fn arrived(
    survey: &Survey<'_>,
    ways: Vec<Way>,
    missed: &[ToolId],
    most: Option<Minutes>,
) -> Answer {
    let pick = |is: &dyn Fn(&Way) -> bool| -> Vec<ToolId> {
        ways.iter().filter(|it| is(it)).map(|it| it.to).collect()
    };
    let late = pick(&|it| most.is_some_and(|most| it.age.exceeds(most)));
    let open = pick(&|it| most.is_some_and(|most| !it.age.exceeds(most) && !it.age.keeps(most)));
    let reached = pick(&|it| most.is_none_or(|most| it.age.keeps(most)));
    let mut told = Vec::new();
    for (tools, words) in [
        (&reached, "it gets to"),
        (&late, "it is too old in"),
        (&open, "how old it is is not known in"),
    ] {
        if !tools.is_empty() {
            told.push(format!("{words} {}", survey.names(tools)));
        }
    }
    if !missed.is_empty() {
        told.push(format!("it never gets to {}", survey.names(missed)));
    }
    let status = if reached.is_empty() && late.is_empty() && open.is_empty() {
        if missed.is_empty() { Status::Pass } else { Status::Fail }
    } else if missed.is_empty() && late.is_empty() && open.is_empty() {
        Status::Pass
    } else if reached.is_empty() && late.is_empty() && missed.is_empty() {
        Status::Unknown
    } else {
        Status::Partial
    };
    if told.is_empty() {
        told.push("it is there already".to_owned());
    }
    Answer::new(status, told.join("; ")).over(ways)
}

pub(super) fn intent(survey: &Survey<'_>) -> Answer {
    let sources = survey.tools(&[Category::AbmIntent]);
    let Some(source) = sources.first() else {
        return Answer::new(Status::Fail, "no source of intent is in use");
    };
    let targets = survey.tools(&[Category::Crm, Category::MarketingAutomation]);
    if targets.is_empty() {
        return Answer::new(Status::Unknown, "no CRM and no marketing automation is known");
    }
    let most = Some(days(INTENT_DAYS_MAX));
    let fields = intent_fields(survey, &sources);
    let of = |field: Option<&str>| {
        let (ways, missed) = survey.ways(*source, &targets, survey.account(), field);
        arrived(survey, ways, &missed, most)
    };
    // The field that fares worst tells how far it can be used.
    let judged = fields.iter().map(|field| {
        let answer = of(Some(field));
        Answer { told: format!("{field}: {}", answer.told), ..answer }
    });
    judged.min_by_key(|it| it.status).unwrap_or_else(|| of(None))
}

/// The fields of companies that a source of intent rules over; where none does, those that are called so.
fn intent_fields<'a>(survey: &Survey<'a>, sources: &[ToolId]) -> Vec<&'a str> {
    let Some((_, company)) = survey.company() else { return Vec::new() };
    let is_ruled = |it: &&Field| {
        let record = it.system_of_record.as_ref().and_then(|it| it.id);
        record.is_some_and(|it| sources.contains(&it))
    };
    let ruled: Vec<&str> =
        company.fields.iter().filter(is_ruled).map(|it| it.name.as_str()).collect();
    if !ruled.is_empty() {
        return ruled;
    }
    let called = company.fields.iter().filter(|it| has_word(&it.name, &["intent"]));
    let called = called.inspect(|it| survey.note_field(company, it));
    called.map(|it| it.name.as_str()).collect()
}

pub(super) fn ads_audience(survey: &Survey<'_>) -> Answer {
    let ads: Vec<ToolId> = survey
        .tools(&[Category::Ads])
        .into_iter()
        .filter(|it| {
            let sends = &survey.stack.tools[*it].sends;
            sends.is_empty() || sends.iter().any(|it| it.channel == Channel::AdsAudience)
        })
        .collect();
    if ads.is_empty() {
        return Answer::new(Status::Fail, "no ad platform is in use");
    }
    let sources = survey.tools(&[
        Category::AbmIntent,
        Category::Crm,
        Category::MarketingAutomation,
        Category::ReverseEtl,
        Category::Cdp,
    ]);
    let objects: Vec<ObjectId> = survey.account().into_iter().chain(survey.people()).collect();
    let best = |ad: &ToolId| {
        let pairs = sources.iter().flat_map(|from| objects.iter().map(move |it| (*from, *it)));
        let ways = pairs.filter_map(|(from, object)| survey.way(from, *ad, Some(object), None));
        ways.min_by_key(|it| it.flows.len())
    };
    let ways: Vec<Way> = ads.iter().filter_map(best).collect();
    if ways.is_empty() {
        let told = format!("no audience gets to {}", survey.names(&ads));
        return Answer::new(Status::Fail, told);
    }
    let reached: Vec<ToolId> = ways.iter().map(|it| it.to).collect();
    let feeds = |ad: &&ToolId| {
        survey
            .stack
            .consent
            .suppressions
            .values()
            .any(|it| it.feeds.iter().any(|it| it.id == Some(**ad)))
    };
    let bare: Vec<ToolId> = reached.iter().filter(|it| !feeds(it)).copied().collect();
    let told = format!("audiences get to {}", survey.names(&reached));
    if bare.is_empty() {
        return Answer::new(Status::Pass, told).over(ways);
    }
    let told = format!("{told}; no suppression list feeds {}", survey.names(&bare));
    Answer::new(Status::Partial, told).over(ways)
}

pub(super) fn web_consent(survey: &Survey<'_>) -> Answer {
    let seers = survey.tools(&[Category::AbmIntent, Category::Enrichment]);
    if seers.is_empty() {
        return Answer::new(Status::Pass, "no tool that could recognise companies is in use");
    }
    let consents = survey.tools(&[Category::ConsentPrivacy]);
    let Some(consent) = consents.first() else {
        return Answer::new(Status::Fail, "no consent tool is in use");
    };
    let gates: Vec<ToolId> =
        survey.tools(&[Category::TagManager]).into_iter().chain(seers.iter().copied()).collect();
    let (ways, _) = survey.ways(*consent, &gates, None, None);
    if let Some(way) = ways.into_iter().min_by_key(|it| it.flows.len()) {
        let told = format!("{} tells {}", survey.name(*consent), survey.name(way.to));
        return Answer::new(Status::Pass, told).over(vec![way]);
    }
    let told = format!("whether {} heeds it is not known", survey.names(&seers));
    Answer::new(Status::Unknown, told)
}

pub(super) fn sales_alert(survey: &Survey<'_>) -> Answer {
    let Some(account) = survey.account() else {
        return Answer::new(Status::Unknown, "no object stands for accounts");
    };
    let sources = survey.tools(&[Category::AbmIntent, Category::Crm]);
    let ears = survey.tools(&[Category::SalesEngagement, Category::ProjectCollaboration]);
    if ears.is_empty() || sources.is_empty() {
        return Answer::new(Status::Unknown, "no tool is known in which sales would hear of it");
    }
    let alerts = survey.stack.objects.iter().find(|(_, it)| it.id.to_lowercase().contains("alert"));
    if let Some((_, object)) = alerts {
        survey.note_words(&object.id);
    }
    let objects: Vec<ObjectId> =
        [Some(account), alerts.map(|(id, _)| id)].into_iter().flatten().collect();
    let mut ways: Vec<Way> = Vec::new();
    for from in &sources {
        for object in &objects {
            ways.extend(survey.ways(*from, &ears, Some(*object), None).0);
        }
    }
    let most = days(ALERT_DAYS_MAX);
    let in_time = ways.iter().position(|it| it.age.keeps(most));
    let best = in_time.or_else(|| ways.iter().position(|it| !it.age.exceeds(most)));
    match best.or(Some(0)).and_then(|it| ways.get(it)) {
        Some(way) => {
            let told =
                format!("{} → {}: {}", survey.name(way.from), survey.name(way.to), way.age.words());
            let status = match (in_time, best) {
                (Some(_), _) => Status::Pass,
                (None, Some(_)) => Status::Unknown,
                (None, None) => Status::Partial,
            };
            Answer::new(status, told).over(vec![way.clone()])
        }
        None => Answer::new(Status::Fail, "nothing about accounts gets to where sales works"),
    }
}

pub(super) fn account_reporting(survey: &Survey<'_>) -> Answer {
    let parts = [
        ("campaign members", survey.campaign_member()),
        ("accounts", survey.account()),
        ("opportunities", survey.opportunity()),
    ];
    let unknown: Vec<&str> =
        parts.iter().filter(|(_, it)| it.is_none()).map(|(name, _)| *name).collect();
    if !unknown.is_empty() {
        let told = format!("no object stands for {}", unknown.join(" and "));
        return Answer::new(Status::Unknown, told);
    }
    let places = survey.tools(&[
        Category::Bi,
        Category::DataWarehouse,
        Category::Attribution,
        Category::Analytics,
        Category::Crm,
    ]);
    let mut best: Option<(ToolId, Vec<Way>, Vec<&str>)> = None;
    for place in places {
        let (mut ways, mut missing) = (Vec::new(), Vec::new());
        for (name, object) in parts {
            let record = object.and_then(|it| survey.stack.objects[it].system_of_record_of(None));
            match record.and_then(|it| survey.way(it, place, object, None)) {
                Some(way) => ways.push(way),
                None => missing.push(name),
            }
        }
        if best.as_ref().is_none_or(|(_, _, least)| missing.len() < least.len()) {
            best = Some((place, ways, missing));
        }
    }
    let Some((place, ways, missing)) = best else {
        return Answer::new(Status::Fail, "no tool that could report on them is in use");
    };
    let name = survey.name(place);
    let (status, told) = match missing.len() {
        0 => (Status::Pass, format!("all three meet in {name}")),
        1 => (Status::Partial, format!("in {name} only {} are missing", missing.join(""))),
        _ => (Status::Fail, format!("nowhere; {name} lacks {}", missing.join(" and "))),
    };
    Answer::new(status, told).over(ways.into_iter().filter(|it| !it.flows.is_empty()).collect())
}
