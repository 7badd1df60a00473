use super::{Scene, fact, filled};
use crate::actor::{Actor, Role};
use crate::calendar::zone_of;
use crate::command::{Change, Found};
use crate::event::{Event, Fact, Stream};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::region::{
    AGENCY_WALL_NAME, Agency, AgencyCode, CATEGORY_WALL_NAME, Category, CategoryCode, CueEdit,
    DISTRICT_AGENCY, MOST_ON_CALL, Misshapen, PlanRow, Protocol, leads,
};
use crate::setup::{MOST_PLACES, Settings, Setup};
use crate::telling::MOST_ASKED;
use crate::text::Sealed;
use crate::time::At;

pub(super) fn found(scene: &Scene<'_>, found: &Found<Sealed>) -> Result<Vec<Fact>, Refusal> {
    if scene.setup.founded_at.is_some() {
        return Err(Refusal::AlreadyFounded);
    }
    filled(&found.region.name, "room")?;
    filled(&found.account, "account")?;
    filled(&found.name, "name")?;
    let prefix = &found.region.prefix;
    if !(2..=6).contains(&prefix.len())
        || !prefix.chars().all(|c| c.is_ascii_uppercase() || c.is_ascii_digit())
    {
        return Err(Refusal::Malformed { what: "prefix".to_owned() });
    }
    let region = &found.region;
    // The zones that exist, in minutes east of UTC.
    if !(-12 * 60..=14 * 60).contains(&region.utc_offset_minutes) {
        return Err(Refusal::Malformed { what: "utc_offset".to_owned() });
    }
    for (what, empty) in [
        ("agencies", region.agencies.is_empty()),
        ("categories", region.categories.is_empty()),
        ("districts", region.districts.is_empty()),
        ("plans", region.plans.is_empty()),
    ] {
        if empty {
            return Err(Refusal::Missing { what: what.to_owned() });
        }
    }
    Ok(vec![fact(Stream::Region, Event::Founded(Box::new(found.clone())))])
}

/// A change holds if its editor saw what the room has, and if it changes anything.
fn unless_stale<V: PartialEq>(scene: &Scene<'_>, change: &Change<V>, now: Option<&V>) -> Result<(), Refusal> {
    if change.before.as_ref() != now {
        return Err(Refusal::Stale { now: scene.setup.version });
    }
    if now == Some(&change.after) { Err(Refusal::NothingChanged) } else { Ok(()) }
}

fn within(text: &str, what: &str, longest: usize) -> Result<(), Refusal> {
    filled(text, what)?;
    if text.chars().count() > longest {
        return Err(Refusal::TooLong { what: what.to_owned(), longest: longest as u32 });
    }
    Ok(())
}

pub(super) fn change_agency(scene: &Scene<'_>, change: &Change<Agency>) -> Result<Vec<Fact>, Refusal> {
    let after = &change.after;
    unless_stale(scene, change, scene.setup.region.agency(&after.code))?;
    filled(after.code.as_str(), "code")?;
    filled(&after.name, "name")?;
    filled(&after.short_name, "short_name")?;
    within(&after.wall_name, "wall_name", AGENCY_WALL_NAME)?;
    if let Some(head) = &after.head {
        filled(&head.title, "head_title")?;
        if head.name.chars().count() > 200 {
            return Err(Refusal::TooLong { what: "head_name".to_owned(), longest: 200 });
        }
    }
    on_call(after)?;
    Ok(vec![fact(Stream::Region, Event::AgencyChanged(Box::new(change.clone())))])
}

/// Whoever is called has a number, and hours that can be met.
fn on_call(agency: &Agency) -> Result<(), Refusal> {
    for one in &agency.on_call {
        within(&one.who, "on_call", 120)?;
        within(&one.telephone, "telephone", 60)?;
    }
    if agency.on_call.len() > MOST_ON_CALL {
        return Err(Refusal::TooMany { what: "on_call".to_owned(), most: MOST_ON_CALL as u32 });
    }
    let mut hours =
        agency.contact.hours.iter().chain(agency.on_call.iter().filter_map(|one| one.hours.as_ref()));
    if hours.any(|hours| !hours.is_sound()) {
        return Err(Refusal::Malformed { what: "hours".to_owned() });
    }
    Ok(())
}

pub(super) fn change_category(scene: &Scene<'_>, change: &Change<Category>) -> Result<Vec<Fact>, Refusal> {
    let after = &change.after;
    unless_stale(scene, change, scene.setup.region.category(&after.code))?;
    filled(after.code.as_str(), "code")?;
    filled(&after.name_id, "name_id")?;
    within(&after.wall_name, "wall_name", CATEGORY_WALL_NAME)?;
    let longest = 366 * 24 * 60;
    for (what, minutes) in [("ack_minutes", after.ack_minutes), ("onscene_minutes", after.onscene_minutes)] {
        if minutes.is_some_and(|m| m == 0 || m > longest) {
            return Err(Refusal::Malformed { what: what.to_owned() });
        }
    }
    Ok(vec![fact(Stream::Region, Event::CategoryChanged(Box::new(change.clone())))])
}

pub(super) fn change_cue(scene: &Scene<'_>, edit: &CueEdit) -> Result<Vec<Fact>, Refusal> {
    edit.check(&scene.setup.region, scene.setup.version)?;
    Ok(vec![fact(Stream::Region, Event::CueChanged(Box::new(edit.clone())))])
}

pub(super) fn change_plan(scene: &Scene<'_>, change: &Change<PlanRow>) -> Result<Vec<Fact>, Refusal> {
    let after = &change.after;
    let region = &scene.setup.region;
    unless_stale(scene, change, region.plans.iter().find(|p| p.id == after.id))?;
    filled(&after.id, "id")?;
    region
        .category(&after.category)
        .ok_or_else(|| Refusal::UnknownCategory { category: after.category.to_string() })?;
    if let Some(district) = &after.district {
        region
            .district(district)
            .ok_or_else(|| Refusal::UnknownDistrict { district: district.to_string() })?;
    }
    let supports = after.supports.iter().map(|s| s.agency.as_str()).filter(|code| *code != DISTRICT_AGENCY);
    for code in std::iter::once(after.lead.as_str()).chain(supports) {
        region
            .agency(&AgencyCode::from(code))
            .ok_or_else(|| Refusal::UnknownAgency { agency: code.to_owned() })?;
    }
    if !after.hours.is_sound() {
        return Err(Refusal::Malformed { what: "hours".to_owned() });
    }
    Ok(vec![fact(Stream::Plan, Event::PlanChanged(Box::new(change.clone())))])
}

pub(super) fn change_questions(scene: &Scene<'_>, change: &Change<Protocol>) -> Result<Vec<Fact>, Refusal> {
    let after = &change.after;
    let region = &scene.setup.region;
    let known = |code: &CategoryCode| {
        region.category(code).ok_or_else(|| Refusal::UnknownCategory { category: code.to_string() })
    };
    known(&after.category)?;
    unless_stale(scene, change, region.protocol(&after.category).as_ref())?;
    if let Some(fault) = after.misshapen() {
        return Err(misshapen(fault));
    }
    for effect in after.effects() {
        for code in effect.named() {
            region.agency(code).ok_or_else(|| Refusal::UnknownAgency { agency: code.to_string() })?;
        }
    }
    let others = region.protocols().into_iter().filter(|one| one.category != after.category);
    let all: Vec<Protocol> = others.chain([after.clone()]).collect();
    for to in after.effects().filter_map(|effect| effect.category.as_ref()) {
        known(to)?;
        if *to == after.category || leads(&all, to, &after.category) {
            return Err(Refusal::Circular { category: to.to_string() });
        }
    }
    Ok(vec![fact(Stream::Region, Event::QuestionsChanged(Box::new(change.clone())))])
}

fn misshapen(fault: Misshapen) -> Refusal {
    match fault {
        Misshapen::Empty(what) => Refusal::Missing { what: what.to_owned() },
        Misshapen::TooLong(what, longest) => {
            Refusal::TooLong { what: what.to_owned(), longest: u32::try_from(longest).unwrap_or(u32::MAX) }
        }
        Misshapen::TooMany(what, most) => {
            Refusal::TooMany { what: what.to_owned(), most: u32::try_from(most).unwrap_or(u32::MAX) }
        }
        Misshapen::TooFew(what) => Refusal::Missing { what: what.to_owned() },
        Misshapen::Twice(_) => Refusal::SameName,
    }
}

pub(super) fn change_policy(
    scene: &Scene<'_>,
    change: &Change<Policy>,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let current = &scene.setup.policy;
    // The versions are the room's to count.
    let seen = Policy { version: current.version, ..change.after.clone() };
    unless_stale(scene, &Change { before: change.before.clone(), after: seen }, Some(current))?;
    let after = next_policy(scene.setup, &change.after, now)?;
    let change = Change { before: change.before.clone(), after };
    Ok(vec![fact(Stream::Policy, Event::PolicyChanged(Box::new(change)))])
}

/// The room's next policy, as `wanted`, if it holds together.
///
/// # Errors
/// A target or a ladder that is a typing error, an unknown category, a calendar that is closed for good.
pub fn next_policy(setup: &Setup, wanted: &Policy, now: At) -> Result<Policy, Refusal> {
    let current = &setup.policy;
    let mut next = Policy { version: current.version + 1, ..wanted.clone() };
    next.calendar.version = current.calendar.version;
    if next.calendar != current.calendar {
        next.calendar.version += 1;
    }
    if !next.is_sound() {
        return Err(Refusal::Malformed { what: "policy".to_owned() });
    }
    for code in next.exceptions.iter().filter_map(|e| e.category.as_ref()) {
        let known = setup.region.category(code);
        known.ok_or_else(|| Refusal::UnknownCategory { category: code.to_string() })?;
    }
    let zone = zone_of(setup.region.utc_offset_minutes);
    next.calendar.check(&zone, now).map_err(|fault| Refusal::WrongCalendar { fault })?;
    Ok(next)
}

/// A few lines at the head of a letter, in characters.
const LONGEST_LETTERHEAD: usize = 400;

pub(super) fn change_settings(
    scene: &Scene<'_>,
    change: &Change<Settings>,
    by: &Actor,
) -> Result<Vec<Fact>, Refusal> {
    unless_stale(scene, change, Some(&scene.setup.settings))?;
    let after = &change.after;
    // What is erased comes back to nobody: who answers for the room says when.
    if after.erasing != scene.setup.settings.erasing && by.role != Role::Supervisor {
        return Err(Refusal::NotAllowed);
    }
    if after.erasing.as_ref().is_some_and(|rule| !rule.is_sound()) {
        return Err(Refusal::Malformed { what: "erasing".to_owned() });
    }
    let most = MOST_PLACES;
    if after.backup_places.len() > most {
        return Err(Refusal::TooMany { what: "backup_places".to_owned(), most: most as u32 });
    }
    let mut folders: Vec<&str> = vec![after.backup_folder.trim()];
    for place in &after.backup_places {
        filled(&place.folder, "backup_place")?;
        if folders.contains(&place.folder.trim()) {
            return Err(Refusal::SameName);
        }
        folders.push(place.folder.trim());
    }
    if !(20..=200).contains(&after.wall_inches) || !(1..=30).contains(&after.wall_metres) {
        return Err(Refusal::Malformed { what: "wall".to_owned() });
    }
    if !(5..=240).contains(&after.unmask_minutes) {
        return Err(Refusal::Malformed { what: "unmask_minutes".to_owned() });
    }
    let longest = LONGEST_LETTERHEAD;
    if after.letterhead.chars().count() > longest {
        return Err(Refusal::TooLong { what: "letterhead".to_owned(), longest: longest as u32 });
    }
    if after.ask_after > MOST_ASKED {
        return Err(Refusal::Malformed { what: "ask_after".to_owned() });
    }
    if let Some(sheet) = after.ministry.as_ref().filter(|_| after.ministry != scene.setup.settings.ministry) {
        sheet.check(&scene.setup.region)?;
    }
    if after.lock_minutes > 240 {
        return Err(Refusal::Malformed { what: "lock_minutes".to_owned() });
    }
    Ok(vec![fact(Stream::Region, Event::SettingsChanged(Box::new(change.clone())))])
}
