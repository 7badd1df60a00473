//! A clock of a ticket or an assignment: a value folded from facts. Ticks only notice what facts decide.

pub mod aim;
pub mod firing;
pub mod pause;

pub use aim::{Aim, Due};
pub use firing::{Delivery, DeliveryState, Firing, Outlet, Recipient};
pub use pause::{Pause, PauseReason, Paused};

use crate::calendar::Target;
use crate::id::AssignmentNo;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ClockKind {
    /// The call, to the first agency told.
    Dispatch,
    /// The call, to an answer that reached the caller. Never pauses.
    Answer,
    /// Told, to a named person at the agency who takes it.
    Acknowledge,
    /// Told, to somebody on the scene.
    Arrive,
    /// Told, to done with evidence. The only one that pauses.
    Work,
    /// The last required agency done, to the room's or the caller's word that it is.
    Verify,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Level {
    /// An agency gave it back and nobody is left on it: at once.
    Orphan,
    /// A silent mark at twelve hours left of an answer.
    Half,
    Soon,
    Urgent,
    Late,
    Supervisor,
    /// The head of the agency.
    Head,
    /// The regency's secretary: the list of what nobody moved.
    Secretary,
}

impl ClockKind {
    /// A new policy aims it anew. What an agency was told when it was sent stays as it was told.
    pub fn follows_policy(self) -> bool {
        !matches!(self, ClockKind::Acknowledge | ClockKind::Arrive)
    }
}

impl Level {
    pub const ALL: [Level; 8] = [
        Level::Orphan,
        Level::Half,
        Level::Soon,
        Level::Urgent,
        Level::Late,
        Level::Supervisor,
        Level::Head,
        Level::Secretary,
    ];

    /// From "late" on, and for an orphan, an alarm stays until a named person acknowledges it.
    pub fn demands_acknowledgement(self) -> bool {
        self >= Level::Late || self == Level::Orphan
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

/// What starts a clock; written into the event, so that folding needs neither policy nor calendar.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Arm {
    pub kind: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub assignment: Option<AssignmentNo>,
    pub cycle: u16,
    pub started_at: At,
    #[serde(flatten)]
    pub aim: Aim,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Clock {
    pub kind: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub assignment: Option<AssignmentNo>,
    pub cycle: u16,
    /// Goes up whenever `due_at` moves or alarms are withdrawn; levels of an older aim lapse.
    pub aim: u16,
    pub started_at: At,
    pub allowed: Target,
    pub due_at: At,
    /// When each level of the present aim fires, in order.
    pub levels: Vec<Due>,
    /// Version of the policy, with its calendar, that it aims by.
    pub policy: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub stopped_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outcome: Option<ClockOutcome>,
    /// Latched: a later pause or extension does not erase a breach.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub breached_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub paused: Option<Paused>,
    /// Pauses that have ended, in order.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pauses: Vec<Pause>,
    pub fired: Vec<Firing>,
}

impl Clock {
    pub fn armed(arm: &Arm) -> Clock {
        let Aim { allowed, due_at, levels, policy } = arm.aim.clone();
        Clock {
            kind: arm.kind,
            assignment: arm.assignment,
            cycle: arm.cycle,
            aim: 1,
            started_at: arm.started_at,
            allowed,
            due_at,
            levels,
            policy,
            stopped_at: None,
            outcome: None,
            breached_at: None,
            paused: None,
            pauses: Vec::new(),
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
            aim: Aim {
                allowed: self.allowed,
                due_at: self.due_at,
                levels: self.levels.clone(),
                policy: self.policy,
            },
        }
    }

    pub fn is_running(&self) -> bool {
        self.outcome.is_none()
    }

    /// From start to due, pauses and closed hours included.
    pub fn length(&self) -> Span {
        self.due_at - self.started_at
    }

    /// A fact at `at` breaches the clock if it lies after `due_at`, whenever it is noticed; nothing is due in a pause.
    fn latch(&mut self, at: At) {
        if self.breached_at.is_none() && self.paused.is_none() && at > self.due_at {
            self.breached_at = Some(self.due_at);
        }
    }

    /// The satisfying fact. Missed if and only if breached or later than due; equality is met.
    pub fn stop(&mut self, at: At) {
        self.finish(at, None);
    }

    /// Ends without being satisfied. A breach before `at` stays on record beside the outcome.
    pub fn end(&mut self, at: At, outcome: ClockOutcome) {
        self.finish(at, Some(outcome));
    }

    fn finish(&mut self, at: At, outcome: Option<ClockOutcome>) {
        if !self.is_running() {
            return;
        }
        self.latch(at);
        if let Some(paused) = self.paused.take() {
            self.pauses.push(Pause { since: paused.since, until: at });
        }
        self.stopped_at = Some(at);
        self.outcome = Some(match (outcome, self.breached_at) {
            (None, None) => ClockOutcome::Met,
            (None | Some(ClockOutcome::Interim | ClockOutcome::Attempted), Some(_)) => ClockOutcome::Missed,
            (Some(outcome), _) => outcome,
        });
    }

    /// A new aim from the same start.
    pub fn aim_at(&mut self, at: At, aim: &Aim) {
        if self.is_running() {
            self.latch(at);
            self.take(aim);
        }
    }

    fn take(&mut self, aim: &Aim) {
        // Another ladder for the same instant raises nothing a second time.
        if aim.due_at != self.due_at {
            self.aim += 1;
        }
        let Aim { allowed, due_at, levels, policy } = aim.clone();
        (self.allowed, self.due_at, self.levels, self.policy) = (allowed, due_at, levels, policy);
    }

    pub fn pause(&mut self, at: At, resume_at: At, reason: PauseReason) {
        if self.is_running() && self.paused.is_none() {
            self.latch(at);
            self.paused = Some(Paused { since: at, resume_at, reason });
        }
    }

    pub fn resume(&mut self, at: At, aim: &Aim) {
        if let Some(paused) = self.paused.take() {
            self.pauses.push(Pause { since: paused.since, until: at });
            self.take(aim);
        }
    }

    /// Noticing changes no outcome: facts do.
    pub fn fire(&mut self, firing: Firing) {
        self.fired.push(firing);
    }

    /// The machine's clock was wrong when they fired: levels not yet reached arm again.
    pub fn withdraw(&mut self, at: At) {
        let mut any = false;
        for firing in self.fired.iter_mut().filter(|f| f.suspect && f.withdrawn_at.is_none()) {
            firing.withdrawn_at = Some(at);
            any = true;
        }
        if any && self.is_running() {
            self.aim += 1;
        }
    }

    /// Levels of the present aim that have not fired, with their instants, in order. None fires in a pause.
    pub fn waiting(&self) -> impl Iterator<Item = Due> + '_ {
        let quiet = !self.is_running() || self.paused.is_some();
        self.levels
            .iter()
            .filter(move |_| !quiet)
            .filter(|due| !self.fired.iter().any(|f| f.aim == self.aim && f.level == due.level))
            .copied()
    }

    /// The next instant at which something happens by itself: a level, or the end of a pause.
    pub fn next_due(&self) -> Option<At> {
        let resumes = self.paused.as_ref().filter(|_| self.is_running()).map(|p| p.resume_at);
        resumes.into_iter().chain(self.waiting().map(|due| due.at)).min()
    }

    /// The highest level fired for the present aim.
    pub fn level(&self) -> Option<Level> {
        self.fired.iter().filter(|f| f.aim == self.aim).map(|f| f.level).max()
    }

    /// Whom a supervisor must still tell.
    pub fn tasks(&self) -> Vec<Recipient> {
        let standing = self.fired.iter().filter(|f| f.withdrawn_at.is_none());
        let mut tasks: Vec<_> = standing
            .flat_map(|f| &f.deliveries)
            .filter(|d| d.outlet == Outlet::Task && d.is_open())
            .map(|d| d.recipient)
            .collect();
        tasks.sort_unstable();
        tasks.dedup();
        tasks
    }

    /// Firings that still ask for a person: while it runs any that demands one, and a breach whose stop came late.
    pub fn asks(&self) -> bool {
        self.outcome != Some(ClockOutcome::Cancelled) && self.fired.iter().any(|f| f.asks())
    }
}

#[cfg(test)]
mod tests;
