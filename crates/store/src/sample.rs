//! Whose callers are asked whether it is settled.

use crate::broken::Broken;
use crate::reader::{Reader, shown};
use crate::report::recorded_by;
use crate::{access, journal, rows};
use kentongan_rules::actor::Actor;
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::TicketId;
use kentongan_rules::telling::{may_be_asked, sample};
use kentongan_rules::ticket::{CloseOutcome, Ticket};
use kentongan_rules::time::{At, Span, day_start};
use kentongan_rules::view::TicketRow;
use rusqlite::Connection;
use std::collections::BTreeMap;

impl Reader {
    /// Of the tickets that were closed on the day before, some whose callers nobody has asked yet; those that were
    /// opened again have had their say.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn to_ask(&mut self, viewer: &Actor, now: At) -> Result<Vec<TicketRow>, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let today = day_start(now, setup.region.utc_offset_minutes);
        let day = today - Span::hours(24);
        let mut may = Vec::new();
        for (id, outcome) in closed(&tx, day, today)? {
            let stored = rows::ticket::load(&tx, id)?;
            may.extend(stored.filter(|it| may_be_asked(&it.ticket, outcome)).map(|it| it.ticket.id));
        }
        let mut found = Vec::new();
        for id in sample(may, day, setup.settings.ask_after) {
            let stored = rows::ticket::load(&tx, id)?;
            let waits = |ticket: &Ticket| {
                ticket.closed.is_some() && ticket.asked_after.is_none() && !ticket.is_erased()
            };
            if let Some(stored) = stored.filter(|it| waits(&it.ticket) && viewer.sees(&it.ticket)) {
                found.push(shown(&tx, &setup, &stored, viewer)?);
            }
        }
        Ok(found)
    }
}

/// What was closed in `[from, to)`, each as it was closed last in it.
pub(crate) fn closed(
    connection: &Connection,
    from: At,
    to: At,
) -> Result<Vec<(TicketId, CloseOutcome)>, Broken> {
    let head = journal::end(connection)?.seq;
    let first = recorded_by(connection, from - Span(1), head)?;
    let last = recorded_by(connection, to - Span(1), head)?;
    // Only those days' rows are read, however many tickets the room has had.
    let mut statement = connection.prepare_cached(
        "SELECT stream, data FROM journal INDEXED BY journal_reviewed
         WHERE seq > ?1 AND seq <= ?2 AND kind = 'closed'",
    )?;
    let mut rows = statement.query([first.0, last.0])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let Some(Stream::Ticket(id)) = Stream::parse(&row.get::<_, String>(0)?) else { continue };
        if let Event::Closed { outcome, .. } = serde_json::from_str(&row.get::<_, String>(1)?)? {
            found.insert(id, outcome);
        }
    }
    Ok(found.into_iter().collect())
}
