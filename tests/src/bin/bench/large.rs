//! A large room: tickets with texts, places and states of their own, put beside one that was opened through the door.
//! They have no events: what is measured here reads rows, texts and the index, and those are as the store writes them.
//! Beside it the same texts in a plain full-text table: the floor of P5.

use crate::shift::{Desk, founded};
use kentongan_rules::id::{SealedId, TicketId, TicketNumber};
use kentongan_rules::region::Region;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::{CloseOutcome, Closed, Ticket, TicketKind, TicketState};
use kentongan_rules::time::{At, Span};
use kentongan_store::{OpenOptions, Sqlite};
use kentongan_tests::chance::Chance;
use rusqlite::{Connection, params};
use std::path::{Path, PathBuf};
use std::time::Instant;
use uuid::Uuid;

/// One in so many is open.
const OPEN: i64 = 100;
/// Tickets in one transaction.
const TOGETHER: i64 = 20_000;
const FILED_TOGETHER: u32 = 2_000;
const SAID: [&str; 4] = [
    include_str!("../../../narratives/tuning.csv"),
    include_str!("../../../narratives/tuning2.csv"),
    include_str!("../../../narratives/tuning3.csv"),
    include_str!("../../../narratives/tuning4.csv"),
];

pub struct Large {
    pub database: PathBuf,
    /// The same texts, and nothing else.
    pub plain: PathBuf,
}

impl Large {
    /// Made in `folder`, or found there.
    pub async fn of(folder: &Path, tickets: i64) -> Large {
        let large = Large { database: folder.join("room.db"), plain: folder.join("plain.db") };
        if !large.plain.exists() {
            let (room, seat) = founded(folder).await;
            let desk = Desk::new(room.clone(), seat);
            desk.say(desk.opening(0)).await;
            room.close().await;
            let began = Instant::now();
            large.fill(tickets);
            println!("   {tickets} tickets made in {:.0} s", began.elapsed().as_secs_f64());
            large.file(tickets);
        }
        large
    }

    fn fill(&self, tickets: i64) {
        let room = quick(&self.database);
        let plain = quick(&self.plain);
        plain
            .execute_batch(
                "CREATE VIRTUAL TABLE plain USING fts5 (text, tokenize = \"unicode61 remove_diacritics 2\",
                 prefix = '2 3 4')",
            )
            .unwrap();
        let first = room.query_row("SELECT seq, terms, doc FROM ticket", [], |row| {
            Ok((row.get::<_, i64>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        });
        let (seq, terms, doc) = first.unwrap();
        let first: Ticket = serde_json::from_str(&doc).unwrap();
        let region = Region::sidoarjo().unwrap();
        let said: Vec<String> = SAID.iter().flat_map(|file| file.lines().skip(1)).map(narrative).collect();
        let mut chance = Chance::of(112);
        // From the oldest on, as they would have come: before the one that is there.
        for from in (0..tickets).step_by(TOGETHER as usize) {
            room.execute_batch("BEGIN").unwrap();
            plain.execute_batch("BEGIN").unwrap();
            for nth in from..tickets.min(from + TOGETHER) {
                let at = seq - tickets + nth;
                let words = told(&said, nth, &mut chance);
                let ticket = like(&first, &region, nth, tickets, &mut chance);
                put(&room, at, &terms, &ticket, &words);
                let text = format!("{terms}\n{}", words.join("\n"));
                for (connection, table) in [(&room, "words"), (&plain, "plain")] {
                    let sql = format!("INSERT INTO {table} (rowid, text) VALUES (?1, ?2)");
                    connection.prepare_cached(&sql).unwrap().execute(params![at, text]).unwrap();
                }
            }
            room.execute_batch("COMMIT").unwrap();
            plain.execute_batch("COMMIT").unwrap();
        }
        for connection in [room, plain] {
            connection.query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
        }
    }

    /// As a room of before filters does it while it is open, without its pauses.
    fn file(&self, tickets: i64) {
        let newest = "INSERT INTO meta (key, value) SELECT 'filed_from', max(seq) + 1 FROM ticket";
        quick(&self.database).execute_batch(newest).unwrap();
        let mut store = Sqlite::open(&self.database, &OpenOptions::default()).unwrap();
        let began = Instant::now();
        while store.file_older(FILED_TOGETHER).unwrap() {}
        let took = began.elapsed();
        println!("   {tickets} tickets filed for filters in {:.0} s", took.as_secs_f64());
        drop(store);
        quick(&self.database).query_row("PRAGMA wal_checkpoint(TRUNCATE)", [], |_| Ok(())).unwrap();
    }
}

fn quick(path: &Path) -> Connection {
    let connection = Connection::open(path).unwrap();
    for (pragma, value) in [("journal_mode", "WAL"), ("synchronous", "OFF"), ("cache_size", "-262144")] {
        connection.pragma_update(None, pragma, value).unwrap();
    }
    connection
}

/// The first column of a row.
fn narrative(row: &str) -> String {
    match row.strip_prefix('"') {
        Some(quoted) => quoted.split('"').next().unwrap_or_default().to_owned(),
        None => row.split(',').next().unwrap_or_default().to_owned(),
    }
}

/// Narrative, landmark and name; what was said elsewhere too, with words that few have.
fn told(said: &[String], nth: i64, chance: &mut Chance) -> [String; 3] {
    let mut any = || &said[chance.below(said.len() as u64) as usize];
    let (story, other) = (any(), any());
    let tail = other.split_whitespace().take(4).collect::<Vec<_>>().join(" ");
    let name = story.split_whitespace().next_back().unwrap_or("ani");
    [
        format!("{story} {tail}"),
        format!("depan rumah nomor {nth}, RT {:02}", nth % 40),
        format!("Bu {name} {:03}", nth % 500),
    ]
}

/// Another of the same size; most are closed, a day apart for every two hundred.
fn like(first: &Ticket, region: &Region, nth: i64, tickets: i64, chance: &mut Chance) -> Ticket {
    let mut ticket = first.clone();
    let village = &region.villages[chance.below(region.villages.len() as u64) as usize];
    let category = &region.categories[chance.below(region.categories.len() as u64) as usize];
    let called_at = At(first.called_at.0 - (tickets - nth) * 432_000);
    let sealed = |part: u128| Sealed {
        id: SealedId(Uuid::from_u128((nth as u128) << 8 | part)),
        digest: first.narrative.as_ref().map(|text| text.digest.clone()).unwrap_or_default(),
        tag: None,
    };
    let kind = if category.emergency { TicketKind::Emergency } else { TicketKind::Complaint };
    ticket.id = TicketId(Uuid::from_u128((nth as u128) << 8 | 0xff));
    ticket.number = TicketNumber(format!("SDA-{:06}-1-{:02}", nth / 99, nth % 99));
    (ticket.called_at, ticket.opened_at) = (called_at, called_at + Span::seconds(60));
    (ticket.category, ticket.severity) = (category.code.clone(), category.severity_default);
    (ticket.kind, ticket.restricted) = (kind, category.restricted);
    ticket.place.district = Some(village.district.clone());
    ticket.place.village = Some(village.code.clone());
    (ticket.narrative, ticket.place.landmark) = (Some(sealed(1)), Some(sealed(2)));
    ticket.reporter.name = Some(sealed(3));
    ticket.reporter.number = None;
    if nth % OPEN != 0 {
        ticket.clocks.clear();
        ticket.closed = Some(Closed {
            outcome: CloseOutcome::Handled,
            at: called_at + Span::hours(2),
            by: "Sari".to_owned(),
        });
    }
    ticket
}

/// As the store writes them.
fn put(room: &Connection, seq: i64, terms: &str, ticket: &Ticket, words: &[String; 3]) {
    let open = ticket.state() != TicketState::Closed;
    room.prepare_cached(
        "INSERT INTO ticket (seq, id, number, tail, called_at, open, changed, district, village, category, terms,
                             doc, reach)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?1, ?7, ?8, ?9, ?10, ?11, ?5)",
    )
    .unwrap()
    .execute(params![
        seq,
        ticket.id.0.as_bytes(),
        ticket.number.0,
        ticket.number.0.splitn(3, '-').last(),
        ticket.called_at.0,
        open,
        ticket.place.district.as_ref().map(ToString::to_string),
        ticket.place.village.as_ref().map(ToString::to_string),
        ticket.category.to_string(),
        terms,
        serde_json::to_string(ticket).unwrap(),
    ])
    .unwrap();
    let texts = [&ticket.narrative, &ticket.place.landmark, &ticket.reporter.name];
    for (text, words) in texts.into_iter().zip(words) {
        room.prepare_cached(
            "INSERT INTO sealed (id, ticket, kind, salt, text) VALUES (?1, ?2, 'narrative', '00', ?3)",
        )
        .unwrap()
        .execute(params![text.as_ref().map(|text| text.id.0.as_bytes()), ticket.id.0.as_bytes(), words])
        .unwrap();
    }
}
