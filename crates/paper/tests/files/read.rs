//! Files read back by others than their writers.

use calamine::{Data, Reader, Xlsx, open_workbook_from_rs};
use std::io::Cursor;

fn open(bytes: &[u8]) -> Xlsx<Cursor<Vec<u8>>> {
    open_workbook_from_rs(Cursor::new(bytes.to_vec())).unwrap()
}

/// Each cell with what it is: `text …`, `number …`, or nothing.
pub fn xlsx(bytes: &[u8], sheet: &str) -> Vec<Vec<String>> {
    let range = open(bytes).worksheet_range(sheet).unwrap();
    let cell = |cell: &Data| match cell {
        Data::String(text) => format!("text {text}"),
        Data::Float(number) => format!("number {number}"),
        Data::Int(number) => format!("number {number}"),
        Data::DateTime(when) => format!("number {}", when.as_f64()),
        Data::Empty => String::new(),
        other => format!("other {other}"),
    };
    range.rows().map(|row| row.iter().map(cell).collect()).collect()
}

pub fn formulas(bytes: &[u8], sheet: &str) -> usize {
    open(bytes).worksheet_formula(sheet).unwrap().used_cells().count()
}

pub fn csv(text: &str, delimiter: u8) -> Vec<Vec<String>> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut reader =
        csv::ReaderBuilder::new().delimiter(delimiter).has_headers(false).from_reader(text.as_bytes());
    reader.records().map(|row| row.unwrap().iter().map(str::to_owned).collect()).collect()
}
