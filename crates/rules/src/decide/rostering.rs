//! Who is on duty when.

use super::{Scene, fact};
use crate::event::{Event, Fact, Stream};
use crate::id::PersonId;
use crate::refusal::Refusal;
use crate::roster::{AHEAD, MOST_CHANGES, MOST_PEOPLE, RosterChange, bounds, may_sit, people};
use crate::time::At;
use std::collections::BTreeSet;

/// All of them hold or none does: a week is one piece of work.
pub(super) fn change(scene: &Scene<'_>, changes: &[RosterChange], now: At) -> Result<Vec<Fact>, Refusal> {
    let malformed = |what: &str| Refusal::Malformed { what: what.to_owned() };
    if changes.is_empty() {
        return Err(Refusal::NothingChanged);
    }
    if changes.len() > MOST_CHANGES {
        return Err(Refusal::TooMany { what: "changes".to_owned(), most: MOST_CHANGES as u32 });
    }
    let shifts: BTreeSet<_> = changes.iter().map(|one| (one.day, one.shift)).collect();
    if shifts.len() < changes.len() {
        return Err(malformed("changes"));
    }
    for one in changes {
        let (starts_at, ends_at) = bounds(scene.setup, one.day, one.shift).ok_or_else(|| malformed("day"))?;
        if starts_at > now + AHEAD {
            return Err(malformed("day"));
        }
        // Who was on duty is not written afterwards.
        if ends_at <= now {
            return Err(Refusal::ShiftOver);
        }
        if one.before != people(scene.setup, one.day, one.shift) {
            return Err(Refusal::Stale { now: scene.setup.version });
        }
        if one.before == one.after {
            return Err(Refusal::NothingChanged);
        }
        are_people(scene, one)?;
    }
    Ok(changes.iter().map(|one| fact(Stream::Roster, Event::RosterChanged(one.clone()))).collect())
}

/// Each once, and whoever is new takes calls. Who has left meanwhile may still stand there: that is how it is seen.
fn are_people(scene: &Scene<'_>, change: &RosterChange) -> Result<(), Refusal> {
    let once: BTreeSet<&PersonId> = change.after.iter().collect();
    if once.len() < change.after.len() {
        return Err(Refusal::Malformed { what: "people".to_owned() });
    }
    if change.after.len() > MOST_PEOPLE {
        return Err(Refusal::TooMany { what: "people".to_owned(), most: MOST_PEOPLE as u32 });
    }
    let mut fresh = change.after.iter().filter(|id| !change.before.contains(id));
    if fresh.any(|id| !may_sit(scene.setup, *id)) {
        return Err(Refusal::UnknownPerson);
    }
    Ok(())
}
