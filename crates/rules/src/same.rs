//! Is this call about that ticket? Told from kind, place, landmark, time, caller and the words of both.
//!
//! Every sign for or against has points; what they come to is compared with a threshold, and whatever spoke for it is
//! told with it, so that a person can judge the proposal. Nothing here attaches anything.

mod around;
mod compare;
pub mod fitting;
mod kind;
mod lexicon;
mod place;
mod reading;
mod sign;
mod spot;
pub mod stream;

pub use around::{Around, Nearness};
pub(crate) use lexicon::is_plain;

use crate::region::{CategoryCode, DistrictCode, Region, VillageCode};
use crate::time::{At, Span};
use compare::{Pool, are_related, compare, denies};
use place::scene;
use reading::{Reading, names, read};
use serde::{Deserialize, Serialize};
use sign::Sign;
use ts_rs::TS;

/// Most proposals of each sort.
pub const MOST: usize = 3;
/// Points from which a call is taken to be about the same incident.
pub const THRESHOLD: i32 = 50;

/// Calls this near in time come from the same sight.
const BURST: Span = Span::minutes(15);

/// What is known of one call. Texts are as typed; empty where nothing is known or may be read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heard {
    pub called_at: At,
    /// `None` while it is not known, and of a call that is no case of its own.
    pub category: Option<CategoryCode>,
    pub district: Option<DistrictCode>,
    pub village: Option<VillageCode>,
    pub landmark: String,
    pub narrative: String,
    /// Whoever calls, by a key that is one for every shape of the number.
    pub caller: Option<String>,
}

/// What spoke for a proposal, for the screen to put into words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "why", rename_all = "snake_case")]
pub enum Reason {
    SameCaller,
    /// The caller speaks of an earlier call.
    SaysAgain,
    SameVillage,
    /// Centroids at most 3 km apart.
    NearVillage,
    SameDistrict,
    /// Fire or smoke told of from where it can be seen.
    SeenFromAfar,
    SameLandmark {
        words: String,
    },
    /// RT, RW, kilometre or house number.
    SameNumber {
        words: String,
    },
    SameKind,
    KindredKind,
    /// A call of another kind that speaks of it: somebody hurt in a fire.
    SpokenOf,
    SameWords {
        words: Vec<String>,
    },
}

/// A proposal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness<T> {
    pub of: T,
    /// Points above nothing, at most 100.
    pub strength: u8,
    /// What spoke for it most first.
    pub reasons: Vec<Reason>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Similar<T> {
    /// At most [`MOST`], best first.
    pub same: Vec<Likeness<T>>,
    /// Incidents of the same kind and hour elsewhere: linked, never merged.
    pub related: Vec<Likeness<T>>,
}

/// The incidents that `call` may be about. Each is given by a name for it and its calls, the first one first.
pub fn similar<T: Clone>(region: &Region, call: &Heard, incidents: &[(T, Vec<Heard>)]) -> Similar<T> {
    let mut found = Similar { same: Vec::new(), related: Vec::new() };
    let mut same: Vec<(i32, Likeness<T>)> = Vec::new();
    let mut related: Vec<(i32, Likeness<T>)> = Vec::new();
    for ((of, calls), judged) in incidents.iter().zip(judged(region, call, incidents)) {
        let best = judged.into_iter().map(|signs| (sign::points(&signs), signs)).max_by_key(|best| best.0);
        let Some((points, signs)) = best else { continue };
        let likeness = || Likeness {
            of: of.clone(),
            strength: u8::try_from(points.clamp(0, 100)).unwrap_or(100),
            reasons: sign::reasons(&signs),
        };
        if points >= THRESHOLD {
            same.push((points, likeness()));
        } else if calls.iter().any(|heard| are_related(region, call, heard)) {
            related.push((points, likeness()));
        }
    }
    for (into, mut from) in [(&mut found.same, same), (&mut found.related, related)] {
        from.sort_by_key(|(points, _)| std::cmp::Reverse(*points));
        into.extend(from.into_iter().take(MOST).map(|(_, likeness)| likeness));
    }
    found
}

/// By incident, the signs of each of its calls that is not out of the question.
fn judged<T>(region: &Region, call: &Heard, incidents: &[(T, Vec<Heard>)]) -> Vec<Vec<Vec<Sign>>> {
    let names = names(region);
    let placed = |mut heard: Heard| {
        let reading = read(region, &heard, &names);
        heard.village = scene(region, &heard, &reading).map(|village| village.code.clone());
        (heard, reading)
    };
    let (call, mine) = placed(call.clone());
    let incidents: Vec<(Vec<Heard>, Vec<Reading>)> = incidents
        .iter()
        .map(|(_, calls)| of_one_place(filled(calls).into_iter().map(placed).unzip()))
        .collect();
    let pool = Pool::of(incidents.iter().map(|(_, readings)| readings));
    let of_one = |(calls, readings): &(Vec<Heard>, Vec<Reading>)| {
        // One call of it that is said not to be this one is all of it, and so is one by the same number.
        let denied = readings.iter().any(|reading| denies(&mine, reading) || denies(reading, &mine));
        let is_caller = call.caller.is_some() && calls.iter().any(|heard| heard.caller == call.caller);
        let gaps = calls.iter().map(|heard| Span((call.called_at - heard.called_at).0.abs()));
        let of_all = [
            (gaps.filter(|gap| *gap <= BURST).count() > 1, Sign::Burst),
            (denied, Sign::NotThere),
            (calls.len() > 1, Sign::SeveralCalls),
            (calls.len() > 3, Sign::ManyCalls),
            (calls.len() > 2 && call.category.is_none(), Sign::AsksOfMany),
        ];
        let of_all = of_all.into_iter().filter_map(|(is_so, sign)| is_so.then_some(sign));
        let Some(first) = calls.first() else { return Vec::new() };
        let mut judged: Vec<Vec<Sign>> = calls
            .iter()
            .zip(readings)
            .filter_map(|other| compare(region, (&call, &mine), other, first, is_caller, &pool))
            .map(|signs| signs.into_iter().chain(of_all.clone()).collect())
            .collect();
        // A call that gives no number does not hide that another of it gives one that is not this.
        let has = |signs: &[Sign], is: fn(&Sign) -> bool| signs.iter().any(is);
        let is_other = |sign: &Sign| *sign == Sign::OtherLabel;
        let is_same = |sign: &Sign| matches!(sign, Sign::SameLabel(_));
        if judged.iter().any(|signs| has(signs, is_other)) && !judged.iter().any(|signs| has(signs, is_same))
        {
            let silent = judged.iter_mut().filter(|signs| !has(signs, is_other));
            silent.for_each(|signs| signs.push(Sign::OtherLabelOfAnother));
        }
        judged
    };
    incidents.iter().map(of_one).collect()
}

/// A call that did not say where lies where the first does that did, as far as its district allows.
fn of_one_place((mut calls, readings): (Vec<Heard>, Vec<Reading>)) -> (Vec<Heard>, Vec<Reading>) {
    let known = calls.iter().find(|heard| heard.village.is_some()).cloned();
    if let Some(known) = known {
        let vague = calls.iter_mut().filter(|heard| {
            heard.village.is_none() && (heard.district.is_none() || heard.district == known.district)
        });
        for heard in vague {
            heard.district.clone_from(&known.district);
            heard.village.clone_from(&known.village);
        }
    }
    (calls, readings)
}

/// Calls that ask after an incident, with what they left open taken from its first.
fn filled(calls: &[Heard]) -> Vec<Heard> {
    let Some(first) = calls.first() else { return Vec::new() };
    let fill = |heard: &Heard| {
        let mut heard = heard.clone();
        if heard.category.is_none() {
            heard.category.clone_from(&first.category);
            if heard.village.is_none() {
                heard.district.clone_from(&first.district);
                heard.village.clone_from(&first.village);
            }
            if heard.landmark.is_empty() {
                heard.landmark.clone_from(&first.landmark);
            }
        }
        heard
    };
    calls.iter().map(fill).collect()
}

#[cfg(test)]
mod tests;
