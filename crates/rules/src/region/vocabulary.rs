//! Finding a category by what somebody typed: its names in both languages, its name on the wall, its code and the
//! everyday words that stand beside it.

use super::Region;
use super::category::Category;
use super::code::CategoryCode;
use super::gazetteer::{begins_with_one_slip, normalize, one_slip, words};

/// A pasted narrative is read no further than this.
const MOST_WORDS: usize = 40;
/// Words that say nothing about what happened.
const EMPTY_WORDS: &[&str] = &["with", "and", "or", "of", "on", "an", "no", "dan", "di", "yang", "ada"];

// What a word costs that is met exactly, or only as the beginning of a word; lower is better.
const EXACT: u32 = 0;
const FIRST_WORD: u32 = 1;
const LATER_WORD: u32 = 2;
const KEYWORD: u32 = 3;
const SLIP: u32 = 6;

/// Active categories that `text` may mean, best first, at most `limit`; emergencies first among equals, then the
/// order of the region. Without text, all of them in that order.
///
/// Every word must be met, if need be with one slip of the finger; where no category meets every word, those that
/// meet the most are returned.
#[must_use]
pub fn find_categories(region: &Region, text: &str, limit: usize) -> Vec<CategoryCode> {
    let active = region.categories.iter().filter(|category| category.active);
    let known: Vec<(&Category, Vec<Term>)> = active.map(|category| (category, terms(category))).collect();
    let mut wanted = words(text, MOST_WORDS);
    if wanted.iter().any(|word| !EMPTY_WORDS.contains(&word.as_str())) {
        wanted.retain(|word| !EMPTY_WORDS.contains(&word.as_str()));
    }

    let whole = |slips: bool| {
        ranked(&known, |terms| wanted.iter().map(|word| cost(terms, word, slips)).sum::<Option<u32>>())
    };
    let mut found = whole(false);
    if found.is_empty() {
        found = whole(true);
    }
    if found.is_empty() {
        let telling = |word: &&String| word.chars().count() >= 3;
        found = ranked(&known, |terms| {
            let costs: Vec<u32> =
                wanted.iter().filter(telling).filter_map(|word| cost(terms, word, false)).collect();
            let unmet = u32::try_from(wanted.len() - costs.len()).unwrap_or(u32::MAX);
            (!costs.is_empty()).then(|| unmet.saturating_mul(100).saturating_add(costs.iter().sum()))
        });
    }
    found.into_iter().take(limit).cloned().collect()
}

fn ranked<'a>(
    known: &[(&'a Category, Vec<Term>)],
    cost: impl Fn(&[Term]) -> Option<u32>,
) -> Vec<&'a CategoryCode> {
    let mut found: Vec<(u32, &Category)> =
        known.iter().filter_map(|(category, terms)| Some((cost(terms)?, *category))).collect();
    // The sort is stable: among equals the order of the region stands.
    found.sort_by_key(|(cost, category)| (*cost, !category.emergency));
    found.into_iter().map(|(_, category)| &category.code).collect()
}

/// A word a category is known by, and what it costs to have met only its beginning.
struct Term {
    word: String,
    begun: u32,
}

fn terms(category: &Category) -> Vec<Term> {
    let mut terms = Vec::new();
    for name in [&category.name_id, &category.wall_name] {
        for (place, word) in split(name).enumerate() {
            terms.push(Term { word, begun: if place == 0 { FIRST_WORD } else { LATER_WORD } });
        }
    }
    let said = split(&category.keywords).chain(split(&category.name_en));
    terms.extend(
        said.filter(|word| !EMPTY_WORDS.contains(&word.as_str())).map(|word| Term { word, begun: KEYWORD }),
    );
    terms.push(Term { word: normalize(category.code.as_str()), begun: LATER_WORD });
    terms
}

fn split(text: &str) -> impl Iterator<Item = String> {
    words(text, usize::MAX).into_iter()
}

fn cost(terms: &[Term], wanted: &str, slips: bool) -> Option<u32> {
    let length = wanted.chars().count();
    let of = |term: &Term| {
        // One letter is always a beginning, even where folding has left one of a word like KK.
        if term.word == wanted && length > 1 {
            Some(EXACT)
        } else if term.word.starts_with(wanted) {
            Some(term.begun)
        } else if slips
            && length >= 4
            && (one_slip(wanted, &term.word) || begins_with_one_slip(wanted, &term.word))
        {
            Some(SLIP + term.begun)
        } else {
            None
        }
    };
    terms.iter().filter_map(of).min()
}

#[cfg(test)]
mod tests;
