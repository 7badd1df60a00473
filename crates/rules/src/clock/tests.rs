use super::*;
use crate::policy::Policy;
use proptest::prelude::*;

const START: At = At(1_000_000);

fn clock(target: Span) -> Clock {
    let (policy, calendar) = (Policy::default(), crate::calendar::Calendar::always());
    let course = aim::Course { policy: &policy, calendar: &calendar, zone: &chrono::Utc };
    let aim = course.aim(ClockKind::Work, START, Target::Elapsed(target), &[]);
    Clock::armed(&Arm { kind: ClockKind::Work, assignment: Some(1), cycle: 1, started_at: START, aim })
}

fn aimed(target: Span, clock: &Clock) -> Aim {
    Aim { allowed: Target::Elapsed(target), due_at: clock.started_at + target, ..clock.as_armed().aim }
}

#[test]
fn law_03_stopped_on_the_dot_is_met_and_a_millisecond_later_is_missed() {
    let mut on_time = clock(Span::minutes(15));
    on_time.stop(on_time.due_at);
    assert_eq!((on_time.outcome, on_time.breached_at), (Some(ClockOutcome::Met), None));
    let mut late = clock(Span::minutes(15));
    late.stop(late.due_at + Span(1));
    assert_eq!((late.outcome, late.breached_at), (Some(ClockOutcome::Missed), Some(late.due_at)));
}

#[test]
fn a_clock_is_as_long_as_from_its_start_to_its_due_instant() {
    assert_eq!(clock(Span::minutes(15)).length(), Span::minutes(15));
}

/// A room may close for ever after a clock was started; what it owes is due all the same.
#[test]
fn where_nothing_is_ever_open_again_time_is_counted_by_the_wall() {
    let mut calendar = crate::calendar::Calendar::always();
    calendar.week = Default::default();
    let course = aim::Course { policy: &Policy::default(), calendar: &calendar, zone: &chrono::Utc };
    let due = |target, pauses: &[Pause]| course.due(START, target, pauses) - START;
    assert_eq!(due(Target::WorkingDays(3), &[]), Span::hours(72));
    assert_eq!(due(Target::Elapsed(Span::hours(5)), &[]), Span::hours(5));
    let pause = Pause { since: START + Span::hours(1), until: START + Span::hours(4) };
    assert_eq!(due(Target::Elapsed(Span::hours(5)), &[pause]), Span::hours(9), "from the end of the pause");
}

#[test]
fn an_extension_does_not_erase_a_breach() {
    let mut c = clock(Span::minutes(2));
    let after = c.due_at + Span::seconds(5);
    c.aim_at(after, &aimed(Span::minutes(30), &c));
    assert_eq!(c.aim, 2);
    c.stop(after + Span::seconds(1));
    assert_eq!(c.outcome, Some(ClockOutcome::Missed));
}

#[test]
fn a_finished_clock_is_immutable() {
    let mut c = clock(Span::minutes(2));
    c.stop(c.due_at);
    let before = c.clone();
    let later = c.due_at + Span::hours(1);
    c.stop(later);
    c.end(later, ClockOutcome::Cancelled);
    c.aim_at(later, &aimed(Span(1), &c));
    c.pause(later, later + Span(1), PauseReason::Weather);
    c.resume(later, &aimed(Span(1), &c));
    assert_eq!(c, before);
    assert_eq!(c.next_due(), None);
}

#[test]
fn nothing_fires_and_nothing_is_missed_in_a_pause() {
    let mut c = clock(Span::minutes(10));
    let since = START + Span::minutes(4);
    c.pause(since, since + Span::hours(2), PauseReason::ThirdParty);
    assert_eq!(c.waiting().count(), 0);
    assert_eq!(c.next_due(), Some(since + Span::hours(2)));
    let mut ended = c.clone();
    ended.end(since + Span::hours(1), ClockOutcome::Cancelled);
    assert_eq!((ended.breached_at, ended.paused), (None, None));
    assert_eq!(ended.pauses, [Pause { since, until: since + Span::hours(1) }]);
    c.resume(since + Span::hours(2), &aimed(Span::minutes(130), &c));
    assert_eq!((c.aim, c.breached_at, c.paused), (2, None, None));
    c.stop(START + Span::minutes(130));
    assert_eq!(c.outcome, Some(ClockOutcome::Met));
}

#[test]
fn a_second_pause_within_one_changes_nothing() {
    let mut c = clock(Span::minutes(10));
    c.pause(START, START + Span::hours(1), PauseReason::Budget);
    let once = c.clone();
    c.pause(START + Span(1), START + Span::hours(9), PauseReason::Weather);
    assert_eq!(c, once);
}

#[test]
fn withdrawn_alarms_ask_nobody_and_their_levels_arm_again() {
    let mut c = clock(Span::minutes(10));
    for due in c.levels.clone() {
        let deliveries = Delivery::all_due(ClockKind::Work, due.level, &[Recipient::Head]);
        c.fire(Firing {
            level: due.level,
            aim: 1,
            due_at: due.at,
            fired_at: due.at,
            late_ms: Span(0),
            suspect: due.level >= Level::Urgent,
            withdrawn_at: None,
            acknowledged_by: None,
            acknowledged_at: None,
            deliveries,
        });
    }
    assert!(c.asks() && c.next_due().is_none());
    assert_eq!(c.tasks(), [Recipient::Head]);
    c.withdraw(At(5));
    assert!(!c.asks());
    assert_eq!((c.aim, c.level()), (2, None));
    assert_eq!(c.next_due(), Some(c.levels[0].at));
    let once = c.clone();
    c.withdraw(At(6));
    assert_eq!(c, once);
}

proptest! {
    /// Outcomes compare facts: it does not matter when, or whether, a tick noticed.
    #[test]
    fn outcomes_do_not_depend_on_ticks(
        target in 1_000i64..10_000_000,
        stop in 0i64..20_000_000,
        ticks in prop::collection::vec(0i64..20_000_000, 0..8),
    ) {
        let mut unticked = clock(Span(target));
        let mut ticked = unticked.clone();
        let at = unticked.started_at + Span(stop);
        let mut ticks: Vec<_> = ticks.into_iter().filter(|t| *t <= stop).collect();
        ticks.sort_unstable();
        for tick in ticks {
            let now = ticked.started_at + Span(tick);
            let due: Vec<_> = ticked.waiting().filter(|due| due.at <= now).collect();
            for due in due {
                let aim = ticked.aim;
                ticked.fire(Firing {
                    level: due.level,
                    aim,
                    due_at: due.at,
                    fired_at: now,
                    late_ms: now - due.at,
                    suspect: false,
                    withdrawn_at: None,
                    acknowledged_by: None,
                    acknowledged_at: None,
                    deliveries: Vec::new(),
                });
            }
        }
        unticked.stop(at);
        ticked.stop(at);
        prop_assert_eq!(unticked.outcome, ticked.outcome);
    }
}
