//! Two that watch the same clocks: the lock of the folder is taken away from under the first.

use crate::running::{Clocks, Running, assert_once, missed, prepare, session, take_call, until};
use kentongan_room::{Room, RoomOptions, TimeSource};
use kentongan_rules::problem::{BrokenPart, Problem};
use kentongan_rules::time::{At, Span};
use kentongan_store::{OpenOptions, Sqlite};
use kentongan_tests::script::{MORNING, fire_due};
use rusqlite::Connection;
use std::path::Path;
use std::sync::Barrier;
use std::time::Duration;

const TICKETS: i64 = 60;

/// A ticket a second.
fn calls() -> Vec<At> {
    (0..TICKETS).map(|no| MORNING + Span::seconds(no)).collect()
}

/// Sweeps that came second: refused, as there was nothing left to fire.
fn refused(folder: &Path) -> i64 {
    let connection = Connection::open(folder.join("room.db")).unwrap();
    let sql = "SELECT count(*) FROM command WHERE actor LIKE '%clock%' AND reply LIKE '%nothing_changed%'";
    connection.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[tokio::test(flavor = "multi_thread")]
async fn law_25_two_rooms_forced_past_the_lock_fire_each_level_once() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path(), MORNING - Span::hours(1), &calls()).await;
    let clocks = Clocks::start(folder.path(), MORNING + Span::seconds(20));
    let first = Running::driven(folder.path(), &clocks);
    let options = RoomOptions {
        data: folder.path().to_owned(),
        desk: 2,
        time: TimeSource::hand(MORNING),
        version: "0.0.0".to_owned(),
    };
    let second = Room::open(options).await.map(|_| ());
    let in_use = Problem::Broken { about: BrokenPart::InUse, trace: String::new() };
    assert_eq!(second, Err(in_use), "the lock holds");
    std::fs::rename(folder.path().join("room.lock"), folder.path().join("room.lock.gone")).unwrap();
    let second = Running::driven(folder.path(), &clocks);
    let desks = [first.desk(), second.desk()];
    // Two that wake at the same moment meet by chance: they are given more moments until they have.
    for turn in 0..120 {
        if turn >= 12 && refused(folder.path()) > 0 {
            break;
        }
        // Ten more tickets have a level due, for both in the same moment; people call at both.
        clocks.pass(Span::seconds(10));
        for (desk, no) in desks.iter().zip(0..) {
            take_call(desk, 1_000 + 2 * turn + no).await;
        }
        tokio::time::sleep(Duration::from_millis(150)).await;
    }
    let due = clocks.wall();
    for desk in &desks {
        until(desk, Duration::from_secs(20), "all fired", |_| missed(folder.path(), due) == 0).await;
        let pulse = session(desk).await.pulse;
        assert!(pulse.heartbeat < Span::seconds(30), "both go on: {pulse:?}");
    }
    drop((first, second));
    let all = assert_once(folder.path(), "two rooms");
    assert!(all.len() > TICKETS as usize * 3, "{}", all.len());
    let second = refused(folder.path());
    println!("two rooms: {} levels fired once, {second} sweeps came second", all.len());
    assert!(second > 0, "they never met");
}

#[tokio::test(flavor = "multi_thread")]
async fn law_25_two_stores_on_one_file_fire_each_level_once() {
    let folder = tempfile::tempdir().unwrap();
    prepare(folder.path(), MORNING - Span::hours(1), &calls()).await;
    let rounds = 20;
    let together = Barrier::new(2);
    let sweeps = |group: u32| {
        let mut store = Sqlite::open(&folder.path().join("room.db"), &OpenOptions::default()).unwrap();
        let mut fired = 0;
        for round in 1..=rounds {
            together.wait();
            let now = MORNING + Span::seconds(10 * round);
            match fire_due(&mut store, now, group) {
                Ok(count) => fired += count,
                // Refused cleanly; whatever is due is tried again in the next round.
                Err(broken) => assert_eq!(broken.part, BrokenPart::Busy, "{broken}"),
            }
        }
        fired
    };
    let (one, other) = std::thread::scope(|scope| {
        let one = scope.spawn(|| sweeps(3));
        let other = scope.spawn(|| sweeps(5));
        (one.join().unwrap(), other.join().unwrap())
    });
    assert!(one > 0 && other > 0, "one did all of it: {one}, {other}");
    assert_eq!(missed(folder.path(), MORNING + Span::seconds(10 * rounds)), 0, "lost");
    let all = assert_once(folder.path(), "two stores");
    assert_eq!(all.len(), TICKETS as usize * 4);
    let second = refused(folder.path());
    println!("two stores: {} levels once, by {one} and {other} sweeps; {second} came second", all.len());
    assert!(second > 0, "they never met");
}
