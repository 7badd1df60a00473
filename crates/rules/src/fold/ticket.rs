use crate::actor::Role;
use crate::clock::{Arm, Clock, ClockKind, ClockOutcome, Delivery, Firing};
use crate::command::Correction;
use crate::departure::Departure;
use crate::event::{Event, Meta, Stream};
use crate::id::AssignmentNo;
use crate::text::Sealed;
use crate::ticket::{
    Acceptance, Answered, Assignment, AssignmentRole, AssignmentState, CloseOutcome, Closed, Gone, Ticket,
};
use crate::time::At;

/// Folds one event of a ticket's stream or of its clocks'.
pub fn ticket(ticket: &mut Option<Ticket>, stream: &Stream, event: &Event, meta: &Meta) {
    if let Event::Opened { .. } = event {
        *ticket = opened(event, meta);
        return;
    }
    let Some(ticket) = ticket else { return };
    match stream {
        Stream::Clock(_) => ticket.clock_length += 1,
        _ => {
            ticket.length += 1;
            // What is entered afterwards, with an earlier time, changes the ticket now.
            ticket.changed_at = meta.recorded_at;
        }
    }
    match event {
        Event::FollowedUp { .. } => ticket.follow_ups += 1,
        Event::Claimed => ticket.owner = Some(meta.actor.clone()),
        Event::Attached { parent } => {
            ticket.version += 1;
            ticket.parent = Some(*parent);
            let dispatch = ticket.running().map(|(_, c)| c).find(|c| c.kind == ClockKind::Dispatch);
            let withheld = dispatch.map(Clock::as_armed);
            ticket.withheld = withheld;
            end_where(ticket, meta.at, ClockOutcome::Cancelled, |c| c.kind == ClockKind::Dispatch);
        }
        Event::Detached { arms } => {
            ticket.version += 1;
            ticket.parent = None;
            ticket.withheld = None;
            arm(ticket, arms);
        }
        Event::Joined { child, .. } => ticket.children.push(*child),
        Event::Left { child, .. } => ticket.children.retain(|c| c != child),
        Event::Related { to, .. } => ticket.related.push(*to),
        Event::Unrelated { to, .. } => ticket.related.retain(|other| other != to),
        Event::Answered { given, ends, arms } => {
            ticket.answers.push(Answered {
                at: meta.at,
                by: meta.actor.name.clone(),
                cycle: ticket.cycle,
                given: given.clone(),
            });
            for clock in ticket.clocks.iter_mut().filter(|c| c.kind == ClockKind::Answer && c.is_running()) {
                match ends {
                    Some(ClockOutcome::Met) => clock.stop(meta.at),
                    Some(outcome) => clock.end(meta.at, *outcome),
                    None => {}
                }
            }
            arm(ticket, arms);
        }
        Event::Corrected { to, restricted, arms, .. } => {
            ticket.version += 1;
            ticket.restricted = *restricted;
            // Another plan may hold now: what it sends is asked afresh.
            ticket.left_out.clear();
            match to.clone() {
                Correction::Category(category) => ticket.category = category,
                Correction::Severity(severity) => ticket.severity = severity,
                Correction::Kind(kind) => {
                    ticket.kind = kind;
                    // What is owed as the one is not what is owed as the other.
                    ticket.withheld = None;
                    let dispatch = |c: &Clock| c.kind == ClockKind::Dispatch;
                    end_where(ticket, meta.at, ClockOutcome::Cancelled, dispatch);
                }
                Correction::AtRisk(at_risk) => ticket.at_risk = at_risk,
                Correction::Storm(storm) => ticket.storm = storm,
                Correction::Place(place) => ticket.place = place,
                Correction::Reporter(reporter) => ticket.reporter = reporter,
                Correction::Narrative(text) => ticket.narrative = Some(text),
            }
            arm(ticket, arms);
        }
        Event::Confirmed { .. } => {
            ticket.version += 1;
            if ticket.closed.is_some() {
                ticket.asked_after = Some(meta.at);
            }
            stop_where(ticket, meta.at, |c| c.kind == ClockKind::Verify);
        }
        Event::Closed { outcome, .. } => {
            ticket.version += 1;
            if matches!(outcome, CloseOutcome::Handled | CloseOutcome::HandedOver) {
                // Closing it so is the room's word that it is done.
                stop_where(ticket, meta.at, |c| c.kind == ClockKind::Verify);
            }
            ticket.closed = Some(Closed { outcome: *outcome, at: meta.at, by: meta.actor.name.clone() });
            ticket.withheld = None;
            end_where(ticket, meta.at, ClockOutcome::Cancelled, |_| true);
        }
        Event::Reopened { arms, .. } => {
            ticket.version += 1;
            ticket.closed = None;
            ticket.asked_after = None;
            ticket.reviewed = None;
            ticket.left_out.clear();
            arm(ticket, arms);
        }
        Event::Reviewed { .. } => ticket.reviewed = Some(meta.at),
        Event::Fired { clock, aim, level, due_at, late_ms, suspect, told } => {
            if let Some(clock) = ticket.clocks.get_mut(usize::from(*clock)) {
                clock.fire(Firing {
                    level: *level,
                    aim: *aim,
                    due_at: *due_at,
                    fired_at: meta.at,
                    late_ms: *late_ms,
                    suspect: *suspect,
                    withdrawn_at: None,
                    deliveries: Delivery::all_due(clock.kind, *level, told),
                    acknowledged_by: None,
                    acknowledged_at: None,
                });
            }
        }
        Event::AlarmAcknowledged { clock } => {
            if let Some(clock) = ticket.clocks.get_mut(usize::from(*clock)) {
                for firing in clock.fired.iter_mut().filter(|f| f.acknowledged_at.is_none()) {
                    firing.acknowledged_at = Some(meta.at);
                    firing.acknowledged_by = Some(meta.actor.name.clone());
                }
            }
        }
        Event::Delivered { clock, outlet, recipient, state, to } => {
            let clock = ticket.clocks.get_mut(usize::from(*clock));
            let all = clock.into_iter().flat_map(|c| &mut c.fired).flat_map(|f| &mut f.deliveries);
            let meant = |d: &&mut Delivery| {
                d.outlet == *outlet && d.is_open() && recipient.is_none_or(|r| r == d.recipient)
            };
            for delivery in all.filter(meant) {
                delivery.state = *state;
                delivery.attempt += 1;
                delivery.at = Some(meta.at);
                delivery.to.clone_from(to);
            }
        }
        Event::Erased { .. } => erased(ticket, meta.at),
        Event::AlarmsWithdrawn { clock } => {
            if let Some(clock) = ticket.clocks.get_mut(usize::from(*clock)) {
                clock.withdraw(meta.at);
            }
        }
        Event::Reaimed { clock, aim, .. } => {
            if let Some(clock) = ticket.clocks.get_mut(usize::from(*clock)) {
                clock.aim_at(meta.at, aim);
            }
        }
        Event::Departed { departure: Departure::LeftOut { agency, .. }, .. } => {
            ticket.left_out.push(agency.clone());
        }
        _ => assigned(ticket, event, meta, matches!(stream, Stream::Ticket(_))),
    }
}

fn opened(event: &Event, meta: &Meta) -> Option<Ticket> {
    let Event::Opened {
        ticket,
        number,
        call,
        called_at,
        paper,
        ticket_kind,
        category,
        severity,
        restricted,
        place,
        reporter,
        narrative,
        asked,
        arms,
        storm,
        at_risk,
    } = event
    else {
        return None;
    };
    Some(Ticket {
        id: *ticket,
        number: number.clone(),
        version: 1,
        length: 1,
        clock_length: 0,
        call: *call,
        called_at: *called_at,
        paper: paper.clone(),
        opened_at: meta.at,
        opened_by: meta.actor.clone(),
        owner: (meta.actor.role != Role::Desk).then(|| meta.actor.clone()),
        kind: *ticket_kind,
        category: category.clone(),
        severity: *severity,
        restricted: *restricted,
        place: place.clone(),
        reporter: reporter.clone(),
        narrative: narrative.clone(),
        asked: asked.clone(),
        assignments: Vec::new(),
        clocks: arms.iter().map(Clock::armed).collect(),
        answers: Vec::new(),
        cycle: 1,
        follow_ups: 0,
        parent: None,
        withheld: None,
        children: Vec::new(),
        related: Vec::new(),
        storm: *storm,
        at_risk: *at_risk,
        left_out: Vec::new(),
        closed: None,
        asked_after: None,
        reviewed: None,
        erased: None,
        changed_at: meta.at,
    })
}

/// What named a text names none; what was said since is erased the next time.
fn erased(ticket: &mut Ticket, at: At) {
    ticket.erased = Some(Gone { at, length: ticket.length });
    ticket.narrative = None;
    (ticket.place.words, ticket.place.landmark, ticket.place.point) = (None, None, None);
    (ticket.reporter.number, ticket.reporter.name) = (None, None);
    for answered in &mut ticket.answers {
        (answered.given.text, answered.given.although) = (None, None);
    }
    for assignment in &mut ticket.assignments {
        assignment.ending = None;
        assignment.photos.clear();
    }
}

/// A child is sent by its parent: a dispatch of its own waits until it is detached.
fn arm(ticket: &mut Ticket, arms: &[Arm]) {
    for arm in arms {
        ticket.cycle = ticket.cycle.max(arm.cycle);
        if arm.kind == ClockKind::Dispatch && ticket.parent.is_some() {
            ticket.withheld = Some(arm.clone());
        } else {
            ticket.clocks.push(Clock::armed(arm));
        }
    }
}

fn stop_where(ticket: &mut Ticket, at: At, which: impl Fn(&Clock) -> bool) {
    ticket.clocks.iter_mut().filter(|c| which(c)).for_each(|c| c.stop(at));
}

fn end_where(ticket: &mut Ticket, at: At, outcome: ClockOutcome, which: impl Fn(&Clock) -> bool) {
    for clock in ticket.clocks.iter_mut().filter(|c| c.is_running() && which(c)) {
        clock.end(at, outcome);
    }
}

/// The steps of an assignment.
fn assigned(ticket: &mut Ticket, event: &Event, meta: &Meta, by_person: bool) {
    let at = meta.at;
    match event {
        Event::Assigned { assignment, sending, arms, .. } => {
            ticket.assignments.push(Assignment {
                no: *assignment,
                version: 1,
                agency: sending.agency.clone(),
                role: sending.role,
                state: AssignmentState::Sent,
                channel: sending.channel,
                recipient: sending.recipient.clone(),
                sent_at: at,
                acknowledged_at: None,
                acknowledged_by: None,
                en_route_at: None,
                on_scene_at: None,
                ended_at: None,
                ending: None,
                photos: Vec::new(),
                proposed: None,
                acceptance: None,
            });
            if sending.role != AssignmentRole::Copy {
                ticket.withheld = None;
                stop_where(ticket, at, |c| c.kind == ClockKind::Dispatch);
                // Somebody is on it again: what was done is not all of it.
                end_where(ticket, at, ClockOutcome::Cancelled, |c| c.kind == ClockKind::Verify);
            }
            arm(ticket, arms);
        }
        Event::Acknowledged { assignment, by } => {
            step(ticket, *assignment, AssignmentState::Acknowledged, by, at);
        }
        Event::Accepted { assignment, by, reference, arms } => {
            step(ticket, *assignment, AssignmentState::HandedOver, by, at);
            if let Some(a) = ticket.assignments.iter_mut().find(|a| a.no == *assignment) {
                a.acceptance = Some(Acceptance { at, by: by.clone(), reference: reference.clone() });
            }
            arm(ticket, arms);
        }
        Event::WentEnRoute { assignment, by } => {
            step(ticket, *assignment, AssignmentState::EnRoute, by, at);
        }
        Event::Arrived { assignment, by } => {
            step(ticket, *assignment, AssignmentState::OnScene, by, at);
        }
        Event::Finished { assignment, by, evidence, photos, arms } => {
            step(ticket, *assignment, AssignmentState::Done, by, at);
            ending(ticket, *assignment, evidence.clone());
            if let Some(a) = ticket.assignments.iter_mut().find(|a| a.no == *assignment) {
                a.photos.clone_from(photos);
            }
            arm(ticket, arms);
        }
        Event::Paused { assignment, clock, reason, resume_at, .. } => {
            changed(ticket, *assignment);
            if let Some(clock) = ticket.clocks.get_mut(usize::from(*clock)) {
                clock.pause(at, *resume_at, *reason);
            }
        }
        Event::Resumed { assignment, clock, aim, .. } => {
            if by_person {
                changed(ticket, *assignment);
            }
            if let Some(clock) = ticket.clocks.get_mut(usize::from(*clock)) {
                clock.resume(at, aim);
            }
        }
        Event::Returned { assignment, by, reason, proposed, arms } => {
            step(ticket, *assignment, AssignmentState::Returned, by, at);
            ending(ticket, *assignment, reason.clone());
            if let Some(a) = ticket.assignments.iter_mut().find(|a| a.no == *assignment) {
                a.proposed = proposed.clone();
            }
            arm(ticket, arms);
        }
        Event::Released { assignment, by, reason, arms } => {
            step(ticket, *assignment, AssignmentState::NotNeeded, by, at);
            ending(ticket, *assignment, reason.clone());
            arm(ticket, arms);
        }
        _ => {}
    }
}

fn changed(ticket: &mut Ticket, no: AssignmentNo) {
    if let Some(a) = ticket.assignments.iter_mut().find(|a| a.no == no) {
        a.version += 1;
    }
}

fn ending(ticket: &mut Ticket, no: AssignmentNo, text: Option<Sealed>) {
    if let Some(a) = ticket.assignments.iter_mut().find(|a| a.no == no) {
        a.ending = text;
    }
}

fn step(ticket: &mut Ticket, no: AssignmentNo, state: AssignmentState, by: &str, at: At) {
    if let Some(a) = ticket.assignments.iter_mut().find(|a| a.no == no) {
        a.version += 1;
        a.state = state;
        if state <= AssignmentState::Done && a.acknowledged_at.is_none() {
            a.acknowledged_at = Some(at);
            a.acknowledged_by = Some(by.to_owned());
        }
        match state {
            AssignmentState::EnRoute => a.en_route_at = Some(at),
            AssignmentState::OnScene => a.on_scene_at = Some(at),
            state if state.has_ended() => a.ended_at = Some(at),
            _ => {}
        }
    }
    for clock in ticket.clocks.iter_mut().filter(|c| c.assignment == Some(no)) {
        match (state, clock.kind) {
            // Given back or not needed: a misroute, never a breach of its own.
            (AssignmentState::Returned | AssignmentState::NotNeeded, _) => {
                clock.end(at, ClockOutcome::Cancelled)
            }
            // Taken over, and watched no more.
            (AssignmentState::HandedOver, ClockKind::Arrive | ClockKind::Work) => {
                clock.end(at, ClockOutcome::Cancelled)
            }
            (_, ClockKind::Acknowledge) => clock.stop(at),
            (AssignmentState::OnScene | AssignmentState::Done, ClockKind::Arrive)
            | (AssignmentState::Done, ClockKind::Work) => clock.stop(at),
            _ => {}
        }
    }
}
