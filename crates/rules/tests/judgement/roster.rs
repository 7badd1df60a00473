//! Who is on duty when.

use crate::stage::commands::*;
use crate::stage::handovers::sign;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::{Role, Shift};
use kentongan_rules::calendar::Day;
use kentongan_rules::command::Command;
use kentongan_rules::event::Stream;
use kentongan_rules::id::PersonId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::roster::{MOST_CHANGES, MOST_PEOPLE, RosterChange, on_duty, people, week};
use kentongan_rules::text::Sealed;
use kentongan_rules::time::Span;
use uuid::Uuid;

const HANA: u128 = 0xB1;
const SITI: u128 = 0xA1;
const RUDI: u128 = 0xA2;

fn id(n: u128) -> PersonId {
    PersonId(Uuid::from_u128(n))
}
/// November 2026; the 26th is today, a Thursday.
fn day(day: u8) -> Day {
    Day { year: 2026, month: 11, day }
}
fn put(on: u8, shift: Shift, before: &[u128], after: &[u128]) -> RosterChange {
    let ids = |all: &[u128]| all.iter().copied().map(id).collect();
    RosterChange { day: day(on), shift, before: ids(before), after: ids(after) }
}
fn change(changes: impl IntoIterator<Item = RosterChange>) -> Command<Sealed> {
    Command::ChangeRoster { changes: changes.into_iter().collect() }
}
fn malformed(what: &str) -> Refusal {
    Refusal::Malformed { what: what.to_owned() }
}
/// Hana, Siti and Rudi take calls.
fn staffed() -> Stage {
    given([
        said(add_person(SITI, "siti", Role::Operator), hana(), "06:01"),
        said(add_person(RUDI, "rudi", Role::Operator), hana(), "06:01"),
    ])
}
fn rostered() -> Stage {
    let night = put(26, Shift::Night, &[], &[RUDI, SITI]);
    staffed().and([said(change([night, put(27, Shift::Morning, &[], &[HANA])]), hana(), "07:00")])
}

#[test]
fn a_week_is_one_piece_of_work_and_each_shift_an_event() {
    let stage = rostered();
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Roster);
    assert_eq!(people(&stage.setup, day(26), Shift::Night), [id(RUDI), id(SITI)]);
    assert_eq!(people(&stage.setup, day(26), Shift::Morning), []);
    assert_eq!(stage.replayed(), stage);
    let undone = put(27, Shift::Morning, &[HANA], &[]);
    let stage = stage.when(change([undone]), hana(), at("07:05")).happens(&["roster_changed"]);
    assert_eq!(stage.setup.roster.len(), 1, "nobody is not kept as a shift of nobody");
}

#[test]
fn all_of_it_holds_or_none_does() {
    let good = put(28, Shift::Morning, &[], &[SITI]);
    let tried = |bad: RosterChange| rostered().when(change([good.clone(), bad]), hana(), at("14:10"));
    let stale = Refusal::Stale { now: rostered().setup.version };
    tried(put(26, Shift::Night, &[RUDI], &[SITI])).refused(stale);
    tried(put(26, Shift::Night, &[RUDI, SITI], &[RUDI, SITI])).refused(Refusal::NothingChanged);
    tried(put(28, Shift::Morning, &[], &[RUDI])).refused(malformed("changes"));
    tried(put(29, Shift::Morning, &[], &[SITI, SITI])).refused(malformed("people"));
    tried(put(31, Shift::Morning, &[], &[SITI])).refused(malformed("day"));
    tried(put(29, Shift::Morning, &[], &[9])).refused(Refusal::UnknownPerson);
    // The morning is over at two; the afternoon goes on.
    tried(put(26, Shift::Morning, &[], &[SITI])).refused(Refusal::ShiftOver);
    tried(put(26, Shift::Afternoon, &[], &[SITI])).happens(&["roster_changed", "roster_changed"]);
    rostered().when(change([]), hana(), at("14:10")).refused(Refusal::NothingChanged);
    let far = RosterChange { day: Day { year: 2028, month: 1, day: 1 }, ..good.clone() };
    tried(far).refused(malformed("day"));
    let many = |n| Refusal::TooMany { what: "changes".to_owned(), most: n as u32 };
    let all = std::iter::repeat_n(good, MOST_CHANGES + 1);
    rostered().when(change(all), hana(), at("14:10")).refused(many(MOST_CHANGES));
}

#[test]
fn no_more_than_the_room_can_hold_and_nobody_who_takes_no_calls() {
    let crowd: Vec<u128> = (100..=100 + MOST_PEOPLE as u128).collect();
    let most = Refusal::TooMany { what: "people".to_owned(), most: MOST_PEOPLE as u32 };
    staffed().when(change([put(28, Shift::Night, &[], &crowd)]), hana(), at("07:00")).refused(most);
    let stage = staffed().and([said(add_person(7, "dewi", Role::Auditor), hana(), "06:02")]);
    let auditor = change([put(28, Shift::Night, &[], &[7])]);
    stage.when(auditor, hana(), at("07:00")).refused(Refusal::UnknownPerson);
    let own = change([put(28, Shift::Night, &[], &[SITI])]);
    staffed().when(own, siti(), at("07:00")).refused(Refusal::NotAllowed);
}

#[test]
fn whoever_has_left_is_a_gap_until_somebody_stands_in() {
    let stage = rostered().and([said(Command::ClosePerson { person: id(RUDI) }, hana(), "08:00")]);
    let next = on_duty(&stage.setup, at("22:00"), Shift::Night).unwrap();
    assert_eq!(next.iter().map(|one| one.gone).collect::<Vec<_>>(), [true, false]);
    let shown = week(&stage.setup, day(26), at("08:00")).unwrap();
    assert!(shown.staff.iter().all(|one| one.person != id(RUDI)), "they are not offered again");
    // The rest of the shift is changed without naming them anew, and they cannot be put elsewhere.
    let stands_in = put(26, Shift::Night, &[RUDI, SITI], &[RUDI, SITI, HANA]);
    let stage = stage.when(change([stands_in]), hana(), at("08:01")).happens(&["roster_changed"]);
    let again = change([put(28, Shift::Night, &[], &[RUDI])]);
    stage.when(again, hana(), at("08:02")).refused(Refusal::UnknownPerson);
}

#[test]
fn a_room_that_keeps_no_roster_misses_nobody() {
    let stage = staffed();
    assert_eq!(on_duty(&stage.setup, at("22:00"), Shift::Night), None);
    let stage = rostered();
    assert_eq!(on_duty(&stage.setup, at("14:00"), Shift::Afternoon), Some(vec![]));
    let weeks = Span::hours(24 * 16);
    assert_eq!(on_duty(&stage.setup, at("22:00") + weeks, Shift::Night), None, "long given up");
}

#[test]
fn a_handover_tells_who_is_next_as_the_roster_stood() {
    let stage = rostered().and([said(sign(), siti(), "21:50")]);
    let names = |stage: &Stage| -> Vec<String> {
        let next = stage.setup.handover.as_ref().unwrap().next.clone().unwrap();
        next.into_iter().map(|one| one.name).collect()
    };
    let told = names(&stage);
    assert_eq!(told.len(), 2);
    let later = stage.and([said(change([put(26, Shift::Night, &[RUDI, SITI], &[HANA])]), hana(), "21:55")]);
    assert_eq!(names(&later), told);
}

#[test]
fn a_week_begins_on_monday_and_says_what_is_over() {
    let shown = week(&rostered().setup, day(26), at("14:10")).unwrap();
    assert_eq!((shown.days[0], shown.days[6], shown.rows.len()), (day(23), day(29), 21));
    let over = shown.rows.iter().filter(|row| row.over).count();
    assert_eq!(over, 3 * 3 + 1, "three days, and this morning; the night before last ended at six");
    let night = shown.rows.iter().find(|row| !row.people.is_empty()).unwrap();
    assert_eq!((night.day, night.shift, night.starts_at), (day(26), Shift::Night, at("22:00")));
    assert_eq!(week(&rostered().setup, day(31), at("14:10")), None);
}
