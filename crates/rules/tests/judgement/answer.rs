use crate::stage::commands::*;
use crate::stage::people::{hana, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::{Command, Correction};
use kentongan_rules::event::Event;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{AnswerChannel, AnswerKind, AnswerResult, CloseOutcome, GiveAnswer, Reporter};
use kentongan_rules::time::Span;

fn noise() -> Stage {
    given([said(open(NOISE, "14:05"), siti(), "14:06")])
}
fn outcomes(stage: &Stage) -> Vec<Option<ClockOutcome>> {
    let answers = stage.ticket().clocks.iter().filter(|c| c.kind == ClockKind::Answer);
    answers.map(|c| c.outcome).collect()
}
fn missing(what: &str) -> Refusal {
    Refusal::Missing { what: what.to_owned() }
}

#[test]
fn an_answer_that_reached_the_caller_is_what_was_owed() {
    for given in [told(), told_in_call()] {
        let ends = Some(ClockOutcome::Met);
        let stage = noise().when(answer(given.clone()), siti(), at("14:30")).then([Event::Answered {
            given,
            ends,
            arms: Vec::new(),
        }]);
        assert_eq!((outcomes(&stage), stage.ticket().is_answered()), (vec![ends], true));
        assert_eq!(stage.clock(ClockKind::Answer).stopped_at, Some(at("14:30")));
        assert_eq!(stage.ticket().version, 1);
    }
}

#[test]
fn on_the_dot_is_met_and_a_millisecond_later_is_missed() {
    let due = at("+1 14:05");
    let on_the_dot = noise().when(answer(told()), siti(), due).happens(&["answered"]);
    assert_eq!(outcomes(&on_the_dot), [Some(ClockOutcome::Met)]);
    let late = noise().when(answer(told()), siti(), due + Span(1)).happens(&["answered"]);
    assert_eq!(outcomes(&late), [Some(ClockOutcome::Missed)]);
    assert_eq!(late.clock(ClockKind::Answer).breached_at, Some(due));
}

#[test]
fn only_the_callers_hearing_it_stops_the_clock() {
    let stage = noise().and([
        said(note("sudah ditelepon"), siti(), "14:10"),
        said(assign(1, [lead("SATPOLPP")]), siti(), "14:11"),
        said(answer(tried()), siti(), "14:12"),
        said(answer(GiveAnswer { result: AnswerResult::WrongPerson, ..tried() }), siti(), "14:13"),
        said(follow_up(at("14:14")), siti(), "14:15"),
        said(finish(1, 1), siti(), "14:40"),
    ]);
    assert_eq!(outcomes(&stage), [None]);
    assert!(!stage.ticket().is_answered());
    assert_eq!(stage.ticket().answers.len(), 2);
}

#[test]
fn what_is_said_of_an_answer_must_hold_together() {
    let now = at("14:30");
    let try_it = |given| noise().when(answer(given), siti(), now);
    try_it(GiveAnswer { text: None, ..told() }).refused(missing("text"));
    try_it(GiveAnswer { whole: None, ..told_in_call() }).refused(missing("whole"));
    let unheard = GiveAnswer { result: AnswerResult::NoReply, ..told_in_call() };
    try_it(unheard).refused(Refusal::Malformed { what: "result".to_owned() });
    try_it(GiveAnswer { promised_at: None, ..interim(now) }).refused(missing("promised_at"));
    try_it(interim(now)).refused(Refusal::WrongTime);
    let longest = now + Span::hours(14 * 24);
    try_it(interim(longest + Span(1))).refused(Refusal::WrongTime);
    try_it(interim(longest)).happens(&["answered"]);
    given([]).when(answer(told()), siti(), now).refused(Refusal::UnknownTicket);
    let closed = noise().and([said(close_because(1, CloseOutcome::Withdrawn), siti(), "14:20")]);
    closed.when(answer(told()), siti(), now).refused(Refusal::Closed);
}

#[test]
fn an_interim_answer_owes_the_next_at_the_promised_time() {
    let stage = noise().when(answer(interim(at("+3 10:00"))), siti(), at("14:30")).happens(&["answered"]);
    assert_eq!(outcomes(&stage), [Some(ClockOutcome::Interim), None]);
    let next = stage.clock(ClockKind::Answer);
    assert_eq!((next.started_at, next.due_at, next.cycle), (at("14:30"), at("+3 10:00"), 2));
    assert_eq!((stage.ticket().cycle, stage.ticket().is_answered()), (2, false));
    let cycles: Vec<u16> = stage.ticket().answers.iter().map(|a| a.cycle).collect();
    assert_eq!(cycles, [1]);
    let done = stage.and([said(answer(told()), siti(), "+3 10:00")]);
    assert_eq!(outcomes(&done), [Some(ClockOutcome::Interim), Some(ClockOutcome::Met)]);
}

#[test]
fn an_interim_answer_after_the_deadline_does_not_hide_that_it_was_missed() {
    let late = noise().and([said(answer(interim(at("+3 10:00"))), siti(), "+1 14:06")]);
    assert_eq!(outcomes(&late), [Some(ClockOutcome::Missed), None]);
}

#[test]
fn an_interim_answer_during_the_call_needs_no_reason_why_it_was_the_whole() {
    let given = GiveAnswer { kind: AnswerKind::Interim, whole: None, ..told_in_call() };
    let promised = GiveAnswer { promised_at: Some(at("20:00")), ..given };
    noise().when(answer(promised), siti(), at("14:07")).happens(&["answered"]);
}

#[test]
fn three_attempts_in_two_hours_are_a_bucket_of_their_own() {
    let tries = |times: [&'static str; 3]| noise().and(times.map(|t| said(answer(tried()), siti(), t)));
    // All in one hour of the clock: still owed.
    assert_eq!(outcomes(&tries(["15:00", "15:20", "15:59"])), [None]);
    let enough = tries(["15:00", "15:20", "16:00"]);
    assert_eq!(outcomes(&enough), [Some(ClockOutcome::Attempted)]);
    assert!(enough.ticket().is_answered());
    // The third came after it was due.
    let late = tries(["15:00", "16:20", "+1 14:06"]);
    assert_eq!(outcomes(&late), [Some(ClockOutcome::Missed)]);
    // A fourth attempt in another hour is enough where three were in one.
    let fourth = tries(["15:00", "15:20", "15:40"]).and([said(answer(tried()), siti(), "16:10")]);
    assert_eq!(outcomes(&fourth), [Some(ClockOutcome::Attempted)]);
}

#[test]
fn attempts_of_an_earlier_cycle_do_not_count_again() {
    let stage = noise().and([
        said(answer(tried()), siti(), "15:00"),
        said(answer(tried()), siti(), "16:00"),
        said(answer(interim(at("+2 10:00"))), siti(), "16:30"),
        said(answer(tried()), siti(), "17:00"),
    ]);
    assert_eq!(outcomes(&stage), [Some(ClockOutcome::Interim), None]);
}

#[test]
fn what_is_told_after_the_answer_is_recorded_and_changes_no_result() {
    let answered = noise().and([said(answer(told()), siti(), "14:30")]);
    let again = answered.when(answer(told()), hana(), at("15:00")).then([Event::Answered {
        given: told(),
        ends: None,
        arms: Vec::new(),
    }]);
    assert_eq!(again.ticket().answers.len(), 2);
    assert_eq!(again.clock(ClockKind::Answer).stopped_at, Some(at("14:30")));
}

#[test]
fn a_channel_is_kept_as_it_was() {
    for channel in
        [AnswerChannel::Telephone, AnswerChannel::Whatsapp, AnswerChannel::Sms, AnswerChannel::InPerson]
    {
        let stage = noise().and([said(answer(GiveAnswer { channel, ..told() }), siti(), "14:30")]);
        let kept = &stage.ticket().answers[0];
        assert_eq!((kept.given.channel, kept.by.as_str(), kept.at), (channel, "Siti", at("14:30")));
    }
}

/// Noise, told by somebody who does not want to be called back.
fn hushed() -> Stage {
    let mut opening = opening(NOISE, at("14:05"));
    opening.reporter.call_back = false;
    given([said(Command::OpenTicket(opening), siti(), "14:06")])
}

#[test]
fn who_asked_not_to_be_called_back_is_not_called_without_a_reason() {
    let although = Some(text("rumahnya dikepung asap, harus diberi tahu"));
    for channel in [AnswerChannel::Telephone, AnswerChannel::Whatsapp, AnswerChannel::Sms] {
        for given in [told(), tried()].map(|given| GiveAnswer { channel, ..given }) {
            hushed().when(answer(given.clone()), siti(), at("14:30")).refused(Refusal::NoCallBack);
            let reasoned = GiveAnswer { although: although.clone(), ..given };
            for who in [siti(), hana()] {
                hushed().when(answer(reasoned.clone()), who, at("14:30")).happens(&["answered"]);
            }
            // Neither who opened it, nor who owns it, nor a supervisor.
            hushed().when(answer(reasoned), rudi(), at("14:30")).refused(Refusal::NoCallBack);
        }
    }
}

#[test]
fn what_needs_no_call_is_answered_as_ever() {
    let in_person = GiveAnswer { channel: AnswerChannel::InPerson, ..told() };
    for given in [in_person, told_in_call()] {
        hushed().when(answer(given), rudi(), at("14:30")).happens(&["answered"]);
    }
    // A further answer is a promise to call back.
    let promise = GiveAnswer { channel: AnswerChannel::DuringCall, ..interim(at("16:00")) };
    hushed().when(answer(promise), siti(), at("14:30")).refused(Refusal::NoCallBack);
    let told_otherwise = Correction::Reporter(Reporter { number: None, name: None, call_back: true });
    let stage = hushed().and([said(correct(1, told_otherwise), siti(), "14:20")]);
    stage.when(answer(told()), rudi(), at("14:30")).happens(&["answered"]);
}
