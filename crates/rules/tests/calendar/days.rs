//! Working days and holidays.

use crate::{WIB, at, daily, exception, open, utc, yearly};
use kentongan_rules::calendar::{Calendar, Target, zone_of};
use kentongan_rules::region::Duty;
use kentongan_rules::time::{At, Span};

fn due(calendar: &Calendar, start: &str, n: u16) -> At {
    calendar.due(&WIB, at(&WIB, start), Target::WorkingDays(n)).unwrap()
}

#[test]
fn working_days_count_from_the_day_after_whatever_the_hour() {
    let office = Calendar::office();
    for start in ["2026-11-23 00:00", "2026-11-23 07:29", "2026-11-23 12:00", "2026-11-23 23:59"] {
        assert_eq!(due(&office, start, 1), at(&WIB, "2026-11-24 16:00"), "{start}");
        assert_eq!(due(&office, start, 4), at(&WIB, "2026-11-27 14:30"), "{start}");
        assert_eq!(due(&office, start, 5), at(&WIB, "2026-11-30 16:00"), "{start}");
    }
    assert_eq!(due(&office, "2026-11-28 10:00", 1), at(&WIB, "2026-11-30 16:00"), "from a Saturday");
}

#[test]
fn a_long_weekend_with_cuti_bersama_is_no_working_day() {
    // Nyepi on Thursday 19 March 2026, Idulfitri from Saturday 21, cuti bersama around it until Tuesday 24.
    let mut office = Calendar::office();
    office.exceptions = ["2026-03-18", "2026-03-19", "2026-03-20", "2026-03-23", "2026-03-24"]
        .map(|day| exception(day, &[]))
        .into();
    assert_eq!(due(&office, "2026-03-16 09:00", 1), at(&WIB, "2026-03-17 16:00"));
    assert_eq!(due(&office, "2026-03-16 09:00", 2), at(&WIB, "2026-03-25 16:00"));
    assert_eq!(due(&office, "2026-03-19 09:00", 3), at(&WIB, "2026-03-27 14:30"));
    let (paused, resumed) = (at(&WIB, "2026-03-17 10:00"), at(&WIB, "2026-03-24 10:00"));
    let remaining = office.closes(&WIB, paused, at(&WIB, "2026-03-25 16:00"));
    assert_eq!(remaining, 2);
    assert_eq!(office.nth_close(&WIB, resumed, remaining), Some(at(&WIB, "2026-03-26 16:00")));
}

#[test]
fn a_moved_holiday_is_a_working_day_and_the_other_is_not() {
    let mut office = Calendar::office();
    assert_eq!(
        due(&office, "2026-08-14 09:00", 1),
        at(&WIB, "2026-08-18 16:00"),
        "17 August 2026 is a Monday"
    );
    office.exceptions = vec![exception("2026-08-17", &["08:00-12:00"]), exception("2026-08-18", &[])];
    assert_eq!(due(&office, "2026-08-14 09:00", 1), at(&WIB, "2026-08-17 12:00"));
    assert_eq!(due(&office, "2026-08-14 09:00", 2), at(&WIB, "2026-08-19 16:00"));
    let next_year = at(&WIB, "2027-08-17 00:00");
    assert_eq!(office.elapsed(&WIB, next_year, next_year + Span::hours(24)), Span(0), "a Tuesday, not moved");
}

#[test]
fn the_year_ends_on_a_working_day_and_starts_on_a_holiday() {
    let office = Calendar::office();
    assert_eq!(due(&office, "2026-12-30 15:00", 1), at(&WIB, "2026-12-31 16:00"), "a Thursday");
    assert_eq!(due(&office, "2026-12-31 15:00", 1), at(&WIB, "2027-01-04 16:00"), "Friday is 1 January");
    let start = at(&WIB, "2026-12-31 15:00");
    assert_eq!(office.add(&WIB, start, Span::hours(1)), Some(at(&WIB, "2026-12-31 16:00")));
    assert_eq!(office.add(&WIB, start, Span::hours(2)), Some(at(&WIB, "2027-01-04 08:30")));
    assert_eq!(office.closes(&WIB, start, at(&WIB, "2027-01-04 16:00")), 2);
}

#[test]
fn the_fixed_holidays_are_those_of_the_law() {
    let office = Calendar::office();
    let days: Vec<(u8, u8)> = office.yearly.iter().map(|it| (it.month, it.day)).collect();
    assert_eq!(days, [(1, 1), (5, 1), (6, 1), (8, 17), (12, 25)]);
    assert!(office.yearly.iter().all(|it| !it.name.is_empty()));
    // Mondays of the next years.
    for holiday in ["2028-05-01", "2026-06-01", "2026-08-17", "2028-12-25", "2029-01-01"] {
        let midnight = at(&WIB, &format!("{holiday} 00:00"));
        assert_eq!(office.elapsed(&WIB, midnight, midnight + Span::hours(24)), Span(0), "{holiday}");
        let (before, after) = (midnight - Span::hours(72), midnight + Span::hours(24));
        assert_eq!(
            office.elapsed(&WIB, before, before + Span::hours(24)),
            Span::hours(7),
            "the Friday before"
        );
        assert_eq!(
            office.elapsed(&WIB, after, after + Span::hours(24)),
            Span::minutes(510),
            "the Tuesday after"
        );
    }
}

#[test]
fn the_29th_of_february_is_a_holiday_when_there_is_one() {
    let mut calendar = daily(&["08:00-16:00"]);
    calendar.yearly = vec![yearly(2, 29)];
    let year = |from: &str, to: &str| calendar.elapsed(&WIB, at(&WIB, from), at(&WIB, to));
    assert_eq!(year("2027-02-01 00:00", "2027-03-02 00:00"), Span::hours(29 * 8));
    assert_eq!(year("2028-02-01 00:00", "2028-03-02 00:00"), Span::hours(29 * 8));
}

#[test]
fn a_close_after_midnight_belongs_to_the_day_that_opened() {
    let nights = daily(&["22:00-30:00"]);
    assert_eq!(due(&nights, "2026-11-26 12:00", 1), at(&WIB, "2026-11-28 06:00"), "the night of the 27th");
    assert_eq!(nights.closes(&WIB, at(&WIB, "2026-11-27 05:59"), at(&WIB, "2026-11-28 06:00")), 2);
    assert_eq!(nights.closes(&WIB, at(&WIB, "2026-11-27 06:00"), at(&WIB, "2026-11-28 05:59")), 0);
}

#[test]
fn closes_are_in_order_and_counted_once_where_days_overlap() {
    let mut calendar = Calendar { week: Default::default(), ..Calendar::always() };
    calendar.week[0] = open(&["08:00-40:00"]); // Monday, until Tuesday 16:00
    calendar.week[1] = open(&["08:00-12:00"]);
    calendar.week[3] = open(&["08:00-36:00"]); // Thursday, until Friday noon
    calendar.week[4] = open(&["08:00-12:00"]);
    let sunday = at(&WIB, "2026-11-22 12:00");
    let nth = |n| calendar.nth_close(&WIB, sunday, n).unwrap();
    assert_eq!(nth(1), at(&WIB, "2026-11-24 12:00"));
    assert_eq!(nth(2), at(&WIB, "2026-11-24 16:00"));
    assert_eq!(nth(3), at(&WIB, "2026-11-27 12:00"));
    assert_eq!(nth(4), at(&WIB, "2026-12-01 12:00"));
    assert_eq!(calendar.closes(&WIB, sunday, nth(3)), 3);
}

#[test]
fn around_the_clock_the_close_of_business_is_midnight() {
    let always = Calendar::always();
    assert_eq!(due(&always, "2026-12-30 23:59", 1), at(&WIB, "2027-01-01 00:00"));
    assert_eq!(always.closes(&WIB, at(&WIB, "2026-12-31 00:00"), at(&WIB, "2027-01-01 00:00")), 1);
}

#[test]
fn an_agency_keeps_its_own_hours_and_the_holidays_of_the_room() {
    let mut office = Calendar::office();
    office.exceptions = vec![exception("2026-08-18", &[])];
    assert_eq!(office.of_duty(&Duty::Unknown), office);
    assert!(office.of_duty(&Duty::Always).is_always());
    let patrol = office.of_duty(&Duty::Weekly { days: vec![1, 2, 6], from_minute: 1_320, to_minute: 360 });
    assert_eq!((&patrol.exceptions, &patrol.yearly, patrol.version), (&office.exceptions, &office.yearly, 1));
    // From Saturday 15 August: that night; Monday is the 17th, Tuesday excepted; Saturday 22, Monday 24.
    let start = at(&WIB, "2026-08-15 12:00");
    assert_eq!(patrol.add(&WIB, start, Span::hours(8)), Some(at(&WIB, "2026-08-16 06:00")));
    assert_eq!(patrol.add(&WIB, start, Span::hours(9)), Some(at(&WIB, "2026-08-22 23:00")));
    assert_eq!(patrol.close_of_business(&WIB, start, 2), Some(at(&WIB, "2026-08-25 06:00")));
}

#[test]
fn the_room_counts_in_its_own_zone() {
    let office = Calendar::office();
    assert_eq!(
        office.add(&zone_of(420), utc("2026-11-26 00:00"), Span::hours(1)),
        Some(utc("2026-11-26 01:30"))
    );
    assert_eq!(
        office.add(&zone_of(540), utc("2026-11-26 00:00"), Span::hours(1)),
        Some(utc("2026-11-26 01:00"))
    );
    assert_eq!(
        office.close_of_business(&zone_of(420), utc("2026-11-25 17:00"), 1),
        Some(utc("2026-11-27 07:30"))
    );
    assert_eq!(
        office.close_of_business(&zone_of(420), utc("2026-11-25 16:59"), 1),
        Some(utc("2026-11-26 09:00"))
    );
}
