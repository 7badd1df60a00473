//! Which clock a fact starts, how much time it allows, and by which hours.

use crate::calendar::{Calendar, Target, zone_of};
use crate::clock::aim::Course;
use crate::clock::{Aim, Arm, Clock, ClockKind};
use crate::id::AssignmentNo;
use crate::region::{Agency, AgencyCode, CategoryCode, Severity};
use crate::setup::Setup;
use crate::ticket::{Ticket, TicketKind};
use crate::time::{At, Span};

const DAY_MINUTES: u32 = 1_440;

/// What a ticket's targets depend on.
#[derive(Clone, Copy)]
pub struct Subject<'a> {
    pub kind: TicketKind,
    pub category: &'a CategoryCode,
    pub severity: Severity,
}

impl<'a> From<&'a Ticket> for Subject<'a> {
    fn from(ticket: &'a Ticket) -> Subject<'a> {
        Subject { kind: ticket.kind, category: &ticket.category, severity: ticket.severity }
    }
}

/// A clock of the ticket itself. `None` where nothing is owed.
pub(super) fn arm(
    setup: &Setup,
    subject: Subject<'_>,
    kind: ClockKind,
    start: At,
    cycle: u16,
) -> Option<Arm> {
    let allowed = allowed(setup, subject, kind)?;
    let aim = aim(setup, subject, kind, None, start, allowed);
    Some(Arm { kind, assignment: None, cycle, started_at: start, aim })
}

/// A clock of one assignment.
pub(super) fn arm_of(
    setup: &Setup,
    subject: Subject<'_>,
    kind: ClockKind,
    start: At,
    cycle: u16,
    (no, agency): (AssignmentNo, &AgencyCode),
) -> Option<Arm> {
    let allowed = allowed(setup, subject, kind)?;
    let aim = aim(setup, subject, kind, setup.region.agency(agency), start, allowed);
    Some(Arm { kind, assignment: Some(no), cycle, started_at: start, aim })
}

/// An answer owed at an instant that was promised.
pub(super) fn promised(setup: &Setup, subject: Subject<'_>, start: At, due_at: At, cycle: u16) -> Arm {
    let kind = ClockKind::Answer;
    let aim = aim(setup, subject, kind, None, start, Target::Elapsed(due_at - start));
    Arm { kind, assignment: None, cycle, started_at: start, aim }
}

fn aim(
    setup: &Setup,
    subject: Subject<'_>,
    kind: ClockKind,
    agency: Option<&Agency>,
    start: At,
    allowed: Target,
) -> Aim {
    let calendar = hours(setup, subject.kind, kind, agency);
    let zone = zone_of(setup.region.utc_offset_minutes);
    Course { policy: &setup.policy, calendar: &calendar, zone: &zone }.aim(kind, start, allowed, &[])
}

/// Emergencies, and what is owed to a caller, know no closing time; a complaint is worked on in office hours, and taken
/// in the agency's own.
fn hours(setup: &Setup, ticket: TicketKind, kind: ClockKind, agency: Option<&Agency>) -> Calendar {
    let office = &setup.policy.calendar;
    match (ticket, kind) {
        (TicketKind::Complaint, ClockKind::Work) => office.clone(),
        (TicketKind::Complaint, ClockKind::Acknowledge) => {
            agency.map_or_else(|| office.clone(), |agency| office.of_duty(&agency.duty))
        }
        _ => Calendar::always(),
    }
}

/// How much time a clock allows: as an exception of the policy says, else the category, else the room.
pub fn allowed(setup: &Setup, subject: Subject<'_>, kind: ClockKind) -> Option<Target> {
    let policy = &setup.policy;
    if let Some(exception) = policy.exception(kind, subject.category, subject.severity) {
        return exception.target;
    }
    let category = setup.region.category(subject.category);
    let emergency = subject.kind == TicketKind::Emergency;
    // A day of minutes and more means working days, for what is no emergency.
    let minutes = |n: u32| match n / DAY_MINUTES {
        days @ 1.. if !emergency => Target::WorkingDays(u16::try_from(days).unwrap_or(u16::MAX)),
        _ => Target::Elapsed(Span::minutes(i64::from(n))),
    };
    match kind {
        ClockKind::Dispatch => Some(Target::Elapsed(if emergency { policy.dispatch } else { policy.again })),
        ClockKind::Answer => Some(Target::Elapsed(policy.answer)),
        ClockKind::Acknowledge => {
            Some(category.and_then(|c| c.ack_minutes).map_or(Target::Elapsed(policy.acknowledge), minutes))
        }
        ClockKind::Arrive => category.and_then(|c| c.onscene_minutes).filter(|_| emergency).map(minutes),
        ClockKind::Work => {
            let days = category.and_then(|c| c.work_days).filter(|_| !emergency);
            let days = days.map(|n| Target::WorkingDays(u16::try_from(n).unwrap_or(u16::MAX)));
            // Being there is what an emergency's minutes promise; when the fire is out, they do not.
            days.or_else(|| category.and_then(|c| c.onscene_minutes).filter(|_| !emergency).map(minutes))
        }
        ClockKind::Verify => Some(Target::Elapsed(policy.verify)),
    }
}

/// Where a running clock aims if it is to allow `allowed` by the present policy, from its start and its pauses.
pub(super) fn aim_again(setup: &Setup, ticket: &Ticket, clock: &Clock, allowed: Target) -> Aim {
    with_course(setup, ticket, clock, |course| {
        course.aim(clock.kind, clock.started_at, allowed, &clock.pauses)
    })
}

/// The same, due at `due_at` whatever is allowed.
pub(super) fn aim_due(setup: &Setup, ticket: &Ticket, clock: &Clock, allowed: Target, due_at: At) -> Aim {
    with_course(setup, ticket, clock, |course| {
        course.aim_due(clock.kind, clock.started_at, allowed, &clock.pauses, due_at)
    })
}

fn with_course(
    setup: &Setup,
    ticket: &Ticket,
    clock: &Clock,
    aim: impl FnOnce(&Course<'_, chrono::FixedOffset>) -> Aim,
) -> Aim {
    let agency = clock.assignment.and_then(|no| ticket.assignment(no));
    let agency = agency.and_then(|a| setup.region.agency(&a.agency));
    let calendar = hours(setup, ticket.kind, clock.kind, agency);
    let zone = zone_of(setup.region.utc_offset_minutes);
    aim(&Course { policy: &setup.policy, calendar: &calendar, zone: &zone })
}
