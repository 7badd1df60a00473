//! When a room or an agency is open, and how far its working time reaches.
//!
//! A calendar is a value. Its zone is an argument, its days are those of 1900 to 2199: outside them only a
//! calendar that is always open has open time.
//!
//! Everything is added up on the absolute axis: a segment runs from the instant of its local start to the instant
//! of its local end. A local time that a change of offset skips is the instant of the change; one that happens
//! twice is the earlier instant for a start and the later for an end. What overlaps or touches counts once.

mod check;
mod day;
mod holiday;
mod instant;
mod opening;

pub use check::CalendarFault;
pub use day::Day;
pub use instant::zone_of;

use crate::region::Duty;
use crate::time::{At, Span};
use chrono::{Datelike, NaiveDate, TimeZone};
use instant::{FIRST, LAST, local_date};
use opening::{Closes, Openings};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const DAY_MINUTES: u16 = 1_440;
/// A segment may end on the day after, at the latest when that day ends.
const LONGEST: u16 = 2 * DAY_MINUTES;
const DAY_MS: i64 = 86_400_000;
/// How far a due instant is looked for.
const REACH_DAYS: i64 = 3_660;
const REACH: i64 = REACH_DAYS * DAY_MS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Calendar {
    pub version: u32,
    /// Monday first. Minutes of the local day; `to` may pass 1,440 (over midnight, up to 2,880).
    pub week: [Vec<Segment>; 7],
    /// Dated: they replace the whole day's segments. No segment: closed. What the day before still runs after
    /// midnight is the day before's, and stays.
    pub exceptions: Vec<Exception>,
    /// The fixed national holidays: closed every year unless a dated exception says otherwise.
    pub yearly: Vec<Yearly>,
}

/// Half-open `[from, to)`, in minutes after local midnight. One that [`Calendar::check`] would refuse is never open.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct Segment {
    pub from: u16,
    pub to: u16,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Exception {
    pub day: Day,
    pub open: Vec<Segment>,
    pub name: String,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Yearly {
    pub month: u8,
    pub day: u8,
    pub name: String,
}

/// What a clock promises. Neither kind is ever converted into the other.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Target {
    /// Open time.
    Elapsed(Span),
    /// Until the close of business of the n-th working day after the start.
    WorkingDays(u16),
}

impl Segment {
    const WHOLE_DAY: Segment = Segment { from: 0, to: DAY_MINUTES };

    /// Whether it is open time at all.
    fn is_sound(self) -> bool {
        self.from < self.to && self.from < DAY_MINUTES && self.to <= LONGEST
    }
}

impl Calendar {
    /// Open around the clock, every day.
    pub fn always() -> Calendar {
        Calendar {
            version: 0,
            week: std::array::from_fn(|_| vec![Segment::WHOLE_DAY]),
            exceptions: Vec::new(),
            yearly: Vec::new(),
        }
    }

    /// A proposal that the room edits: Monday to Thursday 07:30–16:00, Friday 07:30–14:30, and the national
    /// holidays that have a fixed date.
    pub fn office() -> Calendar {
        let hours = |to| vec![Segment { from: 450, to }];
        let week = [hours(960), hours(960), hours(960), hours(960), hours(870), Vec::new(), Vec::new()];
        Calendar { version: 1, week, exceptions: Vec::new(), yearly: holiday::fixed() }
    }

    /// The same exceptions and holidays over an agency's own hours; hours that are not known are this calendar's.
    pub fn of_duty(&self, duty: &Duty) -> Calendar {
        let Duty::Weekly { days, from_minute, to_minute } = duty else {
            return if *duty == Duty::Always { Calendar::always() } else { self.clone() };
        };
        let over_midnight = to_minute <= from_minute;
        let to =
            if over_midnight { to_minute.saturating_add(DAY_MINUTES) } else { *to_minute.min(&DAY_MINUTES) };
        let hours = Segment { from: *from_minute, to };
        let on = |weekday| days.iter().any(|day| usize::from(*day) == weekday + 1);
        let week = std::array::from_fn(|weekday| if on(weekday) { vec![hours] } else { Vec::new() });
        Calendar { week, ..self.clone() }
    }

    /// Whether every day is open from midnight to midnight by its own segments.
    pub fn is_always(&self) -> bool {
        let exceptional = || self.exceptions.iter().all(|exception| whole(&exception.open));
        self.yearly.is_empty() && self.week.iter().all(|open| whole(open)) && exceptional()
    }

    /// Earliest instant `t` with `elapsed(start, t) == d`; `start` itself where `d` is nothing or less. `None` when
    /// it is not reached within 3,660 days.
    pub fn add<Z: TimeZone>(&self, zone: &Z, start: At, d: Span) -> Option<At> {
        if d.0 <= 0 {
            return Some(start);
        }
        if d.0 > REACH {
            return None;
        }
        if self.is_always() {
            return start.0.checked_add(d.0).map(At);
        }
        let mut left = d.0;
        for (from, to) in Openings::new(self, zone, start.0, start.0.saturating_add(REACH)) {
            let open = to - from;
            if left <= open {
                return Some(At(from + left));
            }
            left -= open;
        }
        None
    }

    /// Whether `at` is open time.
    pub fn is_open<Z: TimeZone>(&self, zone: &Z, at: At) -> bool {
        self.elapsed(zone, at, at + Span(1)) > Span(0)
    }

    /// Open time in `[from, to)`; nothing where `to` is not later.
    pub fn elapsed<Z: TimeZone>(&self, zone: &Z, from: At, to: At) -> Span {
        if to <= from {
            return Span(0);
        }
        if self.is_always() {
            return to - from;
        }
        Span(Openings::new(self, zone, from.0, to.0).map(|(from, to)| to - from).sum())
    }

    /// Close of business of the `n`-th working day after the local day of `start`; `start` itself where `n` is 0.
    /// A working day is a local day with open time of its own, its close the end of its last segment, also where
    /// that passes midnight. `None` when there is none within 3,660 days.
    pub fn close_of_business<Z: TimeZone>(&self, zone: &Z, start: At, n: u16) -> Option<At> {
        let Some(before) = usize::from(n).checked_sub(1) else { return Some(start) };
        if !(FIRST..LAST).contains(&start.0) {
            return None;
        }
        let days = local_date(zone, start.0).iter_days().skip(1).take(REACH_DAYS as usize);
        days.filter_map(|day| opening::close(self, zone, day))
            .nth(before)
            .filter(|close| *close <= LAST)
            .map(At)
    }

    /// Closes of business in `(from, to]`. Two days that close at one instant have one close.
    pub fn closes<Z: TimeZone>(&self, zone: &Z, from: At, to: At) -> u32 {
        if to <= from {
            return 0;
        }
        Closes::new(self, zone, from.0, to.0).map(|_| 1).sum()
    }

    /// The instant of the `n`-th close of business after `from`; `from` itself where `n` is 0. For resuming a paused
    /// clock of working days. `None` when there is none within 3,660 days.
    pub fn nth_close<Z: TimeZone>(&self, zone: &Z, from: At, n: u32) -> Option<At> {
        let Some(before) = n.checked_sub(1) else { return Some(from) };
        Closes::new(self, zone, from.0, from.0.saturating_add(REACH)).nth(before as usize).map(At)
    }

    /// The instant at which a clock that started at `start` is due.
    pub fn due<Z: TimeZone>(&self, zone: &Z, start: At, target: Target) -> Option<At> {
        match target {
            Target::Elapsed(span) => self.add(zone, start, span),
            Target::WorkingDays(n) => self.close_of_business(zone, start, n),
        }
    }

    /// The segments that start on a local day.
    fn on(&self, date: NaiveDate) -> &[Segment] {
        let day = Day::of(date);
        if let Some(exception) = self.exceptions.iter().find(|exception| exception.day == day) {
            return &exception.open;
        }
        if self.yearly.iter().any(|holiday| holiday.month == day.month && holiday.day == day.day) {
            return &[];
        }
        &self.week[date.weekday().num_days_from_monday() as usize]
    }
}

/// Whether the segments leave no gap between midnight and midnight.
fn whole(open: &[Segment]) -> bool {
    let mut reach = 0;
    while reach < DAY_MINUTES {
        let further = open.iter().filter(|it| it.is_sound() && it.from <= reach).map(|it| it.to).max();
        match further {
            Some(to) if to > reach => reach = to,
            _ => return false,
        }
    }
    true
}
