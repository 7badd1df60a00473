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
            Sign::SameKind => 34,
            Sign::KindredKind => 23,
            Sign::SameGroup => -20,
            Sign::OpenKind => 1,
            Sign::SpokenOf => 36,
            Sign::OtherKind => -28,
            Sign::OfAHouse => -25,
            Sign::OfSomebody => -10,
            Sign::OfASpot => -17,
            Sign::OfAVillage => -8,
            Sign::OfTheRegency => 44,
            Sign::SameVillage => 24,
            Sign::NearVillage => -24,
            Sign::SaidVillage => 24,
            Sign::SameDistrict => 8,
            Sign::OtherVillage => -40,
            Sign::OtherDistrict => -50,
            Sign::NamedSpot(_) => 37,
            Sign::NamedRoad(_) => 14,
            Sign::LoneSpot(_) => 30,
            Sign::CommonSpot(_) => 21,
            Sign::OtherName => -20,
            Sign::OtherSide => -8,
            Sign::OtherSpot => -32,
            Sign::TwoSpots => 14,
            Sign::OneSpot => -6,
            Sign::NotThere => -34,
            Sign::SameLabel(_) => 19,
            Sign::OtherLabel => -19,
            Sign::Within5 => 17,
            Sign::Within15 => 11,
            Sign::Within45 => 0,
            Sign::Within120 => -10,
            Sign::Within600 => -13,
            Sign::AtOnce => 6,
            Sign::Soon => -5,
            Sign::Late => -7,
            Sign::SameCaller => 31,
            Sign::RareWords(_) => 18,
            Sign::MoreRareWords => 10,
            Sign::SharedWords(_) => 5,
            Sign::SharedKinds(count) => 7 * i32::try_from((*count).min(3)).unwrap_or(3),
            Sign::SamePerson => 6,
            Sign::SameClass(_) => 28,
            Sign::OtherVehicle => -12,
            Sign::OtherModel => -15,
            Sign::OtherColour => -8,
            Sign::OtherPerson => -7,
            Sign::OtherAnimal => -45,
            Sign::SaysAgain => 6,
            Sign::SaysStill => 7,
            Sign::SaysOther => -21,
        }
    }

    fn reason(&self) -> Option<Reason> {
        Some(match self {
            Sign::SameKind => Reason::SameKind,
            Sign::KindredKind => Reason::KindredKind,
            Sign::SameVillage => Reason::SameVillage,
            Sign::NearVillage => Reason::NearVillage,
            Sign::SaidVillage => Reason::SameVillage,
            Sign::SameDistrict => Reason::SameDistrict,
            Sign::NamedSpot(words)
            | Sign::NamedRoad(words)
            | Sign::LoneSpot(words)
            | Sign::CommonSpot(words) => Reason::SameLandmark { words: words.clone() },
            Sign::SpokenOf => Reason::SpokenOf,
            Sign::SameLabel(words) => Reason::SameNumber { words: words.clone() },
            Sign::SameCaller => Reason::SameCaller,
            Sign::RareWords(words) => Reason::SameWords { words: words.clone() },
            Sign::SameClass(word) => Reason::SameWords { words: vec![word.clone()] },
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
