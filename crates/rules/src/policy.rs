//! The targets a room promises, the levels at which a clock raises an alarm, and who is told at each.

use crate::calendar::{Calendar, Target};
use crate::clock::{ClockKind, Level, Recipient};
use crate::region::{CategoryCode, Severity};
use crate::time::Span;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One version of the room's targets. Acknowledge, arrive and work are per category; these are the room's own.
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
    /// From the return that left a complaint with nobody, to the next agency told.
    pub again: Span,
    /// From done to the word of the room or the caller that it is.
    pub verify: Span,
    /// What holds otherwise for a category, a severity, or both; the most specific one counts.
    pub exceptions: Vec<TargetException>,
    /// The hours in which a complaint's work is counted.
    pub calendar: Calendar,
    /// For targets under an hour, and for longer ones: in the order of their levels.
    pub short: Vec<Rung>,
    pub long: Vec<Rung>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct TargetException {
    pub clock: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub severity: Option<Severity>,
    /// Absent: no such clock.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub target: Option<Target>,
}

/// One level of the ladder: when it fires and who is told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Rung {
    pub level: Level,
    pub when: When,
    pub told: Vec<Recipient>,
    /// Only for clocks of this kind.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub only: Option<ClockKind>,
}

/// An instant on the way of a clock, counted in its own working time until it is due and by the wall afterwards.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum When {
    /// Percent of what is allowed; over 100 is after it was due.
    Used(u16),
    /// This much is left, or a `part`-th of what is allowed where that is shorter; without a part (0) the level is left
    /// out where it is not.
    Left {
        span: Span,
        part: u16,
    },
    After(Span),
}

impl Default for Policy {
    fn default() -> Policy {
        let rung = |level, when, told: &[Recipient]| Rung { level, when, told: told.to_vec(), only: None };
        let left = |hours, part| When::Left { span: Span::hours(hours), part };
        let (operator, both) = ([Recipient::Operator], [Recipient::Operator, Recipient::Supervisor]);
        Policy {
            version: 1,
            dispatch: Span::seconds(60),
            answer: Span::hours(24),
            interim_longest: Span::hours(14 * 24),
            acknowledge: Span::minutes(60),
            again: Span::minutes(60),
            verify: Span::hours(24),
            exceptions: Vec::new(),
            calendar: Calendar::office(),
            short: vec![
                rung(Level::Soon, When::Used(50), &operator),
                rung(Level::Urgent, When::Used(80), &operator),
                rung(Level::Late, When::After(Span(0)), &operator),
                rung(Level::Supervisor, When::Used(150), &both),
            ],
            long: vec![
                Rung { only: Some(ClockKind::Answer), ..rung(Level::Half, left(12, 0), &[]) },
                rung(Level::Soon, left(4, 4), &operator),
                rung(Level::Urgent, left(1, 10), &operator),
                rung(Level::Late, When::After(Span(0)), &operator),
                rung(Level::Supervisor, When::After(Span::hours(1)), &both),
                rung(
                    Level::Head,
                    When::After(Span::hours(4)),
                    &[Recipient::Supervisor, Recipient::Head, Recipient::District],
                ),
                rung(
                    Level::Secretary,
                    When::After(Span::hours(24)),
                    &[Recipient::Supervisor, Recipient::Secretary],
                ),
            ],
        }
    }
}

impl Policy {
    /// Targets between one second and a year, and ladders that a clock can climb; anything else is a typing error.
    pub fn is_sound(&self) -> bool {
        let spans =
            [self.dispatch, self.answer, self.interim_longest, self.acknowledge, self.again, self.verify];
        spans.into_iter().all(is_sound)
            && self.exceptions.iter().all(TargetException::is_sound)
            && no_two(&self.exceptions)
            && is_ladder(&self.short)
            && is_ladder(&self.long)
    }

    /// The ladder of a target.
    pub fn rungs(&self, allowed: Target) -> &[Rung] {
        match allowed {
            Target::Elapsed(span) if span < Span::hours(1) => &self.short,
            _ => &self.long,
        }
    }

    /// Who is told at a level of a target.
    pub fn told(&self, allowed: Target, level: Level) -> &[Recipient] {
        const BOTH: &[Recipient] = &[Recipient::Operator, Recipient::Supervisor];
        if level == Level::Orphan {
            return BOTH;
        }
        self.rungs(allowed).iter().find(|r| r.level == level).map_or(&[], |r| &r.told)
    }

    /// The most specific exception for a clock: category and severity, then category, then severity.
    pub fn exception(
        &self,
        clock: ClockKind,
        category: &CategoryCode,
        severity: Severity,
    ) -> Option<&TargetException> {
        let fits = |e: &&TargetException| {
            e.clock == clock
                && e.category.as_ref().is_none_or(|c| c == category)
                && e.severity.is_none_or(|s| s == severity)
        };
        let weight = |e: &&TargetException| (e.category.is_some(), e.severity.is_some());
        self.exceptions.iter().filter(fits).max_by_key(weight)
    }
}

fn is_sound(span: Span) -> bool {
    (1_000..=366 * 86_400_000).contains(&span.0)
}

fn no_two(exceptions: &[TargetException]) -> bool {
    let key = |e: &TargetException| (e.clock, e.category.clone(), e.severity);
    exceptions.iter().enumerate().all(|(n, e)| exceptions[..n].iter().all(|other| key(other) != key(e)))
}

impl TargetException {
    fn is_sound(&self) -> bool {
        let narrows = self.category.is_some() || self.severity.is_some();
        narrows
            && match self.target {
                // Something is always owed to the caller, and an emergency is always sent.
                None => !matches!(self.clock, ClockKind::Answer | ClockKind::Dispatch),
                Some(Target::Elapsed(span)) => is_sound(span),
                Some(Target::WorkingDays(days)) => {
                    (1..=260).contains(&days)
                        && matches!(self.clock, ClockKind::Work | ClockKind::Acknowledge)
                }
            }
    }
}

/// Levels go up, "late" is the due instant itself, what warns is before it and what follows is after.
fn is_ladder(rungs: &[Rung]) -> bool {
    let warns = |when: When| match when {
        When::Used(percent) => (1..100).contains(&percent),
        When::Left { span, .. } => is_sound(span),
        When::After(_) => false,
    };
    let follows = |when: When| match when {
        When::Used(percent) => (100..=1_000).contains(&percent),
        When::After(span) => is_sound(span),
        When::Left { .. } => false,
    };
    rungs.windows(2).all(|pair| pair[0].level < pair[1].level)
        && rungs.iter().any(|r| r.level == Level::Late && r.only.is_none())
        && rungs.iter().all(|r| match r.level {
            Level::Orphan => false,
            Level::Half | Level::Soon | Level::Urgent => warns(r.when),
            Level::Late => r.when == When::After(Span(0)),
            Level::Supervisor | Level::Head | Level::Secretary => follows(r.when),
        })
}

#[cfg(test)]
mod tests;
