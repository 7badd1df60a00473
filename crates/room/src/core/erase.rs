//! Personal text whose time is up, page by page through the same `execute` as everything that happens.

use super::watch::together;
use super::{Core, broken};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::erasure::{Erasing, ErasureCount, ErasureRun, months_before};
use kentongan_rules::id::CommandId;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Seq;
use kentongan_store::{Listed, Stage};
use uuid::Uuid;

/// Erased at once: alarms stand in the same queue and wait for no more than these.
const AT_ONCE: usize = 16;
/// Says that the write-ahead log may still hold what was erased.
pub(super) const IN_LOG: &str = "erased_in_log";
/// Up to where what was erased stands in the list beside the backups.
const LISTED: &str = "erased_listed";

impl Core {
    /// Erases what is overdue and records the run; `None` where the room was stopped before the end. A run that was cut
    /// off is simply run again: what is gone is not found twice.
    pub async fn erase(&self, rule: Erasing) -> Result<Option<ErasureCount>, Problem> {
        let now = self.time.now();
        self.keep(IN_LOG, Some("1".to_owned())).await?;
        let mut count = ErasureCount::default();
        let mut stage = Some(Stage::Tickets { after: Seq(0) });
        while let Some(from) = stage {
            let asked = rule.clone();
            let page = self.read(move |reader| reader.overdue(&asked, now, from)).await?;
            for some in page.found.chunks(AT_ONCE) {
                if *self.stopping.borrow() {
                    return Ok(None);
                }
                let erasing = some.iter().map(|(what, texts)| {
                    self.say(Command::Erase { what: *what, texts: texts.clone(), again: false })
                });
                for ((what, texts), done) in some.iter().zip(together(erasing).await) {
                    match done {
                        Ok(()) => count.add(*what, texts.len()),
                        // Reopened or marked a moment ago: it stays.
                        Err(Problem::Refused { refusal: Refusal::NothingChanged }) => {}
                        Err(problem) => return Err(problem),
                    }
                }
            }
            stage = page.next;
        }
        let shortest = rule.soonest().min(rule.calls).min(rule.access);
        let (drafts, bodies) = (months_before(now, rule.calls), months_before(now, shortest));
        self.writer.ask(move |store| store.forget_drafts(drafts)).await?;
        let mut after = None;
        loop {
            let old = self.read(move |reader| reader.old_bodies(bodies, after)).await?;
            let Some(last) = old.last() else { break };
            after = Some(*last);
            self.writer.ask(move |store| store.forget_bodies(&old)).await?;
        }
        self.say(Command::RecordErasure { run: ErasureRun { at: now, rule, count } }).await?;
        Ok(Some(count))
    }

    async fn say(&self, command: Command<String>) -> Result<(), Problem> {
        let execute = Execute { id: CommandId(Uuid::now_v7()), command };
        self.execute(&Actor::clock(), execute).await.map(|_| ())
    }

    /// Empties the write-ahead log if it may hold what was erased; false where a reader still needs it.
    pub async fn empty_log(&self) -> Result<bool, Problem> {
        if self.kept(IN_LOG).await?.is_none() {
            return Ok(true);
        }
        let emptied = self.writer.ask(kentongan_store::Sqlite::empty_log).await?;
        if emptied {
            self.keep(IN_LOG, None).await?;
        }
        Ok(emptied)
    }

    /// What was erased and does not stand in the list yet; all of it if there is no list.
    pub async fn unlisted(&self, is_there: bool) -> Result<Listed, Problem> {
        let from = self.kept(LISTED).await?.filter(|_| is_there);
        let from = Seq(from.and_then(|seq| seq.parse().ok()).unwrap_or(0));
        self.read(move |reader| reader.erased_since(from)).await
    }

    pub async fn listed(&self, upto: Seq) -> Result<(), Problem> {
        self.keep(LISTED, Some(upto.0.to_string())).await
    }
}

/// Off the async threads.
pub async fn blocking<T: Send + 'static>(
    what: &'static str,
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<T, Problem> {
    tokio::task::spawn_blocking(work).await.map_err(|e| broken::other(what, &e))
}
