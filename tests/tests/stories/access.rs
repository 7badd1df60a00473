//! A restricted case is opened by somebody who does not handle it, for a while, and that is known.

use crate::stage::{Carrier, Door, RECOVERY, TestRoom, at, crossing, on_every_carrier, pressed, say};
use kentongan_room::restore;
use kentongan_rules::access::{AccessReason, Unmask};
use kentongan_rules::actor::Role;
use kentongan_rules::command::Command;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::search::Search;
use kentongan_rules::setup::Settings;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{AccessPage, CallSoFar, Draft, Query, Reply};
use rusqlite::Connection;

on_every_carrier!(
    it_is_opened_for_a_while_and_recorded,
    nobody_else_may_ask_or_look,
    what_is_masked_is_masked_everywhere,
    a_retry_opens_once_and_a_restart_forgets_nothing,
);

const WHY: &str = "ibunya menelepon lagi, takut pulang";

fn unmask(n: u128) -> Command<String> {
    Command::Unmask(Unmask {
        ticket: say::ticket(n),
        reason: AccessReason::CallerAgain,
        note: WHY.to_owned(),
    })
}

async fn access(door: &Door) -> AccessPage {
    match door.query(Query::Access { before: None }).await.unwrap() {
        Reply::Access(page) => page,
        other => panic!("{other:?}"),
    }
}

/// The head of the journal.
async fn head(door: &Door) -> Seq {
    door.board().await.seq
}

async fn it_is_opened_for_a_while_and_recorded(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    let hana = room.signed_in("hana").await;
    let dewi = room.signed_in("dewi").await;
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    let before = head(&rudi).await;
    assert!(rudi.ticket(say::ticket(1)).await.masked);

    assert_eq!(rudi.says(unmask(1)).await.seq, before);
    assert_eq!(head(&rudi).await, before, "nobody is woken");
    let row = rudi.ticket(say::ticket(1)).await;
    assert_eq!((row.masked, row.narrative.as_deref()), (false, Some(say::NARRATIVE)));
    assert_eq!(row.open_until, Some(at("14:30")));
    assert!(rudi.board().await.tickets.contains(&row));

    // The supervisor and the auditor see who and why; it is new until a supervisor has looked.
    for door in [&hana, &dewi] {
        let page = access(door).await;
        let row = &page.rows[0];
        assert_eq!((row.by.as_str(), row.role, row.at), ("Rudi", Role::Operator, at("14:00")));
        assert_eq!((row.note.as_deref(), row.unseen, page.unseen), (Some(WHY), true, 1));
    }
    hana.says(Command::LookAtAccess { to: access(&hana).await.rows[0].no }).await;
    assert_eq!(access(&dewi).await.unseen, 0);
    // So does who handles it, on the case itself.
    assert_eq!(siti.page(say::ticket(1)).await.opened[0].by, "Rudi");
    assert_eq!(head(&rudi).await, before);

    room.now("14:29:59");
    assert!(!rudi.ticket(say::ticket(1)).await.masked);
    room.now("14:30");
    assert!(rudi.ticket(say::ticket(1)).await.masked);
    assert!(!crossing(&rudi.board().await).contains(say::LANDMARK));
    assert_eq!(rudi.page(say::ticket(1)).await.opened.len(), 1, "one's own is still told");

    // The room says for how long.
    let Reply::Setup(setup) = hana.query(Query::Setup).await.unwrap() else { panic!("no setup") };
    let change = |minutes| {
        let after = Settings { unmask_minutes: minutes, ..setup.settings.clone() };
        Command::ChangeSettings(kentongan_rules::command::Change {
            before: Some(setup.settings.clone()),
            after,
        })
    };
    let wrong = Refusal::Malformed { what: "unmask_minutes".to_owned() };
    hana.is_refused(change(4), wrong.clone()).await;
    hana.is_refused(change(241), wrong).await;
    hana.says(change(5)).await;
    rudi.says(unmask(1)).await;
    assert_eq!(rudi.ticket(say::ticket(1)).await.open_until, Some(at("14:35")));
    room.end().await;
}

async fn nobody_else_may_ask_or_look(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    siti.says(say::open(2, say::FIRE, "14:00")).await;
    let dewi = room.signed_in("dewi").await;
    for door in [&dewi, &room.wall(), &room.desk()] {
        door.is_refused(unmask(1), Refusal::NotAllowed).await;
        door.is_refused(Command::LookAtAccess { to: 1 }, Refusal::NotAllowed).await;
    }
    // Who reads it anyway has nothing to ask; and nobody asks without a reason in words.
    for (door, n) in [(&siti, 1), (&hana, 1), (&rudi, 2)] {
        door.is_refused(unmask(n), Refusal::NothingChanged).await;
    }
    let mute = Command::Unmask(Unmask {
        ticket: say::ticket(1),
        reason: AccessReason::Other,
        note: " \u{200B} ".to_owned(),
    });
    rudi.is_refused(mute, Refusal::Missing { what: "access_note".to_owned() }).await;
    rudi.is_refused(unmask(7), Refusal::UnknownTicket).await;
    // The record itself is the supervisor's and the auditor's.
    assert!(access(&hana).await.rows.is_empty() && access(&dewi).await.rows.is_empty());
    for door in [&siti, &rudi, &room.wall()] {
        let asked = door.query(Query::Access { before: None }).await;
        assert_eq!(asked, Err(Problem::NotAllowed));
    }
    assert_eq!(room.desk().query(Query::Access { before: None }).await, Err(Problem::SignedOut));
    room.end().await;
}

/// Every question there is, by who may not read the case and by who was let in.
async fn what_is_masked_is_masked_everywhere(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    siti.says(say::follow_up(2, 1, "14:00")).await;
    siti.says(say::note(1, "suami masih di rumah")).await;
    siti.says(say::send(1, ["POLRESTA"])).await;
    siti.says(say::answer(1, say::tried())).await;
    siti.says(say::answer(1, say::told())).await;
    // It is late, so that there is an alarm of it; and a second caller is attached to it.
    room.now("14:20");
    siti.until(Seq(0), |_| true).await;
    siti.says(say::open(3, say::VIOLENCE, "14:20")).await;
    siti.says(Command::Attach { ticket: say::ticket(3), seen: 1, parent: say::ticket(1) }).await;
    let personal = [
        say::NUMBER,
        say::NAME,
        say::LANDMARK,
        say::WORDS,
        say::NARRATIVE,
        "suami",
        "membesar",
        "padam",
        "35.15.18.2002",
    ];
    for reads in [false, true] {
        if reads {
            rudi.says(unmask(1)).await;
            rudi.says(unmask(3)).await;
        }
        let id = say::ticket(1);
        let call = CallSoFar {
            called_at: at("14:20"),
            category: Some(say::VIOLENCE.into()),
            landmark: say::LANDMARK.to_owned(),
            narrative: "ada orang minta tolong".to_owned(),
            number: say::NUMBER.to_owned(),
            ..CallSoFar::default()
        };
        let typed = |text: &str| Query::Find(Search::of(text));
        let number = say::NUMBER.to_owned();
        let mut told = crossing(&rudi.changes(Seq(0)).await.unwrap());
        for ask in [
            Query::Board,
            Query::Ticket { id },
            Query::Ticket { id: say::ticket(3) },
            Query::Caller { number: number.clone() },
            typed(""),
            typed("2-01"),
            typed("Painem"),
            typed(&number),
            Query::Alarms { before: None },
            Query::Sending { id },
        ] {
            told += &crossing(&rudi.query(ask).await.unwrap());
        }
        for words in personal {
            assert_eq!(told.contains(words), reads, "{words}");
        }
        // Nor is the case known by its own caller's number, or by where it is.
        let Reply::Similar { same, .. } = rudi.query(Query::Similar { call }).await.unwrap() else {
            panic!("nothing like it")
        };
        let told = crossing(&same);
        for reason in ["same_caller", "same_landmark", "same_village"] {
            assert!(reads || !told.contains(reason), "{told}");
        }
        assert!(!reads || !same.is_empty(), "the control: who reads it is told");
    }
    // The wall is told neither, whoever opened it.
    let told = crossing(&room.wall().board().await);
    for words in personal.into_iter().chain([say::VIOLENCE]) {
        assert!(!told.contains(words), "{words}");
    }
    room.end().await;
}

async fn a_retry_opens_once_and_a_restart_forgets_nothing(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let rudi = room.signed_in("rudi").await;
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    let asked = pressed(unmask(1));
    let receipt = rudi.execute(&asked).await.unwrap();
    room.now("14:10");
    assert_eq!(rudi.execute(&asked).await.unwrap(), receipt);
    assert_eq!(rudi.ticket(say::ticket(1)).await.open_until, Some(at("14:30")));
    drop((siti, rudi));
    let room = room.restart("14:20").await;
    let rudi = room.signed_in("rudi").await;
    assert_eq!(rudi.ticket(say::ticket(1)).await.open_until, Some(at("14:30")));
    let hana = room.signed_in("hana").await;
    assert_eq!(access(&hana).await.rows.len(), 1);
    drop((rudi, hana));
    let folder = room.stop().await;
    // The reason stands where personal text stands, and nowhere else.
    let database = Connection::open(folder.path().join("room.db")).unwrap();
    let count = |sql: &str| -> i64 { database.query_row(sql, [], |row| row.get(0)).unwrap() };
    assert_eq!(count("SELECT count(*) FROM sealed WHERE text LIKE '%takut pulang%'"), 1);
    assert_eq!(count("SELECT count(*) FROM access WHERE data || actor LIKE '%takut%'"), 0);
    assert_eq!(count("SELECT count(*) FROM command WHERE body_digest || reply || actor LIKE '%takut%'"), 0);
    assert_eq!(count("SELECT count(*) FROM journal WHERE kind LIKE '%mask%' OR data LIKE '%access%'"), 0);
}

/// Nothing has happened since the last backup but that a case was opened: the one made at closing has it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_backup_at_closing_keeps_what_was_only_opened() {
    let room = TestRoom::open(Carrier::InProcess).await;
    let (siti, rudi, hana) =
        (room.signed_in("siti").await, room.signed_in("rudi").await, room.signed_in("hana").await);
    siti.says(say::open(1, say::VIOLENCE, "14:00")).await;
    room.back_up().await;
    let before = head(&rudi).await;
    room.now("14:00:05");
    rudi.says(unmask(1)).await;
    assert_eq!(head(&rudi).await, before, "void: something else happened");
    let page = access(&hana).await;
    drop((siti, rudi, hana));
    let old = room.stop().await;

    let mut files: Vec<_> =
        std::fs::read_dir(old.path().join("backup")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let new = tempfile::tempdir().unwrap();
    let restored = restore(files.last().unwrap(), new.path(), RECOVERY).unwrap();
    assert!(restored.report.faults.is_empty());
    let room = TestRoom::of(new, Carrier::InProcess, at("14:00:10")).await;
    let (hana, rudi) = (room.signed_in("hana").await, room.signed_in("rudi").await);
    assert_eq!(access(&hana).await, page);
    assert!(!rudi.ticket(say::ticket(1)).await.masked);
    drop((hana, rudi));
    room.end().await;
}

/// A form in the middle of a call is for those who take calls.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_form_in_hand_is_shown_to_nobody_who_takes_no_calls() {
    let room = TestRoom::open(Carrier::InProcess).await;
    let siti = room.signed_in("siti").await;
    let form = r#"{"narrative":"dipukul suaminya"}"#.to_owned();
    siti.keep_draft(Draft { call: say::call(1), form, kept_at: at("14:00") }).await;
    assert_eq!(siti.drafts().await.len(), 1);
    assert_eq!(room.signed_in("rudi").await.drafts().await.len(), 1);
    let dewi = room.signed_in("dewi").await;
    let Door::Here(inside, seat) = &dewi else { panic!("not here") };
    assert_eq!(inside.drafts(seat).await, Err(Problem::NotAllowed));
    drop((siti, dewi));
    room.end().await;
}
