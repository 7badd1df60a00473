//! Which agencies for what, how grave, and where: a proposal with its reason and its shortfalls.

use crate::policy::Policy;
use crate::region::{AgencyCode, CategoryCode, DistrictCode, PlanRow, Region, Severity};
use crate::ticket::AssignmentRole;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Proposal {
    /// The plan's id, `R-07`.
    pub plan: String,
    /// What made this plan the most specific one.
    pub because: Vec<Because>,
    pub agencies: Vec<Proposed>,
    pub dispatch: Option<Span>,
    pub acknowledge: Option<Span>,
    pub arrive: Option<Span>,
    pub answer: Span,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    Category,
    Severity,
    District,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Proposed {
    pub agency: AgencyCode,
    pub role: AssignmentRole,
    /// The plan's own words for why; data of the room, may be empty.
    pub why: String,
    pub shortfalls: Vec<Shortfall>,
}

/// Why an agency of the plan may not be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shortfall {
    NoContact,
    OffDuty,
    DutyUnknown,
    /// Switched off in the room's list.
    Inactive,
}

/// What [`Region::plan_for`] selects, with its reason, its targets and its shortfalls. `None` when the category has no
/// plan.
pub fn propose(
    region: &Region,
    policy: &Policy,
    category: &CategoryCode,
    severity: Severity,
    district: Option<&DistrictCode>,
    at: At,
) -> Option<Proposal> {
    let known = region.category(category)?;
    let row = region.plan_for(category, severity, district)?;
    let arrive = known.onscene_minutes.filter(|_| known.emergency).map(minutes);
    Some(Proposal {
        plan: row.id.clone(),
        because: because(row),
        agencies: agencies(region, row, district, at),
        dispatch: known.emergency.then_some(policy.dispatch),
        acknowledge: Some(known.ack_minutes.map_or(policy.acknowledge, minutes)),
        arrive,
        answer: policy.answer,
    })
}

fn minutes(n: u32) -> Span {
    Span::minutes(i64::from(n))
}

fn because(row: &PlanRow) -> Vec<Because> {
    let mut because = vec![Because::Category];
    if !row.severity.is_empty() {
        because.push(Because::Severity);
    }
    if row.district.is_some() {
        because.push(Because::District);
    }
    because
}

fn agencies(region: &Region, row: &PlanRow, district: Option<&DistrictCode>, at: At) -> Vec<Proposed> {
    let supports = row
        .supports
        .iter()
        .filter_map(|s| Some((region.support_agency(s, district)?, AssignmentRole::Support, s.why.clone())));
    let mut seen = Vec::new();
    std::iter::once((row.lead.clone(), AssignmentRole::Lead, String::new()))
        .chain(supports)
        .filter(|(code, ..)| {
            let new = !seen.contains(code);
            seen.push(code.clone());
            new
        })
        .map(|(agency, role, why)| Proposed {
            shortfalls: shortfalls(region, &agency, at),
            agency,
            role,
            why,
        })
        .collect()
}

/// Why this agency may not be reached at `at`; empty when nothing speaks against it.
pub fn shortfalls(region: &Region, agency: &AgencyCode, at: At) -> Vec<Shortfall> {
    let Some(agency) = region.agency(agency) else { return vec![Shortfall::Inactive] };
    let mut found = Vec::new();
    if !agency.active {
        found.push(Shortfall::Inactive);
    }
    if agency.contact.is_empty() {
        found.push(Shortfall::NoContact);
    }
    match agency.duty.on(at.0, region.utc_offset_minutes) {
        Some(true) => {}
        Some(false) => found.push(Shortfall::OffDuty),
        None => found.push(Shortfall::DutyUnknown),
    }
    found
}
