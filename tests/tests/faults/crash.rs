//! The whole room killed at any instant, on every system: `Child::kill` is SIGKILL here and TerminateProcess on Windows.

use crate::chance::Chance;
use crate::full;
use crate::ground::assert_sound;
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use kentongan_rules::view::SignIn;
use kentongan_tests::script::{ACCOUNT, Line, MORNING, PASSWORD, Speaker, founding, shift};
use rusqlite::Connection;
use std::collections::BTreeMap;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

const PAIRS: u32 = 3;

fn options(folder: &Path, time: &TimeSource) -> RoomOptions {
    RoomOptions { data: folder.to_owned(), desk: 1, time: time.clone(), version: "0.0.0".to_owned() }
}

fn spoken() -> Vec<Line> {
    shift(1, PAIRS).into_iter().filter(|line| line.speaker == Speaker::Supervisor).collect()
}

/// Lets a room run until it has acknowledged `until` commands and a little longer; what it acknowledged in all.
fn killed(folder: &Path, until: usize, later: Duration) -> BTreeMap<String, i64> {
    let mut child = Command::new(env!("CARGO_BIN_EXE_fault_script"))
        .arg("room")
        .arg(folder)
        .arg(PAIRS.to_string())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let out = BufReader::new(child.stdout.take().unwrap());
    let mut said = BTreeMap::new();
    let mut ready = false;
    for line in out.lines() {
        let line = line.unwrap();
        ready |= line == "ready";
        if let Some((id, seq)) = line.split_once(' ') {
            said.insert(id.to_owned(), seq.parse().unwrap());
        }
        if ready && said.len() == until {
            std::thread::sleep(later);
            // It may just have ended by itself; the lines it still said are read on.
            let _ = child.kill();
        }
    }
    child.wait().unwrap();
    assert!(ready, "the room did not start");
    said
}

async fn assert_kept(folder: &Path, said: &BTreeMap<String, i64>, what: &str) {
    let database = folder.join("room.db");
    let time = TimeSource::hand(MORNING);
    let room = Room::open(options(folder, &time)).await.unwrap();
    assert_sound(&database, what);
    let who = SignIn { account: ACCOUNT.to_owned(), secret: PASSWORD.to_owned(), shift: None };
    let (token, _) = room.sign_in(who, room.own_desk()).await.unwrap();
    let seat = Seat::Person(token);
    for line in spoken() {
        time.set(line.at);
        let receipt = room.execute(&seat, line.execute.clone()).await;
        let receipt = receipt.unwrap_or_else(|problem| panic!("{what}: {line:?}: {problem:?}"));
        if let Some(seq) = said.get(&line.execute.id.to_string()) {
            assert_eq!(receipt.seq.0, *seq, "{what}: acknowledged before as another");
        }
    }
    room.close().await;
    assert_sound(&database, what);
    let connection = Connection::open(&database).unwrap();
    let count = |sql: &str| connection.query_row(sql, [], |row| row.get::<_, u32>(0)).unwrap();
    assert_eq!(count("SELECT count(*) FROM ticket"), PAIRS * 2, "{what}");
    assert_eq!(count("SELECT count(*) FROM journal WHERE kind = 'opened'"), PAIRS * 2, "{what}");
    assert_eq!(count("SELECT count(*) FROM call"), PAIRS * 3, "{what}");
    assert_eq!(count("SELECT count(*) FROM journal WHERE kind = 'closed'"), PAIRS * 2, "{what}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_room_killed_at_any_instant_keeps_what_it_acknowledged() {
    let start = tempfile::tempdir().unwrap();
    let room = Room::open(options(start.path(), &TimeSource::hand(MORNING))).await.unwrap();
    room.execute(&Seat::Desk(room.own_desk()), founding().unwrap().execute).await.unwrap();
    room.close().await;
    let all = spoken().len();
    let (runs, mut chance, mut acknowledged) = (if full() { 100 } else { 8 }, Chance::of(9), 0);
    for no in 0..runs {
        let folder = tempfile::tempdir().unwrap();
        for name in ["room.db", "room.db-wal"] {
            std::fs::copy(start.path().join(name), folder.path().join(name)).unwrap();
        }
        let until = chance.below(all as u64) as usize;
        let later = Duration::from_micros(chance.below(8_000));
        let said = killed(folder.path(), until, later);
        let what = format!("run {no}, killed {later:?} after {until} replies");
        assert!(said.len() >= until && said.len() <= all, "{what}");
        acknowledged += said.len();
        assert_kept(folder.path(), &said, &what).await;
    }
    println!("{runs} kills, {acknowledged} commands acknowledged before them, none lost");
}
