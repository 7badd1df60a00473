//! P6: the first page of a large room's tickets and the page in their middle, beside a raw keyset query: of those that
//! are open, of all, of one category.

use crate::large::Large;
use crate::shift::{Desk, founded};
use crate::{busy, middle, ms};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::search::{Filter, Page, Search};
use kentongan_rules::ticket::TicketState;
use kentongan_rules::time::{At, Seq};
use kentongan_store::{LONGEST_PAGE, OpenOptions, Reader};
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
    let large = Large::of(&folder.join("searched"), tickets).await;
    let connection = Connection::open(&large.database).unwrap();
    let newest: i64 = connection.query_row("SELECT max(seq) FROM ticket", [], |row| row.get(0)).unwrap();
    let mut reader = Reader::open(&large.database, &OpenOptions::default()).unwrap();
    let category = reader.setup().unwrap().region.categories[0].code.clone();
    let viewer = Actor { role: Role::Supervisor, ..Actor::desk(1) };
    let all = Filter::default;
    let open = Filter { state: Some(TicketState::Open), ..all() };
    let one = Filter { category: Some(category.clone()), ..all() };
    let of_category = format!(
        "SELECT id, doc FROM ticket WHERE seq IN (SELECT seq FROM facet WHERE category = '{category}' AND seq < ?1
         ORDER BY seq DESC LIMIT 21) ORDER BY seq DESC"
    );
    for (name, filter, floor) in [
        ("open", open, "SELECT id, doc FROM ticket WHERE open = 1 AND seq < ?1 ORDER BY seq DESC LIMIT 21"),
        ("all", all(), "SELECT id, doc FROM ticket WHERE seq < ?1 ORDER BY seq DESC LIMIT 21"),
        ("one category", one, of_category.as_str()),
    ] {
        let mut page = |before: i64| {
            let times = (0..ASKED).map(|nth| {
                let page = Page::Before(Seq(before - nth as i64));
                let search = Search { filter: filter.clone(), page, ..Search::default() };
                let began = Instant::now();
                let found = reader.find(&search, None, &viewer, At(0)).unwrap();
                assert_eq!(found.hits.len(), LONGEST_PAGE, "void: a page was not full");
                began.elapsed()
            });
            middle(&mut times.collect::<Vec<Duration>>())
        };
        let (first, deep) = (page(newest + 1), page(newest - tickets / 2));
        let floor = middle(
            &mut (0..ASKED).map(|nth| raw(&connection, floor, newest - nth as i64)).collect::<Vec<_>>(),
        );
        let ratio = |a: Duration, b: Duration| a.as_secs_f64() / b.as_secs_f64();
        println!(
            "P6 {name} of {tickets}: first page {:.3} ms, middle page {:.3} ms, raw keyset {:.3} ms, ratio {:.2} (goal 1.5), deep {:.2} (goal 1.2){}",
            ms(first),
            ms(deep),
            ms(floor),
            ratio(first, floor),
            ratio(deep, first),
            busy()
        );
    }
}

/// The same page by a plain statement: the rows and their texts, read and no more.
fn raw(connection: &Connection, sql: &str, before: i64) -> Duration {
    let began = Instant::now();
    let mut rows = connection.prepare_cached(sql).unwrap();
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

/// Makes one ticket many: rows of the same size under names of their own, each before it, for those to come stand
/// after. Their texts stay those of the first.
pub fn multiply(database: &Path, tickets: i64) {
    let connection = Connection::open(database).unwrap();
    connection.pragma_update(None, "synchronous", "OFF").unwrap();
    connection
        .execute(
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ?1)
             INSERT INTO ticket (seq, id, number, tail, called_at, open, changed, district, village, category, terms, doc)
             SELECT seq - i, randomblob(16), number || '-' || i, tail, called_at, 0, changed,
                    district, village, category, terms, doc FROM ticket, n",
            [tickets],
        )
        .unwrap();
    // A room that was closed has no log to recover; this one was only filled.
    connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
}
