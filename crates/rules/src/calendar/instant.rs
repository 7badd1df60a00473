//! Between local time and instants, in milliseconds since 1970-01-01T00:00:00Z.

use super::DAY_MS;
use chrono::{DateTime, FixedOffset, MappedLocalTime, NaiveDate, NaiveDateTime, Offset, TimeZone, Utc};

/// 1900-01-01T00:00:00Z.
pub(super) const FIRST: i64 = -25_567 * DAY_MS;
/// 2200-01-01T00:00:00Z, excluded.
pub(super) const LAST: i64 = 84_006 * DAY_MS;

const DAY_SECONDS: i64 = 86_400;

/// The zone of a region. An offset that no zone has becomes the nearest below a day.
pub fn zone_of(utc_offset_minutes: i32) -> FixedOffset {
    FixedOffset::east_opt(utc_offset_minutes.clamp(-1_439, 1_439) * 60).unwrap_or_else(|| Utc.fix())
}

/// The local day of an instant; one outside the calendar's years has the day at their edge.
pub(super) fn local_date<Z: TimeZone>(zone: &Z, at: i64) -> NaiveDate {
    let seconds = at.clamp(FIRST, LAST).div_euclid(1_000);
    written(seconds + offset(zone, seconds)).date()
}

#[derive(Clone, Copy)]
pub(super) enum Edge {
    Start,
    End,
}

/// The instant at which the clocks of `zone` show `minute` minutes after midnight of `date`.
pub(super) fn instant<Z: TimeZone>(zone: &Z, date: NaiveDate, minute: u16, edge: Edge) -> i64 {
    let local = i64::from(date.to_epoch_days()) * DAY_SECONDS + i64::from(minute) * 60;
    let less = |offset: Z::Offset| local - i64::from(offset.fix().local_minus_utc());
    let seconds = match zone.offset_from_local_datetime(&written(local)) {
        MappedLocalTime::Single(one) => less(one),
        MappedLocalTime::Ambiguous(one, other) => {
            let (one, other) = (less(one), less(other));
            match edge {
                Edge::Start => one.min(other),
                Edge::End => one.max(other),
            }
        }
        MappedLocalTime::None => skipped(zone, local),
    };
    seconds * 1_000
}

/// The instant at which the clocks jump over `local`.
fn skipped<Z: TimeZone>(zone: &Z, local: i64) -> i64 {
    // No offset is as large as a day: the clocks show less than `local` at the one end, more at the other.
    let (mut before, mut after) = (local - DAY_SECONDS, local + DAY_SECONDS);
    while after - before > 1 {
        let middle = before + (after - before) / 2;
        if middle + offset(zone, middle) > local {
            after = middle;
        } else {
            before = middle;
        }
    }
    after
}

/// Seconds east of UTC.
fn offset<Z: TimeZone>(zone: &Z, seconds: i64) -> i64 {
    i64::from(zone.offset_from_utc_datetime(&written(seconds)).fix().local_minus_utc())
}

fn written(seconds: i64) -> NaiveDateTime {
    DateTime::from_timestamp(seconds, 0).unwrap_or_default().naive_utc()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_years_of_a_calendar_are_1900_to_2199() {
        let day = |year| NaiveDate::from_ymd_opt(year, 1, 1).unwrap();
        assert_eq!(instant(&Utc, day(1_900), 0, Edge::Start), FIRST);
        assert_eq!(instant(&Utc, day(2_200), 0, Edge::Start), LAST);
        assert_eq!(local_date(&Utc, FIRST), day(1_900));
        assert_eq!(local_date(&Utc, i64::MAX), day(2_200));
    }

    #[test]
    fn an_offset_that_no_zone_has_is_no_reason_to_fail() {
        assert_eq!(zone_of(420).local_minus_utc(), 7 * 3_600);
        assert_eq!(zone_of(i32::MAX).local_minus_utc(), 1_439 * 60);
        assert_eq!(zone_of(i32::MIN).local_minus_utc(), -1_439 * 60);
    }
}
