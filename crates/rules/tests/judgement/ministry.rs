//! The ministry's monthly sheet: each call in one row, and no sum that is not that of all calls.

use crate::figures::{report, table};
use crate::stage::commands::*;
use crate::stage::people::{hana, of, rudi, siti};
use crate::stage::{Said, Stage, at, given, said};
use kentongan_rules::actor::Role;
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, EndCall};
use kentongan_rules::id::CallId;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::{
    Cell, Counted, Figure, MOST_ROWS, MinistryRow, MinistrySheet, Period, ROW_NAME, ReportPage, Table,
};
use kentongan_rules::setup::{Language, Settings};
use kentongan_rules::text::Sealed;
use kentongan_rules::time::Span;
use uuid::Uuid;

fn category(code: &str) -> Counted {
    Counted::Category(code.into())
}

fn row(name: &str, counts: impl Into<Vec<Counted>>) -> MinistryRow {
    MinistryRow { name: name.to_owned(), counts: counts.into(), of_which: false }
}

fn of_which(name: &str, counts: impl Into<Vec<Counted>>) -> MinistryRow {
    MinistryRow { of_which: true, ..row(name, counts) }
}

fn wants(stage: &Stage, rows: impl Into<Vec<MinistryRow>>) -> Command<Sealed> {
    let before = stage.setup.settings.clone();
    let after = Settings { ministry: Some(MinistrySheet { rows: rows.into() }), ..before.clone() };
    Command::ChangeSettings(change(before, after))
}

/// A sheet with a row of two categories, one that tells more of it, one that is empty, and one of calls.
fn own() -> [MinistryRow; 4] {
    [
        row(" Kebakaran ", [category(FIRE), category("KBR-LHN")]),
        of_which("di antaranya rumah", [category(FIRE)]),
        row("Tsunami", []),
        row("Prank dan susulan", [Counted::NoCase(NoCase::Prank), Counted::FollowUp]),
    ]
}

fn ends(n: u128, outcome: NoCase, clock: &str) -> Said {
    let ended = EndCall {
        call: CallId(Uuid::from_u128(0xCA11_1000 + n)),
        called_at: at(clock),
        outcome,
        number: None,
        note: None,
        call_back: false,
    };
    said(Command::EndCall(ended), siti(), clock)
}

/// On the 26th a fire and two pranks, one of them taken back; on the 27th noise and a silent call; a prank in December.
fn month() -> Stage {
    given([
        said(open(FIRE, "14:00"), siti(), "14:00:20"),
        said(open_other(NOISE, "+1 09:00"), rudi(), "+1 09:00:20"),
        ends(1, NoCase::Prank, "15:00"),
        ends(2, NoCase::Prank, "15:10"),
        said(Command::UndoCall { call: CallId(Uuid::from_u128(0xCA11_1002)) }, siti(), "15:10:20"),
        ends(3, NoCase::Silent, "+1 23:59:59"),
        ends(4, NoCase::Prank, "+5 00:00"),
    ])
}

/// November 2026, of which this is the 26th.
fn november() -> Period {
    let from = at("00:00") - Span::hours(24 * 25);
    Period { from, to: at("+5 00:00"), as_of: at("+9 00:00") }
}

fn ministry(stage: &Stage, period: Period) -> Table {
    table(&report(stage, period), Figure::Ministry)
}

/// The names of the rows with the count of the whole, and of the 26th and 27th where there are days.
fn told(table: &Table) -> Vec<(String, Vec<u32>)> {
    let count = |cell: &Cell| if let Cell::Count(n) = cell { *n } else { panic!("{cell:?}") };
    let shown = |row: &Vec<Cell>| {
        let name = match &row[0] {
            Cell::Text(name) | Cell::Key(name) => name.clone(),
            other => panic!("{other:?}"),
        };
        let days = table.columns.iter().position(|it| it.key == "26").map(|at| at..at + 2);
        let of_days = days.into_iter().flatten().map(|at| count(&row[at]));
        (name, std::iter::once(count(&row[1])).chain(of_days).collect())
    };
    table.rows.iter().chain(&table.total).map(shown).collect()
}

fn is(table: &Table, want: &[(&str, &[u32])]) {
    let want: Vec<_> = want.iter().map(|(name, counts)| ((*name).to_owned(), counts.to_vec())).collect();
    assert_eq!(told(table), want);
}

#[test]
fn a_month_is_told_by_the_rooms_own_rows_and_each_day_adds_up() {
    let stage = month();
    let change = wants(&stage, own());
    let stage = stage.when(change, hana(), at("+5 08:00")).happens(&["settings_changed"]);
    let sheet = ministry(&stage, november());
    assert_eq!(sheet.columns.len(), 2 + 30);
    assert_eq!((sheet.columns[2].key.as_str(), sheet.columns[31].key.as_str()), ("1", "30"));
    is(
        &sheet,
        &[
            ("Kebakaran", &[1, 1, 0]),
            ("di antaranya rumah *", &[1, 1, 0]),
            ("Tsunami", &[0, 0, 0]),
            ("Prank dan susulan", &[1, 1, 0]),
            // Taken back, noise, silent.
            ("report.ministry_others", &[3, 1, 2]),
            ("report.total", &[5, 3, 2]),
        ],
    );
    // The sum is that of the report's own calls; the row that tells details is not in it.
    let whole = report(&stage, november());
    assert_eq!(whole.funnel.total(), 5);
    let page = |report| serde_json::to_string(&ReportPage::of(report, Language::Id)).unwrap();
    assert_eq!(page(&whole), page(&report(&stage.replayed(), november())));

    // As it was known before: by the proposal, without the days that had not begun.
    let before = Period { as_of: at("12:00"), ..november() };
    let known = ministry(&stage, before);
    assert_eq!((known.rows.len(), known.columns.len()), (21, 2 + 26));
    assert!(report(&stage, before).ministry_proposed && !whole.ministry_proposed);
    let after = Period { as_of: at("+5 07:59"), ..november() };
    let names: Vec<_> = told(&ministry(&stage, after)).into_iter().map(|(name, _)| name).collect();
    assert_eq!((names.len(), names[0].as_str()), (22, "Kebakaran"));
    assert!(names.contains(&"Panggilan senyap".to_owned()));
}

#[test]
fn a_day_and_a_quarter_have_sums_alone() {
    let stage = month();
    let change = wants(&stage, own());
    let stage = stage.when(change, hana(), at("+5 08:00")).happens(&["settings_changed"]);
    let day = Period { from: at("00:00"), to: at("+1 00:00"), ..november() };
    let sheet = ministry(&stage, day);
    assert_eq!(sheet.columns.len(), 2);
    assert_eq!(told(&sheet).last().unwrap().1, [3]);
    let quarter = Period { to: at("+5 00:00") + Span::hours(24 * 31), as_of: at("+50 00:00"), ..november() };
    let sheet = ministry(&stage, quarter);
    assert_eq!((sheet.columns.len(), told(&sheet).last().unwrap().1[0]), (2, 6));
    // Of a month that has not come there is nothing to tell.
    let coming = Period { from: at("+5 00:00"), to: at("+36 00:00"), as_of: at("+1 00:00") };
    assert_eq!(ministry(&stage, coming).columns.len(), 2);
}

#[test]
fn a_ticket_of_another_category_by_now_is_counted_there() {
    let stage = month();
    let change = wants(&stage, own());
    let stage = stage.when(change, hana(), at("+5 08:00")).happens(&["settings_changed"]);
    let corrected = stage.and([said(
        correct(1, kentongan_rules::command::Correction::Category("PNY-HWN".into())),
        hana(),
        "+6 08:00",
    )]);
    let first = |as_of: &str| told(&ministry(&corrected, Period { as_of: at(as_of), ..november() }));
    assert_eq!((first("+5 12:00")[0].1[0], first("+7 00:00")[0].1[0]), (1, 0));
    assert_eq!(first("+7 00:00").last().unwrap().1[0], 5, "and the sum stays");
}

#[test]
fn nothing_is_counted_twice_and_a_row_has_a_name() {
    let stage = given([]);
    let judged = |rows: Vec<MinistryRow>| {
        stage.judge(&wants(&stage, rows), &hana(), at("08:00")).map(|_| ()).unwrap_err()
    };
    let twice = |counted: Counted, first: &str, second: &str| Refusal::CountedTwice {
        counted,
        first: first.to_owned(),
        second: second.to_owned(),
    };
    let silent = Counted::NoCase(NoCase::Silent);
    for (rows, refusal) in [
        (vec![], Refusal::Missing { what: "ministry_rows".to_owned() }),
        (vec![row("A", [category(FIRE)]), row("B", [category(FIRE)])], twice(category(FIRE), "A", "B")),
        (vec![row("A", [silent.clone()]), row("B", [silent.clone()])], twice(silent.clone(), "A", "B")),
        (vec![row("A", [silent.clone(), silent.clone()])], twice(silent.clone(), "A", "A")),
        (vec![of_which("A", [silent.clone(), silent.clone()])], twice(silent.clone(), "A", "A")),
        (vec![row("A", [category("XXX")])], Refusal::UnknownCategory { category: "XXX".to_owned() }),
        (vec![row("A", []), row(" a ", [])], Refusal::SameName),
        (vec![row("  ", [])], Refusal::Missing { what: "ministry_row".to_owned() }),
        (
            vec![row(&"x".repeat(ROW_NAME + 1), [])],
            Refusal::TooLong { what: "ministry_row".to_owned(), longest: ROW_NAME as u32 },
        ),
        (
            (0..=MOST_ROWS).map(|n| row(&n.to_string(), [])).collect(),
            Refusal::TooMany { what: "ministry_rows".to_owned(), most: MOST_ROWS as u32 },
        ),
    ] {
        assert_eq!(judged(rows.clone()), refusal, "{rows:?}");
    }
    // Said to be details, it may; and as many rows as there may be are taken.
    let details = vec![row("A", [silent.clone()]), of_which("B", [silent.clone()]), of_which("C", [silent])];
    stage.clone().when(wants(&stage, details), hana(), at("08:00")).happens(&["settings_changed"]);
    let most: Vec<_> = (0..MOST_ROWS).map(|n| row(&n.to_string(), [])).collect();
    stage.clone().when(wants(&stage, most), hana(), at("08:00")).happens(&["settings_changed"]);
}

#[test]
fn whoever_runs_the_room_or_its_machines_sets_the_rows_and_takes_the_proposal_back() {
    let stage = given([]);
    let wish = wants(&stage, own());
    for role in [Role::Operator, Role::Auditor] {
        assert_eq!(stage.judge(&wish, &of(role), at("08:00")), Err(Refusal::NotAllowed), "{role:?}");
    }
    let proposed = stage.setup.ministry_sheet();
    let stage = stage.when(wish, of(Role::Administrator), at("08:00")).happens(&["settings_changed"]);
    assert_eq!(stage.setup.ministry_sheet().rows, own());
    let before = stage.setup.settings.clone();
    let back = Command::ChangeSettings(change(before.clone(), Settings { ministry: None, ..before }));
    let stage = stage.when(back, hana(), at("08:01")).happens(&["settings_changed"]);
    assert_eq!(stage.setup.ministry_sheet(), proposed);
}
