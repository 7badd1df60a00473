//! What a liaison may do on top of what the allow-list grants: for its own agency, on its own tickets.

use super::Scene;
use crate::actor::{Actor, Role};
use crate::command::Command;
use crate::refusal::Refusal;
use crate::view::sees;

/// Passes whoever is no liaison. A ticket of other agencies is answered as one that does not exist, so that a number
/// tried out tells nothing.
pub(super) fn may<T>(scene: &Scene<'_>, command: &Command<T>, by: &Actor) -> Result<(), Refusal> {
    if by.role != Role::Liaison {
        return Ok(());
    }
    if !scene.setup.speaks(by) {
        return Err(Refusal::NotAllowed);
    }
    let ticket = scene.ticket.filter(|ticket| sees(by, ticket)).ok_or(Refusal::UnknownTicket)?;
    let step = match command {
        Command::Acknowledge(step) | Command::EnRoute(step) | Command::Arrive(step) => step,
        Command::Finish { step, .. } => step,
        Command::Return { step, proposed, .. } => {
            // Whoever sends it back knows best whose it is; the room then need not guess.
            let proposed = proposed.as_ref().ok_or(Refusal::Missing { what: "proposed".to_owned() })?;
            if by.agency.as_ref() == Some(proposed) {
                return Err(Refusal::Malformed { what: "proposed".to_owned() });
            }
            step
        }
        // What is internal is the room's.
        Command::Note { internal: false, .. } => return Ok(()),
        _ => return Err(Refusal::NotAllowed),
    };
    let own = ticket.assignment(step.assignment).filter(|one| by.agency.as_ref() == Some(&one.agency));
    own.map(|_| ()).ok_or(Refusal::NotAllowed)
}
