//! What the regency hands in to the ministry each month is what came in, by the rows that the room has set.

use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Change, Command};
use kentongan_rules::export::{Export, FileKind};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::{
    Cell, Counted, Figure, MinistryRow, MinistrySheet, ReportAsk, ReportPage, Table,
};
use kentongan_rules::setup::Settings;
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::{Query, Reply};

on_every_carrier!(a_month_is_handed_in_by_the_rows_of_the_ministry);

/// Of November, whose 26th is the day of the stories.
fn november() -> (At, At) {
    (at("00:00") - Span::hours(24 * 25), at("+5 00:00"))
}

async fn report(door: &Door, as_of: Option<At>) -> ReportPage {
    let (from, to) = november();
    match door.query(Query::Report(ReportAsk { from, to, as_of, language: None })).await.unwrap() {
        Reply::Report(page) => page,
        other => panic!("{other:?}"),
    }
}

fn table(page: &ReportPage, id: Figure) -> &Table {
    page.tables.iter().find(|table| table.id == id).unwrap()
}

fn count(cell: &Cell) -> u32 {
    if let Cell::Count(n) = cell { *n } else { panic!("{cell:?}") }
}

/// As it is read in the room's language.
fn name(cell: &Cell) -> &str {
    match cell {
        Cell::Text(name) => name,
        Cell::Key(key) if key == "report.ministry_others" => "Lainnya",
        Cell::Key(key) if key == "report.total" => "Jumlah",
        other => panic!("{other:?}"),
    }
}

/// Rows that count anything, with the whole month, the 26th and the 27th.
fn told(page: &ReportPage) -> Vec<(&str, [u32; 3])> {
    let table = table(page, Figure::Ministry);
    let first = table.columns.iter().position(|column| column.key == "26").unwrap();
    let rows = table.rows.iter().chain(&table.total);
    let shown = rows.map(|row| (name(&row[0]), [1, first, first + 1].map(|at| count(&row[at]))));
    shown.filter(|(_, counts)| counts[0] > 0).collect()
}

fn sheet(rows: [(&str, Vec<Counted>); 2]) -> Option<MinistrySheet> {
    let row =
        |(name, counts): (&str, Vec<Counted>)| MinistryRow { name: name.to_owned(), counts, of_which: false };
    Some(MinistrySheet { rows: rows.map(row).to_vec() })
}

async fn sets(door: &Door, ministry: Option<MinistrySheet>) -> Command<String> {
    let before = door.setup().await.settings;
    let after = Settings { ministry, ..before.clone() };
    Command::ChangeSettings(Change { before: Some(before), after })
}

async fn a_month_is_handed_in_by_the_rows_of_the_ministry(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::no_case(2, NoCase::Prank, "14:00")).await;
    siti.says(say::no_case(3, NoCase::Silent, "14:00")).await;
    siti.says(say::follow_up(4, 1, "14:00")).await;
    room.at(at("+1 00:10"));
    siti.says(say::open(5, say::VIOLENCE, "+1 00:10")).await;
    room.at(at("+1 00:20"));

    // The product proposes rows for all that it knows.
    let proposed = report(&hana, None).await;
    assert_eq!(
        told(&proposed),
        [
            ("Kebakaran", [1, 1, 0]),
            ("Kekerasan perempuan dan anak", [1, 0, 1]),
            ("Panggilan susulan", [1, 1, 0]),
            ("Panggilan prank", [1, 1, 0]),
            ("Panggilan senyap", [1, 1, 0]),
            ("Jumlah", [5, 4, 1]),
        ]
    );
    let funnel = table(&proposed, Figure::Funnel).total.as_ref().unwrap();
    assert_eq!(count(&funnel[1]), 5);
    // Days that have not begun are not told as days without a call.
    assert_eq!(table(&proposed, Figure::Ministry).columns.len(), 2 + 27);

    assert!(proposed.ministry_proposed);

    // The room sets its own; nothing is counted twice.
    let fire = Counted::Category(say::FIRE.into());
    let silent = Counted::NoCase(NoCase::Silent);
    let twice = sheet([("Api", vec![fire.clone()]), ("Senyap", vec![silent.clone(), fire.clone()])]);
    let refusal =
        Refusal::CountedTwice { counted: fire.clone(), first: "Api".to_owned(), second: "Senyap".to_owned() };
    hana.is_refused(sets(&hana, twice).await, refusal).await;
    let own = sheet([("=Api", vec![fire]), ("Senyap", vec![silent])]);
    siti.is_refused(sets(&siti, own.clone()).await, Refusal::NotAllowed).await;
    hana.says(sets(&hana, own.clone()).await).await;
    assert_eq!(Some(hana.setup().await.ministry), own);
    room.at(at("+1 00:30"));
    let now = report(&hana, None).await;
    assert!(!now.ministry_proposed);
    assert_eq!(
        told(&now),
        [("=Api", [1, 1, 0]), ("Senyap", [1, 1, 0]), ("Lainnya", [3, 2, 1]), ("Jumlah", [5, 4, 1])]
    );
    // What was handed in stays what it was. (Alarms of the hours between may still be written down as of then.)
    let then = report(&hana, Some(proposed.as_of)).await;
    assert_eq!(table(&then, Figure::Ministry), table(&proposed, Figure::Ministry));
    assert!(then.ministry_proposed);

    // In a file stands what the screen tells, and a name is no formula.
    let (from, to) = november();
    let file = |kind| Export::Report { from, to, as_of: Some(now.as_of), kind };
    let text = String::from_utf8(hana.takes_out(file(FileKind::Csv)).await.unwrap().bytes).unwrap();
    let figure = text.split("\"Rekap bulanan kementerian\"\r\n").nth(1).unwrap();
    let figure = figure.split("\r\n\r\n").next().unwrap();
    let shown = table(&now, Figure::Ministry);
    let head = ["\"Baris\"".to_owned(), "\"Panggilan\"".to_owned()].into_iter();
    let head = head.chain((1..=27).map(|day| format!("\"{day}\"")));
    let line = |row: &Vec<Cell>| {
        let name = format!("\"{}\"", name(&row[0]).replace("=Api", "'=Api"));
        let counts = row[1..].iter().map(|cell| count(cell).to_string());
        std::iter::once(name).chain(counts).collect::<Vec<_>>().join(";")
    };
    let lines = shown.rows.iter().chain(&shown.total).map(line);
    let want: Vec<String> = std::iter::once(head.collect::<Vec<_>>().join(";")).chain(lines).collect();
    assert_eq!(figure.lines().collect::<Vec<_>>(), want);
    assert!(hana.takes_out(file(FileKind::Pdf)).await.unwrap().bytes.starts_with(b"%PDF-1.7"));
    assert!(hana.takes_out(file(FileKind::Xlsx)).await.unwrap().bytes.starts_with(b"PK"));
    drop((siti, hana));
    room.end().await;
}
