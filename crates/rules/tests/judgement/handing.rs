//! What another body took over: the receipt, who has stopped watching, and that nothing is handed over by word alone.

use crate::laws::{histories, play, seeds};
use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::clock::{ClockKind, ClockOutcome, Level};
use kentongan_rules::command::Command;
use kentongan_rules::event::Event;
use kentongan_rules::handoff::{HandedCaller, Handoff, handoff};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::{Agency, Body, Severity};
use kentongan_rules::ticket::{AssignmentState, CloseOutcome, Ticket, TicketState};
use kentongan_rules::time::Seq;
use kentongan_rules::view::Viewer;
use kentongan_rules::view::row::ticket_row;
use proptest::prelude::*;
use std::collections::BTreeMap;

/// A fire whose place is another regency's: told to its centre.
fn sent() -> Stage {
    given([
        said(open(FIRE, "14:05"), siti(), "14:05:30"),
        said(assign(1, [lead("CC112-SBY"), support("DAMKAR")]), siti(), "14:06"),
    ])
}
fn taken() -> Stage {
    sent().and([said(accept(1, 1, Some("SBY-0912")), siti(), "14:07")])
}
fn missing(what: &str) -> Refusal {
    Refusal::Missing { what: what.to_owned() }
}

#[test]
fn a_receipt_stops_the_watch_and_the_rest_is_the_bodys_own() {
    let reference = Some("SBY-0912".to_owned());
    let event = Event::Accepted { assignment: 1, by: "Bowo".to_owned(), reference, arms: Vec::new() };
    let stage = sent().when(accept(1, 1, Some(" SBY-0912 ")), siti(), at("14:07")).then([event]);
    let one = stage.ticket().assignment(1).unwrap();
    assert_eq!(
        (one.state, one.acknowledged_at, one.ended_at),
        (AssignmentState::HandedOver, Some(at("14:07")), Some(at("14:07")))
    );
    let receipt = one.receipt().unwrap();
    assert_eq!((receipt.by.as_str(), receipt.reference.as_deref()), ("Bowo", Some("SBY-0912")));
    let of = |kind| stage.ticket().clocks.iter().find(|c| c.assignment == Some(1) && c.kind == kind).unwrap();
    assert_eq!(of(ClockKind::Acknowledge).outcome, Some(ClockOutcome::Met));
    assert_eq!(of(ClockKind::Arrive).outcome, Some(ClockOutcome::Cancelled), "nobody promised the room that");
    // The caller is owed an answer all the same, and so is whoever else was sent.
    assert!(stage.clock(ClockKind::Answer).is_running());
    assert_eq!(stage.ticket().state(), TicketState::Open);
}

#[test]
fn until_there_is_a_receipt_it_is_watched() {
    let late = |stage: Stage| {
        let clocks = stage.sweep(at("14:30")).ticket().clocks.clone();
        let late = clocks.into_iter().filter(|c| c.assignment == Some(1) && c.level() >= Some(Level::Late));
        late.map(|c| c.kind).collect::<Vec<_>>()
    };
    assert_eq!(late(sent()), [ClockKind::Acknowledge, ClockKind::Arrive]);
    assert_eq!(late(taken()), []);
}

#[test]
fn law_39_nothing_is_handed_over_without_a_receipt() {
    let outcome = CloseOutcome::HandedOver;
    let over = |stage: Stage| {
        stage.and([said(release(2, 1), siti(), "14:20"), said(answer(told()), siti(), "14:21")])
    };
    // Sent, and even taken by word: nobody there has said that it is theirs.
    let by_word = over(sent().and([said(acknowledge(1, 1), siti(), "14:07")]));
    for by in [siti(), hana()] {
        by_word.clone().when(close_because(1, outcome), by.clone(), at("14:30")).refused(Refusal::NoReceipt);
        over(sent()).when(close_because(1, outcome), by, at("14:30")).refused(Refusal::NoReceipt);
    }
    let event = Event::Closed { outcome, reason: None, overrode: false, late: false };
    over(taken()).when(close(1, outcome), siti(), at("14:30")).then([event]);
    // What our own agency did is handled, not handed over.
    let own = given([
        said(open(FIRE, "14:05"), siti(), "14:05:30"),
        said(assign(1, [lead("DAMKAR")]), siti(), "14:06"),
        said(finish(1, 1), siti(), "14:50"),
        said(answer(told()), siti(), "15:00"),
    ]);
    own.when(close(1, outcome), siti(), at("15:05")).refused(Refusal::NoReceipt);
    // A receipt is not everything: another agency is out, and the caller waits.
    let open = Refusal::OpenAssignments { agencies: vec!["DAMKAR".into()] };
    taken().when(close(1, outcome), siti(), at("14:30")).refused(open);
    let untold = taken().and([said(release(2, 1), siti(), "14:20")]);
    untold.when(close(1, outcome), siti(), at("14:30")).refused(Refusal::Unanswered);
    // That it is done is said of what somebody did.
    over(taken()).when(close(1, CloseOutcome::Handled), siti(), at("14:30")).refused(Refusal::NobodyDone);
}

#[test]
fn what_became_of_a_child_is_its_parents() {
    let outcome = CloseOutcome::HandedOver;
    let family = |parent: Stage| {
        parent.and([
            said(open_other(FIRE, "14:06"), siti(), "14:06:30"),
            said(Command::Attach { ticket: OTHER, seen: 1, parent: TICKET }, siti(), "14:08"),
            said(Command::Answer { ticket: OTHER, answer: told() }, siti(), "14:09"),
        ])
    };
    let end = Command::Close { ticket: OTHER, seen: 2, outcome, reason: None };
    family(sent()).when(end.clone(), siti(), at("14:30")).refused(Refusal::NoReceipt);
    family(taken()).when(end, siti(), at("14:30")).happens(&["closed"]);
}

#[test]
fn what_is_no_receipt_is_refused() {
    let lapor = given([
        said(open(NOISE, "14:05"), siti(), "14:06"),
        said(assign(1, [lead("LAPOR")]), siti(), "14:10"),
    ]);
    let try_it = |reference: Option<&str>| lapor.clone().when(accept(1, 1, reference), siti(), at("14:20"));
    // LAPOR! gives every case an id: without it nothing is there.
    try_it(None).refused(missing("reference"));
    try_it(Some("  ")).refused(missing("reference"));
    try_it(Some("sudah masuk")).refused(Refusal::Malformed { what: "reference".to_owned() });
    try_it(Some(&"1".repeat(41))).refused(Refusal::TooLong { what: "reference".to_owned(), longest: 40 });
    try_it(Some("#8123456")).happens(&["accepted"]);
    // Of others a name is enough; our own agencies take nothing over.
    sent().when(accept(1, 1, None), siti(), at("14:07")).happens(&["accepted"]);
    sent().when(accept(2, 1, None), siti(), at("14:07")).refused(Refusal::NoBody { agency: "DAMKAR".into() });
    let copied = given([
        said(open(FIRE, "14:05"), siti(), "14:05:30"),
        said(assign(1, [lead("DAMKAR"), copy("PLN")]), siti(), "14:06"),
    ]);
    copied.when(accept(2, 1, None), siti(), at("14:07")).refused(Refusal::NoBody { agency: "PLN".into() });
    sent().when(accept(1, 2, None), siti(), at("14:07")).refused(Refusal::Stale { now: 1 });
}

#[test]
fn a_mistyped_receipt_is_said_again() {
    let again = taken().when(accept(1, 2, Some("SBY-0921")), siti(), at("14:09")).happens(&["accepted"]);
    let one = again.ticket().assignment(1).unwrap();
    assert_eq!(one.receipt().unwrap().reference.as_deref(), Some("SBY-0921"));
    taken().when(accept(1, 2, Some("SBY-0912")), siti(), at("14:09")).refused(Refusal::NothingChanged);
}

#[test]
fn what_a_body_gives_back_is_sent_again_and_its_receipt_is_void() {
    let alone = given([
        said(open(FIRE, "14:05"), siti(), "14:05:30"),
        said(assign(1, [lead("CC112-SBY")]), siti(), "14:06"),
        said(accept(1, 1, None), siti(), "14:07"),
    ]);
    let back = alone.and([said(give_back(1, 2), siti(), "14:30")]);
    let one = back.ticket().assignment(1).unwrap();
    assert_eq!((one.state, one.receipt()), (AssignmentState::Returned, None));
    let owed: Vec<_> = back.ticket().running().map(|(_, c)| c.kind).collect();
    assert_eq!(owed, [ClockKind::Answer, ClockKind::Dispatch], "nobody is on it: it is sent again");
    let again = back.and([said(assign(1, [lead("BPBD")]), siti(), "14:31")]);
    let answered = again.and([said(release(2, 1), siti(), "14:40"), said(answer(told()), siti(), "14:41")]);
    answered.when(close(1, CloseOutcome::HandedOver), siti(), at("14:45")).refused(Refusal::NoReceipt);
}

#[test]
fn a_body_may_say_later_that_it_is_done() {
    let stage = taken().and([said(release(2, 1), siti(), "14:20"), said(finish(1, 2), siti(), "15:00")]);
    assert_eq!(stage.ticket().state(), TicketState::Done);
    assert!(stage.ticket().assignment(1).unwrap().receipt().is_some());
    // What our own did last, or before, is to be verified in either order.
    let last = sent().and([said(finish(2, 1), siti(), "14:20"), said(accept(1, 1, None), siti(), "14:30")]);
    let first = sent().and([said(accept(1, 1, None), siti(), "14:20"), said(finish(2, 1), siti(), "14:30")]);
    for stage in [last, first] {
        let verify: Vec<_> = stage.ticket().running().filter(|(_, c)| c.kind == ClockKind::Verify).collect();
        assert_eq!((verify.len(), verify[0].1.started_at), (1, at("14:30")));
    }
}

#[test]
fn the_bodies_are_a_rooms_to_change() {
    let stage = sent();
    let damkar = stage.setup.region.agency(&"DAMKAR".into()).unwrap().clone();
    let takes = Agency { body: Some(Body::default()), ..damkar.clone() };
    let changed = stage.and([said(Command::ChangeAgency(change(damkar, takes)), hana(), "14:06:30")]);
    changed.when(accept(2, 1, None), siti(), at("14:07")).happens(&["accepted"]);
}

fn document(stage: &Stage, to: &str) -> Option<Handoff> {
    let unseal = |_| Some("dikatakan".to_owned());
    let row = ticket_row(stage.ticket(), Seq(1), &Viewer::from(&siti()), &unseal);
    handoff("Sidoarjo", &row, stage.setup.region.agency(&to.into())?, at("14:10"))
}

#[test]
fn the_document_tells_each_body_what_it_may_know() {
    let stage = sent().and([said(en_route(2, 1), siti(), "14:08"), said(acknowledge(1, 1), siti(), "14:09")]);
    let centre = document(&stage, "CC112-SBY").unwrap();
    assert_eq!(
        (centre.from.as_str(), centre.severity, &centre.number),
        ("Sidoarjo", Severity::Critical, &stage.ticket().number)
    );
    assert!(matches!(centre.caller, HandedCaller::Known { name: Some(_), number: Some(_) }));
    // What it has done itself it knows.
    let done: Vec<_> = centre.done.iter().map(|step| (step.agency.as_str(), step.state, step.at)).collect();
    assert_eq!(done, [("DAMKAR", AssignmentState::EnRoute, at("14:08"))]);
    assert_eq!(document(&stage, "LAPOR").unwrap().caller, HandedCaller::Withheld);
    assert_eq!(document(&stage, "DAMKAR"), None, "it works for the room");
}

#[test]
fn who_asked_not_to_be_called_is_called_by_nobody_else_either() {
    let mut quiet = opening(FIRE, at("14:05"));
    quiet.reporter.call_back = false;
    let stage = given([said(Command::OpenTicket(quiet), siti(), "14:05:30")]);
    assert_eq!(document(&stage, "POLRESTA").unwrap().caller, HandedCaller::NotToBeCalled);
}

#[test]
fn what_may_not_be_read_is_not_handed_over() {
    let stage = given([said(open(VIOLENCE, "14:05"), crate::stage::people::rudi(), "14:06")]);
    assert_eq!(document(&stage, "POLRESTA"), None);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: histories(), failure_persistence: None, ..ProptestConfig::default() })]

    /// Whatever is said in whatever order: a ticket that is closed as handed over has a receipt, or its parent has.
    #[test]
    fn law_39_whatever_happens_a_hand_over_has_its_receipt(seeds in seeds(60)) {
        play(&seeds, |before: &BTreeMap<_, Ticket>, after: &BTreeMap<_, Ticket>| {
            for ticket in after.values() {
                let closed = |ticket: &Ticket| ticket.closed.as_ref().is_some_and(|c| c.outcome == CloseOutcome::HandedOver);
                if closed(ticket) && !before.get(&ticket.id).is_some_and(closed) {
                    let parent = ticket.parent.and_then(|id| after.get(&id));
                    let mut all = ticket.assignments.iter().chain(parent.iter().flat_map(|p| &p.assignments));
                    assert!(all.any(|one| one.receipt().is_some()));
                }
            }
        });
    }
}
