//! Instants and spans. Nothing here reads a clock: time is always an argument.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An instant: milliseconds since 1970-01-01T00:00:00Z.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct At(pub i64);

/// A length of time in milliseconds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Span(pub i64);

impl Span {
    pub const fn seconds(n: i64) -> Span {
        Span(n * 1_000)
    }
    pub const fn minutes(n: i64) -> Span {
        Span::seconds(n * 60)
    }
    pub const fn hours(n: i64) -> Span {
        Span::minutes(n * 60)
    }
}

impl std::ops::Add<Span> for At {
    type Output = At;
    fn add(self, span: Span) -> At {
        At(self.0.saturating_add(span.0))
    }
}

impl std::ops::Sub<Span> for At {
    type Output = At;
    fn sub(self, span: Span) -> At {
        At(self.0.saturating_sub(span.0))
    }
}

impl std::ops::Sub<At> for At {
    type Output = Span;
    fn sub(self, earlier: At) -> Span {
        Span(self.0.saturating_sub(earlier.0))
    }
}

/// A position in the journal; 0 is "before everything".
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "number")]
pub struct Seq(pub i64);

/// The local day of an instant as `(year, month, day)` at a fixed offset from UTC, in minutes.
pub fn local_day(at: At, utc_offset_minutes: i32) -> (i32, u32, u32) {
    use chrono::Datelike;
    let shifted = at.0.saturating_add(i64::from(utc_offset_minutes) * 60_000);
    let day = chrono::DateTime::from_timestamp_millis(shifted).unwrap_or_default().date_naive();
    (day.year(), day.month(), day.day())
}

/// Start of the local day that holds `at`.
pub fn day_start(at: At, utc_offset_minutes: i32) -> At {
    let offset = i64::from(utc_offset_minutes) * 60_000;
    At((at.0 + offset).div_euclid(86_400_000) * 86_400_000 - offset)
}

/// Minute of the local day, 0..1440.
pub fn minute_of_day(at: At, utc_offset_minutes: i32) -> u16 {
    let local = at.0 + i64::from(utc_offset_minutes) * 60_000;
    (local.rem_euclid(86_400_000) / 60_000) as u16
}

/// The last instant, not after `at`, at which the local day had one of these minutes.
pub fn last_at(at: At, minutes: &[u16], utc_offset_minutes: i32) -> At {
    let today = day_start(at, utc_offset_minutes);
    let yesterday = today - Span::hours(24);
    let instants = |day: At| minutes.iter().map(move |minute| day + Span::minutes(i64::from(*minute)));
    instants(yesterday).chain(instants(today)).filter(|instant| *instant <= at).max().unwrap_or(yesterday)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_day_turns_at_local_midnight() {
        // 2026-11-25T17:00:00Z is 2026-11-26 00:00 in WIB.
        let midnight = At(1_795_626_000_000);
        assert_eq!(local_day(midnight, 420), (2026, 11, 26));
        assert_eq!(local_day(midnight - Span(1), 420), (2026, 11, 25));
        assert_eq!(day_start(midnight + Span::hours(5), 420), midnight);
        assert_eq!(minute_of_day(midnight + Span::minutes(61), 420), 61);
    }

    #[test]
    fn the_last_hour_of_the_clock_is_today_or_yesterday() {
        let midnight = At(1_795_626_000_000);
        let hour = |n| midnight + Span::hours(n);
        let shifts = [6 * 60, 14 * 60, 22 * 60];
        for (now, last) in [(5, -2), (6, 6), (13, 6), (14, 14), (23, 22), (24, 22)] {
            assert_eq!(last_at(hour(now), &shifts, 420), hour(last), "{now}");
        }
    }
}
