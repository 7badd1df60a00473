//! The room's setup, one row; and how many tickets each desk has numbered.

use crate::broken::Broken;
use crate::journal::{self, COLUMNS};
use crate::sqlite::{keep, kept};
use kentongan_rules::event::Stream;
use kentongan_rules::fold;
use kentongan_rules::id::day_of_number;
use kentongan_rules::setup::{PlanEdition, Setup};
use kentongan_rules::time::{At, Seq};
use rusqlite::{Connection, OptionalExtension, TransactionBehavior};
use std::collections::BTreeMap;

/// The seq of the setup's last event; 0 before the first.
pub(crate) fn changed(connection: &Connection) -> Result<Seq, Broken> {
    let seq = connection
        .prepare_cached("SELECT changed FROM setup WHERE one = 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    Ok(Seq(seq.unwrap_or(0)))
}

pub(crate) fn load(connection: &Connection) -> Result<Setup, Broken> {
    let doc: Option<String> = connection
        .prepare_cached("SELECT doc FROM setup WHERE one = 1")?
        .query_row([], |row| row.get(0))
        .optional()?;
    let mut setup = doc.map_or_else(|| Ok(Setup::default()), |doc| serde_json::from_str::<Setup>(&doc))?;
    let is_plan_changed = setup.lengths.contains_key(&Stream::Plan.name());
    if is_plan_changed && setup.plan_editions.is_empty() {
        setup.plan_editions = plan_editions(connection)?;
    }
    Ok(setup)
}

/// The editions as the journal tells them: a row that was folded before they were counted has none.
fn plan_editions(connection: &Connection) -> Result<BTreeMap<String, PlanEdition>, Broken> {
    let sql = format!("SELECT {COLUMNS} FROM journal WHERE stream IN ('region', 'plan') ORDER BY seq");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut found = statement.query([])?;
    let mut setup = Setup::default();
    while let Some(row) = found.next()? {
        let entered = journal::entered(row)?;
        fold::setup(&mut setup, &entered.stream, &entered.event, &entered.meta);
    }
    Ok(setup.plan_editions)
}

/// Which program has folded the row.
const FOLDED_BY: &str = "folded_by";
const THIS_PROGRAM: &str = env!("CARGO_PKG_VERSION");

/// Another program folds the same events with proposals of its own: its row is no damage.
pub(crate) fn is_folded_as_now(connection: &Connection) -> Result<bool, Broken> {
    Ok(kept(connection, FOLDED_BY)?.as_deref() == Some(THIS_PROGRAM))
}

/// Makes the row anew where another program has folded it.
pub(crate) fn fold_as_now(connection: &mut Connection) -> Result<(), Broken> {
    if is_folded_as_now(connection)? {
        return Ok(());
    }
    let tx = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    fold_anew(&tx)?;
    Ok(tx.commit()?)
}

/// Makes the row of what the journal says. A room that has only borrowed its setup keeps it.
pub(crate) fn fold_anew(connection: &Connection) -> Result<(), Broken> {
    // All that is folded into it, found by the index of streams; `0` is the sign after `/`.
    let sql = format!(
        "SELECT {COLUMNS} FROM journal WHERE stream IN
            ('region', 'plan', 'policy', 'people', 'numbers', 'handovers', 'roster')
            OR (stream >= 'desk/' AND stream < 'desk0') ORDER BY seq"
    );
    let mut statement = connection.prepare(&sql)?;
    let mut found = statement.query([])?;
    let (mut setup, mut changed) = (Setup::default(), Seq(0));
    while let Some(row) = found.next()? {
        let entered = journal::entered(row)?;
        fold::setup(&mut setup, &entered.stream, &entered.event, &entered.meta);
        changed = entered.meta.seq;
    }
    if setup.founded_at.is_some() {
        save(connection, &setup, changed)?;
    }
    keep(connection, FOLDED_BY, Some(THIS_PROGRAM))
}

pub(crate) fn save(connection: &Connection, setup: &Setup, changed: Seq) -> Result<(), Broken> {
    connection
        .prepare_cached(
            "INSERT INTO setup (one, changed, doc) VALUES (1, ?1, ?2)
             ON CONFLICT (one) DO UPDATE SET changed = excluded.changed, doc = excluded.doc",
        )?
        .execute(rusqlite::params![changed.0, serde_json::to_string(setup)?])?;
    Ok(())
}

/// The local day as it stands in numbers, `261123`.
pub(crate) fn day(at: At, utc_offset_minutes: i32) -> String {
    day_of_number(at, utc_offset_minutes)
}

pub(crate) fn count(connection: &Connection, desk: u16, day: &str) -> Result<u32, Broken> {
    let count = connection
        .prepare_cached("SELECT count FROM desk_day WHERE desk = ?1 AND day = ?2")?
        .query_row(rusqlite::params![desk, day], |row| row.get(0))
        .optional()?;
    Ok(count.unwrap_or(0))
}

pub(crate) fn save_count(connection: &Connection, desk: u16, day: &str, count: u32) -> Result<(), Broken> {
    connection
        .prepare_cached(
            "INSERT INTO desk_day (desk, day, count) VALUES (?1, ?2, ?3)
             ON CONFLICT (desk, day) DO UPDATE SET count = max(count, excluded.count)",
        )?
        .execute(rusqlite::params![desk, day, count])?;
    Ok(())
}
