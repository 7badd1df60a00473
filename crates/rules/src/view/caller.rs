//! What is known of a telephone number, as one viewer may see it.

use super::OutcomeCount;
use crate::call_back::Owed;
use crate::id::{CallId, TicketId, TicketNumber};
use crate::number::{Block, Marked};
use crate::region::{CategoryCode, DistrictCode, VillageCode};
use crate::ticket::TicketState;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Beside its tickets and calls.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Known {
    /// Its calls of the last 30 days, by outcome.
    pub outcomes: Vec<OutcomeCount>,
    /// The newest ticket about violence.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub violence: Option<Violence>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub nuisance: Option<Marked>,
    /// The block that holds now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub block: Option<Block>,
    /// It has made so many pranks lately that marking it is proposed.
    pub proposes_mark: bool,
    /// It has been silent so often lately that it is called back.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub call_back: Option<CallBack>,
}

/// A ticket about violence by this number. To who may not read it, its kind and number and nothing else.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Violence {
    pub ticket: TicketId,
    pub number: TicketNumber,
    pub category: CategoryCode,
    /// Absent where it may not be read, like what follows.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub state: Option<TicketState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub village: Option<VillageCode>,
    /// The caller's own words for the place.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub landmark: Option<String>,
}

/// A number to call back.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct CallBack {
    /// Its last silent call: the result is recorded there.
    pub call: CallId,
    /// Empty where the number has been erased.
    pub number: String,
    pub called_at: At,
    pub silent: u32,
}

impl CallBack {
    pub fn of(owed: Owed, number: String) -> CallBack {
        CallBack { call: owed.call, number, called_at: owed.called_at, silent: owed.silent }
    }
}

/// A number that is marked or blocked.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct NumberRow {
    /// Empty where the number has been erased.
    pub number: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub nuisance: Option<Marked>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub block: Option<Block>,
}
