//! The words that name a spot: `dpn spbu`, `jl raya gilang`, `blkg balai desa`.

use super::names::{Mark, Mention};
use super::text::{Span, Text};
use super::vocabulary::Vocabulary;

/// Longest landmark, in words.
const LONGEST: usize = 7;
/// The best-marked spot: beside something first, then a road, then a building.
pub(super) fn find(text: &Text<'_>, mentions: &[Mention], vocabulary: &Vocabulary) -> Option<String> {
    let class = |name: &str| vocabulary.id(name);
    let (beside, road, site) = (class("#dekat"), class("#jalan"), class("#tempat"));
    let (village, district, at_mark) = (class("#desa"), class("#kecamatan"), class("#di"));
    // Words that end a landmark although no clause ends.
    let ends = class("#patokanhabis");
    let within = |at: usize| mentions.iter().find(|one| one.span.from <= at && at < one.span.to);
    let end = |from: usize| {
        let mut to = from + 1;
        while to < text.words.len() && to - from < LONGEST {
            let Some(word) = text.get(to) else { break };
            let marked = [village, district].iter().any(|mark| text.means(to, *mark));
            // `balai desa` is a building, `ds modong` a village.
            let names_next = marked && within(to + 1).is_some();
            let stop = text.means(to, ends) && !text.means(to, site);
            if word.begins || names_next || stop || text.means(to, at_mark) {
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
            (!inner && to - at >= least).then_some(Span { from: at, to })
        })
    };
    let span = starts(beside, 2).or_else(|| starts(road, 2)).or_else(|| starts(site, 1))?;
    Some(text.words(&span))
}
