//! Who works in the room, and as whom: their name, their role and, of a liaison, the agency that they speak for.

use crate::actor::Role;
use crate::id::PersonId;
use crate::region::AgencyCode;
use crate::setup::{Person, Setup};
use crate::time::{At, Seq};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

/// As whom somebody speaks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Capacity {
    pub name: String,
    pub role: Role,
    /// A liaison's, and nobody else's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub agency: Option<AgencyCode>,
}

impl Capacity {
    /// May the same be read and done, whatever the name?
    pub fn has_rights_of(&self, other: &Capacity) -> bool {
        self.role == other.role && self.agency == other.agency
    }
}

impl From<&Person> for Capacity {
    fn from(person: &Person) -> Capacity {
        Capacity { name: person.name.clone(), role: person.role, agency: person.agency.clone() }
    }
}

/// That somebody speaks as somebody else since then, and who saw to it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct PersonChange {
    pub seq: Seq,
    pub at: At,
    pub by: String,
    pub person: PersonId,
    pub before: Capacity,
    pub after: Capacity,
}

impl Setup {
    /// From which position on what they are shown is by the rights that they have now; before it, by others.
    pub fn rights_since(&self, person: PersonId) -> Seq {
        let theirs = self.person_changes.iter().filter(|change| change.person == person);
        let turned = theirs.filter(|change| !change.before.has_rights_of(&change.after));
        turned.map(|change| change.seq).max().unwrap_or(Seq(0))
    }
}
