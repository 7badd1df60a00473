//! One durable ticket against the raw durable insert of the same bytes, in turns on the same disk (P1); and a group of
//! fifty against raw single commits (P2). `cargo bench -p kentongan-store`.
// A benchmark prints its figures and stops where something is not as it should be.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)]

#[path = "../tests/store/ground.rs"]
#[allow(dead_code)]
mod ground;

use ground::{FIRE, Ground, operator};
use kentongan_rules::time::Span;
use kentongan_store::{Job, Store, Verdict};
use rusqlite::{Connection, params};
use std::time::{Duration, Instant};

const TICKETS: usize = 400;
const GROUP: usize = 50;

/// The same bytes as a ticket leaves behind, in tables without an index, a trigger or a chain.
struct Raw {
    connection: Connection,
    rows: Vec<String>,
}

impl Raw {
    fn new(ground: &Ground) -> Raw {
        let connection = Connection::open(ground.folder.path().join("raw.db")).unwrap();
        connection
            .execute_batch(
                "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 CREATE TABLE row(id INTEGER PRIMARY KEY, text TEXT)",
            )
            .unwrap();
        let raw = ground.raw();
        let mut rows = Vec::new();
        for sql in [
            "SELECT stream || actor || hex(command) || kind || data || hex(hash) FROM journal WHERE seq > 1",
            "SELECT number || district || category || terms || doc FROM ticket",
            "SELECT number || category || terms || doc FROM ticket WHERE district IS NULL",
            "SELECT doc FROM call",
            "SELECT hex(id) || kind || salt || text || coalesce(tag, '') FROM sealed WHERE kind <> 'secret'",
            "SELECT actor || body_digest || reply FROM command WHERE length(reply) > 0 LIMIT 1 OFFSET 1",
        ] {
            let mut statement = raw.prepare(sql).unwrap();
            let found = statement.query_map([], |row| row.get::<_, Option<String>>(0)).unwrap();
            rows.extend(found.filter_map(|row| row.unwrap()));
        }
        Raw { connection, rows }
    }

    fn commit(&mut self) -> Duration {
        let start = Instant::now();
        let tx = self.connection.transaction().unwrap();
        {
            let mut insert = tx.prepare_cached("INSERT INTO row(text) VALUES (?1)").unwrap();
            for row in &self.rows {
                insert.execute(params![row]).unwrap();
            }
        }
        tx.commit().unwrap();
        start.elapsed()
    }
}

fn job(ground: &mut Ground) -> Job {
    ground.pass(Span::seconds(1));
    let (_, opening) = ground.opening("KBR-BGN", &FIRE);
    ground.job(operator(1), opening)
}

fn act(ground: &mut Ground, jobs: &[Job]) -> Duration {
    let start = Instant::now();
    let verdicts = ground.store.act(jobs).unwrap();
    let took = start.elapsed();
    assert!(verdicts.iter().all(|verdict| matches!(verdict, Verdict::Receipt(_))));
    took
}

fn at(sorted: &[Duration], percent: usize) -> Duration {
    sorted[(sorted.len() - 1) * percent / 100]
}

fn main() {
    let mut ground = Ground::new();
    let first = job(&mut ground);
    act(&mut ground, &[first]);
    let mut raw = Raw::new(&ground);
    let (mut ours, mut floor) = (Vec::new(), Vec::new());
    for _ in 0..TICKETS {
        let one = job(&mut ground);
        floor.push(raw.commit());
        ours.push(act(&mut ground, &[one]));
    }
    ours.sort_unstable();
    floor.sort_unstable();
    println!("rows of a ticket, raw       {} rows", raw.rows.len());
    for percent in [50, 95] {
        let (a, b) = (at(&ours, percent), at(&floor, percent));
        println!(
            "one ticket durable, p{percent}     {a:?} / raw {b:?} = {:.2}",
            a.as_secs_f64() / b.as_secs_f64()
        );
    }
    let mut grouped = Vec::new();
    for _ in 0..20 {
        let jobs: Vec<Job> = (0..GROUP).map(|_| job(&mut ground)).collect();
        grouped.push(act(&mut ground, &jobs) / GROUP as u32);
    }
    grouped.sort_unstable();
    let (a, b) = (at(&grouped, 50), at(&floor, 50));
    println!(
        "a ticket in a group of {GROUP}   {a:?}, {:.1} times raw single commits",
        b.as_secs_f64() / a.as_secs_f64()
    );
    let report = ground.verify();
    assert!(report.faults.is_empty(), "{:?}", report.faults);
    println!("verified                    {} rows", report.rows);
}
