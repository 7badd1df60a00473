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
    /// Words for what happened.
    pub kinds: BTreeSet<String>,
    /// What it is said not to be, or not to be at.
    pub negated: BTreeSet<String>,
    /// Names of villages and districts that are said.
    pub places: BTreeSet<String>,
    pub again: bool,
    pub still: bool,
    pub new: bool,
    pub other: bool,
}

/// The classes of which a scene has some and not others.
pub(super) const CLASSES: [Role; 5] = [Role::Vehicle, Role::Model, Role::Colour, Role::Person, Role::Animal];

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

pub(super) fn read(heard: &Heard, names: &HashSet<String>) -> Reading {
    let mut reading = Reading::default();
    let landmark = words(&heard.landmark, names);
    if landmark.iter().all(|word| word.role != Some(Role::Spot)) {
        // A place known by its name alone.
        let name = landmark.iter().filter(|word| is_name(word)).map(|word| word.text.clone()).collect::<Vec<_>>();
        if !name.is_empty() {
            reading.spots.push(Spot { kind: String::new(), name, side: None, is_landmark: true });
        }
    }
    reading.take(&landmark, names, true);
    reading.take(&words(&heard.narrative, names), names, false);
    reading
}

fn is_name(word: &Word) -> bool {
    word.role.is_none() || word.role == Some(Role::Thing)
}

impl Reading {
    fn take(&mut self, words: &[Word], names: &HashSet<String>, is_landmark: bool) {
        let mut negated = 0;
        let mut side: Option<String> = None;
        for (at, word) in words.iter().enumerate() {
            if word.begins {
                negated = 0;
                side = None;
            }
            if word.role == Some(Role::Not) {
                negated = NEGATED;
                continue;
            }
            if negated > 0 && word.role != Some(Role::Plain) {
                negated -= 1;
                self.negated.insert(word.text.clone());
                if names.contains(&word.text) {
                    continue;
                }
                // What it is not is no sign of what it is.
                continue;
            }
            match word.role {
                Some(Role::Spot) => {
                    let name = name_after(words, at);
                    self.spots.push(Spot { kind: word.text.clone(), name, side: side.take(), is_landmark });
                }
                Some(Role::Side) => side = Some(word.text.clone()),
                Some(Role::Label) => {
                    if let Some(next) = words.get(at + 1).filter(|next| !next.begins && is_value(&next.text)) {
                        self.labels.push((word.text.clone(), next.text.clone()));
                    }
                }
                Some(Role::Again) => self.again = true,
                Some(Role::Still) => self.still = true,
                Some(Role::New) => self.new = true,
                Some(Role::Other) => self.other = true,
                Some(Role::Kind) => {
                    self.kinds.insert(word.text.clone());
                }
                Some(Role::Plain | Role::Not) => {}
                Some(role) => {
                    if let Some(class) = CLASSES.iter().position(|class| *class == role) {
                        self.classed.insert((u8::try_from(class).unwrap_or(u8::MAX), word.text.clone()));
                    } else {
                        self.telling.insert(word.text.clone());
                    }
                }
                None if names.contains(&normalize_name(&word.text, names)) => {
                    self.places.insert(normalize_name(&word.text, names));
                }
                None => {
                    let is_number = word.text.bytes().all(|b| b.is_ascii_digit());
                    if word.text.len() >= SHORTEST_TELLING && !is_number {
                        self.telling.insert(word.text.clone());
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

fn is_value(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii_digit()) || text.len() <= 2
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
