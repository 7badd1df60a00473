//! What a calendar must not be, and what it is on the wire.

use crate::{WIB, at, daily, day, exception, open, yearly};
use kentongan_rules::calendar::{Calendar, CalendarFault, Day, Segment, Target};
use kentongan_rules::time::{At, Span};

fn check(calendar: &Calendar) -> Result<(), CalendarFault> {
    calendar.check(&WIB, at(&WIB, "2026-11-26 09:00"))
}

#[test]
fn a_segment_starts_on_its_day_and_ends_later_and_by_the_end_of_the_next() {
    let sound = [(0, 1), (0, 1_440), (1_439, 1_440), (1_439, 2_880), (0, 2_880)];
    let unsound = [(0, 0), (600, 600), (600, 599), (1_440, 1_441), (1_440, 2_880), (0, 2_881), (0, u16::MAX)];
    for (from, to) in sound {
        let mut calendar = Calendar::office();
        calendar.week[6] = vec![Segment { from, to }];
        calendar.exceptions = vec![exception("2026-12-24", &[])];
        calendar.exceptions[0].open = vec![Segment { from, to }];
        assert_eq!(check(&calendar), Ok(()), "{from} to {to}");
    }
    for (from, to) in unsound {
        let segment = Segment { from, to };
        let mut calendar = Calendar::office();
        calendar.week[6] = vec![Segment { from: 0, to: 1 }, segment];
        assert_eq!(check(&calendar), Err(CalendarFault::WeekSegment { weekday: 7, segment }));
        let mut calendar = Calendar::office();
        calendar.exceptions = vec![exception("2026-12-24", &[])];
        calendar.exceptions[0].open = vec![segment];
        assert_eq!(
            check(&calendar),
            Err(CalendarFault::ExceptionSegment { day: day("2026-12-24"), segment })
        );
        // Until it is mended, it is never open.
        let mut calendar = daily(&[]);
        calendar.week[3] = vec![segment];
        assert_eq!(calendar.add(&WIB, at(&WIB, "2026-11-26 00:00"), Span(1)), None);
        assert_eq!(calendar.nth_close(&WIB, at(&WIB, "2026-11-26 00:00"), 1), None);
    }
}

#[test]
fn impossible_dates_are_refused() {
    for text in ["2026-02-29", "2026-13-01", "2026-00-10", "2026-04-31", "2026-01-00"] {
        let mut calendar = Calendar::office();
        calendar.exceptions = vec![exception(text, &[])];
        assert_eq!(check(&calendar), Err(CalendarFault::ImpossibleDay { day: day(text) }), "{text}");
    }
    let mut calendar = Calendar::office();
    for year in [-1, 10_000, i32::MAX, i32::MIN] {
        let day = Day { year, month: 1, day: 1 };
        calendar.exceptions = vec![exception("2028-02-29", &[])];
        assert_eq!(check(&calendar), Ok(()));
        calendar.exceptions[0].day = day;
        assert_eq!(check(&calendar), Err(CalendarFault::ImpossibleDay { day }));
    }
    for (month, date) in [(2, 30), (4, 31), (0, 1), (13, 1), (1, 0), (1, 32)] {
        let mut calendar = Calendar::office();
        calendar.yearly = vec![yearly(2, 29), yearly(month, date)];
        assert_eq!(check(&calendar), Err(CalendarFault::ImpossibleYearly { month, day: date }));
    }
}

#[test]
fn two_exceptions_of_one_day_are_refused() {
    let mut calendar = Calendar::office();
    calendar.exceptions = vec![
        exception("2026-12-24", &[]),
        exception("2026-12-26", &[]),
        exception("2026-12-24", &["08:00-12:00"]),
    ];
    assert_eq!(check(&calendar), Err(CalendarFault::TwoExceptions { day: day("2026-12-24") }));
}

#[test]
fn something_is_open_within_four_hundred_days() {
    let now = at(&WIB, "2026-11-26 09:00");
    let mut calendar = daily(&[]);
    let last = now + Span::hours(400 * 24);
    assert_eq!(last, at(&WIB, "2027-12-31 09:00"));
    calendar.exceptions = vec![exception("2027-12-31", &["09:00-10:00"])];
    assert_eq!(check(&calendar), Err(CalendarFault::NeverOpen));
    calendar.exceptions = vec![exception("2027-12-31", &["08:59-10:00"])];
    assert_eq!(check(&calendar), Ok(()));
    calendar.exceptions = vec![exception("2026-11-26", &["08:00-09:00"])];
    assert_eq!(check(&calendar), Err(CalendarFault::NeverOpen), "what is over does not count");
    calendar.exceptions = vec![exception("2026-11-26", &["08:00-09:01"])];
    assert_eq!(check(&calendar), Ok(()));
    for now in [At(i64::MIN), At(i64::MAX)] {
        assert_eq!(Calendar::always().check(&WIB, now), Ok(()));
        assert_eq!(Calendar::office().check(&WIB, now), Err(CalendarFault::NeverOpen));
    }
}

#[test]
fn only_what_never_closes_is_always_open() {
    assert!(Calendar::always().is_always());
    assert!(daily(&["12:00-24:00", "06:00-12:00", "00:00-07:00"]).is_always());
    assert!(daily(&["00:00-30:00"]).is_always());
    assert!(!Calendar::office().is_always());
    assert!(!daily(&[]).is_always());
    assert!(!daily(&["00:00-11:59", "12:00-24:00"]).is_always());
    assert!(!daily(&["00:01-24:00"]).is_always());
    assert!(!daily(&["00:00-23:59"]).is_always());
    let mut calendar = Calendar::always();
    calendar.exceptions = vec![exception("2026-12-24", &["00:00-12:00", "12:00-24:00"])];
    assert!(calendar.is_always(), "open all day, by its own hours");
    calendar.exceptions = vec![exception("2026-12-24", &["00:00-12:00"])];
    assert!(!calendar.is_always());
    let mut calendar = Calendar::always();
    calendar.yearly = vec![yearly(8, 17)];
    assert!(!calendar.is_always());
    let mut calendar = Calendar::always();
    calendar.week[6] = open(&["00:00-23:00"]);
    assert!(!calendar.is_always());
}

#[test]
fn on_the_wire_days_are_texts_and_targets_name_their_kind() {
    let mut calendar = daily(&["08:00-16:00"]);
    calendar.exceptions = vec![exception("2026-08-17", &["08:00-12:00"])];
    let written = serde_json::to_value(&calendar).unwrap();
    assert_eq!(written["exceptions"][0]["day"], "2026-08-17");
    assert_eq!(written["week"][6][0], serde_json::json!({ "from": 480, "to": 960 }));
    assert_eq!(serde_json::from_value::<Calendar>(written).unwrap(), calendar);

    let target = |target: Target| serde_json::to_string(&target).unwrap();
    assert_eq!(target(Target::Elapsed(Span(90_000))), r#"{"elapsed":90000}"#);
    assert_eq!(target(Target::WorkingDays(3)), r#"{"working_days":3}"#);
    let fault = CalendarFault::TwoExceptions { day: day("2026-08-17") };
    assert_eq!(serde_json::to_string(&fault).unwrap(), r#"{"kind":"two_exceptions","day":"2026-08-17"}"#);

    for text in
        ["", "2026-8-17", "17-08-2026", "2026-08-17 ", "2026/08/17", "+026-08-17", "2026-08-1é", "20260-8-17"]
    {
        assert!(serde_json::from_value::<Day>(text.into()).is_err(), "{text}");
    }
}
