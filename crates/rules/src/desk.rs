//! Where people sit: the desks that have joined the room, each with a key of its own.

use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a joined desk is; it decides what stands behind its key.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeskKind {
    /// The desktop application, known by its certificate.
    Workstation,
    /// A browser, known by a cookie of its own.
    Browser,
    /// A browser that only ever shows the wall.
    Wall,
}

/// A desk that has joined. Its number stands in the numbers of its tickets and is never given twice.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Desk {
    pub no: u16,
    pub name: String,
    pub kind: DeskKind,
    /// SHA-256, in hex, of what it shows: a certificate or a cookie.
    pub key: String,
    pub joined_at: At,
    /// Who let it in.
    pub by: String,
    /// Since then it is a stranger.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub left_at: Option<At>,
}

/// The desk of the PC that holds the room.
pub const ROOM_DESK: u16 = 1;

/// A desk as it is shown: its key is nobody's to read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DeskRow {
    pub no: u16,
    pub name: String,
    pub kind: DeskKind,
    pub joined_at: At,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub left_at: Option<At>,
}

impl From<&Desk> for DeskRow {
    fn from(desk: &Desk) -> DeskRow {
        DeskRow {
            no: desk.no,
            name: desk.name.clone(),
            kind: desk.kind,
            joined_at: desk.joined_at,
            by: desk.by.clone(),
            left_at: desk.left_at,
        }
    }
}
