use crate::region::{Channel112, Region};
use crate::ticket::{AnswerKind, AssignmentRole, AssignmentState, CloseOutcome, TicketState};
use crate::view::{AssignmentRow, TicketRow};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// How far a ticket is, as its caller understands it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Situation {
    Registered,
    Forwarded,
    OnTheWay,
    Done,
    HandedOver,
    NotACase,
    Withdrawn,
    /// Whatever becomes of it: that it is being handled, and nothing else.
    Restricted,
}

impl Situation {
    pub const ALL: [Self; 8] = [
        Self::Registered,
        Self::Forwarded,
        Self::OnTheWay,
        Self::Done,
        Self::HandedOver,
        Self::NotACase,
        Self::Withdrawn,
        Self::Restricted,
    ];

    /// Is that all the caller is owed, or does it promise more?
    pub fn answers(self) -> AnswerKind {
        match self {
            Self::Registered | Self::Forwarded | Self::OnTheWay | Self::Restricted => AnswerKind::Interim,
            Self::Done | Self::HandedOver | Self::NotACase | Self::Withdrawn => AnswerKind::Substantive,
        }
    }
}

/// Those at work on it or done with it; a ticket that hangs on another is handled there.
fn at_work<'t>(
    ticket: &'t TicketRow,
    over: Option<&'t TicketRow>,
) -> impl Iterator<Item = &'t AssignmentRow> + Clone {
    let all = over.map_or(ticket.assignments.as_slice(), |over| over.assignments.as_slice());
    all.iter().filter(|one| one.role != AssignmentRole::Copy && one.state < AssignmentState::Returned)
}

/// `over` is the ticket that this one hangs on.
pub fn situation(region: &Region, ticket: &TicketRow, over: Option<&TicketRow>) -> Situation {
    if ticket.restricted || over.is_some_and(|over| over.restricted) {
        return Situation::Restricted;
    }
    if let Some(closed) = &ticket.closed {
        return match closed.outcome {
            CloseOutcome::Handled => Situation::Done,
            CloseOutcome::HandedOver => Situation::HandedOver,
            CloseOutcome::Unfounded | CloseOutcome::Cancelled => Situation::NotACase,
            CloseOutcome::Withdrawn => Situation::Withdrawn,
        };
    }
    let mut agencies = at_work(ticket, over).peekable();
    if agencies.peek().is_none() {
        return Situation::Registered;
    }
    let category = region.category(&ticket.category);
    if category.is_some_and(|category| category.channel == Channel112::Lapor) {
        return Situation::HandedOver;
    }
    if over.unwrap_or(ticket).state != TicketState::Open {
        return Situation::Done;
    }
    let goes = |state| matches!(state, AssignmentState::EnRoute | AssignmentState::OnScene);
    if agencies.clone().any(|one| goes(one.state)) {
        Situation::OnTheWay
    } else if agencies.all(|one| one.state == AssignmentState::HandedOver) {
        Situation::HandedOver
    } else {
        Situation::Forwarded
    }
}

/// What they are called, the lead first.
pub fn agencies(region: &Region, ticket: &TicketRow, over: Option<&TicketRow>) -> Vec<String> {
    let named = |lead: bool| {
        let of = at_work(ticket, over).filter(move |one| (one.role == AssignmentRole::Lead) == lead);
        of.filter_map(move |one| region.agency(&one.agency)).map(|agency| agency.short_name.clone())
    };
    named(true).chain(named(false)).collect()
}
