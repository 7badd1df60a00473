//! Cues: the words by which a narrative is read, and what they speak for. They are a list of the region, so that a
//! room can see, mend and add to them; a region without the list is read by the product's own.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::category::Severity;
use super::cells::{Cells, items};
use super::fault::{RegionFile, RowFault, RowFaultCode};
use super::table::{self, Column, optional, required};

/// Codes a cue may speak for that are no category of a region: ways a call ends without a ticket of its own.
pub const OUTCOMES: [&str; 6] = ["TDK-PRK", "TDK-GST", "TDK-SLH", "INFO-UMM", "INFO-CUA", "INFO-SUS"];

/// What a cue does with its phrase.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum CueKind {
    /// Each word of the phrase also stands for the word it speaks for: shorthand, Javanese, a class (`#mobil`).
    Word,
    /// Speaks for a category or an outcome of a call.
    Category,
    /// Speaks for a severity: raises to it, or with a negative weight lowers to it.
    Severity,
    /// Denies what follows it.
    Not,
    /// A place named behind it is not the scene.
    Elsewhere,
    /// Looks like the name of a place but usually is none.
    Ordinary,
    /// A place outside the region, and which regency or city it lies in.
    Outside,
    /// Everyday words that are spelt right: neither a slip of another word nor a form of one.
    Known,
}

impl CueKind {
    fn from_word(word: &str) -> Option<Self> {
        Some(match word {
            "word" => Self::Word,
            "category" => Self::Category,
            "severity" => Self::Severity,
            "not" => Self::Not,
            "elsewhere" => Self::Elsewhere,
            "ordinary" => Self::Ordinary,
            "outside" => Self::Outside,
            "known" => Self::Known,
            _ => return None,
        })
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Cue {
    pub kind: CueKind,
    /// Words in order, with at most two others between; `|` separates words that serve alike, ` ~ ` parts that may
    /// stand anywhere, `=` forbids other forms of a word.
    pub phrase: String,
    /// A code, a severity or a word, by its kind; empty where the kind needs none.
    pub speaks_for: String,
    pub weight: i32,
}

/// Heaviest weight of a cue, either way.
pub const HEAVIEST: i32 = 20;

const CUES: &[Column] =
    &[required("kind"), required("phrase"), required("speaks_for"), required("weight"), optional("basis")];

/// Reads the list; `categories` are the codes of the region, `None` where they could not be read. An empty text is
/// an empty list.
pub(super) fn read(
    text: &str,
    categories: Option<&BTreeSet<String>>,
    faults: &mut Vec<RowFault>,
) -> Vec<Cue> {
    if text.trim_matches(['\u{feff}', '\r', '\n', ' ']).is_empty() {
        return Vec::new();
    }
    let mut cues = Vec::new();
    for line in table::read(RegionFile::Cues, text, CUES, faults).unwrap_or_default() {
        cues.extend(cue(&mut Cells::new(&line, faults), categories));
    }
    cues
}

/// The cues of one line: one for each thing it speaks for.
fn cue(cells: &mut Cells<'_>, categories: Option<&BTreeSet<String>>) -> Vec<Cue> {
    let kind = cells.choice("kind", CueKind::from_word);
    let phrase = cells.filled("phrase");
    let weight = cells.weight("weight", HEAVIEST);
    let (Some(kind), Some(phrase), Some(weight)) = (kind, phrase, weight) else { return Vec::new() };
    let speaks_for = cells.words("speaks_for");
    let known = |code: &str| match kind {
        CueKind::Category => OUTCOMES.contains(&code) || categories.is_none_or(|known| known.contains(code)),
        CueKind::Severity => Severity::from_word(code).is_some(),
        _ => true,
    };
    match kind {
        CueKind::Category | CueKind::Severity | CueKind::Word | CueKind::Outside => {
            if cells.filled("speaks_for").is_none() {
                return Vec::new();
            }
            for code in items(&speaks_for).filter(|code| !known(code)) {
                cells.note("speaks_for", RowFaultCode::UnknownReference, code);
            }
            let spoken = items(&speaks_for).filter(|code| known(code));
            let of = |code: &str| Cue { kind, phrase: phrase.clone(), speaks_for: code.to_owned(), weight };
            spoken.map(of).collect()
        }
        CueKind::Not | CueKind::Elsewhere | CueKind::Ordinary | CueKind::Known => {
            vec![Cue { kind, phrase, speaks_for, weight }]
        }
    }
}

/// The list the product ships.
///
/// # Errors
/// Its own faults; there are none in a released product (a test says so).
pub fn seed_cues() -> Result<Vec<Cue>, Vec<RowFault>> {
    let mut faults = Vec::new();
    let cues = read(include_str!("../../seed/cues.csv"), None, &mut faults);
    if faults.is_empty() { Ok(cues) } else { Err(faults) }
}
