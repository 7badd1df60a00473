use crate::text::TextKind;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerKind {
    Substantive,
    /// "Help is on its way": ends the cycle and owes the next answer at the promised time.
    Interim,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerChannel {
    /// Told while the first call was still on the line; needs a reason why that was the whole answer.
    DuringCall,
    Telephone,
    Whatsapp,
    Sms,
    InPerson,
}

impl AnswerChannel {
    /// The room reaches out to the caller's own number.
    pub fn calls_back(self) -> bool {
        matches!(self, AnswerChannel::Telephone | AnswerChannel::Whatsapp | AnswerChannel::Sms)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AnswerResult {
    Reached,
    NoReply,
    WrongPerson,
    Refused,
}

/// Why what was said during the call was the whole answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum WholeAnswer {
    Informed,
    ReferredToLapor,
    TransferredToOther,
    CallerWantsNoMore,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct GiveAnswer<T> {
    pub kind: AnswerKind,
    pub channel: AnswerChannel,
    pub result: AnswerResult,
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub text: Option<T>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub whole: Option<WholeAnswer>,
    /// Interim only: when the next answer was promised.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub promised_at: Option<At>,
    /// Why the caller was called although they asked not to be called back.
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub although: Option<T>,
}

impl<T> GiveAnswer<T> {
    /// # Errors
    /// What `seal` refuses.
    pub fn seal<U, E>(
        self,
        seal: &mut impl FnMut(TextKind, T) -> Result<Option<U>, E>,
    ) -> Result<GiveAnswer<U>, E> {
        Ok(GiveAnswer {
            kind: self.kind,
            channel: self.channel,
            result: self.result,
            text: self.text.map(|t| seal(TextKind::Note, t)).transpose()?.flatten(),
            whole: self.whole,
            promised_at: self.promised_at,
            although: self.although.map(|t| seal(TextKind::Note, t)).transpose()?.flatten(),
        })
    }
}

/// An answer as it stands on the ticket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered<T> {
    pub at: At,
    pub by: String,
    pub cycle: u16,
    pub given: GiveAnswer<T>,
}
