//! Two calls, sign by sign.

use super::Heard;
use super::kind::{Kinship, Reach, kinship, reach, window};
use super::lexicon::Role;
use super::reading::{CLASSES, Reading, Spot, plain};
use super::sign::Sign;
use crate::region::gazetteer::one_slip;
use crate::region::{Region, Village, VillageCode};
use crate::time::Span;
use std::collections::{BTreeSet, HashMap};

/// How far two village centroids may lie apart and still be neighbours, in kilometres.
const NEAR_KM: f64 = 3.0;
/// A shorter word with a slip in it is another word.
const SHORTEST_SLIP: usize = 6;
/// Incidents that may share a word and it still tells.
const RARE: usize = 2;
/// Spots of which a village has one.
const LONE: &[&str] = &[
    "balaidesa", "puskesmas", "pasar", "makam", "lapangan", "stasiun", "spbu", "kecamatan", "polsek", "koramil",
    "terminal", "bandara", "flyover", "tol", "rumahsakit", "alunalun", "mal", "stadion", "waduk", "dam",
    "perlintasan", "bangjo", "bundaran", "tpi", "dermaga", "pelabuhan", "uturn", "gereja", "jembatan", "tps",
    "tanggul", "kandang", "pesantren", "kolam",
];
/// Spots that say nothing without a name.
const NAMELESS: &[&str] =
    &["jalan", "gang", "kampung", "dusun", "perumahan", "jalanraya", "taman", "sentra", "kantor", "bantaran"];

/// In how many incidents each telling word stands.
pub(super) struct Pool {
    counts: HashMap<String, usize>,
}

impl Pool {
    pub fn of(incidents: &[Vec<Reading>]) -> Pool {
        let mut counts: HashMap<String, usize> = HashMap::new();
        for calls in incidents {
            let words: BTreeSet<&String> = calls.iter().flat_map(|reading| &reading.telling).collect();
            for word in words {
                *counts.entry(word.clone()).or_default() += 1;
            }
        }
        Pool { counts }
    }

    fn is_rare(&self, word: &str) -> bool {
        self.counts.get(word).is_none_or(|count| *count <= RARE)
    }
}

/// What speaks for and against; `None` where it is out of the question.
pub(super) fn compare(
    region: &Region,
    (call, mine): (&Heard, &Reading),
    (other, theirs): (&Heard, &Reading),
    pool: &Pool,
) -> Option<Vec<Sign>> {
    let mut signs = Vec::new();
    let is_caller = call.caller.is_some() && call.caller == other.caller;
    let kinship = kinship(region, call.category.as_ref(), other.category.as_ref());
    let far = match kinship {
        Kinship::Open => call.category.as_ref().or(other.category.as_ref()).map_or(Reach::Spot, |_| Reach::Village),
        _ => reach(other.category.as_ref()).min_of(reach(call.category.as_ref())),
    };
    signs.push(match kinship {
        Kinship::Same => Sign::SameKind,
        Kinship::Kindred => Sign::KindredKind,
        Kinship::Group => Sign::SameGroup,
        Kinship::Open => Sign::OpenKind,
        Kinship::Apart => Sign::OtherKind,
    });
    signs.push(match far {
        Reach::House => Sign::OfAHouse,
        Reach::Spot => Sign::OfASpot,
        Reach::Village => Sign::OfAVillage,
        Reach::Regency => Sign::OfTheRegency,
    });

    let gap = Span((call.called_at - other.called_at).0.abs());
    let window = window(call.category.as_ref()).max(window(other.category.as_ref()));
    if gap > window {
        return None;
    }
    signs.push(if gap.0 * 6 <= window.0 {
        Sign::AtOnce
    } else if gap.0 * 2 <= window.0 {
        Sign::Soon
    } else {
        Sign::Late
    });

    signs.extend(place(region, (call, mine), (other, theirs)));
    spots(mine, theirs, far, &mut signs);
    labels(mine, theirs, far, &mut signs);
    if is_caller {
        signs.push(Sign::SameCaller);
    }
    tell(mine, theirs, pool, kinship, &mut signs);
    Some(signs)
}

fn place(region: &Region, (call, mine): (&Heard, &Reading), (other, theirs): (&Heard, &Reading)) -> Option<Sign> {
    let said = |village: &VillageCode, by: &Reading| {
        region.village(village).is_some_and(|village| by.places.contains(&plain(&village.name)))
    };
    match (&call.village, &other.village) {
        (Some(one), Some(two)) if one == two => Some(Sign::SameVillage),
        (Some(one), Some(two)) => {
            let near = region.village(one).zip(region.village(two)).is_some_and(|(a, b)| apart_km(a, b) <= NEAR_KM);
            Some(if near { Sign::NearVillage } else { Sign::OtherVillage })
        }
        (Some(one), None) if said(one, theirs) => Some(Sign::SaidVillage),
        (None, Some(two)) if said(two, mine) => Some(Sign::SaidVillage),
        _ => match (&call.district, &other.district) {
            (Some(one), Some(two)) if one == two => Some(Sign::SameDistrict),
            (Some(_), Some(_)) => Some(Sign::OtherDistrict),
            _ => None,
        },
    }
}

fn apart_km(one: &Village, other: &Village) -> f64 {
    let east = (other.lon - one.lon).to_radians() * f64::midpoint(one.lat, other.lat).to_radians().cos();
    east.hypot((other.lat - one.lat).to_radians()) * 6_371.0
}

fn same_word(one: &str, other: &str) -> bool {
    one == other || one.len() >= SHORTEST_SLIP && other.len() >= SHORTEST_SLIP && one_slip(one, other)
}

/// How two spots go together; the most telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meeting {
    Named,
    Lone,
    Common,
    OtherName,
}

fn meet(one: &Spot, other: &Spot) -> Option<Meeting> {
    let named = one.name.iter().any(|word| other.name.iter().any(|known| same_word(word, known)));
    if one.kind != other.kind {
        // The name alone, where one of them did not say what it is.
        return (named && (one.kind.is_empty() || other.kind.is_empty())).then_some(Meeting::Named);
    }
    Some(if named {
        Meeting::Named
    } else if !one.name.is_empty() && !other.name.is_empty() && one.is_landmark && other.is_landmark {
        Meeting::OtherName
    } else if LONE.contains(&one.kind.as_str()) {
        Meeting::Lone
    } else if NAMELESS.contains(&one.kind.as_str()) || one.kind.is_empty() {
        return None;
    } else {
        Meeting::Common
    })
}

fn spots(mine: &Reading, theirs: &Reading, far: Reach, signs: &mut Vec<Sign>) {
    let pairs = mine.spots.iter().flat_map(|one| theirs.spots.iter().map(move |other| (one, other)));
    let best = pairs
        .filter_map(|(one, other)| Some((meet(one, other)?, !(one.is_landmark && other.is_landmark), one, other)))
        .min_by_key(|(meeting, narrated, ..)| (*meeting, *narrated));
    let shown = |one: &Spot, other: &Spot| {
        let name = if one.name.is_empty() { &other.name } else { &one.name };
        let mut words = vec![one.kind.as_str()];
        words.extend(name.iter().map(String::as_str));
        words.join(" ").trim().to_owned()
    };
    let tells = |spot: &&Spot| spot.is_landmark && !(NAMELESS.contains(&spot.kind.as_str()) && spot.name.is_empty());
    match best {
        Some((meeting, _, one, other)) => {
            let words = shown(one, other);
            signs.push(match meeting {
                Meeting::Named => Sign::NamedSpot(words),
                Meeting::Lone => Sign::LoneSpot(words),
                Meeting::Common => Sign::CommonSpot(words),
                Meeting::OtherName => Sign::OtherName,
            });
            if let (Some(one), Some(other)) = (&one.side, &other.side)
                && one != other
                && far != Reach::Village
            {
                signs.push(Sign::OtherSide);
            }
        }
        None if far != Reach::Village && mine.spots.iter().any(|s| tells(&s)) && theirs.spots.iter().any(|s| tells(&s)) => {
            signs.push(Sign::OtherSpot);
        }
        None => {}
    }
    let denies = |one: &Reading, other: &Reading| {
        let spots = other.spots.iter().any(|spot| one.negated.contains(&spot.kind));
        spots || other.spots.iter().flat_map(|spot| &spot.name).any(|word| one.negated.contains(word))
            || other.telling.iter().any(|word| one.negated.contains(word))
    };
    if denies(mine, theirs) || denies(theirs, mine) {
        signs.push(Sign::NotThere);
    }
}

fn labels(mine: &Reading, theirs: &Reading, far: Reach, signs: &mut Vec<Sign>) {
    let values = |of: &Reading, label: &str| -> BTreeSet<String> {
        of.labels.iter().filter(|(known, _)| known == label).map(|(_, value)| value.clone()).collect()
    };
    for label in ["rt", "rw", "km", "no", "blok"] {
        let (one, other) = (values(mine, label), values(theirs, label));
        if one.is_empty() || other.is_empty() {
            continue;
        }
        match one.intersection(&other).next() {
            Some(value) => signs.push(Sign::SameLabel(format!("{label} {value}"))),
            None if far == Reach::Village && label != "km" => {}
            None => signs.push(Sign::OtherLabel),
        }
    }
}

fn tell(mine: &Reading, theirs: &Reading, pool: &Pool, kinship: Kinship, signs: &mut Vec<Sign>) {
    let shared: Vec<&String> =
        mine.telling.iter().filter(|word| theirs.telling.iter().any(|known| same_word(word, known))).collect();
    let (rare, common): (Vec<&String>, Vec<&String>) = shared.into_iter().partition(|word| pool.is_rare(word));
    let owned = |words: &[&String]| words.iter().map(|word| (*word).clone()).collect::<Vec<_>>();
    if !rare.is_empty() {
        signs.push(Sign::RareWords(owned(&rare)));
    }
    if rare.len() > 1 {
        signs.push(Sign::MoreRareWords);
    }
    if !common.is_empty() {
        signs.push(Sign::SharedWords(owned(&common)));
    }
    if kinship == Kinship::Open || kinship == Kinship::Apart {
        let shared = mine.kinds.intersection(&theirs.kinds).count();
        if shared > 0 {
            signs.push(Sign::SharedKinds(shared));
        }
    }
    for (at, class) in (0u8..).zip(CLASSES) {
        let (one, other) = (mine.of_class(at), theirs.of_class(at));
        if one.is_empty() || other.is_empty() {
            continue;
        }
        signs.push(match (one.intersection(&other).next(), class) {
            (Some(word), _) => Sign::SameClass((*word).to_owned()),
            (None, Role::Vehicle) => Sign::OtherVehicle,
            (None, Role::Model) => Sign::OtherModel,
            (None, Role::Colour) => Sign::OtherColour,
            (None, Role::Person) => Sign::OtherPerson,
            (None, _) => Sign::OtherAnimal,
        });
    }
    if mine.again {
        signs.push(Sign::SaysAgain);
    }
    if mine.still {
        signs.push(Sign::SaysStill);
    }
    if mine.new {
        signs.push(Sign::SaysNew);
    }
    if mine.other {
        signs.push(Sign::SaysOther);
    }
}
