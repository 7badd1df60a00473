//! The day in figures.

use crate::call::CallOutcome;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// The day's calls by outcome, from local midnight; and the last hour.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Today {
    pub calls: u32,
    pub last_hour: u32,
    pub outcomes: Vec<OutcomeCount>,
    /// Absent: the room's, of now. Of a desk that is alone nobody knows the room's last hour.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub as_of: Option<AsOf>,
}

/// What the figures of a desk stand for whose room does not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum AsOf {
    /// The room's as they were last heard, and the desk's own since.
    Heard { at: At },
    /// The desk's own alone: the room's of this day were never heard.
    Own,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OutcomeCount {
    pub outcome: CallOutcome,
    pub count: u32,
}

impl Today {
    /// What the room had said at `at`, with what this desk has done since.
    #[must_use]
    pub fn and_own(&self, at: At, own: &Today) -> Today {
        let mut outcomes = self.outcomes.clone();
        for one in &own.outcomes {
            match outcomes.iter_mut().find(|known| known.outcome == one.outcome) {
                Some(known) => known.count += one.count,
                None => outcomes.push(one.clone()),
            }
        }
        Today {
            calls: self.calls + own.calls,
            last_hour: own.last_hour,
            outcomes,
            as_of: Some(AsOf::Heard { at }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_desk_did_alone_is_added_to_what_it_had_heard() {
        let count = |outcome, count| OutcomeCount { outcome, count };
        let heard = Today {
            calls: 12,
            last_hour: 5,
            outcomes: vec![count(CallOutcome::Ticket, 3), count(CallOutcome::Prank, 9)],
            as_of: None,
        };
        let own = Today {
            calls: 3,
            last_hour: 3,
            outcomes: vec![count(CallOutcome::Prank, 2), count(CallOutcome::Silent, 1)],
            as_of: None,
        };
        let both = heard.and_own(At(7), &own);
        assert_eq!((both.calls, both.as_of), (15, Some(AsOf::Heard { at: At(7) })));
        let counts: Vec<u32> = both.outcomes.iter().map(|one| one.count).collect();
        assert_eq!(counts, [3, 11, 1]);
    }
}
