use super::*;
use crate::region::{CategoryCode, Severity};
use crate::time::At;

const WIB: i32 = 420;

/// Minutes after Monday 00:00 in WIB, 2026-11-23.
fn at(minutes: i64) -> At {
    At(1_795_366_800_000 + minutes * 60_000)
}
fn fits(hours: &PlanHours, at: At, is_working: bool) -> bool {
    let category = CategoryCode::from("KBR");
    hours.fits(&Occasion {
        category: &category,
        severity: Severity::Low,
        district: None,
        at,
        is_working,
        utc_offset_minutes: WIB,
    })
}
fn weekly(days: &[u8], from_minute: u16, to_minute: u16) -> PlanHours {
    PlanHours::Weekly { days: days.to_vec(), from_minute, to_minute }
}

#[test]
fn working_hours_are_the_calendars_and_stated_ones_are_not() {
    assert!(fits(&PlanHours::Working, at(0), true) && !fits(&PlanHours::Working, at(0), false));
    assert!(fits(&PlanHours::OffWorking, at(0), false) && !fits(&PlanHours::OffWorking, at(0), true));
    assert!(fits(&PlanHours::Any, at(0), true) && fits(&PlanHours::Any, at(0), false));
    let day = weekly(&[1], 480, 960);
    for is_working in [true, false] {
        assert!(!fits(&day, At(at(480).0 - 1), is_working));
        assert!(fits(&day, at(480), is_working));
        assert!(fits(&day, At(at(960).0 - 1), is_working));
        assert!(!fits(&day, at(960), is_working));
    }
}

#[test]
fn hours_over_midnight_belong_to_the_day_they_start_on() {
    let sunday_night = weekly(&[7], 1_320, 300);
    assert!(fits(&sunday_night, at(-120), true));
    assert!(fits(&sunday_night, at(299), true));
    assert!(!fits(&sunday_night, at(300), true));
    assert!(!fits(&sunday_night, at(6 * 1_440), true), "Saturday night is not Sunday's");
}

#[test]
fn hours_overlap_where_some_minute_is_in_both() {
    for (one, other, meet) in [
        (weekly(&[1], 480, 960), weekly(&[1], 960, 1_440), false),
        (weekly(&[1], 480, 961), weekly(&[1], 960, 1_440), true),
        (weekly(&[7], 1_320, 300), weekly(&[1], 299, 400), true),
        (weekly(&[7], 1_320, 300), weekly(&[1], 300, 400), false),
        (weekly(&[1, 2], 0, 0), weekly(&[3], 0, 1), false),
        (weekly(&[1, 2], 0, 0), weekly(&[2], 1_439, 1_440), true),
    ] {
        assert_eq!((one.overlaps(&other), other.overlaps(&one)), (meet, meet), "{one:?} {other:?}");
        // The same by trying every minute of the week.
        let both = |n| fits(&one, at(n), true) && fits(&other, at(n), true);
        assert_eq!((0..i64::from(WEEK)).any(both), meet);
    }
    assert!(PlanHours::Working.overlaps(&PlanHours::Working));
    assert!(!PlanHours::Working.overlaps(&PlanHours::OffWorking));
}

#[test]
fn hours_that_can_never_be_are_not_sound() {
    for wrong in [weekly(&[], 0, 10), weekly(&[0], 0, 10), weekly(&[8], 0, 10), weekly(&[1], 1_440, 0)] {
        assert!(!wrong.is_sound(), "{wrong:?}");
    }
    assert!(!weekly(&[1], 0, 1_441).is_sound());
    assert!(weekly(&[1, 7], 1_439, 1_440).is_sound() && PlanHours::Any.is_sound());
}
