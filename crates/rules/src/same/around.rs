//! Which tickets are worth reading for a call, told before a word of them is read.

use super::Heard;
use super::kind::{Kinship, OPEN_WINDOW, Reach, is_fire, kinship, outer_window, reach};
use super::place::{are_in_sight, are_near};
use super::reading::{names, plain, read};
use crate::region::{CategoryCode, DistrictCode, Region, VillageCode};
use crate::time::{At, Span};
use std::collections::{HashMap, HashSet};

/// Where and when a call could be about something.
pub struct Around<'a> {
    call: &'a Heard,
    /// By kind, how far in time a ticket of it may lie from the call.
    windows: HashMap<&'a CategoryCode, Span>,
    near: HashSet<&'a VillageCode>,
    /// From where a fire that the call may be about can be seen.
    sight: HashSet<&'a VillageCode>,
    reach: Span,
}

/// Where a ticket lies, seen from the call.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Nearness {
    SameVillage,
    /// A neighbouring village or one that is named, in sight of a fire, the same district, not known, or everywhere.
    Near,
}

impl<'a> Around<'a> {
    pub fn of(region: &'a Region, call: &'a Heard) -> Around<'a> {
        let code = call.category.as_ref();
        let own = outer_window(code);
        let kinds = region.categories.iter().map(|category| &category.code);
        let windows: HashMap<_, _> = kinds.map(|other| (other, own.max(outer_window(Some(other))))).collect();
        let may_be =
            |other: &CategoryCode| code.is_some() && kinship(region, code, Some(other)) != Kinship::Apart;
        let longest = windows.iter().filter(|(other, _)| may_be(other)).map(|(_, window)| *window).max();
        let here = call.village.as_ref().and_then(|code| region.village(code));
        let said = read(region, call, &names(region));
        // A village that is named may be the scene, wherever the caller is.
        let near = region.villages.iter().filter(|village| {
            here.is_some_and(|here| are_near(here, village)) || said.places.contains(&plain(&village.name))
        });
        let tells = code.is_some_and(is_fire) || said.afar;
        let sight = region
            .villages
            .iter()
            .filter(|village| tells && here.is_some_and(|here| are_in_sight(here, village)));
        Around {
            call,
            sight: sight.map(|village| &village.code).collect(),
            windows,
            near: near.map(|village| &village.code).collect(),
            // A call of no kind is about something of the last day.
            reach: longest.unwrap_or(OPEN_WINDOW).max(own),
        }
    }

    /// How far before or after the call a ticket may lie.
    pub fn reach(&self) -> Span {
        self.reach
    }

    /// Could a ticket of this kind, instant and place be what the call is about?
    pub fn place(
        &self,
        category: &CategoryCode,
        called_at: At,
        district: Option<&DistrictCode>,
        village: Option<&VillageCode>,
    ) -> Option<Nearness> {
        let window = self.windows.get(category).copied().unwrap_or(OPEN_WINDOW);
        if Span((self.call.called_at - called_at).0.abs()) > window {
            return None;
        }
        if reach(Some(category)) == Reach::Regency {
            return Some(Nearness::Near);
        }
        match (&self.call.village, village) {
            (Some(one), Some(two)) if one == two => return Some(Nearness::SameVillage),
            (_, Some(two)) if self.near.contains(two) => return Some(Nearness::Near),
            (Some(_), Some(two)) if self.sight.contains(two) && is_fire(category) => {
                return Some(Nearness::Near);
            }
            _ => {}
        }
        // Another village of the district is what one of the callers only passed by.
        let apart = matches!((&self.call.district, district), (Some(one), Some(two)) if one != two);
        (!apart).then_some(Nearness::Near)
    }
}
