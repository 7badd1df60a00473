//! A joined desk while its room does not answer, and what is left of that afterwards.

use crate::command::Execute;
use crate::id::TicketNumber;
use crate::problem::Problem;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Alone {
    /// Absent: the room answers again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<At>,
    /// Commands that the room does not have yet.
    pub held: u32,
    /// What the room refused afterwards, and nobody has looked at.
    pub to_look_at: u32,
}

/// A command of this desk, with what was typed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OutboxRow {
    pub command: Execute<String>,
    pub occurred_at: At,
    /// Who did it; empty where nobody was signed in.
    pub by: String,
    /// What its ticket was called when it was opened here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub number: Option<TicketNumber>,
    pub state: OutboxState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum OutboxState {
    Held,
    /// The room has said no to it: somebody decides what becomes of it.
    Refused {
        why: Problem,
    },
}
