//! What a room made of the list of cues: only its differences, so that a newer list of the product's is not lost under
//! an old copy.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::sync::LazyLock;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::Region;
use super::cue::{Cue, CueKind, seed_cues};
use crate::id::TicketNumber;

/// Which row of the list is meant.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
pub struct CueKey {
    pub kind: CueKind,
    pub phrase: String,
    pub speaks_for: String,
}

/// The room's own word on a row.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum OwnCue {
    /// Read with this weight; a row of the room's own where the list has none.
    Weighs {
        weight: i32,
        /// What it was learnt from; absent where somebody thought of it.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        learnt: Option<Evidence>,
    },
    /// A row of the list that is not read by.
    Off,
    /// A lesson proposed this weight and was turned down: the list stands, and the lesson is not offered again.
    Declined { weight: i32 },
}

/// What a change was learnt from, as it was measured when it was taken.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Evidence {
    /// Tickets it was seen in.
    pub count: u32,
    /// Some of them, newest first; at most [`MOST_EXAMPLES`].
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<TicketNumber>>", optional)]
    pub tickets: Vec<TicketNumber>,
    pub effect: Gain,
}

/// Of so many narratives, those whose category is proposed first: before a change, and after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Gain {
    pub of: u32,
    pub before: u32,
    pub after: u32,
}

/// Most tickets named as examples.
pub const MOST_EXAMPLES: usize = 5;

/// A row and the room's own word on it, as the region keeps it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CueChange {
    pub cue: CueKey,
    pub own: OwnCue,
}

/// One change of one row: what its editor saw, and what is wanted. The other way round, it takes itself back.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CueEdit {
    pub cue: CueKey,
    /// The weight in the list without the room's changes; absent where it has no such row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub product: Option<i32>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub before: Option<OwnCue>,
    /// Absent: as the list has it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub after: Option<OwnCue>,
}

/// The product's list has no faults; were one unreadable, nothing would be proposed.
static PRODUCT: LazyLock<Vec<Cue>> = LazyLock::new(|| seed_cues().unwrap_or_default());

impl OwnCue {
    /// For those who may know what was learnt, and not from which tickets.
    #[must_use]
    pub fn without_examples(self) -> Self {
        match self {
            Self::Weighs { weight, learnt: Some(evidence) } => {
                Self::Weighs { weight, learnt: Some(Evidence { tickets: Vec::new(), ..evidence }) }
            }
            other => other,
        }
    }
}

impl CueKey {
    #[must_use]
    pub fn of(cue: &Cue) -> Self {
        Self { kind: cue.kind, phrase: cue.phrase.clone(), speaks_for: cue.speaks_for.clone() }
    }

    #[must_use]
    pub fn with(self, weight: i32) -> Cue {
        Cue { kind: self.kind, phrase: self.phrase, speaks_for: self.speaks_for, weight }
    }
}

impl Region {
    /// The list without the room's changes: the region's own file, or the product's where it brought none.
    #[must_use]
    pub fn listed_cues(&self) -> &[Cue] {
        if self.cues.is_empty() { &PRODUCT } else { &self.cues }
    }

    /// The weight of a row without the room's changes; of a row that stands twice, the first.
    #[must_use]
    pub fn listed_weight(&self, key: &CueKey) -> Option<i32> {
        let same =
            |cue: &&Cue| cue.kind == key.kind && cue.phrase == key.phrase && cue.speaks_for == key.speaks_for;
        self.listed_cues().iter().find(same).map(|cue| cue.weight)
    }

    #[must_use]
    pub fn own_cue(&self, key: &CueKey) -> Option<&OwnCue> {
        self.cue_changes.iter().find(|change| change.cue == *key).map(|change| &change.own)
    }

    /// The list that narratives are read by.
    #[must_use]
    pub fn cues_in_force(&self) -> Cow<'_, [Cue]> {
        if self.cue_changes.is_empty() {
            return Cow::Borrowed(self.listed_cues());
        }
        let mut own: HashMap<&CueKey, Option<i32>> = HashMap::new();
        for CueChange { cue, own: said } in &self.cue_changes {
            match said {
                OwnCue::Weighs { weight, .. } => drop(own.insert(cue, Some(*weight))),
                OwnCue::Off => drop(own.insert(cue, None)),
                OwnCue::Declined { .. } => {}
            }
        }
        let mut cues = Vec::with_capacity(self.listed_cues().len() + own.len());
        let mut met: HashSet<CueKey> = HashSet::new();
        for cue in self.listed_cues() {
            let key = CueKey::of(cue);
            let Some(weight) = own.get(&key) else {
                cues.push(cue.clone());
                continue;
            };
            if met.contains(&key) {
                continue;
            }
            cues.extend(weight.map(|weight| key.clone().with(weight)));
            met.insert(key);
        }
        let added = self.cue_changes.iter().filter(|change| !met.contains(&change.cue));
        cues.extend(added.filter_map(|change| match change.own {
            OwnCue::Weighs { weight, .. } => Some(change.cue.clone().with(weight)),
            OwnCue::Off | OwnCue::Declined { .. } => None,
        }));
        Cow::Owned(cues)
    }

    /// The same region after a change, whether or not it holds.
    #[must_use]
    pub fn with_cue(&self, edit: &CueEdit) -> Self {
        let mut region = self.clone();
        region.take_cue(edit);
        region
    }

    /// Takes a change over.
    pub fn take_cue(&mut self, edit: &CueEdit) {
        let place = self.cue_changes.iter().position(|change| change.cue == edit.cue);
        match (place, edit.after.clone()) {
            (Some(at), Some(own)) => {
                if let Some(change) = self.cue_changes.get_mut(at) {
                    change.own = own;
                }
            }
            (Some(at), None) => drop(self.cue_changes.remove(at)),
            (None, Some(own)) => self.cue_changes.push(CueChange { cue: edit.cue.clone(), own }),
            (None, None) => {}
        }
    }

    /// Every row once, with its weight in the list and the room's own word: the room's own rows first, the newest at the
    /// top, then the list in its order.
    #[must_use]
    pub fn cue_rows(&self) -> Vec<(CueKey, Option<i32>, Option<&OwnCue>)> {
        let own: HashMap<&CueKey, &OwnCue> =
            self.cue_changes.iter().map(|change| (&change.cue, &change.own)).collect();
        let mut listed: HashSet<CueKey> = HashSet::new();
        let mut rows: Vec<(CueKey, Option<i32>, Option<&OwnCue>)> = Vec::new();
        for cue in self.listed_cues() {
            let key = CueKey::of(cue);
            if listed.insert(key.clone()) {
                let said = own.get(&key).copied();
                rows.push((key, Some(cue.weight), said));
            }
        }
        let added = self.cue_changes.iter().rev().filter(|change| !listed.contains(&change.cue));
        added.map(|change| (change.cue.clone(), None, Some(&change.own))).chain(rows).collect()
    }
}

mod check;
#[cfg(test)]
mod tests;
