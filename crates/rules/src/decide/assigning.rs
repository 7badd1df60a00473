use super::arming::{arm, arm_of};
use super::departing::departures;
use super::pausing::ends_pause;
use super::{Scene, filled, on_ticket};
use crate::actor::{Actor, Role};
use crate::clock::{Arm, ClockKind, Due, Level};
use crate::command::Progress;
use crate::departure::Departure;
use crate::event::{Event, Fact};
use crate::id::{AssignmentNo, TicketId};
use crate::photo::{MOST_PHOTOS, PhotoId};
use crate::plan::{occasion, propose};
use crate::refusal::Refusal;
use crate::region::AgencyCode;
use crate::text::Sealed;
use crate::ticket::{Assignment, AssignmentRole, AssignmentState, Sending, Ticket};
use crate::time::{At, Span};

/// Entered within this time of its occurrence, a fact is not back-dated.
const PROMPT: Span = Span::minutes(2);

/// Agencies told by a plan, empty where they were chosen by hand; and, where the page asks, what departs from it.
pub(super) struct Told<'a> {
    pub plan: &'a str,
    pub to: &'a [Sending],
    pub departures: Option<&'a [Departure<Sealed>]>,
    /// When, where it is entered later.
    pub at: Option<At>,
}

/// Agencies told: how, and who took it.
pub(super) fn assign(
    scene: &Scene<'_>,
    id: TicketId,
    seen: u32,
    told: &Told<'_>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    let Told { plan, to, departures: said, at } = *told;
    if ticket.closed.is_some() {
        return Err(Refusal::Closed);
    }
    let at = at.filter(|at| *at != now);
    if let Some(at) = at {
        if at > now || at < ticket.called_at {
            return Err(Refusal::WrongTime);
        }
        may_be_dated(ticket, at, by, now)?;
    }
    let row = scene.setup.region.plans.iter().find(|p| p.id == plan);
    if !plan.is_empty() && row.is_none() {
        return Err(Refusal::UnknownPlan { plan: plan.to_owned() });
    }
    let departed = match (row, said) {
        (Some(row), Some(said)) => departures(scene, ticket, row, to, said, now)?,
        _ => Vec::new(),
    };
    // What was undecided may be decided without anybody else being told.
    if to.is_empty() && departed.is_empty() {
        return Err(Refusal::Missing { what: "agency".to_owned() });
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
        let arms = arms(scene, ticket, sending.role, (no, &sending.agency), at.unwrap_or(now), ticket.cycle);
        let plan_version = row.map(|row| scene.setup.plan_version(&row.id));
        let plan = plan.to_owned();
        let assigned = Event::Assigned { assignment: no, plan, plan_version, sending, arms };
        facts.push(Fact { at, ..on_ticket(id, assigned) });
    }
    if leads.is_empty() && to.iter().any(|s| s.role == AssignmentRole::Support) {
        return Err(Refusal::Missing { what: "lead".to_owned() });
    }
    facts.extend(departed.into_iter().map(|event| on_ticket(id, event)));
    Ok(facts)
}

/// What is entered late is dated back by a supervisor, or as the paper form has it, which anybody types in.
fn may_be_dated(ticket: &Ticket, at: At, by: &Actor, now: At) -> Result<(), Refusal> {
    let is_on_paper = ticket.paper.is_some() && at <= ticket.opened_at;
    if at >= now - PROMPT || is_on_paper || by.is_supervisor() { Ok(()) } else { Err(Refusal::BackDating) }
}

/// A desk where nobody is signed in sends to the agencies of the plan and to no other.
fn by_plan_only(scene: &Scene<'_>, ticket: &Ticket, to: &[Sending], now: At) -> Result<(), Refusal> {
    let opened_here = ticket.opened_by.role == Role::Desk && ticket.owner.is_none();
    let setup = scene.setup;
    let district = ticket.place.district.as_ref();
    let occasion = occasion(setup, &ticket.category, ticket.severity, district, ticket.called_at);
    let proposal = propose(setup, &occasion, now);
    let planned = |agency: &AgencyCode| {
        proposal.as_ref().is_some_and(|p| p.agencies.iter().any(|proposed| proposed.agency == *agency))
    };
    if opened_here && to.iter().all(|s| planned(&s.agency)) { Ok(()) } else { Err(Refusal::NotAllowed) }
}

/// What every required agency owes from when it was told.
const OWED: [ClockKind; 3] = [ClockKind::Acknowledge, ClockKind::Arrive, ClockKind::Work];

fn arms(
    scene: &Scene<'_>,
    ticket: &Ticket,
    role: AssignmentRole,
    of: (AssignmentNo, &AgencyCode),
    now: At,
    cycle: u16,
) -> Vec<Arm> {
    let owed = OWED.iter().filter(|_| role != AssignmentRole::Copy);
    owed.filter_map(|kind| arm_of(scene.setup, ticket.into(), *kind, now, cycle, of)).collect()
}

/// What an agency that is still out owes when its ticket is opened again: what it had not done yet.
pub(super) fn owed_again(
    scene: &Scene<'_>,
    ticket: &Ticket,
    assignment: &Assignment,
    now: At,
    cycle: u16,
) -> Vec<Arm> {
    let of = (assignment.no, &assignment.agency);
    let mut owed = arms(scene, ticket, assignment.role, of, now, cycle);
    owed.retain(|arm| match arm.kind {
        ClockKind::Acknowledge => assignment.state == AssignmentState::Sent,
        ClockKind::Arrive => assignment.state < AssignmentState::OnScene,
        _ => true,
    });
    owed
}

/// The assignment of a step, if it is as it was seen, has not ended, and the step may be dated so.
pub(super) fn stepping<'a>(
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
    if assignment.state.is_final() {
        return Err(Refusal::Ended);
    }
    let at = step.at.filter(|at| *at != now);
    if let Some(at) = at {
        let last = [assignment.on_scene_at, assignment.en_route_at, assignment.acknowledged_at];
        let last = last.into_iter().flatten().next().unwrap_or(assignment.sent_at);
        if at > now || at < last {
            return Err(Refusal::WrongTime);
        }
        may_be_dated(ticket, at, by, now)?;
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

pub(super) fn stepped(step: &Progress, at: Option<At>, event: Event) -> Vec<Fact> {
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

/// Done needs evidence: what was done, in words. Photos may stand beside them, never for them.
pub(super) fn finish(
    scene: &Scene<'_>,
    step: &Progress,
    evidence: Option<Sealed>,
    photos: &[PhotoId],
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    if evidence.is_none() && assignment.role != AssignmentRole::Copy {
        return Err(Refusal::Missing { what: "evidence".to_owned() });
    }
    shown(scene, photos)?;
    let arms = verify(scene, assignment, AssignmentState::Done, at.unwrap_or(now)).into_iter().collect();
    let photos = photos.to_vec();
    let finished = Event::Finished { assignment: assignment.no, by: person, evidence, photos, arms };
    let finished = stepped(step, at, finished);
    // Done while paused: the pause ends first, at that instant.
    Ok(ends_pause(scene, assignment.no, at.unwrap_or(now)).into_iter().chain(finished).collect())
}

/// A few photos, each once, that the room has for this ticket.
fn shown(scene: &Scene<'_>, photos: &[PhotoId]) -> Result<(), Refusal> {
    if photos.len() > MOST_PHOTOS {
        return Err(Refusal::TooMany { what: "photos".to_owned(), most: MOST_PHOTOS as u32 });
    }
    for (nth, photo) in photos.iter().enumerate() {
        if photos[..nth].contains(photo) {
            return Err(Refusal::Malformed { what: "photos".to_owned() });
        }
        if !scene.photos.contains(photo) {
            return Err(Refusal::UnknownPhoto);
        }
    }
    Ok(())
}

/// With nobody left to wait for, the room owes its word that it is done, or the caller's.
pub(super) fn verify(scene: &Scene<'_>, ending: &Assignment, to: AssignmentState, at: At) -> Option<Arm> {
    let ticket = scene.ticket?;
    let others = || ticket.assignments.iter().filter(|a| a.no != ending.no && a.role != AssignmentRole::Copy);
    let done = to == AssignmentState::Done && ending.role != AssignmentRole::Copy
        || others().any(|a| a.state == AssignmentState::Done);
    let waits = others().any(|a| !a.state.has_ended());
    let owed = done && !waits && ending.role != AssignmentRole::Copy && ticket.closed.is_none();
    let owed = owed && !ticket.running().any(|(_, c)| c.kind == ClockKind::Verify);
    arm(scene.setup, ticket.into(), ClockKind::Verify, at, ticket.cycle).filter(|_| owed)
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
    let from = at.unwrap_or(now);
    let arms = if orphans(ticket, assignment) {
        let again = arm(scene.setup, ticket.into(), ClockKind::Dispatch, from, ticket.cycle);
        again.map(|arm| orphaned(arm, from))
    } else {
        verify(scene, assignment, AssignmentState::Returned, from)
    };
    let arms = arms.into_iter().collect();
    Ok(stepped(step, at, Event::Returned { assignment: assignment.no, by: person, reason, proposed, arms }))
}

/// The room is told at once that nobody is on it, and not only when the time to send again is up.
fn orphaned(mut arm: Arm, at: At) -> Arm {
    arm.aim.levels.insert(0, Due { level: Level::Orphan, at });
    arm
}

/// Would it be left with nobody on it? Then it must be sent again.
fn orphans(ticket: &Ticket, returning: &Assignment) -> bool {
    ticket.closed.is_none()
        && returning.role != AssignmentRole::Copy
        && !ticket.assignments.iter().any(|a| {
            let on_it = a.state < AssignmentState::Returned;
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
    let arms = verify(scene, assignment, AssignmentState::NotNeeded, at.unwrap_or(now)).into_iter().collect();
    Ok(stepped(step, at, Event::Released { assignment: assignment.no, by: person, reason, arms }))
}
