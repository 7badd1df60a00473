//! What a room that was put back has lost, number by number.

use crate::loss::Loss;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LossRow {
    pub loss: Loss,
    /// Numbers that desks had seen, and whose tickets the room has again because a desk told them.
    pub back: Vec<NumberRun>,
    /// Numbers that were told, and of which the room has no ticket.
    pub missing: Vec<NumberRun>,
}

/// Numbers of one desk and day in a row, both ends included.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct NumberRun {
    /// As it stands in numbers, `261123`.
    pub day: String,
    pub desk: u16,
    pub from: u32,
    pub to: u32,
}
