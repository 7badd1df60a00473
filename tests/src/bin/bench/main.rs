//! How fast, as ratios to raw floors of the same run. Nothing here gates a build; a run that lost a ticket is void.
//!
//! `--only P4,P8` makes some measures; `--tickets N` sizes the large rooms of P5, P6, P9 and P10 (1,000,000 unless said);
//! `--minutes N` is how long P8 feeds a room; `--fill FOLDER` only makes the room of P6. `--serve` is the other program
//! that the measures over the wire start; `--room PROGRAM` starts that of another build, to compare the two.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::print_stdout)] // a measure that fails is void

mod alarms;
mod backlog;
mod case;
mod everybody;
mod fan_out;
mod floor;
mod frozen;
mod large;
mod memory;
mod pages;
mod screen;
mod served;
mod shift;
mod words;

use served::{DESKS, Joined};
use shift::{Desk, founded};
use std::path::Path;
use std::time::{Duration, Instant};

/// Commands timed one after the other.
const SINGLE: usize = 400;
const EACH: usize = 40;

#[tokio::main]
async fn main() {
    let tickets = argument("--tickets").unwrap_or(1_000_000);
    if let Some(folder) = text("--fill") {
        pages::fill(Path::new(&folder), tickets).await;
        return;
    }
    if let Some(folder) = text("--serve") {
        let port = argument("--port").and_then(|port| u16::try_from(port).ok());
        served::serve(Path::new(&folder), port.unwrap_or(0)).await;
        return;
    }
    // What fails in a task would be waited for in vain.
    let told = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |why| {
        told(why);
        std::process::exit(1);
    }));
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    // Those that nobody chose are not made either.
    if wanted("P1") || wanted("P2") || wanted("P9") {
        let raw = commit(folder).await;
        together(folder, raw).await;
        if wanted("P9") {
            alarms::alarms(folder, tickets, raw).await;
        }
    }
    if ["P2", "P4", "P8", "P10"].into_iter().any(wanted) {
        let joined = Joined::found(&folder.join("joined")).await;
        if wanted("P2") {
            everybody::together(folder, &joined).await;
        }
        if wanted("P4") {
            everybody::everybody(folder, &joined).await;
        }
        if wanted("P10") {
            backlog::backlog(folder, &joined, tickets).await;
        }
        if wanted("P8") {
            memory::memory(folder, &joined).await;
        }
    }
    if wanted("P5") {
        words::words(folder, tickets).await;
    }
    if wanted("P6") {
        pages::pages(folder, tickets).await;
    }
}

/// All measures, unless some were chosen.
fn wanted(measure: &str) -> bool {
    text("--only").is_none_or(|only| only.split(',').any(|one| one == measure))
}

/// How busy this machine was meanwhile: figures of a busy one are worse. Empty where nothing tells.
fn busy() -> String {
    let load = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    load.split(' ')
        .next()
        .filter(|load| !load.is_empty())
        .map(|load| format!(", load {load}"))
        .unwrap_or_default()
}

fn argument(name: &str) -> Option<i64> {
    text(name)?.parse().ok()
}

fn text(name: &str) -> Option<String> {
    std::env::args().skip_while(|a| a != name).nth(1)
}

/// P1: from the command to the durable receipt, beside a raw durable insert of the same rows plus an echo.
async fn commit(folder: &Path) -> Duration {
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
        "P1 commit p50: {:.2} ms, raw {:.2} ms, ratio {:.2} (goal 1.3, now 2){}",
        ms(ours),
        ms(raw),
        ours.as_secs_f64() / raw.as_secs_f64(),
        busy()
    );
    floor.each
}

/// P2: tickets a second from fifty desks, each durable, beside raw single commits.
async fn together(folder: &Path, raw: Duration) {
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
        "P2 {DESKS} desks in this program: {rate:.0} tickets/s, raw single commits {raw:.0}/s, ratio {:.2} (goal 8){}",
        rate / raw,
        busy()
    );
}

fn ms(time: Duration) -> f64 {
    time.as_secs_f64() * 1_000.0
}

fn middle(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn p99(times: &mut [Duration]) -> Duration {
    times.sort_unstable();
    times[(times.len() * 99 / 100).min(times.len() - 1)]
}
