use super::Situation;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a text may name. Nothing else of a ticket gets into one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Placeholder {
    Number,
    Code,
    Kind,
    District,
    Agencies,
    Until,
    Name,
    Region,
}

impl Placeholder {
    pub const ALL: [Self; 8] = [
        Self::Number,
        Self::Code,
        Self::Kind,
        Self::District,
        Self::Agencies,
        Self::Until,
        Self::Name,
        Self::Region,
    ];

    /// As it stands in braces, in texts of both languages.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Number => "nomor",
            Self::Code => "kode",
            Self::Kind => "jenis",
            Self::District => "kecamatan",
            Self::Agencies => "instansi",
            Self::Until => "sampai",
            Self::Name => "nama",
            Self::Region => "wilayah",
        }
    }

    fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.word() == word)
    }

    /// Says nothing of the case: whoever else holds the telephone may read it.
    pub const fn is_discreet(self) -> bool {
        matches!(self, Self::Number | Self::Code | Self::Until | Self::Region)
    }
}

/// What stands in the places of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub number: String,
    pub code: String,
    pub kind: String,
    pub district: String,
    pub agencies: String,
    pub until: String,
    pub name: String,
    pub region: String,
}

impl Said {
    fn of(&self, place: Placeholder) -> &str {
        match place {
            Placeholder::Number => &self.number,
            Placeholder::Code => &self.code,
            Placeholder::Kind => &self.kind,
            Placeholder::District => &self.district,
            Placeholder::Agencies => &self.agencies,
            Placeholder::Until => &self.until,
            Placeholder::Name => &self.name,
            Placeholder::Region => &self.region,
        }
    }
}

/// Most of a stray brace that is shown back.
const SHOWN: usize = 24;

enum Piece<'t> {
    Text(&'t str),
    Place(Placeholder),
}

fn pieces(text: &str) -> Result<Vec<Piece<'_>>, Refusal> {
    let unknown =
        |what: &str| Refusal::UnknownPlaceholder { placeholder: what.chars().take(SHOWN).collect() };
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find(['{', '}']) {
        let (before, from) = rest.split_at(at);
        let (word, after) =
            from.strip_prefix('{').and_then(|inner| inner.split_once('}')).ok_or_else(|| unknown(from))?;
        pieces.push(Piece::Text(before));
        pieces
            .push(Piece::Place(Placeholder::from_word(word).ok_or_else(|| unknown(&format!("{{{word}}}")))?));
        rest = after;
    }
    pieces.push(Piece::Text(rest));
    Ok(pieces)
}

/// Every place is one that may be filled in this situation.
pub(super) fn check(situation: Situation, text: &str) -> Result<(), Refusal> {
    allowed(situation, text).map(|_| ())
}

fn allowed(situation: Situation, text: &str) -> Result<Vec<Piece<'_>>, Refusal> {
    let pieces = pieces(text)?;
    let tells = |piece: &Piece<'_>| match piece {
        Piece::Place(place) if situation == Situation::Restricted && !place.is_discreet() => Some(*place),
        _ => None,
    };
    match pieces.iter().find_map(tells) {
        Some(place) => Err(Refusal::TellingPlaceholder { placeholder: format!("{{{}}}", place.word()) }),
        None => Ok(pieces),
    }
}

/// The text with its places filled.
///
/// # Errors
/// `UnknownPlaceholder`, and `TellingPlaceholder` where the text is for restricted cases and would name the case.
pub fn fill(situation: Situation, text: &str, said: &Said) -> Result<String, Refusal> {
    let pieces = allowed(situation, text)?;
    let parts = pieces.iter().map(|piece| match piece {
        Piece::Text(text) => *text,
        Piece::Place(place) => said.of(*place),
    });
    Ok(parts.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Said {
        Said { number: "SDA-261127-1-04".into(), name: "{kode}".into(), ..Said::default() }
    }

    #[test]
    fn places_are_filled_and_what_fills_them_is_not_filled_again() {
        let filled = fill(Situation::Done, "Bu {nama}: {nomor}, {nomor}.", &said());
        assert_eq!(filled.unwrap(), "Bu {kode}: SDA-261127-1-04, SDA-261127-1-04.");
        assert_eq!(fill(Situation::Done, "Selesai.", &said()).unwrap(), "Selesai.");
    }

    #[test]
    fn what_is_no_place_is_refused_as_it_was_typed() {
        let refused = |text: &str| match fill(Situation::Done, text, &said()) {
            Err(Refusal::UnknownPlaceholder { placeholder }) => placeholder,
            other => panic!("{other:?}"),
        };
        assert_eq!(refused("Nomor {nomer}"), "{nomer}");
        assert_eq!(refused("Nomor {Nomor}"), "{Nomor}");
        assert_eq!(refused("Nomor {}"), "{}");
        assert_eq!(refused("Nomor {nomor"), "{nomor");
        assert_eq!(refused("Nomor nomor} lagi"), "} lagi");
    }

    #[test]
    fn a_restricted_case_is_not_named() {
        for place in Placeholder::ALL {
            let text = format!("Kabar {{{}}}", place.word());
            let discreet = fill(Situation::Restricted, &text, &said()).is_ok();
            assert_eq!(discreet, place.is_discreet(), "{place:?}");
            assert!(fill(Situation::Done, &text, &said()).is_ok());
        }
        let telling = Refusal::TellingPlaceholder { placeholder: "{jenis}".to_owned() };
        assert_eq!(fill(Situation::Restricted, "Soal {jenis}", &said()), Err(telling));
    }
}
