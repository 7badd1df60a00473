//! A screen of a joined desk, as a browser is one: it asks over TLS and HTTP/2, and waits for what is new.

use crate::shift::{SECRET, execute};
use kentongan_room::http::SEAT;
use kentongan_room::wire::NAME;
use kentongan_room::wire::pin::Pin;
use kentongan_rules::command::Command;
use kentongan_rules::id::TicketId;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Changes, Present, Query, Receipt, Reply, SignIn};
use reqwest::{Client, Method, Response};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::net::SocketAddr;

#[derive(Clone)]
pub struct Screen {
    http: Client,
    base: String,
    cookie: Option<String>,
}

impl Screen {
    /// A connection of its own with this desk's key; nobody is signed in.
    pub fn at(pin: &Pin) -> Screen {
        let address: SocketAddr = pin.address.parse().unwrap();
        let http = Client::builder()
            .no_proxy()
            .tls_backend_preconfigured(pin.tls().unwrap())
            .resolve(NAME, address)
            .build()
            .unwrap();
        Screen { http, base: format!("https://{NAME}:{}/api", address.port()), cookie: None }
    }

    /// Another window of the same browser: its sign-in, over a connection of its own.
    pub fn beside(&self, pin: &Pin) -> Screen {
        Screen { cookie: self.cookie.clone(), ..Screen::at(pin) }
    }

    pub fn cookie(&self) -> Option<&str> {
        self.cookie.as_deref()
    }

    async fn ask(&self, method: Method, verb: &str, body: Option<&impl Serialize>) -> Response {
        let mut asked = self.http.request(method, format!("{}/{verb}", self.base));
        asked = match &self.cookie {
            Some(cookie) => asked.header("cookie", cookie),
            None => asked.header(SEAT, "wall"),
        };
        if let Some(body) = body {
            asked = asked.json(body);
        }
        asked.send().await.unwrap()
    }

    async fn told<T: DeserializeOwned>(response: Response) -> T {
        let status = response.status();
        let bytes = response.bytes().await.unwrap();
        assert!(status.is_success(), "void: {status} {}", String::from_utf8_lossy(&bytes));
        serde_json::from_slice(&bytes).unwrap()
    }

    pub async fn sign_in(self, account: &str) -> Screen {
        let who = SignIn { account: account.to_owned(), secret: SECRET.to_owned(), shift: None };
        // Not as the wall, which nobody signs in at.
        let nobody = Screen { cookie: Some(String::new()), ..self };
        let response = nobody.ask(Method::POST, "sign_in", Some(&who)).await;
        assert!(response.status().is_success(), "void: {:?}", response.text().await);
        let cookie = response.headers()["set-cookie"].to_str().unwrap().split(';').next().map(str::to_owned);
        Screen { cookie, ..nobody }
    }

    pub async fn sign_out(&self) {
        let _: serde_json::Value = Screen::told(self.ask(Method::POST, "sign_out", Some(&())).await).await;
    }

    pub async fn say(&self, command: Command<String>) -> Receipt {
        Screen::told(self.ask(Method::POST, "execute", Some(&execute(command))).await).await
    }

    pub async fn query(&self, query: &Query) -> Reply {
        Screen::told(self.ask(Method::POST, "query", Some(query)).await).await
    }

    /// This ticket is open here.
    pub async fn present(&self, ticket: TicketId) {
        let said = Present { ticket: Some(ticket), typing: false };
        Screen::told(self.ask(Method::POST, "present", Some(&said)).await).await
    }

    /// What is new after `after`, and who else is here if that is not as `heard`.
    pub async fn changes(&self, after: Seq, heard: Option<u32>) -> Changes {
        let heard = heard.map(|heard| format!("&here={heard}")).unwrap_or_default();
        let verb = format!("changes?after={}{heard}", after.0);
        Screen::told(self.ask(Method::GET, &verb, None::<&()>).await).await
    }
}
