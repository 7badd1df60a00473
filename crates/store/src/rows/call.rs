use super::word;
use crate::broken::Broken;
use kentongan_rules::call::Call;
use kentongan_rules::id::CallId;
use kentongan_rules::time::{At, Span, day_start};
use kentongan_rules::view::{OutcomeCount, Today};
use rusqlite::Connection;

pub(crate) fn load(connection: &Connection, id: CallId) -> Result<Option<Call>, Broken> {
    let mut statement = connection.prepare_cached("SELECT doc FROM call WHERE id = ?1")?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    match rows.next()? {
        Some(row) => {
            Ok(Some(serde_json::from_str(row.get_ref(0)?.as_str().map_err(rusqlite::Error::from)?)?))
        }
        None => Ok(None),
    }
}

pub(crate) fn save(connection: &Connection, call: &Call) -> Result<(), Broken> {
    connection
        .prepare_cached(
            "INSERT INTO call (id, called_at, ended_at, outcome, undone, tag, ticket, doc, erased)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)
             ON CONFLICT (id) DO UPDATE SET called_at = excluded.called_at, ended_at = excluded.ended_at,
                 outcome = excluded.outcome, undone = excluded.undone, tag = excluded.tag,
                 ticket = excluded.ticket, doc = excluded.doc, erased = excluded.erased",
        )?
        .execute(rusqlite::params![
            call.id.0.as_bytes(),
            call.called_at.0,
            call.ended_at.0,
            word(&call.outcome)?,
            call.undone,
            call.number.as_ref().and_then(|number| number.tag.as_deref()),
            call.ticket.as_ref().map(|id| id.0.as_bytes().as_slice()),
            serde_json::to_string(call)?,
            !call.has_text(),
        ])?;
    Ok(())
}

/// The day's calls by outcome from local midnight, and the last hour's; a call taken back is none.
pub(crate) fn today(connection: &Connection, now: At, utc_offset_minutes: i32) -> Result<Today, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT outcome, count(*) FROM call WHERE undone = 0 AND called_at >= ?1 GROUP BY outcome ORDER BY outcome",
    )?;
    let mut rows = statement.query([day_start(now, utc_offset_minutes).0])?;
    let mut outcomes = Vec::new();
    while let Some(row) = rows.next()? {
        let outcome = serde_json::from_value(serde_json::Value::String(row.get(0)?))?;
        outcomes.push(OutcomeCount { outcome, count: row.get(1)? });
    }
    let last_hour = connection
        .prepare_cached("SELECT count(*) FROM call WHERE undone = 0 AND called_at > ?1")?
        .query_row([(now - Span::hours(1)).0], |row| row.get(0))?;
    Ok(Today { calls: outcomes.iter().map(|o| o.count).sum(), last_hour, outcomes, as_of: None })
}
