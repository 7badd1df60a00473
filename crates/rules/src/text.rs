//! Personal text: cleaned before it is sealed, and from then on only a name for it is seen here.

use crate::id::SealedId;
use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Text that lives outside the journal. `digest` is the salted SHA-256 of the text, in hex; `tag` (numbers only) is
/// the room's HMAC of the digits, so that a caller's history is found without keeping the number.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
pub struct Sealed {
    pub id: SealedId,
    pub digest: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tag: Option<String>,
}

/// What a text is: decides its length, its cleaning, and whether it may be searched.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TextKind {
    Number,
    Name,
    Landmark,
    Narrative,
    Note,
    /// A password or recovery code: what is sealed is its argon2id hash.
    Secret,
}

impl TextKind {
    /// Longest text taken, in characters; a longer one is refused, never cut.
    pub const fn longest(self) -> usize {
        match self {
            TextKind::Number => 40,
            TextKind::Name => 120,
            TextKind::Landmark => 400,
            TextKind::Narrative | TextKind::Note => 20_000,
            TextKind::Secret => 200,
        }
    }

    pub const fn name(self) -> &'static str {
        match self {
            TextKind::Number => "number",
            TextKind::Name => "name",
            TextKind::Landmark => "landmark",
            TextKind::Narrative => "narrative",
            TextKind::Note => "note",
            TextKind::Secret => "secret",
        }
    }
}

/// Cleans what was typed: marks that change reading order or have no width go, control characters become spaces,
/// ends are trimmed. Empty text is `None`. Secrets are left as typed.
///
/// # Errors
/// `Refusal::TooLong` when more than `kind.longest()` characters remain.
pub fn clean(kind: TextKind, typed: &str) -> Result<Option<String>, Refusal> {
    let text: String = if kind == TextKind::Secret {
        typed.to_owned()
    } else {
        typed.chars().filter_map(kept).collect::<String>().trim().to_owned()
    };
    if text.chars().count() > kind.longest() {
        return Err(Refusal::TooLong { what: kind.name().to_owned(), longest: kind.longest() as u32 });
    }
    Ok(if text.is_empty() { None } else { Some(text) })
}

fn kept(c: char) -> Option<char> {
    match c {
        '\n' | '\t' => Some(c),
        '\u{200B}'..='\u{200F}'
        | '\u{202A}'..='\u{202E}'
        | '\u{2060}'..='\u{2069}'
        | '\u{FEFF}'
        | '\u{061C}' => None,
        c if c.is_control() => Some(' '),
        c => Some(c),
    }
}

/// One caller, one key: the digits of an Indonesian number in whatever shape it was typed, as `62…`.
/// `None` when there are fewer than three digits.
pub fn digits(number: &str) -> Option<String> {
    let plus = number.trim_start().starts_with('+');
    let digits: String =
        number.chars().filter_map(|c| c.to_digit(10)).filter_map(|d| char::from_digit(d, 10)).collect();
    let digits = match digits.strip_prefix("00") {
        Some(rest) if !plus => rest.to_owned(),
        _ => match digits.strip_prefix('0') {
            Some(rest) if !plus => format!("62{rest}"),
            _ => digits,
        },
    };
    (digits.len() >= 3).then_some(digits)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn one_caller_in_every_shape() {
        for typed in [
            "0812-0000-0890",
            "+62 812 0000 0890",
            "62812 00000890",
            "0062-812-0000-0890",
            "(0812) 0000.0890",
        ] {
            assert_eq!(digits(typed).as_deref(), Some("6281200000890"), "{typed}");
        }
        assert_eq!(digits("031-8921112").as_deref(), Some("62318921112"));
        assert_eq!(digits("tidak ada"), None);
    }

    #[test]
    fn marks_without_width_and_reading_order_go() {
        let typed = "\u{202E}ke\u{200B}bakaran\u{0007} \u{2066}rumah\u{2069} ";
        assert_eq!(clean(TextKind::Note, typed).unwrap().unwrap(), "kebakaran  rumah");
        assert_eq!(clean(TextKind::Note, " \u{200B} ").unwrap(), None);
    }

    #[test]
    fn a_long_narrative_is_kept_whole_or_refused() {
        let ten = "a".repeat(10_000);
        assert_eq!(clean(TextKind::Narrative, &ten).unwrap().unwrap().len(), 10_000);
        assert!(matches!(clean(TextKind::Narrative, &"a".repeat(20_001)), Err(Refusal::TooLong { .. })));
    }

    proptest! {
        #[test]
        fn cleaning_twice_changes_nothing(typed in ".{0,200}") {
            let once = clean(TextKind::Note, &typed).unwrap();
            let twice = clean(TextKind::Note, once.as_deref().unwrap_or("")).unwrap();
            prop_assert_eq!(once, twice);
        }
    }
}
