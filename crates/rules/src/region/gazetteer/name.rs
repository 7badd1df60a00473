//! A name as it is compared with what is typed, and how far apart the two may be.

use super::normalize;

// Scores, lower is better. Steps leave room for what makes a match a little worse.
pub(super) const EXACT: u32 = 0;
pub(super) const PREFIX: u32 = 10;
const WORD_PREFIX: u32 = 20;
pub(super) const CONTAINS: u32 = 30;
pub(super) const SLIP: u32 = 40;
const SLIP_WHILE_TYPING: u32 = 50;
pub(super) const TWO_SLIPS: u32 = 60;

/// Shortest typed name, in letters, in which so much is forgiven.
const FOR_CONTAINS: usize = 3;
const FOR_SLIP: usize = 4;
const FOR_SLIP_WHILE_TYPING: usize = 5;
const FOR_TWO_SLIPS: usize = 7;

#[derive(Debug)]
pub(super) struct Name {
    /// The name normalized, then the same from its second word on, from its third, and so on.
    from_word: Vec<String>,
    letters: Vec<char>,
    /// One bit for each letter that it has.
    mask: u64,
}

/// What is typed, ready to be compared with many names.
#[derive(Debug)]
pub(super) struct Wanted {
    pub text: String,
    letters: Vec<char>,
    mask: u64,
}

/// How much is forgiven.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Care {
    AsTyped,
    OneSlip,
    TwoSlips,
}

impl Wanted {
    pub fn of(normalized: String) -> Self {
        let letters: Vec<char> = normalized.chars().collect();
        Self { mask: mask(&letters), letters, text: normalized }
    }
}

impl Name {
    pub fn of(name: &str) -> Self {
        let starts =
            std::iter::once(0).chain(name.match_indices([' ', '-']).map(|(at, mark)| at + mark.len()));
        let from_word: Vec<String> = starts.filter_map(|start| name.get(start..)).map(normalize).collect();
        let letters: Vec<char> = from_word.first().map_or("", String::as_str).chars().collect();
        Self { mask: mask(&letters), letters, from_word }
    }

    pub fn whole(&self) -> &str {
        self.from_word.first().map_or("", String::as_str)
    }

    /// How well the name fits; `None` when it does not, by this much care.
    pub fn score(&self, wanted: &Wanted, care: Care) -> Option<u32> {
        let name = self.whole();
        let length = wanted.letters.len();
        if length == 0 {
            return None;
        }
        match care {
            Care::AsTyped if name == wanted.text => Some(EXACT),
            Care::AsTyped if name.starts_with(&wanted.text) => Some(PREFIX),
            Care::AsTyped if self.from_word.iter().any(|rest| rest.starts_with(&wanted.text)) => {
                Some(WORD_PREFIX)
            }
            Care::AsTyped => (length >= FOR_CONTAINS && name.contains(&wanted.text)).then_some(CONTAINS),
            Care::OneSlip if length >= FOR_SLIP && slip(&wanted.letters, &self.letters) => Some(SLIP),
            Care::OneSlip => (length >= FOR_SLIP_WHILE_TYPING && begun(&wanted.letters, &self.letters))
                .then_some(SLIP_WHILE_TYPING),
            Care::TwoSlips => {
                let near = length >= FOR_TWO_SLIPS
                    && (self.mask ^ wanted.mask).count_ones() <= 4
                    && two_slips(&wanted.letters, &self.letters);
                near.then_some(TWO_SLIPS)
            }
        }
    }
}

fn mask(letters: &[char]) -> u64 {
    letters.iter().fold(0, |mask, letter| mask | 1 << (u32::from(*letter) % 64))
}

/// True when one letter too many, too few, or wrong, or two neighbours swapped, is all that sets them apart.
pub(crate) fn one_slip(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    slip(&one, &other)
}

/// As [`one_slip`], for a name still being typed.
pub(in crate::region) fn begins_with_one_slip(wanted: &str, name: &str) -> bool {
    let wanted: Vec<char> = wanted.chars().collect();
    let name: Vec<char> = name.chars().collect();
    begun(&wanted, &name)
}

fn slip(one: &[char], other: &[char]) -> bool {
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same_front = one.iter().zip(other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same_front..).unwrap_or(&[]), other.get(same_front..).unwrap_or(&[]));
    let same_back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (one.split_at(one.len() - same_back).0, other.split_at(other.len() - same_back).0) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

fn begun(wanted: &[char], name: &[char]) -> bool {
    let length = wanted.len();
    // The whole name is the last cut; longer ones repeat it.
    (length.saturating_sub(1)..=length + 1).any(|cut| slip(wanted, name.get(..cut).unwrap_or(name)))
}

/// True when at most two slips set them apart, none of them at the first letter of both.
fn two_slips(one: &[char], other: &[char]) -> bool {
    const FAR: usize = 3;
    if one.len().abs_diff(other.len()) > 2 || one.first() != other.first() {
        return false;
    }
    // Three rows of the table of distances: the one before the last is for swapped neighbours.
    let mut before: Vec<usize> = Vec::new();
    let mut last: Vec<usize> = (0..=other.len()).collect();
    for (i, a) in one.iter().enumerate() {
        let mut row = Vec::with_capacity(other.len() + 1);
        row.push(i + 1);
        for (j, b) in other.iter().enumerate() {
            let at = |row: &[usize], j: usize| row.get(j).copied().unwrap_or(FAR);
            let mut best =
                (at(&last, j) + usize::from(a != b)).min(at(&last, j + 1) + 1).min(at(&row, j) + 1);
            let swapped = i > 0 && j > 0 && one.get(i - 1) == Some(b) && other.get(j - 1) == Some(a);
            if swapped {
                best = best.min(at(&before, j - 1) + 1);
            }
            row.push(best);
        }
        if row.iter().all(|distance| *distance >= FAR) {
            return false;
        }
        before = std::mem::replace(&mut last, row);
    }
    last.last().is_some_and(|distance| *distance < FAR)
}
