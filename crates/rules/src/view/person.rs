//! Who works in the room, as it is shown.

use crate::actor::Role;
use crate::id::PersonId;
use crate::region::AgencyCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AccountName {
    pub account: String,
    pub name: String,
    pub role: Role,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct PersonRow {
    pub id: PersonId,
    pub account: String,
    pub name: String,
    pub role: Role,
    pub active: bool,
    /// For whom a liaison speaks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agency: Option<AgencyCode>,
}
