//! What is wrong with a row of a region's files, precisely enough to find and mend it.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RegionFile {
    Agencies,
    Categories,
    Districts,
    Villages,
    Plans,
    Cues,
    Questions,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct RowFault {
    pub file: RegionFile,
    /// As an editor counts: the header is usually line 1.
    pub line: u32,
    /// Name of the column; empty when the whole line is meant.
    pub column: String,
    pub code: RowFaultCode,
    /// What stood there, cut to [`VALUE_SHOWN`] characters.
    pub value: String,
}

/// Longest `value` of a fault, in characters.
pub const VALUE_SHOWN: usize = 80;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum RowFaultCode {
    /// No header, or no row below it.
    EmptyFile,
    MissingColumn,
    UnknownColumn,
    /// A column that stands twice in the header.
    DuplicateColumn,
    /// A quote that does not close, or another number of fields than the header has.
    BrokenLine,
    /// A field that must be filled is not.
    Empty,
    DuplicateCode,
    /// A code that holds spaces or a list separator, or that is reserved.
    BadCode,
    /// A code that no row of the other file has.
    UnknownReference,
    WallNameTooLong,
    /// A text longer than what fits.
    TooLong,
    /// More questions of a category, or answers of a question, than anybody asks.
    TooMany,
    /// A question with a single answer.
    TooFew,
    /// Answers that lead from a category back to itself.
    Circular,
    NotANumber,
    /// A number outside what can be.
    OutOfRange,
    /// Not one of the words the column knows.
    NotAChoice,
    /// Duty hours that cannot be read.
    BadHours,
    /// A plan that speaks about the same tickets as an earlier one.
    OverlappingPlan,
}
