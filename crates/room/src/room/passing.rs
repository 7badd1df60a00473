//! The texts that a ticket is passed on with: to its agencies, to a body, to who can order them.

use crate::core::Core;
use crate::{escalating, handoff, sending};
use kentongan_rules::actor::Actor;
use kentongan_rules::id::TicketId;
use kentongan_rules::problem::Problem;
use kentongan_rules::region::AgencyCode;
use kentongan_rules::time::At;
use kentongan_rules::view::{Reply, TicketRow};

async fn read(core: &Core, id: TicketId, actor: Actor, now: At) -> Result<TicketRow, Problem> {
    let page = core.read(move |r| r.ticket(id, &actor, now)).await?;
    page.map(|page| page.ticket).ok_or(Problem::Unknown)
}

pub(super) async fn sending(core: &Core, id: TicketId, actor: Actor, now: At) -> Result<Reply, Problem> {
    let ticket = read(core, id, actor, now).await?;
    Ok(Reply::Sending { texts: sending::texts(&core.setup(), &ticket, now) })
}

pub(super) async fn handoff(
    core: &Core,
    (id, agency): (TicketId, AgencyCode),
    actor: Actor,
    now: At,
) -> Result<Reply, Problem> {
    let ticket = read(core, id, actor, now).await?;
    let page = handoff::page(&core.setup(), &ticket, &agency, now);
    page.map(|page| Reply::Handoff(Box::new(page))).ok_or(Problem::Unknown)
}

pub(super) async fn escalation(core: &Core, id: TicketId, actor: Actor, now: At) -> Result<Reply, Problem> {
    let ticket = read(core, id, actor, now).await?;
    Ok(Reply::Escalation(escalating::page(&core.setup(), &ticket, now)))
}
