//! From one shift to the next.

use super::{Scene, fact, on_ticket};
use crate::actor::Actor;
use crate::event::{Event, Fact, Stream};
use crate::handover::{Handover, ItemKey, MOST_NOTES, MOST_REMARKS, SignHandover};
use crate::id::HandoverId;
use crate::refusal::Refusal;
use crate::text::Sealed;

pub(super) fn sign(scene: &Scene<'_>, sign: &SignHandover<Sealed>) -> Result<Vec<Fact>, Refusal> {
    let too_many = |what: &str, most: usize| Refusal::TooMany { what: what.to_owned(), most: most as u32 };
    if scene.setup.handover.as_ref().is_some_and(|last| last.id == sign.handover) {
        return Err(Refusal::AlreadyExists);
    }
    let open = scene.setup.open_handover();
    if let Some(open) = open.filter(|open| sign.over != Some(open.id)) {
        return Err(Refusal::HandoverOpen { by: open.by.name.clone() });
    }
    if sign.over.is_some() && open.is_none() {
        return Err(Refusal::HandoverOver);
    }
    if sign.notes.len() > MOST_NOTES {
        return Err(too_many("notes", MOST_NOTES));
    }
    let gathered = scene.gathered.ok_or(Refusal::Malformed { what: "handover".to_owned() })?;
    Ok(vec![fact(
        Stream::Handovers,
        Event::HandoverSigned {
            handover: sign.handover,
            turn: gathered.turn,
            counts: gathered.counts,
            items: gathered.items.clone(),
            notes: sign.notes.clone(),
            note: sign.note.clone(),
            head: gathered.head.clone(),
            over: sign.over,
            next: gathered.next.clone(),
        },
    )])
}

pub(super) fn read(
    scene: &Scene<'_>,
    handover: HandoverId,
    item: &ItemKey,
    remark: Option<&Sealed>,
    by: &Actor,
) -> Result<Vec<Fact>, Refusal> {
    let open = open(scene, handover, item)?;
    let is_read = open.read.get(item).is_some_and(|read| open.is_of(by) || read.person != open.by.person);
    if remark.is_none() && is_read {
        return Err(Refusal::NothingChanged);
    }
    if remark.is_some() && open.remarks.len() >= MOST_REMARKS {
        return Err(Refusal::TooMany { what: "remarks".to_owned(), most: MOST_REMARKS as u32 });
    }
    let remark = remark.cloned();
    Ok(vec![fact(Stream::Handovers, Event::HandoverRead { handover, item: item.clone(), remark })])
}

/// One's own mark alone is taken back.
pub(super) fn unread(
    scene: &Scene<'_>,
    handover: HandoverId,
    item: &ItemKey,
    by: &Actor,
) -> Result<Vec<Fact>, Refusal> {
    let read = open(scene, handover, item)?.read.get(item).ok_or(Refusal::NothingChanged)?;
    if read.person != by.person {
        return Err(Refusal::NotAllowed);
    }
    Ok(vec![fact(Stream::Handovers, Event::HandoverUnread { handover, item: item.clone() })])
}

pub(super) fn accept(
    scene: &Scene<'_>,
    handover: HandoverId,
    alone: bool,
    by: &Actor,
) -> Result<Vec<Fact>, Refusal> {
    let open = scene.setup.open_handover().filter(|open| open.id == handover).ok_or(Refusal::HandoverOver)?;
    let is_same = open.is_of(by);
    if is_same && !alone {
        return Err(Refusal::SameHands);
    }
    let unread = open.unread(by);
    if unread > 0 {
        return Err(Refusal::Unread { items: u32::try_from(unread).unwrap_or(u32::MAX) });
    }
    let accepted = Event::HandoverAccepted { handover, alone: is_same };
    // What somebody took over since the signing is theirs already.
    let held = open.items.iter().flat_map(|item| item.tickets());
    let passes = held.filter_map(|held| {
        let ticket = scene.handed.iter().find(|ticket| ticket.id == held.ticket)?;
        let owner = ticket.owner.as_ref().and_then(|owner| owner.person);
        (ticket.closed.is_none() && owner == held.owner && owner != by.person).then_some(ticket.id)
    });
    let claimed = passes.map(|ticket| on_ticket(ticket, Event::Claimed));
    Ok([fact(Stream::Handovers, accepted)].into_iter().chain(claimed).collect())
}

fn open<'s>(scene: &Scene<'s>, handover: HandoverId, item: &ItemKey) -> Result<&'s Handover, Refusal> {
    let open = scene.setup.open_handover().filter(|open| open.id == handover).ok_or(Refusal::HandoverOver)?;
    open.item(item).ok_or(Refusal::Malformed { what: "item".to_owned() })?;
    Ok(open)
}
