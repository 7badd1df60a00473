use crate::clock::ClockKind;
use crate::id::{CallId, PersonId, SealedId, TicketId, TicketNumber};
use crate::region::{AgencyCode, CategoryCode, DistrictCode, Severity, VillageCode};
use crate::storm::StormNo;
use crate::ticket::{AssignmentState, TicketKind, TicketState};
use crate::time::{At, Seq};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// What an item is called from its signing on, `ticket/…`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(transparent)]
#[ts(type = "string")]
pub struct ItemKey(pub String);

/// Something that the next shift has to know, by codes and instants alone: what was typed is not in it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
#[serde(tag = "of", rename_all = "snake_case")]
pub enum Item {
    Ticket(Box<TicketItem>),
    /// Complaints of which nothing is late and nothing falls due in the next shift.
    Rest {
        tickets: Vec<Held>,
    },
    /// A number that stayed silent is to be called back.
    CallBack {
        call: CallId,
        called_at: At,
        silent: u32,
    },
    /// Blocked until then; else marked in the ending shift.
    Number {
        number: SealedId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        blocked_until: Option<At>,
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        #[ts(as = "Option<bool>", optional)]
        nuisance: bool,
    },
    Storm {
        storm: StormNo,
        name: String,
        since: At,
    },
    Fault(RoomFault),
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, TS)]
pub struct TicketItem {
    pub ticket: TicketId,
    pub number: TicketNumber,
    pub kind: TicketKind,
    pub category: CategoryCode,
    pub severity: Severity,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub restricted: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub district: Option<DistrictCode>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub village: Option<VillageCode>,
    pub state: TicketState,
    /// Whose it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owner: Option<PersonId>,
    /// Leads and supports that are on it still.
    pub waiting: Vec<Waiting>,
    /// What is late already, or falls due before the next shift ends; the earliest first.
    pub due: Vec<DueSoon>,
    /// When the caller was promised to hear again.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub promised_at: Option<At>,
    /// An agency's work stands still until then.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub paused_until: Option<At>,
    /// The caller asked not to be called back.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub no_call_back: bool,
}

/// A ticket of the rest, and whose it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Held {
    pub ticket: TicketId,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub owner: Option<PersonId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Waiting {
    pub agency: AgencyCode,
    pub state: AssignmentState,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct DueSoon {
    pub clock: ClockKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agency: Option<AgencyCode>,
    pub due_at: At,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    #[ts(as = "Option<bool>", optional)]
    pub late: bool,
}

/// What is wrong with the room itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "fault", rename_all = "snake_case")]
pub enum RoomFault {
    /// The disk refused the last write.
    Disk,
    /// The wall clock is not believed.
    Clock,
    /// Nobody takes notifications.
    Notifier,
    /// Too long without a backup at this place; the first one has no folder.
    Backup {
        folder: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        #[ts(optional)]
        good_at: Option<At>,
    },
    /// The room was put back from a backup, and nobody has taken note of what it lost.
    Loss { after: Seq, found_at: At },
}

impl Item {
    pub fn key(&self) -> ItemKey {
        ItemKey(match self {
            Item::Ticket(item) => format!("ticket/{}", item.ticket),
            Item::Rest { .. } => "rest".to_owned(),
            Item::CallBack { call, .. } => format!("call/{call}"),
            Item::Number { number, .. } => format!("number/{number}"),
            Item::Storm { storm, .. } => format!("storm/{storm}"),
            Item::Fault(fault) => match fault {
                RoomFault::Disk => "fault/disk".to_owned(),
                RoomFault::Clock => "fault/clock".to_owned(),
                RoomFault::Notifier => "fault/notifier".to_owned(),
                RoomFault::Backup { folder, .. } => format!("fault/backup/{folder}"),
                RoomFault::Loss { found_at, .. } => format!("fault/loss/{}", found_at.0),
            },
        })
    }

    pub fn is_late(&self) -> bool {
        matches!(self, Item::Ticket(item) if item.is_late())
    }

    /// The tickets that it hands over, and whose they are.
    pub fn tickets(&self) -> Vec<Held> {
        match self {
            Item::Ticket(item) => vec![Held { ticket: item.ticket, owner: item.owner }],
            Item::Rest { tickets } => tickets.clone(),
            _ => Vec::new(),
        }
    }
}

impl TicketItem {
    pub fn is_late(&self) -> bool {
        self.due.iter().any(|due| due.late)
    }

    /// Does it ask for nothing in the next shift, and is it no emergency?
    pub fn may_rest(&self) -> bool {
        let asks = !self.due.is_empty() || self.promised_at.is_some() || self.paused_until.is_some();
        self.kind == TicketKind::Complaint && !self.restricted && !asks
    }
}
