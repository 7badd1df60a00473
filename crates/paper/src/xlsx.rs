//! XLSX: one sheet each, numbers that can be added up, and text that nothing reckons with.

use crate::Unmade;
use kentongan_rules::paper::{Imprint, Sheet};
use kentongan_rules::report::{Cell, ColumnKind, start_of};
use kentongan_rules::time::At;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, Worksheet, XlsxError};

/// Widest column, in characters; longer text is wrapped.
const WIDEST: usize = 60;
/// What a sheet's name may hold (Excel specifications and limits).
const LONGEST_NAME: usize = 31;
/// 1 January 1970 as a sheet counts days.
const DAYS_BEFORE_1970: f64 = 25_569.0;
const DAY: f64 = 86_400_000.0;

/// # Errors
/// More rows or columns than a sheet has.
pub fn xlsx(sheets: &[Sheet], imprint: &Imprint) -> Result<Vec<u8>, Unmade> {
    write(sheets, imprint).map_err(|why| Unmade(why.to_string()))
}

fn write(sheets: &[Sheet], imprint: &Imprint) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let made = ExcelDateTime::from_timestamp(imprint.at.0.div_euclid(1_000))?;
    let properties = DocProperties::new()
        .set_company(imprint.room.as_str())
        .set_comment(imprint.made.as_str())
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    let mut taken = Vec::new();
    for sheet in sheets {
        let name = name(&sheet.name, &taken);
        let page = book.add_worksheet();
        page.set_name(&name)?;
        taken.push(name);
        fill(page, sheet, imprint)?;
    }
    book.save_to_buffer()
}

fn fill(page: &mut Worksheet, sheet: &Sheet, imprint: &Imprint) -> Result<(), XlsxError> {
    let bold = Format::new().set_bold().set_text_wrap().set_border_bottom(FormatBorder::Thin);
    let mut at: u16 = 0;
    let mut firsts = Vec::new();
    for (n, column) in sheet.columns.iter().enumerate() {
        firsts.push(at);
        page.write_string_with_format(0, at, &column.title, &bold)?;
        page.set_column_width(at, width(sheet, n))?;
        if column.kind == ColumnKind::Share {
            page.write_string_with_format(0, at + 1, format!("{} {}", column.title, imprint.of), &bold)?;
            page.write_string_with_format(0, at + 2, format!("{} %", column.title), &bold)?;
            at += 2;
        }
        at += 1;
    }
    let rows = sheet.rows.iter().map(|row| (row, false)).chain(sheet.total.iter().map(|row| (row, true)));
    for (line, (row, total)) in (1..).zip(rows) {
        for (cell, first) in row.iter().zip(&firsts) {
            put(page, (line, *first), cell, imprint, total)?;
        }
    }
    page.set_freeze_panes(1, 0)?;
    page.set_repeat_rows(0, 0)?;
    page.set_paper_size(9); // A4
    page.set_print_fit_to_pages(1, 0);
    Ok(())
}

fn put(
    page: &mut Worksheet,
    (row, column): (u32, u16),
    cell: &Cell,
    imprint: &Imprint,
    total: bool,
) -> Result<(), XlsxError> {
    let plain =
        if total { Format::new().set_bold().set_border_top(FormatBorder::Thin) } else { Format::new() };
    let number = |format: &str| plain.clone().set_num_format(format);
    match cell {
        // Always as a string: what looks like a formula or a number is what was typed.
        Cell::Text(text) | Cell::Key(text) => {
            page.write_string_with_format(row, column, text.as_str(), &plain.clone().set_text_wrap())?;
        }
        Cell::Count(count) => {
            page.write_number_with_format(row, column, *count, &number("0"))?;
        }
        Cell::Share { part, of } => {
            page.write_number_with_format(row, column, *part, &number("0"))?;
            page.write_number_with_format(row, column + 1, *of, &number("0"))?;
            if *of > 0 {
                let share = f64::from(*part) / f64::from(*of);
                page.write_number_with_format(row, column + 2, share, &number("0.0%"))?;
            }
        }
        Cell::Duration(milliseconds) => {
            page.write_number_with_format(row, column, *milliseconds as f64 / DAY, &number("[h]:mm:ss"))?;
        }
        Cell::Instant(at) => {
            let days = imprint.wall(*at) as f64 / DAY + DAYS_BEFORE_1970;
            page.write_number_with_format(row, column, days, &number("dd/mm/yyyy hh:mm"))?;
        }
        Cell::Day(day) => {
            if let Some(At(noon)) = start_of(*day, 0) {
                let days = noon as f64 / DAY + DAYS_BEFORE_1970;
                page.write_number_with_format(row, column, days, &number("dd/mm/yyyy"))?;
            }
        }
        Cell::Empty => {}
    }
    Ok(())
}

/// In characters, by the longest of its cells.
fn width(sheet: &Sheet, column: usize) -> f64 {
    let text = |cell: &Cell| match cell {
        Cell::Text(text) | Cell::Key(text) => text.chars().count(),
        Cell::Instant(_) => 16,
        _ => 10,
    };
    let cells = sheet.rows.iter().chain(&sheet.total).filter_map(|row| row.get(column)).map(text);
    let title = sheet.columns.get(column).map_or(0, |column| column.title.chars().count());
    (cells.chain([title]).max().unwrap_or(0).min(WIDEST) + 2) as f64
}

/// What a sheet may be called, and none before it is.
fn name(wanted: &str, taken: &[String]) -> String {
    let clean: String = wanted.chars().map(|c| if "[]:*?/\\'".contains(c) { ' ' } else { c }).collect();
    let clean = if clean.trim().is_empty() { "1" } else { clean.trim() };
    let short = |most: usize| clean.chars().take(most).collect::<String>().trim().to_owned();
    let is_free = |name: &str| !taken.iter().any(|other| other.to_lowercase() == name.to_lowercase());
    let mut name = short(LONGEST_NAME);
    let mut n = 2;
    while !is_free(&name) {
        name = format!("{} {n}", short(LONGEST_NAME - 4));
        n += 1;
    }
    name
}
