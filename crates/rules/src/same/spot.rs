//! Whether two calls name one spot.

use super::kind::Reach;
use super::reading::{Reading, Spot};
use super::sign::Sign;
use crate::region::gazetteer::one_slip;
use std::collections::BTreeSet;

/// A shorter word with a slip in it is another word.
const SHORTEST_SLIP: usize = 6;
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
    "bypass",
];
/// Spots that are as long as a village, so that two ends of them are two spots.
const ROADS: &[&str] = &["bypass", "jalan", "jalan raya", "tol", "sungai", "perumahan", "dusun", "kampung"];
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

/// The same word, or one slip of the finger from it.
pub(super) fn same_word(one: &str, other: &str) -> bool {
    one == other || one.len() >= SHORTEST_SLIP && other.len() >= SHORTEST_SLIP && one_slip(one, other)
}

/// Kinds of spots that callers do not keep apart.
const SORTS: &[&[&str]] = &[
    &["jalan", "jalan raya", "gang"],
    &["perumahan", "gang", "jalan"],
    &["dusun", "kampung"],
    &["sekolah", "sd"],
    &["sekolah", "smp"],
    &["sekolah", "sma"],
    &["sekolah", "tk"],
    &["toko", "minimarket"],
    &["warung", "warkop"],
    &["sungai", "irigasi"],
    &["sungai", "selokan"],
    &["tol", "flyover"],
    &["flyover", "bypass"],
    &["pabrik", "gudang"],
    &["warung", "rumah makan"],
    &["warung", "toko"],
    &["toko", "kios"],
    &["masjid", "musala"],
    &["puskesmas", "klinik"],
    &["lapangan", "alun-alun"],
    &["taman", "alun-alun"],
    &["balai desa", "balai dusun"],
    &["tower", "trafo"],
    &["tambak", "kolam"],
    &["tambak", "tanggul"],
    &["perumahan", "rusun"],
];

/// The same kind of spot, or two that callers do not keep apart.
pub(super) fn same_sort(one: &str, other: &str) -> bool {
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

/// Whether the other says the name of this spot, and not of what it is: `satpam puspa agro`.
fn is_said(spot: &Spot, by: &Reading) -> bool {
    let telling = |word: &String| word.len() >= SHORTEST_SLIP - 1 && by.telling.contains(word);
    spot.is_landmark && !spot.name.is_empty() && spot.name.iter().all(telling)
}

/// The signs of the spots they name; `elsewhere` where none is the same.
pub(super) fn spots(mine: &Reading, theirs: &Reading, far: Reach, elsewhere: Sign, signs: &mut Vec<Sign>) {
    let pairs = mine.spots.iter().flat_map(|one| theirs.spots.iter().map(move |other| (one, other)));
    let said = mine
        .spots
        .iter()
        .filter(|spot| is_said(spot, theirs))
        .chain(theirs.spots.iter().filter(|spot| is_said(spot, mine)))
        .map(|spot| (Meeting::Named, false, spot, spot));
    let met: Vec<_> = pairs
        .filter_map(|(one, other)| {
            Some((meet(one, other)?, !(one.is_landmark && other.is_landmark), one, other))
        })
        .chain(said)
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
        None if counts && here && there => {
            signs.push(elsewhere);
        }
        None if counts && here != there => signs.push(Sign::OneSpot),
        None => {}
    }
}
