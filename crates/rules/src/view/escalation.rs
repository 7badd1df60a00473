//! Whom a supervisor has to tell that a deadline was missed, and in which words.

use crate::clock::{ClockKind, ClockOutcome, Outlet, Recipient};
use crate::id::ClockNo;
use crate::policy::Policy;
use crate::region::{Agency, AgencyCode, Region, SECRETARIAT};
use crate::ticket::{AssignmentRole, AssignmentState};
use crate::time::At;
use crate::view::{ClockRow, TicketRow};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A step of the ladder that waits to be taken: done when it is recorded who was told.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EscalationStep {
    pub clock: ClockNo,
    pub clock_kind: ClockKind,
    pub recipient: Recipient,
    pub due_at: At,
    /// The office that is written to, and who holds it where the room knows.
    pub title: String,
    pub name: String,
    /// To send or to read out; nothing of the caller is in it.
    pub text: String,
}

/// The step after those that wait.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EscalationNext {
    pub recipient: Recipient,
    pub at: At,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct EscalationPage {
    /// The deadline that was missed first goes first, and of one deadline the lowest step.
    pub steps: Vec<EscalationStep>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub next: Option<EscalationNext>,
}

/// What waits to be told, in the order in which it is told.
pub fn waiting(ticket: &TicketRow) -> Vec<(&ClockRow, Recipient)> {
    let tasks = ticket.clocks.iter().flat_map(|clock| clock.tasks.iter().map(move |who| (clock, *who)));
    let mut tasks: Vec<_> = tasks.collect();
    tasks.sort_by_key(|(clock, who)| (clock.due_at, clock.no, *who));
    tasks
}

/// When the ladder next reaches somebody without an account, as the policy stands.
pub fn next(policy: &Policy, ticket: &TicketRow) -> Option<EscalationNext> {
    let running = ticket.clocks.iter().filter(|clock| clock.outcome.is_none());
    let levels = running.flat_map(|clock| clock.waiting.iter().map(move |due| (clock, due)));
    let reached = levels.flat_map(|(clock, due)| {
        let told = policy.told(clock.allowed, due.level).iter().filter(|who| who.is_written_to());
        told.map(move |who| EscalationNext { recipient: *who, at: due.at })
    });
    reached.min_by_key(|step| (step.at, step.recipient))
}

/// Whose head is written to: of the clock's own agency, of the ticket's first, of its district, of the secretariat.
pub fn addressee<'r>(
    region: &'r Region,
    ticket: &TicketRow,
    clock: &ClockRow,
    recipient: Recipient,
) -> Option<&'r Agency> {
    let code: AgencyCode = match recipient {
        Recipient::District => region.district(ticket.district.as_ref()?)?.agency.clone()?,
        Recipient::Secretary => SECRETARIAT.into(),
        Recipient::Head => {
            let required = || {
                let all = ticket.assignments.iter().filter(|one| one.role != AssignmentRole::Copy);
                all.filter(|one| one.state < AssignmentState::Returned)
            };
            let own = required().find(|one| Some(one.no) == clock.assignment);
            let lead = || required().find(|one| one.role == AssignmentRole::Lead);
            own.or_else(lead).or_else(|| required().next())?.agency.clone()
        }
        Recipient::Operator | Recipient::Supervisor => return None,
    };
    region.agency(&code)
}

/// Deadlines that tell something in a letter: missed ones, and those that still run.
pub fn told(ticket: &TicketRow) -> impl Iterator<Item = &ClockRow> {
    ticket.clocks.iter().filter(|clock| {
        clock.breached_at.is_some() || matches!(clock.outcome, None | Some(ClockOutcome::Missed))
    })
}

impl Recipient {
    /// Has no account: a supervisor writes or telephones.
    pub fn is_written_to(self) -> bool {
        self.outlets(ClockKind::Answer, crate::clock::Level::Late) == [Outlet::Task]
    }
}
