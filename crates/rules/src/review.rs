//! How finished work went, as a supervisor saw it: a few tickets of each day, by lot and where something was not as it
//! should be, the same few for everybody.

mod proposing;

pub use proposing::{AIMED_EACH, DRAWN_EACH, Finished, PROPOSED_DAYS, TURNED_AWAY_FOR, faults, proposed};

use crate::actor::Actor;
use crate::id::TicketId;
use crate::text::TextKind;
use crate::ticket::Ticket;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Fewer reviewed cases than this say nothing of somebody.
pub const FEWEST_REVIEWED: u32 = 20;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewMark {
    Yes,
    No,
    CannotTell,
}

/// The four questions that are asked of every ticket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReviewMarks {
    /// Was the place right?
    pub place: ReviewMark,
    /// Was the kind right?
    pub kind: ReviewMark,
    /// Was the right body told, and in time?
    pub sent: ReviewMark,
    /// Was the caller answered plainly?
    pub answered: ReviewMark,
}

/// Why a ticket is proposed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ReviewReason {
    /// By lot: nothing need be wrong with it.
    Drawn,
    AnswerMissed,
    FireMissed,
    Reopened,
    /// An agency gave it back: it was not theirs.
    Returned,
    /// A call of its number shortly before was ended as no case.
    TurnedAway,
    /// Closed as dealt with, though nobody reached its caller.
    NotReached,
}

/// What a supervisor says of a closed ticket.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct GiveReview<T> {
    pub ticket: TicketId,
    /// The ticket's version.
    pub seen: u32,
    pub marks: ReviewMarks,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<T>,
}

impl<T> GiveReview<T> {
    /// # Errors
    /// What `seal` refuses.
    pub fn seal<U, E>(
        self,
        seal: &mut impl FnMut(TextKind, T) -> Result<Option<U>, E>,
    ) -> Result<GiveReview<U>, E> {
        let note = self.note.map(|text| seal(TextKind::Note, text)).transpose()?.flatten();
        Ok(GiveReview { ticket: self.ticket, seen: self.seen, marks: self.marks, note })
    }
}

/// Is it `actor`'s own work? Of who closed it or spoke with its caller the name is kept, and no more.
pub fn is_own(ticket: &Ticket, actor: &Actor) -> bool {
    let closed = ticket.closed.as_ref().is_some_and(|closed| closed.by == actor.name);
    closed || ticket.is_of(actor) || ticket.answers.iter().any(|answer| answer.by == actor.name)
}
