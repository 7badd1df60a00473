//! Where a person sends otherwise than the plan proposes, and why. `T` is text as in [`crate::command`].

use crate::region::AgencyCode;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "departure", rename_all = "snake_case")]
pub enum Departure<T> {
    /// The plan sends it by itself, the room does not.
    LeftOut { agency: AgencyCode, why: WhyLeftOut<T> },
    /// Sent though the plan does not send it by itself, or does not know it.
    Added { agency: AgencyCode, why: WhyAdded<T> },
    /// Of the plan and not sent yet, nor left out for good. Nothing is recorded of it.
    Undecided { agency: AgencyCode },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum WhyLeftOut<T> {
    AlreadyThere,
    /// The caller says that nobody of it is needed.
    NotNeeded,
    Unreachable,
    /// The agency itself asked for it.
    AgencyAsked,
    Other {
        words: T,
    },
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, TS)]
#[serde(tag = "reason", rename_all = "snake_case")]
pub enum WhyAdded<T> {
    /// What the plan makes a condition is so, or the caller's words ask for it.
    Needed,
    /// In place of one that cannot be reached.
    InPlace,
    Nearer,
    /// Another agency asked for it.
    AgencyAsked,
    Other {
        words: T,
    },
}

impl<T> Departure<T> {
    pub fn agency(&self) -> &AgencyCode {
        match self {
            Departure::LeftOut { agency, .. }
            | Departure::Added { agency, .. }
            | Departure::Undecided { agency } => agency,
        }
    }

    /// The same with its words turned by `turn`.
    ///
    /// # Errors
    /// That of `turn`.
    pub fn turn<U, E>(self, turn: &mut dyn FnMut(T) -> Result<U, E>) -> Result<Departure<U>, E> {
        Ok(match self {
            Departure::LeftOut { agency, why } => Departure::LeftOut {
                agency,
                why: match why {
                    WhyLeftOut::AlreadyThere => WhyLeftOut::AlreadyThere,
                    WhyLeftOut::NotNeeded => WhyLeftOut::NotNeeded,
                    WhyLeftOut::Unreachable => WhyLeftOut::Unreachable,
                    WhyLeftOut::AgencyAsked => WhyLeftOut::AgencyAsked,
                    WhyLeftOut::Other { words } => WhyLeftOut::Other { words: turn(words)? },
                },
            },
            Departure::Added { agency, why } => Departure::Added {
                agency,
                why: match why {
                    WhyAdded::Needed => WhyAdded::Needed,
                    WhyAdded::InPlace => WhyAdded::InPlace,
                    WhyAdded::Nearer => WhyAdded::Nearer,
                    WhyAdded::AgencyAsked => WhyAdded::AgencyAsked,
                    WhyAdded::Other { words } => WhyAdded::Other { words: turn(words)? },
                },
            },
            Departure::Undecided { agency } => Departure::Undecided { agency },
        })
    }
}
