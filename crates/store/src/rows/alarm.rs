use super::ticket::load;
use super::{unword, word};
use crate::broken::Broken;
use crate::reader::shown;
use kentongan_rules::actor::Role;
use kentongan_rules::clock::{Firing, Level};
use kentongan_rules::id::{ClockNo, TicketId};
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::Viewer;
use kentongan_rules::view::alarm::{AlarmKey, AlarmPage, AlarmRow, Load, alarm_row};
use rusqlite::{Connection, Row, params};
use std::collections::BTreeSet;
use uuid::Uuid;

const PAGE: usize = 50;
const BIN: Span = Span::minutes(10);
const DAY: Span = Span::hours(24);

/// An alarm's row: its place and the firing itself.
pub(crate) type Alarm<'t> = (ClockNo, u16, &'t Firing);

pub(crate) fn of(ticket: &Ticket) -> impl Iterator<Item = Alarm<'_>> {
    (0..).zip(&ticket.clocks).flat_map(|(no, clock)| clock.fired.iter().map(move |f| (no, clock.cycle, f)))
}

/// Writes the alarms that `before` did not have as they are now.
pub(crate) fn save(connection: &Connection, before: Option<&Ticket>, ticket: &Ticket) -> Result<(), Broken> {
    for (no, clock) in ticket.clocks.iter().enumerate() {
        let known = before.and_then(|b| b.clocks.get(no)).map_or(&[][..], |c| c.fired.as_slice());
        for (at, firing) in clock.fired.iter().enumerate() {
            if known.get(at) == Some(firing) {
                continue;
            }
            connection
                .prepare_cached(
                    "INSERT INTO alarm (ticket, clock, cycle, aim, level, due_at, fired_at, late_ms, suspect,
                                        acknowledged_by, acknowledged_at, withdrawn_at, deliveries)
                     VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
                     ON CONFLICT (ticket, clock, cycle, aim, level) DO UPDATE SET
                         acknowledged_by = excluded.acknowledged_by,
                         acknowledged_at = excluded.acknowledged_at,
                         withdrawn_at = excluded.withdrawn_at,
                         deliveries = excluded.deliveries",
                )?
                .execute(params![
                    ticket.id.0.as_bytes(),
                    no as ClockNo,
                    clock.cycle,
                    firing.aim,
                    word(&firing.level)?,
                    firing.due_at.0,
                    firing.fired_at.0,
                    firing.late_ms.0,
                    firing.suspect,
                    firing.acknowledged_by,
                    firing.acknowledged_at.map(|at| at.0),
                    firing.withdrawn_at.map(|at| at.0),
                    serde_json::to_string(&firing.deliveries)?,
                ])?;
        }
    }
    Ok(())
}

/// Tickets with alarms that fired on a clock not trusted and were not taken back.
pub(crate) fn suspect(connection: &Connection, limit: u32) -> Result<Vec<TicketId>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT DISTINCT ticket FROM alarm WHERE suspect = 1 AND withdrawn_at IS NULL LIMIT ?1",
    )?;
    let ids = statement.query_map([limit], |row| Ok(TicketId(Uuid::from_bytes(row.get(0)?))))?;
    Ok(ids.collect::<Result<_, _>>()?)
}

fn key(row: &Row<'_>) -> Result<AlarmKey, Broken> {
    let level: String = row.get("level")?;
    Ok(AlarmKey {
        fired_at: At(row.get("fired_at")?),
        ticket: TicketId(Uuid::from_bytes(row.get("ticket")?)),
        clock: row.get("clock")?,
        cycle: row.get("cycle")?,
        aim: row.get("aim")?,
        level: unword::<Level>(&level)?,
    })
}

/// What fired before `before`, newest first, and the load of the day up to `now`.
pub(crate) fn page(
    connection: &Connection,
    setup: &Setup,
    before: Option<&AlarmKey>,
    viewer: &Viewer,
    now: At,
) -> Result<AlarmPage, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT fired_at, ticket, clock, cycle, aim, level FROM alarm
         WHERE fired_at <= ?1 AND (fired_at, ticket, clock, cycle, aim, level) < (?1, ?2, ?3, ?4, ?5, ?6)
         ORDER BY fired_at DESC, ticket DESC, clock DESC, cycle DESC, aim DESC, level DESC",
    )?;
    let mut found = match before {
        Some(k) => statement.query(params![
            k.fired_at.0,
            k.ticket.0.as_bytes(),
            k.clock,
            k.cycle,
            k.aim,
            word(&k.level)?
        ])?,
        None => statement.query(params![i64::MAX, [0xFF_u8; 16], 0, 0, 0, ""])?,
    };
    let mut alarms: Vec<AlarmRow> = Vec::new();
    let mut more = false;
    // An agency has few of all tickets: each of the others is read once.
    let mut others: BTreeSet<TicketId> = BTreeSet::new();
    while let Some(row) = found.next()? {
        let key = key(row)?;
        if others.contains(&key.ticket) {
            continue;
        }
        let stored = load(connection, key.ticket)?.filter(|it| viewer.sees(&it.ticket));
        let Some(stored) = stored else {
            others.insert(key.ticket);
            continue;
        };
        let shown = shown(connection, setup, &stored, viewer)?;
        let Some(alarm) = alarm_row(key, &stored.ticket, &shown) else { continue };
        if alarms.len() == PAGE {
            more = true;
            break;
        }
        alarms.push(alarm);
    }
    // How busy the room was is no business of an agency.
    let counts = before.is_none() && viewer.actor.role != Role::Liaison;
    let load = if counts { load_of_day(connection, now)? } else { Vec::new() };
    Ok(AlarmPage { alarms, more, load })
}

/// Alarms that somebody was told of, by ten minutes.
fn load_of_day(connection: &Connection, now: At) -> Result<Vec<Load>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT fired_at / ?2 * ?2 AS bin, count(*) FROM alarm
         WHERE fired_at > ?1 AND deliveries <> '[]' GROUP BY bin ORDER BY bin",
    )?;
    let bins = statement
        .query_map([(now - DAY).0, BIN.0], |row| Ok(Load { from: At(row.get(0)?), count: row.get(1)? }))?;
    Ok(bins.collect::<Result<_, _>>()?)
}
