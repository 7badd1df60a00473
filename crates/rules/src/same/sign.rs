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
    OtherKind,
    // How far such a thing reaches.
    OfAHouse,
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
    LoneSpot(String),
    CommonSpot(String),
    OtherName,
    OtherSide,
    OtherSpot,
    NotThere,
    // Numbers.
    SameLabel(String),
    OtherLabel,
    // Time.
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
    OtherVehicle,
    OtherModel,
    OtherColour,
    OtherPerson,
    OtherAnimal,
    SaysAgain,
    SaysStill,
    SaysNew,
    SaysOther,
}

impl Sign {
    pub fn points(&self) -> i32 {
        match self {
            Sign::SameKind => 30,
            Sign::KindredKind => 18,
            Sign::SameGroup => -5,
            Sign::OpenKind => 5,
            Sign::OtherKind => -25,
            Sign::OfAHouse => -22,
            Sign::OfASpot => -10,
            Sign::OfAVillage => 0,
            Sign::OfTheRegency => 40,
            Sign::SameVillage => 22,
            Sign::NearVillage => -12,
            Sign::SaidVillage => 15,
            Sign::SameDistrict => 6,
            Sign::OtherVillage => -40,
            Sign::OtherDistrict => -50,
            Sign::NamedSpot(_) => 30,
            Sign::LoneSpot(_) => 22,
            Sign::CommonSpot(_) => 12,
            Sign::OtherName => -20,
            Sign::OtherSide => -8,
            Sign::OtherSpot => -14,
            Sign::NotThere => -30,
            Sign::SameLabel(_) => 12,
            Sign::OtherLabel => -10,
            Sign::AtOnce => 10,
            Sign::Soon => 4,
            Sign::Late => -4,
            Sign::SameCaller => 32,
            Sign::RareWords(_) => 10,
            Sign::MoreRareWords => 10,
            Sign::SharedWords(_) => 4,
            Sign::SharedKinds(count) => 4 * i32::try_from((*count).min(3)).unwrap_or(3),
            Sign::SameClass(_) => 8,
            Sign::OtherVehicle => -8,
            Sign::OtherModel => -15,
            Sign::OtherColour => -8,
            Sign::OtherPerson => -10,
            Sign::OtherAnimal => -30,
            Sign::SaysAgain => 10,
            Sign::SaysStill => 5,
            Sign::SaysNew => -4,
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
            Sign::NamedSpot(words) | Sign::LoneSpot(words) | Sign::CommonSpot(words) => {
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
