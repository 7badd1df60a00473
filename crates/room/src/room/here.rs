//! Who else is here, and who takes what over: told with the changes, and woken for by a watch of its own.

use super::Room;
use super::door::held;
use super::gathered::{Gathered, Gathering};
use crate::claims::{Claim, Claims};
use crate::core::Core;
use crate::presence::Presence;
use crate::session::{Seat, TokenHash};
use crate::told::Told;
use kentongan_rules::actor::{Actor, Role};
use kentongan_rules::command::{Command, Execute};
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::ticket::TicketKind;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{Changes, Claimable, Here, Looking, Present, WaitingForm};
use std::collections::BTreeSet;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

/// Everybody is woken at most so often, however many type.
const LEAST_BETWEEN: Duration = Duration::from_millis(200);
/// What nobody says again is looked for so often.
const BEAT: Duration = Duration::from_secs(1);
/// So often it is written down who was heard.
const KEEPS: Duration = Duration::from_secs(60);
/// A form that was kept so lately is being typed by somebody who is not signed in.
const RESTS_AFTER: Span = Span(30_000);

pub(super) struct Around {
    pub(super) presence: Mutex<Presence>,
    pub(super) claims: Mutex<Claims>,
    /// Counts what is news; no payload.
    pub(super) version: watch::Sender<u32>,
    pub(super) gathered: Gathering,
    stir: Arc<Notify>,
}

impl Default for Around {
    fn default() -> Around {
        Around {
            presence: Mutex::default(),
            claims: Mutex::default(),
            // A page that heard a version of before a restart has not heard this one.
            version: watch::Sender::new(Uuid::now_v7().as_u128() as u32),
            gathered: Gathering::default(),
            stir: Arc::default(),
        }
    }
}

fn person(seat: &Seat) -> Result<TokenHash, Problem> {
    match seat {
        Seat::Person(token) => Ok(token.hash()),
        Seat::Desk(_) => Err(Problem::SignedOut),
        Seat::Wall => Err(Problem::NotAllowed),
    }
}

/// May know who else is here, and is woken for it.
fn looks_around(actor: &Actor) -> bool {
    matches!(actor.role, Role::Operator | Role::Supervisor | Role::Liaison)
}

/// Takes calls, and so may take over.
fn takes_over(actor: &Actor) -> bool {
    matches!(actor.role, Role::Operator | Role::Supervisor)
}

impl Room {
    /// Looks around until the room is closed.
    pub(super) fn look_around(&self) {
        let (inner, stir) = (Arc::downgrade(&self.0), self.0.around.stir.clone());
        let mut kept = Instant::now();
        tokio::spawn(async move {
            loop {
                let stirred = tokio::time::timeout(BEAT, stir.notified()).await.is_ok();
                let Some(room) = inner.upgrade().map(Room) else { return };
                if room.0.closed.load(Ordering::SeqCst) {
                    return;
                }
                if kept.elapsed() >= KEEPS {
                    room.keep_heard(kept.elapsed());
                    kept = Instant::now();
                }
                let settled = held(&room.0.around.claims).settled(room.core().time.now());
                let forgot = held(&room.0.around.presence).forget(Instant::now());
                let news = stirred || forgot || !settled.is_empty();
                for (what, claim) in settled {
                    if let Err(problem) = room.settle(what, &claim).await {
                        tracing::info!(?problem, "a claim lapsed");
                    }
                }
                if news {
                    room.0.around.gathered.outdate();
                    room.0.around.version.send_modify(|version| *version = version.wrapping_add(1));
                }
                drop(room);
                if news {
                    tokio::time::sleep(LEAST_BETWEEN).await;
                }
            }
        });
    }

    /// There is news for whoever looks around.
    pub(super) fn stir(&self) {
        self.0.around.gathered.outdate();
        self.0.around.stir.notify_one();
    }

    /// Somebody is at their screen no more.
    pub(super) fn leaves(&self, who: &TokenHash) {
        held(&self.0.around.presence).leave(who);
        held(&self.0.around.claims).leave(who);
        self.stir();
    }

    /// Which ticket is open at this seat, and whether something is written there.
    ///
    /// # Errors
    /// `SignedOut` where nobody is signed in, or the screen is locked; `NotAllowed` for a wall.
    pub fn present(&self, seat: &Seat, said: Present) -> Result<(), Problem> {
        let who = person(seat)?;
        let (actor, _) = self.at(seat)?;
        if actor.role == Role::Desk {
            return Err(Problem::SignedOut);
        }
        if held(&self.0.around.presence).say(who, &actor, said, Instant::now()) {
            self.stir();
        }
        Ok(())
    }

    /// Begins to take something over, or says that it is theirs although another began.
    ///
    /// # Errors
    /// `NotAllowed` of what has somebody; `Unknown` of what is not there any more; `SignedOut`.
    pub async fn claim(&self, seat: &Seat, what: Claimable) -> Result<(), Problem> {
        let who = person(seat)?;
        let (actor, core) = self.at(seat)?;
        match actor.role {
            Role::Operator | Role::Supervisor if self.is_real(&core) => {}
            Role::Desk => return Err(Problem::SignedOut),
            _ => return Err(Problem::NotAllowed),
        }
        match what {
            Claimable::Form { call } => {
                let waiting = self.waiting(&core).await?;
                if !waiting.iter().any(|form| form.call == call) {
                    return Err(Problem::Unknown);
                }
            }
            Claimable::Ticket { ticket } => {
                let (viewer, now) = (actor.clone(), core.time.now());
                let page = core.read(move |r| r.ticket(ticket, &viewer, now)).await?;
                let row = page.ok_or(Problem::Unknown)?.ticket;
                let owned = row.owner.is_some_and(|owner| self.signed_in().iter().any(|a| a.name == owner));
                if owned || row.closed.is_some() || row.kind != TicketKind::Emergency {
                    return Err(Problem::NotAllowed);
                }
            }
        }
        if held(&self.0.around.claims).claim(what, who, actor, core.time.now()) {
            self.stir();
        }
        Ok(())
    }

    /// Nobody objected in time: it is theirs, unless they left meanwhile or whose it was came back.
    async fn settle(&self, what: Claimable, claim: &Claim) -> Result<(), Problem> {
        // Signed in all the while, and still somebody who takes over.
        let by = self.setup().speaks_as(&claim.by).filter(takes_over);
        if by.is_none() || !self.0.sessions.is_open(&claim.who) {
            return Err(Problem::SignedOut);
        }
        let core = self.core();
        match what {
            Claimable::Ticket { ticket } => {
                let command = Command::Claim { ticket };
                core.execute(&claim.by, Execute { id: CommandId(Uuid::now_v7()), command }).await?;
            }
            Claimable::Form { call } => {
                let waiting = self.waiting(core).await?;
                let form = *waiting.iter().find(|form| form.call == call).ok_or(Problem::Unknown)?;
                if !core.hand_over_draft(form, claim.by.desk).await? {
                    return Err(Problem::Unknown);
                }
            }
        }
        Ok(())
    }

    /// Forms of desks where nobody is.
    pub(super) async fn waiting(&self, core: &Core) -> Result<Vec<WaitingForm>, Problem> {
        let rested = core.time.now() - RESTS_AFTER;
        let mut forms = core.read(kentongan_store::Reader::forms).await?;
        forms.retain(|form| form.kept_at <= rested && !self.0.sessions.is_there(form.desk));
        Ok(forms)
    }

    pub(super) fn is_real(&self, core: &Arc<Core>) -> bool {
        Arc::ptr_eq(core, &self.0.core)
    }

    /// What happened after `after`, as soon as there is anything.
    ///
    /// # Errors
    /// `SignedOut`; the disk refused.
    pub async fn changes(&self, seat: &Seat, after: Seq) -> Result<Changes, Problem> {
        self.changes_beside(seat, after, None).await
    }

    /// The same, with who else is here; answered at once when that is of another version than `heard`.
    ///
    /// # Errors
    /// `SignedOut`; the disk refused.
    pub async fn changes_beside(
        &self,
        seat: &Seat,
        after: Seq,
        heard: Option<u32>,
    ) -> Result<Changes, Problem> {
        self.told(seat, after, heard).await.map(|told| told.changes())
    }

    /// The same, as it is written to whoever asks from elsewhere.
    pub(crate) async fn told(&self, seat: &Seat, after: Seq, heard: Option<u32>) -> Result<Told, Problem> {
        let (actor, core) = self.at(seat)?;
        self.is_heard(&core, &actor, after)?;
        let heard = heard.filter(|_| looks_around(&actor));
        let mut version = self.0.around.version.subscribe();
        let stirred = async {
            match heard {
                Some(heard) => drop(version.wait_for(|version| *version != heard).await),
                None => std::future::pending().await,
            }
        };
        tokio::select! {
            () = core.something_after(after) => {}
            () = stirred => {}
        }
        // Whoever locked the screen or left while this waited is told no more than who came now.
        let (actor, _) = self.at(seat)?;
        self.is_heard(&core, &actor, after)?;
        let now = core.time.now();
        let news = core.news(&actor, after, now).await?;
        let here = match (seat, heard) {
            (Seat::Person(token), Some(heard)) => self.here(&core, actor, &token.hash(), now, heard).await?,
            _ => None,
        };
        Ok(Told { news, now, pulse: core.pulse(), here })
    }

    /// What a page shows up to `after` is by the rights that they have now?
    ///
    /// # Errors
    /// `AskAnew`: they were others, and what is on the page may not be theirs any more.
    fn is_heard(&self, core: &Arc<Core>, actor: &Actor, after: Seq) -> Result<(), Problem> {
        let since = actor.person.map_or(Seq(0), |person| self.setup().rights_since(person));
        // What lies before the first row is asked like the first.
        if self.is_real(core) && after.max(Seq(0)) < since { Err(Problem::AskAnew) } else { Ok(()) }
    }

    /// As this person may know it; `None` for who may know nothing of it, or has heard it.
    async fn here(
        &self,
        core: &Arc<Core>,
        actor: Actor,
        me: &TokenHash,
        now: At,
        heard: u32,
    ) -> Result<Option<Here>, Problem> {
        if !looks_around(&actor) {
            return Ok(None);
        }
        let gathered = self.gathered(core, now).await?;
        let Gathered { version, all } = &*gathered;
        // What depends on whose case it is may have changed for this person alone.
        if heard == *version && takes_over(&actor) && self.is_real(core) && all.guarded.is_empty() {
            return Ok(None);
        }
        let version = *version;
        let others = all.looking.iter().filter(|(who, _)| who != me);
        let mut looking: Vec<Looking> = others.map(|(_, one)| one.clone()).collect();
        let asked: BTreeSet<TicketId> = looking
            .iter()
            .map(|one| one.ticket)
            .filter(|id| !takes_over(&actor) || all.guarded.contains(id))
            .collect();
        if !asked.is_empty() {
            let (viewer, wanted) = (actor.clone(), asked.clone());
            let readable = core.read(move |r| r.readable(wanted, &viewer, now)).await?;
            looking.retain(|one| !asked.contains(&one.ticket) || readable.contains(&one.ticket));
        }
        if !takes_over(&actor) || !self.is_real(core) {
            return Ok(Some(Here { version, looking, ..Here::default() }));
        }
        let waiting = all.waiting.iter().filter(|form| form.desk != actor.desk).copied().collect();
        Ok(Some(Here {
            version,
            looking,
            signed_in: all.signed_in.clone(),
            waiting,
            claims: all.claims.clone(),
        }))
    }
}
