//! Counts that add up because nothing else is counted.

use std::collections::BTreeMap;

/// How many fell into each bucket. The total is never kept beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally<B>(BTreeMap<B, u32>);

impl<B> Default for Tally<B> {
    fn default() -> Tally<B> {
        Tally(BTreeMap::new())
    }
}

impl<B: Ord + Clone> Tally<B> {
    pub fn add(&mut self, bucket: B) {
        self.add_many(bucket, 1);
    }

    pub fn add_many(&mut self, bucket: B, n: u32) {
        let count = self.0.entry(bucket).or_default();
        *count = count.saturating_add(n);
    }

    pub fn of(&self, bucket: B) -> u32 {
        self.0.get(&bucket).copied().unwrap_or(0)
    }

    pub fn each(&self) -> impl Iterator<Item = (&B, u32)> {
        self.0.iter().map(|(bucket, n)| (bucket, *n))
    }

    pub fn total(&self) -> u32 {
        self.0.values().sum()
    }

    pub fn take_in(&mut self, other: &Tally<B>) {
        for (bucket, n) in &other.0 {
            self.add_many(bucket.clone(), *n);
        }
    }

    /// All of them in one.
    pub fn all<'t>(tallies: impl IntoIterator<Item = &'t Tally<B>>) -> Tally<B>
    where
        B: 't,
    {
        let mut all = Tally::default();
        tallies.into_iter().for_each(|tally| all.take_in(tally));
        all
    }
}

/// Raw values, none averaged: percentiles are taken of all of them together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Spread(Vec<i64>);

impl Spread {
    pub fn add(&mut self, ms: i64) {
        self.0.push(ms);
    }

    pub fn take_in(&mut self, other: &Spread) {
        self.0.extend(&other.0);
    }

    pub fn n(&self) -> u32 {
        u32::try_from(self.0.len()).unwrap_or(u32::MAX)
    }

    /// The smallest value that `percent` of all values do not exceed (nearest rank); `None` of no values.
    pub fn percentile(&self, percent: usize) -> Option<i64> {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_percentile_is_a_value_that_occurred() {
        let mut spread = Spread::default();
        assert_eq!(spread.percentile(50), None);
        (1..=20).rev().for_each(|n| spread.add(n));
        let at = |percent| spread.percentile(percent).unwrap();
        assert_eq!((spread.n(), at(50), at(90), at(95), at(99), at(100)), (20, 10, 18, 19, 20, 20));
    }

    #[test]
    fn tallies_taken_together_add_up() {
        let (mut a, mut b) = (Tally::default(), Tally::default());
        a.add('x');
        b.add_many('x', 2);
        b.add('y');
        let all = Tally::all([&a, &b]);
        assert_eq!((all.of('x'), all.of('y'), all.of('z'), all.total()), (3, 1, 0, 4));
    }
}
