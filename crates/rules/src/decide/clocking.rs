use super::{Scene, fact};
use crate::clock::{Clock, ClockKind};
use crate::event::{Event, Fact, Stream};
use crate::id::{ClockNo, TicketId};
use crate::policy::Policy;
use crate::refusal::Refusal;
use crate::ticket::Ticket;
use crate::time::{At, Span};

/// A shortened target never lies in the past: this much time is left to act on it.
pub const GRACE: Span = Span::seconds(60);

pub(super) fn acknowledge(scene: &Scene<'_>, id: TicketId, no: ClockNo) -> Result<Vec<Fact>, Refusal> {
    let clock = scene.ticket()?.clocks.get(usize::from(no)).ok_or(Refusal::UnknownClock)?;
    if !clock.fired.iter().any(|f| f.acknowledged_at.is_none()) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![fact(Stream::Clock(id), Event::AlarmAcknowledged { clock: no })])
}

/// Aims the ticket's running clocks by the present policy, then fires every level that is due, in due order.
pub(super) fn sweep(scene: &Scene<'_>, id: TicketId, now: At) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket()?;
    let mut facts = Vec::new();
    let mut due = Vec::new();
    for (no, clock) in ticket.running() {
        let mut clock = clock.clone();
        if let Some((target, due_at)) = new_aim(ticket, &clock, &scene.setup.policy, now) {
            let policy = scene.setup.policy.version;
            clock.aim_at(now, target, due_at, policy);
            facts.push(fact(Stream::Clock(id), Event::Reaimed { clock: no, target, due_at, policy }));
        }
        let aim = clock.aim;
        due.extend(
            clock.waiting().filter(|(_, at)| *at <= now).map(|(level, due_at)| (due_at, level, no, aim)),
        );
    }
    due.sort_unstable();
    facts.extend(due.into_iter().map(|(due_at, level, clock, aim)| {
        fact(Stream::Clock(id), Event::Fired { clock, aim, level, due_at, late_ms: now - due_at })
    }));
    if facts.is_empty() { Err(Refusal::NothingChanged) } else { Ok(facts) }
}

/// The room's own targets follow the policy. An answer never gets longer, and a promised one stays as promised; a
/// shorter target leaves a moment to act but never puts off what is due; one that would be late as well is no new aim.
fn new_aim(ticket: &Ticket, clock: &Clock, policy: &Policy, now: At) -> Option<(Span, At)> {
    if clock.policy >= policy.version {
        return None;
    }
    let target = match clock.kind {
        ClockKind::Dispatch => policy.dispatch,
        ClockKind::Answer if promised(ticket, clock) => clock.target,
        ClockKind::Answer => Span(policy.answer.0.min(clock.target.0)),
        ClockKind::Acknowledge | ClockKind::Arrive => return None,
    };
    let computed = clock.started_at + target;
    let due_at = if target < clock.target {
        At(computed.0.max((now + GRACE).0).min(clock.due_at.0))
    } else if computed <= now {
        clock.due_at
    } else {
        computed
    };
    Some((due_at - clock.started_at, due_at))
}

/// Does the clock run to the time that an interim answer promised?
fn promised(ticket: &Ticket, clock: &Clock) -> bool {
    ticket.answers.iter().any(|a| a.at == clock.started_at && a.given.promised_at == Some(clock.due_at))
}
