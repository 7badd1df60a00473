//! Finding a place by what somebody typed or said: villages and districts by name, by part of a name, or in spite of
//! a slip of the finger or two, and the spots that earlier tickets named. Nothing here replaces the caller's own words
//! for a place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::code::{DistrictCode, VillageCode};
use super::place::{District, Village};
use super::{Region, vocabulary};

mod index;
mod name;
mod typed;

pub use index::{Gazetteer, SpotSaid};
pub(super) use name::begins_with_one_slip;
pub(crate) use name::one_slip;
pub use vocabulary::find_categories;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    District,
    Desa,
    Kelurahan,
    /// A hamlet, a housing estate, a landmark: learnt from earlier tickets.
    Spot,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceHit {
    /// `None` when the district itself is meant, or a spot of which only the district is known.
    pub village: Option<VillageCode>,
    pub district: DistrictCode,
    pub name: String,
    /// Where a spot lies, as far as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub village_name: Option<String>,
    pub district_name: String,
    pub kind: PlaceKind,
    /// The other name by which it was found.
    pub matched_alias: Option<String>,
    /// The name by which it was found belongs to another place too: ask which is meant.
    pub shared_name: bool,
    /// Not to be taken without a look: another place that fits bears the name, or it is only a guess by two slips.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub asks: bool,
    /// The house number, RT and RW that were typed with the name, and are no part of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub address: Option<String>,
}

/// Text as names are compared: lower case, letters and digits only, doubled letters as one. Case, spaces, hyphens,
/// zero-width and direction marks make no difference.
#[must_use]
pub fn normalize(text: &str) -> String {
    let mut folded = String::with_capacity(text.len());
    for letter in text.chars().flat_map(char::to_lowercase).map(without_accent) {
        let doubled = letter.is_alphabetic() && folded.ends_with(letter);
        if letter.is_alphanumeric() && !doubled {
            folded.push(letter);
        }
    }
    folded
}

/// The accents Javanese is sometimes written with.
fn without_accent(letter: char) -> char {
    match letter {
        'é' | 'è' | 'ê' | 'ë' | 'ě' => 'e',
        'á' | 'à' | 'â' | 'å' => 'a',
        'í' | 'ì' => 'i',
        'ó' | 'ò' | 'ô' => 'o',
        'ú' | 'ù' => 'u',
        _ => letter,
    }
}

/// The words of a text as they were typed and normalized, at most `most` of them.
fn typed_words(text: &str, most: usize) -> impl Iterator<Item = (&str, String)> {
    let between = |letter: char| letter.is_whitespace() || ",.;:/()".contains(letter);
    text.split(between).map(|word| (word, normalize(word))).filter(|(_, word)| !word.is_empty()).take(most)
}

/// The normalized words of a text, at most `most` of them.
pub(super) fn words(text: &str, most: usize) -> Vec<String> {
    typed_words(text, most).map(|(_, word)| word).collect()
}

/// The district of that name, however it is spaced and spelt in case.
#[must_use]
pub fn district_named<'a>(region: &'a Region, name: &str) -> Option<&'a District> {
    let wanted = normalize(name);
    region.districts.iter().find(|district| normalize(&district.name) == wanted)
}

/// The village of that name, or once of that name, within a district.
#[must_use]
pub fn village_named<'a>(region: &'a Region, district: &DistrictCode, name: &str) -> Option<&'a Village> {
    let wanted = normalize(name);
    let within = || region.villages.iter().filter(|village| village.district == *district);
    within()
        .find(|village| normalize(&village.name) == wanted)
        .or_else(|| within().find(|village| village.aliases.iter().any(|alias| normalize(alias) == wanted)))
}

#[cfg(test)]
mod tests;
