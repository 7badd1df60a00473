//! Tickets of before filters are filed while the room is open, a few at a time: nobody waits for it, a start least.

use super::Core;
use std::sync::Arc;
use std::time::Duration;

/// In one commit; the commands that come meanwhile wait for it.
const TOGETHER: u32 = 200;
/// Between two, for whoever has something to say.
const PAUSE: Duration = Duration::from_millis(20);

impl Core {
    pub fn file_older(self: &Arc<Self>) {
        let core = self.clone();
        let mut stopping = self.stopping.subscribe();
        tokio::spawn(async move {
            loop {
                match core.writer.ask(|store| store.file_older(TOGETHER)).await {
                    Ok(true) => {}
                    Ok(false) => return,
                    Err(problem) => {
                        // The next start goes on from there; until then filters say how far they reach.
                        return tracing::warn!(?problem, "older tickets were not filed");
                    }
                }
                tokio::select! {
                    () = tokio::time::sleep(PAUSE) => {}
                    _ = stopping.wait_for(|stop| *stop) => return,
                }
            }
        });
    }
}
