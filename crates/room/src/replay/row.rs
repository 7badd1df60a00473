use super::CallReport;
use kentongan_rules::call::NoCase;
use kentongan_rules::region::Severity;
use serde::Deserialize;
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
    pub column: String,
    pub value: String,
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

/// Reads the columns of a shift. Nothing is replayed of a file with a broken line.
///
/// # Errors
/// Every line that does not hold.
pub fn read(text: &str) -> Result<Vec<Row>, Vec<RowProblem>> {
    let mut problems = Vec::new();
    let mut rows: Vec<Row> = Vec::new();
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    for (index, cells) in reader.deserialize::<Cells>().enumerate() {
        let parsed = cells
            .map_err(|why| RowProblem {
                line: why.position().map_or(index as u64 + 2, csv::Position::line),
                column: String::new(),
                value: why.to_string(),
            })
            .and_then(|cells| row(cells, index as u64 + 2, &rows));
        match parsed {
            Ok(row) => rows.push(row),
            Err(problem) => problems.push(problem),
        }
    }
    if problems.is_empty() { Ok(rows) } else { Err(problems) }
}

fn row(cells: Cells, line: u64, before: &[Row]) -> Result<Row, RowProblem> {
    let wrong =
        |column: &str, value: &str| RowProblem { line, column: column.to_owned(), value: value.to_owned() };
    let minute_offset =
        cells.minute_offset.parse().map_err(|_| wrong("minute_offset", &cells.minute_offset))?;
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

    #[test]
    fn a_broken_line_is_named_and_nothing_is_replayed() {
        let text = format!(
            "{HEAD}1,2,0812-0000-0001,api,Krian,Krian,,KBR-BGN,emergency,DAMKAR,,kritis,,\n2,x,,,,,,,,,,,,\n3,4\n"
        );
        let problems = read(&text).unwrap_err();
        assert_eq!(problems.iter().map(|p| p.line).collect::<Vec<_>>(), [3, 4]);
        assert_eq!(problems[0].column, "minute_offset");
    }

    #[test]
    fn wrong_columns_are_said() {
        assert!(read("a,b\n1,2\n").is_err());
    }

    #[test]
    fn a_duplicate_of_nothing_is_said() {
        let text = format!("{HEAD}1,2,,api,Krian,,,KBR-BGN,emergency,DAMKAR,,kritis,9,\n");
        assert_eq!(read(&text).unwrap_err()[0].column, "duplicate_of");
    }
}
