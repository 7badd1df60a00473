//! From one shift to the next: what is handed over, by whom it was read, and that it was accepted.

mod gathering;
mod item;
mod turn;

pub use gathering::{gather, item_of};
pub use item::{DueSoon, Held, Item, ItemKey, RoomFault, TicketItem, Waiting};
pub use turn::ShiftChange;

use crate::actor::Actor;
use crate::id::{HandoverId, PersonId};
use crate::roster::Rostered;
use crate::text::{Sealed, TextKind};
use crate::time::{At, Seq};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use ts_rs::TS;

/// Most items that a note can be written to.
pub const MOST_NOTES: usize = 300;
/// Most remarks on one handover.
pub const MOST_REMARKS: usize = 300;

/// What the outgoing person says to an item.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct HandoverNote<T> {
    pub item: ItemKey,
    pub text: T,
}

/// The items are not the page's: they are gathered where it is judged.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct SignHandover<T> {
    pub handover: HandoverId,
    #[serde(default = "Vec::new", skip_serializing_if = "Vec::is_empty")]
    #[ts(as = "Option<Vec<HandoverNote<T>>>", optional)]
    pub notes: Vec<HandoverNote<T>>,
    /// To none of the items.
    #[serde(default = "Option::default", skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub note: Option<T>,
    /// The unfinished one that this takes the place of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[ts(optional)]
    pub over: Option<HandoverId>,
}

impl<T> SignHandover<T> {
    /// # Errors
    /// What `seal` refuses; `missing` of a note that is empty.
    pub fn seal<U, E>(
        self,
        seal: &mut impl FnMut(TextKind, T) -> Result<Option<U>, E>,
        missing: impl Fn(&'static str) -> E,
    ) -> Result<SignHandover<U>, E> {
        let mut notes = Vec::with_capacity(self.notes.len());
        for HandoverNote { item, text } in self.notes {
            let text = seal(TextKind::Note, text)?.ok_or_else(|| missing("note"))?;
            notes.push(HandoverNote { item, text });
        }
        let note = self.note.map(|text| seal(TextKind::Note, text)).transpose()?.flatten();
        Ok(SignHandover { handover: self.handover, notes, note, over: self.over })
    }
}

/// The journal's head as it stood: what `verify --head` compares.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct JournalHead {
    pub seq: Seq,
    pub hash: String,
}

/// The ending shift in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct ShiftCounts {
    pub calls: u32,
    /// Calls that became a ticket.
    pub tickets: u32,
    /// Tickets handed over of which something is late.
    pub late: u32,
}

/// Everything that is handed over, as of one moment.
#[derive(Clone, Debug, PartialEq)]
pub struct Gathered {
    pub turn: ShiftChange,
    pub counts: ShiftCounts,
    pub items: Vec<Item>,
    pub head: JournalHead,
    /// Who is on duty next; `None` of a room that keeps no roster.
    pub next: Option<Vec<Rostered>>,
}

/// A handover from its signing on.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Handover {
    pub id: HandoverId,
    /// Where it was signed, in the journal.
    pub seq: Seq,
    pub signed_at: At,
    pub by: Actor,
    pub turn: ShiftChange,
    pub counts: ShiftCounts,
    pub items: Vec<Item>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<HandoverNote<Sealed>>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<Sealed>,
    pub head: JournalHead,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub next: Option<Vec<Rostered>>,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub read: BTreeMap<ItemKey, ItemRead>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub accepted: Option<Accepted>,
    /// It was never accepted: another one was signed in its place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub replaced: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ItemRead {
    pub at: At,
    pub by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Remark {
    pub item: ItemKey,
    pub at: At,
    pub by: String,
    pub text: Sealed,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
pub struct Accepted {
    pub at: At,
    pub by: String,
    /// By whoever had signed it: nobody else was there.
    pub alone: bool,
}

impl Handover {
    pub fn is_open(&self) -> bool {
        self.accepted.is_none() && !self.replaced
    }

    pub fn item(&self, key: &ItemKey) -> Option<&Item> {
        self.items.iter().find(|item| item.key() == *key)
    }

    /// Did this actor sign it?
    pub fn is_of(&self, actor: &Actor) -> bool {
        actor.person.is_some() && actor.person == self.by.person
    }

    /// Items that nobody has read. What its signer marked counts for the signer alone.
    pub fn unread(&self, reader: &Actor) -> usize {
        let own = self.is_of(reader);
        let is_read =
            |key: &ItemKey| self.read.get(key).is_some_and(|read| own || read.person != self.by.person);
        self.items.iter().filter(|item| !is_read(&item.key())).count()
    }
}
