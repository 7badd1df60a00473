//! The counts that a regency hands in to the ministry each month: rows as the ministry names them, each of what the
//! room counts under that name.

use super::CallEnd;
use crate::call::{CallOutcome, NoCase};
use crate::refusal::Refusal;
use crate::region::{CategoryCode, Region};
use crate::setup::Setup;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;
use ts_rs::TS;

/// Most rows of a sheet.
pub const MOST_ROWS: usize = 60;

/// Longest name of a row, in characters.
pub const ROW_NAME: usize = 80;

/// What a call is counted as: the category of the ticket that it opened, or what else became of it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Counted {
    Category(CategoryCode),
    /// About a ticket that there was.
    FollowUp,
    NoCase(NoCase),
}

impl Counted {
    /// Of a call that opened no ticket. `None` where it is counted by its ticket, or was taken back.
    pub(super) fn of(end: CallEnd) -> Option<Counted> {
        match end {
            CallEnd::TakenBack | CallEnd::Ended(CallOutcome::Ticket) => None,
            CallEnd::Ended(CallOutcome::FollowUp) => Some(Counted::FollowUp),
            CallEnd::Ended(CallOutcome::Info) => Some(Counted::NoCase(NoCase::Info)),
            CallEnd::Ended(CallOutcome::Prank) => Some(Counted::NoCase(NoCase::Prank)),
            CallEnd::Ended(CallOutcome::Silent) => Some(Counted::NoCase(NoCase::Silent)),
            CallEnd::Ended(CallOutcome::WrongNumber) => Some(Counted::NoCase(NoCase::WrongNumber)),
            CallEnd::Ended(CallOutcome::Test) => Some(Counted::NoCase(NoCase::Test)),
            CallEnd::Ended(CallOutcome::Transferred) => Some(Counted::NoCase(NoCase::Transferred)),
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MinistryRow {
    pub name: String,
    /// None: the form has such a row, and the room nothing that belongs there.
    pub counts: Vec<Counted>,
    /// It tells once more what other rows count, and is not in the sum.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub of_which: bool,
}

/// The rows of the ministry's form, in its order. What none of them counts is told as "others", so that the sum is
/// that of all calls.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct MinistrySheet {
    pub rows: Vec<MinistryRow>,
}

impl MinistrySheet {
    /// # Errors
    /// `Missing`, `TooMany`, `TooLong` and `SameName` by its rows and their names, `UnknownCategory`; `CountedTwice`
    /// where two rows that are both in the sum, or one by itself, count the same thing.
    pub fn check(&self, region: &Region) -> Result<(), Refusal> {
        if self.rows.is_empty() {
            return Err(Refusal::Missing { what: "ministry_rows".to_owned() });
        }
        if self.rows.len() > MOST_ROWS {
            return Err(Refusal::TooMany { what: "ministry_rows".to_owned(), most: MOST_ROWS as u32 });
        }
        let mut names = BTreeSet::new();
        let mut summed: BTreeMap<&Counted, &str> = BTreeMap::new();
        for MinistryRow { name, counts, of_which } in &self.rows {
            let name = name.trim();
            if name.is_empty() {
                return Err(Refusal::Missing { what: "ministry_row".to_owned() });
            }
            if name.chars().count() > ROW_NAME {
                return Err(Refusal::TooLong { what: "ministry_row".to_owned(), longest: ROW_NAME as u32 });
            }
            if !names.insert(name.to_lowercase()) {
                return Err(Refusal::SameName);
            }
            let mut own = BTreeSet::new();
            for counted in counts {
                if let Counted::Category(code) = counted {
                    let known = region.category(code);
                    known.ok_or_else(|| Refusal::UnknownCategory { category: code.to_string() })?;
                }
                let before = if own.insert(counted) { None } else { Some(name) };
                let other = if *of_which { None } else { summed.insert(counted, name) };
                if let Some(first) = before.or(other) {
                    let (first, second) = (first.to_owned(), name.to_owned());
                    return Err(Refusal::CountedTwice { counted: counted.clone(), first, second });
                }
            }
        }
        Ok(())
    }

    /// By what is counted, the row of the sum that counts it.
    pub(super) fn summed(&self) -> BTreeMap<&Counted, usize> {
        let rows = self.rows.iter().enumerate().filter(|(_, row)| !row.of_which);
        rows.flat_map(|(at, row)| row.counts.iter().map(move |counted| (counted, at))).collect()
    }
}

impl Setup {
    /// The room's own sheet, else the product's proposal: of its categories those that the room has.
    pub fn ministry_sheet(&self) -> MinistrySheet {
        self.settings.ministry.clone().unwrap_or_else(|| {
            let has = |counted: &Counted| match counted {
                Counted::Category(code) => self.region.category(code).is_some(),
                Counted::FollowUp | Counted::NoCase(_) => true,
            };
            let rows = PROPOSAL.iter().map(|row| MinistryRow {
                counts: row.counts.iter().filter(|counted| has(counted)).cloned().collect(),
                ..row.clone()
            });
            MinistrySheet { rows: rows.collect() }
        })
    }
}

/// What the product proposes; the ministry's own form changes, and is the room's to follow.
static PROPOSAL: LazyLock<Vec<MinistryRow>> = LazyLock::new(|| seed().unwrap_or_default());

fn seed() -> Result<Vec<MinistryRow>, csv::Error> {
    #[derive(Deserialize)]
    struct Row {
        name: String,
        categories: String,
        outcomes: String,
    }
    let said = |word: &str| match word {
        "follow_up" => Some(Counted::FollowUp),
        word => serde_json::from_value(word.into()).ok().map(Counted::NoCase),
    };
    let row = |Row { name, categories, outcomes }: Row| {
        let codes = categories.split_whitespace().map(|code| Counted::Category(CategoryCode::from(code)));
        let counts = codes.chain(outcomes.split_whitespace().filter_map(said)).collect();
        MinistryRow { name, counts, of_which: false }
    };
    let rows = csv::Reader::from_reader(include_str!("../../seed/ministry.csv").as_bytes());
    rows.into_deserialize().map(|read: Result<Row, _>| read.map(row)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_products_proposal_counts_every_category_and_outcome_once() {
        let setup = Setup { region: Region::sidoarjo().unwrap(), ..Setup::default() };
        let sheet = setup.ministry_sheet();
        assert_eq!((seed().unwrap().len(), sheet.rows.len()), (20, 20));
        sheet.check(&setup.region).unwrap();
        let summed = sheet.summed();
        for category in &setup.region.categories {
            assert!(summed.contains_key(&Counted::Category(category.code.clone())), "{}", category.code);
        }
        let left: Vec<_> = CallEnd::ALL.into_iter().filter(|end| Counted::of(*end).is_none()).collect();
        assert_eq!(left, [CallEnd::Ended(CallOutcome::Ticket), CallEnd::TakenBack]);
        for counted in CallEnd::ALL.into_iter().filter_map(Counted::of) {
            assert!(summed.contains_key(&counted), "{counted:?}");
        }
        // Another regency has other categories: what it does not have is in no row.
        let other = Setup::default().ministry_sheet();
        other.check(&Region::default()).unwrap();
        assert_eq!((other.rows.len(), other.rows[0].counts.len()), (20, 0));
    }
}
