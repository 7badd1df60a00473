use crate::region::{DistrictCode, VillageCode};
use crate::text::TextKind;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Degrees, WGS 84.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Point {
    pub lat: f64,
    pub lon: f64,
}

impl Point {
    pub fn is_sound(&self) -> bool {
        (-90.0..=90.0).contains(&self.lat) && (-180.0..=180.0).contains(&self.lon)
    }
}

/// Where, as far as it is known. The caller's own words stay beside whatever they were resolved to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Place<T> {
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub village: Option<VillageCode>,
    /// The place as it was said when the gazetteer did not know it: kept as words, unverified.
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub words: Option<T>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub landmark: Option<T>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub point: Option<Point>,
}

fn none<T>() -> Option<T> {
    None
}

impl<T> Place<T> {
    /// # Errors
    /// What `seal` refuses.
    pub fn seal<U, E>(
        self,
        seal: &mut impl FnMut(TextKind, T) -> Result<Option<U>, E>,
    ) -> Result<Place<U>, E> {
        Ok(Place {
            district: self.district,
            village: self.village,
            words: self.words.map(|t| seal(TextKind::Landmark, t)).transpose()?.flatten(),
            landmark: self.landmark.map(|t| seal(TextKind::Landmark, t)).transpose()?.flatten(),
            point: self.point,
        })
    }
}

/// Who called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Reporter<T> {
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub number: Option<T>,
    #[serde(default = "none", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub name: Option<T>,
    /// False when the caller asked not to be called back.
    pub call_back: bool,
}

impl<T> Reporter<T> {
    /// # Errors
    /// What `seal` refuses.
    pub fn seal<U, E>(
        self,
        seal: &mut impl FnMut(TextKind, T) -> Result<Option<U>, E>,
    ) -> Result<Reporter<U>, E> {
        Ok(Reporter {
            number: self.number.map(|t| seal(TextKind::Number, t)).transpose()?.flatten(),
            name: self.name.map(|t| seal(TextKind::Name, t)).transpose()?.flatten(),
            call_back: self.call_back,
        })
    }
}
