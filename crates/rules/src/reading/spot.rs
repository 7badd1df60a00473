//! The name of a spot within the words that say where a scene lies: `SPBU bypass` of `dpn spbu bypass`.

use super::Reader;
use super::text::{Span, Text};

/// Longest name of a spot, in words.
const LONGEST: usize = 6;

impl Reader {
    /// The spot's own name, as typed, where the words hold one that another call could mean too. Bare kinds (`dpn
    /// musola`, `rt 4`) name no spot, and somebody's home is none.
    #[must_use]
    pub fn spot_name(&self, landmark: &str) -> Option<String> {
        let text = Text::of(landmark, &self.vocabulary);
        let class = |name: &str| self.vocabulary.id(name);
        let (beside, road, site, home) = (class("#dekat"), class("#jalan"), class("#tempat"), class("rumah"));
        let from = (0..text.words.len()).find(|at| !text.means(*at, beside) || text.means(*at, site))?;
        let end = (from + 1..text.words.len()).find(|at| {
            let begins = text.get(*at).is_some_and(|word| word.begins);
            begins || text.means(*at, beside) && !text.means(*at, site)
        });
        let to = end.unwrap_or(text.words.len()).min(from + LONGEST);
        let is_hospital = |at: usize| text.get(at).is_some_and(|word| word.folded.starts_with("sakit"));
        let is_home = |at: usize| text.means(at, home) && !text.means(at, site) && !is_hospital(at + 1);
        // A name that looks like another form of a kind (`al-falah` of `alfa`) is a name.
        let is_bare = |at: usize| {
            text.get(at).is_none_or(|word| {
                word.folded.bytes().all(|letter| letter.is_ascii_digit())
                    || self.vocabulary.is_known(&word.folded)
                        && (text.means(at, site) || text.means(at, road))
            })
        };
        let is_spot = to - from >= 2 && !is_home(from) && !(from..to).all(is_bare);
        is_spot.then(|| text.words(&Span { from, to }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::region::Region;

    #[test]
    fn a_spots_name_is_what_another_caller_would_say() {
        let reader = Reader::new(&Region::sidoarjo().unwrap());
        for (said, name) in [
            ("dpn SPBU bypass Kemangsen", Some("SPBU bypass Kemangsen")),
            ("kulon masjid al ikhlas", Some("masjid al ikhlas")),
            ("perum griya permata blok c", Some("perum griya permata blok c")),
            ("dkt pasar larangan, rumah cat hijau", Some("pasar larangan")),
            ("dsn ngelo", Some("dsn ngelo")),
            ("belakang masjid Al-Falah", Some("masjid Al-Falah")),
            ("jl raya cemengkalang", Some("jl raya cemengkalang")),
            ("blkg RS Siti Hajar", Some("RS Siti Hajar")),
            ("dpn musola", None),
            ("rt 4 rw 2", None),
            ("depan", None),
            ("rumah pak rt", None),
            ("sblh rmh bu ani", None),
            ("", None),
        ] {
            assert_eq!(reader.spot_name(said).as_deref(), name, "{said}");
        }
    }
}
