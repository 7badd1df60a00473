//! The words that name a spot: `dpn spbu`, `jl raya gilang`, `blkg balai desa`.

use super::names::{Mark, Mention};
use super::text::{Span, Text};
use super::vocabulary::Vocabulary;

/// Longest landmark, in words.
const LONGEST: usize = 7;

/// The best-marked spot: beside something first, then a road, then a building. It goes on over names, buildings,
/// roads, numbers and words nobody knows, which are names more often than not.
pub(super) fn find(text: &Text<'_>, mentions: &[Mention], vocabulary: &Vocabulary) -> Option<Span> {
    let class = |name: &str| vocabulary.id(name);
    let (beside, road, site, home) = (class("#dekat"), class("#jalan"), class("#tempat"), class("rumah"));
    let marks = [class("#desa"), class("#kecamatan")];
    // Words that end a landmark although no clause ends.
    let ends = class("#patokanhabis");
    let within = |at: usize| mentions.iter().find(|one| one.span.from <= at && at < one.span.to);
    let is_spot = |at: usize| text.means(at, site) || text.means(at, road);
    let names = |at: usize| {
        let unknown = text.get(at).is_some_and(|word| {
            word.slips != Some(0) || word.folded.bytes().all(|letter| letter.is_ascii_digit())
        });
        unknown || within(at).is_some() || is_spot(at)
    };
    let end = |from: usize| {
        let mut to = from + 1;
        while to < text.words.len() && to - from < LONGEST {
            let Some(word) = text.get(to) else { break };
            // `balai desa` is a building, `ds modong` a village.
            let marked = marks.iter().any(|mark| text.means(to, *mark));
            let office = marked && is_spot(to - 1) && within(to + 1).is_none();
            let goes_on = names(to) || office || to == from + 1 && text.means(from, beside);
            let stops = marked && !office || text.means(to, ends) && !is_spot(to);
            if word.begins || stops || !goes_on {
                break;
            }
            to = within(to).map_or(to + 1, |one| one.span.to.max(to + 1));
        }
        to
    };
    let starts = |mark: Option<u32>, least: usize| {
        (0..text.words.len()).filter(move |at| text.means(*at, mark)).find_map(|at| {
            let inner = within(at).is_some_and(|one| one.mark >= Mark::At || one.span.from < at);
            let to = end(at);
            let own = text.means(at, beside) && text.means(at + 1, home);
            (!inner && !own && to - at >= least).then_some(Span { from: at, to })
        })
    };
    starts(beside, 2).or_else(|| starts(road, 2)).or_else(|| starts(site, 1))
}
