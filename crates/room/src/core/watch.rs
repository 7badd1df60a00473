use super::{Core, Flag, Instant};
use crate::time::StepWatch;
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::{At, Span};
use kentongan_store::Store;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use uuid::Uuid;

/// Tickets swept before people's commands get the next turn.
const BATCH: u32 = 64;
const LONGEST_SLEEP: Duration = Duration::from_secs(1);

/// What the clock task leaves behind for those who look at its health.
#[derive(Debug, Default)]
pub struct Watched {
    turned_at: Instant,
    pub disk_refused: Flag,
    pub clock_suspect: Flag,
}

impl Watched {
    pub fn age(&self, now: At) -> Span {
        Span((now - self.turned_at.get()).0.max(0))
    }
}

impl Core {
    /// The one task that watches the clocks: sleeps until the next level is due, one second at most, and sweeps.
    pub fn watch_clocks(self: &Arc<Core>) {
        let core = self.clone();
        let mut stopping = self.stopping.subscribe();
        let mut head = self.head.clone();
        core.watched.turned_at.set(core.time.now());
        tokio::spawn(async move {
            let mut steps = StepWatch::start(core.time.now());
            loop {
                let now = core.time.now();
                if core.time.is_wall()
                    && let Some(apart) = steps.jump(now)
                {
                    tracing::warn!(apart_ms = apart.0, "the wall clock was set, or this machine slept");
                    core.watched.clock_suspect.store(apart.0 < 0, Ordering::Relaxed);
                }
                if let Err(problem) = core.sweep().await {
                    tracing::error!(?problem, "sweeping failed; tried again in a moment");
                }
                core.watched.turned_at.set(core.time.now());
                tokio::select! {
                    () = tokio::time::sleep(core.until_due().await) => {}
                    // Whatever was just committed may be due sooner.
                    changed = head.changed() => if changed.is_err() { return },
                    _ = stopping.wait_for(|stop| *stop) => return,
                }
            }
        });
    }

    async fn until_due(&self) -> Duration {
        let next = self.writer.ask(Store::next_due).await.ok().flatten();
        let left = next.map_or(i64::MAX, |at| (at - self.time.now()).0).max(0);
        Duration::from_millis(left.unsigned_abs()).min(LONGEST_SLEEP).max(Duration::from_millis(5))
    }

    /// Fires what is due, in due order, until nothing is.
    pub async fn sweep(&self) -> Result<u32, Problem> {
        let mut swept = 0;
        loop {
            let now = self.time.now();
            let due = self.writer.ask(move |store| store.due(now, BATCH)).await?;
            if due.is_empty() {
                return Ok(swept);
            }
            let sweeps = due.into_iter().map(|ticket| {
                let execute = Execute {
                    id: CommandId(Uuid::now_v7()),
                    command: Command::Sweep { ticket, suspect: false },
                };
                async move { self.execute(&Actor::clock(), execute).await }
            });
            let mut fired = 0;
            for done in join(sweeps).await {
                match done {
                    Ok(_) => fired += 1,
                    // A person's command came first; nothing is due on that ticket any more.
                    Err(Problem::Refused { refusal: Refusal::NothingChanged }) => {}
                    Err(problem) => return Err(problem),
                }
            }
            swept += fired;
            if fired == 0 {
                return Ok(swept);
            }
        }
    }
}

/// All of a batch at once, so that one commit takes them along.
async fn join<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
    let mut pending: Vec<_> = futures.map(|f| (Box::pin(f), None)).collect();
    std::future::poll_fn(|context| {
        let mut waiting = false;
        for (future, done) in &mut pending {
            if done.is_none() {
                match future.as_mut().poll(context) {
                    std::task::Poll::Ready(value) => *done = Some(value),
                    std::task::Poll::Pending => waiting = true,
                }
            }
        }
        if waiting { std::task::Poll::Pending } else { std::task::Poll::Ready(()) }
    })
    .await;
    pending.into_iter().filter_map(|(_, done)| done).collect()
}
