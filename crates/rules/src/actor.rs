//! Who speaks. The actor comes from the sign-in, never from the body of a command.

use crate::id::PersonId;
use crate::region::AgencyCode;
use crate::time::{At, minute_of_day};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Operator,
    Supervisor,
    Liaison,
    Auditor,
    Administrator,
    Wall,
    /// A desk where nobody is signed in.
    Desk,
    /// Time itself, one more speaker.
    Clock,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum Shift {
    Morning,
    Afternoon,
    Night,
}

impl Shift {
    /// The shift on duty: 06.00, 14.00 and 22.00 local time are the changes.
    pub fn at(at: At, utc_offset_minutes: i32) -> Shift {
        match minute_of_day(at, utc_offset_minutes) / 60 {
            6..=13 => Shift::Morning,
            14..=21 => Shift::Afternoon,
            _ => Shift::Night,
        }
    }
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Actor {
    pub role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub person: Option<PersonId>,
    /// The name on every event; staff names are not sealed. Empty for a desk, a wall and the clock.
    pub name: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub shift: Option<Shift>,
    /// The seat; 0 when no seat is meant.
    pub desk: u16,
    /// For whom a liaison speaks; nobody else speaks for an agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agency: Option<AgencyCode>,
}

impl Actor {
    pub fn clock() -> Actor {
        Actor::nobody(Role::Clock, 0)
    }
    pub fn desk(desk: u16) -> Actor {
        Actor::nobody(Role::Desk, desk)
    }
    pub fn wall() -> Actor {
        Actor::nobody(Role::Wall, 0)
    }
    fn nobody(role: Role, desk: u16) -> Actor {
        Actor { role, person: None, name: String::new(), shift: None, desk, agency: None }
    }
    pub fn is_supervisor(&self) -> bool {
        self.role == Role::Supervisor
    }
    /// May read a caller's number, name and words in a case that is not restricted.
    pub fn reads_personal(&self) -> bool {
        matches!(self.role, Role::Operator | Role::Supervisor)
    }
}
