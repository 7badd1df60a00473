//! The calendar, beside a slow reference that walks it minute by minute.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test that cannot go on says so

mod any;
mod check;
mod days;
mod figures;
mod laws;
mod slow;
mod zones;

use chrono::{NaiveDate, TimeZone};
use chrono_tz::Tz;
use kentongan_rules::calendar::{Calendar, Day, Exception, Segment, Yearly};
use kentongan_rules::time::{At, Span};

pub const WIB: Tz = chrono_tz::Asia::Jakarta;
pub const DAY: i64 = 86_400_000;

/// An instant by the clocks of `zone`, `2026-08-17 07:30`; the earlier where they show it twice.
pub fn at(zone: &Tz, text: &str) -> At {
    let local = chrono::NaiveDateTime::parse_from_str(text, "%Y-%m-%d %H:%M").unwrap();
    At(zone.from_local_datetime(&local).earliest().expect("a time that the clocks show").timestamp_millis())
}

pub fn utc(text: &str) -> At {
    at(&Tz::UTC, text)
}

/// `2026-08-17`
pub fn day(text: &str) -> Day {
    serde_json::from_value(text.into()).unwrap()
}

pub fn date(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Hours and minutes of a local day: `open(&["07:30-16:00", "22:00-26:00"])`.
pub fn open(hours: &[&str]) -> Vec<Segment> {
    let minute = |text: &str| {
        let (hour, minute) = text.split_once(':').unwrap();
        hour.parse::<u16>().unwrap() * 60 + minute.parse::<u16>().unwrap()
    };
    let segment = |text: &&str| {
        let (from, to) = text.split_once('-').unwrap();
        Segment { from: minute(from), to: minute(to) }
    };
    hours.iter().map(segment).collect()
}

pub fn exception(on: &str, hours: &[&str]) -> Exception {
    Exception { day: day(on), open: open(hours), name: on.to_owned() }
}

pub fn yearly(month: u8, day: u8) -> Yearly {
    Yearly { month, day, name: format!("{day}/{month}") }
}

/// The same hours on every day.
pub fn daily(hours: &[&str]) -> Calendar {
    Calendar { week: std::array::from_fn(|_| open(hours)), ..Calendar::always() }
}

pub fn hours(n: i64) -> Span {
    Span::hours(n)
}
