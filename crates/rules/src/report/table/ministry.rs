use super::cells::{Row, column, key, total};
use super::{Cell, Column, ColumnKind, Figure, Table};
use crate::report::ministry::{Counted, MinistryRow};
use crate::report::{Report, Tally};
use ColumnKind::{Count, Text};

/// The ministry's sheet: each row of the whole period, and of each day where the period lies in one month.
pub(super) fn ministry(report: &Report) -> Table {
    let (rows, summed) = (&report.ministry.rows, report.ministry.summed());
    let row_of = |counted: &Option<Counted>| counted.as_ref().and_then(|it| summed.get(it).copied());
    let whole = Tally::all(report.counted.values());
    let none = Tally::default();
    let days = &report.days;
    let tallies = || {
        let by_day = days.iter().map(|day| report.counted.get(day).unwrap_or(&none));
        std::iter::once(&whole).chain(by_day)
    };
    let counts = |of: &dyn Fn(&Option<Counted>) -> bool| -> Row {
        let sum =
            |tally: &Tally<Option<Counted>>| tally.each().filter(|(it, _)| of(it)).map(|(_, n)| n).sum();
        tallies().map(|tally| Cell::Count(sum(tally))).collect()
    };
    let told = |(at, row): (usize, &MinistryRow)| -> Row {
        let (name, counted) = if row.of_which {
            let has = |it: &Option<Counted>| it.as_ref().is_some_and(|it| row.counts.contains(it));
            // Its note says what the mark means.
            (format!("{} *", row.name.trim()), counts(&has))
        } else {
            (row.name.trim().to_owned(), counts(&|it| row_of(it) == Some(at)))
        };
        std::iter::once(Cell::Text(name)).chain(counted).collect()
    };
    let others = std::iter::once(key("ministry", "others")).chain(counts(&|it| row_of(it).is_none()));
    let by_day = days.iter().map(|day| Column { key: day.day.to_string(), kind: Count });
    Table {
        id: Figure::Ministry,
        columns: [column("ministry", Text), column("calls", Count)].into_iter().chain(by_day).collect(),
        rows: rows.iter().enumerate().map(told).chain([others.collect()]).collect(),
        total: total(counts(&|_| true)),
    }
}
