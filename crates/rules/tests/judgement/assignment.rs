use crate::stage::commands::*;
use crate::stage::people::{hana, rudi, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::calendar::Target;
use kentongan_rules::clock::{ClockKind, ClockOutcome};
use kentongan_rules::command::{Command, OpenTicket, Progress};
use kentongan_rules::event::Event;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::Duty;
use kentongan_rules::ticket::{AssignmentRole, AssignmentState, CloseOutcome, Sending, TicketKind};
use kentongan_rules::time::{At, Span};

fn fire() -> Stage {
    given([said(open(FIRE, "14:05"), siti(), "14:05:30")])
}
fn sent() -> Stage {
    fire().and([said(assign(1, [lead("DAMKAR"), support("PSC119")]), siti(), "14:06")])
}
fn missing(what: &str) -> Refusal {
    Refusal::Missing { what: what.to_owned() }
}

#[test]
fn sending_stops_dispatch_and_starts_each_agencys_own_clocks() {
    let arms = |no| {
        vec![
            arm(ClockKind::Acknowledge, Some(no), "14:06", Span::minutes(2)),
            arm(ClockKind::Arrive, Some(no), "14:06", Span::minutes(15)),
        ]
    };
    let told = |assignment, sending: Sending, arms| Event::Assigned {
        assignment,
        plan: "R-03".to_owned(),
        plan_version: Some(1),
        sending,
        arms,
    };
    let to = vec![lead("DAMKAR"), support("PSC119"), copy("POLRESTA")];
    let command =
        Command::Assign { ticket: TICKET, seen: 1, plan: "R-03".to_owned(), to, departures: None, at: None };
    let stage = fire().when(command, siti(), at("14:06")).then([
        told(1, lead("DAMKAR"), arms(1)),
        told(2, support("PSC119"), arms(2)),
        // A copy owes nothing.
        told(3, copy("POLRESTA"), Vec::new()),
    ]);
    let dispatch = stage.clock(ClockKind::Dispatch);
    assert_eq!((dispatch.outcome, dispatch.stopped_at), (Some(ClockOutcome::Met), Some(at("14:06"))));
    assert!(stage.ticket().assignments.iter().all(|a| a.state == AssignmentState::Sent && a.version == 1));
    assert_eq!(stage.ticket().version, 1, "sending changes none of the ticket's own fields");
}

#[test]
fn a_copy_alone_is_nobody_sent() {
    let stage = fire().and([said(assign(1, [copy("POLRESTA")]), siti(), "14:05:50")]);
    assert!(stage.clock(ClockKind::Dispatch).is_running());
}

#[test]
fn a_complaint_is_acknowledged_by_its_own_minutes_and_nobody_must_arrive() {
    let noise = given([said(open(NOISE, "14:05"), siti(), "14:06")]);
    let stage = noise.and([said(assign(1, [lead("SATPOLPP")]), siti(), "14:10")]);
    assert_eq!(stage.clock(ClockKind::Acknowledge).due_at, at("15:10"));
    assert!(!stage.ticket().clocks.iter().any(|c| c.kind == ClockKind::Arrive));
}

#[test]
fn what_cannot_have_been_sent_is_refused() {
    let now = at("14:06");
    let try_it = |command| fire().when(command, siti(), now);
    try_it(assign(2, [lead("DAMKAR")])).refused(Refusal::Stale { now: 1 });
    try_it(assign(1, [])).refused(missing("agency"));
    try_it(assign(1, [support("PSC119")])).refused(missing("lead"));
    try_it(assign(1, [lead("XXX")])).refused(Refusal::UnknownAgency { agency: "XXX".to_owned() });
    try_it(assign(1, [Sending { recipient: " ".to_owned(), ..lead("DAMKAR") }]))
        .refused(missing("recipient"));
    let long = Sending { recipient: "a".repeat(201), ..lead("DAMKAR") };
    try_it(assign(1, [long])).refused(Refusal::TooLong { what: "recipient".to_owned(), longest: 200 });
    let damkar = || "DAMKAR".into();
    try_it(assign(1, [lead("DAMKAR"), support("DAMKAR")])).refused(Refusal::AlreadySent { agency: damkar() });
    try_it(assign(1, [lead("DAMKAR"), lead("BPBD")])).refused(Refusal::LeadExists { agency: damkar() });
    let to = vec![lead("DAMKAR")];
    let by_no_plan =
        Command::Assign { ticket: TICKET, seen: 1, plan: "R-999".to_owned(), to, departures: None, at: None };
    try_it(by_no_plan).refused(Refusal::UnknownPlan { plan: "R-999".to_owned() });
    given([]).when(assign(1, [lead("DAMKAR")]), siti(), now).refused(Refusal::UnknownTicket);
    let mut retired = fire();
    retired.known().region.agencies.iter_mut().filter(|a| a.code == damkar()).for_each(|a| a.active = false);
    let unknown = Refusal::UnknownAgency { agency: "DAMKAR".to_owned() };
    retired.when(assign(1, [lead("DAMKAR")]), siti(), now).refused(unknown);
    let closed = fire().and([said(close_because(1, CloseOutcome::Withdrawn), siti(), "14:06")]);
    closed.when(assign(2, [lead("DAMKAR")]), siti(), at("14:07")).refused(Refusal::Closed);
}

#[test]
fn one_agency_is_sent_once_while_it_is_out_and_one_leads() {
    let again = |stage: Stage, to| stage.when(assign(1, [to]), rudi(), at("14:20"));
    again(sent(), support("PSC119")).refused(Refusal::AlreadySent { agency: "PSC119".into() });
    again(sent(), lead("BPBD")).refused(Refusal::LeadExists { agency: "DAMKAR".into() });
    let stage = again(sent(), support("BPBD")).happens(&["assigned"]);
    assert_eq!(stage.ticket().assignment(3).unwrap().role, AssignmentRole::Support);
    // Who gave it back may be sent again, and another may lead.
    let returned = || sent().and([said(give_back(1, 1), siti(), "14:08")]);
    again(returned(), lead("DAMKAR")).happens(&["assigned"]);
    again(returned(), lead("BPBD")).happens(&["assigned"]);
    // A lead that has done it stays the lead.
    let done = sent().and([said(finish(1, 1), siti(), "14:18")]);
    again(done, lead("BPBD")).refused(Refusal::LeadExists { agency: "DAMKAR".into() });
}

#[test]
fn a_signed_out_desk_sends_by_the_plan_and_only_its_own() {
    let desk = || Actor::desk(4);
    let opened = || given([said(open(FIRE, "14:05"), desk(), "14:05:30")]);
    let now = at("14:06");
    opened().when(assign(1, [lead("DAMKAR"), support("BPBD")]), desk(), now).happens(&["assigned"; 2]);
    opened().when(assign(1, [lead("DAMKAR"), support("DINSOS")]), desk(), now).refused(Refusal::NotAllowed);
    fire().when(assign(1, [lead("DAMKAR")]), desk(), now).refused(Refusal::NotAllowed);
    let claimed = opened().and([said(claim(), siti(), "14:05:50")]);
    claimed.when(assign(1, [lead("DAMKAR")]), desk(), now).refused(Refusal::NotAllowed);
}

#[test]
fn the_whole_way_of_one_agency() {
    let stage = sent()
        .when(acknowledge(1, 1), siti(), at("14:07"))
        .then([Event::Acknowledged { assignment: 1, by: "Bowo".to_owned() }])
        .when(en_route(1, 2), siti(), at("14:08"))
        .then([Event::WentEnRoute { assignment: 1, by: "Bowo".to_owned() }])
        .when(arrive(1, 3), siti(), at("14:15"))
        .then([Event::Arrived { assignment: 1, by: "Bowo".to_owned() }])
        .when(finish(1, 4), siti(), at("14:50"))
        .then([Event::Finished {
            assignment: 1,
            by: "Bowo".to_owned(),
            evidence: Some(text("api padam")),
            photos: Vec::new(),
            arms: Vec::new(),
        }]);
    let a = stage.ticket().assignment(1).unwrap();
    assert_eq!((a.version, a.state), (5, AssignmentState::Done));
    assert_eq!((a.acknowledged_at, a.acknowledged_by.as_deref()), (Some(at("14:07")), Some("Bowo")));
    assert_eq!(
        (a.en_route_at, a.on_scene_at, a.ended_at),
        (Some(at("14:08")), Some(at("14:15")), Some(at("14:50")))
    );
    assert_eq!(a.ending, Some(text("api padam")));
    // The other agency is untouched.
    let other = stage.ticket().assignment(2).unwrap();
    assert_eq!((other.version, other.state), (1, AssignmentState::Sent));
}

type Step = fn(u16, u32) -> Command<kentongan_rules::text::Sealed>;
const STEPS: [(AssignmentState, Step); 6] = [
    (AssignmentState::Acknowledged, acknowledge),
    (AssignmentState::EnRoute, en_route),
    (AssignmentState::OnScene, arrive),
    (AssignmentState::Done, finish),
    (AssignmentState::Returned, give_back),
    (AssignmentState::NotNeeded, release),
];

/// Every step from every state: forward, or an ending; never back, never after the end.
#[test]
fn steps_go_forward_and_may_skip() {
    for (state, reach) in STEPS {
        for (next, step) in STEPS {
            let stage = sent().and([said(reach(1, 1), siti(), "14:07")]);
            let judged = stage.when(step(1, 2), siti(), at("14:08"));
            if state.has_ended() {
                judged.refused(Refusal::Ended);
            } else if next > state {
                let stage = Stage::clone(&judged_stage(judged));
                assert_eq!(stage.ticket().assignment(1).unwrap().state, next);
            } else {
                judged.refused(Refusal::WrongStep { state: state.name().to_owned() });
            }
        }
    }
}

fn judged_stage(judged: crate::stage::Judged) -> Stage {
    let kinds: Vec<&str> = judged.outcome.as_ref().unwrap().iter().map(|f| f.event.kind()).collect();
    judged.happens(&kinds)
}

#[test]
fn a_later_step_says_that_it_was_acknowledged() {
    for step in [en_route, arrive, finish] {
        let stage = sent().and([said(step(1, 1), siti(), "14:07")]);
        let a = stage.ticket().assignment(1).unwrap();
        assert_eq!(a.acknowledged_at, Some(at("14:07")));
        let acknowledge = &stage.ticket().clocks[2];
        assert_eq!(
            (acknowledge.kind, acknowledge.outcome),
            (ClockKind::Acknowledge, Some(ClockOutcome::Met))
        );
    }
    let returned = sent().and([said(give_back(1, 1), siti(), "14:07")]);
    assert_eq!(returned.ticket().assignment(1).unwrap().acknowledged_at, None);
}

#[test]
fn every_step_names_its_assignment_as_it_was_seen_and_a_person() {
    for (_, step) in STEPS {
        let now = at("14:07");
        given([]).when(step(1, 1), siti(), now).refused(Refusal::UnknownTicket);
        sent().when(step(9, 1), siti(), now).refused(Refusal::UnknownAssignment { assignment: 9 });
        sent().when(step(1, 2), siti(), now).refused(Refusal::Stale { now: 1 });
        sent().when(with(step(1, 1), |p| p.by = String::new()), siti(), now).refused(missing("by"));
    }
}

/// The same command with its step changed.
fn with(
    mut command: Command<kentongan_rules::text::Sealed>,
    change: impl FnOnce(&mut Progress),
) -> Command<kentongan_rules::text::Sealed> {
    match &mut command {
        Command::Acknowledge(step) | Command::EnRoute(step) | Command::Arrive(step) => change(step),
        Command::Finish { step, .. } | Command::Return { step, .. } | Command::Release { step, .. } => {
            change(step);
        }
        other => panic!("{other:?} is no step"),
    }
    command
}

#[test]
fn what_ends_an_assignment_says_why() {
    let now = at("14:07");
    let finish = Command::Finish { step: step(1, 1), evidence: None, photos: Vec::new() };
    sent().when(finish, siti(), now).refused(missing("evidence"));
    let give_back = Command::Return { step: step(1, 1), reason: None, proposed: None };
    sent().when(give_back, siti(), now).refused(missing("reason"));
    let release = Command::Release { step: step(1, 1), reason: None };
    sent().when(release, siti(), now).refused(missing("reason"));
    // Who only got a copy owes no evidence.
    let copied = fire().and([said(assign(1, [lead("DAMKAR"), copy("POLRESTA")]), siti(), "14:06")]);
    let seen = Command::Finish { step: step(2, 1), evidence: None, photos: Vec::new() };
    copied.when(seen, siti(), now).happens(&["finished"]);
}

#[test]
fn whoever_gives_back_may_propose_a_known_agency() {
    let stage = sent().when(give_back(1, 1), siti(), at("14:07")).happens(&["returned"]);
    assert_eq!(stage.ticket().assignment(1).unwrap().proposed, Some("BPBD".into()));
    let reason = Some(text("bukan kami"));
    let unknown = Command::Return { step: step(1, 1), reason, proposed: Some("XXX".into()) };
    let refusal = Refusal::UnknownAgency { agency: "XXX".to_owned() };
    sent().when(unknown, siti(), at("14:07")).refused(refusal);
}

#[test]
fn a_step_is_dated_between_what_it_follows_and_now() {
    let dated = |command, at: At| with(command, |p| p.at = Some(at));
    let acknowledged = || sent().and([said(acknowledge(1, 1), siti(), "14:07")]);
    let now = at("14:20");
    for wrong in [now + Span(1), at("14:07") - Span(1)] {
        acknowledged().when(dated(arrive(1, 2), wrong), hana(), now).refused(Refusal::WrongTime);
    }
    // Two minutes are the time it takes to type it; more is a supervisor's.
    for (by, earlier, refused) in [
        (siti(), Span::minutes(2), None),
        (siti(), Span(120_001), Some(Refusal::BackDating)),
        (hana(), Span::minutes(13), None),
    ] {
        let judged = acknowledged().when(dated(arrive(1, 2), now - earlier), by, now);
        match refused {
            Some(refusal) => drop(judged.refused(refusal)),
            None => {
                let stage = judged.happens(&["arrived"]);
                let written = stage.journal.last().unwrap();
                assert_eq!((written.meta.at, written.meta.recorded_at), (now - earlier, now));
                assert_eq!(stage.ticket().assignment(1).unwrap().on_scene_at, Some(now - earlier));
                assert_eq!(stage.ticket().clocks[3].stopped_at, Some(now - earlier));
            }
        }
    }
}

#[test]
fn notes_answers_and_other_agencies_make_nobodys_step_stale() {
    let stage = sent().and([
        said(note("a"), rudi(), "14:06:10"),
        said(answer(told()), rudi(), "14:06:20"),
        said(acknowledge(2, 1), rudi(), "14:06:30"),
    ]);
    stage.sweep(at("14:07:50")).when(acknowledge(1, 1), siti(), at("14:07:55")).happens(&["acknowledged"]);
}

#[test]
fn who_has_acknowledged_has_not_ended() {
    let stage = sent().and([said(acknowledge(1, 1), siti(), "14:07")]);
    let a = stage.ticket().assignment(1).unwrap();
    assert_eq!((a.acknowledged_at, a.ended_at), (Some(at("14:07")), None));
}

/// Thursday evening; sixty minutes.
#[test]
fn a_complaint_is_taken_in_the_agencys_own_hours_and_else_in_the_offices() {
    let due = |duty: Duty| {
        let mut stage = given([said(open(NOISE, "17:55"), siti(), "17:56")]);
        let agencies = stage.known().region.agencies.iter_mut();
        agencies.filter(|a| a.code == "SATPOLPP".into()).for_each(|a| a.duty = duty.clone());
        stage.and([said(assign(1, [lead("SATPOLPP")]), siti(), "18:00")]).clock(ClockKind::Acknowledge).due_at
    };
    assert_eq!(due(Duty::Unknown), at("+1 08:30"));
    assert_eq!(due(Duty::Always), at("19:00"));
    assert_eq!(due(Duty::Weekly { days: vec![5], from_minute: 540, to_minute: 960 }), at("+1 10:00"));
}

/// A lamp: 1,440 minutes to take it, 4,320 to be there.
#[test]
fn a_day_of_minutes_is_a_working_day_of_a_complaint_and_a_day_of_an_emergency() {
    let sent = |kind| {
        let lamp = OpenTicket { kind: Some(kind), ..opening("INF-PJU", at("09:55")) };
        given([
            said(Command::OpenTicket(lamp), siti(), "09:56"),
            said(assign(1, [lead("DISHUB")]), siti(), "10:00"),
        ])
    };
    let take = |stage: &Stage| {
        let clock = stage.clock(ClockKind::Acknowledge);
        (clock.allowed, clock.due_at)
    };
    assert_eq!(take(&sent(TicketKind::Complaint)), (Target::WorkingDays(1), at("+1 14:30")));
    let emergency = sent(TicketKind::Emergency);
    assert_eq!(take(&emergency), (Target::Elapsed(Span::hours(24)), at("+1 10:00")));
    assert_eq!(emergency.clock(ClockKind::Arrive).allowed, Target::Elapsed(Span::hours(72)));
}
