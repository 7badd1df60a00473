//! Weights that were learnt from narratives, beside the phrases that were made by hand: what the signs of a text add
//! to each category. They are `seed/weights.csv`: a sign, and for each code how much it speaks for or against it.

use std::collections::{BTreeMap, HashMap};

use super::signs::Sign;
use super::text::Mask;

/// From this weight on a word is named among those that spoke; where none is so heavy, from the lesser.
const NAMED: i32 = 8;
const NAMED_AT_LEAST: i32 = 4;

#[derive(Debug, Default)]
pub(super) struct Learnt {
    codes: Vec<&'static str>,
    /// By sign: places of codes, and their weights.
    weights: HashMap<&'static str, Vec<(usize, i32)>>,
}

/// What was learnt of a text about one category.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Leaning {
    pub sum: i32,
    /// Words that spoke for it.
    pub mask: Mask,
    /// And those that did so faintly.
    faint: Mask,
}

impl Learnt {
    /// The weights the product ships. They belong to the words of its own cues. A line that cannot be read is left
    /// out (a test says there is none).
    pub fn seed() -> Self {
        Self::of(include_str!("../../seed/weights.csv"))
    }

    fn of(text: &'static str) -> Self {
        let mut learnt = Self::default();
        for line in text.lines().skip(1) {
            let Some((sign, weights)) = line.split_once(',') else { continue };
            let weights = weights.split(';').filter_map(|one| {
                let (code, weight) = one.split_once(' ')?;
                Some((learnt.code(code), weight.parse().ok()?))
            });
            let weights = weights.collect();
            learnt.weights.insert(sign, weights);
        }
        learnt
    }

    fn code(&mut self, code: &'static str) -> usize {
        let found = self.codes.iter().position(|known| *known == code);
        found.unwrap_or_else(|| {
            self.codes.push(code);
            self.codes.len() - 1
        })
    }

    /// By code; only codes of which something was learnt. Where nothing but denied words spoke, none is named.
    pub fn leanings(&self, signs: &[Sign], denied: Mask) -> BTreeMap<&'static str, Leaning> {
        let mut found: BTreeMap<&str, Leaning> = BTreeMap::new();
        for sign in signs {
            for (code, weight) in self.weights.get(sign.name.as_str()).into_iter().flatten() {
                let Some(code) = self.codes.get(*code) else { continue };
                let leaning = found.entry(code).or_default();
                leaning.sum += weight;
                if *weight >= NAMED {
                    leaning.mask |= sign.mask;
                } else if *weight >= NAMED_AT_LEAST {
                    leaning.faint |= sign.mask;
                }
            }
        }
        for leaning in found.values_mut().filter(|leaning| leaning.mask & !denied == 0) {
            let faint = leaning.mask | leaning.faint;
            leaning.mask = if faint & !denied == 0 { 0 } else { faint };
        }
        found
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::{OUTCOMES, Region};

    #[test]
    fn what_was_learnt_can_be_read_and_speaks_only_for_what_there_is() {
        let text = include_str!("../../seed/weights.csv");
        let learnt = Learnt::seed();
        assert_eq!(text.lines().next(), Some("sign,weights"));
        assert_eq!(learnt.weights.len(), text.lines().count() - 1);
        assert_eq!(learnt.weights.values().map(Vec::len).sum::<usize>(), text.matches(' ').count());
        let region = Region::sidoarjo().unwrap();
        for code in &learnt.codes {
            let category = region.categories.iter().any(|known| known.code.as_str() == *code);
            assert!(category || OUTCOMES.contains(code), "{code}");
        }
    }

    #[test]
    fn signs_add_up_and_only_telling_ones_are_named() {
        let learnt = Learnt::of(
            "sign,weights\nkobong,KBR-BGN 9;KBR-LHN 4\nsawah,KBR-LHN 8;KBR-BGN -5\nasap,KBR-BGN 4\n",
        );
        let sign = |name: &str, mask| Sign { name: name.to_owned(), mask };
        let signs = [sign("kobong", 1), sign("sawah", 2), sign("kemarin", 4)];
        let told = |signs: &[Sign], denied, code: &str| {
            learnt.leanings(signs, denied).get(code).map(|leaning| (leaning.sum, leaning.mask))
        };
        assert_eq!(told(&signs, 0, "KBR-BGN"), Some((4, 1)));
        assert_eq!(told(&signs, 0, "KBR-LHN"), Some((12, 2)));
        assert_eq!(told(&signs, 3, "KBR-LHN"), Some((12, 0)));
        assert_eq!(told(&[sign("asap", 8)], 0, "KBR-BGN"), Some((4, 8)));
        assert_eq!(told(&signs, 0, "KBR-KND"), None);
    }
}
