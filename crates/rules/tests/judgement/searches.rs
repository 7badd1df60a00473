//! Searches that people keep: their own, and the room's.

use crate::stage::people::{hana, rudi, siti};
use crate::stage::{Stage, at, given};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::calendar::Day;
use kentongan_rules::command::Command;
use kentongan_rules::event::Stream;
use kentongan_rules::id::SearchId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::DistrictCode;
use kentongan_rules::search::{During, Filter, LONGEST_NAME, MOST_KEPT};
use kentongan_rules::text::Sealed;
use uuid::Uuid;

fn id(n: u128) -> SearchId {
    SearchId(Uuid::from_u128(n))
}

fn late() -> Filter {
    Filter { late: true, called: Some(During::Days(7)), ..Filter::default() }
}

fn keep(n: u128, name: &str, shared: bool) -> Command<Sealed> {
    Command::KeepSearch { search: id(n), name: name.to_owned(), filter: late(), shared }
}

fn forget(n: u128) -> Command<Sealed> {
    Command::ForgetSearch { search: id(n) }
}

fn missing(what: &str) -> Refusal {
    Refusal::Missing { what: what.to_owned() }
}

/// Names of what an actor may choose.
fn offered(stage: &Stage, actor: &Actor) -> Vec<String> {
    let all = stage.setup.searches.iter();
    all.filter(|kept| kept.is_for(actor)).map(|kept| kept.name.clone()).collect()
}

#[test]
fn one_s_own_is_one_s_own_and_the_room_s_is_everybody_s() {
    let stage = given([])
        .when(keep(1, " Terlambat ", false), siti(), at("07:00"))
        .happens(&["search_kept"])
        .when(keep(2, "Minggu ini", true), hana(), at("07:01"))
        .happens(&["search_kept"]);
    assert_eq!(stage.journal.last().unwrap().stream, Stream::People);
    assert_eq!(offered(&stage, &siti()), ["Terlambat", "Minggu ini"]);
    assert_eq!(offered(&stage, &rudi()), ["Minggu ini"]);
    assert_eq!(offered(&stage, &hana()), ["Minggu ini"]);
    let liaison = Actor { role: Role::Liaison, ..rudi() };
    assert!(offered(&stage, &liaison).is_empty());
    assert_eq!(stage.setup.searches[1].by, "Hana");
    // What is another's is not there to be let go; the room's is its supervisors'.
    stage.clone().when(forget(1), rudi(), at("07:02")).refused(Refusal::NothingChanged);
    stage.clone().when(forget(1), hana(), at("07:02")).refused(Refusal::NothingChanged);
    stage.clone().when(forget(2), siti(), at("07:02")).refused(Refusal::NotAllowed);
    stage.clone().when(keep(1, "Lain", false), rudi(), at("07:02")).refused(Refusal::NotAllowed);
    stage.clone().when(keep(3, "Lain", true), siti(), at("07:02")).refused(Refusal::NotAllowed);
    let stage = stage
        .when(forget(1), siti(), at("07:03"))
        .happens(&["search_forgotten"])
        .when(forget(2), hana(), at("07:03"))
        .happens(&["search_forgotten"]);
    assert!(stage.setup.searches.is_empty());
    stage.when(forget(1), siti(), at("07:04")).refused(Refusal::NothingChanged);
}

#[test]
fn under_its_id_it_is_changed_and_stands_where_it_stood() {
    let stage = given([])
        .when(keep(1, "Satu", false), hana(), at("07:00"))
        .happens(&["search_kept"])
        .when(keep(2, "Dua", false), hana(), at("07:00"))
        .happens(&["search_kept"]);
    stage.clone().when(keep(1, "Satu", false), hana(), at("07:01")).refused(Refusal::NothingChanged);
    stage.clone().when(keep(1, "dua", false), hana(), at("07:01")).refused(Refusal::SameName);
    // For the room it is another list: the name is free there.
    let stage = stage.when(keep(1, "dua", true), hana(), at("07:02")).happens(&["search_kept"]);
    assert_eq!(offered(&stage, &hana()), ["dua", "Dua"]);
    assert_eq!(offered(&stage, &siti()), ["dua"]);
}

#[test]
fn a_filter_that_says_nothing_or_what_cannot_be_is_not_kept() {
    let with = |filter: Filter| Command::KeepSearch {
        search: id(1),
        name: "Banjir".to_owned(),
        filter,
        shared: false,
    };
    let day = |day| Day { year: 2026, month: 11, day };
    let never = Some(During::Between { from: day(3), to: day(2) });
    let by = siti();
    for (command, refusal) in [
        (keep(1, "  ", false), missing("name")),
        (
            keep(1, &"a".repeat(LONGEST_NAME + 1), false),
            Refusal::TooLong { what: "name".to_owned(), longest: LONGEST_NAME as u32 },
        ),
        (with(Filter::default()), missing("filter")),
        (with(Filter { called: never, ..late() }), Refusal::Malformed { what: "called".to_owned() }),
    ] {
        given([]).when(command, by.clone(), at("07:00")).refused(refusal);
    }
    let place = Filter { district: Some(DistrictCode::from("35.15.01")), ..Filter::default() };
    given([]).when(with(place), by, at("07:00")).happens(&["search_kept"]);
}

#[test]
fn nobody_keeps_more_than_can_be_looked_through() {
    let mut stage = given([]);
    for n in 1..=MOST_KEPT as u128 {
        stage =
            stage.when(keep(n, &format!("Daftar {n}"), false), siti(), at("07:00")).happens(&["search_kept"]);
    }
    let most = Refusal::TooMany { what: "searches".to_owned(), most: MOST_KEPT as u32 };
    stage.clone().when(keep(99, "Lagi", false), siti(), at("07:01")).refused(most);
    stage.clone().when(keep(1, "Lain", false), siti(), at("07:01")).happens(&["search_kept"]);
    stage.when(keep(99, "Lagi", false), rudi(), at("07:01")).happens(&["search_kept"]);
}
