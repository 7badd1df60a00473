//! What may fail in silence.

use super::{Pulse, Speaker};
use crate::setup::Backup;
use crate::time::{At, Seq};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What may fail in silence, looked at every minute.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Health {
    pub now: At,
    #[serde(flatten)]
    pub pulse: Pulse,
    pub head: Seq,
    /// Who takes notifications: a daemon's name, or why none does.
    pub notifier: Notifier,
    /// What alarms are heard on.
    #[serde(default)]
    pub speaker: Speaker,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last_backup: Option<Backup>,
    /// Every place that backups go to, the first one first.
    #[serde(default)]
    pub backups: Vec<PlaceHealth>,
    /// The disk refused the last write.
    pub disk_refused: bool,
    /// Bytes left on the data folder's disk, where the platform says.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub free_bytes: Option<f64>,
}

/// How backups stand at one place that is switched on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PlaceHealth {
    pub folder: String,
    pub is_first: bool,
    /// It is plugged in, mounted, reached.
    pub is_there: bool,
    /// The last backup that succeeded is too old, or there is none.
    pub is_stale: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last: Option<Backup>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub good: Option<Backup>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "state", rename_all = "snake_case")]
pub enum Notifier {
    /// A browser desk or a headless room shows none of its own.
    None,
    Ready {
        name: String,
    },
    Missing,
}
