//! Who reads what: a caller's number, name, words and place cross the door only to those who may read them.

use crate::stage::commands::*;
use crate::stage::people::{ROLES, hana, of, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Command, Correction, OpenTicket};
use kentongan_rules::id::SealedId;
use kentongan_rules::region::{DistrictCode, VillageCode};
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::{Place, Point, Reporter, Ticket};
use kentongan_rules::time::Seq;
use kentongan_rules::view::row::ticket_row;
use kentongan_rules::view::{TicketRow, handles, line};

const SECRET: &str = "rahasia";
const LAT: f64 = -7.360_11;

fn unseal(_: SealedId) -> Option<String> {
    Some(SECRET.to_owned())
}
fn place() -> Place<Sealed> {
    Place {
        district: Some(DistrictCode::from(WARU)),
        village: Some(VillageCode::from("35.15.18.2002")),
        words: Some(text("gang mawar")),
        landmark: Some(text("depan masjid")),
        point: Some(Point { lat: LAT, lon: 112.727 }),
    }
}

/// A ticket with a text in every field and in every kind of line.
fn full(category: &str) -> Stage {
    let open = Command::OpenTicket(OpenTicket { place: place(), ..opening(category, at("14:05")) });
    given([
        said(open, siti(), "14:05:30"),
        said(assign(1, [lead("POLRESTA"), support("PSC119"), support("BPBD")]), siti(), "14:06"),
        said(finish(1, 1), siti(), "14:30"),
        said(give_back(2, 1), siti(), "14:31"),
        said(release(3, 1), siti(), "14:32"),
        said(note("catatan"), siti(), "14:33"),
        said(answer(told()), siti(), "14:34"),
        said(follow_up(at("14:35")), siti(), "14:36"),
        said(correct(1, Correction::Narrative(text("lain"))), siti(), "14:37"),
        said(
            correct(
                2,
                Correction::Reporter(Reporter { number: None, name: Some(text("x")), call_back: true }),
            ),
            siti(),
            "14:38",
        ),
        said(
            correct(
                3,
                Correction::Place(Place { village: Some(VillageCode::from("35.15.18.2003")), ..place() }),
            ),
            siti(),
            "14:39",
        ),
        said(close_because(4, kentongan_rules::ticket::CloseOutcome::Handled), siti(), "14:40"),
        said(reopen(5), siti(), "14:41"),
    ])
}

fn row(stage: &Stage, viewer: &Actor) -> TicketRow {
    ticket_row(stage.ticket(), Seq(1), &viewer.into(), &unseal)
}
/// The whole timeline as it would cross the door.
fn timeline(stage: &Stage, viewer: &Actor) -> String {
    let ticket = stage.ticket();
    let reads = handles(viewer, ticket);
    let lines: Vec<_> = stage
        .journal
        .iter()
        .filter_map(|w| line::line(&w.stream, &w.event, &w.meta, ticket, reads, &unseal))
        .collect();
    assert_eq!(lines.len(), 15);
    serde_json::to_string(&lines).unwrap()
}

/// Who reads an ordinary ticket, a restricted one, and a restricted one of their own.
#[test]
fn who_reads_a_callers_words() {
    for role in ROLES {
        let (ordinary, restricted) = match role {
            Role::Supervisor => (true, true),
            Role::Operator => (true, false),
            _ => (false, false),
        };
        let viewer = Actor { person: rudi().person, ..of(role) };
        for (category, reads) in [(FIRE, ordinary), (VIOLENCE, restricted)] {
            let stage = full(category);
            let row = row(&stage, &viewer);
            assert_eq!(row.masked, !reads, "{role:?} {category}");
            let crossing = serde_json::to_string(&row).unwrap() + &timeline(&stage, &viewer);
            assert_eq!(crossing.contains(SECRET), reads, "{role:?} {category}");
            assert_eq!(crossing.contains("-7.36011"), reads, "{role:?} {category}: the point");
        }
    }
    // Whoever handles a restricted case reads it: who opened it, and who took it over.
    let stage = full(VIOLENCE);
    assert!(!row(&stage, &siti()).masked);
    let taken = stage.and([said(claim(), rudi(), "15:00")]);
    assert!(!row(&taken, &rudi()).masked && !row(&taken, &siti()).masked);
}

#[test]
fn a_row_read_in_full_has_every_text() {
    let row = row(&full(FIRE), &hana());
    let read = Some(SECRET.to_owned());
    assert_eq!((&row.narrative, &row.landmark, &row.words, &row.reporter_name), (&read, &read, &read, &read));
    assert_eq!(row.answers[0].text, read);
    assert!(row.assignments.iter().all(|a| a.ending == read));
    assert!(row.point.is_some() && row.village.is_some());
}

#[test]
fn an_erased_text_is_absent_and_the_row_still_stands() {
    let row = ticket_row(full(FIRE).ticket(), Seq(1), &(&hana()).into(), &|_| None);
    assert_eq!((row.masked, row.narrative, row.reporter_name), (false, None, None));
}

#[test]
fn a_restricted_place_goes_no_closer_than_its_district() {
    let stage = full(VIOLENCE);
    for viewer in [rudi(), Actor::wall(), of(Role::Auditor), of(Role::Administrator)] {
        let row = row(&stage, &viewer);
        assert_eq!(row.district.as_ref().map(|d| d.as_str()), Some(WARU));
        let crossing = serde_json::to_string(&row).unwrap() + &timeline(&stage, &viewer);
        assert!(!crossing.contains("35.15.18.20"), "{:?} is told the village", viewer.role);
    }
}

#[test]
fn a_wall_is_told_of_a_restricted_case_but_not_what_it_is() {
    let row_of = |stage: &Stage| row(stage, &Actor::wall());
    let restricted = row_of(&full(VIOLENCE));
    assert!(restricted.restricted);
    assert_eq!(restricted.category.as_str(), "");
    assert_eq!(row_of(&full(FIRE)).category.as_str(), FIRE);
}

#[test]
fn two_who_are_nobody_are_not_the_same_person() {
    let nobody = |role| Actor { person: None, ..of(role) };
    let ticket = Ticket {
        owner: Some(nobody(Role::Desk)),
        opened_by: nobody(Role::Desk),
        ..full(VIOLENCE).ticket().clone()
    };
    assert!(!handles(&nobody(Role::Operator), &ticket));
}

#[test]
fn whoever_may_not_read_a_restricted_case_is_not_told_how_it_became_one() {
    let corrected = given([
        said(open(FIRE, "14:05"), siti(), "14:05:30"),
        said(correct(1, Correction::Category(VIOLENCE.into())), siti(), "14:06"),
    ]);
    let told_to = |viewer: &Actor| {
        let ticket = corrected.ticket();
        let reads = handles(viewer, ticket);
        let w = corrected.journal.last().unwrap();
        line::line(&w.stream, &w.event, &w.meta, ticket, reads, &unseal).unwrap().about
    };
    assert_eq!(told_to(&Actor::wall()), None);
    assert!(told_to(&hana()).is_some());
}
