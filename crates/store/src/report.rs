//! What a report is made of, as of an instant: rows that have not changed since, and the others folded anew.

use crate::broken::Broken;
use crate::journal::{self, COLUMNS, Entered};
use crate::reader::Reader;
use crate::rows;
use kentongan_rules::call::{Call, CallOutcome};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::fold;
use kentongan_rules::id::{CallId, TicketId};
use kentongan_rules::report::{CallEnd, Counting, Period, Report};
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Seq, Span};
use rusqlite::{Connection, OptionalExtension, Params, params};
use std::collections::BTreeSet;
use std::sync::Arc;
use uuid::Uuid;

/// Ticket documents whose row has not changed since the report's instant: of the period, and whatever is open.
const SETTLED: [&str; 2] = [
    "SELECT doc FROM ticket INDEXED BY ticket_reach WHERE reach >= ?1 AND called_at < ?2 AND changed <= ?3",
    "SELECT doc FROM ticket INDEXED BY ticket_open
     WHERE open = 1 AND (reach < ?1 OR called_at >= ?2) AND changed <= ?3",
];

/// Rows of the journal between two positions, of the few kinds that a report reads there.
const REPORTED: &str = "FROM journal INDEXED BY journal_reported WHERE seq > ?1 AND seq <= ?2";

impl Reader {
    /// The figures of a period, as they were known at its instant: made again they are the same, whatever is written
    /// down afterwards.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn report(&mut self, period: Period) -> Result<Report, Broken> {
        let (tx, setup) = self.moment()?;
        let head = journal::end(&tx)?.seq;
        let upto = recorded_by(&tx, period.as_of, head)?;
        let setup = match rows::setup::changed(&tx)? <= upto {
            true => setup,
            false => Arc::new(setup_then(&tx, upto)?),
        };
        let mut counting = Counting::new(period, &setup);
        // What occurred in the period was not recorded before it.
        let since = recorded_by(&tx, period.from - Span(1), head)?;
        offered(&tx, (since, upto), &mut counting)?;
        confirmed(&tx, (since, upto), &mut counting)?;
        calls(&tx, period, (since, upto, head), &mut counting)?;
        for sql in SETTLED {
            let mut statement = tx.prepare_cached(sql)?;
            let mut found = statement.query([period.from.0, period.to.0, upto.0])?;
            while let Some(row) = found.next()? {
                let doc = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
                counting.ticket(&serde_json::from_str(doc)?);
            }
        }
        let mut statement = tx.prepare_cached(
            "SELECT id FROM ticket INDEXED BY ticket_changed WHERE changed > ?1 AND seq <= ?1 ORDER BY changed",
        )?;
        let mut found = statement.query([upto.0])?;
        while let Some(row) = found.next()? {
            if let Some(ticket) = ticket_then(&tx, TicketId(Uuid::from_bytes(row.get(0)?)), upto)? {
                counting.ticket(&ticket);
            }
        }
        Ok(counting.report())
    }
}

/// The last row recorded by `at`. Time never runs backwards in the journal, so it is found by halving.
pub(crate) fn recorded_by(connection: &Connection, at: At, head: Seq) -> Result<Seq, Broken> {
    let mut statement = connection.prepare_cached("SELECT recorded_at FROM journal WHERE seq = ?1")?;
    let (mut before, mut after) = (0, head.0 + 1);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        let recorded: Option<i64> = statement.query_row([middle], |row| row.get(0)).optional()?;
        if recorded.is_some_and(|recorded| recorded <= at.0) {
            before = middle;
        } else {
            after = middle;
        }
    }
    Ok(Seq(before))
}

fn each(
    connection: &Connection,
    condition: &str,
    with: impl Params,
    mut take: impl FnMut(Entered),
) -> Result<(), Broken> {
    let sql = format!("SELECT {COLUMNS} {condition} ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query(with)?;
    while let Some(row) = found.next()? {
        take(journal::entered(row)?);
    }
    Ok(())
}

/// The region and the policy of then. Nothing else of the setup is read by a report.
fn setup_then(connection: &Connection, upto: Seq) -> Result<Setup, Broken> {
    let mut setup = Setup::default();
    let condition = "FROM journal WHERE stream IN ('region', 'plan', 'policy') AND seq <= ?1";
    each(connection, condition, [upto.0], |row| {
        fold::setup(&mut setup, &row.stream, &row.event, &row.meta);
    })?;
    Ok(setup)
}

fn ticket_then(connection: &Connection, id: TicketId, upto: Seq) -> Result<Option<Ticket>, Broken> {
    let streams = (Stream::Ticket(id).name(), Stream::Clock(id).name());
    let mut ticket = None;
    let condition = "FROM journal WHERE stream IN (?1, ?2) AND seq <= ?3";
    each(connection, condition, params![streams.0, streams.1, upto.0], |row| {
        fold::ticket(&mut ticket, &row.stream, &row.event, &row.meta);
    })?;
    Ok(ticket)
}

fn call_then(connection: &Connection, id: CallId, upto: Seq) -> Result<Option<Call>, Broken> {
    let mut call = None;
    let condition = "FROM journal WHERE stream = ?1 AND seq <= ?2";
    each(connection, condition, params![Stream::Call(id).name(), upto.0], |row| {
        fold::call(&mut call, &row.event, &row.meta);
    })?;
    Ok(call)
}

fn offered(
    connection: &Connection,
    (since, upto): (Seq, Seq),
    counting: &mut Counting<'_>,
) -> Result<(), Broken> {
    let condition = format!("{REPORTED} AND kind = 'offered_recorded'");
    each(connection, &condition, [since.0, upto.0], |row| {
        if let Event::OfferedRecorded { day, shift, offered, abandoned } = row.event {
            counting.offered(day, shift, offered, abandoned);
        }
    })
}

fn confirmed(
    connection: &Connection,
    (since, upto): (Seq, Seq),
    counting: &mut Counting<'_>,
) -> Result<(), Broken> {
    let condition = format!("{REPORTED} AND kind = 'confirmed'");
    each(connection, &condition, [since.0, upto.0], |row| {
        if let Event::Confirmed { by_caller, .. } = row.event {
            counting.confirmed(row.meta.at, by_caller);
        }
    })
}

/// Calls of one kind of event between two positions.
fn called(connection: &Connection, kind: &str, from: Seq, to: Seq) -> Result<BTreeSet<CallId>, Broken> {
    let sql = format!("SELECT stream {REPORTED} AND kind = '{kind}'");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([from.0, to.0])?;
    let mut calls = BTreeSet::new();
    while let Some(row) = found.next()? {
        let name = row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?;
        if let Some(Stream::Call(id)) = Stream::parse(name) {
            calls.insert(id);
        }
    }
    Ok(calls)
}

fn calls(
    connection: &Connection,
    period: Period,
    (since, upto, head): (Seq, Seq, Seq),
    counting: &mut Counting<'_>,
) -> Result<(), Broken> {
    let taken_back = called(connection, "call_undone", since, upto)?;
    let taken_back_later = called(connection, "call_undone", upto, head)?;
    let mut later = called(connection, "called", upto, head)?;
    later.extend(&taken_back_later);
    let mut statement = connection.prepare_cached(
        "SELECT id, called_at, outcome FROM call INDEXED BY call_called_at
         WHERE undone = 0 AND called_at >= ?1 AND called_at < ?2",
    )?;
    let mut found = statement.query([period.from.0, period.to.0])?;
    while let Some(row) = found.next()? {
        if later.is_empty() || !later.contains(&CallId(Uuid::from_bytes(row.get(0)?))) {
            let word = row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?;
            let outcome = rows::unword::<CallOutcome>(word)?;
            counting.call(At(row.get(1)?), CallEnd::Ended(outcome));
        }
    }
    for id in taken_back.difference(&later) {
        if let Some(call) = rows::call::load(connection, *id)?.filter(|call| call.undone) {
            counting.call(call.called_at, CallEnd::TakenBack);
        }
    }
    // Of what changed later, only a call that was once taken back can have been there before.
    for id in later.iter().filter(|id| taken_back.contains(id) || taken_back_later.contains(id)) {
        if let Some(call) = call_then(connection, *id, upto)? {
            let end = if call.undone { CallEnd::TakenBack } else { CallEnd::Ended(call.outcome) };
            counting.call(call.called_at, end);
        }
    }
    Ok(())
}
