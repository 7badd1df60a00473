//! One ring of the telephone, and what became of it.

use crate::actor::Actor;
use crate::id::{CallId, TicketId};
use crate::text::Sealed;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long "not a case" can be taken back.
pub const UNDO: Span = Span::seconds(60);

/// A call that is no case.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum NoCase {
    Prank,
    Silent,
    WrongNumber,
    Info,
    Test,
    Transferred,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CallOutcome {
    Ticket,
    FollowUp,
    Info,
    Prank,
    Silent,
    WrongNumber,
    Test,
    Transferred,
}

impl CallOutcome {
    /// Somebody spoke, and meant it.
    pub fn is_real(self) -> bool {
        matches!(
            self,
            CallOutcome::Ticket | CallOutcome::FollowUp | CallOutcome::Info | CallOutcome::Transferred
        )
    }
}

impl From<NoCase> for CallOutcome {
    fn from(no_case: NoCase) -> CallOutcome {
        match no_case {
            NoCase::Prank => CallOutcome::Prank,
            NoCase::Silent => CallOutcome::Silent,
            NoCase::WrongNumber => CallOutcome::WrongNumber,
            NoCase::Info => CallOutcome::Info,
            NoCase::Test => CallOutcome::Test,
            NoCase::Transferred => CallOutcome::Transferred,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Call {
    pub id: CallId,
    pub version: u32,
    /// The answered ring: F2, not the opening or saving of a form later.
    pub called_at: At,
    pub ended_at: At,
    pub by: Actor,
    pub outcome: CallOutcome,
    pub undone: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ticket: Option<TicketId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub number: Option<Sealed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub name: Option<Sealed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Sealed>,
    /// It was ended with the promise to call back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub call_back: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub called_back: Option<CalledBack>,
    /// When its texts were erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased_at: Option<At>,
}

impl Call {
    /// Is there anything personal in it?
    pub fn has_text(&self) -> bool {
        self.number.is_some() || self.name.is_some() || self.note.is_some()
    }
}

/// What became of calling back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CalledBack {
    pub at: At,
    pub by: String,
    pub reached: bool,
}
