//! The record of who opened restricted cases, who looked at photos and who took what out: append-only and chained like
//! the journal, and apart from it.

use crate::broken::Broken;
use crate::journal::{Hash, hash};
use crate::{rows, schema, sealed};
use kentongan_rules::access::Access;
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::photo::{PhotoLook, PhotoOf};
use kentongan_rules::text::Sealed;
use kentongan_rules::time::At;
use kentongan_rules::view::{AccessPage, AccessRow, ExportRow, Viewer, handles};
use rusqlite::types::ValueRef;
use rusqlite::{Connection, OptionalExtension, Row};
use std::collections::BTreeMap;

/// Most rows in one answer.
pub const LONGEST_ACCESS: usize = 50;

const COLUMNS: &str = "no, at, actor, person, command, kind, ticket, until, data, hash";
const HASHED: usize = 9;

/// Does this file have the record? One of version 1, read before its room has started again, does not.
fn kept(connection: &Connection) -> Result<bool, Broken> {
    Ok(schema::version(connection)? >= 2)
}

/// Its last row: number, hash and instant.
fn end(connection: &Connection) -> Result<(u32, Hash, At), Broken> {
    let found = connection
        .prepare_cached("SELECT no, hash, at FROM access ORDER BY no DESC LIMIT 1")?
        .query_row([], |row| Ok((row.get(0)?, row.get(1)?, At(row.get(2)?))))
        .optional()?;
    Ok(found.unwrap_or((0, [0; 32], At(i64::MIN))))
}

/// When its newest row was written; `None` where there is none.
pub(crate) fn until(connection: &Connection) -> Result<Option<At>, Broken> {
    let (no, _, at) = end(connection)?;
    Ok((no > 0).then_some(at))
}

/// Writes the next row; `at` is not before the one it follows.
pub(crate) fn append(
    connection: &Connection,
    access: &Access,
    by: &Actor,
    command: CommandId,
    at: At,
) -> Result<(), Broken> {
    let (last, before, last_at) = end(connection)?;
    let at = at.max(last_at);
    let (actor, data) = (serde_json::to_string(by)?, serde_json::to_string(access)?);
    let person = by.person.as_ref().map(|person| person.0.as_bytes().as_slice());
    let command = command.0.as_bytes().as_slice();
    let (ticket, until) = match access {
        Access::Unmasked { ticket, until, .. } => (Some(ticket.0.as_bytes().as_slice()), Some(until.0)),
        Access::SawPhoto { ticket, .. } => (Some(ticket.0.as_bytes().as_slice()), None),
        Access::Looked { .. } | Access::Exported { .. } => (None, None),
    };
    let no = last + 1;
    let sum = hash(
        &before,
        &[
            ValueRef::Integer(i64::from(no)),
            ValueRef::Integer(at.0),
            ValueRef::Text(actor.as_bytes()),
            person.map_or(ValueRef::Null, ValueRef::Blob),
            ValueRef::Blob(command),
            ValueRef::Text(access.kind().as_bytes()),
            ticket.map_or(ValueRef::Null, ValueRef::Blob),
            until.map_or(ValueRef::Null, ValueRef::Integer),
            ValueRef::Text(data.as_bytes()),
        ],
    );
    connection
        .prepare_cached(&format!(
            "INSERT INTO access ({COLUMNS}) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10)"
        ))?
        .execute(rusqlite::params![
            no,
            at.0,
            actor,
            person,
            command,
            access.kind(),
            ticket,
            until,
            data,
            sum.as_slice()
        ])?;
    Ok(())
}

/// Who `actor` is at `now`: with the restricted cases that are open to them.
pub(crate) fn viewer(connection: &Connection, actor: &Actor, now: At) -> Result<Viewer, Broken> {
    let mut open = BTreeMap::new();
    if let Some(person) = actor.person.filter(|_| actor.reads_personal())
        && kept(connection)?
    {
        let mut statement = connection.prepare_cached(
            "SELECT ticket, max(until) FROM access WHERE person = ?1 AND until > ?2 GROUP BY ticket",
        )?;
        let mut rows = statement.query(rusqlite::params![person.0.as_bytes(), now.0])?;
        while let Some(row) = rows.next()? {
            open.insert(TicketId(uuid::Uuid::from_bytes(row.get(0)?)), At(row.get(1)?));
        }
    }
    Ok(Viewer::new(actor, open))
}

/// The last row that a supervisor has looked at.
fn looked(connection: &Connection) -> Result<u32, Broken> {
    let mut statement = connection.prepare_cached("SELECT data, no FROM access WHERE kind = 'looked'")?;
    let mut rows = statement.query([])?;
    let mut last = 0;
    while let Some(row) = rows.next()? {
        if let Access::Looked { to } = access(row, 0)? {
            // Whatever was asked to be marked, nobody saw a row before it was there.
            last = last.max(to.min(row.get(1)?));
        }
    }
    Ok(last)
}

fn access(row: &Row<'_>, column: usize) -> Result<Access, Broken> {
    Ok(serde_json::from_str(row.get_ref(column)?.as_str().map_err(rusqlite::Error::from)?)?)
}

/// The row, selected with [`COLUMNS`], if it is of a case that was opened.
fn shown(connection: &Connection, row: &Row<'_>, looked: u32) -> Result<Option<AccessRow>, Broken> {
    let Access::Unmasked { ticket, reason, note, until } = access(row, 8)? else { return Ok(None) };
    let Some(stored) = rows::ticket::load(connection, ticket)? else { return Ok(None) };
    let by: Actor = serde_json::from_str(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
    let no = row.get(0)?;
    Ok(Some(AccessRow {
        no,
        at: At(row.get(1)?),
        until,
        by: by.name,
        role: by.role,
        desk: by.desk,
        ticket,
        number: stored.ticket.number,
        reason,
        note: sealed::text(connection, note.id)?,
        unseen: no > looked,
    }))
}

/// The newest rows before `before`.
pub(crate) fn page(connection: &Connection, before: Option<u32>) -> Result<AccessPage, Broken> {
    let looked = looked(connection)?;
    let sql = format!(
        "SELECT {COLUMNS} FROM access WHERE until IS NOT NULL AND no < ?1 ORDER BY no DESC LIMIT {}",
        LONGEST_ACCESS + 1
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([before.map_or(i64::MAX, i64::from)])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.extend(shown(connection, row, looked)?);
    }
    let more = rows.len() > LONGEST_ACCESS;
    rows.truncate(LONGEST_ACCESS);
    let unseen = connection
        .prepare_cached("SELECT count(*) FROM access WHERE until IS NOT NULL AND no > ?1")?
        .query_row([looked], |row| row.get(0))?;
    let exports = if before.is_none() { exports(connection)? } else { Vec::new() };
    Ok(AccessPage { rows, more, exports, unseen })
}

/// The newest of what was taken out as a file.
fn exports(connection: &Connection) -> Result<Vec<ExportRow>, Broken> {
    let sql = format!(
        "SELECT {COLUMNS} FROM access WHERE kind = 'exported' ORDER BY no DESC LIMIT {LONGEST_ACCESS}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([])?;
    let mut exports = Vec::new();
    while let Some(row) = found.next()? {
        if let Access::Exported { export } = access(row, 8)? {
            let by: Actor = serde_json::from_str(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
            exports.push(ExportRow {
                no: row.get(0)?,
                at: At(row.get(1)?),
                by: by.name,
                role: by.role,
                desk: by.desk,
                export,
            });
        }
    }
    Ok(exports)
}

/// Who in the room read it is the room's to know, and its auditor's.
fn knows_all(connection: &Connection, ticket: TicketId, viewer: &Viewer) -> Result<bool, Broken> {
    let handled = viewer.actor.reads_personal()
        && rows::ticket::load(connection, ticket)?.is_some_and(|it| handles(&viewer.actor, &it.ticket));
    Ok(handled || viewer.actor.role == Role::Auditor)
}

/// Who opened `ticket`, newest first, as `viewer` may know it: whoever only had it opened knows of their own.
pub(crate) fn of_ticket(
    connection: &Connection,
    ticket: TicketId,
    viewer: &Viewer,
) -> Result<Vec<AccessRow>, Broken> {
    let all = knows_all(connection, ticket, viewer)?;
    let own = viewer.actor.person.map(|person| person.0.into_bytes());
    let looked = looked(connection)?;
    let sql = format!(
        "SELECT {COLUMNS} FROM access WHERE ticket = ?1 AND until IS NOT NULL AND (?2 OR person = ?3)
         ORDER BY no DESC LIMIT {LONGEST_ACCESS}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let own = own.as_ref().map(<[u8; 16]>::as_slice);
    let mut found = statement.query(rusqlite::params![ticket.0.as_bytes(), all, own])?;
    let mut rows = Vec::new();
    while let Some(row) = found.next()? {
        rows.extend(shown(connection, row, looked)?);
    }
    Ok(rows)
}

/// Has `by` looked at this photo since then?
pub(crate) fn saw(connection: &Connection, of: PhotoOf, by: &Actor, since: At) -> Result<bool, Broken> {
    let Some(person) = by.person else { return Ok(false) };
    let found = connection
        .prepare_cached(
            "SELECT 1 FROM access WHERE ticket = ?1 AND kind = 'saw_photo' AND person = ?2 AND at > ?3
             AND json_extract(data, '$.photo') = ?4 LIMIT 1",
        )?
        .query_row(
            rusqlite::params![of.ticket.0.as_bytes(), person.0.as_bytes(), since.0, of.photo.to_string()],
            |_| Ok(()),
        )
        .optional()?;
    Ok(found.is_some())
}

/// Who looked at the photos of `ticket`, newest first, as `viewer` may know it.
pub(crate) fn looks(
    connection: &Connection,
    ticket: TicketId,
    viewer: &Viewer,
) -> Result<Vec<PhotoLook>, Broken> {
    let all = knows_all(connection, ticket, viewer)?;
    let own = viewer.actor.person.map(|person| person.0.into_bytes());
    let sql = format!(
        "SELECT {COLUMNS} FROM access WHERE ticket = ?1 AND kind = 'saw_photo' AND (?2 OR person = ?3)
         ORDER BY no DESC LIMIT {LONGEST_ACCESS}"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let own = own.as_ref().map(<[u8; 16]>::as_slice);
    let mut found = statement.query(rusqlite::params![ticket.0.as_bytes(), all, own])?;
    let mut looks = Vec::new();
    while let Some(row) = found.next()? {
        if let Access::SawPhoto { photo, .. } = access(row, 8)? {
            let by: Actor = serde_json::from_str(row.get_ref(2)?.as_str().map_err(rusqlite::Error::from)?)?;
            looks.push(PhotoLook { photo, at: At(row.get(1)?), by: by.name, desk: by.desk });
        }
    }
    Ok(looks)
}

/// What is wrong with one row, if anything; and the texts that it names.
pub(crate) struct Checked {
    pub no: i64,
    pub whole: bool,
    pub named: Vec<Sealed>,
}

/// Every row of the record in order, against the one before it.
pub(crate) fn check(
    connection: &Connection,
    mut each: impl FnMut(Checked) -> Result<(), Broken>,
) -> Result<(), Broken> {
    if !kept(connection)? {
        return Ok(());
    }
    let sql = format!("SELECT {COLUMNS} FROM access ORDER BY no");
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query([])?;
    let (mut last, mut before) = (0, [0; 32]);
    while let Some(row) = found.next()? {
        let mut columns = [ValueRef::Null; HASHED];
        for (at, column) in columns.iter_mut().enumerate() {
            *column = row.get_ref(at)?;
        }
        let no: i64 = row.get(0)?;
        let stored: Option<Hash> = row.get_ref(9)?.as_blob().ok().and_then(|bytes| bytes.try_into().ok());
        let read = access(row, 8);
        let whole = no == last + 1 && stored == Some(hash(&before, &columns)) && read.is_ok();
        let named = match read {
            Ok(Access::Unmasked { note, .. }) => vec![note],
            _ => Vec::new(),
        };
        each(Checked { no, whole, named })?;
        (last, before) = (no, stored.unwrap_or_default());
    }
    Ok(())
}

/// # Errors
/// A row is not as it was written.
pub(crate) fn check_whole(connection: &Connection) -> Result<(), Broken> {
    check(connection, |row| {
        if row.whole {
            return Ok(());
        }
        Err(Broken::corrupt(format!("row {} of the access record is not as it was written", row.no)))
    })
}
