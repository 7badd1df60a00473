//! A row of the response plan: who leads and who supports, for what, how bad, where, and when.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::category::Severity;
use super::code::{AgencyCode, CategoryCode, DistrictCode};
use super::hours::PlanHours;
use crate::time::At;

/// Stands among the supports for the office of the district in which the ticket lies.
pub const DISTRICT_AGENCY: &str = "KEC";

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlanRow {
    pub id: String,
    pub category: CategoryCode,
    /// Severities it is for; empty is any.
    pub severity: Vec<Severity>,
    /// District it is for; `None` is any.
    pub district: Option<DistrictCode>,
    /// When it speaks; absent is any time.
    #[serde(default, skip_serializing_if = "PlanHours::is_any")]
    #[ts(as = "Option<PlanHours>", optional)]
    pub hours: PlanHours,
    pub lead: AgencyCode,
    pub supports: Vec<Support>,
    pub active: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Support {
    /// Code of an agency, or [`DISTRICT_AGENCY`].
    pub agency: String,
    /// Reason in the region's own words; may be empty.
    pub why: String,
}

/// What a plan is chosen by.
#[derive(Clone, Copy, Debug)]
pub struct Occasion<'a> {
    pub category: &'a CategoryCode,
    pub severity: Severity,
    pub district: Option<&'a DistrictCode>,
    /// When it was called in.
    pub at: At,
    /// Whether the room's calendar was open then.
    pub is_working: bool,
    pub utc_offset_minutes: i32,
}

impl PlanRow {
    /// Whether the row speaks about such a ticket at all.
    #[must_use]
    pub fn fits(&self, occasion: &Occasion<'_>) -> bool {
        self.active
            && self.category == *occasion.category
            && (self.severity.is_empty() || self.severity.contains(&occasion.severity))
            && (self.district.is_none() || self.district.as_ref() == occasion.district)
            && self.hours.fits(occasion)
    }

    /// Greater is more specific: a district outweighs severities, which outweigh hours.
    #[must_use]
    pub fn specificity(&self) -> (bool, bool, u8) {
        (self.district.is_some(), !self.severity.is_empty(), self.hours.specificity())
    }
}
