//! Names as they are typed: right, with a slip, or in shorthand (`kdg cangkring`, `kec skdn`). What is supposed must be
//! the only name so near; in doubt none is.

use super::{Mark, Names};
use crate::reading::text::{Span, Text, Word};
use crate::reading::vocabulary::{Vocabulary, apart, lacks_vowels};
use crate::region::gazetteer::normalize;

/// Words a name may be split into.
const MOST_PARTS: usize = 4;
/// Shortest name, in letters, in which one slip is supposed: alone, behind the mark of a village, and before its own
/// district; and in which two are.
const ONE_SLIP: usize = 7;
const ONE_SLIP_MARKED: usize = 5;
const ONE_SLIP_BACKED: usize = 6;
const TWO_SLIPS: usize = 10;
const TWO_SLIPS_BACKED: usize = 8;
/// From so many letters on a name in shorthand outweighs that the word could be a form of another.
const LONG: usize = 8;
/// Shortest shorthand, in letters: of a name, of one that its mark or its district stands beside, of a district.
const SHORT: usize = 5;
const SHORT_SURE: usize = 4;
const SHORT_DISTRICT: usize = 3;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Spelling {
    Right,
    Slip,
    /// A district's shorthand: a name only behind `kec` or right behind one of its villages.
    ShortDistrict,
}

/// A name that begins at some word.
#[derive(Debug)]
pub(super) struct Typed {
    pub span: Span,
    pub name: String,
    pub spelling: Spelling,
    /// What was typed together with it: `dsmodong`.
    pub glued: Option<Mark>,
}

/// The name that is nearest to what was typed.
struct Near {
    name: String,
    slips: usize,
    /// It only lacks letters that shorthand leaves out.
    short: bool,
}

/// What speaks for a name where a word stands.
#[derive(Clone, Copy)]
enum Sure<'a> {
    No,
    /// `ds`, `kec` before it.
    Marked,
    /// This district right behind it.
    Before(&'a str),
}

impl Names {
    /// The longest name that begins at a word; a slip is only supposed where no name stands.
    pub(super) fn name_at(&self, at: usize, text: &Text<'_>, vocabulary: &Vocabulary) -> Option<Typed> {
        let of = |parts: usize, name, spelling| Typed {
            span: Span { from: at, to: at + parts },
            name,
            spelling,
            glued: None,
        };
        for parts in (1..=MOST_PARTS).rev() {
            if let Some(name) = joined(text, at, parts)
                && (self.by_name.contains_key(&name) || self.outside.contains_key(&name))
            {
                return Some(of(parts, name, Spelling::Right));
            }
        }
        if let Some((parts, name, mark)) = self.glued(at, text, vocabulary) {
            return Some(Typed { glued: Some(mark), ..of(parts, name, Spelling::Right) });
        }
        let marked = self.is_marked(at, text);
        for parts in (1..=2).rev() {
            let Some(words) = text.words.get(at..at + parts) else { continue };
            if parts == 2 && self.is_right_without(words, vocabulary) {
                continue;
            }
            let strange = |word: &&Word| !vocabulary.is_known(&word.folded);
            let Some(name) = joined(text, at, parts).filter(|_| words.iter().any(|word| strange(&word)))
            else {
                continue;
            };
            let behind = joined(text, at + parts, 1).filter(|_| !begins(text, at + parts));
            let sure = match behind.filter(|name| self.is_districts(name)) {
                _ if marked && parts == 1 => Sure::Marked,
                Some(ref district) => {
                    if let Some(near) = self.slip(&name, Sure::Before(district)) {
                        return Some(of(parts, near.name, Spelling::Slip));
                    }
                    Sure::No
                }
                None => Sure::No,
            };
            let Some(Near { name: meant, slips, short }) = self.slip(&name, sure) else { continue };
            // An everyday word or a form of one, though misspelt, is no sign of a name, unless a long one in shorthand.
            let own = vocabulary.id(&meant);
            let nearer = |word: &Word| match word.slips {
                // `kdondong`: the everyday word is the name.
                Some(1..) if own.is_some_and(|own| word.means.contains(&own)) => false,
                None => false,
                Some(_) if short && name.chars().count() > LONG => false,
                Some(0) => !short || name.chars().count() < LONG,
                Some(other) => other < slips || other == slips && !marked,
            };
            // `tmabak cemandi`: were the slip an everyday word's, another village's name would be left over.
            let leaves_a_name =
                parts == 2 && words.last().is_some_and(|last| self.by_name.contains_key(&last.folded));
            if marked || leaves_a_name || !words.iter().filter(strange).any(nearer) {
                return Some(of(parts, meant, Spelling::Slip));
            }
        }
        let word = text.get(at).filter(|word| marked || !vocabulary.is_known(&word.folded))?;
        // `ds trik` may be Terik as well as Tarik.
        let village = at.checked_sub(1).is_some_and(|before| text.means(before, Some(self.marks.village)));
        let short = self.short_district(&word.folded).filter(|_| !village);
        short.map(|name| of(1, name, Spelling::ShortDistrict))
    }

    /// A name with its mark in one word: `disepande`, `dskupang`, `dsseketi`, of which folding leaves one `s`.
    fn glued(&self, at: usize, text: &Text<'_>, vocabulary: &Vocabulary) -> Option<(usize, String, Mark)> {
        let first = text.get(at).filter(|word| !vocabulary.is_known(&word.folded))?;
        let marks = GLUED.into_iter().filter(|(mark, _)| first.folded.starts_with(mark));
        for (typed, mark) in marks {
            for parts in (1..=2).rev() {
                let Some(whole) = joined(text, at, parts) else { continue };
                let both = [typed.len(), typed.len() - 1];
                let name = both
                    .into_iter()
                    .filter_map(|from| whole.get(from..))
                    .find(|name| self.by_name.contains_key(*name));
                if let Some(name) = name {
                    return Some((parts, name.to_owned(), mark));
                }
            }
        }
        None
    }

    /// `ke kepadangan`, `blok k entalsewu`: the second word is a name as it stands, and the first is no part of one.
    fn is_right_without(&self, words: &[Word], vocabulary: &Vocabulary) -> bool {
        let [first, last] = words else { return false };
        let no_part = first.folded.chars().count() <= 2 || vocabulary.is_known(&first.folded);
        no_part && self.by_name.contains_key(&last.folded)
    }

    /// The only name within a slip or two, and how many.
    fn slip(&self, name: &str, sure: Sure<'_>) -> Option<Near> {
        let letters: Vec<char> = name.chars().collect();
        let (shortest, short) = match sure {
            Sure::No => (ONE_SLIP, SHORT),
            Sure::Marked => (ONE_SLIP_MARKED, SHORT_SURE),
            Sure::Before(_) => (ONE_SLIP_BACKED, SHORT_SURE),
        };
        let bare = !letters.iter().any(|letter| VOWELS.contains(*letter));
        // `gntng` is more than one everyday word before it is a name.
        let least = if bare && matches!(sure, Sure::No) { short + 1 } else { short };
        if letters.len() < least || letters.iter().any(char::is_ascii_digit) {
            return None;
        }
        let two = if matches!(sure, Sure::Before(_)) { TWO_SLIPS_BACKED } else { TWO_SLIPS };
        let most = if letters.len() >= two { 2 } else { 1 };
        let mut best: Option<(usize, &String, bool)> = None;
        let mut doubt = false;
        for known in letters.first().and_then(|first| self.spelt.get(first)).into_iter().flatten() {
            if matches!(sure, Sure::Before(district) if !self.lies_in(known, district)) {
                continue;
            }
            let short = lacks_vowels(&letters, known) || is_short_for(&letters, known);
            let slips = if short {
                1
            } else if letters.len() < shortest || known.len().abs_diff(letters.len()) > most {
                continue;
            } else {
                apart(&letters, known, most)
            };
            if slips > most {
                continue;
            }
            // Any second name so near leaves a doubt, even a further one.
            doubt |= best.is_some();
            if best.is_none_or(|(less, ..)| slips < less) {
                best = Some((slips, known, short));
            }
        }
        best.filter(|_| !doubt).map(|(slips, known, short)| Near { name: known.clone(), slips, short })
    }

    fn short_district(&self, typed: &str) -> Option<String> {
        let letters: Vec<char> = typed.chars().collect();
        if letters.len() < SHORT_DISTRICT {
            return None;
        }
        let mut fits =
            self.by_name.keys().filter(|name| self.is_districts(name) && is_short_for(&letters, name));
        fits.next().filter(|_| fits.next().is_none()).cloned()
    }

    fn is_districts(&self, name: &str) -> bool {
        self.places_of(name).any(|place| place.is_district)
    }

    /// A village of the name lies in the district, and the name is not first of all an everyday word.
    fn lies_in(&self, name: &str, district: &str) -> bool {
        let within =
            |code| self.places_of(district).any(|other| other.is_district && other.hit.district == code);
        self.everyday.get(name).is_none_or(|how| *how < 2)
            && self.places_of(name).any(|place| !place.is_district && within(place.hit.district.clone()))
    }
}

/// `klopo 10`, `bakalan wringin 7`
const NUMBERS: [(&str, &str); 2] = [("7", "pitu"), ("10", "sepuluh")];
/// Marks that are typed together with a name.
const GLUED: [(&str, Mark); 8] = [
    ("desa", Mark::Village),
    ("kelurahan", Mark::Village),
    ("kel", Mark::Village),
    ("ds", Mark::Village),
    ("kec", Mark::District),
    ("dusun", Mark::Smaller),
    ("dsn", Mark::Smaller),
    ("di", Mark::At),
];
const VOWELS: &str = "aeiou";

fn begins(text: &Text<'_>, at: usize) -> bool {
    text.get(at).is_none_or(|word| word.begins)
}

/// So many words from one on as one name, where no clause begins within.
fn joined(text: &Text<'_>, at: usize, parts: usize) -> Option<String> {
    let mut name = String::new();
    for (place, word) in text.words.get(at..at + parts)?.iter().enumerate() {
        if place > 0 && word.begins {
            return None;
        }
        let number = NUMBERS.iter().find(|(digits, _)| place > 0 && *digits == word.folded);
        name.push_str(number.map_or(&word.folded, |(_, said)| said));
    }
    Some(normalize(&name))
}

/// Typed in shorthand: the first letter and the last consonant are there, all are in their order, and what lacks is
/// vowels and nasals before another consonant, no more of them than letters were typed: `kdgturi`, `tmbksumur`.
fn is_short_for(typed: &[char], name: &str) -> bool {
    let name: Vec<char> = name.chars().collect();
    let (mut at, mut lacking, mut nasals) = (0, 0, 0);
    for (place, letter) in name.iter().enumerate() {
        if typed.get(at) == Some(letter) {
            at += 1;
            continue;
        }
        let next = name.get(place + 1);
        let nasal = "nm".contains(*letter) && next.is_some_and(|next| !VOWELS.contains(*next));
        if place == 0 || !nasal && !VOWELS.contains(*letter) {
            return false;
        }
        lacking += 1;
        nasals += usize::from(nasal);
    }
    at == typed.len() && (1..=typed.len()).contains(&lacking) && nasals <= 2
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shorthand_lacks_vowels_and_nasals_alone() {
        let short = |typed: &str, name| is_short_for(&typed.chars().collect::<Vec<_>>(), name);
        for (typed, name) in [
            ("kdgcangkring", "kedungcangkring"),
            ("skdn", "sukodono"),
            ("tmbksumur", "tambaksumur"),
            ("krgtanjung", "karangtanjung"),
            ("tgln", "tangulangin"),
        ] {
            assert_eq!(short(typed, name), typed != "tgln", "{typed}");
        }
        for (typed, name) in [("edung", "kedung"), ("taman", "taman"), ("krbng", "krembangan"), ("", "waru")]
        {
            assert!(!short(typed, name), "{typed}");
        }
    }
}
