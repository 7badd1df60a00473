//! Is everything as it was written? The chain row by row, every event, every text, and the rows folded again.

use crate::broken::Broken;
use crate::facet::Facet;
use crate::journal::{End, Head, Link};
use crate::reader::Reader;
use crate::{access, facet, journal, photo, rows, sealed};
use kentongan_rules::call::Call;
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::fold;
use kentongan_rules::id::{SealedId, TicketId};
use kentongan_rules::photo::PhotoOf;
use kentongan_rules::setup::Setup;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Seq};
use rusqlite::{Connection, OptionalExtension, Row};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Faults kept; a database with more is not read any better by a longer list.
const MOST_FAULTS: usize = 1_000;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct VerifyReport {
    /// Rows of the journal that were read.
    pub rows: u64,
    pub head_seq: Seq,
    pub head_hash: String,
    pub faults: Vec<Fault>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fault {
    /// The row of the journal it is about; 0 where it is about none.
    pub seq: Seq,
    pub code: FaultCode,
    pub about: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FaultCode {
    /// A stored column is not what was written.
    Changed,
    /// Rows are missing before this one.
    Gap,
    /// The event, its actor or its stream does not parse.
    Unreadable,
    /// Time runs backwards.
    Backwards,
    /// The rows of a stream are not numbered one by one.
    Version,
    /// A text is absent that nothing has erased.
    TextAbsent,
    /// A text is there that was erased.
    TextReturned,
    /// A sealed text is not the one that its event names.
    TextChanged,
    /// A photo is absent that nothing has erased.
    PhotoAbsent,
    /// A photo is there that was erased.
    PhotoReturned,
    /// A photo is not the one that its event names.
    PhotoChanged,
    /// A row is not what its events fold to.
    Folded,
    /// The head that was written down is not, or not so, in this journal: its tail was cut or rewritten.
    Head,
    /// The record of who opened restricted cases is not as it was written; `about` is its row.
    Access,
    /// The database file itself.
    Integrity,
}

struct Faults(Vec<Fault>);

impl Faults {
    fn add(&mut self, seq: Seq, code: FaultCode, about: impl Into<String>) {
        if self.0.len() < MOST_FAULTS {
            self.0.push(Fault { seq, code, about: about.into() });
        }
    }
}

impl Reader {
    /// Checks everything in one moment of the database. `head` is one that was written down elsewhere earlier: only it
    /// can show that the newest rows were cut off.
    ///
    /// # Errors
    /// The file cannot be read at all; damage that can be read past is a fault of the report.
    pub fn verify(&mut self, head: Option<&Head>) -> Result<VerifyReport, Broken> {
        let tx = self.connection.unchecked_transaction()?;
        let mut faults = Faults(Vec::new());
        integrity(&tx, &mut faults)?;
        let mut gone = Absent::default();
        let (rows, end) = chain(&tx, head, &mut gone, &mut faults)?;
        tickets(&tx, &mut faults)?;
        photos(&tx, &mut faults)?;
        calls(&tx, &mut faults)?;
        access::check(&tx, |row| {
            if !row.whole {
                faults.add(Seq(0), FaultCode::Access, row.no.to_string());
            }
            same_texts(&tx, Seq(0), row.named, &mut gone, &mut faults)
        })?;
        gone.tell(&tx, &mut faults)?;
        Ok(VerifyReport { rows, head_seq: end.seq, head_hash: end.head().hash, faults: faults.0 })
    }
}

fn integrity(connection: &Connection, faults: &mut Faults) -> Result<(), Broken> {
    let mut statement = connection.prepare("PRAGMA integrity_check(100)")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let said: String = row.get(0)?;
        if said != "ok" {
            faults.add(Seq(0), FaultCode::Integrity, said);
        }
    }
    Ok(())
}

/// Every row of the journal in order; and what is folded from the room's own streams.
fn chain(
    connection: &Connection,
    head: Option<&Head>,
    gone: &mut Absent,
    faults: &mut Faults,
) -> Result<(u64, End), Broken> {
    let mut end = End { seq: Seq(0), hash: [0; 32], recorded_at: At(i64::MIN) };
    let mut seen = head.is_none_or(|head| head.seq == Seq(0));
    let mut rows = 0;
    let mut setup = (Setup::default(), Seq(0));
    let mut lengths: BTreeMap<String, i64> = BTreeMap::new();
    let mut counts: BTreeMap<(u16, String), u32> = BTreeMap::new();
    let sql = format!("SELECT {} FROM journal ORDER BY seq", journal::COLUMNS);
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        rows += 1;
        let (link, next) = journal::link(&end, row)?;
        let seq = next.seq;
        match link {
            Link::Whole => {}
            Link::Gap => faults.add(seq, FaultCode::Gap, format!("{}", end.seq.0 + 1)),
            Link::Changed => faults.add(seq, FaultCode::Changed, name(row)),
        }
        if next.recorded_at < end.recorded_at {
            faults.add(seq, FaultCode::Backwards, name(row));
        }
        if let Some(head) = head.filter(|head| head.seq == seq) {
            seen = true;
            if next.head().hash != head.hash {
                faults.add(seq, FaultCode::Head, head.hash.clone());
            }
        }
        end = next;
        let Ok(entered) = journal::entered(row) else {
            faults.add(seq, FaultCode::Unreadable, name(row));
            continue;
        };
        if row.get_ref(8)?.as_str().ok() != Some(entered.event.kind()) {
            faults.add(seq, FaultCode::Unreadable, name(row));
        }
        texts(connection, seq, row, gone, faults)?;
        if let Event::Erased { texts } = &entered.event {
            gone.erased.extend(texts.iter().map(|id| (*id, seq)));
        }
        match &entered.stream {
            Stream::Ticket(id) => {
                if let Event::Opened { number, .. } = &entered.event {
                    if let Some((day, desk, count)) = number.parts() {
                        let most = counts.entry((desk, day.to_owned())).or_default();
                        *most = count.max(*most);
                    }
                    if !exists(connection, "SELECT 1 FROM ticket WHERE id = ?1", id.0.as_bytes())? {
                        faults.add(seq, FaultCode::Folded, entered.stream.name());
                    }
                }
            }
            Stream::Clock(_) => {}
            Stream::Call(id) => {
                if !exists(connection, "SELECT 1 FROM call WHERE id = ?1", id.0.as_bytes())? {
                    faults.add(seq, FaultCode::Folded, entered.stream.name());
                }
            }
            Stream::Region
            | Stream::Plan
            | Stream::Policy
            | Stream::People
            | Stream::Numbers
            | Stream::Handovers
            | Stream::Roster
            | Stream::Desk(_) => {
                let length = lengths.entry(entered.stream.name()).or_default();
                *length += 1;
                if row.get_ref(2)?.as_i64().ok() != Some(*length) {
                    faults.add(seq, FaultCode::Version, entered.stream.name());
                }
                fold::setup(&mut setup.0, &entered.stream, &entered.event, &entered.meta);
                setup.1 = seq;
            }
        }
    }
    if let Some(head) = head.filter(|_| !seen) {
        faults.add(head.seq, FaultCode::Head, head.hash.clone());
    }
    let differs = rows::setup::load(connection).ok() != Some(setup.0);
    if (differs && rows::setup::is_folded_as_now(connection)?) || rows::setup::changed(connection)? != setup.1
    {
        faults.add(setup.1, FaultCode::Folded, "setup");
    }
    if desk_days(connection)? != counts {
        faults.add(Seq(0), FaultCode::Folded, "desk_day");
    }
    Ok((rows, end))
}

/// What a row calls itself, as far as it can be read.
fn name(row: &Row<'_>) -> String {
    let text = |column| row.get_ref(column).ok().and_then(|value| value.as_str().ok()).unwrap_or("?");
    format!("{} {}", text(1), text(8))
}

fn exists(connection: &Connection, sql: &str, id: &[u8]) -> Result<bool, Broken> {
    Ok(connection.prepare_cached(sql)?.query_row([id], |_| Ok(())).optional()?.is_some())
}

fn desk_days(connection: &Connection) -> Result<BTreeMap<(u16, String), u32>, Broken> {
    let mut statement = connection.prepare("SELECT desk, day, count FROM desk_day")?;
    let rows = statement.query_map([], |row| Ok(((row.get(0)?, row.get(1)?), row.get(2)?)))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// The sealed texts that an event names are there, and are the ones it named.
fn texts(
    connection: &Connection,
    seq: Seq,
    row: &Row<'_>,
    gone: &mut Absent,
    faults: &mut Faults,
) -> Result<(), Broken> {
    let Some(data) = row.get_ref(9)?.as_str().ok().and_then(|data| serde_json::from_str(data).ok()) else {
        return Ok(());
    };
    let mut named: Vec<Sealed> = Vec::new();
    sealed::named(&data, &mut named);
    same_texts(connection, seq, named, gone, faults)
}

fn same_texts(
    connection: &Connection,
    seq: Seq,
    named: Vec<Sealed>,
    gone: &mut Absent,
    faults: &mut Faults,
) -> Result<(), Broken> {
    for Sealed { id, digest, tag } in named {
        let found: Option<(String, String, Option<String>)> = connection
            .prepare_cached("SELECT salt, text, tag FROM sealed WHERE id = ?1")?
            .query_row([id.0.as_bytes()], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        match found {
            None => {
                gone.absent.entry(id).or_insert(seq);
            }
            Some((salt, text, kept)) if sealed::digest(&salt, &text) != digest || kept != tag => {
                faults.add(seq, FaultCode::TextChanged, id.to_string());
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// Texts that are named and not there, by whoever named them first; and those that were erased.
#[derive(Default)]
struct Absent {
    absent: BTreeMap<SealedId, Seq>,
    erased: BTreeMap<SealedId, Seq>,
}

impl Absent {
    /// What is absent without having been erased, and what is there although it was.
    fn tell(self, connection: &Connection, faults: &mut Faults) -> Result<(), Broken> {
        for (id, seq) in self.absent.iter().filter(|(id, _)| !self.erased.contains_key(id)) {
            faults.add(*seq, FaultCode::TextAbsent, id.to_string());
        }
        for (id, seq) in self.erased.iter().filter(|(id, _)| !self.absent.contains_key(id)) {
            if exists(connection, "SELECT 1 FROM sealed WHERE id = ?1", id.0.as_bytes())? {
                faults.add(*seq, FaultCode::TextReturned, id.to_string());
            }
        }
        Ok(())
    }
}

/// Every ticket's row against its two streams folded again.
fn tickets(connection: &Connection, faults: &mut Faults) -> Result<(), Broken> {
    let mut statement =
        connection.prepare("SELECT seq, changed, terms, doc, id, * FROM ticket ORDER BY seq")?;
    let mut found = statement.query([])?;
    let filed_from = facet::filed_from(connection)?.unwrap_or(Seq(0));
    while let Some(row) = found.next()? {
        let seq = Seq(row.get(0)?);
        let id = TicketId(uuid::Uuid::from_bytes(row.get(4)?));
        let stream = Stream::Ticket(id);
        let (folded, opened, changed) = fold_ticket(connection, id, faults)?;
        let same = folded.is_some_and(|ticket| {
            let columns = rows::ticket::columns(&ticket);
            rows::ticket::stored_columns(row, &columns).is_ok_and(|stored| stored == columns)
                && alarms(connection, &ticket).unwrap_or(false)
                && (seq < filed_from || is_filed(connection, seq, &ticket).unwrap_or(false))
                && rows::ticket::stored(row).is_ok_and(|stored| {
                    stored.ticket == ticket && stored.seq == opened && stored.changed == changed
                })
        });
        if !same {
            faults.add(seq, FaultCode::Folded, stream.name());
        }
    }
    Ok(())
}

/// Every photo that a ticket has is there and is the one that it was, and no other was kept for good.
fn photos(connection: &Connection, faults: &mut Faults) -> Result<(), Broken> {
    let mut named = BTreeMap::new();
    let mut statement = connection.prepare("SELECT seq, changed, terms, doc FROM ticket ORDER BY seq")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        // What does not parse has been named already.
        let Ok(stored) = rows::ticket::stored(row) else { continue };
        let shown = stored.ticket.assignments.iter().flat_map(|a| &a.photos);
        named.extend(shown.map(|photo| ((stored.ticket.id, *photo), stored.seq)));
    }
    photo::standing(connection, |standing| {
        let PhotoOf { ticket, photo } = standing.of;
        let seq = named.remove(&(ticket, photo));
        if !standing.whole {
            faults.add(seq.unwrap_or(Seq(0)), FaultCode::PhotoChanged, photo.to_string());
        }
        if seq.is_none() && standing.named {
            faults.add(Seq(0), FaultCode::PhotoReturned, photo.to_string());
        }
        Ok(())
    })?;
    for ((_, photo), seq) in named {
        faults.add(seq, FaultCode::PhotoAbsent, photo.to_string());
    }
    Ok(())
}

/// The ticket, with the seqs of its first and last event.
fn fold_ticket(
    connection: &Connection,
    id: TicketId,
    faults: &mut Faults,
) -> Result<(Option<Ticket>, Seq, Seq), Broken> {
    let sql = format!("SELECT {} FROM journal WHERE stream IN (?1, ?2) ORDER BY seq", journal::COLUMNS);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([Stream::Ticket(id).name(), Stream::Clock(id).name()])?;
    let (mut ticket, mut opened, mut changed) = (None, Seq(0), Seq(0));
    let mut lengths = [0i64; 2];
    while let Some(row) = found.next()? {
        // What does not parse has been named already.
        let Ok(entered) = journal::entered(row) else { continue };
        let length = &mut lengths[usize::from(matches!(entered.stream, Stream::Clock(_)))];
        *length += 1;
        if row.get_ref(2)?.as_i64().ok() != Some(*length) {
            faults.add(entered.meta.seq, FaultCode::Version, entered.stream.name());
        }
        fold::ticket(&mut ticket, &entered.stream, &entered.event, &entered.meta);
        changed = entered.meta.seq;
        if opened == Seq(0) {
            opened = changed;
        }
    }
    Ok((ticket, opened, changed))
}

/// Is it filtered by what it is?
fn is_filed(connection: &Connection, seq: Seq, ticket: &Ticket) -> Result<bool, Broken> {
    Ok(facet::load(connection, seq)? == Some(Facet::of(ticket)?))
}

/// Are the stored alarms those of the ticket?
fn alarms(connection: &Connection, ticket: &Ticket) -> Result<bool, Broken> {
    type Taken = (Option<String>, Option<i64>, bool, Option<i64>, String);
    type Alarm = (u16, u16, u16, String, i64, i64, i64, Taken);
    let mut statement = connection.prepare_cached(
        "SELECT clock, cycle, aim, level, due_at, fired_at, late_ms, acknowledged_by, acknowledged_at,
                suspect, withdrawn_at, deliveries
         FROM alarm WHERE ticket = ?1",
    )?;
    let stored = statement.query_map([ticket.id.0.as_bytes()], |row| {
        Ok((
            row.get(0)?,
            row.get(1)?,
            row.get(2)?,
            row.get(3)?,
            row.get(4)?,
            row.get(5)?,
            row.get(6)?,
            (row.get(7)?, row.get(8)?, row.get(9)?, row.get(10)?, row.get(11)?),
        ))
    })?;
    let mut stored: Vec<Alarm> = stored.collect::<Result<_, _>>()?;
    let mut folded: Vec<Alarm> = Vec::with_capacity(stored.len());
    for (clock, cycle, f) in rows::alarm::of(ticket) {
        folded.push((
            clock,
            cycle,
            f.aim,
            rows::word(&f.level)?,
            f.due_at.0,
            f.fired_at.0,
            f.late_ms.0,
            (
                f.acknowledged_by.clone(),
                f.acknowledged_at.map(|at| at.0),
                f.suspect,
                f.withdrawn_at.map(|at| at.0),
                serde_json::to_string(&f.deliveries)?,
            ),
        ));
    }
    stored.sort();
    folded.sort();
    Ok(stored == folded)
}

/// Every call's row against its stream folded again.
fn calls(connection: &Connection, faults: &mut Faults) -> Result<(), Broken> {
    let sql = format!("SELECT {} FROM journal WHERE stream = ?1 ORDER BY seq", journal::COLUMNS);
    let mut statement = connection
        .prepare("SELECT id, called_at, ended_at, outcome, undone, tag, ticket, doc FROM call ORDER BY id")?;
    let mut found = statement.query([])?;
    while let Some(row) = found.next()? {
        let id = kentongan_rules::id::CallId(uuid::Uuid::from_bytes(row.get(0)?));
        let stream = Stream::Call(id).name();
        let (mut folded, mut last, mut length) = (None, Seq(0), 0i64);
        let mut events = connection.prepare_cached(&sql)?;
        let mut events = events.query([&stream])?;
        while let Some(event) = events.next()? {
            let Ok(entered) = journal::entered(event) else { continue };
            last = entered.meta.seq;
            length += 1;
            if event.get_ref(2)?.as_i64().ok() != Some(length) {
                faults.add(last, FaultCode::Version, stream.clone());
            }
            fold::call(&mut folded, &entered.event, &entered.meta);
        }
        if !folded.is_some_and(|call| same_call(row, &call).unwrap_or(false)) {
            faults.add(last, FaultCode::Folded, stream);
        }
    }
    Ok(())
}

fn same_call(row: &Row<'_>, call: &Call) -> Result<bool, Broken> {
    let stored: Call = serde_json::from_str(&row.get::<_, String>("doc")?)?;
    let ticket: Option<[u8; 16]> = row.get("ticket")?;
    Ok(stored == *call
        && row.get::<_, i64>("called_at")? == call.called_at.0
        && row.get::<_, i64>("ended_at")? == call.ended_at.0
        && row.get::<_, String>("outcome")? == rows::word(&call.outcome)?
        && row.get::<_, bool>("undone")? == call.undone
        && row.get::<_, Option<String>>("tag")? == call.number.as_ref().and_then(|n| n.tag.clone())
        && ticket == call.ticket.map(|id| id.0.into_bytes()))
}
