//! Who is told at each level, by which way, and what becomes of it.

use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::clock::{ClockKind, ClockOutcome, DeliveryState, Level, Outlet, Recipient};
use kentongan_rules::command::{Command, OpenTicket};
use kentongan_rules::event::Event;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::{CloseOutcome, TicketState};
use kentongan_rules::time::Span;

fn complaint() -> Stage {
    given([said(open(NOISE, "08:00"), siti(), "08:01")])
}
fn sent() -> Stage {
    complaint().and([said(assign(1, [lead("SATPOLPP")]), siti(), "08:05")])
}
fn done() -> Stage {
    sent().and([said(finish(1, 1), siti(), "09:00")])
}
fn answer_no(stage: &Stage) -> u16 {
    stage.ticket().clocks.iter().position(|c| c.kind == ClockKind::Answer).unwrap() as u16
}

#[test]
fn each_level_tells_its_own_people_by_their_own_ways() {
    let stage = complaint().sweep(at("+2 09:00"));
    let told: Vec<_> = stage
        .clock(ClockKind::Answer)
        .fired
        .iter()
        .map(|f| {
            let mut outlets: Vec<_> = f.deliveries.iter().map(|d| (d.recipient, d.outlet)).collect();
            outlets.sort_unstable();
            (f.level, outlets)
        })
        .collect();
    use Outlet::{Notification, Sound, Task};
    use Recipient::{District, Head, Operator, Secretary, Supervisor};
    let operator = vec![(Operator, Notification), (Operator, Sound)];
    let supervisor = vec![(Supervisor, Notification), (Supervisor, Sound)];
    let both: Vec<_> = operator.iter().chain(&supervisor).copied().collect();
    let and = |last| supervisor.iter().copied().chain([(last, Task)]).collect::<Vec<_>>();
    assert_eq!(
        told,
        [
            (Level::Half, vec![]),
            (Level::Soon, vec![(Operator, Notification)]),
            (Level::Urgent, operator.clone()),
            (Level::Late, operator.clone()),
            (Level::Supervisor, both),
            (Level::Head, [and(Head), vec![(District, Task)]].concat()),
            (Level::Secretary, and(Secretary)),
        ]
    );
}

#[test]
fn what_is_merely_soon_is_seen_and_said_only_of_an_answer() {
    let stage = given([said(open(FIRE, "08:00"), siti(), "08:00:01")]).sweep(at("08:00:30"));
    let dispatch = stage.clock(ClockKind::Dispatch);
    assert_eq!(dispatch.level(), Some(Level::Soon));
    assert_eq!(dispatch.fired[0].deliveries, []);
}

#[test]
fn a_failed_channel_never_marks_an_alarm_done_and_is_tried_again() {
    let stage = complaint().sweep(at("+1 08:30"));
    let no = answer_no(&stage);
    let states = |stage: &Stage| -> Vec<_> {
        let all = stage.clock(ClockKind::Answer).fired.iter().flat_map(|f| &f.deliveries);
        all.filter(|d| d.outlet == Outlet::Notification).map(|d| (d.state, d.attempt)).collect()
    };
    let failed = stage
        .when(delivery(no, Outlet::Notification, false), Actor::clock(), at("+1 08:30:01"))
        .happens(&["delivered"]);
    assert_eq!(states(&failed), [(DeliveryState::Failed, 1); 3]);
    assert!(failed.clock(ClockKind::Answer).asks());
    let handed = failed.and([said(delivery(no, Outlet::Notification, true), Actor::clock(), "+1 08:31")]);
    assert_eq!(states(&handed), [(DeliveryState::HandedOver, 2); 3]);
    assert!(handed.clock(ClockKind::Answer).asks(), "handing over is not acknowledging");
    let again = delivery(no, Outlet::Notification, true);
    handed.when(again, Actor::clock(), at("+1 08:32")).refused(Refusal::NothingChanged);
}

#[test]
fn each_delivery_is_recorded_by_itself() {
    let stage = complaint().sweep(at("+2 09:00"));
    let no = answer_no(&stage);
    let tried = |stage: &Stage, outlet| -> Vec<_> {
        let all = stage.clock(ClockKind::Answer).fired.iter().flat_map(|f| &f.deliveries);
        all.filter(|d| d.outlet == outlet).map(|d| d.attempt).collect()
    };
    let told = stage.and([said(tell(no, Recipient::Head), hana(), "+2 09:05")]);
    let left = [Recipient::District, Recipient::Secretary];
    assert_eq!(told.clock(ClockKind::Answer).tasks(), left, "who was not told");
    let shown = told.and([said(delivery(no, Outlet::Notification, true), Actor::clock(), "+2 09:06")]);
    assert!(tried(&shown, Outlet::Sound).iter().all(|times| *times == 0));
    assert!(tried(&shown, Outlet::Notification).iter().all(|times| *times == 1));
    // The next one does not hand over again what was.
    let soon = complaint().sweep(at("+1 04:00"));
    let no = answer_no(&soon);
    let first = soon.and([said(delivery(no, Outlet::Notification, true), Actor::clock(), "+1 04:00:01")]);
    let urgent = first.sweep(at("+1 07:00"));
    let both = urgent.and([said(delivery(no, Outlet::Notification, true), Actor::clock(), "+1 07:00:01")]);
    assert_eq!(tried(&both, Outlet::Notification), [1, 1]);
}

#[test]
fn who_has_no_account_is_told_by_a_supervisor_and_by_name() {
    let stage = complaint().sweep(at("+1 13:00"));
    let no = answer_no(&stage);
    assert_eq!(stage.clock(ClockKind::Answer).tasks(), [Recipient::Head, Recipient::District]);
    stage
        .clone()
        .when(tell(no, Recipient::Secretary), hana(), at("+1 13:05"))
        .refused(Refusal::NothingChanged);
    let nameless =
        Command::Tell { ticket: TICKET, clock: no, recipient: Recipient::Head, to: " ".to_owned() };
    let missing = Refusal::Missing { what: "recipient".to_owned() };
    stage.clone().when(nameless, hana(), at("+1 13:05")).refused(missing);
    let told = stage.and([
        said(tell(no, Recipient::Head), hana(), "+1 13:05"),
        said(tell(no, Recipient::District), hana(), "+1 13:06"),
    ]);
    assert!(told.clock(ClockKind::Answer).tasks().is_empty());
    let head = told.clock(ClockKind::Answer).fired.iter().flat_map(|f| &f.deliveries);
    let head: Vec<_> = head.filter(|d| d.outlet == Outlet::Task).collect();
    assert_eq!((head[0].state, head[0].to.as_deref()), (DeliveryState::Done, Some("Bu Ratna")));
}

#[test]
fn where_nobody_named_a_district_no_district_head_is_told() {
    let nowhere = OpenTicket { place: somewhere(), ..opening(NOISE, at("09:00")) };
    let stage = given([said(Command::OpenTicket(nowhere), siti(), "09:01")]).sweep(at("+1 13:00"));
    assert_eq!(stage.clock(ClockKind::Answer).tasks(), [Recipient::Head]);
}

#[test]
fn law_21_no_orphan_without_its_alarm() {
    for stage in [complaint(), given([said(open(FIRE, "08:00"), siti(), "08:01")])] {
        let returned = stage.and([
            said(assign(1, [lead("SATPOLPP")]), siti(), "08:05"),
            said(give_back(1, 1), siti(), "08:20"),
        ]);
        assert_eq!(returned.ticket().next_due(), Some(at("08:20")), "at once");
        let told = returned.sweep(at("08:20"));
        let dispatch = told.clock(ClockKind::Dispatch);
        assert_eq!(dispatch.level(), Some(Level::Orphan));
        assert!(dispatch.asks());
        let recipients: Vec<_> = dispatch.fired[0].deliveries.iter().map(|d| d.recipient).collect();
        assert!(recipients.contains(&Recipient::Operator) && recipients.contains(&Recipient::Supervisor));
        let again = told.and([said(assign(1, [lead("BPBD")]), siti(), "08:25")]);
        assert!(!again.clock(ClockKind::Dispatch).is_running());
    }
    // Somebody is still on it, or has done it.
    let two = complaint().and([
        said(assign(1, [lead("SATPOLPP"), support("BPBD")]), siti(), "08:05"),
        said(give_back(1, 1), siti(), "08:20"),
    ]);
    assert!(!two.ticket().clocks.iter().any(|c| c.kind == ClockKind::Dispatch));
}

#[test]
fn law_21_the_spans_of_one_agency_after_another_add_up_to_the_tickets() {
    let mut stage = given([said(open(FIRE, "08:00"), siti(), "08:01")]);
    for (no, agency, sent, back) in
        [(1, "SATPOLPP", "08:05", "08:20"), (2, "BPBD", "08:25", "08:50"), (3, "PMI", "08:51", "09:15")]
    {
        let given_back =
            [said(assign(1, [lead(agency)]), siti(), sent), said(give_back(no, 1), siti(), back)];
        stage = stage.and(given_back).sweep(at(back));
    }
    let stage =
        stage.and([said(assign(1, [lead("DAMKAR")]), siti(), "09:16"), said(finish(4, 1), siti(), "09:40")]);
    let ticket = stage.ticket();
    let sending = ticket.clocks.iter().filter(|c| c.kind == ClockKind::Dispatch);
    let sending = sending.map(|c| (c.started_at, c.stopped_at.unwrap()));
    let out = ticket.assignments.iter().map(|a| (a.sent_at, a.ended_at.unwrap()));
    let mut spans: Vec<_> = sending.chain(out).collect();
    spans.sort_unstable();
    assert_eq!(spans.len(), 8);
    assert!(spans.windows(2).all(|pair| pair[0].1 == pair[1].0), "no gap, and nobody twice: {spans:?}");
    let sum = spans.iter().map(|(from, to)| (*to - *from).0).sum();
    assert_eq!(Span(sum), at("09:40") - ticket.called_at);
    // What an agency owes is owed from when it was told and no longer than it is out.
    for clock in &ticket.clocks {
        if let Some(agency) = clock.assignment.and_then(|no| ticket.assignment(no)) {
            assert_eq!((clock.started_at, clock.stopped_at), (agency.sent_at, agency.ended_at));
        }
    }
    let orphans = stage.fired().into_iter().filter(|(_, level, _)| *level == Level::Orphan);
    assert_eq!(orphans.map(|(_, _, late)| late).collect::<Vec<_>>(), [Span(0); 3]);
}

#[test]
fn law_22_returned_is_never_a_breach_and_the_next_agency_has_full_time() {
    let stage = sent()
        .and([said(give_back(1, 1), siti(), "08:30"), said(assign(1, [lead("BPBD")]), siti(), "08:40")]);
    for clock in stage.ticket().clocks.iter().filter(|c| c.assignment == Some(1)) {
        assert_eq!(
            (clock.outcome, clock.breached_at),
            (Some(ClockOutcome::Cancelled), None),
            "{:?}",
            clock.kind
        );
    }
    for clock in stage.ticket().clocks.iter().filter(|c| c.assignment == Some(2)) {
        assert_eq!(clock.started_at, at("08:40"));
    }
    let first = sent();
    let of = |stage: &Stage, no| {
        let found = stage.ticket().clocks.iter().find(|c| c.assignment == Some(no)).cloned();
        found.map(|c| (c.kind, c.allowed))
    };
    assert_eq!(of(&first, 1), of(&stage, 2));
    assert_eq!(stage.clock(ClockKind::Answer).due_at, at("+1 08:00"));
}

#[test]
fn when_all_are_done_the_room_owes_its_word() {
    let stage = done();
    assert_eq!(stage.ticket().state(), TicketState::Done);
    let verify = stage.clock(ClockKind::Verify);
    assert_eq!((verify.started_at, verify.due_at), (at("09:00"), at("+1 09:00")));
    let confirmed = stage.clone().when(confirm(1), siti(), at("10:00")).happens(&["confirmed"]);
    assert_eq!(confirmed.clock(ClockKind::Verify).outcome, Some(ClockOutcome::Met));
    assert_eq!(confirmed.ticket().version, 2);
    confirmed.when(confirm(2), siti(), at("10:01")).refused(Refusal::NothingChanged);
    // Closing it as handled is the room's word too; as something else it is none.
    let told = stage.and([said(answer(told()), siti(), "10:00")]);
    let closed = told.clone().and([said(close(1, CloseOutcome::Handled), siti(), "10:01")]);
    assert_eq!(closed.clock(ClockKind::Verify).outcome, Some(ClockOutcome::Met));
    let unfounded = told.and([said(close_because(1, CloseOutcome::Unfounded), siti(), "10:01")]);
    assert_eq!(unfounded.clock(ClockKind::Verify).outcome, Some(ClockOutcome::Cancelled));
}

#[test]
fn nothing_is_confirmed_before_it_is_done_and_a_new_agency_takes_the_word_back() {
    complaint().when(confirm(1), siti(), at("09:00")).refused(Refusal::NotDone);
    sent().when(confirm(1), siti(), at("09:00")).refused(Refusal::NotDone);
    sent().when(confirm(7), siti(), at("09:00")).refused(Refusal::Stale { now: 1 });
    let more = done().and([said(assign(1, [support("BPBD")]), siti(), "09:30")]);
    assert_eq!(more.clock(ClockKind::Verify).outcome, Some(ClockOutcome::Cancelled));
    let both = more.and([said(finish(2, 1), siti(), "10:00")]);
    assert_eq!(both.ticket().running().filter(|(_, c)| c.kind == ClockKind::Verify).count(), 1);
}

#[test]
fn the_last_to_be_given_back_or_not_needed_leaves_what_the_others_did_to_be_verified() {
    let two = || {
        complaint().and([
            said(assign(1, [lead("SATPOLPP"), support("BPBD")]), siti(), "08:05"),
            said(finish(1, 1), siti(), "08:30"),
        ])
    };
    assert!(!two().ticket().clocks.iter().any(|c| c.kind == ClockKind::Verify));
    for end in [give_back(2, 1), release(2, 1)] {
        let stage = two().and([said(end, siti(), "08:40")]);
        assert_eq!(stage.clock(ClockKind::Verify).started_at, at("08:40"));
        assert!(!stage.ticket().running().any(|(_, c)| c.kind == ClockKind::Dispatch));
    }
}

#[test]
fn law_37_a_prank_found_after_its_answer_was_due_needs_a_second_person_and_is_marked() {
    let late = at("+1 09:00");
    let outcome = CloseOutcome::Cancelled;
    complaint().when(close_because(1, outcome), siti(), late).refused(Refusal::SecondPerson);
    let event = Event::Closed { outcome, reason: Some(text("sebab")), overrode: false, late: true };
    complaint().when(close_because(1, outcome), hana(), late).then([event]);
    // Before it was due the operator's reason is enough.
    let event = Event::Closed { outcome, reason: Some(text("sebab")), overrode: false, late: false };
    complaint().when(close_because(1, outcome), siti(), at("09:00")).then([event]);
}

#[test]
fn law_28_a_corrected_clock_withdraws_what_it_should_not_have_fired() {
    let ahead = complaint();
    let mut stage = ahead;
    let sweep = Command::Sweep { ticket: TICKET, suspect: true };
    stage.perform(&sweep, &Actor::clock(), at("+1 09:00")).unwrap();
    let answer = stage.clock(ClockKind::Answer);
    assert!(answer.fired.iter().all(|f| f.suspect) && answer.asks());
    assert_eq!(answer.breached_at, None, "no fact was late");
    let stage = stage.when(withdraw(), Actor::clock(), at("09:00")).happens(&["alarms_withdrawn"]);
    let answer = stage.clock(ClockKind::Answer);
    assert!(!answer.asks());
    assert_eq!(stage.ticket().next_due(), Some(at("20:00")), "the silent mark, at its own time");
    stage.clone().when(withdraw(), Actor::clock(), at("09:01")).refused(Refusal::NothingChanged);
    // At their own time they fire once more, and for good.
    let again = stage.sweep(at("+1 08:00"));
    assert!(again.clock(ClockKind::Answer).asks());
}
