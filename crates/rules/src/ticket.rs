//! What is handled: a value folded from its events.

pub mod answer;
pub mod asked;
pub mod assignment;
pub mod place;

pub use answer::{AnswerChannel, AnswerKind, AnswerResult, Answered, GiveAnswer, WholeAnswer};
pub use asked::Asked;
pub use assignment::{Acceptance, Assignment, AssignmentRole, AssignmentState, Channel, Sending};
pub use place::{Place, Point, Reporter};

use crate::actor::Actor;
use crate::clock::{Arm, Clock, ClockKind, Level};
use crate::id::{AssignmentNo, CallId, ClockNo, PaperNo, TicketId, TicketNumber};
use crate::region::{AgencyCode, CategoryCode, Severity};
use crate::storm::StormNo;
use crate::text::Sealed;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TicketKind {
    Emergency,
    Complaint,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CloseOutcome {
    Handled,
    Unfounded,
    HandedOver,
    Withdrawn,
    Cancelled,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum TicketState {
    Open,
    /// Every lead and support has ended; the caller may still be owed an answer.
    Done,
    Closed,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Ticket {
    pub id: TicketId,
    pub number: TicketNumber,
    /// Version of the ticket's own fields: what a correction, a close or a reopening must have seen.
    pub version: u32,
    /// Events on the ticket's stream, and on its clock stream.
    pub length: u32,
    pub clock_length: u32,
    pub call: CallId,
    pub called_at: At,
    /// It was taken on this form, and typed in at `opened_at`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub paper: Option<PaperNo>,
    pub opened_at: At,
    pub opened_by: Actor,
    /// Whose alarms these are: whoever saved it. `None` waits for the next to sign in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub owner: Option<Actor>,
    pub kind: TicketKind,
    pub category: CategoryCode,
    pub severity: Severity,
    pub restricted: bool,
    pub place: Place<Sealed>,
    pub reporter: Reporter<Sealed>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub narrative: Option<Sealed>,
    /// What the caller was asked, and answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub asked: Vec<Asked>,
    pub assignments: Vec<Assignment>,
    pub clocks: Vec<Clock>,
    pub answers: Vec<Answered<Sealed>>,
    pub cycle: u16,
    /// Calls about this ticket after the first.
    pub follow_ups: u32,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<TicketId>,
    /// The dispatch owed once more when it is detached; its parent's stands for it meanwhile.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub withheld: Option<Arm>,
    pub children: Vec<TicketId>,
    /// Of the same event in other places.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub related: Vec<TicketId>,
    /// The umbrella incident it is part of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub storm: Option<StormNo>,
    /// Somebody was in danger as the caller spoke.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub at_risk: bool,
    /// Agencies of its plan that are left out for good, by what was said when it was sent.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub left_out: Vec<AgencyCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub closed: Option<Closed>,
    /// When its caller said, after it was closed, that it is settled.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asked_after: Option<At>,
    /// When it was reviewed, as it was closed last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reviewed: Option<At>,
    /// Its personal text is gone, but for what was said since.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub erased: Option<Gone>,
    pub changed_at: At,
}

/// When personal text was erased, and how long the stream was then.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Gone {
    pub at: At,
    pub length: u32,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Closed {
    pub outcome: CloseOutcome,
    pub at: At,
    pub by: String,
}

impl Ticket {
    pub fn state(&self) -> TicketState {
        if self.closed.is_some() {
            TicketState::Closed
        } else if !self.assignments.is_empty()
            && self.open_required().next().is_none()
            && self.assignments.iter().any(|a| a.state == AssignmentState::Done)
        {
            TicketState::Done
        } else {
            TicketState::Open
        }
    }

    /// Is its personal text gone, and nothing said since?
    pub fn is_erased(&self) -> bool {
        self.erased.is_some_and(|gone| gone.length == self.length)
    }

    /// Was any of its clocks missed, or is one late?
    pub fn is_late(&self) -> bool {
        let late = |clock: &Clock| {
            clock.breached_at.is_some() || clock.is_running() && clock.level() >= Some(Level::Late)
        };
        self.clocks.iter().any(late)
    }

    /// The agencies whose it is: where they lead or support, or have done their part. What one returned or was released
    /// from is another's case, and a copy was for its knowledge alone.
    pub fn agencies(&self) -> impl Iterator<Item = &AgencyCode> {
        let own = self.assignments.iter().filter(|one| one.role != AssignmentRole::Copy);
        own.filter(|one| !matches!(one.state, AssignmentState::Returned | AssignmentState::NotNeeded))
            .map(|one| &one.agency)
    }

    /// Did `actor` open it, or take it over?
    pub fn is_of(&self, actor: &Actor) -> bool {
        let owns = self.owner.as_ref().is_some_and(|owner| owner.person == actor.person);
        actor.person.is_some() && (owns || self.opened_by.person == actor.person)
    }

    pub fn assignment(&self, no: AssignmentNo) -> Option<&Assignment> {
        self.assignments.iter().find(|a| a.no == no)
    }

    /// Lead and support that have not ended.
    pub fn open_required(&self) -> impl Iterator<Item = &Assignment> {
        self.assignments.iter().filter(|a| a.role != AssignmentRole::Copy && !a.state.has_ended())
    }

    /// No lead and no support is on it, or has done it.
    pub fn is_unattended(&self) -> bool {
        !self
            .assignments
            .iter()
            .any(|a| a.role != AssignmentRole::Copy && a.state < AssignmentState::Returned)
    }

    pub fn running(&self) -> impl Iterator<Item = (ClockNo, &Clock)> {
        self.clocks.iter().enumerate().filter(|(_, c)| c.is_running()).map(|(no, c)| (no as ClockNo, c))
    }

    /// The caller has had the answer of this cycle, or a recorded number of attempts.
    pub fn is_answered(&self) -> bool {
        !self.running().any(|(_, c)| c.kind == ClockKind::Answer)
    }

    /// The next instant at which a level of any clock fires.
    pub fn next_due(&self) -> Option<At> {
        self.running().filter_map(|(_, c)| c.next_due()).min()
    }

    /// The oldest policy a running clock still aims by.
    pub fn oldest_policy(&self) -> Option<u32> {
        self.running()
            .filter(|(_, c)| c.kind.follows_policy() && c.paused.is_none())
            .map(|(_, c)| c.policy)
            .min()
    }
}
