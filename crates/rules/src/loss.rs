//! What a room lost when it was put back from an older backup: whatever came after that, as far as its desks had seen.

use crate::id::day_of_number;
use crate::time::{At, Seq, minute_of_day};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Losses that a room remembers.
pub const MOST_LOSSES: usize = 12;
/// More tickets than a desk numbers in a day; what a room that was put back numbers lies beyond.
const BEYOND: u32 = 1_000;
/// More tickets than a desk numbers in a minute: a room that is put back twice on a day goes beyond the first time too.
const A_MINUTE: u32 = 2;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Loss {
    /// The last position that is left, and when it was recorded.
    pub after: Seq,
    pub from: At,
    /// When the room was put back, or a desk first saw that it lies behind.
    pub found_at: At,
    /// By a restore, and not by a copy of its file that nobody said anything of.
    pub restored: bool,
    /// What desks had seen beyond, each once.
    pub desks: Vec<Saw>,
    /// Somebody has taken note of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub noted: Option<LossNoted>,
}

/// What a desk had seen of the room before it was put back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Saw {
    pub desk: u16,
    /// The last position that it had heard of, and when.
    pub seq: Seq,
    pub at: At,
    /// Commands of its own that it had kept, and tells again.
    pub told_again: u32,
    /// The highest numbers that it knew of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Highest>>", optional)]
    pub numbers: Vec<Highest>,
}

/// The highest count that a desk has reached on a day.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Highest {
    /// As it stands in numbers, `261123`.
    pub day: String,
    pub desk: u16,
    pub count: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct LossNoted {
    pub at: At,
    pub by: String,
}

impl Loss {
    /// The highest count of this desk on this day that anybody has seen.
    pub fn seen(&self, desk: u16, day: &str) -> u32 {
        let numbers = self.desks.iter().flat_map(|saw| &saw.numbers);
        numbers.filter(|one| one.desk == desk && one.day == day).map(|one| one.count).max().unwrap_or(0)
    }

    /// The count that is surely beyond whatever was told on this day and is lost; 0 of a day that lost nothing.
    pub fn beyond(&self, day: &str, utc_offset_minutes: i32) -> u32 {
        let of = |at| day_of_number(at, utc_offset_minutes);
        let lost_some = *of(self.from) <= *day && *day <= *of(self.found_at);
        let minute = u32::from(minute_of_day(self.found_at, utc_offset_minutes));
        if self.restored && lost_some { BEYOND + A_MINUTE * minute } else { 0 }
    }
}

/// The count after which a desk's numbers go on on this day, whatever the room has still numbered: what callers were
/// told is never given again.
pub fn told_before(losses: &[Loss], desk: u16, day: &str, utc_offset_minutes: i32) -> u32 {
    let counts = losses.iter().map(|loss| loss.seen(desk, day).max(loss.beyond(day, utc_offset_minutes)));
    counts.max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::time::Span;

    /// 2026-11-26 00:00 in WIB.
    const MIDNIGHT: At = At(1_795_626_000_000);

    fn loss(from: i64, found: i64) -> Loss {
        Loss {
            after: Seq(40),
            from: MIDNIGHT + Span::minutes(from),
            found_at: MIDNIGHT + Span::minutes(found),
            restored: true,
            desks: Vec::new(),
            noted: None,
        }
    }

    fn saw(desk: u16, count: u32) -> Saw {
        let numbers = vec![Highest { day: "261126".to_owned(), desk, count }];
        Saw { desk: 2, seq: Seq(50), at: MIDNIGHT, told_again: 0, numbers }
    }

    #[test]
    fn a_number_of_the_days_that_lost_something_is_beyond_all_that_was_told() {
        let day = |losses: &[Loss], day| told_before(losses, 1, day, 420);
        let once = [loss(10 * 60, 11 * 60)];
        assert_eq!([day(&once, "261125"), day(&once, "261126"), day(&once, "261127")], [0, 2_320, 0]);
        // Put back again from a backup of before the first time, which is forgotten with it.
        let again = [loss(10 * 60, 11 * 60 + 30)];
        assert!(day(&again, "261126") >= day(&once, "261126") + 60);
        // The day before yesterday's backup.
        let old = [loss(-30 * 60, 11 * 60)];
        assert_eq!([day(&old, "261124"), day(&old, "261125"), day(&old, "261126")], [2_320, 2_320, 2_320]);
    }

    #[test]
    fn a_copy_goes_on_after_what_its_desks_have_seen() {
        let copied = Loss { restored: false, desks: vec![saw(1, 7), saw(1, 9), saw(3, 4)], ..loss(60, 90) };
        let count = |desk, day| told_before(std::slice::from_ref(&copied), desk, day, 420);
        assert_eq!([count(1, "261126"), count(3, "261126"), count(2, "261126")], [9, 4, 0]);
        assert_eq!(count(1, "261127"), 0);
    }
}
