use crate::broken::Broken;
use kentongan_rules::event::Stream;
use kentongan_rules::id::TicketId;
use kentongan_rules::region::AgencyCode;
use kentongan_rules::report::bucket::FIRE_TARGET;
use kentongan_rules::setup::Setup;
use kentongan_rules::ticket::{AssignmentState, Ticket};
use kentongan_rules::time::{At, Seq, day_start};
use rusqlite::{Connection, OptionalExtension, Row};
use uuid::Uuid;

/// A ticket as it lies on disk.
#[derive(Clone, Debug)]
pub(crate) struct StoredTicket {
    /// Of the event that opened it.
    pub seq: Seq,
    /// Of its last event.
    pub changed: Seq,
    /// Names of its category, district and village when they were last indexed.
    pub terms: String,
    pub ticket: Ticket,
}

/// The columns beside the document: what SQL selects by.
#[derive(Debug, PartialEq)]
pub(crate) struct Columns {
    pub number: String,
    pub tail: String,
    pub called_at: i64,
    pub open: bool,
    pub next_due: Option<i64>,
    pub policy: Option<u32>,
    pub district: Option<String>,
    pub village: Option<String>,
    pub category: String,
    pub erased: bool,
    /// The last instant at which anything of it was, or will be due.
    pub reach: i64,
}

pub(crate) fn columns(ticket: &Ticket) -> Columns {
    Columns {
        number: ticket.number.0.clone(),
        tail: tail(&ticket.number.0).to_owned(),
        called_at: ticket.called_at.0,
        open: ticket.closed.is_none(),
        next_due: ticket.next_due().map(|at| at.0),
        policy: ticket.oldest_policy(),
        district: ticket.place.district.as_ref().map(ToString::to_string),
        village: ticket.place.village.as_ref().map(ToString::to_string),
        category: ticket.category.to_string(),
        erased: ticket.is_erased(),
        reach: reach(ticket).0,
    }
}

fn reach(ticket: &Ticket) -> At {
    let clocks = ticket.clocks.iter();
    let instants = clocks.flat_map(|clock| clock.fired.iter().map(|f| f.fired_at).chain([clock.due_at]));
    instants.fold(ticket.changed_at.max(ticket.called_at + FIRE_TARGET), At::max)
}

/// The columns as they are stored; `folded` says those that an older file does not have.
pub(crate) fn stored_columns(row: &Row<'_>, folded: &Columns) -> rusqlite::Result<Columns> {
    Ok(Columns {
        number: row.get("number")?,
        tail: row.get("tail")?,
        called_at: row.get("called_at")?,
        open: row.get("open")?,
        next_due: row.get("next_due")?,
        policy: row.get("policy")?,
        district: row.get("district")?,
        village: row.get("village")?,
        category: row.get("category")?,
        // A file of before version 3, read beside its room, has nothing erased.
        erased: row.get("erased").unwrap_or_default(),
        reach: row.get("reach").unwrap_or(folded.reach),
    })
}

/// What is said of a number on its own day: `2-17` of `SDA-261123-2-17`.
pub(crate) fn tail(number: &str) -> &str {
    match number.rmatch_indices('-').nth(1) {
        Some((at, _)) => &number[at + 1..],
        None => number,
    }
}

pub(crate) fn has_number(connection: &Connection, number: &str) -> Result<bool, Broken> {
    Ok(connection.prepare_cached("SELECT 1 FROM ticket WHERE number = ?1")?.exists([number])?)
}

/// Reads `seq, changed, terms, doc`.
pub(crate) fn stored(row: &Row<'_>) -> Result<StoredTicket, Broken> {
    let doc = row.get_ref(3)?.as_str().map_err(rusqlite::Error::from)?;
    Ok(StoredTicket {
        seq: Seq(row.get(0)?),
        changed: Seq(row.get(1)?),
        terms: row.get(2)?,
        ticket: serde_json::from_str(doc)?,
    })
}

pub(crate) fn load(connection: &Connection, id: TicketId) -> Result<Option<StoredTicket>, Broken> {
    let mut statement =
        connection.prepare_cached("SELECT seq, changed, terms, doc FROM ticket WHERE id = ?1")?;
    let mut rows = statement.query([id.0.as_bytes()])?;
    rows.next()?.map(stored).transpose()
}

pub(crate) fn load_at(connection: &Connection, seq: Seq) -> Result<Option<StoredTicket>, Broken> {
    let mut statement =
        connection.prepare_cached("SELECT seq, changed, terms, doc FROM ticket WHERE seq = ?1")?;
    let mut rows = statement.query([seq.0])?;
    rows.next()?.map(stored).transpose()
}

/// Closed tickets on which `agency` finished its part since local midnight.
pub(crate) fn done_today(
    connection: &Connection,
    agency: &AgencyCode,
    now: At,
    utc_offset_minutes: i32,
) -> Result<Vec<StoredTicket>, Broken> {
    let midnight = day_start(now, utc_offset_minutes);
    let before = connection
        .prepare_cached("SELECT seq FROM journal WHERE recorded_at < ?1 ORDER BY seq DESC LIMIT 1")?
        .query_row([midnight.0], |row| row.get(0))
        .optional()?
        .unwrap_or(0_i64);
    // Only the day's rows are read, however many tickets the room has had.
    let mut statement = connection
        .prepare_cached("SELECT DISTINCT stream FROM journal WHERE seq > ?1 AND kind = 'finished'")?;
    let mut rows = statement.query([before])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        let Some(Stream::Ticket(id)) = Stream::parse(&row.get::<_, String>(0)?) else { continue };
        let Some(stored) = load(connection, id)?.filter(|it| it.ticket.closed.is_some()) else { continue };
        let done = stored.ticket.assignments.iter().filter(|one| one.state == AssignmentState::Done);
        let mut own = done.filter(|one| one.agency == *agency);
        if own.any(|one| one.ended_at.is_some_and(|at| at >= midnight)) {
            found.push(stored);
        }
    }
    Ok(found)
}

/// Writes the row; `new` for one that was not there.
pub(crate) fn save(connection: &Connection, stored: &StoredTicket, new: bool) -> Result<(), Broken> {
    let ticket = &stored.ticket;
    let columns = columns(ticket);
    let doc = serde_json::to_string(ticket)?;
    if new {
        connection
            .prepare_cached(
                "INSERT INTO ticket (seq, id, number, tail, called_at, open, changed, next_due, policy,
                                     district, village, category, terms, doc, erased, reach)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)",
            )?
            .execute(rusqlite::params![
                stored.seq.0,
                ticket.id.0.as_bytes(),
                columns.number,
                columns.tail,
                columns.called_at,
                columns.open,
                stored.changed.0,
                columns.next_due,
                columns.policy,
                columns.district,
                columns.village,
                columns.category,
                stored.terms,
                doc,
                columns.erased,
                columns.reach,
            ])?;
    } else {
        connection
            .prepare_cached(
                "UPDATE ticket SET open = ?2, changed = ?3, next_due = ?4, policy = ?5, district = ?6,
                                   village = ?7, category = ?8, terms = ?9, doc = ?10, erased = ?11,
                                   reach = ?12
                 WHERE seq = ?1",
            )?
            .execute(rusqlite::params![
                stored.seq.0,
                columns.open,
                stored.changed.0,
                columns.next_due,
                columns.policy,
                columns.district,
                columns.village,
                columns.category,
                stored.terms,
                doc,
                columns.erased,
                columns.reach,
            ])?;
    }
    Ok(())
}

/// The names a ticket is found by beside its own text; none of them is personal.
pub(crate) fn terms(ticket: &Ticket, setup: &Setup) -> String {
    let region = &setup.region;
    let mut terms = Vec::with_capacity(4);
    if let Some(category) = region.category(&ticket.category) {
        terms.push(category.name_id.as_str());
        terms.push(category.name_en.as_str());
    }
    if let Some(district) = ticket.place.district.as_ref().and_then(|code| region.district(code)) {
        terms.push(district.name.as_str());
    }
    if let Some(village) = ticket.place.village.as_ref().and_then(|code| region.village(code)) {
        terms.push(village.name.as_str());
    }
    terms.join("\n")
}

pub(crate) fn next_due(connection: &Connection) -> Result<Option<At>, Broken> {
    Ok(connection
        .prepare_cached("SELECT next_due FROM ticket WHERE next_due IS NOT NULL ORDER BY next_due LIMIT 1")?
        .query_row([], |row| row.get(0).map(At))
        .optional()?)
}

/// Tickets due by `now` in due order, then those whose clocks aim by an older policy than `policy`.
pub(crate) fn due(
    connection: &Connection,
    now: At,
    policy: u32,
    limit: u32,
) -> Result<Vec<TicketId>, Broken> {
    let id = |row: &Row<'_>| Ok(TicketId(Uuid::from_bytes(row.get(0)?)));
    let mut ids = connection
        .prepare_cached(
            "SELECT id FROM ticket WHERE next_due IS NOT NULL AND next_due <= ?1 ORDER BY next_due, seq LIMIT ?2",
        )?
        .query_map([now.0, i64::from(limit)], id)?
        .collect::<Result<Vec<_>, _>>()?;
    let left = limit.saturating_sub(u32::try_from(ids.len()).unwrap_or(u32::MAX));
    if left > 0 {
        let aimed = connection
            .prepare_cached(
                "SELECT id FROM ticket WHERE policy IS NOT NULL AND policy < ?1
                     AND (next_due IS NULL OR next_due > ?2) ORDER BY policy, seq LIMIT ?3",
            )?
            .query_map([i64::from(policy), now.0, i64::from(left)], id)?
            .collect::<Result<Vec<_>, _>>()?;
        ids.extend(aimed);
    }
    Ok(ids)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_has_a_tail() {
        assert_eq!((tail("SDA-261123-2-17"), tail("17")), ("2-17", "17"));
    }
}
