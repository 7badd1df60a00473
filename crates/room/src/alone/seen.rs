//! The room's open tickets as this desk last saw them.

use kentongan_rules::actor::Actor;
use kentongan_rules::id::{ClockNo, PersonId, TicketId};
use kentongan_rules::time::At;
use kentongan_rules::view::{Changes, Line, TicketRow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// Who saw them so; anybody else is shown them masked.
    by: Option<PersonId>,
    at: At,
    rows: BTreeMap<TicketId, TicketRow>,
    /// Tickets whose alarm somebody has acknowledged here, in that order.
    #[serde(default)]
    touched: Vec<TicketId>,
}

/// How far a window was told of what these rows become by themselves.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Foretold {
    pub until: At,
    /// Of those touched, so many.
    pub touched: usize,
}

impl Seen {
    /// All of them, as the board shows them.
    pub fn board(by: &Actor, at: At, rows: &[TicketRow]) -> Seen {
        Seen {
            by: by.person,
            at,
            rows: rows.iter().map(|row| (row.id, row.clone())).collect(),
            touched: Vec::new(),
        }
    }

    /// What has changed since, as the same person sees it.
    pub fn hear(&mut self, by: &Actor, at: At, changes: &Changes) {
        if self.by != by.person {
            return;
        }
        self.at = at;
        for id in &changes.gone {
            self.rows.remove(id);
        }
        for row in &changes.rows {
            if row.closed.is_some() {
                self.rows.remove(&row.id);
            } else {
                self.rows.insert(row.id, row.clone());
            }
        }
    }

    /// As it is at `now`, its levels fired.
    pub fn row(&self, id: TicketId, viewer: &Actor, now: At) -> Option<TicketRow> {
        self.rows.get(&id).map(|row| self.shown(&row.foreseen(now, now).0, viewer))
    }

    pub fn rows(&self, viewer: &Actor, now: At) -> Vec<TicketRow> {
        self.rows.values().map(|row| self.shown(&row.foreseen(now, now).0, viewer)).collect()
    }

    pub fn foretold(&self, now: At) -> Foretold {
        Foretold { until: now, touched: self.touched.len() }
    }

    /// What has changed by itself since a window was told, and the lines of what fired.
    pub fn news(&self, viewer: &Actor, told: Foretold, now: At) -> (Vec<TicketRow>, Vec<Line>) {
        let touched = self.touched.get(told.touched..).unwrap_or_default();
        let (mut rows, mut lines) = (Vec::new(), Vec::new());
        for row in self.rows.values() {
            let (ahead, fired) = row.foreseen(told.until, now);
            if !fired.is_empty() || touched.contains(&row.id) {
                rows.push(self.shown(&ahead, viewer));
            }
            lines.extend(fired);
        }
        lines.sort_by_key(|line| line.at);
        (rows, lines)
    }

    /// Somebody acknowledges an alarm of a ticket that only the room can change. True where one asked for a person.
    pub fn acknowledge(&mut self, id: TicketId, clock: ClockNo, by: &Actor, now: At) -> bool {
        let Some(row) = self.rows.get(&id).and_then(|row| row.acknowledged(clock, &by.name, now)) else {
            return false;
        };
        self.rows.insert(id, row);
        self.touched.push(id);
        true
    }

    fn shown(&self, row: &TicketRow, viewer: &Actor) -> TicketRow {
        let row = TicketRow { seen_at: Some(self.at), ..row.clone() };
        let is_theirs = viewer.person.is_some() && viewer.person == self.by;
        // What was opened to them for a while is not open for ever.
        if is_theirs && row.open_until.is_none() { row } else { row.mask() }
    }
}
