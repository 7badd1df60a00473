//! A calendar laid out on the absolute axis, day after day and no further than asked.

use super::Calendar;
use super::Segment;
use super::instant::{Edge, FIRST, LAST, instant, local_date};
use chrono::{Days, NaiveDate, TimeZone};

/// The open stretches in `[from, until)`, ascending and apart: what overlaps is cut off the later one.
pub(super) struct Openings<'a, Z> {
    calendar: &'a Calendar,
    zone: &'a Z,
    day: NaiveDate,
    last: NaiveDate,
    /// Of `day`, the earliest at the end.
    segments: Vec<Segment>,
    /// Everything before it is given out.
    reach: i64,
    until: i64,
}

impl<'a, Z: TimeZone> Openings<'a, Z> {
    pub(super) fn new(calendar: &'a Calendar, zone: &'a Z, from: i64, until: i64) -> Self {
        let (from, until) = (from.clamp(FIRST, LAST), until.clamp(FIRST, LAST));
        let (before, last) = days(zone, from, until);
        Self { calendar, zone, day: before, last, segments: Vec::new(), reach: from, until }
    }
}

impl<Z: TimeZone> Iterator for Openings<'_, Z> {
    type Item = (i64, i64);

    fn next(&mut self) -> Option<(i64, i64)> {
        loop {
            while let Some(segment) = self.segments.pop() {
                let from = instant(self.zone, self.day, segment.from, Edge::Start).max(self.reach);
                let to = instant(self.zone, self.day, segment.to, Edge::End).min(self.until);
                if from < to {
                    self.reach = to;
                    return Some((from, to));
                }
            }
            if self.day >= self.last {
                return None;
            }
            self.day = self.day.succ_opt()?;
            let open = self.calendar.on(self.day).iter().filter(|segment| segment.is_sound());
            self.segments.extend(open);
            self.segments.sort_unstable_by(|one, other| other.cmp(one));
        }
    }
}

/// The instants in `(from, until]` at which a working day closes, ascending, each once.
pub(super) struct Closes<'a, Z> {
    calendar: &'a Calendar,
    zone: &'a Z,
    day: NaiveDate,
    last: NaiveDate,
    /// The latest close so far. A day that runs past midnight may close after the day that follows it, but never
    /// after the one after that: holding one back sorts them.
    held: Option<i64>,
    from: i64,
    until: i64,
}

impl<'a, Z: TimeZone> Closes<'a, Z> {
    pub(super) fn new(calendar: &'a Calendar, zone: &'a Z, from: i64, until: i64) -> Self {
        let (from, until) = (from.clamp(FIRST, LAST), until.clamp(FIRST, LAST));
        let (before, last) = days(zone, from, until);
        Self { calendar, zone, day: before, last, held: None, from, until }
    }

    fn within(&self, close: i64) -> bool {
        self.from < close && close <= self.until
    }
}

impl<Z: TimeZone> Iterator for Closes<'_, Z> {
    type Item = i64;

    fn next(&mut self) -> Option<i64> {
        while self.day < self.last {
            self.day = self.day.succ_opt()?;
            let Some(close) = close(self.calendar, self.zone, self.day).filter(|it| self.within(*it)) else {
                continue;
            };
            match self.held {
                Some(held) if close < held => return Some(close),
                Some(held) if close == held => {}
                Some(held) => {
                    self.held = Some(close);
                    return Some(held);
                }
                None => self.held = Some(close),
            }
        }
        self.held.take()
    }
}

/// When the local day closes; `None` where no time of it is open.
pub(super) fn close<Z: TimeZone>(calendar: &Calendar, zone: &Z, day: NaiveDate) -> Option<i64> {
    let open = calendar.on(day).iter().filter(|segment| segment.is_sound());
    open.filter_map(|segment| {
        let to = instant(zone, day, segment.to, Edge::End);
        (instant(zone, day, segment.from, Edge::Start) < to).then_some(to)
    })
    .max()
}

/// The day before the first and the last day whose segments can touch `[from, until]`. A segment reaches two days
/// on; where clocks are set back over midnight, an instant may still lie on the next day while its end is to come.
fn days<Z: TimeZone>(zone: &Z, from: i64, until: i64) -> (NaiveDate, NaiveDate) {
    let (first, last) = (local_date(zone, from), local_date(zone, until));
    (first - Days::new(3), last + Days::new(1))
}
