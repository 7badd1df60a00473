use crate::region::CategoryCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A question of a category that was put to the caller, in the region's own words: nothing typed stands here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Asked {
    /// The category it was asked about; an answer may have made another of it.
    pub category: CategoryCode,
    pub question: String,
    /// Absent: it was skipped.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub answer: Option<String>,
}
