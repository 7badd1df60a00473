//! Alarms that are heard, from the room's speaker and never from a page. [`hearing`] says what and when; this asks it,
//! plays it, and looks each minute whether there is anything to play on.

mod choice;
pub mod duty;
mod hearing;
mod overdue;
mod player;
mod rhythm;

use crate::desktop::Desktop;
use crate::seat::lock;
use crate::window::MAIN;
use choice::Chosen;
use duty::Duties;
use hearing::{Desk, Hearing, MUTED};
use kentongan_rules::clock::{Level, Outlet};
use kentongan_rules::id::{ClockNo, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::line::About;
use kentongan_rules::view::{Changes, LineKind, Query, Reply, Speaker, SpeakerChoice, SpeakerPage};
use player::Player;
use rhythm::Rhythm;
use std::path::Path;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};

/// Between two looks at what is due to be heard again, while anything is.
const TURN: Duration = Duration::from_secs(1);
/// Between two looks at whether there is a device.
const PROBE: Duration = Duration::from_secs(60);
/// A form left lying open for so long is no call any more: it must not keep the room silent.
const LONGEST_CALL: Duration = Duration::from_secs(600);

/// Listens as the wall does.
const SEAT: &str = "wall.sound";

/// The speaker, and what of the room is to be heard on it.
pub struct Sound {
    player: Player,
    chosen: Mutex<Chosen>,
    hearing: Mutex<Hearing>,
    /// Instead of the room's alarms, while a liaison sits here.
    duties: Mutex<Option<Duties>>,
    /// Since when a call form is open at the desk.
    call: Mutex<Option<Instant>>,
    /// The room's clock as it was last told, and when that was.
    told: Mutex<(At, Instant)>,
    /// What has fired and was not heard yet.
    unheard: Mutex<Vec<Unheard>>,
}

/// A clock whose alarm waits for the speaker; `refused` once there was none to play it on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Unheard {
    ticket: TicketId,
    clock: ClockNo,
    refused: bool,
}

impl Sound {
    pub fn start(data: &Path) -> std::io::Result<Sound> {
        Ok(Sound {
            player: Player::start()?,
            chosen: Mutex::new(Chosen::of(data)),
            hearing: Mutex::default(),
            duties: Mutex::default(),
            call: Mutex::new(None),
            told: Mutex::new((At(0), Instant::now())),
            unheard: Mutex::default(),
        })
    }

    /// F9: silent at once and for as long as it answers, whatever happens.
    pub fn mute(&self) -> Span {
        self.player.stop();
        lock(&self.hearing).mute(self.now());
        if let Some(duties) = &mut *lock(&self.duties) {
            duties.mute(self.now());
        }
        MUTED
    }

    /// F8: what is playing ends. What nobody acknowledges is heard again at its next turn.
    pub fn silence(&self) {
        self.player.stop();
    }

    /// Whether a call form is open at the desk: its page says so, and is forgotten when it goes.
    pub fn calling(&self, on: bool) {
        *lock(&self.call) = on.then(Instant::now);
    }

    /// What was heard of a room that is not this desk's any more.
    fn forget(&self) {
        self.player.stop();
        *lock(&self.hearing) = Hearing::default();
        *lock(&self.duties) = None;
        lock(&self.unheard).clear();
    }

    fn is_on_call(&self) -> bool {
        lock(&self.call).is_some_and(|since| since.elapsed() < LONGEST_CALL)
    }

    /// Plays what a late alarm sounds like, muted or not, and says on what.
    pub async fn test(&self, desktop: &Desktop) -> Speaker {
        self.play(desktop, Rhythm::Late).await
    }

    pub async fn page(&self, desktop: &Desktop) -> SpeakerPage {
        let speaker = self.look(desktop).await;
        SpeakerPage { choice: self.choice(), devices: self.player.devices().await, speaker }
    }

    /// Takes a choice and answers with what came of it.
    pub async fn choose(&self, desktop: &Desktop, choice: SpeakerChoice) -> SpeakerPage {
        if let Err(error) = lock(&self.chosen).choose(choice) {
            tracing::error!(%error, "the choice of a speaker was not written; it holds until the program ends");
        }
        self.page(desktop).await
    }

    fn choice(&self) -> SpeakerChoice {
        lock(&self.chosen).choice().clone()
    }

    async fn play(&self, desktop: &Desktop, rhythm: Rhythm) -> Speaker {
        let choice = self.choice();
        let found = audible(&choice, self.player.play(rhythm, choice.clone()).await);
        desktop.found_speaker(found.clone());
        found
    }

    async fn look(&self, desktop: &Desktop) -> Speaker {
        let choice = self.choice();
        let found = audible(&choice, self.player.look(choice.clone()).await);
        desktop.found_speaker(found.clone());
        found
    }

    /// The room's clock now.
    fn now(&self) -> At {
        let (at, told) = *lock(&self.told);
        at + Span(i64::try_from(told.elapsed().as_millis()).unwrap_or(i64::MAX))
    }

    fn hear(&self, changes: &Changes) {
        *lock(&self.told) = (changes.now, Instant::now());
        if let Some(duties) = &mut *lock(&self.duties) {
            if duties.changes(changes) {
                self.player.stop();
            }
            return;
        }
        lock(&self.unheard).extend(audible_of(changes));
        if lock(&self.hearing).changes(changes) {
            self.player.stop();
        }
    }

    /// What was played, was played for all that waited; without a speaker each is said to have failed, once.
    async fn record(&self, desktop: &Desktop, worked: bool) {
        let mut waiting = std::mem::take(&mut *lock(&self.unheard));
        for one in waiting.iter_mut().filter(|one| worked || !one.refused) {
            one.refused = true;
            let said = desktop.record_delivery(one.ticket, one.clock, Outlet::Sound, worked).await;
            if let Err(problem) = said {
                tracing::error!(?problem, "what became of a sound was not written down");
            }
        }
        if !worked {
            lock(&self.unheard).splice(0..0, waiting);
        }
    }

    /// Whether something may be heard without anything new happening.
    fn waits(&self) -> bool {
        lock(&self.duties).as_ref().map_or_else(|| lock(&self.hearing).waits(), Duties::waits)
    }

    async fn play_what_is_due(&self, desktop: &Desktop) {
        let own = lock(&self.duties).as_mut().map(|duties| duties.play(self.now()));
        if let Some(due) = own {
            if let Some(rhythm) = due {
                self.play(desktop, rhythm).await;
            }
            return;
        }
        let on_call = self.is_on_call();
        // Who sits where matters only then.
        let elsewhere = if on_call { elsewhere(desktop).await } else { Vec::new() };
        let due = lock(&self.hearing).play(self.now(), &Desk { on_call, elsewhere });
        if let Some(rhythm) = due {
            let found = self.play(desktop, rhythm).await;
            self.record(desktop, !matches!(found, Speaker::Missing | Speaker::Silent)).await;
        }
    }
}

/// The clocks among what happened whose alarms are heard.
fn audible_of(changes: &Changes) -> Vec<Unheard> {
    let fired = changes.lines.iter().filter(|line| line.kind == LineKind::Fired);
    let heard = fired.filter_map(|line| match &line.about {
        Some(About::Clock { clock, level: Some(level), .. })
            if *level >= Level::Urgent || *level == Level::Orphan =>
        {
            Some(Unheard { ticket: line.ticket, clock: *clock, refused: false })
        }
        _ => None,
    });
    heard.collect()
}

/// A device at volume 0 is as good as none, and says so.
fn audible(choice: &SpeakerChoice, found: Speaker) -> Speaker {
    if choice.volume == 0 && found != Speaker::Missing { Speaker::Silent } else { found }
}

/// The names of those signed in, but for whoever sits here.
async fn elsewhere(desktop: &Desktop) -> Vec<String> {
    let here = desktop.session(MAIN).await.ok().and_then(|session| session.actor.person);
    let others = desktop.signed_in().await.into_iter().filter(|actor| actor.person != here);
    others.map(|actor| actor.name).collect()
}

/// Looks for a device for as long as the program runs.
pub async fn probe(app: AppHandle) {
    let (desktop, sound) = (app.state::<Desktop>(), app.state::<Sound>());
    loop {
        let before = desktop.speaker();
        let found = sound.look(&desktop).await;
        if found != before {
            tracing::info!(?found, "what alarms are heard on");
        }
        tokio::time::sleep(PROBE).await;
    }
}

/// Follows the room for as long as the program runs, wherever it is.
pub async fn follow(app: AppHandle) {
    loop {
        let moved = async { app.state::<Desktop>().moved().await };
        let turned = async { app.state::<Desktop>().agency_changed().await };
        tokio::select! {
            () = follow_here(&app) => {}
            () = moved => app.state::<Sound>().forget(),
            // Other ears: what they are to hear is begun anew.
            () = turned => app.state::<Sound>().forget(),
        }
    }
}

/// Follows the room where it is now, as the wall does.
async fn follow_here(app: &AppHandle) {
    let desktop = app.state::<Desktop>();
    let sound = app.state::<Sound>();
    let (mut seen, mut on) = loop {
        match start(&desktop, &sound).await {
            Ok(begun) => break begun,
            Err(problem) => {
                tracing::error!(?problem, "sound cannot start yet");
                tokio::time::sleep(Duration::from_secs(5)).await;
            }
        }
    };
    let mut heard = Box::pin(desktop.changes(SEAT, seen));
    loop {
        let waits = sound.waits();
        tokio::select! {
            answer = &mut heard => {
                match answer {
                    Ok(changes) => {
                        if changes.setup && let Ok(set) = is_on(&desktop).await {
                            on = set;
                        }
                        seen = changes.seq;
                        sound.hear(&changes);
                    }
                    // This desk is alone, or no longer: another journal, and what sounded of it is known.
                    Err(Problem::AskAnew) => return,
                    Err(problem) => {
                        tracing::error!(?problem, "sound hears nothing of the room");
                        tokio::time::sleep(Duration::from_secs(2)).await;
                    }
                }
                heard = Box::pin(desktop.changes(SEAT, seen));
            },
            () = tokio::time::sleep(TURN), if waits => {}
        }
        if on {
            sound.play_what_is_due(&desktop).await;
        } else {
            lock(&sound.hearing).let_pass();
            lock(&sound.unheard).clear();
        }
    }
}

async fn is_on(desktop: &Desktop) -> Result<bool, Problem> {
    match desktop.query(SEAT, Query::Setup).await? {
        Reply::Setup(setup) => Ok(setup.settings.sound),
        _ => Err(Problem::Unknown),
    }
}

async fn start(desktop: &Desktop, sound: &Sound) -> Result<(Seq, bool), Problem> {
    let on = is_on(desktop).await?;
    let now = desktop.session(SEAT).await?.now;
    let Reply::Board(board) = desktop.query(SEAT, Query::Board).await? else {
        return Err(Problem::Unknown);
    };
    *lock(&sound.told) = (now, Instant::now());
    let mut duties = desktop.agency().map(Duties::of);
    match &mut duties {
        Some(duties) => duties.board(&board.tickets),
        None => lock(&sound.hearing).board(&board.tickets),
    }
    *lock(&sound.duties) = duties;
    Ok((board.seq, on))
}
