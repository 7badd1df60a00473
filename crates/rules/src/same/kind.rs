//! What kinds of case can be one incident, for how long, and how far one reaches.
//!
//! The tables are in the codes of the shipped region; a category they do not name is judged by its group, and a group
//! they do not name by the last row. Nobody has published such figures: they are the product's own, from how long a
//! scene goes on making people call.

use crate::region::{Category, CategoryCode, Region};
use crate::time::Span;

/// How two kinds go together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kinship {
    Same,
    /// One incident is often told as either.
    Kindred,
    /// The call is of what the incident brings with it.
    Part,
    /// The incident is of what the call's kind brings with it.
    Whole,
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
    ("PNY-ORG", 180, Reach::House),
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
    ("KAM-KRM", 240, Reach::Spot),
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

/// What happens, with the kinds that are it and those that people who see a part of it choose. Two of the first are
/// kindred; one of the second is a part of one of the first.
const EVENTS: &[(&[&str], &[&str])] = &[
    // Fire and what it smells of.
    (
        &["KBR-BGN", "KBR-IND", "KBR-LHN", "KBR-KND", "KBR-GAS"],
        &["INF-LMB", "INF-SMP", "INF-PLK", "INF-MCT", "MED-GWT", "MED-AMB", "KAM-BOM", "PNY-ORG"],
    ),
    (&["KAM-BOM"], &["KBR-BGN", "KBR-IND", "KBR-GAS", "INF-PLK"]),
    // A collision, those it hurts, locks in and holds up.
    (
        &["LKA-LLN", "LKA-RNG", "LKA-KAA"],
        &[
            "KBR-KND", "PNY-KND", "PNY-ORG", "MED-GWT", "MED-AMB", "INF-MCT", "KAM-TWR", "BNC-TNG",
            "INF-PLK", "INF-LMB", "KAM-MYT", "SOS-TLT", "PNY-AIR",
        ],
    ),
    // What stands in the way.
    (&["INF-MCT"], &["PNY-KND", "KBR-KND", "BNC-PHN", "BNC-TNG", "INF-TRF", "LKA-KAA"]),
    // What falls, and on what.
    (
        &["BNC-PHN", "BNC-TNG", "BNC-RBH"],
        &[
            "PNY-ORG", "INF-PHN", "INF-PLK", "INF-TLK", "INF-PLN", "LKA-RNG", "LKA-LLN", "LKA-KRJ",
            "INF-MCT", "MED-GWT", "MED-AMB",
        ],
    ),
    // Wind and water, and whom and what they strike.
    (&["BNC-ANG"], &["BNC-RBH", "BNC-PHN", "BNC-TNG", "PNY-ORG", "MED-GWT", "MED-AMB", "INF-PLK"]),
    (&["BNC-BJR", "BNC-ROB", "BNC-TGL"], &["PNY-ORG", "PNY-KND", "INF-MCT", "INF-PLK"]),
    (&["INF-PLK"], &["INF-PLN", "INF-TLK"]),
    (&["BNC-BJR", "BNC-ROB", "BNC-TGL", "INF-DRN"], &[]),
    (&["INF-PDM"], &["INF-JLN", "INF-DRN"]),
    (&["INF-JLN"], &["INF-DRN"]),
    (&["INF-SMP", "INF-LMB"], &["INF-DRN"]),
    // Somebody ill or hurt.
    (&["MED-GWT", "MED-AMB", "MED-BRS", "MED-KRC"], &["LKA-KRJ", "SOS-TLT", "PNY-ORG"]),
    (&["LKA-KRJ"], &["PNY-ORG", "INF-PLK"]),
    // What makes people ill.
    (&["INF-LMB"], &["MED-GWT", "MED-AMB", "MED-KRC", "KBR-GAS"]),
    // Somebody in the water, lost, or found.
    (&["PNY-AIR", "PNY-HLG"], &["KAM-MYT", "SOS-ANK", "LKA-LLN", "PNY-ORG", "MED-GWT", "MED-AMB"]),
    (&["PNY-AIR", "PNY-ORG"], &[]),
    (&["PNY-KND"], &["LKA-LLN", "PNY-ORG", "INF-MCT"]),
    (&["SOS-ANK", "SOS-TLT"], &["PNY-HLG", "SOS-ODG"]),
    (&["KAM-MYT"], &["LKA-KAA", "PNY-HLG", "MED-JNZ"]),
    // Somebody beside himself, people at each other.
    (&["SOS-ODG", "MED-JWA"], &["KAM-TWR", "KAM-TRT", "PNY-ORG", "KAM-KRM", "MED-GWT", "MED-AMB"]),
    (&["KAM-TWR", "KAM-TRT"], &["KAM-KRM", "KAM-KDR", "LKA-LLN"]),
    (&["KAM-TWR", "KAM-KRM", "KAM-KDR"], &["MED-GWT", "MED-AMB"]),
    (&["KAM-KRM"], &["LKA-LLN", "LKA-RNG", "KAM-KDR", "KAM-MYT"]),
];

/// What burns and is seen from afar.
pub(super) fn is_fire(code: &CategoryCode) -> bool {
    group(code.as_str()) == "KBR"
}

/// What is smelt and heard in the next village.
pub(super) fn is_in_the_air(code: &CategoryCode) -> bool {
    is_fire(code) || ["INF-LMB", "KAM-BOM"].contains(&code.as_str())
}

/// What people pass by who do not know where they are.
pub(super) fn is_of_the_road(code: &CategoryCode) -> bool {
    group(code.as_str()) == "LKA" || ["KBR-KND", "PNY-KND", "INF-MCT", "INF-TRF"].contains(&code.as_str())
}

/// How many times as long as it goes on a thing is still spoken of, at most for a day.
const ECHO: i64 = 4;
/// A call of no kind of its own is about something of the last day.
pub(super) const OPEN_WINDOW: Span = Span::minutes(1_440);

impl Reach {
    /// The wider of two.
    pub fn or_wider(self, other: Reach) -> Reach {
        let width = |reach: Reach| reach as u8;
        if width(self) >= width(other) { self } else { other }
    }
}

/// Groups and kinds of which one cause makes many incidents: a storm, a flood, a current that fails, a kitchen.
const ONE_CAUSE: &[&str] = &["BNC", "INF-PLN", "INF-PLK", "INF-PDM", "INF-DRN", "INF-LMB", "MED-KRC"];
/// How far apart in time they are still taken for its doing.
const CAUSE_LASTS: Span = Span::minutes(180);

/// Can two incidents of these kinds, so far apart in time, have one cause?
pub(super) fn have_one_cause(kinship: Kinship, one: &CategoryCode, other: &CategoryCode, gap: Span) -> bool {
    let listed =
        |code: &CategoryCode| ONE_CAUSE.contains(&code.as_str()) || ONE_CAUSE.contains(&group(code.as_str()));
    kinship <= Kinship::Group && gap <= CAUSE_LASTS && listed(one) && listed(other)
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

/// How long after a call about `code` somebody may still ask or tell about it, if all else fits.
pub(super) fn outer_window(code: Option<&CategoryCode>) -> Span {
    let Span(window) = window(code);
    Span(window.max((window * ECHO).min(OPEN_WINDOW.0)))
}

pub(super) fn reach(code: Option<&CategoryCode>) -> Reach {
    code.map_or(Reach::Spot, |code| row(code.as_str()).1)
}

/// How a call of the kind `one` goes together with an incident of the kind `other`.
pub(super) fn kinship(region: &Region, one: Option<&CategoryCode>, other: Option<&CategoryCode>) -> Kinship {
    let (Some(one), Some(other)) = (one, other) else { return Kinship::Open };
    if one == other {
        return Kinship::Same;
    }
    let (first, second) = (one.as_str(), other.as_str());
    let kindred = |(whole, part): &(&[&str], &[&str])| {
        let (wholes, parts) = (|code| whole.contains(&code), |code| part.contains(&code));
        match (wholes(first), wholes(second)) {
            (true, true) => Some(Kinship::Kindred),
            (false, true) if parts(first) => Some(Kinship::Part),
            (true, false) if parts(second) => Some(Kinship::Whole),
            _ => None,
        }
    };
    if let Some(kinship) = EVENTS.iter().filter_map(kindred).min() {
        return kinship;
    }
    let group_of = |code: &CategoryCode| {
        let named = region.category(code).map(|Category { group, .. }| group.as_str());
        named.unwrap_or_else(|| group(code.as_str())).to_owned()
    };
    if group_of(one) == group_of(other) { Kinship::Group } else { Kinship::Apart }
}
