//! What is read out to an agency, and by which ways it is reached.

use crate::region::{AgencyCode, Hours};
use crate::ticket::Channel;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct SendingText {
    pub agency: AgencyCode,
    /// What to read out or paste.
    pub text: String,
    /// Ways to reach it that the room has on record: whoever is on call now first, and of one person the best.
    pub ways: Vec<Way>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Way {
    pub channel: Channel,
    pub address: String,
    /// Somebody of the agency; absent: the agency's own.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub who: Option<String>,
    /// When it is to be used; absent: always.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub hours: Option<Hours>,
}
