use super::{ENOUGH, LONGEST_PERIOD, Period, Report, SETTLED, Table, tables};
use crate::setup::Language;
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which report is asked for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReportAsk {
    pub from: At,
    /// Not in it any more.
    pub to: At,
    /// Absent: now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub as_of: Option<At>,
    /// In which categories are named; absent: the room's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub language: Option<Language>,
}

impl ReportAsk {
    /// The period as it can be known at `now`; `None` of one that ends before it begins, or is too long.
    pub fn period(&self, now: At) -> Option<Period> {
        let length = self.to - self.from;
        let settled = now - SETTLED;
        let as_of = self.as_of.map_or(settled, |asked| asked.min(settled));
        let sound = length > Span(0) && length <= LONGEST_PERIOD;
        sound.then_some(Period { from: self.from, to: self.to, as_of })
    }
}

/// A report as it crosses the door.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct ReportPage {
    pub from: At,
    pub to: At,
    /// What was recorded later is not in it.
    pub as_of: At,
    /// Version of the policy in force then.
    pub policy: u32,
    /// Groups of fewer are too few to compare.
    pub enough: u32,
    /// In the busiest ten minutes.
    pub most_alarms: u32,
    /// The rows of the ministry's sheet are the product's proposal, not the room's own.
    #[serde(default)]
    pub ministry_proposed: bool,
    pub tables: Vec<Table>,
}

impl ReportPage {
    pub fn of(report: &Report, language: Language) -> ReportPage {
        let Period { from, to, as_of } = report.period;
        ReportPage {
            from,
            to,
            as_of,
            policy: report.policy,
            enough: ENOUGH,
            most_alarms: report.most_alarms,
            ministry_proposed: report.ministry_proposed,
            tables: tables(report, language),
        }
    }
}
