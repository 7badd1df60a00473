//! What happened after a position: current whole rows, and the lines between.

use crate::broken::Broken;
use crate::reader::{Reader, shown, told};
use crate::rows::ticket::StoredTicket;
use crate::{access, caller, journal, rows};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::TicketId;
use kentongan_rules::time::{At, Seq};
use kentongan_rules::view::{Line, TicketRow, Today};
use std::collections::BTreeMap;

/// Most rows of the journal told in one answer; the rest follows from where it stopped.
pub const LONGEST_TAIL: usize = 500;

/// The journal after a position, as one viewer may see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Tail {
    /// Where to go on from: the head, or where the answer was full.
    pub seq: Seq,
    /// There was more than one answer holds: ask again at once.
    pub more: bool,
    pub rows: Vec<TicketRow>,
    /// Tickets that this viewer may no longer see: an agency's that it returned or was released from. Every other role
    /// sees every ticket, masked where it must be.
    pub gone: Vec<TicketId>,
    pub lines: Vec<Line>,
    /// Present if a call was among what happened, or nothing did: it changes by time alone, too.
    pub today: Option<Today>,
    pub setup: bool,
    /// Whoever has this viewer's role is told the same.
    pub by_role: bool,
}

impl Reader {
    /// What happened after `after`. A position beyond the head answers with the head.
    ///
    /// # Errors
    /// It cannot be read.
    pub fn changes(&mut self, after: Seq, viewer: &Actor, now: At) -> Result<Tail, Broken> {
        let (tx, setup) = self.moment()?;
        let head = journal::end(&tx)?.seq;
        let mut tail = Tail {
            seq: head,
            more: false,
            rows: Vec::new(),
            gone: Vec::new(),
            lines: Vec::new(),
            today: None,
            setup: false,
            by_role: viewer.role != Role::Liaison,
        };
        let counts = viewer.role != Role::Liaison;
        let offset = setup.region.utc_offset_minutes;
        if after >= head {
            // A quiet room is told that midnight came, or that an hour has passed, without a call.
            if counts {
                tail.today = Some(rows::call::today(&tx, now, offset)?);
            }
            return Ok(tail);
        }
        let viewer = &access::viewer(&tx, viewer, now)?;
        let sql = format!("SELECT {} FROM journal WHERE seq > ?1 ORDER BY seq LIMIT ?2", journal::COLUMNS);
        let mut statement = tx.prepare_cached(&sql)?;
        let mut found = statement.query(rusqlite::params![after.0, LONGEST_TAIL as i64])?;
        let mut tickets: BTreeMap<TicketId, Option<StoredTicket>> = BTreeMap::new();
        let (mut called, mut last) = (false, after);
        while let Some(row) = found.next()? {
            let entered = journal::entered(row)?;
            last = entered.meta.seq;
            match &entered.stream {
                Stream::Ticket(id) | Stream::Clock(id) => {
                    let stored = match tickets.entry(*id) {
                        std::collections::btree_map::Entry::Occupied(held) => held.into_mut(),
                        std::collections::btree_map::Entry::Vacant(place) => {
                            place.insert(rows::ticket::load(&tx, *id)?)
                        }
                    };
                    tail.by_role &= viewer.hears_by_role(&entered.event);
                    if let Some(stored) = stored {
                        tail.lines.extend(told(&tx, &entered, &stored.ticket, viewer)?);
                    }
                }
                Stream::Call(_) => called = true,
                Stream::Numbers => {
                    if let Event::NumberMarked { number } | Event::NumberUnmarked { number } = &entered.event
                    {
                        for id in caller::open_tickets(&tx, number)? {
                            if let std::collections::btree_map::Entry::Vacant(place) = tickets.entry(id) {
                                place.insert(rows::ticket::load(&tx, id)?);
                            }
                        }
                    }
                }
                Stream::Region
                | Stream::Plan
                | Stream::Policy
                | Stream::People
                | Stream::Handovers
                | Stream::Roster
                | Stream::Desk(_) => {
                    tail.setup = true;
                }
            }
        }
        tail.more = last < head;
        tail.seq = last;
        for stored in tickets.into_values().flatten() {
            tail.by_role &= viewer.sees_by_role(&stored.ticket);
            if viewer.sees(&stored.ticket) {
                tail.rows.push(shown(&tx, &setup, &stored, viewer)?);
            } else if viewer.lost(&stored.ticket) {
                tail.gone.push(stored.ticket.id);
            }
        }
        if called && counts {
            tail.today = Some(rows::call::today(&tx, now, offset)?);
        }
        Ok(tail)
    }
}
