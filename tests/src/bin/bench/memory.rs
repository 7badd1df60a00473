//! P8: what a room's program holds in memory under a live feed of cases, polls, questions and sign-ins.

use crate::case::case;
use crate::everybody::seated;
use crate::screen::Screen;
use crate::served::{DESKS, Joined, Served, account};
use crate::{argument, busy};
use kentongan_room::TimeSource;
use kentongan_rules::search::Search;
use kentongan_rules::time::Seq;
use kentongan_rules::view::{Query, Reply};
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

const MINUTES: i64 = 2;
/// Commands a second: as many as a storm brings in a minute.
const RATE: i64 = 10;
const FEEDERS: usize = 5;
/// Somebody signs in, looks around and leaves.
const VISIT: Duration = Duration::from_secs(3);
/// A password's hash takes memory for a moment; what is held is the least of so many seconds.
const WINDOW: u64 = 10;
/// Caches fill first.
const WARM_UP: f64 = 1.0 / 3.0;

pub async fn memory(folder: &Path, joined: &Joined) {
    let data = folder.join("memory");
    joined.copied(&data);
    let served = Served::start(&data, 0);
    let Some(before) = resident(served.process()) else {
        println!("P8 is measured where /proc tells of memory: not here");
        return;
    };
    let desks = seated(joined, &served).await;
    let said = Arc::new(AtomicUsize::new(0));
    let mut living = JoinSet::new();
    for desk in desks.iter().cloned().chain([Screen::at(&joined.pin(0, &served))]) {
        living.spawn(follows(desk));
    }
    let rate = argument("--rate").unwrap_or(RATE).max(1);
    let pause = Duration::from_secs_f64(FEEDERS as f64 / rate as f64);
    for (no, desk) in desks.iter().take(FEEDERS).cloned().enumerate() {
        let (region, said) = (joined.region.clone(), said.clone());
        living.spawn(async move {
            let mut turn = tokio::time::interval(pause);
            for nth in (no..).step_by(FEEDERS) {
                for command in case(&region, nth, TimeSource::Wall.now()) {
                    turn.tick().await;
                    desk.say(command).await;
                    said.fetch_add(1, Ordering::Relaxed);
                }
            }
        });
    }
    let pins: Vec<_> = (0..DESKS).map(|no| joined.pin(no, &served)).collect();
    living.spawn(async move {
        for nth in (FEEDERS..DESKS).cycle() {
            let visitor = Screen::at(&pins[nth]).sign_in(&account(nth)).await;
            let Reply::Board(board) = visitor.query(&Query::Board).await else { panic!("no board") };
            visitor.query(&Query::Setup).await;
            visitor.query(&Query::Find(Search::of("pohon tumb"))).await;
            visitor.changes(Seq(board.seq.0 - 100), Some(0)).await;
            visitor.sign_out().await;
            tokio::time::sleep(VISIT).await;
        }
    });
    let minutes = argument("--minutes").unwrap_or(MINUTES).max(1);
    let held = watched(served.process(), Duration::from_secs(60 * minutes.unsigned_abs())).await;
    let died = living.try_join_next();
    assert!(died.is_none(), "void: somebody fell out: {died:?}");
    living.shutdown().await;
    let warm = &held[(held.len() as f64 * WARM_UP) as usize..];
    let mean = warm.iter().map(|(_, held)| held).sum::<f64>() / warm.len() as f64;
    let (first, last) = (warm[0].1, warm[warm.len() - 1].1);
    println!(
        "P8 room alone {before:.1} MiB; {minutes} min of {rate} commands/s ({} of them) to 51 screens: {first:.1} MiB when warm, {last:.1} MiB at last, ratio {:.2} (goal 1.25), slope {:+.2} %/h (goal 1){}",
        said.load(Ordering::Relaxed),
        last / before,
        slope(warm) / mean * 100.0,
        busy()
    );
    for (hours, held) in held.iter().step_by(held.len().div_ceil(20)) {
        println!("P8   {:5.1} min {held:.1} MiB", hours * 60.0);
    }
    served.end();
}

/// Follows the room as a screen does.
async fn follows(screen: Screen) {
    let Reply::Board(board) = screen.query(&Query::Board).await else { panic!("no board") };
    let (mut seq, mut heard) = (board.seq, Some(0));
    loop {
        let changes = screen.changes(seq, heard).await;
        seq = changes.seq;
        heard = changes.here.map(|here| here.version).or(heard.filter(|heard| *heard > 0));
    }
}

/// MiB in memory; `None` where nothing tells.
fn resident(process: u32) -> Option<f64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<f64>().ok()? / 1024.0)
}

/// The least of each window, with the hours since the first.
async fn watched(process: u32, long: Duration) -> Vec<(f64, f64)> {
    let began = Instant::now();
    let mut held = Vec::new();
    while began.elapsed() < long {
        let mut least = f64::MAX;
        for _ in 0..WINDOW * 4 {
            tokio::time::sleep(Duration::from_millis(250)).await;
            least = least.min(resident(process).expect("void: the room has gone"));
        }
        held.push((began.elapsed().as_secs_f64() / 3_600.0, least));
    }
    held
}

/// MiB an hour, by least squares.
fn slope(held: &[(f64, f64)]) -> f64 {
    let count = held.len() as f64;
    let (x, y) =
        (held.iter().map(|h| h.0).sum::<f64>() / count, held.iter().map(|h| h.1).sum::<f64>() / count);
    let across: f64 = held.iter().map(|h| (h.0 - x) * (h.1 - y)).sum();
    across / held.iter().map(|h| (h.0 - x).powi(2)).sum::<f64>()
}
