//! How well narratives are read whose right answer is known.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{PlaceReading, Reading};
use crate::region::gazetteer::normalize;

/// A narrative and what a careful colleague would make of it. Names and codes are as in the region's files; an
/// empty text is nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    pub narrative: String,
    pub category: String,
    /// Further codes that are right too.
    pub acceptable: Vec<String>,
    pub district: String,
    pub village: String,
    pub landmark: String,
}

/// What a reading made of a village.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum VillageVerdict {
    Right,
    /// Another village than the one meant, or one where none was certain.
    Wrong,
    /// None was certain, and none was chosen.
    RightlyOpen,
    /// It was said, and none was chosen.
    LeftOpen,
}

/// A reading held against what was expected.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The right category's place among those proposed, from 0.
    pub rank: Option<usize>,
    pub village: VillageVerdict,
    pub district: bool,
    pub landmark: bool,
}

/// Judges one reading.
#[must_use]
pub fn judge(reading: &Reading, expected: &Expected) -> Verdict {
    let right =
        |code: &str| code == expected.category || expected.acceptable.iter().any(|other| other == code);
    let rank = reading.categories.iter().position(|category| right(category.code.as_str()));
    let same = |one: &str, other: &str| normalize(one) == normalize(other);
    let (village, district) = match &reading.place {
        PlaceReading::Chosen { hit, .. } => {
            (hit.village.as_ref().map(|_| hit.name.as_str()), hit.district_name.as_str())
        }
        PlaceReading::Open { candidates, district: Some(code), .. } => {
            let within = candidates.iter().find(|hit| hit.district == *code);
            (None, within.map_or("", |hit| hit.district_name.as_str()))
        }
        PlaceReading::Open { .. } | PlaceReading::Unsaid => (None, ""),
    };
    let district = same(district, &expected.district);
    let village = match village {
        Some(name) if same(name, &expected.village) && district => VillageVerdict::Right,
        Some(_) => VillageVerdict::Wrong,
        None if expected.village.is_empty() => VillageVerdict::RightlyOpen,
        None => VillageVerdict::LeftOpen,
    };
    let landmark = match (&reading.landmark, expected.landmark.as_str()) {
        (None, "") => true,
        (Some(found), wanted) if !wanted.is_empty() => overlap(found, wanted),
        _ => false,
    };
    Verdict { rank, village, district, landmark }
}

/// At least half of the words of both are the other's: people draw the end of a landmark differently.
fn overlap(one: &str, other: &str) -> bool {
    let words = |text: &str| text.split_whitespace().map(normalize).collect::<Vec<_>>();
    let (one, other) = (words(one), words(other));
    let shared = one.iter().filter(|word| other.contains(word)).count();
    shared * 2 >= one.len() && shared * 2 >= other.len()
}

/// What became of many narratives, as one JSON object.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Tally {
    pub category: CategoryTally,
    pub village: VillageTally,
    pub district: Shares,
    pub landmark: LandmarkTally,
    /// What was taken for what, most frequent first.
    pub confusions: Vec<Confusion>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct CategoryTally {
    pub rows: u32,
    /// Shares of the rows, from 0 to 1.
    pub top_1: f64,
    pub top_3: f64,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct VillageTally {
    /// Rows in which a village was said for certain.
    pub said: u32,
    pub right: u32,
    /// Of all rows: another village chosen, or one where none was certain.
    pub wrong: u32,
    pub left_open: u32,
    pub rightly_open: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Shares {
    /// Rows in which it was said.
    pub said: u32,
    /// Right among those.
    pub right: u32,
    /// Rows in which it was not said and yet chosen.
    pub invented: u32,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct LandmarkTally {
    pub said: u32,
    /// At least half of its words were found.
    pub right: u32,
    pub invented: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Confusion {
    /// The category that was right.
    pub from: String,
    /// The one proposed first; empty when none was.
    pub to: String,
    pub count: u32,
}

/// Adds verdicts up.
#[derive(Debug, Default)]
pub struct Count {
    tally: Tally,
    first: u32,
    among: u32,
    confusions: BTreeMap<(String, String), u32>,
}

impl Count {
    pub fn add(&mut self, reading: &Reading, expected: &Expected, verdict: &Verdict) {
        let tally = &mut self.tally;
        tally.category.rows += 1;
        self.first += u32::from(verdict.rank == Some(0));
        self.among += u32::from(verdict.rank.is_some());
        if verdict.rank != Some(0) {
            let to = reading.categories.first().map_or("", |first| first.code.as_str());
            *self.confusions.entry((expected.category.clone(), to.to_owned())).or_default() += 1;
        }
        tally.village.said += u32::from(!expected.village.is_empty());
        match verdict.village {
            VillageVerdict::Right => tally.village.right += 1,
            VillageVerdict::Wrong => tally.village.wrong += 1,
            VillageVerdict::LeftOpen => tally.village.left_open += 1,
            VillageVerdict::RightlyOpen => tally.village.rightly_open += 1,
        }
        let said = !expected.district.is_empty();
        tally.district.said += u32::from(said);
        tally.district.right += u32::from(said && verdict.district);
        tally.district.invented += u32::from(!said && !verdict.district);
        let said = !expected.landmark.is_empty();
        tally.landmark.said += u32::from(said);
        tally.landmark.right += u32::from(said && verdict.landmark);
        tally.landmark.invented += u32::from(!said && !verdict.landmark);
    }

    #[must_use]
    pub fn tally(self) -> Tally {
        let mut tally = self.tally;
        let share = |count: u32| {
            let share = f64::from(count) / f64::from(tally.category.rows.max(1));
            (share * 10_000.0).round() / 10_000.0
        };
        let (top_1, top_3) = (share(self.first), share(self.among));
        (tally.category.top_1, tally.category.top_3) = (top_1, top_3);
        tally.confusions =
            self.confusions.into_iter().map(|((from, to), count)| Confusion { from, to, count }).collect();
        tally.confusions.sort_by_key(|confusion| std::cmp::Reverse(confusion.count));
        tally
    }
}
