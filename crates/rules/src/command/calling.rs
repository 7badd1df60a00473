//! How a call ends: in a ticket, as a word about one, or as no case.

use crate::call::NoCase;
use crate::clock::ClockKind;
use crate::id::{CallId, PaperNo, TicketId};
use crate::region::{CategoryCode, Severity};
use crate::storm::StormNo;
use crate::ticket::{Asked, Place, Reporter, TicketKind};
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct EndCall<T> {
    pub call: CallId,
    pub called_at: At,
    pub outcome: NoCase,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub number: Option<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub note: Option<T>,
    /// The room calls this number back, however few silent calls it made.
    #[serde(default)]
    #[ts(optional, as = "Option<bool>")]
    pub call_back: bool,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct FollowUp<T> {
    pub call: CallId,
    pub called_at: At,
    pub ticket: TicketId,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub number: Option<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub name: Option<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub note: Option<T>,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct OpenTicket<T> {
    pub call: CallId,
    pub ticket: TicketId,
    pub called_at: At,
    /// It was taken on this form while the room was down, and is typed in now.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub paper: Option<PaperNo>,
    pub category: CategoryCode,
    pub severity: Severity,
    /// Absent: as the category says.
    #[serde(default)]
    #[ts(optional)]
    pub kind: Option<TicketKind>,
    pub place: Place<T>,
    pub reporter: Reporter<T>,
    #[serde(default = "Option::default")]
    #[ts(optional)]
    pub narrative: Option<T>,
    /// The umbrella incident it is part of.
    #[serde(default)]
    #[ts(optional)]
    pub storm: Option<StormNo>,
    /// Somebody is in danger as the caller speaks.
    #[serde(default)]
    #[ts(as = "Option<bool>", optional)]
    pub at_risk: bool,
    /// Protocol questions put to the caller and answered; what the region's own questions do not know is left out.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<Asked>>", optional)]
    pub asked: Vec<Asked>,
}

/// Which clocks a kind of ticket has at its start.
pub fn opening_clocks(kind: TicketKind) -> &'static [ClockKind] {
    match kind {
        TicketKind::Emergency => &[ClockKind::Dispatch, ClockKind::Answer],
        TicketKind::Complaint => &[ClockKind::Answer],
    }
}
