//! The HTTP door, closed unless asked for: to this PC over HTTP, to other PCs over TLS alone. Host and Origin are
//! checked, every verb knows its seat, bodies are bounded, and what fails leaves as a problem.

mod alone;
mod beside;
mod exports;
mod guard;
mod joining;
mod photos;

pub use joining::Hello;

use crate::broken;
use crate::room::Room;
use crate::session::{Seat, Token};
use crate::wire::identity::digest;
use crate::wire::serve::{self, Patience, Way};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, FromRequestParts, Query as Params, State};
use axum::http::header::{self, CACHE_CONTROL, CONTENT_TYPE, HeaderName, SET_COOKIE};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kentongan_rules::clock::Outlet;
use kentongan_rules::desk::DeskKind;
use kentongan_rules::id::{ClockNo, TicketId};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Query, Session};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::net::Ipv4Addr;
use std::path::PathBuf;
use std::sync::Arc;
use tokio::net::TcpListener;
use tower_http::services::{ServeDir, ServeFile};

pub const PORT: u16 = 8112;
const LARGEST_BODY: usize = 4 << 20;
const COOKIE: &str = "kentongan";
/// By which a joined browser is known.
const DESK_COOKIE: &str = "kentongan_desk";
/// Ten years: until the room sends it away.
const DESK_COOKIE_SECONDS: u32 = 10 * 365 * 86_400;
/// Both ends of another version only read.
pub const VERSION: HeaderName = HeaderName::from_static("x-kentongan");
/// A screen that says it is a wall is one.
pub const SEAT: HeaderName = HeaderName::from_static("x-seat");

/// The built screens: a folder, or what the desktop carries within itself.
#[derive(Clone)]
pub enum Screens {
    Folder(PathBuf),
    Within(Arc<FindScreen>),
}

/// By its path, without the leading slash.
pub type FindScreen = dyn Fn(&str) -> Option<Screen> + Send + Sync;

/// One file of the screens.
pub struct Screen {
    pub bytes: Vec<u8>,
    pub kind: String,
}

/// Listens on 127.0.0.1 at `port` or the next free one; 0 takes any.
///
/// # Errors
/// No port is free.
pub async fn listen(port: u16) -> Result<TcpListener, Problem> {
    serve::listen(Ipv4Addr::LOCALHOST.into(), port).await
}

/// Serves `room` to this PC alone, and the screens if given, until `stop` resolves.
pub async fn serve(
    room: Room,
    listener: TcpListener,
    screens: Option<Screens>,
    stop: impl Future<Output = ()> + Send + 'static,
) {
    serve::serve(listener, None, router(room, screens), Patience::default(), stop).await;
}

pub fn router(room: Room, screens: Option<Screens>) -> Router {
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
        .route("/delivered", post(delivered))
        .merge(joining::routes())
        .merge(alone::routes())
        .merge(beside::routes())
        .merge(exports::routes())
        .layer(DefaultBodyLimit::max(LARGEST_BODY))
        .merge(photos::routes())
        .fallback(|| async { problem(&Problem::Unknown) })
        .with_state(room);
    let app = Router::new().nest("/api", verbs);
    let app = match screens {
        Some(Screens::Folder(ui)) => {
            let index = ServeFile::new(ui.join("index.html"));
            app.fallback_service(ServeDir::new(ui).fallback(index))
        }
        Some(Screens::Within(find)) => {
            app.fallback(move |uri: Uri| async move { screen(&*find, uri.path()) })
        }
        None => app,
    };
    app.layer(axum::middleware::from_fn(guard::check))
}

fn screen(find: &FindScreen, path: &str) -> Response {
    let found = find(path.trim_start_matches('/')).or_else(|| find("index.html"));
    match found {
        Some(Screen { bytes, kind }) => ([(CONTENT_TYPE, kind)], bytes).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

/// Who asks: of this PC, or a desk that has joined; there a wall, a person by the cookie, or the desk itself.
pub struct Asker {
    desk: u16,
    over_tls: bool,
    seat: Seat,
}

impl FromRequestParts<Room> for Asker {
    type Rejection = Response;

    async fn from_request_parts(parts: &mut Parts, room: &Room) -> Result<Asker, Response> {
        let joined = desk(parts, room).ok_or_else(|| problem(&Problem::NotJoined))?;
        if let Some(way) = parts.extensions.get::<Way>() {
            match joined.over_tls {
                true => way.guest.is_of(joined.no),
                false => way.guest.is_own(),
            }
        }
        let wall = joined.is_wall || parts.headers.get(SEAT).is_some_and(|seat| seat == "wall");
        let seat = match token(&parts.headers) {
            _ if wall => Seat::Wall,
            // Signed in at one desk is signed in at no other.
            Some(token) if !room.is_signed_in_elsewhere(&token, joined.no) => Seat::Person(token),
            _ => Seat::Desk(joined.no),
        };
        Ok(Asker { desk: joined.no, over_tls: joined.over_tls, seat })
    }
}

impl Asker {
    fn is_browser(&self, room: &Room) -> bool {
        room.setup().desk(self.desk).is_some_and(|desk| desk.kind != DeskKind::Workstation)
    }
}

struct Known {
    no: u16,
    is_wall: bool,
    over_tls: bool,
}

/// The desk that a request comes from; `None`: a stranger.
fn desk(parts: &Parts, room: &Room) -> Option<Known> {
    let way = parts.extensions.get::<Way>()?;
    if !way.tls {
        return Some(Known { no: room.own_desk(), is_wall: false, over_tls: false });
    }
    let by_cookie = || cookie(&parts.headers, DESK_COOKIE).map(|shown| digest(shown.as_bytes()));
    let key = way.key.as_deref().map(str::to_owned).or_else(by_cookie)?;
    let setup = room.setup();
    let desk = setup.desk_by_key(&key)?;
    Some(Known { no: desk.no, is_wall: desk.kind == DeskKind::Wall, over_tls: true })
}

fn cookie<'h>(headers: &'h HeaderMap, wanted: &str) -> Option<&'h str> {
    headers
        .get_all(header::COOKIE)
        .iter()
        .filter_map(|c| c.to_str().ok())
        .flat_map(|c| c.split(';'))
        .find_map(|pair| {
            let (name, value) = pair.trim().split_once('=')?;
            (name == wanted).then_some(value)
        })
}

fn token(headers: &HeaderMap) -> Option<Token> {
    cookie(headers, COOKIE).and_then(Token::parse)
}
fn body<T: DeserializeOwned>(bytes: &Bytes) -> Result<T, Problem> {
    serde_json::from_slice(bytes).map_err(|why| Problem::Malformed { about: why.to_string() })
}

fn status(problem: &Problem) -> StatusCode {
    match problem {
        Problem::Refused { refusal: Refusal::Stale { .. } } => StatusCode::CONFLICT,
        Problem::Refused { refusal: Refusal::PhotoTooLarge } => StatusCode::PAYLOAD_TOO_LARGE,
        Problem::Refused { .. } => StatusCode::UNPROCESSABLE_ENTITY,
        Problem::SignedOut | Problem::WrongSignIn => StatusCode::UNAUTHORIZED,
        Problem::Wait { .. } => StatusCode::TOO_MANY_REQUESTS,
        Problem::NotAllowed | Problem::NotJoined | Problem::WrongWords => StatusCode::FORBIDDEN,
        Problem::OtherVersion { .. } => StatusCode::CONFLICT,
        Problem::Unknown => StatusCode::NOT_FOUND,
        Problem::Malformed { .. } => StatusCode::BAD_REQUEST,
        Problem::Broken { .. } => StatusCode::INTERNAL_SERVER_ERROR,
        Problem::Unreachable | Problem::Alone => StatusCode::SERVICE_UNAVAILABLE,
        Problem::AskAnew | Problem::Holding { .. } => StatusCode::CONFLICT,
    }
}

fn problem(problem: &Problem) -> Response {
    (status(problem), json(problem)).into_response()
}

fn json(value: &impl serde::Serialize) -> Response {
    written(serde_json::to_vec(value))
}

fn written(json: serde_json::Result<Vec<u8>>) -> Response {
    match json {
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

/// The first two numbers of a version are what both ends must share.
pub fn is_same_line(one: &str, other: &str) -> bool {
    let line = |version: &str| version.split('.').take(2).map(str::to_owned).collect::<Vec<_>>();
    line(one) == line(other)
}

/// A page or a desktop of another version may read, and nothing else: what it means may not be what is understood.
fn of_this_version(room: &Room, headers: &HeaderMap) -> Result<(), Problem> {
    match headers.get(VERSION).and_then(|said| said.to_str().ok()) {
        Some(said) if !is_same_line(said, room.version()) => {
            Err(Problem::OtherVersion { room: room.version().to_owned() })
        }
        _ => Ok(()),
    }
}

async fn execute(State(room): State<Room>, asker: Asker, headers: HeaderMap, bytes: Bytes) -> Response {
    let said = of_this_version(&room, &headers).and_then(|()| body(&bytes));
    match said {
        Ok(execute) => answer(room.execute(&asker.seat, execute).await),
        Err(why) => problem(&why),
    }
}

async fn query(State(room): State<Room>, asker: Asker, headers: HeaderMap, bytes: Bytes) -> Response {
    let query: Query = match body(&bytes) {
        Ok(query) => query,
        Err(why) => return problem(&why),
    };
    // A cookie that nobody is signed in by goes when the page asks who it is.
    let stale = query == Query::Session && token(&headers).is_some_and(|t| !room.knows(&t, asker.desk));
    if stale && asker.seat != Seat::Wall {
        return without_cookie(answer(room.query(&Seat::Desk(asker.desk), query).await));
    }
    answer(room.query(&asker.seat, query).await)
}

#[derive(Deserialize)]
struct After {
    after: i64,
    /// The version of who else is here, as last heard; absent where nobody asks.
    here: Option<u32>,
}

async fn changes(State(room): State<Room>, asker: Asker, Params(after): Params<After>) -> Response {
    let told = room.told(&asker.seat, Seq(after.after), after.here).await;
    // It may have been sent away while it waited.
    if asker.over_tls && room.setup().desk(asker.desk).is_none_or(|desk| desk.left_at.is_some()) {
        return problem(&Problem::NotJoined);
    }
    match told {
        Ok(told) => written(told.written()),
        Err(why) => problem(&why),
    }
}

/// A cookie that no script reads and no other site sends; over TLS it goes over nothing else.
fn set_cookie(response: &mut Response, name: &str, value: &str, over_tls: bool, seconds: Option<u32>) {
    let secure = if over_tls { "; Secure" } else { "" };
    let age = seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let cookie = format!("{name}={value}; HttpOnly; SameSite=Strict; Path=/{secure}{age}");
    if let Ok(cookie) = HeaderValue::from_str(&cookie) {
        response.headers_mut().append(SET_COOKIE, cookie);
    }
}

fn with_cookie(signed_in: Result<(Token, Session), Problem>, asker: &Asker) -> Response {
    match signed_in {
        Ok((token, session)) => {
            let mut response = json(&session);
            set_cookie(&mut response, COOKIE, token.as_str(), asker.over_tls, None);
            response
        }
        Err(why) => problem(&why),
    }
}

/// A wall stays one, whoever stands before it.
fn sits(asker: &Asker) -> Result<u16, Problem> {
    if asker.seat == Seat::Wall { Err(Problem::NotAllowed) } else { Ok(asker.desk) }
}

async fn sign_in(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    let said = sits(&asker).and_then(|desk| Ok((desk, body(&bytes)?)));
    match said {
        Ok((desk, who)) => {
            let signed_in = room.sign_in(who, desk).await;
            // Who sat here before, before a locked screen perhaps, has left.
            if let (Ok(_), Seat::Person(before)) = (&signed_in, &asker.seat) {
                room.sign_out(before).await;
            }
            with_cookie(signed_in, &asker)
        }
        Err(why) => problem(&why),
    }
}

async fn recover(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    let said = sits(&asker).and_then(|desk| Ok((desk, body(&bytes)?)));
    match said {
        Ok((desk, by)) => with_cookie(room.recover(by, desk).await, &asker),
        Err(why) => problem(&why),
    }
}

async fn sign_out(State(room): State<Room>, asker: Asker) -> Response {
    if let Seat::Person(token) = &asker.seat {
        room.sign_out(token).await;
    }
    without_cookie(answer(room.session(&Seat::Desk(asker.desk))))
}

fn without_cookie(mut response: Response) -> Response {
    set_cookie(&mut response, COOKIE, "", false, Some(0));
    response
}

async fn keep_draft(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    match body(&bytes) {
        Ok(draft) => answer(room.keep_draft(&asker.seat, draft).await),
        Err(why) => problem(&why),
    }
}

async fn drafts(State(room): State<Room>, asker: Asker) -> Response {
    answer(room.drafts(&asker.seat).await)
}

#[derive(Deserialize)]
struct Switch {
    on: bool,
}

async fn training(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    match body::<Switch>(&bytes) {
        Ok(training) => answer(room.training(&asker.seat, training.on).await),
        Err(why) => problem(&why),
    }
}

async fn confirm_clock(State(room): State<Room>, asker: Asker) -> Response {
    answer(room.confirm_clock(&asker.seat).await)
}

/// What became of an alarm at a joined desk's outlet.
#[derive(Clone, Debug, serde::Serialize, Deserialize)]
pub struct Delivered {
    pub ticket: TicketId,
    pub clock: ClockNo,
    pub outlet: Outlet,
    pub worked: bool,
}

async fn delivered(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    // A browser has no outlets.
    if asker.is_browser(&room) {
        return problem(&Problem::NotAllowed);
    }
    match body::<Delivered>(&bytes) {
        Ok(Delivered { ticket, clock, outlet, worked }) => {
            answer(room.record_delivery(ticket, clock, outlet, worked).await)
        }
        Err(why) => problem(&why),
    }
}
