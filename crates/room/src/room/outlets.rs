//! The ways out of a room beside its screens. They are a desktop's: without one nobody waits for them.

use super::Room;
use crate::core::Core;
use kentongan_rules::clock::{DeliveryState, Outlet};
use kentongan_rules::view::speaker::Speaker;
use kentongan_rules::view::{AlarmPage, Notifier};
use std::sync::Arc;

impl Room {
    /// A page of alarms without deliveries that nobody owes: a room that no desktop opened, and one for practice, show no
    /// notification and play no sound, and neither does a desktop where they are switched off. What was tried stays.
    pub(super) fn owed(&self, core: &Arc<Core>, mut page: AlarmPage) -> AlarmPage {
        let settings = &core.setup().settings;
        let real = Arc::ptr_eq(core, &self.0.core);
        let shown = self.0.notifier.lock().is_ok_and(|notifier| *notifier != Notifier::None);
        let heard = self.0.speaker.lock().is_ok_and(|speaker| *speaker != Speaker::None);
        let is_owed = |outlet| match outlet {
            Outlet::Notification => real && shown && settings.notifications,
            Outlet::Sound => real && heard && settings.sound,
            Outlet::Task => true,
        };
        for row in &mut page.alarms {
            row.firing.deliveries.retain(|one| one.state != DeliveryState::Due || is_owed(one.outlet));
        }
        page
    }
}
