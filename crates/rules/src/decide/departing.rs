use super::Scene;
use crate::departure::Departure;
use crate::event::Event;
use crate::plan::agencies;
use crate::refusal::Refusal;
use crate::region::{AgencyCode, PlanRow};
use crate::text::Sealed;
use crate::ticket::{Sending, Ticket};
use crate::time::At;

/// What is done otherwise than by `plan` when `to` is sent: each departure as it was said, once. What was said of an
/// agency that is sent, or left out, as the plan has it is no departure.
///
/// # Errors
/// A departure for which nothing was said.
pub(super) fn departures(
    scene: &Scene<'_>,
    ticket: &Ticket,
    plan: &PlanRow,
    to: &[Sending],
    said: &[Departure<Sealed>],
    now: At,
) -> Result<Vec<Event>, Refusal> {
    let planned = agencies(&scene.setup.region, plan, ticket.place.district.as_ref(), now);
    let is_known = |code: &AgencyCode| {
        to.iter().any(|s| s.agency == *code)
            || ticket.assignments.iter().any(|a| a.agency == *code)
            || ticket.left_out.contains(code)
    };
    let is_expected = |code: &AgencyCode| planned.iter().any(|p| p.expected && p.agency == *code);
    let left_out = planned.iter().filter(|p| p.expected && !is_known(&p.agency)).map(|p| (&p.agency, false));
    let added = to.iter().filter(|s| !is_expected(&s.agency)).map(|s| (&s.agency, true));
    let mut departed = Vec::new();
    for (agency, is_added) in left_out.chain(added) {
        let meant =
            |d: &&Departure<Sealed>| d.agency() == agency && is_added == matches!(d, Departure::Added { .. });
        let found = said.iter().find(meant);
        match found.ok_or_else(|| Refusal::DepartureUnexplained { agency: agency.clone() })? {
            Departure::Undecided { .. } => {}
            departure => departed.push(Event::Departed {
                plan: plan.id.clone(),
                plan_version: scene.setup.plan_version(&plan.id),
                departure: departure.clone(),
            }),
        }
    }
    Ok(departed)
}
