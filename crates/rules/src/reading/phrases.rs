//! Phrases of cues found in a text, and what is denied in it.

use std::collections::{BTreeSet, HashMap};

use super::names::Elsewhere;
use super::text::{MOST_WORDS, Mask, Text};
use super::vocabulary::{Vocabulary, WordId, phrases_of};
use crate::region::gazetteer::normalize;
use crate::region::{Category, Cue, CueKind};

/// Words that may stand between two neighbours of a phrase.
const BETWEEN: usize = 2;
/// Words a denial reaches.
const REACH: usize = 2;
/// What a keyword of a category weighs: enough where nothing else speaks.
const KEYWORD: i32 = 1;
/// Shortest keyword, in letters.
const SHORTEST: usize = 3;

type Slot = Vec<WordId>;

#[derive(Clone, Debug)]
struct Phrase {
    /// As it stands in the list; of a category's own words, the word.
    said: String,
    /// One of the words that stand beside a category, and no row of the list.
    keyword: bool,
    kind: CueKind,
    speaks_for: String,
    weight: i32,
    /// Slots in order; the parts may stand anywhere.
    parts: Vec<Vec<Slot>>,
}

#[derive(Clone, Debug)]
pub(super) struct Phrases {
    phrases: Vec<Phrase>,
    /// A class of words a denial passes over.
    passed: WordId,
    /// Words after which what was denied is not what follows: `tidak tahu api dari mana`.
    alone: WordId,
    /// Words that end a denial.
    stops: WordId,
}

/// A phrase that was found, and the words that were it.
#[derive(Clone, Debug)]
pub(super) struct Spoken<'a> {
    pub said: &'a str,
    pub keyword: bool,
    pub kind: CueKind,
    pub speaks_for: &'a str,
    pub weight: i32,
    pub mask: Mask,
    /// In one piece, not in parts.
    pub whole: bool,
}

/// Which words a text denies, and by which word.
#[derive(Debug)]
pub(super) struct Silence {
    by: Vec<Option<Mask>>,
}

impl Phrases {
    pub fn of(cues: &[Cue], categories: &[Category], vocabulary: &mut Vocabulary) -> Self {
        let mut phrases: Vec<Phrase> = phrases_of(cues).map(|cue| phrase(cue, vocabulary)).collect();
        for category in categories.iter().filter(|category| category.active) {
            for word in keywords(category) {
                phrases.push(Phrase {
                    said: word.clone(),
                    keyword: true,
                    kind: CueKind::Category,
                    speaks_for: category.code.as_str().to_owned(),
                    weight: KEYWORD,
                    parts: vec![vec![vec![vocabulary.add(&word)]]],
                });
            }
        }
        let [passed, alone, stops] = ["#lewat", "#itusaja", "#henti"].map(|class| vocabulary.add(class));
        Self { phrases, passed, alone, stops }
    }

    /// One row more, or another weight of one that is there.
    pub fn weigh(&mut self, cue: &Cue, vocabulary: &mut Vocabulary) {
        let same = |one: &&mut Phrase| {
            !one.keyword && one.kind == cue.kind && one.said == cue.phrase && one.speaks_for == cue.speaks_for
        };
        let mut there = self.phrases.iter_mut().filter(same).peekable();
        if there.peek().is_some() {
            there.for_each(|one| one.weight = cue.weight);
        } else {
            self.phrases.push(phrase(cue, vocabulary));
        }
    }

    /// Every phrase of a kind as it stands in the text, each place once.
    pub fn places_of(&self, kind: CueKind, text: &Text<'_>) -> Vec<Mask> {
        let at = positions(text);
        let of_kind = self.phrases.iter().filter(|phrase| phrase.kind == kind);
        let mut found = Vec::new();
        for phrase in of_kind {
            let [part] = phrase.parts.as_slice() else { continue };
            found.extend(runs(part, &at, text, 0));
        }
        found
    }

    /// Where phrases end behind which a place is not the scene, and how surely.
    pub fn elsewhere(&self, text: &Text<'_>) -> Vec<(usize, Elsewhere)> {
        let at = positions(text);
        let mut found = Vec::new();
        for phrase in self.phrases.iter().filter(|phrase| phrase.kind == CueKind::Elsewhere) {
            let how = match phrase.weight {
                0 => Elsewhere::Home,
                1 => Elsewhere::Perhaps,
                _ => Elsewhere::Surely,
            };
            let [part] = phrase.parts.as_slice() else { continue };
            for run in runs(part, &at, text, 0) {
                found.push((MOST_WORDS - run.leading_zeros() as usize, how));
            }
        }
        found
    }

    /// What speaks for a category or a severity, and is not denied. `taken` are words that name a place.
    pub fn spoken(&self, text: &Text<'_>, silence: &Silence, taken: Mask) -> Vec<Spoken<'_>> {
        let at = positions(text);
        let mut found: Vec<Spoken<'_>> = Vec::new();
        let of_kind =
            self.phrases.iter().filter(|phrase| matches!(phrase.kind, CueKind::Category | CueKind::Severity));
        for phrase in of_kind {
            let mut mask = 0;
            let mut all = !phrase.parts.is_empty();
            for part in &phrase.parts {
                let usable = |run: &Mask| run & (taken | mask) == 0 && !silence.denies(*run);
                match runs(part, &at, text, BETWEEN).into_iter().find(usable) {
                    Some(run) => mask |= run,
                    None => {
                        all = false;
                        break;
                    }
                }
            }
            if all {
                found.push(Spoken {
                    said: &phrase.said,
                    keyword: phrase.keyword,
                    kind: phrase.kind,
                    speaks_for: &phrase.speaks_for,
                    weight: phrase.weight,
                    mask,
                    whole: phrase.parts.len() == 1,
                });
            }
        }
        found
    }
}

impl Silence {
    pub fn of(text: &Text<'_>, phrases: &Phrases, vocabulary: &Vocabulary) -> Self {
        let mut by: Vec<Option<Mask>> = vec![None; text.words.len()];
        let bound = vocabulary.id("tidak");
        for mask in phrases.places_of(CueKind::Not, text) {
            let Some(last) = (0..text.words.len()).rev().find(|at| mask >> at & 1 == 1) else { continue };
            let mut left = REACH;
            for at in last + 1..text.words.len() {
                let begins = text.get(at).is_none_or(|word| word.begins);
                if left == 0 || begins || text.means(at, Some(phrases.stops)) || text.means(at, bound) {
                    break;
                }
                if text.means(at, Some(phrases.alone)) {
                    if let Some(cell) = by.get_mut(at) {
                        *cell = Some(mask);
                    }
                    break;
                }
                if !text.means(at, Some(phrases.passed)) {
                    left -= 1;
                }
                if let Some(cell) = by.get_mut(at) {
                    *cell = Some(mask);
                }
            }
        }
        Self { by }
    }

    pub fn is_denied(&self, at: usize) -> bool {
        self.by.get(at).is_some_and(Option::is_some)
    }

    /// What is denied and the words that deny it.
    pub fn mask(&self) -> Mask {
        let denied = self.by.iter().enumerate().filter_map(|(at, by)| by.map(|by| by | 1 << at));
        denied.fold(0, |all, one| all | one)
    }

    /// True when a word of the phrase is denied by a word outside it.
    fn denies(&self, phrase: Mask) -> bool {
        self.by
            .iter()
            .enumerate()
            .any(|(at, by)| phrase >> at & 1 == 1 && by.is_some_and(|by| by & phrase == 0))
    }
}

/// The everyday words that stand beside a category, and its name.
fn keywords(category: &Category) -> BTreeSet<String> {
    let words = category.keywords.split_whitespace().chain(category.name_id.split([' ', '/', ',', '(', ')']));
    words.map(normalize).filter(|word| word.chars().count() >= SHORTEST).collect()
}

fn phrase(cue: &Cue, vocabulary: &mut Vocabulary) -> Phrase {
    Phrase {
        said: cue.phrase.clone(),
        keyword: false,
        kind: cue.kind,
        speaks_for: cue.speaks_for.clone(),
        weight: cue.weight,
        parts: parts(&cue.phrase, vocabulary),
    }
}

fn parts(phrase: &str, vocabulary: &mut Vocabulary) -> Vec<Vec<Slot>> {
    let parts = phrase.split('~').map(|part| {
        let slots = part.split_whitespace().map(|slot| slot.split('|').filter(|word| !word.is_empty()));
        slots.map(|words| words.map(|word| vocabulary.add(word)).collect::<Slot>()).collect::<Vec<_>>()
    });
    parts.filter(|part: &Vec<Slot>| !part.is_empty()).collect()
}

type Positions = HashMap<WordId, Mask>;

fn positions(text: &Text<'_>) -> Positions {
    let mut at = Positions::new();
    for (place, word) in text.words.iter().enumerate().take(MOST_WORDS) {
        for id in &word.means {
            *at.entry(*id).or_default() |= 1 << place;
        }
    }
    at
}

/// Every place where the slots stand in order, with at most `between` other words between two of them.
fn runs(slots: &[Slot], at: &Positions, text: &Text<'_>, between: usize) -> Vec<Mask> {
    let places: Vec<Mask> = slots
        .iter()
        .map(|slot| slot.iter().filter_map(|id| at.get(id)).fold(0, |all, one| all | one))
        .collect();
    if places.contains(&0) {
        return Vec::new();
    }
    let first = places.first().copied().unwrap_or(0);
    (0..text.words.len())
        .filter(|start| first >> start & 1 == 1)
        .filter_map(|start| {
            let mut run: Mask = 1 << start;
            let mut last = start;
            for place in places.iter().skip(1) {
                let next = (last + 1..=last + 1 + between)
                    .take_while(|next| text.get(*next).is_some_and(|word| !word.begins));
                last = next.into_iter().find(|next| place >> next & 1 == 1)?;
                run |= 1 << last;
            }
            Some(run)
        })
        .collect()
}
