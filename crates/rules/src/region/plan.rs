//! A row of the response plan: who leads and who supports, for what, how bad, and where.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::category::Severity;
use super::code::{AgencyCode, CategoryCode, DistrictCode};

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

impl PlanRow {
    /// Whether the row speaks about such a ticket at all.
    #[must_use]
    pub fn fits(&self, category: &CategoryCode, severity: Severity, district: Option<&DistrictCode>) -> bool {
        self.active
            && self.category == *category
            && (self.severity.is_empty() || self.severity.contains(&severity))
            && (self.district.is_none() || self.district.as_ref() == district)
    }

    /// 3 for a district and a severity, 2 for a district, 1 for a severity, 0 for neither.
    #[must_use]
    pub fn specificity(&self) -> u8 {
        u8::from(self.district.is_some()) * 2 + u8::from(!self.severity.is_empty())
    }
}
