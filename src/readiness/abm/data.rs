//! What has to be true of the data itself: accounts, their key, their people, their tiers.

use crate::readiness::survey::{Survey, has_word};
use crate::readiness::{Answer, Status};
use crate::stack::{
    Automation, AutomationKind, Category, KeyKind, MethodClass, ObjectId, Store, StoreRole, ToolId,
};

/// The least share of accounts with a domain: those without cannot be matched at all. Expert default.
const FILL_MIN: f64 = 0.90;
/// The greatest share of accounts that are there twice, and where it is half as bad. Expert defaults.
const DUPLICATES_MAX: f64 = 0.05;
const DUPLICATES_HALF: f64 = 0.10;

/// What is said where no object stands for companies.
fn no_company(survey: &Survey<'_>) -> Answer {
    if survey.stack.objects.is_empty() {
        return Answer::new(Status::Unknown, "the file describes no objects");
    }
    Answer::new(Status::Fail, "no object stands for accounts or companies")
}

pub(super) fn account_object(survey: &Survey<'_>) -> Answer {
    let Some((id, object)) = survey.company() else { return no_company(survey) };
    let claims: Vec<ToolId> = survey
        .stack
        .tools
        .iter()
        .filter(|(_, it)| it.is_in_use())
        .filter(|(_, it)| it.stores.iter().any(|store| is_record(store, id)))
        .map(|(tool, _)| tool)
        .collect();
    let record = object.system_of_record.as_ref().and_then(|it| it.id);
    let others: Vec<ToolId> = claims.iter().copied().filter(|it| Some(*it) != record).collect();
    match record {
        Some(_) if !others.is_empty() => {
            let told = format!("{} claims to rule over {} too", survey.names(&others), object.name);
            Answer::new(Status::Partial, told)
        }
        Some(tool) => {
            Answer::new(Status::Pass, format!("{} is kept in {}", object.name, survey.name(tool)))
        }
        None => Answer::new(Status::Fail, format!("nobody has said where {} is kept", object.name)),
    }
}

fn is_record(store: &Store, object: ObjectId) -> bool {
    store.object.id == Some(object) && store.role == Some(StoreRole::SystemOfRecord)
}

/// What the system of record says of its accounts.
fn record_store<'a>(survey: &Survey<'a>) -> Option<&'a Store> {
    let (id, object) = survey.company()?;
    let tool = object.system_of_record.as_ref()?.id?;
    survey.stack.tools[tool].stores.iter().find(|it| it.object.id == Some(id))
}

pub(super) fn account_key(survey: &Survey<'_>) -> Answer {
    let Some((_, object)) = survey.company() else { return no_company(survey) };
    let key = object
        .keys
        .iter()
        .find(|it| it.kind == Some(KeyKind::Domain))
        .or_else(|| object.keys.iter().find(|it| has_word(&it.name, &["domain", "website"])));
    let Some(key) = key else {
        return Answer::new(Status::Fail, format!("{} has no domain as its key", object.name));
    };
    if key.kind != Some(KeyKind::Domain) {
        survey.note_words(&format!("the key {} of {}", key.name, object.id));
    }
    let fill = record_store(survey)
        .and_then(|store| store.fill.iter().find(|(name, _)| *name == key.name))
        .map(|(_, share)| share.get());
    let mut doubts = Vec::new();
    if key.unique == Some(false) {
        doubts.push("it is not unique".to_owned());
    }
    if let Some(fill) = fill.filter(|it| *it < FILL_MIN) {
        doubts.push(format!("{:.0} % have one", fill * 100.0));
    }
    if !doubts.is_empty() {
        let told = format!("the key is {}, and {}", key.name, doubts.join(", and "));
        return Answer::new(Status::Partial, told);
    }
    match (fill, key.unique) {
        (Some(_), Some(true)) => Answer::new(Status::Pass, format!("{} is the key", key.name)),
        (_, None) => {
            Answer::new(Status::Unknown, format!("nobody has said whether {} is unique", key.name))
        }
        // One that is not unique was told above.
        (None | Some(_), Some(_)) => {
            let told = format!("nobody has said how many accounts have {} filled", key.name);
            Answer::new(Status::Unknown, told)
        }
    }
}

pub(super) fn person_to_account(survey: &Survey<'_>) -> Answer {
    let Some((account, object)) = survey.company() else { return no_company(survey) };
    if survey.people().is_empty() {
        return Answer::new(Status::Unknown, "no object stands for people");
    }
    let joins = |it: &Automation, person: ObjectId| {
        let touches = |object: ObjectId| {
            let fields = it.reads.iter().chain(&it.writes);
            fields.into_iter().any(|field| field.object == Some(object))
        };
        it.is_active() && touches(person) && touches(account)
    };
    let matched = |person: &ObjectId| {
        let field = survey.stack.objects[*person]
            .fields
            .iter()
            .find(|it| has_word(&it.name, &["account_id", "company_id"]));
        // An automation says what it works with; a field only what it is called.
        let automation = survey.stack.automations.values().find(|it| joins(it, *person));
        automation.map(|it| it.id.to_string()).or_else(|| {
            let field = field?;
            survey.note_field(&survey.stack.objects[*person], field);
            Some(field.name.to_string())
        })
    };
    let says = |text: &str| {
        let text = text.to_lowercase();
        text.contains("match") && text.contains(&object.id.to_lowercase())
    };
    let mut tools = survey.stack.tools.values().filter(|it| it.is_in_use());
    let tool = tools.find(|it| it.functions.iter().chain(&it.purpose).any(|it| says(it)));
    if let Some(tool) = tool {
        survey.note_words(&format!("what {} does", tool.name));
        return Answer::new(Status::Pass, format!("{} does it", tool.name));
    }
    let found: Vec<String> = survey.people().iter().filter_map(matched).collect();
    let missed: Vec<&str> = survey
        .people()
        .iter()
        .filter(|it| matched(it).is_none())
        .map(|it| survey.stack.objects[*it].name.as_str())
        .collect();
    match (found.is_empty(), missed.is_empty()) {
        (true, _) => {
            Answer::new(Status::Fail, format!("nothing matches people to {}", object.name))
        }
        (false, true) => Answer::new(Status::Pass, format!("`{}` does it", found.join("`, `"))),
        (false, false) => {
            let told = format!("`{}` does, and not for {}", found.join("`, `"), missed.join(", "));
            Answer::new(Status::Partial, told)
        }
    }
}

/// A field that is there or not; unknown where no fields are listed.
fn has_field(survey: &Survey<'_>, words: &[&str], what: &str) -> Answer {
    let Some((_, object)) = survey.company() else { return no_company(survey) };
    match survey.company_field(words) {
        Some(field) => Answer::new(Status::Pass, format!("{}.{}", object.id, field.name)),
        None if object.fields.is_empty() => {
            Answer::new(Status::Unknown, format!("{} lists no fields", object.name))
        }
        None => Answer::new(Status::Fail, format!("no field of {} holds {what}", object.name)),
    }
}

pub(super) fn hierarchy(survey: &Survey<'_>) -> Answer {
    has_field(survey, &["parent", "hierarchy", "ultimate"], "the parent company")
}

pub(super) fn firmographics(survey: &Survey<'_>) -> Answer {
    let Some((id, object)) = survey.company() else { return no_company(survey) };
    if object.fields.is_empty() {
        return Answer::new(Status::Unknown, format!("{} lists no fields", object.name));
    }
    let kinds: [(&str, &[&str]); 3] = [
        ("industry", &["industry", "sector"]),
        ("size", &["employees", "size", "headcount"]),
        ("country", &["country", "region"]),
    ];
    let missing: Vec<&str> = kinds
        .iter()
        .filter(|(_, words)| survey.company_field(words).is_none())
        .map(|(name, _)| *name)
        .collect();
    if missing.len() == kinds.len() {
        return Answer::new(Status::Fail, "none of industry, size and country is there");
    }
    let sources = survey.tools(&[Category::Enrichment, Category::AbmIntent]);
    let record = object.system_of_record.as_ref().and_then(|it| it.id);
    let ways = record.map_or_else(Vec::new, |record| {
        let all = sources.iter().filter(|it| **it != record);
        all.filter_map(|it| survey.way(*it, record, Some(id), None)).collect()
    });
    let gaps = match missing.as_slice() {
        [] => String::new(),
        some => format!("; {} is missing", some.join(" and ")),
    };
    let Some(source) = ways.first() else {
        let told = format!("no enrichment source refreshes them{gaps}");
        return Answer::new(Status::Partial, told);
    };
    let status = if missing.is_empty() { Status::Pass } else { Status::Partial };
    Answer::new(status, format!("{} brings account data{gaps}", survey.name(source.from)))
        .over(ways)
}

pub(super) fn target_list(survey: &Survey<'_>) -> Answer {
    let Some((id, object)) = survey.company() else { return no_company(survey) };
    if object.fields.is_empty() {
        return Answer::new(Status::Unknown, format!("{} lists no fields", object.name));
    }
    let Some(field) = survey.company_field(&["tal", "target", "tal_tier", "abm_tier"]) else {
        return Answer::new(Status::Fail, "no field marks the target accounts");
    };
    let Some(record) = object.system_of_record_of(Some(&field.name)) else {
        return Answer::new(Status::Fail, format!("nobody has said where {} is kept", field.name));
    };
    let mut doubts = Vec::new();
    let network = &survey.analysis.network;
    let by_hand: Vec<&str> = network
        .fed_by(record)
        .map(|it| network.flow(it))
        .filter(|it| it.object == Some(id))
        .map(|it| &survey.stack.integrations[it.integration])
        .filter(|it| it.method.class() == MethodClass::Manual)
        .map(|it| it.id.as_str())
        .collect();
    if !by_hand.is_empty() {
        doubts.push(format!("`{}` writes accounts by hand", by_hand.join("`, `")));
    }
    if field.allowed.is_empty() {
        doubts.push("its tiers are not named".to_owned());
    }
    let owner = &survey.stack.tools[record];
    if owner.business_owner.is_none() && owner.team.is_none() {
        doubts.push(format!("{} has no owner", owner.name));
    }
    let told = format!("{}.{} in {}", object.id, field.name, owner.name);
    if doubts.is_empty() {
        return Answer::new(Status::Pass, told);
    }
    Answer::new(Status::Partial, format!("{told}; {}", doubts.join("; ")))
}

pub(super) fn engagement(survey: &Survey<'_>) -> Answer {
    let Some((account, object)) = survey.company() else { return no_company(survey) };
    let people = survey.people();
    let scores = |it: &&Automation| {
        let about = |object: Option<ObjectId>| {
            object.is_some_and(|it| people.contains(&it))
                || object.is_some_and(|it| survey.stack.objects[it].is_personal())
        };
        it.is_active()
            && it.writes.iter().any(|it| it.object == Some(account))
            && it.reads.iter().any(|it| about(it.object))
            && matches!(it.kind, Some(AutomationKind::Scoring | AutomationKind::Batch) | None)
    };
    if let Some(automation) = survey.stack.automations.values().find(scores) {
        return Answer::new(Status::Pass, format!("`{}` does it", automation.id));
    }
    if let Some(field) = survey.company_field(&["engagement", "mqa", "account_score"]) {
        let told = format!("{}.{} is there; what fills it is not said", object.id, field.name);
        return Answer::new(Status::Partial, told);
    }
    if survey.stack.automations.is_empty() {
        return Answer::new(Status::Unknown, "the file lists no automations");
    }
    Answer::new(Status::Fail, "no automation reads people and scores their account")
}

pub(super) fn buying_group(survey: &Survey<'_>) -> Answer {
    let named = survey.stack.objects.values().find(|it| {
        let id = it.id.to_lowercase().replace(['_', '-'], " ");
        id.contains("contact role") || id.contains("buying group")
    });
    if let Some(object) = named {
        survey.note_words(&object.id);
        return Answer::new(Status::Pass, format!("{} is there", object.name));
    }
    let Some(deal) = survey.opportunity().map(|it| &survey.stack.objects[it]) else {
        return Answer::new(Status::Unknown, "no object stands for opportunities");
    };
    if deal.fields.is_empty() {
        return Answer::new(Status::Unknown, format!("{} lists no fields", deal.name));
    }
    let words = ["role", "contact", "buying_group", "contact_role"];
    match deal.fields.iter().find(|it| has_word(&it.name, &words)) {
        Some(field) => {
            survey.note_field(deal, field);
            Answer::new(Status::Pass, format!("{}.{}", deal.id, field.name))
        }
        None => Answer::new(Status::Fail, format!("no field of {} names them", deal.name)),
    }
}

pub(super) fn duplicates(survey: &Survey<'_>) -> Answer {
    if survey.company().is_none() {
        return no_company(survey);
    }
    let Some(share) = record_store(survey).and_then(|it| it.duplicates) else {
        return Answer::new(Status::Unknown, "nobody has said how many there are");
    };
    let status = match share.get() {
        share if share <= DUPLICATES_MAX => Status::Pass,
        share if share <= DUPLICATES_HALF => Status::Partial,
        _ => Status::Fail,
    };
    Answer::new(status, format!("{share} are there twice"))
}
