//! What each role may ask, and what is answered without the disk.

use kentongan_rules::actor::Role;
use kentongan_rules::plan::{beside, outweighed, propose};
use kentongan_rules::region::{AgencyCode, Occasion, RegionFiles, parse};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::At;
use kentongan_rules::view::{Query, RegionCounts, Reply};

/// What each role may ask; what it then sees is cut in the views.
pub(super) fn may_ask(role: Role, query: &Query) -> bool {
    match query {
        Query::Session => true,
        Query::Board | Query::Setup => role != Role::Clock,
        Query::Propose { .. }
        | Query::TryPlan { .. }
        | Query::Questions { .. }
        | Query::Places { .. }
        | Query::Categories { .. }
        | Query::Reading { .. }
        | Query::Sending { .. } => matches!(role, Role::Operator | Role::Supervisor | Role::Desk),
        Query::Cues(_) | Query::TryCue { .. } | Query::Lessons => super::cues::may_ask(role, query),
        Query::Telling(_) | Query::AskAfter => matches!(role, Role::Operator | Role::Supervisor),
        Query::Templates => matches!(role, Role::Operator | Role::Supervisor | Role::Administrator),
        Query::TryTemplate(_) => matches!(role, Role::Supervisor | Role::Administrator),
        Query::Losses => matches!(role, Role::Supervisor | Role::Administrator),
        Query::SeedRegion | Query::CheckRegion { .. } => {
            matches!(role, Role::Supervisor | Role::Administrator | Role::Desk)
        }
        Query::Preview { .. } | Query::PreviewErasing { .. } | Query::Numbers => role == Role::Supervisor,
        Query::Report(_) => super::reporting::may_report(role),
        Query::Access { .. } | Query::Reviews => matches!(role, Role::Supervisor | Role::Auditor),
        Query::Ticket { .. } | Query::Find(_) | Query::Alarms { .. } => {
            matches!(role, Role::Operator | Role::Supervisor | Role::Liaison | Role::Auditor)
        }
        Query::Caller { .. }
        | Query::Similar { .. }
        | Query::CallBacks
        | Query::Storm { .. }
        | Query::Handoff { .. }
        | Query::Escalation { .. } => {
            matches!(role, Role::Operator | Role::Supervisor)
        }
        Query::Handover => matches!(role, Role::Operator | Role::Supervisor),
        Query::Roster { .. } => {
            matches!(role, Role::Operator | Role::Supervisor | Role::Auditor | Role::Administrator)
        }
        Query::Handovers { .. } => role == Role::Supervisor,
        Query::Outbox => matches!(role, Role::Operator | Role::Supervisor),
        Query::Health => !matches!(role, Role::Clock | Role::Desk),
    }
}

/// What is proposed now for a call, and what is to be known of the agencies put beside it.
pub(super) fn proposal(setup: &Setup, occasion: &Occasion<'_>, agencies: &[AgencyCode], now: At) -> Reply {
    let beside = beside(&setup.region, agencies, now);
    Reply::Propose { proposal: propose(setup, occasion, now), beside }
}

/// What would be proposed then.
pub(super) fn trial(setup: &Setup, occasion: &Occasion<'_>) -> Reply {
    Reply::TryPlan {
        proposal: propose(setup, occasion, occasion.at),
        outweighed: outweighed(setup, occasion),
    }
}

pub(super) fn check_region(files: &RegionFiles) -> Reply {
    let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    match parse(files) {
        Ok(region) => Reply::CheckRegion {
            faults: Vec::new(),
            counts: RegionCounts {
                agencies: count(region.agencies.len()),
                categories: count(region.categories.len()),
                districts: count(region.districts.len()),
                villages: count(region.villages.len()),
                plans: count(region.plans.len()),
            },
            region: Some(region),
        },
        Err(faults) => Reply::CheckRegion { faults, counts: RegionCounts::default(), region: None },
    }
}
