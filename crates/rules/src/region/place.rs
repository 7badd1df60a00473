//! Districts (kecamatan) and villages (desa or kelurahan).

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::code::{AgencyCode, DistrictCode, VillageCode};

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct District {
    pub code: DistrictCode,
    pub name: String,
    /// At most [`super::DISTRICT_WALL_NAME`] characters.
    pub wall_name: String,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// The district's own office, sent where a plan names [`super::DISTRICT_AGENCY`].
    pub agency: Option<AgencyCode>,
    /// Name of the fire post that goes there first; empty when not known.
    pub fire_post: String,
    pub neighbours: Vec<DistrictCode>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Village {
    pub code: VillageCode,
    pub name: String,
    pub kind: VillageKind,
    pub district: DistrictCode,
    /// Degrees north.
    pub lat: f64,
    /// Degrees east.
    pub lon: f64,
    /// Other names people use for it, such as villages that have since been merged into it.
    pub aliases: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum VillageKind {
    Desa,
    Kelurahan,
}
