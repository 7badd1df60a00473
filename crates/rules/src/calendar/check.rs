//! What a calendar must not be before a room lives by it.

use super::opening::Openings;
use super::{Calendar, DAY_MS, Day, Segment};
use crate::time::At;
use chrono::{NaiveDate, TimeZone};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use ts_rs::TS;

/// Days within which something must be open.
const AHEAD: i64 = 400;
/// A year that has every date.
const LEAP: i32 = 2_000;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum CalendarFault {
    /// A segment that ends at or before its start, starts after its day or ends after the next one. `weekday`: 1 is
    /// Monday.
    WeekSegment {
        weekday: u8,
        segment: Segment,
    },
    ExceptionSegment {
        day: Day,
        segment: Segment,
    },
    ImpossibleDay {
        day: Day,
    },
    ImpossibleYearly {
        month: u8,
        day: u8,
    },
    /// Two exceptions of one day.
    TwoExceptions {
        day: Day,
    },
    /// Nothing is open in the next 400 days.
    NeverOpen,
}

impl Calendar {
    /// # Errors
    /// The first fault: a segment that is none, a date that does not exist, two exceptions of one day, or nothing
    /// open within the 400 days after `now`.
    pub fn check<Z: TimeZone>(&self, zone: &Z, now: At) -> Result<(), CalendarFault> {
        for (weekday, open) in (1..).zip(&self.week) {
            if let Some(segment) = unsound(open) {
                return Err(CalendarFault::WeekSegment { weekday, segment });
            }
        }
        let mut days = BTreeSet::new();
        for exception in &self.exceptions {
            let day = exception.day;
            if !day.is_possible() {
                return Err(CalendarFault::ImpossibleDay { day });
            }
            if !days.insert(day) {
                return Err(CalendarFault::TwoExceptions { day });
            }
            if let Some(segment) = unsound(&exception.open) {
                return Err(CalendarFault::ExceptionSegment { day, segment });
            }
        }
        for holiday in &self.yearly {
            let (month, day) = (holiday.month, holiday.day);
            if NaiveDate::from_ymd_opt(LEAP, month.into(), day.into()).is_none() {
                return Err(CalendarFault::ImpossibleYearly { month, day });
            }
        }
        let until = now.0.saturating_add(AHEAD * DAY_MS);
        if !self.is_always() && Openings::new(self, zone, now.0, until).next().is_none() {
            return Err(CalendarFault::NeverOpen);
        }
        Ok(())
    }
}

fn unsound(open: &[Segment]) -> Option<Segment> {
    open.iter().copied().find(|segment| !segment.is_sound())
}
