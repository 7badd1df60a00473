//! Firing, delivering and acknowledging: three different facts.

use crate::clock::{ClockKind, Level};
use crate::time::{At, Span};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// One level that has fired. `acknowledged_by` is a named person's.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Firing {
    pub level: Level,
    pub aim: u16,
    /// The instant at which the level was due.
    pub due_at: At,
    pub fired_at: At,
    /// How long after its instant it was noticed.
    pub late_ms: Span,
    /// Fired while the machine's clock was not trusted.
    #[serde(default)]
    pub suspect: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub withdrawn_at: Option<At>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_by: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub acknowledged_at: Option<At>,
    pub deliveries: Vec<Delivery>,
}

impl Firing {
    /// A person is still wanted.
    pub fn asks(&self) -> bool {
        self.level.demands_acknowledgement() && self.acknowledged_at.is_none() && self.withdrawn_at.is_none()
    }
}

/// Who is told at a level.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Recipient {
    /// Whoever holds the ticket, then the shift.
    Operator,
    Supervisor,
    /// The head of the agency; without an account, reached by a supervisor.
    Head,
    /// The head of the district that the ticket lies in; without an account, reached by a supervisor.
    District,
    /// The regency's secretary; without an account, reached by a supervisor.
    Secretary,
}

impl Recipient {
    /// The ways by which this recipient is told of a level. What is merely soon is seen, and said only of an answer,
    /// whose hours leave time to act.
    pub(crate) fn outlets(self, kind: ClockKind, level: Level) -> &'static [Outlet] {
        match self {
            Recipient::Head | Recipient::District | Recipient::Secretary => &[Outlet::Task],
            _ if level >= Level::Urgent || level == Level::Orphan => &[Outlet::Notification, Outlet::Sound],
            _ if kind == ClockKind::Answer => &[Outlet::Notification],
            _ => &[],
        }
    }
}

/// A way out of the room for an alarm. The screens are none: they show every row of the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Outlet {
    Notification,
    Sound,
    /// A supervisor's: to write or to telephone, done when recorded.
    Task,
}

/// `handed_over`, never "delivered": a notification daemon and a loudspeaker do not answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum DeliveryState {
    Due,
    HandedOver,
    /// There was no daemon, no device, or it refused; tried again.
    Failed,
    /// A person was told, by name.
    Done,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Delivery {
    pub recipient: Recipient,
    pub outlet: Outlet,
    pub state: DeliveryState,
    /// How often it was tried.
    pub attempt: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub at: Option<At>,
    /// Of a task: who was told.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub to: Option<String>,
}

impl Delivery {
    /// One for each way of each recipient.
    pub fn all_due(kind: ClockKind, level: Level, told: &[Recipient]) -> Vec<Delivery> {
        let due = |recipient: Recipient, outlet| Delivery {
            recipient,
            outlet,
            state: DeliveryState::Due,
            attempt: 0,
            at: None,
            to: None,
        };
        told.iter().flat_map(|r| r.outlets(kind, level).iter().map(move |o| due(*r, *o))).collect()
    }

    /// Still to be made, for the first time or again.
    pub fn is_open(&self) -> bool {
        matches!(self.state, DeliveryState::Due | DeliveryState::Failed)
    }
}
