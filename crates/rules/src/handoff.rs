//! What is handed over to another body: one document, whether it is read out, pasted, printed or one day sent.

use crate::id::TicketNumber;
use crate::region::{Agency, AgencyCode, CategoryCode, Severity};
use crate::ticket::{Asked, AssignmentRole, AssignmentState, Place, TicketKind};
use crate::time::At;
use crate::view::sending::Way;
use crate::view::{AssignmentRow, TicketRow};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// Longest reference of another body, in characters.
pub const LONGEST_REFERENCE: usize = 40;

/// Could it be a tracking id? Loosely: what is typed by hand is not worth a strict form, but "sudah" is none.
pub fn is_reference(text: &str) -> bool {
    let digits = text.chars().filter(char::is_ascii_digit).count();
    digits >= 4 && text.chars().all(|c| c.is_ascii_alphanumeric() || "#-/. ".contains(c))
}

/// Who hands over what to whom: what one centre must know to go on with the case of another.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct Handoff {
    /// The room that hands over.
    pub from: String,
    pub to: AgencyCode,
    /// By which the room finds it again.
    pub number: TicketNumber,
    pub made_at: At,
    pub called_at: At,
    pub place: Place<String>,
    pub kind: TicketKind,
    pub category: CategoryCode,
    pub severity: Severity,
    /// Somebody was in danger as the caller spoke.
    pub at_risk: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub narrative: Option<String>,
    #[serde(default)]
    pub asked: Vec<Asked>,
    /// Callers about it, the first included.
    pub reporters: u32,
    pub caller: HandedCaller,
    /// What others have done so far.
    pub done: Vec<HandedStep>,
    /// It must not get about.
    pub restricted: bool,
}

/// The caller, as far as the body may know them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "is", rename_all = "snake_case")]
pub enum HandedCaller {
    Known {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        name: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        number: Option<String>,
    },
    /// The room does not know who called.
    Unknown,
    /// They asked not to be called; only the room speaks to them.
    NotToBeCalled,
    /// The body may not have it: it asks the room.
    Withheld,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandedStep {
    pub agency: AgencyCode,
    pub state: AssignmentState,
    pub at: At,
}

/// A document with what is read out, and by which ways the body is reached.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct HandoffPage {
    pub document: Handoff,
    /// On one page, to read out or to paste.
    pub text: String,
    /// Best first.
    pub ways: Vec<Way>,
}

/// The document for `to`, from the ticket as whoever hands it over may read it; `None` where they may not, and of an
/// agency that takes no case over.
pub fn handoff(from: &str, ticket: &TicketRow, to: &Agency, now: At) -> Option<Handoff> {
    let body = to.takes_over().filter(|_| !ticket.masked)?;
    let steps = ticket.assignments.iter().filter(|one| one.agency != to.code);
    Some(Handoff {
        from: from.to_owned(),
        to: to.code.clone(),
        number: ticket.number.clone(),
        made_at: now,
        called_at: ticket.called_at,
        place: Place {
            district: ticket.district.clone(),
            village: ticket.village.clone(),
            words: ticket.words.clone(),
            landmark: ticket.landmark.clone(),
            point: ticket.point,
        },
        kind: ticket.kind,
        category: ticket.category.clone(),
        severity: ticket.severity,
        at_risk: ticket.at_risk,
        narrative: ticket.narrative.clone(),
        asked: ticket.asked.clone(),
        reporters: ticket.reporters,
        caller: match (&ticket.reporter_name, &ticket.reporter_number) {
            _ if !ticket.call_back => HandedCaller::NotToBeCalled,
            (None, None) => HandedCaller::Unknown,
            _ if !body.caller => HandedCaller::Withheld,
            (name, number) => HandedCaller::Known { name: name.clone(), number: number.clone() },
        },
        done: steps.filter_map(step).collect(),
        restricted: ticket.restricted,
    })
}

/// How far an agency has come; nothing of one that was told for its knowledge, or is not on it any more.
fn step(one: &AssignmentRow) -> Option<HandedStep> {
    let at = match one.state {
        AssignmentState::Sent => Some(one.sent_at),
        AssignmentState::Acknowledged => one.acknowledged_at,
        AssignmentState::EnRoute => one.en_route_at,
        AssignmentState::OnScene => one.on_scene_at,
        AssignmentState::HandedOver | AssignmentState::Done => one.ended_at,
        AssignmentState::Returned | AssignmentState::NotNeeded => None,
    }?;
    let goes = one.role != AssignmentRole::Copy;
    goes.then(|| HandedStep { agency: one.agency.clone(), state: one.state, at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tracking_id_is_held_against_nothing_but_sense() {
        for good in ["8123456", "#8123456", "LAPOR-2026/112233", "0012 3456"] {
            assert!(is_reference(good), "{good}");
        }
        for bad in ["sudah", "123", "", "12345; hapus", "nomor <b>12345</b>"] {
            assert!(!is_reference(bad), "{bad}");
        }
    }
}
