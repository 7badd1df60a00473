//! How the room is, for whoever looks.

use super::Room;
use crate::core::Core;
use crate::session::Seat;
use kentongan_rules::actor::Role;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Span;
use kentongan_rules::view::speaker::Speaker;
use kentongan_rules::view::{ClockTrust, Health, Notifier};
use std::sync::atomic::Ordering;
use uuid::Uuid;

impl Room {
    /// A supervisor has looked at the wall clock and says that it is right: the room takes its time, and whatever that
    /// makes due fires at once.
    ///
    /// # Errors
    /// `NotAllowed` to anybody else, `SignedOut` where nobody is signed in; the disk refused.
    pub async fn confirm_clock(&self, seat: &Seat) -> Result<(), Problem> {
        let (actor, core) = self.at(seat)?;
        match actor.role {
            Role::Supervisor => {}
            Role::Desk => return Err(Problem::SignedOut),
            _ => return Err(Problem::NotAllowed),
        }
        let ahead = match core.time.trust() {
            ClockTrust::Sure => return Ok(()),
            ClockTrust::Ahead { by, .. } => by,
            ClockTrust::Behind { by, .. } => Span(-by.0),
        };
        let command = Command::ConfirmClock { ahead };
        core.execute(&actor, Execute { id: CommandId(Uuid::now_v7()), command }).await?;
        core.time.confirm();
        // The room was ahead: what it raised meanwhile, it raised too early.
        if ahead < Span(0) { core.withdraw_suspect().await } else { Ok(()) }
    }

    pub(super) async fn health(&self, core: &Core) -> Result<Health, Problem> {
        let head = core.read(kentongan_store::Reader::head).await?;
        Ok(Health {
            now: core.time.now(),
            pulse: core.pulse(),
            head: head.seq,
            notifier: self.0.notifier.lock().map_or(Notifier::None, |n| n.clone()),
            speaker: self.0.speaker.lock().map_or(Speaker::None, |s| s.clone()),
            last_backup: core.setup().last_backup.clone(),
            backups: self.backup_health(),
            disk_refused: core.watched.disk_refused.load(Ordering::Relaxed),
            free_bytes: free_bytes(&core.folder),
        })
    }
}

/// Bytes left on the folder's disk, as a number of the page's.
#[allow(clippy::cast_precision_loss)] // shown rounded
fn free_bytes(folder: &std::path::Path) -> Option<f64> {
    fs4::available_space(folder).ok().map(|bytes| bytes as f64)
}
