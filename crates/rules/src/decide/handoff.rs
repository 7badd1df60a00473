//! What another body took over is its own; the room has its receipt.

use super::assigning::{stepped, stepping, verify};
use super::pausing::ends_pause;
use super::{Scene, filled};
use crate::actor::Actor;
use crate::command::Progress;
use crate::event::{Event, Fact};
use crate::handoff::{LONGEST_REFERENCE, is_reference};
use crate::refusal::Refusal;
use crate::ticket::{AssignmentRole, AssignmentState};
use crate::time::At;

/// Who at the body took it, and the reference that it goes by there.
pub(super) fn accept(
    scene: &Scene<'_>,
    step: &Progress,
    reference: Option<&str>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let (assignment, person, at) = stepping(scene, step, by, now)?;
    let agency = scene.setup.region.agency(&assignment.agency);
    let body = agency.and_then(|agency| agency.takes_over());
    let body = body.filter(|_| assignment.role != AssignmentRole::Copy);
    let body = body.ok_or(Refusal::NoBody { agency: assignment.agency.clone() })?;
    let reference = reference.map(str::trim).filter(|text| !text.is_empty());
    match reference {
        None if body.tracking => return Err(Refusal::Missing { what: "reference".to_owned() }),
        Some(text) => {
            let text = filled(text, "reference")?;
            if text.chars().count() > LONGEST_REFERENCE {
                let longest = LONGEST_REFERENCE as u32;
                return Err(Refusal::TooLong { what: "reference".to_owned(), longest });
            }
            if body.tracking && !is_reference(text) {
                return Err(Refusal::Malformed { what: "reference".to_owned() });
            }
        }
        None => {}
    }
    let reference = reference.map(str::to_owned);
    let known = assignment.acceptance.as_ref().filter(|_| assignment.state == AssignmentState::HandedOver);
    if known.is_some_and(|known| known.by == person && known.reference == reference) {
        return Err(Refusal::NothingChanged);
    }
    let from = at.unwrap_or(now);
    let owed = verify(scene, assignment, AssignmentState::HandedOver, from);
    // A corrected receipt changes nothing else.
    let arms = owed.filter(|_| assignment.state != AssignmentState::HandedOver).into_iter().collect();
    let accepted = Event::Accepted { assignment: assignment.no, by: person, reference, arms };
    let accepted = stepped(step, at, accepted);
    // A pause ends first: what stood still is another's now.
    Ok(ends_pause(scene, assignment.no, from).into_iter().chain(accepted).collect())
}
