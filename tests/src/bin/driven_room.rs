//! A room whose three clocks are read from a file, so that suspends and jumps can be driven from outside:
//! `driven_room FOLDER CLOCKS [SCREENS]`. A program of the tests alone: what is shipped has no way to read time from a file.
#![allow(clippy::print_stdout)] // it prints where it listens

use anyhow::{Result, anyhow, bail};
use kentongan_room::http::Screens;
use kentongan_room::{Room, RoomOptions, TimeSource, http};
use std::path::PathBuf;

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, clocks, screens @ ..] = arguments.as_slice() else { bail!("FOLDER CLOCKS [SCREENS]") };
    let options = RoomOptions {
        data: PathBuf::from(folder),
        desk: 1,
        time: TimeSource::Driven(PathBuf::from(clocks)),
        version: "0.0.0".to_owned(),
    };
    let room = Room::open(options).await.map_err(|p| anyhow!("{p:?}"))?;
    let listener = http::listen(0).await.map_err(|p| anyhow!("{p:?}"))?;
    println!("http://{}", listener.local_addr()?);
    // Whoever started it ends it.
    let screens = screens.first().map(|folder| Screens::Folder(PathBuf::from(folder)));
    http::serve(room, listener, screens, std::future::pending()).await;
    Ok(())
}
