//! When a row of the response plan speaks.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::agency::weekly;
use super::plan::Occasion;

const DAY: u16 = 1_440;
const WEEK: u32 = 7 * DAY as u32;

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum PlanHours {
    #[default]
    Any,
    /// While the room's calendar is open.
    Working,
    /// While it is closed: nights, weekends, holidays.
    OffWorking,
    /// The same hours on each of `days`, whatever the calendar says; hours that end at or before their start run past
    /// midnight.
    Weekly {
        /// 1 is Monday, 7 is Sunday: the day on which the hours start.
        days: Vec<u8>,
        /// Minutes after local midnight, included.
        from_minute: u16,
        /// Minutes after local midnight, excluded.
        to_minute: u16,
    },
}

impl PlanHours {
    #[must_use]
    pub fn is_any(&self) -> bool {
        *self == Self::Any
    }

    /// Whether they can ever be met, and are written as hours are.
    #[must_use]
    pub fn is_sound(&self) -> bool {
        match self {
            Self::Any | Self::Working | Self::OffWorking => true,
            Self::Weekly { days, from_minute, to_minute } => {
                !days.is_empty()
                    && days.iter().all(|day| (1..=7).contains(day))
                    && *from_minute < DAY
                    && *to_minute <= DAY
            }
        }
    }

    #[must_use]
    pub fn fits(&self, occasion: &Occasion<'_>) -> bool {
        match self {
            Self::Any => true,
            Self::Working => occasion.is_working,
            Self::OffWorking => !occasion.is_working,
            Self::Weekly { days, from_minute, to_minute } => {
                weekly(days, *from_minute, *to_minute, occasion.at.0, occasion.utc_offset_minutes)
            }
        }
    }

    /// 0 for any time, 1 for working hours or what lies outside them, 2 for stated hours.
    #[must_use]
    pub fn specificity(&self) -> u8 {
        match self {
            Self::Any => 0,
            Self::Working | Self::OffWorking => 1,
            Self::Weekly { .. } => 2,
        }
    }

    /// Whether two of one specificity can both fit one instant.
    pub(super) fn overlaps(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Weekly { .. }, Self::Weekly { .. }) => {
                self.spans().any(|one| other.spans().any(|two| meet(one, two)))
            }
            _ => self == other,
        }
    }

    /// Start and length in minutes of the week.
    fn spans(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let (days, from, to): (&[u8], u16, u16) = match self {
            Self::Weekly { days, from_minute, to_minute } => (days, *from_minute, *to_minute),
            _ => (&[], 0, 0),
        };
        let length = if to > from { to - from } else { to + DAY - from };
        let start = move |day: &u8| u32::from(day.saturating_sub(1)) * u32::from(DAY) + u32::from(from);
        days.iter().map(move |day| (start(day) % WEEK, u32::from(length)))
    }
}

/// Whether two spans of the week share a minute, over its end too.
fn meet((one, length): (u32, u32), (other, long): (u32, u32)) -> bool {
    (other + WEEK - one) % WEEK < length || (one + WEEK - other) % WEEK < long
}

#[cfg(test)]
mod tests;
