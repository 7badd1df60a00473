use super::arming::{aim_again, allowed};
use super::assigning::{stepped, stepping};
use super::clocking::work_aim;
use super::{Scene, fact};
use crate::actor::Actor;
use crate::clock::{Clock, ClockKind, PauseReason};
use crate::command::Progress;
use crate::event::{Event, Fact, Stream};
use crate::id::{AssignmentNo, ClockNo};
use crate::refusal::Refusal;
use crate::setup::Setup;
use crate::text::Sealed;
use crate::ticket::Ticket;
use crate::time::{At, Span};

/// A pause that nobody would remember is none.
const LONGEST: Span = Span::hours(90 * 24);

/// The work of one agency stands still, for a reason and until a stated time.
pub(super) fn pause(
    scene: &Scene<'_>,
    step: &Progress,
    reason: PauseReason,
    note: Option<Sealed>,
    resume_at: At,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    let from = at.unwrap_or(now);
    if resume_at <= now || resume_at > from + LONGEST {
        return Err(Refusal::WrongTime);
    }
    let (clock, running) = work(scene.ticket()?, assignment.no).ok_or(Refusal::NotPausable)?;
    if running.paused.is_some() {
        return Err(Refusal::NothingChanged);
    }
    if running.pauses.last().is_some_and(|p| from < p.until) {
        return Err(Refusal::WrongTime);
    }
    let assignment = assignment.no;
    Ok(stepped(step, at, Event::Paused { assignment, clock, by: person, reason, note, resume_at }))
}

pub(super) fn resume(scene: &Scene<'_>, step: &Progress, by: &Actor, now: At) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    let from = at.unwrap_or(now);
    let (no, clock) = work(scene.ticket()?, assignment.no).ok_or(Refusal::NotPausable)?;
    let paused = clock.paused.ok_or(Refusal::NothingChanged)?;
    if from < paused.since {
        return Err(Refusal::WrongTime);
    }
    let event = resumed(scene.setup, scene.ticket()?, no, clock, from, person).ok_or(Refusal::NotPausable)?;
    Ok(stepped(step, at, event))
}

/// Done while paused: the pause ends first, at that instant.
pub(super) fn ends_pause(scene: &Scene<'_>, no: AssignmentNo, at: At) -> Option<Fact> {
    let ticket = scene.ticket?;
    let (clock_no, clock) = work(ticket, no)?;
    let paused = clock.paused?;
    let at = at.max(paused.since);
    let event = resumed(scene.setup, ticket, clock_no, clock, at, String::new())?;
    Some(Fact { at: Some(at), ..fact(Stream::Clock(ticket.id), event) })
}

/// Pauses whose time is up by `now`: they ended then, whoever notices when.
pub(super) fn overdue(setup: &Setup, ticket: &Ticket, now: At) -> Vec<Fact> {
    let up = ticket.running().filter_map(|(no, clock)| {
        let at = clock.paused?.resume_at;
        (at <= now).then_some((no, clock, at))
    });
    up.filter_map(|(no, clock, at)| {
        let event = resumed(setup, ticket, no, clock, at, String::new())?;
        Some(Fact { at: Some(at), ..fact(Stream::Clock(ticket.id), event) })
    })
    .collect()
}

fn work(ticket: &Ticket, no: AssignmentNo) -> Option<(ClockNo, &Clock)> {
    ticket.running().find(|(_, c)| c.kind == ClockKind::Work && c.assignment == Some(no))
}

fn resumed(setup: &Setup, ticket: &Ticket, no: ClockNo, clock: &Clock, at: At, by: String) -> Option<Event> {
    let mut after = clock.clone();
    // Folded as it will be, so that its own pause counts.
    after.resume(at, &clock.as_armed().aim);
    // What was corrected or decided in the pause takes hold as it ends.
    let target = allowed(setup, ticket.into(), clock.kind).unwrap_or(clock.allowed);
    let aim = if target == clock.allowed {
        aim_again(setup, ticket, &after, target)
    } else {
        work_aim(setup, ticket, &after, target, at)
    };
    Some(Event::Resumed { assignment: clock.assignment?, clock: no, by, aim })
}
