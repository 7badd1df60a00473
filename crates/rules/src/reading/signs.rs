//! What a text is held against learnt words by: each word's plain form, and pairs of neighbours. What is denied is a
//! sign of its own.

use super::phrases::Silence;
use super::text::{Mask, Text};
use super::vocabulary::Vocabulary;

/// What stands before a sign that is denied, and between the two of a pair.
const DENIED: &str = "tidak_";
const PAIR: &str = "_";
/// Shortest word, in letters, that is a sign.
const SHORTEST: usize = 2;

/// A sign, and the words that are it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Sign {
    pub name: String,
    pub mask: Mask,
}

/// Every sign of a text, each once. `taken` are words that name a place.
pub(super) fn signs(text: &Text<'_>, silence: &Silence, taken: Mask, vocabulary: &Vocabulary) -> Vec<Sign> {
    let mut found: Vec<Sign> = Vec::new();
    let mut add = |name: String, mask: Mask| match found.iter_mut().find(|sign| sign.name == name) {
        Some(sign) => sign.mask |= mask,
        None => found.push(Sign { name, mask }),
    };
    let mut before: Option<(String, Mask)> = None;
    for (at, word) in text.words.iter().enumerate() {
        let mask = 1 << at;
        if word.begins {
            before = None;
        }
        if taken & mask != 0 || word.folded.chars().count() < SHORTEST || is_number(&word.folded) {
            before = None;
            continue;
        }
        let denied = if silence.is_denied(at) { DENIED } else { "" };
        let forms = vocabulary.plain(&word.folded, &word.means);
        for form in &forms {
            add(format!("{denied}{form}"), mask);
        }
        let Some(form) = forms.into_iter().next() else { continue };
        if let Some((other, others)) = &before {
            add(format!("{other}{PAIR}{form}"), mask | others);
        }
        before = Some((form, mask));
    }
    found
}

/// True for two neighbours, denied or not.
pub(super) fn is_pair(sign: &str) -> bool {
    sign.strip_prefix(DENIED).unwrap_or(sign).contains(PAIR)
}

fn is_number(word: &str) -> bool {
    word.starts_with(|letter: char| letter.is_ascii_digit())
}
