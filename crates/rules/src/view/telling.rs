use crate::id::TicketId;
use crate::setup::Language;
use crate::telling::{Placeholder, Situation, TemplateRow};
use crate::ticket::AnswerKind;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What a ticket's caller could be told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TellingAsk {
    pub id: TicketId,
    /// Absent: as the ticket stands.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub situation: Option<Situation>,
    pub language: Language,
    /// When they will hear more; absent: when an answer is due.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub promised_at: Option<At>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Telling {
    pub situation: Situation,
    /// How the ticket stands by itself.
    pub fits: Situation,
    /// What it would be, once the caller has it.
    pub kind: AnswerKind,
    pub text: String,
    /// The promised time as the text says it: another one takes its place there.
    pub until: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplatePage {
    pub rows: Vec<TemplateRow>,
    /// What may stand in a text.
    pub marks: Vec<Mark>,
}

/// A place of a text, as it is written in braces.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Mark {
    pub of: Placeholder,
    pub word: String,
    /// It may stand in the text for restricted cases, too.
    pub discreet: bool,
}

impl From<Placeholder> for Mark {
    fn from(of: Placeholder) -> Mark {
        Mark { of, word: of.word().to_owned(), discreet: of.is_discreet() }
    }
}

/// A text that is not kept yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplateTrial {
    pub situation: Situation,
    pub language: Language,
    pub text: String,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TemplateTried {
    pub text: String,
}
