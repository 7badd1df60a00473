//! Figures as neutral tables: a screen, a sheet and a page of paper are made from the same rows.

mod calls;
mod cells;
mod clocks;
mod ministry;
mod rows;

pub use rows::tables;

use super::Day;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Which figure a table tells. Its words are `report.figure_<name>` in the dictionary.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Figure {
    /// Calls by what became of them.
    Funnel,
    /// Calls by hour of the local day.
    Hours,
    /// Offered and abandoned calls, where somebody typed them in.
    Offered,
    /// Calls by the rows of the ministry's form, of the period and by day.
    Ministry,
    /// The answer to the caller, by category, of those due in the period.
    Answer,
    /// Every clock due in the period, by its kind.
    Clocks,
    /// By category; agencies of the regency alone.
    AcknowledgeCategory,
    ArriveCategory,
    WorkCategory,
    /// By agency of the regency.
    AcknowledgeAgency,
    ArriveAgency,
    WorkAgency,
    /// By agency outside the regency.
    AcknowledgeOutside,
    ArriveOutside,
    WorkOutside,
    /// From the call to the first lead on the scene of a fire, against fifteen minutes (Permendagri 114/2018).
    Fire,
    /// Open tickets by their age.
    Backlog,
    /// Tickets opened again, by category.
    Reopened,
    /// Assignments sent in the period and what was given back, by agency.
    Misroutes,
    /// What was given to bodies that take cases over, and whether there is a receipt.
    Handed,
    /// By whose word it was done.
    Confirmed,
    /// Found to be no case only after the answer was due.
    CancelledLate,
    /// Alarms by level.
    Alarms,
    /// Ten-minute spans by how many alarms fired in them.
    AlarmLoad,
    /// Tickets for which nobody was on duty or could be reached, by category.
    Coverage,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Table {
    pub id: Figure,
    pub columns: Vec<Column>,
    /// Each as long as `columns`.
    pub rows: Vec<Vec<Cell>>,
    /// As long as `columns`; absent where rows cannot be added up.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub total: Option<Vec<Cell>>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Column {
    /// A key of the dictionary: `report.column_<name>`; of a day of the month its number, which needs no words.
    pub key: String,
    pub kind: ColumnKind,
}

/// What the cells of a column are; each may also be empty, or a key that says why there is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ColumnKind {
    Text,
    Count,
    Share,
    Duration,
    Instant,
    Day,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Cell {
    /// Of the region's data, as it was named then.
    Text(String),
    Count(u32),
    /// A percentage is never shown without what it is of.
    Share {
        part: u32,
        of: u32,
    },
    /// Milliseconds.
    Duration(#[ts(type = "number")] i64),
    Instant(At),
    Day(Day),
    /// A key of the dictionary.
    Key(String),
    Empty,
}
