//! Personal text goes in the night, stays gone after a restore, and nothing else is touched.

use crate::stage::{Carrier, Door, RECOVERY, TestRoom, at, on_every_carrier, say};
use kentongan_room::{restore, verify};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Change, Command};
use kentongan_rules::erasure::Erasing;
use kentongan_rules::problem::Problem;
use kentongan_rules::search::Search;
use kentongan_rules::setup::Settings;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::view::{FindPage, LineKind, Query, Reply, SetupView};
use std::path::Path;

const RULE: Erasing = Erasing { tickets: 2, restricted: None, calls: 1, access: 2 };
const PERSONAL: [&str; 5] = [say::NUMBER, say::NAME, say::LANDMARK, say::WORDS, say::NARRATIVE];

on_every_carrier!(the_text_of_a_closed_case_goes_in_the_night);

async fn setup(door: &Door) -> SetupView {
    match door.query(Query::Setup).await.unwrap() {
        Reply::Setup(setup) => setup,
        other => panic!("{other:?}"),
    }
}

async fn set(door: &Door, with: impl FnOnce(Settings) -> Settings) {
    let before = setup(door).await.settings;
    let after = with(before.clone());
    door.says(Command::ChangeSettings(Change { before: Some(before), after })).await;
}

/// Which of these words lie in the files of a folder or of its folders.
fn lying_about(folder: &Path, words: &[&'static str]) -> Vec<&'static str> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(lying_about(&path, words));
        } else {
            let text = String::from_utf8_lossy(&std::fs::read(&path).unwrap()).into_owned();
            found.extend(words.iter().filter(|word| text.contains(**word)));
        }
    }
    found.sort_unstable();
    found.dedup();
    found
}

fn cancelled(n: u128, seen: u32) -> Command<String> {
    let (outcome, reason) = (CloseOutcome::Cancelled, Some("salah lapor".to_owned()));
    Command::Close { ticket: say::ticket(n), seen, outcome, reason }
}

async fn the_text_of_a_closed_case_goes_in_the_night(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::no_case(3, NoCase::Prank, "14:00")).await;
    let hana = room.signed_in("hana").await;
    hana.says(cancelled(1, 1)).await;
    let find = |text: &str| Query::Find(Search::of(text));
    let hits = |reply: Reply| match reply {
        Reply::Find(FindPage { hits, .. }) => hits,
        other => panic!("{other:?}"),
    };
    assert_eq!(hits(siti.query(find("Painem")).await.unwrap()).len(), 1, "the control");
    assert_eq!(lying_about(room.folder(), &PERSONAL).len(), PERSONAL.len(), "the control");
    let preview = |rule: Erasing| Query::PreviewErasing { rule };
    assert_eq!(siti.query(preview(RULE)).await.unwrap_err(), Problem::NotAllowed);

    // Two months and a day later: what would go is said before it is switched on.
    room.now("+62 14:00");
    let Reply::PreviewErasing(count) = hana.query(preview(RULE)).await.unwrap() else { panic!() };
    assert_eq!((count.tickets, count.calls), (1, 1), "{count:?}");
    let Reply::PreviewErasing(count) = hana.query(preview(Erasing { tickets: 3, ..RULE })).await.unwrap()
    else {
        panic!()
    };
    assert_eq!((count.tickets, count.calls), (0, 1));
    set(&hana, |settings| Settings { erasing: Some(RULE), ..settings }).await;
    // Whoever switched it on has until the night to think better of it.
    room.tend().await;
    assert!(siti.page(say::ticket(1)).await.ticket.erased_at.is_none());
    room.now("+63 03:01");
    room.tend().await;
    let page = siti.page(say::ticket(1)).await;
    assert_eq!(page.ticket.erased_at, Some(at("+63 03:01")));
    assert!(page.ticket.narrative.is_none() && page.ticket.reporter_number.is_none());
    assert!(page.lines[0].erased && page.lines[0].text.is_none());
    assert_eq!(page.lines.last().unwrap().kind, LineKind::Erased);
    assert!(hits(siti.query(find("Painem")).await.unwrap()).is_empty());
    let found = hits(siti.query(find(&page.ticket.number.0)).await.unwrap());
    assert!(found[0].erased);
    let caller = siti.query(Query::Caller { number: say::NUMBER.to_owned() }).await.unwrap();
    assert!(matches!(caller, Reply::Caller { hits, calls, .. } if hits.is_empty() && calls.is_empty()));
    let places = siti.query(Query::Places { text: "masjid al-falah".to_owned() }).await.unwrap();
    let Reply::Places { hits: places } = places else { panic!() };
    assert!(places.iter().all(|hit| !hit.name.to_lowercase().contains("falah")), "{places:?}");
    let run = setup(&hana).await.erasures.pop().unwrap();
    assert_eq!((run.at, run.rule, run.count.tickets, run.count.calls), (at("+63 03:01"), RULE, 1, 2));
    // Nothing more the same night; and the next night says so.
    room.tend().await;
    assert_eq!(setup(&hana).await.erasures.len(), 1);
    room.now("+64 03:00");
    room.tend().await;
    assert_eq!(setup(&hana).await.erasures.pop().unwrap().count, Default::default());
    drop((siti, hana));
    assert_eq!(lying_about(room.folder(), &PERSONAL), Vec::<&str>::new());
    assert_eq!(lying_about(room.folder(), &["0812-0000-0111"]), Vec::<&str>::new());
    room.end().await;
}

/// A backup from before the night, and the list beside it.
async fn restored(beside: bool) {
    let room = TestRoom::open(Carrier::InProcess).await;
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::open(2, say::NOISE, "14:00")).await;
    let hana = room.signed_in("hana").await;
    hana.says(cancelled(1, 1)).await;
    room.now("+62 14:00");
    let file = room.back_up().await;
    set(&hana, |settings| Settings { erasing: Some(RULE), ..settings }).await;
    room.now("+63 03:01");
    room.tend().await;
    assert!(siti.page(say::ticket(1)).await.ticket.erased_at.is_some());
    drop((siti, hana));
    let old = room.stop().await;
    let new = tempfile::tempdir().unwrap();
    let (data, backup) = if beside {
        (new.path(), file.clone())
    } else {
        // Somebody carried the file alone: the list of the data folder is what is left.
        let lone = new.path().join(file.file_name().unwrap());
        std::fs::copy(&file, &lone).unwrap();
        (old.path(), lone)
    };
    // The control: without a list it comes back.
    let (bare, lone) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    std::fs::copy(&file, lone.path().join("lone.age")).unwrap();
    assert_eq!(restore(&lone.path().join("lone.age"), bare.path(), RECOVERY).unwrap().erased, 0);
    assert!(lying_about(bare.path(), &PERSONAL).contains(&say::NARRATIVE));
    let back = restore(&backup, data, RECOVERY).unwrap();
    assert!(back.erased >= 5 && !back.list_is_torn, "{back:?}");
    if let Some(aside) = &back.aside {
        std::fs::remove_dir_all(aside).unwrap();
    }
    assert_eq!(verify::verify(data, None).unwrap().faults, []);
    let folder = if beside { new } else { old };
    let room = TestRoom::of(folder, Carrier::InProcess, at("+63 08:00")).await;
    let siti = room.signed_in("siti").await;
    let page = siti.page(say::ticket(1)).await;
    assert!(page.ticket.narrative.is_none() && page.ticket.erased_at.is_some());
    // The open one is as it was.
    assert_eq!(siti.page(say::ticket(2)).await.ticket.narrative.as_deref(), Some(say::NARRATIVE));
    drop(siti);
    room.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_erased_after_the_backup_does_not_come_back_on_another_machine() {
    restored(true).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nor_over_the_room_that_is_there() {
    restored(false).await;
}
