//! Every word a reading knows, what else each stands for, and which one a slip of the finger meant.

use std::collections::{BTreeMap, HashMap};

use super::is_matched;
use super::stems;
use crate::region::gazetteer::normalize;
use crate::region::{Cue, CueKind};

/// A word of the vocabulary.
pub(super) type WordId = u32;

/// Shortest word, in letters, in which vowels may lack, one slip is supposed, and two are.
const LACKING: usize = 4;
const ONE_SLIP: usize = 6;
const TWO_SLIPS: usize = 9;
/// How often a word may stand for one that stands for another.
const STEPS: usize = 4;

#[derive(Clone, Debug, Default)]
pub(super) struct Vocabulary {
    ids: HashMap<String, WordId>,
    /// What each word stands for, itself first.
    stands_for: Vec<Vec<WordId>>,
    /// Each word as it is written in a phrase.
    names: Vec<String>,
    /// Words without other forms.
    known: Vec<bool>,
    /// Two words side by side that are one alternative of a phrase: `putus_asa`.
    pairs: HashMap<(WordId, WordId), WordId>,
    /// Words that may be misspelt, by first letter.
    spelt: BTreeMap<char, Vec<(String, WordId)>>,
}

impl Vocabulary {
    pub fn of(cues: &[Cue]) -> Self {
        let mut vocabulary = Self::default();
        for cue in cues.iter().filter(|cue| cue.kind == CueKind::Known) {
            for word in cue.phrase.split_whitespace() {
                let id = vocabulary.add(word);
                if let Some(known) = vocabulary.known.get_mut(id as usize) {
                    *known = true;
                }
            }
        }
        vocabulary
    }

    /// The id of a word as it stands in a phrase: `#class` and `=word` are words of their own.
    pub fn add(&mut self, word: &str) -> WordId {
        if let Some((first, second)) = word.split_once('_') {
            let pair = (self.add(first), self.add(second));
            let next = WordId::try_from(self.stands_for.len()).unwrap_or(WordId::MAX);
            let id = *self.pairs.entry(pair).or_insert(next);
            if id == next {
                self.stands_for.push(vec![id]);
                self.names.push(word.to_owned());
                self.known.push(false);
            }
            return id;
        }
        let mark = word.chars().next().filter(|mark| "#=".contains(*mark));
        let key = mark.into_iter().collect::<String>() + &normalize(word);
        if let Some(id) = self.ids.get(&key) {
            return *id;
        }
        let id = WordId::try_from(self.stands_for.len()).unwrap_or(WordId::MAX);
        self.stands_for.push(vec![id]);
        self.names.push(key.clone());
        self.known.push(false);
        if mark == Some('=') {
            self.add(key.trim_start_matches('='));
        } else if mark.is_none()
            && let Some(first) = key.chars().next()
        {
            self.spelt.entry(first).or_default().push((key.clone(), id));
        }
        self.ids.insert(key, id);
        id
    }

    /// Once every word is there: what each stands for, through further words if need be.
    pub fn close(&mut self, cues: &[Cue]) {
        let mut further: HashMap<WordId, Vec<WordId>> = HashMap::new();
        for cue in cues.iter().filter(|cue| cue.kind == CueKind::Word) {
            let to = self.add(&cue.speaks_for);
            for word in cue.phrase.split(['|', ' ']).filter(|word| !word.is_empty()) {
                let from = self.add(word);
                further.entry(from).or_default().push(to);
            }
        }
        for id in 0..self.stands_for.len() {
            let Some(all) = self.stands_for.get_mut(id) else { continue };
            for _ in 0..STEPS {
                for word in all.clone() {
                    for to in further.get(&word).into_iter().flatten() {
                        if !all.contains(to) {
                            all.push(*to);
                        }
                    }
                }
            }
        }
    }

    /// Spelt right, and neither a slip nor a form of another word.
    pub fn is_everyday(&self, word: &str) -> bool {
        self.id(word).is_some_and(|id| self.known.get(id as usize) == Some(&true))
    }

    /// What two neighbours are together.
    pub fn pair(&self, first: &[WordId], second: &[WordId]) -> Option<WordId> {
        let both = first.iter().flat_map(|one| second.iter().map(|other| (*one, *other)));
        both.into_iter().find_map(|pair| self.pairs.get(&pair).copied())
    }

    pub fn id(&self, word: &str) -> Option<WordId> {
        self.ids.get(word).copied()
    }

    pub fn is_known(&self, word: &str) -> bool {
        self.ids.contains_key(word)
    }

    /// Everything a typed word may stand for; `word` is normalized.
    /// With it the slips supposed: `None` when nothing is known of the word.
    pub fn meanings(&self, word: &str) -> (Vec<WordId>, Option<usize>) {
        let mut found = Vec::new();
        self.gather(word, &mut found);
        if !found.is_empty() {
            return (found, Some(0));
        }
        let Some((meant, slips)) = self.slip(word) else { return (found, None) };
        self.gather(&meant, &mut found);
        (found, Some(slips))
    }

    /// The plain forms of a typed word: what it stands for in the end, or where nobody knows it, its stem.
    pub fn plain(&self, word: &str, means: &[WordId]) -> Vec<String> {
        let name = |id: &WordId| self.names.get(*id as usize).map(String::as_str).unwrap_or_default();
        let is_word = |id: &WordId| !name(id).starts_with('#');
        let is_last = |id: &WordId| {
            let all = self.stands_for.get(*id as usize);
            !all.into_iter().flatten().any(|other| other != id && is_word(other))
        };
        let mut found: Vec<String> = Vec::new();
        for id in means.iter().filter(|id| is_last(id)) {
            let form = name(id).trim_start_matches('=').to_owned();
            if !found.contains(&form) {
                found.push(form);
            }
        }
        if found.is_empty() {
            found.push(stems::plain(word));
        }
        found
    }

    fn gather(&self, word: &str, found: &mut Vec<WordId>) {
        let exact = self.id(word);
        self.take(exact, found);
        self.take(self.id(&format!("={word}")), found);
        if exact.is_some_and(|id| self.known.get(id as usize) == Some(&true)) {
            return;
        }
        // `timbul2` and `oyak-oyak` are the word said twice.
        let half = word.get(..word.len() / 2).filter(|half| half.len() > 2 && word.ends_with(half));
        for once in word.strip_suffix('2').or(half).into_iter().filter(|once| once.len() > 2) {
            self.gather(once, found);
        }
        stems::each(word, |stem| self.take(self.id(stem), found));
    }

    fn take(&self, id: Option<WordId>, found: &mut Vec<WordId>) {
        let words = id.and_then(|id| self.stands_for.get(id as usize));
        for word in words.into_iter().flatten() {
            if !found.contains(word) {
                found.push(*word);
            }
        }
    }

    /// The word that was meant by one that nobody knows: the nearest, where there is only one.
    fn slip(&self, word: &str) -> Option<(String, usize)> {
        let letters: Vec<char> = word.chars().collect();
        if letters.len() < LACKING || letters.iter().any(char::is_ascii_digit) {
            return None;
        }
        let most = if letters.len() >= TWO_SLIPS { 2 } else { 1 };
        let second = letters.get(1).copied().into_iter();
        let firsts = letters.first().copied().into_iter().chain(second);
        let mut best: Option<(usize, &str, bool)> = None;
        for (known, _) in firsts.filter_map(|first| self.spelt.get(&first)).flatten() {
            if known.len().abs_diff(letters.len()) > 2 || known.len() < ONE_SLIP - 1 {
                continue;
            }
            let first = known.chars().next() == letters.first().copied();
            let apart = if first && lacks_vowels(&letters, known) {
                1
            } else if letters.len() < ONE_SLIP {
                // In so short a word two letters are swapped, nothing else.
                if known.len() == letters.len() && apart(&letters, known, 1) == 1 && sorted(&letters, known) {
                    1
                } else {
                    continue;
                }
            } else {
                apart(&letters, known, most)
            };
            // A wrong first letter is only ever two letters swapped.
            if apart > most || !first && !swapped(&letters, known) {
                continue;
            }
            match best {
                Some((less, ..)) if less < apart => {}
                Some((same, other, _)) if same == apart => {
                    // Two forms of one word are no doubt.
                    let alike = self.alike(other, known);
                    best = Some((apart, if alike { other } else { known }, alike));
                }
                _ => best = Some((apart, known, true)),
            }
        }
        best.filter(|(.., only)| *only).map(|(slips, word, _)| (word.to_owned(), slips))
    }

    fn alike(&self, one: &str, other: &str) -> bool {
        let (mut first, mut second) = (Vec::new(), Vec::new());
        self.gather(one, &mut first);
        self.gather(other, &mut second);
        first.iter().any(|id| second.contains(id))
    }
}

/// Kinds whose phrases bring words of their own.
pub(super) fn phrases_of(cues: &[Cue]) -> impl Iterator<Item = &Cue> {
    cues.iter().filter(|cue| is_matched(cue.kind))
}

/// The same letters in another order.
fn sorted(letters: &[char], known: &str) -> bool {
    let mut one = letters.to_vec();
    let mut other: Vec<char> = known.chars().collect();
    one.sort_unstable();
    other.sort_unstable();
    one == other
}

/// A word typed without one or two of its vowels: `skolah`, `kmantrn`.
pub(super) fn lacks_vowels(typed: &[char], known: &str) -> bool {
    let mut typed = typed.iter().peekable();
    let mut lacking = 0;
    for letter in known.chars() {
        if typed.peek() == Some(&&letter) {
            typed.next();
        } else if "aeiou".contains(letter) {
            lacking += 1;
        } else {
            return false;
        }
    }
    (1..=2).contains(&lacking) && typed.next().is_none()
}

fn swapped(letters: &[char], known: &str) -> bool {
    let mut known = known.chars();
    let (first, second) = (known.next(), known.next());
    letters.first().copied() == second && letters.get(1).copied() == first
}

/// Letters too many, too few, wrong, or swapped with their neighbour, between two words; more than `most` is only
/// known to be more.
pub(super) fn apart(one: &[char], other: &str, most: usize) -> usize {
    let other: Vec<char> = other.chars().collect();
    let width = other.len() + 1;
    let mut before: Vec<usize> = vec![0; width];
    let mut above: Vec<usize> = (0..width).collect();
    let mut row = vec![0; width];
    for (down, letter) in one.iter().enumerate() {
        row.fill(0);
        if let Some(first) = row.first_mut() {
            *first = down + 1;
        }
        let mut least = down + 1;
        for (across, wanted) in other.iter().enumerate() {
            let at = |cells: &[usize], place: usize| cells.get(place).copied().unwrap_or(usize::MAX - 1);
            let mut cost = (at(&above, across) + usize::from(letter != wanted))
                .min(at(&above, across + 1) + 1)
                .min(at(&row, across) + 1);
            if down > 0
                && across > 0
                && one.get(down - 1) == Some(wanted)
                && other.get(across - 1) == Some(letter)
            {
                cost = cost.min(at(&before, across - 1) + 1);
            }
            if let Some(cell) = row.get_mut(across + 1) {
                *cell = cost;
            }
            least = least.min(cost);
        }
        if least > most {
            return most + 1;
        }
        std::mem::swap(&mut before, &mut above);
        std::mem::swap(&mut above, &mut row);
    }
    above.last().copied().unwrap_or(0)
}
