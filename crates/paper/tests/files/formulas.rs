use crate::{PAYLOADS, TELEPHONES, imprint, read, sheet};
use kentongan_rules::paper::Sheet;
use kentongan_rules::report::{Cell, ColumnKind};
use kentongan_rules::setup::Language;

/// Every one of them as the second cell of a row.
pub fn typed() -> Sheet {
    let all = PAYLOADS.iter().chain(&TELEPHONES);
    let rows = all
        .enumerate()
        .map(|(n, text)| vec![Cell::Count(u32::try_from(n).unwrap()), Cell::Text((*text).to_owned())]);
    sheet("Ketikan", &[("No", ColumnKind::Count), ("Isi", ColumnKind::Text)], rows.collect(), None)
}

#[test]
fn an_xlsx_holds_what_was_typed_as_text_and_no_formula() {
    let bytes = kentongan_paper::xlsx(&[typed()], &imprint(Language::Id)).unwrap();
    let rows = read::xlsx(&bytes, "Ketikan");
    for (row, typed) in rows[1..].iter().zip(PAYLOADS.iter().chain(&TELEPHONES)) {
        // XML has no carriage return of its own; the writer keeps it as it can.
        assert_eq!(row[1].replace("_x000D_", "\r"), format!("text {typed}"));
    }
    assert_eq!(rows.len(), 1 + PAYLOADS.len() + TELEPHONES.len());
    assert_eq!(read::formulas(&bytes, "Ketikan"), 0);
}

#[test]
fn a_csv_begins_no_cell_like_a_formula_but_a_telephone_number_stays_whole() {
    for (language, delimiter) in [(Language::Id, b';'), (Language::En, b',')] {
        let text = kentongan_paper::csv(&[typed()], &imprint(language));
        assert!(text.starts_with('\u{feff}') && text.ends_with("\r\n"));
        let rows = read::csv(&text, delimiter);
        let (payloads, telephones) = rows[1..].split_at(PAYLOADS.len());
        for (row, typed) in payloads.iter().zip(PAYLOADS) {
            let quoted = !typed.starts_with(['{', 'r']);
            assert_eq!(row[1], format!("{}{typed}", if quoted { "'" } else { "" }));
        }
        for (row, typed) in telephones.iter().zip(TELEPHONES) {
            assert_eq!(row[1], typed);
        }
        assert_eq!(telephones.len(), TELEPHONES.len());
    }
}
