use crate::time::{At, Span, day_start, local_day};
use serde::{Deserialize, Serialize};
use std::fmt;
use ts_rs::TS;

/// A day of the room's own calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Day {
    pub year: i32,
    pub month: u32,
    pub date: u32,
}

impl Day {
    /// The local day that holds `at`.
    pub fn of(at: At, utc_offset_minutes: i32) -> Day {
        let (year, month, date) = local_day(at, utc_offset_minutes);
        Day { year, month, date }
    }

    /// Its first instant; `None` of a day that no calendar has.
    pub fn start(self, utc_offset_minutes: i32) -> Option<At> {
        let day = chrono::NaiveDate::from_ymd_opt(self.year, self.month, self.date)?;
        let noon = At(day.and_hms_opt(12, 0, 0)?.and_utc().timestamp_millis());
        Some(day_start(noon - Span::minutes(i64::from(utc_offset_minutes)), utc_offset_minutes))
    }
}

/// As ISO 8601 writes it: `2026-11-23`.
impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_starts_at_local_midnight_and_is_written_as_everywhere() {
        let day = Day { year: 2026, month: 11, date: 26 };
        let start = day.start(420).unwrap();
        assert_eq!(start, At(1_795_626_000_000));
        assert_eq!((Day::of(start, 420), Day::of(start - Span(1), 420).date), (day, 25));
        assert_eq!(day.to_string(), "2026-11-26");
        assert_eq!(Day { date: 31, ..day }.start(420), None);
    }
}
