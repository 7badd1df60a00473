//! What the driven room is asked beside its door, a line of JSON each, and what it tells back.

use kentongan_rules::view::{Notifier, Speaker};
use serde::{Deserialize, Serialize};
use std::path::PathBuf;

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub enum Asked {
    /// A desktop has opened the room.
    Desktop {
        notifier: Notifier,
        speaker: Speaker,
    },
    BackUp,
    /// What a room does for itself from time to time, now.
    Tend,
}

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "told", rename_all = "snake_case")]
pub enum Told {
    Done,
    BackedUp { file: PathBuf, failed: bool },
}
