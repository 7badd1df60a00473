//! The call in hand beside the tickets it may be about.

use super::Viewer;
use super::row::Unseal;
use crate::id::TicketId;
use crate::region::{CategoryCode, DistrictCode, VillageCode};
use crate::same::{Heard, Likeness, Reason};
use crate::text::Sealed;
use crate::ticket::Ticket;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A call as far as it has been typed.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct CallSoFar {
    pub called_at: At,
    #[serde(default)]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    #[serde(default)]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    #[serde(default)]
    #[ts(optional)]
    pub village: Option<VillageCode>,
    pub landmark: String,
    pub narrative: String,
    pub number: String,
}

impl CallSoFar {
    /// `caller` is the room's key of the number.
    pub fn heard(self, caller: Option<String>) -> Heard {
        Heard {
            called_at: self.called_at,
            category: self.category,
            district: self.district,
            village: self.village,
            landmark: self.landmark,
            narrative: self.narrative,
            caller,
        }
    }
}

/// An open ticket that the call may be about, and why.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SimilarTicket {
    pub ticket: TicketId,
    /// 0 to 100; a proposal has [`crate::same::THRESHOLD`] or more.
    pub strength: u8,
    /// The strongest first.
    pub reasons: Vec<Reason>,
}

impl From<Likeness<TicketId>> for SimilarTicket {
    fn from(found: Likeness<TicketId>) -> SimilarTicket {
        SimilarTicket { ticket: found.of, strength: found.strength, reasons: found.reasons }
    }
}

/// What `viewer` may know of the call behind a ticket. What they may not read is not there, so that no reason and no
/// strength can tell it.
pub fn heard(ticket: &Ticket, viewer: &Viewer, unseal: Unseal<'_>) -> Heard {
    let reads = viewer.reads(ticket);
    let read = |sealed: &Option<Sealed>| sealed.as_ref().filter(|_| reads).and_then(|s| unseal(s.id));
    let place = [read(&ticket.place.words), read(&ticket.place.landmark)];
    Heard {
        called_at: ticket.called_at,
        category: Some(ticket.category.clone()),
        district: ticket.place.district.clone(),
        village: ticket.place.village.clone().filter(|_| reads || !ticket.restricted),
        landmark: place.into_iter().flatten().collect::<Vec<_>>().join(", "),
        narrative: read(&ticket.narrative).unwrap_or_default(),
        caller: ticket.reporter.number.as_ref().filter(|_| reads).and_then(|number| number.tag.clone()),
    }
}
