//! Which of the named places is the scene. In doubt none is.
//!
//! A village is chosen when one alone is said as the scene, by its own name, and the name is only its own or its
//! district was said with it; a mark (`ds`, then `di`, a building) decides between several, and what is said of homes
//! counts where no other village is said. It is only offered when several are as well marked, when the name is shared,
//! a former one or an everyday word, of an estate, a lane or a hamlet, when another district stands beside it, when it
//! is denied or lies elsewhere, and when whoever calls does not know where it is.

use super::names::{Elsewhere, Mark, Mention, Names};
use super::text::{Mask, Span, Text};
use super::{ChosenBecause, OpenBecause, PlaceReading};
use crate::region::{DistrictCode, PlaceHit};

/// Words between a village and the district that was said with it.
const BESIDE: usize = 3;
/// Of a village and its district that are everyday words, at most what both are worth as such.
const BOTH: i32 = 3;

#[derive(Debug)]
pub(super) struct Scene {
    pub place: PlaceReading,
    /// Words that name a place, and so speak for nothing else.
    pub taken: Mask,
    pub outside: Option<Span>,
}

pub(super) fn judge(mentions: &[Mention], names: &Names, text: &Text<'_>) -> Scene {
    let judge = Judge { names, text, mentions };
    let taken = mentions.iter().filter(|one| judge.is_name(one)).fold(0, |mask, one| mask | one.span.mask());
    let outside = judge.outside();
    let place = if outside.is_some() { PlaceReading::Unsaid } else { judge.place() };
    Scene { place, taken, outside }
}

struct Judge<'a> {
    names: &'a Names,
    text: &'a Text<'a>,
    mentions: &'a [Mention],
}

impl Judge<'_> {
    fn hits(&self, one: &Mention) -> Vec<PlaceHit> {
        one.places.iter().filter_map(|at| self.names.place(*at)).map(|place| place.hit.clone()).collect()
    }

    fn is_district(&self, one: &Mention) -> bool {
        !one.places.is_empty() && self.hits(one).iter().all(|hit| hit.village.is_none())
    }

    fn is_region(&self, one: &Mention) -> bool {
        one.places.iter().filter_map(|at| self.names.place(*at)).any(|place| place.is_region)
    }

    /// The other is a district that a place of this name lies in, said beside it.
    fn backs(&self, one: &Mention, other: &Mention) -> bool {
        let apart = one.span.from.max(other.span.from).saturating_sub(one.span.to.min(other.span.to));
        let districts = self.hits(one).into_iter().map(|hit| hit.district);
        let with = self.hits(other);
        apart <= BESIDE
            && one.span != other.span
            && !(self.is_region(other) && other.mark != Mark::District && one.span.to != other.span.from)
            && other.elsewhere != Elsewhere::Denied
            && (self.is_district(other) || self.is_district(one))
            && districts.into_iter().any(|district| with.iter().any(|hit| hit.district == district))
    }

    /// An everyday word is a name only where something says so.
    fn is_name(&self, one: &Mention) -> bool {
        let enough = match one.everyday {
            0 => true,
            // `warga gebang` is no chance either.
            1 => one.mark >= Mark::Site || one.alone || one.elsewhere == Elsewhere::Home,
            2 => one.mark == Mark::Site || one.mark >= Mark::District,
            _ => one.mark >= Mark::District,
        };
        // `kemuning tarik`: two everyday words that are a village and its district are no chance.
        let adjoins = |other: &Mention| one.span.to == other.span.from || other.span.to == one.span.from;
        let backs =
            |other: &Mention| other.everyday == 0 || adjoins(other) && one.everyday + other.everyday <= BOTH;
        // `di gedang`, and Porong is said somewhere.
        let within =
            |other: &Mention| other.everyday == 0 && self.lies_in(one, other) && !self.is_region(other);
        let enough = enough || one.everyday == 2 && one.mark == Mark::At && self.mentions.iter().any(within);
        enough || self.mentions.iter().any(|other| backs(other) && self.backs(one, other))
    }

    /// A scene outside the region, where no place inside is better said.
    fn outside(&self) -> Option<Span> {
        let inside = || {
            self.mentions.iter().filter(|one| {
                !one.outside && one.elsewhere == Elsewhere::No && self.is_name(one) && !self.is_region(one)
            })
        };
        let strongest = inside().map(|one| one.mark).max();
        let mut found = self.mentions.iter().filter(|one| {
            one.outside
                && one.elsewhere == Elsewhere::No
                && one.mark != Mark::Beside
                && one.mark != Mark::Smaller
        });
        found
            .find(|one| match strongest {
                None => true,
                Some(mark) => {
                    let direct = inside().any(|inside| inside.span.to == one.span.from);
                    direct && mark < Mark::District || one.mark > mark && one.mark >= Mark::At
                }
            })
            .map(|one| one.span)
    }

    fn place(&self) -> PlaceReading {
        let named: Vec<&Mention> = self.mentions.iter().filter(|one| !one.outside).collect();
        let scene: Vec<&Mention> = named
            .iter()
            .copied()
            .filter(|one| one.elsewhere == Elsewhere::No && self.is_name(one) && one.mark != Mark::Smaller)
            .filter(|one| !self.is_callers(one))
            .collect();
        // Where nothing else is said it is at home, unless something else is about to be.
        let home = || {
            let at_home =
                named.iter().copied().filter(|one| one.elsewhere == Elsewhere::Home && self.is_name(one));
            let (seen, fetched) = (self.names.is_seen(self.text), self.names.is_fetched(self.text));
            let public = self.names.is_in_public(self.text);
            let is_away = |one: &Mention| {
                fetched
                    || public
                    || seen && one.mark != Mark::Village
                    || self.goes_on(one)
                    || self.is_away(one)
            };
            let is_home = |one: &&Mention| one.mark != Mark::Smaller && !is_away(one);
            at_home.filter(is_home).collect::<Vec<_>>()
        };
        let scene =
            if scene.iter().all(|one| self.is_region(one)) { [scene, home()].concat() } else { scene };
        // `warga kalijaten, ditolak puskesmas taman`: a village of the district that is the scene.
        let scene = if scene.iter().all(|one| self.is_district(one)) {
            let within = home().into_iter().filter(|one| scene.iter().any(|other| self.lies_in(one, other)));
            [scene.clone(), within.collect()].concat()
        } else {
            scene
        };
        let (districts, villages): (Vec<&Mention>, Vec<&Mention>) =
            scene.iter().partition(|one| self.is_district(one));
        if !villages.is_empty() {
            return self.village(&villages, &districts);
        }
        if let Some(reading) = self.district(&districts) {
            return reading;
        }
        let doubtful = named.iter().filter(|one| one.elsewhere < Elsewhere::Surely && one.mark >= Mark::At);
        if let Some(one) = doubtful.into_iter().find(|one| !self.is_name(one)) {
            return self.open(&[one], OpenBecause::EverydayWord);
        }
        let away: Vec<&Mention> =
            named.into_iter().filter(|one| self.is_name(one) && one.elsewhere != Elsewhere::Denied).collect();
        if away.is_empty() { PlaceReading::Unsaid } else { self.open(&away, OpenBecause::NotTheScene) }
    }

    /// The same place is said elsewhere in the text to be another than the scene.
    fn is_away(&self, one: &Mention) -> bool {
        let away = |other: &Mention| {
            !other.alias && other.elsewhere >= Elsewhere::Surely && other.places == one.places
        };
        self.mentions.iter().any(away)
    }

    /// A village of the other, which is a district.
    fn lies_in(&self, one: &Mention, other: &Mention) -> bool {
        let with = self.hits(other);
        !self.is_district(one)
            && self.is_district(other)
            && self.hits(one).iter().any(|hit| with.iter().any(|other| other.district == hit.district))
    }

    /// `tapi`, `sekarang`: the home named before is not where it happened.
    fn goes_on(&self, one: &Mention) -> bool {
        (one.span.to..self.text.words.len()).any(|at| self.names.turns(at, self.text))
    }

    /// `pelapor: bu sri (X), kejadian di …`
    fn is_callers(&self, one: &Mention) -> bool {
        one.mark == Mark::Nothing && self.names.is_callers(one.span, self.text) && self.goes_on(one)
    }

    /// Somebody's home, and behind a turn another village is said.
    fn is_left(&self, one: &Mention, villages: &[&Mention]) -> bool {
        let next = villages.iter().find(|other| other.span.from >= one.span.to && other.places != one.places);
        next.is_some_and(|next| (one.span.to..next.span.from).any(|at| self.names.turns(at, self.text)))
            && self.names.is_only_home(one.span, self.text)
    }

    fn village(&self, villages: &[&Mention], districts: &[&Mention]) -> PlaceReading {
        // `pokoke yg X`, `rumah di X tp … Y`
        let settled: Vec<&Mention> = villages.iter().copied().filter(|one| one.settled).collect();
        let left: Vec<&Mention> =
            villages.iter().copied().filter(|one| !self.is_left(one, villages)).collect();
        let villages = if !settled.is_empty() {
            &settled
        } else if !left.is_empty() {
            &left
        } else {
            villages
        };
        // The mark of a village, or a better one than every other's, decides between several.
        let best = villages.iter().map(|one| one.mark).max().unwrap_or(Mark::Nothing);
        let strongest: Vec<&Mention> = villages.iter().copied().filter(|one| one.mark == best).collect();
        let decided = if best >= Mark::At { &strongest } else { villages };
        let first =
            decided.first().copied().unwrap_or_else(|| villages.iter().copied().next().unwrap_or(&NOBODY));
        let same = |one: &&Mention| one.places == first.places;
        let or = |one: &&Mention| {
            one.places != first.places && self.names.are_either(one.span, first.span, self.text)
        };
        let said_again = self.mentions.iter().filter(same).count() > 1;
        let others = self.mentions.iter().filter(|one| !said_again && one.elsewhere != Elsewhere::Denied);
        if let Some(other) = others.into_iter().find(or) {
            return self.open(&[first, other], OpenBecause::SeveralPlaces);
        }
        if !decided.iter().all(same) {
            return self.open(decided, OpenBecause::SeveralPlaces);
        }
        if first.mark < Mark::District && self.names.is_unsure(self.text)
            || self.names.is_guess(first.span, self.text)
        {
            return self.open(&[first], OpenBecause::NotTheScene);
        }
        let adjoins = |one: &Mention| one.span.from == first.span.to;
        let said: Vec<&Mention> = districts
            .iter()
            .copied()
            .filter(|one| !self.is_region(one) || one.mark == Mark::District || adjoins(one))
            .collect();
        // `ploso wonoayu banjir, krembung aman`
        let next: Vec<&Mention> = said.iter().copied().filter(|one| adjoins(one)).collect();
        let said = if next.is_empty() { said } else { next };
        if first.alias {
            return self.open(&[first], OpenBecause::FormerName);
        }
        let not_here = self.denied(first);
        if not_here.iter().any(|one| one.mark == Mark::Village) && first.mark < Mark::District {
            return self.open(&[first], OpenBecause::EverydayWord);
        }
        let mut hits = self.hits(first);
        let shared = hits.len() > 1;
        if !shared && !not_here.is_empty() {
            return self.open(&[first], OpenBecause::NotTheScene);
        }
        if hits.iter().any(|hit| !self.is_denied(hit)) {
            hits.retain(|hit| !self.is_denied(hit));
        }
        let within: Vec<PlaceHit> = hits
            .iter()
            .filter(|hit| {
                said.iter().any(|one| self.hits(one).iter().any(|other| other.district == hit.district))
            })
            .cloned()
            .collect();
        let beside = said.iter().filter(|one| !self.is_region(one)).any(|one| {
            let apart = one.span.from.max(first.span.from).saturating_sub(one.span.to.min(first.span.to));
            apart <= BESIDE || one.mark == Mark::District
        });
        match (hits.as_slice(), within.as_slice()) {
            (_, [hit]) => PlaceReading::Chosen {
                hit: hit.clone(),
                why: ChosenBecause::SaidWithIt,
                words: self.words(first),
            },
            ([hit], [])
                if !beside || first.mark == Mark::Village && said.iter().all(|one| one.mark < Mark::At) =>
            {
                let why = if shared {
                    ChosenBecause::SaidWithIt
                } else if first.slip {
                    ChosenBecause::Slip
                } else {
                    ChosenBecause::OnlyOne
                };
                PlaceReading::Chosen { hit: hit.clone(), why, words: self.words(first) }
            }
            ([_], []) => {
                let mut all = vec![first];
                all.extend(said);
                self.open(&all, OpenBecause::OtherDistrict)
            }
            _ => self.open(&[first], OpenBecause::SharedName),
        }
    }

    /// Where the same name is denied: `puskesmas X, bukan ds X`.
    fn denied(&self, one: &Mention) -> Vec<&Mention> {
        let denied = self
            .mentions
            .iter()
            .filter(|other| other.elsewhere == Elsewhere::Denied && other.alias == one.alias);
        denied.filter(|other| other.places.iter().any(|at| one.places.contains(at))).collect()
    }

    /// `bukan yg krian`: its district is denied.
    fn is_denied(&self, hit: &PlaceHit) -> bool {
        let denied =
            |one: &&Mention| one.elsewhere == Elsewhere::Denied && self.is_district(one) && self.is_name(one);
        let of_district = |one: &Mention| self.hits(one).iter().any(|other| other.district == hit.district);
        self.mentions.iter().filter(denied).any(of_district)
    }

    fn district(&self, districts: &[&Mention]) -> Option<PlaceReading> {
        let own: Vec<&Mention> = districts
            .iter()
            .copied()
            .filter(|one| !self.is_region(one) || one.mark == Mark::District)
            .collect();
        let Some(best) = own.iter().map(|one| one.mark).max() else {
            let region = districts.first()?;
            return Some(self.open(&[region], OpenBecause::EverydayWord));
        };
        let decided: Vec<&Mention> = own.iter().copied().filter(|one| one.mark == best).collect();
        let decided = if best >= Mark::At { decided } else { own };
        let first = decided.first()?;
        if !decided.iter().all(|one| one.places == first.places) {
            return Some(self.open(&decided, OpenBecause::SeveralPlaces));
        }
        let hit = self.hits(first).into_iter().next()?;
        let why = if first.slip { ChosenBecause::Slip } else { ChosenBecause::OnlyOne };
        Some(PlaceReading::Chosen { hit, why, words: self.words(first) })
    }

    fn words(&self, one: &Mention) -> String {
        self.text.words(&one.span)
    }

    fn open(&self, mentions: &[&Mention], why: OpenBecause) -> PlaceReading {
        let mut candidates: Vec<PlaceHit> = Vec::new();
        for hit in mentions.iter().flat_map(|one| self.hits(one)) {
            if !candidates.contains(&hit) {
                candidates.push(hit);
            }
        }
        let words: Vec<String> = mentions.iter().map(|one| self.words(one)).collect();
        let district = common(&candidates)
            .filter(|_| matches!(why, OpenBecause::SeveralPlaces | OpenBecause::FormerName));
        PlaceReading::Open { candidates, district, why, words: words.join(", ") }
    }
}

/// The district that all lie in.
fn common(hits: &[PlaceHit]) -> Option<DistrictCode> {
    let first = hits.first()?;
    hits.iter().all(|hit| hit.district == first.district).then(|| first.district.clone())
}

static NOBODY: Mention = Mention {
    span: Span { from: 0, to: 0 },
    places: Vec::new(),
    outside: false,
    mark: Mark::Nothing,
    elsewhere: Elsewhere::No,
    everyday: 0,
    slip: false,
    alone: false,
    settled: false,
    alias: false,
};
