//! The room's door to other PCs, as a supervisor or an administrator sees it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DoorView {
    /// Absent: no other PC can reach the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub open: Option<OpenDoor>,
    /// Present while a new desk is let in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<Words>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct OpenDoor {
    /// `host:port`, each a way to reach it, the likeliest first.
    pub addresses: Vec<String>,
    /// SHA-256, in hex, of the room's certificate.
    pub fingerprint: String,
    /// The certificate in PEM, for browser PCs.
    pub certificate: String,
}

/// The six words that let one desk in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Words {
    pub words: String,
    /// Until they are of no use.
    pub seconds: u32,
}

/// What a desk is to its own shell: the room itself, or one that joined it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "place", rename_all = "snake_case")]
pub enum PlaceView {
    Here,
    There { room: String, address: String, desk: u16, name: String },
}

/// A room that answers on this network.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Nearby {
    pub room: String,
    pub address: String,
}
