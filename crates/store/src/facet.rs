//! What a ticket is filtered by, in a table of its own beside it.
//!
//! A room of before has tickets without: they are filed afterwards, from the newest to the oldest, some at a time.

use crate::broken::Broken;
use crate::rows::{ticket, word};
use crate::sqlite::{Sqlite, kept};
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::Seq;
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::collections::BTreeSet;

/// From which ticket on, to the newest, all are filed; absent: all are.
const FILED_FROM: &str = "filed_from";

#[derive(Debug, PartialEq)]
pub(crate) struct Facet {
    called_at: i64,
    state: String,
    kind: String,
    severity: String,
    late: bool,
    category: String,
    district: Option<String>,
    village: Option<String>,
    owner: Option<Vec<u8>>,
    agencies: BTreeSet<String>,
}

impl Facet {
    pub(crate) fn of(ticket: &Ticket) -> Result<Facet, Broken> {
        Ok(Facet {
            called_at: ticket.called_at.0,
            state: word(&ticket.state())?,
            kind: word(&ticket.kind)?,
            severity: word(&ticket.severity)?,
            late: ticket.is_late(),
            category: ticket.category.to_string(),
            district: ticket.place.district.as_ref().map(ToString::to_string),
            village: ticket.place.village.as_ref().map(ToString::to_string),
            owner: ticket.owner.as_ref().and_then(|o| o.person).map(|id| id.0.as_bytes().to_vec()),
            agencies: ticket.agencies().map(ToString::to_string).collect(),
        })
    }
}

/// As it was written last; `None` where it is not filed.
pub(crate) fn load(connection: &Connection, seq: Seq) -> Result<Option<Facet>, Broken> {
    let facet = connection
        .prepare_cached(
            "SELECT called_at, state, kind, severity, late, category, district, village, owner
             FROM facet WHERE seq = ?1",
        )?
        .query_row([seq.0], |row| {
            Ok(Facet {
                called_at: row.get(0)?,
                state: row.get(1)?,
                kind: row.get(2)?,
                severity: row.get(3)?,
                late: row.get(4)?,
                category: row.get(5)?,
                district: row.get(6)?,
                village: row.get(7)?,
                owner: row.get(8)?,
                agencies: BTreeSet::new(),
            })
        })
        .optional()?;
    let Some(facet) = facet else { return Ok(None) };
    let agencies = connection
        .prepare_cached("SELECT agency FROM facet_agency WHERE seq = ?1")?
        .query_map([seq.0], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    Ok(Some(Facet { agencies, ..facet }))
}

/// Writes what is new in `after`.
pub(crate) fn save(
    connection: &Connection,
    seq: Seq,
    before: Option<&Ticket>,
    after: &Ticket,
) -> Result<(), Broken> {
    let before = before.map(Facet::of).transpose()?;
    let after = Facet::of(after)?;
    if before.as_ref() != Some(&after) {
        put(connection, seq, before.is_some(), &after)?;
    }
    Ok(())
}

fn put(connection: &Connection, seq: Seq, again: bool, facet: &Facet) -> Result<(), Broken> {
    connection
        .prepare_cached(
            "INSERT OR REPLACE INTO facet (seq, called_at, state, kind, severity, late, category, district,
                                           village, owner)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)",
        )?
        .execute(rusqlite::params![
            seq.0,
            facet.called_at,
            facet.state,
            facet.kind,
            facet.severity,
            facet.late,
            facet.category,
            facet.district,
            facet.village,
            facet.owner,
        ])?;
    if again {
        connection.prepare_cached("DELETE FROM facet_agency WHERE seq = ?1")?.execute([seq.0])?;
    }
    for agency in &facet.agencies {
        connection
            .prepare_cached("INSERT INTO facet_agency (agency, seq) VALUES (?1, ?2)")?
            .execute(rusqlite::params![agency, seq.0])?;
    }
    Ok(())
}

/// From which ticket on all are filed; `None`: all are. A file of before has none.
pub(crate) fn filed_from(connection: &Connection) -> Result<Option<Seq>, Broken> {
    if !is_there(connection)? {
        return Ok(Some(Seq(i64::MAX)));
    }
    Ok(kept(connection, FILED_FROM)?.and_then(|from| from.parse().ok()).map(Seq))
}

fn is_there(connection: &Connection) -> Result<bool, Broken> {
    Ok(connection.prepare_cached("SELECT 1 FROM sqlite_schema WHERE name = 'facet'")?.exists([])?)
}

/// How far filing has come, of a hundred; `None`: all are filed.
pub(crate) fn filed_percent(connection: &Connection) -> Result<Option<u8>, Broken> {
    let Some(from) = filed_from(connection)? else { return Ok(None) };
    let edge = |sql: &str| -> Result<i64, Broken> {
        Ok(connection.prepare_cached(sql)?.query_row([], |row| row.get::<_, Option<i64>>(0))?.unwrap_or(0))
    };
    let (oldest, newest) = (edge("SELECT min(seq) FROM ticket")?, edge("SELECT max(seq) FROM ticket")?);
    let (done, all) = ((newest - from.0 + 1).max(0), (newest - oldest + 1).max(1));
    Ok(Some(u8::try_from(done.saturating_mul(100) / all).unwrap_or(99).min(99)))
}

impl Sqlite {
    /// Files the newest tickets of before that are not yet, at most `most`; false where all are.
    ///
    /// # Errors
    /// The disk failed: none of them is.
    pub fn file_older(&mut self, most: u32) -> Result<bool, Broken> {
        let Some(from) = filed_from(&self.connection)? else { return Ok(false) };
        let tx = self.connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let mut last = None;
        {
            let mut statement = tx.prepare_cached(
                "SELECT seq, changed, terms, doc FROM ticket WHERE seq < ?1 ORDER BY seq DESC LIMIT ?2",
            )?;
            let mut rows = statement.query(rusqlite::params![from.0, most])?;
            while let Some(row) = rows.next()? {
                let stored = ticket::stored(row)?;
                // What changed meanwhile has been filed by that.
                put(&tx, stored.seq, true, &Facet::of(&stored.ticket)?)?;
                last = Some(stored.seq);
            }
        }
        match last {
            Some(Seq(last)) => tx
                .prepare_cached("UPDATE meta SET value = ?2 WHERE key = ?1")?
                .execute([FILED_FROM, &last.to_string()])?,
            None => tx.prepare_cached("DELETE FROM meta WHERE key = ?1")?.execute([FILED_FROM])?,
        };
        tx.commit()?;
        Ok(last.is_some())
    }
}
