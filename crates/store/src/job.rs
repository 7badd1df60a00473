use kentongan_rules::actor::Actor;
use kentongan_rules::command::Execute;
use kentongan_rules::handover::RoomFault;
use kentongan_rules::id::{SealedId, TicketId, TicketNumber};
use kentongan_rules::refusal::Refusal;
use kentongan_rules::text::{Sealed, TextKind};
use kentongan_rules::time::At;
use kentongan_rules::view::Receipt;
use serde::{Deserialize, Serialize};

/// A command on its way to the disk.
#[derive(Clone, Debug)]
pub struct Job {
    pub command: Execute<Sealed>,
    /// Of the body as it arrived, before its texts were sealed under new names.
    pub body_digest: String,
    pub actor: Actor,
    /// The wall clock; what is recorded is never earlier than what was recorded before.
    pub at: At,
    /// Of a desk that was alone: judged as of then.
    pub told: Option<Told>,
    /// The texts that the command names; they are kept if it is accepted and they are in what happened.
    pub texts: Vec<SealedText>,
    /// Of a handover: what is wrong with the room, as the room itself knows it.
    pub faults: Vec<RoomFault>,
}

/// What a desk alone has already told of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Told {
    /// When it occurred; never later than now.
    pub at: At,
    /// The number that its ticket was given; the room takes it as told, or not at all.
    pub number: Option<TicketNumber>,
}

/// Personal text, to be kept outside the journal.
#[derive(Clone, Debug)]
pub struct SealedText {
    pub id: SealedId,
    pub kind: TextKind,
    /// Hex; see [`crate::digest`].
    pub salt: String,
    pub text: String,
    /// Numbers only: the room's HMAC of the digits.
    pub tag: Option<String>,
    pub ticket: Option<TicketId>,
}

/// What became of a command; stored, and the same for ever.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    Receipt(Receipt),
    Refused(Refusal),
}
