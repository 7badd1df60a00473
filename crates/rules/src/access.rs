//! Who opened a restricted case that they do not handle, who looked at which photo, who took what out: a record of its own beside the
//! journal, so that reading moves nothing and wakes nobody.

use crate::command::Command;
use crate::export::Export;
use crate::id::TicketId;
use crate::photo::PhotoId;
use crate::setup::Settings;
use crate::text::{Sealed, TextKind};
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Why somebody has to read a case that is not theirs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AccessReason {
    /// The caller, or another about the same case, is on the line.
    CallerAgain,
    AgencyAsks,
    /// Whoever handles it cannot be reached, or has gone home.
    StandingIn,
    Other,
}

/// Asks to read a restricted case, and gets it at once for a limited time.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Unmask<T> {
    pub ticket: TicketId,
    pub reason: AccessReason,
    /// Why, in their own words.
    pub note: T,
}

impl<T> Unmask<T> {
    /// # Errors
    /// What `seal` refuses; `missing` where no reason is left after cleaning.
    pub(crate) fn seal<U, E>(
        self,
        seal: &mut dyn FnMut(TextKind, T) -> Result<Option<U>, E>,
        missing: impl Fn(&'static str) -> E,
    ) -> Result<Unmask<U>, E> {
        let note = seal(TextKind::Note, self.note)?.ok_or_else(|| missing("access_note"))?;
        Ok(Unmask { ticket: self.ticket, reason: self.reason, note })
    }
}

/// What a row of the access record says. Its JSON is for ever, like an event's.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Access {
    Unmasked {
        ticket: TicketId,
        reason: AccessReason,
        note: Sealed,
        /// From then on it is masked again.
        until: At,
    },
    /// A supervisor has looked at the record up to this row.
    Looked { to: u32 },
    /// A photo was looked at.
    SawPhoto { ticket: TicketId, photo: PhotoId },
    /// Something was taken out as a file, by a person or by the room itself in the night.
    Exported { export: Export },
}

impl Access {
    /// What `command`, taken at `now`, leaves in the access record; `None` of all that stand in the journal.
    pub fn of(command: &Command<Sealed>, settings: &Settings, now: At) -> Option<Access> {
        match command {
            Command::Unmask(Unmask { ticket, reason, note }) => Some(Access::Unmasked {
                ticket: *ticket,
                reason: *reason,
                note: note.clone(),
                until: now + Span::minutes(i64::from(settings.unmask_minutes)),
            }),
            Command::LookAtAccess { to } => Some(Access::Looked { to: *to }),
            _ => None,
        }
    }

    pub fn kind(&self) -> &'static str {
        match self {
            Access::Unmasked { .. } => "unmasked",
            Access::Looked { .. } => "looked",
            Access::SawPhoto { .. } => "saw_photo",
            Access::Exported { .. } => "exported",
        }
    }
}
