//! What speaks for or against two calls being of one incident, and by how many points.
//!
//! The points are rows of `seed/sameness.csv`: ten of them are one of the natural logarithm of the odds. They were fitted
//! to streams of calls whose truth is known, held near what reason expects of each sign.

use super::Reason;
use super::lexicon::points_of;

macro_rules! signs {
    ($($(#[$note:meta])* $name:ident $(($words:ty))? = $key:literal,)*) => {
        /// One thing that speaks for it or against it.
        #[derive(Clone, Debug, PartialEq)]
        pub(super) enum Sign {
            $($(#[$note])* $name $(($words))?,)*
        }

        /// By which each stands in the list of points.
        pub(super) const KEYS: &[&str] = &[$($key),*];

        impl Sign {
            pub(super) fn key(&self) -> &'static str {
                match self {
                    $(Sign::$name { .. } => $key,)*
                }
            }
        }
    };
}

signs! {
    SameKind = "same-kind",
    /// And what happened is called by the other's name.
    KindredNamed = "kindred-named",
    KindredKind = "kindred-kind",
    /// Of what such an incident brings with it, and the other way round.
    PartOf = "part-of",
    WholeOf = "whole-of",
    SameGroup = "same-group",
    SpokenOf = "spoken-of",
    OtherKind = "other-kind",
    /// A call of no kind of its own.
    OpenKind = "open-kind",
    AskedOf = "asked-of",
    /// Asks how it goes on, or when somebody comes.
    AsksAfter = "asks-after",
    /// The same, of what several have called about.
    AsksOfMany = "asks-of-many",
    /// How far such a thing reaches.
    OfAHouse = "of-a-house",
    OfSomebody = "of-somebody",
    OfASpot = "of-a-spot",
    OfAVillage = "of-a-village",
    OfTheRegency = "of-the-regency",
    SameVillage = "same-village",
    SaidVillage = "said-village",
    SeenFromAfar = "seen-from-afar",
    AtTheBorder = "at-the-border",
    NearOnTheRoad = "near-on-the-road",
    /// Smelt or heard in the next village.
    NearInTheAir = "near-in-the-air",
    NearVillage = "near-village",
    SameDistrict = "same-district",
    OtherVillage = "other-village",
    OtherDistrict = "other-district",
    NamedSpot(String) = "named-spot",
    NamedRoad(String) = "named-road",
    LoneSpot(String) = "lone-spot",
    CommonSpot(String) = "common-spot",
    TwoSpots = "two-spots",
    OtherName = "other-name",
    OtherSide = "other-side",
    OtherSpot = "other-spot",
    OtherSpotOnTheRoad = "other-spot-on-the-road",
    /// What an incident brings with it is met beside it.
    OtherSpotOfPart = "other-spot-of-part",
    /// Only one of them says where.
    OneSpot = "one-spot",
    NotThere = "not-there",
    SameLabel(String) = "same-number",
    OtherLabel = "other-number",
    /// The same, as another call of the incident tells.
    OtherLabelOfAnother = "other-number-of-another",
    /// Each adds to those that are wider.
    Within5 = "within-5",
    Within15 = "within-15",
    Within45 = "within-45",
    Within120 = "within-120",
    Within600 = "within-600",
    /// After a sixth and after half of the time such a thing goes on.
    Late = "late",
    VeryLate = "very-late",
    /// When such a thing is over.
    Past = "past",
    SameCaller = "same-caller",
    /// The same, of no kind of its own.
    CallerAsks = "caller-asks",
    /// The same, of the same kind.
    CallerOfTheKind = "caller-of-the-kind",
    CallerAgain = "caller-again",
    SeveralCalls = "several-calls",
    ManyCalls = "many-calls",
    /// In the last quarter of an hour, two or more.
    Burst = "burst",
    RareWords(Vec<String>) = "rare-words",
    MoreRareWords = "more-rare-words",
    SharedWords(Vec<String>) = "shared-words",
    SameMatter = "same-matter",
    SameVehicle(String) = "same-vehicle",
    SameModel(String) = "same-model",
    SameColour(String) = "same-colour",
    SameAnimal(String) = "same-animal",
    SamePerson = "same-person",
    SamePatient = "same-patient",
    OtherVehicle = "other-vehicle",
    OtherModel = "other-model",
    OtherColour = "other-colour",
    OtherAnimal = "other-animal",
    OtherPerson = "other-person",
    OtherPatient = "other-patient",
    OtherSex = "other-sex",
    SameAge = "same-age",
    OtherAge = "other-age",
    SaysAgain = "says-again",
    SaysStill = "says-still",
    SaysMore = "says-more",
    SaysOther = "says-other",
    /// On the road through the village both, or one of them among the houses.
    OnTheRoad = "on-the-road",
    RoadAndLane = "road-and-lane",
    /// Nothing is the same but kind, hour and village.
    NothingElse = "nothing-else",
    SameTree(String) = "same-tree",
    OtherTree = "other-tree",
}

impl Sign {
    pub fn points(&self) -> i32 {
        points_of(self.key())
    }

    /// Whether it says that they lie in two villages.
    pub fn is_another_village(&self) -> bool {
        matches!(
            self,
            Sign::NearVillage
                | Sign::NearOnTheRoad
                | Sign::NearInTheAir
                | Sign::SeenFromAfar
                | Sign::OtherVillage
                | Sign::OtherDistrict
        )
    }

    /// Whether it speaks for this very incident, and not only for its kind, hour and village.
    pub fn is_particular(&self) -> bool {
        matches!(
            self,
            Sign::NamedSpot(_)
                | Sign::NamedRoad(_)
                | Sign::LoneSpot(_)
                | Sign::CommonSpot(_)
                | Sign::SameLabel(_)
                | Sign::SameCaller
                | Sign::CallerAsks
                | Sign::RareWords(_)
                | Sign::SharedWords(_)
                | Sign::SameVehicle(_)
                | Sign::SameModel(_)
                | Sign::SameColour(_)
                | Sign::SameAnimal(_)
                | Sign::SameTree(_)
                | Sign::SamePatient
                | Sign::SameAge
                | Sign::SeenFromAfar
        )
    }

    fn reason(&self) -> Option<Reason> {
        Some(match self {
            Sign::SameKind => Reason::SameKind,
            Sign::KindredKind | Sign::KindredNamed | Sign::PartOf | Sign::WholeOf => Reason::KindredKind,
            Sign::SpokenOf | Sign::AskedOf => Reason::SpokenOf,
            Sign::SameVillage | Sign::SaidVillage => Reason::SameVillage,
            Sign::NearVillage | Sign::NearOnTheRoad | Sign::NearInTheAir | Sign::AtTheBorder => {
                Reason::NearVillage
            }
            Sign::SeenFromAfar => Reason::SeenFromAfar,
            Sign::SameDistrict => Reason::SameDistrict,
            Sign::NamedSpot(words)
            | Sign::NamedRoad(words)
            | Sign::LoneSpot(words)
            | Sign::CommonSpot(words) => Reason::SameLandmark { words: words.clone() },
            Sign::SameLabel(words) => Reason::SameNumber { words: words.clone() },
            Sign::SameCaller | Sign::CallerAsks => Reason::SameCaller,
            Sign::RareWords(words) => Reason::SameWords { words: words.clone() },
            Sign::SameVehicle(word)
            | Sign::SameModel(word)
            | Sign::SameColour(word)
            | Sign::SameTree(word)
            | Sign::SameAnimal(word) => Reason::SameWords { words: vec![word.clone()] },
            Sign::SaysAgain => Reason::SaysAgain,
            _ => return None,
        })
    }
}

/// What they come to, above what any two calls begin with.
pub(super) fn points(signs: &[Sign]) -> i32 {
    points_of("any") + signs.iter().map(Sign::points).sum::<i32>()
}

/// What spoke for it, the most first.
pub(super) fn reasons(signs: &[Sign]) -> Vec<Reason> {
    let mut signs: Vec<&Sign> = signs.iter().collect();
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.points()));
    let mut reasons: Vec<Reason> = Vec::new();
    for reason in signs.into_iter().filter_map(Sign::reason) {
        // Words are said once, where the strongest of them stands.
        match (reason, reasons.iter_mut().find(|known| matches!(known, Reason::SameWords { .. }))) {
            (Reason::SameWords { words }, Some(Reason::SameWords { words: said })) => said.extend(words),
            (reason, _) => reasons.push(reason),
        }
    }
    reasons
}

#[cfg(test)]
mod tests {
    use super::super::lexicon::POINTS;
    use super::*;

    #[test]
    fn every_sign_has_its_points_and_all_points_are_of_a_sign() {
        for key in KEYS {
            assert!(POINTS.contains_key(key), "{key}");
        }
        assert!(POINTS.contains_key("any"));
        assert_eq!(POINTS.len(), KEYS.len() + 1, "a row is of no sign");
        assert!(Sign::SameKind.points() > 0 && Sign::OtherVillage.points() < 0);
    }
}
