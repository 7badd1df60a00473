use super::arming::{aim_again, aim_due, allowed};
use super::{Scene, fact};
use crate::calendar::Target;
use crate::clock::{Aim, Clock, ClockKind, DeliveryState, Due, Outlet, Recipient};
use crate::event::{Event, Fact, Stream};
use crate::id::{ClockNo, TicketId};
use crate::refusal::Refusal;
use crate::setup::Setup;
use crate::ticket::Ticket;
use crate::time::{At, Span};

/// A shortened target never lies in the past: this much time is left to act on it.
pub const GRACE: Span = Span::seconds(60);

pub(super) fn acknowledge(scene: &Scene<'_>, id: TicketId, no: ClockNo) -> Result<Vec<Fact>, Refusal> {
    if !clock(scene, no)?.fired.iter().any(|f| f.acknowledged_at.is_none()) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![fact(Stream::Clock(id), Event::AlarmAcknowledged { clock: no })])
}

fn clock<'a>(scene: &Scene<'a>, no: ClockNo) -> Result<&'a Clock, Refusal> {
    scene.ticket()?.clocks.get(usize::from(no)).ok_or(Refusal::UnknownClock)
}

/// What an outlet did with the alarms of a clock that waited for it.
pub(super) fn record_delivery(
    scene: &Scene<'_>,
    id: TicketId,
    no: ClockNo,
    outlet: Outlet,
    worked: bool,
) -> Result<Vec<Fact>, Refusal> {
    let open = |f: &crate::clock::Firing| f.deliveries.iter().any(|d| d.outlet == outlet && d.is_open());
    if outlet == Outlet::Task || !clock(scene, no)?.fired.iter().any(open) {
        return Err(Refusal::NothingChanged);
    }
    let state = if worked { DeliveryState::HandedOver } else { DeliveryState::Failed };
    Ok(vec![fact(
        Stream::Clock(id),
        Event::Delivered { clock: no, outlet, recipient: None, state, to: None },
    )])
}

/// A supervisor has told whom the program cannot reach.
pub(super) fn tell(
    scene: &Scene<'_>,
    id: TicketId,
    no: ClockNo,
    recipient: Recipient,
    to: &str,
) -> Result<Vec<Fact>, Refusal> {
    let to = super::filled(to, "recipient")?.to_owned();
    let waits = clock(scene, no)?
        .fired
        .iter()
        .flat_map(|f| &f.deliveries)
        .any(|d| d.recipient == recipient && d.outlet == Outlet::Task && d.is_open());
    if !waits {
        return Err(Refusal::NothingChanged);
    }
    let event = Event::Delivered {
        clock: no,
        outlet: Outlet::Task,
        recipient: Some(recipient),
        state: DeliveryState::Done,
        to: Some(to),
    };
    Ok(vec![fact(Stream::Clock(id), event)])
}

/// The machine's clock was wrong when these fired.
pub(super) fn withdraw(scene: &Scene<'_>, id: TicketId) -> Result<Vec<Fact>, Refusal> {
    let suspect = |c: &Clock| c.fired.iter().any(|f| f.suspect && f.withdrawn_at.is_none());
    let clocks = scene.ticket()?.clocks.iter().enumerate().filter(|(_, c)| suspect(c));
    let facts: Vec<_> = clocks
        .map(|(no, _)| fact(Stream::Clock(id), Event::AlarmsWithdrawn { clock: no as ClockNo }))
        .collect();
    if facts.is_empty() { Err(Refusal::NothingChanged) } else { Ok(facts) }
}

/// Aims the ticket's running clocks by the present policy, then fires every level that is due, in due order.
pub(super) fn sweep(scene: &Scene<'_>, id: TicketId, suspect: bool, now: At) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket()?;
    let mut facts = Vec::new();
    let mut due = Vec::new();
    for (no, clock) in ticket.running() {
        let mut clock = clock.clone();
        if let Some(aim) = new_aim(scene.setup, ticket, &clock, now) {
            let from = clock.due_at;
            clock.aim_at(now, &aim);
            facts.push(fact(Stream::Clock(id), Event::Reaimed { clock: no, from, aim }));
        }
        let (aim, allowed) = (clock.aim, clock.allowed);
        due.extend(clock.waiting().filter(|due| due.at <= now).map(|due| (due, no, aim, allowed)));
    }
    due.sort_unstable_by_key(|(Due { level, at }, no, ..)| (*at, *level, *no));
    facts.extend(due.into_iter().map(|(Due { level, at }, clock, aim, allowed)| {
        let mut told = scene.setup.policy.told(allowed, level).to_vec();
        told.retain(|recipient| *recipient != Recipient::District || has_district(scene.setup, ticket));
        fact(
            Stream::Clock(id),
            Event::Fired { clock, aim, level, due_at: at, late_ms: now - at, suspect, told },
        )
    }));
    if facts.is_empty() { Err(Refusal::NothingChanged) } else { Ok(facts) }
}

/// Of a place that nobody has named a district of there is nobody to tell.
fn has_district(setup: &Setup, ticket: &Ticket) -> bool {
    let district = ticket.place.district.as_ref().and_then(|code| setup.region.district(code));
    district.is_some_and(|district| district.agency.is_some())
}

/// Where a clock of an older policy aims by the present one; `None` where it keeps its aim. An answer never gets longer,
/// and a promised one stays as promised; a shorter target leaves a moment to act but never puts off what is due; one that
/// would be late as well is no new aim.
pub fn new_aim(setup: &Setup, ticket: &Ticket, clock: &Clock, now: At) -> Option<Aim> {
    if clock.policy >= setup.policy.version || !clock.kind.follows_policy() || clock.paused.is_some() {
        return None;
    }
    let target = match clock.kind {
        ClockKind::Answer if is_promised(ticket, clock) => clock.allowed,
        ClockKind::Answer => shorter(allowed(setup, ticket.into(), clock.kind)?, clock.allowed),
        _ => allowed(setup, ticket.into(), clock.kind).unwrap_or(clock.allowed),
    };
    if clock.kind == ClockKind::Work {
        return Some(work_aim(setup, ticket, clock, target, now));
    }
    let computed = aim_again(setup, ticket, clock, target);
    let due_at = if computed.due_at < clock.due_at {
        At(computed.due_at.0.max((now + GRACE).0).min(clock.due_at.0))
    } else if computed.due_at <= now {
        clock.due_at
    } else {
        computed.due_at
    };
    Some(if due_at == computed.due_at {
        computed
    } else if due_at == clock.due_at {
        Aim { policy: setup.policy.version, ..clock.as_armed().aim }
    } else {
        aim_due(setup, ticket, clock, target, due_at)
    })
}

/// Open work aims anew when what it is about was corrected: same start, pauses kept, a moment to act.
pub(super) fn work_aims(setup: &Setup, ticket: &Ticket, now: At) -> Vec<Fact> {
    let aims = ticket.running().filter(|(_, c)| c.kind == ClockKind::Work && c.paused.is_none());
    aims.filter_map(|(no, clock)| {
        let target = allowed(setup, ticket.into(), ClockKind::Work)?;
        let aim = work_aim(setup, ticket, clock, target, now);
        (aim.due_at != clock.due_at)
            .then(|| fact(Stream::Clock(ticket.id), Event::Reaimed { clock: no, from: clock.due_at, aim }))
    })
    .collect()
}

/// Work aims anew from the same start with a moment to act; what is due when it was stays due.
pub(super) fn work_aim(setup: &Setup, ticket: &Ticket, clock: &Clock, target: Target, now: At) -> Aim {
    let computed = aim_again(setup, ticket, clock, target);
    let grace = now + GRACE;
    if computed.due_at < grace && computed.due_at != clock.due_at {
        aim_due(setup, ticket, clock, target, grace)
    } else {
        computed
    }
}

fn shorter(a: Target, b: Target) -> Target {
    match (a, b) {
        (Target::Elapsed(a), Target::Elapsed(b)) => Target::Elapsed(a.min(b)),
        _ => b,
    }
}

/// Does the clock run to the time that an interim answer promised?
fn is_promised(ticket: &Ticket, clock: &Clock) -> bool {
    ticket.answers.iter().any(|a| a.at == clock.started_at && a.given.promised_at == Some(clock.due_at))
}
