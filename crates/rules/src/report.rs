//! The report of the room: from what happened to figures whose buckets add up.
//!
//! Clocks are counted by when they were due; what is open and overdue is missed. Everything is as of one instant: what
//! was recorded by then, with the names and plans of then, and nothing personal.

pub mod bucket;
mod counting;
mod day;
mod ministry;
mod page;
pub mod table;
mod tally;

pub use crate::calendar::Day;
pub use bucket::{Age, AlarmEnd, Bucket, CallEnd, Cover, Handed, Load, Sent, Word};
pub use counting::{Counting, shift_start};
pub use day::{day_of, start_of};
pub use ministry::{Counted, MOST_ROWS, MinistryRow, MinistrySheet, ROW_NAME};
pub use page::{ReportAsk, ReportPage};
pub use table::{Cell, Column, ColumnKind, Figure, Table, tables};
pub use tally::{Spread, Tally};

use crate::actor::Shift;
use crate::clock::{ClockKind, Level};
use crate::region::{AgencyCode, AgencyKind, CategoryCode, Region};
use crate::ticket::TicketKind;
use crate::time::{At, Span};
use std::collections::BTreeMap;

/// Fewer are "too few" to compare.
pub const ENOUGH: u32 = 20;

/// The most calls that an exchange offers in a shift; more is a typing error.
pub const MOST_OFFERED: u32 = 100_000;

/// The longest period that is counted at once.
pub const LONGEST_PERIOD: Span = Span::hours(24 * 366);

/// What is being written in this very moment is in no report: one made again would have it.
pub const SETTLED: Span = Span::seconds(2);

/// `[from, to)`, as known at `as_of`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Period {
    pub from: At,
    pub to: At,
    pub as_of: At,
}

impl Period {
    pub fn has(&self, at: At) -> bool {
        self.from <= at && at < self.to
    }
}

/// A stage of an assignment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Stage {
    Acknowledge,
    Arrive,
    Work,
}

impl Stage {
    pub const ALL: [Stage; 3] = [Stage::Acknowledge, Stage::Arrive, Stage::Work];

    pub fn of(kind: ClockKind) -> Option<Stage> {
        match kind {
            ClockKind::Acknowledge => Some(Stage::Acknowledge),
            ClockKind::Arrive => Some(Stage::Arrive),
            ClockKind::Work => Some(Stage::Work),
            ClockKind::Dispatch | ClockKind::Answer | ClockKind::Verify => None,
        }
    }
}

/// Clocks of one kind, and how long those that were satisfied took.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Group {
    pub buckets: Tally<Bucket>,
    pub took: Spread,
}

/// A shift's calls as the exchange counted them, typed in by somebody; and those that the room took.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Offered {
    pub offered: u32,
    pub abandoned: u32,
    pub taken: u32,
}

/// Names as they were.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Names {
    categories: BTreeMap<CategoryCode, (String, String)>,
    agencies: BTreeMap<AgencyCode, (String, AgencyKind)>,
}

impl Names {
    pub fn of(region: &Region) -> Names {
        let categories = region.categories.iter();
        let agencies = region.agencies.iter();
        Names {
            categories: categories
                .map(|c| (c.code.clone(), (c.name_id.clone(), c.name_en.clone())))
                .collect(),
            agencies: agencies.map(|a| (a.code.clone(), (a.short_name.clone(), a.kind))).collect(),
        }
    }

    fn is_outside(&self, agency: &AgencyCode) -> bool {
        self.agencies.get(agency).is_some_and(|(_, kind)| *kind == AgencyKind::Outside)
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Report {
    pub period: Period,
    /// Version of the policy that was in force.
    pub policy: u32,
    pub names: Names,
    pub funnel: Tally<CallEnd>,
    /// By hour of the local day, 0..24.
    pub hours: BTreeMap<u16, Tally<CallEnd>>,
    pub offered: BTreeMap<(Day, Shift), Offered>,
    pub clocks: BTreeMap<ClockKind, Tally<Bucket>>,
    pub answer: BTreeMap<CategoryCode, Tally<Bucket>>,
    /// Agencies of the regency alone.
    pub by_category: BTreeMap<(Stage, CategoryCode), Group>,
    pub by_agency: BTreeMap<(Stage, AgencyCode), Group>,
    pub fire: Group,
    pub backlog: BTreeMap<Age, Tally<TicketKind>>,
    pub reopened: BTreeMap<CategoryCode, u32>,
    pub sent: BTreeMap<AgencyCode, Tally<Sent>>,
    /// Bodies that take cases over alone.
    pub handed: BTreeMap<AgencyCode, Tally<Handed>>,
    pub confirmed: Tally<Word>,
    pub cancelled_late: BTreeMap<CategoryCode, u32>,
    pub alarms: BTreeMap<Level, (Tally<AlarmEnd>, Spread)>,
    pub load: Tally<Load>,
    /// In the busiest ten minutes.
    pub most_alarms: u32,
    pub coverage: BTreeMap<CategoryCode, Tally<Cover>>,
    /// The ministry's sheet as it was.
    pub ministry: MinistrySheet,
    /// The room had set none: it is the product's proposal.
    pub ministry_proposed: bool,
    /// Of each day with calls what they are counted as; `None` of those that were taken back.
    pub counted: BTreeMap<Day, Tally<Option<Counted>>>,
    /// Those of the period that had begun, where it is more than a day and all in one month.
    pub days: Vec<Day>,
}

impl Report {
    fn empty(period: Period, policy: u32, names: Names, ministry: MinistrySheet) -> Report {
        Report {
            period,
            policy,
            names,
            funnel: Tally::default(),
            hours: BTreeMap::new(),
            offered: BTreeMap::new(),
            clocks: BTreeMap::new(),
            answer: BTreeMap::new(),
            by_category: BTreeMap::new(),
            by_agency: BTreeMap::new(),
            fire: Group::default(),
            backlog: BTreeMap::new(),
            reopened: BTreeMap::new(),
            sent: BTreeMap::new(),
            handed: BTreeMap::new(),
            confirmed: Tally::default(),
            cancelled_late: BTreeMap::new(),
            alarms: BTreeMap::new(),
            load: Tally::default(),
            most_alarms: 0,
            coverage: BTreeMap::new(),
            ministry,
            ministry_proposed: false,
            counted: BTreeMap::new(),
            days: Vec::new(),
        }
    }
}
