//! Which agencies for what, how grave, and where: a proposal with its reason and its shortfalls.

use crate::calendar::zone_of;
use crate::region::{AgencyCode, CategoryCode, DistrictCode, Occasion, PlanRow, Region, Severity};
use crate::setup::Setup;
use crate::ticket::AssignmentRole;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Proposal {
    /// The plan's id, `R-07`.
    pub plan: String,
    /// How often the plan was changed, and one.
    pub version: u32,
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
    Hours,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Proposed {
    pub agency: AgencyCode,
    pub role: AssignmentRole,
    /// The plan's own words for why; data of the room, may be empty.
    pub why: String,
    pub shortfalls: Vec<Shortfall>,
    /// Sent unless somebody says otherwise: it has no condition, and is not switched off.
    pub expected: bool,
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

/// A row that fits what was asked and is not the plan.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Outweighed {
    pub plan: String,
    pub version: u32,
    pub by: Weight,
}

/// What made the other row the plan, the first that differs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Weight {
    District,
    Severity,
    Hours,
    /// As specific, and stands before it.
    Order,
}

/// What a plan is chosen by in this room; `at` is when it was called in.
pub fn occasion<'a>(
    setup: &Setup,
    category: &'a CategoryCode,
    severity: Severity,
    district: Option<&'a DistrictCode>,
    at: At,
) -> Occasion<'a> {
    let utc_offset_minutes = setup.region.utc_offset_minutes;
    let is_working = setup.policy.calendar.is_open(&zone_of(utc_offset_minutes), at);
    Occasion { category, severity, district, at, is_working, utc_offset_minutes }
}

/// What [`Region::plan_for`] selects, with its reason, its targets and its shortfalls at `now`. `None` when the
/// category has no plan.
pub fn propose(setup: &Setup, occasion: &Occasion<'_>, now: At) -> Option<Proposal> {
    let Setup { region, policy, .. } = setup;
    let known = region.category(occasion.category)?;
    let row = region.plan_for(occasion)?;
    let arrive = known.onscene_minutes.filter(|_| known.emergency).map(minutes);
    Some(Proposal {
        plan: row.id.clone(),
        version: setup.plan_version(&row.id),
        because: because(row),
        agencies: agencies(region, row, occasion.district, now),
        dispatch: known.emergency.then_some(policy.dispatch),
        acknowledge: Some(known.ack_minutes.map_or(policy.acknowledge, minutes)),
        arrive,
        answer: policy.answer,
    })
}

/// The rows that fit as well, in the order of the list, and what each is outweighed by.
pub fn outweighed(setup: &Setup, occasion: &Occasion<'_>) -> Vec<Outweighed> {
    let Some(plan) = setup.region.plan_for(occasion) else { return Vec::new() };
    let others = setup.region.plans.iter().filter(|row| !std::ptr::eq(*row, plan) && row.fits(occasion));
    let by = |row: &PlanRow| {
        let (of_plan, of_row) = (plan.specificity(), row.specificity());
        if of_plan.0 != of_row.0 {
            Weight::District
        } else if of_plan.1 != of_row.1 {
            Weight::Severity
        } else if of_plan.2 != of_row.2 {
            Weight::Hours
        } else {
            Weight::Order
        }
    };
    others
        .map(|row| Outweighed { plan: row.id.clone(), version: setup.plan_version(&row.id), by: by(row) })
        .collect()
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
    if !row.hours.is_any() {
        because.push(Because::Hours);
    }
    because
}

/// The agencies of a row, its lead first, with their shortfalls at `at`.
pub fn agencies(region: &Region, row: &PlanRow, district: Option<&DistrictCode>, at: At) -> Vec<Proposed> {
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
        .map(|(agency, role, why)| proposed(region, agency, role, why, at))
        .collect()
}

fn proposed(region: &Region, agency: AgencyCode, role: AssignmentRole, why: String, at: At) -> Proposed {
    let shortfalls = shortfalls(region, &agency, at);
    let expected = why.is_empty() && !shortfalls.contains(&Shortfall::Inactive);
    Proposed { agency, role, why, shortfalls, expected }
}

/// Agencies that somebody puts beside the plan: none is expected.
pub fn beside(region: &Region, agencies: &[AgencyCode], at: At) -> Vec<Proposed> {
    let support = |code: &AgencyCode| {
        let proposed = proposed(region, code.clone(), AssignmentRole::Support, String::new(), at);
        Proposed { expected: false, ..proposed }
    };
    agencies.iter().map(support).collect()
}

/// Why this agency may not be reached at `at`; empty when nothing speaks against it.
pub fn shortfalls(region: &Region, agency: &AgencyCode, at: At) -> Vec<Shortfall> {
    let Some(agency) = region.agency(agency) else { return vec![Shortfall::Inactive] };
    let mut found = Vec::new();
    if !agency.active {
        found.push(Shortfall::Inactive);
    }
    if agency.is_out_of_reach() {
        found.push(Shortfall::NoContact);
    }
    match agency.duty.on(at.0, region.utc_offset_minutes) {
        Some(true) => {}
        Some(false) => found.push(Shortfall::OffDuty),
        None => found.push(Shortfall::DutyUnknown),
    }
    found
}
