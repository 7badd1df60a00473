use crate::stage::commands::*;
use crate::stage::people::{rudi, siti};
use crate::stage::{at, given, said};
use kentongan_rules::call::{CallOutcome, NoCase};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Span;

#[test]
fn every_call_that_is_no_case_is_counted_as_what_it_was() {
    for (no_case, outcome) in [
        (NoCase::Prank, CallOutcome::Prank),
        (NoCase::Silent, CallOutcome::Silent),
        (NoCase::WrongNumber, CallOutcome::WrongNumber),
        (NoCase::Info, CallOutcome::Info),
        (NoCase::Test, CallOutcome::Test),
        (NoCase::Transferred, CallOutcome::Transferred),
    ] {
        let stage =
            given([]).when(end_call(no_case, at("14:05")), siti(), at("14:06")).then([Event::Called {
                call: CALL,
                called_at: at("14:05"),
                outcome,
                ticket: None,
                number: Some(text("0812-0000-0111")),
                name: None,
                note: None,
                call_back: false,
            }]);
        let call = &stage.calls[&CALL];
        assert_eq!(
            (call.called_at, call.ended_at, call.by.name.as_str()),
            (at("14:05"), at("14:06"), "Siti")
        );
        assert!(stage.tickets.is_empty());
    }
}

#[test]
fn a_call_is_ended_once() {
    let ended = given([said(end_call(NoCase::Prank, at("14:05")), siti(), "14:06")]);
    ended.when(end_call(NoCase::Silent, at("14:05")), siti(), at("14:06")).refused(Refusal::AlreadyExists);
}

#[test]
fn an_undone_call_may_become_a_ticket() {
    let undone = given([
        said(end_call(NoCase::Prank, at("14:05")), siti(), "14:06"),
        said(undo_call(), siti(), "14:06:30"),
    ]);
    assert!(undone.calls[&CALL].undone);
    let stage = undone.when(open(FIRE, "14:05"), siti(), at("14:07")).happens(&["called", "opened"]);
    assert_eq!((stage.calls[&CALL].outcome, stage.calls[&CALL].undone), (CallOutcome::Ticket, false));
}

#[test]
fn undoing_is_possible_for_sixty_seconds() {
    let ended = given([said(end_call(NoCase::Prank, at("14:05")), siti(), "14:06")]);
    let last = at("14:07");
    ended.clone().when(undo_call(), rudi(), last).then([Event::CallUndone]);
    ended.when(undo_call(), siti(), last + Span(1)).refused(Refusal::TooLate);
}

#[test]
fn only_a_call_that_is_no_case_can_be_undone_and_once() {
    given([]).when(undo_call(), siti(), at("14:05")).refused(Refusal::UnknownCall);
    let undone = given([
        said(end_call(NoCase::Test, at("14:05")), siti(), "14:06"),
        said(undo_call(), siti(), "14:06:01"),
    ]);
    undone.when(undo_call(), siti(), at("14:06:02")).refused(Refusal::NothingChanged);
    let opened = given([said(open(FIRE, "14:05"), siti(), "14:05:30")]);
    opened.when(undo_call(), siti(), at("14:05:40")).refused(Refusal::AlreadyExists);
}

#[test]
fn a_second_call_about_a_ticket_makes_no_ticket_and_no_clock() {
    let opened = given([said(open(FIRE, "14:05"), siti(), "14:06")]);
    let clocks = opened.ticket().clocks.clone();
    let version = opened.ticket().version;
    let stage = opened.when(follow_up(at("14:10")), rudi(), at("14:11")).happens(&["called", "followed_up"]);
    let call = &stage.calls[&OTHER_CALL];
    assert_eq!((call.outcome, call.ticket), (CallOutcome::FollowUp, Some(TICKET)));
    assert_eq!(stage.tickets.len(), 1);
    let ticket = stage.ticket();
    assert_eq!((ticket.follow_ups, ticket.version, &ticket.clocks), (1, version, &clocks));
    assert_eq!(stage.journal.last().unwrap().stream, Stream::Ticket(TICKET));
    stage.when(follow_up(at("14:10")), rudi(), at("14:12")).refused(Refusal::AlreadyExists);
}

#[test]
fn a_follow_up_needs_its_ticket() {
    given([]).when(follow_up(at("14:10")), siti(), at("14:11")).refused(Refusal::UnknownTicket);
}

#[test]
fn the_ring_lies_in_the_past_and_not_too_far() {
    let now = at("14:05");
    for (called_at, taken) in [
        (now + Span::seconds(5), Some(now)),
        (now + Span(5_001), None),
        (now - Span::hours(12), Some(now - Span::hours(12))),
        (now - Span::hours(12) - Span(1), None),
    ] {
        let judged = given([]).when(end_call(NoCase::Info, called_at), siti(), now);
        match taken {
            Some(at) => assert_eq!(judged.happens(&["called"]).calls[&CALL].called_at, at),
            None => drop(judged.refused(Refusal::WrongTime)),
        }
        let opened = given([said(open(FIRE, "14:00"), siti(), "14:00")]);
        let judged = opened.when(follow_up(called_at), siti(), now);
        match taken {
            Some(at) => {
                let stage = judged.happens(&["called", "followed_up"]);
                assert_eq!(stage.calls[&OTHER_CALL].called_at, at);
            }
            None => drop(judged.refused(Refusal::WrongTime)),
        }
    }
}
