//! What a room does for itself, looked at every minute: personal text goes in the night, backups are made, the paper kit
//! is put where it is wanted.

use crate::core::blocking;
use crate::room::Room;
use crate::upgrade;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::last_at;
use kentongan_rules::view::ClockTrust;
use std::time::Duration;

const EVERY: Duration = Duration::from_secs(60);
/// Minute of the local day at which personal text is erased: few call, and no shift changes.
const NIGHT: [u16; 1] = [3 * 60];

impl Room {
    pub(crate) fn tend_always(&self) {
        let room = self.clone();
        let mut stopping = self.core().stopping.subscribe();
        tokio::spawn(async move {
            loop {
                tokio::select! {
                    () = tokio::time::sleep(EVERY) => {}
                    () = room.asked_to_back_up() => {}
                    _ = stopping.wait_for(|stop| *stop) => return,
                }
                if let Err(problem) = room.tend().await {
                    tracing::error!(?problem, "tending failed; tried again in a minute");
                }
            }
        });
    }

    /// Does what is due now.
    ///
    /// # Errors
    /// The disk failed; the other things were tried as well.
    pub async fn tend(&self) -> Result<(), Problem> {
        let erased = self.erase_due().await;
        let let_go = self.let_photos_go().await;
        let emptied = self.core().empty_log().await;
        let backed_up = self.back_up_due().await;
        let on_paper = self.put_paper_due().await;
        let aged = self.let_copies_go().await;
        erased.and(let_go).and(aged).and(emptied.map(|_| ())).and(backed_up).and(on_paper)
    }

    /// Photos that were given and never shown.
    async fn let_photos_go(&self) -> Result<(), Problem> {
        let core = self.core();
        if core.time.trust() == ClockTrust::Sure {
            core.let_photos_go().await?;
        }
        Ok(())
    }

    /// What was copied before the schema was brought up to date; not by a clock that may be a year ahead.
    async fn let_copies_go(&self) -> Result<(), Problem> {
        let time = &self.core().time;
        if time.trust() != ClockTrust::Sure {
            return Ok(());
        }
        let (data, now) = (self.data().to_owned(), time.now());
        blocking("upgrade", move || upgrade::let_go(&data, now)).await?
    }

    /// Once a night, from the night after it was switched on or given another rule. Never while the machine's clock is
    /// not believed: a wrong year would take everything.
    async fn erase_due(&self) -> Result<(), Problem> {
        let (setup, core) = (self.setup(), self.core());
        let Some(rule) = setup.settings.erasing.clone().filter(|_| core.time.trust() == ClockTrust::Sure)
        else {
            return Ok(());
        };
        let due = last_at(core.time.now(), &NIGHT, setup.region.utc_offset_minutes);
        let since = setup.erasures.last().map(|run| run.at).max(setup.erasing_since);
        if since.is_some_and(|since| since >= due) {
            return Ok(());
        }
        if core.erase(rule).await?.is_some() {
            self.list_erased().await?;
        }
        Ok(())
    }
}
