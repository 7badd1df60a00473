//! From what the room knows to what is handed over.

use super::{DueSoon, Held, Item, RoomFault, ShiftChange, TicketItem, Waiting};
use crate::call_back::Owed;
use crate::clock::ClockKind;
use crate::setup::Setup;
use crate::ticket::{AnswerKind, Ticket, TicketKind};
use crate::time::At;
use std::cmp::Reverse;

/// The items of a turn in the order in which they are read: emergencies first, and of those what is late.
pub fn gather<'t>(
    setup: &Setup,
    tickets: impl IntoIterator<Item = &'t Ticket>,
    owed: &[Owed],
    faults: &[RoomFault],
    turn: ShiftChange,
    now: At,
) -> Vec<Item> {
    let open = tickets.into_iter().filter(|ticket| ticket.closed.is_none());
    let (rest, mut told): (Vec<_>, Vec<_>) =
        open.map(|ticket| item_of(ticket, turn, now)).partition(TicketItem::may_rest);
    told.sort_by_cached_key(order);
    let mut items: Vec<Item> = setup.storm().map(storm).into_iter().collect();
    items.extend(told.into_iter().map(|item| Item::Ticket(Box::new(item))));
    items.extend(owed.iter().map(|one| Item::CallBack {
        call: one.call,
        called_at: one.called_at,
        silent: one.silent,
    }));
    items.extend(numbers(setup, turn, now));
    let losses = setup.losses.iter().filter(|loss| loss.noted.is_none());
    let losses = losses.map(|loss| RoomFault::Loss { after: loss.after, found_at: loss.found_at });
    items.extend(faults.iter().cloned().chain(losses).map(Item::Fault));
    if !rest.is_empty() {
        let tickets = rest.iter().map(|item| Held { ticket: item.ticket, owner: item.owner }).collect();
        items.push(Item::Rest { tickets });
    }
    items
}

fn order(item: &TicketItem) -> impl Ord + use<> {
    let first = item.due.iter().map(|due| due.due_at).min().unwrap_or(At(i64::MAX));
    let is_emergency = item.kind == TicketKind::Emergency;
    (Reverse(is_emergency), Reverse(item.is_late()), Reverse(item.severity), first, item.number.clone())
}

fn storm(storm: &crate::storm::Storm) -> Item {
    Item::Storm { storm: storm.no, name: storm.name.clone(), since: storm.since }
}

/// Blocked ones, and those that the ending shift has marked: the next one need not read what it knows.
fn numbers(setup: &Setup, turn: ShiftChange, now: At) -> impl Iterator<Item = Item> + '_ {
    setup.numbers.iter().filter_map(move |known| {
        let blocked_until = known.blocked(now).map(|block| block.until);
        let nuisance = known.nuisance.as_ref().is_some_and(|mark| mark.at >= turn.starts_at());
        let says = blocked_until.is_some() || nuisance;
        says.then_some(Item::Number { number: known.number.id, blocked_until, nuisance })
    })
}

/// A ticket as the next shift has to know it.
pub fn item_of(ticket: &Ticket, turn: ShiftChange, now: At) -> TicketItem {
    let agency = |assignment| ticket.assignment(assignment).map(|one| one.agency.clone());
    let mut due: Vec<DueSoon> = ticket
        .running()
        .filter(|(_, clock)| clock.paused.is_none() && clock.due_at <= turn.until())
        .map(|(_, clock)| DueSoon {
            clock: clock.kind,
            agency: clock.assignment.and_then(agency),
            due_at: clock.due_at,
            late: now > clock.due_at,
        })
        .collect();
    due.sort_by_key(|one| (one.due_at, one.clock));
    let promised = ticket.answers.last().filter(|last| last.given.kind == AnswerKind::Interim);
    let is_owed = ticket.running().any(|(_, clock)| clock.kind == ClockKind::Answer);
    TicketItem {
        ticket: ticket.id,
        number: ticket.number.clone(),
        kind: ticket.kind,
        category: ticket.category.clone(),
        severity: ticket.severity,
        restricted: ticket.restricted,
        district: ticket.place.district.clone(),
        village: ticket.place.village.clone(),
        state: ticket.state(),
        owner: ticket.owner.as_ref().and_then(|owner| owner.person),
        waiting: ticket
            .open_required()
            .map(|one| Waiting { agency: one.agency.clone(), state: one.state })
            .collect(),
        due,
        promised_at: promised.filter(|_| is_owed).and_then(|last| last.given.promised_at),
        paused_until: ticket
            .running()
            .filter_map(|(_, clock)| clock.paused.as_ref().map(|pause| pause.resume_at))
            .min(),
        no_call_back: !ticket.reporter.call_back,
    }
}
