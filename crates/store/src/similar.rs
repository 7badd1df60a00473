//! Open tickets that a call may be about.

use crate::broken::Broken;
use crate::reader::{Reader, unsealing};
use crate::rows::ticket::StoredTicket;
use crate::{access, rows};
use kentongan_rules::actor::Actor;
use kentongan_rules::id::TicketId;
use kentongan_rules::region::{DistrictCode, Region, VillageCode};
use kentongan_rules::same::{Around, Heard, Nearness, Similar, similar};
use kentongan_rules::ticket::Ticket;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::similar::heard;
use rusqlite::Connection;
use std::collections::BTreeMap;

/// Most tickets that are read in full for one question: those in the same village first, then the newest.
const MOST_READ: usize = 120;
/// Most earlier calls of the same number that are looked up.
const MOST_CALLS: i64 = 20;

impl Reader {
    /// The open tickets that `call` may be about, told by the words that `viewer` may read.
    ///
    /// # Errors
    /// They cannot be read.
    pub fn similar(&mut self, call: &Heard, viewer: &Actor, now: At) -> Result<Similar<TicketId>, Broken> {
        let (tx, setup) = self.moment()?;
        let viewer = &access::viewer(&tx, viewer, now)?;
        let mut incidents: BTreeMap<TicketId, Vec<Heard>> = BTreeMap::new();
        let mut children: Vec<(TicketId, Heard)> = Vec::new();
        let told = |ticket: &Ticket| unsealing(&tx, |unseal| heard(ticket, viewer, unseal));
        for seq in candidates(&tx, &setup.region, call)? {
            let stored = rows::ticket::load_at(&tx, seq)?.filter(|it| viewer.sees(&it.ticket));
            let Some(StoredTicket { ticket, .. }) = stored else { continue };
            match ticket.parent {
                Some(parent) => children.push((parent, told(&ticket)?)),
                None => drop(incidents.insert(ticket.id, vec![told(&ticket)?])),
            }
        }
        for (parent, child) in children {
            if let Some(calls) = incidents.get_mut(&parent) {
                calls.push(child);
                continue;
            }
            // It lies elsewhere, or before the window; it must still be open to take another caller.
            let stored = rows::ticket::load(&tx, parent)?.filter(|it| it.ticket.closed.is_none());
            let stored = stored.filter(|it| viewer.sees(&it.ticket));
            if let Some(StoredTicket { ticket, .. }) = stored {
                incidents.insert(parent, vec![told(&ticket)?, child]);
            }
        }
        if let Some(tag) = &call.caller {
            for (id, called_at) in followed(&tx, tag)? {
                let Some(StoredTicket { ticket, .. }) = rows::ticket::load(&tx, id)? else { continue };
                let root = ticket.parent.unwrap_or(ticket.id);
                let first = told(&ticket)?;
                // Who may not read the ticket is not told who called about it.
                if let (Some(calls), Some(_)) = (incidents.get_mut(&root), &first.caller) {
                    calls.push(Heard {
                        called_at,
                        caller: Some(tag.clone()),
                        narrative: String::new(),
                        ..first
                    });
                }
            }
        }
        let incidents: Vec<(TicketId, Vec<Heard>)> = incidents.into_iter().collect();
        Ok(similar(&setup.region, call, &incidents))
    }
}

/// Positions of the open tickets that could be in question by kind, time and place, and of those of the same number.
fn candidates(connection: &Connection, region: &Region, call: &Heard) -> Result<Vec<Seq>, Broken> {
    // Not the index of open tickets: an old room may have more of those than calls in any window.
    let mut statement = connection.prepare_cached(
        "SELECT seq, category, district, village, called_at FROM ticket
         WHERE called_at BETWEEN ?1 AND ?2 AND +open = 1 ORDER BY called_at DESC",
    )?;
    let around = Around::of(region, call);
    let (from, to) = (call.called_at - around.reach(), call.called_at + around.reach());
    let mut rows = statement.query([from.0, to.0])?;
    let (mut here, mut near) = (Vec::new(), Vec::new());
    while let Some(row) = rows.next()? {
        let category = row.get::<_, String>(1)?.into();
        let district = row.get::<_, Option<String>>(2)?.map(DistrictCode::from);
        let village = row.get::<_, Option<String>>(3)?.map(VillageCode::from);
        match around.place(&category, At(row.get(4)?), district.as_ref(), village.as_ref()) {
            Some(Nearness::SameVillage) => here.push(Seq(row.get(0)?)),
            Some(Nearness::Near) => near.push(Seq(row.get(0)?)),
            None => {}
        }
    }
    if let Some(tag) = &call.caller {
        let mut statement = connection.prepare_cached(
            "SELECT DISTINCT ticket.seq FROM sealed JOIN ticket ON ticket.id = sealed.ticket
             WHERE sealed.tag = ?1 AND +ticket.open = 1 ORDER BY ticket.seq DESC LIMIT ?2",
        )?;
        let mut rows = statement.query(rusqlite::params![tag, MOST_CALLS])?;
        while let Some(row) = rows.next()? {
            here.insert(0, Seq(row.get(0)?));
        }
    }
    let mut found: Vec<Seq> = Vec::with_capacity(MOST_READ);
    for seq in here.into_iter().chain(near) {
        if found.len() == MOST_READ {
            break;
        }
        if !found.contains(&seq) {
            found.push(seq);
        }
    }
    Ok(found)
}

/// Tickets that this number has called about again, with the call's instant.
fn followed(connection: &Connection, tag: &str) -> Result<Vec<(TicketId, At)>, Broken> {
    let mut statement = connection.prepare_cached(
        "SELECT ticket, called_at FROM call
         WHERE tag = ?1 AND undone = 0 AND ticket IS NOT NULL AND outcome = 'follow_up'
         ORDER BY called_at DESC LIMIT ?2",
    )?;
    let rows = statement.query_map(rusqlite::params![tag, MOST_CALLS], |row| {
        Ok((TicketId(uuid::Uuid::from_bytes(row.get(0)?)), At(row.get(1)?)))
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}
