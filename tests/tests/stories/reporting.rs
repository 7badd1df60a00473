//! What the regent reads is what happened, and stays what it was.

use crate::stage::{Door, TestRoom, at, on_every_carrier, say};
use kentongan_rules::actor::Shift;
use kentongan_rules::call::NoCase;
use kentongan_rules::command::{Command, Progress};
use kentongan_rules::export::{Export, FileKind};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::{Cell, Day, Figure, ReportAsk, ReportPage};
use kentongan_rules::time::{At, Span};
use kentongan_rules::view::{Query, Reply};

on_every_carrier!(a_day_is_told_and_told_again_the_same);

const TODAY: Day = Day { year: 2026, month: 11, day: 26 };

async fn report(door: &Door, as_of: Option<At>) -> Result<ReportPage, Problem> {
    let ask = ReportAsk { from: at("00:00"), to: at("+1 00:00"), as_of, language: None };
    match door.query(Query::Report(ask)).await? {
        Reply::Report(page) => Ok(page),
        other => panic!("{other:?}"),
    }
}

fn row(page: &ReportPage, id: Figure, first: &str) -> Vec<Cell> {
    let table = page.tables.iter().find(|table| table.id == id).unwrap();
    let is_first = |row: &&Vec<Cell>| row[0] == Cell::Key(first.to_owned());
    table.rows.iter().find(is_first).unwrap_or_else(|| panic!("{first}: {table:?}")).clone()
}

async fn a_day_is_told_and_told_again_the_same(room: TestRoom) {
    let siti = room.signed_in("siti").await;
    let hana = room.signed_in("hana").await;
    siti.says(say::open(1, say::FIRE, "14:00")).await;
    siti.says(say::no_case(2, NoCase::Prank, "14:00")).await;
    siti.says(say::send(1, ["DAMKAR"])).await;
    room.now("14:30");
    assert_eq!(report(&siti, None).await, Err(Problem::NotAllowed));
    let then = report(&hana, None).await.unwrap();
    assert_eq!(then.as_of, at("14:30") - Span::seconds(2));
    assert_eq!(row(&then, Figure::Funnel, "report.call_ticket")[1], Cell::Count(1));
    assert_eq!(row(&then, Figure::Funnel, "report.call_prank")[1], Cell::Count(1));
    // Nobody is there after half an hour, as far as anybody wrote down.
    let fire = row(&then, Figure::Fire, "report.fire_lead");
    assert_eq!((&fire[2], &fire[4]), (&Cell::Count(0), &Cell::Count(1)));

    // They had been there in time: it is written down now.
    let there = Progress { at: Some(at("14:12")), ..say::step(1, 1, 1) };
    hana.says(Command::Arrive(there)).await;
    let typed =
        |abandoned| Command::RecordOffered { day: TODAY, shift: Shift::Morning, offered: 90, abandoned };
    siti.is_refused(typed(91), Refusal::Malformed { what: "abandoned".to_owned() }).await;
    siti.says(typed(4)).await;
    room.now("15:00");
    let now = report(&hana, None).await.unwrap();
    assert_eq!(row(&now, Figure::Fire, "report.fire_lead")[2], Cell::Count(1), "met after all");
    let offered = now.tables.iter().find(|table| table.id == Figure::Offered).unwrap();
    assert_eq!(offered.rows[0][2..4], [Cell::Count(90), Cell::Count(4)]);
    assert_eq!(report(&hana, Some(then.as_of)).await.unwrap(), then, "and what was told stays what it was");

    // In a file stands what the screen tells, and an operator gets neither.
    let file = |kind| Export::Report { from: at("00:00"), to: at("+1 00:00"), as_of: Some(then.as_of), kind };
    assert_eq!(siti.takes_out(file(FileKind::Csv)).await.err(), Some(Problem::NotAllowed));
    let text = String::from_utf8(hana.takes_out(file(FileKind::Csv)).await.unwrap().bytes).unwrap();
    let fire = text.split("\"Lima belas menit kebakaran\"\r\n").nth(1).unwrap().lines().nth(1).unwrap();
    assert!(fire.starts_with("\"Penanggung jawab tiba\";1;0;0;1;"), "{fire}");
    assert!(hana.takes_out(file(FileKind::Pdf)).await.unwrap().bytes.starts_with(b"%PDF-1.7"));
    let backwards = Export::Report { from: at("14:00"), to: at("13:00"), as_of: None, kind: FileKind::Xlsx };
    let period = Refusal::Malformed { what: "period".to_owned() };
    assert_eq!(hana.takes_out(backwards).await.err(), Some(Problem::Refused { refusal: period }));
    drop((siti, hana));
    room.end().await;
}
