//! What can be taken out of the room as a file; that somebody took it stands in the access record.

use crate::clock::Recipient;
use crate::id::{AssignmentNo, ClockNo, HandoverId, TicketId};
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(tag = "what", rename_all = "snake_case")]
pub enum Export {
    /// What the room goes on with when no computer does: open tickets, how agencies are reached, forms to be filled in
    /// by hand. A PDF.
    PaperKit,
    /// The open tickets, as they stand in the list.
    OpenTickets { kind: FileKind },
    /// A shift that was handed over. A PDF.
    Handover { handover: HandoverId },
    /// What was handed over to a body, for it to have on paper. A PDF.
    Handoff { ticket: TicketId, assignment: AssignmentNo },
    /// That a deadline was missed, to who has no account. Nothing of the caller is in it. A PDF.
    Letter { ticket: TicketId, clock: ClockNo, recipient: Recipient },
    /// The figures of a period, as a report tells them.
    Report {
        from: At,
        /// Not in it any more.
        to: At,
        /// Absent: now.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        as_of: Option<At>,
        kind: FileKind,
    },
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum FileKind {
    Pdf,
    Xlsx,
    Csv,
}

impl Export {
    pub fn kind(self) -> FileKind {
        match self {
            Export::PaperKit | Export::Handover { .. } | Export::Handoff { .. } | Export::Letter { .. } => {
                FileKind::Pdf
            }
            Export::OpenTickets { kind } | Export::Report { kind, .. } => kind,
        }
    }
}

impl FileKind {
    /// The end of a file's name, without its dot.
    pub fn ending(self) -> &'static str {
        match self {
            FileKind::Pdf => "pdf",
            FileKind::Xlsx => "xlsx",
            FileKind::Csv => "csv",
        }
    }

    /// As HTTP names it.
    pub fn media_type(self) -> &'static str {
        match self {
            FileKind::Pdf => "application/pdf",
            FileKind::Xlsx => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
            FileKind::Csv => "text/csv; charset=utf-8",
        }
    }
}

/// A file on its way out.
#[derive(Clone, PartialEq, Eq)]
pub struct ExportFile {
    /// Of letters that every disk takes.
    pub name: String,
    pub bytes: Vec<u8>,
}
