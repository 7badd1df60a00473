use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::Command;
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{CloseOutcome, TicketKind};

/// Two callers about one fire; the second ticket of the story is the parent.
fn two() -> Stage {
    given([
        said(open_other(FIRE, "14:00"), siti(), "14:00:20"),
        said(open(FIRE, "14:05"), siti(), "14:05:20"),
    ])
}
fn attached() -> Stage {
    two().and([said(attach(1), siti(), "14:05:40")])
}
fn on(
    ticket: kentongan_rules::id::TicketId,
    command: Command<kentongan_rules::text::Sealed>,
) -> Command<kentongan_rules::text::Sealed> {
    match command {
        Command::Close { seen, outcome, reason, .. } => Command::Close { ticket, seen, outcome, reason },
        Command::Attach { seen, parent, .. } => Command::Attach { ticket, seen, parent },
        Command::Assign { seen, plan, to, departures, .. } => {
            Command::Assign { ticket, seen, plan, to, departures, at: None }
        }
        other => other,
    }
}

#[test]
fn a_child_keeps_its_answer_and_owes_no_dispatch() {
    let number = two().ticket().number.clone();
    let stage = two()
        .when(attach(1), siti(), at("14:05:40"))
        .then([Event::Attached { parent: OTHER }, Event::Joined { child: TICKET, number }]);
    let streams: Vec<_> = stage.journal.iter().rev().take(2).map(|w| w.stream.clone()).collect();
    assert_eq!(streams, [Stream::Ticket(OTHER), Stream::Ticket(TICKET)]);
    assert_eq!(stage.ticket().parent, Some(OTHER));
    assert_eq!(stage.tickets[&OTHER].children, [TICKET]);
    assert_eq!(stage.clock(ClockKind::Dispatch).outcome, Some(ClockOutcome::Cancelled));
    assert!(stage.clock(ClockKind::Answer).is_running());
    // The parent's own version stays: nobody's command on it becomes stale.
    assert_eq!((stage.ticket().version, stage.tickets[&OTHER].version), (2, 1));
}

#[test]
fn what_cannot_be_attached_is_refused() {
    let now = at("14:05:40");
    two().when(attach(2), siti(), now).refused(Refusal::Stale { now: 1 });
    let alone = given([said(open(FIRE, "14:05"), siti(), "14:05:20")]);
    alone.clone().when(attach(1), siti(), now).refused(Refusal::UnknownTicket);
    let to_itself = Command::Attach { ticket: TICKET, seen: 1, parent: TICKET };
    alone.when(to_itself, siti(), now).refused(Refusal::CannotAttach);
    given([]).when(attach(1), siti(), now).refused(Refusal::UnknownTicket);
    attached().when(attach(2), siti(), now).refused(Refusal::CannotAttach);
    // A child is nobody's parent, and a parent nobody's child.
    let back = Command::Attach { ticket: OTHER, seen: 1, parent: TICKET };
    attached().when(back, siti(), now).refused(Refusal::CannotAttach);
    // Whoever has agencies out is an incident of its own.
    let sent = two().and([said(assign(1, [lead("DAMKAR")]), siti(), "14:05:30")]);
    sent.clone().when(attach(1), siti(), now).refused(Refusal::CannotAttach);
    let ended = sent.and([said(release(1, 1), siti(), "14:05:35")]);
    ended.when(attach(1), siti(), now).happens(&["attached", "joined"]);
}

#[test]
fn a_third_ticket_cannot_hang_on_a_child() {
    let third = kentongan_rules::id::TicketId(uuid::Uuid::from_u128(3));
    let open_third = Command::OpenTicket(kentongan_rules::command::OpenTicket {
        ticket: third,
        call: kentongan_rules::id::CallId(uuid::Uuid::from_u128(33)),
        ..opening(FIRE, at("14:06"))
    });
    let stage = attached().and([said(open_third, siti(), "14:06")]);
    let hang = Command::Attach { ticket: third, seen: 1, parent: TICKET };
    stage.when(hang, siti(), at("14:07")).refused(Refusal::CannotAttach);
}

#[test]
fn what_is_closed_is_neither_attached_nor_a_parent() {
    for closed in [TICKET, OTHER] {
        let close = on(closed, close_because(1, CloseOutcome::Cancelled));
        let stage = two().and([said(close, siti(), "14:05:30")]);
        let seen = if closed == TICKET { 2 } else { 1 };
        stage.when(attach(seen), siti(), at("14:05:40")).refused(Refusal::Closed);
    }
}

#[test]
fn detaching_owes_from_the_call_what_attaching_took_away() {
    let before = two();
    let stage = attached().when(detach(2), siti(), at("14:05:50")).happens(&["detached", "left"]);
    assert_eq!(stage.ticket().version, 3);
    assert_eq!((stage.ticket().parent, stage.tickets[&OTHER].children.len()), (None, 0));
    for kind in [ClockKind::Dispatch, ClockKind::Answer] {
        let (was, is) = (before.clock(kind), stage.clock(kind));
        assert_eq!((was.started_at, was.due_at, was.cycle), (is.started_at, is.due_at, is.cycle));
        assert!(is.is_running());
    }
    assert_eq!(stage.ticket().running().count(), 2);
}

#[test]
fn detaching_owes_no_dispatch_where_none_was_owed() {
    let told = two().and([
        said(assign(1, [lead("DAMKAR")]), siti(), "14:05:30"),
        said(release(1, 1), siti(), "14:05:35"),
        said(attach(1), siti(), "14:05:40"),
        said(detach(2), siti(), "14:05:50"),
    ]);
    assert_eq!(told.ticket().running().count(), 1);
    let closed = attached().and([
        said(close_because(2, CloseOutcome::Cancelled), siti(), "14:06"),
        said(detach(3), siti(), "14:07"),
    ]);
    assert_eq!(closed.ticket().running().count(), 0, "a closed ticket never alarms");
}

/// A complaint that became an emergency while an agency was out, which was then not needed: nobody is owed a dispatch.
#[test]
fn detaching_owes_nothing_new() {
    let stage = given([
        said(open_other(FIRE, "14:00"), siti(), "14:00:20"),
        said(open(NOISE, "14:05"), siti(), "14:05:20"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "14:05:30"),
        said(be(1, TicketKind::Emergency), hana(), "14:06"),
        said(release(1, 1), siti(), "14:06:10"),
        said(attach(2), siti(), "14:06:20"),
        said(detach(3), siti(), "14:06:30"),
    ]);
    assert!(!stage.ticket().clocks.iter().any(|c| c.kind == ClockKind::Dispatch));
}

/// Sent, given back and reopened while it hung on another: owed from then on, once it stands alone.
#[test]
fn what_comes_to_be_owed_by_a_child_waits_until_it_is_detached() {
    let returned = attached()
        .and([said(assign(2, [lead("DAMKAR")]), siti(), "14:06"), said(give_back(1, 1), siti(), "14:07")]);
    assert!(!returned.clock(ClockKind::Dispatch).is_running());
    let alone = returned.clone().and([said(detach(2), siti(), "14:08")]);
    assert_eq!(alone.clock(ClockKind::Dispatch).started_at, at("14:07"));
    let reopened = returned.and([
        said(close_because(2, CloseOutcome::Cancelled), siti(), "14:08"),
        said(reopen(3), hana(), "14:09"),
        said(detach(4), siti(), "14:10"),
    ]);
    let dispatch = reopened.clock(ClockKind::Dispatch);
    assert_eq!((dispatch.started_at, dispatch.cycle), (at("14:09"), 2));
    assert!(dispatch.is_running());
}

#[test]
fn only_a_child_is_detached() {
    two().when(detach(1), siti(), at("14:06")).refused(Refusal::NotAttached);
    attached().when(detach(1), siti(), at("14:06")).refused(Refusal::Stale { now: 2 });
    given([]).when(detach(1), siti(), at("14:06")).refused(Refusal::UnknownTicket);
}

#[test]
fn a_child_is_handled_when_its_caller_was_told_though_it_sent_nobody() {
    let outcome = CloseOutcome::Handled;
    attached().when(close(2, outcome), siti(), at("14:50")).refused(Refusal::Unanswered);
    let told = attached().and([said(answer(told()), siti(), "14:50")]);
    told.when(close(2, outcome), siti(), at("14:51")).happens(&["closed"]);
}

#[test]
fn a_child_that_turns_out_an_emergency_is_sent_by_its_parent() {
    let noise = given([
        said(open_other(FIRE, "14:00"), siti(), "14:00:20"),
        said(open(NOISE, "14:05"), siti(), "14:05:20"),
        said(attach(1), siti(), "14:05:40"),
        said(be(2, TicketKind::Emergency), hana(), "14:06"),
    ]);
    assert!(!noise.ticket().clocks.iter().any(|c| c.kind == ClockKind::Dispatch));
    let stage = noise.when(detach(3), siti(), at("14:07")).happens(&["detached", "left"]);
    assert!(stage.clock(ClockKind::Dispatch).is_running());
}
