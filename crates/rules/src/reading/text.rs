//! A narrative as words: where each stands, what it may mean, and where one thought ends.

use super::vocabulary::{Vocabulary, WordId};
use crate::region::gazetteer::normalize;

/// A longer narrative is read no further.
pub(super) const MOST_WORDS: usize = 128;
/// A full stop within so short a word and the next (`04.00`) ends nothing.
const DOTTED: usize = 4;
/// Shorthand that is written with a full stop and a space behind it.
const SHORTHAND: &[&str] = &[
    "ds", "dsn", "dk", "dkh", "kel", "kec", "kab", "jl", "jln", "gg", "no", "rt", "rw", "km", "blk", "ling",
    "perum", "prum", "psr", "dr", "dpn", "dkt", "sblh", "bpk", "pak", "ibu", "sdr", "tn", "ny", "an", "kav",
    "ps", "st",
];

/// One bit for each word of a text.
pub(super) type Mask = u128;

/// Words `from..to` of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub from: usize,
    pub to: usize,
}

impl Span {
    pub fn mask(&self) -> Mask {
        (self.from..self.to.min(MOST_WORDS)).fold(0, |mask, at| mask | 1 << at)
    }
}

#[derive(Debug)]
pub(super) struct Word {
    start: usize,
    end: usize,
    /// As names are compared.
    pub folded: String,
    pub means: Vec<WordId>,
    /// A sentence or a clause ended before it.
    pub begins: bool,
    /// A question mark follows.
    pub asked: bool,
    /// Slips supposed to understand it; `None` when it was not.
    pub slips: Option<usize>,
}

#[derive(Debug)]
pub(super) struct Text<'a> {
    narrative: &'a str,
    pub words: Vec<Word>,
}

impl<'a> Text<'a> {
    pub fn of(narrative: &'a str, vocabulary: &Vocabulary) -> Self {
        let mut words: Vec<Word> = Vec::new();
        let mut ended_at = 0;
        for (start, end) in pieces(narrative) {
            let (Some(typed), Some(between)) = (narrative.get(start..end), narrative.get(ended_at..start))
            else {
                continue;
            };
            let mut folded = normalize(typed);
            // `8 mtr` is no motorcycle.
            if folded == "mtr"
                && words.last().is_some_and(|word| word.folded.bytes().all(|b| b.is_ascii_digit()))
            {
                folded = "meter".to_owned();
            }
            if folded.is_empty() {
                continue;
            }
            if words.len() == MOST_WORDS {
                break;
            }
            let spaced = between.contains(char::is_whitespace);
            let goes_on = words.last().is_some_and(|last| {
                let typed = last.folded.as_str();
                if spaced { SHORTHAND.contains(&typed) } else { typed.chars().count() <= DOTTED }
            });
            let ends = |letter: char| ",;!?:\n()".contains(letter) || letter == '.' && !goes_on;
            let begins = words.is_empty() || between.contains(ends) || between.contains(" - ");
            if let Some(last) = words.last_mut() {
                last.asked = between.starts_with('?');
            }
            let (means, slips) = vocabulary.meanings(&folded);
            if !begins
                && let Some(last) = words.last_mut()
                && let Some(pair) = vocabulary.pair(&last.means, &means)
            {
                last.means.push(pair);
            }
            words.push(Word { start, end, folded, means, begins, asked: false, slips });
            ended_at = end;
        }
        Self { narrative, words }
    }

    pub fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    pub fn means(&self, at: usize, word: Option<WordId>) -> bool {
        word.is_some_and(|word| self.get(at).is_some_and(|typed| typed.means.contains(&word)))
    }

    /// The words as typed.
    pub fn words(&self, span: &Span) -> String {
        let start = self.get(span.from).map(|word| word.start);
        let end = span.to.checked_sub(1).and_then(|last| self.get(last)).map(|word| word.end);
        start.zip(end).and_then(|(start, end)| self.narrative.get(start..end)).unwrap_or_default().to_owned()
    }

    /// The words of a mask as typed, neighbours together.
    pub fn masked(&self, mask: Mask) -> Vec<String> {
        let mut found = Vec::new();
        let mut from = None;
        for at in 0..=self.words.len() {
            let within = at < MOST_WORDS && mask >> at & 1 == 1;
            match (within, from) {
                (true, None) => from = Some(at),
                (false, Some(start)) => {
                    found.push(self.words(&Span { from: start, to: at }));
                    from = None;
                }
                _ => {}
            }
        }
        found
    }
}

/// Where the words stand. A hyphen or an apostrophe within a word belongs to it.
fn pieces(narrative: &str) -> impl Iterator<Item = (usize, usize)> {
    let mut letters = narrative.char_indices().peekable();
    std::iter::from_fn(move || {
        let (start, _) = letters.find(|(_, letter)| letter.is_alphanumeric())?;
        let mut end = start + narrative.get(start..)?.chars().next()?.len_utf8();
        while let Some((at, letter)) = letters.peek().copied() {
            let joins = "-'’`".contains(letter)
                && narrative.get(at + letter.len_utf8()..)?.chars().next().is_some_and(char::is_alphanumeric);
            // Marks of direction and zero width stand inside pasted words.
            if !(letter.is_alphanumeric()
                || joins
                || letter.is_control() && letter != '\n' && letter != '\t' && letter != '\r'
                || ('\u{200b}'..='\u{200f}').contains(&letter))
            {
                break;
            }
            end = at + letter.len_utf8();
            letters.next();
        }
        Some((start, end))
    })
}
