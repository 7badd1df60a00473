use super::opening::arm;
use super::{Scene, filled, on_ticket};
use crate::actor::{Actor, Role};
use crate::clock::{Arm, ClockKind};
use crate::command::Progress;
use crate::event::{Event, Fact};
use crate::id::{AssignmentNo, TicketId};
use crate::plan::propose;
use crate::refusal::Refusal;
use crate::region::AgencyCode;
use crate::text::Sealed;
use crate::ticket::{Assignment, AssignmentRole, AssignmentState, Sending, Ticket, TicketKind};
use crate::time::{At, Span};

/// Entered within this time of its occurrence, a fact is not back-dated.
const PROMPT: Span = Span::minutes(2);

/// Agencies told: how, and who took it.
pub(super) fn assign(
    scene: &Scene<'_>,
    id: TicketId,
    seen: u32,
    plan: &str,
    to: &[Sending],
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    if ticket.closed.is_some() {
        return Err(Refusal::Closed);
    }
    if to.is_empty() {
        return Err(Refusal::Missing { what: "agency".to_owned() });
    }
    // Empty: chosen by hand.
    if !plan.is_empty() && !scene.setup.region.plans.iter().any(|p| p.id == plan) {
        return Err(Refusal::UnknownPlan { plan: plan.to_owned() });
    }
    if by.role == Role::Desk {
        by_plan_only(scene, ticket, to, now)?;
    }
    let mut leads: Vec<AgencyCode> = ticket
        .assignments
        .iter()
        .filter(|a| a.role == AssignmentRole::Lead)
        .filter(|a| !matches!(a.state, AssignmentState::Returned | AssignmentState::NotNeeded))
        .map(|a| a.agency.clone())
        .collect();
    let mut live: Vec<AgencyCode> =
        ticket.assignments.iter().filter(|a| !a.state.has_ended()).map(|a| a.agency.clone()).collect();
    let mut facts = Vec::with_capacity(to.len());
    for (no, sending) in (ticket.assignments.len() as AssignmentNo + 1..).zip(to) {
        let known = scene.setup.region.agency(&sending.agency).filter(|a| a.active);
        known.ok_or_else(|| Refusal::UnknownAgency { agency: sending.agency.to_string() })?;
        let recipient = filled(&sending.recipient, "recipient")?.to_owned();
        if live.contains(&sending.agency) {
            return Err(Refusal::AlreadySent { agency: sending.agency.clone() });
        }
        live.push(sending.agency.clone());
        if sending.role == AssignmentRole::Lead {
            if let Some(lead) = leads.first() {
                return Err(Refusal::LeadExists { agency: lead.clone() });
            }
            leads.push(sending.agency.clone());
        }
        let sending = Sending { recipient, ..sending.clone() };
        let arms = arms(scene, ticket, sending.role, no, now);
        facts.push(on_ticket(id, Event::Assigned { assignment: no, plan: plan.to_owned(), sending, arms }));
    }
    if leads.is_empty() && to.iter().any(|s| s.role == AssignmentRole::Support) {
        return Err(Refusal::Missing { what: "lead".to_owned() });
    }
    Ok(facts)
}

/// A desk where nobody is signed in sends to the agencies of the plan and to no other.
fn by_plan_only(scene: &Scene<'_>, ticket: &Ticket, to: &[Sending], now: At) -> Result<(), Refusal> {
    let opened_here = ticket.opened_by.role == Role::Desk && ticket.owner.is_none();
    let setup = scene.setup;
    let proposal = propose(
        &setup.region,
        &setup.policy,
        &ticket.category,
        ticket.severity,
        ticket.place.district.as_ref(),
        now,
    );
    let planned = |agency: &AgencyCode| {
        proposal.as_ref().is_some_and(|p| p.agencies.iter().any(|proposed| proposed.agency == *agency))
    };
    if opened_here && to.iter().all(|s| planned(&s.agency)) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// Acknowledge for every required agency; arrive for an emergency whose category says so.
fn arms(scene: &Scene<'_>, ticket: &Ticket, role: AssignmentRole, no: AssignmentNo, now: At) -> Vec<Arm> {
    if role == AssignmentRole::Copy {
        return Vec::new();
    }
    let policy = &scene.setup.policy;
    let category = scene.setup.region.category(&ticket.category);
    let minutes = |n: u32| Span::minutes(i64::from(n));
    let acknowledge = category.and_then(|c| c.ack_minutes).map_or(policy.acknowledge, minutes);
    let arrive = category
        .and_then(|c| c.onscene_minutes)
        .filter(|_| ticket.kind == TicketKind::Emergency)
        .map(|n| (ClockKind::Arrive, minutes(n)));
    std::iter::once((ClockKind::Acknowledge, acknowledge))
        .chain(arrive)
        .map(|(kind, target)| Arm::new(kind, now, target, policy.version).of(no).in_cycle(ticket.cycle))
        .collect()
}

/// What an agency that is still out owes when its ticket is opened again: what it had not done yet.
pub(super) fn owed_again(scene: &Scene<'_>, ticket: &Ticket, assignment: &Assignment, now: At) -> Vec<Arm> {
    let mut owed = arms(scene, ticket, assignment.role, assignment.no, now);
    owed.retain(|arm| match arm.kind {
        ClockKind::Acknowledge => assignment.state == AssignmentState::Sent,
        _ => assignment.state < AssignmentState::OnScene,
    });
    owed
}

/// The assignment of a step, if it is as it was seen, has not ended, and the step may be dated so.
fn stepping<'a>(
    scene: &Scene<'a>,
    step: &Progress,
    by: &Actor,
    now: At,
) -> Result<(&'a Assignment, String, Option<At>), Refusal> {
    let ticket = scene.ticket()?;
    let assignment = ticket
        .assignment(step.assignment)
        .ok_or(Refusal::UnknownAssignment { assignment: step.assignment })?;
    if assignment.version != step.seen {
        return Err(Refusal::Stale { now: assignment.version });
    }
    if assignment.state.has_ended() {
        return Err(Refusal::Ended);
    }
    let at = step.at.filter(|at| *at != now);
    if let Some(at) = at {
        let last = [assignment.on_scene_at, assignment.en_route_at, assignment.acknowledged_at];
        let last = last.into_iter().flatten().next().unwrap_or(assignment.sent_at);
        if at > now || at < last {
            return Err(Refusal::WrongTime);
        }
        if at < now - PROMPT && !by.is_supervisor() {
            return Err(Refusal::BackDating);
        }
    }
    Ok((assignment, filled(&step.by, "by")?.to_owned(), at))
}

fn forward(assignment: &Assignment, to: AssignmentState) -> Result<(), Refusal> {
    if assignment.state < to {
        Ok(())
    } else {
        Err(Refusal::WrongStep { state: assignment.state.name().to_owned() })
    }
}

fn stepped(step: &Progress, at: Option<At>, event: Event) -> Vec<Fact> {
    vec![Fact { at, ..on_ticket(step.ticket, event) }]
}

pub(super) fn acknowledge(
    scene: &Scene<'_>,
    step: &Progress,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    forward(assignment, AssignmentState::Acknowledged)?;
    Ok(stepped(step, at, Event::Acknowledged { assignment: assignment.no, by: person }))
}

pub(super) fn en_route(
    scene: &Scene<'_>,
    step: &Progress,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    forward(assignment, AssignmentState::EnRoute)?;
    Ok(stepped(step, at, Event::WentEnRoute { assignment: assignment.no, by: person }))
}

pub(super) fn arrive(scene: &Scene<'_>, step: &Progress, by: &Actor, now: At) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    forward(assignment, AssignmentState::OnScene)?;
    Ok(stepped(step, at, Event::Arrived { assignment: assignment.no, by: person }))
}

/// Done needs evidence: what was done, in words.
pub(super) fn finish(
    scene: &Scene<'_>,
    step: &Progress,
    evidence: Option<Sealed>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    if evidence.is_none() && assignment.role != AssignmentRole::Copy {
        return Err(Refusal::Missing { what: "evidence".to_owned() });
    }
    Ok(stepped(step, at, Event::Finished { assignment: assignment.no, by: person, evidence }))
}

pub(super) fn give_back(
    scene: &Scene<'_>,
    step: &Progress,
    reason: Option<Sealed>,
    proposed: Option<AgencyCode>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    if reason.is_none() {
        return Err(Refusal::Missing { what: "reason".to_owned() });
    }
    if let Some(code) = &proposed {
        let known = scene.setup.region.agency(code);
        known.ok_or_else(|| Refusal::UnknownAgency { agency: code.to_string() })?;
    }
    let ticket = scene.ticket()?;
    let arms = if orphans(ticket, assignment) {
        vec![arm(ClockKind::Dispatch, at.unwrap_or(now), &scene.setup.policy).in_cycle(ticket.cycle)]
    } else {
        Vec::new()
    };
    Ok(stepped(step, at, Event::Returned { assignment: assignment.no, by: person, reason, proposed, arms }))
}

/// Would the emergency be left with nobody on it? Then it must be sent again, as if it had just come in.
fn orphans(ticket: &Ticket, returning: &Assignment) -> bool {
    ticket.kind == TicketKind::Emergency
        && ticket.closed.is_none()
        && returning.role != AssignmentRole::Copy
        && !ticket.assignments.iter().any(|a| {
            let on_it = !a.state.has_ended() || a.state == AssignmentState::Done;
            a.no != returning.no && a.role != AssignmentRole::Copy && on_it
        })
}

pub(super) fn release(
    scene: &Scene<'_>,
    step: &Progress,
    reason: Option<Sealed>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    if reason.is_none() {
        return Err(Refusal::Missing { what: "reason".to_owned() });
    }
    Ok(stepped(step, at, Event::Released { assignment: assignment.no, by: person, reason }))
}
