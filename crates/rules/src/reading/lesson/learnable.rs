//! Which words of a narrative may be learnt: no names, no numbers, nothing that says where.

use std::collections::{BTreeMap, BTreeSet};

use super::super::stems;
use super::super::text::{MOST_WORDS, Span, Text};
use super::super::{Listened, Reader};
use crate::region::CueKind;
use crate::region::gazetteer::normalize;
use crate::same::is_plain;

/// Shortest word that is learnt alone, in letters, and beside another.
const ALONE: usize = 4;
const BESIDE: usize = 3;
/// From this weight on a word has its meaning.
const SPOKEN_FOR: i32 = 3;
/// What follows is somebody's name.
const TITLES: &[&str] = &[
    "pak", "bu", "bpk", "bapak", "ibu", "mas", "mbak", "mbk", "cak", "ning", "gus", "mbah", "kak", "om",
    "tante", "haji", "hj", "sdr", "sdri", "nama", "namanya", "bernama", "an", "atas", "plpr", "pelapor", "h",
    "abah", "ustad", "ustadz",
];
/// Classes of words that the name of a spot follows.
const SPOTS: &[&str] =
    &["#tempat", "#jalan", "#jalannama", "#dekat", "#desa", "#kecamatan", "#dusun", "#perumahan"];

/// A word as it may stand in a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Word {
    /// As words are compared: its stem, once `one_of_each` has found it.
    folded: String,
    typed: String,
    /// Said of everything, or spoken for already: it is learnt beside another word only, and never turned round.
    plain: bool,
    /// Right behind the word before it, in one thought.
    follows: bool,
}

/// The words of a narrative that may be learnt, with gaps where others stood.
#[derive(Clone, Debug, Default)]
pub(super) struct Words(Vec<Option<Word>>);

impl Words {
    pub fn of(listened: &Listened<'_, '_>, reader: &Reader, personal: &[String]) -> Self {
        let Listened { text, mentions, scene, spoken, .. } = listened;
        let speaks = spoken.iter().filter(|one| one.kind == CueKind::Category && one.weight >= SPOKEN_FOR);
        let speaks = speaks.fold(0, |mask, one| mask | one.mask);
        let named = mentions.iter().fold(scene.taken, |mask, one| mask | one.span.mask());
        let named = reader.landmark(listened).map_or(named, |span| named | span.mask());
        let personal: BTreeSet<String> = personal
            .iter()
            .flat_map(|text| text.split(|it: char| !it.is_alphanumeric()))
            .map(normalize)
            .collect();
        let spots: Vec<_> = SPOTS.iter().map(|class| reader.vocabulary.id(class)).collect();
        let mut words = Vec::new();
        let mut names_follow = false;
        for (at, word) in text.words.iter().enumerate().take(MOST_WORDS) {
            let unknown = word.slips != Some(0);
            let before = at.checked_sub(1).and_then(|before| text.get(before));
            let titled =
                before.is_some_and(|before| !word.begins && TITLES.contains(&before.folded.as_str()));
            let named_here = named >> at & 1 == 1
                || names_follow && unknown && !word.begins
                || titled && unknown
                || unknown && !word.begins && is_capital(text, at)
                || word.folded.chars().any(|letter| letter.is_ascii_digit())
                || personal.contains(&word.folded)
                || TITLES.contains(&word.folded.as_str());
            let is_spot = spots.iter().any(|class| text.means(at, *class));
            names_follow = is_spot || names_follow && named_here && !word.begins;
            if named_here || word.folded.chars().count() < BESIDE {
                words.push(None);
                continue;
            }
            let plain = speaks >> at & 1 == 1
                || is_plain(&word.folded)
                || reader.vocabulary.is_everyday(&word.folded)
                || is_spot;
            words.push(Some(Word {
                folded: word.folded.clone(),
                typed: typed(text, at).unwrap_or_else(|| word.folded.clone()),
                plain: plain || word.folded.chars().count() < ALONE,
                follows: !word.begins,
            }));
        }
        Self(words)
    }

    /// Words, and pairs of neighbours, as phrases of the list.
    pub fn phrases(&self) -> BTreeSet<String> {
        let mut phrases = BTreeSet::new();
        let mut before: Option<&Word> = None;
        for word in &self.0 {
            if let Some(word) = word {
                if !word.plain {
                    phrases.insert(word.typed.clone());
                }
                let pair = before.filter(|before| word.follows && !(before.plain && word.plain));
                phrases.extend(pair.map(|before| format!("{} {}", before.typed, word.typed)));
            }
            before = word.as_ref();
        }
        phrases
    }
}

/// All words of a narrative, folded, and whether each was understood as it is spelt.
#[derive(Clone, Debug)]
pub(super) struct Typed(Vec<(String, bool)>);

impl Typed {
    pub fn of(listened: &Listened<'_, '_>) -> Self {
        let words = listened.text.words.iter();
        Self(words.map(|word| (word.folded.clone(), word.slips == Some(0))).collect())
    }

    /// Whether a new word of the list could be meant by one of these: a form of it, or a slip. Rather too often than
    /// too seldom: where it could not, the narrative need not be read again.
    pub fn may_mean(&self, new: &str) -> bool {
        // Affixes may replace its first letter, and never what follows.
        let core: String = new.chars().skip(1).take(2).collect();
        let first = new.chars().next();
        let length = new.chars().count();
        self.0.iter().any(|(word, understood)| {
            let slip = || {
                word.chars().take(2).any(|letter| Some(letter) == first)
                    && word.chars().count().abs_diff(length) <= 2
            };
            word.contains(&core) || !understood && slip()
        })
    }
}

/// As typed, in small letters, where a phrase may be written so.
fn typed(text: &Text<'_>, at: usize) -> Option<String> {
    let typed = text.words(&Span { from: at, to: at + 1 }).to_lowercase();
    typed.chars().all(|letter| letter.is_ascii_alphabetic() || letter == '-').then_some(typed)
}

/// Written like a name, in a text that is not all capitals.
fn is_capital(text: &Text<'_>, at: usize) -> bool {
    let typed = text.words(&Span { from: at, to: at + 1 });
    let mut letters = typed.chars();
    letters.next().is_some_and(char::is_uppercase) && letters.any(char::is_lowercase)
}

/// Forms of one word become the shortest of them that was said, in the spelling it was said in most often.
pub(super) fn one_of_each<'w>(cases: impl Iterator<Item = &'w mut Words>) {
    let mut cases: Vec<&mut Words> = cases.collect();
    let mut spelt: BTreeMap<String, BTreeMap<String, usize>> = BTreeMap::new();
    for word in cases.iter().flat_map(|words| words.0.iter().flatten()) {
        *spelt.entry(word.folded.clone()).or_default().entry(word.typed.clone()).or_default() += 1;
    }
    let stem = |word: &str| {
        let mut best = word.to_owned();
        stems::each(word, |stem| {
            let shorter = stem.len() < best.len() && stem.chars().count() >= ALONE;
            if shorter && spelt.contains_key(stem) {
                best = stem.to_owned();
            }
        });
        best
    };
    let stemmed: BTreeMap<&String, String> = spelt.keys().map(|word| (word, stem(word))).collect();
    let usual = |word: &str| {
        let ways = spelt.get(word)?;
        let most = ways.iter().max_by(|one, other| one.1.cmp(other.1).then(other.0.cmp(one.0)))?;
        Some(most.0.clone())
    };
    for word in cases.iter_mut().flat_map(|words| words.0.iter_mut().flatten()) {
        if let Some(stem) = stemmed.get(&word.folded) {
            word.typed = usual(stem).unwrap_or_else(|| stem.clone());
            word.folded.clone_from(stem);
        }
    }
}
