//! Two calls, sign by sign.

use super::Heard;
use super::kind::{Kinship, Reach, have_one_cause, is_of_the_road, kinship, outer_window, reach, window};
use super::lexicon::{Role, is_everyday};
use super::place::{are_near, place};
use super::reading::{CLASSES, Reading, Spot};
use super::sign::Sign;
use super::spot::{same_sort, same_word, spots};
use crate::region::{CategoryCode, Region, VillageCode};
use crate::time::Span;
use std::collections::{BTreeSet, HashMap};

/// Incidents that may share a word and it still tells.
const RARE: usize = 2;

/// Years by which guesses of one age differ at most; of a child's by a fifth of it.
const SAME_AGE: i64 = 5;

/// Minutes between two calls, each with what it adds.
const WITHIN: [(i64, Sign); 5] = [
    (5, Sign::Within5),
    (15, Sign::Within15),
    (45, Sign::Within45),
    (120, Sign::Within120),
    (600, Sign::Within600),
];

/// In how many incidents each telling word stands.
pub(super) struct Pool {
    counts: HashMap<String, usize>,
}

impl Pool {
    pub fn of<'a>(incidents: impl Iterator<Item = &'a Vec<Reading>>) -> Pool {
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
        !is_everyday(word) && self.counts.get(word).is_none_or(|count| *count <= RARE)
    }
}

/// What speaks for and against; `None` where it is out of the question.
pub(super) fn compare(
    region: &Region,
    (call, mine): (&Heard, &Reading),
    (other, theirs): (&Heard, &Reading),
    first: &Heard,
    is_caller: bool,
    pool: &Pool,
) -> Option<Vec<Sign>> {
    let gap = Span((call.called_at - other.called_at).0.abs());
    let longest = |lasts: fn(Option<&CategoryCode>) -> Span, of: &Heard| {
        lasts(call.category.as_ref()).max(lasts(of.category.as_ref()))
    };
    if gap > longest(outer_window, other) {
        return None;
    }
    let window = longest(window, other);
    let mut signs = Vec::new();
    // What its first call says it is, any call of it is too.
    let of = |heard: &Heard| kinship(region, call.category.as_ref(), heard.category.as_ref());
    let (kinship, other_kind) = match (of(other), of(first)) {
        (as_told, as_begun) if as_begun < as_told && gap <= longest(outer_window, first) => {
            (as_begun, first.category.as_ref())
        }
        (as_told, _) => (as_told, other.category.as_ref()),
    };
    let names = |one: &Reading, other: &Reading| !one.said.is_disjoint(&other.terms);
    let is_named = names(mine, theirs) || kinship == Kinship::Whole && names(theirs, mine);
    signs.push(match (kinship, is_named) {
        (Kinship::Same, _) => Sign::SameKind,
        (Kinship::Kindred | Kinship::Part | Kinship::Whole, true) => Sign::KindredNamed,
        (Kinship::Kindred, false) => Sign::KindredKind,
        (Kinship::Part, false) => Sign::PartOf,
        (Kinship::Whole, false) => Sign::WholeOf,
        (Kinship::Open, true) => Sign::AskedOf,
        (Kinship::Open, false) => Sign::OpenKind,
        (Kinship::Group | Kinship::Apart, true) => Sign::SpokenOf,
        (Kinship::Group, false) => Sign::SameGroup,
        (Kinship::Apart, false) => Sign::OtherKind,
    });
    let far = match (kinship, reach(other_kind)) {
        (Kinship::Same, far) => far,
        (Kinship::Open, Reach::Regency) if is_named => Reach::Regency,
        (Kinship::Open, _) => Reach::Village,
        (_, far) => match far.or_wider(reach(call.category.as_ref())) {
            Reach::Regency => Reach::Spot,
            far => far,
        },
    };
    signs.push(match far {
        Reach::House => Sign::OfAHouse,
        Reach::Roving => Sign::OfSomebody,
        Reach::Spot => Sign::OfASpot,
        Reach::Village => Sign::OfAVillage,
        Reach::Regency => Sign::OfTheRegency,
    });
    let minutes = gap.0 / 60_000;
    signs.extend(WITHIN.iter().filter(|(longest, _)| minutes <= *longest).map(|(_, sign)| sign.clone()));
    signs.extend((gap.0 * 6 > window.0).then_some(Sign::Late));
    signs.extend((gap.0 * 2 > window.0).then_some(Sign::VeryLate));
    signs.extend((gap > window).then_some(Sign::Past));
    let asks = is_caller && kinship == Kinship::Open;
    let place = place(region, (call, mine), (other, theirs));
    // Every village has a mosque: the same kind of spot says something where the village may be the same.
    let may_be_here = !place.as_ref().is_some_and(Sign::is_another_village);
    signs.extend(place.filter(|sign| far != Reach::Regency && !asks || sign.points() > 0));
    let on_the_road = [call, other].iter().all(|heard| heard.category.as_ref().is_some_and(is_of_the_road));
    let elsewhere = match kinship {
        Kinship::Part | Kinship::Whole => Sign::OtherSpotOfPart,
        _ if on_the_road => Sign::OtherSpotOnTheRoad,
        _ => Sign::OtherSpot,
    };
    spots(mine, theirs, far, elsewhere, &mut signs);
    signs.retain(|sign| may_be_here || !matches!(sign, Sign::CommonSpot(_)));
    // Where one sees or smells it from is not where it is.
    if signs.iter().any(|sign| matches!(sign, Sign::SeenFromAfar | Sign::NearInTheAir)) {
        signs.retain(|sign| {
            !matches!(sign, Sign::OtherSpot | Sign::OtherSpotOfPart | Sign::OneSpot | Sign::OtherName)
        });
    }
    labels(mine, theirs, far, &mut signs);
    signs.extend((kinship == Kinship::Open && mine.still).then_some(Sign::AsksAfter));
    if is_caller {
        signs.push(if asks { Sign::CallerAsks } else { Sign::SameCaller });
        signs.extend((kinship == Kinship::Same).then_some(Sign::CallerOfTheKind));
        signs.extend(mine.again.then_some(Sign::CallerAgain));
    }
    tell(mine, theirs, far, pool, &mut signs);
    signs.extend(road_or_lane(mine, theirs, far));
    // What takes a whole village needs no spot.
    let takes_all = matches!(far, Reach::Village | Reach::Regency) && kinship != Kinship::Open;
    if !takes_all && !signs.iter().any(Sign::is_particular) {
        signs.push(Sign::NothingElse);
    }
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
    for label in ["rt", "rw", "km", "no", "blok", "jalur"] {
        let (one, other) = (values(mine, label), values(theirs, label));
        if one.is_empty() || other.is_empty() {
            continue;
        }
        match one.intersection(&other).next() {
            Some(value) => signs.push(Sign::SameLabel(format!("{label} {value}"))),
            None if far == Reach::Village && label != "km" => {}
            // The next one is next door.
            None if far != Reach::House
                && one.iter().any(|one| other.iter().any(|two| are_next(one, two))) => {}
            None => signs.push(Sign::OtherLabel),
        }
    }
}

/// Spots on the road through a village, and those among its houses.
const ROAD: &[&str] = &["jalan raya", "bypass", "tol", "flyover"];
const LANES: &[&str] = &["gang", "perumahan", "dusun", "kampung", "kos", "rusun"];
const LANE_LABELS: &[&str] = &["rt", "rw", "blok", "no"];

/// Whether both lie on the road through the village, or one of them among the houses.
fn road_or_lane(mine: &Reading, theirs: &Reading, far: Reach) -> Option<Sign> {
    let is_of = |of: &Reading, kinds: &[&str]| {
        of.spots.iter().any(|spot| spot.is_landmark && kinds.contains(&spot.kind.as_str()))
    };
    let lies = |of: &Reading| {
        let in_a_lane =
            is_of(of, LANES) || of.labels.iter().any(|(label, _)| LANE_LABELS.contains(&label.as_str()));
        (is_of(of, ROAD), in_a_lane)
    };
    match (lies(mine), lies(theirs)) {
        ((true, false), (true, false)) => Some(Sign::OnTheRoad),
        ((true, false), (false, true)) | ((false, true), (true, false))
            if matches!(far, Reach::House | Reach::Spot) =>
        {
            Some(Sign::RoadAndLane)
        }
        _ => None,
    }
}

fn are_next(one: &str, other: &str) -> bool {
    let number = |text: &str| text.parse::<i64>().ok();
    number(one).zip(number(other)).is_some_and(|(one, other)| (one - other).abs() == 1)
}

fn has(reading: &Reading, word: &str) -> bool {
    reading.joined.contains(word) || reading.telling.iter().any(|known| same_word(word, known))
}

fn tell(mine: &Reading, theirs: &Reading, far: Reach, pool: &Pool, signs: &mut Vec<Sign>) {
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
    if mine.matter.intersection(&theirs.matter).next().is_some() {
        signs.push(Sign::SameMatter);
    }
    let both = |one: &str, other: &str| {
        let has = |of: &Reading, word: &str| of.classed.iter().any(|(_, known)| known == word);
        has(mine, one) && !has(mine, other) && has(theirs, other) && !has(theirs, one)
    };
    if both("pria", "wanita") || both("wanita", "pria") {
        signs.push(Sign::OtherSex);
    }
    if !mine.ages.is_empty() && !theirs.ages.is_empty() {
        let differ = |one: i64, two: i64| (one - two).abs() > (one.max(two) / 5).clamp(1, SAME_AGE);
        let near = |one: &i64| theirs.ages.iter().any(|other| !differ(*one, *other));
        signs.push(if mine.ages.iter().any(near) { Sign::SameAge } else { Sign::OtherAge });
    }
    let is_of_one = matches!(far, Reach::House | Reach::Roving);
    for (at, class) in (0u8..).zip(CLASSES) {
        let (one, other) = (mine.of_class(at), theirs.of_class(at));
        if one.is_empty() || other.is_empty() {
            continue;
        }
        signs.push(match (one.intersection(&other).next(), class) {
            (Some(word), Role::Tree) => Sign::SameTree((*word).to_owned()),
            (None, Role::Tree) => Sign::OtherTree,
            (Some(_), Role::Person) if is_of_one => Sign::SamePatient,
            (Some(_), Role::Person) => Sign::SamePerson,
            (Some(word), Role::Vehicle) => Sign::SameVehicle((*word).to_owned()),
            (Some(word), Role::Colour) => Sign::SameColour((*word).to_owned()),
            (Some(word), Role::Animal) => Sign::SameAnimal((*word).to_owned()),
            (Some(word), _) => Sign::SameModel((*word).to_owned()),
            (None, Role::Vehicle) => Sign::OtherVehicle,
            (None, Role::Model) => Sign::OtherModel,
            (None, Role::Colour) => Sign::OtherColour,
            (None, Role::Person) if is_of_one => Sign::OtherPatient,
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
    if mine.more {
        signs.push(Sign::SaysMore);
    }
    if mine.other {
        signs.push(Sign::SaysOther);
    }
}
