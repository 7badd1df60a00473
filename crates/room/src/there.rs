//! A desk that has joined a room elsewhere: each of its windows speaks to it with a sign-in of its own, and goes on
//! without it where the desk has a small room of its own.

mod asking;

use crate::alone::{Alone, Link};
use crate::broken;
use crate::client::Client;
use crate::http::Delivered;
use crate::time::TimeSource;
use crate::wire::pin::Pin;
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Execute;
use kentongan_rules::export::{Export, ExportFile};
use kentongan_rules::id::TicketId;
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::problem::Problem;
use kentongan_rules::view::door::DoorView;
use kentongan_rules::view::{Claimable, Draft, Present, Receipt, Recover, Session, SignIn};
use std::collections::HashMap;
use std::path::Path;
use std::sync::{Arc, Mutex};

/// The window that is the wall, whoever is signed in.
const WALL: &str = "wall";

/// Whether it reads as the wall does: the wall, or a listener such as `wall.sound` with a position of its own.
pub(crate) fn is_wall(window: &str) -> bool {
    window.split('.').next() == Some(WALL)
}

pub struct There {
    pin: Pin,
    version: String,
    /// By the window's label.
    clients: Mutex<HashMap<String, Client>>,
    alone: Option<Arc<Alone>>,
}

impl There {
    /// `version` is this program's. Without a folder of its own the desk can do nothing alone.
    pub fn new(pin: Pin, version: &str) -> There {
        There { pin, version: version.to_owned(), clients: Mutex::default(), alone: None }
    }

    /// A desk that keeps in `data` what it needs to go on alone.
    ///
    /// # Errors
    /// The disk refused, or what was kept is not what was given.
    pub async fn open(pin: Pin, data: &Path, time: TimeSource, version: &str) -> Result<There, Problem> {
        let alone = Alone::open(&pin, data, time, version).await?;
        alone.keep_looking();
        Ok(There { alone: Some(alone), ..There::new(pin, version) })
    }

    pub fn pin(&self) -> &Pin {
        &self.pin
    }

    /// Looks now whether the room answers, and delivers what is held if it does.
    pub async fn look(&self) {
        if let Some(alone) = &self.alone {
            alone.look().await;
        }
    }

    /// The way of one window: its cookie jar is its sign-in.
    fn of(&self, window: &str) -> Result<Client, Problem> {
        let mut clients = self.clients.lock().map_err(|e| broken::other("clients", &e))?;
        if let Some(client) = clients.get(window) {
            return Ok(client.clone());
        }
        let client = Client::joined(&self.pin, &self.version)?;
        let client = if is_wall(window) { client.as_wall() } else { client };
        clients.insert(window.to_owned(), client.clone());
        Ok(client)
    }

    /// Whoever was signed in at the room from this window is not any more.
    fn forget(&self, window: &str) {
        if let Ok(mut clients) = self.clients.lock() {
            clients.remove(window);
        }
    }

    /// The desk, if it is alone now.
    fn if_alone(&self) -> Option<(&Arc<Alone>, Link)> {
        let alone = self.alone.as_ref()?;
        let link = alone.link();
        link.since.is_some().then_some((alone, link))
    }

    /// What only the room itself can do.
    fn with_room(&self, window: &str) -> Result<Client, Problem> {
        if self.if_alone().is_some() { Err(Problem::Alone) } else { self.of(window) }
    }

    pub async fn execute(&self, window: &str, execute: &Execute<String>) -> Result<Receipt, Problem> {
        let client = self.of(window)?;
        match &self.alone {
            Some(alone) => alone.execute(window, &client, execute).await,
            None => client.execute(execute).await,
        }
    }
    pub async fn present(&self, window: &str, said: &Present) -> Result<(), Problem> {
        self.of(window)?.present(said).await
    }
    pub async fn claim(&self, window: &str, what: &Claimable) -> Result<(), Problem> {
        self.of(window)?.claim(what).await
    }
    /// The bytes are the room's to keep: a desk that is alone takes none.
    pub async fn give_photo(
        &self,
        window: &str,
        ticket: TicketId,
        file: Vec<u8>,
    ) -> Result<PhotoId, Problem> {
        let client = self.with_room(window)?;
        self.or_alone(client.give_photo(ticket, file)).await
    }
    pub async fn photo(&self, window: &str, of: PhotoOf) -> Result<Vec<u8>, Problem> {
        let client = self.with_room(window)?;
        self.or_alone(client.photo(of)).await
    }
    /// What the room has; a desk that is alone does not know the half of it.
    pub async fn export(&self, window: &str, export: Export) -> Result<ExportFile, Problem> {
        let client = self.with_room(window)?;
        self.or_alone(client.export(export)).await
    }
    /// A room that did not answer is away from now on, where this desk can go on alone; and whoever waits is told as
    /// soon as anybody finds it away.
    async fn or_alone<T>(&self, asked: impl Future<Output = Result<T, Problem>>) -> Result<T, Problem> {
        let Some(alone) = &self.alone else { return asked.await };
        let link = alone.link();
        let answer = tokio::select! {
            answer = asked => answer,
            () = alone.turned(link.turn) => Err(Problem::Unreachable),
        };
        match answer {
            Err(Problem::Unreachable) => {
                alone.cut();
                Err(Problem::Alone)
            }
            answer => answer,
        }
    }
    pub async fn lock_screen(&self, window: &str) -> Result<Session, Problem> {
        self.of(window)?.lock_screen().await
    }
    pub async fn unlock_screen(&self, window: &str, secret: &str) -> Result<Session, Problem> {
        self.of(window)?.unlock_screen(secret).await
    }
    pub async fn sign_in(&self, window: &str, who: &SignIn) -> Result<Session, Problem> {
        if self.if_alone().is_none() {
            match (self.of(window)?.sign_in(who).await, &self.alone) {
                (Err(Problem::Unreachable), Some(alone)) => alone.cut(),
                (Ok(session), Some(alone)) => {
                    alone.sit(window, &session.actor);
                    // The hash by which they can sign in here alone.
                    alone.look().await;
                    return Ok(session);
                }
                (answer, _) => return answer,
            }
        }
        let Some(alone) = &self.alone else { return Err(Problem::Unreachable) };
        let room = alone.small_room().await?;
        let (token, session) = room.sign_in(who.clone(), self.pin.desk).await?;
        room.sign_out(&token).await;
        self.forget(window);
        alone.sit(window, &session.actor);
        self.session(window).await
    }
    pub async fn sign_out(&self, window: &str) -> Result<Session, Problem> {
        if self.if_alone().is_none() {
            match (self.of(window)?.sign_out().await, &self.alone) {
                (Err(Problem::Unreachable), Some(alone)) => alone.cut(),
                (Ok(session), Some(alone)) => {
                    alone.sit(window, &session.actor);
                    return Ok(session);
                }
                (answer, _) => return answer,
            }
        }
        self.forget(window);
        let Some(alone) = &self.alone else { return Err(Problem::Unreachable) };
        alone.stand_up(window);
        self.session(window).await
    }
    pub async fn recover(&self, window: &str, by: &Recover) -> Result<Session, Problem> {
        let session = self.with_room(window)?.recover(by).await?;
        if let Some(alone) = &self.alone {
            alone.sit(window, &session.actor);
        }
        Ok(session)
    }
    /// On the desk's own disk, if it has one.
    pub async fn keep_draft(&self, window: &str, draft: &Draft) -> Result<(), Problem> {
        match &self.alone {
            Some(alone) => alone.keep_draft(draft).await,
            None => self.of(window)?.keep_draft(draft).await,
        }
    }
    pub async fn drafts(&self, window: &str) -> Result<Vec<Draft>, Problem> {
        match &self.alone {
            Some(alone) => alone.drafts().await,
            None => self.of(window)?.drafts().await,
        }
    }
    pub async fn training(&self, window: &str, on: bool) -> Result<Session, Problem> {
        self.with_room(window)?.training(on).await
    }
    pub async fn confirm_clock(&self, window: &str) -> Result<(), Problem> {
        self.with_room(window)?.confirm_clock().await
    }
    pub async fn door(&self, window: &str) -> Result<DoorView, Problem> {
        self.with_room(window)?.door().await
    }
    pub async fn set_door(&self, window: &str, on: bool) -> Result<DoorView, Problem> {
        self.with_room(window)?.set_door(on).await
    }
    pub async fn let_in(&self, window: &str, on: bool) -> Result<DoorView, Problem> {
        self.with_room(window)?.let_in(on).await
    }
    /// Everybody who is signed in, at whichever desk; of a desk alone, whoever sits at it.
    pub async fn signed_in(&self) -> Result<Vec<Actor>, Problem> {
        match self.if_alone() {
            Some((alone, _)) => Ok(alone.who_sits()),
            None => self.of(WALL)?.signed_in().await,
        }
    }
    /// Commands that the room was not told yet.
    pub async fn held(&self) -> Result<u32, Problem> {
        match &self.alone {
            Some(alone) => Ok(alone.view().await?.map_or(0, |view| view.held)),
            None => Ok(0),
        }
    }
    /// Leaves nothing running.
    pub async fn close(&self) {
        if let Some(alone) = &self.alone {
            alone.close().await;
        }
    }
    /// What became of an alarm at this desk's outlet.
    pub async fn delivered(&self, delivered: &Delivered) -> Result<(), Problem> {
        match self.if_alone() {
            Some((alone, _)) => {
                let Delivered { ticket, clock, outlet, worked } = delivered.clone();
                // Of the room's own tickets nothing can be written down here.
                if alone.holds(ticket).await? {
                    alone.small_room().await?.record_delivery(ticket, clock, outlet, worked).await?;
                }
                Ok(())
            }
            None => self.of(WALL)?.delivered(delivered).await,
        }
    }
}
