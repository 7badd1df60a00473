use super::arming::{Subject, arm};
use super::clocking::work_aims;
use super::opening::checked_place;
use super::{Scene, on_ticket, storming};
use crate::clock::ClockKind;
use crate::command::Correction;
use crate::event::{Event, Fact};
use crate::id::TicketId;
use crate::refusal::Refusal;
use crate::text::Sealed;
use crate::ticket::TicketKind;
use crate::time::At;

/// One field set right; the old value stays in the event.
pub(super) fn correct(
    scene: &Scene<'_>,
    id: TicketId,
    seen: u32,
    to: &Correction<Sealed>,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    if ticket.closed.is_some() {
        return Err(Refusal::Closed);
    }
    let region = &scene.setup.region;
    let mut restricted = ticket.restricted;
    let mut arms = Vec::new();
    let (from, to) = match to {
        Correction::Category(code) => {
            let category = region
                .category(code)
                .filter(|c| c.active)
                .ok_or_else(|| Refusal::UnknownCategory { category: code.to_string() })?;
            restricted = category.restricted;
            (Correction::Category(ticket.category.clone()), to.clone())
        }
        Correction::Severity(_) => (Correction::Severity(ticket.severity), to.clone()),
        Correction::Kind(kind) => {
            let turns = *kind == TicketKind::Emergency && ticket.kind == TicketKind::Complaint;
            if turns && ticket.is_unattended() {
                let emergency = Subject { kind: *kind, ..ticket.into() };
                arms.extend(arm(scene.setup, emergency, ClockKind::Dispatch, now, ticket.cycle));
            }
            (Correction::Kind(ticket.kind), to.clone())
        }
        Correction::Place(place) => {
            (Correction::Place(ticket.place.clone()), Correction::Place(checked_place(region, place)?))
        }
        Correction::AtRisk(_) => (Correction::AtRisk(ticket.at_risk), to.clone()),
        Correction::Storm(storm) => {
            (Correction::Storm(ticket.storm), Correction::Storm(storming::known(scene, *storm)?))
        }
        Correction::Reporter(_) => (Correction::Reporter(ticket.reporter.clone()), to.clone()),
        Correction::Narrative(text) => {
            (Correction::Narrative(ticket.narrative.clone().unwrap_or_else(|| text.clone())), to.clone())
        }
    };
    if from == to && !matches!(to, Correction::Narrative(_)) {
        return Err(Refusal::NothingChanged);
    }
    let mut corrected = ticket.clone();
    match &to {
        Correction::Category(category) => corrected.category = category.clone(),
        Correction::Severity(severity) => corrected.severity = *severity,
        Correction::Kind(kind) => corrected.kind = *kind,
        _ => {}
    }
    let mut facts = vec![on_ticket(id, Event::Corrected { from, to, restricted, arms })];
    facts.extend(work_aims(scene.setup, &corrected, now));
    Ok(facts)
}
