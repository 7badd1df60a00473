//! The verbs by which desks find, and are let into, the room. `hello` and `pair` answer strangers.

use super::{Asker, DESK_COOKIE, DESK_COOKIE_SECONDS, Switch, answer, body, json, problem, set_cookie};
use crate::room::Room;
use crate::wire::pairing::{Join, JoinBrowser};
use crate::wire::serve::Way;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, State};
use axum::response::Response;
use axum::routing::{get, post};
use axum::{Extension, Router};
use kentongan_rules::problem::Problem;
use serde::{Deserialize, Serialize};

/// A certificate request, a name and a proof.
const LARGEST_REQUEST: usize = 64 << 10;

/// What the room says to anybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hello {
    pub version: String,
}

pub(super) fn routes() -> Router<Room> {
    Router::new()
        .route("/hello", get(hello))
        .merge(strangers())
        .route("/door", get(door).post(set_door))
        .route("/let_in", post(let_in))
        .route("/signed_in", get(signed_in))
}

/// What strangers may send is short.
fn strangers() -> Router<Room> {
    Router::new()
        .route("/pair", post(pair))
        .route("/pair_browser", post(pair_browser))
        .layer(DefaultBodyLimit::max(LARGEST_REQUEST))
}

async fn hello(State(room): State<Room>) -> Response {
    json(&Hello { version: room.version().to_owned() })
}

async fn pair(State(room): State<Room>, bytes: Bytes) -> Response {
    match body::<Join>(&bytes) {
        Ok(join) => answer(room.pair(join).await),
        Err(why) => problem(&why),
    }
}

async fn pair_browser(State(room): State<Room>, Extension(way): Extension<Way>, bytes: Bytes) -> Response {
    // On this PC a browser is the room's own desk.
    if !way.tls {
        return problem(&Problem::NotAllowed);
    }
    let join = match body::<JoinBrowser>(&bytes) {
        Ok(join) => join,
        Err(why) => return problem(&why),
    };
    match room.pair_browser(join).await {
        Ok(cookie) => {
            let mut response = json(&());
            set_cookie(&mut response, DESK_COOKIE, &cookie, true, Some(DESK_COOKIE_SECONDS));
            response
        }
        Err(why) => problem(&why),
    }
}

async fn door(State(room): State<Room>, asker: Asker) -> Response {
    answer(room.door(&asker.seat))
}

/// For a desktop, which is quiet during a call for whom somebody else answers.
async fn signed_in(State(room): State<Room>, asker: Asker) -> Response {
    if asker.is_browser(&room) {
        return problem(&Problem::NotAllowed);
    }
    json(&room.signed_in())
}

async fn set_door(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    match body::<Switch>(&bytes) {
        Ok(Switch { on }) => answer(room.set_door(&asker.seat, on).await),
        Err(why) => problem(&why),
    }
}

async fn let_in(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    match body::<Switch>(&bytes) {
        Ok(Switch { on }) => answer(room.let_in(&asker.seat, on).await),
        Err(why) => problem(&why),
    }
}
