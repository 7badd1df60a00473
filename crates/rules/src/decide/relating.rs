use super::{Scene, on_ticket};
use crate::event::{Event, Fact};
use crate::id::TicketId;
use crate::refusal::Refusal;
use crate::ticket::Ticket;

fn both<'a>(scene: &Scene<'a>, to: TicketId) -> Result<(&'a Ticket, &'a Ticket), Refusal> {
    let (ticket, other) = (scene.ticket()?, scene.parent.ok_or(Refusal::UnknownTicket)?);
    if ticket.id == to || other.id != to { Err(Refusal::CannotAttach) } else { Ok((ticket, other)) }
}

/// Two tickets of one event in two places. Closed ones too: what belonged together still does.
pub(super) fn relate(scene: &Scene<'_>, id: TicketId, to: TicketId) -> Result<Vec<Fact>, Refusal> {
    let (ticket, other) = both(scene, to)?;
    if ticket.related.contains(&to) {
        return Err(Refusal::NothingChanged);
    }
    if ticket.parent == Some(to) || other.parent == Some(id) {
        return Err(Refusal::CannotAttach);
    }
    Ok(vec![
        on_ticket(id, Event::Related { to, number: other.number.clone() }),
        on_ticket(to, Event::Related { to: id, number: ticket.number.clone() }),
    ])
}

pub(super) fn unrelate(scene: &Scene<'_>, id: TicketId, to: TicketId) -> Result<Vec<Fact>, Refusal> {
    let (ticket, other) = both(scene, to)?;
    if !ticket.related.contains(&to) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![
        on_ticket(id, Event::Unrelated { to, number: other.number.clone() }),
        on_ticket(to, Event::Unrelated { to: id, number: ticket.number.clone() }),
    ])
}
