//! Where a clock aims: its due instant and the instants of its levels, from its start, what is allowed and its pauses.

use crate::calendar::{Calendar, Target};
use crate::clock::{ClockKind, Level, Pause};
use crate::policy::{Policy, Rung, When};
use crate::time::{At, Span};
use chrono::TimeZone;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A level, and the instant at which it fires.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, TS)]
pub struct Due {
    pub level: Level,
    pub at: At,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Aim {
    pub allowed: Target,
    pub due_at: At,
    /// In firing order.
    pub levels: Vec<Due>,
    /// Version of the policy it came from.
    pub policy: u32,
}

/// What time is counted by.
#[derive(Clone, Copy, Debug)]
pub struct Course<'a, Z> {
    pub policy: &'a Policy,
    pub calendar: &'a Calendar,
    pub zone: &'a Z,
}

impl<Z: TimeZone> Course<'_, Z> {
    /// The aim of a clock of `kind` that started at `start` and stood still in `pauses`, which are in order.
    pub fn aim(&self, kind: ClockKind, start: At, allowed: Target, pauses: &[Pause]) -> Aim {
        let due_at = self.due(start, allowed, pauses);
        self.aim_due(kind, start, allowed, pauses, due_at)
    }

    /// The same with a due instant set otherwise: a promise, or a grace.
    pub fn aim_due(&self, kind: ClockKind, start: At, allowed: Target, pauses: &[Pause], due_at: At) -> Aim {
        let rungs = self.policy.rungs(allowed).iter().filter(|r| r.only.is_none_or(|only| only == kind));
        let mut levels: Vec<Due> = rungs
            .filter_map(|rung| {
                let at = self.instant(rung, start, allowed, pauses, due_at)?;
                Some(Due { level: rung.level, at })
            })
            .collect();
        // A ladder's order is its levels': whatever the hours, a higher one never fires before a lower.
        for n in 1..levels.len() {
            levels[n].at = levels[n].at.max(levels[n - 1].at);
        }
        Aim { allowed, due_at, levels, policy: self.policy.version }
    }

    /// The due instant: `allowed` of time that is neither paused nor outside the calendar.
    pub fn due(&self, start: At, allowed: Target, pauses: &[Pause]) -> At {
        match allowed {
            Target::Elapsed(span) => self.reach(start, span, pauses),
            Target::WorkingDays(days) => {
                let plain = self
                    .calendar
                    .close_of_business(self.zone, start, days)
                    .unwrap_or(start + Span::hours(24 * i64::from(days)));
                // Every close of business that fell into a pause is owed once more.
                let missed: u32 =
                    pauses.iter().map(|p| self.calendar.closes(self.zone, p.since, p.until)).sum();
                match missed {
                    0 => plain,
                    n => self.calendar.nth_close(self.zone, plain, n).unwrap_or(plain),
                }
            }
        }
    }

    /// The earliest instant by which `span` of working time has passed since `start`, pauses left out.
    fn reach(&self, start: At, span: Span, pauses: &[Pause]) -> At {
        let (mut from, mut left) = (start, span);
        for pause in pauses {
            let active = self.calendar.elapsed(self.zone, from, pause.since);
            if active >= left {
                break;
            }
            left = Span(left.0 - active.0);
            from = pause.until;
        }
        self.calendar.add(self.zone, from, left).unwrap_or(from + left)
    }

    fn instant(&self, rung: &Rung, start: At, allowed: Target, pauses: &[Pause], due_at: At) -> Option<At> {
        let length = match allowed {
            Target::Elapsed(span) => span,
            Target::WorkingDays(_) => due_at - start,
        };
        let left = match rung.when {
            When::After(span) => return Some(due_at + span),
            When::Used(percent) => Span(length.0.saturating_mul(100 - i64::from(percent)) / 100),
            When::Left { span, part: 0 } if span >= length => return None,
            When::Left { span, part: 0 } => span,
            When::Left { span, part } => span.min(Span(length.0 / i64::from(part))),
        };
        if left <= Span(0) {
            return Some(due_at - left);
        }
        Some(match allowed {
            // A due instant of its own, such as a grace, counts back from itself.
            Target::Elapsed(span) if due_at == self.due(start, allowed, pauses) => {
                self.reach(start, Span(span.0 - left.0), pauses)
            }
            _ => due_at - left,
        })
    }
}
