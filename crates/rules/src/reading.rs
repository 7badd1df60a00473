//! From a narrative, as it is typed during a call, to a proposal: what it is, how bad, where. Every part names the
//! words that spoke for it. Nothing is chosen for anybody: a doubtful place stays open with its candidates.
//!
//! A [`Reader`] prepares the words of a region once; [`Reader::read`] is then a pure function of the text.

mod landmark;
mod learnt;
pub mod lesson;
pub mod measure;
mod names;
mod phrases;
mod scene;
mod severity;
mod signs;
mod spot;
mod stems;
mod text;
mod verdict;
mod vocabulary;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::call::NoCase;
use crate::region::{CategoryCode, Cue, CueKind, DistrictCode, PlaceHit, Region, Severity, seed_cues};
use learnt::Learnt;
use names::{Mention, Names};
use phrases::{Phrases, Silence};
use scene::Scene;
use text::Text;
use vocabulary::Vocabulary;

/// What a narrative says.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Reading {
    /// At most [`MOST_CATEGORIES`], best first; empty when nothing spoke.
    pub categories: Vec<CategoryReading>,
    /// Of the best category; absent where that is no category of the region.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub severity: Option<SeverityReading>,
    pub place: PlaceReading,
    /// The words that name a spot, as typed.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub landmark: Option<String>,
    /// The words that put the scene outside the region.
    #[ts(optional)]
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outside: Option<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct CategoryReading {
    pub code: CategoryCode,
    pub meaning: Meaning,
    /// Sum of the weights that spoke; only comparable within one reading.
    pub score: i32,
    /// The words of the text that spoke for it, as typed, in their order.
    pub words: Vec<String>,
}

/// What a proposed code stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", content = "outcome", rename_all = "snake_case")]
pub enum Meaning {
    /// A category of the region: a ticket.
    Category,
    /// A call that ends without one.
    NoCase(NoCase),
    /// A call about a report that exists.
    FollowUp,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SeverityReading {
    pub severity: Severity,
    /// The words that raised or lowered it; empty where it is the category's own.
    pub words: Vec<String>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum PlaceReading {
    /// No place was named.
    Unsaid,
    /// One place, and how it was known.
    Chosen { hit: PlaceHit, why: ChosenBecause, words: String },
    /// Somebody must ask: these may be meant, most likely first.
    Open {
        candidates: Vec<PlaceHit>,
        /// Where they all lie in one district.
        #[ts(optional)]
        #[serde(default, skip_serializing_if = "Option::is_none")]
        district: Option<DistrictCode>,
        why: OpenBecause,
        words: String,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum ChosenBecause {
    /// Only one place has the name.
    OnlyOne,
    /// Its district, or its kind, was said with it.
    SaidWithIt,
    /// No other name is within a slip of the finger.
    Slip,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum OpenBecause {
    /// Several places have the name.
    SharedName,
    /// Several places were named.
    SeveralPlaces,
    /// The word is a name, and an everyday word too.
    EverydayWord,
    /// The place was named, but not as the scene.
    NotTheScene,
    /// The name is not the place's own: it may have been merged into it.
    FormerName,
    /// The village lies in another district than the one named.
    OtherDistrict,
}

/// Most categories of a reading.
pub const MOST_CATEGORIES: usize = 3;

/// The words of a region, ready to read by.
#[derive(Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
    phrases: Phrases,
    names: Names,
    learnt: Learnt,
    categories: Vec<(CategoryCode, Severity, bool)>,
}

impl Reader {
    /// Prepares to read for a region: by its own cues, or by the product's where it has none.
    #[must_use]
    pub fn new(region: &Region) -> Self {
        let product;
        let is_own = !region.cues.is_empty();
        let cues: &[Cue] = if is_own {
            &region.cues
        } else {
            // The product's list has no faults; were one unreadable, nothing would be proposed.
            product = seed_cues().unwrap_or_default();
            &product
        };
        let learnt = if is_own { Learnt::default() } else { Learnt::seed() };
        let mut vocabulary = Vocabulary::of(cues);
        let names = Names::of(region, cues, &mut vocabulary);
        let phrases = Phrases::of(cues, &region.categories, &mut vocabulary);
        vocabulary.close(cues);
        let active = region.categories.iter().filter(|category| category.active);
        let categories =
            active.map(|known| (known.code.clone(), known.severity_default, known.emergency)).collect();
        Self { vocabulary, phrases, names, learnt, categories }
    }

    /// Reads a narrative. Of a very long text only the first 128 words are read.
    #[must_use]
    pub fn read(&self, narrative: &str) -> Reading {
        let Parts { text, mentions, scene, silence } = self.parts(narrative);
        let spoken = self.phrases.spoken(&text, &silence, scene.taken);
        let signs = signs::signs(&text, &silence, scene.taken, &self.vocabulary);
        let leanings = self.learnt.leanings(&signs, silence.mask());
        let categories =
            verdict::categories(&spoken, &leanings, &text, &self.categories, scene.outside.as_ref());
        let severity = categories.first().and_then(|best| {
            let (_, default, emergency) = self.categories.iter().find(|known| known.0 == best.code)?;
            Some(severity::weigh(*default, *emergency, &spoken, &text))
        });
        let landmark = landmark::find(&text, &mentions, &self.vocabulary);
        let outside = scene.outside.map(|span| text.words(&span));
        Reading { categories, severity, place: scene.place, landmark, outside }
    }

    fn parts<'a>(&self, narrative: &'a str) -> Parts<'a> {
        let text = Text::of(narrative, &self.vocabulary);
        let mentions = self.names.mentions(&text, &self.phrases, &self.vocabulary);
        let scene = scene::judge(&mentions, &self.names, &text);
        let silence = Silence::of(&text, &self.phrases, &self.vocabulary);
        Parts { text, mentions, scene, silence }
    }
}

/// A narrative taken apart, before anything is made of it.
struct Parts<'a> {
    text: Text<'a>,
    mentions: Vec<Mention>,
    scene: Scene,
    silence: Silence,
}

/// Kinds of cues whose phrases are matched against a text.
fn is_matched(kind: CueKind) -> bool {
    matches!(
        kind,
        CueKind::Category | CueKind::Severity | CueKind::Not | CueKind::Elsewhere | CueKind::Ordinary
    )
}
