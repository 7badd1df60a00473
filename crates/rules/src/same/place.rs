//! Where two calls lie to each other.

use super::Heard;
use super::kind::{is_fire, is_in_the_air, is_of_the_road};
use super::reading::{Reading, plain};
use super::sign::Sign;
use crate::region::{CategoryCode, Region, Village, VillageCode};

/// How far two village centroids may lie apart and still be neighbours, in kilometres.
const NEAR_KM: f64 = 3.0;
/// How far smoke and flames are seen and told of, in kilometres.
const SEEN_KM: f64 = 8.0;

/// The village of a call: the chosen one, or the only one of its district, or of all, that it names.
pub(super) fn scene<'a>(region: &'a Region, call: &Heard, read: &Reading) -> Option<&'a Village> {
    if let Some(code) = &call.village {
        return region.village(code);
    }
    let is_district = |name: &str| region.districts.iter().any(|district| plain(&district.name) == name);
    let mut named = region.villages.iter().filter(|village| {
        let name = plain(&village.name);
        call.district.as_ref().is_none_or(|district| *district == village.district)
            && read.scenes.contains(&name)
            && !is_district(&name)
    });
    named.next().filter(|_| named.next().is_none())
}

/// The sign of their villages and districts.
pub(super) fn place(
    region: &Region,
    (call, mine): (&Heard, &Reading),
    (other, theirs): (&Heard, &Reading),
) -> Option<Sign> {
    // A name that two places have says neither.
    let name = |code: &VillageCode| region.village(code).map(|village| plain(&village.name));
    let is_district = |name: &str| region.districts.iter().any(|district| plain(&district.name) == name);
    let twin = call.village.as_ref().and_then(name) == other.village.as_ref().and_then(name);
    let said = |village: &VillageCode, by: &Reading| {
        !twin && name(village).is_some_and(|name| by.places.contains(&name) && !is_district(&name))
    };
    let village = |heard: &Heard| heard.village.as_ref().and_then(|code| region.village(code));
    match (&call.village, &other.village) {
        (Some(one), Some(two)) if one == two => return Some(Sign::SameVillage),
        (_, Some(two)) if said(two, mine) => return Some(Sign::SaidVillage),
        (Some(one), _) if said(one, theirs) => return Some(Sign::SaidVillage),
        _ => {}
    }
    let apart = village(call).zip(village(other)).map(|(one, two)| apart_km(one, two));
    let same_district = match (&call.district, &other.district) {
        (Some(one), Some(two)) => Some(one == two),
        _ => None,
    };
    let is = |heard: &Heard, of: fn(&CategoryCode) -> bool| heard.category.as_ref().is_some_and(of);
    let seen = mine.afar && is(other, is_fire) || theirs.afar && is(call, is_fire);
    if seen && (apart.is_some_and(|km| km <= SEEN_KM) || apart.is_none() && same_district == Some(true)) {
        return Some(Sign::SeenFromAfar);
    }
    match apart {
        Some(km) if km <= NEAR_KM && (mine.border || theirs.border) => Some(Sign::AtTheBorder),
        Some(km) if km <= NEAR_KM && is(call, is_of_the_road) && is(other, is_of_the_road) => {
            Some(Sign::NearOnTheRoad)
        }
        Some(km)
            if km <= NEAR_KM
                && (is(call, is_in_the_air) && theirs.airs || is(other, is_in_the_air) && mine.airs) =>
        {
            Some(Sign::NearInTheAir)
        }
        Some(km) if km <= NEAR_KM => Some(Sign::NearVillage),
        Some(_) => Some(Sign::OtherVillage),
        None => same_district.map(|same| if same { Sign::SameDistrict } else { Sign::OtherDistrict }),
    }
}

/// Can what burns in `other` be seen from `one`?
pub(super) fn are_in_sight(one: &Village, other: &Village) -> bool {
    apart_km(one, other) <= SEEN_KM
}

pub(super) fn are_near(one: &Village, other: &Village) -> bool {
    apart_km(one, other) <= NEAR_KM
}

fn apart_km(one: &Village, other: &Village) -> f64 {
    let east = (other.lon - one.lon).to_radians() * f64::midpoint(one.lat, other.lat).to_radians().cos();
    east.hypot((other.lat - one.lat).to_radians()) * 6_371.0
}
