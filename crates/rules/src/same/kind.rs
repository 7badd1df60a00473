//! What kinds of case can be one incident, for how long, and how far one reaches.
//!
//! The tables are in the codes of the shipped region; a category they do not name is judged by its group, and a group
//! they do not name by the last row. Nobody has published such figures: they are the product's own, from how long a
//! scene goes on making people call.

use crate::region::{Category, CategoryCode, Region};
use crate::time::Span;

/// How two kinds go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kinship {
    Same,
    /// One incident is often told as either.
    Kindred,
    /// The same group, and no more.
    Group,
    /// Of one of them no kind is known, or the call is no case of its own.
    Open,
    Apart,
}

/// How much of the map one incident takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Reach {
    /// One person or one house: two in a village are two.
    House,
    /// Somebody who goes about: two in a village are two, wherever they are seen.
    Roving,
    /// One spot: two in a village are two if their spots differ.
    Spot,
    /// A village or a large part of it.
    Village,
    /// All of the regency.
    Regency,
}

/// Minutes within which calls are of one incident, and its reach, by category or group.
const KINDS: &[(&str, i64, Reach)] = &[
    ("KBR", 300, Reach::Spot),
    ("KBR-KND", 120, Reach::Spot),
    ("KBR-IND", 720, Reach::Spot),
    ("PNY", 240, Reach::Spot),
    ("PNY-ORG", 180, Reach::Spot),
    ("PNY-HLG", 2_880, Reach::Roving),
    ("PNY-AIR", 1_440, Reach::Spot),
    ("BNC", 720, Reach::Spot),
    ("BNC-ANG", 300, Reach::Village),
    ("BNC-BJR", 1_440, Reach::Village),
    ("BNC-ROB", 1_440, Reach::Village),
    ("BNC-TGL", 1_440, Reach::Spot),
    ("BNC-GMP", 180, Reach::Regency),
    ("BNC-KRG", 10_080, Reach::Village),
    ("MED", 120, Reach::House),
    ("MED-AMB", 240, Reach::House),
    ("MED-KRC", 720, Reach::Spot),
    ("MED-JNZ", 720, Reach::House),
    ("LKA", 120, Reach::Spot),
    ("LKA-KAA", 240, Reach::Spot),
    ("LKA-KRJ", 180, Reach::House),
    ("KAM", 180, Reach::Spot),
    ("KAM-KRM", 240, Reach::House),
    ("KAM-KDR", 240, Reach::House),
    ("KAM-BOM", 720, Reach::Spot),
    ("KAM-MYT", 720, Reach::Spot),
    ("KAM-TRT", 480, Reach::Spot),
    ("SOS", 720, Reach::Roving),
    ("SOS-ANK", 720, Reach::Roving),
    ("INF", 4_320, Reach::Spot),
    ("INF-PLK", 720, Reach::Spot),
    ("INF-PLN", 720, Reach::Spot),
    ("INF-TRF", 1_440, Reach::Spot),
    ("INF-MCT", 180, Reach::Spot),
    ("INF-PJU", 10_080, Reach::Spot),
    ("INF-JLN", 14_400, Reach::Spot),
    ("INF-DRN", 2_880, Reach::Spot),
    ("INF-PHN", 10_080, Reach::Spot),
    ("INF-SMP", 10_080, Reach::Spot),
    ("INF-LMB", 4_320, Reach::Spot),
    ("INF-PDM", 2_880, Reach::Spot),
    ("LYN", 10_080, Reach::House),
    ("TDK", 180, Reach::Spot),
    ("", 720, Reach::Spot),
];

/// Two kinds that people give to one incident: the lesser and the graver, the cause and what it does.
const KINDRED: &[(&str, &str)] = &[
    ("KBR-BGN", "KBR-IND"),
    ("KBR-BGN", "KBR-LHN"),
    ("KBR-BGN", "KBR-GAS"),
    ("KBR-BGN", "KBR-KND"),
    ("KBR-IND", "KBR-LHN"),
    ("KBR-IND", "KBR-GAS"),
    ("KBR-KND", "LKA-LLN"),
    ("KBR-KND", "LKA-RNG"),
    ("KBR-BGN", "INF-PLK"),
    ("KBR-LHN", "KBR-KND"),
    ("KBR-LHN", "INF-LMB"),
    ("KBR-LHN", "INF-SMP"),
    ("KBR-GAS", "INF-LMB"),
    ("KBR-IND", "INF-LMB"),
    ("PNY-ORG", "LKA-LLN"),
    ("PNY-ORG", "LKA-KRJ"),
    ("PNY-ORG", "BNC-RBH"),
    ("PNY-ORG", "BNC-PHN"),
    ("PNY-KND", "INF-MCT"),
    ("PNY-KND", "LKA-KAA"),
    ("PNY-AIR", "PNY-HLG"),
    ("PNY-AIR", "KAM-MYT"),
    ("PNY-AIR", "LKA-LLN"),
    ("PNY-AIR", "SOS-ANK"),
    ("PNY-HLG", "SOS-ANK"),
    ("PNY-HLG", "SOS-TLT"),
    ("PNY-HLG", "KAM-MYT"),
    ("BNC-ANG", "BNC-RBH"),
    ("BNC-BJR", "BNC-ROB"),
    ("BNC-BJR", "BNC-TGL"),
    ("BNC-BJR", "INF-DRN"),
    ("BNC-ROB", "INF-DRN"),
    ("BNC-TGL", "INF-DRN"),
    ("BNC-PHN", "BNC-TNG"),
    ("BNC-PHN", "INF-PHN"),
    ("BNC-PHN", "INF-PLK"),
    ("BNC-PHN", "INF-MCT"),
    ("BNC-PHN", "BNC-RBH"),
    ("BNC-TNG", "INF-PLK"),
    ("BNC-TNG", "INF-TLK"),
    ("BNC-TNG", "INF-MCT"),
    ("BNC-TNG", "BNC-RBH"),
    ("LKA-LLN", "LKA-RNG"),
    ("LKA-LLN", "LKA-KAA"),
    ("LKA-LLN", "MED-GWT"),
    ("LKA-LLN", "MED-AMB"),
    ("LKA-LLN", "INF-MCT"),
    ("LKA-RNG", "INF-MCT"),
    ("LKA-RNG", "BNC-TNG"),
    ("LKA-RNG", "INF-PLK"),
    ("LKA-KAA", "INF-MCT"),
    ("LKA-KAA", "LKA-RNG"),
    ("LKA-KAA", "KAM-MYT"),
    ("LKA-KRJ", "MED-GWT"),
    ("LKA-KRJ", "MED-AMB"),
    ("MED-GWT", "MED-AMB"),
    ("MED-GWT", "MED-BRS"),
    ("MED-GWT", "MED-KRC"),
    ("MED-AMB", "MED-BRS"),
    ("MED-AMB", "MED-KRC"),
    ("MED-GWT", "SOS-TLT"),
    ("MED-AMB", "SOS-TLT"),
    ("MED-JWA", "SOS-ODG"),
    ("MED-JWA", "PNY-ORG"),
    ("KAM-KRM", "KAM-TWR"),
    ("KAM-KRM", "KAM-TRT"),
    ("KAM-TWR", "KAM-TRT"),
    ("KAM-KDR", "KAM-TRT"),
    ("SOS-ODG", "SOS-TLT"),
    ("SOS-ODG", "KAM-TRT"),
    ("SOS-ODG", "KAM-TWR"),
    ("SOS-ANK", "SOS-TLT"),
    ("INF-PLK", "INF-TLK"),
    ("INF-PLK", "INF-PLN"),
    ("INF-TRF", "INF-MCT"),
    ("INF-JLN", "INF-DRN"),
    ("INF-JLN", "INF-PDM"),
    ("INF-LMB", "INF-SMP"),
    ("INF-DRN", "INF-PDM"),
];

/// A call of no kind of its own is about something of the last day.
pub(super) const OPEN_WINDOW: Span = Span::minutes(1_440);

impl Reach {
    /// The wider of two.
    pub fn or_wider(self, other: Reach) -> Reach {
        let width = |reach: Reach| reach as u8;
        if width(self) >= width(other) { self } else { other }
    }
}

/// The words by which a call of another kind speaks of one of this: somebody hurt in a fire, people who watch it.
const SPOKEN_OF: &[(&str, &[&str])] =
    &[("KBR", &["kebakaran", "api", "asap"]), ("LKA", &["kecelakaan"]), ("BNC-ANG", &["angin"])];

/// Groups and kinds whose calls are often of an incident of another kind that they speak of.
const SPEAKERS: &[&str] = &["MED", "LKA", "KBR", "PNY", "INF-MCT", "INF-LMB", "BNC-RBH"];

/// Does a call of this kind often speak of an incident of another kind?
pub(super) fn is_speaker(code: &CategoryCode) -> bool {
    SPEAKERS.contains(&code.as_str()) || SPEAKERS.contains(&group(code.as_str()))
}

/// Are these words for what happened a way of speaking of such a kind?
pub(super) fn speaks_of(words: &std::collections::BTreeSet<String>, code: &CategoryCode) -> bool {
    let of = |key: &str| SPOKEN_OF.iter().find(|row| row.0 == key);
    let spoken = of(code.as_str()).or_else(|| of(group(code.as_str())));
    spoken.is_some_and(|row| row.1.iter().any(|word| words.contains(*word)))
}

/// Groups and kinds of which one cause makes many incidents: a storm, a flood, a current that fails, a kitchen.
const ONE_CAUSE: &[&str] = &["BNC", "INF-PLN", "INF-PLK", "INF-PDM", "INF-DRN", "INF-LMB", "MED-KRC"];
/// How far apart in time they are still taken for its doing.
const CAUSE_LASTS: Span = Span::minutes(180);

/// Can two incidents of these kinds, so far apart in time, have one cause?
pub(super) fn have_one_cause(kinship: Kinship, one: &CategoryCode, other: &CategoryCode, gap: Span) -> bool {
    let listed =
        |code: &CategoryCode| ONE_CAUSE.contains(&code.as_str()) || ONE_CAUSE.contains(&group(code.as_str()));
    matches!(kinship, Kinship::Same | Kinship::Kindred | Kinship::Group)
        && gap <= CAUSE_LASTS
        && listed(one)
        && listed(other)
}

fn group(code: &str) -> &str {
    code.split('-').next().unwrap_or(code)
}

fn row(code: &str) -> (Span, Reach) {
    let found = [code, group(code), ""].into_iter().find_map(|key| KINDS.iter().find(|row| row.0 == key));
    found.map_or((OPEN_WINDOW, Reach::Spot), |row| (Span::minutes(row.1), row.2))
}

/// How long after a call about `code` another may be about the same; about `None`, a call of no kind.
pub(super) fn window(code: Option<&CategoryCode>) -> Span {
    code.map_or(OPEN_WINDOW, |code| row(code.as_str()).0)
}

pub(super) fn reach(code: Option<&CategoryCode>) -> Reach {
    code.map_or(Reach::Spot, |code| row(code.as_str()).1)
}

pub(super) fn kinship(region: &Region, one: Option<&CategoryCode>, other: Option<&CategoryCode>) -> Kinship {
    let (Some(one), Some(other)) = (one, other) else { return Kinship::Open };
    if one == other {
        return Kinship::Same;
    }
    let pair = (one.as_str(), other.as_str());
    if KINDRED.iter().any(|known| *known == pair || (known.1, known.0) == pair) {
        return Kinship::Kindred;
    }
    let group_of = |code: &CategoryCode| {
        let named = region.category(code).map(|Category { group, .. }| group.as_str());
        named.unwrap_or_else(|| group(code.as_str())).to_owned()
    };
    if group_of(one) == group_of(other) { Kinship::Group } else { Kinship::Apart }
}
