//! point 29: exports equal the tables that they are made of, as LibreOffice opens them. It takes eighty megabytes to
//! install, so `cargo xtask test --only office` does, and the whole run does not.
#![cfg(target_os = "linux")]

use crate::{PAYLOADS, TELEPHONES, formulas, imprint, read, sheet};
use kentongan_rules::paper::Sheet;
use kentongan_rules::report::{Cell, ColumnKind};
use kentongan_rules::setup::Language;
use std::path::Path;
use std::process::Command;

/// One start of it for all that is asked: half the time is its start.
#[test]
fn libreoffice_reads_text_as_text_and_the_totals_of_the_tables() {
    let folder = tempfile::tempdir().unwrap();
    let book = kentongan_paper::xlsx(&[formulas::typed(), funnel()], &imprint(Language::Id)).unwrap();
    std::fs::write(folder.path().join("book.xlsx"), book).unwrap();
    let text = kentongan_paper::csv(&[formulas::typed()], &imprint(Language::En));
    std::fs::write(folder.path().join("typed.csv"), text).unwrap();

    // Every sheet of the book (-1), cells as they are stored and shown.
    convert(
        folder.path(),
        "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,true,false,false,-1",
        "book.xlsx",
    );
    let rows = read_csv(folder.path(), "book-Ketikan.csv");
    for (row, typed) in rows[1..].iter().zip(PAYLOADS.iter().chain(&TELEPHONES)) {
        assert_eq!(of_one_line(&row[1]), of_one_line(typed));
    }
    let rows = read_csv(folder.path(), "book-Panggilan.csv");
    let sum = |column: usize| rows[1..4].iter().map(|row| row[column].parse::<u32>().unwrap()).sum::<u32>();
    assert_eq!(rows[4], ["Jumlah", &sum(1).to_string(), "70", "100", "70.0%", "0:19:59"]);

    // Quoted cells as text, as the import's own page offers.
    let import = "--infilter=Text - txt - csv (StarCalc):44,34,76,1,,0,true,false";
    convert_by(folder.path(), &[import], "xlsx", "typed.csv");
    let bytes = std::fs::read(folder.path().join("typed.xlsx")).unwrap();
    let rows = read::xlsx(&bytes, "typed");
    assert_eq!(read::formulas(&bytes, "typed"), 0);
    let telephones = &rows[rows.len() - TELEPHONES.len()..];
    for (row, typed) in telephones.iter().zip(TELEPHONES) {
        assert_eq!(row[1], format!("text {typed}"));
    }
    assert_eq!(rows.len(), 1 + PAYLOADS.len() + TELEPHONES.len());
}

fn funnel() -> Sheet {
    let row = |name: &str, calls, part, of, milliseconds| {
        let text = Cell::Text(name.to_owned());
        vec![text, Cell::Count(calls), Cell::Share { part, of }, Cell::Duration(milliseconds)]
    };
    let columns = [
        ("Hasil", ColumnKind::Text),
        ("Panggilan", ColumnKind::Count),
        ("Tepat waktu", ColumnKind::Share),
        ("Lama", ColumnKind::Duration),
    ];
    let rows = vec![
        row("Tiket", 120, 40, 50, 600_000),
        row("Tanya", 31, 20, 30, 500_000),
        row("Iseng", 7, 10, 20, 99_000),
    ];
    sheet("Panggilan", &columns, rows, Some(row("Jumlah", 158, 70, 100, 1_199_000)))
}

fn convert(folder: &Path, to: &str, file: &str) {
    convert_by(folder, &[], to, file);
}

/// A profile of its own: another that is open on this machine is left alone.
fn convert_by(folder: &Path, arguments: &[&str], to: &str, file: &str) {
    let profile = format!("-env:UserInstallation=file://{}/profile", folder.display());
    let out = Command::new("soffice")
        .args([&profile, "--headless", "--convert-to", to])
        .args(arguments)
        .arg("--outdir")
        .arg(folder)
        .arg(folder.join(file))
        .output()
        .expect("LibreOffice is not here: cargo xtask test installs it");
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
}

fn read_csv(folder: &Path, file: &str) -> Vec<Vec<String>> {
    read::csv(&std::fs::read_to_string(folder.join(file)).unwrap(), b',')
}

/// Breaks of lines and tabs are LibreOffice's to write as it likes.
fn of_one_line(text: &str) -> String {
    text.split(['\r', '\n', '\t']).filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}
