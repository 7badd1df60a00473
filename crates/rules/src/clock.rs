//! A clock of a ticket or an assignment: a value folded from facts. Ticks only notice what facts decide.

use crate::id::{AssignmentNo, ClockNo};
use crate::policy::levels;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    Dispatch,
    Answer,
    Acknowledge,
    Arrive,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// A silent mark at twelve hours left of an answer.
    Half,
    Soon,
    Urgent,
    Late,
    Supervisor,
    Head,
}

impl Level {
    /// From "late" on, an alarm stays until a named person acknowledges it.
    pub fn demands_acknowledgement(self) -> bool {
        self >= Level::Late
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockOutcome {
    Met,
    Missed,
    Interim,
    Attempted,
    Cancelled,
}

/// What starts a clock; written into the event, so that folding needs no policy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Arm {
    pub kind: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub assignment: Option<AssignmentNo>,
    pub cycle: u16,
    pub started_at: At,
    pub target: Span,
    pub due_at: At,
    /// Version of the policy the target came from.
    pub policy: u32,
}

impl Arm {
    pub fn new(kind: ClockKind, started_at: At, target: Span, policy: u32) -> Arm {
        Arm { kind, assignment: None, cycle: 1, started_at, target, due_at: started_at + target, policy }
    }
    pub fn of(mut self, assignment: AssignmentNo) -> Arm {
        self.assignment = Some(assignment);
        self
    }
    pub fn in_cycle(mut self, cycle: u16) -> Arm {
        self.cycle = cycle;
        self
    }
}

/// One level that has fired. `acknowledged_by` is a named person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Firing {
    pub level: Level,
    pub aim: u16,
    /// The instant at which the level was due.
    pub due_at: At,
    pub fired_at: At,
    /// How long after its instant it was noticed.
    pub late_ms: Span,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_at: Option<At>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Clock {
    pub kind: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub assignment: Option<AssignmentNo>,
    pub cycle: u16,
    /// Goes up whenever `due_at` moves; levels of an older aim lapse.
    pub aim: u16,
    pub started_at: At,
    pub target: Span,
    pub due_at: At,
    pub policy: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stopped_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outcome: Option<ClockOutcome>,
    /// Latched: a later extension does not erase a breach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub breached_at: Option<At>,
    pub fired: Vec<Firing>,
}

impl Clock {
    pub fn armed(arm: &Arm) -> Clock {
        Clock {
            kind: arm.kind,
            assignment: arm.assignment,
            cycle: arm.cycle,
            aim: 1,
            started_at: arm.started_at,
            target: arm.target,
            due_at: arm.due_at,
            policy: arm.policy,
            stopped_at: None,
            outcome: None,
            breached_at: None,
            fired: Vec::new(),
        }
    }

    /// What would start it again as it now aims.
    pub fn as_armed(&self) -> Arm {
        Arm {
            kind: self.kind,
            assignment: self.assignment,
            cycle: self.cycle,
            started_at: self.started_at,
            target: self.target,
            due_at: self.due_at,
            policy: self.policy,
        }
    }

    pub fn is_running(&self) -> bool {
        self.outcome.is_none()
    }

    /// A fact at `at` breaches the clock if it lies after `due_at`, whenever it is noticed.
    fn latch(&mut self, at: At) {
        if self.breached_at.is_none() && at > self.due_at {
            self.breached_at = Some(self.due_at);
        }
    }

    /// The satisfying fact. Missed if and only if breached or later than due; equality is met.
    pub fn stop(&mut self, at: At) {
        if self.is_running() {
            self.latch(at);
            self.stopped_at = Some(at);
            self.outcome =
                Some(if self.breached_at.is_some() { ClockOutcome::Missed } else { ClockOutcome::Met });
        }
    }

    /// Ends without being satisfied. A breach before `at` stays on record beside the outcome.
    pub fn end(&mut self, at: At, outcome: ClockOutcome) {
        if self.is_running() {
            self.latch(at);
            self.stopped_at = Some(at);
            self.outcome = Some(match (outcome, self.breached_at) {
                (ClockOutcome::Interim | ClockOutcome::Attempted, Some(_)) => ClockOutcome::Missed,
                (outcome, _) => outcome,
            });
        }
    }

    /// A new aim: same start, another target.
    pub fn aim_at(&mut self, at: At, target: Span, due_at: At, policy: u32) {
        if self.is_running() {
            self.latch(at);
            self.policy = policy;
            if due_at != self.due_at {
                self.target = target;
                self.due_at = due_at;
                self.aim += 1;
            }
        }
    }

    /// Noticing changes no outcome: facts do.
    pub fn fire(&mut self, firing: Firing) {
        self.fired.push(firing);
    }

    /// Levels of the present aim that have not fired, with their instants, in order.
    pub fn waiting(&self) -> impl Iterator<Item = (Level, At)> + '_ {
        let start = self.due_at - self.target;
        levels(self.kind, self.target)
            .into_iter()
            .filter(|_| self.is_running())
            .map(move |(level, offset)| (level, start + offset))
            .filter(|(level, _)| !self.fired.iter().any(|f| f.aim == self.aim && f.level == *level))
    }

    pub fn next_due(&self) -> Option<At> {
        self.waiting().map(|(_, at)| at).min()
    }

    /// The highest level fired for the present aim.
    pub fn level(&self) -> Option<Level> {
        self.fired.iter().filter(|f| f.aim == self.aim).map(|f| f.level).max()
    }

    /// Firings that still ask for a person: while it runs any level from "late" on, and a breach whose stop came late.
    pub fn asks(&self) -> bool {
        self.outcome != Some(ClockOutcome::Cancelled)
            && self.fired.iter().any(|f| f.level.demands_acknowledgement() && f.acknowledged_at.is_none())
    }
}

/// Names a clock of a ticket, on the wire and in the alarm table.
pub fn clock_key(ticket: impl std::fmt::Display, clock: ClockNo) -> String {
    format!("{ticket}/{clock}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn clock(target: Span) -> Clock {
        Clock::armed(&Arm::new(ClockKind::Arrive, At(1_000_000), target, 1))
    }

    #[test]
    fn stopped_on_the_dot_is_met_and_a_millisecond_later_is_missed() {
        let mut on_time = clock(Span::minutes(15));
        on_time.stop(on_time.due_at);
        assert_eq!((on_time.outcome, on_time.breached_at), (Some(ClockOutcome::Met), None));
        let mut late = clock(Span::minutes(15));
        late.stop(late.due_at + Span(1));
        assert_eq!((late.outcome, late.breached_at), (Some(ClockOutcome::Missed), Some(late.due_at)));
    }

    #[test]
    fn an_extension_does_not_erase_a_breach() {
        let mut c = clock(Span::minutes(2));
        let after = c.due_at + Span::seconds(5);
        c.aim_at(after, Span::minutes(30), c.started_at + Span::minutes(30), 2);
        assert_eq!(c.aim, 2);
        c.stop(after + Span::seconds(1));
        assert_eq!(c.outcome, Some(ClockOutcome::Missed));
    }

    #[test]
    fn a_finished_clock_is_immutable() {
        let mut c = clock(Span::minutes(2));
        c.stop(c.due_at);
        let before = c.clone();
        c.stop(c.due_at + Span::hours(1));
        c.end(c.due_at + Span::hours(1), ClockOutcome::Cancelled);
        c.aim_at(c.due_at + Span::hours(1), Span(1), At(1), 9);
        assert_eq!(c, before);
        assert_eq!(c.next_due(), None);
    }

    proptest! {
        /// Outcomes compare facts: it does not matter when, or whether, a tick noticed.
        #[test]
        fn outcomes_do_not_depend_on_ticks(target in 1_000i64..10_000_000, stop in 0i64..20_000_000, ticks in prop::collection::vec(0i64..20_000_000, 0..8)) {
            let mut unticked = clock(Span(target));
            let mut ticked = unticked.clone();
            let at = unticked.started_at + Span(stop);
            let mut ticks: Vec<_> = ticks.into_iter().filter(|t| *t <= stop).collect();
            ticks.sort_unstable();
            for tick in ticks {
                let now = ticked.started_at + Span(tick);
                let due: Vec<_> = ticked.waiting().filter(|(_, due)| *due <= now).collect();
                for (level, due_at) in due {
                    let aim = ticked.aim;
                    ticked.fire(Firing { level, aim, due_at, fired_at: now, late_ms: now - due_at, acknowledged_by: None, acknowledged_at: None });
                }
            }
            unticked.stop(at);
            ticked.stop(at);
            prop_assert_eq!(unticked.outcome, ticked.outcome);
        }
    }
}
