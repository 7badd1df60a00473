//! A joined desk while its room does not answer: what it does is written down here first, judged by a small room of its
//! own, and told to the room in its order as soon as that answers again.

mod delivering;
mod figures;
mod heard;
mod holding;
mod looking;
mod outbox;
mod seen;
mod small;

use crate::broken;
use crate::client::Client;
use crate::room::Room;
use crate::session::Seat;
use crate::time::TimeSource;
use crate::wire::held::Stock;
use crate::wire::pin::Pin;
use figures::Figures;
use heard::Heard;
use kentongan_rules::actor::Actor;
use kentongan_rules::id::{CommandId, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::At;
use kentongan_rules::view::{Alone as View, Draft, Line, TicketRow};
use kentongan_store::Standing;
use outbox::Outbox;
use seen::{Foretold, Seen};
use small::Small;
use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::{Mutex as Turn, RwLock, watch};

/// Longest that a command, or a look at the room, waits for its answer.
const PATIENCE: Duration = Duration::from_secs(2);
/// What takes longer: everything that the room knows before any call, and a delivery.
const LONG_PATIENCE: Duration = Duration::from_secs(15);
/// Between two looks whether the room answers.
const LOOKS: Duration = Duration::from_secs(1);

/// Whether the room answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Link {
    /// Counts every change: a position heard in another turn is of another journal.
    pub turn: u64,
    /// Alone since then.
    pub since: Option<At>,
}

/// Who sits before one window, as far as this desk knows, and in which turn its board was asked for.
#[derive(Clone, Debug, Default)]
struct Sitting {
    who: Option<Actor>,
    board: Option<u64>,
    foretold: Foretold,
}

pub(crate) struct Alone {
    pin: Pin,
    version: String,
    data: PathBuf,
    time: TimeSource,
    outbox: Outbox,
    /// The desk's own way, where nobody is signed in.
    client: Client,
    link: watch::Sender<Link>,
    stock: Mutex<Option<Arc<Stock>>>,
    seen: Mutex<Seen>,
    figures: Mutex<Option<Figures>>,
    heard: Mutex<Option<Heard>>,
    /// Tickets opened here, of which the room has not said yet what they are called.
    unnumbered: Mutex<HashMap<TicketId, CommandId>>,
    sitting: Mutex<HashMap<String, Sitting>>,
    small: Turn<Option<Arc<Small>>>,
    /// Shared by whoever acts here alone; taken whole to come back.
    gate: RwLock<()>,
    /// One command is numbered, held and judged at a time.
    judging: Turn<()>,
    /// One delivery at a time.
    delivering: Turn<()>,
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The room did not answer, or cannot write: a call is taken here all the same.
fn is_away(problem: &Problem) -> bool {
    matches!(problem, Problem::Unreachable | Problem::Broken { .. })
}

impl Alone {
    /// Opens what this desk has kept in `data`, and looks once whether its room answers.
    ///
    /// # Errors
    /// The disk refused, or what was kept is not what was given.
    pub async fn open(
        pin: &Pin,
        data: &Path,
        time: TimeSource,
        version: &str,
    ) -> Result<Arc<Alone>, Problem> {
        crate::folder::make_private(data).map_err(|e| broken::io("data folder", &e))?;
        let outbox = Outbox::open(data, pin)?;
        outbox.let_go(time.now()).await?;
        let stock: Option<Stock> = outbox.last("stock").await?;
        let figures = outbox.last("figures").await?;
        let heard = outbox.last("history").await?;
        let seen = outbox.last("seen").await?.unwrap_or_default();
        let alone = Arc::new(Alone {
            client: Client::joined(pin, version)?,
            pin: pin.clone(),
            version: version.to_owned(),
            data: data.to_owned(),
            time,
            outbox,
            link: watch::Sender::new(Link { turn: 0, since: None }),
            stock: Mutex::new(stock.map(Arc::new)),
            seen: Mutex::new(seen),
            figures: Mutex::new(figures),
            heard: Mutex::new(heard),
            unnumbered: Mutex::default(),
            sitting: Mutex::default(),
            small: Turn::new(None),
            gate: RwLock::default(),
            judging: Turn::default(),
            delivering: Turn::default(),
        });
        alone.pick_up().await?;
        alone.look().await;
        Ok(alone)
    }

    pub fn now(&self) -> At {
        self.time.now()
    }

    pub fn link(&self) -> Link {
        *self.link.borrow()
    }

    pub fn is_alone(&self) -> bool {
        self.link().since.is_some()
    }

    /// Resolves when the link is not what it was in this turn.
    pub async fn turned(&self, turn: u64) {
        let mut link = self.link.subscribe();
        // The sender lives as long as this.
        let _ = link.wait_for(|link| link.turn != turn).await;
    }

    /// From now on this desk is alone.
    pub fn cut(&self) {
        let now = self.now();
        let cut = self.link.send_if_modified(|link| {
            let first = link.since.is_none();
            if first {
                *link = Link { turn: link.turn + 1, since: Some(now) };
            }
            first
        });
        if cut {
            tracing::warn!("the room does not answer; this desk goes on alone");
        }
    }

    fn stock(&self) -> Result<Arc<Stock>, Problem> {
        // A desk that never heard its room has nothing to judge by.
        locked(&self.stock).clone().ok_or(Problem::Alone)
    }

    /// The small room, made when it is first needed.
    async fn small(&self) -> Result<Arc<Small>, Problem> {
        let mut small = self.small.lock().await;
        if let Some(small) = &*small {
            return Ok(small.clone());
        }
        let held = self.outbox.standing(Standing::Held).await?;
        let made = Arc::new(Small::open(self, &held).await?);
        *small = Some(made.clone());
        Ok(made)
    }

    pub async fn small_room(&self) -> Result<Room, Problem> {
        Ok(self.small().await?.room.clone())
    }

    /// Was this ticket opened here, while the room was away?
    pub async fn holds(&self, ticket: TicketId) -> Result<bool, Problem> {
        self.small().await?.holds(ticket).await
    }

    /// What the header says of it; `None` where there is nothing to say.
    pub async fn view(&self) -> Result<Option<View>, Problem> {
        let since = self.link().since;
        let held = self.outbox.count(Standing::Held).await?;
        let to_look_at = self.outbox.count(Standing::Refused).await?;
        let says = since.is_some() || held > 0 || to_look_at > 0;
        Ok(says.then_some(View { since, held, to_look_at }))
    }

    pub async fn keep_draft(&self, draft: &Draft) -> Result<(), Problem> {
        self.outbox.keep_draft(draft).await
    }

    pub async fn drafts(&self) -> Result<Vec<Draft>, Problem> {
        self.outbox.drafts().await
    }

    pub fn sits(&self, window: &str) -> Option<Actor> {
        locked(&self.sitting).get(window).and_then(|sitting| sitting.who.clone())
    }

    /// Whoever sits at this desk, each once.
    pub fn who_sits(&self) -> Vec<Actor> {
        let mut who: Vec<Actor> = Vec::new();
        for actor in locked(&self.sitting).values().filter_map(|sitting| sitting.who.clone()) {
            if !who.contains(&actor) {
                who.push(actor);
            }
        }
        who
    }

    /// Leaves nothing running.
    pub async fn close(&self) {
        if let Some(small) = self.small.lock().await.take() {
            small.close().await;
        }
    }

    /// As the room has just said, or as whoever signed in here alone.
    pub fn sit(&self, window: &str, actor: &Actor) {
        let who = actor.person.is_some().then(|| actor.clone());
        locked(&self.sitting).entry(window.to_owned()).or_default().who = who;
    }

    /// The journal that this window's positions are of.
    pub fn heard_board(&self, window: &str, turn: u64) {
        locked(&self.sitting).entry(window.to_owned()).or_default().board = Some(turn);
    }

    /// Nobody sits before this window any more.
    pub fn stand_up(&self, window: &str) {
        locked(&self.sitting).entry(window.to_owned()).or_default().who = None;
    }

    /// As whom the room's tickets are looked at from this window.
    pub fn viewer(&self, window: &str) -> Actor {
        self.sits(window).unwrap_or_else(|| Actor::desk(self.pin.desk))
    }

    /// The room's tickets, for a window that is told of them from now on.
    pub fn seen_rows(&self, window: &str) -> Vec<TicketRow> {
        let (viewer, now) = (self.viewer(window), self.now());
        let seen = locked(&self.seen);
        locked(&self.sitting).entry(window.to_owned()).or_default().foretold = seen.foretold(now);
        seen.rows(&viewer, now)
    }

    pub fn seen_row(&self, id: TicketId, viewer: &Actor) -> Option<TicketRow> {
        locked(&self.seen).row(id, viewer, self.now())
    }

    /// What has become of the room's tickets by themselves since this window was told.
    pub fn news(&self, window: &str) -> (Vec<TicketRow>, Vec<Line>) {
        let (viewer, now) = (self.viewer(window), self.now());
        let seen = locked(&self.seen);
        let mut sitting = locked(&self.sitting);
        let told = &mut sitting.entry(window.to_owned()).or_default().foretold;
        let news = seen.news(&viewer, *told, now);
        *told = seen.foretold(now);
        news
    }

    /// The small room, and this window's seat in it.
    pub async fn seat(&self, window: &str) -> Result<(Room, Seat), Problem> {
        let small = self.small().await?;
        let seat = small.seat(window, self.sits(window).as_ref())?;
        Ok((small.room.clone(), seat))
    }

    pub fn board_turn(&self, window: &str) -> Option<u64> {
        locked(&self.sitting).get(window).and_then(|sitting| sitting.board)
    }
}
