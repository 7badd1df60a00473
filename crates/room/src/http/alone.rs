//! The verbs of a desk that is at times alone: what it is lent, and what it tells afterwards.

use super::{Asker, answer, body, of_this_version, problem};
use crate::room::Room;
use crate::wire::held::{Delivery, SawMore};
use axum::Router;
use axum::body::Bytes;
use axum::extract::{Query as Params, State};
use axum::http::HeaderMap;
use axum::response::Response;
use axum::routing::{get, post};
use kentongan_rules::time::Seq;
use serde::Deserialize;

pub(super) fn routes() -> Router<Room> {
    Router::new().route("/stock", get(stock)).route("/held", post(held)).route("/saw_more", post(saw_more))
}

#[derive(Deserialize)]
struct Has {
    has: Option<u32>,
    heard: Option<Seq>,
}

async fn stock(State(room): State<Room>, asker: Asker, Params(said): Params<Has>) -> Response {
    answer(room.stock(asker.desk, said.has, said.heard).await)
}

async fn saw_more(State(room): State<Room>, asker: Asker, headers: HeaderMap, bytes: Bytes) -> Response {
    let said = of_this_version(&room, &headers).and_then(|()| body::<SawMore>(&bytes));
    match said {
        Ok(more) => answer(room.saw_more(asker.desk, more).await),
        Err(why) => problem(&why),
    }
}

async fn held(State(room): State<Room>, asker: Asker, headers: HeaderMap, bytes: Bytes) -> Response {
    let said = of_this_version(&room, &headers).and_then(|()| body::<Delivery>(&bytes));
    match said {
        Ok(delivery) => answer(room.take(asker.desk, delivery).await),
        Err(why) => problem(&why),
    }
}
