use super::CallReport;
use kentongan_rules::call::NoCase;
use kentongan_rules::region::{CategoryCode, Region, Severity};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// One call of a shift.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub id: String,
    pub minute_offset: i64,
    pub telephone: String,
    pub narrative: String,
    pub district: String,
    pub village: String,
    pub landmark: String,
    pub category: String,
    pub kind: CallKind,
    pub lead: String,
    pub supports: BTreeSet<String>,
    pub severity: Option<Severity>,
    pub duplicate_of: Option<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CallKind {
    Emergency,
    Medical,
    Complaint,
    Silent,
    Prank,
    Wrong,
    Info,
    Test,
}

/// Why a file cannot be replayed: the line, counted from 1 with its head, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowProblem {
    pub line: u64,
    pub code: RowProblemCode,
    pub column: String,
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RowProblemCode {
    MissingColumn,
    /// A quote that does not close, or another number of fields than the head has.
    BrokenLine,
    /// What stands there cannot be.
    WrongCell,
    UnknownCategory,
    /// A call that opens a ticket, and no word about where.
    NoPlace,
}

#[derive(Deserialize)]
struct Cells {
    id: String,
    minute_offset: String,
    caller_phone: String,
    narrative: String,
    kecamatan: String,
    desa: String,
    landmark: String,
    category_code: String,
    call_kind: String,
    lead: String,
    supports: String,
    severity: String,
    duplicate_of: String,
}

/// Category of a call that is about a report which exists.
const FOLLOW_UP: &str = "INFO-SUS";

const COLUMNS: [&str; 13] = [
    "id",
    "minute_offset",
    "caller_phone",
    "narrative",
    "kecamatan",
    "desa",
    "landmark",
    "category_code",
    "call_kind",
    "lead",
    "supports",
    "severity",
    "duplicate_of",
];

/// Longest shift taken, in minutes: a month.
const LONGEST: i64 = 31 * 24 * 60;

/// Reads the columns of a shift for a room of `region`. Nothing is replayed of a file with a broken line.
///
/// # Errors
/// Every line that does not hold, or every column that is not there.
pub fn read(text: &str, region: &Region) -> Result<Vec<Row>, Vec<RowProblem>> {
    let mut problems = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    let problem =
        |line, code, column: &str, value: String| RowProblem { line, code, column: column.to_owned(), value };
    for column in COLUMNS.iter().filter(|column| head.iter().filter(|name| name == *column).count() != 1) {
        problems.push(problem(1, RowProblemCode::MissingColumn, column, String::new()));
    }
    if !problems.is_empty() {
        return Err(problems);
    }
    let mut record = csv::StringRecord::new();
    loop {
        let line = reader.position().line();
        let read = reader.read_record(&mut record);
        if matches!(read, Ok(false)) {
            break;
        }
        // Blank lines before it are not the record's.
        let line = record.position().map_or(line, csv::Position::line);
        let parsed = match read.and_then(|_| record.deserialize::<Cells>(Some(&head))) {
            Ok(cells) => row(cells, line, &rows).and_then(|row| on_the_map(row, line, region)),
            Err(why) => {
                let fields = match why.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!("{len}/{expected_len}")
                    }
                    _ => why.to_string(),
                };
                Err(problem(line, RowProblemCode::BrokenLine, "", fields))
            }
        };
        match parsed {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn row(cells: Cells, line: u64, before: &[Row]) -> Result<Row, RowProblem> {
    let wrong = |column: &str, value: &str| RowProblem {
        line,
        code: RowProblemCode::WrongCell,
        column: column.to_owned(),
        value: value.to_owned(),
    };
    let minute = cells.minute_offset.parse().ok().filter(|minute| (0..=LONGEST).contains(minute));
    let minute_offset = minute.ok_or_else(|| wrong("minute_offset", &cells.minute_offset))?;
    let kind = serde_json::from_value(serde_json::Value::String(cells.call_kind.clone()))
        .map_err(|_| wrong("call_kind", &cells.call_kind))?;
    let severity = match cells.severity.as_str() {
        "" | "tidak-ada" => None,
        "rendah" => Some(Severity::Low),
        "sedang" => Some(Severity::Medium),
        "tinggi" => Some(Severity::High),
        "kritis" => Some(Severity::Critical),
        other => return Err(wrong("severity", other)),
    };
    if cells.id.is_empty() || before.iter().any(|r| r.id == cells.id) {
        return Err(wrong("id", &cells.id));
    }
    let duplicate_of = (!cells.duplicate_of.is_empty()).then_some(cells.duplicate_of);
    if let Some(id) = &duplicate_of
        && !before.iter().any(|r| r.id == *id)
    {
        return Err(wrong("duplicate_of", id));
    }
    Ok(Row {
        id: cells.id,
        minute_offset,
        telephone: cells.caller_phone,
        narrative: cells.narrative,
        district: cells.kecamatan,
        village: cells.desa,
        landmark: cells.landmark,
        category: cells.category_code,
        kind,
        lead: cells.lead,
        supports: cells
            .supports
            .split(';')
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect(),
        severity,
        duplicate_of,
    })
}

/// What opens a ticket is of a category that the region has, and somewhere.
fn on_the_map(row: Row, line: u64, region: &Region) -> Result<Row, RowProblem> {
    if row.no_case().is_some() || row.is_about_another() {
        return Ok(row);
    }
    let known = region.category(&CategoryCode::from(row.category.as_str())).is_some_and(|c| c.active);
    let (code, column, value) = if !known {
        (RowProblemCode::UnknownCategory, "category_code", row.category)
    } else if row.district.is_empty() && row.village.is_empty() && row.landmark.is_empty() {
        (RowProblemCode::NoPlace, "kecamatan", String::new())
    } else {
        return Ok(row);
    };
    Err(RowProblem { line, code, column: column.to_owned(), value })
}

impl Row {
    pub fn number(&self) -> Option<String> {
        (!self.telephone.is_empty()).then(|| self.telephone.clone())
    }

    /// About a report that exists: a follow-up, no ticket of its own.
    pub fn is_about_another(&self) -> bool {
        self.category == FOLLOW_UP && self.duplicate_of.is_some()
    }

    /// The outcome of a call that opens no ticket.
    pub fn no_case(&self) -> Option<NoCase> {
        match self.kind {
            CallKind::Silent => Some(NoCase::Silent),
            CallKind::Prank => Some(NoCase::Prank),
            CallKind::Wrong => Some(NoCase::WrongNumber),
            CallKind::Test => Some(NoCase::Test),
            CallKind::Info if !self.is_about_another() => Some(NoCase::Info),
            CallKind::Info | CallKind::Emergency | CallKind::Medical | CallKind::Complaint => None,
        }
    }

    pub(super) fn unanswered(&self) -> CallReport {
        CallReport {
            id: self.id.clone(),
            number: None,
            outcome: self.no_case().map(|o| super::name(&o)).unwrap_or_default(),
            lead: None,
            supports: BTreeSet::new(),
            expected_lead: (!self.lead.is_empty()).then(|| self.lead.clone()),
            expected_supports: self.supports.clone(),
            agrees: None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "id,minute_offset,caller_phone,narrative,kecamatan,desa,landmark,category_code,call_kind,\
                        lead,supports,severity,duplicate_of,what_it_tests\n";

    fn region() -> Region {
        Region::sidoarjo().unwrap()
    }

    #[test]
    fn a_broken_line_is_named_and_nothing_is_replayed() {
        let text = format!(
            "{HEAD}1,2,0812-0000-0001,\"api,\nbesar\",Krian,Krian,,KBR-BGN,emergency,DAMKAR,,kritis,,\n\
             2,x,,,,,,,,,,,,\n3,4\n4,-1,,,,,,,silent,,,,,\n5,9999999,,,,,,,silent,,,,,\n"
        );
        let problems = read(&text, &region()).unwrap_err();
        let found: Vec<_> = problems.iter().map(|p| (p.line, p.column.as_str(), p.code)).collect();
        let (wrong, broken) = (RowProblemCode::WrongCell, RowProblemCode::BrokenLine);
        let minute = "minute_offset";
        assert_eq!(found, [(4, minute, wrong), (5, "", broken), (6, minute, wrong), (7, minute, wrong)]);
        assert_eq!(problems[1].value, "2/14");
    }

    #[test]
    fn wrong_columns_are_said() {
        for text in ["a,b\n1,2\n", ""] {
            let problems = read(text, &region()).unwrap_err();
            assert_eq!(problems.len(), COLUMNS.len());
            assert!(problems.iter().all(|p| p.line == 1 && p.code == RowProblemCode::MissingColumn));
        }
        let twice = HEAD.replace("what_it_tests", "id");
        assert_eq!(read(&twice, &region()).unwrap_err()[0].column, "id");
    }

    #[test]
    fn a_duplicate_of_nothing_is_said() {
        let text = format!("{HEAD}1,2,,api,Krian,,,KBR-BGN,emergency,DAMKAR,,kritis,9,\n");
        assert_eq!(read(&text, &region()).unwrap_err()[0].column, "duplicate_of");
    }

    #[test]
    fn a_ticket_needs_a_known_category_and_a_place_and_other_calls_do_not() {
        let text = format!(
            "{HEAD}1,2,,api,Krian,,,XXX-YYY,emergency,,,kritis,,\n2,3,,api,,,,KBR-BGN,emergency,,,kritis,,\n\
             3,4,,sunyi,,,,TDK-XXX,silent,,,,,\n4,5,,api,,,di mana saja,KBR-BGN,emergency,,,kritis,,\n"
        );
        let problems = read(&text, &region()).unwrap_err();
        let found: Vec<_> = problems.iter().map(|p| (p.line, p.code)).collect();
        assert_eq!(found, [(2, RowProblemCode::UnknownCategory), (3, RowProblemCode::NoPlace)]);
    }
}
