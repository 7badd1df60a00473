//! Numbers that are often a nuisance, blocks of a day, and who is called back.

use crate::stage::commands::*;
use crate::stage::people::{ROLES, hana, of, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Role;
use kentongan_rules::call::{Call, CallOutcome, CalledBack, NoCase};
use kentongan_rules::call_back::owed;
use kentongan_rules::command::{Command, EndCall};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::id::CallId;
use kentongan_rules::number::{Block, KnownNumber, Marked};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::text::Sealed;
use kentongan_rules::time::{At, Span};
use uuid::Uuid;

const NUMBER: &str = "0812-0000-0111";

fn mark() -> Command<Sealed> {
    Command::MarkNumber { number: telephone(NUMBER) }
}
fn unmark() -> Command<Sealed> {
    Command::UnmarkNumber { number: telephone(NUMBER) }
}
fn block() -> Command<Sealed> {
    Command::BlockNumber { number: telephone(NUMBER) }
}
fn lift() -> Command<Sealed> {
    Command::LiftBlock { number: telephone(NUMBER) }
}
fn known(stage: &Stage) -> &KnownNumber {
    stage.setup.number(&format!("tag of {NUMBER}")).unwrap()
}

#[test]
fn an_operator_marks_a_number_and_takes_the_mark_off() {
    let marked =
        given([]).when(mark(), siti(), at("14:05")).then([Event::NumberMarked { number: telephone(NUMBER) }]);
    assert_eq!(marked.journal.last().unwrap().stream, Stream::Numbers);
    assert_eq!(known(&marked).nuisance, Some(Marked { at: at("14:05"), by: "Siti".to_owned() }));
    assert!(marked.setup.is_nuisance(Some(&telephone(NUMBER))));
    assert!(!marked.setup.is_nuisance(Some(&telephone("0812-0000-0222"))));
    let marked = marked.when(mark(), rudi(), at("14:06")).refused(Refusal::NothingChanged);
    let off = marked.when(unmark(), rudi(), at("14:07")).happens(&["number_unmarked"]);
    assert!(!off.setup.is_nuisance(Some(&telephone(NUMBER))));
    off.when(unmark(), rudi(), at("14:08")).refused(Refusal::NothingChanged);
}

#[test]
fn a_block_lasts_exactly_a_day_and_ends_by_itself() {
    let until = at("+1 14:05");
    let blocked = given([])
        .when(block(), hana(), at("14:05"))
        .then([Event::NumberBlocked { number: telephone(NUMBER), until }]);
    let the_block = Block { at: at("14:05"), until, by: "Hana".to_owned() };
    let one = known(&blocked);
    assert_eq!(one.blocked(at("14:05")), Some(&the_block));
    assert_eq!(one.blocked(until - Span(1)), Some(&the_block));
    assert_eq!(one.blocked(until), None);
    // It is not made longer while it holds, and made anew when it has ended.
    let blocked = blocked.when(block(), hana(), until - Span(1)).refused(Refusal::NothingChanged);
    let again = blocked.clone().when(block(), hana(), until).happens(&["number_blocked"]);
    assert_eq!(known(&again).blocked(until).unwrap().until, until + Span::hours(24));
    blocked.when(lift(), hana(), until).refused(Refusal::NothingChanged);
}

#[test]
fn a_block_is_lifted_early_and_the_mark_stays() {
    let stage = given([said(mark(), siti(), "14:00"), said(block(), hana(), "14:05")]);
    let lifted = stage.when(lift(), hana(), at("14:30")).happens(&["block_lifted"]);
    let one = known(&lifted);
    assert!(one.blocked(at("14:30")).is_none() && one.nuisance.is_some());
    lifted.when(lift(), hana(), at("14:31")).refused(Refusal::NothingChanged);
}

#[test]
fn nobody_but_a_supervisor_blocks_or_lifts() {
    let blocked = given([said(block(), hana(), "14:05")]);
    for role in ROLES.into_iter().filter(|role| *role != Role::Supervisor) {
        given([]).when(block(), of(role), at("14:05")).refused(Refusal::NotAllowed);
        blocked.clone().when(lift(), of(role), at("14:06")).refused(Refusal::NotAllowed);
    }
}

#[test]
fn what_has_no_digits_is_no_number() {
    let malformed = Refusal::Malformed { what: "number".to_owned() };
    for (command, by) in [
        (Command::MarkNumber { number: text("tanpa nomor") }, siti()),
        (Command::BlockNumber { number: text("tanpa nomor") }, hana()),
    ] {
        given([]).when(command, by, at("14:05")).refused(malformed.clone());
    }
}

#[test]
fn numbers_of_which_nothing_is_left_to_say_are_forgotten() {
    let other = Command::MarkNumber { number: telephone("0812-0000-0222") };
    let stage = given([said(block(), hana(), "14:05"), said(other, siti(), "+1 14:05")]);
    assert_eq!(stage.setup.numbers.len(), 1);
    assert_eq!(stage.replayed().setup, stage.setup);
}

#[test]
fn a_call_from_a_blocked_number_is_still_taken() {
    let end = Command::EndCall(EndCall {
        call: CALL,
        called_at: at("14:10"),
        outcome: NoCase::Info,
        number: Some(telephone(NUMBER)),
        note: None,
        call_back: false,
    });
    given([said(block(), hana(), "14:05")]).when(end, siti(), at("14:11")).happens(&["called"]);
}

#[test]
fn calling_back_is_recorded_once_and_only_of_silence() {
    for reached in [true, false] {
        let silent = given([said(end_call(NoCase::Silent, at("14:05")), siti(), "14:06")]);
        let back =
            silent.when(called_back(reached), rudi(), at("14:20")).then([Event::CalledBack { reached }]);
        let told = CalledBack { at: at("14:20"), by: "Rudi".to_owned(), reached };
        assert_eq!(back.calls[&CALL].called_back, Some(told));
        back.when(called_back(true), rudi(), at("14:21")).refused(Refusal::NothingChanged);
    }
    given([]).when(called_back(true), siti(), at("14:20")).refused(Refusal::UnknownCall);
    let prank = given([said(end_call(NoCase::Prank, at("14:05")), siti(), "14:06")]);
    prank.when(called_back(true), siti(), at("14:20")).refused(Refusal::NothingChanged);
    let undone = given([
        said(end_call(NoCase::Silent, at("14:05")), siti(), "14:06"),
        said(undo_call(), siti(), "14:06:30"),
    ]);
    undone.when(called_back(true), siti(), at("14:20")).refused(Refusal::UnknownCall);
}

fn call(n: u128, outcome: CallOutcome, called_at: At) -> Call {
    Call {
        id: CallId(Uuid::from_u128(n)),
        version: 1,
        called_at,
        ended_at: called_at,
        by: siti(),
        outcome,
        undone: false,
        ticket: None,
        number: Some(telephone(NUMBER)),
        name: None,
        note: None,
        call_back: false,
        called_back: None,
        erased_at: None,
    }
}
fn silent(n: u128, clock: &str) -> Call {
    call(n, CallOutcome::Silent, at(clock))
}

#[test]
fn the_third_silent_call_within_a_day_is_called_back() {
    let two = [silent(1, "14:00"), silent(2, "15:00")];
    assert_eq!(owed(&two), None);
    for (third, is_owed) in [("+1 14:00", true), ("+1 14:00:01", false)] {
        let calls = [&two[..], &[silent(3, third)]].concat();
        let found = owed(&calls).map(|o| (o.call, o.silent));
        assert_eq!(found, is_owed.then_some((CallId(Uuid::from_u128(3)), 3)));
        // It does not matter in which order they are read.
        assert_eq!(owed(calls.iter().rev()), owed(&calls));
    }
    // One that was taken back is none, and a prank is not silence.
    let undone = Call { undone: true, ..silent(3, "16:00") };
    let calls = [&two[..], &[undone, call(4, CallOutcome::Prank, at("16:00"))]].concat();
    assert_eq!(owed(&calls), None);
}

#[test]
fn it_stays_owed_until_somebody_was_called_or_spoke() {
    let three = [silent(1, "14:00"), silent(2, "14:10"), silent(3, "14:20")];
    assert_eq!(owed(&[&three[..], &[silent(4, "+6 09:00")]].concat()).map(|o| o.silent), Some(4));
    for (outcome, settles) in [
        (CallOutcome::Ticket, true),
        (CallOutcome::FollowUp, true),
        (CallOutcome::Info, true),
        (CallOutcome::Transferred, true),
        (CallOutcome::Prank, false),
        (CallOutcome::WrongNumber, false),
        (CallOutcome::Test, false),
    ] {
        let calls = [&three[..], &[call(5, outcome, at("14:30"))]].concat();
        assert_eq!(owed(&calls).is_none(), settles, "{outcome:?}");
    }
    let [first, second, third] = three;
    let back = CalledBack { at: at("14:40"), by: "Rudi".to_owned(), reached: false };
    let tried = [first, second, Call { called_back: Some(back), ..third }, silent(4, "14:30")];
    assert_eq!(owed(&tried), None, "a silence before the attempt belongs to it");
    let anew = [&tried[..], &[silent(5, "14:50"), silent(6, "14:51"), silent(7, "14:52")]].concat();
    assert_eq!(owed(&anew).map(|o| o.silent), Some(3));
}

#[test]
fn a_promise_to_call_back_is_owed_at_once() {
    let promised = Call { call_back: true, ..silent(1, "14:00") };
    assert_eq!(owed([&promised]).map(|o| o.silent), Some(1));
}
