//! How well narratives are read, and calls about one incident found: a CSV whose right answers are known, measured as one
//! JSON object.

pub mod sameness;

use std::collections::BTreeMap;
use std::time::Instant;

use kentongan_rules::reading::measure::{Count, Expected, Tally, Verdict, VillageVerdict, judge};
use kentongan_rules::reading::{Reader, Reading};
use kentongan_rules::region::{CategoryCode, OUTCOMES, Region};
use kentongan_rules::same::stream::{self, StreamCall};
use sameness::SameIncident;
use serde::Serialize;

const COLUMNS: [&str; 5] = ["narrative", "category_code", "district", "village", "landmark"];

/// What stops a file from being measured.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Refusal {
    pub line: u64,
    pub code: RefusalCode,
    /// The column that is missing, or the fields found and expected.
    pub value: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum RefusalCode {
    MissingColumn,
    BrokenLine,
    /// No row below the header.
    NoRows,
}

#[derive(Debug, Serialize)]
pub struct Report {
    #[serde(flatten)]
    pub tally: Tally,
    /// Codes that neither the region nor the outcomes of a call know, and in how many rows: those count as missed.
    pub unknown_codes: BTreeMap<String, u32>,
    /// Where the file is of streams of calls.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub same_incident: Option<SameIncident>,
    /// Longest reading, in milliseconds of this machine.
    pub slowest_ms: f64,
    /// The misses, where they were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rows: Option<Vec<Miss>>,
}

/// A row in which something was not as expected, with what was read and the words that spoke.
#[derive(Debug, Serialize)]
pub struct Miss {
    pub line: u64,
    pub narrative: String,
    pub category_code: String,
    pub acceptable_codes: Vec<String>,
    pub district: String,
    pub village: String,
    pub landmark: String,
    /// From 0; null when the right category is not among those proposed.
    pub rank: Option<usize>,
    pub reading: Reading,
}

/// Rows of a file, with the lines they begin at, and the calls of its streams where it has any.
#[derive(Debug, Default)]
pub struct Rows {
    narratives: Vec<(u64, Expected)>,
    calls: Vec<StreamCall>,
}

/// Reads the columns of a file; others are passed over. With the columns of [`StreamCall`] it is one of streams.
///
/// # Errors
/// Every column that is missing or stands twice, or every line that is broken.
pub fn read(text: &str) -> Result<Rows, Vec<Refusal>> {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut reader = csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes());
    let head = reader.headers().cloned().unwrap_or_default();
    let mut refusals = Vec::new();
    for column in COLUMNS.iter().filter(|column| head.iter().filter(|name| name == *column).count() != 1) {
        refusals.push(Refusal { line: 1, code: RefusalCode::MissingColumn, value: (*column).to_owned() });
    }
    if !refusals.is_empty() {
        return Err(refusals);
    }
    let place = |column: &str| head.iter().position(|name| name == column);
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = match record {
            Ok(record) => record,
            Err(why) => {
                let line = why.position().map_or(0, csv::Position::line);
                let value = match why.kind() {
                    csv::ErrorKind::UnequalLengths { expected_len, len, .. } => {
                        format!("{len}/{expected_len}")
                    }
                    _ => why.to_string(),
                };
                refusals.push(Refusal { line, code: RefusalCode::BrokenLine, value });
                continue;
            }
        };
        let cell = |column: &str| place(column).and_then(|at| record.get(at)).unwrap_or_default().to_owned();
        let acceptable = cell("acceptable_codes");
        let acceptable = acceptable.split([';', '|']).map(str::trim).filter(|code| !code.is_empty());
        let expected = Expected {
            narrative: cell("narrative"),
            category: cell("category_code"),
            acceptable: acceptable.map(str::to_owned).collect(),
            district: cell("district"),
            village: cell("village"),
            landmark: cell("landmark"),
        };
        rows.push((record.position().map_or(0, csv::Position::line), expected));
    }
    if refusals.is_empty() && rows.is_empty() {
        refusals.push(Refusal { line: 1, code: RefusalCode::NoRows, value: String::new() });
    }
    let is_of_streams = ["stream_id", "call_id", "same_incident_as"].iter().all(|it| place(it).is_some());
    let calls = if is_of_streams && refusals.is_empty() { stream::rows(text) } else { Ok(Vec::new()) };
    match calls {
        Ok(calls) if refusals.is_empty() => Ok(Rows { narratives: rows, calls }),
        Ok(_) => Err(refusals),
        Err(why) => {
            let line = why.position().map_or(0, csv::Position::line);
            Err(vec![Refusal { line, code: RefusalCode::BrokenLine, value: why.to_string() }])
        }
    }
}

/// Reads every narrative by the words of the region; `misses` asks for the rows that were not read as expected.
#[must_use]
pub fn evaluate(region: &Region, rows: Rows, misses: bool) -> Report {
    let reader = Reader::new(region);
    let mut count = Count::default();
    let mut unknown: BTreeMap<String, u32> = BTreeMap::new();
    let mut missed = Vec::new();
    let mut slowest_ms: f64 = 0.0;
    for (line, expected) in rows.narratives {
        let code = expected.category.as_str();
        if !OUTCOMES.contains(&code) && region.category(&CategoryCode::from(code)).is_none() {
            *unknown.entry(code.to_owned()).or_default() += 1;
        }
        let begun = Instant::now();
        let reading = reader.read(&expected.narrative);
        slowest_ms = slowest_ms.max(begun.elapsed().as_secs_f64() * 1_000.0);
        let verdict = judge(&reading, &expected);
        count.add(&reading, &expected, &verdict);
        if misses && is_miss(&verdict) {
            missed.push(miss(line, expected, reading, &verdict));
        }
    }
    let slowest_ms = (slowest_ms * 1_000.0).round() / 1_000.0;
    let judged = sameness::judge(region, &rows.calls);
    let same_incident = (!judged.is_empty()).then(|| sameness::same_incident(&judged));
    let rows = misses.then_some(missed);
    Report { tally: count.tally(), same_incident, unknown_codes: unknown, slowest_ms, rows }
}

fn is_miss(verdict: &Verdict) -> bool {
    let village = matches!(verdict.village, VillageVerdict::Wrong | VillageVerdict::LeftOpen);
    verdict.rank != Some(0) || village || !verdict.district
}

fn miss(line: u64, expected: Expected, reading: Reading, verdict: &Verdict) -> Miss {
    Miss {
        line,
        narrative: expected.narrative,
        category_code: expected.category,
        acceptable_codes: expected.acceptable,
        district: expected.district,
        village: expected.village,
        landmark: expected.landmark,
        rank: verdict.rank,
        reading,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "narrative,category_code,acceptable_codes,district,village,landmark,ambiguous_place\n";

    #[test]
    fn a_file_is_measured_and_its_misses_are_listed() {
        let text = format!(
            "{HEAD}kebakaran rumah ds sepande,KBR-BGN,,Candi,Sepande,,\n\"ular, masuk rumah\",XXX-YYY,PNY-HWN,,,,\n\
             pohon tumbang ds sepande,KAM-BOM,,Candi,Sepande,,\n"
        );
        let report = evaluate(&Region::sidoarjo().unwrap(), read(&text).unwrap(), true);
        assert_eq!(report.tally.category.rows, 3);
        assert!((report.tally.category.top_1 - 0.6667).abs() < 1e-9);
        assert_eq!((report.tally.village.said, report.tally.village.right), (2, 2));
        assert_eq!(report.unknown_codes, BTreeMap::from([("XXX-YYY".to_owned(), 1)]));
        let rows = report.rows.unwrap();
        assert_eq!(rows.iter().map(|row| row.line).collect::<Vec<_>>(), [4]);
        assert_eq!(rows[0].reading.categories[0].code.as_str(), "BNC-PHN");
    }

    #[test]
    fn a_file_of_streams_is_measured_for_calls_about_one_incident_too() {
        let head = "stream_id,call_id,minute_offset,caller_phone,narrative,category_code,district,village,landmark,same_incident_as\n";
        let text = format!(
            "{head}S,1,0,0812-0000-0001,rumah kebakaran api besar,KBR-BGN,Candi,Sepande,dpn balai desa,\n\
             S,2,4,0812-0000-0002,kebakaran rumah dekat balai desa,KBR-BGN,Candi,Sepande,balai desa,1\n"
        );
        let report = evaluate(&Region::sidoarjo().unwrap(), read(&text).unwrap(), false);
        let same = report.same_incident.unwrap();
        assert_eq!((same.calls, same.pairs), (2, 1));
        assert!(same.precision > 0.99 && same.recall > 0.99);
        let wrong = text.replace(",0,0812", ",nol,0812");
        assert_eq!(read(&wrong).unwrap_err()[0].code, RefusalCode::BrokenLine);
    }

    #[test]
    fn what_cannot_be_measured_is_refused_by_line_and_column() {
        let refusals = read("narrative,village\na,b\n").unwrap_err();
        assert_eq!(refusals.len(), 3);
        assert!(refusals.iter().all(|one| one.code == RefusalCode::MissingColumn && one.line == 1));
        let broken = read(&format!("{HEAD}api,KBR-BGN,,,,,\napi,KBR-BGN\n")).unwrap_err();
        let shown: Vec<_> = broken.iter().map(|one| (one.line, one.code, one.value.as_str())).collect();
        assert_eq!(shown, [(3, RefusalCode::BrokenLine, "2/7")]);
        assert_eq!(read(HEAD).unwrap_err()[0].code, RefusalCode::NoRows);
    }
}
