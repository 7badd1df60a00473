//! What the shift hands over, with what is wrong with the room itself.

use super::Room;
use crate::core::Core;
use kentongan_rules::actor::Actor;
use kentongan_rules::handover::RoomFault;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::report::{Day, day_of};
use kentongan_rules::roster::week;
use kentongan_rules::view::{ClockTrust, Notifier, Reply};
use std::sync::Arc;
use std::sync::atomic::Ordering;

impl Room {
    /// What the page of the room's health shows as wrong; where somebody practises nothing is.
    pub(super) fn faults(&self, core: &Arc<Core>) -> Vec<RoomFault> {
        if !self.is_real(core) {
            return Vec::new();
        }
        let mut faults = Vec::new();
        if core.watched.disk_refused.load(Ordering::Relaxed) {
            faults.push(RoomFault::Disk);
        }
        if core.time.trust() != ClockTrust::Sure {
            faults.push(RoomFault::Clock);
        }
        if self.0.notifier.lock().is_ok_and(|notifier| *notifier == Notifier::Missing) {
            faults.push(RoomFault::Notifier);
        }
        let stale = self.backup_health().into_iter().filter(|place| place.is_stale || !place.is_there);
        faults.extend(stale.map(|place| RoomFault::Backup {
            folder: if place.is_first { String::new() } else { place.folder },
            good_at: place.good.map(|good| good.at),
        }));
        faults
    }

    pub(super) async fn handover(&self, core: &Arc<Core>, by: Actor) -> Result<Reply, Problem> {
        let (faults, now) = (self.faults(core), core.time.now());
        let page = core.read(move |reader| reader.handover(&faults, &by, now)).await?;
        Ok(Reply::Handover(Box::new(page)))
    }
}

pub(super) async fn past(core: &Core, before: Option<u32>, by: Actor) -> Result<Reply, Problem> {
    let now = core.time.now();
    let (rows, more) = core.read(move |reader| reader.handovers(before, &by, now)).await?;
    Ok(Reply::Handovers { rows, more })
}

pub(super) fn roster(core: &Core, day: Option<Day>) -> Result<Reply, Problem> {
    let (setup, now) = (core.setup(), core.time.now());
    let day = day.unwrap_or_else(|| day_of(now, setup.region.utc_offset_minutes));
    let malformed = Refusal::Malformed { what: "day".to_owned() };
    week(&setup, day, now).map(Reply::Roster).ok_or(Problem::Refused { refusal: malformed })
}
