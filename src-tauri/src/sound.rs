//! Alarms that are heard, from the room's speaker and never from a page: urgent once, late again and again until a
//! named person takes it.

mod player;

use crate::desktop::Desktop;
use crate::seat::lock;
use kentongan_room::Seat;
use kentongan_rules::clock::Level;
use kentongan_rules::id::TicketId;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::line::About;
use kentongan_rules::view::{Changes, LineKind, Query, Reply, TicketRow};
use player::{Player, Pulses};
use std::collections::HashSet;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};

/// Between two soundings of what is late.
const AGAIN: Duration = Duration::from_secs(30);
/// How long one press of F9 silences.
const MUTED: Duration = Duration::from_secs(120);

/// The speaker, and until when it is silent.
pub struct Sound {
    player: Player,
    muted_until: Mutex<Option<Instant>>,
}

impl Sound {
    pub fn start() -> std::io::Result<Sound> {
        Ok(Sound { player: Player::start()?, muted_until: Mutex::new(None) })
    }

    fn is_muted(&self) -> bool {
        lock(&self.muted_until).is_some_and(|until| Instant::now() < until)
    }

    /// Silent for as long as it answers, whatever happens.
    pub fn mute(&self) -> Duration {
        *lock(&self.muted_until) = Some(Instant::now() + MUTED);
        MUTED
    }

    /// Plays what a late alarm sounds like, muted or not; false where there is no device.
    pub async fn test(&self) -> bool {
        self.player.play(Pulses::Late).await
    }

    async fn play(&self, pulses: Pulses) {
        if !self.is_muted() {
            self.player.play(pulses).await;
        }
    }
}

/// What asks to be heard.
#[derive(Default)]
struct Asking {
    seen: Seq,
    late: HashSet<TicketId>,
    on: bool,
}

impl Asking {
    fn row(&mut self, row: &TicketRow) {
        if row.closed.is_none() && row.clocks.iter().any(|clock| clock.asks) {
            self.late.insert(row.id);
        } else {
            self.late.remove(&row.id);
        }
    }

    /// What is heard at once because of what happened; the loudest of it.
    fn take(&mut self, changes: &Changes) -> Option<Pulses> {
        self.seen = changes.seq;
        for row in &changes.rows {
            self.row(row);
        }
        let fired = changes.lines.iter().filter(|line| line.kind == LineKind::Fired);
        let levels = fired.filter_map(|line| match &line.about {
            Some(About::Clock { level, .. }) => *level,
            _ => None,
        });
        match levels.max() {
            Some(level) if level >= Level::Late && !self.late.is_empty() => Some(Pulses::Late),
            Some(Level::Urgent) => Some(Pulses::Urgent),
            _ => None,
        }
    }
}

/// Follows the room for as long as the program runs, as the wall does.
pub async fn follow(app: AppHandle) {
    let desktop = app.state::<Desktop>();
    let sound = app.state::<Sound>();
    let mut asking = loop {
        match start(&desktop).await {
            Ok(asking) => break asking,
            Err(problem) => {
                tracing::error!(?problem, "sound cannot start yet");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        }
    };
    let mut again = Instant::now();
    loop {
        let wait = again.saturating_duration_since(Instant::now());
        tokio::select! {
            answer = desktop.room.changes(&Seat::Wall, asking.seen) => match answer {
                Ok(changes) => {
                    if changes.setup
                        && let Ok(on) = is_on(&desktop).await
                    {
                        asking.on = on;
                    }
                    if let Some(pulses) = asking.take(&changes).filter(|_| asking.on) {
                        sound.play(pulses).await;
                        again = Instant::now() + AGAIN;
                    }
                }
                Err(problem) => {
                    tracing::error!(?problem, "sound hears nothing of the room");
                    tokio::time::sleep(Duration::from_secs(2)).await;
                }
            },
            () = tokio::time::sleep(wait), if !asking.late.is_empty() => {
                if asking.on {
                    sound.play(Pulses::Late).await;
                }
                again = Instant::now() + AGAIN;
            }
        }
    }
}

async fn is_on(desktop: &Desktop) -> Result<bool, Problem> {
    match desktop.room.query(&Seat::Wall, Query::Setup).await? {
        Reply::Setup(setup) => Ok(setup.settings.sound),
        _ => Err(Problem::Unknown),
    }
}

async fn start(desktop: &Desktop) -> Result<Asking, Problem> {
    let Reply::Board(board) = desktop.room.query(&Seat::Wall, Query::Board).await? else {
        return Err(Problem::Unknown);
    };
    let mut asking = Asking { seen: board.seq, on: is_on(desktop).await?, ..Asking::default() };
    for row in &board.tickets {
        asking.row(row);
    }
    Ok(asking)
}
