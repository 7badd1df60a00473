//! A room without its people: one writer, some readers, the setup as it stands, and the head everybody waits for.

mod canary;
mod erase;
mod exports;
mod filing;
mod news;
mod photos;
mod places;
mod readers;
mod sessions;
mod watch;
mod writer;

pub use erase::blocking;
pub use news::News;
pub use places::Wanted;
pub use watch::{Watched, together};

use crate::time::MarkedTime;
use crate::{broken, sealing, secret};
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::Execute;
use kentongan_rules::handover::RoomFault;
use kentongan_rules::id::SealedId;
use kentongan_rules::problem::Problem;
use kentongan_rules::reading::{Reader as Narratives, Reading};
use kentongan_rules::setup::Setup;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{Draft, Pulse, Receipt, WaitingForm};
use kentongan_store::{Job, OpenOptions, Reader, Sqlite, Store, Told, Verdict};
use readers::Readers;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Arc, Mutex, PoisonError, RwLock};
use std::time::Duration;
use tokio::sync::watch as channel;
use writer::Writer;

/// How long `changes` waits for something to happen.
const LONGEST_POLL: Duration = Duration::from_secs(20);

/// Reads narratives by the words of the setup it was made for.
type MadeNarratives = Mutex<Option<(Arc<Setup>, Arc<Narratives>)>>;

pub struct Core {
    pub folder: PathBuf,
    pub time: Arc<MarkedTime>,
    writer: Writer,
    readers: Readers,
    /// The journal's head: a number, only upward, no payload.
    pub head: channel::Receiver<Seq>,
    pub stopping: channel::Sender<bool>,
    setup: Arc<RwLock<Arc<Setup>>>,
    narratives: Arc<MadeNarratives>,
    fresh: news::Fresh,
    places: Arc<places::Learnt>,
    /// HMAC key of telephone numbers.
    key: Vec<u8>,
    pub watched: Watched,
}

/// The database file of a data folder.
pub fn database(folder: &Path) -> PathBuf {
    folder.join("room.db")
}

/// The reader of narratives for this setup: made once, and again when the setup has changed.
fn narratives(setup: &Arc<Setup>, made: &MadeNarratives) -> Arc<Narratives> {
    let mut made = made.lock().unwrap_or_else(PoisonError::into_inner);
    match &*made {
        Some((of, reader)) if Arc::ptr_eq(of, setup) => reader.clone(),
        _ => {
            let reader = Arc::new(Narratives::new(&setup.region));
            *made = Some((setup.clone(), reader.clone()));
            reader
        }
    }
}

impl Core {
    /// Opens the room of `folder`. The folder must exist, and the caller must hold its lock. `time` is told when the
    /// newest event was recorded.
    pub fn open(
        folder: &Path,
        time: impl FnOnce(Option<At>) -> Arc<MarkedTime>,
    ) -> Result<Arc<Core>, Problem> {
        let path = database(folder);
        let options = OpenOptions::default();
        let mut store = Sqlite::open(&path, &options).map_err(|b| broken::store(&b))?;
        let key = match store.kept("number_key").map_err(|b| broken::store(&b))? {
            Some(key) => key,
            None => {
                let key = secret::random(32)?;
                store.keep("number_key", Some(&key)).map_err(|b| broken::store(&b))?;
                key
            }
        };
        let setup = Arc::new(store.setup().map_err(|b| broken::store(&b))?.clone());
        let setup = Arc::new(RwLock::new(setup));
        let readers = Readers::new(path, options);
        let (at, last) = readers.now(|reader| Ok((reader.head()?.seq, reader.recorded_until()?)))?;
        let (raise, head) = channel::channel(at);
        let time = time(last);
        let watched = Watched::start(time.steady());
        let writer = Writer::start(store, raise, setup.clone(), watched.disk_refused.clone())?;
        let (stopping, _) = channel::channel(false);
        Ok(Arc::new(Core {
            folder: folder.to_owned(),
            time,
            writer,
            readers,
            head,
            stopping,
            setup,
            narratives: Arc::default(),
            fresh: news::Fresh::default(),
            places: Arc::default(),
            key: key.into_bytes(),
            watched,
        }))
    }

    /// What the room knows before any call, as of the last commit.
    pub fn setup(&self) -> Arc<Setup> {
        self.setup.read().map_or_else(|poisoned| poisoned.into_inner().clone(), |setup| setup.clone())
    }

    /// Makes the reader of narratives for a setup, on whatever thread it is called.
    pub fn narratives(&self, setup: &Arc<Setup>) -> impl FnOnce() -> Arc<Narratives> + Send + use<> {
        let (setup, made) = (setup.clone(), self.narratives.clone());
        move || narratives(&setup, &made)
    }

    /// What a narrative says, off the async threads.
    pub async fn read_narrative(&self, text: String) -> Result<Reading, Problem> {
        let reader = self.narratives(&self.setup());
        let read = move || reader().read(&text);
        tokio::task::spawn_blocking(read).await.map_err(|e| broken::other("reading", &e))
    }

    /// Seals, judges, commits; answers when it is durable.
    pub async fn execute(&self, actor: &Actor, execute: Execute<String>) -> Result<Receipt, Problem> {
        self.spoken(actor, execute, None, Vec::new()).await
    }

    /// The same beside what is wrong with the room, which a handover tells.
    pub async fn execute_beside(
        &self,
        actor: &Actor,
        execute: Execute<String>,
        faults: Vec<RoomFault>,
    ) -> Result<Receipt, Problem> {
        self.spoken(actor, execute, None, faults).await
    }

    /// The same of a desk that was alone, as it told it.
    pub async fn execute_told(
        &self,
        actor: &Actor,
        execute: Execute<String>,
        told: Option<Told>,
    ) -> Result<Receipt, Problem> {
        self.spoken(actor, execute, told, Vec::new()).await
    }

    async fn spoken(
        &self,
        actor: &Actor,
        execute: Execute<String>,
        told: Option<Told>,
        faults: Vec<RoomFault>,
    ) -> Result<Receipt, Problem> {
        let sealed = sealing::seal(execute, &self.key).await?;
        let job = Job {
            command: sealed.command,
            body_digest: sealed.body_digest,
            actor: actor.clone(),
            at: self.time.now(),
            told,
            texts: sealed.texts,
            faults,
        };
        match self.writer.act(job).await? {
            Verdict::Receipt(receipt) => Ok(receipt),
            Verdict::Refused(refusal) => Err(refusal.into()),
        }
    }

    /// Goes on with what another room knows, and the hashes that its people are known by.
    pub async fn take_setup(&self, setup: &Setup, secrets: &[(SealedId, String)]) -> Result<(), Problem> {
        let (taken, hashes) = (setup.clone(), secrets.to_vec());
        self.writer.ask(move |store| store.take_setup(&taken, &hashes)).await?;
        if let Ok(mut current) = self.setup.write() {
            *current = Arc::new(setup.clone());
        }
        // No event tells of it.
        self.fresh.forget();
        Ok(())
    }

    /// Asks one of the readers, off the async threads.
    pub async fn read<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut Reader) -> Result<T, kentongan_store::Broken> + Send + 'static,
    ) -> Result<T, Problem> {
        self.readers.ask(ask).await
    }

    /// Waits until something happened after `after`, or as long as a poll may.
    pub async fn something_after(&self, after: Seq) {
        let mut head = self.head.clone();
        let mut stopping = self.stopping.subscribe();
        let mut trust = self.time.trust_changes();
        if *head.borrow_and_update() <= after {
            tokio::select! {
                _ = tokio::time::timeout(LONGEST_POLL, head.wait_for(|seq| *seq > after)) => {}
                _ = stopping.wait_for(|stop| *stop) => {}
                // A wall clock that is not believed is shown at once.
                _ = trust.changed() => {}
            }
        }
    }

    /// What happened after `after`, without waiting: read for this viewer alone.
    pub async fn news_for(&self, viewer: &Actor, after: Seq, now: At) -> Result<News, Problem> {
        let viewer = viewer.clone();
        self.read(move |reader| reader.changes(after, &viewer, now)).await.map(News::of)
    }

    /// The same, read once for all of a role who ask for it now and are told the same.
    pub async fn news(&self, viewer: &Actor, after: Seq, now: At) -> Result<Arc<News>, Problem> {
        if viewer.role == Role::Liaison {
            return self.news_for(viewer, after, now).await.map(Arc::new);
        }
        let head = *self.head.borrow();
        let shared = self.fresh.of(after.min(head), viewer.role, head, now);
        let mut own = None;
        let told = shared
            .get_or_try_init(|| async {
                let news = Arc::new(self.news_for(viewer, after, now).await?);
                let by_role = news.tail.by_role;
                own = Some(news.clone());
                Ok::<_, Problem>(by_role.then_some(news))
            })
            .await?
            .clone();
        match told.or(own) {
            Some(news) => Ok(news),
            None => self.news_for(viewer, after, now).await.map(Arc::new),
        }
    }

    pub async fn keep_draft(&self, desk: u16, draft: Draft) -> Result<(), Problem> {
        self.writer.ask(move |store| store.keep_draft(desk, &draft)).await
    }

    /// As [`kentongan_store::Store::hand_over_draft`].
    pub async fn hand_over_draft(&self, form: WaitingForm, to: u16) -> Result<bool, Problem> {
        self.writer.ask(move |store| store.hand_over_draft(&form, to)).await
    }

    pub async fn keep(&self, key: &'static str, value: Option<String>) -> Result<(), Problem> {
        self.writer.ask(move |store| store.keep(key, value.as_deref())).await
    }

    pub async fn kept(&self, key: &'static str) -> Result<Option<String>, Problem> {
        self.writer.ask(move |store| store.kept(key)).await
    }

    /// The room's tag of a number as typed.
    pub fn tag(&self, number: &str) -> Option<String> {
        sealing::tag(&self.key, number)
    }

    pub fn pulse(&self) -> Pulse {
        let steady = self.time.steady();
        Pulse {
            heartbeat: self.watched.turned.age(steady),
            canary: self.watched.sang.age(steady),
            clock: self.time.trust(),
        }
    }

    /// Stops the clock task, ends open polls, and waits until what is queued is durable.
    pub fn stop(&self) {
        self.stopping.send_replace(true);
        self.writer.stop();
    }
}

/// A flag that two threads look at.
pub type Flag = Arc<AtomicBool>;
/// A moment that two threads look at, by the steady clock: a machine that slept has missed nothing.
#[derive(Debug)]
pub struct Moment(AtomicI64);

impl Moment {
    fn at(steady: Span) -> Moment {
        Moment(AtomicI64::new(steady.0))
    }
    fn set(&self, steady: Span) {
        self.0.store(steady.0, Ordering::Relaxed);
    }
    fn age(&self, steady: Span) -> Span {
        Span((steady.0 - self.0.load(Ordering::Relaxed)).max(0))
    }
}
