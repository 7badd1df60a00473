//! More than ten alarms in ten minutes at one desk become one notification; every row is kept.

use kentongan_rules::time::{At, Span};
use std::collections::VecDeque;

const MOST: usize = 10;
const WITHIN: Span = Span::minutes(10);
/// Between two grouped notifications: long enough to read one.
const BETWEEN_GROUPS: Span = Span::minutes(1);

#[derive(Debug, Default)]
pub struct Flood {
    shown: VecDeque<At>,
    grouped_at: Option<At>,
}

/// What to do with the alarms that wait, counted from the oldest.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Now {
    Each(usize),
    Grouped(usize),
    Wait,
}

impl Now {
    pub fn count(self) -> usize {
        match self {
            Now::Each(count) | Now::Grouped(count) => count,
            Now::Wait => 0,
        }
    }
}

impl Flood {
    /// Plans for `waiting` alarms (at least one), and counts what it lets through as shown.
    pub fn plan(&mut self, waiting: usize, now: At) -> Now {
        // A clock set back must not hold anything up.
        self.shown.retain(|at| *at <= now && now - *at < WITHIN);
        self.grouped_at = self.grouped_at.filter(|at| *at <= now && now - *at < BETWEEN_GROUPS);
        if self.shown.len() + waiting <= MOST {
            self.shown.extend(std::iter::repeat_n(now, waiting));
            return Now::Each(waiting);
        }
        if self.grouped_at.is_some() {
            return Now::Wait;
        }
        self.grouped_at = Some(now);
        // Grouped ones keep the flood going: it ends when fewer come.
        self.shown.extend(std::iter::repeat_n(now, waiting.min(MOST)));
        Now::Grouped(waiting)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ten_in_ten_minutes_are_told_one_by_one_and_the_eleventh_in_a_group() {
        let mut flood = Flood::default();
        let start = At(1_000_000);
        for minute in 0..10 {
            assert_eq!(flood.plan(1, start + Span::seconds(minute * 30)), Now::Each(1));
        }
        let then = start + Span::minutes(6);
        assert_eq!(flood.plan(1, then), Now::Grouped(1));
        assert_eq!(flood.plan(3, then + Span::seconds(5)), Now::Wait);
        assert_eq!(flood.plan(4, then + Span::seconds(60)), Now::Grouped(4));
        assert_eq!(flood.plan(1, then + Span::minutes(12)), Now::Each(1));
    }

    #[test]
    fn fifty_at_once_are_one() {
        assert_eq!(Flood::default().plan(50, At(0)), Now::Grouped(50));
    }

    #[test]
    fn a_clock_set_back_holds_nothing_up() {
        let mut flood = Flood::default();
        assert_eq!(flood.plan(20, At(86_400_000)), Now::Grouped(20));
        assert_eq!(flood.plan(20, At(0)), Now::Grouped(20));
    }
}
