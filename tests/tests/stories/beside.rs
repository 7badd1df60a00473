//! Two people and one ticket, and what somebody left behind.

use crate::stage::{Carrier, PASSWORD, TestRoom, at, crossing, on_every_carrier, say};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Claimable, Draft, Query};
use std::time::{Duration, Instant};

on_every_carrier!(
    who_has_a_ticket_open_is_seen_by_those_who_may_read_it,
    an_unowned_emergency_is_held_and_then_theirs,
    the_later_one_gets_it,
    a_locked_screen_is_a_desk_where_nobody_is
);

async fn who_has_a_ticket_open_is_seen_by_those_who_may_read_it(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::open(2, say::VIOLENCE, "14:00")).await;
    let nobody = siti.sees(|_| true).await;
    assert!(nobody.looking.is_empty());
    let seq = siti.board().await.seq;

    let said = Instant::now();
    let waits = siti.clone();
    let waiting = tokio::spawn(async move { waits.sees(|here| !here.looking.is_empty()).await });
    rudi.has_open(Some(say::ticket(1)), true).await.unwrap();
    let seen = waiting.await.unwrap();
    assert!(said.elapsed() < Duration::from_secs(3), "{:?}", said.elapsed());
    let [one] = &seen.looking[..] else { panic!("{seen:?}") };
    assert_eq!((one.ticket, one.by.as_str(), one.desk, one.typing), (say::ticket(1), "Rudi", 2, true));
    // It is no history: the journal stands where it stood.
    assert_eq!(siti.board().await.seq, seq);
    // Nobody is told of themselves, nor of what they may not read.
    siti.has_open(Some(say::ticket(2)), false).await.unwrap();
    room.signed_in("hana").await.sees(|here| here.looking.len() == 2).await;
    assert!(rudi.sees(|_| true).await.looking.is_empty());
    // Neither the wall, nor a signed-out desk, nor who only reads the records.
    for door in [room.wall(), room.desk(), room.signed_in("dewi").await] {
        assert_eq!(door.looks_around(Seq(0), 0).await.here, None);
    }
    assert_eq!(room.wall().has_open(Some(say::ticket(1)), true).await, Err(Problem::NotAllowed));
    assert_eq!(room.desk().has_open(Some(say::ticket(1)), true).await, Err(Problem::SignedOut));
    // Who leaves is gone at once.
    rudi.sign_out().await;
    siti.sees(|here| here.looking.is_empty() && !here.signed_in.contains(&"Rudi".to_owned())).await;
    room.end().await;
}

async fn an_unowned_emergency_is_held_and_then_theirs(room: TestRoom) {
    room.desk().says(say::open(1, say::FIRE, "14:00")).await;
    let (siti, rudi) = (room.signed_in("siti").await, room.signed_in("rudi").await);
    let what = Claimable::Ticket { ticket: say::ticket(1) };
    siti.claims(what).await.unwrap();
    let here = rudi.sees(|here| !here.claims.is_empty()).await;
    assert_eq!((here.claims[0].by.as_str(), here.claims[0].until), ("Siti", at("14:00:20")));
    assert_eq!(rudi.ticket(say::ticket(1)).await.owner, None);
    let seq = rudi.board().await.seq;
    room.now("14:00:20");
    rudi.until(seq, |changes| changes.rows.iter().any(|row| row.owner.as_deref() == Some("Siti"))).await;
    rudi.sees(|here| here.claims.is_empty()).await;
    // She has it and is here.
    assert_eq!(rudi.claims(what).await, Err(Problem::NotAllowed));
    // Her shift ends, and she goes: it is offered again. Who claims and leaves has nothing.
    siti.sign_out().await;
    rudi.claims(what).await.unwrap();
    rudi.sign_out().await;
    let hana = room.signed_in("hana").await;
    hana.sees(|here| here.claims.is_empty()).await;
    room.now("14:01");
    assert_eq!(hana.ticket(say::ticket(1)).await.owner.as_deref(), Some("Siti"));
    room.end().await;
}

async fn the_later_one_gets_it(room: TestRoom) {
    room.desk().says(say::open(1, say::FIRE, "14:00")).await;
    let (siti, rudi) = (room.signed_in("siti").await, room.signed_in("rudi").await);
    let what = Claimable::Ticket { ticket: say::ticket(1) };
    siti.claims(what).await.unwrap();
    room.now("14:00:15");
    rudi.claims(what).await.unwrap();
    // The first is told, and the time is not drawn out.
    let here = siti.sees(|here| here.claims.iter().any(|claim| claim.by == "Rudi")).await;
    assert_eq!(here.claims[0].until, at("14:00:20"));
    let seq = siti.board().await.seq;
    room.now("14:00:20");
    siti.until(seq, |changes| changes.rows.iter().any(|row| row.owner.as_deref() == Some("Rudi"))).await;
    assert_eq!(room.desk().claims(what).await, Err(Problem::SignedOut));
    assert_eq!(room.wall().claims(what).await, Err(Problem::NotAllowed));
    room.end().await;
}

async fn a_locked_screen_is_a_desk_where_nobody_is(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let draft = |n, kept: &str| Draft { call: say::call(n), form: "{}".to_owned(), kept_at: at(kept) };
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.keep_draft(draft(8, "13:59")).await;
    let session = siti.locks().await;
    assert_eq!((session.locked.as_deref(), session.actor.name.as_str()), (Some("Siti"), ""));
    assert_eq!(siti.query(Query::Ticket { id: say::ticket(1) }).await, Err(Problem::SignedOut));
    assert!(crossing(&siti.board().await).find(say::NAME).is_none());
    assert_eq!(siti.tries(say::note(1, "x")).await, Err(Problem::NotAllowed));
    assert_eq!(siti.has_open(Some(say::ticket(1)), true).await, Err(Problem::SignedOut));
    // An emergency does not wait for a password, and what was typed before is not shown.
    siti.says(say::open(2, say::FIRE, "14:00")).await;
    siti.keep_draft(draft(9, "14:00")).await;
    assert_eq!(siti.drafts().await, [draft(9, "14:00")]);
    assert_eq!(siti.unlocks("tebakan-1").await.err(), Some(Problem::WrongSignIn));
    let session = siti.unlocks(PASSWORD).await.unwrap();
    assert_eq!((session.locked, session.actor.name.as_str()), (None, "Siti"));
    assert_eq!(siti.drafts().await, [draft(8, "13:59"), draft(9, "14:00")]);
    siti.tries(say::note(1, "kembali")).await.unwrap();
    // Guessing slows down whoever guesses here, not the others.
    siti.locks().await;
    for _ in 0..5 {
        assert_eq!(siti.unlocks("tebakan-1").await.err(), Some(Problem::WrongSignIn));
    }
    let waits = siti.unlocks(PASSWORD).await.err();
    assert!(matches!(waits, Some(Problem::Wait { seconds: 1..=300 })), "{waits:?}");
    room.signed_in("hana").await;
    room.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_that_was_left_goes_whole_to_who_claims_it() {
    let room = TestRoom::open(Carrier::InProcess).await;
    let (gone, siti) = (room.at_desk(3), room.signed_in("siti").await);
    let form = r#"{"landmark":"dekat pasar"}"#.to_owned();
    let left = Draft { call: say::call(7), form, kept_at: at("14:00") };
    gone.keep_draft(left.clone()).await;
    let what = Claimable::Form { call: left.call };
    // Somebody is typing there this very moment.
    assert_eq!(siti.claims(what).await, Err(Problem::Unknown));
    room.now("14:00:30");
    let here = siti.sees(|here| !here.waiting.is_empty()).await;
    assert_eq!((here.waiting[0].call, here.waiting[0].desk), (left.call, 3));
    assert!(!crossing(&here).contains("pasar"));
    // Whoever signs in where it was typed has it back; the claim lapses.
    siti.claims(what).await.unwrap();
    let rudi = room.signed_in_at("rudi", 3).await;
    room.now("14:00:50");
    siti.sees(|here| here.claims.is_empty() && here.waiting.is_empty()).await;
    assert_eq!(rudi.drafts().await, std::slice::from_ref(&left));
    rudi.sign_out().await;
    siti.claims(what).await.unwrap();
    room.now("14:01:10");
    siti.sees(|here| here.claims.is_empty() && here.waiting.is_empty()).await;
    assert_eq!(siti.drafts().await, [left]);
    assert!(gone.drafts().await.is_empty());
    room.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_claim_does_not_outlive_the_room() {
    let room = TestRoom::open(Carrier::InProcess).await;
    room.desk().says(say::open(1, say::FIRE, "14:00")).await;
    let siti = room.signed_in("siti").await;
    let what = Claimable::Ticket { ticket: say::ticket(1) };
    siti.claims(what).await.unwrap();
    drop(siti);
    let room = room.restart("14:05").await;
    let siti = room.signed_in("siti").await;
    assert!(siti.sees(|_| true).await.claims.is_empty());
    assert_eq!(siti.ticket(say::ticket(1)).await.owner, None);
    siti.claims(what).await.unwrap();
    drop(siti);
    room.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_thousand_wrong_tries_at_one_desk_keep_nobody_from_another() {
    let room = TestRoom::open(Carrier::InProcess).await;
    let guess = |_| tokio::spawn(room.guesses_at(3, "siti".to_owned(), "tebakan-1"));
    let tries: Vec<_> = (0..1_000).map(guess).collect();
    let started = Instant::now();
    let siti = room.signed_in_at("siti", 4).await;
    assert_eq!(siti.session().await.actor.name, "Siti");
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
    let (mut wrong, mut waits) = (0, 0);
    for one in tries {
        match one.await.unwrap() {
            Some(Problem::WrongSignIn) => wrong += 1,
            Some(Problem::Wait { .. }) => waits += 1,
            other => panic!("{other:?}"),
        }
    }
    assert_eq!((wrong, waits), (5, 995));
    drop(siti);
    room.end().await;
}
