//! The report of the room: from what happened to figures whose buckets add up.

mod day;
pub mod table;

pub use day::Day;
pub use table::{Cell, Column, ColumnKind, Figure, Table};
