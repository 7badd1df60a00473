use crate::clock::ClockKind;
use crate::ticket::{AnswerKind, AnswerResult, Answered, Ticket};
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// A caller who was told when they would hear more. The answer clock that runs since then is its clock.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Promised {
    pub due_at: At,
    pub made_at: At,
    /// Whose word it is.
    pub by: String,
    /// Since then nobody was reached so often.
    pub attempts: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub tried_at: Option<At>,
}

impl Ticket {
    /// What its caller was promised and has not heard yet.
    pub fn promise(&self) -> Option<Promised> {
        let (_, clock) = self.running().find(|(_, clock)| clock.kind == ClockKind::Answer)?;
        let made = |one: &&Answered<_>| {
            one.given.kind == AnswerKind::Interim
                && one.given.result == AnswerResult::Reached
                && one.given.promised_at.is_some()
                && one.at == clock.started_at
        };
        let made = self.answers.iter().rfind(made)?;
        let tried = self.answers.iter().filter(|one| {
            one.cycle == self.cycle && one.given.result != AnswerResult::Reached && one.at >= made.at
        });
        Some(Promised {
            due_at: clock.due_at,
            made_at: made.at,
            by: made.by.clone(),
            attempts: u16::try_from(tried.clone().count()).unwrap_or(u16::MAX),
            tried_at: tried.map(|one| one.at).max(),
        })
    }
}
