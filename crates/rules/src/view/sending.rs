//! What is read out to an agency, and by which ways it is reached.

use crate::region::AgencyCode;
use crate::ticket::Channel;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SendingText {
    pub agency: AgencyCode,
    /// What to read out or paste.
    pub text: String,
    /// Ways to reach it that the room has on record, best first.
    pub ways: Vec<Way>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Way {
    pub channel: Channel,
    pub address: String,
}
