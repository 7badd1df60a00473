//! The places of a region, ready to be searched at each key, and what tickets teach about them.

use std::collections::HashMap;

use super::name::{CONTAINS, Care, EXACT, Name, PREFIX, SLIP, TWO_SLIPS};
use super::typed::{Typed, ways, without_address};
use super::{DistrictCode, PlaceHit, PlaceKind, VillageCode, normalize, words};
use crate::id::TicketId;
use crate::region::{Region, VillageKind};
use crate::time::At;

/// More words than any name with its district has; the rest of a pasted text is not read.
const MOST_WORDS: usize = 12;

const BY_ALIAS: u32 = 1;
const DISTRICT_BEGUN: u32 = 2;
const DISTRICT_SLIP: u32 = 4;
const OTHER_KIND: u32 = 4;

/// A place under its names.
#[derive(Debug)]
struct Place {
    village: Option<VillageCode>,
    /// Position among the districts.
    district: usize,
    kind: PlaceKind,
    shown: String,
    name: Name,
    aliases: Vec<(String, Name)>,
    /// Tickets that named it and the newest of them; a spot that none names any more is not found.
    named_by: u32,
    last: Option<At>,
}

#[derive(Debug)]
struct Land {
    code: DistrictCode,
    shown: String,
    name: Name,
}

/// Where a ticket lies, as far as it is sure: what the gazetteer learns from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SpotSaid {
    /// The spot's name; `None` teaches only that the village or district was in use.
    pub name: Option<String>,
    pub district: DistrictCode,
    pub village: Option<VillageCode>,
    pub at: At,
}

/// The places of a region, districts first, and the spots learnt since.
#[derive(Debug, Default)]
pub struct Gazetteer {
    lands: Vec<Land>,
    places: Vec<Place>,
    /// Places of the region by normalized name, aliases too.
    named: HashMap<String, Vec<usize>>,
    by_village: HashMap<VillageCode, usize>,
    spots: HashMap<(String, DistrictCode, Option<VillageCode>), usize>,
    /// The spot each ticket names.
    taught: HashMap<TicketId, usize>,
}

impl Gazetteer {
    /// The region's own places.
    #[must_use]
    pub fn of(region: &Region) -> Self {
        let mut gazetteer = Self::default();
        for district in &region.districts {
            let at = gazetteer.lands.len();
            gazetteer.lands.push(Land {
                code: district.code.clone(),
                shown: district.name.clone(),
                name: Name::of(&district.name),
            });
            gazetteer.add(None, at, PlaceKind::District, &district.name, &[]);
        }
        for village in &region.villages {
            let Some(at) = gazetteer.land(&village.district) else { continue };
            let kind = match village.kind {
                VillageKind::Desa => PlaceKind::Desa,
                VillageKind::Kelurahan => PlaceKind::Kelurahan,
            };
            let place = gazetteer.add(Some(&village.code), at, kind, &village.name, &village.aliases);
            gazetteer.by_village.insert(village.code.clone(), place);
        }
        for (at, place) in gazetteer.places.iter().enumerate() {
            for name in std::iter::once(&place.name).chain(place.aliases.iter().map(|(_, name)| name)) {
                gazetteer.named.entry(name.whole().to_owned()).or_default().push(at);
            }
        }
        gazetteer
    }

    fn land(&self, code: &DistrictCode) -> Option<usize> {
        self.lands.iter().position(|land| land.code == *code)
    }

    fn add(
        &mut self,
        village: Option<&VillageCode>,
        district: usize,
        kind: PlaceKind,
        name: &str,
        aliases: &[String],
    ) -> usize {
        self.places.push(Place {
            village: village.cloned(),
            district,
            kind,
            shown: name.to_owned(),
            name: Name::of(name),
            aliases: aliases.iter().map(|alias| (alias.clone(), Name::of(alias))).collect(),
            named_by: 0,
            last: None,
        });
        self.places.len() - 1
    }

    /// Names that are searched, spots included.
    #[must_use]
    pub fn len(&self) -> usize {
        self.places.len()
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.places.is_empty()
    }

    /// What a ticket says about where it lies, or says now that it was corrected; `None` takes back what it had
    /// taught.
    pub fn learn(&mut self, ticket: TicketId, said: Option<&SpotSaid>) {
        if let Some(place) = self.taught.remove(&ticket).and_then(|before| self.places.get_mut(before)) {
            place.named_by = place.named_by.saturating_sub(1);
        }
        let Some(said) = said else { return };
        let Some(land) = self.land(&said.district) else { return };
        let of_village = said.village.as_ref().and_then(|code| self.by_village.get(code).copied());
        for at in [Some(land), of_village].into_iter().flatten() {
            self.used(at, said.at);
        }
        let Some(name) = said.name.as_deref() else { return };
        let folded = normalize(name);
        // Its own village's name is no spot.
        let known = self.named.get(&folded).is_some_and(|at| {
            at.iter().any(|at| self.places.get(*at).is_some_and(|place| place.district == land))
        });
        if folded.is_empty() || known {
            return;
        }
        let key = (folded, said.district.clone(), said.village.clone());
        let at = match self.spots.get(&key) {
            Some(at) => *at,
            None => {
                let at = self.add(said.village.as_ref(), land, PlaceKind::Spot, name, &[]);
                self.spots.insert(key, at);
                at
            }
        };
        self.used(at, said.at);
        self.taught.insert(ticket, at);
    }

    fn used(&mut self, at: usize, when: At) {
        if let Some(place) = self.places.get_mut(at) {
            place.named_by += 1;
            place.last = place.last.max(Some(when));
        }
    }

    /// Places that `text` may mean, best first, at most `limit`; among equals the one named last in a ticket. A
    /// district may stand before or after the name (`kebonagung porong`), and `kel`, `ds` and `kec` say what kind of
    /// place is meant. A house number, RT and RW may stand with it.
    #[must_use]
    pub fn find(&self, text: &str, limit: usize) -> Vec<PlaceHit> {
        let whole = (ways(&words(text, MOST_WORDS)), None);
        let apart = without_address(text, MOST_WORDS).map(|(name, address)| (ways(&name), Some(address)));
        let readings: Vec<_> = std::iter::once(whole).chain(apart).collect();
        // A number may belong to a spot's name; a slip is only supposed where nobody's name begins that way.
        let Some((mut found, (ways, address))) = [Care::AsTyped, Care::OneSlip, Care::TwoSlips]
            .into_iter()
            .flat_map(|care| readings.iter().map(move |reading| (self.fitting(&reading.0, care), reading)))
            .find(|(found, _)| !found.is_empty())
        else {
            return Vec::new();
        };
        // Callers mix up desa and kelurahan: the other kind is offered only where the named one is not to be had.
        let marked = ways.first().and_then(|way| way.kind);
        let as_marked = |hit: &Found<'_>| marked.is_none_or(|kind| kind == hit.place.kind);
        if found.iter().any(|hit| hit.score < CONTAINS && as_marked(hit)) {
            found.retain(as_marked);
        }
        found.sort_by(|one, other| one.order().cmp(&other.order()));
        let hits: Vec<(PlaceHit, String)> =
            found.iter().take(limit).map(|hit| (self.hit(hit), hit.matched())).collect();
        let asks = |hit: &PlaceHit, name: &str| {
            hit.kind != PlaceKind::Spot
                && hits.iter().any(|(other, others)| {
                    other.kind != PlaceKind::Spot && others == name && other.district != hit.district
                })
        };
        let doubtful: Vec<bool> = hits.iter().map(|(hit, name)| hit.asks || asks(hit, name)).collect();
        hits.into_iter()
            .zip(doubtful)
            .map(|((hit, _), asks)| PlaceHit { asks, address: address.clone(), ..hit })
            .collect()
    }

    fn fitting(&self, ways: &[Typed], care: Care) -> Vec<Found<'_>> {
        // What each way says of each district, once and not for every place in it.
        let within: Vec<Vec<Option<u32>>> = ways
            .iter()
            .map(|way| {
                let fits = |land: &Land| match &way.district {
                    None => Some(0),
                    Some(wanted) => [Care::AsTyped, Care::OneSlip]
                        .into_iter()
                        .find_map(|care| land.name.score(wanted, care))
                        .and_then(|score| match score {
                            EXACT => Some(0),
                            PREFIX => Some(DISTRICT_BEGUN),
                            SLIP => Some(DISTRICT_SLIP),
                            _ => None,
                        }),
                };
                self.lands.iter().map(fits).collect()
            })
            .collect();
        let live = |place: &&Place| place.kind != PlaceKind::Spot || place.named_by > 0;
        self.places
            .iter()
            .filter(live)
            .filter_map(|place| {
                ways.iter()
                    .zip(&within)
                    .filter_map(|(way, within)| {
                        let within = within.get(place.district).copied().flatten()?;
                        place.score(way, within, care)
                    })
                    .min_by_key(|(score, _)| *score)
                    .map(|(score, alias)| Found { score, place, alias })
            })
            .collect()
    }

    fn hit(&self, found: &Found<'_>) -> PlaceHit {
        let place = found.place;
        let matched = found.matched();
        let land = self.lands.get(place.district);
        let of_spot = (place.kind == PlaceKind::Spot).then(|| {
            let village = place.village.as_ref().and_then(|code| self.by_village.get(code))?;
            Some(self.places.get(*village)?.shown.clone())
        });
        // A village that is its district's namesake lies in it: either answer leads to the same people.
        let shared = place.kind != PlaceKind::Spot
            && self.named.get(&matched).into_iter().flatten().filter_map(|at| self.places.get(*at)).any(
                |other| {
                    other.district != place.district
                        || other.kind != PlaceKind::District
                            && place.kind != PlaceKind::District
                            && other.village != place.village
                },
            );
        PlaceHit {
            village: place.village.clone(),
            district: land.map_or_else(|| DistrictCode::from(""), |land| land.code.clone()),
            name: place.shown.clone(),
            village_name: of_spot.flatten(),
            district_name: land.map_or_else(String::new, |land| land.shown.clone()),
            kind: place.kind,
            matched_alias: found.alias.map(str::to_owned),
            shared_name: shared,
            asks: found.score >= TWO_SLIPS,
            address: None,
        }
    }
}

impl Place {
    /// How well it fits, and the alias by which it does.
    fn score<'a>(&'a self, way: &Typed, within: u32, care: Care) -> Option<(u32, Option<&'a str>)> {
        let within = within
            + match way.kind {
                Some(kind) if kind == self.kind => 0,
                Some(PlaceKind::District) => return None,
                Some(_) if self.kind == PlaceKind::District => return None,
                Some(_) => OTHER_KIND,
                None => 0,
            };
        if way.district.is_some() && self.kind == PlaceKind::District {
            return None;
        }
        let by_name = self.name.score(&way.name, care).map(|score| (score + within, None));
        let by_alias = self.aliases.iter().filter_map(|(alias, name)| {
            name.score(&way.name, care).map(|score| (score + within + BY_ALIAS, Some(alias.as_str())))
        });
        by_name.into_iter().chain(by_alias).min_by_key(|(score, _)| *score)
    }
}

struct Found<'a> {
    score: u32,
    place: &'a Place,
    alias: Option<&'a str>,
}

impl Found<'_> {
    /// What was typed decides, then the region's own names, then which was named last.
    fn order(&self) -> impl Ord {
        let place = self.place;
        let last = std::cmp::Reverse(place.last);
        let kind = match place.kind {
            PlaceKind::District => 0_u8,
            PlaceKind::Desa | PlaceKind::Kelurahan => 1,
            PlaceKind::Spot => 2,
        };
        (self.score, kind, last, place.shown.clone(), place.district)
    }

    /// The normalized name by which it was found.
    fn matched(&self) -> String {
        self.alias.map_or_else(|| self.place.name.whole().to_owned(), normalize)
    }
}
