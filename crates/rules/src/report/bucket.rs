//! Where one thing is counted. Each function gives exactly one bucket.

use crate::call::CallOutcome;
use crate::clock::{Clock, ClockOutcome, Firing};
use crate::plan::{Proposed, Shortfall};
use crate::region::Region;
use crate::ticket::{Acceptance, Assignment, AssignmentRole, AssignmentState, CloseOutcome, Ticket};
use crate::time::{At, Span};

/// What became of a call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum CallEnd {
    Ended(CallOutcome),
    /// Said to be no case, and taken back: what it was has not been said.
    TakenBack,
}

impl CallEnd {
    pub const ALL: [CallEnd; 9] = [
        CallEnd::Ended(CallOutcome::Ticket),
        CallEnd::Ended(CallOutcome::FollowUp),
        CallEnd::Ended(CallOutcome::Info),
        CallEnd::Ended(CallOutcome::Transferred),
        CallEnd::Ended(CallOutcome::Prank),
        CallEnd::Ended(CallOutcome::Silent),
        CallEnd::Ended(CallOutcome::WrongNumber),
        CallEnd::Ended(CallOutcome::Test),
        CallEnd::TakenBack,
    ];
}

/// What became of a clock, as of an instant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Bucket {
    Met,
    /// Satisfied after it was due.
    Late,
    /// Due, or breached before, and not satisfied yet: missed all the same.
    Overdue,
    Interim,
    Attempted,
    Cancelled,
    /// Not due yet, or paused.
    Pending,
}

impl Bucket {
    pub const ALL: [Bucket; 7] = [
        Bucket::Met,
        Bucket::Late,
        Bucket::Overdue,
        Bucket::Interim,
        Bucket::Attempted,
        Bucket::Cancelled,
        Bucket::Pending,
    ];

    pub fn of(clock: &Clock, as_of: At) -> Bucket {
        match clock.outcome {
            Some(ClockOutcome::Met) => Bucket::Met,
            Some(ClockOutcome::Missed) => Bucket::Late,
            Some(ClockOutcome::Interim) => Bucket::Interim,
            Some(ClockOutcome::Attempted) => Bucket::Attempted,
            Some(ClockOutcome::Cancelled) => Bucket::Cancelled,
            None if clock.breached_at.is_some() => Bucket::Overdue,
            None if clock.paused.is_none() && as_of > clock.due_at => Bucket::Overdue,
            None => Bucket::Pending,
        }
    }

    /// Something was owed and its time came: what a share of the met ones is of.
    pub fn counts(self) -> bool {
        !matches!(self, Bucket::Cancelled | Bucket::Pending)
    }
}

/// From its start to the fact that satisfied it, without its pauses; `None` where nothing did.
pub fn spent(clock: &Clock) -> Option<Span> {
    let satisfied = matches!(clock.outcome, Some(ClockOutcome::Met | ClockOutcome::Missed));
    let stopped = clock.stopped_at.filter(|_| satisfied)?;
    let paused: i64 = clock.pauses.iter().map(|pause| (pause.until - pause.since).0.max(0)).sum();
    Some(Span(((stopped - clock.started_at).0 - paused).max(0)))
}

/// First part of the codes of fires.
pub const FIRE: &str = "KBR";

/// From the call to the first lead on the scene of a fire (Permendagri 114/2018).
pub const FIRE_TARGET: Span = Span::minutes(15);

/// Is it a fire of its own, with people to be there in time?
pub fn is_fire(ticket: &Ticket, region: &Region) -> bool {
    let category = region.category(&ticket.category);
    ticket.kind == crate::ticket::TicketKind::Emergency
        && ticket.parent.is_none()
        && category.is_some_and(|category| category.group == FIRE)
}

/// When a lead was on the scene; who is done was there by then.
pub fn first_lead(ticket: &Ticket) -> Option<At> {
    let there =
        |one: &Assignment| one.on_scene_at.or(one.ended_at.filter(|_| one.state == AssignmentState::Done));
    ticket.assignments.iter().filter(|one| one.role == AssignmentRole::Lead).filter_map(there).min()
}

/// A fire's fifteen minutes.
pub fn fire(ticket: &Ticket, as_of: At) -> Bucket {
    let due = ticket.called_at + FIRE_TARGET;
    match (first_lead(ticket), ticket.closed.as_ref().map(|closed| closed.outcome)) {
        (Some(there), _) if there <= due => Bucket::Met,
        (Some(_), _) => Bucket::Late,
        (None, Some(CloseOutcome::Unfounded | CloseOutcome::Withdrawn | CloseOutcome::Cancelled)) => {
            Bucket::Cancelled
        }
        // Closed, and nobody wrote down that a lead had been there.
        (None, Some(CloseOutcome::Handled | CloseOutcome::HandedOver)) => Bucket::Late,
        (None, None) if as_of > due => Bucket::Overdue,
        (None, None) => Bucket::Pending,
    }
}

/// How long a ticket has been open, by whole days since the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Age {
    Day,
    ThreeDays,
    Week,
    TwoWeeks,
    Month,
    Older,
}

impl Age {
    pub const ALL: [Age; 6] = [Age::Day, Age::ThreeDays, Age::Week, Age::TwoWeeks, Age::Month, Age::Older];

    pub fn of(age: Span) -> Age {
        match age.0.div_euclid(86_400_000) {
            ..1 => Age::Day,
            1..3 => Age::ThreeDays,
            3..7 => Age::Week,
            7..14 => Age::TwoWeeks,
            14..30 => Age::Month,
            _ => Age::Older,
        }
    }
}

/// What became of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Sent {
    Done,
    /// Another body's case now.
    HandedOver,
    /// Not ended yet.
    Out,
    /// "Bukan kewenangan": a misroute.
    Returned,
    NotNeeded,
}

impl Sent {
    pub const ALL: [Sent; 5] = [Sent::Done, Sent::HandedOver, Sent::Out, Sent::Returned, Sent::NotNeeded];

    pub fn of(assignment: &Assignment) -> Sent {
        match assignment.state {
            AssignmentState::HandedOver => Sent::HandedOver,
            AssignmentState::Done => Sent::Done,
            AssignmentState::Returned => Sent::Returned,
            AssignmentState::NotNeeded => Sent::NotNeeded,
            AssignmentState::Sent
            | AssignmentState::Acknowledged
            | AssignmentState::EnRoute
            | AssignmentState::OnScene => Sent::Out,
        }
    }
}

/// What became of a case that was given to a body outside the room.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Handed {
    /// Taken over, by a reference of theirs.
    Numbered,
    /// Taken over by a person who gave their name and no reference.
    Named,
    /// Taken, or done, by word alone: it stayed a case of the room.
    ByWord,
    /// Nobody has said that they took it.
    Waiting,
    Refused,
    NotNeeded,
}

impl Handed {
    pub const ALL: [Handed; 6] = [
        Handed::Numbered,
        Handed::Named,
        Handed::ByWord,
        Handed::Waiting,
        Handed::Refused,
        Handed::NotNeeded,
    ];

    pub fn of(assignment: &Assignment) -> Handed {
        match (assignment.state, assignment.receipt()) {
            (AssignmentState::Returned, _) => Handed::Refused,
            (AssignmentState::NotNeeded, _) => Handed::NotNeeded,
            (_, Some(Acceptance { reference: Some(_), .. })) => Handed::Numbered,
            (_, Some(Acceptance { reference: None, .. })) => Handed::Named,
            (AssignmentState::Sent, None) => Handed::Waiting,
            (_, None) => Handed::ByWord,
        }
    }
}

/// Whose word it is that something is done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Word {
    Caller,
    Room,
}

/// How far an alarm came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum AlarmEnd {
    Acknowledged,
    /// It asks for a person, and nobody has said that they saw it.
    Waiting,
    /// A warning: nobody has to say so.
    Warned,
    /// The machine's clock had been wrong.
    Withdrawn,
}

impl AlarmEnd {
    pub const ALL: [AlarmEnd; 4] =
        [AlarmEnd::Acknowledged, AlarmEnd::Waiting, AlarmEnd::Warned, AlarmEnd::Withdrawn];

    pub fn of(firing: &Firing) -> AlarmEnd {
        if firing.withdrawn_at.is_some() {
            AlarmEnd::Withdrawn
        } else if !firing.level.demands_acknowledgement() {
            AlarmEnd::Warned
        } else if firing.acknowledged_at.is_some() {
            AlarmEnd::Acknowledged
        } else {
            AlarmEnd::Waiting
        }
    }
}

/// How many alarms fired within ten minutes; EEMUA 191 calls 1 manageable and more than 10 a flood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Load {
    None,
    One,
    Few,
    Many,
    Flood,
}

impl Load {
    pub const ALL: [Load; 5] = [Load::None, Load::One, Load::Few, Load::Many, Load::Flood];

    pub fn of(alarms: u32) -> Load {
        match alarms {
            0 => Load::None,
            1 => Load::One,
            2..=5 => Load::Few,
            6..=10 => Load::Many,
            _ => Load::Flood,
        }
    }
}

/// Could anybody of the plan be sent when the call came in?
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Cover {
    /// Somebody was on duty and has a way to be reached.
    Covered,
    NoPlan,
    /// No agency of the plan has a way to be reached.
    NoContact,
    /// Whoever could be reached was off duty.
    OffDuty,
    /// Nobody is known to have been on duty.
    DutyUnknown,
}

impl Cover {
    pub const ALL: [Cover; 5] =
        [Cover::Covered, Cover::NoPlan, Cover::NoContact, Cover::OffDuty, Cover::DutyUnknown];

    /// By the agencies of a plan that are sent without being asked about.
    pub fn of(agencies: &[Proposed]) -> Cover {
        let lacks = |one: &&Proposed, short: Shortfall| one.shortfalls.contains(&short);
        let sent = || agencies.iter().filter(|one| one.expected);
        let reached = || sent().filter(|one| !lacks(one, Shortfall::NoContact));
        if sent().next().is_none() {
            Cover::NoPlan
        } else if reached().next().is_none() {
            Cover::NoContact
        } else if reached().any(|one| one.shortfalls.is_empty()) {
            Cover::Covered
        } else if reached().any(|one| lacks(&one, Shortfall::DutyUnknown)) {
            Cover::DutyUnknown
        } else {
            Cover::OffDuty
        }
    }
}
