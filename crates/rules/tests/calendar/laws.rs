//! What holds for every calendar.

use crate::any::{self, WINDOW};
use crate::slow::Slow;
use crate::{DAY, WIB};
use kentongan_rules::calendar::{Calendar, Target, zone_of};
use kentongan_rules::region::Duty;
use kentongan_rules::time::{At, Span};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn law_04_elapsed_of_add_is_the_span_and_add_is_additive(
        ((zone, date), calendar) in any::place().prop_flat_map(|place| (Just(place), any::calendar(place.1))),
        after in any::span(WINDOW * DAY), a in any::span(6 * DAY), b in any::span(6 * DAY), fixed in -720..=840,
    ) {
        let start = any::start_of(date) + Span(after);
        four(&calendar, &zone, start, a, b)?;
        four(&calendar, &zone_of(fixed), start, a, b)?;
    }

    #[test]
    fn law_05_a_holiday_more_never_makes_due_earlier(
        ((zone, date), calendar, orderly) in any::place()
            .prop_flat_map(|place| (Just(place), any::calendar(place.1), any::orderly(place.1))),
        after in any::span(WINDOW * DAY), d in any::span(9 * DAY), n in 0u16..9, on in 0u64..30, every_year: bool,
    ) {
        let start = any::start_of(date) + Span(after);
        let holiday = date + chrono::Days::new(on);
        for (calendar, target) in
            [(&calendar, Target::Elapsed(Span(d))), (&orderly, Target::Elapsed(Span(d))), (&orderly, Target::WorkingDays(n))]
        {
            let mut closed = calendar.clone();
            closed.exceptions.retain(|it| it.day != any::exception(holiday, Vec::new()).day);
            let calendar = closed.clone();
            if every_year {
                closed.yearly.push(any::of_every_year(holiday));
            } else {
                closed.exceptions.push(any::exception(holiday, Vec::new()));
            }
            match (calendar.due(&zone, start, target), closed.due(&zone, start, target)) {
                (Some(before), Some(after)) => prop_assert!(after >= before, "{before:?} became {after:?}"),
                (before, after) => prop_assert!(after.is_none(), "{before:?} became {after:?}"),
            }
        }
    }

    #[test]
    fn law_06_always_open_is_plain_addition_across_midnights_and_years(
        (zone, _) in any::place(), start in -2_000_000_000_000i64..7_000_000_000_000, d in 0i64..=3_660 * DAY,
        walked in 0i64..40 * DAY,
    ) {
        let always = Calendar::always();
        let start = At(start);
        prop_assert_eq!(always.add(&zone, start, Span(d)), Some(start + Span(d)));
        prop_assert_eq!(always.elapsed(&zone, start, start + Span(d)), Span(d));
        // Always open too, though only a walk can tell.
        let mut walk = always.clone();
        walk.week[2].clear();
        walk.week[1][0].to = 2_880;
        prop_assert!(always.is_always() && !walk.is_always());
        let in_years = At(start.0.clamp(0, 4_000_000_000_000));
        prop_assert_eq!(walk.add(&zone, in_years, Span(walked)), Some(in_years + Span(walked)));
        prop_assert_eq!(walk.elapsed(&zone, in_years, in_years + Span(walked)), Span(walked));
    }

    #[test]
    fn closes_and_the_nth_close_agree(
        ((zone, date), calendar) in any::place().prop_flat_map(|place| (Just(place), any::calendar(place.1))),
        after in any::span(WINDOW * DAY), n in 0u32..40, later in any::span(30 * DAY),
    ) {
        let from = any::start_of(date) + Span(after);
        if let Some(close) = calendar.nth_close(&zone, from, n) {
            prop_assert_eq!(calendar.closes(&zone, from, close), n);
            prop_assert!(n == 0 || calendar.closes(&zone, from, close - Span(1)) == n - 1);
        }
        // What remained at a pause leads, without a pause, to where it came from.
        if let Some(due) = calendar.close_of_business(&zone, from, 1 + n as u16) {
            let pause = At(due.0.min((from + Span(later)).0));
            let remaining = calendar.closes(&zone, pause, due);
            prop_assert_eq!(calendar.nth_close(&zone, pause, remaining), Some(due));
        }
    }

    #[test]
    fn segments_that_are_cut_doubled_and_shuffled_are_the_same_hours(
        ((zone, date), calendar) in any::place().prop_flat_map(|place| (Just(place), any::calendar(place.1))),
        after in any::span(WINDOW * DAY), d in any::span(9 * DAY), cut in 1u16..2_880,
    ) {
        let mut other = calendar.clone();
        for open in other.week.iter_mut().chain(other.exceptions.iter_mut().map(|it| &mut it.open)) {
            let mut pieces = open.clone();
            for segment in open.iter().filter(|it| it.from < cut.min(1_440) && cut < it.to && cut < 1_440) {
                pieces.push(kentongan_rules::calendar::Segment { from: cut, to: segment.to });
                pieces.push(kentongan_rules::calendar::Segment { from: segment.from, to: cut });
            }
            pieces.reverse();
            *open = pieces;
        }
        let start = any::start_of(date) + Span(after);
        prop_assert_eq!(calendar.add(&zone, start, Span(d)), other.add(&zone, start, Span(d)));
        prop_assert_eq!(calendar.closes(&zone, start, start + Span(d)), other.closes(&zone, start, start + Span(d)));
    }

    #[test]
    fn an_agency_is_open_when_its_duty_is_on(
        days in prop::collection::vec(1u8..=7, 0..6), from_minute in 0u16..1_440, to_minute in 0u16..=1_440,
        minute in 0i64..20_000, offset in -720..=840,
    ) {
        let duty = Duty::Weekly { days, from_minute, to_minute };
        let calendar = Calendar::always().of_duty(&duty);
        let at = crate::at(&WIB, "2026-11-20 00:00") + Span::minutes(minute);
        let open = calendar.elapsed(&zone_of(offset), at, at + Span::minutes(1)) == Span::minutes(1);
        prop_assert_eq!(Some(open), duty.on(at.0, offset));
    }

    #[test]
    fn no_instant_and_no_calendar_is_a_reason_to_fail(
        week in prop::array::uniform7(prop::collection::vec((any::<u16>(), any::<u16>()), 0..3)),
        holiday: (u8, u8), exception: (i32, u8, u8), start: i64, to: i64, n: u16, far in prop::sample::select(EXTREMES),
    ) {
        use kentongan_rules::calendar::{Day, Exception, Segment, Yearly};
        let segments = |open: &Vec<(u16, u16)>| open.iter().map(|(from, to)| Segment { from: *from, to: *to }).collect();
        let calendar = Calendar {
            version: 1,
            week: std::array::from_fn(|weekday| segments(&week[weekday])),
            exceptions: vec![Exception {
                day: Day { year: exception.0, month: exception.1, day: exception.2 },
                open: segments(&week[0]),
                name: String::new(),
            }],
            yearly: vec![Yearly { month: holiday.0, day: holiday.1, name: String::new() }],
        };
        let zone = zone_of(exception.0);
        for (from, to) in [(start, to), (far, to), (start, far), (far, !far)] {
            // The walk of all the years a calendar knows is for the named case: here, some.
            let to = to.min(from.saturating_add(4_000 * DAY));
            let open = calendar.elapsed(&zone, At(from), At(to));
            prop_assert!(Span(0) <= open && open <= Span(to.saturating_sub(from).max(0)));
            if let Some(at) = calendar.add(&zone, At(from), Span(to)) {
                prop_assert!(at >= At(from));
            }
            let close = calendar.close_of_business(&zone, At(from), n);
            prop_assert!(close.is_none_or(|close| close >= At(from)));
            prop_assert!(calendar.nth_close(&zone, At(from), n.into()).is_none_or(|close| close >= At(from)));
            prop_assert!(calendar.closes(&zone, At(from), At(to)) <= 4_001);
            let _either = calendar.check(&zone, At(from));
        }
    }
}

const EXTREMES: &[i64] =
    &[i64::MIN, i64::MIN + 1, -2_208_988_800_000, -1, 0, 7_258_118_400_000, i64::MAX - 1, i64::MAX];

fn four<Z: chrono::TimeZone>(
    calendar: &Calendar,
    zone: &Z,
    start: At,
    a: i64,
    b: i64,
) -> Result<(), TestCaseError> {
    let Some(first) = calendar.add(zone, start, Span(a)) else { return Ok(()) };
    prop_assert_eq!(calendar.elapsed(zone, start, first), Span(a));
    if a > 0 {
        prop_assert_eq!(calendar.elapsed(zone, start, first - Span(1)), Span(a - 1), "not the earliest");
    }
    if let Some(second) = calendar.add(zone, first, Span(b)) {
        prop_assert_eq!(calendar.add(zone, start, Span(a + b)), Some(second));
    }
    Ok(())
}

proptest! {
    // The reference takes its time.
    #![proptest_config(ProptestConfig { cases: 120, ..ProptestConfig::default() })]

    #[test]
    fn every_answer_is_that_of_a_walk_minute_by_minute(
        ((zone, date), calendar) in any::place().prop_flat_map(|place| (Just(place), any::calendar(place.1))),
        asked in prop::collection::vec((any::span(WINDOW * DAY), any::span(WINDOW * DAY), 1u16..6), 12),
    ) {
        let base = any::start_of(date);
        let slow = Slow::new(&calendar, &zone, base, WINDOW);
        let end = base + Span(WINDOW * DAY);
        for (one, other, n) in asked {
            let (from, to) = (base + Span(one.min(other)), base + Span(one.max(other)));
            prop_assert_eq!(calendar.elapsed(&zone, from, to), slow.elapsed(from, to));
            if let Some(at) = slow.add(from, Span(other)).filter(|at| *at <= end) {
                prop_assert_eq!(calendar.add(&zone, from, Span(other)), Some(at));
            }
            if let Some(close) = slow.close_of_business(from, n).filter(|close| *close <= end) {
                prop_assert_eq!(calendar.close_of_business(&zone, from, n), Some(close));
            }
            let closes = slow.closes(from, to);
            prop_assert_eq!(calendar.closes(&zone, from, to) as usize, closes.len());
            for (n, close) in (1..).zip(closes) {
                prop_assert_eq!(calendar.nth_close(&zone, from, n), Some(close));
            }
        }
    }
}
