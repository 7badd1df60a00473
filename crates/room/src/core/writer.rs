mod queue;

use super::Flag;
use crate::broken;
use kentongan_rules::problem::Problem;
use kentongan_rules::setup::Setup;
use kentongan_rules::time::Seq;
use kentongan_store::{Broken, Job, Sqlite, Store, Verdict};
use queue::{Group, Queue};
use std::sync::atomic::Ordering;
use std::sync::mpsc::{Sender, channel};
use std::sync::{Arc, Mutex, RwLock};
use std::thread::JoinHandle;
use tokio::sync::{oneshot, watch};

type Reply = oneshot::Sender<Result<Verdict, Problem>>;

enum Ask {
    Act(Box<Job>, Reply),
    Other(Box<dyn FnOnce(&mut Sqlite) + Send>),
    Stop,
}

/// The one thread that writes: it commits whatever waits as one group, and speaks only after the commit.
pub struct Writer {
    asks: Sender<Ask>,
    thread: Mutex<Option<JoinHandle<()>>>,
}

impl Writer {
    pub fn start(
        store: Sqlite,
        head: watch::Sender<Seq>,
        setup: Arc<RwLock<Arc<Setup>>>,
        disk_refused: Flag,
    ) -> Result<Writer, Problem> {
        let (asks, waiting) = channel();
        let thread = std::thread::Builder::new()
            .name("writer".to_owned())
            .spawn(move || write(store, Queue::of(waiting), &head, &setup, &disk_refused))
            .map_err(|e| broken::io("writer", &e))?;
        Ok(Writer { asks, thread: Mutex::new(Some(thread)) })
    }

    pub async fn act(&self, job: Job) -> Result<Verdict, Problem> {
        let (reply, answer) = oneshot::channel();
        self.asks.send(Ask::Act(Box::new(job), reply)).map_err(|_| Problem::Unreachable)?;
        answer.await.map_err(|_| Problem::Unreachable)?
    }

    pub async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Sqlite) -> Result<T, Broken> + Send + 'static,
    ) -> Result<T, Problem> {
        let (reply, answer) = oneshot::channel();
        let ask = move |store: &mut Sqlite| {
            // Nobody waits any more: nothing to tell.
            let _ = reply.send(ask(store));
        };
        self.asks.send(Ask::Other(Box::new(ask))).map_err(|_| Problem::Unreachable)?;
        answer.await.map_err(|_| Problem::Unreachable)?.map_err(|b| broken::store(&b))
    }

    /// The same, in its turn; nobody waits for it, and what goes wrong is logged.
    pub fn post(&self, ask: impl FnOnce(&mut Sqlite) -> Result<(), Broken> + Send + 'static) {
        let ask = move |store: &mut Sqlite| {
            if let Err(why) = ask(store) {
                broken::store(&why);
            }
        };
        // A writer that has ended writes nothing more.
        let _ = self.asks.send(Ask::Other(Box::new(ask)));
    }

    /// Lets what is queued become durable, then ends the thread.
    pub fn stop(&self) {
        let _ = self.asks.send(Ask::Stop);
        if let Ok(mut thread) = self.thread.lock()
            && let Some(thread) = thread.take()
        {
            let _ = thread.join();
        }
    }
}

fn write(
    mut store: Sqlite,
    mut queue: Queue,
    head: &watch::Sender<Seq>,
    setup: &RwLock<Arc<Setup>>,
    disk_refused: &Flag,
) {
    while let Some(group) = queue.next() {
        match group {
            Group::Act { jobs, replies, budget } => {
                let done = store.act_within(&jobs, budget);
                let taken = done.as_ref().map_or(jobs.len(), Vec::len);
                let replies = queue.put_back(jobs, replies, taken);
                tell(done, replies, &mut store, head, setup, disk_refused);
            }
            Group::Other(ask) => ask(&mut store),
        }
    }
}

/// Says what became of a group, after it is durable.
fn tell(
    done: Result<Vec<Verdict>, Broken>,
    replies: Vec<Reply>,
    store: &mut Sqlite,
    head: &watch::Sender<Seq>,
    setup: &RwLock<Arc<Setup>>,
    disk_refused: &Flag,
) {
    match done {
        Ok(verdicts) => {
            disk_refused.store(false, Ordering::Relaxed);
            renew(store, setup);
            let newest = verdicts.iter().filter_map(|v| match v {
                Verdict::Receipt(receipt) => Some(receipt.seq),
                Verdict::Refused(_) => None,
            });
            if let Some(newest) = newest.max() {
                head.send_if_modified(|seq| {
                    let newer = newest > *seq;
                    *seq = newest.max(*seq);
                    newer
                });
            }
            for (reply, verdict) in replies.into_iter().zip(verdicts) {
                let _ = reply.send(Ok(verdict));
            }
        }
        Err(why) => {
            disk_refused.store(true, Ordering::Relaxed);
            let problem = broken::store(&why);
            for reply in replies {
                let _ = reply.send(Err(problem.clone()));
            }
        }
    }
}

/// The setup as of this commit, for everybody, if this commit changed it.
fn renew(store: &mut Sqlite, setup: &RwLock<Arc<Setup>>) {
    let known = setup.read().map_or(0, |s| s.version);
    match store.setup() {
        Ok(current) if current.version != known => {
            let current = Arc::new(current.clone());
            if let Ok(mut setup) = setup.write() {
                *setup = current;
            }
        }
        Ok(_) => {}
        Err(why) => {
            broken::store(&why);
        }
    }
}
