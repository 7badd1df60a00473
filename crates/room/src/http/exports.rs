//! Files on their way out.

use super::{Asker, body, of_this_version, problem};
use crate::room::Room;
use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use axum::http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE};
use axum::response::{IntoResponse, Response};
use axum::routing::post;
use kentongan_rules::export::Export;

pub(super) fn routes() -> Router<Room> {
    Router::new().route("/export", post(export))
}

async fn export(State(room): State<Room>, asker: Asker, headers: HeaderMap, bytes: Bytes) -> Response {
    let asked = of_this_version(&room, &headers).and_then(|()| body::<Export>(&bytes));
    let made = match asked {
        Ok(export) => room.export(&asker.seat, export).await.map(|file| (export, file)),
        Err(why) => Err(why),
    };
    match made {
        Ok((export, file)) => {
            let headers = [
                (CONTENT_TYPE, export.kind().media_type().to_owned()),
                (CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", file.name)),
                (CACHE_CONTROL, "no-store".to_owned()),
            ];
            (headers, file.bytes).into_response()
        }
        Err(why) => problem(&why),
    }
}
