//! Files as those who get them read them: text is text, numbers are numbers, and the same again is the same.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)] // a test may panic

mod formulas;
#[cfg(feature = "office")]
mod office;
mod pages;
mod read;

use kentongan_rules::paper::{Imprint, Sheet, SheetColumn};
use kentongan_rules::report::{Cell, ColumnKind};
use kentongan_rules::setup::Language;
use kentongan_rules::time::At;

/// 27 November 2026, 03.00 in Sidoarjo.
const MADE: At = At(1_795_723_200_000);

fn imprint(language: Language) -> Imprint {
    Imprint {
        room: "Call Center 112 Sidoarjo".to_owned(),
        made: "Dibuat 27/11/2026 03.00".to_owned(),
        page: "hal. {page} dari {pages}".to_owned(),
        of: "dari".to_owned(),
        at: MADE,
        utc_offset_minutes: 420,
        language,
    }
}

fn sheet(
    name: &str,
    columns: &[(&str, ColumnKind)],
    rows: Vec<Vec<Cell>>,
    total: Option<Vec<Cell>>,
) -> Sheet {
    let columns =
        columns.iter().map(|(title, kind)| SheetColumn { title: (*title).to_owned(), kind: *kind }).collect();
    Sheet { name: name.to_owned(), columns, rows, total }
}

/// What was typed by somebody who wished a spreadsheet ill, or only wrote so.
const PAYLOADS: [&str; 20] = [
    "=1+1",
    "=cmd|'/c calc'!A0",
    "=HYPERLINK(\"http://127.0.0.1/?\"&A1;\"klik\")",
    "=WEBSERVICE(\"http://127.0.0.1/\")",
    "=IMPORTXML(CONCAT(\"http://127.0.0.1/\";A1);\"//a\")",
    "+1+1",
    "+cmd|'/c calc'!A0",
    "-2+3+cmd|'/c calc'!A0",
    "-5",
    "@SUM(1+1)*cmd|'/c calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "  =1+1",
    "=1+1\";=2+2",
    "\u{ff1d}1+1",
    "\u{ff0b}1+1",
    "\u{2212}1+1",
    "+62-812-0000-0001",
    "{=1+1}",
    "rumah; \"warna hijau\", pagar =besi=\nbelakang pasar",
];

/// Whole telephone numbers: they stay as they are.
const TELEPHONES: [&str; 4] = ["+628120000001", "+62 812-0000-0001", "0812-0000-0001", "+62 31 8000001"];
