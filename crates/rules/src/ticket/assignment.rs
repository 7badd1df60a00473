use crate::id::AssignmentNo;
use crate::photo::PhotoId;
use crate::region::AgencyCode;
use crate::text::Sealed;
use crate::time::At;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentRole {
    Lead,
    Support,
    /// Told for their knowledge; owes nothing and has no clocks.
    Copy,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum AssignmentState {
    Sent,
    Acknowledged,
    EnRoute,
    OnScene,
    /// It is another body's case from now on: that body has said who took it.
    HandedOver,
    Done,
    Returned,
    NotNeeded,
}

impl AssignmentState {
    pub fn has_ended(self) -> bool {
        self >= AssignmentState::HandedOver
    }
    /// Nothing more is said of it. A body may still give back what it had taken over, or say that it is done.
    pub fn is_final(self) -> bool {
        self >= AssignmentState::Done
    }
    pub fn name(self) -> &'static str {
        match self {
            AssignmentState::Sent => "sent",
            AssignmentState::Acknowledged => "acknowledged",
            AssignmentState::EnRoute => "en_route",
            AssignmentState::OnScene => "on_scene",
            AssignmentState::HandedOver => "handed_over",
            AssignmentState::Done => "done",
            AssignmentState::Returned => "returned",
            AssignmentState::NotNeeded => "not_needed",
        }
    }
}

/// How an agency was reached. An assignment that only exists in the program has reached nobody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    Telephone,
    Radio,
    Whatsapp,
    Screen,
    InPerson,
}

/// One agency told: how, and who took it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Sending {
    pub agency: AgencyCode,
    pub role: AssignmentRole,
    pub channel: Channel,
    /// The person at the agency who took it; staff names are not sealed.
    pub recipient: String,
}

/// The receipt of a hand-over: who at the body took it, and the reference that it goes by there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Acceptance {
    pub at: At,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub reference: Option<String>,
}

/// A ticket given to one agency.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Assignment {
    pub no: AssignmentNo,
    pub version: u32,
    pub agency: AgencyCode,
    pub role: AssignmentRole,
    pub state: AssignmentState,
    pub channel: Channel,
    pub recipient: String,
    pub sent_at: At,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acknowledged_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub en_route_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub on_scene_at: Option<At>,
    /// When it was done, returned or not needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ended_at: Option<At>,
    /// Evidence of what was done, or why it was returned or not needed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ending: Option<Sealed>,
    /// Beside the words of done, until they are erased.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<PhotoId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub proposed: Option<AgencyCode>,
    /// That a body took it over, as it told the room.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acceptance: Option<Acceptance>,
}

impl Assignment {
    /// The receipt of a hand-over that still holds.
    pub fn receipt(&self) -> Option<&Acceptance> {
        let back = matches!(self.state, AssignmentState::Returned | AssignmentState::NotNeeded);
        self.acceptance.as_ref().filter(|_| !back)
    }
}
