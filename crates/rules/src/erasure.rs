//! Personal text goes when its time is up: what, after how long, and what a run of it did.

use crate::id::{CallId, TicketId};
use crate::ticket::Ticket;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest time that can be set, in months.
pub const LONGEST: u16 = 240;
/// Runs that the setup remembers; the journal has them all.
pub const RUNS: usize = 100;

/// After how many months personal text is erased. The law (UU PDP 27/2022) asks for a schedule and states no time.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Erasing {
    /// After it was closed, of a ticket and of the calls about it.
    pub tickets: u16,
    /// The same, of a restricted one; absent: like any other.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub restricted: Option<u16>,
    /// After it ended, of a call that was no case, and of a number that is no longer marked or blocked.
    pub calls: u16,
    /// Of the reason for which somebody opened a restricted case, after they did.
    pub access: u16,
}

impl Default for Erasing {
    /// A proposal: the regency's own schedule of archives decides.
    fn default() -> Erasing {
        Erasing { tickets: 24, restricted: None, calls: 6, access: 24 }
    }
}

impl Erasing {
    pub fn is_sound(&self) -> bool {
        [Some(self.tickets), self.restricted, Some(self.calls), Some(self.access)]
            .into_iter()
            .flatten()
            .all(|months| (1..=LONGEST).contains(&months))
    }

    /// Is it time for this ticket? Never while it is open.
    pub fn is_time(&self, ticket: &Ticket, now: At) -> bool {
        let months = match self.restricted {
            Some(months) if ticket.restricted => months,
            _ => self.tickets,
        };
        ticket.closed.as_ref().is_some_and(|closed| closed.at <= months_before(now, months))
    }

    /// After how many months the notes of a handover go: they may be about a ticket or a call of any kind.
    pub fn handovers(&self) -> u16 {
        self.soonest().min(self.calls)
    }

    /// The fewest months after which any closed ticket's time can be up.
    pub fn soonest(&self) -> u16 {
        self.restricted.map_or(self.tickets, |months| months.min(self.tickets))
    }
}

/// The same instant some calendar months earlier; the last of a month where that has no such day.
pub fn months_before(now: At, months: u16) -> At {
    chrono::DateTime::from_timestamp_millis(now.0)
        .and_then(|at| at.checked_sub_months(chrono::Months::new(u32::from(months))))
        .map_or(At(i64::MIN), |at| At(at.timestamp_millis()))
}

/// What is erased at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Erasable {
    Ticket {
        ticket: TicketId,
    },
    /// Of no case, or of a case that is erased.
    Call {
        call: CallId,
    },
    /// Numbers that were marked or blocked.
    Numbers,
    /// Why restricted cases were opened.
    Access,
    /// What people wrote to each other when shifts changed.
    Handovers,
}

/// What a run has erased, or would.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErasureCount {
    pub tickets: u32,
    pub calls: u32,
    pub numbers: u32,
    pub access: u32,
    /// Texts of all of them.
    pub texts: u32,
}

impl ErasureCount {
    pub fn add(&mut self, what: Erasable, texts: usize) {
        let texts = u32::try_from(texts).unwrap_or(u32::MAX);
        match what {
            Erasable::Ticket { .. } => self.tickets += 1,
            Erasable::Call { .. } => self.calls += 1,
            Erasable::Numbers => self.numbers += texts,
            Erasable::Access => self.access += texts,
            Erasable::Handovers => {}
        }
        self.texts += texts;
    }
}

/// One night's run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ErasureRun {
    /// When it began.
    pub at: At,
    /// The rule that it went by.
    pub rule: Erasing,
    #[serde(flatten)]
    pub count: ErasureCount,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn months_are_those_of_the_calendar() {
        let at = |text: &str| At(chrono::DateTime::parse_from_rfc3339(text).unwrap().timestamp_millis());
        assert_eq!(months_before(at("2026-11-26T03:00:00Z"), 24), at("2024-11-26T03:00:00Z"));
        assert_eq!(months_before(at("2026-03-31T03:00:00Z"), 1), at("2026-02-28T03:00:00Z"));
        assert!(Erasing::default().is_sound());
        for wrong in [0, LONGEST + 1] {
            assert!(!Erasing { calls: wrong, ..Erasing::default() }.is_sound());
            assert!(!Erasing { restricted: Some(wrong), ..Erasing::default() }.is_sound());
        }
    }
}
