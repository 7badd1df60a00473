//! What was taken on paper while the room was down, typed in when it is back.

use crate::stage::commands::*;
use crate::stage::people::{hana, of, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Role;
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::{Command, OpenTicket, Progress};
use kentongan_rules::id::PaperNo;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::text::Sealed;
use kentongan_rules::time::{At, Span};

fn on_form(no: &str, called_at: At) -> Command<Sealed> {
    let paper = Some(PaperNo(no.to_owned()));
    Command::OpenTicket(OpenTicket { paper, ..opening(FIRE, called_at) })
}
fn told_at(clock: &str) -> Command<Sealed> {
    match assign(1, [lead("DAMKAR")]) {
        Command::Assign { ticket, seen, plan, to, departures, .. } => {
            Command::Assign { ticket, seen, plan, to, departures, at: Some(at(clock)) }
        }
        other => other,
    }
}
/// A fire of 14:05, typed in at 18:00.
fn typed_in() -> Stage {
    given([said(on_form("261123-K03", at("14:05")), siti(), "18:00")])
}
fn dated(command: Command<Sealed>, clock: &str) -> Command<Sealed> {
    let on = |step: Progress| Progress { at: Some(at(clock)), ..step };
    match command {
        Command::Acknowledge(step) => Command::Acknowledge(on(step)),
        Command::Arrive(step) => Command::Arrive(on(step)),
        other => other,
    }
}

#[test]
fn an_operator_types_in_a_form_with_its_own_times_and_the_clocks_go_by_them() {
    // Alarms of what was late when it was typed in came first, and change nothing.
    let stage = typed_in().sweep(at("18:00:05")).and([
        said(told_at("14:05:40"), siti(), "18:01"),
        said(dated(acknowledge(1, 1), "14:07"), siti(), "18:02"),
        said(dated(arrive(1, 2), "14:19"), siti(), "18:03"),
    ]);
    let ticket = stage.ticket();
    assert_eq!(ticket.paper, Some(PaperNo("261123-K03".to_owned())));
    assert_eq!((ticket.called_at, ticket.opened_at), (at("14:05"), at("18:00")));
    let sent = ticket.assignment(1).unwrap();
    let times = (sent.sent_at, sent.acknowledged_at, sent.on_scene_at);
    assert_eq!(times, (at("14:05:40"), Some(at("14:07")), Some(at("14:19"))));
    for kind in [ClockKind::Dispatch, ClockKind::Acknowledge, ClockKind::Arrive] {
        assert_eq!(stage.clock(kind).outcome, Some(ClockOutcome::Met), "{kind:?}");
    }
    // Each is recorded when it was typed.
    let recorded: Vec<At> = stage.journal.iter().rev().take(3).map(|one| one.meta.recorded_at).collect();
    assert_eq!(recorded, [at("18:03"), at("18:02"), at("18:01")]);
}

#[test]
fn late_on_paper_is_late() {
    let stage = typed_in().and([said(told_at("14:30"), siti(), "18:01")]);
    assert_eq!(stage.clock(ClockKind::Dispatch).outcome, Some(ClockOutcome::Missed));
}

#[test]
fn a_form_is_of_the_last_seven_days_has_its_number_and_is_nobodys_who_is_not_signed_in() {
    let day = Span::hours(24);
    let now = at("+8 14:05");
    given([]).when(on_form("261123-K03", now - Span(7 * day.0)), siti(), now).happens(&["called", "opened"]);
    for wrong in [now + Span(1), now - Span(7 * day.0) - Span(1)] {
        given([]).when(on_form("261123-K03", wrong), siti(), now).refused(Refusal::WrongTime);
    }
    for no in ["", "3", "261123-K3", "261123-k03", "2611234-K03", "26112x-K03", "261123-K03 "] {
        let malformed = Refusal::Malformed { what: "paper".to_owned() };
        given([]).when(on_form(no, now - day), siti(), now).refused(malformed);
    }
    given([]).when(on_form("261123-K03", now - day), of(Role::Desk), now).refused(Refusal::NotAllowed);
    // Without a form a call is of today.
    let bare = Command::OpenTicket(opening(FIRE, now - day));
    given([]).when(bare, siti(), now).refused(Refusal::WrongTime);
}

#[test]
fn what_happened_after_it_was_typed_in_is_dated_as_everywhere() {
    typed_in().when(told_at("18:10"), siti(), at("18:30")).refused(Refusal::BackDating);
    typed_in().when(told_at("18:10"), hana(), at("18:30")).happens(&["assigned"]);
    for wrong in ["14:04", "18:31"] {
        typed_in().when(told_at(wrong), hana(), at("18:30")).refused(Refusal::WrongTime);
    }
    // Without a form only a supervisor dates a sending back.
    let live = || given([said(open(FIRE, "14:05"), siti(), "14:05:30")]);
    live().when(told_at("14:06"), siti(), at("14:20")).refused(Refusal::BackDating);
    live().when(told_at("14:06"), hana(), at("14:20")).happens(&["assigned"]);
    live().when(told_at("14:19"), siti(), at("14:20")).happens(&["assigned"]);
}
