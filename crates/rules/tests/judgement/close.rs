use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::Command;
use kentongan_rules::event::Event;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{CloseOutcome, TicketState};

const OUTCOMES: [CloseOutcome; 5] = [
    CloseOutcome::Handled,
    CloseOutcome::Unfounded,
    CloseOutcome::HandedOver,
    CloseOutcome::Withdrawn,
    CloseOutcome::Cancelled,
];

fn fire() -> Stage {
    given([said(open(FIRE, "14:05"), siti(), "14:05:30")])
}
fn sent() -> Stage {
    fire().and([said(assign(1, [lead("DAMKAR"), support("PSC119")]), siti(), "14:06")])
}
fn done() -> Stage {
    sent().and([said(finish(1, 1), siti(), "14:50"), said(release(2, 1), siti(), "14:51")])
}
fn answered() -> Stage {
    done().and([said(answer(told()), siti(), "15:00")])
}

#[test]
fn what_is_done_and_answered_is_closed_by_an_operator() {
    let outcome = CloseOutcome::Handled;
    let event = Event::Closed { outcome, reason: None, overrode: false, late: false };
    let stage = answered().when(close(1, outcome), siti(), at("15:05")).then([event]);
    let ticket = stage.ticket();
    assert_eq!((ticket.state(), ticket.version), (TicketState::Closed, 2));
    let closed = ticket.closed.as_ref().unwrap();
    assert_eq!((closed.outcome, closed.at, closed.by.as_str()), (outcome, at("15:05"), "Siti"));
    assert_eq!(ticket.next_due(), None);
}

#[test]
fn forwarded_is_not_done() {
    for outcome in OUTCOMES.into_iter().filter(|one| *one != CloseOutcome::HandedOver) {
        let open = Refusal::OpenAssignments { agencies: vec!["DAMKAR".into(), "PSC119".into()] };
        sent().when(close_because(1, outcome), siti(), at("14:10")).refused(open);
    }
    let one_left = sent().and([said(finish(1, 1), siti(), "14:50")]);
    let open = Refusal::OpenAssignments { agencies: vec!["PSC119".into()] };
    one_left.when(close_because(1, CloseOutcome::Handled), siti(), at("14:51")).refused(open);
}

#[test]
fn a_copy_holds_nobody_up() {
    let stage = given([
        said(open(FIRE, "14:05"), siti(), "14:05:30"),
        said(assign(1, [lead("DAMKAR"), copy("POLRESTA")]), siti(), "14:06"),
        said(finish(1, 1), siti(), "14:50"),
        said(answer(told()), siti(), "15:00"),
    ]);
    stage.when(close(1, CloseOutcome::Handled), siti(), at("15:05")).happens(&["closed"]);
}

#[test]
fn the_caller_is_owed_an_answer_unless_they_withdrew_or_had_no_case() {
    for outcome in OUTCOMES {
        let judged = done().when(close_because(1, outcome), siti(), at("15:05"));
        if matches!(outcome, CloseOutcome::Withdrawn | CloseOutcome::Cancelled) {
            let stage = judged.happens(&["closed"]);
            assert_eq!(stage.clock(ClockKind::Answer).outcome, Some(ClockOutcome::Cancelled));
        } else if outcome == CloseOutcome::HandedOver {
            judged.refused(Refusal::NoReceipt);
        } else {
            judged.refused(Refusal::Unanswered);
        }
    }
}

#[test]
fn handled_is_said_of_what_somebody_did() {
    let nobody = Refusal::NobodyDone;
    let told_only = || fire().and([said(answer(told()), siti(), "14:20")]);
    told_only().when(close_because(1, CloseOutcome::Handled), siti(), at("14:30")).refused(nobody);
    told_only().when(close_because(1, CloseOutcome::Unfounded), siti(), at("14:30")).happens(&["closed"]);
}

#[test]
fn some_outcomes_say_why() {
    for outcome in OUTCOMES {
        let judged = answered().when(close(1, outcome), siti(), at("15:05"));
        if outcome == CloseOutcome::HandedOver {
            judged.refused(Refusal::NoReceipt);
        } else if outcome == CloseOutcome::Handled {
            judged.happens(&["closed"]);
        } else {
            judged.refused(Refusal::Missing { what: "reason".to_owned() });
        }
    }
}

#[test]
fn a_supervisor_closes_over_what_is_open_and_says_why() {
    let outcome = CloseOutcome::Handled;
    let event = Event::Closed { outcome, reason: Some(text("sebab")), overrode: true, late: false };
    let stage = sent().when(close_because(1, outcome), hana(), at("14:10")).then([event]);
    assert!(stage.ticket().clocks.iter().all(|c| !c.is_running()));
    assert_eq!(stage.clock(ClockKind::Arrive).outcome, Some(ClockOutcome::Cancelled));
    let open = Refusal::OpenAssignments { agencies: vec!["DAMKAR".into(), "PSC119".into()] };
    sent().when(close(1, outcome), hana(), at("14:10")).refused(open);
    // What needs no overriding is not marked as overridden.
    let plain = Event::Closed { outcome, reason: Some(text("sebab")), overrode: false, late: false };
    answered().when(close_because(1, outcome), hana(), at("15:10")).then([plain]);
    let unanswered = Event::Closed { outcome, reason: Some(text("sebab")), overrode: true, late: false };
    done().when(close_because(1, outcome), hana(), at("15:10")).then([unanswered]);
}

#[test]
fn closing_and_reopening_must_have_seen_the_present_version() {
    let outcome = CloseOutcome::Handled;
    answered().when(close(2, outcome), siti(), at("15:05")).refused(Refusal::Stale { now: 1 });
    given([]).when(close(1, outcome), siti(), at("15:05")).refused(Refusal::UnknownTicket);
    let closed = || answered().and([said(close(1, outcome), siti(), "15:05")]);
    closed().when(close(2, outcome), siti(), at("15:06")).refused(Refusal::Closed);
    closed().when(reopen(1), siti(), at("15:06")).refused(Refusal::Stale { now: 2 });
    answered().when(reopen(1), siti(), at("15:06")).refused(Refusal::NotClosed);
    given([]).when(reopen(1), siti(), at("15:06")).refused(Refusal::UnknownTicket);
    let silently = Command::Reopen { ticket: TICKET, seen: 2, reason: None };
    let refusal = Refusal::Missing { what: "reason".to_owned() };
    closed().when(silently, siti(), at("15:06")).refused(refusal);
}

#[test]
fn a_breach_stays_on_record_when_the_ticket_is_cancelled() {
    let stage = fire().and([said(close_because(1, CloseOutcome::Cancelled), siti(), "14:10")]);
    let dispatch = stage.clock(ClockKind::Dispatch);
    assert_eq!(dispatch.outcome, Some(ClockOutcome::Cancelled));
    assert_eq!(dispatch.breached_at, Some(at("14:06")));
}

#[test]
fn reopening_an_emergency_that_nobody_is_on_owes_a_dispatch() {
    let reopened = |stage: Stage| {
        let seen = stage.ticket().version;
        let closed = stage.and([said(close_because(seen, CloseOutcome::Cancelled), hana(), "14:52")]);
        closed.when(reopen(seen + 1), hana(), at("14:55")).happens(&["reopened"])
    };
    let running = |stage: &Stage| -> Vec<(ClockKind, u16)> {
        stage.ticket().running().map(|(_, c)| (c.kind, c.cycle)).collect()
    };
    let unsent = reopened(fire());
    assert_eq!(running(&unsent), [(ClockKind::Answer, 2), (ClockKind::Dispatch, 2)]);
    assert_eq!(unsent.clock(ClockKind::Dispatch).due_at, at("14:56"));
    assert_eq!(running(&reopened(done())), [(ClockKind::Answer, 2)]);
}

#[test]
fn reopening_owes_of_the_agencies_still_out_what_they_had_not_done() {
    let stage = sent().and([
        said(acknowledge(1, 1), siti(), "14:07"),
        said(close_because(1, CloseOutcome::Handled), hana(), "14:10"),
        said(reopen(2), hana(), "14:12"),
    ]);
    let running: Vec<_> = stage.ticket().running().map(|(_, c)| (c.kind, c.assignment, c.due_at)).collect();
    assert_eq!(
        running,
        [
            (ClockKind::Answer, None, at("+1 14:12")),
            (ClockKind::Arrive, Some(1), at("14:27")),
            (ClockKind::Acknowledge, Some(2), at("14:14")),
            (ClockKind::Arrive, Some(2), at("14:27")),
        ]
    );
}

#[test]
fn reopening_starts_a_cycle_and_leaves_every_earlier_result() {
    let mut stage = answered();
    let mut results = vec![Some(ClockOutcome::Met)];
    for n in 0..4 {
        let version = stage.ticket().version;
        let now = |minute: i64| at("16:00") + kentongan_rules::time::Span::minutes(n * 10 + minute);
        stage = stage
            .when(close(version, CloseOutcome::Handled), siti(), now(0))
            .happens(&["closed"])
            .when(reopen(version + 1), siti(), now(1))
            .happens(&["reopened"]);
        let answers = |s: &Stage| -> Vec<_> {
            s.ticket().clocks.iter().filter(|c| c.kind == ClockKind::Answer).map(|c| c.outcome).collect()
        };
        results.push(None);
        assert_eq!(answers(&stage), results);
        let next = stage.clock(ClockKind::Answer);
        assert_eq!((next.started_at, next.cycle), (now(1), stage.ticket().cycle));
        assert_eq!(stage.ticket().state(), TicketState::Done);
        stage = stage.when(answer(told()), siti(), now(2)).happens(&["answered"]);
        results.pop();
        results.push(Some(ClockOutcome::Met));
    }
    assert_eq!(stage.ticket().cycle, 5);
}
