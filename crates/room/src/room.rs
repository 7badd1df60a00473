//! The room with its people: who may ask what, and which core answers.

mod asking;
mod cues;
mod door;
pub(crate) mod exporting;
mod gathered;
mod handover;
mod health;
mod here;
mod joining;
mod locking;
mod losing;
mod numbers;
mod outlets;
mod passing;
mod practice;
mod reporting;
mod showing;
mod sitting;
mod small;
mod taking;
mod telling;

use crate::core::{Core, Wanted};
use crate::lock::{Lock, lock};
use crate::session::{Seat, Sessions, SignedIn, Token};
use crate::time::{MarkedTime, TimeSource};
use crate::{broken, secret};
use asking::{check_region, may_ask};
use kentongan_rules::actor::{Actor, Role, Shift};
use kentongan_rules::asking::asking;
use kentongan_rules::clock::Outlet;
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::decide::{allowed, next_policy};
use kentongan_rules::id::{ClockNo, CommandId, TicketId};
use kentongan_rules::plan::occasion;
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::region::Region;
use kentongan_rules::region::gazetteer::find_categories;
use kentongan_rules::setup::Setup;
use kentongan_rules::view::speaker::Speaker;
use kentongan_rules::view::{
    AccountName, Draft, Notifier, Query, Receipt, Recover, Reply, Session, SignIn, SimilarTicket,
};
use sitting::SignIns;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Instant;
use uuid::Uuid;

#[derive(Clone, Debug)]
pub struct RoomOptions {
    pub data: PathBuf,
    pub desk: u16,
    pub time: TimeSource,
    pub version: String,
}

/// One running room; cheap to clone.
#[derive(Clone)]
pub struct Room(Arc<Inner>);

struct Inner {
    core: Arc<Core>,
    /// A room for practice, made when somebody first enters it and empty again at every start.
    practice: Mutex<Option<Arc<Core>>>,
    sessions: Sessions,
    notifier: Mutex<Notifier>,
    speaker: Mutex<Speaker>,
    door: door::Door,
    around: here::Around,
    showing: showing::Showing,
    options: RoomOptions,
    backs_up: bool,
    closed: AtomicBool,
    /// One backup at a time: they share a copy.
    backing_up: tokio::sync::Mutex<()>,
    /// Somebody asked for a backup.
    asked: tokio::sync::Notify,
    _lock: Lock,
}

/// Tries of the recovery code are counted like those of an account; no account has such a name.
const RECOVERY: &str = "\u{0}recovery";
/// Most places and categories offered for what is typed.
const MOST_HITS: usize = 8;

impl Room {
    /// Opens the room of a data folder and starts its tasks on the current tokio runtime.
    pub async fn open(options: RoomOptions) -> Result<Room, Problem> {
        Room::open_with(options, true).await
    }

    async fn open_with(options: RoomOptions, backs_up: bool) -> Result<Room, Problem> {
        let lock = lock(&options.data, "room.lock")?;
        crate::restore::finish_restore(&options.data)?;
        crate::restore::clear_left(&options.data);
        let (folder, time) = (options.data.clone(), options.time.clone());
        let core = tokio::task::spawn_blocking(move || {
            crate::upgrade::keep_room(&folder)?;
            Core::open(&folder, |last| Arc::new(MarkedTime::start(time, last)))
        })
        .await
        .map_err(|e| broken::other("open", &e))??;
        core.watch_clocks();
        core.learn_places();
        core.file_older();
        let room = Room(Arc::new(Inner {
            core,
            practice: Mutex::new(None),
            sessions: Sessions::default(),
            notifier: Mutex::new(Notifier::None),
            speaker: Mutex::new(Speaker::None),
            door: door::Door::default(),
            around: here::Around::default(),
            showing: showing::Showing::default(),
            options,
            backs_up,
            closed: AtomicBool::new(false),
            backing_up: tokio::sync::Mutex::default(),
            asked: tokio::sync::Notify::new(),
            _lock: lock,
        }));
        if let Err(problem) = room.may_open().await {
            room.core().stop();
            return Err(problem);
        }
        if backs_up {
            room.take_back_sign_ins().await;
            room.tend_always();
        }
        room.look_around();
        Ok(room)
    }

    /// What must be so before anybody is given a number.
    async fn may_open(&self) -> Result<(), Problem> {
        self.check_own_desk()?;
        self.note_restore().await
    }

    pub(crate) fn core(&self) -> &Arc<Core> {
        &self.0.core
    }

    /// The desk of the PC that holds the room.
    pub fn own_desk(&self) -> u16 {
        self.0.options.desk
    }

    /// The program's version.
    pub fn version(&self) -> &str {
        &self.0.options.version
    }

    pub(crate) fn backing_up(&self) -> &tokio::sync::Mutex<()> {
        &self.0.backing_up
    }

    /// Waits until somebody asks for a backup.
    pub(crate) async fn asked_to_back_up(&self) {
        self.0.asked.notified().await;
    }

    pub fn data(&self) -> &std::path::Path {
        &self.0.options.data
    }

    pub fn setup(&self) -> Arc<Setup> {
        self.0.core.setup()
    }

    pub fn set_notifier(&self, state: Notifier) {
        if let Ok(mut notifier) = self.0.notifier.lock() {
            *notifier = state;
        }
    }

    pub fn set_speaker(&self, state: Speaker) {
        if let Ok(mut speaker) = self.0.speaker.lock() {
            *speaker = state;
        }
    }

    /// What became of the alarms of a clock that waited for an outlet of this desktop.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn record_delivery(
        &self,
        ticket: TicketId,
        clock: ClockNo,
        outlet: Outlet,
        worked: bool,
    ) -> Result<(), Problem> {
        let command = Command::RecordDelivery { ticket, clock, outlet, worked };
        let execute = Execute { id: CommandId(Uuid::now_v7()), command };
        match self.core().execute(&Actor::clock(), execute).await {
            // Somebody, or this desktop, has said so before.
            Ok(_) | Err(Problem::Refused { refusal: Refusal::NothingChanged }) => Ok(()),
            Err(problem) => Err(problem),
        }
    }

    /// Stops, after a last backup if anything happened since the one before.
    pub async fn close(&self) {
        if self.0.closed.swap(true, Ordering::SeqCst) {
            return;
        }
        if self.0.backs_up
            && let Err(problem) = self.back_up_if_changed().await
        {
            tracing::warn!(?problem, "no backup at closing");
        }
        self.shut_door();
        let practice = self.0.practice.lock().ok().and_then(|mut p| p.take());
        let core = self.0.core.clone();
        let stopped = tokio::task::spawn_blocking(move || {
            if let Some(practice) = practice {
                practice.stop();
            }
            core.stop();
        });
        if let Err(why) = stopped.await {
            tracing::error!("{why}");
        }
    }

    /// Who is at this seat, and the core that answers them.
    fn at(&self, seat: &Seat) -> Result<(Actor, Arc<Core>), Problem> {
        match seat {
            Seat::Desk(no) => Ok((Actor::desk(*no), self.0.core.clone())),
            Seat::Wall => Ok((Actor::wall(), self.0.core.clone())),
            Seat::Person(token) => {
                let SignedIn { actor, training, locked, .. } = self.sitting(token)?;
                if locked.is_some() {
                    return Ok((Actor::desk(actor.desk), self.0.core.clone()));
                }
                let practice = self.0.practice.lock().ok().and_then(|p| p.clone());
                match (training, practice) {
                    (true, Some(practice)) => Ok((actor, practice)),
                    _ => Ok((actor, self.0.core.clone())),
                }
            }
        }
    }

    pub async fn execute(&self, seat: &Seat, execute: Execute<String>) -> Result<Receipt, Problem> {
        let (actor, core) = self.at(seat)?;
        // A backup can be opened with the code from the first night on.
        let recipient = match &execute.command {
            Command::Found(found) => Some(secret::backup_key(&found.recovery)?.to_public().to_string()),
            _ => None,
        };
        let after = if self.is_real(&core) { SignIns::after(&execute.command) } else { SignIns::Stay };
        if let Command::JoinDesk { desk, .. } = execute.command
            && desk == self.own_desk()
            && allowed(actor.role, &execute.command)
        {
            return Err(Refusal::DeskTaken { desk }.into());
        }
        let asks = matches!(execute.command, Command::AskBackup);
        let faults = if execute.command.touches().gathers { self.faults(&core) } else { Vec::new() };
        let receipt = core.execute_beside(&actor, execute, faults).await?;
        if asks {
            self.0.asked.notify_one();
        }
        if recipient.is_some() {
            core.keep("backup_recipient", recipient).await?;
        }
        self.look_at_sign_ins(after);
        Ok(receipt)
    }

    pub async fn keep_draft(&self, seat: &Seat, draft: Draft) -> Result<(), Problem> {
        let (actor, core) = self.writing(seat)?;
        core.keep_draft(actor.desk, draft).await?;
        self.0.around.gathered.outdate();
        Ok(())
    }

    /// Who takes calls at this seat, signed in or not.
    fn writing(&self, seat: &Seat) -> Result<(Actor, Arc<Core>), Problem> {
        let (actor, core) = self.at(seat)?;
        match actor.role {
            Role::Operator | Role::Supervisor | Role::Desk => Ok((actor, core)),
            _ => Err(Problem::NotAllowed),
        }
    }

    /// At the desk of that number.
    pub async fn sign_in(&self, who: SignIn, desk: u16) -> Result<(Token, Session), Problem> {
        let core = &self.0.core;
        let setup = core.setup();
        let person = setup.account(&who.account).cloned();
        let right = self.is_secret(&who.account, person.clone(), who.secret, desk).await?;
        let Some(person) = person.filter(|_| right) else { return Err(Problem::WrongSignIn) };
        let shift = who.shift.unwrap_or_else(|| Shift::at(core.time.now(), setup.region.utc_offset_minutes));
        let actor = person.at_desk(Some(shift), desk);
        if !setup.speaks(&actor) {
            return Err(Problem::NotAllowed);
        }
        let token = self.0.sessions.open(actor, core.time.now())?;
        self.keep_sign_in(&token);
        self.stir();
        let session = self.session(&Seat::Person(token.clone()))?;
        Ok((token, session))
    }

    /// The printed recovery code sets a new password for one supervisor, and signs in.
    pub async fn recover(&self, by: Recover, desk: u16) -> Result<(Token, Session), Problem> {
        let tries = &self.0.sessions.tries;
        tries.begin(RECOVERY, desk, Instant::now()).map_err(|seconds| Problem::Wait { seconds })?;
        let core = &self.0.core;
        let setup = core.setup();
        let kept = match setup.recovery.as_ref().map(|s| s.id) {
            Some(id) => core.read(move |reader| reader.secret(id)).await?,
            None => None,
        };
        let right = secret::matches(secret::recovery_code(&by.recovery), kept).await?;
        if right {
            tries.was_right(RECOVERY, desk);
        }
        let person = setup.account(&by.account).filter(|p| p.role == Role::Supervisor);
        let Some(person) = person.filter(|_| right) else { return Err(Problem::WrongSignIn) };
        let actor = person.at_desk(None, desk);
        let command = Command::ResetPerson { person: person.id, secret: by.secret.clone() };
        let after = SignIns::after(&command);
        core.execute(&actor, Execute { id: CommandId(Uuid::now_v7()), command }).await?;
        self.look_at_sign_ins(after);
        // They know the code: whatever was mistyped before is forgiven.
        self.0.sessions.tries.was_right(&by.account, desk);
        self.sign_in(SignIn { account: by.account, secret: by.secret, shift: None }, desk).await
    }

    pub async fn sign_out(&self, token: &Token) {
        self.0.sessions.close(token);
        self.keep_sign_in_now(token).await;
        self.leaves(&token.hash());
        if !self.0.backs_up {
            return;
        }
        let room = self.clone();
        // The next to sign in does not wait for the backup.
        tokio::spawn(async move {
            if let Err(problem) = room.back_up_if_changed().await {
                tracing::warn!(?problem, "no backup at sign-out");
            }
        });
    }

    /// Everybody who is signed in, at whichever desk; who sits at two is there twice.
    pub fn signed_in(&self) -> Vec<Actor> {
        self.0.sessions.all()
    }

    /// Is anybody signed in by this token, at this desk?
    pub fn knows(&self, token: &Token, desk: u16) -> bool {
        self.sitting(token).is_ok_and(|signed_in| signed_in.actor.desk == desk)
    }

    /// Is somebody signed in by this token, and not at this desk?
    pub fn is_signed_in_elsewhere(&self, token: &Token, desk: u16) -> bool {
        self.0.sessions.find(token).is_some_and(|signed_in| signed_in.actor.desk != desk)
    }

    pub fn session(&self, seat: &Seat) -> Result<Session, Problem> {
        // A token that nobody is signed in by any more: the desk then asks to sign in.
        let (actor, core) = self.at(seat).or_else(|problem| match problem {
            Problem::SignedOut => self.at(&Seat::Desk(self.own_desk())),
            problem => Err(problem),
        })?;
        let own = self.0.core.setup();
        let setup = core.setup();
        let now = core.time.now();
        let accounts = own.people.iter().filter(|p| p.active).map(|p| AccountName {
            account: p.account.clone(),
            name: p.name.clone(),
            role: p.role,
        });
        Ok(Session {
            founded: own.founded_at.is_some(),
            training: setup.training,
            room: setup.region.name.clone(),
            utc_offset_minutes: setup.region.utc_offset_minutes,
            language: setup.settings.language,
            version: self.0.options.version.clone(),
            now,
            pulse: core.pulse(),
            shift: Shift::at(now, setup.region.utc_offset_minutes),
            accounts: if actor.role == Role::Wall { Vec::new() } else { accounts.collect() },
            data_folder: if actor.is_supervisor() || own.founded_at.is_none() {
                self.0.options.data.display().to_string()
            } else {
                String::new()
            },
            desk: if actor.role == Role::Wall { self.own_desk() } else { actor.desk },
            alone: None,
            locked: self.locked(seat).map(|(by, _)| by),
            actor,
        })
    }

    pub async fn query(&self, seat: &Seat, query: Query) -> Result<Reply, Problem> {
        if let Query::Session = query {
            return Ok(Reply::Session(self.session(seat)?));
        }
        let (actor, core) = self.at(seat)?;
        if !may_ask(actor.role, &query) {
            return Err(if actor.role == Role::Desk { Problem::SignedOut } else { Problem::NotAllowed });
        }
        let now = core.time.now();
        match query {
            Query::Session => Ok(Reply::Session(self.session(seat)?)),
            Query::Board => core.read(move |r| r.board(&actor, now)).await.map(Reply::Board),
            Query::Ticket { id } => telling::page(&core, id, actor, now).await.map(Reply::Ticket),
            Query::Storm { storm } => {
                let page = core.read(move |r| r.storm(storm)).await?;
                page.map(Reply::Storm).ok_or(Problem::Unknown)
            }
            Query::Report(ask) => reporting::report(&core, &ask, now).await,
            Query::Setup => core.read(move |r| r.setup_view(&actor)).await.map(Reply::Setup),
            Query::Propose { category, severity, district, called_at, beside: agencies } => {
                let (setup, called_at) = (core.setup(), called_at.unwrap_or(now));
                let occasion = occasion(&setup, &category, severity, district.as_ref(), called_at);
                Ok(asking::proposal(&setup, &occasion, &agencies, now))
            }
            Query::TryPlan { category, severity, district, at } => {
                let setup = core.setup();
                Ok(asking::trial(&setup, &occasion(&setup, &category, severity, district.as_ref(), at)))
            }
            Query::Questions { category, severity, asked } => {
                Ok(Reply::Questions(asking(&core.setup().region, &category, severity, &asked)))
            }
            Query::Places { text } => {
                let wanted = Wanted { most: MOST_HITS, spots: actor.reads_personal() };
                Ok(Reply::Places { hits: core.find_places(text, wanted).await? })
            }
            Query::Categories { text } => {
                Ok(Reply::Categories { hits: find_categories(&core.setup().region, &text, MOST_HITS) })
            }
            Query::Reading { text } => Ok(Reply::Reading { reading: core.read_narrative(text).await? }),
            Query::Cues(_) | Query::TryCue { .. } | Query::Lessons => {
                cues::answer(&core, &actor, query).await
            }
            Query::Similar { call } => {
                let caller = core.tag(&call.number);
                let call = call.heard(caller);
                let found = core.read(move |r| r.similar(&call, &actor, now)).await?;
                let shown = |found: Vec<_>| found.into_iter().map(SimilarTicket::from).collect();
                Ok(Reply::Similar { same: shown(found.same), related: shown(found.related) })
            }
            Query::Caller { number } => numbers::caller(&core, &number, actor, now).await,
            Query::CallBacks => numbers::call_backs(&core, actor, now).await,
            Query::Numbers => numbers::numbers(&core, actor, now).await,
            Query::Find(search) => telling::find(&core, search, actor, now).await,
            Query::Telling(_) | Query::AskAfter | Query::Templates | Query::TryTemplate(_) => {
                telling::answer(&core, query, actor, now).await
            }
            Query::Reviews => core.read(move |r| r.reviews(&actor, now)).await.map(Reply::Reviews),
            Query::Sending { id } => passing::sending(&core, id, actor, now).await,
            Query::Handoff { id, agency } => passing::handoff(&core, (id, agency), actor, now).await,
            Query::Escalation { id } => passing::escalation(&core, id, actor, now).await,
            Query::Alarms { before } => {
                let page = core.read(move |r| r.alarms(before.as_ref(), &actor, now)).await?;
                Ok(Reply::Alarms(self.owed(&core, page)))
            }
            Query::Access { before } => core.read(move |r| r.access(before)).await.map(Reply::Access),
            Query::Preview { policy } => {
                let setup = core.setup();
                let next = next_policy(&setup, &policy, now);
                let next = next.map_err(|refusal| Problem::Refused { refusal })?;
                core.read(move |r| r.preview(&next, now)).await.map(Reply::Preview)
            }
            Query::PreviewErasing { rule } => {
                core.read(move |r| r.preview_erasing(&rule, now)).await.map(Reply::PreviewErasing)
            }
            Query::CheckRegion { files } => Ok(check_region(&files)),
            Query::SeedRegion => match Region::sidoarjo() {
                Ok(region) => Ok(Reply::SeedRegion { region }),
                Err(faults) => Err(broken::other("seed", &format!("{faults:?}"))),
            },
            Query::Outbox => Ok(Reply::Outbox { rows: Vec::new() }),
            Query::Handover => self.handover(&core, actor).await,
            Query::Handovers { before } => handover::past(&core, before, actor).await,
            Query::Roster { day } => handover::roster(&core, day),
            Query::Losses => core.read(|r| r.losses()).await.map(|rows| Reply::Losses { rows }),
            Query::Health => self.health(&core).await.map(Reply::Health),
        }
    }
}
