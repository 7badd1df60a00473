use super::{Core, Flag, Moment};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Span;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Duration;
use uuid::Uuid;

/// Tickets asked for and handed to the writer at once; it takes of them what fits beside people's commands.
const BATCH: u32 = 64;
const LONGEST_SLEEP: Duration = Duration::from_secs(1);

/// What the clock task leaves behind for those who look at its health.
#[derive(Debug)]
pub struct Watched {
    /// The clock task's last turn; one that could not write down what was due is none.
    pub turned: Moment,
    /// When a canary last came through.
    pub sang: Moment,
    /// When the last canary ended, however it did; none has before the first was sent.
    pub rested: Moment,
    pub sent: AtomicBool,
    pub flying: AtomicBool,
    /// The last canary did not come through.
    pub silent: AtomicBool,
    pub disk_refused: Flag,
}

impl Watched {
    pub fn start(steady: Span) -> Watched {
        Watched {
            turned: Moment::at(steady),
            sang: Moment::at(steady),
            rested: Moment::at(steady),
            sent: AtomicBool::new(false),
            flying: AtomicBool::new(false),
            silent: AtomicBool::new(false),
            disk_refused: Flag::default(),
        }
    }
}

impl Core {
    /// The one task that watches the clocks: sleeps until the next level is due, one second at most, and sweeps.
    pub fn watch_clocks(self: &Arc<Core>) {
        let core = self.clone();
        let mut stopping = self.stopping.subscribe();
        let mut head = self.head.clone();
        let mut trust = self.time.trust_changes();
        tokio::spawn(async move {
            loop {
                core.send_canary();
                let pause = match core.sweep().await {
                    Ok(_) => {
                        core.watched.turned.set(core.time.steady());
                        core.until_due().await
                    }
                    // What is due and cannot be written down is no turn: the heartbeat's age says so.
                    Err(problem) => {
                        tracing::error!(?problem, "sweeping failed; tried again in a moment");
                        LONGEST_SLEEP
                    }
                };
                tokio::select! {
                    () = tokio::time::sleep(pause) => {}
                    // Whatever was just committed may be due sooner.
                    changed = head.changed() => if changed.is_err() { return },
                    // A confirmed clock may have jumped over what is due.
                    _ = trust.changed() => {}
                    _ = stopping.wait_for(|stop| *stop) => return,
                }
            }
        });
    }

    /// The wall clock was right and the room ahead of it: what fired meanwhile is taken back, with a row for each, and
    /// fires once more when it is due by the time that now holds.
    pub async fn withdraw_suspect(self: &Arc<Core>) -> Result<(), Problem> {
        loop {
            let tickets = self.read(|reader| reader.suspect(BATCH)).await?;
            if tickets.is_empty() {
                return Ok(());
            }
            let withdrawals = tickets.into_iter().map(|ticket| {
                let command = Command::WithdrawAlarms { ticket };
                let execute = Execute { id: CommandId(Uuid::now_v7()), command };
                async move { self.execute(&Actor::clock(), execute).await }
            });
            for done in join(withdrawals).await {
                done?;
            }
        }
    }

    async fn until_due(&self) -> Duration {
        let next = self.read(kentongan_store::Reader::next_due).await.ok().flatten();
        let left = next.map_or(i64::MAX, |at| (at - self.time.now()).0).max(0);
        Duration::from_millis(left.unsigned_abs()).min(LONGEST_SLEEP).max(Duration::from_millis(5))
    }

    /// Fires what is due, in due order, until nothing is.
    pub async fn sweep(self: &Arc<Core>) -> Result<u32, Problem> {
        let mut swept = 0;
        loop {
            let reading = self.time.read();
            let now = reading.at;
            // Asked of a reader: while thousands are overdue the writer has better things to do.
            let due = self.read(move |reader| reader.due(now, BATCH)).await?;
            if due.is_empty() {
                return Ok(swept);
            }
            let sweeps = due.into_iter().map(|ticket| {
                let execute = Execute {
                    id: CommandId(Uuid::now_v7()),
                    command: Command::Sweep { ticket, suspect: reading.suspect() },
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
            if fired > 0 && reading.suspect() {
                tracing::warn!(fired, "fired while the wall clock is not believed");
            }
            swept += fired;
            if fired == 0 {
                return Ok(swept);
            }
            // Thousands may be overdue: the task turns with every batch of them.
            self.watched.turned.set(self.time.steady());
            self.send_canary();
        }
    }
}

/// All of a batch at once, so that one commit takes them along.
pub(super) async fn join<T>(futures: impl Iterator<Item = impl Future<Output = T>>) -> Vec<T> {
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
