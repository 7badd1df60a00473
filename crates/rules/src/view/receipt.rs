use crate::id::TicketNumber;
use crate::time::Seq;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The reply to a command, after it is durable.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Receipt {
    pub seq: Seq,
    /// The desk alone has it, and the room not yet: the position in the desk's own journal.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub held: Option<Seq>,
    /// What the ticket that it opened is called.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub number: Option<TicketNumber>,
}

impl Receipt {
    /// Of the room itself.
    pub fn committed(seq: Seq) -> Receipt {
        Receipt { seq, held: None, number: None }
    }
}
