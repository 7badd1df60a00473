//! From one shift to the next.

use crate::stage::commands::*;
use crate::stage::handovers::*;
use crate::stage::people::{hana, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Shift;
use kentongan_rules::clock::ClockKind;
use kentongan_rules::command::Command;
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::handover::{Item, RoomFault, ShiftChange, SignHandover, TicketItem, gather, item_of};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{AssignmentState, CloseOutcome};
use kentongan_rules::view::HandoverGlance;

/// Siti has a fire and a noise; both are open at the end of the afternoon.
fn evening() -> Stage {
    given([said(open_other(NOISE, "15:00"), siti(), "15:01"), said(open(FIRE, "21:40"), siti(), "21:41")])
}
fn fire() -> String {
    format!("ticket/{TICKET}")
}
fn noise() -> String {
    format!("ticket/{OTHER}")
}
fn signed() -> Stage {
    evening().and([said(sign(), siti(), "21:50")])
}
fn turn() -> ShiftChange {
    ShiftChange { from: Shift::Afternoon, to: Shift::Night, change_at: at("22:00") }
}
fn ticket(item: &Item) -> &TicketItem {
    match item {
        Item::Ticket(item) => item,
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_is_signed_is_what_stands_and_not_what_a_page_says() {
    let stage = evening();
    let gathered = stage.gathered(at("21:50"));
    let keys: Vec<String> = gathered.items.iter().map(|item| item.key().0).collect();
    // An emergency comes first, though the other was called before.
    assert_eq!((keys, gathered.turn), (vec![fire(), "rest".to_owned()], turn()));
    let notes = vec![note_on(&fire(), "Damkar minta kabar"), note_on("ticket/gone", "sudah ditutup")];
    let sign = SignHandover { notes: notes.clone(), note: Some(text("PLN padam 15.12")), ..signing() };
    let stage = stage.when(Command::SignHandover(sign), siti(), at("21:50")).then([Event::HandoverSigned {
        handover: HANDOVER,
        turn: turn(),
        counts: gathered.counts,
        items: gathered.items.clone(),
        notes,
        note: Some(text("PLN padam 15.12")),
        head: gathered.head,
        over: None,
        next: None,
    }]);
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Handovers);
    let open = stage.setup.open_handover().unwrap();
    assert_eq!((open.by.name.as_str(), open.signed_at, open.head.seq.0), ("Siti", at("21:50"), 5));
    assert_eq!(stage.replayed(), stage);
}

#[test]
fn an_item_tells_what_falls_due_in_the_next_shift_and_who_is_waited_for() {
    let stage = evening().and([
        said(assign(1, [lead("DAMKAR"), copy("BPBD")]), siti(), "21:42"),
        said(answer(interim(at("22:40"))), siti(), "21:45"),
    ]);
    let item = item_of(stage.ticket(), turn(), at("21:50"));
    assert_eq!((item.waiting.len(), item.waiting[0].state), (1, AssignmentState::Sent));
    assert_eq!((item.promised_at, item.no_call_back), (Some(at("22:40")), false));
    let late: Vec<_> = item.due.iter().map(|due| (due.clock, due.late)).collect();
    // Two minutes to acknowledge are over, fifteen to arrive are not.
    assert_eq!(late[..2], [(ClockKind::Acknowledge, true), (ClockKind::Arrive, false)]);
    assert!(item.due.iter().any(|due| due.clock == ClockKind::Answer && due.due_at == at("22:40")));
    assert!(item.due.iter().all(|due| due.due_at <= turn().until()));
    // What falls due after the next shift is not its business yet.
    let early = ShiftChange { change_at: at("14:00"), ..turn() };
    assert!(item_of(&stage.tickets[&OTHER], early, at("13:50")).due.is_empty());
}

#[test]
fn a_complaint_that_asks_for_nothing_rests_and_one_that_is_late_does_not() {
    let resting = |now: &str, turn| {
        let stage = evening();
        gather(&stage.setup, stage.tickets.values(), &[], &[], turn, at(now))
    };
    let items = resting("21:50", turn());
    let [Item::Ticket(_), Item::Rest { tickets }] = items.as_slice() else { panic!("{items:?}") };
    assert_eq!(tickets.iter().map(|one| one.ticket).collect::<Vec<_>>(), [OTHER]);
    // Its answer is due within a day.
    let tomorrow = ShiftChange { change_at: at("+1 14:00"), ..turn() };
    let keys = |items: Vec<Item>| items.iter().map(|item| item.key().0).collect::<Vec<_>>();
    assert_eq!(keys(resting("+1 13:50", tomorrow)), [fire(), noise()]);
    let after = resting("+1 22:30", ShiftChange { change_at: at("+1 22:00"), ..turn() });
    assert!(after.iter().all(|item| ticket(item).is_late()), "{after:?}");
}

#[test]
fn blocked_numbers_a_storm_and_what_is_wrong_with_the_room_are_told_too() {
    let number = telephone("0812-0000-0900");
    let stage = given([
        said(Command::MarkNumber { number: telephone("0812-0000-0111") }, siti(), "09:00"),
        said(Command::MarkNumber { number: telephone("0812-0000-0222") }, siti(), "15:00"),
        said(Command::BlockNumber { number: number.clone() }, hana(), "15:30"),
        said(Command::StartStorm { name: "Angin kencang".to_owned() }, siti(), "16:00"),
    ]);
    let items = gather(&stage.setup, [], &[], &[RoomFault::Notifier], turn(), at("21:50"));
    let [Item::Storm { .. }, Item::Number { nuisance: true, .. }, blocked, Item::Fault(RoomFault::Notifier)] =
        items.as_slice()
    else {
        panic!("{items:?}")
    };
    // A mark of the morning is known to whoever came in the afternoon.
    let until = Some(at("+1 15:30"));
    assert_eq!(*blocked, Item::Number { number: number.id, blocked_until: until, nuisance: false });
}

#[test]
fn it_is_read_item_by_item_and_then_accepted_with_its_tickets() {
    let stage = signed();
    let left = |stage: &Stage| HandoverGlance::of(&stage.setup).unwrap().unread;
    assert_eq!(left(&stage), 2);
    stage.clone().when(take_shift(false), rudi(), at("22:01")).refused(Refusal::Unread { items: 2 });
    let fire = fire();
    let stage = stage.when(read(&fire), rudi(), at("22:01")).happens(&["handover_read"]);
    stage.clone().when(read(&fire), rudi(), at("22:01")).refused(Refusal::NothingChanged);
    let stage = stage.when(unread(&fire), rudi(), at("22:01")).happens(&["handover_unread"]);
    let stage =
        stage.and([said(read(&fire), rudi(), "22:02"), said(ask("rest", "yang mana?"), rudi(), "22:03")]);
    assert_eq!(left(&stage), 0);
    stage.clone().when(unread(&fire), hana(), at("22:03")).refused(Refusal::NotAllowed);
    let stage = stage.when(take_shift(false), rudi(), at("22:04")).then([
        Event::HandoverAccepted { handover: HANDOVER, alone: false },
        Event::Claimed,
        Event::Claimed,
    ]);
    let done = stage.setup.handover.as_ref().unwrap();
    assert_eq!((done.remarks.len(), done.read[&key(&fire)].at), (1, at("22:02")));
    let accepted = done.accepted.as_ref().unwrap();
    assert_eq!((accepted.by.as_str(), accepted.alone, accepted.at), ("Rudi", false, at("22:04")));
    for id in [TICKET, OTHER] {
        assert_eq!(stage.tickets[&id].owner.as_ref().unwrap().person, rudi().person);
    }
    for late in [read(&fire), take_shift(false)] {
        stage.clone().when(late, rudi(), at("22:05")).refused(Refusal::HandoverOver);
    }
    assert_eq!(stage.replayed(), stage);
}

#[test]
fn what_somebody_took_since_stays_theirs_and_what_is_closed_stays_closed() {
    let stage = signed().and([
        said(claim(), hana(), "21:55"),
        said(read(&fire()), rudi(), "22:01"),
        said(read("rest"), rudi(), "22:01"),
    ]);
    let taken = stage.clone().when(take_shift(false), rudi(), at("22:02"));
    let taken = taken.happens(&["handover_accepted", "claimed"]);
    assert_eq!(taken.ticket().owner.as_ref().unwrap().person, hana().person);
    assert_eq!(taken.tickets[&OTHER].owner.as_ref().unwrap().person, rudi().person);
    let closed = stage.and([said(close_because(1, CloseOutcome::Cancelled), hana(), "22:01")]);
    closed.when(take_shift(false), rudi(), at("22:02")).happens(&["handover_accepted", "claimed"]);
}

#[test]
fn whoever_signed_it_accepts_it_alone_only_by_saying_so() {
    let marked = signed().and([said(read(&fire()), siti(), "21:51"), said(read("rest"), siti(), "21:51")]);
    // To whoever comes, what the signer marked is not read.
    marked.clone().when(take_shift(false), rudi(), at("22:01")).refused(Refusal::Unread { items: 2 });
    assert_eq!(HandoverGlance::of(&marked.setup).unwrap().unread, 2);
    marked.clone().when(take_shift(false), siti(), at("22:01")).refused(Refusal::SameHands);
    let alone = marked.clone().when(take_shift(true), siti(), at("22:01"));
    let alone = alone.then([Event::HandoverAccepted { handover: HANDOVER, alone: true }]);
    assert!(alone.setup.handover.as_ref().unwrap().accepted.as_ref().unwrap().alone);
    // Said of what another had signed it is not so, and is not written down.
    let by_other = marked.and([said(read(&fire()), rudi(), "22:02"), said(read("rest"), rudi(), "22:02")]);
    let by_other = by_other.when(take_shift(true), rudi(), at("22:03"));
    assert_eq!(
        by_other.outcome.unwrap()[0].event,
        Event::HandoverAccepted { handover: HANDOVER, alone: false }
    );
}

#[test]
fn a_second_one_says_that_it_takes_the_place_of_the_first() {
    let next = |over| Command::SignHandover(SignHandover { handover: NEXT, over, ..signing() });
    let by = "Siti".to_owned();
    signed().when(next(None), rudi(), at("21:58")).refused(Refusal::HandoverOpen { by: by.clone() });
    signed().when(next(Some(NEXT)), rudi(), at("21:58")).refused(Refusal::HandoverOpen { by });
    signed().when(sign(), siti(), at("21:58")).refused(Refusal::AlreadyExists);
    evening().when(next(Some(HANDOVER)), rudi(), at("21:58")).refused(Refusal::HandoverOver);
    let stage = signed().when(next(Some(HANDOVER)), rudi(), at("21:58")).happens(&["handover_signed"]);
    assert_eq!(stage.setup.open_handover().unwrap().id, NEXT);
    stage.when(read(&fire()), rudi(), at("21:59")).refused(Refusal::HandoverOver);
}

#[test]
fn only_what_was_signed_is_read() {
    let unknown = Refusal::Malformed { what: "item".to_owned() };
    signed().when(read("storm/1"), rudi(), at("22:01")).refused(unknown);
    evening().when(read(&fire()), rudi(), at("22:01")).refused(Refusal::HandoverOver);
    signed().when(unread(&fire()), rudi(), at("22:01")).refused(Refusal::NothingChanged);
}
