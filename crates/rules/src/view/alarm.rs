//! What fired: when, how late, who took it, and through which way it went out. And what a new policy would change.

use crate::clock::{ClockKind, ClockOutcome, Firing, Level};
use crate::id::{ClockNo, TicketId, TicketNumber};
use crate::region::{AgencyCode, CategoryCode, DistrictCode};
use crate::ticket::Ticket;
use crate::time::At;
use crate::view::TicketRow;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// An alarm's place among all, newest first: the last row of a page asks for the next.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct AlarmKey {
    pub fired_at: At,
    pub ticket: TicketId,
    pub clock: ClockNo,
    pub cycle: u16,
    pub aim: u16,
    pub level: Level,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AlarmRow {
    pub key: AlarmKey,
    pub number: TicketNumber,
    pub restricted: bool,
    /// Empty where the viewer may not know what a restricted case is.
    pub category: CategoryCode,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    pub clock_kind: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agency: Option<AgencyCode>,
    /// How the clock ended, if it has.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub outcome: Option<ClockOutcome>,
    /// When, how late, to whom, and by whom it was taken.
    pub firing: Firing,
}

/// A page of what fired, newest first.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct AlarmPage {
    pub alarms: Vec<AlarmRow>,
    pub more: bool,
    /// Alarms that somebody was told of, in each ten minutes of the last day that had any; oldest first.
    pub load: Vec<Load>,
}

/// Alarms in the ten minutes from `from` on. EEMUA 191 calls 1 manageable and 10 a flood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Load {
    pub from: At,
    pub count: u32,
}

/// The alarm of `key` on its ticket; `row` is the ticket as the viewer may see it. `None` if there is none.
pub fn alarm_row(key: AlarmKey, ticket: &Ticket, row: &TicketRow) -> Option<AlarmRow> {
    let clock = ticket.clocks.get(usize::from(key.clock))?;
    let firing = clock.fired.iter().find(|f| f.aim == key.aim && f.level == key.level)?.clone();
    Some(AlarmRow {
        key,
        number: row.number.clone(),
        restricted: row.restricted,
        category: row.category.clone(),
        district: row.district.clone(),
        clock_kind: clock.kind,
        agency: clock.assignment.and_then(|no| ticket.assignment(no)).map(|a| a.agency.clone()),
        outcome: clock.outcome,
        firing,
    })
}

/// What a policy would do to what is open now.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct PolicyPreview {
    /// Open clocks that the policy is asked about.
    pub open: u32,
    /// Those that would aim elsewhere; at most a hundred are listed below.
    pub moved: u32,
    pub changes: Vec<ClockChange>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ClockChange {
    pub ticket: TicketId,
    pub number: TicketNumber,
    pub clock_kind: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agency: Option<AgencyCode>,
    pub before: At,
    pub after: At,
}

/// Longest list of a preview.
const LISTED: usize = 100;

impl PolicyPreview {
    /// Adds what `setup`, which has the new policy, would do to an open ticket at `now`.
    pub fn add(&mut self, setup: &crate::setup::Setup, ticket: &Ticket, now: At) {
        for (_, clock) in ticket.running() {
            self.open += 1;
            let Some(aim) = crate::decide::clocking::new_aim(setup, ticket, clock, now) else { continue };
            if aim.due_at == clock.due_at {
                continue;
            }
            self.moved += 1;
            if self.changes.len() < LISTED {
                self.changes.push(ClockChange {
                    ticket: ticket.id,
                    number: ticket.number.clone(),
                    clock_kind: clock.kind,
                    agency: clock.assignment.and_then(|no| ticket.assignment(no)).map(|a| a.agency.clone()),
                    before: clock.due_at,
                    after: aim.due_at,
                });
            }
        }
    }
}
