//! A founded room with one desk that has joined it.

use crate::script::{MORNING, founding};
use anyhow::{Result, anyhow};
use kentongan_room::wire::pin::{self, Pin};
use kentongan_room::{Room, RoomOptions, Seat, TimeSource};
use std::net::Ipv4Addr;
use std::path::Path;
use tokio::runtime::Runtime;

/// Founds the script's room in `data`, and closes it; what desk 2 keeps of it, but for its address.
///
/// # Errors
/// The room refused.
pub async fn found(data: &Path) -> Result<Pin> {
    let data = data.to_owned();
    // With a runtime of its own nothing of the room is left when it ends.
    tokio::task::spawn_blocking(move || Runtime::new()?.block_on(found_and_join(&data))).await?
}

async fn found_and_join(data: &Path) -> Result<Pin> {
    let options = RoomOptions {
        data: data.to_owned(),
        desk: 1,
        time: TimeSource::hand(MORNING),
        version: "0.0.0".to_owned(),
    };
    let said = |problem| anyhow!("{problem:?}");
    let founding = founding().map_err(|faults| anyhow!("{faults:?}"))?;
    let room = Room::open(options).await.map_err(said)?;
    room.execute(&Seat::Desk(room.own_desk()), founding.execute).await.map_err(said)?;
    let port = room.open_door_at(Ipv4Addr::LOCALHOST.into(), 0).await.map_err(said)?;
    let words = room.let_in_from_here().await.map_err(said)?;
    let pin = pin::join(&format!("127.0.0.1:{port}"), "Meja 2", &words).await.map_err(said)?;
    room.close().await;
    Ok(pin)
}
