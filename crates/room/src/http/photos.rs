//! The verbs of photos: the one body that is long, and the one answer that is no JSON.

use super::{Asker, answer, of_this_version, problem};
use crate::room::Room;
use axum::Router;
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{DefaultBodyLimit, Path, Query as Params, State};
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use kentongan_rules::id::TicketId;
use kentongan_rules::photo::{LARGEST_PHOTO, PhotoId, PhotoOf};
use kentongan_rules::problem::Problem;
use kentongan_rules::refusal::Refusal;
use serde::Deserialize;

pub(super) fn routes() -> Router<Room> {
    let give = post(give).layer(DefaultBodyLimit::max(LARGEST_PHOTO));
    Router::new().route("/photo", give).route("/photo/{id}", get(look))
}

#[derive(Deserialize)]
struct Of {
    ticket: TicketId,
}

async fn give(
    State(room): State<Room>,
    asker: Asker,
    Params(Of { ticket }): Params<Of>,
    headers: HeaderMap,
    file: Result<Bytes, BytesRejection>,
) -> Response {
    if let Err(why) = of_this_version(&room, &headers) {
        return problem(&why);
    }
    match file {
        Ok(file) => answer(room.give_photo(&asker.seat, ticket, file.into()).await),
        // More than is taken in, or cut off on the way: the page cannot tell it from the former.
        Err(_) => problem(&Refusal::PhotoTooLarge.into()),
    }
}

async fn look(
    State(room): State<Room>,
    asker: Asker,
    Path(id): Path<String>,
    Params(Of { ticket }): Params<Of>,
) -> Response {
    let Some(photo) = PhotoId::parse(&id) else { return problem(&Problem::Unknown) };
    match room.photo(&asker.seat, PhotoOf { ticket, photo }).await {
        Ok(jpeg) => ([(CONTENT_TYPE, "image/jpeg"), (CACHE_CONTROL, "no-store")], jpeg).into_response(),
        Err(why) => problem(&why),
    }
}
