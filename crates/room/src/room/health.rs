//! How the room is, for whoever looks.

use super::Room;
use crate::core::Core;
use kentongan_rules::problem::Problem;
use kentongan_rules::view::speaker::Speaker;
use kentongan_rules::view::{Health, Notifier};
use std::sync::atomic::Ordering;

impl Room {
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
