//! P6: the first page of a large room's history and the page in its middle, beside a raw keyset query.

use crate::shift::{Desk, founded};
use crate::{middle, ms};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::time::Seq;
use kentongan_store::{OpenOptions, Reader};
use rusqlite::Connection;
use std::path::Path;
use std::time::{Duration, Instant};

const ASKED: usize = 60;

/// A room with as many closed tickets as asked for, and one that is open.
pub async fn fill(data: &Path, tickets: i64) {
    let (room, seat) = founded(data).await;
    let desk = Desk::new(room.clone(), seat);
    desk.say(desk.opening(0)).await;
    room.close().await;
    multiply(&data.join("room.db"), tickets);
}

pub async fn pages(folder: &Path, tickets: i64) {
    let data = folder.join("large");
    fill(&data, tickets).await;
    let database = data.join("room.db");
    let connection = Connection::open(&database).unwrap();
    let newest: i64 = connection.query_row("SELECT max(seq) FROM ticket", [], |row| row.get(0)).unwrap();
    let mut reader = Reader::open(&database, &OpenOptions::default()).unwrap();
    let viewer = Actor { role: Role::Operator, ..Actor::desk(1) };
    let mut page = |before: i64| {
        let times = (0..ASKED).map(|nth| {
            let began = Instant::now();
            let found = reader
                .find("", None, Some(Seq(before - nth as i64)), &viewer, kentongan_rules::time::At(0))
                .unwrap();
            assert_eq!(found.hits.len(), kentongan_store::LONGEST_PAGE, "void: a page was not full");
            began.elapsed()
        });
        middle(&mut times.collect::<Vec<Duration>>())
    };
    let first = page(newest + 1);
    let deep = page(newest - tickets / 2);
    let raw = middle(&mut (0..ASKED).map(|nth| raw(&connection, newest - nth as i64)).collect::<Vec<_>>());
    let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
    println!(
        "P6 of {tickets}: first page {:.3} ms, middle page {:.3} ms, raw keyset {:.3} ms, ratio {:.2} (goal 1.5), deep {:.2} (goal 1.2)",
        ms(first),
        ms(deep),
        ms(raw),
        ratio(first, raw),
        ratio(deep, first)
    );
}

/// The same page by a plain statement: the rows and their texts, read and no more.
fn raw(connection: &Connection, before: i64) -> Duration {
    let began = Instant::now();
    let mut rows = connection
        .prepare_cached("SELECT id, doc FROM ticket WHERE seq < ?1 ORDER BY seq DESC LIMIT 21")
        .unwrap();
    let found =
        rows.query_map([before], |row| Ok((row.get::<_, Vec<u8>>(0)?, row.get::<_, String>(1)?))).unwrap();
    let mut texts = connection.prepare_cached("SELECT text FROM sealed WHERE ticket = ?1").unwrap();
    let mut bytes = 0;
    for row in found {
        let (id, doc) = row.unwrap();
        bytes += doc.len();
        let read = texts.query_map([id], |row| row.get::<_, String>(0)).unwrap();
        bytes += read.map(|text| text.unwrap().len()).sum::<usize>();
    }
    assert!(bytes > 0);
    began.elapsed()
}

/// Makes one ticket many: rows of the same size under names of their own, older than the first, so that the positions
/// of those that are opened next are free. Their texts stay those of the first.
pub fn multiply(database: &Path, tickets: i64) {
    let connection = Connection::open(database).unwrap();
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    connection
        .execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO ticket
             SELECT seq - i, randomblob(16), number || '-' || i, tail, called_at, 0, changed, NULL, NULL,
                    district, village, category, terms, doc, 0 FROM ticket, n",
            [tickets],
        )
        .unwrap();
    // A room that was closed has no log to recover; this one was only filled.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}
