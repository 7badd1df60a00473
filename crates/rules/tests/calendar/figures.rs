//! Named weeks whose figures can be counted on paper.

use crate::slow::Slow;
use crate::{DAY, WIB, at, daily, exception, hours, open, yearly};
use kentongan_rules::calendar::{Calendar, CalendarFault, Target};
use kentongan_rules::time::{At, Span};

fn closed() -> Calendar {
    Calendar { week: Default::default(), ..Calendar::always() }
}

#[test]
fn law_07_tuesdays_only_a_closure_of_twelve_days_and_an_open_day_inside_it_and_closed_for_ever_is_refused() {
    let mut tuesdays = closed();
    tuesdays.week[1] = open(&["08:00-12:00"]);
    let start = at(&WIB, "2026-12-15 10:00"); // a Tuesday
    let due = |calendar: &Calendar, n| calendar.add(&WIB, start, hours(n));
    assert_eq!(due(&tuesdays, 2), Some(at(&WIB, "2026-12-15 12:00")));
    assert_eq!(due(&tuesdays, 3), Some(at(&WIB, "2026-12-22 09:00")));
    assert_eq!(due(&tuesdays, 7), Some(at(&WIB, "2026-12-29 09:00")));

    let mut closure = tuesdays.clone();
    closure.exceptions = (18..30).map(|day| exception(&format!("2026-12-{day}"), &[])).collect();
    assert_eq!(closure.exceptions.len(), 12);
    assert_eq!(due(&closure, 2), Some(at(&WIB, "2026-12-15 12:00")));
    assert_eq!(due(&closure, 3), Some(at(&WIB, "2027-01-05 09:00")));
    assert_eq!(closure.close_of_business(&WIB, start, 1), Some(at(&WIB, "2027-01-05 12:00")));

    // Thursday 24 December, inside the closure, for three hours.
    closure.exceptions[6] = exception("2026-12-24", &["13:00-16:00"]);
    assert_eq!(due(&closure, 3), Some(at(&WIB, "2026-12-24 14:00")));
    assert_eq!(due(&closure, 5), Some(at(&WIB, "2026-12-24 16:00")));
    assert_eq!(due(&closure, 6), Some(at(&WIB, "2027-01-05 09:00")));
    assert_eq!(closure.close_of_business(&WIB, start, 1), Some(at(&WIB, "2026-12-24 16:00")));
    assert_eq!(closure.check(&WIB, start), Ok(()));

    assert_eq!(closed().check(&WIB, start), Err(CalendarFault::NeverOpen));
    assert_eq!(due(&closed(), 1), None);
    assert_eq!(closed().close_of_business(&WIB, start, 1), None);
    assert_eq!(closed().nth_close(&WIB, start, 1), None);
    assert_eq!(closed().elapsed(&WIB, start, start + Span(400 * DAY)), Span(0));
}

#[test]
fn law_08_six_segments_a_day_one_over_midnight() {
    // Thirteen hours: two touch at 10:00, two overlap from 14:30.
    let calendar =
        daily(&["22:00-26:00", "13:00-15:00", "06:00-07:00", "08:00-10:00", "10:00-12:00", "14:30-17:00"]);
    let start = at(&WIB, "2026-12-31 14:45");
    let due = |minutes| calendar.add(&WIB, start, Span::minutes(minutes));
    assert_eq!(due(135), Some(at(&WIB, "2026-12-31 17:00")));
    assert_eq!(due(136), Some(at(&WIB, "2026-12-31 22:01")));
    assert_eq!(due(135 + 240), Some(at(&WIB, "2027-01-01 02:00")));
    assert_eq!(due(135 + 241), Some(at(&WIB, "2027-01-01 06:01")));
    assert_eq!(due(135 + 240 + 60 + 120), Some(at(&WIB, "2027-01-01 10:00")));
    assert_eq!(due(135 + 240 + 60 + 121), Some(at(&WIB, "2027-01-01 10:01")));
    let midnight = at(&WIB, "2027-01-10 00:00");
    assert_eq!(calendar.elapsed(&WIB, midnight, midnight + Span(DAY)), hours(13));
    assert_eq!(calendar.elapsed(&WIB, midnight, midnight + Span(30 * DAY)), hours(30 * 13));

    let base = At(start.0 / DAY * DAY);
    let slow = Slow::new(&calendar, &WIB, base, 8);
    for minutes in (0..6 * 1_440).step_by(7) {
        let to = base + Span::minutes(minutes);
        assert_eq!(calendar.elapsed(&WIB, base, to), slow.elapsed(base, to));
        assert_eq!(calendar.add(&WIB, to, hours(11)), slow.add(to, hours(11)));
    }
}

#[test]
fn what_runs_past_midnight_runs_into_a_closed_day_and_not_out_of_it() {
    let mut nights = daily(&["22:00-30:00"]);
    nights.exceptions = vec![exception("2026-08-17", &[])];
    nights.yearly = vec![yearly(8, 20)];
    let whole = |day: &str| {
        let from = at(&WIB, &format!("{day} 00:00"));
        nights.elapsed(&WIB, from, from + Span(DAY))
    };
    assert_eq!(whole("2026-08-16"), hours(8));
    assert_eq!(whole("2026-08-17"), hours(6), "the night of the 16th ends at 06:00");
    assert_eq!(whole("2026-08-18"), hours(2), "no night of the 17th");
    assert_eq!(whole("2026-08-20"), hours(6));
    assert_eq!(whole("2026-08-21"), hours(2));
}

#[test]
fn a_segment_of_two_days_covers_the_whole_day_after() {
    let mut mondays = closed();
    mondays.week[0] = open(&["00:00-48:00"]);
    let monday = at(&WIB, "2026-11-23 00:00");
    assert_eq!(mondays.elapsed(&WIB, monday, monday + Span(7 * DAY)), hours(48));
    assert_eq!(mondays.add(&WIB, monday + hours(47), hours(1)), Some(monday + hours(48)));
    assert_eq!(mondays.add(&WIB, monday + hours(47), hours(2)), Some(monday + Span(7 * DAY) + hours(1)));
}

#[test]
fn half_open_to_the_millisecond() {
    let office = Calendar::office();
    let (opens, closes) = (at(&WIB, "2026-11-26 07:30"), at(&WIB, "2026-11-26 16:00"));
    assert_eq!(office.elapsed(&WIB, opens - Span(1), opens), Span(0));
    assert_eq!(office.elapsed(&WIB, opens, opens + Span(1)), Span(1));
    assert_eq!(office.elapsed(&WIB, closes - Span(1), closes), Span(1));
    assert_eq!(office.elapsed(&WIB, closes, closes + Span(1)), Span(0));
    assert_eq!(
        office.add(&WIB, opens, closes - opens),
        Some(closes),
        "the earliest instant, not next morning"
    );
    assert_eq!(office.add(&WIB, closes, Span(1)), Some(at(&WIB, "2026-11-27 07:30") + Span(1)));
}

#[test]
fn an_office_week_has_forty_one_hours_and_its_fridays_are_shorter() {
    let office = Calendar::office();
    let monday = at(&WIB, "2026-11-23 00:00");
    assert_eq!(office.elapsed(&WIB, monday, monday + Span(7 * DAY)), hours(41));
    let friday = monday + Span(4 * DAY);
    assert_eq!(office.elapsed(&WIB, friday, friday + Span(DAY)), hours(7));
    assert_eq!(office.version, 1);
    assert_eq!(office.check(&WIB, monday), Ok(()));
}

#[test]
fn nothing_or_less_is_due_at_once() {
    let start = at(&WIB, "2026-11-28 03:00"); // a Saturday night
    for calendar in [Calendar::always(), Calendar::office(), closed()] {
        for d in [0, -1, -DAY, i64::MIN] {
            assert_eq!(calendar.add(&WIB, start, Span(d)), Some(start));
            assert_eq!(calendar.due(&WIB, start, Target::Elapsed(Span(d))), Some(start));
            assert_eq!(calendar.elapsed(&WIB, start, start + Span(d)), Span(0));
        }
        assert_eq!(calendar.due(&WIB, start, Target::WorkingDays(0)), Some(start));
        assert_eq!(calendar.nth_close(&WIB, start, 0), Some(start));
        assert_eq!(calendar.closes(&WIB, start, start - Span(DAY)), 0);
    }
}

#[test]
fn further_than_ten_years_is_nowhere() {
    let mut yearly = closed();
    yearly.exceptions = vec![exception("2036-11-20", &["08:00-09:00"])];
    let start = at(&WIB, "2026-11-26 00:00");
    assert_eq!(yearly.add(&WIB, start, hours(1)), Some(at(&WIB, "2036-11-20 09:00")));
    assert_eq!(yearly.add(&WIB, start, Span(hours(1).0 + 1)), None);
    assert_eq!(yearly.add(&WIB, start - Span(30 * DAY), hours(1)), None, "3,682 days");
    assert_eq!(yearly.close_of_business(&WIB, start - Span(30 * DAY), 1), None);
    assert_eq!(yearly.nth_close(&WIB, start - Span(30 * DAY), 1), None);
    assert_eq!(yearly.check(&WIB, start), Err(CalendarFault::NeverOpen));
    for always in [Calendar::always(), daily(&["00:00-24:00"])] {
        assert_eq!(always.add(&WIB, start, Span(3_660 * DAY)), Some(start + Span(3_660 * DAY)));
        assert_eq!(always.add(&WIB, start, Span(3_660 * DAY + 1)), None);
        assert_eq!(always.add(&WIB, At(i64::MAX), Span(1)), None);
    }
}

#[test]
fn the_ends_of_time_are_answered_quickly() {
    let ends = [i64::MIN, i64::MIN + 1, 0, i64::MAX - 1, i64::MAX];
    for calendar in [Calendar::always(), Calendar::office(), closed()] {
        for from in ends {
            for to in ends {
                let open = calendar.elapsed(&WIB, At(from), At(to));
                assert!(open >= Span(0) && (to > from || open == Span(0)));
                assert!(calendar.closes(&WIB, At(from), At(to)) <= 366 * 300);
            }
            for target in [Target::Elapsed(Span(i64::MAX)), Target::WorkingDays(u16::MAX)] {
                assert_eq!(calendar.due(&WIB, At(from), target), None);
            }
            assert_eq!(calendar.nth_close(&WIB, At(from), u32::MAX), None);
        }
    }
    let all = Calendar::office().elapsed(&WIB, At(i64::MIN), At(i64::MAX));
    assert!((hours(300 * 51 * 41)..hours(300 * 52 * 41)).contains(&all), "{all:?}");
}
