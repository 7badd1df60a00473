//! What desks were told is done, held against the room's disk afterwards.

use kentongan_rules::id::{CommandId, TicketId};
use kentongan_store::{OpenOptions, Reader, Verdict};
use rusqlite::{Connection, OptionalExtension};
use std::path::Path;
use std::sync::{Mutex, PoisonError};

/// A receipt that a desk was given.
#[derive(Clone, Debug)]
pub struct Acknowledged {
    pub id: CommandId,
    pub ticket: TicketId,
    /// The event that it stands for, by its name in the journal.
    pub kind: &'static str,
    /// Absent: the desk itself had it then, and the room not yet.
    pub seq: Option<i64>,
    /// What the caller was told, of an opened ticket.
    pub number: Option<String>,
}

/// Every receipt, of all desks.
#[derive(Default)]
pub struct Ledger(Mutex<Vec<Acknowledged>>);

/// How the room stands by them.
#[derive(Debug, Default)]
pub struct Tally {
    pub acknowledged: usize,
    pub held: usize,
    pub numbers: usize,
    pub lost: Vec<String>,
    pub doubled: Vec<String>,
}

impl std::fmt::Display for Tally {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let Tally { acknowledged, held, numbers, lost, doubled } = self;
        write!(f, "{acknowledged} acknowledged ({held} of them held, {numbers} numbers told), ")?;
        write!(f, "{} lost, {} doubled", lost.len(), doubled.len())
    }
}

impl Ledger {
    pub fn note(&self, one: Acknowledged) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).push(one);
    }

    pub fn all(&self) -> Vec<Acknowledged> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Nothing lost, nothing doubled, every number as it was told, and the journal whole.
    pub fn assert_kept(&self, folder: &Path, what: &str) -> Tally {
        let tally = tally(folder, &self.all());
        assert!(tally.lost.is_empty() && tally.doubled.is_empty(), "{what}: {tally:#?}");
        let mut reader = Reader::open(&folder.join("room.db"), &OpenOptions::default()).unwrap();
        assert_eq!(reader.verify(None).unwrap().faults, [], "{what}");
        tally
    }
}

/// The room must be closed or killed.
fn tally(folder: &Path, all: &[Acknowledged]) -> Tally {
    let connection = Connection::open(folder.join("room.db")).unwrap();
    let mut tally = Tally { acknowledged: all.len(), ..Tally::default() };
    for one in all {
        tally.held += usize::from(one.seq.is_none());
        tally.numbers += usize::from(one.number.is_some());
        if let Some(why) = missing(&connection, one) {
            tally.lost.push(format!("{why}: {one:?}"));
        }
    }
    // One call and one ticket for each that somebody opened, sent to whom it was sent once; a command speaks once.
    for (what, sql) in [
        ("opened", "SELECT stream FROM journal WHERE kind = 'opened' GROUP BY stream HAVING count(*) > 1"),
        ("sent", "SELECT stream FROM journal WHERE kind = 'assigned' GROUP BY stream HAVING count(*) > 1"),
        (
            "noted",
            "SELECT hex(command) FROM journal WHERE kind = 'noted' GROUP BY command HAVING count(*) > 1",
        ),
        ("numbered", "SELECT number FROM ticket GROUP BY number HAVING count(*) > 1"),
        ("called", "SELECT hex(ticket) FROM call GROUP BY ticket HAVING count(*) > 1"),
    ] {
        let mut statement = connection.prepare(sql).unwrap();
        let twice = statement.query_map([], |row| row.get::<_, String>(0)).unwrap();
        tally.doubled.extend(twice.map(|one| format!("{what} twice: {}", one.unwrap())));
    }
    tally
}

/// What is not as it was acknowledged.
fn missing(connection: &Connection, one: &Acknowledged) -> Option<&'static str> {
    let id = one.id.0.as_bytes();
    let reply: Option<String> = connection
        .query_row("SELECT reply FROM command WHERE id = ?1", [id], |row| row.get(0))
        .optional()
        .unwrap();
    let Some(Ok(Verdict::Receipt(receipt))) = reply.map(|reply| serde_json::from_str(&reply)) else {
        return Some("no receipt");
    };
    if one.seq.is_some_and(|seq| seq != receipt.seq.0) {
        return Some("another receipt");
    }
    let events: i64 = connection
        .query_row(
            "SELECT count(*) FROM journal WHERE command = ?1 AND kind = ?2",
            rusqlite::params![id, one.kind],
            |row| row.get(0),
        )
        .unwrap();
    if events != 1 {
        return Some("not in the journal");
    }
    let number: Option<String> = connection
        .query_row("SELECT number FROM ticket WHERE id = ?1", [one.ticket.0.as_bytes()], |row| row.get(0))
        .optional()
        .unwrap();
    match (&number, &one.number) {
        (None, _) => Some("no ticket"),
        (Some(has), Some(told)) if has != told => Some("another number"),
        _ => None,
    }
}
