//! Is this call about that ticket? Told from kind, place, landmark, time, caller and the words of both.
//!
//! Every sign for or against has points; what they come to is compared with a threshold, and whatever spoke for it is
//! told with it, so that a person can judge the proposal. Nothing here attaches anything.

mod around;
mod compare;
mod kind;
mod lexicon;
mod reading;
mod sign;

pub use around::{Around, Nearness};
pub(crate) use lexicon::is_plain;

use crate::region::{CategoryCode, DistrictCode, Region, VillageCode};
use crate::time::At;
use compare::{Pool, are_related, compare, denies};
use reading::{names, read};
use serde::{Deserialize, Serialize};
use sign::Sign;
use ts_rs::TS;

/// Most proposals of each sort.
pub const MOST: usize = 3;
/// Points from which a call is taken to be about the same incident.
pub const THRESHOLD: i32 = 50;

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
    let names = names(region);
    let mine = read(region, call, &names);
    let read_all: Vec<Vec<_>> = incidents
        .iter()
        .map(|(_, calls)| calls.iter().map(|heard| read(region, heard, &names)).collect())
        .collect();
    let pool = Pool::of(&read_all);
    let mut found = Similar { same: Vec::new(), related: Vec::new() };
    let mut same: Vec<(i32, Likeness<T>)> = Vec::new();
    let mut related: Vec<(i32, Likeness<T>)> = Vec::new();
    for ((of, calls), readings) in incidents.iter().zip(&read_all) {
        // One call of it that is said not to be this one is all of it.
        let denied = readings.iter().any(|reading| denies(&mine, reading) || denies(reading, &mine));
        let judged = calls
            .iter()
            .zip(readings)
            .filter_map(|(heard, reading)| compare(region, (call, &mine), (heard, reading), &pool))
            .map(|signs| signs.into_iter().chain(denied.then_some(Sign::NotThere)).collect::<Vec<_>>())
            .map(|signs| (sign::points(&signs), signs))
            .max_by_key(|(points, _)| *points);
        let Some((points, signs)) = judged else { continue };
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

#[cfg(test)]
mod tests;
