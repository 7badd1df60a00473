//! How often the best proposal for a call is the incident it is about, over streams of calls whose truth is written
//! beside them.

use kentongan_rules::region::Region;
use kentongan_rules::same::similar;
use kentongan_rules::same::stream::{StreamCall, asked};
use serde::Serialize;

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

/// Each call in the order of its stream against the incidents of the calls before it.
pub fn judge(region: &Region, rows: &[StreamCall]) -> Vec<Judged> {
    let judged = asked(region, rows).into_iter().map(|one| {
        let found = one.incidents.map(|incidents| similar(region, &one.heard, &incidents).same);
        let proposed = found.and_then(|same| same.into_iter().next()).map(|best| best.of);
        Judged { stream: one.stream, call: one.call, truth: one.truth, proposed }
    });
    judged.collect()
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
    use kentongan_rules::same::stream::rows;

    /// The streams the points were fitted to, of six writers: what is measured here is that nothing has been lost since.
    #[test]
    fn calls_of_the_written_streams_find_their_incidents() {
        let region = Region::sidoarjo().unwrap();
        let streams = [
            (include_str!("../../../../tests/narratives/streams.csv"), 400, 140, 0.91),
            (include_str!("../../../../tests/narratives/streams2.csv"), 330, 140, 0.87),
            (include_str!("../../../../tests/narratives/streams3.csv"), 260, 88, 0.80),
            (include_str!("../../../../tests/narratives/streams4.csv"), 320, 110, 0.87),
            (include_str!("../../../../tests/narratives/streams5.csv"), 270, 80, 0.79),
            (include_str!("../../../../tests/narratives/streams6.csv"), 260, 60, 0.80),
            (include_str!("../../../../tests/narratives/streams7.csv"), 290, 80, 0.89),
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
