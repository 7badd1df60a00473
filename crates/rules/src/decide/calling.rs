use super::{Scene, fact, on_ticket};
use crate::call::{CallOutcome, UNDO};
use crate::command::{EndCall, FollowUp};
use crate::event::{Event, Fact, Stream};
use crate::id::CallId;
use crate::refusal::Refusal;
use crate::text::Sealed;
use crate::time::{At, Span};

/// A page's clock may run ahead of the room's by this much.
const SKEW: Span = Span::seconds(5);
/// A form may wait this long between the ring and its saving.
const LONGEST_CALL: Span = Span::hours(12);

/// What was taken on paper is typed in within this time, a long week-end without power included.
const LONGEST_PAPER: Span = Span::hours(7 * 24);

/// The instant of the ring, as a paper form has it.
pub(super) fn called_on_paper(called_at: At, now: At) -> Result<At, Refusal> {
    if called_at > now || called_at < now - LONGEST_PAPER { Err(Refusal::WrongTime) } else { Ok(called_at) }
}

/// The instant of the ring, never later than now.
pub(super) fn called_at(called_at: At, now: At) -> Result<At, Refusal> {
    if called_at > now + SKEW || called_at < now - LONGEST_CALL {
        return Err(Refusal::WrongTime);
    }
    Ok(At(called_at.0.min(now.0)))
}

pub(super) fn end(scene: &Scene<'_>, end: &EndCall<Sealed>, now: At) -> Result<Vec<Fact>, Refusal> {
    if scene.call.is_some_and(|c| !c.undone) {
        return Err(Refusal::AlreadyExists);
    }
    Ok(vec![fact(
        Stream::Call(end.call),
        Event::Called {
            call: end.call,
            called_at: called_at(end.called_at, now)?,
            outcome: end.outcome.into(),
            ticket: None,
            number: end.number.clone(),
            name: None,
            note: end.note.clone(),
            call_back: end.call_back,
        },
    )])
}

pub(super) fn undo(scene: &Scene<'_>, id: CallId, now: At) -> Result<Vec<Fact>, Refusal> {
    let call = scene.call.ok_or(Refusal::UnknownCall)?;
    if call.undone {
        return Err(Refusal::NothingChanged);
    }
    if matches!(call.outcome, CallOutcome::Ticket | CallOutcome::FollowUp) {
        return Err(Refusal::AlreadyExists);
    }
    if now - call.ended_at > UNDO {
        return Err(Refusal::TooLate);
    }
    Ok(vec![fact(Stream::Call(id), Event::CallUndone)])
}

/// A silent call is called back once; a later silence is owed anew.
pub(super) fn record_call_back(scene: &Scene<'_>, id: CallId, reached: bool) -> Result<Vec<Fact>, Refusal> {
    let call = scene.call.filter(|call| !call.undone).ok_or(Refusal::UnknownCall)?;
    if call.outcome != CallOutcome::Silent || call.called_back.is_some() {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![fact(Stream::Call(id), Event::CalledBack { reached })])
}

/// The same caller again, about a ticket that exists: a call, no ticket, no new clock.
pub(super) fn follow_up(scene: &Scene<'_>, follow: &FollowUp<Sealed>, now: At) -> Result<Vec<Fact>, Refusal> {
    scene.ticket()?;
    if scene.call.is_some_and(|c| !c.undone) {
        return Err(Refusal::AlreadyExists);
    }
    let called = Event::Called {
        call: follow.call,
        called_at: called_at(follow.called_at, now)?,
        outcome: CallOutcome::FollowUp,
        ticket: Some(follow.ticket),
        number: follow.number.clone(),
        name: follow.name.clone(),
        note: follow.note.clone(),
        call_back: false,
    };
    let followed = Event::FollowedUp {
        call: follow.call,
        number: follow.number.clone(),
        name: follow.name.clone(),
        note: follow.note.clone(),
    };
    Ok(vec![fact(Stream::Call(follow.call), called), on_ticket(follow.ticket, followed)])
}
