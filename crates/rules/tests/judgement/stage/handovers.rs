//! Commands of a handover in their usual shape.

use super::commands::text;
use kentongan_rules::command::Command;
use kentongan_rules::handover::{HandoverNote, ItemKey, SignHandover};
use kentongan_rules::id::HandoverId;
use kentongan_rules::text::Sealed;
use uuid::Uuid;

pub const HANDOVER: HandoverId = HandoverId(Uuid::from_u128(0x5E12));
pub const NEXT: HandoverId = HandoverId(Uuid::from_u128(0x5E13));

pub fn key(key: &str) -> ItemKey {
    ItemKey(key.to_owned())
}
pub fn signing() -> SignHandover<Sealed> {
    SignHandover { handover: HANDOVER, notes: Vec::new(), note: None, over: None }
}
pub fn sign() -> Command<Sealed> {
    Command::SignHandover(signing())
}
pub fn note_on(item: &str, words: &str) -> HandoverNote<Sealed> {
    HandoverNote { item: key(item), text: text(words) }
}
pub fn read(item: &str) -> Command<Sealed> {
    Command::ReadHandover { handover: HANDOVER, item: key(item), remark: None }
}
pub fn ask(item: &str, words: &str) -> Command<Sealed> {
    Command::ReadHandover { handover: HANDOVER, item: key(item), remark: Some(text(words)) }
}
pub fn unread(item: &str) -> Command<Sealed> {
    Command::UnreadHandover { handover: HANDOVER, item: key(item) }
}
pub fn take_shift(alone: bool) -> Command<Sealed> {
    Command::AcceptHandover { handover: HANDOVER, alone }
}
