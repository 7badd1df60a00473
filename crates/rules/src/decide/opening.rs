use super::arming::{Subject, arm};
use super::assigning::owed_again;
use super::calling::{called_at, called_on_paper};
use super::{Scene, fact, on_ticket, storming};
use crate::actor::{Actor, Role};
use crate::call::CallOutcome;
use crate::clock::{Clock, ClockKind};
use crate::command::{OpenTicket, opening_clocks};
use crate::event::{Event, Fact, Stream};
use crate::id::{TicketId, TicketNumber};
use crate::refusal::Refusal;
use crate::region::Region;
use crate::text::Sealed;
use crate::ticket::{Asked, AssignmentState, CloseOutcome, Place, Ticket, TicketKind, TicketState};
use crate::time::{At, local_day};

pub(super) fn open(
    scene: &Scene<'_>,
    open: &OpenTicket<Sealed>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    if scene.ticket.is_some() || scene.call.is_some_and(|c| !c.undone) {
        return Err(Refusal::AlreadyExists);
    }
    let setup = scene.setup;
    let category = setup
        .region
        .category(&open.category)
        .filter(|c| c.active)
        .ok_or_else(|| Refusal::UnknownCategory { category: open.category.to_string() })?;
    let kind =
        open.kind.unwrap_or(if category.emergency { TicketKind::Emergency } else { TicketKind::Complaint });
    if by.role == Role::Desk && kind != TicketKind::Emergency {
        return Err(Refusal::NotAllowed);
    }
    let place = checked_place(&setup.region, &open.place)?;
    let storm = storming::known(scene, open.storm)?;
    let called_at = match &open.paper {
        None => called_at(open.called_at, now)?,
        Some(_) if by.role == Role::Desk => return Err(Refusal::NotAllowed),
        Some(paper) if !paper.is_sound() => return Err(Refusal::Malformed { what: "paper".to_owned() }),
        Some(_) => called_on_paper(open.called_at, now)?,
    };
    let number = TicketNumber::new(
        &setup.region.prefix,
        local_day(now, setup.region.utc_offset_minutes),
        by.desk.max(1),
        scene.next_count,
    );
    let subject = Subject { kind, category: &open.category, severity: open.severity };
    let arms = opening_clocks(kind).iter().filter_map(|k| arm(setup, subject, *k, called_at, 1)).collect();
    Ok(vec![
        fact(
            Stream::Call(open.call),
            Event::Called {
                call: open.call,
                called_at,
                outcome: CallOutcome::Ticket,
                ticket: Some(open.ticket),
                number: open.reporter.number.clone(),
                name: open.reporter.name.clone(),
                note: None,
                call_back: false,
            },
        ),
        on_ticket(
            open.ticket,
            Event::Opened {
                ticket: open.ticket,
                number,
                call: open.call,
                called_at,
                paper: open.paper.clone(),
                ticket_kind: kind,
                category: open.category.clone(),
                severity: open.severity,
                restricted: category.restricted,
                place,
                reporter: open.reporter.clone(),
                narrative: open.narrative.clone(),
                asked: answered(&setup.region, &open.asked),
                arms,
                storm,
                at_risk: open.at_risk,
            },
        ),
    ])
}

/// What was answered, as far as the region's questions have it: nothing typed comes into the journal this way.
fn answered(region: &Region, asked: &[Asked]) -> Vec<Asked> {
    let known = |one: &&Asked| {
        let protocol = region.protocol(&one.category);
        one.answer.as_ref().is_some_and(|answer| {
            protocol.is_some_and(|protocol| protocol.choice(&one.question, answer).is_some())
        })
    };
    let mut kept: Vec<Asked> = Vec::new();
    for one in asked.iter().filter(known) {
        if !kept.iter().any(|before| before.question == one.question) {
            kept.push(one.clone());
        }
    }
    kept
}

/// A place that holds together: known codes, the village inside its district, and something said at all.
pub(super) fn checked_place(region: &Region, place: &Place<Sealed>) -> Result<Place<Sealed>, Refusal> {
    let mut place = place.clone();
    if let Some(code) = &place.village {
        let village =
            region.village(code).ok_or_else(|| Refusal::UnknownVillage { village: code.to_string() })?;
        match &place.district {
            None => place.district = Some(village.district.clone()),
            Some(district) if *district == village.district => {}
            Some(district) => return Err(Refusal::UnknownDistrict { district: district.to_string() }),
        }
    }
    if let Some(code) = &place.district {
        region.district(code).ok_or_else(|| Refusal::UnknownDistrict { district: code.to_string() })?;
    }
    if place.point.is_some_and(|p| !p.is_sound()) {
        return Err(Refusal::Malformed { what: "point".to_owned() });
    }
    let said = place.district.is_some()
        || place.words.is_some()
        || place.landmark.is_some()
        || place.point.is_some();
    if said { Ok(place) } else { Err(Refusal::Missing { what: "place".to_owned() }) }
}

pub(super) fn claim(scene: &Scene<'_>, id: TicketId, by: &Actor) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.open_ticket()?;
    if ticket.owner.as_ref().is_some_and(|o| o.person == by.person) {
        return Err(Refusal::NothingChanged);
    }
    Ok(vec![on_ticket(id, Event::Claimed)])
}

pub(super) fn attach(
    scene: &Scene<'_>,
    id: TicketId,
    seen: u32,
    parent_id: TicketId,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    let parent = scene.parent.ok_or(Refusal::UnknownTicket)?;
    if ticket.closed.is_some() || parent.closed.is_some() {
        return Err(Refusal::Closed);
    }
    let own_live = ticket.assignments.iter().any(|a| !a.state.has_ended());
    if id == parent_id
        || ticket.parent.is_some()
        || parent.parent.is_some()
        || !ticket.children.is_empty()
        || own_live
    {
        return Err(Refusal::CannotAttach);
    }
    Ok(vec![
        on_ticket(id, Event::Attached { parent: parent_id }),
        on_ticket(parent_id, Event::Joined { child: id, number: ticket.number.clone() }),
    ])
}

pub(super) fn detach(scene: &Scene<'_>, id: TicketId, seen: u32) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    let parent = ticket.parent.ok_or(Refusal::NotAttached)?;
    // What was withheld is owed from its own start, by the present policy.
    let owed = ticket.withheld.iter();
    let arms = owed.filter_map(|w| arm(scene.setup, ticket.into(), w.kind, w.started_at, w.cycle)).collect();
    Ok(vec![
        on_ticket(id, Event::Detached { arms }),
        on_ticket(parent, Event::Left { child: id, number: ticket.number.clone() }),
    ])
}

pub(super) fn close(
    scene: &Scene<'_>,
    id: TicketId,
    seen: u32,
    outcome: CloseOutcome,
    reason: Option<Sealed>,
    by: &Actor,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    if ticket.closed.is_some() {
        return Err(Refusal::Closed);
    }
    // Nobody explains away that nobody took it: not a supervisor either.
    if outcome == CloseOutcome::HandedOver && !has_receipt(scene, ticket) {
        return Err(Refusal::NoReceipt);
    }
    let hindrance = hindrance(ticket, outcome);
    let overrode = match hindrance {
        None => false,
        // A supervisor may close over what is open, and says why.
        Some(_) if by.is_supervisor() && reason.is_some() => true,
        Some(refusal) => return Err(refusal),
    };
    let needs_reason =
        matches!(outcome, CloseOutcome::Unfounded | CloseOutcome::Withdrawn | CloseOutcome::Cancelled);
    if needs_reason && reason.is_none() {
        return Err(Refusal::Missing { what: "reason".to_owned() });
    }
    let missed =
        |c: &&Clock| c.breached_at.is_some() || c.is_running() && c.paused.is_none() && now > c.due_at;
    let late = outcome == CloseOutcome::Cancelled && ticket.clocks.iter().any(|c| missed(&c));
    // A missed answer is not explained away by whoever owed it.
    let unanswered = ticket.clocks.iter().filter(missed).any(|c| c.kind == ClockKind::Answer);
    if late && unanswered && by.person == ticket.opened_by.person {
        return Err(Refusal::SecondPerson);
    }
    Ok(vec![on_ticket(id, Event::Closed { outcome, reason, overrode, late })])
}

/// The room, or the caller, says that it is done.
pub(super) fn confirm(
    scene: &Scene<'_>,
    id: TicketId,
    seen: u32,
    by_caller: bool,
    note: Option<Sealed>,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    match ticket.state() {
        // Asked afterwards, a caller says so once.
        TicketState::Closed if by_caller && was_handled(ticket) => match ticket.asked_after {
            Some(_) => Err(Refusal::NothingChanged),
            None => Ok(vec![on_ticket(id, Event::Confirmed { by_caller, note })]),
        },
        TicketState::Closed => Err(Refusal::Closed),
        TicketState::Open => Err(Refusal::NotDone),
        TicketState::Done if !ticket.running().any(|(_, c)| c.kind == ClockKind::Verify) => {
            Err(Refusal::NothingChanged)
        }
        TicketState::Done => Ok(vec![on_ticket(id, Event::Confirmed { by_caller, note })]),
    }
}

/// Has a body taken it over, and said so? What became of a child is its parent's.
fn has_receipt(scene: &Scene<'_>, ticket: &Ticket) -> bool {
    let parent = scene.parent.filter(|parent| ticket.parent == Some(parent.id));
    [Some(ticket), parent]
        .into_iter()
        .flatten()
        .any(|one| one.assignments.iter().any(|assignment| assignment.receipt().is_some()))
}

fn was_handled(ticket: &Ticket) -> bool {
    let as_done = |outcome| matches!(outcome, CloseOutcome::Handled | CloseOutcome::HandedOver);
    ticket.closed.as_ref().is_some_and(|closed| as_done(closed.outcome))
}

/// What speaks against closing now.
fn hindrance(ticket: &Ticket, outcome: CloseOutcome) -> Option<Refusal> {
    let open: Vec<_> = ticket.open_required().map(|a| a.agency.clone()).collect();
    if !open.is_empty() {
        return Some(Refusal::OpenAssignments { agencies: open });
    }
    let done = ticket.assignments.iter().any(|a| a.state == AssignmentState::Done);
    // "Handled" is said of something that somebody did; a child's is its parent's.
    if outcome == CloseOutcome::Handled && !done && ticket.parent.is_none() {
        return Some(Refusal::NobodyDone);
    }
    // Who withdrew, and who never had a case, is owed no answer.
    let owed = !matches!(outcome, CloseOutcome::Withdrawn | CloseOutcome::Cancelled);
    (owed && !ticket.is_answered()).then_some(Refusal::Unanswered)
}

pub(super) fn reopen(
    scene: &Scene<'_>,
    id: TicketId,
    seen: u32,
    reason: Option<Sealed>,
    now: At,
) -> Result<Vec<Fact>, Refusal> {
    let ticket = scene.ticket_seen(seen)?;
    if ticket.closed.is_none() {
        return Err(Refusal::NotClosed);
    }
    if reason.is_none() {
        return Err(Refusal::Missing { what: "reason".to_owned() });
    }
    let cycle = ticket.cycle + 1;
    let again = |kind| arm(scene.setup, ticket.into(), kind, now, cycle);
    let mut arms: Vec<_> = again(ClockKind::Answer).into_iter().collect();
    if ticket.kind == TicketKind::Emergency && ticket.is_unattended() {
        arms.extend(again(ClockKind::Dispatch));
    }
    arms.extend(ticket.open_required().flat_map(|a| owed_again(scene, ticket, a, now, cycle)));
    Ok(vec![on_ticket(id, Event::Reopened { reason, cycle, arms })])
}
