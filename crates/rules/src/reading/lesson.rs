//! What the room could learn where people chose another category than the one proposed: which words spoke wrongly, and
//! which did not speak. A lesson is a proposal with its effect measured; nothing is learnt by itself.

mod learnable;

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Reader, Voice};
use crate::id::TicketNumber;
use crate::region::gazetteer::normalize;
use crate::region::{CategoryCode, CueKey, CueKind, Evidence, Gain, MOST_EXAMPLES, Region};
use learnable::{Typed, Words, one_of_each};

/// A narrative whose category people settled.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    pub ticket: TicketNumber,
    pub narrative: String,
    pub category: CategoryCode,
    /// Texts whose words are not learnt: who called, and what was said of the place.
    pub personal: Vec<String>,
}

/// One change of one row that would mend what was proposed wrongly.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Lesson {
    pub cue: CueKey,
    /// The row's weight now; absent where there is no such row.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub from: Option<i32>,
    pub to: i32,
    /// What people chose, most often first, and what was proposed instead.
    pub chosen: Vec<CategoryCode>,
    pub instead_of: Vec<CategoryCode>,
    pub evidence: Evidence,
}

/// What can be learnt from some narratives.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Lessons {
    /// Of so many narratives, for so many what people chose was proposed first.
    pub of: u32,
    pub right: u32,
    /// Greatest effect first; at most [`MOST_LESSONS`].
    pub lessons: Vec<Lesson>,
}

pub const MOST_LESSONS: usize = 12;
/// Tickets in which a word must have been missed or have misled: what occurs once may be somebody's name.
const LEAST: usize = 2;
/// Candidates that are tried on their own tickets, and those that are then measured on all.
const MOST_TRIED: usize = 120;
const MOST_MEASURED: usize = 16;
/// Lightest and heaviest weight that is proposed: what takes more is not one word's to mend.
const LIGHTEST: i32 = 2;
const HEAVIEST: i32 = 16;

/// A narrative as it is read now.
struct Case<'t> {
    told: &'t Told,
    proposed: Option<CategoryCode>,
    right: bool,
    /// By how many tenths of a weight another category was ahead.
    gap: i32,
    words: Words,
    typed: Typed,
    voices: Vec<Voice>,
}

/// A change, and the cases it is about.
struct Candidate {
    cue: CueKey,
    from: Option<i32>,
    to: i32,
    about: Vec<usize>,
    /// Cases it could harm.
    others: usize,
}

/// A change, and what it makes of every case.
struct Measured {
    candidate: Candidate,
    mended: BTreeSet<usize>,
    after: u32,
}

/// What can be learnt from `told`, newest first, by a region as it reads now. A row on which the room has said its own
/// word is left alone.
#[must_use]
pub fn lessons(region: &Region, told: &[Told]) -> Lessons {
    let reader = Reader::new(region);
    let told: Vec<&Told> =
        told.iter().filter(|one| reader.categories.iter().any(|known| known.0 == one.category)).collect();
    let mut cases: Vec<Case<'_>> = told.into_iter().map(|one| case(&reader, one)).collect();
    one_of_each(cases.iter_mut().map(|case| &mut case.words));
    let right = count(cases.iter().filter(|case| case.right).count());
    let mut candidates: Vec<Candidate> = unheard(&cases);
    candidates.extend(misleading(&cases));
    candidates.retain(|one| region.own_cue(&one.cue).is_none());
    candidates.sort_by(|one, other| one.rank().cmp(&other.rank()));
    candidates.truncate(MOST_TRIED);
    let promising = candidates.into_iter().filter_map(|one| tried(&reader, &cases, one));
    let promising: Vec<Candidate> = promising.take(MOST_MEASURED).collect();
    let mut measured: Vec<Measured> =
        promising.into_iter().filter_map(|one| measured(&reader, &cases, one, right)).collect();
    measured.sort_by(|one, other| {
        let rank = |it: &Measured| (std::cmp::Reverse(it.after), it.candidate.others);
        rank(one).cmp(&rank(other)).then_with(|| one.candidate.rank().cmp(&other.candidate.rank()))
    });
    // What another lesson mends already is no lesson of its own: once that is taken or turned down, it may be.
    let mut mended: BTreeSet<usize> = BTreeSet::new();
    measured.retain(|one| {
        let mends_more = !one.mended.is_subset(&mended);
        mended.extend(&one.mended);
        mends_more
    });
    measured.truncate(MOST_LESSONS);
    let of = count(cases.len());
    let lessons = measured.into_iter().map(|one| lesson(one, &cases, of, right)).collect();
    Lessons { of, right, lessons }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

impl Candidate {
    /// The most telling first; the rest makes the order certain.
    fn rank(&self) -> impl Ord {
        let telling = self.about.len() as i64 * 2 - self.others as i64;
        (-telling, self.from.is_some(), self.cue.phrase.contains(' '), self.cue.clone())
    }
}

fn case<'t>(reader: &Reader, told: &'t Told) -> Case<'t> {
    let listened = reader.listen(&told.narrative);
    let words = Words::of(&listened, reader, &told.personal);
    let voices = reader.voices(&listened);
    let typed = Typed::of(&listened);
    let score = reader.score(&listened, told.category.as_str());
    let categories = reader.reading(listened).categories;
    let best = categories.first();
    let gap = best.map_or(0, |best| best.score) - score;
    let proposed = best.map(|best| best.code.clone());
    let right = proposed.as_ref() == Some(&told.category);
    Case { told, proposed, right, gap, words, typed, voices }
}

/// Words and pairs of words of the narratives that were proposed wrongly, for what people chose.
fn unheard(cases: &[Case<'_>]) -> Vec<Candidate> {
    let mut about: BTreeMap<(&CategoryCode, String), Vec<usize>> = BTreeMap::new();
    let phrases: Vec<BTreeSet<String>> = cases.iter().map(|case| case.words.phrases()).collect();
    let each = cases.iter().zip(&phrases).enumerate();
    for (at, (case, phrases)) in each.filter(|(_, (case, _))| !case.right) {
        for phrase in phrases {
            about.entry((&case.told.category, phrase.clone())).or_default().push(at);
        }
    }
    about.retain(|_, cases| cases.len() >= LEAST);
    let mut candidates = Vec::new();
    for ((chosen, phrase), about) in about {
        let with = cases.iter().zip(&phrases).filter(|(_, phrases)| phrases.contains(&phrase));
        let others = with.filter(|(case, _)| case.told.category != *chosen).count();
        // A word that is said of everything says nothing.
        if others > about.len() {
            continue;
        }
        let to = weight_over(cases, &about);
        let cue = CueKey { kind: CueKind::Category, phrase, speaks_for: chosen.to_string() };
        candidates.push(Candidate { cue, from: None, to, about, others });
    }
    candidates
}

/// Enough to come before what was proposed in each of these cases, where a phrase may be that heavy.
fn weight_over(cases: &[Case<'_>], about: &[usize]) -> i32 {
    let gap = about.iter().filter_map(|at| cases.get(*at)).map(|case| case.gap).max().unwrap_or(0);
    ((gap + 19) / 10).clamp(LIGHTEST, HEAVIEST)
}

/// Rows of the list that spoke for what was proposed where people chose something else.
fn misleading(cases: &[Case<'_>]) -> Vec<Candidate> {
    let mut rows: BTreeMap<CueKey, (i32, Vec<usize>, usize)> = BTreeMap::new();
    for (at, case) in cases.iter().enumerate() {
        let Some(proposed) = &case.proposed else { continue };
        for voice in &case.voices {
            let of_list = voice.cue.kind == CueKind::Category && !voice.keyword && voice.weight > 1;
            if of_list && voice.cue.speaks_for == proposed.as_str() {
                let (_, misled, served) =
                    rows.entry(voice.cue.clone()).or_insert((voice.weight, Vec::new(), 0));
                if case.right { *served += 1 } else { misled.push(at) }
            }
        }
    }
    let misled = rows.into_iter().filter(|(_, (_, misled, served))| misled.len() >= LEAST.max(*served + 1));
    misled
        .map(|(cue, (from, about, others))| {
            let over = about.iter().filter_map(|at| cases.get(*at)).map(|case| case.gap).max().unwrap_or(0);
            let to = (from - (over + 19) / 10).max(1);
            Candidate { cue, from: Some(from), to, about, others }
        })
        .collect()
}

/// Whether it mends enough of the cases it is about.
fn tried(reader: &Reader, cases: &[Case<'_>], candidate: Candidate) -> Option<Candidate> {
    let changed = reader.with(&candidate.cue.clone().with(candidate.to));
    let mends = |at: &&usize| cases.get(**at).is_some_and(|case| is_right(&changed, case));
    (candidate.about.iter().filter(mends).count() >= LEAST).then_some(candidate)
}

fn is_right(reader: &Reader, case: &Case<'_>) -> bool {
    reader.read(&case.told.narrative).categories.first().is_some_and(|best| best.code == case.told.category)
}

/// What it makes of all cases; `None` where that is no gain, or dearly bought.
fn measured(reader: &Reader, cases: &[Case<'_>], candidate: Candidate, before: u32) -> Option<Measured> {
    let changed = reader.with(&candidate.cue.clone().with(candidate.to));
    let words: Vec<String> = candidate.cue.phrase.split(' ').map(normalize).collect();
    let touched = |case: &Case<'_>| match candidate.from {
        Some(_) => case.voices.iter().any(|voice| voice.cue == candidate.cue),
        None => words.iter().any(|word| case.typed.may_mean(word)),
    };
    let now = |case| if touched(case) { is_right(&changed, case) } else { case.right };
    let right: Vec<bool> = cases.iter().map(now).collect();
    let after = count(right.iter().filter(|right| **right).count());
    let each = || cases.iter().zip(&right).enumerate();
    let mended: BTreeSet<usize> =
        each().filter(|(_, (case, right))| **right && !case.right).map(|(at, _)| at).collect();
    let harmed = each().filter(|(_, (case, right))| !**right && case.right).count();
    let worth = after > before && mended.len() >= LEAST && harmed * 3 <= mended.len();
    worth.then_some(Measured { candidate, mended, after })
}

fn lesson(measured: Measured, cases: &[Case<'_>], of: u32, before: u32) -> Lesson {
    let Measured { candidate: Candidate { cue, from, to, about, .. }, after, .. } = measured;
    let cases: Vec<&Case<'_>> = about.iter().filter_map(|at| cases.get(*at)).collect();
    let evidence = Evidence {
        count: count(cases.len()),
        tickets: cases.iter().take(MOST_EXAMPLES).map(|case| case.told.ticket.clone()).collect(),
        effect: Gain { of, before, after },
    };
    let chosen = by_count(cases.iter().map(|case| &case.told.category));
    let instead_of = by_count(cases.iter().filter_map(|case| case.proposed.as_ref()));
    Lesson { cue, from, to, chosen, instead_of, evidence }
}

/// Each once, the most frequent first.
fn by_count<'c>(codes: impl Iterator<Item = &'c CategoryCode>) -> Vec<CategoryCode> {
    let mut counts: BTreeMap<&CategoryCode, usize> = BTreeMap::new();
    for code in codes {
        *counts.entry(code).or_default() += 1;
    }
    let mut counts: Vec<_> = counts.into_iter().collect();
    counts.sort_by_key(|(_, count)| std::cmp::Reverse(*count));
    counts.into_iter().map(|(code, _)| code.clone()).collect()
}
