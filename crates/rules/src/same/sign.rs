//! What speaks for or against two calls being of one incident, and by how many points.

use super::Reason;

/// One thing that speaks for it or against it.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Sign {
    // Kind.
    SameKind,
    KindredKind,
    SameGroup,
    OpenKind,
    SpokenOf,
    OtherKind,
    // How far such a thing reaches.
    OfAHouse,
    OfSomebody,
    OfASpot,
    OfAVillage,
    OfTheRegency,
    // Place.
    SameVillage,
    NearVillage,
    SaidVillage,
    SameDistrict,
    OtherVillage,
    OtherDistrict,
    // Spot.
    NamedSpot(String),
    NamedRoad(String),
    LoneSpot(String),
    CommonSpot(String),
    OtherName,
    OtherSide,
    OtherSpot,
    OneSpot,
    TwoSpots,
    NotThere,
    // Numbers.
    SameLabel(String),
    OtherLabel,
    // Time.
    Within5,
    Within15,
    Within45,
    Within120,
    Within600,
    AtOnce,
    Soon,
    Late,
    // Caller.
    SameCaller,
    // Words.
    RareWords(Vec<String>),
    MoreRareWords,
    SharedWords(Vec<String>),
    SharedKinds(usize),
    SameClass(String),
    SamePerson,
    OtherVehicle,
    OtherModel,
    OtherColour,
    OtherPerson,
    OtherAnimal,
    SaysAgain,
    SaysStill,
    SaysOther,
}

impl Sign {
    pub fn points(&self) -> i32 {
        match self {
            Sign::SameKind => 32,
            Sign::KindredKind => 21,
            Sign::SameGroup => -14,
            Sign::OpenKind => 2,
            Sign::SpokenOf => 32,
            Sign::OtherKind => -27,
            Sign::OfAHouse => -23,
            Sign::OfSomebody => -11,
            Sign::OfASpot => -14,
            Sign::OfAVillage => -6,
            Sign::OfTheRegency => 42,
            Sign::SameVillage => 22,
            Sign::NearVillage => -19,
            Sign::SaidVillage => 22,
            Sign::SameDistrict => 7,
            Sign::OtherVillage => -40,
            Sign::OtherDistrict => -50,
            Sign::NamedSpot(_) => 30,
            Sign::NamedRoad(_) => 14,
            Sign::LoneSpot(_) => 28,
            Sign::CommonSpot(_) => 20,
            Sign::OtherName => -20,
            Sign::OtherSide => -8,
            Sign::OtherSpot => -26,
            Sign::TwoSpots => 11,
            Sign::OneSpot => -4,
            Sign::NotThere => -35,
            Sign::SameLabel(_) => 16,
            Sign::OtherLabel => -15,
            Sign::Within5 => 15,
            Sign::Within15 => 10,
            Sign::Within45 => 0,
            Sign::Within120 => -8,
            Sign::Within600 => -10,
            Sign::AtOnce => 6,
            Sign::Soon => -3,
            Sign::Late => -5,
            Sign::SameCaller => 30,
            Sign::RareWords(_) => 14,
            Sign::MoreRareWords => 9,
            Sign::SharedWords(_) => 4,
            Sign::SharedKinds(count) => 5 * i32::try_from((*count).min(3)).unwrap_or(3),
            Sign::SamePerson => 5,
            Sign::SameClass(_) => 21,
            Sign::OtherVehicle => -11,
            Sign::OtherModel => -15,
            Sign::OtherColour => -8,
            Sign::OtherPerson => -8,
            Sign::OtherAnimal => -45,
            Sign::SaysAgain => 7,
            Sign::SaysStill => 6,
            Sign::SaysOther => -20,
        }
    }

    /// The same kind of thing elsewhere: a storm that fells a tree in each of two villages.
    pub fn relates(&self) -> bool {
        matches!(self, Sign::SameKind | Sign::KindredKind)
    }

    fn reason(&self) -> Option<Reason> {
        Some(match self {
            Sign::SameKind => Reason::SameKind,
            Sign::KindredKind => Reason::KindredKind,
            Sign::SameVillage => Reason::SameVillage,
            Sign::NearVillage => Reason::NearVillage,
            Sign::SaidVillage => Reason::SameVillage,
            Sign::SameDistrict => Reason::SameDistrict,
            Sign::NamedSpot(words) | Sign::NamedRoad(words) | Sign::LoneSpot(words) | Sign::CommonSpot(words) => {
                Reason::SameLandmark { words: words.clone() }
            }
            Sign::SameLabel(words) => Reason::SameNumber { words: words.clone() },
            Sign::SameCaller => Reason::SameCaller,
            Sign::RareWords(words) => Reason::SameWords { words: words.clone() },
            Sign::SaysAgain => Reason::SaysAgain,
            _ => return None,
        })
    }
}

pub(super) fn points(signs: &[Sign]) -> i32 {
    signs.iter().map(Sign::points).sum()
}

/// What spoke for it, the most first.
pub(super) fn reasons(signs: &[Sign]) -> Vec<Reason> {
    let mut signs: Vec<&Sign> = signs.iter().collect();
    signs.sort_by_key(|sign| std::cmp::Reverse(sign.points()));
    signs.into_iter().filter_map(Sign::reason).collect()
}
