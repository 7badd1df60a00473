//! Alarms on the desktop, raised from here and not from a page. A toast is handed over, never delivered: what is still
//! unacknowledged stays on the wall and in the list whatever became of it.

pub mod alarm;
pub mod flood;
pub mod mark;
mod queue;
mod wording;

use crate::desktop::Desktop;
use crate::platform;
use crate::sound::duty::waiting_of;
use crate::window;
use alarm::Alarm;
use flood::Now;
use kentongan_rules::clock::Outlet;
use kentongan_rules::id::TicketId;
use kentongan_rules::problem::Problem;
use kentongan_rules::region::AgencyCode;
use kentongan_rules::time::{At, Seq, Span};
use kentongan_rules::view::{Changes, Line, Notifier, Query, Reply, SetupView, TicketRow};
use mark::{Kept, Mark};
use queue::Queue;
use std::collections::HashMap;
use std::time::{Duration, Instant};
use tauri::{AppHandle, Manager};
use tauri_plugin_notification::NotificationExt;
use wording::Toast;

/// Between two looks at whether anything takes notifications.
const PROBE: Duration = Duration::from_secs(60);
/// The same while an alarm waits for somebody to take it.
const PROBE_WAITING: Duration = Duration::from_secs(5);
/// The plugin hands over on a thread of its own and reports nothing; the bus takes a few milliseconds. Dying within
/// this time raises the alarm once more at the next start, dying without it could lose one.
const HAND_OVER: Duration = Duration::from_millis(250);

/// Toasts about what was sent to an agency, of one answer of the room; the rest is on its screen.
const MOST_DUTIES: usize = 3;

/// Listens as the wall does, so that no name and no number can reach a toast.
const SEAT: &str = "wall.toasts";

/// Follows the room for as long as the program runs, wherever it is.
pub async fn follow(app: AppHandle) {
    // A click leads to the alarms, wherever the window was.
    let clicked = app.clone();
    if let Err(error) = app.notification().on_action(move |_| window::show_place(&clicked, "alarms")) {
        tracing::warn!(%error, "clicks on notifications lead nowhere");
    }
    loop {
        let moved = async { app.state::<Desktop>().moved().await };
        tokio::select! {
            () = follow_here(&app) => {}
            () = moved => {}
        }
    }
}

/// Follows the room where it is now.
async fn follow_here(app: &AppHandle) {
    let mut follower = loop {
        match Follower::start(app).await {
            Ok(follower) => break follower,
            Err(problem) => {
                tracing::error!(?problem, "the notifier cannot start yet");
                tokio::time::sleep(PROBE_WAITING).await;
            }
        }
    };
    follower.probe().await;
    let mut probe = tokio::time::Instant::now() + PROBE;
    loop {
        let desktop = app.state::<Desktop>();
        let wake = follower.wake().map_or(probe, |wait| probe.min(tokio::time::Instant::now() + wait));
        tokio::select! {
            answer = desktop.changes(SEAT, follower.seen) => match answer {
                Ok(changes) => follower.take(changes).await,
                // This desk is alone, or no longer: another journal, with positions of its own.
                Err(Problem::AskAnew) => return,
                Err(problem) => {
                    tracing::error!(?problem, "the notifier hears nothing");
                    tokio::time::sleep(Duration::from_secs(2)).await;
                }
            },
            () = tokio::time::sleep_until(wake) => {}
        }
        if tokio::time::Instant::now() >= probe {
            follower.probe().await;
            probe =
                tokio::time::Instant::now() + if follower.waiting.is_empty() { PROBE } else { PROBE_WAITING };
        }
        follower.hand_over().await;
    }
}

struct Follower {
    app: AppHandle,
    mark: Mark,
    /// The position up to which the room has been heard.
    seen: Seq,
    setup: SetupView,
    rows: HashMap<TicketId, TicketRow>,
    waiting: Queue,
    /// The room's clock as it was last told, and when that was.
    told: (At, Instant),
    /// The journal is the one of this desk alone, which begins and ends with that time: nothing of it is marked.
    alone: bool,
}

impl Follower {
    async fn start(app: &AppHandle) -> Result<Follower, Problem> {
        let desktop = app.state::<Desktop>();
        let setup = setup(&desktop).await?;
        let head = match desktop.query(SEAT, Query::Board).await? {
            Reply::Board(board) => board.seq,
            _ => return Err(Problem::Unknown),
        };
        desktop.speak(setup.settings.language);
        let mut mark = Mark::of(&desktop.data);
        let session = desktop.session(SEAT).await?;
        let alone = session.alone.is_some_and(|alone| alone.since.is_some());
        let seen = if alone {
            Seq(0)
        } else {
            // A room restored from a backup may be behind; one that was never followed starts at its head.
            let handed = mark.kept().map_or(head, |kept| kept.handed.min(head));
            mark.keep(Kept { handed, language: setup.settings.language });
            handed
        };
        Ok(Follower {
            app: app.clone(),
            mark,
            seen,
            setup,
            rows: HashMap::new(),
            waiting: Queue::default(),
            told: (session.now, Instant::now()),
            alone,
        })
    }

    async fn probe(&self) {
        let found =
            tauri::async_runtime::spawn_blocking(platform::notifier).await.unwrap_or(Notifier::Missing);
        let desktop = self.app.state::<Desktop>();
        if found != desktop.notifier() {
            tracing::info!(?found, "who takes notifications");
        }
        desktop.found_notifier(found);
    }

    /// How long until something is to be done without being told.
    fn wake(&self) -> Option<Duration> {
        (!self.waiting.is_empty()).then_some(PROBE_WAITING)
    }

    /// The room's clock now.
    fn now(&self) -> At {
        let since = self.told.1.elapsed().as_millis();
        self.told.0 + Span(i64::try_from(since).unwrap_or(i64::MAX))
    }

    async fn take(&mut self, changes: Changes) {
        self.told = (changes.now, Instant::now());
        self.seen = changes.seq;
        let desktop = self.app.state::<Desktop>();
        if changes.setup {
            match setup(&desktop).await {
                Ok(setup) => {
                    desktop.speak(setup.settings.language);
                    self.setup = setup;
                }
                Err(problem) => tracing::error!(?problem, "the notifier keeps the setup it knew"),
            }
        }
        for row in changes.rows {
            self.rows.insert(row.id, row);
        }
        let mut fired = alarm::fired(&changes.lines);
        if let Some(own) = desktop.agency() {
            fired.retain(|alarm| alarm.agency.as_ref() == Some(&own));
            if self.setup.settings.notifications {
                self.tell_duties(&own, &changes.lines);
            }
        }
        self.waiting.join(fired);
    }

    /// What was just sent to the agency that sits here and waits still: the newest of it.
    fn tell_duties(&self, own: &AgencyCode, lines: &[Line]) {
        let (now, language) = (self.now(), self.setup.settings.language);
        let sent = alarm::sent_to(own, lines).into_iter().rev();
        let rows = sent.filter_map(|ticket| self.rows.get(&ticket));
        for row in rows.filter(|row| waiting_of(row, own).next().is_some()).take(MOST_DUTIES) {
            self.raise(&wording::duty(row, &self.setup, language, now));
        }
    }

    /// Hands over what waits, all of it or as much as the flood lets through, and then writes down how far it came.
    async fn hand_over(&mut self) {
        self.drop_settled().await;
        if !self.setup.settings.notifications {
            self.waiting.clear();
        }
        let handed = !self.waiting.is_empty() && self.tell_waiting().await;
        if handed {
            tokio::time::sleep(HAND_OVER).await;
        }
        let so_far = self.waiting.first().map_or(self.seen, |first| Seq(first.seq.0 - 1));
        let kept = Kept { handed: so_far, language: self.setup.settings.language };
        if !self.alone && (handed || self.mark.is_old(&kept)) {
            self.mark.keep(kept);
        }
        if self.waiting.is_empty() {
            self.rows.clear();
        }
    }

    /// Whether any was handed over. An alarm that nobody can take is kept, and is handed over when somebody can.
    async fn tell_waiting(&mut self) -> bool {
        // Who took the last one may have gone since, and `show` would not say so.
        self.probe().await;
        if !matches!(self.app.state::<Desktop>().notifier(), Notifier::Ready { .. }) {
            for alarm in self.waiting.refused() {
                self.record(&alarm, false).await;
            }
            return false;
        }
        let (now, language) = (self.now(), self.setup.settings.language);
        let (plan, alarms) = self.waiting.next(now);
        match plan {
            Now::Each(_) => {
                for alarm in &alarms {
                    let row = self.rows.get(&alarm.ticket);
                    self.raise(&wording::one(alarm, row, &self.setup, language, now));
                }
            }
            Now::Grouped(_) => {
                let rows = alarms.iter().map(|alarm| self.rows.get(&alarm.ticket));
                self.raise(&wording::many(rows, &self.setup, language, now));
            }
            Now::Wait => {}
        }
        for alarm in &alarms {
            self.record(alarm, true).await;
        }
        !alarms.is_empty()
    }

    /// Nobody needs to hear of what has been settled, or acknowledged, since it fired.
    async fn drop_settled(&mut self) {
        if self.waiting.any(|alarm| !self.rows.contains_key(&alarm.ticket)) {
            match self.app.state::<Desktop>().query(SEAT, Query::Board).await {
                Ok(Reply::Board(board)) => {
                    for row in board.tickets {
                        self.rows.entry(row.id).or_insert(row);
                    }
                }
                // Rather one too many, without its number, than one too few.
                _ => return,
            }
        }
        // What is not on the board is closed.
        let rows = &self.rows;
        self.waiting.retain(|alarm| rows.get(&alarm.ticket).is_some_and(|row| alarm.stands(row)));
    }

    async fn record(&self, alarm: &Alarm, worked: bool) {
        let desktop = self.app.state::<Desktop>();
        let said = desktop.record_delivery(alarm.ticket, alarm.clock, Outlet::Notification, worked).await;
        if let Err(problem) = said {
            tracing::error!(?problem, "what became of a notification was not written down");
        }
    }

    fn raise(&self, toast: &Toast) {
        raise(&self.app, toast);
    }
}

async fn setup(desktop: &Desktop) -> Result<SetupView, Problem> {
    match desktop.query(SEAT, Query::Setup).await? {
        Reply::Setup(setup) => Ok(setup),
        _ => Err(Problem::Unknown),
    }
}

fn raise(app: &AppHandle, toast: &Toast) {
    let shown = app.notification().builder().title(&toast.title).body(&toast.body).sound(toast.sound).show();
    if let Err(error) = shown {
        tracing::error!(%error, "a notification was not handed over");
    }
}

/// Hands one over and says who took it; the words ask a person whether it is seen.
pub async fn test(app: &AppHandle) -> anyhow::Result<Notifier> {
    let desktop = app.state::<Desktop>();
    let found = tauri::async_runtime::spawn_blocking(platform::notifier).await?;
    desktop.found_notifier(found.clone());
    raise(app, &wording::test(desktop.language()));
    Ok(found)
}

/// The instant `late` after which a toast says that it comes late.
pub fn comes_late(due_at: At, now: At) -> Option<i64> {
    let minutes = (now - due_at).0 / Span::minutes(1).0;
    (minutes >= 1).then_some(minutes)
}
