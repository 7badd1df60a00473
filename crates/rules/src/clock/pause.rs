//! Why work stands still, and when it goes on by itself.

use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PauseReason {
    NeedsCaller,
    ThirdParty,
    Weather,
    Budget,
}

/// A pause that is on. It ends at `resume_at` whether anybody notices or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Paused {
    pub since: At,
    pub resume_at: At,
    pub reason: PauseReason,
}

/// A pause that has ended: `[since, until)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Pause {
    pub since: At,
    pub until: At,
}
