//! The HTTP door, closed unless asked for. Host and Origin are checked, every verb knows its seat, bodies are
//! bounded, and what fails leaves as a problem.

mod guard;

use crate::broken;
use crate::room::Room;
use crate::session::{Seat, Token};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Query as Params, State};
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE, COOKIE, SET_COOKIE};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Query, Session};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::net::{Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

pub const PORT: u16 = 8112;
/// Ports tried after the first before giving up.
const FURTHER_PORTS: u16 = 20;
const LARGEST_BODY: usize = 4 << 20;
const COOKIE_NAME: &str = "kentongan";

/// Listens on 127.0.0.1 at `port` or the next free one; 0 takes any.
pub async fn listen(port: u16) -> Result<TcpListener, Problem> {
    let mut last = None;
    let further = if port == 0 { 0 } else { FURTHER_PORTS };
    for port in port..=port.saturating_add(further) {
        match TcpListener::bind((Ipv4Addr::LOCALHOST, port)).await {
            Ok(listener) => return Ok(listener),
            Err(why) => last = Some(why),
        }
    }
    Err(last.map_or(Problem::Unreachable, |why| broken::io("port", &why)))
}

/// Serves `room`, and the screens in `ui` if given, until `stop` resolves.
pub async fn serve(
    room: Room,
    listener: TcpListener,
    ui: Option<PathBuf>,
    stop: impl Future<Output = ()> + Send + 'static,
) -> Result<(), Problem> {
    let address = listener.local_addr().map_err(|e| broken::io("port", &e))?;
    axum::serve(listener, router(room, address, ui))
        .with_graceful_shutdown(stop)
        .await
        .map_err(|e| broken::io("serve", &e))
}

fn router(room: Room, address: SocketAddr, ui: Option<PathBuf>) -> Router {
    let verbs = Router::new()
        .route("/execute", post(execute))
        .route("/query", post(query))
        .route("/changes", get(changes))
        .route("/sign_in", post(sign_in))
        .route("/sign_out", post(sign_out))
        .route("/recover", post(recover))
        .route("/keep_draft", post(keep_draft))
        .route("/drafts", get(drafts).post(drafts))
        .route("/training", post(training))
        .route("/confirm_clock", post(confirm_clock))
        .fallback(|| async { problem(&Problem::Unknown) })
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .with_state(room);
    let mut app = Router::new().nest("/api", verbs);
    if let Some(ui) = ui {
        let index = ServeFile::new(ui.join("index.html"));
        app = app.fallback_service(ServeDir::new(ui).fallback(index));
    }
    app.layer(axum::middleware::from_fn_with_state(address, guard::check))
}

/// The seat of a request: a wall says so; a person shows the cookie; anyone else is a desk without a person.
fn seat(headers: &HeaderMap) -> Seat {
    if headers.get("x-seat").is_some_and(|seat| seat == "wall") {
        return Seat::Wall;
    }
    token(headers).map_or(Seat::Desk, Seat::Person)
}

fn token(headers: &HeaderMap) -> Option<Token> {
    headers.get_all(COOKIE).iter().filter_map(|c| c.to_str().ok()).flat_map(|c| c.split(';')).find_map(
        |pair| {
            let (name, value) = pair.trim().split_once('=')?;
            if name == COOKIE_NAME { Token::parse(value) } else { None }
        },
    )
}

fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|why| Problem::Malformed { about: why.to_string() })
}

fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::Refused { refusal: Refusal::Stale { .. } } => StatusCode::CONFLICT,
        Problem::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::SignedOut | Problem::WrongSignIn => StatusCode::UNAUTHORIZED,
        Problem::Wait { .. } => StatusCode::TOO_MANY_REQUESTS,
        Problem::NotAllowed => StatusCode::FORBIDDEN,
        Problem::Unknown => StatusCode::NOT_FOUND,
        Problem::Malformed { .. } => StatusCode::BAD_REQUEST,
        Problem::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        Problem::Unreachable => StatusCode::SERVICE_UNAVAILABLE,
    }
}

fn problem(problem: &Problem) -> Response {
    (status(problem), json(problem)).into_response()
}

fn json(value: &impl serde::Serialize) -> Response {
    match serde_json::to_vec(value) {
        Ok(bytes) => {
            ([(CONTENT_TYPE, "application/json"), (CACHE_CONTROL, "no-store")], bytes).into_response()
        }
        Err(why) => {
            broken::other("json", &why);
            StatusCode::INTERNAL_SERVER_ERROR.into_response()
        }
    }
}

fn answer<T: serde::Serialize>(result: Result<T, Problem>) -> Response {
    match result {
        Ok(value) => json(&value),
        Err(why) => problem(&why),
    }
}

async fn execute(State(room): State<Room>, headers: HeaderMap, bytes: Bytes) -> Response {
    match body(&bytes) {
        Ok(execute) => answer(room.execute(&seat(&headers), execute).await),
        Err(why) => problem(&why),
    }
}

async fn query(State(room): State<Room>, headers: HeaderMap, bytes: Bytes) -> Response {
    let query: Query = match body(&bytes) {
        Ok(query) => query,
        Err(why) => return problem(&why),
    };
    // A cookie from before a restart is nobody's; it goes when the page asks who it is.
    let stale = query == Query::Session && token(&headers).is_some_and(|t| !room.knows(&t));
    let response = answer(room.query(&seat(&headers), query).await);
    if stale { without_cookie(response) } else { response }
}

#[derive(Deserialize)]
struct After {
    after: i64,
}

async fn changes(State(room): State<Room>, headers: HeaderMap, Params(after): Params<After>) -> Response {
    answer(room.changes(&seat(&headers), Seq(after.after)).await)
}

fn with_cookie(signed_in: Result<(Token, Session), Problem>) -> Response {
    match signed_in {
        Ok((token, session)) => {
            let cookie = format!("{COOKIE_NAME}={}; HttpOnly; SameSite=Strict; Path=/", token.as_str());
            let mut response = json(&session);
            if let Ok(cookie) = HeaderValue::from_str(&cookie) {
                response.headers_mut().insert(SET_COOKIE, cookie);
            }
            response
        }
        Err(why) => problem(&why),
    }
}

async fn sign_in(State(room): State<Room>, bytes: Bytes) -> Response {
    match body(&bytes) {
        Ok(who) => with_cookie(room.sign_in(who).await),
        Err(why) => problem(&why),
    }
}

async fn recover(State(room): State<Room>, bytes: Bytes) -> Response {
    match body(&bytes) {
        Ok(by) => with_cookie(room.recover(by).await),
        Err(why) => problem(&why),
    }
}

async fn sign_out(State(room): State<Room>, headers: HeaderMap) -> Response {
    if let Some(token) = token(&headers) {
        room.sign_out(&token);
    }
    without_cookie(answer(room.session(&Seat::Desk)))
}

fn without_cookie(mut response: Response) -> Response {
    let gone = HeaderValue::from_static("kentongan=; HttpOnly; SameSite=Strict; Path=/; Max-Age=0");
    response.headers_mut().insert(SET_COOKIE, gone);
    response
}

async fn keep_draft(State(room): State<Room>, headers: HeaderMap, bytes: Bytes) -> Response {
    match body(&bytes) {
        Ok(draft) => answer(room.keep_draft(&seat(&headers), draft).await),
        Err(why) => problem(&why),
    }
}

async fn drafts(State(room): State<Room>, headers: HeaderMap) -> Response {
    answer(room.drafts(&seat(&headers)).await)
}

#[derive(Deserialize)]
struct Training {
    on: bool,
}

async fn training(State(room): State<Room>, headers: HeaderMap, bytes: Bytes) -> Response {
    match body::<Training>(&bytes) {
        Ok(training) => answer(room.training(&seat(&headers), training.on).await),
        Err(why) => problem(&why),
    }
}

async fn confirm_clock(State(room): State<Room>, headers: HeaderMap) -> Response {
    answer(room.confirm_clock(&seat(&headers)).await)
}
