//! A room that was put back from an older backup, and what its desks had seen beyond that.

use super::{Scene, fact};
use crate::actor::Actor;
use crate::event::{Event, Fact, Stream};
use crate::loss::{Loss, Saw};
use crate::refusal::Refusal;
use crate::time::{At, Seq};

/// Written down once, also where the program stopped before it could forget that it had to.
pub(super) fn restored(scene: &Scene<'_>, after: Seq, from: At, by: &Actor) -> Result<Vec<Fact>, Refusal> {
    let is_this = |loss: &Loss| loss.restored && loss.after == after && loss.from == from;
    if scene.setup.losses.last().is_some_and(is_this) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![fact(Stream::Desk(by.desk), Event::Restored { after, from })])
}

/// Said again by a desk that did not hear the reply, it changes nothing.
pub(super) fn seen(
    scene: &Scene<'_>,
    after: Seq,
    from: At,
    saw: &Saw,
    by: &Actor,
) -> Result<Vec<Fact>, Refusal> {
    let is_known = |known: &Saw| known.desk == saw.desk && known.seq == saw.seq && known.at == saw.at;
    if scene.setup.losses.iter().flat_map(|loss| &loss.desks).any(is_known) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![fact(Stream::Desk(by.desk), Event::LossSeen { after, from, saw: saw.clone() })])
}

pub(super) fn note(scene: &Scene<'_>, found_at: At, by: &Actor) -> Result<Vec<Fact>, Refusal> {
    let loss = scene.setup.losses.iter().find(|loss| loss.found_at == found_at && loss.noted.is_none());
    loss.ok_or(Refusal::NothingChanged)?;
    Ok(vec![fact(Stream::Desk(by.desk), Event::LossNoted { found_at })])
}
