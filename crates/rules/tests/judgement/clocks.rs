use crate::stage::commands::*;
use crate::stage::people::{hana, siti};
use crate::stage::{Stage, at, given, said};
use kentongan_rules::actor::Actor;
use kentongan_rules::calendar::Target;
use kentongan_rules::clock::{Aim, Clock, ClockKind, ClockOutcome, Level, Recipient};
use kentongan_rules::event::{Event, Stream};
use kentongan_rules::policy::Policy;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::ticket::CloseOutcome;
use kentongan_rules::time::{At, Span};

fn fire() -> Stage {
    given([said(open(FIRE, "14:05"), siti(), "14:05:10")])
}
fn sent() -> Stage {
    fire().and([said(assign(1, [lead("DAMKAR")]), siti(), "14:06")])
}
fn with_policy(stage: Stage, clock: &str, change: impl FnOnce(&mut Policy)) -> Stage {
    let mut after = stage.setup.policy.clone();
    change(&mut after);
    let command = change_policy(&stage.setup.policy, after);
    stage.and([said(command, hana(), clock)])
}
fn levels(stage: &Stage) -> Vec<(ClockKind, Level)> {
    stage.fired().into_iter().map(|(kind, level, _)| (kind, level)).collect()
}

/// Stops of each clock, on the dot and a millisecond later.
#[test]
fn equality_is_met_and_a_millisecond_later_is_missed() {
    type Stop = (ClockKind, Stage, kentongan_rules::command::Command<kentongan_rules::text::Sealed>);
    let stops: [Stop; 4] = [
        (ClockKind::Dispatch, fire(), assign(1, [lead("DAMKAR")])),
        (ClockKind::Answer, fire(), answer(told())),
        (ClockKind::Acknowledge, sent(), acknowledge(1, 1)),
        (ClockKind::Arrive, sent(), arrive(1, 1)),
    ];
    for (kind, stage, stop) in stops {
        let due = stage.clock(kind).due_at;
        let on_the_dot =
            stage.clone().and([crate::stage::Said { command: stop.clone(), by: siti(), at: due }]);
        let clock = on_the_dot.clock(kind);
        assert_eq!((clock.outcome, clock.breached_at), (Some(ClockOutcome::Met), None), "{kind:?}");
        // Whether a sweep noticed it before or not.
        for noticed in [stage.clone(), stage.clone().sweep(due), stage.sweep(due + Span(1))] {
            let late =
                noticed.and([crate::stage::Said { command: stop.clone(), by: siti(), at: due + Span(1) }]);
            let clock = late.clock(kind);
            assert_eq!(
                (clock.outcome, clock.breached_at),
                (Some(ClockOutcome::Missed), Some(due)),
                "{kind:?}"
            );
        }
    }
}

#[test]
fn an_arrival_entered_later_counts_when_it_occurred() {
    let entered_late = kentongan_rules::command::Command::Arrive(kentongan_rules::command::Progress {
        at: Some(at("14:21")),
        ..step(1, 1)
    });
    let stage = sent().sweep(at("14:40")).and([said(entered_late, hana(), "14:45")]);
    let arrive = stage.clock(ClockKind::Arrive);
    assert_eq!((arrive.outcome, arrive.stopped_at), (Some(ClockOutcome::Met), Some(at("14:21"))));
    // The alarm was raised, and stays until somebody acknowledges it.
    assert!(arrive.asks());
}

#[test]
fn a_dispatch_warns_at_half_at_four_fifths_when_due_and_at_one_and_a_half() {
    let levels_of = |now: &str| levels(&fire().sweep(at(now)));
    let dispatch = |level| (ClockKind::Dispatch, level);
    assert_eq!(levels_of("14:05:29"), []);
    assert_eq!(levels_of("14:05:30"), [dispatch(Level::Soon)]);
    assert_eq!(levels_of("14:05:48"), [dispatch(Level::Soon), dispatch(Level::Urgent)]);
    assert_eq!(levels_of("14:06").len(), 3);
    assert_eq!(
        levels_of("14:06:30"),
        [Level::Soon, Level::Urgent, Level::Late, Level::Supervisor].map(dispatch)
    );
}

#[test]
fn what_is_due_fires_in_due_order_over_all_clocks_with_how_late_it_was_noticed() {
    let stage = sent().sweep(at("+3 00:00"));
    let instants: Vec<At> = stage
        .journal
        .iter()
        .filter_map(|w| match &w.event {
            Event::Fired { due_at, late_ms, .. } => {
                assert_eq!(*due_at + *late_ms, at("+3 00:00"));
                assert_eq!(w.stream, Stream::Clock(TICKET));
                Some(*due_at)
            }
            _ => None,
        })
        .collect();
    // Acknowledge and arrive have four levels each, the answer seven; dispatch had been met.
    assert_eq!(instants.len(), 15);
    assert!(instants.is_sorted());
    assert_eq!(stage.ticket().next_due(), None);
    assert_eq!(stage.ticket().version, 1, "an alarm makes nobody's command stale");
}

#[test]
fn a_sweep_fires_each_level_once() {
    let stage = sent().sweep(at("14:08"));
    let fired = levels(&stage);
    assert_eq!(fired.len(), 3);
    let again = stage.when(sweep(), Actor::clock(), at("14:08")).refused(Refusal::NothingChanged);
    let later = again.sweep(at("14:09"));
    assert_eq!(levels(&later)[3..], [(ClockKind::Acknowledge, Level::Supervisor)]);
    // Crossing midnight with an open breach adds nothing of its own.
    assert_eq!(levels(&later.sweep(at("14:09:01"))).len(), 4);
}

#[test]
fn a_sweep_of_what_is_not_due_or_not_there_changes_nothing() {
    fire().when(sweep(), Actor::clock(), at("14:05:20")).refused(Refusal::NothingChanged);
    given([]).when(sweep(), Actor::clock(), at("14:05:20")).refused(Refusal::UnknownTicket);
    let closed = fire().and([said(close_because(1, CloseOutcome::Cancelled), siti(), "14:05:40")]);
    closed.when(sweep(), Actor::clock(), at("+3 00:00")).refused(Refusal::NothingChanged);
}

#[test]
fn next_due_is_the_first_instant_at_which_a_sweep_does_something() {
    let mut stage = sent();
    let mut instants: Vec<At> = Vec::new();
    while let Some(next) = stage.ticket().next_due() {
        assert!(instants.last().is_none_or(|last| *last < next), "a sweep left what was due");
        assert_eq!(stage.judge(&sweep(), &Actor::clock(), next - Span(1)), Err(Refusal::NothingChanged));
        stage = stage.sweep(next);
        instants.push(next);
    }
    assert!(instants.is_sorted());
    assert_eq!(stage.fired().len(), 15);
    assert!(stage.fired().iter().all(|(_, _, late)| *late == Span(0)));
}

#[test]
fn from_late_on_an_alarm_asks_until_a_named_person_acknowledges_it() {
    let dispatch = |stage: &Stage| stage.clock(ClockKind::Dispatch).clone();
    let warned = fire().sweep(at("14:05:50"));
    assert!(!dispatch(&warned).asks());
    let late = warned.sweep(at("14:06"));
    assert!(dispatch(&late).asks());
    // Sending stops the clock; the alarm still wants its person.
    let sent = late.and([said(assign(1, [lead("DAMKAR")]), siti(), "14:06:20")]);
    assert!(dispatch(&sent).asks());
    let event = Event::AlarmAcknowledged { clock: 0 };
    let held = sent.when(acknowledge_alarm(0), siti(), at("14:06:40")).then([event]);
    let clock = dispatch(&held);
    assert!(!clock.asks());
    assert!(clock.fired.iter().all(|f| f.acknowledged_by.as_deref() == Some("Siti")));
    assert!(clock.fired.iter().all(|f| f.acknowledged_at == Some(at("14:06:40"))));
    held.when(acknowledge_alarm(0), siti(), at("14:06:41")).refused(Refusal::NothingChanged);
}

#[test]
fn a_higher_level_asks_again() {
    let held = fire().sweep(at("14:06")).and([said(acknowledge_alarm(0), siti(), "14:06:05")]);
    let higher = held.sweep(at("14:06:30"));
    assert!(higher.clock(ClockKind::Dispatch).asks());
    let by: Vec<bool> =
        higher.clock(ClockKind::Dispatch).fired.iter().map(|f| f.acknowledged_at.is_some()).collect();
    assert_eq!(by, [true, true, true, false]);
}

#[test]
fn only_an_alarm_that_was_raised_can_be_acknowledged() {
    fire().when(acknowledge_alarm(0), siti(), at("14:05:20")).refused(Refusal::NothingChanged);
    fire().when(acknowledge_alarm(9), siti(), at("14:05:20")).refused(Refusal::UnknownClock);
    given([]).when(acknowledge_alarm(0), siti(), at("14:05:20")).refused(Refusal::UnknownTicket);
}

#[test]
fn giving_back_is_never_a_breach_and_the_next_agency_has_its_full_time() {
    // Given back long after it should have been acknowledged.
    let stage = sent().sweep(at("14:30")).and([said(give_back(1, 1), siti(), "14:30")]);
    for kind in [ClockKind::Acknowledge, ClockKind::Arrive] {
        let clock = stage.clock(kind);
        assert_eq!(clock.outcome, Some(ClockOutcome::Cancelled), "{kind:?}");
        assert!(!clock.asks());
    }
    let answer = stage.clock(ClockKind::Answer).clone();
    let transferred = stage.and([said(assign(1, [lead("BPBD")]), siti(), "14:31")]);
    assert_eq!(transferred.clock(ClockKind::Acknowledge).due_at, at("14:33"));
    assert_eq!(transferred.clock(ClockKind::Arrive).due_at, at("14:46"));
    assert_eq!(*transferred.clock(ClockKind::Answer), answer);
    let released = sent().and([said(release(1, 1), siti(), "14:30")]);
    assert_eq!(released.clock(ClockKind::Arrive).outcome, Some(ClockOutcome::Cancelled));
}

#[test]
fn an_emergency_that_nobody_is_left_on_must_be_sent_again() {
    let two = || fire().and([said(assign(1, [lead("DAMKAR"), support("PSC119")]), siti(), "14:06")]);
    let dispatches = |stage: &Stage| -> Vec<Clock> {
        stage.ticket().clocks.iter().filter(|c| c.kind == ClockKind::Dispatch).cloned().collect()
    };
    let one_left = two().and([said(give_back(1, 1), siti(), "14:08")]);
    assert_eq!(dispatches(&one_left).len(), 1, "somebody is still on it");
    let orphan = one_left.and([said(give_back(2, 1), siti(), "14:09")]);
    let owed = dispatches(&orphan);
    assert_eq!(owed.len(), 2);
    assert_eq!((owed[1].started_at, owed[1].due_at), (at("14:09"), at("14:10")));
    assert!(owed[1].is_running());
    assert_eq!(owed[0].outcome, Some(ClockOutcome::Met), "the first result stays");
    let sent_again = orphan.sweep(at("14:10")).and([said(assign(1, [lead("BPBD")]), siti(), "14:11")]);
    assert_eq!(dispatches(&sent_again)[1].outcome, Some(ClockOutcome::Missed));
    // Where somebody had done it, nobody is missed; a copy that comes back was never on it.
    let done = two().and([said(finish(1, 1), siti(), "14:30"), said(give_back(2, 1), siti(), "14:31")]);
    assert_eq!(dispatches(&done).len(), 1);
    let copied = fire().and([
        said(assign(1, [copy("POLRESTA")]), siti(), "14:05:40"),
        said(give_back(1, 1), siti(), "14:05:45"),
    ]);
    assert_eq!(dispatches(&copied).len(), 1, "the first is still running");
}

#[test]
fn a_shorter_answer_leaves_a_minute_and_a_longer_one_changes_nothing() {
    let opened = || given([said(open(NOISE, "14:05"), siti(), "14:05")]);
    let answer_after = |clock: &str, now: &str, target: Span| {
        let stage = with_policy(opened(), clock, |p| p.answer = target).sweep(at(now));
        stage.clock(ClockKind::Answer).clone()
    };
    let shorter = answer_after("14:10", "14:10:01", Span::hours(2));
    assert_eq!((shorter.due_at, shorter.aim, shorter.policy), (at("16:05"), 2, 2));
    assert_eq!(shorter.allowed, Target::Elapsed(Span::hours(2)));
    let already_past = answer_after("18:00", "18:00:01", Span::hours(2));
    assert_eq!(already_past.due_at, at("18:01:01"));
    assert_eq!(already_past.breached_at, None);
    let longer = answer_after("14:10", "14:10:01", Span::hours(48));
    assert_eq!((longer.due_at, longer.aim, longer.policy), (at("+1 14:05"), 1, 2));
}

#[test]
fn a_minute_of_grace_warns_before_it_is_over() {
    let opened = given([said(open(NOISE, "14:05"), siti(), "14:05")]);
    let stage = with_policy(opened, "18:00", |p| p.answer = Span::minutes(2)).sweep(at("18:00:01"));
    assert_eq!(stage.clock(ClockKind::Answer).due_at, at("18:01:01"));
    // Half of two minutes is left at once; a fifth of them is left from 18:00:37.
    assert_eq!(levels(&stage), [(ClockKind::Answer, Level::Soon)]);
    assert_eq!(stage.ticket().next_due(), Some(at("18:00:37")));
}

#[test]
fn a_clock_keeps_its_old_aim_until_a_sweep_takes_it_over_and_then_arms_its_levels_again() {
    let opened = given([said(open(NOISE, "14:05"), siti(), "14:05")]);
    let changed = with_policy(opened, "14:10", |p| p.answer = Span::minutes(30));
    assert_eq!(changed.clock(ClockKind::Answer).due_at, at("+1 14:05"));
    assert_eq!(changed.ticket().oldest_policy(), Some(1));
    let aim = Aim { policy: 2, ..arm(ClockKind::Answer, None, "14:05", Span::minutes(30)).aim };
    assert_eq!(aim.due_at, at("14:35"));
    let stage = changed.when(sweep(), Actor::clock(), at("14:21")).then([
        Event::Reaimed { clock: 0, from: at("+1 14:05"), aim },
        Event::Fired {
            clock: 0,
            aim: 2,
            level: Level::Soon,
            due_at: at("14:20"),
            late_ms: Span::minutes(1),
            suspect: false,
            told: vec![Recipient::Operator],
        },
    ]);
    assert_eq!(stage.ticket().oldest_policy(), Some(2));
    assert_eq!(stage.ticket().next_due(), Some(at("14:29")));
}

#[test]
fn a_promised_answer_stays_as_it_was_promised() {
    let promised = given([
        said(open(NOISE, "14:05"), siti(), "14:05"),
        said(answer(interim(at("+5 10:00"))), siti(), "14:30"),
    ]);
    let stage = with_policy(promised, "15:00", |p| p.answer = Span::hours(12)).sweep(at("15:00:01"));
    let answer = stage.clock(ClockKind::Answer);
    assert_eq!((answer.due_at, answer.aim), (at("+5 10:00"), 1));
    // It is known to be aimed by the present policy, and not asked about again.
    assert_eq!(stage.ticket().oldest_policy(), Some(2));
    stage.when(sweep(), Actor::clock(), at("15:00:02")).refused(Refusal::NothingChanged);
}

#[test]
fn an_answer_that_was_not_promised_follows_the_policy_though_one_was_tried_or_promised_for_then() {
    let opened = || given([said(open(NOISE, "14:05"), siti(), "14:05")]);
    let tried_at_once = opened().and([said(answer(tried()), siti(), "14:05")]);
    let stage = with_policy(tried_at_once, "14:10", |p| p.answer = Span::hours(2)).sweep(at("14:10:01"));
    assert_eq!(stage.clock(ClockKind::Answer).due_at, at("16:05"));
    // Opened again, it is due by the policy at the very time that had been promised before.
    let again = opened().and([
        said(answer(interim(at("+1 15:00"))), siti(), "14:30"),
        said(close_because(1, CloseOutcome::Withdrawn), siti(), "14:40"),
        said(reopen(2), siti(), "15:00"),
    ]);
    assert_eq!(again.clock(ClockKind::Answer).due_at, at("+1 15:00"));
    let stage = with_policy(again, "15:10", |p| p.answer = Span::hours(2)).sweep(at("15:10:01"));
    assert_eq!(stage.clock(ClockKind::Answer).due_at, at("17:00"));
}

#[test]
fn a_dispatch_follows_the_policy_but_is_never_put_off_by_a_shorter_one() {
    let dispatch = |stage: &Stage| stage.clock(ClockKind::Dispatch).clone();
    let longer = with_policy(fire(), "14:05:20", |p| p.dispatch = Span::minutes(3)).sweep(at("14:05:21"));
    assert_eq!((dispatch(&longer).due_at, dispatch(&longer).aim), (at("14:08"), 2));
    // Late already: a shorter target gives no new minute, and neither does one that would be late as well.
    for target in [Span::seconds(30), Span::minutes(3)] {
        let late = fire().sweep(at("14:10"));
        let fired = late.fired().len();
        let stage = with_policy(late, "14:10:10", |p| p.dispatch = target).sweep(at("14:10:11"));
        assert_eq!((dispatch(&stage).due_at, dispatch(&stage).aim), (at("14:06"), 1), "{target:?}");
        assert_eq!(stage.fired().len(), fired, "nothing is raised a second time");
        assert_eq!(stage.ticket().oldest_policy(), Some(2));
    }
    // A second edit of something else does not push the due time on.
    let shorter = with_policy(fire(), "14:05:35", |p| p.dispatch = Span::seconds(20)).sweep(at("14:05:36"));
    assert_eq!(dispatch(&shorter).due_at, at("14:06"));
    let again = with_policy(shorter, "14:05:50", |p| p.acknowledge = Span::minutes(5)).sweep(at("14:05:51"));
    assert_eq!(dispatch(&again).due_at, at("14:06"));
}

#[test]
fn a_policy_leaves_finished_clocks_and_agencies_clocks_alone() {
    let before = sent().and([said(answer(told()), siti(), "14:20")]);
    let clocks = before.ticket().clocks.clone();
    let stage = with_policy(before, "14:21", |p| {
        p.answer = Span::hours(1);
        p.dispatch = Span::seconds(5);
        p.acknowledge = Span::seconds(5);
    });
    assert_eq!(stage.judge(&sweep(), &Actor::clock(), at("14:06:59")), Err(Refusal::NothingChanged));
    assert_eq!(stage.ticket().clocks, clocks);
}

#[test]
fn a_breach_before_a_new_aim_is_kept() {
    let opened = given([said(open(NOISE, "14:05"), siti(), "14:05")]);
    let overdue = opened.sweep(at("+1 14:06"));
    let stage = with_policy(overdue, "+1 14:07", |p| p.answer = Span::hours(1)).sweep(at("+1 14:07:01"));
    let told = stage.and([said(answer(told()), siti(), "+1 14:07:30")]);
    let clock = told.clock(ClockKind::Answer);
    assert_eq!((clock.outcome, clock.breached_at), (Some(ClockOutcome::Missed), Some(at("+1 14:05"))));
}
