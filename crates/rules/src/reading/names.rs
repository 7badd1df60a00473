//! Names of places in a text: where they stand, how they are marked, and whether they can be the scene.

use std::collections::HashMap;

use super::phrases::Phrases;
use super::text::{Mask, Span, Text, Word};
use super::vocabulary::{Vocabulary, WordId, apart, lacks_vowels};
use crate::region::gazetteer::normalize;
use crate::region::{Cue, CueKind, District, PlaceHit, PlaceKind, Region, Village, VillageKind};

/// Words a name may be split into.
const MOST_PARTS: usize = 4;
/// Shortest name, in letters, in which one slip is supposed: alone, and behind the mark of a village; and in which
/// two are.
const ONE_SLIP: usize = 7;
const ONE_SLIP_MARKED: usize = 5;
const TWO_SLIPS: usize = 10;
/// From so many letters on a near name outweighs that the word could be a form of another.
const LONG: usize = 8;

/// What stands before a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Mark {
    /// `perum`, `dsn`: the name is of something smaller that may lie elsewhere.
    Smaller,
    Nothing,
    /// `dkt`: beside the scene.
    Beside,
    /// `jl raya`, `pasar`, `stasiun`
    Site,
    /// `di`, `daerah`
    At,
    District,
    Village,
}

/// How sure it is that a named place is not the scene.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Elsewhere {
    No,
    /// `rumah saya`: the scene only where no other place is said.
    Home,
    /// `arah`, `warga`: as far as the mark of a village stands between, like a home.
    Perhaps,
    Surely,
}

#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub span: Span,
    /// Places of the name, by their number.
    pub places: Vec<usize>,
    pub outside: bool,
    pub mark: Mark,
    pub elsewhere: Elsewhere,
    /// An everyday word too: 1 where `di` is enough to make it a name, 2 where only a village's or district's mark is.
    pub everyday: i32,
    pub slip: bool,
    /// Nothing else stands in its clause: `, tebel,`.
    pub alone: bool,
    /// Not the place's own name.
    pub alias: bool,
}

#[derive(Debug)]
pub(super) struct Place {
    pub hit: PlaceHit,
    pub is_district: bool,
    /// The region itself has the name.
    pub is_region: bool,
}

#[derive(Debug)]
pub(super) struct Names {
    places: Vec<Place>,
    by_name: HashMap<String, Vec<usize>>,
    /// For slips, by first letter.
    spelt: HashMap<char, Vec<String>>,
    outside: HashMap<String, ()>,
    everyday: HashMap<String, i32>,
    marks: Marks,
}

#[derive(Debug)]
struct Marks {
    village: WordId,
    district: WordId,
    smaller: WordId,
    at: WordId,
    site: WordId,
    road: WordId,
    beside: WordId,
    estate: WordId,
    estate_end: WordId,
    correction: WordId,
    turn: WordId,
    and: WordId,
    not: WordId,
}

impl Names {
    pub fn of(region: &Region, cues: &[Cue], vocabulary: &mut Vocabulary) -> Self {
        let region_name = normalize(&region.name);
        let mut places = Vec::new();
        let mut by_name: HashMap<String, Vec<usize>> = HashMap::new();
        let mut add = |place: Place, names: Vec<String>| {
            for name in names {
                let same = by_name.entry(name).or_default();
                if !same.contains(&places.len()) {
                    same.push(places.len());
                }
            }
            places.push(place);
        };
        for district in &region.districts {
            let name = normalize(&district.name);
            let is_region = !name.is_empty() && region_name.contains(&name);
            let place = Place { hit: district_hit(district), is_district: true, is_region };
            add(place, vec![name]);
        }
        for village in &region.villages {
            let names = std::iter::once(&village.name).chain(&village.aliases);
            let names = names.map(|name| normalize(name)).collect();
            let hit = village_hit(village, region.district(&village.district));
            add(Place { hit, is_district: false, is_region: false }, names);
        }
        by_name.remove("");
        let mut spelt: HashMap<char, Vec<String>> = HashMap::new();
        for (name, same) in &by_name {
            if let Some(first) = name.chars().next() {
                spelt.entry(first).or_default().push(name.clone());
            }
            let shared =
                same.iter().filter(|at| places.get(**at).is_some_and(|place| !place.is_district)).count();
            for at in same.iter().filter(|_| shared > 1) {
                if let Some(place) = places.get_mut(*at) {
                    place.hit.shared_name = true;
                }
            }
        }
        let of_kind = |kind| cues.iter().filter(move |cue| cue.kind == kind);
        let outside: HashMap<String, ()> = of_kind(CueKind::Outside)
            .flat_map(|cue| cue.phrase.split('|'))
            .map(|name| (normalize(name), ()))
            .filter(|(name, ())| !name.is_empty())
            .collect();
        let single = of_kind(CueKind::Ordinary).filter(|cue| !cue.phrase.contains(' '));
        let everyday =
            single.flat_map(|cue| cue.phrase.split('|').map(|word| (normalize(word), cue.weight))).collect();
        let marks = Marks {
            village: vocabulary.add("#desa"),
            district: vocabulary.add("#kecamatan"),
            smaller: vocabulary.add("#dusun"),
            at: vocabulary.add("#di"),
            site: vocabulary.add("#tempat"),
            road: vocabulary.add("#jalannama"),
            beside: vocabulary.add("#dekat"),
            estate: vocabulary.add("#perumahan"),
            estate_end: vocabulary.add("#permai"),
            and: vocabulary.add("#dan"),
            turn: vocabulary.add("#tapi"),
            correction: vocabulary.add("#ralat"),
            not: vocabulary.add("bukan"),
        };
        Self { places, by_name, spelt, outside, everyday, marks }
    }

    pub fn place(&self, at: usize) -> Option<&Place> {
        self.places.get(at)
    }

    /// The names in a text, in their order, none within another.
    pub fn mentions(&self, text: &Text<'_>, phrases: &Phrases, vocabulary: &Vocabulary) -> Vec<Mention> {
        let everyday = phrases.places_of(CueKind::Ordinary, text);
        let everyday: Vec<Mask> = everyday.into_iter().filter(|mask| mask.count_ones() > 1).collect();
        let elsewhere = phrases.elsewhere(text);
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < text.words.len() {
            let Some((span, name, slip)) = self.name_at(at, text, vocabulary) else {
                at += 1;
                continue;
            };
            at = span.to;
            let phrase = everyday.iter().any(|mask| mask & span.mask() != 0);
            if let Some(mention) = self.mention(span, &name, slip, phrase, text, &elsewhere, &found) {
                found.push(mention);
            }
        }
        found
    }

    /// `tapi`, `sekarang`
    pub fn turns(&self, at: usize, text: &Text<'_>) -> bool {
        text.means(at, Some(self.marks.turn))
    }

    /// The longest name that begins at a word; a slip is only supposed where no name stands.
    fn name_at(&self, at: usize, text: &Text<'_>, vocabulary: &Vocabulary) -> Option<(Span, String, bool)> {
        let joined = |parts: usize| {
            let mut name = String::new();
            for (place, word) in text.words.get(at..at + parts)?.iter().enumerate() {
                if place > 0 && word.begins {
                    return None;
                }
                name.push_str(&word.folded);
            }
            Some(normalize(&name))
        };
        for parts in (1..=MOST_PARTS).rev() {
            if let Some(name) = joined(parts)
                && (self.by_name.contains_key(&name) || self.outside.contains_key(&name))
            {
                return Some((Span { from: at, to: at + parts }, name, false));
            }
        }
        let marked = at.checked_sub(1).is_some_and(|before| {
            text.means(before, Some(self.marks.village)) || text.means(before, Some(self.marks.district))
        });
        for parts in (1..=2).rev() {
            let Some(words) = text.words.get(at..at + parts) else { continue };
            let strange = |word: &&Word| !vocabulary.is_known(&word.folded);
            let Some(name) = joined(parts).filter(|_| words.iter().any(|word| strange(&word))) else {
                continue;
            };
            let Some((meant, slips)) = self.slip(&name, marked && parts == 1) else { continue };
            // An everyday word or a form of one, though misspelt, is no sign of a name, unless the name is long.
            let nearer = |word: &Word| match word.slips {
                None => false,
                Some(0) => name.chars().count() < LONG,
                Some(other) => other < slips || other == slips && !marked,
            };
            // `tmabak cemandi`: were the slip an everyday word's, another village's name would be left over.
            let leaves_a_name =
                parts == 2 && words.last().is_some_and(|last| self.by_name.contains_key(&last.folded));
            if marked || leaves_a_name || !words.iter().filter(strange).any(nearer) {
                return Some((Span { from: at, to: at + parts }, meant, true));
            }
        }
        None
    }

    /// The only name within a slip or two, and how many.
    fn slip(&self, name: &str, marked: bool) -> Option<(String, usize)> {
        let letters: Vec<char> = name.chars().collect();
        let shortest = if marked { ONE_SLIP_MARKED } else { ONE_SLIP };
        if letters.len() < ONE_SLIP_MARKED || letters.iter().any(char::is_ascii_digit) {
            return None;
        }
        let most = if letters.len() >= TWO_SLIPS { 2 } else { 1 };
        let mut best: Option<(usize, &String)> = None;
        let mut doubt = false;
        for known in letters.first().and_then(|first| self.spelt.get(first)).into_iter().flatten() {
            let slips = if lacks_vowels(&letters, known) {
                1
            } else if letters.len() < shortest || known.len().abs_diff(letters.len()) > most {
                continue;
            } else {
                apart(&letters, known, most)
            };
            if slips > most {
                continue;
            }
            // Any second name so near leaves a doubt, even a further one.
            doubt |= best.is_some();
            if best.is_none_or(|(less, _)| slips < less) {
                best = Some((slips, known));
            }
        }
        best.filter(|_| !doubt).map(|(slips, known)| (known.clone(), slips))
    }

    #[allow(clippy::too_many_arguments)] // one place in the text, seen from every side
    fn mention(
        &self,
        span: Span,
        name: &str,
        slip: bool,
        phrase: bool,
        text: &Text<'_>,
        elsewhere: &[(usize, Elsewhere)],
        before: &[Mention],
    ) -> Option<Mention> {
        let mut places = self.by_name.get(name).cloned().unwrap_or_default();
        let is_city = places.is_empty();
        let outside = self.outside.contains_key(name);
        if phrase && !self.is_marked(span.from, text) {
            return None;
        }
        let (mark, mut start) = self.mark(span.from, text);
        // `di X`, `kec X`: what decides about the scene stands before the mark.
        let mut not_here = reach(elsewhere, span.from, text).max(reach(elsewhere, start, text));
        while not_here == Elsewhere::No
            && start > 0
            && !text.get(start).is_none_or(|word| word.begins)
            && self.is_mark(start - 1, text)
        {
            start -= 1;
            not_here = not_here.max(reach(elsewhere, start, text));
        }
        let denied = |at: Option<usize>| at.is_some_and(|at| text.means(at, Some(self.marks.not)));
        let corrected = text.means(span.to, Some(self.marks.correction));
        let asked = text.get(span.to - 1).is_some_and(|word| word.asked) && denied(Some(span.to));
        if denied(start.checked_sub(1)) && !text.get(start).is_none_or(|word| word.begins)
            || asked
            || corrected
        {
            return None;
        }
        // `warga krian, tulangan`: a list goes on as it began.
        let joined = |last: &Mention| {
            last.span.to == span.from
                || last.span.to + 1 == span.from && text.means(last.span.to, Some(self.marks.and))
        };
        let goes_on = before.last().filter(|last| joined(last) && mark == Mark::Nothing);
        if let Some(last) = goes_on {
            not_here = not_here.max(last.elsewhere);
        }
        let estate = text.get(span.to).is_some_and(|word| !word.begins)
            && text.means(span.to, Some(self.marks.estate_end));
        let mark = if estate && mark < Mark::District { Mark::Smaller } else { mark };
        if not_here == Elsewhere::Perhaps && matches!(mark, Mark::Village | Mark::District) {
            not_here = Elsewhere::Home;
        }
        // A kind of place that was named chooses among the namesakes.
        let is_district = |at: &usize| self.place(*at).is_some_and(|place| place.is_district);
        if mark == Mark::Village && places.iter().any(|at| !is_district(at)) {
            places.retain(|at| !is_district(at));
        } else if places.iter().any(is_district) {
            places.retain(is_district);
        }
        let own = |at: &usize| self.place(*at).is_some_and(|place| normalize(&place.hit.name) == name);
        let alias = !places.is_empty() && !places.iter().any(own);
        let starts = |at: usize| text.get(at).is_none_or(|word| word.begins);
        let everyday = if slip { 0 } else { self.everyday.get(name).copied().unwrap_or(0) };
        Some(Mention {
            span: Span { from: span.from, to: span.to },
            places,
            outside: outside && is_city,
            mark,
            elsewhere: not_here,
            everyday,
            slip,
            alone: starts(span.from) && starts(span.to),
            alias,
        })
    }

    fn is_mark(&self, at: usize, text: &Text<'_>) -> bool {
        let marks = &self.marks;
        [marks.village, marks.district, marks.at].iter().any(|mark| text.means(at, Some(*mark)))
    }

    fn is_marked(&self, at: usize, text: &Text<'_>) -> bool {
        at.checked_sub(1).is_some_and(|before| {
            text.means(before, Some(self.marks.village)) || text.means(before, Some(self.marks.district))
        })
    }

    /// The mark before a name, and the word it begins at.
    fn mark(&self, from: usize, text: &Text<'_>) -> (Mark, usize) {
        let Some(before) = from.checked_sub(1) else { return (Mark::Nothing, from) };
        let means = |at: usize, word: WordId| text.means(at, Some(word));
        let marks = &self.marks;
        if text.get(from).is_none_or(|word| word.begins) && !means(before, marks.village) {
            return (Mark::Nothing, from);
        }
        let kinds = [
            (marks.village, Mark::Village),
            (marks.district, Mark::District),
            (marks.smaller, Mark::Smaller),
            (marks.estate, Mark::Smaller),
            (marks.at, Mark::At),
            (marks.beside, Mark::Beside),
            (marks.site, Mark::Site),
            (marks.road, Mark::Site),
        ];
        let found = kinds.iter().find(|(word, _)| means(before, *word));
        match found {
            Some((_, mark)) => (*mark, before),
            None => (Mark::Nothing, from),
        }
    }
}

/// What an elsewhere that ends right before a word says.
fn reach(elsewhere: &[(usize, Elsewhere)], start: usize, text: &Text<'_>) -> Elsewhere {
    if text.get(start).is_none_or(|word| word.begins) {
        return Elsewhere::No;
    }
    let ends = elsewhere.iter().filter(|(end, _)| *end == start).map(|(_, how)| *how);
    ends.max().unwrap_or(Elsewhere::No)
}

fn district_hit(district: &District) -> PlaceHit {
    PlaceHit {
        village: None,
        district: district.code.clone(),
        name: district.name.clone(),
        district_name: district.name.clone(),
        village_name: None,
        kind: PlaceKind::District,
        matched_alias: None,
        shared_name: false,
        asks: false,
    }
}

fn village_hit(village: &Village, district: Option<&District>) -> PlaceHit {
    PlaceHit {
        village: Some(village.code.clone()),
        district: village.district.clone(),
        name: village.name.clone(),
        district_name: district.map_or_else(String::new, |district| district.name.clone()),
        kind: match village.kind {
            VillageKind::Desa => PlaceKind::Desa,
            VillageKind::Kelurahan => PlaceKind::Kelurahan,
        },
        village_name: None,
        matched_alias: None,
        shared_name: false,
        asks: false,
    }
}
