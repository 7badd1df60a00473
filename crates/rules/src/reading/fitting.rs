//! Learning from narratives whose category is known what their signs speak for: a multinomial logistic regression.
//! Nothing is drawn by chance, so the same narratives give the same weights. `examples/learn.rs` is the program.

use std::collections::{BTreeMap, BTreeSet};

use super::{Listened, Reader, signs};

/// Narratives a sign must stand in to be learnt, and a pair of words.
const LEAST: usize = 2;
const LEAST_OF_PAIR: usize = 3;
/// How often all narratives are gone through, how far a step goes, and how strongly weights are held down. Chosen by
/// treating each writer in turn as one nobody has seen.
const ROUNDS: usize = 100;
const STEP: f64 = 0.3;
const HELD: f64 = 0.001;
/// Weight of one unit of log odds; the heaviest; and the lightest that is kept.
const UNIT: f64 = 4.0;
const HEAVIEST: f64 = 20.0;
const LIGHTEST: f64 = 2.0;

/// A narrative and its category, or how the call ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lesson {
    pub narrative: String,
    pub category: String,
}

/// What was learnt: weights by sign and code, as `seed/weights.csv` has them.
pub type Weights = BTreeMap<String, BTreeMap<String, i32>>;

/// Learns from narratives read by a reader; what that reader has learnt itself plays no part.
#[must_use]
pub fn learn(reader: &Reader, lessons: &[Lesson]) -> Weights {
    let read: Vec<(BTreeSet<String>, &str)> =
        lessons.iter().map(|one| (signs_of(reader, &one.narrative), one.category.as_str())).collect();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for sign in read.iter().flat_map(|(signs, _)| signs) {
        *counts.entry(sign).or_default() += 1;
    }
    counts.retain(|sign, count| *count >= if signs::is_pair(sign) { LEAST_OF_PAIR } else { LEAST });
    let (names, counts): (Vec<&str>, Vec<usize>) = counts.into_iter().unzip();
    let codes: Vec<&str> = read.iter().map(|(_, code)| *code).collect::<BTreeSet<_>>().into_iter().collect();
    let rows: Vec<Row> = read
        .iter()
        .filter_map(|(signs, code)| {
            let signs = signs.iter().filter_map(|sign| names.binary_search(&sign.as_str()).ok()).collect();
            Some(Row { signs, code: codes.binary_search(code).ok()? })
        })
        .collect();
    let weights = descend(&rows, &counts, codes.len());
    let mut learnt = Weights::new();
    for (name, of_name) in names.iter().zip(&weights) {
        // What a sign says of every code alike says nothing.
        let middle = median(of_name);
        for (code, weight) in codes.iter().zip(of_name) {
            let weight = ((weight - middle) * UNIT).round().clamp(-HEAVIEST, HEAVIEST);
            if weight.abs() >= LIGHTEST {
                #[allow(clippy::cast_possible_truncation)] // whole, and no heavier than the heaviest
                let weight = weight as i32;
                learnt.entry((*name).to_owned()).or_default().insert((*code).to_owned(), weight);
            }
        }
    }
    learnt
}

/// A narrative as the places of its signs and of its code.
struct Row {
    signs: Vec<usize>,
    code: usize,
}

/// Weights by sign and code, every narrative weighed at once. Steps adapt: a rare sign learns as fast as a frequent one.
fn descend(rows: &[Row], counts: &[usize], codes: usize) -> Vec<Vec<f64>> {
    let mut weights = vec![vec![0.0_f64; codes]; counts.len()];
    let mut steepness = weights.clone();
    for _ in 0..ROUNDS {
        let mut slopes: Vec<Vec<f64>> = weights
            .iter()
            .zip(counts)
            .map(|(of_sign, count)| of_sign.iter().map(|weight| HELD * real(*count) * weight).collect())
            .collect();
        for row in rows {
            // A long narrative is no stronger a lesson than a short one.
            let share = real(row.signs.len().max(1)).sqrt().recip();
            let misses = misses(row, &weights, codes, share);
            for sign in &row.signs {
                let of_sign = slopes.get_mut(*sign).into_iter().flatten();
                of_sign.zip(&misses).for_each(|(slope, miss)| *slope += miss * share);
            }
        }
        let cells = weights.iter_mut().flatten().zip(steepness.iter_mut().flatten());
        for ((weight, steepness), slope) in cells.zip(slopes.into_iter().flatten()) {
            *steepness += slope * slope;
            if *steepness > 0.0 {
                *weight -= STEP * slope / steepness.sqrt();
            }
        }
    }
    weights
}

/// By how much each code is thought likelier than it is.
fn misses(row: &Row, weights: &[Vec<f64>], codes: usize, share: f64) -> Vec<f64> {
    let mut odds = vec![0.0_f64; codes];
    for of_sign in row.signs.iter().filter_map(|sign| weights.get(*sign)) {
        odds.iter_mut().zip(of_sign).for_each(|(odds, weight)| *odds += weight * share);
    }
    let most = odds.iter().copied().fold(f64::MIN, f64::max);
    odds.iter_mut().for_each(|one| *one = (*one - most).exp());
    let all: f64 = odds.iter().sum();
    odds.iter_mut().for_each(|one| *one /= all);
    if let Some(right) = odds.get_mut(row.code) {
        *right -= 1.0;
    }
    odds
}

fn median(weights: &[f64]) -> f64 {
    let mut sorted = weights.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(0.0)
}

#[allow(clippy::cast_precision_loss)] // counts of words
fn real(count: usize) -> f64 {
    count as f64
}

fn signs_of(reader: &Reader, narrative: &str) -> BTreeSet<String> {
    let Listened { text, scene, silence, .. } = reader.listen(narrative);
    let found = signs::signs(&text, &silence, scene.taken, &reader.vocabulary);
    found.into_iter().map(|sign| sign.name).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::Region;

    #[test]
    fn what_always_goes_with_a_category_speaks_for_it_and_against_the_others() {
        let reader = Reader::new(&Region::sidoarjo().unwrap());
        let lesson = |narrative: &str, category: &str| Lesson {
            narrative: narrative.to_owned(),
            category: category.to_owned(),
        };
        let lessons = [
            lesson("gembrobyok di halaman", "A"),
            lesson("gembrobyok lagi", "A"),
            lesson("gembrobyok tadi", "A"),
            lesson("klentrang di halaman", "B"),
            lesson("klentrang tadi", "B"),
            lesson("lain tadi", "C"),
            lesson("lain lagi", "C"),
        ];
        let learnt = learn(&reader, &lessons);
        let weight = |sign: &str, code: &str| learnt[sign].get(code).copied().unwrap_or(0);
        assert!(weight("gembrobyok", "A") > 2 && weight("gembrobyok", "B") <= 0, "{learnt:?}");
        assert!(weight("klentrang", "B") > 2 && weight("klentrang", "A") <= 0, "{learnt:?}");
        assert!(learnt.get("tadi").is_none_or(|of_word| of_word.values().all(|weight| weight.abs() < 8)));
        assert_eq!(learnt, learn(&reader, &lessons));
    }
}
