//! Who is on duty when: for every day and shift of the room, as its supervisors say it beforehand.

use crate::actor::{Role, Shift};
use crate::calendar::Day;
use crate::id::PersonId;
use crate::report::{day_of, shift_start};
use crate::setup::Setup;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Most people of one shift.
pub const MOST_PEOPLE: usize = 20;
/// Most shifts that are changed at once: two weeks.
pub const MOST_CHANGES: usize = 42;
/// How far ahead a roster is made.
pub const AHEAD: Span = Span::hours(370 * 24);
/// How long it stays at hand; what is older is in the journal.
const KEPT: Span = Span::hours(70 * 24);
/// Where nothing was written for so long, the room keeps no roster, and misses nobody.
const IN_USE: Span = Span::hours(14 * 24);

pub const SHIFTS: [Shift; 3] = [Shift::Morning, Shift::Afternoon, Shift::Night];
const LENGTH: Span = Span::hours(8);

/// Whoever is on duty in a shift; a night belongs to the day on which it begins.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RosterShift {
    pub day: Day,
    pub shift: Shift,
    pub people: Vec<PersonId>,
}

/// `before` is what the editor saw; another value in the room refuses as stale.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterChange {
    pub day: Day,
    pub shift: Shift,
    pub before: Vec<PersonId>,
    pub after: Vec<PersonId>,
}

/// Somebody of a shift.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rostered {
    pub person: PersonId,
    pub name: String,
    /// They do not work here any more, or take no calls: somebody is missing.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub gone: bool,
}

/// A shift of a roster as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterRow {
    pub day: Day,
    pub shift: Shift,
    pub starts_at: At,
    pub people: Vec<Rostered>,
    /// It has ended: nothing about it changes any more.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub over: bool,
}

/// A week of the roster, Monday first.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RosterWeek {
    pub days: Vec<Day>,
    /// Each day's shifts, in their order.
    pub rows: Vec<RosterRow>,
    /// Who can be put into it, by name.
    pub staff: Vec<Rostered>,
}

/// Who takes calls.
pub fn may_sit(setup: &Setup, person: PersonId) -> bool {
    let person = setup.person(person);
    person.is_some_and(|one| one.active && matches!(one.role, Role::Operator | Role::Supervisor))
}

/// When a shift begins and ends; `None` of a day that no calendar has.
pub fn bounds(setup: &Setup, day: Day, shift: Shift) -> Option<(At, At)> {
    let starts_at = shift_start(day, shift, setup.region.utc_offset_minutes)?;
    Some((starts_at, starts_at + LENGTH))
}

/// Who is rostered; nobody, where nothing was written.
pub fn people(setup: &Setup, day: Day, shift: Shift) -> &[PersonId] {
    let found = setup.roster.iter().find(|one| one.day == day && one.shift == shift);
    found.map_or(&[], |one| &one.people)
}

/// As people read it.
fn rostered(setup: &Setup, people: &[PersonId]) -> Vec<Rostered> {
    let name = |id| setup.person(id).map_or_else(String::new, |one| one.name.clone());
    people.iter().map(|id| Rostered { person: *id, name: name(*id), gone: !may_sit(setup, *id) }).collect()
}

/// Who is on duty in the shift that begins at `starts_at`; `None` of a room that keeps no roster.
pub fn on_duty(setup: &Setup, starts_at: At, shift: Shift) -> Option<Vec<Rostered>> {
    let zone = setup.region.utc_offset_minutes;
    let since = day_of(starts_at - IN_USE, zone);
    let is_kept = setup.roster.iter().any(|one| one.day >= since);
    is_kept.then(|| rostered(setup, people(setup, day_of(starts_at, zone), shift)))
}

/// The week that holds `day`; `None` of a day that no calendar has.
pub fn week(setup: &Setup, day: Day, now: At) -> Option<RosterWeek> {
    let days = day.week()?;
    let mut rows = Vec::new();
    for day in &days {
        for shift in SHIFTS {
            let (starts_at, ends_at) = bounds(setup, *day, shift)?;
            let people = rostered(setup, people(setup, *day, shift));
            rows.push(RosterRow { day: *day, shift, starts_at, people, over: ends_at <= now });
        }
    }
    let mut staff: Vec<PersonId> = setup.people.iter().map(|one| one.id).collect();
    staff.retain(|id| may_sit(setup, *id));
    let mut staff = rostered(setup, &staff);
    staff.sort_by_cached_key(|one| (one.name.to_lowercase(), one.person));
    Some(RosterWeek { days, rows, staff })
}

/// Folds a change; `at` is when it was made.
pub fn take(setup: &mut Setup, change: &RosterChange, at: At) {
    let oldest = day_of(at - KEPT, setup.region.utc_offset_minutes);
    let is_it = |one: &RosterShift| one.day == change.day && one.shift == change.shift;
    setup.roster.retain(|one| one.day >= oldest && !is_it(one));
    if !change.after.is_empty() {
        setup.roster.push(RosterShift { day: change.day, shift: change.shift, people: change.after.clone() });
        setup.roster.sort_by_key(|one| (one.day, one.shift));
    }
}
