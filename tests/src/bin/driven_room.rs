//! A room whose three clocks are read from a file, so that suspends and jumps can be driven from outside:
//! `driven_room FOLDER CLOCKS [SCREENS]` at a port of this PC, `driven_room FOLDER CLOCKS --door` at its door to other PCs,
//! over TLS. A program of the tests alone: what is shipped has no way to read time from a file.
#![allow(clippy::print_stdout)] // it prints where it listens

use anyhow::{Result, anyhow, bail};
use kentongan_room::http::Screens;
use kentongan_room::{Room, RoomOptions, TimeSource, http};
use kentongan_rules::problem::Problem;
use kentongan_tests::driven::{Asked, Told};
use std::net::Ipv4Addr;
use std::path::PathBuf;

fn broken(problem: Problem) -> anyhow::Error {
    anyhow!("{problem:?}")
}

#[tokio::main]
async fn main() -> Result<()> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [folder, clocks, further @ ..] = arguments.as_slice() else {
        bail!("FOLDER CLOCKS [SCREENS|--door]")
    };
    kentongan_room::spare_hashes();
    let options = RoomOptions {
        data: PathBuf::from(folder),
        desk: 1,
        time: TimeSource::Driven(PathBuf::from(clocks)),
        version: "0.0.0".to_owned(),
    };
    let room = Room::open(options).await.map_err(broken)?;
    if further.first().is_some_and(|word| word == "--door") {
        return at_the_door(room).await;
    }
    let listener = http::listen(0).await.map_err(broken)?;
    println!("http://{}", listener.local_addr()?);
    // Whoever started it ends it.
    let screens = further.first().map(|folder| Screens::Folder(PathBuf::from(folder)));
    http::serve(room, listener, screens, std::future::pending()).await;
    Ok(())
}

/// Opens the door, and does what is asked line by line until told to stop, or until whoever asks has gone.
async fn at_the_door(room: Room) -> Result<()> {
    let port = room.open_door_at(Ipv4Addr::LOCALHOST.into(), 0).await.map_err(broken)?;
    println!("127.0.0.1:{port}");
    while let Some(asked) = tokio::task::spawn_blocking(next).await?? {
        let told = match asked {
            Asked::Desktop { notifier, speaker } => {
                room.set_notifier(notifier);
                room.set_speaker(speaker);
                Told::Done
            }
            Asked::Tend => {
                room.tend().await.map_err(broken)?;
                Told::Done
            }
            Asked::BackUp => {
                let backup = room.back_up().await.map_err(broken)?;
                Told::BackedUp {
                    file: room.backup_folder().join(&backup.file),
                    failed: backup.failed.is_some(),
                }
            }
        };
        println!("{}", serde_json::to_string(&told)?);
    }
    room.close().await;
    Ok(())
}

fn next() -> Result<Option<Asked>> {
    let mut line = String::new();
    let read = std::io::stdin().read_line(&mut line)?;
    Ok(if read == 0 { None } else { Some(serde_json::from_str(&line)?) })
}
