//! The ways in which typed words may be a place.

use super::name::Wanted;
use super::{PlaceKind, normalize, typed_words};

/// A district's name has at most so many words.
const DISTRICT_WORDS: usize = 3;

/// One way to understand the words: a name, perhaps of a certain kind, perhaps within a district.
#[derive(Debug)]
pub(super) struct Typed {
    pub name: Wanted,
    pub kind: Option<PlaceKind>,
    pub district: Option<Wanted>,
}

impl Typed {
    fn of(name: String, kind: Option<PlaceKind>, district: Option<String>) -> Self {
        Self { name: Wanted::of(name), kind, district: district.map(Wanted::of) }
    }
}

fn marked_kind(word: &str) -> Option<PlaceKind> {
    match word {
        "kec" | "kecamatan" => Some(PlaceKind::District),
        "ds" | "desa" => Some(PlaceKind::Desa),
        "kel" | "kelurahan" => Some(PlaceKind::Kelurahan),
        _ => None,
    }
}

/// The words without the house number, RT and RW among them, and those as they were typed; `None` where nothing is
/// left of one of the two.
pub(super) fn without_address(text: &str, most: usize) -> Option<(Vec<String>, String)> {
    let words: Vec<_> = typed_words(text, most).collect();
    let numbered =
        |at: usize| words.get(at).is_some_and(|(_, word)| word.contains(|c: char| c.is_ascii_digit()));
    let (mut name, mut address) = (Vec::new(), Vec::new());
    for (at, (typed, word)) in words.iter().enumerate() {
        let leads = matches!(word.as_str(), "rt" | "rw" | "no" | "nomor" | "blok" | "gang" | "gg")
            && numbered(at + 1);
        if leads || numbered(at) {
            address.push(*typed);
        } else {
            name.push(word.clone());
        }
    }
    (!name.is_empty() && !address.is_empty()).then(|| (name, address.join(" ")))
}

/// Every way to understand the words, the most natural first.
pub(super) fn ways(words: &[String]) -> Vec<Typed> {
    let joined = |words: &[String]| normalize(&words.concat());
    let (mut kind, mut name, mut district) = (None, Vec::new(), Vec::new());
    let mut in_district = false;
    for word in words {
        match marked_kind(word) {
            Some(PlaceKind::District) => in_district = true,
            Some(village) => {
                in_district = false;
                kind = Some(village);
            }
            None if in_district => district.push(word.clone()),
            None => name.push(word.clone()),
        }
    }
    if name.is_empty() && district.is_empty() {
        // Nothing but a mark: the beginning of a name that looks like one.
        return vec![Typed::of(joined(words), None, None)];
    }
    if name.is_empty() {
        return vec![Typed::of(joined(&district), Some(PlaceKind::District), None)];
    }
    if !district.is_empty() {
        return vec![Typed::of(joined(&name), kind, Some(joined(&district)))];
    }
    let mut ways = vec![Typed::of(joined(&name), kind, None)];
    for taken in 1..=DISTRICT_WORDS.min(name.len() - 1) {
        let (front, back) = name.split_at(name.len() - taken);
        ways.push(Typed::of(joined(front), kind, Some(joined(back))));
        let (front, back) = name.split_at(taken);
        ways.push(Typed::of(joined(back), kind, Some(joined(front))));
    }
    ways
}
