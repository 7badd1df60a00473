//! Names that were said and are not meant: denied, corrected, or where somebody comes from or is taken to.

use super::{Elsewhere, Mention, Names};
use crate::reading::text::{Span, Text};

/// Words behind a name within which it is said that it is none, and between the denial and `desa`.
const NEAR: usize = 10;
const BETWEEN: usize = 2;

impl Names {
    /// `bukan X`, `bukan yang X`, `X? bukan`; `start` is where its marks begin.
    pub(super) fn is_denied(&self, start: usize, span: Span, text: &Text<'_>) -> bool {
        let not = |at: usize| text.means(at, Some(self.marks.not));
        let before = Self::before(start, text).is_some_and(|at| {
            not(at) || text.means(at, Some(self.marks.which)) && Self::before(at, text).is_some_and(not)
        });
        let asked = text.get(span.to - 1).is_some_and(|word| word.asked) && not(span.to);
        before || asked
    }

    /// `kalimati (kali yg mati, bukan nama desa)`, `gapura candi pari, bkn gapura desa`; not `bukan desa X`.
    pub(super) fn is_called_none(&self, behind: usize, text: &Text<'_>) -> bool {
        let marks = &self.marks;
        let is = |at: usize, word| text.means(at, Some(word));
        let ends = |at: usize| text.get(at).is_none_or(|word| word.begins);
        (behind..behind + NEAR).filter(|at| is(*at, marks.not)).any(|at| {
            (at + 1..=at + 1 + BETWEEN)
                .take_while(|next| !ends(*next))
                .any(|next| is(next, marks.village) && ends(next + 1))
        })
    }

    /// `desanya lupa`, `gak bisa mastikan titiknya`: whoever calls does not know where it is.
    pub(in crate::reading) fn is_unsure(&self, text: &Text<'_>) -> bool {
        let marks = &self.marks;
        let clauses = (0..text.words.len()).filter(|at| text.get(*at).is_none_or(|word| word.begins));
        clauses.into_iter().any(|from| {
            let ends = |at: &usize| *at > from && text.get(*at).is_none_or(|word| word.begins);
            let to = (from..=text.words.len()).find(ends).unwrap_or(from);
            let says = |word| (from..to).any(|at| text.means(at, Some(word)));
            let unknown = (from..to).any(|at| {
                let denied = text.means(at, Some(marks.no));
                denied && (at + 1..to.min(at + 3)).any(|next| text.means(next, Some(marks.known)))
            });
            (unknown || says(marks.forgotten)) && says(marks.whereabouts)
        })
    }

    /// `X kayaknya`, `X blm pasti`, `X tapi dia gak yakin`
    pub(in crate::reading) fn is_guess(&self, name: Span, text: &Text<'_>) -> bool {
        let marks = &self.marks;
        let is = |at: usize, word| text.means(at, Some(word));
        let ends = |at: usize| text.get(at).is_none_or(|word| word.begins);
        let behind = |at: usize| {
            let unsure = is(at, marks.no) && (at + 1..at + 3).any(|next| is(next, marks.certain));
            unsure || is(at, marks.doubt)
        };
        let unsettled = is(name.to, marks.no) && is(name.to + 1, marks.settled) && ends(name.to + 2);
        // `X apa piye`, `X apa bukan`
        let whatever = is(name.to + 1, marks.whatever) || is(name.to + 1, marks.not);
        let or = is(name.to, marks.or) && whatever;
        // `X kalo gak salah`
        let perhaps = (name.to..name.to + 3).any(|at| is(at, marks.no) && is(at + 1, marks.wrong));
        or || perhaps
            || unsettled
            || is(name.to, marks.guess) && ends(name.to + 1)
            || (name.to..name.to + NEAR).any(behind)
    }

    /// `X aman`, not `X aman gak?`
    pub(super) fn is_safe(&self, behind: usize, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        is(behind, self.marks.safe) && !is(behind + 1, self.marks.no)
    }

    /// `exit tol X`: a village's name there is of the exit.
    pub(super) fn is_of_the_toll(&self, start: usize, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        let Some(at) = Self::before(start, text).filter(|at| is(*at, self.marks.toll)) else { return false };
        Self::before(at, text).is_some_and(|at| is(at, self.marks.exit))
    }

    /// `toko gading elektronik`
    pub(super) fn is_of_a_shop(&self, start: usize, text: &Text<'_>) -> bool {
        Self::before(start, text).is_some_and(|at| text.means(at, Some(self.marks.shop)))
    }

    /// `jemput di rsud`, `sdh di puskesmas`: where they are at home is not where the car is to come.
    pub(in crate::reading) fn is_fetched(&self, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        let marks = &self.marks;
        (0..text.words.len()).any(|at| {
            (is(at, marks.fetched) || is(at, marks.now)) && is(at + 1, marks.at) && is(at + 2, marks.hospital)
        })
    }

    /// `di parkiran rsud`, `diparkiran`: it happened where people from anywhere are.
    pub(in crate::reading) fn is_in_public(&self, text: &Text<'_>) -> bool {
        let marks = &self.marks;
        (0..text.words.len()).any(|at| {
            text.means(at, Some(marks.public))
                && (Self::before(at, text).is_some_and(|at| text.means(at, Some(marks.at)))
                    || text.get(at).is_some_and(|word| word.folded.starts_with("di")))
        })
    }

    /// `pelapor: bu sri (X)`
    pub(in crate::reading) fn is_callers(&self, name: Span, text: &Text<'_>) -> bool {
        (name.from.saturating_sub(NEAR / 2)..name.from).any(|at| text.means(at, Some(self.marks.caller)))
    }

    /// `rumah di X tp … Y`: of two the second.
    pub(in crate::reading) fn is_only_home(&self, name: Span, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        let before = (0..name.from).rev().find(|at| !self.is_mark(*at, text));
        before.is_some_and(|at| {
            is(at, self.marks.home) && text.get(at).is_some_and(|word| word.begins)
                || at.checked_sub(1).is_some_and(|rumah| is(rumah, self.marks.home) && is(at, self.marks.at))
        })
    }

    /// `lihat`, `lewat`: what is told was seen on the way.
    pub(in crate::reading) fn is_seen(&self, text: &Text<'_>) -> bool {
        (0..text.words.len()).any(|at| {
            let denied = Self::before(at, text).is_some_and(|at| text.means(at, Some(self.marks.no)));
            // `lewat mana pak` asks the way.
            let asked = text.means(at + 1, Some(self.marks.whatever));
            text.means(at, Some(self.marks.seen))
                && !(denied || asked)
                && !text.get(at).is_some_and(|word| self.by_name.contains_key(&word.folded))
        })
    }

    /// What `ke X` says beside what it says of itself: where something falls it is; where water is brought, and where
    /// a patient is fetched for the hospital, it is if nothing else is said; where a stretch ends it is not.
    pub(super) fn goes_to(
        &self,
        so_far: Elsewhere,
        start: usize,
        span: Span,
        before: &[Mention],
        text: &Text<'_>,
    ) -> Elsewhere {
        let marks = &self.marks;
        let is = |at: usize, word| text.means(at, Some(word));
        let until = |at: &usize| text.get(*at).is_some_and(|word| word.folded == "smp");
        // `bundaran waru smp medaeng`; `smp` is a school too.
        if let Some(smp) = Self::before(span.from, text).filter(until) {
            let clause = (0..smp).rev().take_while(|at| !text.get(at + 1).is_none_or(|word| word.begins));
            let stretch = before.last().is_some_and(|one| one.span.to == smp)
                || clause.into_iter().any(|at| is(at, marks.from));
            // A school is beside something, or somebody's.
            let is_school = [marks.beside, marks.at, marks.site];
            let is_school = text.get(smp).is_some_and(|word| word.begins)
                || Self::before(smp, text).is_some_and(|at| is_school.iter().any(|word| is(at, *word)));
            return match (stretch, is_school) {
                (true, _) => Elsewhere::Surely,
                (false, true) => so_far,
                (false, false) => so_far.max(Elsewhere::Perhaps),
            };
        }
        let Some(last) = Self::before(start, text) else { return so_far };
        // `bu gilang` is a person; `pak di gilang` is not.
        if start == span.from && is(last, marks.person) {
            return so_far.max(Elsewhere::Surely);
        }
        let says = |word| (0..text.words.len()).any(|at| is(at, word));
        if is(last, marks.to) {
            if so_far == Elsewhere::Perhaps && Self::before(last, text).is_some_and(|at| is(at, marks.falls))
            {
                return Elsewhere::No;
            }
            let brought = so_far == Elsewhere::Perhaps && says(marks.brought) && !self.is_seen(text);
            return if brought { Elsewhere::Home } else { so_far };
        }
        let to_hospital = is(span.to, marks.to) && is(span.to + 1, marks.hospital);
        let carried = to_hospital && says(marks.carried) && !self.is_seen(text);
        if carried && is(last, marks.from) { so_far.min(Elsewhere::Home) } else { so_far }
    }
}
