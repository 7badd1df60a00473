//! The other end of the wire, beside the door so that they cannot drift.

use crate::broken;
use crate::http::{Delivered, Hello, SEAT, VERSION};
use crate::wire::held::{Answered, Delivery, SawMore, Stock};
use crate::wire::pairing::{Join, Joined};
use crate::wire::pin::{Pin, base, believing_nobody, host_and_port};
use kentongan_rules::actor::Actor;
use kentongan_rules::command::Execute;
use kentongan_rules::export::{Export, ExportFile};
use kentongan_rules::id::TicketId;
use kentongan_rules::photo::{PhotoId, PhotoOf};
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::door::DoorView;
use kentongan_rules::view::{
    Changes, Claimable, Draft, Present, Query, Receipt, Recover, Reply, Session, SignIn,
};
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use reqwest::header::{CONTENT_DISPOSITION, CONTENT_TYPE};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

/// A desk that speaks to a room; its cookie is its sign-in.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
    /// Said with every command; a room of another version takes none.
    version: Option<String>,
    /// Asks as the wall does, whoever is signed in.
    wall: bool,
}

fn builder() -> reqwest::ClientBuilder {
    reqwest::Client::builder()
        .cookie_store(true)
        .no_proxy()
        .connect_timeout(Duration::from_secs(3))
        .timeout(Duration::from_secs(40))
        .http2_keep_alive_interval(Duration::from_secs(5))
        .http2_keep_alive_timeout(Duration::from_secs(3))
        .http2_keep_alive_while_idle(true)
}

impl Client {
    /// `base` is the address of a room on this PC, `http://127.0.0.1:8112`.
    ///
    /// # Errors
    /// No client can be made.
    pub fn new(base: &str) -> Result<Client, Problem> {
        // On this PC nothing is said over TLS, yet no client is made without.
        let tls = believing_nobody()?;
        let http =
            builder().tls_backend_preconfigured(tls).build().map_err(|e| broken::other("client", &e))?;
        Ok(Client { http, base: base.trim_end_matches('/').to_owned(), version: None, wall: false })
    }

    /// Over TLS as configured, to the room at `address`, a `host:port`. Nothing is ever said without TLS.
    ///
    /// # Errors
    /// No client can be made.
    pub fn over(tls: rustls::ClientConfig, address: &str) -> Result<Client, Problem> {
        let (host, port) = host_and_port(address);
        let http = builder()
            .https_only(true)
            .tls_backend_preconfigured(tls)
            .dns_resolver(Arc::new(At { host }))
            .build()
            .map_err(|e| broken::other("client", &e))?;
        Ok(Client { http, base: base(port), version: None, wall: false })
    }

    /// The room that this desk has joined; `version` is the desk's own.
    ///
    /// # Errors
    /// What was kept is not what was given.
    pub fn joined(pin: &Pin, version: &str) -> Result<Client, Problem> {
        let client = Client::over(pin.tls()?, &pin.address)?;
        Ok(Client { version: Some(version.to_owned()), ..client })
    }

    /// The same, asking as the wall does.
    #[must_use]
    pub fn as_wall(self) -> Client {
        Client { wall: true, ..self }
    }

    pub async fn hello(&self) -> Result<Hello, Problem> {
        self.get("hello").await
    }
    pub async fn pair(&self, join: &Join) -> Result<Joined, Problem> {
        self.post("pair", join).await
    }
    pub async fn door(&self) -> Result<DoorView, Problem> {
        self.get("door").await
    }
    pub async fn set_door(&self, on: bool) -> Result<DoorView, Problem> {
        self.post("door", &serde_json::json!({ "on": on })).await
    }
    pub async fn let_in(&self, on: bool) -> Result<DoorView, Problem> {
        self.post("let_in", &serde_json::json!({ "on": on })).await
    }
    pub async fn signed_in(&self) -> Result<Vec<Actor>, Problem> {
        self.get("signed_in").await
    }
    pub async fn delivered(&self, delivered: &Delivered) -> Result<(), Problem> {
        self.post("delivered", delivered).await
    }
    /// What this desk needs to go on alone; `has` is the version of the setup that it has, `heard` the last position
    /// that it was told.
    pub async fn stock(&self, has: Option<u32>, heard: Option<Seq>) -> Result<Stock, Problem> {
        let (has, heard) =
            (has.map(|has| format!("has={has}")), heard.map(|Seq(heard)| format!("heard={heard}")));
        let said: Vec<String> = has.into_iter().chain(heard).collect();
        self.get(&format!("stock?{}", said.join("&"))).await
    }
    /// What this desk had seen, of a room that has lost it.
    pub async fn saw_more(&self, more: &SawMore) -> Result<(), Problem> {
        self.post("saw_more", more).await
    }
    /// What this desk did alone: the room's word on each, in their order.
    pub async fn deliver(&self, delivery: &Delivery) -> Result<Vec<Answered>, Problem> {
        self.post("held", delivery).await
    }
    pub async fn execute(&self, execute: &Execute<String>) -> Result<Receipt, Problem> {
        self.post("execute", execute).await
    }
    pub async fn query(&self, query: &Query) -> Result<Reply, Problem> {
        self.post("query", query).await
    }
    pub async fn changes(&self, after: Seq) -> Result<Changes, Problem> {
        self.get(&format!("changes?after={}", after.0)).await
    }
    /// The same, with who else is here.
    pub async fn changes_beside(&self, after: Seq, heard: u32) -> Result<Changes, Problem> {
        self.get(&format!("changes?after={}&here={heard}", after.0)).await
    }
    pub async fn present(&self, said: &Present) -> Result<(), Problem> {
        self.post("present", said).await
    }
    pub async fn claim(&self, what: &Claimable) -> Result<(), Problem> {
        self.post("claim", what).await
    }
    pub async fn lock_screen(&self) -> Result<Session, Problem> {
        self.post("lock", &()).await
    }
    pub async fn unlock_screen(&self, secret: &str) -> Result<Session, Problem> {
        self.post("unlock", &serde_json::json!({ "secret": secret })).await
    }
    pub async fn sign_in(&self, who: &SignIn) -> Result<Session, Problem> {
        self.post("sign_in", who).await
    }
    pub async fn recover(&self, by: &Recover) -> Result<Session, Problem> {
        self.post("recover", by).await
    }
    pub async fn sign_out(&self) -> Result<Session, Problem> {
        self.post("sign_out", &()).await
    }
    pub async fn keep_draft(&self, draft: &Draft) -> Result<(), Problem> {
        self.post("keep_draft", draft).await
    }
    pub async fn drafts(&self) -> Result<Vec<Draft>, Problem> {
        self.post("drafts", &()).await
    }
    pub async fn training(&self, on: bool) -> Result<Session, Problem> {
        self.post("training", &serde_json::json!({ "on": on })).await
    }
    pub async fn confirm_clock(&self) -> Result<(), Problem> {
        self.post("confirm_clock", &()).await
    }

    /// A file that is to be a photo of this ticket.
    pub async fn give_photo(&self, ticket: TicketId, file: Vec<u8>) -> Result<PhotoId, Problem> {
        let asked = self.http.post(format!("{}/api/photo?ticket={ticket}", self.base));
        self.ask(asked.header(CONTENT_TYPE, "application/octet-stream").body(file)).await
    }
    /// A photo, as a JPEG.
    pub async fn photo(&self, of: PhotoOf) -> Result<Vec<u8>, Problem> {
        let PhotoOf { ticket, photo } = of;
        let asked = self.http.get(format!("{}/api/photo/{photo}?ticket={ticket}", self.base));
        bytes(self.send(asked).await).await
    }

    /// A file on its way out, under the room's own name for it.
    pub async fn export(&self, export: Export) -> Result<ExportFile, Problem> {
        let sent = self.send(self.http.post(format!("{}/api/export", self.base)).json(&export)).await;
        let named = |answer: &reqwest::Response| {
            let said = answer.headers().get(CONTENT_DISPOSITION)?.to_str().ok()?;
            let name = said.split('"').nth(1)?;
            // A name, and never a way to another folder.
            let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '-' | '.');
            (name.chars().all(plain) && !name.starts_with('.')).then(|| name.to_owned())
        };
        let name = sent.as_ref().ok().and_then(named);
        let bytes = bytes(sent).await?;
        Ok(ExportFile { name: name.ok_or(Problem::Unreachable)?, bytes })
    }

    async fn get<T: DeserializeOwned>(&self, path: &str) -> Result<T, Problem> {
        self.ask(self.http.get(format!("{}/api/{path}", self.base))).await
    }

    async fn post<T: DeserializeOwned>(&self, verb: &str, body: &impl Serialize) -> Result<T, Problem> {
        self.ask(self.http.post(format!("{}/api/{verb}", self.base)).json(body)).await
    }

    async fn ask<T: DeserializeOwned>(&self, request: reqwest::RequestBuilder) -> Result<T, Problem> {
        answer(self.send(request).await).await
    }

    async fn send(&self, request: reqwest::RequestBuilder) -> Result<reqwest::Response, reqwest::Error> {
        let version = self.version.iter().fold(request, |asked, version| asked.header(VERSION, version));
        let asked = if self.wall { version.header(SEAT, "wall") } else { version };
        asked.send().await
    }
}

async fn answer<T: DeserializeOwned>(sent: Result<reqwest::Response, reqwest::Error>) -> Result<T, Problem> {
    serde_json::from_slice(&bytes(sent).await?).map_err(|_| Problem::Unreachable)
}

async fn bytes(sent: Result<reqwest::Response, reqwest::Error>) -> Result<Vec<u8>, Problem> {
    let response = sent.map_err(|_| Problem::Unreachable)?;
    let good = response.status().is_success();
    let bytes = response.bytes().await.map_err(|_| Problem::Unreachable)?;
    if good { Ok(bytes.into()) } else { Err(serde_json::from_slice(&bytes).unwrap_or(Problem::Unreachable)) }
}

/// The room's one name leads to whatever address was typed, looked up anew each time: addresses change.
#[derive(Debug)]
struct At {
    host: String,
}

impl Resolve for At {
    fn resolve(&self, _: Name) -> Resolving {
        let host = self.host.clone();
        Box::pin(async move {
            let found: Vec<SocketAddr> = tokio::net::lookup_host((host.as_str(), 0)).await?.collect();
            Ok(Box::new(found.into_iter()) as Addrs)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_client_of_this_pc_is_made_and_finds_nobody() {
        let client = Client::new("http://127.0.0.1:9").unwrap();
        assert_eq!(client.hello().await, Err(Problem::Unreachable));
    }
}
