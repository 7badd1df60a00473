//! P9: how late alarms fire when ten thousand levels fall into one second of a room with a million armed clocks.

use crate::argument;
use crate::pages::fill;
use crate::shift::{Desk, opened};
use kentongan_rules::time::{At, Span};
use rusqlite::Connection;
use std::path::Path;
use std::time::Duration;

const DUE: usize = 10_000;
const DESKS: usize = 50;
/// The first level of a dispatch clock, after half of its minute.
const SOON: Duration = Duration::from_secs(30);
/// What the room gets to fire them all.
const PATIENCE: Duration = Duration::from_secs(60);

pub async fn alarms(folder: &Path, armed: i64, raw: Duration) {
    let data = folder.join("armed");
    let due = argument("--due").map_or(DUE, |n| usize::try_from(n).unwrap());
    fill(&data, armed).await;
    let database = data.join("room.db");
    let connection = Connection::open(&database).unwrap();
    // Armed for a day far ahead, and out of the way of what is opened now: the index that is swept holds them all.
    let far = 4_000_000_000_000_i64;
    connection
        .execute("UPDATE ticket SET next_due = ?1 + seq, seq = seq + 1000000000 WHERE open = 0", [far])
        .unwrap();
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    let (room, seat) = opened(&data).await;
    let began = kentongan_room::TimeSource::Wall.now();
    let desks: Vec<_> = (0..DESKS)
        .map(|no| {
            let desk = Desk::new(room.clone(), seat.clone());
            tokio::spawn(async move {
                for nth in (no..due).step_by(DESKS) {
                    // Spread evenly over one second, which is over before most of them are written down.
                    let called_at = began + Span(nth as i64 * 1_000 / due as i64);
                    tokio::time::sleep(until(called_at)).await;
                    desk.say(desk.opening_at(nth, called_at)).await;
                }
            })
        })
        .collect();
    for desk in desks {
        desk.await.unwrap();
    }
    assert!(
        until(began + Span::seconds(30)) > Duration::from_secs(2),
        "void: opening took until they were due"
    );
    tokio::time::sleep(until(began + Span(SOON.as_millis() as i64))).await;
    // The ticket that the room was filled from is not one of them.
    let first = began.0 + SOON.as_millis() as i64;
    let fired = || {
        let count = "SELECT count(*) FROM alarm WHERE level = 'soon' AND due_at >= ?1";
        usize::try_from(connection.query_row(count, [first], |row| row.get::<_, i64>(0)).unwrap()).unwrap()
    };
    let end = std::time::Instant::now() + PATIENCE;
    while fired() < due && std::time::Instant::now() < end {
        tokio::time::sleep(Duration::from_millis(200)).await;
    }
    assert_eq!(fired(), due, "void: a level was missed or doubled");
    let mut late: Vec<i64> = connection
        .prepare("SELECT late_ms FROM alarm WHERE level = 'soon' AND due_at >= ?1")
        .unwrap()
        .query_map([first], |row| row.get(0))
        .unwrap()
        .map(Result::unwrap)
        .collect();
    late.sort_unstable();
    let (p50, p99, last) = (late[due / 2], late[due * 99 / 100], late[due - 1]);
    let rate = due as f64 / (1.0 + last as f64 / 1_000.0);
    println!(
        "P9 of {armed} armed, {due} due in one second: late p50 {p50} ms, p99 {p99} ms (goal 250), last {last} ms; {rate:.0} fired/s, {:.2} x raw single commits",
        rate * raw.as_secs_f64()
    );
    room.close().await;
}

fn until(at: At) -> Duration {
    let left = at - kentongan_room::TimeSource::Wall.now();
    Duration::from_millis(left.0.max(0).unsigned_abs())
}
