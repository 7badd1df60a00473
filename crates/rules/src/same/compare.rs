//! Two calls, sign by sign.

use super::Heard;
use super::kind::{Kinship, Reach, have_one_cause, is_speaker, kinship, reach, speaks_of, window};
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
    "balai desa",
    "puskesmas",
    "pasar",
    "makam",
    "lapangan",
    "stasiun",
    "spbu",
    "kecamatan",
    "polsek",
    "koramil",
    "terminal",
    "bandara",
    "flyover",
    "tol",
    "rumah sakit",
    "alun-alun",
    "mal",
    "stadion",
    "waduk",
    "dam",
    "perlintasan",
    "bundaran",
    "tpi",
    "dermaga",
    "pelabuhan",
    "putar balik",
    "gereja",
    "jembatan",
    "tps",
    "tanggul",
    "kandang",
    "pesantren",
    "kolam",
];
/// Spots that are as long as a village, so that two ends of them are two spots.
const ROADS: &[&str] = &["jalan", "jalan raya", "tol", "sungai", "perumahan", "dusun", "kampung"];
/// Spots that say nothing without a name.
const NAMELESS: &[&str] = &[
    "jalan",
    "gang",
    "kampung",
    "dusun",
    "perumahan",
    "jalan raya",
    "taman",
    "sentra",
    "kantor",
    "bantaran",
    "bangjo",
    "selokan",
    "irigasi",
    "sungai",
    "kos",
];

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
        Kinship::Open => {
            call.category.as_ref().or(other.category.as_ref()).map_or(Reach::Spot, |_| Reach::Village)
        }
        Kinship::Same => reach(other.category.as_ref()),
        _ => match reach(other.category.as_ref()).or_wider(reach(call.category.as_ref())) {
            Reach::Regency => Reach::Spot,
            far => far,
        },
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
        Reach::Roving => Sign::OfSomebody,
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

    signs.extend(match gap.0 / 60_000 {
        0..=5 => Some(Sign::Within5),
        6..=15 => Some(Sign::Within15),
        16..=45 => Some(Sign::Within45),
        46..=120 => Some(Sign::Within120),
        121..=600 => Some(Sign::Within600),
        _ => None,
    });
    if !matches!(kinship, Kinship::Same | Kinship::Open)
        && let (Some(own), Some(code)) = (&call.category, &other.category)
        && is_speaker(own)
        && speaks_of(&mine.kinds, code)
        && !speaks_of(&mine.kinds, own)
    {
        signs.push(Sign::SpokenOf);
    }
    signs.extend(
        place(region, (call, mine), (other, theirs))
            .filter(|sign| far != Reach::Regency || sign.points() > 0),
    );
    spots(mine, theirs, far, &mut signs);
    labels(mine, theirs, far, &mut signs);
    if is_caller {
        signs.push(Sign::SameCaller);
    }
    tell(mine, theirs, pool, kinship, &mut signs);
    Some(signs)
}

/// Two incidents that are not the same may have one cause: a storm that fells a tree in each of two villages.
pub(super) fn are_related(region: &Region, call: &Heard, other: &Heard) -> bool {
    let (Some(one), Some(two)) = (&call.category, &other.category) else { return false };
    let gap = Span((call.called_at - other.called_at).0.abs());
    if !have_one_cause(kinship(region, Some(one), Some(two)), one, two, gap) {
        return false;
    }
    let village = |code: &Option<VillageCode>| code.as_ref().and_then(|code| region.village(code));
    match (village(&call.village), village(&other.village)) {
        (Some(one), Some(two)) => are_near(one, two),
        _ => call.district.is_some() && call.district == other.district,
    }
}

fn place(
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
    match (&call.village, &other.village) {
        (Some(one), Some(two)) if one == two => Some(Sign::SameVillage),
        (_, Some(two)) if said(two, mine) => Some(Sign::SaidVillage),
        (Some(one), _) if said(one, theirs) => Some(Sign::SaidVillage),
        (Some(one), Some(two)) => {
            let near = region.village(one).zip(region.village(two)).is_some_and(|(a, b)| are_near(a, b));
            Some(if near { Sign::NearVillage } else { Sign::OtherVillage })
        }
        _ => match (&call.district, &other.district) {
            (Some(one), Some(two)) if one == two => Some(Sign::SameDistrict),
            (Some(_), Some(_)) => Some(Sign::OtherDistrict),
            _ => None,
        },
    }
}

pub(super) fn are_near(one: &Village, other: &Village) -> bool {
    apart_km(one, other) <= NEAR_KM
}

fn apart_km(one: &Village, other: &Village) -> f64 {
    let east = (other.lon - one.lon).to_radians() * f64::midpoint(one.lat, other.lat).to_radians().cos();
    east.hypot((other.lat - one.lat).to_radians()) * 6_371.0
}

fn same_word(one: &str, other: &str) -> bool {
    one == other || one.len() >= SHORTEST_SLIP && other.len() >= SHORTEST_SLIP && one_slip(one, other)
}

/// Kinds of spots that callers do not keep apart.
const SORTS: &[&[&str]] = &[
    &["jalan", "jalan raya"],
    &["sekolah", "sd"],
    &["sekolah", "smp"],
    &["sekolah", "sma"],
    &["sekolah", "tk"],
    &["toko", "minimarket"],
    &["warung", "warkop"],
    &["sungai", "irigasi"],
    &["sungai", "selokan"],
    &["tol", "flyover"],
];

fn same_sort(one: &str, other: &str) -> bool {
    one == other || SORTS.iter().any(|sort| sort.contains(&one) && sort.contains(&other))
}

/// How two spots go together; the most telling first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Meeting {
    Named,
    Lone,
    Road,
    Common,
    OtherName,
}

fn meet(one: &Spot, other: &Spot) -> Option<Meeting> {
    let is_road = ROADS.contains(&one.kind.as_str());
    let named = one.name.iter().any(|word| other.name.iter().any(|known| same_word(word, known)))
        || !one.name.is_empty() && one.name.concat() == other.name.concat();
    if !same_sort(&one.kind, &other.kind) {
        // The name alone, where one of them did not say what it is.
        return (named && (one.kind.is_empty() || other.kind.is_empty())).then_some(Meeting::Named);
    }
    Some(if named {
        if is_road { Meeting::Road } else { Meeting::Named }
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
    let met: Vec<_> = pairs
        .filter_map(|(one, other)| {
            Some((meet(one, other)?, !(one.is_landmark && other.is_landmark), one, other))
        })
        .collect();
    let kinds: BTreeSet<&str> = met
        .iter()
        .filter(|(m, ..)| *m != Meeting::OtherName)
        .map(|(_, _, one, _)| one.kind.as_str())
        .collect();
    if kinds.len() > 1 {
        signs.push(Sign::TwoSpots);
    }
    let best = met.into_iter().min_by_key(|(meeting, narrated, ..)| (*meeting, *narrated));
    let shown = |one: &Spot, other: &Spot| {
        let name = if one.name.is_empty() { &other.name } else { &one.name };
        let mut words = vec![one.kind.as_str()];
        words.extend(name.iter().map(String::as_str));
        words.join(" ").trim().to_owned()
    };
    let tells =
        |spot: &Spot| spot.is_landmark && !NAMELESS.contains(&spot.kind.as_str()) && spot.kind != "tol";
    let (here, there) = (mine.spots.iter().any(tells), theirs.spots.iter().any(tells));
    let counts = matches!(far, Reach::House | Reach::Spot);
    if counts && here != there {
        signs.push(Sign::OneSpot);
    }
    match best {
        Some((meeting, _, one, other)) => {
            let words = shown(one, other);
            signs.push(match meeting {
                Meeting::Named => Sign::NamedSpot(words),
                Meeting::Road => Sign::NamedRoad(words),
                Meeting::Lone => Sign::LoneSpot(words),
                Meeting::Common => Sign::CommonSpot(words),
                Meeting::OtherName => Sign::OtherName,
            });
            if let (Some(one), Some(other)) = (&one.side, &other.side)
                && one != other
                && counts
            {
                signs.push(Sign::OtherSide);
            }
        }
        None if counts && here && there => signs.push(Sign::OtherSpot),
        None => {}
    }
}

/// Does one say that it is not the other, or not there?
pub(super) fn denies(one: &Reading, other: &Reading) -> bool {
    let is_denied = |word: &String| one.negated.contains(word);
    let of_a_sort = |spot: &Spot| one.negated.iter().any(|word| same_sort(word, &spot.kind));
    other.spots.iter().any(|spot| of_a_sort(spot) || spot.name.iter().any(is_denied))
        || other.telling.iter().any(is_denied)
        || other.classed.iter().any(|(_, word)| is_denied(word))
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

fn has(reading: &Reading, word: &str) -> bool {
    reading.joined.contains(word) || reading.telling.iter().any(|known| same_word(word, known))
}

fn tell(mine: &Reading, theirs: &Reading, pool: &Pool, kinship: Kinship, signs: &mut Vec<Sign>) {
    let shared: Vec<&String> = mine
        .telling
        .iter()
        .filter(|word| has(theirs, word))
        .chain(mine.joined.iter().filter(|word| theirs.telling.contains(*word)))
        .collect();
    // A spot's name has been counted with it.
    let names =
        |word: &String| [mine, theirs].iter().all(|of| of.spots.iter().any(|spot| spot.name.contains(word)));
    let shared: Vec<&String> = shared.into_iter().filter(|word| !names(word)).collect();
    let (rare, common): (Vec<&String>, Vec<&String>) =
        shared.into_iter().partition(|word| pool.is_rare(word));
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
            (Some(_), Role::Person) => Sign::SamePerson,
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
    if mine.other {
        signs.push(Sign::SaysOther);
    }
}
