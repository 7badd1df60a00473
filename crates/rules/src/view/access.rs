//! Who reads what: those who handle a case, those to whom it was opened for a while, and the record of the latter.

use crate::access::AccessReason;
use crate::actor::{Actor, Role};
use crate::decide::finishes;
use crate::event::Event;
use crate::export::Export;
use crate::id::{TicketId, TicketNumber};
use crate::region::AgencyCode;
use crate::ticket::Ticket;
use crate::time::At;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Who is looking, at one instant: the actor, and the restricted cases that are open to them though they do not
/// handle them, each with the instant at which it is masked again.
#[derive(Clone, Debug)]
pub struct Viewer {
    pub actor: Actor,
    open: BTreeMap<TicketId, At>,
}

impl Viewer {
    pub fn new(actor: &Actor, open: BTreeMap<TicketId, At>) -> Viewer {
        Viewer { actor: actor.clone(), open }
    }

    /// May the caller's number, name and words of `ticket` be read?
    pub fn reads(&self, ticket: &Ticket) -> bool {
        handles(&self.actor, ticket) || self.open_until(ticket).is_some()
    }

    /// Is there this ticket for the viewer?
    pub fn sees(&self, ticket: &Ticket) -> bool {
        sees(&self.actor, ticket)
    }

    /// Was the viewer ever sent this ticket, though it is not theirs to see now?
    pub fn lost(&self, ticket: &Ticket) -> bool {
        let own = |agency: &AgencyCode| ticket.assignments.iter().any(|one| one.agency == *agency);
        !self.sees(ticket) && self.actor.agency.as_ref().is_some_and(own)
    }

    /// Does the timeline tell the viewer of this? All agencies on a ticket have one timeline; what the room noted for
    /// itself stays in the room.
    pub fn hears(&self, ticket: &Ticket, event: &Event) -> bool {
        let inside = matches!(event, Event::Noted { internal: true, .. });
        let is_theirs = self.hears_by_role(event) || ticket.is_of(&self.actor);
        self.sees(ticket) && is_theirs && !(inside && self.actor.role == Role::Liaison)
    }

    /// Is everybody of the viewer's role told of this alike? How a ticket went is told to those who oversee the room,
    /// and to whose it is.
    pub fn hears_by_role(&self, event: &Event) -> bool {
        let oversees = matches!(self.actor.role, Role::Supervisor | Role::Auditor);
        oversees || !matches!(event, Event::Reviewed { .. })
    }

    /// Is everybody of the viewer's role shown the same of `ticket`? A restricted one is read by some of a role alone,
    /// and each agency has its own.
    pub fn sees_by_role(&self, ticket: &Ticket) -> bool {
        self.actor.role != Role::Liaison && !ticket.restricted
    }

    /// When what was opened is masked again; `None` where it needs no opening, or was not opened.
    pub fn open_until(&self, ticket: &Ticket) -> Option<At> {
        let asked = self.actor.reads_personal() && !handles(&self.actor, ticket);
        self.open.get(&ticket.id).copied().filter(|_| asked)
    }
}

impl From<&Actor> for Viewer {
    /// To whom nothing was opened.
    fn from(actor: &Actor) -> Viewer {
        Viewer::new(actor, BTreeMap::new())
    }
}

/// Is there this ticket for `actor`, masked or not? For a liaison only where it is its agency's.
pub fn sees(actor: &Actor, ticket: &Ticket) -> bool {
    actor.role != Role::Liaison
        || actor.agency.as_ref().is_some_and(|agency| ticket.agencies().any(|own| own == agency))
}

/// Does `actor` read this ticket without asking? A restricted one is read by who opened it, who owns it, the
/// supervisor who is signed in, and the agencies whose it is.
pub fn handles(actor: &Actor, ticket: &Ticket) -> bool {
    if actor.role == Role::Liaison {
        return sees(actor, ticket);
    }
    actor.reads_personal() && (!ticket.restricted || actor.is_supervisor() || ticket.is_of(actor))
}

/// May `actor` show the room what its agency, or any, did on this ticket?
pub fn shows(actor: &Actor, ticket: &Ticket) -> bool {
    let goes = |agency: &AgencyCode| {
        ticket.assignments.iter().any(|one| one.agency == *agency && !one.state.has_ended())
    };
    let own = actor.role != Role::Liaison || actor.agency.as_ref().is_some_and(goes);
    finishes(actor.role) && sees(actor, ticket) && own
}

/// A restricted case that was opened: by whom, why, and until when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AccessRow {
    /// Its place in the access record.
    pub no: u32,
    pub at: At,
    pub until: At,
    pub by: String,
    pub role: Role,
    pub desk: u16,
    pub ticket: TicketId,
    pub number: TicketNumber,
    pub reason: AccessReason,
    /// Absent: it has been erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    /// No supervisor has looked at it yet.
    pub unseen: bool,
}

/// Something that was taken out of the room as a file; by the room itself in the night, its name is empty.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ExportRow {
    /// Its place in the access record.
    pub no: u32,
    pub at: At,
    pub by: String,
    pub role: Role,
    pub desk: u16,
    pub export: Export,
}

/// A page of the access record, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AccessPage {
    pub rows: Vec<AccessRow>,
    pub more: bool,
    /// What was taken out last, newest first; with the first page alone.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<ExportRow>>", optional)]
    pub exports: Vec<ExportRow>,
    /// Rows on all pages that no supervisor has looked at.
    pub unseen: u32,
}
