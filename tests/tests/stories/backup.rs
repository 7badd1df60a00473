use crate::stage::{Carrier, PASSWORD, RECOVERY, TestRoom, at, on_every_carrier, say};
use kentongan_room::{restore, verify};
use kentongan_rules::command::Command;
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::view::{Query, Reply};

on_every_carrier!(a_backup_brings_back_what_was);

async fn a_backup_brings_back_what_was(room: TestRoom) {
    let carrier = room.carrier();
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::send(1, ["DAMKAR"])).await;
    let (board, page) = (siti.board().await, siti.page(say::ticket(1)).await);
    // Carried away: of the backups of an hour the room itself keeps the newest.
    let carried = tempfile::tempdir().unwrap();
    let made = room.back_up().await;
    let file = carried.path().join(made.file_name().unwrap());
    std::fs::copy(made, &file).unwrap();
    let hana = room.signed_in("hana").await;
    let health = hana.query(kentongan_rules::view::Query::Health).await.unwrap();
    let kentongan_rules::view::Reply::Health(health) = health else { panic!("no health") };
    assert_eq!(health.last_backup.unwrap().at, at("14:00"));
    // Nothing personal is readable in the file.
    let sealed = std::fs::read(&file).unwrap();
    for words in [say::NAME, say::NARRATIVE, PASSWORD, "SQLite format"] {
        assert!(!sealed.windows(words.len()).any(|w| w == words.as_bytes()), "{words} in the backup");
    }
    siti.says(say::open(2, say::NOISE, "14:00")).await;
    drop((siti, hana));
    let old = room.stop().await;

    // Another machine, and the printed code, typed as people type.
    let new = tempfile::tempdir().unwrap();
    let wrong = restore(&file, new.path(), "AB12-CD34-EF56-GH78-JK90-MN13");
    assert_eq!(wrong.unwrap_err(), Problem::WrongSignIn);
    assert!(!new.path().join("room.db").exists());
    let torn = old.path().join("torn.age");
    std::fs::write(&torn, &sealed[..sealed.len() - 100]).unwrap();
    let broken = restore(&torn, new.path(), RECOVERY).unwrap_err();
    assert!(matches!(broken, Problem::Broken { about: BrokenPart::Corrupt, .. }), "{broken:?}");
    assert!(!new.path().join("room.db").exists());
    let restored = restore(&file, new.path(), &RECOVERY.to_lowercase().replace('-', " ")).unwrap();
    assert!(restored.aside.is_none() && restored.report.faults.is_empty());
    let room = TestRoom::of(new, carrier, at("14:00")).await;
    let siti = room.signed_in("siti").await;
    assert_eq!(siti.board().await.tickets, board.tickets);
    let again = siti.page(say::ticket(1)).await;
    assert_eq!(again, kentongan_rules::view::TicketPage { seq: again.seq, ..page });
    // It goes on from there, and the lost ticket's number is never given again.
    siti.says(say::open(3, say::FIRE, "14:00")).await;
    let number = siti.ticket(say::ticket(3)).await.number.0;
    let count: u32 = number.strip_prefix("SDA-261126-2-").unwrap().parse().unwrap();
    assert!(count > 1_000, "{number}");
    says_what_is_lost(&room).await;
    drop(siti);
    room.end().await;

    // Over a room that is there: what was there is set aside, not lost.
    let restored = restore(&file, old.path(), RECOVERY).unwrap();
    let aside = restored.aside.unwrap();
    assert!(verify::verify(&aside, None).unwrap().faults.is_empty());
    assert!(verify::verify(old.path(), None).unwrap().faults.is_empty());
}

/// Until a supervisor has taken note of it.
async fn says_what_is_lost(room: &TestRoom) {
    let hana = room.signed_in("hana").await;
    let [loss] = &hana.setup().await.losses[..] else { panic!("one loss") };
    assert_eq!((loss.from, loss.restored, loss.noted.as_ref()), (at("14:00"), true, None));
    let Reply::Losses { rows } = hana.query(Query::Losses).await.unwrap() else { panic!("no losses") };
    let [row] = &rows[..] else { panic!("one row") };
    // No desk had kept anything of it: from when on is all that is known.
    assert!(row.loss == *loss && row.missing.is_empty() && row.back.is_empty());
    let note = Command::NoteLoss { found_at: loss.found_at };
    assert!(room.signed_in("siti").await.setup().await.losses.is_empty());
    hana.says(note.clone()).await;
    let noted = hana.setup().await.losses[0].noted.clone().unwrap();
    assert_eq!((noted.by.as_str(), noted.at), ("Hana", at("14:00")));
    assert_eq!(hana.tries(note).await, Err(Problem::Refused { refusal: Refusal::NothingChanged }));
}

/// A room that runs is not written over.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_running_room_is_not_restored_over() {
    let room = TestRoom::open(Carrier::InProcess).await;
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    let file = room.back_up().await;
    let refused = restore(&file, room.folder(), RECOVERY).unwrap_err();
    assert!(matches!(refused, Problem::Broken { about: BrokenPart::InUse, .. }), "{refused:?}");
    siti.says(say::note(1, "masih berjalan")).await;
    room.end().await;
}
