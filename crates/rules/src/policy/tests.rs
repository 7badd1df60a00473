use super::*;
use crate::calendar::Calendar;
use crate::clock::aim::Course;
use crate::time::At;
use proptest::prelude::*;

fn levels(policy: &Policy, kind: ClockKind, span: Span) -> Vec<(Level, Span)> {
    let calendar = Calendar::always();
    let aim = Course { policy, calendar: &calendar, zone: &chrono::Utc }.aim(
        kind,
        At(0),
        Target::Elapsed(span),
        &[],
    );
    aim.levels.into_iter().map(|due| (due.level, Span(due.at.0))).collect()
}

#[test]
fn a_day_warns_at_twelve_four_and_one_hour_left() {
    let hours: Vec<_> = levels(&Policy::default(), ClockKind::Answer, Span::hours(24))
        .into_iter()
        .map(|(l, s)| (l, s.0 / 3_600_000))
        .collect();
    assert_eq!(
        hours,
        [
            (Level::Half, 12),
            (Level::Soon, 20),
            (Level::Urgent, 23),
            (Level::Late, 24),
            (Level::Supervisor, 25),
            (Level::Head, 28),
            (Level::Secretary, 48)
        ]
    );
    let work = levels(&Policy::default(), ClockKind::Work, Span::hours(24));
    assert!(work.iter().all(|(level, _)| *level != Level::Half), "the silent mark is the answer's");
    let short = levels(&Policy::default(), ClockKind::Answer, Span::hours(12));
    assert!(
        short.iter().all(|(level, _)| *level != Level::Half),
        "twelve hours have no twelve left on the way"
    );
}

#[test]
fn two_minutes_warn_at_one_minute_and_at_ninety_six_seconds() {
    let seconds: Vec<_> = levels(&Policy::default(), ClockKind::Acknowledge, Span::minutes(2))
        .into_iter()
        .map(|(l, s)| (l, s.0 / 1_000))
        .collect();
    assert_eq!(
        seconds,
        [(Level::Soon, 60), (Level::Urgent, 96), (Level::Late, 120), (Level::Supervisor, 180)]
    );
}

#[test]
fn an_hour_and_two_warn_at_a_quarter_and_a_tenth_left() {
    let minutes: Vec<_> = levels(&Policy::default(), ClockKind::Arrive, Span::hours(2))
        .into_iter()
        .take(3)
        .map(|(l, s)| (l, s.0 / 60_000))
        .collect();
    assert_eq!(minutes, [(Level::Soon, 90), (Level::Urgent, 108), (Level::Late, 120)]);
}

#[test]
fn an_hour_is_long_and_a_millisecond_less_is_short() {
    let soon = |span| levels(&Policy::default(), ClockKind::Arrive, span)[0];
    assert_eq!(soon(Span::hours(1)), (Level::Soon, Span::minutes(45)));
    assert_eq!(soon(Span(3_599_998)), (Level::Soon, Span(1_799_999)));
}

#[test]
fn a_higher_level_never_fires_before_a_lower_one() {
    let left = |hours| When::Left { span: Span::hours(hours), part: 0 };
    let mut policy = Policy::default();
    policy.long.retain(|r| r.level != Level::Half);
    (policy.long[0].when, policy.long[1].when) = (left(1), left(2));
    assert!(policy.is_sound());
    let together = levels(&policy, ClockKind::Work, Span::hours(5));
    assert_eq!(together[..2], [(Level::Soon, Span::hours(4)), (Level::Urgent, Span::hours(4))]);
}

#[test]
fn the_most_specific_exception_counts() {
    let exception = |category: Option<&str>, severity, hours| TargetException {
        clock: ClockKind::Verify,
        category: category.map(CategoryCode::from),
        severity,
        target: Some(Target::Elapsed(Span::hours(hours))),
    };
    let policy = Policy {
        exceptions: vec![
            exception(None, Some(Severity::High), 1),
            exception(Some("INF-PJU"), None, 2),
            exception(Some("INF-PJU"), Some(Severity::High), 3),
        ],
        ..Policy::default()
    };
    assert!(policy.is_sound());
    let of = |category: &str, severity| {
        policy.exception(ClockKind::Verify, &category.into(), severity).and_then(|e| e.target)
    };
    let hours = |n| Some(Target::Elapsed(Span::hours(n)));
    assert_eq!(of("INF-PJU", Severity::High), hours(3));
    assert_eq!(of("INF-PJU", Severity::Low), hours(2));
    assert_eq!(of("KBR-BGN", Severity::High), hours(1));
    assert_eq!(of("KBR-BGN", Severity::Low), None);
    assert_eq!(policy.exception(ClockKind::Work, &"INF-PJU".into(), Severity::High), None);
}

#[test]
fn typing_errors_are_no_policy() {
    let sound = Policy::default();
    assert!(sound.is_sound());
    let wrong = |change: &dyn Fn(&mut Policy)| {
        let mut policy = sound.clone();
        change(&mut policy);
        !policy.is_sound()
    };
    assert!(wrong(&|p| p.verify = Span(0)));
    assert!(wrong(&|p| p.again = Span::hours(367 * 24)));
    assert!(wrong(&|p| p.short[0].when = When::Used(100)));
    assert!(wrong(&|p| p.short[3].when = When::Used(99)));
    assert!(wrong(&|p| p.short.swap(0, 1)));
    assert!(wrong(&|p| p.short[1].level = Level::Soon), "a level twice");
    let orphan = Rung { level: Level::Orphan, ..sound.short[0].clone() };
    assert!(wrong(&|p| p.short.insert(0, orphan.clone())), "nobody is left: that is no question of time");
    assert!(wrong(&|p| p.long.retain(|r| r.level != Level::Late)));
    assert!(wrong(&|p| p.long[3].when = When::After(Span(1))));
    assert!(wrong(&|p| p.long[4].when = When::Left { span: Span::hours(1), part: 2 }));
    let exception =
        |clock, target| TargetException { clock, category: Some("INF-PJU".into()), severity: None, target };
    assert!(wrong(&|p| p.exceptions = vec![exception(ClockKind::Answer, None)]), "an answer is always owed");
    assert!(wrong(&|p| p.exceptions = vec![exception(ClockKind::Dispatch, Some(Target::WorkingDays(1)))]));
    assert!(wrong(&|p| p.exceptions = vec![exception(ClockKind::Work, Some(Target::WorkingDays(0)))]));
    assert!(wrong(
        &|p| p.exceptions = vec![exception(ClockKind::Work, None), exception(ClockKind::Work, None)]
    ));
    assert!(wrong(
        &|p| p.exceptions = vec![TargetException { category: None, ..exception(ClockKind::Work, None) }]
    ));
    assert!(!wrong(&|p| p.exceptions = vec![exception(ClockKind::Work, None)]));
}

proptest! {
    #[test]
    fn levels_fire_in_order(ms in 1_000i64..=366 * 86_400_000, answer: bool) {
        let kind = if answer { ClockKind::Answer } else { ClockKind::Arrive };
        let all = levels(&Policy::default(), kind, Span(ms));
        prop_assert!(all.windows(2).all(|w| w[0].1 <= w[1].1 && w[0].0 < w[1].0));
        prop_assert!(all.contains(&(Level::Late, Span(ms))));
    }
}
