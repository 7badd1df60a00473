//! Calendars, zones and instants of every kind.

use chrono::{Datelike, Days, NaiveDate};
use chrono_tz::Tz;
use kentongan_rules::calendar::{Calendar, Day, Exception, Segment, Yearly};
use kentongan_rules::time::At;
use proptest::prelude::*;

/// Days that the reference walks.
pub const WINDOW: i64 = 18;

/// A zone and the midnight (UTC) at which a window starts: ordinary weeks, years' ends and changes of offset.
pub fn place() -> impl Strategy<Value = (Tz, NaiveDate)> {
    use chrono_tz::{America, Asia, Australia, Europe, Pacific};
    prop_oneof![
        Just((Asia::Jakarta, crate::date("2026-11-20"))),
        Just((Asia::Jakarta, crate::date("2026-12-23"))),
        Just((Asia::Kathmandu, crate::date("2028-02-20"))),
        Just((Europe::Berlin, crate::date("2026-03-20"))),
        Just((Europe::Berlin, crate::date("2026-10-16"))),
        Just((America::Sao_Paulo, crate::date("2018-02-10"))),
        Just((America::Sao_Paulo, crate::date("2018-10-27"))),
        Just((America::Havana, crate::date("2026-10-24"))),
        Just((America::St_Johns, crate::date("2010-10-31"))),
        Just((Australia::Lord_Howe, crate::date("2026-03-28"))),
        Just((Pacific::Apia, crate::date("2011-12-22"))),
    ]
}

pub fn start_of(date: NaiveDate) -> At {
    At(i64::from(date.to_epoch_days()) * crate::DAY)
}

/// Segments on the hour and off it, short and two days long, over midnight, overlapping, touching.
fn segment() -> impl Strategy<Value = Segment> {
    let coarse = (0u16..24, 1u16..=24).prop_map(|(from, hours)| (from * 60, hours * 60));
    let fine = (0u16..1_440, 1u16..=2_880);
    prop_oneof![4 => coarse, 1 => fine]
        .prop_map(|(from, minutes)| Segment { from, to: (from + minutes).min(2_880) })
}

fn hours() -> impl Strategy<Value = Vec<Segment>> {
    prop_oneof![
        2 => Just(Vec::new()),
        3 => prop::collection::vec(segment(), 1..2),
        3 => prop::collection::vec(segment(), 2..7),
    ]
}

/// One with something open on most days; exceptions and holidays lie in the window that starts at `date`.
pub fn calendar(date: NaiveDate) -> impl Strategy<Value = Calendar> {
    let near = move || (0u64..WINDOW as u64).prop_map(move |days| date + Days::new(days));
    let exceptions = prop::collection::btree_map(near(), hours(), 0..5);
    let yearly = prop::collection::vec(near(), 0..3);
    (prop::array::uniform7(hours()), exceptions, yearly).prop_map(|(week, exceptions, yearly)| Calendar {
        version: 1,
        week,
        exceptions: exceptions.into_iter().map(|(date, open)| exception(date, open)).collect(),
        yearly: yearly.into_iter().map(of_every_year).collect(),
    })
}

/// One whose days close one after another: night duty ends before 05:00, and no day closes before.
pub fn orderly(date: NaiveDate) -> impl Strategy<Value = Calendar> {
    let hours = || {
        prop::collection::vec((300u16..1_380, 1u16..=360), 0..3).prop_map(|segments| {
            let segment = |(from, minutes): (u16, u16)| Segment { from, to: from + minutes };
            segments.into_iter().map(segment).collect::<Vec<_>>()
        })
    };
    (calendar(date), prop::array::uniform7(hours())).prop_map(|(mut calendar, week)| {
        calendar.week = week;
        calendar.exceptions.retain(|exception| exception.open.is_empty());
        calendar
    })
}

pub fn exception(date: NaiveDate, open: Vec<Segment>) -> Exception {
    let day = Day { year: date.year(), month: date.month() as u8, day: date.day() as u8 };
    Exception { day, open, name: date.to_string() }
}

pub fn of_every_year(date: NaiveDate) -> Yearly {
    Yearly { month: date.month() as u8, day: date.day() as u8, name: date.to_string() }
}

/// A length of time: whole hours as often as odd milliseconds.
pub fn span(most: i64) -> impl Strategy<Value = i64> {
    prop_oneof![(0..=most / 3_600_000).prop_map(|hours| hours * 3_600_000), 0..=most]
}
