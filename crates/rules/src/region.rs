//! The region a room serves: who can be sent, for what, where, and by which plan.
//!
//! A [`Region`] is a plain value. It is read from CSV files by [`parse`], or from the product's own seed by
//! [`Region::sidoarjo`]; afterwards it changes only by events.

use serde::{Deserialize, Serialize};
use ts_rs::TS;

mod agency;
mod category;
mod cells;
mod code;
mod cue;
mod fault;
mod files;
pub mod gazetteer;
mod hours;
mod on_call;
mod own_cue;
mod place;
mod plan;
mod question;
mod table;
mod vocabulary;

pub use agency::{Agency, AgencyKind, Body, Contact, Duty, Head};
pub use category::{Category, Channel112, Severity};
pub use code::{AgencyCode, CategoryCode, DistrictCode, VillageCode};
pub use cue::{Cue, CueKind, HEAVIEST, OUTCOMES, seed_cues};
pub use fault::{RegionFile, RowFault, RowFaultCode};
pub use files::{RegionFiles, parse};
pub use gazetteer::{Gazetteer, PlaceHit, PlaceKind, SpotSaid};
pub use hours::PlanHours;
pub use on_call::{Hours, MOST_ON_CALL, OnCall, Reach, Turn};
pub use own_cue::{CueChange, CueEdit, CueKey, Evidence, Gain, MOST_EXAMPLES, OwnCue};
pub use place::{District, Village, VillageKind};
pub use plan::{DISTRICT_AGENCY, Occasion, PlanRow, Support};
pub use question::{Choice, Effect, Grade, Misshapen, Protocol, Question, leads, seed_questions};

/// Longest `wall_name` of an agency, in characters: the wall has no room for more.
pub const AGENCY_WALL_NAME: usize = 4;
/// The agency whose head is the regency's secretary, to whom the last step of the ladder goes.
pub const SECRETARIAT: &str = "SETDA";
/// Longest `wall_name` of a category, in characters.
pub const CATEGORY_WALL_NAME: usize = 11;
/// Longest `wall_name` of a district, in characters.
pub const DISTRICT_WALL_NAME: usize = 9;

/// Everything a room knows of its region. Lists keep the order of their files.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, TS)]
pub struct Region {
    pub name: String,
    /// First part of every ticket number, e.g. `SDA`.
    pub prefix: String,
    /// Minutes east of UTC; WIB is 420.
    pub utc_offset_minutes: i32,
    pub agencies: Vec<Agency>,
    pub categories: Vec<Category>,
    pub districts: Vec<District>,
    pub villages: Vec<Village>,
    pub plans: Vec<PlanRow>,
    /// How narratives are read; empty: as the product reads them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Cue>>", optional)]
    pub cues: Vec<Cue>,
    /// What is asked about which category; one that is not here is asked about as the product does it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Protocol>>", optional)]
    pub questions: Vec<Protocol>,
    /// What the room made of that list.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<CueChange>>", optional)]
    pub cue_changes: Vec<CueChange>,
}

impl Region {
    /// The seed the product ships: Sidoarjo.
    ///
    /// # Errors
    /// The faults of the seed itself; there are none in a released product (a test says so).
    pub fn sidoarjo() -> Result<Self, Vec<RowFault>> {
        parse(&RegionFiles::sidoarjo())
    }

    /// The same lists under another name, ticket prefix and zone (minutes east of UTC).
    #[must_use]
    pub fn named(self, name: &str, prefix: &str, utc_offset_minutes: i32) -> Self {
        Self { name: name.to_owned(), prefix: prefix.to_owned(), utc_offset_minutes, ..self }
    }

    #[must_use]
    pub fn agency(&self, code: &AgencyCode) -> Option<&Agency> {
        self.agencies.iter().find(|agency| agency.code == *code)
    }

    #[must_use]
    pub fn category(&self, code: &CategoryCode) -> Option<&Category> {
        self.categories.iter().find(|category| category.code == *code)
    }

    #[must_use]
    pub fn district(&self, code: &DistrictCode) -> Option<&District> {
        self.districts.iter().find(|district| district.code == *code)
    }

    #[must_use]
    pub fn village(&self, code: &VillageCode) -> Option<&Village> {
        self.villages.iter().find(|village| village.code == *code)
    }

    /// The plan for a ticket: the most specific active row that fits. A row for the district outweighs one for the
    /// severity, which outweighs one for hours; stated hours outweigh working hours. Among equals the first in the
    /// list wins.
    #[must_use]
    pub fn plan_for(&self, occasion: &Occasion<'_>) -> Option<&PlanRow> {
        let fitting = self.plans.iter().filter(|row| row.fits(occasion));
        // max_by_key keeps the last of equals; going backwards makes that the first.
        fitting.rev().max_by_key(|row| row.specificity())
    }

    /// The agency a support stands for: itself, or the district's own agency for [`DISTRICT_AGENCY`].
    /// `None` when the district is not known or has no agency.
    #[must_use]
    pub fn support_agency(&self, support: &Support, district: Option<&DistrictCode>) -> Option<AgencyCode> {
        if support.agency == DISTRICT_AGENCY {
            district.and_then(|code| self.district(code)).and_then(|found| found.agency.clone())
        } else {
            Some(AgencyCode::from(support.agency.as_str()))
        }
    }
}

#[cfg(test)]
mod tests;
