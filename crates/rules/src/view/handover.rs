//! A handover as one viewer may see it.

use crate::handover::{Accepted, Item, ItemKey, JournalHead, ShiftChange, ShiftCounts};
use crate::id::{HandoverId, PersonId};
use crate::roster::Rostered;
use crate::setup::Setup;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What the shift would hand over now, and the last handover that was signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HandoverPage {
    pub turn: ShiftChange,
    pub counts: ShiftCounts,
    pub items: Vec<ItemRow>,
    /// Who is on duty next; absent where the room keeps no roster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<Vec<Rostered>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub last: Option<HandoverRow>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HandoverRow {
    pub id: HandoverId,
    /// Its place among all of them, for paging.
    pub no: u32,
    pub signed_at: At,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    pub turn: ShiftChange,
    pub counts: ShiftCounts,
    pub items: Vec<ItemRow>,
    /// What was said to nothing in particular, or to what had gone by the signing.
    pub notes: Vec<String>,
    /// What came up after the signing; of one that waits to be accepted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<ItemRow>>", optional)]
    pub added: Vec<ItemRow>,
    /// Who was on duty next, as the roster stood at the signing.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<Vec<Rostered>>,
    pub head: JournalHead,
    /// Items that the viewer, taking over, has yet to see read.
    pub unread: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accepted: Option<Accepted>,
    /// Never accepted: another one was signed in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub replaced: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ItemRow {
    pub key: ItemKey,
    /// As it was signed; of a masked ticket without its village.
    pub item: Item,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub masked: bool,
    /// The caller's own words for the place, or a landmark; where they may be read.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub place: Option<String>,
    /// A telephone number: whole where it is to be called, else its end.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub telephone: Option<String>,
    /// Absent: nothing was said, it is masked, or it has been erased.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub read: Option<ReadRow>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<RemarkRow>>", optional)]
    pub remarks: Vec<RemarkRow>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub since: Option<Since>,
}

/// What became of an item after it was signed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "became", rename_all = "snake_case")]
pub enum Since {
    /// Closed, called back, lifted, over, mended.
    Settled,
    /// Open still, and asking for nothing in the next shift.
    Rests,
    Changed {
        now: Item,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ReadRow {
    pub at: At,
    pub by: String,
    /// By the viewer, who may take it back.
    pub own: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RemarkRow {
    pub at: At,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<String>,
}

/// The last handover on every screen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandoverGlance {
    pub id: HandoverId,
    pub signed_at: At,
    pub by: String,
    pub turn: ShiftChange,
    pub items: u32,
    /// Of those, how many nobody but its signer has read.
    pub unread: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub accepted: Option<Accepted>,
}

impl HandoverGlance {
    pub fn of(setup: &Setup) -> Option<HandoverGlance> {
        let last = setup.handover.as_deref()?;
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        Some(HandoverGlance {
            id: last.id,
            signed_at: last.signed_at,
            by: last.by.name.clone(),
            turn: last.turn,
            items: count(last.items.len()),
            unread: count(last.unread(&crate::actor::Actor::clock())),
            accepted: last.accepted.clone(),
        })
    }
}

/// The end of a telephone number: enough to know it again, too little to call it.
pub fn end_of(number: &str) -> String {
    let digits: Vec<char> = number.chars().filter(char::is_ascii_digit).collect();
    let end = digits.get(digits.len().saturating_sub(4)..).unwrap_or_default();
    format!("…{}", end.iter().collect::<String>())
}
