//! An error as it leaves the room: a code and what it is about, never a sentence.

use crate::refusal::Refusal;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "problem", rename_all = "snake_case")]
pub enum Problem {
    /// A lawful no.
    Refused {
        refusal: Refusal,
    },
    /// Nobody, or not this person, is signed in.
    SignedOut,
    WrongSignIn,
    /// This desk has not joined the room, or has been sent away.
    NotJoined,
    /// The words do not open the room, or no longer.
    WrongWords,
    /// Of another version than the room: it may read, and nothing else.
    OtherVersion {
        room: String,
    },
    /// Too many wrong sign-ins; `seconds` until the next is heard.
    Wait {
        seconds: u32,
    },
    NotAllowed,
    Unknown,
    Malformed {
        about: String,
    },
    /// The room did not hold; logged once under `trace`.
    Broken {
        about: BrokenPart,
        trace: String,
    },
    /// The room cannot be reached.
    Unreachable,
    /// The room cannot be reached, and this desk cannot do it alone: wait, or telephone.
    Alone,
    /// This desk has done what the room was not told yet: wait for the room, or write it down first.
    Holding {
        held: u32,
    },
    /// The position is of another journal, the room's or the desk's own: ask for the board again.
    AskAnew,
}

/// What broke, as far as a person can do something about it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, TS)]
#[serde(rename_all = "snake_case")]
pub enum BrokenPart {
    DiskFull,
    DiskReadOnly,
    DiskFault,
    /// The database is damaged: restore a backup.
    Corrupt,
    /// Written by a newer version of the program.
    NewerDatabase,
    /// Another copy is running on this data folder.
    InUse,
    Busy,
    Other,
}

impl From<Refusal> for Problem {
    fn from(refusal: Refusal) -> Problem {
        match refusal {
            Refusal::NotAllowed => Problem::NotAllowed,
            refusal => Problem::Refused { refusal },
        }
    }
}
