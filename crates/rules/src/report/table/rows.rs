//! The tables of a report.

use super::calls::{funnel, hours, offered};
use super::cells::{
    Named, Row, agencies, categories, columns, compared, counts, key, of_stage, share, total,
};
use super::clocks::{answer, clocks, fire, staged};
use super::ministry::ministry;
use super::{Cell, ColumnKind, Figure, Table};
use crate::clock::Level;
use crate::region::AgencyCode;
use crate::report::{Age, AlarmEnd, Cover, Handed, Load, Report, Sent, Spread, Stage, Tally, Word};
use crate::setup::Language;
use crate::ticket::TicketKind;
use ColumnKind::{Count, Duration, Share, Text};
use std::collections::BTreeMap;

/// Every figure of a report, in the order in which it is read; categories are named in `language`.
pub fn tables(report: &Report, language: Language) -> Vec<Table> {
    let mut tables = vec![
        funnel(report),
        hours(report),
        offered(report),
        ministry(report),
        answer(report, categories(&report.answer, report, language)),
        clocks(report),
        fire(report),
    ];
    for (stage, by_category, by_agency, by_outside) in [
        (
            Stage::Acknowledge,
            Figure::AcknowledgeCategory,
            Figure::AcknowledgeAgency,
            Figure::AcknowledgeOutside,
        ),
        (Stage::Arrive, Figure::ArriveCategory, Figure::ArriveAgency, Figure::ArriveOutside),
        (Stage::Work, Figure::WorkCategory, Figure::WorkAgency, Figure::WorkOutside),
    ] {
        let of_category = of_stage(&report.by_category, stage);
        tables.push(staged(by_category, "category", categories(&of_category, report, language)));
        let (outside, own): (BTreeMap<_, _>, BTreeMap<_, _>) = of_stage(&report.by_agency, stage)
            .into_iter()
            .partition(|(code, _)| report.names.is_outside(code));
        tables.push(staged(by_agency, "agency", agencies(&own, report)));
        tables.push(staged(by_outside, "agency", agencies(&outside, report)));
    }
    tables.extend([
        backlog(report),
        counted(Figure::Reopened, categories(&report.reopened, report, language)),
        misroutes(report),
        handed(report),
        confirmed(report),
        counted(Figure::CancelledLate, categories(&report.cancelled_late, report, language)),
        alarms(report),
        alarm_load(report),
        coverage(report, language),
    ]);
    tables
}

fn backlog(report: &Report) -> Table {
    let name = |age: Age| match age {
        Age::Day => "day",
        Age::ThreeDays => "three_days",
        Age::Week => "week",
        Age::TwoWeeks => "two_weeks",
        Age::Month => "month",
        Age::Older => "older",
    };
    let cells = |tally: &Tally<TicketKind>| {
        let kinds = counts(tally, &[TicketKind::Emergency, TicketKind::Complaint]);
        std::iter::once(Cell::Count(tally.total())).chain(kinds)
    };
    let none = Tally::default();
    let row = |age: Age| {
        let tally = report.backlog.get(&age).unwrap_or(&none);
        std::iter::once(key("age", name(age))).chain(cells(tally)).collect()
    };
    Table {
        id: Figure::Backlog,
        columns: columns("age", &[("open", Count), ("emergency", Count), ("complaint", Count)]),
        rows: Age::ALL.into_iter().map(row).collect(),
        total: total(cells(&Tally::all(report.backlog.values()))),
    }
}

fn counted(id: Figure, rows: Named<u32>) -> Table {
    let all = rows.iter().map(|(_, n)| n).sum();
    Table {
        id,
        columns: columns("category", &[("tickets", Count)]),
        rows: rows.into_iter().map(|(name, n)| vec![Cell::Text(name), Cell::Count(n)]).collect(),
        total: total([Cell::Count(all)]),
    }
}

fn misroutes(report: &Report) -> Table {
    let cells = |tally: &Tally<Sent>, share: fn(u32, u32) -> Cell| -> Row {
        let returned = share(tally.of(Sent::Returned), tally.total());
        std::iter::once(Cell::Count(tally.total()))
            .chain(counts(tally, &Sent::ALL))
            .chain([returned])
            .collect()
    };
    let (outside, own): (BTreeMap<_, _>, BTreeMap<_, _>) =
        report.sent.clone().into_iter().partition(|(code, _)| report.names.is_outside(code));
    let rows = |of: &BTreeMap<AgencyCode, Tally<Sent>>, owner: &str| -> Vec<Row> {
        let row = |(name, tally): (String, Tally<Sent>)| {
            [Cell::Text(name), key("owner", owner)].into_iter().chain(cells(&tally, compared)).collect()
        };
        agencies(of, report).into_iter().map(row).collect()
    };
    let all = cells(&Tally::all(report.sent.values()), share);
    Table {
        id: Figure::Misroutes,
        columns: columns(
            "agency",
            &[
                ("owner", Text),
                ("sent", Count),
                ("done", Count),
                ("handed_over", Count),
                ("out", Count),
                ("returned", Count),
                ("not_needed", Count),
                ("returned_share", Share),
            ],
        ),
        rows: [rows(&own, "regency"), rows(&outside, "outside")].concat(),
        total: total(std::iter::once(Cell::Empty).chain(all)),
    }
}

fn handed(report: &Report) -> Table {
    let cells = |tally: &Tally<Handed>, share: fn(u32, u32) -> Cell| -> Row {
        let receipts = tally.of(Handed::Numbered) + tally.of(Handed::Named);
        std::iter::once(Cell::Count(tally.total()))
            .chain(counts(tally, &Handed::ALL))
            .chain([share(receipts, tally.total())])
            .collect()
    };
    let row = |(name, tally): (String, Tally<Handed>)| {
        std::iter::once(Cell::Text(name)).chain(cells(&tally, compared)).collect()
    };
    Table {
        id: Figure::Handed,
        columns: columns(
            "body",
            &[
                ("given", Count),
                ("numbered", Count),
                ("named", Count),
                ("by_word", Count),
                ("not_taken", Count),
                ("refused", Count),
                ("not_needed", Count),
                ("receipt_share", Share),
            ],
        ),
        rows: agencies(&report.handed, report).into_iter().map(row).collect(),
        total: total(cells(&Tally::all(report.handed.values()), share)),
    }
}

fn confirmed(report: &Report) -> Table {
    let row = |(word, name): (Word, &str)| vec![key("word", name), Cell::Count(report.confirmed.of(word))];
    Table {
        id: Figure::Confirmed,
        columns: columns("word", &[("tickets", Count)]),
        rows: [(Word::Caller, "caller"), (Word::Room, "room")].into_iter().map(row).collect(),
        total: total([Cell::Count(report.confirmed.total())]),
    }
}

fn alarms(report: &Report) -> Table {
    let name = |level: Level| match level {
        Level::Orphan => "orphan",
        Level::Half => "half",
        Level::Soon => "soon",
        Level::Urgent => "urgent",
        Level::Late => "late",
        Level::Supervisor => "supervisor",
        Level::Head => "head",
        Level::Secretary => "secretary",
    };
    let cells = |tally: &Tally<AlarmEnd>, late: &Spread| -> Row {
        // Of how late the room itself was every value counts, however few.
        let p99 = late.percentile(99).map_or(Cell::Empty, Cell::Duration);
        std::iter::once(Cell::Count(tally.total()))
            .chain(counts(tally, &AlarmEnd::ALL))
            .chain([p99])
            .collect()
    };
    let row = |(level, (tally, late)): (&Level, &(Tally<AlarmEnd>, Spread))| {
        std::iter::once(key("level", name(*level))).chain(cells(tally, late)).collect()
    };
    let mut late = Spread::default();
    report.alarms.values().for_each(|(_, one)| late.take_in(one));
    let all = cells(&Tally::all(report.alarms.values().map(|(tally, _)| tally)), &late);
    Table {
        id: Figure::Alarms,
        columns: columns(
            "level",
            &[
                ("fired", Count),
                ("acknowledged", Count),
                ("waiting", Count),
                ("warned", Count),
                ("withdrawn", Count),
                ("late_p99", Duration),
            ],
        ),
        rows: report.alarms.iter().map(row).collect(),
        total: total(all),
    }
}

fn alarm_load(report: &Report) -> Table {
    let name = |load: Load| match load {
        Load::None => "none",
        Load::One => "one",
        Load::Few => "few",
        Load::Many => "many",
        Load::Flood => "flood",
    };
    let all = report.load.total();
    let row = |load: Load| {
        let n = report.load.of(load);
        vec![key("load", name(load)), Cell::Count(n), share(n, all)]
    };
    Table {
        id: Figure::AlarmLoad,
        columns: columns("load", &[("spans", Count), ("share", Share)]),
        rows: Load::ALL.into_iter().map(row).collect(),
        total: total([Cell::Count(all), Cell::Empty]),
    }
}

fn coverage(report: &Report, language: Language) -> Table {
    let cells =
        |tally: &Tally<Cover>| std::iter::once(Cell::Count(tally.total())).chain(counts(tally, &Cover::ALL));
    let row = |(name, tally): (String, Tally<Cover>)| {
        std::iter::once(Cell::Text(name)).chain(cells(&tally)).collect()
    };
    Table {
        id: Figure::Coverage,
        columns: columns(
            "category",
            &[
                ("tickets", Count),
                ("covered", Count),
                ("no_plan", Count),
                ("no_contact", Count),
                ("off_duty", Count),
                ("duty_unknown", Count),
            ],
        ),
        rows: categories(&report.coverage, report, language).into_iter().map(row).collect(),
        total: total(cells(&Tally::all(report.coverage.values()))),
    }
}
