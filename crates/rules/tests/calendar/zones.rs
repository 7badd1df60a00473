//! Zones whose clocks are moved.

use crate::slow::Slow;
use crate::{DAY, at, daily, hours, open, utc};
use chrono_tz::America::{Havana, Sao_Paulo, St_Johns};
use chrono_tz::Europe::Berlin;
use chrono_tz::Pacific::Apia;
use chrono_tz::Tz;
use kentongan_rules::calendar::Calendar;
use kentongan_rules::time::{At, Span};

/// Every answer of a calendar around a change of offset, beside the reference.
fn beside_the_reference(calendar: &Calendar, zone: &Tz, from: At) {
    let slow = Slow::new(calendar, zone, from, 6);
    let end = from + Span(6 * DAY);
    let inside = |found: Option<At>| found.filter(|at| *at <= end);
    for minute in (0..4 * 1_440).step_by(13) {
        let start = from + Span::minutes(minute);
        assert_eq!(calendar.elapsed(zone, from, start), slow.elapsed(from, start), "{zone} {start:?}");
        let (due, expected) = (calendar.add(zone, start, hours(3)), slow.add(start, hours(3)));
        assert_eq!(inside(due), inside(expected), "{zone} {start:?}");
        let (due, expected) = (calendar.close_of_business(zone, start, 1), slow.close_of_business(start, 1));
        assert_eq!(inside(due), inside(expected), "{zone} {start:?}");
        let closes = slow.closes(start, end);
        assert_eq!(calendar.closes(zone, start, end) as usize, closes.len(), "{zone} {start:?}");
        assert_eq!(inside(calendar.nth_close(zone, start, 1)), closes.first().copied(), "{zone} {start:?}");
    }
}

#[test]
fn law_10_berlin_and_sao_paulo_across_daylight_saving() {
    let changes = [
        (Berlin, utc("2026-03-27 00:00")),    // 02:00 becomes 03:00 on the 29th
        (Berlin, utc("2026-10-23 00:00")),    // 03:00 becomes 02:00 on the 25th
        (Sao_Paulo, utc("2018-11-02 00:00")), // midnight becomes 01:00 on the 4th
        (Sao_Paulo, utc("2018-02-16 00:00")), // midnight becomes 23:00 of the 17th
    ];
    let calendars = [
        daily(&["00:00-24:00"]),
        daily(&["01:00-02:00"]),
        daily(&["02:00-03:00"]),
        daily(&["02:30-02:45", "00:00-00:30"]),
        daily(&["22:00-26:30"]),
        daily(&["23:30-24:00", "08:00-12:00"]),
        daily(&["20:00-23:00"]),
        Calendar::office(),
    ];
    for (zone, from) in changes {
        for calendar in &calendars {
            beside_the_reference(calendar, &zone, from);
        }
    }
}

#[test]
fn a_night_of_berlin_has_an_hour_less_in_march_and_one_more_in_october() {
    let night = daily(&["22:00-30:00"]);
    let total = |date: &str| {
        let noon = at(&Berlin, &format!("{date} 12:00"));
        night.elapsed(&Berlin, noon, noon + Span(DAY))
    };
    assert_eq!(total("2026-03-27"), hours(8));
    assert_eq!(total("2026-03-28"), hours(7));
    assert_eq!(total("2026-10-24"), hours(9));
    let start = at(&Berlin, "2026-03-28 23:00");
    assert_eq!(night.add(&Berlin, start, hours(4)), Some(at(&Berlin, "2026-03-29 04:00")));
}

#[test]
fn a_time_that_is_skipped_is_the_change_and_one_shown_twice_is_taken_at_its_widest() {
    let change = utc("2026-03-29 01:00");
    let one = |hours: &[&str], from: &str| {
        let calendar = daily(hours);
        let from = at(&Berlin, from);
        (
            calendar.elapsed(&Berlin, from, from + Span(DAY)),
            calendar.add(&Berlin, from, Span(1)).unwrap() - Span(1),
        )
    };
    assert_eq!(one(&["02:30-04:00"], "2026-03-29 00:00"), (hours(1), change));
    assert_eq!(one(&["01:00-02:30"], "2026-03-29 00:00"), (hours(1), utc("2026-03-29 00:00")));
    let (skipped, next) = one(&["02:10-02:50"], "2026-03-29 00:00");
    assert_eq!((skipped, next), (Span(0), at(&Berlin, "2026-03-30 02:10")));
    assert_eq!(
        daily(&["02:10-02:50"]).close_of_business(&Berlin, at(&Berlin, "2026-03-28 12:00"), 1),
        Some(at(&Berlin, "2026-03-30 02:50")),
        "a day without open time is no working day"
    );
    assert_eq!(one(&["02:30-02:45"], "2026-10-25 00:00"), (Span::minutes(75), utc("2026-10-25 00:30")));
}

#[test]
fn a_time_skipped_before_1970_is_the_change_as_well() {
    // 02:00 of 1 April 1940 became 03:00 in Berlin.
    let calendar = daily(&["02:30-04:00"]);
    let change = utc("1940-04-01 01:00");
    assert_eq!(calendar.add(&Berlin, change - hours(1), Span(1)), Some(change + Span(1)));
    beside_the_reference(&calendar, &Berlin, utc("1940-03-30 00:00"));
}

#[test]
fn sao_paulo_has_no_midnight_in_november_2018() {
    let calendar = daily(&["00:00-06:00"]);
    let change = utc("2018-11-04 03:00");
    let evening = at(&Sao_Paulo, "2018-11-03 20:00");
    assert_eq!(calendar.add(&Sao_Paulo, evening, Span(1)), Some(change + Span(1)));
    assert_eq!(calendar.add(&Sao_Paulo, evening, hours(5)), Some(at(&Sao_Paulo, "2018-11-04 06:00")));
    assert_eq!(calendar.close_of_business(&Sao_Paulo, evening, 1), Some(at(&Sao_Paulo, "2018-11-04 06:00")));
}

#[test]
fn clocks_set_back_to_midnight_and_over_it_keep_what_still_runs() {
    // Havana shows 00:00 to 01:00 of 1 November 2026 twice; St John's went from 00:01 of 7 November 2010 to 23:01.
    for (zone, day, midnight) in
        [(Havana, "2026-10-30", utc("2026-11-01 05:00")), (St_Johns, "2010-11-05", utc("2010-11-07 03:30"))]
    {
        let mut calendar = Calendar { week: Default::default(), ..Calendar::always() };
        calendar.week[4] = open(&["00:00-48:00"]); // Friday and Saturday
        let first = midnight - Span::minutes(60);
        assert_eq!(calendar.elapsed(&zone, first, midnight + hours(5)), hours(1), "{zone}");
        let inside = midnight - Span::minutes(30);
        assert_eq!(calendar.elapsed(&zone, inside, inside + hours(5)), Span::minutes(30), "{zone}");
        assert_eq!(calendar.add(&zone, inside, Span::minutes(30)), Some(midnight), "{zone}");
        assert_eq!(calendar.nth_close(&zone, inside, 1), Some(midnight), "{zone}");
        let from = utc(&format!("{day} 00:00"));
        beside_the_reference(&calendar, &zone, from);
        beside_the_reference(&daily(&["00:00-00:30", "23:30-24:00"]), &zone, from);
        // Sunday's first minute, shown before Saturday's last hour is over.
        let mut sundays = daily(&[]);
        sundays.week[6] = open(&["00:00-06:00"]);
        beside_the_reference(&sundays, &zone, from);
    }
}

#[test]
fn samoa_left_out_a_friday() {
    // 30 December 2011 was never shown.
    let mut calendar = daily(&["08:00-16:00"]);
    calendar.week[3] = open(&["20:00-32:00"]); // Thursday, until Friday 08:00
    let thursday = at(&Apia, "2011-12-29 12:00");
    assert_eq!(calendar.add(&Apia, thursday, hours(4)), Some(at(&Apia, "2011-12-31 00:00")));
    assert_eq!(calendar.add(&Apia, thursday, hours(5)), Some(at(&Apia, "2011-12-31 09:00")));
    assert_eq!(calendar.close_of_business(&Apia, thursday, 1), Some(at(&Apia, "2011-12-31 16:00")));
    assert_eq!(calendar.closes(&Apia, thursday, at(&Apia, "2011-12-31 16:00")), 2);
    beside_the_reference(&calendar, &Apia, utc("2011-12-28 00:00"));
}

#[test]
fn always_open_is_plain_addition_where_clocks_are_moved() {
    let always = Calendar::always();
    for (zone, noon) in
        [(Berlin, "2026-03-28 12:00"), (Berlin, "2026-10-24 12:00"), (Sao_Paulo, "2018-11-03 12:00")]
    {
        let start = at(&zone, noon);
        assert_eq!(always.add(&zone, start, hours(24)), Some(start + Span(DAY)));
        assert_eq!(always.elapsed(&zone, start, start + Span(DAY)), Span(DAY));
    }
}
