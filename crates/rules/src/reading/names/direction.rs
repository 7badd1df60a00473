//! Names that say which way the scene lies, or what a thing is called after: `wetane X`, `X ngalor`, `bandeng X`.

use super::Names;
use crate::reading::text::{Span, Text};

impl Names {
    /// `wetane X`, `sebelah timur ds X`, `sblh X`: another place than X; not `sawah selatan ds X`, `lingkar barat X`.
    pub(super) fn is_beyond(&self, from: usize, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        let marks = &self.marks;
        let Some(before) = Self::before(from, text) else { return false };
        let marked = is(before, marks.village) || is(before, marks.district);
        let at = if marked { Self::before(before, text) } else { Some(before) };
        if at.is_some_and(|at| is(at, marks.next_to)) {
            return true;
        }
        let Some(at) = at.filter(|at| is(*at, marks.compass)) else { return false };
        let of = text.get(at).is_some_and(|word| word.folded.ends_with('e') || word.folded.ends_with("nya"));
        of || Self::before(at, text).is_none_or(|at| is(at, marks.at) || is(at, marks.beside))
    }

    /// `X ngalor sitik`, `X ke utara`
    pub(super) fn goes_further(&self, span: Span, text: &Text<'_>) -> bool {
        let goes_on = |at: usize| text.get(at).is_some_and(|word| !word.begins);
        let is = |at: usize, word| goes_on(at) && text.means(at, Some(word));
        let marks = &self.marks;
        is(span.to, marks.heading) || is(span.to, marks.to) && is(span.to + 1, marks.compass)
    }

    /// `bandeng X`, `bakso X`: named after where it is made; not `pabrik krupuk X`.
    pub(super) fn is_of_goods(&self, start: usize, text: &Text<'_>) -> bool {
        let is = |at: usize, word| text.means(at, Some(word));
        let marks = &self.marks;
        let Some(at) = Self::before(start, text).filter(|at| is(*at, marks.goods)) else { return false };
        let made = [marks.site, marks.shop, marks.works];
        Self::before(at, text).is_none_or(|at| !made.iter().any(|word| is(at, *word)))
    }
}
