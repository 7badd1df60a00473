//! How often the best proposal for a call is the incident it is about, over streams of calls whose truth is written
//! beside them.

use kentongan_rules::region::gazetteer::{district_named, village_named};
use kentongan_rules::region::{CategoryCode, Region};
use kentongan_rules::same::{Around, Heard, similar};
use kentongan_rules::text::digits;
use kentongan_rules::time::{At, Span};
use serde::{Deserialize, Serialize};
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

/// Only the best proposal counts, though up to three are shown: it must be the very incident the call is about, by
/// whichever of its calls. Precision: of the calls for which something was proposed, the part whose best proposal is
/// right; so a call about another incident and one about none count alike. Recall: of the calls that are about an
/// earlier incident, the part for which it was the best proposal. 1 of nothing.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct SameIncident {
    pub precision: f64,
    pub recall: f64,
    /// Calls looked at.
    pub calls: usize,
    /// Calls that are about an earlier incident.
    pub pairs: usize,
}

/// One call and what was proposed for it: the first calls of incidents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judged {
    pub stream: String,
    pub call: String,
    pub truth: Option<String>,
    pub proposed: Option<String>,
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

/// The rows of a file with the columns of [`StreamCall`], further ones ignored.
///
/// # Errors
/// A line that does not hold them.
pub fn rows(text: &str) -> Result<Vec<StreamCall>, csv::Error> {
    csv::ReaderBuilder::new().trim(csv::Trim::All).from_reader(text.as_bytes()).deserialize().collect()
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

/// The incidents that the room would read for a call: told by kind, time and place of their calls, or by the number.
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

/// Each call in the order of its stream against the incidents of the calls before it.
pub fn judge(region: &Region, rows: &[StreamCall]) -> Vec<Judged> {
    let mut streams: HashMap<&str, Vec<(String, Vec<Heard>)>> = HashMap::new();
    // The first call of the incident of each call.
    let mut firsts: HashMap<(&str, &str), String> = HashMap::new();
    let mut judged = Vec::with_capacity(rows.len());
    for row in rows {
        let stream = row.stream_id.as_str();
        let incidents = streams.entry(stream).or_default();
        let truth = Some(row.same_incident_as.as_str()).filter(|call| !call.is_empty());
        let truth = truth.map(|call| firsts.get(&(stream, call)).cloned().unwrap_or_else(|| call.to_owned()));
        let (category, asks) = match sort(&row.category_code) {
            Sort::Case(code) => (Some(code), true),
            Sort::Question => (None, true),
            Sort::Nothing => (None, false),
        };
        let is_case = category.is_some();
        let mine = heard(region, row, category);
        let proposed = if asks {
            similar(region, &mine, &in_question(region, &mine, incidents))
                .same
                .into_iter()
                .next()
                .map(|best| best.of)
        } else {
            None
        };
        match &truth {
            Some(first) => {
                if let Some((_, calls)) = incidents.iter_mut().find(|(of, _)| of == first) {
                    calls.push(mine);
                }
            }
            None if is_case => incidents.push((row.call_id.clone(), vec![mine])),
            None => {}
        }
        let first = truth.clone().unwrap_or_else(|| row.call_id.clone());
        firsts.insert((stream, row.call_id.as_str()), first);
        judged.push(Judged { stream: stream.to_owned(), call: row.call_id.clone(), truth, proposed });
    }
    judged
}

/// What [`judge`] comes to.
pub fn same_incident(judged: &[Judged]) -> SameIncident {
    let pairs = judged.iter().filter(|one| one.truth.is_some()).count();
    let proposed = judged.iter().filter(|one| one.proposed.is_some()).count();
    let right = judged.iter().filter(|one| one.proposed.is_some() && one.proposed == one.truth).count();
    let part = |of: usize| if of == 0 { 1.0 } else { right as f64 / of as f64 };
    SameIncident { precision: part(proposed), recall: part(pairs), calls: judged.len(), pairs }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The streams the points were fitted to, of two writers: what is measured here is that nothing has been lost since.
    #[test]
    fn calls_of_the_written_streams_find_their_incidents() {
        let region = Region::sidoarjo().unwrap();
        let streams = [
            (include_str!("../../../../tests/narratives/streams.csv"), 400, 140, 0.93),
            (include_str!("../../../../tests/narratives/streams2.csv"), 330, 140, 0.88),
        ];
        for (text, calls, pairs, least) in streams {
            let judged = judge(&region, &rows(text).unwrap());
            let found = same_incident(&judged);
            println!("{}", serde_json::to_string(&found).unwrap());
            for one in judged.iter().filter(|one| one.truth != one.proposed) {
                println!("{} {}: {:?}, proposed {:?}", one.stream, one.call, one.truth, one.proposed);
            }
            assert!(found.calls >= calls && found.pairs >= pairs, "{found:?}");
            assert!(found.precision >= least && found.recall >= least, "{found:?}");
        }
    }

    #[test]
    fn right_wrong_and_missing_are_counted_apart() {
        let one = |truth: Option<&str>, proposed: Option<&str>| Judged {
            stream: "s".into(),
            call: "c".into(),
            truth: truth.map(Into::into),
            proposed: proposed.map(Into::into),
        };
        let judged = [
            one(Some("a"), Some("a")),
            one(Some("a"), Some("b")),
            one(Some("a"), None),
            one(None, Some("b")),
            one(None, None),
        ];
        let found = same_incident(&judged);
        assert_eq!((found.calls, found.pairs), (5, 3));
        assert!((found.precision - 1.0 / 3.0).abs() < 1e-9 && (found.recall - 1.0 / 3.0).abs() < 1e-9);
        let nothing = same_incident(&[]);
        assert_eq!((nothing.precision, nothing.recall), (1.0, 1.0));
    }

    #[test]
    fn a_chain_of_calls_is_one_incident_and_a_question_is_about_one() {
        let text = "stream_id,call_id,minute_offset,caller_phone,narrative,category_code,district,village,landmark,same_incident_as\n\
            s,1,0,0812-0000-0001,pohon tumbang dpn spbu,BNC-PHN,Candi,Sepande,dpn spbu,\n\
            s,2,3,0812-0000-0002,wit ambruk dkt pom bensin,BNC-PHN,Candi,Sepande,dkt pom bensin,1\n\
            s,3,4,,diam,TDK-GST,,,,\n\
            s,4,9,0812-0000-0002,yg tadi lapor pohon kapan datang,INFO-SUS,Candi,Sepande,,2\n";
        let judged = judge(&Region::sidoarjo().unwrap(), &rows(text).unwrap());
        let proposed: Vec<Option<&str>> = judged.iter().map(|one| one.proposed.as_deref()).collect();
        assert_eq!(proposed, [None, Some("1"), None, Some("1")]);
        assert_eq!(judged.last().and_then(|one| one.truth.as_deref()), Some("1"));
    }
}
