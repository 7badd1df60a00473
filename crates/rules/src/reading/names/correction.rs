//! Names that the next one replaces: `X eh Y`, `X, maaf keliru, Y`, `X, bukan, Y`.

use super::{Elsewhere, Mention, Names};
use crate::reading::text::{Span, Text};

impl Names {
    /// Denies what was corrected. A correction without a name behind it only leaves a doubt.
    pub(super) fn correct(&self, mentions: &mut [Mention], text: &Text<'_>) {
        for at in 0..mentions.len() {
            let (Some(one), next) = (mentions.get(at), mentions.get(at + 1)) else { break };
            // `trung kulon eh terung kulon` only mends the spelling.
            let mended = next.is_some_and(|next| next.places == one.places && next.alias == one.alias);
            let taken_back = self.is_taken_back(one.span.to, text) && !mended;
            let replaced = next.is_some_and(|next| !mended && self.is_replaced(one.span, next.span, text));
            // `X eh bukan Y`: it is X that is not meant.
            let lifted = next.is_some_and(|next| {
                replaced && next.places != one.places && self.is_denied_by_slip(next.span, text)
            });
            // `X taman eh Y`: a village is replaced by a village, and its district stays.
            let village = at.checked_sub(1).filter(|before| {
                let (Some(before), Some(next)) = (mentions.get(*before), next) else { return false };
                before.span.to == one.span.from
                    && self.is_districts_own(one)
                    && !self.is_districts_own(before)
                    && !self.is_districts_own(next)
            });
            let followed = next.is_some();
            let Some(denied) = mentions.get_mut(village.filter(|_| replaced).unwrap_or(at)) else { break };
            if replaced || taken_back && followed {
                denied.elsewhere = Elsewhere::Denied;
            } else if taken_back {
                denied.elsewhere = denied.elsewhere.max(Elsewhere::Perhaps);
            }
            if let Some(next) = mentions.get_mut(at + 1).filter(|_| lifted) {
                next.elsewhere = Elsewhere::No;
            }
        }
    }

    /// `bukan X tapi Y`: an everyday word there is a name too.
    pub(super) fn is_meant_instead(&self, start: usize, text: &Text<'_>, before: &[Mention]) -> bool {
        let Some(turn) = Self::before(start, text).or(start.checked_sub(1)) else { return false };
        let denied = before.last().filter(|one| one.elsewhere == Elsewhere::Denied && one.span.to == turn);
        denied.is_some() && self.turns(turn, text)
    }

    /// `pokoke X`, `tepatnya di ds X`
    pub(super) fn is_settled(&self, start: usize, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        let Some(at) = Self::before(start, text) else { return false };
        let at = if is(at, self.marks.which) { Self::before(at, text) } else { Some(at) };
        at.is_some_and(|at| is(at, self.marks.settles))
    }

    fn is_districts_own(&self, one: &Mention) -> bool {
        one.places.iter().any(|at| self.place(*at).is_some_and(|place| place.is_district))
    }

    /// Between two names stands nothing but a correction.
    fn is_replaced(&self, one: Span, next: Span, text: &Text<'_>) -> bool {
        let marks = &self.marks;
        let is = |at: usize, word| text.means(at, Some(word));
        let ends = |at: usize| text.get(at).is_none_or(|word| word.begins);
        let passes = [marks.correction, marks.wrong, marks.not, marks.passing];
        let all =
            (one.to..next.from).all(|at| self.is_mark(at, text) || passes.iter().any(|word| is(at, *word)));
        // `X, bukan Y` denies Y.
        let corrects =
            |at: usize| is(at, marks.correction) || is(at, marks.wrong) || is(at, marks.not) && ends(at + 1);
        all && (one.to..next.from).any(corrects)
    }

    /// `eh bukan X`
    fn is_denied_by_slip(&self, next: Span, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        let before = (0..next.from).rev().find(|at| !self.is_mark(*at, text));
        let Some(not) = before.filter(|at| is(*at, self.marks.not)) else { return false };
        not.checked_sub(1)
            .is_some_and(|at| is(at, self.marks.correction) && !text.get(not).is_none_or(|word| word.begins))
    }

    /// `X eh`, not `taman eh kelurahan`, which corrects the kind alone.
    fn is_taken_back(&self, behind: usize, text: &Text<'_>) -> bool {
        let ends = |at: usize| text.get(at).is_none_or(|word| word.begins);
        let kind = ends(behind + 2) && self.is_mark(behind + 1, text) && !ends(behind + 1);
        text.means(behind, Some(self.marks.correction)) && !kind
    }
}
