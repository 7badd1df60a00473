//! What is looked for is found by everything that is said of it, page by page, and a filter is kept for the next time.

use crate::stage::{Door, TestRoom, on_every_carrier, say};
use kentongan_rules::clock::Level;
use kentongan_rules::command::Command;
use kentongan_rules::id::{PersonId, SearchId, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{AgencyCode, CategoryCode};
use kentongan_rules::search::{During, Filter, Page, Search};
use kentongan_rules::ticket::{CloseOutcome, TicketState};
use kentongan_rules::view::{FindPage, Query, Reply, TicketRow};
use uuid::Uuid;

on_every_carrier!(a_filter_narrows_is_kept_and_shared);

async fn look(door: &Door, search: Search) -> Result<FindPage, Problem> {
    match door.query(Query::Find(search)).await? {
        Reply::Find(page) => Ok(page),
        other => panic!("{other:?}"),
    }
}

async fn found(door: &Door, text: &str, filter: &Filter) -> Vec<TicketId> {
    let search = Search { filter: filter.clone(), ..Search::of(text) };
    look(door, search).await.unwrap().hits.into_iter().map(|hit| hit.id).collect()
}

fn keep(n: u128, name: &str, filter: &Filter, shared: bool) -> Command<String> {
    let search = SearchId(Uuid::from_u128(0x5EA0 + n));
    Command::KeepSearch { search, name: name.to_owned(), filter: filter.clone(), shared }
}

async fn offered(door: &Door) -> Vec<String> {
    door.setup().await.searches.into_iter().map(|kept| kept.name).collect()
}

async fn a_filter_narrows_is_kept_and_shared(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::send(1, ["DAMKAR"])).await;
    siti.says(say::open(2, say::NOISE, "14:00")).await;
    siti.says(say::open(3, say::FIRE, "14:00")).await;
    let hana = room.signed_in("hana").await;
    let (outcome, reason) = (CloseOutcome::Cancelled, Some("salah lapor".to_owned()));
    hana.says(Command::Close { ticket: say::ticket(3), seen: 1, outcome, reason }).await;
    let none = Filter::default;
    let fires = Filter { category: Some(CategoryCode::from(say::FIRE)), ..none() };
    let open = Filter { state: Some(TicketState::Open), ..fires.clone() };
    assert_eq!(found(&siti, "", &fires).await, [say::ticket(3), say::ticket(1)]);
    assert_eq!(found(&siti, "painem", &open).await, [say::ticket(1)]);
    let damkar = Filter { agency: Some(AgencyCode::from("DAMKAR")), ..none() };
    assert_eq!(found(&siti, "", &damkar).await, [say::ticket(1)]);
    assert_eq!(found(&siti, say::NUMBER, &open).await, [say::ticket(1)]);
    // Half an hour later nobody has come, and nobody had to look for that.
    let seq = siti.board().await.seq;
    room.now("14:30");
    let is_late = |row: &TicketRow| row.clocks.iter().any(|clock| clock.level >= Some(Level::Late));
    siti.until(seq, |changes| changes.rows.iter().any(|row| row.id == say::ticket(1) && is_late(row))).await;
    let late = Filter { late: true, called: Some(During::Days(1)), ..none() };
    assert!(found(&siti, "", &late).await.contains(&say::ticket(1)));
    room.now("+1 08:00");
    assert_eq!(found(&siti, "", &late).await, [], "days are counted from today");

    // Both ways from the middle, in one order.
    let all = look(&siti, Search::default()).await.unwrap().hits;
    let around = |page| look(&siti, Search { page, ..Search::default() });
    assert_eq!(around(Page::Before(all[1].seq)).await.unwrap().hits, all[2..]);
    assert_eq!(around(Page::After(all[1].seq)).await.unwrap().hits, all[..1]);

    siti.says(keep(1, "Api terbuka", &open, false)).await;
    siti.is_refused(keep(2, "Api", &fires, true), Refusal::NotAllowed).await;
    hana.says(keep(2, "Semua api", &fires, true)).await;
    let rudi = room.signed_in("rudi").await;
    assert_eq!(offered(&siti).await, ["Api terbuka", "Semua api"]);
    assert_eq!(offered(&rudi).await, ["Semua api"]);
    let forget = |n: u128| Command::ForgetSearch { search: SearchId(Uuid::from_u128(0x5EA0 + n)) };
    rudi.is_refused(forget(2), Refusal::NotAllowed).await;
    hana.says(forget(2)).await;
    assert_eq!(offered(&rudi).await, Vec::<String>::new());
    // Somebody who is not there owns nothing.
    let nobody = Filter { owner: Some(PersonId(Uuid::from_u128(404))), ..none() };
    assert_eq!(found(&rudi, "", &nobody).await, []);
    drop((siti, hana, rudi));
    room.end().await;
}
