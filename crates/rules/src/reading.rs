//! From a narrative, as it is typed during a call, to a proposal: what it is, how bad, where. Every part names the
//! words that spoke for it. Nothing is chosen for anybody: a doubtful place stays open with its candidates.
//!
//! A [`Reader`] prepares the words of a region once; [`Reader::read`] is then a pure function of the text.

pub mod fitting;
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

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use crate::call::NoCase;
use crate::region::{CategoryCode, Cue, CueKey, CueKind, DistrictCode, PlaceHit, Region, Severity};
use learnt::Learnt;
use names::{Mention, Names};
use phrases::{Phrases, Silence, Spoken};
use scene::Scene;
use text::{Span, Text};
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

impl PlaceReading {
    /// The same, with no village chosen.
    fn offered(self) -> Self {
        match self {
            Self::Chosen { hit, words, .. } if hit.village.is_some() => {
                Self::Open { candidates: vec![hit], district: None, why: OpenBecause::NotTheScene, words }
            }
            other => other,
        }
    }
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

/// A reading, and the rows of the list that it is made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Explained {
    pub reading: Reading,
    /// Heaviest first.
    pub voices: Vec<Voice>,
}

/// A row that spoke in a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Voice {
    pub cue: CueKey,
    pub weight: i32,
    /// The words that were it, as typed.
    pub words: Vec<String>,
    /// It stands beside the category, and not in the list.
    pub keyword: bool,
}

/// The words of a region, ready to read by.
#[derive(Clone, Debug)]
pub struct Reader {
    vocabulary: Vocabulary,
    phrases: Phrases,
    names: Arc<Names>,
    learnt: Arc<Learnt>,
    categories: Vec<(CategoryCode, Severity, bool)>,
}

impl Reader {
    /// Prepares to read for a region: by its own cues, or by the product's where it has none, as the room changed them.
    #[must_use]
    pub fn new(region: &Region) -> Self {
        // What was learnt goes with the product's own words.
        let learnt = if region.cues.is_empty() { Learnt::seed() } else { Learnt::default() };
        let cues: &[Cue] = &region.cues_in_force();
        let mut vocabulary = Vocabulary::of(cues);
        let names = Arc::new(Names::of(region, cues, &mut vocabulary));
        let phrases = Phrases::of(cues, &region.categories, &mut vocabulary);
        vocabulary.close(cues);
        let active = region.categories.iter().filter(|category| category.active);
        let categories =
            active.map(|known| (known.code.clone(), known.severity_default, known.emergency)).collect();
        Self { vocabulary, phrases, names, learnt: Arc::new(learnt), categories }
    }

    /// Reads a narrative. Of a very long text only the first 128 words are read.
    #[must_use]
    pub fn read(&self, narrative: &str) -> Reading {
        self.reading(self.listen(narrative))
    }

    /// Reads a narrative, and says which rows spoke in it.
    #[must_use]
    pub fn explain(&self, narrative: &str) -> Explained {
        let listened = self.listen(narrative);
        let voices = self.voices(&listened);
        Explained { reading: self.reading(listened), voices }
    }

    fn voices(&self, listened: &Listened<'_, '_>) -> Vec<Voice> {
        let Listened { text, spoken, .. } = listened;
        let heard = spoken.iter().filter(|one| !verdict::is_part(one, spoken));
        let mut voices: Vec<Voice> = heard
            .map(|one| Voice {
                cue: CueKey {
                    kind: one.kind,
                    phrase: one.said.to_owned(),
                    speaks_for: one.speaks_for.to_owned(),
                },
                weight: one.weight,
                words: text.masked(one.mask),
                keyword: one.keyword,
            })
            .collect();
        voices.sort_by(|one, other| (other.weight.abs(), &one.cue).cmp(&(one.weight.abs(), &other.cue)));
        voices
    }

    /// The same reader with one row more, or with another weight of one: what is asked before a change is made.
    fn with(&self, cue: &Cue) -> Self {
        let mut reader = self.clone();
        reader.phrases.weigh(cue, &mut reader.vocabulary);
        reader
    }

    fn listen<'n>(&self, narrative: &'n str) -> Listened<'n, '_> {
        let text = Text::of(narrative, &self.vocabulary);
        let mentions = self.names.mentions(&text, &self.phrases, &self.vocabulary);
        let scene = scene::judge(&mentions, &self.names, &text);
        let silence = Silence::of(&text, &self.phrases, &self.vocabulary);
        let spoken = self.phrases.spoken(&text, &silence, scene.taken);
        Listened { text, mentions, scene, silence, spoken }
    }

    /// What spoke for a category, in tenths of a weight; below 0 where more spoke against it.
    fn score(&self, listened: &Listened<'_, '_>, code: &str) -> i32 {
        let Listened { text, scene, silence, spoken, .. } = listened;
        let signs = signs::signs(text, silence, scene.taken, &self.vocabulary);
        let leanings = self.learnt.leanings(&signs, silence.mask());
        verdict::sums(spoken, &leanings, scene.outside.as_ref()).get(code).map_or(0, |(score, _)| *score)
    }

    fn landmark(&self, listened: &Listened<'_, '_>) -> Option<Span> {
        landmark::find(&listened.text, &listened.mentions, &self.vocabulary)
    }

    fn reading(&self, listened: Listened<'_, '_>) -> Reading {
        let landmark = self.landmark(&listened).map(|span| listened.text.words(&span));
        let Listened { text, scene, silence, spoken, .. } = listened;
        let signs = signs::signs(&text, &silence, scene.taken, &self.vocabulary);
        let leanings = self.learnt.leanings(&signs, silence.mask());
        let categories =
            verdict::categories(&spoken, &leanings, &text, &self.categories, scene.outside.as_ref());
        let severity = categories.first().and_then(|best| {
            let (_, default, emergency) = self.categories.iter().find(|known| known.0 == best.code)?;
            Some(severity::weigh(*default, *emergency, &spoken, &text))
        });
        let outside = scene.outside.map(|span| text.words(&span));
        // A bakery's place is no scene when the bakery was meant to be called.
        let wrong_number = Meaning::NoCase(NoCase::WrongNumber);
        let place = match categories.first() {
            Some(best) if best.meaning == wrong_number => scene.place.offered(),
            _ => scene.place,
        };
        Reading { categories, severity, place, landmark, outside }
    }
}

/// A narrative with all that was found in it.
struct Listened<'n, 'r> {
    text: Text<'n>,
    mentions: Vec<Mention>,
    scene: Scene,
    silence: Silence,
    spoken: Vec<Spoken<'r>>,
}

/// Kinds of cues whose phrases are matched against a text.
fn is_matched(kind: CueKind) -> bool {
    matches!(
        kind,
        CueKind::Category | CueKind::Severity | CueKind::Not | CueKind::Elsewhere | CueKind::Ordinary
    )
}
