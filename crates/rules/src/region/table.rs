//! A CSV file as lines of named cells. Each physical line is read by itself, so that one broken quote spoils one
//! line and not the rest of the file; for the same reason no cell may hold a line break.

use std::collections::BTreeMap;

use super::fault::{RegionFile, RowFault, RowFaultCode, VALUE_SHOWN};

/// A column a file may have; a required one must be in the header.
#[derive(Clone, Copy, Debug)]
pub(super) struct Column {
    pub name: &'static str,
    pub required: bool,
}

pub(super) const fn required(name: &'static str) -> Column {
    Column { name, required: true }
}

pub(super) const fn optional(name: &'static str) -> Column {
    Column { name, required: false }
}

/// One line of a file, its cells trimmed and under the names of their columns.
#[derive(Debug)]
pub(super) struct Line {
    file: RegionFile,
    number: u32,
    cells: BTreeMap<&'static str, String>,
}

impl Line {
    /// The cell of a column; empty where the file has no such column.
    pub fn cell(&self, column: &str) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub fn fault(&self, column: &str, code: RowFaultCode, value: &str) -> RowFault {
        fault(self.file, self.number, column, code, value)
    }
}

fn fault(file: RegionFile, line: u32, column: &str, code: RowFaultCode, value: &str) -> RowFault {
    let shown = |text: &str| text.chars().take(VALUE_SHOWN).collect::<String>();
    RowFault { file, line, column: shown(column), code, value: shown(value) }
}

/// Reads a file against its columns. Faults of single lines are added to `faults` and their lines left out; `None`
/// when the header is such that no line can be understood.
pub(super) fn read(
    file: RegionFile,
    text: &str,
    columns: &[Column],
    faults: &mut Vec<RowFault>,
) -> Option<Vec<Line>> {
    let mut lines = numbered(text).peekable();
    let mut separator = None;
    // Excel's own hint, which it writes above the header.
    if let Some(hint) = lines.peek().and_then(|(_, line)| line.strip_prefix("sep=")) {
        separator = hint.bytes().next().filter(u8::is_ascii);
        lines.next();
    }
    let Some((header_number, header)) = lines.next() else {
        faults.push(fault(file, 1, "", RowFaultCode::EmptyFile, ""));
        return None;
    };
    let separator = separator.unwrap_or_else(|| separator_of(header));
    let Some(names) = split(header, separator) else {
        faults.push(fault(file, header_number, "", RowFaultCode::BrokenLine, header));
        return None;
    };
    let places = header_places(file, header_number, &names, columns, faults)?;

    let mut read = Vec::new();
    let mut any = false;
    for (number, line) in lines {
        any = true;
        match split(line, separator) {
            Some(cells) if cells.len() == names.len() => {
                let cells = places.iter().copied().zip(cells);
                let cells = cells.filter_map(|(name, cell)| Some((name?, cell))).collect();
                read.push(Line { file, number, cells });
            }
            _ => faults.push(fault(file, number, "", RowFaultCode::BrokenLine, line)),
        }
    }
    if !any {
        faults.push(fault(file, header_number, "", RowFaultCode::EmptyFile, ""));
    }
    Some(read)
}

/// Lines that hold anything, numbered from 1 as editors do.
fn numbered(text: &str) -> impl Iterator<Item = (u32, &str)> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    (1..).zip(text.lines()).filter(|(_, line)| !is_blank(line))
}

/// Spreadsheets save an empty row as a row of separators.
fn is_blank(line: &str) -> bool {
    line.chars().all(|letter| letter.is_whitespace() || letter == ';' || letter == ',')
}

fn separator_of(header: &str) -> u8 {
    let count = |wanted: char| header.chars().filter(|letter| *letter == wanted).count();
    if count(';') > count(',') { b';' } else { b',' }
}

/// The trimmed cells of a line; `None` when a quote does not close.
fn split(line: &str, separator: u8) -> Option<Vec<String>> {
    if line.matches('"').count() % 2 == 1 {
        return None;
    }
    // Most lines, and the reader of one line is dear to make.
    if !line.contains(['"', '\r']) {
        return Some(line.split(char::from(separator)).map(|cell| cell.trim().to_owned()).collect());
    }
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .delimiter(separator)
        .buffer_capacity(line.len().max(1))
        .from_reader(line.as_bytes());
    let mut record = csv::StringRecord::new();
    match reader.read_record(&mut record) {
        Ok(true) => Some(record.iter().map(|cell| cell.trim().to_owned()).collect()),
        Ok(false) | Err(_) => None,
    }
}

/// Which known column stands at each place of the header; `None` at the places of unknown ones.
fn header_places(
    file: RegionFile,
    number: u32,
    names: &[String],
    columns: &[Column],
    faults: &mut Vec<RowFault>,
) -> Option<Vec<Option<&'static str>>> {
    let mut places: Vec<Option<&'static str>> = Vec::new();
    for name in names {
        let lowered = name.to_lowercase();
        let known = columns.iter().map(|column| column.name).find(|known| *known == lowered);
        if known.is_none() {
            faults.push(fault(file, number, name, RowFaultCode::UnknownColumn, name));
        } else if places.contains(&known) {
            faults.push(fault(file, number, name, RowFaultCode::DuplicateColumn, name));
        }
        places.push(known);
    }
    let missing = columns.iter().filter(|column| column.required && !places.contains(&Some(column.name)));
    let before = faults.len();
    for column in missing {
        faults.push(fault(file, number, column.name, RowFaultCode::MissingColumn, ""));
    }
    (faults.len() == before).then_some(places)
}
