//! What is known of a telephone number, found by the room's tag of it.

use crate::broken::Broken;
use crate::find::LONGEST_PAGE;
use crate::reader::{Reader, shown};
use crate::{access, rows, sealed};
use kentongan_rules::actor::Actor;
use kentongan_rules::call::{Call, CallOutcome};
use kentongan_rules::call_back::{Owed, SILENT, owed};
use kentongan_rules::id::TicketId;
use kentongan_rules::number::{HISTORY, KnownNumber, LATELY, proposes_mark};
use kentongan_rules::setup::Setup;
use kentongan_rules::text::Sealed;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::row::call_row;
use kentongan_rules::view::{CallBack, CallRow, FindHit, Known, NumberRow, OutcomeCount, Viewer, Violence};
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Most tickets of a number that are looked through for violence.
const MOST_TICKETS: i64 = 100;
/// Most calls of a number that are counted: who makes more is known by then.
const MOST_CALLS: i64 = 1_000;

/// What is known of a number, newest first.
#[derive(Clone, Debug, PartialEq)]
pub struct Caller {
    pub hits: Vec<FindHit>,
    pub calls: Vec<CallRow>,
    pub known: Known,
}

impl Reader {
    /// What is known of the number with this tag, as far as the viewer may read it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn caller(&mut self, tag: &str, viewer: &Actor, now: At) -> Result<Caller, Broken> {
        if !viewer.reads_personal() {
            return Ok(Caller { hits: Vec::new(), calls: Vec::new(), known: Known::default() });
        }
        let hits = self.tickets_of(tag, viewer, now)?;
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let mut calls = Vec::new();
        for call in calls_of(&tx, tag, At(i64::MIN), MOST_CALLS)? {
            if !is_masked(&tx, &setup, &call, viewer)? {
                calls.push(call);
            }
        }
        let entry = setup.number(tag);
        let since = |from: At| calls.iter().filter(move |call| call.called_at > from);
        let pranks = since(now - LATELY).filter(|call| call.outcome == CallOutcome::Prank).count();
        let pranks = u32::try_from(pranks).unwrap_or(u32::MAX);
        let nuisance = entry.and_then(|known| known.nuisance.clone());
        let call_back = match owed(since(now - HISTORY)) {
            Some(owed) => Some(CallBack::of(owed, number_of(&tx, calls.first())?)),
            None => None,
        };
        let known = Known {
            outcomes: counted(since(now - HISTORY)),
            violence: violence(&tx, &setup, tag, viewer)?,
            proposes_mark: proposes_mark(pranks, setup.settings.pranks_to_propose, nuisance.is_some()),
            nuisance,
            block: entry.and_then(|known| known.blocked(now).cloned()),
            call_back,
        };
        Ok(Caller { hits, calls: calls.iter().take(LONGEST_PAGE).map(call_row).collect(), known })
    }

    /// The numbers that were silent so often that they are called back, the longest waiting first; none to who may
    /// not read a number.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn call_backs(&mut self, viewer: &Actor, now: At) -> Result<Vec<CallBack>, Broken> {
        if !viewer.reads_personal() {
            return Ok(Vec::new());
        }
        let (tx, _) = self.moment()?;
        let mut found = Vec::new();
        for (owed, calls) in owing(&tx, now)? {
            found.push(CallBack::of(owed, number_of(&tx, calls.first())?));
        }
        Ok(found)
    }

    /// Numbers that are marked or blocked at `now`, the newest first.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn numbers(&mut self, viewer: &Actor, now: At) -> Result<Vec<NumberRow>, Broken> {
        if !viewer.is_supervisor() {
            return Ok(Vec::new());
        }
        let (tx, setup) = self.moment()?;
        let mut known: Vec<&KnownNumber> =
            setup.numbers.iter().filter(|one| one.says_something(now)).collect();
        let newest = |one: &KnownNumber| {
            one.nuisance.as_ref().map(|mark| mark.at).max(one.blocked(now).map(|block| block.at))
        };
        known.sort_by_key(|one| std::cmp::Reverse(newest(one)));
        let row = |one: &KnownNumber| -> Result<NumberRow, Broken> {
            let number = sealed::text(&tx, one.number.id)?.unwrap_or_default();
            Ok(NumberRow { number, nuisance: one.nuisance.clone(), block: one.blocked(now).cloned() })
        };
        known.into_iter().map(row).collect()
    }
}

/// What is owed to numbers that stayed silent, the longest waiting first; each with its calls, newest first.
fn owing(connection: &Connection, now: At) -> Result<Vec<(Owed, Vec<Call>)>, Broken> {
    let from = now - HISTORY;
    let mut statement = connection.prepare_cached(
        "SELECT tag FROM call WHERE undone = 0 AND called_at > ?1 AND outcome = 'silent' AND tag IS NOT NULL
         GROUP BY tag HAVING count(*) >= ?2 OR max(coalesce(json_extract(doc, '$.call_back'), 0)) = 1",
    )?;
    let tags = statement
        .query_map(rusqlite::params![from.0, SILENT as i64], |row| row.get::<_, String>(0))?
        .collect::<Result<Vec<_>, _>>()?;
    let mut found = Vec::new();
    for tag in tags {
        let calls = calls_of(connection, &tag, from, MOST_CALLS)?;
        if let Some(owed) = owed(&calls) {
            found.push((owed, calls));
        }
    }
    found.sort_by_key(|(owed, _)| (owed.called_at, owed.call));
    Ok(found)
}

/// The same without whose they are.
pub(crate) fn owed_now(connection: &Connection, now: At) -> Result<Vec<Owed>, Broken> {
    Ok(owing(connection, now)?.into_iter().map(|(owed, _)| owed).collect())
}

/// The open tickets whose caller has this number.
pub(crate) fn open_tickets(connection: &Connection, number: &Sealed) -> Result<Vec<TicketId>, Broken> {
    let Some(tag) = &number.tag else { return Ok(Vec::new()) };
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT ticket.id FROM sealed JOIN ticket ON ticket.id = sealed.ticket
         WHERE sealed.tag = ?1 AND ticket.open = 1 ORDER BY ticket.seq",
    )?;
    let ids = statement.query_map([tag], |row| Ok(TicketId(uuid::Uuid::from_bytes(row.get(0)?))))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

/// The calls of a number after `from` that were not taken back, newest first.
fn calls_of(connection: &Connection, tag: &str, from: At, most: i64) -> Result<Vec<Call>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT doc FROM call WHERE tag = ?1 AND undone = 0 AND called_at > ?2
         ORDER BY called_at DESC LIMIT ?3",
    )?;
    let mut rows = statement.query(rusqlite::params![tag, from.0, most])?;
    let mut calls = Vec::new();
    while let Some(row) = rows.next()? {
        calls.push(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?);
    }
    Ok(calls)
}

/// Who may not read a ticket is not told who called about it.
fn is_masked(connection: &Connection, setup: &Setup, call: &Call, viewer: &Viewer) -> Result<bool, Broken> {
    let Some(ticket) = call.ticket else { return Ok(false) };
    match rows::ticket::load(connection, ticket)? {
        Some(stored) => Ok(shown(connection, setup, &stored, viewer)?.masked),
        None => Ok(false),
    }
}

fn number_of(connection: &Connection, call: Option<&Call>) -> Result<String, Broken> {
    match call.and_then(|call| call.number.as_ref()) {
        Some(number) => Ok(sealed::text(connection, number.id)?.unwrap_or_default()),
        None => Ok(String::new()),
    }
}

fn counted<'c>(calls: impl Iterator<Item = &'c Call>) -> Vec<OutcomeCount> {
    let mut counts: BTreeMap<CallOutcome, u32> = BTreeMap::new();
    for call in calls {
        *counts.entry(call.outcome).or_default() += 1;
    }
    counts.into_iter().map(|(outcome, count)| OutcomeCount { outcome, count }).collect()
}

/// The number's newest ticket about violence that was not cancelled. Who may not read it learns its kind and number:
/// that much is needed to take a silence seriously.
fn violence(
    connection: &Connection,
    setup: &Setup,
    tag: &str,
    viewer: &Viewer,
) -> Result<Option<Violence>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT ticket.seq FROM sealed JOIN ticket ON ticket.id = sealed.ticket
         WHERE sealed.tag = ?1 ORDER BY ticket.seq DESC LIMIT ?2",
    )?;
    let mut found = statement.query(rusqlite::params![tag, MOST_TICKETS])?;
    while let Some(row) = found.next()? {
        let Some(stored) = rows::ticket::load_at(connection, Seq(row.get(0)?))? else { continue };
        let ticket = &stored.ticket;
        let is_violent = setup.region.category(&ticket.category).is_some_and(|category| category.violent);
        let is_cancelled = ticket.closed.as_ref().is_some_and(|c| c.outcome == CloseOutcome::Cancelled);
        if !is_violent || is_cancelled {
            continue;
        }
        let row = shown(connection, setup, &stored, viewer)?;
        let reads = !row.masked;
        return Ok(Some(Violence {
            ticket: row.id,
            number: row.number,
            category: row.category,
            state: reads.then_some(row.state),
            district: row.district.filter(|_| reads),
            village: row.village.filter(|_| reads),
            words: row.words,
            landmark: row.landmark,
        }));
    }
    Ok(None)
}
