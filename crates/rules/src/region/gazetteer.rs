//! Finding a place by what somebody typed or said: villages and districts by name, by part of a name, or in spite of
//! one slip of the finger. Nothing here replaces the caller's own words for a place.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::code::{DistrictCode, VillageCode};
use super::place::{District, Village, VillageKind};
use super::{Region, vocabulary};

pub use vocabulary::find_categories;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum PlaceKind {
    District,
    Desa,
    Kelurahan,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PlaceHit {
    /// `None` when the district itself is meant.
    pub village: Option<VillageCode>,
    pub district: DistrictCode,
    pub name: String,
    pub district_name: String,
    pub kind: PlaceKind,
    /// The other name by which it was found.
    pub matched_alias: Option<String>,
    /// The name by which it was found belongs to another place too: ask which is meant.
    pub shared_name: bool,
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

/// The normalized words of a text, at most `most` of them.
pub(super) fn words(text: &str, most: usize) -> Vec<String> {
    let between = |letter: char| letter.is_whitespace() || ",.;:/()".contains(letter);
    text.split(between).map(normalize).filter(|word| !word.is_empty()).take(most).collect()
}

/// Places that `text` may mean, best first, at most `limit`. A district may stand before or after the name
/// (`kebonagung porong`), and `kel`, `ds` and `kec` say what kind of place is meant.
#[must_use]
pub fn find_places(region: &Region, text: &str, limit: usize) -> Vec<PlaceHit> {
    let readings = readings(&words(text, MOST_WORDS));
    let places = places(region);
    let mut found: Vec<Found<'_>> = Vec::new();
    for place in &places {
        let best = readings.iter().filter_map(|reading| reading.score(place)).min_by_key(|(score, _)| *score);
        if let Some((score, alias)) = best {
            found.push(Found { score, place, alias });
        }
    }
    // A slip is only supposed where nobody's name begins that way.
    if found.iter().any(|hit| hit.score < SLIP) {
        found.retain(|hit| hit.score < SLIP);
    }
    // Callers mix up desa and kelurahan: the other kind is offered only where the named one is not to be had.
    let marked = readings.first().and_then(|reading| reading.kind);
    let as_marked = |hit: &Found<'_>| marked.is_none_or(|kind| kind == hit.place.kind());
    if found.iter().any(|hit| hit.score < CONTAINS && as_marked(hit)) {
        found.retain(as_marked);
    }
    found.sort_by_key(|hit| {
        (hit.score, hit.place.village.is_some(), hit.place.name(), hit.place.district_code())
    });
    found.truncate(limit);
    found.into_iter().map(|hit| hit.into_hit(&places)).collect()
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

/// More words than any name with its district has; the rest of a pasted text is not read.
const MOST_WORDS: usize = 12;
/// A district's name has at most so many words.
const DISTRICT_WORDS: usize = 3;

// Scores, lower is better. Steps leave room for what makes a match a little worse.
const EXACT: u32 = 0;
const PREFIX: u32 = 10;
const WORD_PREFIX: u32 = 20;
const CONTAINS: u32 = 30;
const SLIP: u32 = 40;
const SLIP_WHILE_TYPING: u32 = 50;
const BY_ALIAS: u32 = 1;
const DISTRICT_BEGUN: u32 = 2;
const DISTRICT_SLIP: u32 = 4;
const OTHER_KIND: u32 = 4;

/// A name as it is compared.
struct Name {
    /// The name normalized, then the same from its second word on, from its third, and so on.
    from_word: Vec<String>,
}

impl Name {
    fn of(name: &str) -> Self {
        let starts =
            std::iter::once(0).chain(name.match_indices([' ', '-']).map(|(at, mark)| at + mark.len()));
        Self { from_word: starts.filter_map(|start| name.get(start..)).map(normalize).collect() }
    }

    fn whole(&self) -> &str {
        self.from_word.first().map_or("", String::as_str)
    }

    fn score(&self, wanted: &str) -> Option<u32> {
        let name = self.whole();
        let length = wanted.chars().count();
        if length == 0 {
            None
        } else if name == wanted {
            Some(EXACT)
        } else if name.starts_with(wanted) {
            Some(PREFIX)
        } else if self.from_word.iter().any(|rest| rest.starts_with(wanted)) {
            Some(WORD_PREFIX)
        } else if length >= 3 && name.contains(wanted) {
            Some(CONTAINS)
        } else if length >= 4 && one_slip(wanted, name) {
            Some(SLIP)
        } else if length >= 5 && begins_with_one_slip(wanted, name) {
            Some(SLIP_WHILE_TYPING)
        } else {
            None
        }
    }
}

/// True when one letter too many, too few, or wrong, or two neighbours swapped, is all that sets them apart.
pub(crate) fn one_slip(one: &str, other: &str) -> bool {
    let one: Vec<char> = one.chars().collect();
    let other: Vec<char> = other.chars().collect();
    if one.len().abs_diff(other.len()) > 1 {
        return false;
    }
    let same_front = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (one, other) = (one.get(same_front..).unwrap_or(&[]), other.get(same_front..).unwrap_or(&[]));
    let same_back = one.iter().rev().zip(other.iter().rev()).take_while(|(a, b)| a == b).count();
    match (one.split_at(one.len() - same_back).0, other.split_at(other.len() - same_back).0) {
        ([] | [_], [] | [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

/// As [`one_slip`], for a name still being typed.
pub(super) fn begins_with_one_slip(wanted: &str, name: &str) -> bool {
    let length = wanted.chars().count();
    // The whole name is the last cut; longer ones repeat it.
    (length.saturating_sub(1)..=length + 1).any(|cut| {
        let end = name.char_indices().nth(cut).map_or(name.len(), |(at, _)| at);
        name.get(..end).is_some_and(|begun| one_slip(wanted, begun))
    })
}

/// A place under its names.
struct Place<'a> {
    village: Option<&'a Village>,
    district: Option<&'a District>,
    name: Name,
    aliases: Vec<(&'a str, Name)>,
    district_name: Name,
}

impl Place<'_> {
    fn name(&self) -> &str {
        self.village
            .map(|village| village.name.as_str())
            .or(self.district.map(|district| district.name.as_str()))
            .unwrap_or("")
    }

    fn kind(&self) -> PlaceKind {
        match self.village.map(|village| village.kind) {
            None => PlaceKind::District,
            Some(VillageKind::Desa) => PlaceKind::Desa,
            Some(VillageKind::Kelurahan) => PlaceKind::Kelurahan,
        }
    }

    fn district_code(&self) -> Option<&DistrictCode> {
        self.village.map(|village| &village.district).or(self.district.map(|district| &district.code))
    }

    fn has_name(&self, wanted: &str) -> bool {
        self.name.whole() == wanted || self.aliases.iter().any(|(_, alias)| alias.whole() == wanted)
    }
}

/// Districts, then villages, each under the names it may be found by.
fn places(region: &Region) -> Vec<Place<'_>> {
    let districts = region.districts.iter().map(|district| Place {
        village: None,
        district: Some(district),
        name: Name::of(&district.name),
        aliases: Vec::new(),
        district_name: Name::of(&district.name),
    });
    let villages = region.villages.iter().map(|village| {
        let district = region.district(&village.district);
        Place {
            village: Some(village),
            district,
            name: Name::of(&village.name),
            aliases: village.aliases.iter().map(|alias| (alias.as_str(), Name::of(alias))).collect(),
            district_name: Name::of(district.map_or("", |district| &district.name)),
        }
    });
    districts.chain(villages).collect()
}

struct Found<'a> {
    score: u32,
    place: &'a Place<'a>,
    alias: Option<&'a str>,
}

impl Found<'_> {
    fn into_hit(self, places: &[Place<'_>]) -> PlaceHit {
        let matched = self.alias.map_or_else(|| self.place.name.whole().to_owned(), normalize);
        // A village that is its district's namesake lies in it: either answer leads to the same people.
        let other = |place: &&Place<'_>| {
            place.kind() != PlaceKind::District
                && place.village != self.place.village
                && place.has_name(&matched)
                || place.district_code() != self.place.district_code() && place.has_name(&matched)
        };
        let namesake = |place: &&Place<'_>| {
            self.place.kind() == PlaceKind::District && place.district_code() == self.place.district_code()
        };
        PlaceHit {
            village: self.place.village.map(|village| village.code.clone()),
            district: self.place.district_code().cloned().unwrap_or_else(|| DistrictCode::from("")),
            name: self.place.name().to_owned(),
            district_name: self.place.district.map_or_else(String::new, |district| district.name.clone()),
            kind: self.place.kind(),
            matched_alias: self.alias.map(str::to_owned),
            shared_name: places.iter().filter(other).any(|place| !namesake(&place)),
        }
    }
}

/// One way to understand the words: a name, perhaps of a certain kind, perhaps within a district.
#[derive(Debug, PartialEq)]
struct Reading {
    name: String,
    kind: Option<PlaceKind>,
    district: Option<String>,
}

impl Reading {
    /// How well a place fits, and the alias by which it does.
    fn score<'a>(&self, place: &'a Place<'_>) -> Option<(u32, Option<&'a str>)> {
        let other_kind = match self.kind {
            Some(kind) if kind == place.kind() => 0,
            Some(PlaceKind::District) => return None,
            Some(_) if place.village.is_none() => return None,
            Some(_) => OTHER_KIND,
            None => 0,
        };
        let within = match &self.district {
            None => 0,
            Some(_) if place.village.is_none() => return None,
            Some(district) => match place.district_name.score(district)? {
                EXACT => 0,
                PREFIX => DISTRICT_BEGUN,
                SLIP => DISTRICT_SLIP,
                _ => return None,
            },
        };
        let within = within + other_kind;
        let by_name = place.name.score(&self.name).map(|score| (score + within, None));
        let by_alias = place.aliases.iter().filter_map(|(alias, name)| {
            name.score(&self.name).map(|score| (score + within + BY_ALIAS, Some(*alias)))
        });
        by_name.into_iter().chain(by_alias).min_by_key(|(score, _)| *score)
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

fn readings(words: &[String]) -> Vec<Reading> {
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
        return vec![Reading { name: joined(words), kind: None, district: None }];
    }
    if name.is_empty() {
        return vec![Reading { name: joined(&district), kind: Some(PlaceKind::District), district: None }];
    }
    if !district.is_empty() {
        return vec![Reading { name: joined(&name), kind, district: Some(joined(&district)) }];
    }
    let mut readings = vec![Reading { name: joined(&name), kind, district: None }];
    for taken in 1..=DISTRICT_WORDS.min(name.len() - 1) {
        let (front, back) = name.split_at(name.len() - taken);
        readings.push(Reading { name: joined(front), kind, district: Some(joined(back)) });
        let (front, back) = name.split_at(taken);
        readings.push(Reading { name: joined(back), kind, district: Some(joined(front)) });
    }
    readings
}

#[cfg(test)]
mod tests;
