//! What the words of one call say about which incident it is.

use super::Heard;
use super::lexicon::{Role, Word, words};
use crate::region::Region;
use crate::region::gazetteer::normalize;
use std::collections::{BTreeSet, HashSet};

/// Most words of a spot's name, such as two of `masjid al ikhlas`.
const LONGEST_NAME: usize = 2;
/// A shorter word tells nothing by itself.
const SHORTEST_TELLING: usize = 3;
/// After "another": than which.
const FROM: &[&str] = &["dari", "dan", "yang"];
/// Words for what happened that stand in calls of every kind.
const COMMON: &[&str] =
    &["orang", "korban", "rumah", "sakit", "petugas", "ambulans", "polisi", "damkar", "air", "rusak"];
/// What shows from afar.
const SHOWN: &[&str] = &["asap", "api", "kebakaran", "ledakan", "bau"];
/// What the wind carries.
const CARRIED: &[&str] = &["asap", "ledakan", "bau"];
/// How an age ends: `58 th`.
const YEARS: &[&str] = &["th", "thn", "tahun", "taun"];
/// Sides that may stand behind a spot: `parkiran wetan`.
const COMPASS: &[&str] = &["utara", "selatan", "timur", "barat"];
/// Words after a "not" that it takes in.
const NEGATED: usize = 4;

/// A spot that a call names: `depan SPBU Kletek` is of the kind `spbu`, called `kletek`, on its side `depan`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Spot {
    pub kind: String,
    pub name: Vec<String>,
    pub side: Option<String>,
    /// From the field for it, not out of the narrative.
    pub is_landmark: bool,
}

/// One call, read.
#[derive(Clone, Debug, Default)]
pub(super) struct Reading {
    pub spots: Vec<Spot>,
    /// `rt`, `rw`, `km`, `no`, `blok` with what follows.
    pub labels: Vec<(String, String)>,
    /// Vehicles, models, colours, persons and animals.
    pub classed: BTreeSet<(u8, String)>,
    /// Words that no list knows: names, plates, things.
    pub telling: BTreeSet<String>,
    /// Two of them next to each other, as one.
    pub joined: BTreeSet<String>,
    /// Words for what happened.
    pub kinds: BTreeSet<String>,
    /// Those of them that not every call of its kind says.
    pub matter: BTreeSet<String>,
    /// All words that say what happened or are in no list.
    pub said: BTreeSet<String>,
    /// What the region says of its category.
    pub terms: BTreeSet<String>,
    /// What it is said not to be, or not to be at.
    pub negated: BTreeSet<String>,
    /// Names of villages and districts that are said.
    pub places: BTreeSet<String>,
    /// Those of them that somebody does not only go to or look to.
    pub scenes: BTreeSet<String>,
    pub again: bool,
    pub still: bool,
    pub more: bool,
    pub other: bool,
    /// The caller sees it from where it is not.
    pub afar: bool,
    /// It lies between two places.
    pub border: bool,
    /// Smoke, a bang or a smell is told of.
    pub airs: bool,
    /// In years, of whomever it is about.
    pub ages: BTreeSet<i64>,
    seen: bool,
}

/// The classes of which a scene has some and not others.
pub(super) const CLASSES: [Role; 6] =
    [Role::Vehicle, Role::Model, Role::Colour, Role::Person, Role::Animal, Role::Tree];

/// Names of the region's villages and districts, as they are compared.
pub(super) fn names(region: &Region) -> HashSet<String> {
    let villages = region.villages.iter().map(|village| village.name.as_str());
    let districts = region.districts.iter().map(|district| district.name.as_str());
    villages.chain(districts).map(plain).collect()
}

/// A name in lower case without spaces and hyphens.
pub(super) fn plain(name: &str) -> String {
    name.chars().filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect()
}

pub(super) fn read(region: &Region, heard: &Heard, names: &HashSet<String>) -> Reading {
    let mut reading = Reading::default();
    let landmark = words(&heard.landmark, names);
    if landmark.iter().all(|word| word.role != Some(Role::Spot)) {
        // A place known by its name alone.
        let labels =
            |at: usize| at > 0 && landmark.get(at - 1).is_some_and(|word| word.role == Some(Role::Label));
        let named = |(at, word): &(usize, &Word)| {
            is_name(word) && !is_number(&word.text) && !names.contains(&word.text) && !labels(*at)
        };
        let name: Vec<String> =
            landmark.iter().enumerate().filter(named).map(|(_, word)| word.text.clone()).collect();
        if !name.is_empty() {
            reading.spots.push(Spot { kind: String::new(), name, side: None, is_landmark: true });
        }
    }
    reading.take(&landmark, names, true);
    reading.take(&words(&heard.narrative, names), names, false);
    // What the field has by name the narrative says again.
    let named: Vec<String> = reading
        .spots
        .iter()
        .filter(|spot| spot.is_landmark && !spot.name.is_empty())
        .map(|spot| spot.kind.clone())
        .collect();
    reading.spots.retain(|spot| spot.is_landmark || !named.contains(&spot.kind));
    reading.said = reading.kinds.union(&reading.telling).cloned().collect();
    // What every call of the kind says tells nothing.
    if let Some(category) = heard.category.as_ref().and_then(|code| region.category(code)) {
        let terms = format!("{} {}", category.name_id, category.keywords);
        for word in words(&terms, names) {
            reading.telling.remove(&word.text);
            let says = match word.role {
                Some(role) => role == Role::Kind && !COMMON.contains(&word.text.as_str()),
                None => word.text.len() >= SHORTEST_TELLING,
            };
            if says {
                reading.terms.insert(word.text);
            }
        }
    }
    reading.matter = reading.kinds.iter().filter(|word| !reading.terms.contains(*word)).cloned().collect();
    reading.matter.retain(|word| !COMMON.contains(&word.as_str()));
    reading.airs = CARRIED.iter().any(|word| reading.kinds.contains(*word));
    reading.afar = reading.seen && SHOWN.iter().any(|word| reading.kinds.contains(*word));
    // Nor does a spot that is called by the place it is in.
    let village =
        heard.village.as_ref().and_then(|code| region.village(code)).map(|village| plain(&village.name));
    let district = heard.district.as_ref().and_then(|code| region.district(code)).map(|d| plain(&d.name));
    for spot in &mut reading.spots {
        spot.name.retain(|word| Some(word) != village.as_ref() && Some(word) != district.as_ref());
    }
    reading
}

fn is_number(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit())
}

fn is_name(word: &Word) -> bool {
    word.role.is_none() || word.role == Some(Role::Thing)
}

impl Reading {
    fn take(&mut self, words: &[Word], names: &HashSet<String>, is_landmark: bool) {
        let mut negated = 0;
        let mut side: Option<String> = None;
        for (at, word) in words.iter().enumerate() {
            if let (Ok(age @ 0..=110), Some(next)) = (word.text.parse(), words.get(at + 1))
                && YEARS.contains(&next.text.as_str())
            {
                self.ages.insert(age);
            }
            let next = words.get(at + 1).filter(|n| !n.begins);
            let prev = (at > 0).then(|| words.get(at - 1)).flatten().filter(|_| !word.begins);
            let towards = prev.is_some_and(|word| word.text == "arah" || word.text == "ke");
            if word.begins {
                negated =
                    if !is_landmark && contrasts(words.get(at..).unwrap_or(&[])) { usize::MAX } else { 0 };
                side = None;
                self.other |= negated > 0;
            }
            if matches!(word.role, Some(Role::Not | Role::Other)) && negated <= NEGATED {
                self.other |= word.role == Some(Role::Other);
                // What follows is that other, unless it is told what this is not.
                let from = words.get(at + 1).is_some_and(|next| FROM.contains(&next.text.as_str()));
                negated = if word.role == Some(Role::Not) || from { NEGATED } else { 0 };
                continue;
            }
            if word.role == Some(Role::But) {
                negated = 0;
                continue;
            }
            if negated > 0 && word.role != Some(Role::Plain) {
                negated -= 1;
                self.negated.insert(word.text.clone());
                // What it is not is no sign of what it is.
                continue;
            }
            match word.role {
                Some(Role::Spot) => {
                    let name = name_after(words, at);
                    let beside = || {
                        next.filter(|word| COMPASS.contains(&word.text.as_str()))
                            .map(|word| word.text.clone())
                    };
                    let side = side.take().or_else(beside);
                    self.spots.push(Spot { kind: word.text.clone(), name, side, is_landmark });
                }
                Some(Role::Side) => side = Some(word.text.clone()),
                Some(Role::Label) => {
                    if let Some(next) = words.get(at + 1).filter(|next| !next.begins && is_value(&next.text))
                    {
                        self.labels.push((word.text.clone(), next.text.clone()));
                    }
                }
                Some(Role::Again) => self.again = true,
                Some(Role::Still) => self.still = true,
                Some(Role::More) => self.more = true,
                Some(Role::Seen) => self.seen = true,
                Some(Role::Border) => self.border = true,
                Some(Role::Kind) if is_absent(words.get(at.saturating_sub(2)..at).unwrap_or(&[])) => {}
                Some(Role::Kind) => {
                    self.kinds.insert(word.text.clone());
                }
                Some(Role::Plain | Role::Not | Role::Other | Role::But) => {}
                Some(role) => {
                    if role == Role::Tree {
                        self.kinds.insert("pohon".to_owned());
                    }
                    if let Some(class) = CLASSES.iter().position(|class| *class == role) {
                        self.classed.insert((u8::try_from(class).unwrap_or(u8::MAX), word.text.clone()));
                    } else {
                        self.telling.insert(word.text.clone());
                    }
                }
                None if names.contains(&normalize_name(&word.text, names)) => {
                    let name = normalize_name(&word.text, names);
                    if !towards {
                        self.scenes.insert(name.clone());
                    }
                    self.places.insert(name);
                }
                None => {
                    if word.text.len() >= SHORTEST_TELLING && !is_number(&word.text) {
                        self.telling.insert(word.text.clone());
                    }
                    // What one writes in two words another writes in one.
                    if let Some(next) = words.get(at + 1).filter(|next| next.role.is_none() && !next.begins) {
                        self.joined.insert(format!("{}{}", word.text, next.text));
                    }
                }
            }
        }
    }

    pub fn of_class(&self, class: u8) -> BTreeSet<&str> {
        self.classed.iter().filter(|(of, _)| *of == class).map(|(_, word)| word.as_str()).collect()
    }
}

/// The name as the region has it, where only doubled letters part them.
fn normalize_name(word: &str, names: &HashSet<String>) -> String {
    if names.contains(word) {
        return word.to_owned();
    }
    let folded = normalize(word);
    if names.contains(&folded) { folded } else { word.to_owned() }
}

/// `tidak ada api`: the words before say that there is none.
fn is_absent(before: &[Word]) -> bool {
    before.iter().any(|word| word.text == "tidak" || word.text == "tanpa")
}

/// Does a clause begin that sets another incident beside this one: `yang depan SD sudah kering`?
fn contrasts(clause: &[Word]) -> bool {
    let clause =
        clause.iter().enumerate().take_while(|(at, word)| *at == 0 || !word.begins).map(|(_, word)| word);
    let mut clause = clause.skip_while(|word| word.role == Some(Role::Plain) && word.text != "yang");
    clause.next().is_some_and(|word| word.text == "yang")
        && clause.clone().next().is_some_and(|word| {
            word.role.is_none_or(|role| !matches!(role, Role::Again | Role::Plain | Role::Still | Role::More))
                || word.text == "kemarin"
        })
        && clause.any(|word| ["sudah", "makin", "nyala", "juga", "listrik"].contains(&word.text.as_str()))
}

fn is_value(text: &str) -> bool {
    is_number(text) || text.len() == 1
}

fn name_after(words: &[Word], at: usize) -> Vec<String> {
    let after = words.get(at + 1..).unwrap_or(&[]);
    after
        .iter()
        .take_while(|word| !word.begins && (is_name(word)))
        .take(LONGEST_NAME)
        .map(|word| word.text.clone())
        .collect()
}
