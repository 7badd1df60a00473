//! Forms in the middle of a call. Not journaled: they are nobody's history until they are sent.

use crate::broken::Broken;
use kentongan_rules::id::CallId;
use kentongan_rules::time::At;
use kentongan_rules::view::{Draft, WaitingForm};
use rusqlite::Connection;
use uuid::Uuid;

pub(crate) fn keep(connection: &Connection, desk: u16, draft: &Draft) -> Result<(), Broken> {
    let call = draft.call.0.as_bytes();
    if draft.form.is_empty() {
        connection
            .prepare_cached("DELETE FROM draft WHERE desk = ?1 AND call = ?2")?
            .execute(rusqlite::params![desk, call])?;
    } else {
        connection
            .prepare_cached(
                "INSERT INTO draft (desk, call, form, kept_at) VALUES (?1, ?2, ?3, ?4)
                 ON CONFLICT (desk, call) DO UPDATE SET form = excluded.form, kept_at = excluded.kept_at",
            )?
            .execute(rusqlite::params![desk, call, draft.form, draft.kept_at.0])?;
    }
    Ok(())
}

/// Forms that were left lying since before `before`.
pub(crate) fn take_out(connection: &Connection, before: At) -> Result<(), Broken> {
    connection.prepare_cached("DELETE FROM draft WHERE kept_at < ?1")?.execute([before.0])?;
    Ok(())
}

/// The desk's forms, oldest first.
pub(crate) fn of_desk(connection: &Connection, desk: u16) -> Result<Vec<Draft>, Broken> {
    let mut statement = connection
        .prepare_cached("SELECT call, form, kept_at FROM draft WHERE desk = ?1 ORDER BY kept_at, call")?;
    let drafts = statement.query_map([desk], |row| {
        Ok(Draft { call: CallId(Uuid::from_bytes(row.get(0)?)), form: row.get(1)?, kept_at: At(row.get(2)?) })
    })?;
    Ok(drafts.collect::<Result<_, _>>()?)
}

/// The forms of all desks, without what is in them, oldest first.
pub(crate) fn everywhere(connection: &Connection) -> Result<Vec<WaitingForm>, Broken> {
    let mut statement =
        connection.prepare_cached("SELECT call, desk, kept_at FROM draft ORDER BY kept_at, call")?;
    let forms = statement.query_map([], |row| {
        let call = CallId(Uuid::from_bytes(row.get(0)?));
        Ok(WaitingForm { call, desk: row.get(1)?, kept_at: At(row.get(2)?) })
    })?;
    Ok(forms.collect::<Result<_, _>>()?)
}

/// Moves a form from one desk to another, as it is; false if it is not there any more.
pub(crate) fn hand_over(connection: &Connection, form: &WaitingForm, to: u16) -> Result<bool, Broken> {
    let moved = connection
        .prepare_cached("UPDATE OR REPLACE draft SET desk = ?3 WHERE desk = ?1 AND call = ?2")?
        .execute(rusqlite::params![form.desk, form.call.0.as_bytes(), to])?;
    Ok(moved > 0)
}
