//! The other end of the wire, beside the door so that they cannot drift.

use kentongan_rules::command::Execute;
use kentongan_rules::problem::Problem;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Changes, Draft, Query, Receipt, Recover, Reply, Session, SignIn};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::time::Duration;

/// A desk that speaks to a room over HTTP; its cookie is its sign-in.
#[derive(Clone, Debug)]
pub struct Client {
    http: reqwest::Client,
    base: String,
}

impl Client {
    /// `base` is the room's address, `http://127.0.0.1:8112`.
    pub fn new(base: &str) -> Result<Client, Problem> {
        let http = reqwest::Client::builder()
            .cookie_store(true)
            .no_proxy()
            .connect_timeout(Duration::from_secs(3))
            .timeout(Duration::from_secs(40))
            .build()
            .map_err(|_| Problem::Unreachable)?;
        Ok(Client { http, base: base.trim_end_matches('/').to_owned() })
    }

    pub async fn execute(&self, execute: &Execute<String>) -> Result<Receipt, Problem> {
        self.post("execute", execute).await
    }
    pub async fn query(&self, query: &Query) -> Result<Reply, Problem> {
        self.post("query", query).await
    }
    pub async fn changes(&self, after: Seq) -> Result<Changes, Problem> {
        answer(self.http.get(format!("{}/api/changes?after={}", self.base, after.0)).send().await).await
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

    async fn post<T: DeserializeOwned>(&self, verb: &str, body: &impl Serialize) -> Result<T, Problem> {
        answer(self.http.post(format!("{}/api/{verb}", self.base)).json(body).send().await).await
    }
}

async fn answer<T: DeserializeOwned>(sent: Result<reqwest::Response, reqwest::Error>) -> Result<T, Problem> {
    let response = sent.map_err(|_| Problem::Unreachable)?;
    let good = response.status().is_success();
    let bytes = response.bytes().await.map_err(|_| Problem::Unreachable)?;
    if good {
        serde_json::from_slice(&bytes).map_err(|_| Problem::Unreachable)
    } else {
        Err(serde_json::from_slice(&bytes).unwrap_or(Problem::Unreachable))
    }
}
