//! A room that was put back from an older backup, and what its desks had seen beyond that.

use super::{Scene, fact};
use crate::actor::Actor;
use crate::event::{Event, Fact, Stream};
use crate::loss::Saw;
use crate::refusal::Refusal;
use crate::time::{At, Seq};

pub(super) fn restored(after: Seq, from: At, by: &Actor) -> Vec<Fact> {
    vec![fact(Stream::Desk(by.desk), Event::Restored { after, from })]
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
