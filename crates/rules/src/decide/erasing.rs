//! Personal text whose time is up: judged once more where it is erased, for what was true when it was looked up may not
//! be any more.

use super::{Scene, fact};
use crate::actor::Actor;
use crate::call::Call;
use crate::erasure::{Erasable, Erasing, months_before};
use crate::event::{Event, Fact, Stream};
use crate::id::SealedId;
use crate::refusal::Refusal;
use crate::text::Sealed;
use crate::time::At;

pub(super) fn erase(
    scene: &Scene<'_>,
    what: Erasable,
    texts: &[SealedId],
    again: bool,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let rule = scene.setup.settings.erasing.as_ref();
    let stream = match what {
        Erasable::Ticket { ticket: id } => {
            let ticket = scene.ticket()?;
            let number = ticket.reporter.number.as_ref();
            let is_time = rule.is_some_and(|rule| rule.is_time(ticket, now)) && !is_kept(scene, number, now);
            unless(ticket.is_erased() && texts.is_empty(), again || is_time)?;
            Stream::Ticket(id)
        }
        Erasable::Call { call: id } => {
            let call = scene.call.ok_or(Refusal::UnknownCall)?;
            let is_time = rule.is_some_and(|rule| is_past(rule, call, now));
            unless(!call.has_text(), again || is_time && !is_kept(scene, call.number.as_ref(), now))?;
            // Those of a case went with it.
            let named = [&call.number, &call.name, &call.note].into_iter().flatten();
            let texts = named.map(|sealed| sealed.id).collect();
            return Ok(vec![fact(Stream::Call(id), Event::Erased { texts })]);
        }
        Erasable::Numbers => {
            let known = scene.setup.numbers.iter().filter(|one| one.says_something(now));
            let is_kept = known.into_iter().any(|one| texts.contains(&one.number.id));
            unless(texts.is_empty(), again || rule.is_some() && !is_kept)?;
            Stream::Numbers
        }
        Erasable::Access => {
            unless(texts.is_empty(), again || rule.is_some())?;
            Stream::Desk(by.desk)
        }
        Erasable::Handovers => {
            unless(texts.is_empty(), again || rule.is_some())?;
            Stream::Handovers
        }
    };
    Ok(vec![fact(stream, Event::Erased { texts: texts.to_vec() })])
}

fn unless(nothing: bool, is_time: bool) -> Result<(), Refusal> {
    if nothing || !is_time { Err(Refusal::NothingChanged) } else { Ok(()) }
}

/// A call about a case has the case's time: it comes up once that is erased.
fn is_past(rule: &Erasing, call: &Call, now: At) -> bool {
    call.ticket.is_some() || call.ended_at <= months_before(now, rule.calls)
}

/// Is the number marked, or blocked still?
fn is_kept(scene: &Scene<'_>, number: Option<&Sealed>, now: At) -> bool {
    let tag = number.and_then(|number| number.tag.as_deref());
    tag.and_then(|tag| scene.setup.number(tag)).is_some_and(|known| known.says_something(now))
}
