//! How fast, as ratios to raw floors of the same run. Nothing here gates a build; a run that lost a ticket is void.
//!
//! `--tickets N` sizes the large room of P6 (1,000,000 unless said); `--fill FOLDER` only makes that room.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a measure that fails is void

mod alarms;
mod floor;
mod pages;
mod shift;

use shift::{Desk, founded};
use std::time::{Duration, Instant};

/// Commands timed one after the other.
const SINGLE: usize = 400;
const DESKS: usize = 50;
const EACH: usize = 40;

#[tokio::main]
async fn main() {
    let tickets = argument("--tickets").unwrap_or(1_000_000);
    if let Some(folder) = text("--fill") {
        pages::fill(std::path::Path::new(&folder), tickets).await;
        return;
    }
    let folder = tempfile::tempdir().unwrap();
    let (single, floor) = commit(folder.path()).await;
    together(folder.path(), floor.each).await;
    drop(single);
    alarms::alarms(folder.path(), tickets, floor.each).await;
    pages::pages(folder.path(), tickets).await;
}

fn argument(name: &str) -> Option<i64> {
    text(name)?.parse().ok()
}

fn text(name: &str) -> Option<String> {
    std::env::args().skip_while(|a| a != name).nth(1)
}

/// P1: from the command to the durable receipt, beside a raw durable insert of the same rows plus an echo.
async fn commit(folder: &std::path::Path) -> (Vec<Duration>, floor::Floor) {
    let data = folder.join("single");
    let (room, seat) = founded(&data).await;
    let desk = Desk::new(room.clone(), seat);
    let mut times = Vec::with_capacity(SINGLE);
    for nth in 0..SINGLE {
        let opening = desk.opening(nth);
        let began = Instant::now();
        desk.say(opening).await;
        times.push(began.elapsed());
    }
    room.close().await;
    let floor = floor::insert_again(&data.join("room.db"), &folder.join("floor.db"));
    assert_eq!(floor.tickets, SINGLE, "void: a ticket was lost");
    let (ours, raw) = (middle(&mut times.clone()), middle(&mut floor.times.clone()));
    println!(
        "P1 commit p50: {:.2} ms, raw {:.2} ms, ratio {:.2} (goal 1.3, now 2)",
        ms(ours),
        ms(raw),
        ours.as_secs_f64() / raw.as_secs_f64()
    );
    (times, floor)
}

/// P2: tickets a second from fifty desks, each durable, beside raw single commits.
async fn together(folder: &std::path::Path, raw: Duration) {
    let data = folder.join("together");
    let (room, seat) = founded(&data).await;
    let began = Instant::now();
    let desks: Vec<_> = (0..DESKS)
        .map(|no| {
            let desk = Desk::new(room.clone(), seat.clone());
            tokio::spawn(async move {
                for nth in 0..EACH {
                    desk.say(desk.opening(no * EACH + nth)).await;
                }
            })
        })
        .collect();
    for desk in desks {
        desk.await.unwrap();
    }
    let rate = (DESKS * EACH) as f64 / began.elapsed().as_secs_f64();
    room.close().await;
    assert_eq!(floor::count(&data.join("room.db")), DESKS * EACH, "void: a ticket was lost");
    let raw = 1.0 / raw.as_secs_f64();
    println!(
        "P2 {DESKS} desks: {rate:.0} tickets/s, raw single commits {raw:.0}/s, ratio {:.2} (goal 8)",
        rate / raw
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}
