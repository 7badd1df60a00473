//! What the words that spoke add up to.

use std::collections::BTreeMap;

use super::learnt::Leaning;
use super::phrases::Spoken;
use super::text::{Mask, Span, Text};
use super::{CategoryReading, MOST_CATEGORIES, Meaning};
use crate::call::NoCase;
use crate::region::{CategoryCode, CueKind, OUTCOMES, Severity};

/// An incident outside the region, and how much a scene out there speaks for it.
const OUTSIDE: &str = "TDK-LUR";
const OUTSIDE_WEIGHT: i32 = 40;
/// What learnt weights count beside those of phrases, in tenths; chosen as the weights were (`fitting.rs`).
const LEARNT: i32 = 4;
/// What the heaviest phrase counts, the next, and so on, in tenths: saying it at length makes it no truer.
const SHARES: [i32; 6] = [10, 6, 4, 3, 2, 1];

pub(super) fn categories(
    spoken: &[Spoken<'_>],
    leanings: &BTreeMap<&str, Leaning>,
    text: &Text<'_>,
    known: &[(CategoryCode, Severity, bool)],
    outside: Option<&Span>,
) -> Vec<CategoryReading> {
    let order = |code: &str| known.iter().position(|category| category.0.as_str() == code);
    let mut found: Vec<(i32, usize, &str, Mask)> = sums(spoken, leanings, outside)
        .into_iter()
        .filter(|(_, (score, mask))| *score > 0 && *mask != 0)
        .filter_map(|(code, (score, mask))| {
            let place = order(code).or_else(|| OUTCOMES.contains(&code).then_some(usize::MAX))?;
            Some((score, place, code, mask))
        })
        .collect();
    found.sort_by_key(|(score, place, ..)| (-score, *place));
    found.truncate(MOST_CATEGORIES);
    let reading = |(score, _, code, mask): (i32, usize, &str, Mask)| CategoryReading {
        code: CategoryCode::from(code),
        meaning: meaning(code),
        score,
        words: text.masked(mask),
    };
    found.into_iter().map(reading).collect()
}

/// What spoke for each code, in tenths of a weight, and the words that did; below 0 where more spoke against it.
pub(super) fn sums<'s>(
    spoken: &'s [Spoken<'_>],
    leanings: &BTreeMap<&'s str, Leaning>,
    outside: Option<&Span>,
) -> BTreeMap<&'s str, (i32, Mask)> {
    let mut speaking: BTreeMap<&str, (Vec<i32>, Mask)> = BTreeMap::new();
    for one in spoken.iter().filter(|one| one.kind == CueKind::Category && !is_part(one, spoken)) {
        let of_code = speaking.entry(one.speaks_for).or_default();
        of_code.0.push(one.weight);
        if one.weight > 0 {
            of_code.1 |= one.mask;
        }
    }
    if let Some(span) = outside {
        let of_code = speaking.entry(OUTSIDE).or_default();
        of_code.0.push(OUTSIDE_WEIGHT);
        of_code.1 |= span.mask();
    }
    let mut sums: BTreeMap<&str, (i32, Mask)> =
        speaking.into_iter().map(|(code, (weights, mask))| (code, (sum(weights), mask))).collect();
    // Where it lies is said by names, not by how people speak of elsewhere.
    let lies_outside = sums.contains_key(OUTSIDE);
    for (code, leaning) in leanings.iter().filter(|(code, _)| **code != OUTSIDE || lies_outside) {
        let of_code = sums.entry(code).or_default();
        of_code.0 += leaning.sum * LEARNT;
        of_code.1 |= leaning.mask;
    }
    sums
}

/// In tenths of a weight. What speaks against counts in full.
fn sum(mut weights: Vec<i32>) -> i32 {
    weights.sort_unstable_by_key(|weight| -weight);
    let last = SHARES.last().copied().unwrap_or(0);
    let shares = SHARES.into_iter().chain(std::iter::repeat(last));
    weights
        .iter()
        .zip(shares)
        .map(|(weight, share)| if *weight < 0 { weight * 10 } else { weight * share })
        .sum()
}

/// A phrase within a longer one, in one piece and at least as heavy, says nothing of its own; what a phrase in
/// parts says is added.
pub(super) fn is_part(one: &Spoken<'_>, spoken: &[Spoken<'_>]) -> bool {
    one.weight > 0
        && spoken.iter().any(|longer| {
            let within = one.mask & longer.mask == one.mask && longer.mask != one.mask;
            longer.kind == one.kind && longer.whole && longer.weight >= one.weight && within
        })
}

fn meaning(code: &str) -> Meaning {
    match code {
        "TDK-PRK" => Meaning::NoCase(NoCase::Prank),
        "TDK-GST" => Meaning::NoCase(NoCase::Silent),
        "TDK-SLH" => Meaning::NoCase(NoCase::WrongNumber),
        "INFO-UMM" | "INFO-CUA" => Meaning::NoCase(NoCase::Info),
        "INFO-SUS" => Meaning::FollowUp,
        _ => Meaning::Category,
    }
}
