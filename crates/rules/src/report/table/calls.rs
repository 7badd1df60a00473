use super::cells::{column, columns, key, share, total};
use super::{Cell, ColumnKind, Figure, Table};
use crate::actor::Shift;
use crate::call::CallOutcome;
use crate::report::{CallEnd, Offered, Report, Tally};
use ColumnKind::{Count, Day, Share, Text};

fn call_end(end: CallEnd) -> &'static str {
    match end {
        CallEnd::Ended(CallOutcome::Ticket) => "ticket",
        CallEnd::Ended(CallOutcome::FollowUp) => "follow_up",
        CallEnd::Ended(CallOutcome::Info) => "info",
        CallEnd::Ended(CallOutcome::Transferred) => "transferred",
        CallEnd::Ended(CallOutcome::Prank) => "prank",
        CallEnd::Ended(CallOutcome::Silent) => "silent",
        CallEnd::Ended(CallOutcome::WrongNumber) => "wrong_number",
        CallEnd::Ended(CallOutcome::Test) => "test",
        CallEnd::TakenBack => "taken_back",
    }
}

pub(super) fn funnel(report: &Report) -> Table {
    let all = report.funnel.total();
    let row = |end: CallEnd| {
        let n = report.funnel.of(end);
        vec![key("call", call_end(end)), Cell::Count(n), share(n, all)]
    };
    Table {
        id: Figure::Funnel,
        columns: columns("call", &[("calls", Count), ("share", Share)]),
        rows: CallEnd::ALL.into_iter().map(row).collect(),
        total: total([Cell::Count(all), Cell::Empty]),
    }
}

pub(super) fn hours(report: &Report) -> Table {
    let cells = |tally: &Tally<CallEnd>| {
        let all = tally.total();
        let of = |ends: &[CallEnd]| ends.iter().map(|end| tally.of(*end)).sum::<u32>();
        let real: Vec<_> = CallEnd::ALL.into_iter().filter(is_real).collect();
        let (real, prank) = (of(&real), of(&[CallEnd::Ended(CallOutcome::Prank)]));
        let silent = of(&[CallEnd::Ended(CallOutcome::Silent)]);
        [all, real, prank, silent, all - real - prank - silent].map(Cell::Count)
    };
    let none = Tally::default();
    let row = |hour: u16| {
        let name = Cell::Text(format!("{hour:02}.00\u{2013}{:02}.00", hour + 1));
        std::iter::once(name).chain(cells(report.hours.get(&hour).unwrap_or(&none))).collect()
    };
    Table {
        id: Figure::Hours,
        columns: columns(
            "hour",
            &[("calls", Count), ("real", Count), ("prank", Count), ("silent", Count), ("other", Count)],
        ),
        rows: (0..24).map(row).collect(),
        total: total(cells(&report.funnel)),
    }
}

fn is_real(end: &CallEnd) -> bool {
    matches!(end, CallEnd::Ended(outcome) if outcome.is_real())
}

pub(super) fn offered(report: &Report) -> Table {
    let shift = |shift: Shift| match shift {
        Shift::Morning => "morning",
        Shift::Afternoon => "afternoon",
        Shift::Night => "night",
    };
    let row = |((day, of), typed): (&(crate::report::Day, Shift), &Offered)| {
        let counts = [typed.offered, typed.abandoned, typed.taken].map(Cell::Count);
        let named = [Cell::Day(*day), key("shift", shift(*of))];
        named.into_iter().chain(counts).chain([Cell::Key("report.typed_in".to_owned())]).collect()
    };
    let sum = |of: fn(&Offered) -> u32| Cell::Count(report.offered.values().map(of).sum());
    Table {
        id: Figure::Offered,
        columns: vec![
            column("day", Day),
            column("shift", Text),
            column("offered", Count),
            column("abandoned", Count),
            column("taken", Count),
            column("source", Text),
        ],
        rows: report.offered.iter().map(row).collect(),
        total: total([
            Cell::Empty,
            sum(|one| one.offered),
            sum(|one| one.abandoned),
            sum(|one| one.taken),
            Cell::Empty,
        ]),
    }
}
