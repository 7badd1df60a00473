//! A desk that has joined a room elsewhere: each of its windows speaks to it with a sign-in of its own.

use crate::broken;
use crate::client::Client;
use crate::http::Delivered;
use crate::wire::pin::Pin;
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Execute;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::door::DoorView;
use kentongan_rules::view::{
    Changes, Claimable, Draft, Present, Query, Receipt, Recover, Reply, Session, SignIn,
};
use std::collections::HashMap;
use std::sync::Mutex;

/// The window that is the wall, whoever is signed in.
const WALL: &str = "wall";

pub struct There {
    pin: Pin,
    version: String,
    /// By the window's label.
    clients: Mutex<HashMap<String, Client>>,
}

impl There {
    /// `version` is this program's.
    pub fn new(pin: Pin, version: &str) -> There {
        There { pin, version: version.to_owned(), clients: Mutex::default() }
    }

    pub fn pin(&self) -> &Pin {
        &self.pin
    }

    /// The way of one window: its cookie jar is its sign-in.
    fn of(&self, window: &str) -> Result<Client, Problem> {
        let mut clients = self.clients.lock().map_err(|e| broken::other("clients", &e))?;
        if let Some(client) = clients.get(window) {
            return Ok(client.clone());
        }
        let client = Client::joined(&self.pin, &self.version)?;
        let client = if window == WALL { client.as_wall() } else { client };
        clients.insert(window.to_owned(), client.clone());
        Ok(client)
    }

    pub async fn execute(&self, window: &str, execute: &Execute<String>) -> Result<Receipt, Problem> {
        self.of(window)?.execute(execute).await
    }
    pub async fn query(&self, window: &str, query: &Query) -> Result<Reply, Problem> {
        self.of(window)?.query(query).await
    }
    pub async fn changes(&self, window: &str, after: Seq) -> Result<Changes, Problem> {
        self.of(window)?.changes(after).await
    }
    pub async fn changes_beside(&self, window: &str, after: Seq, heard: u32) -> Result<Changes, Problem> {
        self.of(window)?.changes_beside(after, heard).await
    }
    pub async fn present(&self, window: &str, said: &Present) -> Result<(), Problem> {
        self.of(window)?.present(said).await
    }
    pub async fn claim(&self, window: &str, what: &Claimable) -> Result<(), Problem> {
        self.of(window)?.claim(what).await
    }
    pub async fn lock_screen(&self, window: &str) -> Result<Session, Problem> {
        self.of(window)?.lock_screen().await
    }
    pub async fn unlock_screen(&self, window: &str, secret: &str) -> Result<Session, Problem> {
        self.of(window)?.unlock_screen(secret).await
    }
    pub async fn sign_in(&self, window: &str, who: &SignIn) -> Result<Session, Problem> {
        self.of(window)?.sign_in(who).await
    }
    pub async fn recover(&self, window: &str, by: &Recover) -> Result<Session, Problem> {
        self.of(window)?.recover(by).await
    }
    pub async fn sign_out(&self, window: &str) -> Result<Session, Problem> {
        self.of(window)?.sign_out().await
    }
    pub async fn keep_draft(&self, window: &str, draft: &Draft) -> Result<(), Problem> {
        self.of(window)?.keep_draft(draft).await
    }
    pub async fn drafts(&self, window: &str) -> Result<Vec<Draft>, Problem> {
        self.of(window)?.drafts().await
    }
    pub async fn training(&self, window: &str, on: bool) -> Result<Session, Problem> {
        self.of(window)?.training(on).await
    }
    pub async fn confirm_clock(&self, window: &str) -> Result<(), Problem> {
        self.of(window)?.confirm_clock().await
    }
    pub async fn door(&self, window: &str) -> Result<DoorView, Problem> {
        self.of(window)?.door().await
    }
    pub async fn set_door(&self, window: &str, on: bool) -> Result<DoorView, Problem> {
        self.of(window)?.set_door(on).await
    }
    pub async fn let_in(&self, window: &str, on: bool) -> Result<DoorView, Problem> {
        self.of(window)?.let_in(on).await
    }
    /// Everybody who is signed in, at whichever desk.
    pub async fn signed_in(&self) -> Result<Vec<Actor>, Problem> {
        self.of(WALL)?.signed_in().await
    }
    /// What became of an alarm at this desk's outlet.
    pub async fn delivered(&self, delivered: &Delivered) -> Result<(), Problem> {
        self.of(WALL)?.delivered(delivered).await
    }
}
