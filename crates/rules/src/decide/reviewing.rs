use super::{Scene, on_ticket};
use crate::actor::Actor;
use crate::event::{Event, Fact};
use crate::refusal::Refusal;
use crate::review::{GiveReview, is_own};
use crate::text::Sealed;

/// Of what is proposed, and nothing else: nobody picks whose work is looked at. Once for each time it was closed.
pub(super) fn review(
    scene: &Scene<'_>,
    given: &GiveReview<Sealed>,
    by: &Actor,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(given.seen)?;
    if ticket.closed.is_none() {
        return Err(Refusal::NotClosed);
    }
    if ticket.reviewed.is_some() {
        return Err(Refusal::NothingChanged);
    }
    if is_own(ticket, by) {
        return Err(Refusal::OwnWork);
    }
    if scene.proposed.is_empty() {
        return Err(Refusal::NotProposed);
    }
    let reasons = scene.proposed.to_vec();
    let reviewed = Event::Reviewed { reasons, marks: given.marks, note: given.note.clone() };
    Ok(vec![on_ticket(ticket.id, reviewed)])
}
