use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Whether the room lives, on every screen.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Pulse {
    /// Age of the clock task's last turn.
    pub heartbeat: Span,
    /// Age of the last canary that came through: a durable write, a read of it, and the changes.
    pub canary: Span,
    /// Is the wall clock believed?
    pub clock: ClockTrust,
}

/// Whether the room believes its wall clock. While it does not, time is counted on from when it last did.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum ClockTrust {
    Sure,
    /// So far ahead of the room's time, and nothing confirms it.
    Ahead {
        by: Span,
        since: At,
    },
    /// So far behind the room's time.
    Behind {
        by: Span,
        since: At,
    },
}
