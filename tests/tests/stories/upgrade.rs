//! A newer program over the database of an older one: it is copied first, and the copy is the way back.
//!
//! The last migration made an index and nothing else, so a database without it is one of the schema before.

use crate::stage::{Carrier, TestRoom, at, say};
use kentongan_room::{Room, RoomOptions, TimeSource, restore, verify, wants_recovery};
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_tests::programs;
use rusqlite::Connection;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};
use tempfile::TempDir;

const NEWEST: i64 = 8;
const COPY: &str = "before-schema-8-room.db";
const OLDER: &str = "DROP INDEX journal_reviewed; PRAGMA user_version = 7;";

fn raw(file: &Path) -> Connection {
    Connection::open(file).unwrap()
}

fn schema(file: &Path) -> i64 {
    raw(file).pragma_query_value(None, "user_version", |row| row.get(0)).unwrap()
}

fn rows(file: &Path) -> i64 {
    raw(file).query_row("SELECT count(*) FROM journal", [], |row| row.get(0)).unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let names = std::fs::read_dir(folder).unwrap().map(|one| one.unwrap().file_name().into_string().unwrap());
    let mut names: Vec<_> = names.filter(|name| name.starts_with("before-")).collect();
    names.sort_unstable();
    names
}

async fn open(data: &Path) -> Result<Room, Problem> {
    let time = TimeSource::hand(at("14:10"));
    let options = RoomOptions { data: data.to_owned(), desk: 2, time, version: "0.0.0".to_owned() };
    let until = Instant::now() + Duration::from_secs(30);
    loop {
        match Room::open(options.clone()).await {
            // Whoever had it a moment ago is still ending.
            Err(Problem::Broken { about: BrokenPart::InUse, .. }) if Instant::now() < until => {
                tokio::task::yield_now().await;
            }
            opened => return opened,
        }
    }
}

fn why(refused: Result<Room, Problem>) -> BrokenPart {
    match refused.err() {
        Some(Problem::Broken { about, .. }) => about,
        other => panic!("{other:?}"),
    }
}

/// The folder of a room with two tickets, as the program before this one left it.
async fn left_by_older() -> (TempDir, PathBuf) {
    let room = TestRoom::open(Carrier::InProcess).await;
    let siti = room.signed_in("siti").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::open(2, say::VIOLENCE, "14:00")).await;
    assert_eq!(names(room.folder()), [""; 0], "a new room and a present one are not copied");
    drop(siti);
    let folder = room.stop().await;
    let file = folder.path().join("room.db");
    let held = raw(&file);
    held.execute_batch(OLDER).unwrap();
    // What still ends of that room may read in the log: wait until the file alone has all of it.
    let until = Instant::now() + Duration::from_secs(30);
    let busy =
        || held.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |row| row.get::<_, i64>(0)).unwrap() != 0;
    while busy() {
        assert!(Instant::now() < until, "the room does not end");
        tokio::task::yield_now().await;
    }
    drop(held);
    (folder, file)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_older_database_is_copied_once_and_the_copy_brings_the_room_back() {
    let (folder, file) = left_by_older().await;
    let before = rows(&file);
    let room = TestRoom::of(folder, Carrier::InProcess, at("14:05")).await;
    let copy = room.folder().join(COPY);
    assert_eq!((schema(&file), schema(&copy), rows(&copy)), (NEWEST, 7, before));
    let siti = room.signed_in("siti").await;
    assert_eq!(siti.board().await.tickets.len(), 2);
    siti.says(say::open(3, say::NOISE, "14:05")).await;
    drop(siti);
    // What is copied stays as it was while the room goes on, and another start copies nothing.
    let made = std::fs::metadata(&copy).unwrap().modified().unwrap();
    let room = room.restart("14:06").await;
    assert_eq!(names(room.folder()), [COPY]);
    assert_eq!((std::fs::metadata(&copy).unwrap().modified().unwrap(), rows(&copy)), (made, before));
    let folder = room.stop().await;

    // Back to it: no code is asked for what is not encrypted, and nobody is given the lost ticket's number again.
    assert!(!wants_recovery(&copy));
    let restored = restore(&copy, folder.path(), "").unwrap();
    assert!(restored.report.faults.is_empty() && restored.aside.is_some());
    let room = TestRoom::of(folder, Carrier::InProcess, at("14:07")).await;
    let siti = room.signed_in("siti").await;
    assert_eq!(siti.board().await.tickets.len(), 2);
    siti.says(say::open(4, say::NOISE, "14:07")).await;
    let number = siti.ticket(say::ticket(4)).await.number.0;
    let count: u32 = number.rsplit('-').next().unwrap().parse().unwrap();
    assert!(count > 1_000, "{number}");
    drop(siti);
    room.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_of_an_older_program_makes_a_room_on_another_machine() {
    let (folder, file) = left_by_older().await;
    let new = tempfile::tempdir().unwrap();
    // Its last commit stands in the log alone, as of a program that was killed.
    let held = raw(&file);
    held.execute_batch("PRAGMA wal_autocheckpoint = 0; INSERT INTO meta (key, value) VALUES ('last', 'x');")
        .unwrap();
    let restored = restore(&file, new.path(), "").unwrap();
    drop(held);
    assert!(restored.report.faults.is_empty() && restored.aside.is_none());
    let there = new.path().join("room.db");
    assert_eq!((schema(&file), schema(&there)), (7, NEWEST));
    let last = raw(&there).query_row("SELECT value FROM meta WHERE key = 'last'", [], |row| row.get(0));
    assert_eq!(last, Ok("x".to_owned()));
    let room = TestRoom::of(new, Carrier::InProcess, at("14:05")).await;
    assert_eq!(room.signed_in("siti").await.board().await.tickets.len(), 2);
    // A backup is encrypted, and asks for its code.
    assert!(wants_recovery(&room.back_up().await) && wants_recovery(&folder.path().join("none")));
    room.end().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_copy_the_schema_stays_as_it_is() {
    let (folder, file) = left_by_older().await;
    let bytes = std::fs::read(&file).unwrap();
    // Nothing can be written where the copy would be made.
    let in_the_way = folder.path().join(format!("{COPY}.part"));
    std::fs::create_dir(&in_the_way).unwrap();
    std::fs::write(in_the_way.join("a"), "x").unwrap();
    assert_ne!(why(open(folder.path()).await), BrokenPart::Corrupt);
    assert_eq!((schema(&file), names(folder.path())), (7, vec![format!("{COPY}.part")]));
    assert!(std::fs::read(&file).unwrap() == bytes);
    std::fs::remove_dir_all(&in_the_way).unwrap();
    open(folder.path()).await.unwrap().close().await;
    assert_eq!((schema(&file), schema(&folder.path().join(COPY))), (NEWEST, 7));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_stops_after_the_copy_begins_anew_at_the_next_start() {
    let (folder, file) = left_by_older().await;
    // The copy is made, and the migration finds something in its way.
    raw(&file).execute_batch("CREATE TABLE journal_reviewed (a);").unwrap();
    let torn = folder.path().join(format!("{COPY}.part"));
    std::fs::write(&torn, "half a copy").unwrap();
    assert_eq!(why(open(folder.path()).await), BrokenPart::Other);
    let copy = folder.path().join(COPY);
    assert_eq!((schema(&file), schema(&copy)), (7, 7));
    let before = rows(&copy);
    raw(&file).execute_batch("DROP TABLE journal_reviewed;").unwrap();
    open(folder.path()).await.unwrap().close().await;
    assert_eq!((schema(&file), names(folder.path())), (NEWEST, vec![COPY.to_owned()]));
    assert!(rows(&copy) >= before && schema(&copy) == 7);
    assert!(verify::verify(folder.path(), None).unwrap().faults.is_empty());
}

/// Whenever the power goes, the room is of one schema or the other, whole, and never of the newer one without a copy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_program_killed_at_any_moment_of_it_leaves_a_whole_room() {
    let (folder, file) = left_by_older().await;
    let head = rows(&file);
    let (mut before, mut after) = (0, 0);
    for step in 0..16 {
        let data = tempfile::tempdir().unwrap();
        let here = data.path().join("room.db");
        std::fs::copy(&file, &here).unwrap();
        let mut command = Command::new(programs::room().unwrap());
        command.args(["serve", "--port", "0", "--data"]).arg(data.path());
        let mut child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        std::thread::sleep(Duration::from_millis(12 * step));
        child.kill().unwrap();
        child.wait().unwrap();
        if schema(&here) == 7 {
            before += 1;
        } else {
            after += 1;
            let copy = data.path().join(COPY);
            assert_eq!((schema(&copy), rows(&copy)), (7, head));
        }
        open(data.path()).await.unwrap().close().await;
        assert_eq!((schema(&here), names(data.path())), (NEWEST, vec![COPY.to_owned()]));
        assert!(verify::verify(data.path(), None).unwrap().faults.is_empty());
    }
    drop(folder);
    assert!(before > 0 && before + after == 16);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_newer_database_is_refused_and_not_copied() {
    let (folder, file) = left_by_older().await;
    raw(&file).execute_batch("PRAGMA user_version = 99;").unwrap();
    let bytes = std::fs::read(&file).unwrap();
    assert_eq!(why(open(folder.path()).await), BrokenPart::NewerDatabase);
    assert!(std::fs::read(&file).unwrap() == bytes);
    assert_eq!(names(folder.path()), [""; 0]);
}

/// What was erased must not live on in such a copy.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_copy_goes_after_its_days() {
    let (folder, _) = left_by_older().await;
    let room = TestRoom::of(folder, Carrier::InProcess, at("14:05")).await;
    let copy = room.folder().join(COPY);
    room.tend().await;
    assert!(copy.exists());
    let eight_days = Duration::from_secs(8 * 24 * 3600);
    let of_the_room = std::time::UNIX_EPOCH + Duration::from_millis(at("14:05").0.try_into().unwrap());
    std::fs::File::options().write(true).open(&copy).unwrap().set_modified(of_the_room - eight_days).unwrap();
    room.tend().await;
    assert!(!copy.exists());
    room.end().await;
}
