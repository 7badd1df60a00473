//! Names of places in a text: where they stand, how they are marked, and whether they can be the scene.

mod correction;
mod denial;
mod direction;
mod marks;
mod spelling;

use std::collections::HashMap;

use super::phrases::Phrases;
use super::text::{Mask, Span, Text};
use super::vocabulary::{Vocabulary, WordId};
use crate::region::gazetteer::normalize;
use crate::region::{Cue, CueKind, District, PlaceHit, PlaceKind, Region, Village, VillageKind};
use marks::Marks;
use spelling::{Spelling, Typed};

/// An everyday word that is a name only behind the mark of a village or a district, or beside its district.
const ONLY_MARKED: i32 = 3;

/// Most words between two names of which one is meant.
const EITHER: usize = 4;
const UNTIL: [&str; 6] = ["smp", "sampai", "sampek", "smpai", "hingga", "tekan"];
/// A name whose parts are everyday words.
const IN_TWO_WORDS: i32 = 2;

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
    /// `bukan X`, `X eh Y`: it was said that this is not it.
    Denied,
}

#[derive(Clone, Debug)]
pub(super) struct Mention {
    pub span: Span,
    /// Places of the name, by their number.
    pub places: Vec<usize>,
    pub outside: bool,
    pub mark: Mark,
    pub elsewhere: Elsewhere,
    /// An everyday word too: 1 where `di` is enough to make it a name, 2 where a building is, 3 where only a village's
    /// or district's mark is.
    pub everyday: i32,
    pub slip: bool,
    /// Nothing else stands in its clause: `, tebel,`.
    pub alone: bool,
    /// `pokoke X`
    pub settled: bool,
    /// Not the place's own name.
    pub alias: bool,
}

impl Mention {
    fn into_everyday(self) -> Self {
        Self { everyday: self.everyday.max(IN_TWO_WORDS), ..self }
    }
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
        let marks = Marks::of(vocabulary);
        Self { places, by_name, spelt, outside, everyday, marks }
    }

    pub fn place(&self, at: usize) -> Option<&Place> {
        self.places.get(at)
    }

    /// The names in a text, in their order, none within another.
    pub fn mentions(&self, text: &Text<'_>, phrases: &Phrases, vocabulary: &Vocabulary) -> Vec<Mention> {
        let everyday = phrases.places_of(CueKind::Ordinary, text);
        let everyday: Vec<Mask> = everyday.into_iter().filter(|mask| mask.count_ones() > 1).collect();
        let is_one = |span: Span| span.to > span.from + 1 && everyday.contains(&span.mask());
        let elsewhere = phrases.elsewhere(text);
        let mut found: Vec<Mention> = Vec::new();
        let mut at = 0;
        while at < text.words.len() {
            let Some(typed) = self.name_at(at, text, vocabulary) else {
                at += 1;
                continue;
            };
            at = typed.span.to;
            // `kali tengah` is a place in a river before it is a village.
            let everyday_name = is_one(typed.span);
            let phrase = !everyday_name && everyday.iter().any(|mask| mask & typed.span.mask() != 0);
            let mention = self.mention(&typed, phrase, text, &elsewhere, &found);
            found.extend(mention.map(|one| if everyday_name { one.into_everyday() } else { one }));
        }
        self.correct(&mut found, text);
        found
    }

    /// `X apa Y`, `X atau di Y`
    pub fn are_either(&self, one: Span, other: Span, text: &Text<'_>) -> bool {
        let (first, second) = if one.from < other.from { (one, other) } else { (other, one) };
        second.from <= first.to + EITHER
            && (first.to..second.from)
                .any(|at| text.means(at, Some(self.marks.or)) && !is_the_end_of_a_stretch(at, text))
    }

    /// `tapi`, `sekarang`
    pub fn turns(&self, at: usize, text: &Text<'_>) -> bool {
        text.means(at, Some(self.marks.turn))
    }

    fn places_of(&self, name: &str) -> impl Iterator<Item = &Place> {
        self.by_name.get(name).into_iter().flatten().filter_map(|at| self.place(*at))
    }

    fn mention(
        &self,
        typed: &Typed,
        phrase: bool,
        text: &Text<'_>,
        elsewhere: &[(usize, Elsewhere)],
        before: &[Mention],
    ) -> Option<Mention> {
        let Typed { span, name, spelling, glued } = typed;
        let (span, name) = (*span, name.as_str());
        let mut places = self.by_name.get(name).cloned().unwrap_or_default();
        let is_city = places.is_empty();
        let outside = self.outside.contains_key(name);
        if phrase && glued.is_none() && !self.is_marked(span.from, text) {
            return None;
        }
        let (mark, mut start) = glued.map_or_else(|| self.mark(span.from, text), |mark| (mark, span.from));
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
        if self.is_denied(start, span, text) || self.is_safe(span.to, text) {
            not_here = Elsewhere::Denied;
        } else {
            not_here = self.goes_to(not_here, start, span, before, text);
        }
        let is_goods = start == span.from && self.is_of_goods(start, text);
        if self.is_beyond(span.from, text) || is_goods || self.goes_further(span, text) {
            not_here = not_here.max(Elsewhere::Surely);
        }
        // `warga krian, tulangan`: a list goes on as it began.
        let joined = |last: &Mention| {
            last.span.to == span.from
                || last.span.to + 1 == span.from && text.means(last.span.to, Some(self.marks.and))
        };
        let goes_on = before.last().filter(|last| joined(last) && mark == Mark::Nothing);
        let begins = text.get(span.from).is_none_or(|word| word.begins);
        if let Some(last) = goes_on.filter(|last| !begins || last.elsewhere != Elsewhere::Denied) {
            not_here = not_here.max(last.elsewhere);
        }
        let estate = text.get(span.to).is_some_and(|word| !word.begins)
            && text.means(span.to, Some(self.marks.estate_end));
        let mut mark = if estate && mark < Mark::District { Mark::Smaller } else { mark };
        let is_district = |at: &usize| self.place(*at).is_some_and(|place| place.is_district);
        if places.iter().all(|at| !is_district(at)) {
            // `di X dan Y`, `di X/Y`
            let is_one =
                |last: &&Mention| !last.places.iter().any(is_district) && !self.everyday.contains_key(name);
            let last = goes_on.filter(is_one);
            mark = last.map_or(mark, |last| if last.mark >= Mark::At { last.mark } else { mark });
            if self.is_of_the_toll(span.from, text) {
                not_here = not_here.max(Elsewhere::Perhaps);
            }
        }
        if not_here == Elsewhere::Perhaps && matches!(mark, Mark::Village | Mark::District) {
            not_here = Elsewhere::Home;
        }
        // A kind of place that was named chooses among the namesakes.
        if mark == Mark::Village && places.iter().any(|at| !is_district(at)) {
            places.retain(|at| !is_district(at));
        } else if places.iter().any(is_district) {
            places.retain(is_district);
        }
        let own = |at: &usize| self.place(*at).is_some_and(|place| normalize(&place.hit.name) == name);
        let alias = !places.is_empty() && !places.iter().any(own);
        let starts = |at: usize| text.get(at).is_none_or(|word| word.begins);
        let said = self.everyday.get(name).copied().unwrap_or(0);
        let everyday = match spelling {
            _ if mark < Mark::District && self.is_called_none(span.to, text) => ONLY_MARKED,
            _ if self.is_meant_instead(start, text, before) => 0,
            Spelling::Right => match said {
                1.. if mark < Mark::District && self.is_of_a_shop(span.from, text) => ONLY_MARKED,
                // `ditebel` may be a form of the word.
                1.. if *glued == Some(Mark::At) => said.max(IN_TWO_WORDS),
                everyday => everyday,
            },
            Spelling::Slip => said.min(1),
            Spelling::ShortDistrict => ONLY_MARKED,
        };
        Some(Mention {
            span: Span { from: span.from, to: span.to },
            places,
            outside: outside && is_city,
            mark,
            elsewhere: not_here,
            everyday,
            slip: *spelling != Spelling::Right,
            alone: starts(span.from) && starts(span.to),
            settled: self.is_settled(start, text),
            alias,
        })
    }

    /// The word before, where no clause begins between.
    fn before(at: usize, text: &Text<'_>) -> Option<usize> {
        at.checked_sub(1).filter(|_| !text.get(at).is_none_or(|word| word.begins))
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

/// `X sampai batas Y`: all of it is in X.
fn is_the_end_of_a_stretch(at: usize, text: &Text<'_>) -> bool {
    let before = at.checked_sub(1).and_then(|before| text.get(before));
    before.is_some_and(|word| UNTIL.contains(&word.folded.as_str()))
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
        address: None,
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
        address: None,
    }
}
