//! An umbrella incident: many tickets of one event, such as a storm, taken in a hurry and looked at together.

use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest name, in characters.
pub const LONGEST_NAME: u32 = 60;

/// The storm's place in the room's list, from 1.
pub type StormNo = u32;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Storm {
    pub no: StormNo,
    /// As people of the room call it; no caller's words.
    pub name: String,
    pub since: At,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub until: Option<At>,
}
