use super::cells::{Named, Row, columns, compared, counts, key, percentiles, share, total};
use super::{Cell, ColumnKind, Figure, Table};
use crate::clock::ClockKind;
use crate::report::{Bucket, Group, Report, Tally};
use ColumnKind::{Count, Duration, Share};

const BUCKETS: [(&str, ColumnKind); 9] = [
    ("due", Count),
    ("met", Count),
    ("late", Count),
    ("overdue", Count),
    ("interim", Count),
    ("attempted", Count),
    ("cancelled", Count),
    ("pending", Count),
    ("met_share", Share),
];

/// The whole, each bucket, and the share of what was met of what was owed.
fn bucketed(tally: &Tally<Bucket>, share: impl Fn(u32, u32) -> Cell) -> Row {
    let owed = Bucket::ALL.into_iter().filter(|bucket| bucket.counts()).map(|bucket| tally.of(bucket)).sum();
    std::iter::once(Cell::Count(tally.total()))
        .chain(counts(tally, &Bucket::ALL))
        .chain([share(tally.of(Bucket::Met), owed)])
        .collect()
}

/// The answer to the caller, by category.
pub(super) fn answer(report: &Report, rows: Named<Tally<Bucket>>) -> Table {
    let row = |(name, tally): (String, Tally<Bucket>)| {
        std::iter::once(Cell::Text(name)).chain(bucketed(&tally, compared)).collect()
    };
    Table {
        id: Figure::Answer,
        columns: columns("category", &BUCKETS),
        rows: rows.into_iter().map(row).collect(),
        total: total(bucketed(&Tally::all(report.answer.values()), share)),
    }
}

pub(super) fn clocks(report: &Report) -> Table {
    let name = |kind: ClockKind| match kind {
        ClockKind::Dispatch => "dispatch",
        ClockKind::Answer => "answer",
        ClockKind::Acknowledge => "acknowledge",
        ClockKind::Arrive => "arrive",
        ClockKind::Work => "work",
        ClockKind::Verify => "verify",
    };
    let row = |(kind, tally): (&ClockKind, &Tally<Bucket>)| {
        std::iter::once(key("clock", name(*kind))).chain(bucketed(tally, compared)).collect()
    };
    let mut all = bucketed(&Tally::all(report.clocks.values()), share);
    // What the kinds promise is not one thing: no score over all of them.
    if let Some(last) = all.last_mut() {
        *last = Cell::Empty;
    }
    Table {
        id: Figure::Clocks,
        columns: columns("clock", &BUCKETS),
        rows: report.clocks.iter().map(row).collect(),
        total: total(all),
    }
}

const STAGED: [(&str, ColumnKind); 11] = [
    ("due", Count),
    ("met", Count),
    ("late", Count),
    ("overdue", Count),
    ("cancelled", Count),
    ("pending", Count),
    ("met_share", Share),
    ("measured", Count),
    ("p50", Duration),
    ("p90", Duration),
    ("p95", Duration),
];

const STAGE_BUCKETS: [Bucket; 5] =
    [Bucket::Met, Bucket::Late, Bucket::Overdue, Bucket::Cancelled, Bucket::Pending];

fn group(group: &Group) -> Row {
    let owed = STAGE_BUCKETS.into_iter().filter(|bucket| bucket.counts());
    let owed = owed.map(|bucket| group.buckets.of(bucket)).sum();
    std::iter::once(Cell::Count(group.buckets.total()))
        .chain(counts(&group.buckets, &STAGE_BUCKETS))
        .chain([compared(group.buckets.of(Bucket::Met), owed), Cell::Count(group.took.n())])
        .chain(percentiles(&group.took))
        .collect()
}

pub(super) fn staged(id: Figure, first: &str, rows: Named<Group>) -> Table {
    let mut all = Group::default();
    for (_, one) in &rows {
        all.buckets.take_in(&one.buckets);
        all.took.take_in(&one.took);
    }
    let row = |(name, one): (String, Group)| std::iter::once(Cell::Text(name)).chain(group(&one)).collect();
    Table {
        id,
        columns: columns(first, &STAGED),
        rows: rows.into_iter().map(row).collect(),
        total: total(group(&all)),
    }
}

pub(super) fn fire(report: &Report) -> Table {
    let row = std::iter::once(key("fire", "lead")).chain(group(&report.fire)).collect();
    let any = report.fire.buckets.total() > 0;
    Table {
        id: Figure::Fire,
        columns: columns("fire", &STAGED),
        rows: if any { vec![row] } else { Vec::new() },
        total: None,
    }
}
