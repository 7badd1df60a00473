//! Forms in the middle of a call. Not journaled: they are nobody's history until they are sent.

use crate::broken::Broken;
use kentongan_rules::id::CallId;
use kentongan_rules::time::At;
use kentongan_rules::view::Draft;
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
