//! What this desk does, written down before it is sent: durable, encrypted by a key that only this desk can make, and
//! signed once it is judged here.

use crate::wire::held::Held;
use crate::wire::pin::Pin;
use crate::{broken, secret, upgrade};
use hmac::{Hmac, KeyInit, Mac};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Execute;
use kentongan_rules::id::{CommandId, TicketNumber};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::At;
use kentongan_rules::view::{Draft, OutboxRow, OutboxState};
use kentongan_store::{Broken, DeskStore, OpenOptions, Posted, Standing};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::Sha256;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};

pub(super) struct Outbox {
    store: Arc<Mutex<DeskStore>>,
    key: Arc<age::x25519::Identity>,
    own_key: String,
}

/// A command and who spoke it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Spoken {
    pub body: String,
    pub actor: Actor,
}

/// One that was held here.
#[derive(Clone, Debug)]
pub(super) struct Kept {
    pub posted: Posted,
    pub spoken: Spoken,
    pub execute: Execute<String>,
}

impl Kept {
    pub fn held(&self) -> Held {
        Held {
            id: self.posted.id,
            body: self.spoken.body.clone(),
            actor: self.spoken.actor.clone(),
            occurred_at: self.posted.occurred_at,
            number: self.posted.number.clone(),
            signature: self.posted.signature.clone().unwrap_or_default(),
        }
    }

    fn why(&self) -> Option<Problem> {
        self.posted.why.as_deref().and_then(|why| serde_json::from_str(why).ok())
    }

    /// The room did not have what it is about.
    pub fn is_early(&self) -> bool {
        let refusal = match self.why() {
            Some(Problem::Refused { refusal }) => refusal,
            _ => return false,
        };
        matches!(refusal, Refusal::UnknownTicket | Refusal::UnknownCall)
    }

    pub fn row(&self) -> OutboxRow {
        OutboxRow {
            command: self.execute.clone(),
            occurred_at: self.posted.occurred_at,
            by: self.spoken.actor.name.clone(),
            number: self.posted.number.clone(),
            state: match self.why() {
                Some(why) if self.posted.standing != Standing::Held => OutboxState::Refused { why },
                _ => OutboxState::Held,
            },
        }
    }
}

fn json(value: &impl Serialize) -> Result<Vec<u8>, Problem> {
    serde_json::to_vec(value).map_err(|e| broken::other("outbox", &e))
}

impl Outbox {
    /// # Errors
    /// As [`DeskStore::open`].
    pub fn open(data: &Path, pin: &Pin) -> Result<Outbox, Problem> {
        let file = data.join(format!("desk-{}.db", pin.tag()));
        upgrade::clear_left(data);
        upgrade::keep_desk(&file)?;
        let store = DeskStore::open(&file, &OpenOptions::default()).map_err(|b| broken::store(&b))?;
        let mut mac = Hmac::<Sha256>::new_from_slice(pin.own_key.as_bytes())
            .map_err(|e| broken::other("desk's key", &e))?;
        mac.update(b"kentongan desk");
        let key = Arc::new(secret::identity(&mac.finalize().into_bytes().into())?);
        Ok(Outbox { store: Arc::new(Mutex::new(store)), key, own_key: pin.own_key.clone() })
    }

    /// Off the async threads: each write waits for the disk.
    async fn ask<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&mut DeskStore) -> Result<T, Broken> + Send + 'static,
    ) -> Result<T, Problem> {
        let store = self.store.clone();
        let asked = tokio::task::spawn_blocking(move || {
            ask(&mut store.lock().unwrap_or_else(PoisonError::into_inner))
        });
        asked.await.map_err(|e| broken::other("outbox", &e))?.map_err(|b| broken::store(&b))
    }

    fn seal(&self, value: &impl Serialize) -> Result<Vec<u8>, Problem> {
        age::encrypt(&self.key.to_public(), &json(value)?).map_err(|e| broken::other("outbox", &e))
    }

    fn unseal<T: DeserializeOwned>(&self, sealed: &[u8]) -> Result<T, Problem> {
        let plain = age::decrypt(&*self.key, sealed).map_err(|e| broken::other("outbox", &e))?;
        serde_json::from_slice(&plain).map_err(|e| broken::other("outbox", &e))
    }

    fn kept(&self, posted: Posted) -> Result<Kept, Problem> {
        let spoken: Spoken = self.unseal(&posted.sealed)?;
        let execute = serde_json::from_str(&spoken.body).map_err(|e| broken::other("outbox", &e))?;
        Ok(Kept { posted, spoken, execute })
    }

    /// # Errors
    /// The disk refused.
    pub async fn write(&self, execute: &Execute<String>, actor: &Actor, at: At) -> Result<(), Problem> {
        let body = serde_json::to_string(execute).map_err(|e| broken::other("outbox", &e))?;
        let sealed = self.seal(&Spoken { body, actor: actor.clone() })?;
        let id = execute.id;
        self.ask(move |store| store.write(id, at, &sealed)).await
    }

    /// # Errors
    /// It cannot be read.
    pub async fn find(&self, id: CommandId) -> Result<Option<Kept>, Problem> {
        self.ask(move |store| store.find(id)).await?.map(|posted| self.kept(posted)).transpose()
    }

    /// # Errors
    /// They cannot be read.
    pub async fn standing(&self, standing: Standing) -> Result<Vec<Kept>, Problem> {
        let all = self.ask(move |store| store.standing(standing)).await?;
        all.into_iter().map(|posted| self.kept(posted)).collect()
    }

    /// # Errors
    /// They cannot be read.
    pub async fn count(&self, standing: Standing) -> Result<u32, Problem> {
        self.ask(move |store| store.count(standing)).await
    }

    /// Signs it, under the number that its ticket gets.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn hold(&self, kept: &Kept, number: Option<TicketNumber>) -> Result<(), Problem> {
        let posted = Posted { number, ..kept.posted.clone() };
        let Held { id, number, signature, .. } =
            Kept { posted, ..kept.clone() }.held().sign(&self.own_key)?;
        self.ask(move |store| store.hold(id, number.as_ref(), &signature)).await
    }

    /// What the room calls tickets of this desk, each opened by the command of its id where that is known.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn number(&self, named: Vec<(Option<CommandId>, TicketNumber)>) -> Result<(), Problem> {
        self.ask(move |store| store.number(&named)).await
    }

    /// The room has it, and calls the ticket that it opened so.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn done(&self, id: CommandId, number: Option<&TicketNumber>, at: At) -> Result<(), Problem> {
        let number = number.cloned();
        self.ask(move |store| store.done(id, number.as_ref(), at)).await
    }

    /// Held, and refused here; the number that was given for it is free again.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn undo(
        &self,
        id: CommandId,
        number: Option<TicketNumber>,
        why: &Problem,
        at: At,
    ) -> Result<(), Problem> {
        let why = serde_json::to_string(why).map_err(|e| broken::other("outbox", &e))?;
        self.ask(move |store| store.undo(id, number.as_ref(), &why, at)).await
    }

    /// # Errors
    /// The disk refused.
    pub async fn settle(
        &self,
        id: CommandId,
        standing: Standing,
        why: Option<&Problem>,
        at: At,
    ) -> Result<(), Problem> {
        let why = why.map(serde_json::to_string).transpose().map_err(|e| broken::other("outbox", &e))?;
        self.ask(move |store| store.settle(id, standing, why.as_deref(), at)).await
    }

    /// # Errors
    /// The disk refused.
    pub async fn let_go(&self, now: At) -> Result<(), Problem> {
        self.ask(move |store| store.let_go(now)).await
    }

    /// How many tickets this desk has numbered on the local day of `at`: `least`, or more.
    ///
    /// # Errors
    /// The disk refused.
    pub async fn counted(&self, at: At, utc_offset_minutes: i32, least: u32) -> Result<u32, Problem> {
        self.ask(move |store| store.counted(at, utc_offset_minutes, least)).await
    }

    /// # Errors
    /// The disk refused.
    pub async fn keep(&self, key: &'static str, value: &impl Serialize) -> Result<(), Problem> {
        let sealed = self.seal(value)?;
        self.ask(move |store| store.keep(key, &sealed)).await
    }

    /// # Errors
    /// It cannot be read.
    pub async fn last<T: DeserializeOwned>(&self, key: &'static str) -> Result<Option<T>, Problem> {
        let sealed = self.ask(move |store| store.kept(key)).await?;
        sealed.map(|sealed| self.unseal(&sealed)).transpose()
    }

    /// # Errors
    /// The disk refused.
    pub async fn keep_draft(&self, draft: &Draft) -> Result<(), Problem> {
        let sealed = if draft.form.is_empty() { None } else { Some(self.seal(&draft.form)?) };
        let (call, kept_at) = (draft.call, draft.kept_at);
        self.ask(move |store| store.keep_draft(call, kept_at, sealed.as_deref())).await
    }

    /// # Errors
    /// They cannot be read.
    pub async fn drafts(&self) -> Result<Vec<Draft>, Problem> {
        let all = self.ask(DeskStore::drafts).await?;
        all.into_iter()
            .map(|(call, kept_at, sealed)| Ok(Draft { call, kept_at, form: self.unseal(&sealed)? }))
            .collect()
    }
}
