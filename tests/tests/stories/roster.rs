//! A supervisor says who is on duty, and the handover says who comes next.

use crate::stage::{Door, TestRoom, on_every_carrier};
use kentongan_rules::actor::Shift;
use kentongan_rules::calendar::Day;
use kentongan_rules::command::Command;
use kentongan_rules::export::Export;
use kentongan_rules::handover::SignHandover;
use kentongan_rules::id::{HandoverId, PersonId};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::roster::{RosterChange, RosterWeek};
use kentongan_rules::view::{HandoverPage, Query, Reply};
use uuid::Uuid;

on_every_carrier!(who_comes_next_is_told_at_the_handover);

const HANDOVER: HandoverId = HandoverId(Uuid::from_u128(0x5E12));
/// The day of the stories.
const TODAY: Day = Day { year: 2026, month: 11, day: 26 };

async fn week(door: &Door, day: Option<Day>) -> RosterWeek {
    match door.query(Query::Roster { day }).await.unwrap() {
        Reply::Roster(week) => week,
        other => panic!("{other:?}"),
    }
}
async fn page(door: &Door) -> HandoverPage {
    match door.query(Query::Handover).await.unwrap() {
        Reply::Handover(page) => *page,
        other => panic!("{other:?}"),
    }
}
fn put(day: Day, before: &[PersonId], after: &[PersonId]) -> Command<String> {
    let change = RosterChange { day, shift: Shift::Night, before: before.to_vec(), after: after.to_vec() };
    Command::ChangeRoster { changes: vec![change] }
}

async fn who_comes_next_is_told_at_the_handover(room: TestRoom) {
    let (hana, siti) = (room.signed_in("hana").await, room.signed_in("siti").await);
    assert_eq!(page(&siti).await.next, None, "the room keeps no roster");
    let here = week(&siti, None).await;
    assert_eq!((here.days.len(), here.rows.len(), here.days[3]), (7, 21, TODAY));
    let staff: Vec<PersonId> = here.staff.iter().map(|one| one.person).collect();
    let rudi = here.staff.iter().find(|one| one.name.starts_with("Rudi")).unwrap().clone();
    assert!(staff.len() >= 3, "{staff:?}");

    siti.is_refused(put(TODAY, &[], &[rudi.person]), Refusal::NotAllowed).await;
    let monday = Day { year: 2026, month: 11, day: 30 };
    hana.says(put(monday, &[], &[rudi.person])).await;
    room.now("21:50");
    assert_eq!(page(&siti).await.next, Some(vec![]), "nobody is on duty next");
    hana.says(put(TODAY, &[], &[rudi.person])).await;
    let stale = Refusal::Stale { now: hana.setup().await.version };
    hana.is_refused(put(TODAY, &[], &staff), stale).await;
    let next = page(&siti).await.next.unwrap();
    assert_eq!(next, std::slice::from_ref(&rudi));
    let ahead = week(&siti, Some(monday)).await;
    assert_eq!(ahead.rows[2].people, std::slice::from_ref(&rudi));

    let sign = SignHandover { handover: HANDOVER, notes: Vec::new(), note: None, over: None };
    siti.says(Command::SignHandover(sign)).await;
    hana.says(Command::ClosePerson { person: rudi.person }).await;
    let told = page(&siti).await;
    assert!(told.next.unwrap()[0].gone, "somebody has to stand in");
    assert!(!told.last.unwrap().next.unwrap()[0].gone, "what was signed stays as it was signed");
    let paper = siti.takes_out(Export::Handover { handover: HANDOVER }).await.unwrap();
    assert!(paper.bytes.starts_with(b"%PDF-1.7"));

    drop((hana, siti));
    let room = room.restart("22:10").await;
    let hana = room.signed_in("hana").await;
    let here = week(&hana, None).await;
    let night = here.rows.iter().find(|row| row.day == TODAY && row.shift == Shift::Night).unwrap();
    assert!(night.people[0].gone && !night.over);
    drop(hana);
    room.end().await;
}
