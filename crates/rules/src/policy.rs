//! The targets a room promises, and the levels at which a clock raises an alarm.

use crate::clock::{ClockKind, Level};
use crate::time::Span;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One version of the room's targets. Acknowledge and arrive are per category; these are the room's own.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Policy {
    pub version: u32,
    /// From the call to the first agency told; emergencies only.
    pub dispatch: Span,
    /// From the call to an answer that reached the caller.
    pub answer: Span,
    /// Longest time after which an interim answer still owes the next one.
    pub interim_longest: Span,
    /// Where a category names no minutes.
    pub acknowledge: Span,
}

impl Default for Policy {
    fn default() -> Policy {
        Policy {
            version: 1,
            dispatch: Span::seconds(60),
            answer: Span::hours(24),
            interim_longest: Span::hours(14 * 24),
            acknowledge: Span::minutes(60),
        }
    }
}

impl Policy {
    /// Targets between one second and a year; anything else is a typing error.
    pub fn is_sound(&self) -> bool {
        let sound = |s: Span| (1_000..=366 * 86_400_000).contains(&s.0);
        sound(self.dispatch) && sound(self.answer) && sound(self.interim_longest) && sound(self.acknowledge)
    }
}

/// When each level of a clock fires, as an offset from its start, in firing order.
///
/// | target | half | soon | urgent | late | supervisor | head |
/// |---|---|---|---|---|---|---|
/// | under 1 h | – | 50 % used | 80 % | due | 150 % | – |
/// | 1 h and more | 12 h left (answer) | 4 h left, or a quarter | 1 h left, or a tenth | due | +1 h | +4 h |
pub fn levels(kind: ClockKind, target: Span) -> Vec<(Level, Span)> {
    let t = target.0;
    if t < Span::hours(1).0 {
        return vec![
            (Level::Soon, Span(t / 2)),
            (Level::Urgent, Span(t * 4 / 5)),
            (Level::Late, target),
            (Level::Supervisor, Span(t * 3 / 2)),
        ];
    }
    let mut levels = Vec::with_capacity(6);
    if kind == ClockKind::Answer && t > Span::hours(12).0 {
        levels.push((Level::Half, Span(t - Span::hours(12).0)));
    }
    levels.push((Level::Soon, Span(t - Span::hours(4).0.min(t / 4))));
    levels.push((Level::Urgent, Span(t - Span::hours(1).0.min(t / 10))));
    levels.push((Level::Late, target));
    levels.push((Level::Supervisor, Span(t + Span::hours(1).0)));
    levels.push((Level::Head, Span(t + Span::hours(4).0)));
    levels
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_day_warns_at_twelve_four_and_one_hour_left() {
        let hours: Vec<_> = levels(ClockKind::Answer, Span::hours(24))
            .into_iter()
            .map(|(l, s)| (l, s.0 / 3_600_000))
            .collect();
        assert_eq!(
            hours,
            [
                (Level::Half, 12),
                (Level::Soon, 20),
                (Level::Urgent, 23),
                (Level::Late, 24),
                (Level::Supervisor, 25),
                (Level::Head, 28)
            ]
        );
    }

    #[test]
    fn two_minutes_warn_at_one_minute_and_at_ninety_six_seconds() {
        let seconds: Vec<_> = levels(ClockKind::Acknowledge, Span::minutes(2))
            .into_iter()
            .map(|(l, s)| (l, s.0 / 1_000))
            .collect();
        assert_eq!(
            seconds,
            [(Level::Soon, 60), (Level::Urgent, 96), (Level::Late, 120), (Level::Supervisor, 180)]
        );
    }

    proptest! {
        #[test]
        fn levels_fire_in_order(ms in 1_000i64..=366 * 86_400_000, answer: bool) {
            let kind = if answer { ClockKind::Answer } else { ClockKind::Arrive };
            let all = levels(kind, Span(ms));
            prop_assert!(all.windows(2).all(|w| w[0].1 <= w[1].1 && w[0].0 < w[1].0));
            prop_assert!(all.contains(&(Level::Late, Span(ms))));
        }
    }
}
