//! Days of the room's own calendar as instants.

use crate::calendar::Day;
use crate::time::{At, Span, day_start, local_day};

/// The local day that holds `at`.
pub fn day_of(at: At, utc_offset_minutes: i32) -> Day {
    let (year, month, day) = local_day(at, utc_offset_minutes);
    Day { year, month: month as u8, day: day as u8 }
}

/// The first instant of a day; `None` of one that no calendar has.
pub fn start_of(day: Day, utc_offset_minutes: i32) -> Option<At> {
    let date = chrono::NaiveDate::from_ymd_opt(day.year, day.month.into(), day.day.into())?;
    let noon = At(date.and_hms_opt(12, 0, 0)?.and_utc().timestamp_millis());
    Some(day_start(noon - Span::minutes(i64::from(utc_offset_minutes)), utc_offset_minutes))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_starts_at_local_midnight() {
        let day = Day { year: 2026, month: 11, day: 26 };
        let start = start_of(day, 420).unwrap();
        assert_eq!(start, At(1_795_626_000_000));
        assert_eq!((day_of(start, 420), day_of(start - Span(1), 420).day), (day, 25));
        assert_eq!(start_of(Day { day: 31, ..day }, 420), None);
    }
}
