//! The reference: it knows offsets and nothing else, walks every minute of a window and asks each whether it is open.

use chrono::{DateTime, NaiveDate, Offset, TimeZone};
use kentongan_rules::calendar::{Calendar, Day, Segment};
use kentongan_rules::time::{At, Span};

const MINUTE: i64 = 60_000;
/// Minutes laid out before and after the window, so that segments that reach into it are whole.
const MARGIN: i64 = 5 * 1_440;

pub struct Slow {
    /// UTC minute of the first entry.
    first: i64,
    /// What the clocks show, as a number of minutes.
    local: Vec<i64>,
    open: Vec<bool>,
    /// Local day and UTC minute.
    closes: Vec<(i64, i64)>,
}

impl Slow {
    /// For questions about `[from, from + days)` with `from` at midnight UTC.
    pub fn new<Z: TimeZone>(calendar: &Calendar, zone: &Z, from: At, days: i64) -> Slow {
        let first = from.0 / MINUTE - MARGIN;
        let minutes = days * 1_440 + 2 * MARGIN;
        let shown = |minute: i64| {
            let utc = DateTime::from_timestamp(minute * 60, 0).unwrap().naive_utc();
            let east = zone.offset_from_utc_datetime(&utc).fix().local_minus_utc();
            assert_eq!(east % 60, 0, "the reference walks whole minutes");
            minute + i64::from(east / 60)
        };
        let local: Vec<i64> = (first..first + minutes).map(shown).collect();
        let mut slow = Slow { first, open: vec![false; local.len()], closes: Vec::new(), local };
        for day in slow.local[0].div_euclid(1_440) + 1..slow.local.last().unwrap().div_euclid(1_440) {
            slow.lay(day, segments(calendar, day));
        }
        slow
    }

    fn lay(&mut self, day: i64, segments: &[Segment]) {
        let about = (day * 1_440 - 2 * 1_440 - self.first).max(0) as usize;
        let end = (about + 7 * 1_440).min(self.local.len());
        let mut close = None;
        for segment in segments {
            let (start, stop) = (day * 1_440 + i64::from(segment.from), day * 1_440 + i64::from(segment.to));
            let near = || about..end;
            let from = near().find(|m| self.local[*m] >= start).unwrap_or(end);
            let shown = near().rev().find(|m| self.local[*m] == stop);
            let to = shown.or_else(|| near().find(|m| self.local[*m] > stop)).unwrap_or(end);
            (from..to).for_each(|m| self.open[m] = true);
            if from < to {
                close = close.max(Some(to));
            }
        }
        self.closes.extend(close.map(|to| (day, self.first + to as i64)));
    }

    fn is_open(&self, minute: i64) -> bool {
        self.open[(minute - self.first) as usize]
    }

    pub fn elapsed(&self, from: At, to: At) -> Span {
        let minutes = from.0.div_euclid(MINUTE)..=to.0.div_euclid(MINUTE);
        let part = |m: i64| ((m + 1) * MINUTE).min(to.0) - (m * MINUTE).max(from.0);
        Span(minutes.filter(|m| self.is_open(*m)).map(|m| part(m).max(0)).sum())
    }

    /// `None` where the window ends first.
    pub fn add(&self, start: At, d: Span) -> Option<At> {
        if d.0 <= 0 {
            return Some(start);
        }
        let mut left = d.0;
        let end = self.first + self.open.len() as i64;
        for minute in start.0.div_euclid(MINUTE)..end {
            let from = start.0.max(minute * MINUTE);
            let open = (minute + 1) * MINUTE - from;
            if self.is_open(minute) && left <= open {
                return Some(At(from + left));
            }
            left -= if self.is_open(minute) { open } else { 0 };
        }
        None
    }

    pub fn close_of_business(&self, start: At, n: u16) -> Option<At> {
        let minute = (start.0.div_euclid(MINUTE) - self.first) as usize;
        let today = self.local[minute].div_euclid(1_440);
        let after = self.closes.iter().filter(|(day, _)| *day > today);
        after.map(|(_, close)| At(close * MINUTE)).nth(usize::from(n) - 1)
    }

    /// Every close in `(from, to]`, ascending, each once.
    pub fn closes(&self, from: At, to: At) -> Vec<At> {
        let all = self.closes.iter().map(|(_, close)| At(close * MINUTE));
        let mut found: Vec<At> = all.filter(|close| from < *close && *close <= to).collect();
        found.sort();
        found.dedup();
        found
    }
}

fn segments(calendar: &Calendar, day: i64) -> &[Segment] {
    use chrono::Datelike;
    let date = NaiveDate::from_ymd_opt(1970, 1, 1).unwrap() + chrono::TimeDelta::days(day);
    let (month, number) = (date.month() as u8, date.day() as u8);
    let named = Day { year: date.year(), month, day: number };
    match calendar.exceptions.iter().find(|it| it.day == named) {
        Some(exception) => &exception.open,
        None if calendar.yearly.iter().any(|it| (it.month, it.day) == (month, number)) => &[],
        // 1 January 1970 was a Thursday.
        None => &calendar.week[(day + 3).rem_euclid(7) as usize],
    }
}
