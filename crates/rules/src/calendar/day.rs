//! A date of the local calendar, `2026-08-17` on the wire.

use chrono::{Datelike, Days, NaiveDate, Weekday};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// May name a date that does not exist: [`super::Calendar::check`] says so, and no day is ever equal to it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(try_from = "String", into = "String")]
#[ts(type = "string")]
pub struct Day {
    pub year: i32,
    pub month: u8,
    pub day: u8,
}

impl Day {
    pub(super) fn of(date: NaiveDate) -> Day {
        Day { year: date.year(), month: date.month() as u8, day: date.day() as u8 }
    }

    /// The days of its week, Monday first; `None` of a day that no calendar has.
    pub fn week(self) -> Option<Vec<Day>> {
        let date = NaiveDate::from_ymd_opt(self.year, self.month.into(), self.day.into())?;
        let monday = date.week(Weekday::Mon).checked_first_day()?;
        (0..7).map(|n| monday.checked_add_days(Days::new(n)).map(Day::of)).collect()
    }

    /// Whether it exists, and can be written with four digits of the year.
    pub(super) fn is_possible(self) -> bool {
        (0..=9_999).contains(&self.year)
            && NaiveDate::from_ymd_opt(self.year, self.month.into(), self.day.into()).is_some()
    }
}

impl std::fmt::Display for Day {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }
}

impl From<Day> for String {
    fn from(day: Day) -> String {
        day.to_string()
    }
}

impl TryFrom<String> for Day {
    type Error = &'static str;

    fn try_from(text: String) -> Result<Day, Self::Error> {
        read(&text).ok_or("a day is written as 2026-08-17")
    }
}

fn read(text: &str) -> Option<Day> {
    let digits =
        |(at, byte): (usize, u8)| if at == 4 || at == 7 { byte == b'-' } else { byte.is_ascii_digit() };
    if text.len() != 10 || !text.bytes().enumerate().all(digits) {
        return None;
    }
    Some(Day {
        year: text.get(..4)?.parse().ok()?,
        month: text.get(5..7)?.parse().ok()?,
        day: text.get(8..)?.parse().ok()?,
    })
}
