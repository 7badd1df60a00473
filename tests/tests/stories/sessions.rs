//! A room that was killed knows who was signed in, and nobody who was not.

use crate::permission::add;
use crate::stage::{Carrier, Door, PASSWORD, RECOVERY, TestRoom, at, say};
use kentongan_room::{Seat, Token, restore};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::id::PersonId;
use kentongan_rules::people::Capacity;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::Query;
use uuid::Uuid;

async fn open() -> TestRoom {
    TestRoom::open(Carrier::InProcess).await
}

fn token(door: &Door) -> &str {
    match door {
        Door::Here(_, Seat::Person(token)) => token.as_str(),
        _ => panic!("nobody is signed in here"),
    }
}

/// What the room keeps of those who are signed in.
fn kept(room: &TestRoom) -> Vec<String> {
    let file = rusqlite::Connection::open(room.folder().join("room.db")).unwrap();
    let mut rows = file.prepare("SELECT token FROM session").unwrap();
    rows.query_map([], |row| row.get(0)).unwrap().map(Result::unwrap).collect()
}

async fn is_out(room: &TestRoom, door: &Door) -> bool {
    room.again(door).query(Query::Board).await == Err(Problem::SignedOut)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_killed_room_goes_on_with_who_was_signed_in() {
    let room = open().await;
    let (siti, hana) = (room.signed_in("siti").await, room.signed_in("hana").await);
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    rudi.locks().await;
    let room = room.killed("14:01").await;
    let session = room.again(&siti).session().await;
    assert_eq!((session.actor.name.as_str(), session.actor.desk), ("Siti", 2));
    room.again(&siti).says(say::send(1, ["DAMKAR"])).await;
    assert_eq!(room.again(&hana).ticket(say::ticket(1)).await.owner.as_deref(), Some("Siti"));
    // A lock that was on stays on, until the password is typed.
    let locked = room.again(&rudi);
    assert_eq!(locked.session().await.locked.as_deref(), Some("Rudi"));
    assert_eq!(locked.query(Query::Ticket { id: say::ticket(1) }).await, Err(Problem::SignedOut));
    assert_eq!(locked.unlocks(PASSWORD).await.unwrap().actor.name, "Rudi");
    // And once more: what was unlocked stays so, and whoever was only taken back is known still.
    room.again(&siti).says(say::note(1, "sudah berangkat")).await;
    let room = room.killed("14:02").await;
    assert_eq!(room.again(&rudi).session().await.locked, None);
    for door in [&siti, &hana, &rudi] {
        assert!(!is_out(&room, door).await);
    }
    room.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_had_left_stays_away_from_a_killed_room() {
    let room = open().await;
    let hana = room.signed_in("hana").await;
    let id = |n: u128| PersonId(Uuid::from_u128(n));
    for (n, account) in [(101, "bayu"), (102, "eko"), (103, "tari")] {
        hana.says(add(n, account, Role::Operator, None)).await;
    }
    let (bayu, eko) = (room.signed_in("bayu").await, room.signed_in("eko").await);
    let (tari, siti) = (room.signed_in("tari").await, room.signed_in("siti").await);
    let rudi = room.signed_in("rudi").await;
    siti.sign_out().await;
    hana.says(Command::ClosePerson { person: id(101) }).await;
    hana.says(Command::ResetPerson { person: id(102), secret: "sandi-yang-baru".to_owned() }).await;
    let before = Capacity { name: "tari".to_owned(), role: Role::Operator, agency: None };
    let after = Capacity { role: Role::Auditor, ..before.clone() };
    hana.says(Command::ChangePerson { person: id(103), before, after }).await;
    // Nothing of a practice may fall into the real room.
    rudi.practises(true).await;
    for door in [&siti, &bayu, &eko] {
        assert_eq!(door.query(Query::Board).await, Err(Problem::SignedOut));
    }
    let room = room.killed("14:01").await;
    for door in [&siti, &bayu, &eko, &rudi] {
        assert!(is_out(&room, door).await);
    }
    assert_eq!(room.again(&tari).session().await.actor.role, Role::Auditor);
    // What their desk shows is kept nowhere, and what is kept opens nothing.
    let shown = token(&hana).to_owned();
    for name in ["room.db", "room.db-wal"] {
        let file = std::fs::read(room.folder().join(name)).unwrap();
        assert!(!file.windows(shown.len()).any(|bytes| bytes == shown.as_bytes()), "{name}");
    }
    let kept = kept(&room);
    // Hana as she founded the room, Hana, and Tari.
    assert_eq!(kept.len(), 3);
    for hash in &kept {
        let seat = Seat::Person(Token::parse(hash).unwrap());
        let Door::Here(here, _) = room.again(&hana) else { panic!("in the process") };
        assert_eq!(here.query(&seat, Query::Board).await, Err(Problem::SignedOut));
    }
    // Unheard for longer than a shift.
    let room = room.restart("14:30").await;
    assert!(!is_out(&room, &hana).await);
    let folder = room.stop().await;
    let room = TestRoom::of(folder, Carrier::InProcess, at("14:00") + LONG).await;
    assert!(is_out(&room, &hana).await && is_out(&room, &tari).await);
    room.end().await;
}

const LONG: kentongan_rules::time::Span = kentongan_rules::time::Span::hours(13);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_was_signed_in_at_a_backup_is_not_signed_in_by_it() {
    let room = open().await;
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let file = room.back_up().await;
    siti.sign_out().await;
    let old = room.stop().await;
    let new = tempfile::tempdir().unwrap();
    restore(&file, new.path(), RECOVERY).unwrap();
    let room = TestRoom::of(new, Carrier::InProcess, at("14:05")).await;
    assert!(is_out(&room, &siti).await);
    assert_eq!(room.signed_in("rudi").await.ticket(say::ticket(1)).await.opened_by, "Siti");
    drop(old);
    room.end().await;
}
