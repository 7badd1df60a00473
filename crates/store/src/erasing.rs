//! Personal text whose time is up: where it lies, and what was erased since some moment.

use crate::broken::Broken;
use crate::journal;
use crate::photo;
use crate::reader::Reader;
use crate::rows;
use kentongan_rules::call::Call;
use kentongan_rules::erasure::{Erasable, Erasing, ErasureCount, months_before};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::{CallId, CommandId, SealedId, TicketId};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, Seq};
use rusqlite::{Connection, OptionalExtension};
use std::collections::BTreeMap;
use uuid::Uuid;

/// Rows looked at for one answer; a reader holds nobody up for longer.
const LOOKED_AT: i64 = 256;

/// How far the search for what is overdue has come. Tickets go before the calls about them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    Tickets { after: Seq },
    Calls { after: Option<CallId> },
    Rest,
}

/// Texts that lie longer than they may.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overdue {
    pub found: Vec<(Erasable, Vec<SealedId>)>,
    /// Where to go on; `None` where all was looked at.
    pub next: Option<Stage>,
}

/// What was erased, as the list beside the backups holds it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Gone {
    pub seq: Seq,
    pub at: At,
    pub what: Erasable,
    pub texts: Vec<SealedId>,
}

/// What was erased after some seq, and up to where that was looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Listed {
    pub gone: Vec<Gone>,
    pub upto: Seq,
}

impl Reader {
    /// What is overdue by `rule` at `now`, from `stage` on: a page of it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn overdue(&mut self, rule: &Erasing, now: At, stage: Stage) -> Result<Overdue, Broken> {
        let (tx, setup) = self.moment()?;
        page(&tx, &setup, rule, now, stage)
    }

    /// What `rule` would erase at `now`. A call about a ticket counts with it.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn preview_erasing(&mut self, rule: &Erasing, now: At) -> Result<ErasureCount, Broken> {
        let (tx, setup) = self.moment()?;
        let mut count = ErasureCount::default();
        let mut stage = Some(Stage::Tickets { after: Seq(0) });
        while let Some(from) = stage {
            let Overdue { found, next } = page(&tx, &setup, rule, now, from)?;
            found.iter().for_each(|(what, texts)| count.add(*what, texts.len()));
            stage = next;
        }
        Ok(count)
    }

    /// What was erased after `after`.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn erased_since(&mut self, after: Seq) -> Result<Listed, Broken> {
        let (tx, _) = self.moment()?;
        let upto = journal::end(&tx)?.seq;
        let sql = format!(
            "SELECT {} FROM journal WHERE seq > ?1 AND kind = 'erased' ORDER BY seq",
            journal::COLUMNS
        );
        let mut statement = tx.prepare_cached(&sql)?;
        let mut rows = statement.query([after.0])?;
        let mut gone = Vec::new();
        while let Some(row) = rows.next()? {
            let entered = journal::entered(row)?;
            let what = match entered.stream {
                Stream::Ticket(ticket) => Erasable::Ticket { ticket },
                Stream::Call(call) => Erasable::Call { call },
                Stream::Numbers => Erasable::Numbers,
                Stream::Handovers => Erasable::Handovers,
                _ => Erasable::Access,
            };
            if let Event::Erased { texts } = entered.event {
                gone.push(Gone { seq: entered.meta.seq, at: entered.meta.recorded_at, what, texts });
            }
        }
        Ok(Listed { gone, upto })
    }

    /// Commands after `after` that were taken by `by` and whose bodies' digests are kept: a page of them, in order.
    ///
    /// Such a digest is of the bare words. With what the journal names, a telephone number could be tried out, so it
    /// goes with what is erased; months later nobody sends the command again.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn old_bodies(&mut self, by: At, after: Option<CommandId>) -> Result<Vec<CommandId>, Broken> {
        let from = after.map_or([0; 16], |id| id.0.into_bytes());
        let mut statement = self.connection.prepare_cached(
            "SELECT id FROM command WHERE id > ?1 AND at <= ?2 AND body_digest <> '' ORDER BY id LIMIT ?3",
        )?;
        let page = rusqlite::params![from.as_slice(), by.0, LOOKED_AT];
        let ids = statement.query_map(page, |row| Ok(CommandId(Uuid::from_bytes(row.get(0)?))))?;
        Ok(ids.collect::<Result<_, _>>()?)
    }

    /// Of what was erased at `at`, what is there: of a room restored from an older backup.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn returned(
        &mut self,
        what: Erasable,
        texts: &[SealedId],
        at: At,
    ) -> Result<Option<(Erasable, Vec<SealedId>)>, Broken> {
        let (tx, _) = self.moment()?;
        if let Erasable::Call { call } = what {
            let has_text = rows::call::load(&tx, call)?.is_some_and(|call| call.has_text());
            return Ok(has_text.then(|| (what, texts.to_vec())));
        }
        let there = there(&tx, texts.iter().copied())?;
        let (known, shown) = match what {
            Erasable::Ticket { ticket } => {
                (rows::ticket::load(&tx, ticket)?.is_some(), photo::is_any_of(&tx, ticket, at)?)
            }
            _ => (true, false),
        };
        Ok((known && (shown || !there.is_empty())).then_some((what, there)))
    }
}

fn page(
    connection: &Connection,
    setup: &Setup,
    rule: &Erasing,
    now: At,
    stage: Stage,
) -> Result<Overdue, Broken> {
    match stage {
        Stage::Tickets { after } => tickets(connection, setup, rule, now, after),
        Stage::Calls { after } => calls(connection, setup, rule, now, after),
        Stage::Rest => {
            let all = [
                (Erasable::Numbers, numbers(connection, setup, rule, now)?),
                (Erasable::Access, accesses(connection, rule, now)?),
                (Erasable::Handovers, handovers(connection, rule, now)?),
            ];
            let found = all.into_iter().filter(|(_, texts)| !texts.is_empty()).collect();
            Ok(Overdue { found, next: None })
        }
    }
}

fn tickets(
    connection: &Connection,
    setup: &Setup,
    rule: &Erasing,
    now: At,
    after: Seq,
) -> Result<Overdue, Broken> {
    // What was closed by then was called before.
    let mut statement = connection.prepare_cached(
        "SELECT seq, changed, terms, doc FROM ticket
         WHERE open = 0 AND erased = 0 AND seq > ?1 AND called_at <= ?2 ORDER BY seq LIMIT ?3",
    )?;
    let called_by = months_before(now, rule.soonest());
    let mut rows = statement.query(rusqlite::params![after.0, called_by.0, LOOKED_AT])?;
    let (mut found, mut last, mut looked) = (Vec::new(), after, 0);
    while let Some(row) = rows.next()? {
        let stored = rows::ticket::stored(row)?;
        (last, looked) = (stored.seq, looked + 1);
        let ticket = &stored.ticket;
        if rule.is_time(ticket, now) && !is_kept(connection, setup, ticket.id, now)? {
            found.push((Erasable::Ticket { ticket: ticket.id }, of_ticket(connection, ticket.id)?));
        }
    }
    let next = if looked < LOOKED_AT { Stage::Calls { after: None } } else { Stage::Tickets { after: last } };
    Ok(Overdue { found, next: Some(next) })
}

/// Does a number of the ticket's callers say something still?
fn is_kept(connection: &Connection, setup: &Setup, ticket: TicketId, now: At) -> Result<bool, Broken> {
    let mut statement =
        connection.prepare_cached("SELECT tag FROM sealed WHERE ticket = ?1 AND tag IS NOT NULL")?;
    let mut rows = statement.query([ticket.0.as_bytes()])?;
    while let Some(row) = rows.next()? {
        if setup.number(&row.get::<_, String>(0)?).is_some_and(|known| known.says_something(now)) {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Its texts; why it was opened by others has a time of its own.
fn of_ticket(connection: &Connection, ticket: TicketId) -> Result<Vec<SealedId>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT id FROM sealed WHERE ticket = ?1 AND id NOT IN
             (SELECT unhex(replace(json_extract(data, '$.note.id'), '-', '')) FROM access
              WHERE ticket = ?1 AND kind = 'unmasked') ORDER BY id",
    )?;
    let ids =
        statement.query_map([ticket.0.as_bytes()], |row| Ok(SealedId(Uuid::from_bytes(row.get(0)?))))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn calls(
    connection: &Connection,
    setup: &Setup,
    rule: &Erasing,
    now: At,
    after: Option<CallId>,
) -> Result<Overdue, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT doc, (ticket IS NULL AND ended_at <= ?2)
             OR EXISTS (SELECT 1 FROM ticket WHERE ticket.id = call.ticket AND ticket.erased = 1)
         FROM call WHERE erased = 0 AND id > ?1 ORDER BY id LIMIT ?3",
    )?;
    let from = after.map_or([0; 16], |id| id.0.into_bytes());
    let ended_by = months_before(now, rule.calls);
    let mut rows = statement.query(rusqlite::params![from.as_slice(), ended_by.0, LOOKED_AT])?;
    let (mut found, mut last, mut looked) = (Vec::new(), after, 0);
    while let Some(row) = rows.next()? {
        let call: Call = serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?;
        (last, looked) = (Some(call.id), looked + 1);
        let tag = call.number.as_ref().and_then(|number| number.tag.as_deref());
        let is_kept = tag.and_then(|tag| setup.number(tag)).is_some_and(|known| known.says_something(now));
        if row.get::<_, bool>(1)? && !is_kept {
            let named = [&call.number, &call.name, &call.note].into_iter().flatten().map(|sealed| sealed.id);
            found.push((Erasable::Call { call: call.id }, there(connection, named)?));
        }
    }
    let next = if looked < LOOKED_AT { Stage::Rest } else { Stage::Calls { after: last } };
    Ok(Overdue { found, next: Some(next) })
}

/// Numbers that were marked or blocked and are not any more, since long enough.
fn numbers(connection: &Connection, setup: &Setup, rule: &Erasing, now: At) -> Result<Vec<SealedId>, Broken> {
    let by = months_before(now, rule.calls);
    let sql = format!("SELECT {} FROM journal WHERE stream = 'numbers' ORDER BY version", journal::COLUMNS);
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([])?;
    let mut touched: BTreeMap<SealedId, (At, Option<String>)> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let entered = journal::entered(row)?;
        if let Event::NumberMarked { number }
        | Event::NumberUnmarked { number }
        | Event::NumberBlocked { number, .. }
        | Event::BlockLifted { number } = entered.event
        {
            touched.insert(number.id, (entered.meta.recorded_at, number.tag));
        }
    }
    let says = |tag: &Option<String>| {
        tag.as_deref().and_then(|tag| setup.number(tag)).is_some_and(|known| known.says_something(now))
    };
    let old = touched.iter().filter(|(_, (at, tag))| *at <= by && !says(tag)).map(|(id, _)| *id);
    there(connection, old)
}

fn accesses(connection: &Connection, rule: &Erasing, now: At) -> Result<Vec<SealedId>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT json_extract(data, '$.note.id') FROM access WHERE kind = 'unmasked' AND at <= ?1",
    )?;
    let by = months_before(now, rule.access);
    let ids = statement.query_map([by.0], |row| row.get::<_, String>(0))?.collect::<Result<Vec<_>, _>>()?;
    there(connection, ids.iter().filter_map(|id| id.parse().ok()).map(SealedId))
}

/// What was written when shifts changed, where that handover is over.
fn handovers(connection: &Connection, rule: &Erasing, now: At) -> Result<Vec<SealedId>, Broken> {
    let by = months_before(now, rule.handovers());
    let sql = format!(
        "SELECT {} FROM journal WHERE stream = 'handovers' AND kind != 'erased' AND recorded_at <= ?1
         ORDER BY version",
        journal::COLUMNS
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([by.0])?;
    let mut old = Vec::new();
    while let Some(row) = rows.next()? {
        match journal::entered(row)?.event {
            Event::HandoverSigned { notes, note, .. } => {
                old.extend(notes.iter().map(|note| note.text.id).chain(note.map(|note| note.id)));
            }
            Event::HandoverRead { remark, .. } => old.extend(remark.map(|remark| remark.id)),
            _ => {}
        }
    }
    there(connection, old.into_iter())
}

fn there(connection: &Connection, ids: impl Iterator<Item = SealedId>) -> Result<Vec<SealedId>, Broken> {
    let mut statement = connection.prepare_cached("SELECT 1 FROM sealed WHERE id = ?1")?;
    let mut there = Vec::new();
    for id in ids {
        if statement.query_row([id.0.as_bytes()], |_| Ok(())).optional()?.is_some() {
            there.push(id);
        }
    }
    Ok(there)
}

/// Forgets the digests of these commands' bodies.
pub(crate) fn forget_bodies(connection: &mut Connection, commands: &[CommandId]) -> Result<(), Broken> {
    let tx = connection.transaction()?;
    for id in commands {
        tx.prepare_cached("UPDATE command SET body_digest = '' WHERE id = ?1")?.execute([id.0.as_bytes()])?;
    }
    Ok(tx.commit()?)
}
