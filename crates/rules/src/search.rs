//! What somebody looks for among all tickets: what was typed, what narrows it, and which page of it.

use crate::actor::{Actor, Role};
use crate::calendar::Day;
use crate::id::{PersonId, SearchId};
use crate::region::{AgencyCode, CategoryCode, DistrictCode, Severity, VillageCode};
use crate::report::start_of;
use crate::ticket::{TicketKind, TicketState};
use crate::time::{At, Seq, Span, day_start};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

const DAY: Span = Span::hours(24);

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Search {
    /// By number, telephone, place or word; empty finds all.
    pub text: String,
    #[serde(default, skip_serializing_if = "Filter::is_empty")]
    #[ts(as = "Option<Filter>", optional)]
    pub filter: Filter,
    #[serde(default)]
    #[ts(as = "Option<Page>", optional)]
    pub page: Page,
}

impl Search {
    /// The newest of what was typed.
    pub fn of(text: &str) -> Search {
        Search { text: text.to_owned(), ..Search::default() }
    }
}

/// Tickets stand newest first, by the position at which they were opened; that never changes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Page {
    #[default]
    Newest,
    /// Those older than this one.
    Before(Seq),
    /// Those newer than this one, next to it.
    After(Seq),
}

/// What narrows a search. All that is said must hold; what is not said narrows nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Filter {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub state: Option<TicketState>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub kind: Option<TicketKind>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub category: Option<CategoryCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub severity: Option<Severity>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub village: Option<VillageCode>,
    /// Sent to it, and neither given back nor for its knowledge alone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agency: Option<AgencyCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owner: Option<PersonId>,
    /// Some clock of it was missed, or is late.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub late: bool,
    /// When it was called in.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub called: Option<During>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }
}

/// Local days. Those that are counted from today move on with it, so that a kept filter stays what it is called.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum During {
    /// So many days, today being the first.
    Days(u16),
    /// Both days included.
    Between { from: Day, to: Day },
}

impl During {
    /// Half-open `[from, to)`; `None` of days that no calendar has.
    pub fn bounds(self, now: At, utc_offset_minutes: i32) -> Option<(At, At)> {
        match self {
            During::Days(days) => {
                let today = day_start(now, utc_offset_minutes);
                Some((today - Span(DAY.0 * i64::from(days.max(1) - 1)), At(i64::MAX)))
            }
            During::Between { from, to } => {
                let last = start_of(to, utc_offset_minutes)?;
                Some((start_of(from, utc_offset_minutes)?, last + DAY))
            }
        }
    }

    /// Is there an instant in it?
    pub fn is_some_time(self) -> bool {
        // Whatever the zone: it moves both ends alike.
        self.bounds(At(0), 0).is_some_and(|(from, to)| from < to)
    }
}

/// Longest name of a kept search, in characters.
pub const LONGEST_NAME: usize = 60;
/// Most searches that one person keeps, and that the room does.
pub const MOST_KEPT: usize = 30;

/// A filter under a name. What was typed beside it is not kept: it may be somebody's name, and this is no text that goes
/// when its time is up.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct KeptSearch {
    pub id: SearchId,
    pub name: String,
    pub filter: Filter,
    /// Whose it is; absent: the room's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owner: Option<PersonId>,
    /// Who kept it, as they were called then.
    pub by: String,
}

impl KeptSearch {
    /// Is it `actor`'s to choose? An agency has its own list.
    pub fn is_for(&self, actor: &Actor) -> bool {
        match self.owner {
            Some(owner) => actor.person == Some(owner),
            None => {
                matches!(actor.role, Role::Operator | Role::Supervisor | Role::Auditor | Role::Administrator)
            }
        }
    }

    /// May `actor` change it, or let it go? The room's are its supervisors'.
    pub fn is_changed_by(&self, actor: &Actor) -> bool {
        self.owner.map_or_else(|| actor.is_supervisor(), |owner| actor.person == Some(owner))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 2026-11-26 00:00 in WIB.
    const MIDNIGHT: At = At(1_795_626_000_000);
    const WIB: i32 = 420;

    fn day(day: u8) -> Day {
        Day { year: 2026, month: 11, day }
    }

    #[test]
    fn days_are_counted_from_today_and_have_no_end() {
        let now = MIDNIGHT + Span::hours(5);
        let from = |days| During::Days(days).bounds(now, WIB).unwrap();
        assert_eq!(from(1), (MIDNIGHT, At(i64::MAX)));
        assert_eq!(from(0), from(1));
        assert_eq!(from(7).0, MIDNIGHT - Span::hours(6 * 24));
    }

    #[test]
    fn both_days_are_in_it() {
        let between = During::Between { from: day(25), to: day(26) };
        let bounds = (MIDNIGHT - Span::hours(24), MIDNIGHT + Span::hours(24));
        assert_eq!(between.bounds(At(0), WIB), Some(bounds));
        assert!(between.is_some_time());
        assert!(!During::Between { from: day(26), to: day(25) }.is_some_time());
        assert!(!During::Between { from: day(25), to: day(31) }.is_some_time());
    }

    #[test]
    fn what_is_not_said_is_not_sent_either() {
        let asked = serde_json::from_str::<Search>("{\"text\":\"banjir\"}").unwrap();
        assert_eq!(asked, Search::of("banjir"));
        assert_eq!(serde_json::to_string(&asked).unwrap(), "{\"text\":\"banjir\",\"page\":\"newest\"}");
        assert!(asked.filter.is_empty());
        let late = Filter { late: true, called: Some(During::Days(7)), ..Filter::default() };
        assert_eq!(serde_json::to_string(&late).unwrap(), "{\"late\":true,\"called\":{\"days\":7}}");
    }
}
