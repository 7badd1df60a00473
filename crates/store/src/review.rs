//! Which finished work is proposed for review, and what was found.

use crate::broken::Broken;
use crate::journal;
use crate::reader::{Reader, shown};
use crate::report::recorded_by;
use crate::sample::closed;
use crate::{access, rows};
use kentongan_rules::actor::Actor;
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::{PersonId, TicketId};
use kentongan_rules::review::{
    FEWEST_REVIEWED, Finished, PROPOSED_DAYS, ReviewReason, TURNED_AWAY_FOR, is_own, proposed,
};
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Span, day_start, local_day};
use kentongan_rules::view::{ReviewCount, ReviewPage, ReviewRow};
use rusqlite::Connection;
use std::collections::BTreeMap;

const DAY: Span = Span::hours(24);

impl Reader {
    /// Of what was closed on the last days, what is proposed and nobody has reviewed yet; and the month's reviews.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn reviews(&mut self, viewer: &Actor, now: At) -> Result<ReviewPage, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let today = day_start(now, setup.region.utc_offset_minutes);
        let mut rows = Vec::new();
        for days in 1..=PROPOSED_DAYS {
            let day = today - Span::hours(24 * days);
            for (id, reasons) in proposed(day, &finished(&tx, &setup, day)?) {
                let stored = rows::ticket::load(&tx, id)?;
                if let Some(stored) = stored.filter(|it| waits(&it.ticket, &setup, day)) {
                    let ticket = shown(&tx, &setup, &stored, viewer)?;
                    rows.push(ReviewRow { ticket, reasons, own: is_own(&stored.ticket, &viewer.actor) });
                }
            }
        }
        rows.sort_by_key(|row| std::cmp::Reverse(row.ticket.closed.as_ref().map(|closed| closed.at)));
        let (done, people) = found(&tx, &setup, now)?;
        Ok(ReviewPage { rows, done, people })
    }
}

/// Is it closed as it was on `day`, and not reviewed? What was opened and closed again is of its later day.
fn waits(ticket: &Ticket, setup: &Setup, day: At) -> bool {
    let on = |at: At| day_start(at, setup.region.utc_offset_minutes);
    ticket.reviewed.is_none() && ticket.closed.as_ref().is_some_and(|closed| on(closed.at) == day)
}

/// Why a ticket is proposed; empty: it is not, or not any more.
pub(crate) fn reasons(
    connection: &Connection,
    setup: &Setup,
    ticket: &Ticket,
    now: At,
) -> Result<Vec<ReviewReason>, Broken> {
    let Some(closed) = &ticket.closed else { return Ok(Vec::new()) };
    let of = |at: At| day_start(at, setup.region.utc_offset_minutes);
    let (day, today) = (of(closed.at), of(now));
    if day >= today || day < today - Span::hours(24 * PROPOSED_DAYS) {
        return Ok(Vec::new());
    }
    let mut all = proposed(day, &finished(connection, setup, day)?);
    Ok(all.remove(&ticket.id).unwrap_or_default())
}

/// Everything that was closed on `day`, whatever became of it since.
fn finished(connection: &Connection, setup: &Setup, day: At) -> Result<Vec<Finished>, Broken> {
    let mut finished = Vec::new();
    for (id, _) in closed(connection, day, day + DAY)? {
        if let Some(stored) = rows::ticket::load(connection, id)? {
            let turned_away = was_turned_away(connection, &stored.ticket)?;
            finished.push(Finished::of(&stored.ticket, &setup.region, turned_away));
        }
    }
    Ok(finished)
}

/// Was a call of its number ended as no case, shortly before it was one?
fn was_turned_away(connection: &Connection, ticket: &Ticket) -> Result<bool, Broken> {
    let Some(tag) = ticket.reporter.number.as_ref().and_then(|number| number.tag.as_deref()) else {
        return Ok(false);
    };
    let mut statement = connection.prepare_cached(
        "SELECT 1 FROM call WHERE tag = ?1 AND called_at >= ?2 AND called_at < ?3 AND undone = 0
             AND outcome IN ('prank', 'silent', 'wrong_number')",
    )?;
    let from = ticket.called_at - TURNED_AWAY_FOR;
    Ok(statement.exists(rusqlite::params![tag, from.0, ticket.called_at.0])?)
}

/// How many reviews there were since the month began, and what was found of those of whom enough was drawn by lot.
fn found(connection: &Connection, setup: &Setup, now: At) -> Result<(u32, Vec<ReviewCount>), Broken> {
    let zone = setup.region.utc_offset_minutes;
    let (_, _, nth) = local_day(now, zone);
    let month = day_start(now, zone) - Span::hours(24 * (i64::from(nth) - 1));
    let since = recorded_by(connection, month - Span(1), journal::end(connection)?.seq)?;
    let sql =
        "SELECT stream, data FROM journal INDEXED BY journal_reviewed WHERE seq > ?1 AND kind = 'reviewed'";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query([since.0])?;
    let mut done = 0;
    let mut people: BTreeMap<PersonId, ReviewCount> = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let Some(Stream::Ticket(id)) = Stream::parse(&row.get::<_, String>(0)?) else { continue };
        let Event::Reviewed { reasons, marks, .. } = serde_json::from_str(&row.get::<_, String>(1)?)? else {
            continue;
        };
        done += 1;
        if reasons.contains(&ReviewReason::Drawn)
            && let Some((person, name)) = whose(connection, id)?
        {
            people.entry(person).or_insert_with(|| ReviewCount::of(&name)).add(&marks);
        }
    }
    let enough = people.into_values().filter(|one| one.reviewed >= FEWEST_REVIEWED);
    let mut people: Vec<ReviewCount> = enough.collect();
    people.sort_by(|a, b| a.name.cmp(&b.name));
    Ok((done, people))
}

/// Who took its call.
fn whose(connection: &Connection, id: TicketId) -> Result<Option<(PersonId, String)>, Broken> {
    let stored = rows::ticket::load(connection, id)?;
    Ok(stored.and_then(|it| it.ticket.opened_by.person.map(|person| (person, it.ticket.opened_by.name))))
}
