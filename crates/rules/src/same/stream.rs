//! Streams of calls whose truth is written beside them: what a room would have asked of each, and what was right.

use super::{Around, Heard};
use crate::region::gazetteer::{district_named, village_named};
use crate::region::{CategoryCode, Region};
use crate::text::digits;
use crate::time::{At, Span};
use serde::Deserialize;
use std::collections::HashMap;

/// A row of a file of streams. `same_incident_as` is the id of an earlier call of its stream, or empty.
#[derive(Clone, Debug, Deserialize)]
pub struct StreamCall {
    pub stream_id: String,
    pub call_id: String,
    pub minute_offset: i64,
    #[serde(default)]
    pub caller_phone: String,
    pub narrative: String,
    pub category_code: String,
    #[serde(default)]
    pub district: String,
    #[serde(default)]
    pub village: String,
    #[serde(default)]
    pub landmark: String,
    #[serde(default)]
    pub same_incident_as: String,
}

/// The rows of a file with the columns of [`StreamCall`], further ones ignored.
///
/// # Errors
/// A line that does not hold them.
pub fn rows(text: &str) -> Result<Vec<StreamCall>, csv::Error> {
    csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes()).deserialize().collect()
}

/// One call in the order of its stream.
#[derive(Clone, Debug)]
pub struct Asked {
    pub stream: String,
    pub call: String,
    /// The first call of the incident it is about.
    pub truth: Option<String>,
    pub heard: Heard,
    /// By their first calls, the incidents before it that the room would read: told by kind, time and place of their
    /// calls, or by the number. `None` where nobody asks.
    pub incidents: Option<Vec<(String, Vec<Heard>)>>,
}

/// What a row's category is to the question.
enum Sort {
    Case(CategoryCode),
    /// A question, often about a case that exists; no case of its own.
    Question,
    /// A prank, a silent call, a wrong number: nobody asks what it is like.
    Nothing,
}

fn sort(code: &str) -> Sort {
    match code {
        "TDK-LUR" => Sort::Case(code.into()),
        code if code.is_empty() || code.starts_with("INFO-") => Sort::Question,
        code if code.starts_with("TDK-") => Sort::Nothing,
        code => Sort::Case(code.into()),
    }
}

/// Each call with the incidents before it; earlier calls are attached as the truth says.
pub fn asked(region: &Region, rows: &[StreamCall]) -> Vec<Asked> {
    let mut streams: HashMap<&str, Vec<(String, Vec<Heard>)>> = HashMap::new();
    // The first call of the incident of each call.
    let mut firsts: HashMap<(&str, &str), String> = HashMap::new();
    let mut found = Vec::with_capacity(rows.len());
    for row in rows {
        let stream = row.stream_id.as_str();
        let before = streams.entry(stream).or_default();
        let truth = Some(row.same_incident_as.as_str()).filter(|call| !call.is_empty());
        let truth = truth.map(|call| firsts.get(&(stream, call)).cloned().unwrap_or_else(|| call.to_owned()));
        let (category, asks) = match sort(&row.category_code) {
            Sort::Case(code) => (Some(code), true),
            Sort::Question => (None, true),
            Sort::Nothing => (None, false),
        };
        let is_case = category.is_some();
        let heard = heard(region, row, category);
        let incidents = asks.then(|| in_question(region, &heard, before));
        match &truth {
            Some(first) => {
                if let Some((_, calls)) = before.iter_mut().find(|(of, _)| of == first) {
                    calls.push(heard.clone());
                }
            }
            None if is_case => before.push((row.call_id.clone(), vec![heard.clone()])),
            None => {}
        }
        firsts.insert((stream, row.call_id.as_str()), truth.clone().unwrap_or_else(|| row.call_id.clone()));
        found.push(Asked { stream: stream.to_owned(), call: row.call_id.clone(), truth, heard, incidents });
    }
    found
}

fn heard(region: &Region, row: &StreamCall, category: Option<CategoryCode>) -> Heard {
    let district = district_named(region, &row.district).map(|district| district.code.clone());
    let village = district.as_ref().and_then(|district| village_named(region, district, &row.village));
    Heard {
        called_at: At(0) + Span::minutes(row.minute_offset),
        category,
        village: village.map(|village| village.code.clone()),
        district,
        landmark: row.landmark.clone(),
        narrative: row.narrative.clone(),
        caller: digits(&row.caller_phone),
    }
}

fn in_question(
    region: &Region,
    call: &Heard,
    incidents: &[(String, Vec<Heard>)],
) -> Vec<(String, Vec<Heard>)> {
    let around = Around::of(region, call);
    let could_be = |heard: &Heard| {
        let place = heard.category.as_ref().and_then(|category| {
            around.place(category, heard.called_at, heard.district.as_ref(), heard.village.as_ref())
        });
        place.is_some() || call.caller.is_some() && heard.caller == call.caller
    };
    incidents.iter().filter(|(_, calls)| calls.iter().any(could_be)).cloned().collect()
}
