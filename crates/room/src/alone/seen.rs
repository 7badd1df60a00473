//! The room's open tickets as this desk last saw them.

use kentongan_rules::actor::Actor;
use kentongan_rules::id::{PersonId, TicketId};
use kentongan_rules::time::At;
use kentongan_rules::view::{Changes, TicketRow};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub(super) struct Seen {
    /// Who saw them so; anybody else is shown them masked.
    by: Option<PersonId>,
    at: At,
    rows: BTreeMap<TicketId, TicketRow>,
}

impl Seen {
    /// All of them, as the board shows them.
    pub fn board(by: &Actor, at: At, rows: &[TicketRow]) -> Seen {
        Seen { by: by.person, at, rows: rows.iter().map(|row| (row.id, row.clone())).collect() }
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

    pub fn row(&self, id: TicketId, viewer: &Actor) -> Option<TicketRow> {
        self.rows.get(&id).map(|row| self.shown(row, viewer))
    }

    pub fn rows(&self, viewer: &Actor) -> Vec<TicketRow> {
        self.rows.values().map(|row| self.shown(row, viewer)).collect()
    }

    fn shown(&self, row: &TicketRow, viewer: &Actor) -> TicketRow {
        let row = TicketRow { seen_at: Some(self.at), ..row.clone() };
        let is_theirs = viewer.person.is_some() && viewer.person == self.by;
        // What was opened to them for a while is not open for ever.
        if is_theirs && row.open_until.is_none() { row } else { row.mask() }
    }
}
