//! State from events: the same rows, whoever folds and whenever. No policy is read here; events carry what they mean.

mod handover;
mod setup;
mod ticket;

pub use handover::handover;
pub use setup::setup;
pub use ticket::ticket;

use crate::call::{Call, CalledBack};
use crate::event::{Event, Meta};

/// Folds one event of a call's stream.
pub fn call(call: &mut Option<Call>, event: &Event, meta: &Meta) {
    match event {
        Event::Called { call: id, called_at, outcome, ticket, number, name, note, call_back } => {
            *call = Some(Call {
                id: *id,
                version: call.as_ref().map_or(0, |c| c.version) + 1,
                called_at: *called_at,
                ended_at: meta.at,
                by: meta.actor.clone(),
                outcome: *outcome,
                undone: false,
                ticket: *ticket,
                number: number.clone(),
                name: name.clone(),
                note: note.clone(),
                call_back: *call_back,
                called_back: None,
                erased_at: None,
            });
        }
        Event::CallUndone => {
            if let Some(call) = call {
                call.version += 1;
                call.undone = true;
            }
        }
        Event::Erased { .. } => {
            if let Some(call) = call {
                call.version += 1;
                (call.number, call.name, call.note) = (None, None, None);
                call.erased_at = Some(meta.at);
            }
        }
        Event::CalledBack { reached } => {
            if let Some(call) = call {
                call.version += 1;
                call.called_back =
                    Some(CalledBack { at: meta.at, by: meta.actor.name.clone(), reached: *reached });
            }
        }
        _ => {}
    }
}
