use crate::id::{TicketId, TicketNumber};
use crate::region::{CategoryCode, DistrictCode};
use crate::ticket::TicketState;
use crate::time::{At, Seq};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Newest first, whichever way was paged.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct FindPage {
    pub hits: Vec<FindHit>,
    /// There are more the way that was paged: older ones, or newer after `after`.
    pub more: bool,
    /// Older tickets are being made ready for filters, so far: those that are not are not found by one yet.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub filed_percent: Option<u8>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FindHit {
    pub id: TicketId,
    pub number: TicketNumber,
    pub category: CategoryCode,
    pub state: TicketState,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    /// Village, the caller's words, landmark: whatever says best where.
    pub place: String,
    pub called_at: At,
    /// Where the words were found, with the words around them; empty when masked.
    pub excerpt: String,
    /// Its personal text was erased by schedule.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub erased: bool,
    /// The row's position, for paging.
    pub seq: Seq,
}
