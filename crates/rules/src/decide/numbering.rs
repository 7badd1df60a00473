//! Numbers that are often a nuisance, and those that are blocked for a day.

use super::{Scene, fact};
use crate::event::{Event, Fact, Stream};
use crate::number::{BLOCK, KnownNumber};
use crate::refusal::Refusal;
use crate::text::Sealed;
use crate::time::At;

/// The number by its tag; without digits it is none.
fn known<'a>(scene: &Scene<'a>, number: &Sealed) -> Result<Option<&'a KnownNumber>, Refusal> {
    let tag = number.tag.as_deref().ok_or_else(|| Refusal::Malformed { what: "number".to_owned() })?;
    Ok(scene.setup.number(tag))
}

/// The text that is kept already, where there is one.
fn named(known: Option<&KnownNumber>, number: &Sealed) -> Sealed {
    known.map_or(number, |known| &known.number).clone()
}

fn on_numbers(event: Event) -> Vec<Fact> {
    vec![fact(Stream::Numbers, event)]
}

pub(super) fn mark(scene: &Scene<'_>, number: &Sealed) -> Result<Vec<Fact>, Refusal> {
    let known = known(scene, number)?;
    if known.is_some_and(|known| known.nuisance.is_some()) {
        return Err(Refusal::NothingChanged);
    }
    Ok(on_numbers(Event::NumberMarked { number: named(known, number) }))
}

pub(super) fn unmark(scene: &Scene<'_>, number: &Sealed) -> Result<Vec<Fact>, Refusal> {
    let known = known(scene, number)?.filter(|known| known.nuisance.is_some());
    let known = known.ok_or(Refusal::NothingChanged)?;
    Ok(on_numbers(Event::NumberUnmarked { number: known.number.clone() }))
}

/// Never longer than a day: one that holds is not made longer, but may be lifted and made anew.
pub(super) fn block(scene: &Scene<'_>, number: &Sealed, now: At) -> Result<Vec<Fact>, Refusal> {
    let known = known(scene, number)?;
    if known.is_some_and(|known| known.blocked(now).is_some()) {
        return Err(Refusal::NothingChanged);
    }
    Ok(on_numbers(Event::NumberBlocked { number: named(known, number), until: now + BLOCK }))
}

pub(super) fn lift(scene: &Scene<'_>, number: &Sealed, now: At) -> Result<Vec<Fact>, Refusal> {
    let known = known(scene, number)?.filter(|known| known.blocked(now).is_some());
    let known = known.ok_or(Refusal::NothingChanged)?;
    Ok(on_numbers(Event::BlockLifted { number: known.number.clone() }))
}
