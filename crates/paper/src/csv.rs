//! CSV as the spreadsheet of the room's language opens it.

use crate::plain::{duration, percent, wall};
use kentongan_rules::paper::{Imprint, Sheet};
use kentongan_rules::report::{Cell, ColumnKind};
use kentongan_rules::setup::Language;

/// UTF-8 with its mark and CRLF (RFC 4180); `;` where the decimal mark is a comma, as Indonesian spreadsheets expect.
/// Text is quoted and numbers are not, so that an import can tell a telephone number from a count. A share is three
/// columns, so that its parts can be added up. Several sheets stand below each other, each under its name.
pub fn csv(sheets: &[Sheet], imprint: &Imprint) -> String {
    let named = |sheet: &Sheet| format!("{}\r\n{}", quoted(&sheet.name), lines(sheet, imprint));
    let text = match sheets {
        [one] => lines(one, imprint),
        several => several.iter().map(named).collect::<Vec<_>>().join("\r\n"),
    };
    format!("\u{feff}{text}")
}

fn lines(sheet: &Sheet, imprint: &Imprint) -> String {
    let delimiter = if imprint.language == Language::Id { ";" } else { "," };
    let mut head = Vec::new();
    for column in &sheet.columns {
        let title = &column.title;
        head.push(quoted(title));
        if column.kind == ColumnKind::Share {
            head.extend([quoted(&format!("{title} {}", imprint.of)), quoted(&format!("{title} %"))]);
        }
    }
    let mut text = format!("{}\r\n", head.join(delimiter));
    for row in sheet.rows.iter().chain(&sheet.total) {
        let mut cells = Vec::with_capacity(head.len());
        for (cell, column) in row.iter().zip(&sheet.columns) {
            match (column.kind, cell) {
                (ColumnKind::Share, Cell::Share { part, of }) => {
                    let percent = percent(*part, *of, imprint.language).unwrap_or_default();
                    cells.extend([part.to_string(), of.to_string(), percent]);
                }
                (ColumnKind::Share, cell) => {
                    cells.extend([written(cell, imprint), String::new(), String::new()]);
                }
                (_, cell) => cells.push(written(cell, imprint)),
            }
        }
        text.push_str(&cells.join(delimiter));
        text.push_str("\r\n");
    }
    text
}

/// Instants and days as ISO 8601: no spreadsheet takes the day for the month.
fn written(cell: &Cell, imprint: &Imprint) -> String {
    match cell {
        Cell::Text(text) | Cell::Key(text) => quoted(text),
        Cell::Count(count) => count.to_string(),
        Cell::Share { part, of } => quoted(&format!("{part}/{of}")),
        Cell::Duration(milliseconds) => duration(*milliseconds),
        Cell::Instant(at) => {
            wall(*at, imprint).map_or_else(String::new, |wall| wall.format("%Y-%m-%d %H:%M:%S").to_string())
        }
        Cell::Day(day) => day.to_string(),
        Cell::Empty => String::new(),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", as_text(text).replace('"', "\"\""))
}

/// A spreadsheet takes what begins so for a formula: a quote before it makes it text.
fn as_text(text: &str) -> String {
    let first = text.trim_start_matches([' ', '\u{a0}']).chars().next();
    let formula = matches!(
        first,
        Some(
            '=' | '+'
                | '-'
                | '@'
                | '\t'
                | '\r'
                | '\n'
                | '\u{ff1d}'
                | '\u{ff0b}'
                | '\u{ff0d}'
                | '\u{ff20}'
                | '\u{2212}'
        )
    );
    if formula && !is_telephone(text) { format!("'{text}") } else { text.to_owned() }
}

/// A whole number of Indonesia as people write it. Hyphens alone would be taken away from each other, so that one such
/// is text like the rest.
fn is_telephone(text: &str) -> bool {
    let Some(rest) = text.strip_prefix("+62") else { return false };
    let digits = rest.chars().filter(char::is_ascii_digit).count();
    let spaced = rest.starts_with(' ') || !rest.contains('-');
    (7..=13).contains(&digits) && spaced && rest.chars().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '-'))
}
