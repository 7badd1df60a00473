//! Who else is here: which tickets others have open, and what waits for somebody. The room's memory, never history.

use crate::id::{CallId, TicketId};
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a page says of itself, and says again while it lasts.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Present {
    /// The ticket that is open there.
    #[serde(default)]
    #[ts(optional)]
    pub ticket: Option<TicketId>,
    /// Something is being written there.
    #[serde(default)]
    pub typing: bool,
}

/// Of what an asker may know; absent from an answer to who did not ask, or has heard it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Here {
    /// Said with the next question, which is then answered as soon as it is another.
    pub version: u32,
    /// Others with a ticket open, of tickets that the asker may read.
    pub looking: Vec<Looking>,
    /// Names of who is signed in: an emergency of anybody else is nobody's.
    pub signed_in: Vec<String>,
    /// Forms in the middle of a call at desks where nobody is, oldest first.
    pub waiting: Vec<WaitingForm>,
    pub claims: Vec<ClaimRow>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Looking {
    pub ticket: TicketId,
    pub by: String,
    pub desk: u16,
    pub typing: bool,
}

/// A form whose desk is gone or signed out; what is in it is for who takes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct WaitingForm {
    pub call: CallId,
    pub desk: u16,
    pub kept_at: At,
}

/// What somebody may take over.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Claimable {
    Ticket { ticket: TicketId },
    Form { call: CallId },
}

/// Somebody is taking it over; until then another may say that it is theirs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ClaimRow {
    pub what: Claimable,
    pub by: String,
    pub desk: u16,
    pub until: At,
}
