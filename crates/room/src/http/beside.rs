//! The verbs of people beside each other: who has what open, who takes what over, and the lock of a screen.

use super::{Asker, answer, body, problem};
use crate::room::Room;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::response::Response;
use axum::routing::post;
use serde::Deserialize;

pub(super) fn routes() -> Router<Room> {
    Router::new()
        .route("/present", post(present))
        .route("/claim", post(claim))
        .route("/lock", post(lock))
        .route("/unlock", post(unlock))
}

async fn present(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    answer(body(&bytes).and_then(|said| room.present(&asker.seat, said)))
}

async fn claim(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    match body(&bytes) {
        Ok(what) => answer(room.claim(&asker.seat, what).await),
        Err(why) => problem(&why),
    }
}

async fn lock(State(room): State<Room>, asker: Asker) -> Response {
    answer(room.lock_screen(&asker.seat).await)
}

#[derive(Deserialize)]
struct Unlock {
    secret: String,
}

async fn unlock(State(room): State<Room>, asker: Asker, bytes: Bytes) -> Response {
    match body::<Unlock>(&bytes) {
        Ok(Unlock { secret }) => answer(room.unlock_screen(&asker.seat, secret).await),
        Err(why) => problem(&why),
    }
}
