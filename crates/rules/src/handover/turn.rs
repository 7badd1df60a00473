use crate::actor::Shift;
use crate::time::{At, Span, last_at};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Minutes of the local day at which shifts change.
const CHANGES: [u16; 3] = [6 * 60, 14 * 60, 22 * 60];
const LENGTH: Span = Span::hours(8);

/// Which shift hands over to which, and when they change.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShiftChange {
    pub from: Shift,
    pub to: Shift,
    pub change_at: At,
}

impl ShiftChange {
    /// Of the change that is nearest: whoever is late hands over the shift that has ended.
    pub fn at(now: At, utc_offset_minutes: i32) -> ShiftChange {
        let last = last_at(now, &CHANGES, utc_offset_minutes);
        let change_at = if now - last < Span::hours(4) { last } else { last + LENGTH };
        let shift = |at| Shift::at(at, utc_offset_minutes);
        ShiftChange { from: shift(change_at - Span(1)), to: shift(change_at), change_at }
    }

    pub fn starts_at(self) -> At {
        self.change_at - LENGTH
    }

    /// When the next shift ends.
    pub fn until(self) -> At {
        self.change_at + LENGTH
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_handover_is_of_the_change_that_is_nearest() {
        // 2026-11-26 00:00 in WIB.
        let minute = |n| At(1_795_626_000_000) + Span::minutes(n);
        for (now, from, to, change) in [
            (5 * 60 + 30, Shift::Night, Shift::Morning, 6),
            (6 * 60 + 20, Shift::Night, Shift::Morning, 6),
            (9 * 60 + 59, Shift::Night, Shift::Morning, 6),
            (10 * 60, Shift::Morning, Shift::Afternoon, 14),
            (21 * 60 + 45, Shift::Afternoon, Shift::Night, 22),
            (23 * 60, Shift::Afternoon, Shift::Night, 22),
            (60, Shift::Afternoon, Shift::Night, -2),
            (2 * 60, Shift::Night, Shift::Morning, 6),
        ] {
            let turn = ShiftChange::at(minute(now), 420);
            assert_eq!(turn, ShiftChange { from, to, change_at: minute(change * 60) }, "{now}");
            assert_eq!(Shift::at(turn.starts_at(), 420), from);
            assert_eq!(Shift::at(turn.until() - Span(1), 420), to);
        }
    }
}
