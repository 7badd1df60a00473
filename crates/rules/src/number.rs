//! What a room keeps about a telephone number beyond its calls: that it is often a nuisance, and a block of a day.

use crate::text::Sealed;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How long a block lasts; it ends by itself.
pub const BLOCK: Span = Span::hours(24);
/// Calls of one number within this belong together.
pub const LATELY: Span = Span::hours(24);
/// How far back a number's history is counted.
pub const HISTORY: Span = Span::hours(30 * 24);

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct KnownNumber {
    pub number: Sealed,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nuisance: Option<Marked>,
    /// The last one that was not lifted; it may have ended.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub block: Option<Block>,
}

/// Who said that a number is often a nuisance, and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Marked {
    pub at: At,
    pub by: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Block {
    pub at: At,
    pub until: At,
    pub by: String,
}

impl KnownNumber {
    pub fn new(number: Sealed) -> KnownNumber {
        KnownNumber { number, nuisance: None, block: None }
    }
    /// The block that holds at this instant.
    pub fn blocked(&self, now: At) -> Option<&Block> {
        self.block.as_ref().filter(|block| now < block.until)
    }
    /// Is there still a mark, or a block that has not ended?
    pub fn says_something(&self, now: At) -> bool {
        self.nuisance.is_some() || self.blocked(now).is_some()
    }
}

/// Is it time to ask whether a number should be marked? `threshold` 0 never asks.
pub fn proposes_mark(pranks_lately: u32, threshold: u16, is_marked: bool) -> bool {
    !is_marked && threshold > 0 && pranks_lately >= u32::from(threshold)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marking_is_proposed_from_the_threshold_on_and_once() {
        for (pranks, threshold, marked, asks) in [
            (2, 3, false, false),
            (3, 3, false, true),
            (9, 3, false, true),
            (3, 3, true, false),
            (1, 1, false, true),
            (9, 0, false, false),
        ] {
            assert_eq!(proposes_mark(pranks, threshold, marked), asks, "{pranks} of {threshold}");
        }
    }
}
